//! The spreadsheet: numbers are numbers, headings freeze, bytes are fixed.

use documents::{sample, xlsx};

use crate::{assert_well_formed, parts};

#[test]
fn every_part_is_well_formed_and_fixed() {
    let manuscript = sample::department_report(20);
    let file = xlsx::write(&manuscript).unwrap();
    assert_eq!(file, xlsx::write(&manuscript).unwrap());
    for (name, xml) in parts(&file) {
        assert_well_formed(&name, &xml);
    }
}

#[test]
fn it_has_a_sheet_about_the_document_and_one_for_each_table() {
    let all = parts(&xlsx::write(&sample::department_report(20)).unwrap());
    let names = &all["xl/workbook.xml"];
    for name in ["Thông tin", "Bảng 1", "Phụ lục I", "Phụ lục II"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}");
    }
    let table = &all["xl/worksheets/sheet2.xml"];
    assert!(table.contains("<v>12345</v>"), "{table}");
    assert!(table.contains("state=\"frozen\"") && table.contains("<mergeCell "));
    assert!(table.contains("paperSize=\"9\"") && table.contains("orientation=\"landscape\""));
    assert!(table.contains("MINH HỌA"));
    assert!(all["xl/styles.xml"].contains("#,##0.0"));
}

#[test]
fn a_printed_page_tells_what_it_shows_and_names_no_document() {
    let all = parts(&xlsx::write(&sample::printout(3)).unwrap());
    let names = &all["xl/workbook.xml"];
    for name in ["Thông tin", "Bảng", "Bảng (2)"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}: {names}");
    }
    let words = &all["xl/sharedStrings.xml"];
    for said in ["Chưa đơn vị nào chậm báo cáo", "Lọc: Tất cả 21", "DỮ LIỆU MINH HỌA", "Sở Nội vụ"]
    {
        assert!(words.contains(said), "{said}");
    }
    assert!(!words.contains("Số, ký hiệu") && !words.contains("Cơ quan ban hành"));
    assert!(all["xl/worksheets/sheet2.xml"].contains("<v>3702</v>"));
}

#[test]
fn a_document_without_tables_is_still_a_file() {
    let all = parts(&xlsx::write(&sample::department_letter()).unwrap());
    assert!(all.contains_key("xl/worksheets/sheet1.xml"));
}

/// Programs do not fit rows of wrapped or merged cells: every row says its height.
#[test]
fn rows_are_as_high_as_their_words() {
    use documents::manuscript::Block;
    use documents::table::{Alignment, Cell, Row, TableBlock};
    let mut report = sample::people_committee_report();
    let mut table = TableBlock::new(&[(12, Alignment::Left), (60, Alignment::Left)]);
    let long = "Tỷ lệ nữ lãnh đạo, quản lý trong các cơ quan, đơn vị ".repeat(4);
    table.rows = vec![
        Row::normal(vec![Cell::text("1"), Cell::text("Ngắn")]),
        Row::normal(vec![Cell::text("2"), Cell::text(long.trim())]),
        Row::section("A. Mục", 2),
    ];
    table.notes = vec![long.trim().to_owned()];
    report.body = vec![Block::Table(table)];
    report.appendices.clear();
    let all = parts(&xlsx::write(&report).unwrap());
    let sheet = &all["xl/worksheets/sheet2.xml"];
    let heights: Vec<f64> = sheet
        .split("<row ")
        .skip(1)
        .map(|row| row.split("ht=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
        .collect();
    // Title, three rows, the note.
    assert_eq!(heights.len(), 5, "{sheet}");
    assert!(heights[1] < 20.0 && heights[3] < 20.0, "{heights:?}");
    assert!(heights[2] >= 16.5 * 6.0 && heights[4] >= 16.5 * 5.0, "{heights:?}");
}
