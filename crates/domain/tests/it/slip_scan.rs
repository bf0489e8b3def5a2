//! The cases of `cases/slip_scan.md`: only like is held against like, and no figure that breaks a rule is
//! offered.

use std::{collections::BTreeMap, path::Path, str::FromStr};

use domain::{
    check::{Figures, Place},
    confidence::Confidence,
    form::{CheckRule, Column, Form, FormBody, Row, RowKind, Severity, Table, Travel, ValueType},
    slip::{Unlike, scan},
};
use rust_decimal::Decimal;

fn form() -> Form {
    let column = |code: &str| Column {
        code: code.into(),
        headers: vec![code.into()],
        value_type: ValueType::Count,
        required: false,
        formula: None,
        width_mm: 20,
        entered_by: Vec::new(),
    };
    let rule = |code: &str, rule: &str| CheckRule {
        code: code.into(),
        severity: Severity::Error,
        rule: formula::parse(rule).unwrap(),
        rows: Vec::new(),
        message: String::new(),
    };
    Form {
        code: "S".into(),
        version: 1,
        title: String::new(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table {
            unit_label: String::new(),
            columns: ["tong", "nu", "nam"].map(column).to_vec(),
            rows: vec![Row {
                code: "a".into(),
                number: String::new(),
                label: "A".into(),
                kind: RowKind::Element,
                travel: Travel::Derived,
                unit_label: String::new(),
                not_applicable: Vec::new(),
                note: String::new(),
            }],
            sensitive: false,
        }),
        checks: vec![
            rule("S-1", "nu + nam = tong"),
            rule("S-2", "nu <= tong"),
            rule("S-3", "tong >= 40"),
        ],
    }
}

fn place(column: &str) -> Place {
    ("a".to_owned(), column.to_owned())
}

fn figures(columns: &[(&str, &str)]) -> BTreeMap<String, BTreeMap<Place, Decimal>> {
    let cells = columns
        .iter()
        .filter_map(|(column, text)| Some((place(column), Decimal::from_str(text).ok()?)));
    BTreeMap::from([("S".to_owned(), cells.collect())])
}

#[test]
fn every_case_is_judged_as_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/slip_scan.md");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| tong"));
    let mut count = 0;
    for line in rows {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [all, women, men, all_before, women_before, kind, doubted, proposed, breaks] =
            cells[..]
        else {
            panic!("{line}")
        };
        let known = Figures {
            current: figures(&[("tong", all), ("nu", women), ("nam", men)]),
            previous: figures(&[("tong", all_before), ("nu", women_before)]),
            ..Figures::default()
        };
        let unlike = match kind {
            "partial" => Unlike::Sums(["tong", "nu", "nam"].map(place).into()),
            "other" => Unlike::Everything,
            _ => Unlike::Nothing,
        };
        let slips = scan(&form(), &known, &unlike);
        let got = slips.first().map_or((String::new(), String::new(), String::new()), |slip| {
            let proposed = slip.doubt.proposed.map_or(String::new(), |p| p.normalize().to_string());
            (slip.column.clone(), proposed, slip.breaks.clone().unwrap_or_default())
        });
        let wanted = (doubted.to_owned(), proposed.to_owned(), breaks.to_owned());
        assert_eq!(got, wanted, "{line}");
        count += 1;
    }
    assert!(count >= 7, "{count} cases");
}

#[test]
fn four_fifths_of_the_reports_say_something_of_the_year() {
    assert!(Unlike::is_complete(16, 20) && Unlike::is_complete(0, 0));
    assert!(!Unlike::is_complete(15, 20) && !Unlike::is_complete(0, 1));
}
