//! The PDF file: archivable, tagged, and the same bytes each time.

use documents::manuscript::{Appendix, Block, Rank, Run};
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
    let kinds: [fn(&str) -> Block; 8] = [
        |text| Block::heading(1, "I.", text),
        |text| Block::paragraph(text),
        |text| Block::Paragraph(vec![Run::bold("a"), Run::italic(text), Run::figure("5")]),
        |text| Block::Grounds(vec![text.to_owned()]),
        |text| Block::list([text]),
        |text| Block::Item { level: 2, text: vec![Run::plain(text)] },
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

/// Whatever number a text begins with: a letter may begin with "1.", a decision with an article.
#[test]
fn every_order_of_headings_is_printed() {
    let kinds: [fn() -> Block; 6] = [
        || Block::Division { rank: Rank::Part, number: 1, title: "Mở đầu".into() },
        || Block::Division { rank: Rank::Section, number: 1, title: "Quy định".into() },
        || Block::Article { number: 1, title: "Phạm vi".into(), text: Vec::new() },
        || Block::heading(1, "I.", "Kết quả"),
        || Block::heading(2, "1.", "Nội dung"),
        || Block::heading(3, "a)", "Thời gian"),
    ];
    for (first, begin) in kinds.iter().enumerate() {
        for (second, go_on) in kinds.iter().enumerate() {
            let mut letter = sample::department_letter();
            letter.body = vec![begin(), go_on(), Block::paragraph("Hết"), begin()];
            let body = letter.body.clone();
            let wide = Block::Turn { landscape: true };
            let body = [body.clone(), vec![wide], body].concat();
            let title = "Số liệu".to_owned();
            letter.appendices = vec![Appendix { number: 1, title, landscape: false, body }];
            let written = pdf::write(&letter);
            assert!(written.is_ok(), "{first}, then {second}: {written:?}");
        }
    }
}

/// Signing tools write right behind the last byte.
#[test]
fn the_last_line_is_whole() {
    assert!(pdf::write(&sample::department_letter()).unwrap().ends_with(b"%%EOF\n"));
}

/// The words of each page, as a reader takes them out.
fn pages(file: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(file).unwrap();
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    numbers.iter().map(|page| document.extract_text(&[*page]).unwrap_or_default()).collect()
}

/// However many rows there are, no page holds one row alone, and none only notes or the end mark.
#[test]
fn the_foot_of_a_table_never_stands_alone() {
    for rows in 18..32 {
        let mut report = sample::department_report(3);
        let mut table = TableBlock::new(&[(12, Alignment::Left), (100, Alignment::Left)]);
        table.header = vec![vec![
            documents::table::HeaderCell::new("STT"),
            documents::table::HeaderCell::new("Nội dung"),
        ]];
        table.rows = (0..rows)
            .map(|at| Row::normal(vec![Cell::text(at.to_string()), Cell::text("minh họa")]))
            .collect();
        table.notes = vec!["Ghi chú: minh họa.".into(), "Nguồn: minh họa.".into()];
        report.appendices.truncate(1);
        report.appendices[0].landscape = true;
        report.appendices[0].body = vec![Block::Table(table)];
        let file = pdf::write(&report).unwrap();
        let last = pages(&file).pop().unwrap();
        let on_last = last.matches("minh họa").count();
        assert!(on_last >= 4, "{rows} rows: the last page holds {on_last} lines: {last}");
    }
}

/// A symbol with dots keeps to one line wherever it falls.
#[test]
fn a_symbol_with_dots_is_not_parted() {
    for words in 4..24 {
        let mut letter = sample::department_letter();
        let before = "minh ".repeat(words);
        let text = format!("{before}Quyết định số 38/QĐ-BCH.PCTT ngày 17/3/2023 của Ban Chỉ huy.");
        letter.body = vec![Block::paragraph(text)];
        let found = documents::lint::check(&pdf::write(&letter).unwrap()).unwrap().findings;
        assert!(found.iter().all(|finding| finding.rule != "N-split"), "{words}: {found:?}");
    }
}
