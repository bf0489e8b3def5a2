//! Masks of sensitive tables: no count of 1 to 4, and no sum that tells one.

use std::collections::BTreeSet;

use domain::{
    check::{Figures, Place, compute},
    confidence::Confidence,
    form::{CheckRule, Column, Form, FormBody, Row, RowKind, Severity, Table, Travel, ValueType},
    masking::{alone, beside},
};
use rust_decimal::Decimal;

const COLUMNS: [&str; 4] = ["tong", "nu", "nam", "dtts"];

/// Two kinds of cases with their sum; women and men make all, minorities are among them.
fn form() -> Form {
    let column = |code: &str| Column {
        code: code.into(),
        headers: vec![code.into()],
        value_type: ValueType::Count,
        required: false,
        formula: None,
        width_mm: 18,
        entered_by: Vec::new(),
    };
    let row = |code: &str, kind: RowKind| Row {
        code: code.into(),
        number: String::new(),
        label: code.into(),
        kind,
        travel: Travel::Sum { districts: true, provincial_bodies: false },
        unit_label: String::new(),
        not_applicable: Vec::new(),
        note: String::new(),
    };
    let of = vec!["nha".to_owned(), "ngoai".to_owned()];
    Form {
        code: "T5".into(),
        version: 1,
        title: String::new(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table {
            unit_label: "người".into(),
            columns: COLUMNS.map(column).into(),
            rows: vec![
                row("nha", RowKind::Element),
                row("ngoai", RowKind::Element),
                row("cong", RowKind::Total { of }),
            ],
            sensitive: true,
        }),
        checks: vec![CheckRule {
            code: "T5-01".into(),
            severity: Severity::Error,
            rule: "nu + nam = tong".into(),
            rows: Vec::new(),
            message: String::new(),
        }],
    }
}

/// Women, men and minorities of both kinds, with what they come to.
fn figures(nha: [u32; 3], ngoai: [u32; 3]) -> Figures {
    let mut figures = Figures::default();
    let cells = figures.current.entry("T5".into()).or_default();
    for (row, [nu, nam, dtts]) in [("nha", nha), ("ngoai", ngoai)] {
        for (column, value) in COLUMNS.into_iter().zip([nu + nam, nu, nam, dtts]) {
            cells.insert((row.into(), column.into()), Decimal::from(value));
        }
    }
    compute(&form(), &mut figures);
    figures
}

fn sum(parts: &[&Figures]) -> Figures {
    let mut whole = Figures::default();
    for (place, value) in parts.iter().flat_map(|part| &part.current["T5"]) {
        *whole.current.entry("T5".into()).or_default().entry(place.clone()).or_default() += *value;
    }
    whole
}

fn place(row: &str, column: &str) -> Place {
    (row.into(), column.into())
}

/// Cells of one table: its number, row, column.
type Cell = (usize, &'static str, &'static str);

const ROWS: [&str; 3] = ["nha", "ngoai", "cong"];

/// Every sum that a reader knows of; the first table adds up the others.
fn sums(tables: usize) -> Vec<Vec<Cell>> {
    let mut sums = Vec::new();
    for at in 0..tables {
        sums.extend(ROWS.map(|row| ["tong", "nu", "nam"].map(|column| (at, row, column)).to_vec()));
        sums.extend(COLUMNS.map(|column| ROWS.map(|row| (at, row, column)).to_vec()));
    }
    for row in ROWS {
        let each = COLUMNS.map(|column| (0..tables).map(|at| (at, row, column)).collect());
        sums.extend(each.into_iter().filter(|_| tables > 1));
    }
    sums
}

