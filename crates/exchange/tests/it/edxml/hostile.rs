//! Messages made to harm, and messages that were only spoilt: each a sentence, none a crash.

use std::io::{Cursor, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::dispatch::{Business, Status};
use exchange::edxml::{
    EdxmlError, FILE_SIZE_BYTES_MAX, Message, read, write_document, write_status,
};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::sample::{package, status};

fn document() -> String {
    String::from_utf8(write_document(&package(Business::New)).unwrap()).unwrap()
}

/// The document with one text changed, which must be there.
fn changed(from: &str, to: &str) -> String {
    let document = document();
    assert!(document.contains(from), "{from}");
    document.replacen(from, to, 1)
}

fn refusal(bytes: &[u8]) -> &'static str {
    let refused: EdxmlError = read(bytes).expect_err("must be refused");
    assert!(refused.to_string().ends_with('.') && refused.next().ends_with('.'), "{refused}");
    refused.code()
}

#[test]
fn document_types_entities_and_instructions_are_refused() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let head = "encoding=\"UTF-8\"?>";
    assert_eq!(refusal(changed(head, &format!("{head}{laughs}")).as_bytes()), "EDX-004");
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">";
    assert_eq!(refusal(changed(head, &format!("{head}{outside}")).as_bytes()), "EDX-004");
    assert_eq!(refusal(changed("Sở Nội vụ", "&secret;").as_bytes()), "EDX-004");
    assert_eq!(refusal(changed("Sở Nội vụ", "<?php echo 1 ?>").as_bytes()), "EDX-004");
}

#[test]
fn a_million_elements_and_deep_nesting_are_refused() {
    let many = changed("<edXML:Fax></edXML:Fax>", &"<edXML:Fax/>".repeat(1_000_000));
    assert_eq!(refusal(many.as_bytes()), "EDX-005");
    let deep = changed("<edXML:Fax></edXML:Fax>", &"<edXML:Fax>".repeat(100_000));
    assert_eq!(refusal(deep.as_bytes()), "EDX-005");
    let signature = format!("<Signature>{}</Signature>", "<a>".repeat(100));
    let deep = changed("<edXML:TraceHeaderList>", &signature);
    assert_eq!(refusal(deep.as_bytes()), "EDX-005");
}

