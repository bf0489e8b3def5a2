//! Runs `cases/plausible.md`, and tells a figure beyond the limit once a row.

use std::{collections::BTreeMap, str::FromStr};

use domain::{
    check::Figures,
    form::{Level, RowKind, ValueType},
    plausible::{beyond, limit},
};
use rust_decimal::Decimal;

use crate::{
    forms::{CODE, column, row, table},
    tables::lines,
};

const CASES: &str = include_str!("../../cases/plausible.md");

#[test]
fn every_case_is_asked_about_or_not() {
    let lines = lines(CASES);
    for line in &lines {
        let level = match line.get("cấp") {
            "tỉnh" => Level::Province,
            "huyện" => Level::District,
            "xã" => Level::Commune,
            other => panic!("{other}"),
        };
        let value_type = ValueType::from_code(line.get("kiểu")).unwrap();
        let figure = Decimal::from_str(line.get("số")).unwrap();
        let is_asked = limit(value_type, level).is_some_and(|limit| figure > limit);
        assert_eq!(is_asked, line.get("hỏi") == "có", "{}", line.text);
    }
    assert!(lines.len() >= 12, "{} cases", lines.len());
}

#[test]
fn a_row_is_asked_about_once_and_a_total_never() {
    let total = RowKind::Total { of: vec!["a".into()] };
    let rows = vec![row("a", "A", RowKind::Element), row("cong", "Cộng", total)];
    let form = table(CODE, vec![column("tong", "Tổng số"), column("nu", "Nữ")], rows);
    let much = Decimal::from(90_000_000_000_000_i64);
    let places = [("a", "tong"), ("a", "nu"), ("cong", "tong")];
    let cells = places.map(|(row, column)| ((row.to_owned(), column.to_owned()), much));
    let current = BTreeMap::from([(CODE.to_owned(), cells.into_iter().collect())]);
    let figures = Figures { current, ..Figures::default() };
    let found = beyond(&form, &figures, Level::Province);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code.as_str(), found[0].column.as_str()), ("T-LON", "tong"));
    assert!(found[0].message.starts_with("Số 90.000.000.000.000 lớn hơn"), "{}", found[0].message);
}
