//! Runs `cases/check.md`: what a filled form computes, and what is said of it.

use std::collections::BTreeMap;

use domain::{
    check::{check, compute, unfilled},
    finding::Finding,
    form::{Form, RowKind, Severity},
};

use crate::{
    forms::{CODE, body, cells, current, entered, form},
    tables::{Line, lines},
};

const CASES: &str = include_str!("../../cases/check.md");
const DEFINITIONS: [&str; 3] = ["Cột", "Dòng", "Quy tắc"];

/// What the file says is told, by its heading.
fn told() -> BTreeMap<&'static str, Vec<&'static str>> {
    let (mut title, mut told) = ("", BTreeMap::<_, Vec<_>>::new());
    for line in CASES.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            title = heading;
        } else if let Some(words) = line.strip_prefix("- ") {
            told.entry(title).or_default().push(words);
        }
    }
    told
}

fn words(form: &Form, finding: &Finding) -> String {
    let level = if finding.severity == Severity::Error { "lỗi" } else { "cảnh báo" };
    let row = body(form).rows.iter().find(|row| row.code == finding.row).unwrap();
    format!("{level} {}, {}: {}", finding.code, row.label, finding.message)
}

#[test]
fn every_form_is_computed_and_checked_as_written() {
    let (form, mut told) = (form(CASES), told());
    let mut cases: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for line in lines(CASES).into_iter().filter(|line| !DEFINITIONS.contains(&line.title)) {
        cases.entry(line.title).or_default().push(line);
    }
    assert!(cases.len() > 7, "cases of the file were lost: {}", cases.len());
    for (title, lines) in cases {
        let mut figures = entered(&form, &lines);
        compute(&form, &mut figures);
        for line in current(&lines) {
            for ((row, column), of, text, _) in cells(&form, line) {
                let found = figures.get(CODE, &row, &column);
                let printed = found.map_or(String::new(), |value| of.value_type.print(value));
                let wanted = domain::amount::decimal(text);
                let wanted = wanted.map_or(String::new(), |value| of.value_type.print(value));
                assert_eq!(printed, wanted, "{title}: {}: {column}", line.text);
            }
        }
        let is_filled = |row: &str, column: &str| {
            let has_figure = figures.get(CODE, row, column).is_some();
            has_figure || figures.is_not_arising(CODE, row, column)
        };
        let mut found = unfilled(&form, is_filled, |row, _| row.kind == RowKind::Element);
        found.extend(check(&form, &figures));
        let found: Vec<String> = found.iter().map(|finding| words(&form, finding)).collect();
        assert_eq!(found, told.remove(title).unwrap_or_default(), "{title}");
    }
    assert!(told.is_empty(), "told under a heading without a table: {told:?}");
}

#[test]
fn money_of_a_column_has_as_many_places_as_its_finest_figure() {
    use domain::form::ValueType::{Count, Money};
    let held = ["2049840000", "1903500000"].map(|text| text.parse().unwrap());
    let places = Money.places(held.into_iter());
    assert_eq!(held.map(|value| Money.print_to(value, places)), ["2.049,84", "1.903,50"]);
    assert_eq!(
        (Count.places(held.into_iter()), Count.print_to(held[0], 3)),
        (0, "2.049.840.000".into())
    );
}
