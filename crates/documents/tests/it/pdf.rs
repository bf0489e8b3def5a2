//! The PDF file: archivable, tagged, and the same bytes each time.

use documents::manuscript::{Block, Run};
use documents::table::{Alignment, Cell, Row, TableBlock};
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

#[test]
fn no_kind_of_block_is_lost() {
    let kinds: [fn(&str) -> Block; 7] = [
        |text| Block::heading(1, "I.", text),
        |text| Block::paragraph(text),
        |text| Block::Paragraph(vec![Run::bold("a"), Run::italic(text), Run::figure("5")]),
        |text| Block::Grounds(vec![text.to_owned()]),
        |text| Block::list([text]),
        |text| Block::Note(text.to_owned()),
        |text| {
            let mut table = TableBlock::new(&[(50, Alignment::Left)]);
            table.rows = vec![Row::normal(vec![Cell::text(text)])];
            Block::Table(table)
        },
    ];
    for (index, kind) in kinds.iter().enumerate() {
        let written = ["chữ này", "chữ khác"].map(|text| {
            let mut letter = sample::department_letter();
            letter.body = vec![kind(text), Block::paragraph("Hết")];
            pdf::write(&letter).unwrap()
        });
        assert_ne!(written[0], written[1], "block {index} does not reach the page");
    }
}
