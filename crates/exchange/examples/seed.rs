//! Writes a small filled workbook, the form of the fuzz targets, to the file given as argument.

use std::{collections::BTreeMap, error::Error, fs};

use domain::{
    cell::CellStatus,
    confidence::Confidence,
    form::{Column, Form, FormBody, Row, RowKind, Table, Travel, ValueType},
};
use exchange::workbook::{Book, BookCell, BookPart, Key, Owner, write};
use rust_decimal::Decimal;

fn column(code: &str, header: &str, value_type: ValueType) -> Column {
    Column {
        code: code.into(),
        headers: vec![header.into()],
        value_type,
        required: false,
        formula: None,
        width_mm: 20,
        entered_by: Vec::new(),
    }
}

fn row(code: &str, label: &str) -> Row {
    Row {
        code: code.into(),
        number: String::new(),
        label: label.into(),
        kind: RowKind::Element,
        travel: Travel::Derived,
        unit_label: String::new(),
        not_applicable: Vec::new(),
        note: String::new(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("the file to write")?;
    let columns = vec![
        column("lop", "Số lớp, hội nghị", ValueType::Count),
        column("kinh_phi", "Kinh phí (triệu đồng)", ValueType::Money),
    ];
    let rows = vec![row("ctv", "Cộng tác viên, mạng lưới ở cơ sở"), row("khac", "Đối tượng khác")];
    let form = Form {
        code: "T3".into(),
        version: 1,
        title: "Biểu T3".into(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table { unit_label: String::new(), columns, rows, sensitive: false }),
        checks: Vec::new(),
    };
    let mut cells = BTreeMap::new();
    for (at, row) in ["ctv", "khac"].into_iter().enumerate() {
        for column in ["lop", "kinh_phi"] {
            let figure = Some(Decimal::from(1_250 * (at + 1)));
            let cell = BookCell { figure, text: None, status: CellStatus::Actual };
            cells.insert((row.to_owned(), column.to_owned()), cell);
        }
    }
    let part = BookPart {
        form: &form,
        asked: cells.keys().cloned().collect(),
        cells,
        figures: BTreeMap::new(),
        previous: BTreeMap::new(),
        notes: BTreeMap::new(),
    };
    let book = Book {
        owner: Owner { unit: "h-412".into(), round: "R-STR-2024".into() },
        unit_name: "Huyện Anh Sơn".into(),
        receiver_name: String::new(),
        round_title: "Báo cáo năm 2024".into(),
        window: String::new(),
        due: String::new(),
        sample: true,
        remembers: true,
        parts: vec![part],
    };
    fs::write(file, write(&book, &Key::from_secret(b"fuzz"))?)?;
    Ok(())
}
