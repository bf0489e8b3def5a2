//! The PDF file: archivable, tagged, and the same bytes each time.

use documents::{pdf, sample};

fn contains(file: &[u8], words: &[u8]) -> bool {
    file.windows(words.len()).any(|window| window == words)
}

#[test]
fn two_writings_are_the_same_bytes() {
    let manuscript = sample::department_report(30);
    assert_eq!(pdf::write(&manuscript).unwrap(), pdf::write(&manuscript).unwrap());
}

#[test]
fn it_says_that_it_is_archivable_and_accessible() {
    for manuscript in [sample::people_committee_report(), sample::department_letter()] {
        let file = pdf::write(&manuscript).unwrap();
        assert!(file.starts_with(b"%PDF-1."));
        assert!(contains(&file, b"<pdfaid:part>2</pdfaid:part>"));
        assert!(contains(&file, b"<pdfaid:conformance>A</pdfaid:conformance>"));
        assert!(contains(&file, b"<pdfuaid:part>1</pdfuaid:part>"));
    }
}
