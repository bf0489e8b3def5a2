//! An appendix whose sheets turn: one title, one count of pages, wide tables on sheets that lie.

use documents::manuscript::{Appendix, Block};
use documents::table::{Alignment, Cell, HeaderCell, Row, TableBlock};
use documents::{Manuscript, docx, lint, pdf, sample, xlsx};

use crate::parts;

fn table(caption: &str, columns: u16, rows: u32) -> Block {
    let shape: Vec<(u16, Alignment)> = (0..columns)
        .map(|at| if at == 0 { (60, Alignment::Left) } else { (18, Alignment::Right) })
        .collect();
    let mut table = TableBlock::new(&shape);
    table.caption = Some(caption.into());
    table.header = vec![(0..columns).map(|at| HeaderCell::new(format!("({at})"))).collect()];
    table.rows = (1..=rows)
        .map(|row| {
            let figures = (1..columns).map(|_| Cell::figure(row.into()));
            Row::normal([Cell::text(format!("Dòng {row}"))].into_iter().chain(figures).collect())
        })
        .collect();
    Block::Table(table)
}

/// A report with a district's tables behind its own: upright, lying, upright.
fn report() -> Manuscript {
    let mut report = sample::department_report(10);
    report.body.push(Block::paragraph("Số liệu của huyện tại Phụ lục III kèm theo."));
    report.appendices.push(Appendix {
        number: 3,
        title: "Số liệu báo cáo của huyện Minh Họa".into(),
        landscape: false,
        body: vec![
            Block::paragraph("Số liệu theo báo cáo của Ủy ban nhân dân huyện Minh Họa."),
            table("Biểu T3. Tập huấn", 4, 60),
            Block::Turn { landscape: true },
            table("Biểu T2. Nữ tham gia lãnh đạo, quản lý", 12, 40),
            Block::Turn { landscape: false },
            table("Biểu T8. Kinh phí", 3, 5),
        ],
    });
    report
}

#[test]
fn a_turned_sheet_begins_no_count_of_pages() {
    let file = docx::write(&report()).unwrap();
    let text = &parts(&file)["word/document.xml"];
    // The document, three appendices, and two turns.
    assert_eq!(text.matches("<w:sectPr>").count(), 6);
    assert_eq!(text.matches("<w:pgNumType w:start=\"1\"/>").count(), 4);
    assert_eq!(text.matches("<w:titlePg/>").count(), 4);
    assert_eq!(text.matches("w:orient=\"landscape\"").count(), 2);
}

#[test]
fn nobody_finds_fault_with_it() {
    for file in [docx::write(&report()).unwrap(), pdf::write(&report()).unwrap()] {
        let found = lint::check(&file).unwrap().findings;
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn its_pages_lie_where_they_should() {
    let (file, anchors) = pdf::with_anchors(&report()).unwrap();
    let read = lopdf::Document::load_mem(&file).unwrap();
    let sheets = read.page_iter().map(|page| read.get_dictionary(page).unwrap());
    let lies = sheets.map(|sheet| {
        let sides = sheet.get(b"MediaBox").unwrap().as_array().unwrap();
        sides[2].as_float().unwrap() > sides[3].as_float().unwrap()
    });
    let lies: Vec<bool> = lies.collect();
    assert_eq!(lies.len(), anchors.pages);
    let lying = lies.iter().filter(|lies| **lies).count();
    assert!(lying >= 3, "{lying} pages lie of {}", anchors.pages);
    assert!(!lies[0] && !lies[lies.len() - 1], "the first and the last sheet stand");
}

/// A heading stands on the sheet of what it opens.
#[test]
fn a_heading_turns_with_its_table() {
    let mut turned = report();
    let body = &mut turned.appendices[2].body;
    body.insert(2, Block::heading(2, "2.", "Biểu nằm ngang"));
    let file = docx::write(&turned).unwrap();
    let text = &parts(&file)["word/document.xml"];
    let (before, _) = text.split_once("2. Biểu nằm ngang").unwrap();
    assert_eq!(before.matches("<w:sectPr>").count(), 4, "the document, two appendices, one sheet");
    let read = lopdf::Document::load_mem(&pdf::write(&turned).unwrap()).unwrap();
    let pages = u32::try_from(read.get_pages().len()).unwrap();
    let words: Vec<String> = (1..=pages).map(|page| read.extract_text(&[page]).unwrap()).collect();
    let page = words.iter().find(|words| words.contains("Biểu nằm ngang")).unwrap();
    assert!(page.contains("Biểu T2. Nữ"), "{page}");
    // At the very beginning the whole appendix lies.
    turned.appendices[2].body.drain(..2);
    let text = &parts(&docx::write(&turned).unwrap())["word/document.xml"].clone();
    assert_eq!(text.matches("<w:sectPr>").count(), 5);
}

#[test]
fn each_sheet_of_the_workbook_says_whose_it_is() {
    let strings = &parts(&xlsx::write(&report()).unwrap())["xl/sharedStrings.xml"];
    let title = "Phụ lục III. Số liệu báo cáo của huyện Minh Họa. Biểu T8. Kinh phí";
    assert!(strings.contains(title), "{strings}");
}