#[test]
fn other_encodings_are_refused_and_a_mark_is_not() {
    let document = document();
    let utf_16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(document.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(refusal(&utf_16), "EDX-002");
    assert_eq!(refusal(changed("UTF-8", "windows-1258").as_bytes()), "EDX-002");
    assert_eq!(refusal(b"PK\x03\x04\x14\x00"), "EDX-002");
    assert_eq!(read(format!("\u{feff}{document}").as_bytes()), read(document.as_bytes()));
}

#[test]
fn decomposed_letters_are_composed() {
    let document = document();
    let decomposed: String = document.nfd().collect();
    assert_ne!(decomposed, document);
    assert_eq!(read(decomposed.as_bytes()), read(document.as_bytes()));
}

#[test]
fn what_stands_twice_or_not_at_all_is_refused() {
    let subject = "<edXML:Place>Nghệ An</edXML:Place>";
    assert_eq!(refusal(changed(subject, &subject.repeat(2)).as_bytes()), "EDX-008");
    let from = document().split("<edXML:To>").next().unwrap().len();
    let twice = format!("{}<edXML:From></edXML:From>{}", &document()[..from], &document()[from..]);
    assert_eq!(refusal(twice.as_bytes()), "EDX-008");
    assert_eq!(refusal(changed("edXML:DocumentId", "edXML:Id").as_bytes()), "EDX-003");
    let id = "<edXML:PromulgationDate>2026/12/05</edXML:PromulgationDate>";
    assert_eq!(refusal(changed(id, "").as_bytes()), "EDX-007");
}

#[test]
fn other_namespaces_and_other_roots_are_refused() {
    let foreign = changed("<edXML:Subject>", "<edXML:Subject xmlns:edXML=\"urn:x\">");
    assert_eq!(refusal(foreign.as_bytes()), "EDX-006");
    assert_eq!(refusal(changed("QCVN_102_2016", "QCVN_102_2015").as_bytes()), "EDX-006");
    assert_eq!(refusal(b"<html><body>Not found</body></html>"), "EDX-006");
    assert_eq!(refusal(format!("{0}{0}", document()).as_bytes()), "EDX-006");
}

#[test]
fn values_out_of_their_form_are_refused() {
    for (from, to) in [
        ("<edXML:DueDate>2026/12/25", "<edXML:DueDate>2026/02/30"),
        ("<edXML:Timestamp>2026/12/05 09:05:00", "<edXML:Timestamp>hôm qua"),
        ("<edXML:BussinessDocType>0", "<edXML:BussinessDocType>9"),
        ("<edXML:PageAmount>12", "<edXML:PageAmount>-1"),
    ] {
        assert_eq!(refusal(changed(from, to).as_bytes()), "EDX-009", "{to}");
    }
    let unknown = String::from_utf8(write_status(&status(Status::Arrived))).unwrap();
    assert_eq!(refusal(unknown.replace(">01<", ">07<").as_bytes()), "EDX-009");
}

#[test]
fn what_cannot_be_true_is_refused() {
    let subject = "<edXML:Subject>Báo cáo kết quả bình đẳng giới &lt;năm 2026&gt; &amp; phương \
                   hướng</edXML:Subject>";
    let sender = ">H41.02</edXML:OrganId>";
    let number = "<edXML:CodeNumber>123";
    let day = "<edXML:PromulgationDate>2026/12/05";
    let address = "Số 1 đường Mẫu";
    let (long, longer) = ("a".repeat(2_000), "a".repeat(100_000));
    let long_code = format!(">H41.{}</edXML:OrganId>", "0".repeat(60));
    for (from, to, code) in [
        (sender, ">../../etc</edXML:OrganId>", "EDX-009"),
        (sender, long_code.as_str(), "EDX-009"),
        (number, "<edXML:CodeNumber>124", "EDX-015"),
        (number, "<edXML:CodeNumber>", "EDX-007"),
        (number, "<edXML:CodeNumber>một", "EDX-009"),
        (day, "<edXML:PromulgationDate>9999/12/31", "EDX-009"),
        (subject, "<edXML:Subject></edXML:Subject>", "EDX-007"),
        (address, long.as_str(), "EDX-016"),
        (address, longer.as_str(), "EDX-016"),
        (">H41</edXML:OrganId>", sender, "EDX-017"),
    ] {
        assert_eq!(refusal(changed(from, to).as_bytes()), code, "{from}");
    }
    assert_eq!(refusal(&vec![b' '; FILE_SIZE_BYTES_MAX + 1]), "EDX-001");
    // Zeros and the manner of capitals make no other number.
    let zero = changed("05,123/BC-SNV", "05,0123/bc-snv");
    assert!(read(zero.as_bytes()).is_ok());
}

#[test]
fn names_that_leave_the_folder_are_refused_on_both_ways() {
    for name in ["../a.pdf", "/etc/a.pdf", "a\\b.pdf", "C:a.pdf", "..", "", "a\u{202e}fdp.exe"] {
        let document = document().replace("Phụ lục.txt", name);
        assert_eq!(refusal(document.as_bytes()), "EDX-011", "{name}");
        let mut sent = package(Business::New);
        sent.attachments[0].name = name.to_owned();
        assert_eq!(write_document(&sent).unwrap_err().code(), "EDX-011", "{name}");
    }
}

#[test]
fn files_and_manifest_name_the_same_once() {
    assert_eq!(refusal(changed(">cid:2<", ">cid:1<").as_bytes()), "EDX-014");
    assert_eq!(refusal(changed(">cid:2<", ">cid:3<").as_bytes()), "EDX-014");
    let renamed = document().replace("<AttachmentName>Phụ lục", "<AttachmentName>Bản khác");
    assert_eq!(refusal(renamed.as_bytes()), "EDX-014");
    let mut many = package(Business::New);
    many.attachments = vec![many.attachments[0].clone(); 51];
    assert_eq!(write_document(&many).unwrap_err().code(), "EDX-010");
}

/// The document with the content of its second file exchanged.
fn with_content(content: &str) -> String {
    let document = document();
    let start = document.rfind("2016\">").unwrap() + 6;
    let end = document.rfind("</edXML:ContentTransferEncoded>").unwrap();
    format!("{}{content}{}", &document[..start], &document[end..])
}

fn zipped(name: &str, bytes: &[u8]) -> String {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    STANDARD.encode(writer.finish().unwrap().into_inner())
}

#[test]
fn content_that_does_not_decode_or_bursts_is_refused() {
    assert_eq!(refusal(with_content("không phải base64").as_bytes()), "EDX-012");
    assert_eq!(refusal(with_content("UEsDBAAAAAAAA").as_bytes()), "EDX-012");
    let bomb = zipped("1.txt", &vec![0; 40 * 1024 * 1024]);
    assert_eq!(refusal(with_content(&bomb).as_bytes()), "EDX-013");
}

#[test]
fn content_is_unpacked_whatever_its_type_says_but_archives_stay() {
    let named = |name: &str, content: &str| match read(
        with_content(content).replace("Phụ lục.txt", name).as_bytes(),
    )
    .unwrap()
    {
        Message::Document(package) => package.attachments[1].bytes.clone(),
        Message::Status(_) => panic!("no status"),
    };
    assert_eq!(named("Phụ lục.txt", &STANDARD.encode("thô")), "thô".as_bytes());
    assert_eq!(named("Phụ lục.txt", &zipped("58ab.TXT", b"trong")), b"trong");
    let inner = zipped("xl/workbook.xml", b"<workbook/>");
    assert_eq!(named("Phụ lục.xlsx", &inner), STANDARD.decode(&inner).unwrap());
}

#[test]
fn an_archive_under_the_name_of_a_pdf_is_told() {
    let named = |content: &str| with_content(content).replace("Phụ lục.txt", "Phụ lục.pdf");
    let two = zipped("xl/workbook.xml", b"<workbook/>");
    assert_eq!(refusal(named(&two).as_bytes()), "EDX-018");
    let inner = STANDARD.decode(&two).unwrap();
    assert_eq!(refusal(named(&zipped("58ab.pdf", &inner)).as_bytes()), "EDX-018");
    assert!(read(named(&zipped("58ab.pdf", b"%PDF-1.7")).as_bytes()).is_ok());
}

#[test]
fn what_can_be_no_document_is_refused() {
    let named = |name: &str, content: &str| {
        refusal(with_content(content).replace("Phụ lục.txt", name).as_bytes())
    };
    let plain = |bytes: &[u8]| STANDARD.encode(bytes);
    assert_eq!(named("Phụ lục.pdf", &zipped("58ab.pdf", b"MZ\x90\x00")), "EDX-020");
    assert_eq!(named("Phụ lục.xlsx", &zipped("58ab.xlsx", b"MZ\x90\x00")), "EDX-020");
    assert_eq!(named("Phụ lục.xlsx", &plain(b"\x7fELF\x02")), "EDX-020");
    assert_eq!(named("Phụ lục.pdf.exe", &plain(b"%PDF-1.7")), "EDX-020");
    assert_eq!(named("Phụ lục.js", &plain(b"alert(1)")), "EDX-020");
    assert_eq!(named("Phụ lục.pdf", &plain(b"khong phai PDF")), "EDX-018");
    assert_eq!(named("Phụ lục.pdf", &zipped("58ab.pdf", b"")), "EDX-019");
    assert_eq!(named("Phụ lục.xlsx", ""), "EDX-019");
    // By its name alone: the archive is of something else, or none.
    let text = zipped("ghi-chu.txt", b"khong phai van ban");
    for name in ["Phụ lục.docx", "Phụ lục.xlsx", "Phụ lục.ods", "Phụ lục.pptx"] {
        assert_eq!(named(name, &text), "EDX-018", "{name}");
    }
    let html = plain(b"<html></html>");
    for name in ["Phụ lục.docx", "Phụ lục.xlsx", "Phụ lục.zip", "Phụ lục.rar", "a.jpg", "a.png"]
    {
        assert_eq!(named(name, &html), "EDX-018", "{name}");
    }
    assert_eq!(named("Phụ lục.docx", &zipped("xl/workbook.xml", b"<workbook/>")), "EDX-018");
    assert_eq!(named("Phụ lục.doc", &plain(b"khong phai Word")), "EDX-018");
}

#[test]
fn what_its_name_says_is_taken() {
    let plain = |bytes: &[u8]| STANDARD.encode(bytes);
    for (name, content) in [
        ("a.docx", zipped("word/document.xml", b"<w:document/>")),
        ("a.xlsx", zipped("xl/workbook.xml", b"<workbook/>")),
        ("a.doc", plain(b"\xd0\xcf\x11\xe0")),
        ("a.doc", plain(b"{\\rtf1 a}")),
        ("a.xls", plain(b"<html></html>")),
        ("a.jpg", plain(b"\xff\xd8\xff\xe0")),
        ("a.zip", zipped("b.pdf", b"%PDF-1.7")),
        ("a.xml", plain(b"<a/>")),
    ] {
        let document = with_content(&content).replace("Phụ lục.txt", name);
        assert!(read(document.as_bytes()).is_ok(), "{name}");
    }
}

#[test]
fn characters_that_xml_does_not_know_are_refused() {
    for letter in ["&#1;", "&#x1F;", "&#x7f;", "&#xFFFE;", "\u{1}", "\u{b}", "\u{85}"] {
        let told = changed("Nghệ An", &format!("Nghệ{letter} An"));
        assert_eq!(refusal(told.as_bytes()), "EDX-021", "{letter:?}");
    }
    for letter in ["&#9;", "&#10;", "&#x1EC7;", "\n"] {
        assert!(read(changed("Nghệ An", &format!("Nghệ{letter} An")).as_bytes()).is_ok());
    }
}

#[test]
fn what_partners_write_otherwise_is_read() {
    let default: String = document().replace("edXML:", "").replace("xmlns:edXML", "xmlns");
    assert_eq!(read(default.replace(":edXML=", "=").as_bytes()), read(document().as_bytes()));
    let signature =
        "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo/></Signature>";
    let signed = changed("</edXML:edXMLHeader>", &format!("{signature}</edXML:edXMLHeader>"));
    let Ok(Message::Document(package)) = read(signed.as_bytes()) else { panic!("must be read") };
    assert!(package.signed);
    let empty = "<edXML:ResponseFor><edXML:OrganId></edXML:OrganId></edXML:ResponseFor>";
    let answered = changed("<edXML:SteeringType>", &format!("{empty}<edXML:SteeringType>"));
    assert_eq!(read(answered.as_bytes()), read(document().as_bytes()));
}

#[test]
fn a_message_cut_anywhere_is_refused() {
    let document = document();
    for length in (0..document.len() - 1).step_by(97) {
        refusal(&document.as_bytes()[..length]);
    }
}

proptest! {
    #[test]
    fn spoilt_messages_never_crash(
        places in proptest::collection::vec((0..9_000_usize, any::<u8>()), 1..8),
    ) {
        let mut bytes = document().into_bytes();
        for (at, byte) in places {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if let Err(refused) = read(&bytes) {
            prop_assert!(!refused.to_string().is_empty());
        }
    }
}
