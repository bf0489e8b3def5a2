//! Files made to hurt: each is refused in words with a code, or read for what it is; none crashes, hangs or eats memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use documents::lint::{self, LintError};
use documents::{docx, pdf, sample};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::{pack, parts};

const TEXT: &str = "word/document.xml";

fn refusal(file: &[u8]) -> LintError {
    let error = lint::check(file).unwrap_err();
    assert!(error.code().starts_with("LNT-") && error.next().ends_with('.'));
    assert!(error.to_string().ends_with('.'));
    error
}

/// The sample letter with another text part.
fn with_text(xml: String) -> Vec<u8> {
    let mut parts = parts(&docx::write(&sample::department_letter()).unwrap());
    parts.insert(TEXT.to_owned(), xml);
    pack(&parts)
}

/// Words made of each number in turn.
fn each(count: u32, words: impl Fn(u32) -> String) -> String {
    (0..count).fold(String::new(), |mut all, number| {
        all.push_str(&words(number));
        all
    })
}

fn document(inside: &str) -> String {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!("<w:document xmlns:w=\"{main}\"><w:body>{inside}</w:body></w:document>")
}

#[test]
fn a_part_that_bursts() {
    // Sixty megabytes of one letter in sixty kilobytes.
    let text = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(60 << 20));
    assert_eq!(refusal(&with_text(document(&text))), LintError::Unsafe);
}

#[test]
fn many_parts() {
    let parts: BTreeMap<String, String> =
        (0..3000).map(|at| (format!("word/part{at}.xml"), String::new())).collect();
    assert_eq!(refusal(&pack(&parts)), LintError::Unsafe);
}

