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
fn a_document_without_tables_is_still_a_file() {
    let all = parts(&xlsx::write(&sample::department_letter()).unwrap());
    assert!(all.contains_key("xl/worksheets/sheet1.xml"));
}
