//! Text out of files: plain text in its encodings, DOCX with lists and tables, PDF, and what is refused.

use exchange::text::{TextError, pdf_pages, text_of};

use crate::text_docx::{docx, docx_of, entry, package};

const PLAN: &str = "KẾ HOẠCH\nBình đẳng giới năm 2031\n\nI. MỤC TIÊU\n1. Thu hẹp khoảng cách giới.";

#[test]
fn plain_text_comes_in_its_encodings() {
    let little: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files = [
        PLAN.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", PLAN.as_bytes()].concat(),
        [b"\xff\xfe", &little[..]].concat(),
        [b"\xfe\xff", &big[..]].concat(),
    ];
    for file in files {
        assert_eq!(text_of(&file, "plan.txt").as_deref(), Ok(PLAN));
    }
}

#[test]
fn decomposed_letters_are_composed() {
    assert_eq!(text_of("Kế hoạch".as_bytes(), "").as_deref(), Ok("Kế hoạch"));
}

#[test]
fn files_without_text_are_refused_by_their_own_code() {
    let table: [(&[u8], &str, TextError); 12] = [
        (b"", "a.txt", TextError::Empty),
        (b" \n\t ", "a.txt", TextError::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.png", TextError::UnknownKind),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", TextError::OldWord),
        (b"{\\rtf1 abc}", "a.rtf", TextError::OldWord),
        (b"PK\x03\x04 cut off", "a.docx", TextError::BrokenDocx),
        (b"PK\x05\x06", "a.docx", TextError::BrokenDocx),
        (b"\xff\xff\xff", "a.docx", TextError::BrokenDocx),
        (b"%PDF-1.7\nnothing else", "a.pdf", TextError::BrokenPdf),
        (b"not a zip", "fake.docx", TextError::BrokenDocx),
        // "Kế hoạch thực hiện công tác" in TCVN3, and in the code page of Windows.
        (b"K\xd5 ho\xb9ch th\xf9c hi\xd6n c\xabng t\xb8c", "a.txt", TextError::OldLetters),
        (b"K\xea\xec hoa\xf2ch thu\xf2c hi\xea\xf2n", "a.txt", TextError::OldLetters),
    ];
    for (bytes, name, error) in table {
        assert_eq!(text_of(bytes, name), Err(error), "{name}");
    }
}

#[test]
fn every_refusal_has_a_code_and_a_next_step() {
    let all = [
        TextError::UnknownKind,
        TextError::OldWord,
        TextError::TooLarge,
        TextError::BrokenDocx,
        TextError::UnsafeDocx,
        TextError::BrokenPdf,
        TextError::NoTextLayer,
        TextError::Empty,
    ];
    for (index, error) in all.into_iter().enumerate() {
        assert_eq!(error.code(), format!("PLN-{:03}", index + 1));
        assert!(error.to_string().ends_with('.') && error.next().ends_with('.'), "{error:?}");
    }
    assert_eq!(TextError::OldLetters.code(), "PLN-017");
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let bytes = vec![b'a'; exchange::text::FILE_SIZE_BYTES_MAX + 1];
    assert_eq!(text_of(&bytes, "a.txt"), Err(TextError::TooLarge));
}

#[test]
fn a_package_cut_in_half_is_broken() {
    let file = docx("<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>");
    assert_eq!(text_of(&file[..file.len() / 2], "a.docx"), Err(TextError::BrokenDocx));
    let no_words = package(&[("mimetype", "x".to_owned())]);
    assert_eq!(text_of(&no_words, "a.docx"), Err(TextError::UnknownKind));
}

#[test]
fn a_part_that_bursts_is_refused() {
    let bomb = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(60 << 20)));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(text_of(&bomb, "a.docx"), Err(TextError::UnsafeDocx));
}

#[test]
fn too_many_parts_are_refused() {
    let names: Vec<String> = (0..2001).map(|part| format!("word/part{part}.xml")).collect();
    let parts: Vec<(&str, String)> =
        names.iter().map(|name| (name.as_str(), String::new())).collect();
    assert_eq!(text_of(&package(&parts), "a.docx"), Err(TextError::UnsafeDocx));
}

#[test]
fn declared_entities_are_refused() {
    let body = "<!DOCTYPE d [<!ENTITY a \"aaaa\">]><w:document><w:body/></w:document>";
    let file = package(&[("word/document.xml", body.to_owned())]);
    assert_eq!(text_of(&file, "a.docx"), Err(TextError::UnsafeDocx));
    let file = docx("<w:p><w:r><w:t>a &khac; b</w:t></w:r></w:p>");
    assert_eq!(text_of(&file, "a.docx"), Err(TextError::UnsafeDocx));
}

#[test]
fn a_pdf_with_an_empty_page_has_no_text_layer() {
    let (mut file, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    let objects = [
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>endobj\n",
        "4 0 obj<</Length 0>>stream\n\nendstream endobj\n",
    ];
    for object in objects {
        places.push(file.len());
        file.extend_from_slice(object.as_bytes());
    }
    let table = file.len();
    file.extend_from_slice(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    file.extend_from_slice(end.as_bytes());
    assert_eq!(text_of(&file, "a.pdf"), Err(TextError::NoTextLayer));
    assert_eq!(pdf_pages(&file), 1);
}

#[test]
fn the_plan_of_2024_survives_word() {
    let plan = include_str!("../../../domain/cases/plan/nghe-an-2024.txt");
    let body: String = plan.lines().map(|line| entry(line, None)).collect();
    let text = text_of(&docx_of(&body, "", ""), "plan.docx").unwrap();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&text), words(plan));
    let (read, meant) = (domain::plan::read::read(&text), domain::plan::read::read(plan));
    let anchors = |reading: &domain::plan::read::Reading| {
        reading.items.iter().map(|item| item.anchor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(anchors(&read), anchors(&meant));
}

#[test]
fn what_begins_like_a_pdf_need_not_open() {
    for broken in ["", "abc", "%PDF-1.7\nnot really\n%%EOF", "%PDF-1.7\n%%EOF"] {
        assert_eq!(pdf_pages(broken.as_bytes()), 0, "{broken}");
    }
}