/// A reader with a pencil: where one cell of a sum is masked, the others tell it.
fn assert_nobody_tells(tables: &[&Figures], hidden: &[BTreeSet<Place>]) {
    let is_hidden = |(at, row, column): &Cell| hidden[*at].contains(&place(row, column));
    let sums = sums(tables.len());
    let mut unknown: BTreeSet<Cell> = sums.iter().flatten().copied().filter(is_hidden).collect();
    let masked = unknown.clone();
    loop {
        let before = unknown.len();
        for sum in &sums {
            let open: Vec<&Cell> = sum.iter().filter(|cell| unknown.contains(*cell)).collect();
            if let [only] = open[..] {
                let only = *only;
                unknown.remove(&only);
            }
        }
        if unknown.len() == before {
            break;
        }
    }
    for (at, table) in tables.iter().enumerate() {
        for row in ROWS {
            for column in COLUMNS {
                let value = table.get("T5", row, column).unwrap();
                if value > Decimal::ZERO && value < Decimal::from(5) {
                    let cell = (at, row, column);
                    assert!(unknown.contains(&cell), "{cell:?} is told; masked: {masked:?}");
                }
            }
        }
    }
}

#[test]
fn a_table_without_small_counts_is_open() {
    assert!(alone(&form(), &figures([20, 9, 0], [30, 12, 7])).is_empty());
}

#[test]
fn all_less_men_does_not_tell_the_women() {
    let table = figures([3, 20, 0], [30, 40, 0]);
    let hidden = alone(&form(), &table);
    assert!(hidden.contains(&place("nha", "nu")));
    assert!(COLUMNS[3..].iter().all(|column| !hidden.contains(&place("cong", column))));
    assert_nobody_tells(&[&table], &[hidden]);
}

#[test]
fn a_small_sum_is_small_too() {
    let hidden = alone(&form(), &figures([0, 0, 0], [0, 3, 0]));
    let all = [("ngoai", "nam"), ("ngoai", "tong"), ("cong", "nam"), ("cong", "tong")];
    assert!(all.iter().all(|(row, column)| hidden.contains(&place(row, column))), "{hidden:?}");
}

#[test]
fn the_province_less_the_others_does_not_tell_a_district() {
    let (one, two, three) = (
        figures([30, 20, 0], [30, 40, 3]),
        figures([30, 20, 6], [30, 40, 9]),
        figures([30, 20, 9], [30, 40, 8]),
    );
    let parts = [&one, &two, &three];
    let whole = sum(&parts);
    assert!(alone(&form(), &whole).is_empty());
    let hidden = beside(&form(), &whole, &parts);
    assert!(hidden[0].contains(&place("ngoai", "dtts")));
    let all = [BTreeSet::new()].into_iter().chain(hidden).collect::<Vec<_>>();
    assert_nobody_tells(&[&whole, &one, &two, &three], &all);
}

#[test]
fn what_the_province_masks_stays_masked_in_the_districts() {
    // The province hides 12 beside its 3; open districts would add up to both.
    let one = figures([30, 20, 3], [30, 40, 12]);
    let nothing = figures([30, 20, 0], [30, 40, 0]);
    let parts = [&one, &nothing];
    let whole = sum(&parts);
    let own = alone(&form(), &whole);
    assert!(own.contains(&place("nha", "dtts")), "{own:?}");
    let hidden = beside(&form(), &whole, &parts);
    assert!(hidden[0].contains(&place("nha", "dtts")), "{hidden:?}");
    let all = [own].into_iter().chain(hidden).collect::<Vec<_>>();
    assert_nobody_tells(&[&whole, &one, &nothing], &all);
}

#[test]
fn many_districts_with_few_cases_tell_nobody() {
    // Small counts everywhere, as in a year of few cases.
    let mut seed = 7_u32;
    let mut next = |most: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % most
    };
    for _ in 0..40 {
        let districts: Vec<Figures> = (0..7)
            .map(|_| figures([next(9), next(7), next(4)], [next(30), next(6), next(12)]))
            .collect();
        let parts: Vec<&Figures> = districts.iter().collect();
        let whole = sum(&parts);
        let own = alone(&form(), &whole);
        let all: Vec<_> = [own].into_iter().chain(beside(&form(), &whole, &parts)).collect();
        let tables: Vec<&Figures> = [&whole].into_iter().chain(parts).collect();
        assert_nobody_tells(&tables, &all);
    }
}
