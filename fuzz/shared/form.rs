//! A small form, and a file taken as its workbook: as one of ours, and as a foreign one, every cell taken or left.

use std::sync::OnceLock;

use domain::{
    check::Place,
    confidence::Confidence,
    form::{Column, Form, FormBody, Row, RowKind, Table, Travel, ValueType},
};
use exchange::workbook::{Asked, Key, open};

fn form() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| {
        let column = |code: &str, header: &str, value_type| Column {
            code: code.into(),
            headers: vec![header.into()],
            value_type,
            required: false,
            formula: None,
            width_mm: 20,
            entered_by: Vec::new(),
        };
        let row = |code: &str, label: &str| Row {
            code: code.into(),
            number: String::new(),
            label: label.into(),
            kind: RowKind::Element,
            travel: Travel::Derived,
            unit_label: String::new(),
            not_applicable: Vec::new(),
            note: String::new(),
        };
        Form {
            code: "T3".into(),
            version: 1,
            title: String::new(),
            confidence: Confidence::Verified,
            source: String::new(),
            body: FormBody::Table(Table {
                unit_label: String::new(),
                columns: vec![
                    column("lop", "Số lớp, hội nghị", ValueType::Count),
                    column("kinh_phi", "Kinh phí (triệu đồng)", ValueType::Money),
                ],
                rows: vec![
                    row("ctv", "Cộng tác viên, mạng lưới ở cơ sở"),
                    row("khac", "Đối tượng khác"),
                ],
                sensitive: false,
            }),
            checks: Vec::new(),
        }
    })
}

/// Reads a file in both ways.
pub fn take(data: &[u8]) {
    let key = Key::from_secret(b"fuzz");
    let Ok(opened) = open(data, &key) else { return };
    let cells: std::collections::BTreeSet<Place> = ["ctv", "khac"]
        .into_iter()
        .flat_map(|row| ["lop", "kinh_phi"].map(|column| (row.to_owned(), column.to_owned())))
        .collect();
    let asked = Asked { form: form(), cells: &cells };
    let _ = (opened.owner(), opened.titles(), opened.read(&[asked]));
    let choice = opened.propose(&[asked]);
    if let Ok(reading) = opened.read_by(&[asked], &choice)
        && let Some(tally) = reading.tally
    {
        let sum = tally.taken + tally.refused + tally.blank + tally.left();
        assert_eq!(sum, tally.cells, "a cell was lost");
    }
    for one in &choice.forms {
        let _ = (opened.picture(one), opened.describe(asked, one));
        if let Some(pattern) = opened.keep(one) {
            assert_eq!(opened.fit(&pattern, asked, one.sheet).as_ref(), Some(one));
        }
    }
}