#[test]
fn many_headers_that_are_large_together() {
    let mut parts = parts(&docx::write(&sample::department_letter()).unwrap());
    let relations = parts.get_mut("word/_rels/document.xml.rels").unwrap();
    let mut more = String::new();
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header";
    for at in 0..50 {
        let target = format!("big{at}.xml");
        let _ = write!(more, "<Relationship Id=\"b{at}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    *relations = relations.replace("</Relationships>", &format!("{more}</Relationships>"));
    for at in 0..50_u32 {
        // Words that pack badly, so that no ratio tells on them.
        let words = each(90_000, |n| format!("{:x} ", (n ^ at).wrapping_mul(2_654_435_761)));
        let text = format!("<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:hdr>");
        parts.insert(format!("word/big{at}.xml"), text);
    }
    assert_eq!(refusal(&pack(&parts)), LintError::Unsafe);
}

#[test]
fn a_million_paragraphs() {
    assert_eq!(refusal(&with_text(document(&"<w:p/>".repeat(1_000_000)))), LintError::Unsafe);
    let written = each(200_000, |n| format!("<w:p><w:r><w:t>{n}</w:t></w:r></w:p>"));
    assert_eq!(refusal(&with_text(document(&written))), LintError::Unsafe);
    let lines = "a\n".repeat(1_000_000);
    assert_eq!(refusal(lines.as_bytes()), LintError::Unsafe);
}

#[test]
fn one_paragraph_without_end() {
    let words = each(400_000, |n| format!("số {n}/KH-UBND "));
    assert_eq!(refusal(words.as_bytes()), LintError::Unsafe);
}

#[test]
fn many_attributes() {
    let attributes = each(1_000_000, |n| format!(" a{n}=\"{n}\""));
    let text = document(&format!("<w:p{attributes}/>"));
    assert_eq!(refusal(&with_text(text)), LintError::Unsafe);
}

#[test]
fn depth_without_end() {
    let deep = format!("{}{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    assert_eq!(refusal(&with_text(document(&deep))), LintError::Unsafe);
    let tables = format!(
        "{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(5_000),
        "</w:tc></w:tr></w:tbl>".repeat(5_000)
    );
    assert_eq!(refusal(&with_text(document(&tables))), LintError::Unsafe);
}

#[test]
fn a_document_type_and_its_entities() {
    let body = document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>");
    for kind in [
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE d [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE d SYSTEM \"http://127.0.0.1/d.dtd\">",
        "",
    ] {
        assert_eq!(refusal(&with_text(format!("{kind}{body}"))), LintError::Unsafe, "{kind}");
    }
}

#[test]
fn styles_in_a_ring_and_names_without_end() {
    let mut parts = parts(&docx::write(&sample::department_letter()).unwrap());
    let styles = parts.get_mut("word/styles.xml").unwrap();
    *styles =
        styles.replacen("<w:basedOn w:val=\"Normal\"/>", "<w:basedOn w:val=\"BodyText\"/>", 2);
    *styles = styles.replace("Times New Roman", &"X".repeat(100_000));
    let found = lint::check(&pack(&parts)).unwrap();
    assert!(found.findings.iter().any(|finding| finding.rule == "D-03-font"));
}

#[test]
fn macros_and_links_are_told_and_not_followed() {
    let mut parts = parts(&docx::write(&sample::department_letter()).unwrap());
    parts.insert("word/vbaProject.bin".into(), "macro".into());
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = format!(
        "<Relationship Id=\"x\" Type=\"{base}/attachedTemplate\" Target=\"http://127.0.0.1/t\" \
         TargetMode=\"External\"/><Relationship Id=\"y\" Type=\"{base}/header\" \
         Target=\"http://127.0.0.1/h\" TargetMode=\"External\"/></Relationships>"
    );
    let relations = parts.get_mut("word/_rels/document.xml.rels").unwrap();
    *relations = relations.replace("</Relationships>", &link);
    let found = lint::check(&pack(&parts)).unwrap().findings;
    let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["file-macro", "file-link"]);
}

#[test]
fn a_package_that_breaks_off() {
    let file = docx::write(&sample::department_letter()).unwrap();
    for share in 1..20 {
        assert_eq!(refusal(&file[..file.len() * share / 20]), LintError::Broken);
    }
}

#[test]
fn a_locked_package() {
    // Word keeps a document with a password in a container of the old kind.
    let file = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 512]].concat();
    assert_eq!(refusal(&file), LintError::OldWord);
}

/// A PDF of one page with such content and such further objects.
fn paper(content: Stream, more: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let resources = more(&mut document);
    let content = document.add_object(content);
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// A stream packed by hand, so that it may be as large as one likes.
fn packed(part: &[u8], times: usize) -> Stream {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..times {
        packer.write_all(part).unwrap();
    }
    let filter = dictionary! { "Filter" => "FlateDecode" };
    Stream::new(filter, packer.finish().unwrap()).with_compression(false)
}

fn nothing(_: &mut Document) -> Dictionary {
    Dictionary::new()
}

#[test]
fn a_page_that_bursts() {
    let megabyte = vec![b' '; 1 << 20];
    assert_eq!(refusal(&paper(packed(&megabyte, 400), nothing)), LintError::Unsafe);
}

#[test]
fn streams_of_objects_and_tables_that_burst() {
    let megabyte = vec![b'0'; 1 << 20];
    for kind in ["ObjStm", "XRef"] {
        let file = paper(Stream::new(Dictionary::new(), Vec::new()), |document| {
            for _ in 0..4 {
                let mut stream = packed(&megabyte, 60);
                stream.dict.set("Type", kind);
                stream.dict.set("First", 10);
                stream.dict.set("N", 1_000_000_000);
                stream.dict.set("Size", 1_000_000_000);
                document.add_object(stream);
            }
            Dictionary::new()
        });
        let error = refusal(&file);
        assert!(matches!(error, LintError::Unsafe | LintError::NoTextLayer), "{kind}: {error:?}");
    }
}

#[test]
fn forms_that_draw_themselves() {
    let file = paper(Stream::new(Dictionary::new(), b"/F Do ".repeat(1000)), |document| {
        let id = document.new_object_id();
        let forms = dictionary! { "F" => id };
        let own = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "Resources" => dictionary! { "XObject" => forms.clone() },
        };
        document.objects.insert(id, Object::Stream(Stream::new(own, b"/F Do ".repeat(1000))));
        dictionary! { "XObject" => forms }
    });
    assert_eq!(refusal(&file), LintError::Unsafe);
}

#[test]
fn operators_without_end() {
    let file = paper(packed(&b"q Q ".repeat(1 << 18), 30), nothing);
    let error = refusal(&file);
    assert!(matches!(error, LintError::Unsafe | LintError::NoTextLayer), "{error:?}");
    let numbers = paper(packed(&b"0 ".repeat(1 << 19), 30), nothing);
    let error = refusal(&numbers);
    assert!(matches!(error, LintError::Unsafe | LintError::NoTextLayer), "{error:?}");
}

#[test]
fn nesting_without_end() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("(", ")")] {
        let deep = format!("{}{}", open.repeat(200_000), close.repeat(200_000));
        let file =
            format!("%PDF-1.7\n1 0 obj\n{deep}\nendobj\ntrailer {deep}\nstartxref\n0\n%%EOF");
        assert_eq!(refusal(file.as_bytes()), LintError::Broken);
    }
}

