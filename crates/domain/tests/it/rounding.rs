//! How many digits a figure shows behind its comma, wherever it is printed.

use crate::tables::lines;
use domain::{
    amount::decimal,
    form::{Column, ValueType},
};

const CASES: &str = include_str!("../../cases/rounding.md");

fn column(kind: &str, is_computed: bool) -> Column {
    let value_type = match kind {
        "phần trăm" => ValueType::Percent,
        "thập phân" => ValueType::Decimal,
        "số đếm" => ValueType::Count,
        "tiền" => ValueType::Money,
        other => panic!("{other}"),
    };
    Column {
        code: "a".into(),
        headers: vec!["Kết quả".into()],
        value_type,
        required: false,
        formula: is_computed.then(|| formula::parse("ratio(tu, mau)").unwrap()),
        width_mm: 18,
        entered_by: Vec::new(),
    }
}

#[test]
fn a_figure_is_rounded_alike_wherever_it_stands() {
    for line in lines(CASES) {
        let figure = decimal(line.get("số")).unwrap();
        let printed = if line.find("kiểu").is_some() {
            column(line.get("kiểu"), line.get("tính") == "có").print(figure)
        } else {
            let other = decimal(line.get("trong biểu có")).unwrap();
            let places = ValueType::Money.places([figure, other].into_iter());
            column("tiền", false).print_to(figure, places)
        };
        assert_eq!(printed, line.get("in"), "{}", line.text);
    }
}