#[test]
fn many_objects_and_overlapping_ones() {
    let mut many = String::from("%PDF-1.7\n");
    for id in 1..500_000 {
        let _ = writeln!(many, "{id} 0 obj<</A 1>>endobj");
    }
    many.push_str("startxref\n0\n%%EOF");
    assert_eq!(refusal(many.as_bytes()), LintError::Unsafe);
    // Each object begins inside the one before and claims all that follows.
    for begin in ["1 0 obj <</A (", "1 0 obj <</Length 9999999>> stream\n", "trailer <</A ("] {
        let file = format!("%PDF-1.7\n{}startxref\n0\n%%EOF", begin.repeat(200_000));
        assert_eq!(refusal(file.as_bytes()), LintError::Broken, "{begin}");
    }
}

#[test]
fn pages_in_a_ring() {
    let file = paper(Stream::new(Dictionary::new(), Vec::new()), nothing);
    let mut document = Document::load_mem(&file).unwrap();
    let pages = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let ring = vec![Object::Reference(pages); 1000];
    document.get_object_mut(pages).unwrap().as_dict_mut().unwrap().set("Kids", ring);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    assert_eq!(refusal(&out), LintError::NoTextLayer);
}

#[test]
fn a_locked_pdf_and_one_that_breaks_off() {
    let file = pdf::write(&sample::department_letter()).unwrap();
    for share in 1..20 {
        assert_eq!(refusal(&file[..file.len() * share / 20]), LintError::Broken);
    }
    let mut document = Document::load_mem(&file).unwrap();
    let lock = document.add_object(dictionary! { "Filter" => "Standard", "V" => 2, "R" => 3 });
    document.trailer.set("Encrypt", lock);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    assert_eq!(refusal(&out), LintError::Locked);
}

/// A signature appends; what stands later in the file is what is seen.
#[test]
fn the_later_version_of_an_object_counts() {
    let mut file = pdf::write(&sample::department_letter()).unwrap();
    assert!(lint::check(&file).is_ok());
    let document = Document::load_mem(&file).unwrap();
    let page = document.get_dictionary(document.page_iter().next().unwrap()).unwrap();
    let (id, generation) = match page.get(b"Contents").unwrap() {
        Object::Array(parts) => parts[0].as_reference().unwrap(),
        one => one.as_reference().unwrap(),
    };
    let empty = "<</Length 1>>\nstream\n \nendstream\nendobj\nstartxref\n0\n%%EOF\n";
    write!(file, "\n{id} {generation} obj\n{empty}").unwrap();
    assert_eq!(refusal(&file), LintError::NoTextLayer);
}

#[test]
fn no_flipped_byte_of_a_pdf_stops_the_checker() {
    let file = pdf::write(&sample::department_letter()).unwrap();
    for at in (0..file.len()).step_by(199) {
        let mut broken = file.clone();
        broken[at] ^= 0x5a;
        let _ = lint::check(&broken);
    }
}
