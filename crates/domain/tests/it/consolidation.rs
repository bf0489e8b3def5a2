//! Runs `cases/consolidation.md`, and tries that a total asks neither for order nor for grouping.

use domain::{
    amount::{Amount, vietnamese},
    check::{Figures, compute},
    consolidation::{Feeder, PartSum, Total, total},
    form::{Column, Form, Row, RowKind},
};
use proptest::prelude::*;

use crate::{
    forms::{column, row, table, travel},
    tables::lines,
};

const CASES: &str = include_str!("../../cases/consolidation.md");

/// One part for each unit that gave a figure.
fn parts(text: &str, feeder: Feeder) -> Vec<PartSum> {
    let figures = text.split(" + ").filter(|figure| !figure.is_empty());
    let part = |figure: &str| {
        let (bare, estimated) = figure.strip_prefix('~').map_or((figure, 0), |bare| (bare, 1));
        PartSum { feeder, amount: Amount::read(bare).ok(), count: 1, estimated }
    };
    figures.map(part).collect()
}

fn row_of(way: &str) -> Row {
    Row { travel: travel(way), ..row("1", "", RowKind::Element) }
}

fn print(amount: Option<Amount>) -> String {
    amount.map_or(String::new(), |amount| vietnamese(amount.to_decimal()))
}

fn subtotal(amount: Option<Amount>, count: u32) -> String {
    amount.map_or(String::new(), |_| format!("{} của {count}", print(amount)))
}

#[test]
fn every_cell_has_its_two_subtotals() {
    let lines = lines(CASES);
    for line in &lines {
        let mut sums = parts(line.get("huyện"), Feeder::Territory);
        sums.extend(parts(line.get("cơ quan"), Feeder::Body));
        let found = total(&row_of(line.get("cách tổng hợp")), &sums).unwrap();
        let shown = [
            subtotal(found.territory, found.territory_count),
            subtotal(found.body, found.body_count),
            print(found.amount()),
        ];
        let wanted = ["theo địa bàn", "theo cơ quan", "tổng"].map(|head| line.get(head));
        assert_eq!(shown, wanted, "{}: {}", line.title, line.text);
        if let Some(estimated) = line.find("ước") {
            assert_eq!(found.estimated.to_string(), estimated, "{}: {}", line.title, line.text);
        }
    }
    assert!(lines.len() > 10, "lines of the case file were lost");
}

/// Two rows with their sum, people and women with their share.
fn with_share_and_sum() -> Form {
    let share = Column {
        formula: Some(formula::parse("percent(nu, nguoi)").unwrap()),
        ..column("ty_le", "Tỷ lệ")
    };
    let columns = vec![column("nguoi", "Số người"), column("nu", "Nữ"), share];
    let whole = RowKind::Total { of: vec!["a".into(), "b".into()] };
    let rows = vec![
        row("a", "A", RowKind::Element),
        row("b", "B", RowKind::Element),
        row("cong", "Cộng", whole),
    ];
    table("T9", columns, rows)
}

#[test]
fn what_is_made_of_an_estimate_is_one() {
    let form = with_share_and_sum();
    let place = |row: &str, column: &str| (row.to_owned(), column.to_owned());
    let mut figures = Figures::default();
    figures.estimated.entry("T9".into()).or_default().insert(place("a", "nu"));
    compute(&form, &mut figures);
    let found: Vec<(&str, &str)> =
        figures.estimated["T9"].iter().map(|(row, column)| (&**row, &**column)).collect();
    let expected = [("a", "nu"), ("a", "ty_le"), ("cong", "nu"), ("cong", "ty_le")];
    assert_eq!(found, expected);
    assert!(!figures.is_estimated("T9", "b", "ty_le"));
}

#[test]
fn a_sum_that_is_too_large_is_refused() {
    let large = PartSum {
        feeder: Feeder::Body,
        amount: Some(Amount::from_scaled(i64::MAX)),
        count: 1,
        estimated: 0,
    };
    let one = PartSum { amount: Some(Amount::from_scaled(1)), ..large };
    let both = row_of("huyện, cơ quan");
    assert_eq!(total(&both, &[large, one]), None);
    assert_eq!(total(&both, &[large, PartSum { feeder: Feeder::Territory, ..one }]), None);
    let beyond = PartSum { amount: None, ..large };
    assert_eq!(total(&both, &[beyond]), None);
    let uncounted = PartSum { feeder: Feeder::Territory, ..beyond };
    assert!(
        total(&row_of("cơ quan"), &[uncounted, one]).is_some(),
        "what does not count does no harm"
    );
}

#[test]
fn nothing_is_shown_of_rows_that_hold_a_sum_too_large() {
    let form = with_share_and_sum();
    let place = |row: &str, column: &str| (row.to_owned(), column.to_owned());
    let mut figures = Figures::default();
    figures.current.entry("T9".into()).or_default().insert(place("b", "nu"), 5.into());
    figures.too_large.entry("T9".into()).or_default().insert(place("a", "nu"));
    compute(&form, &mut figures);
    assert!(
        figures.is_too_large("T9", "cong", "nu") && figures.is_too_large("T9", "cong", "ty_le")
    );
    assert_eq!(figures.get("T9", "cong", "nu"), None, "a total without its largest part is none");
    assert_eq!(figures.get("T9", "b", "nu"), Some(5.into()));
}

/// Parts of both sides with numbers for putting them in another order.
fn any_parts() -> impl Strategy<Value = Vec<(PartSum, u32)>> {
    let part = (any::<bool>(), 0_i64..1_000_000_000, 1_u32..30, any::<u32>());
    let part = part.prop_map(|(is_body, scaled, count, order)| {
        let feeder = if is_body { Feeder::Body } else { Feeder::Territory };
        (PartSum { feeder, amount: Some(Amount::from_scaled(scaled)), count, estimated: 0 }, order)
    });
    prop::collection::vec(part, 0..25)
}

proptest! {
    #[test]
    fn a_total_is_the_sum_of_its_parts_in_any_order(parts in any_parts()) {
        let straight: Vec<PartSum> = parts.iter().map(|(part, _)| *part).collect();
        let mut turned = parts;
        turned.sort_by_key(|(_, order)| *order);
        let turned: Vec<PartSum> = turned.into_iter().map(|(part, _)| part).collect();
        for way in ["huyện, cơ quan", "huyện", "cơ quan", "một đơn vị", "tính lại"] {
            let row = row_of(way);
            let joined = total(&row, &straight).unwrap();
            prop_assert_eq!(joined, total(&row, &turned).unwrap());
            let of = |counted: bool, feeder| -> (Option<Amount>, u32) {
                let own = straight.iter().filter(|part| counted && part.feeder == feeder);
                let scaled = own.clone().filter_map(|part| part.amount).map(Amount::scaled).reduce(|a, b| a + b);
                (scaled.map(Amount::from_scaled), own.map(|part| part.count).sum())
            };
            let territory = of(way.starts_with("huyện"), Feeder::Territory);
            let bodies = of(!matches!(way, "huyện" | "tính lại"), Feeder::Body);
            prop_assert_eq!((joined.territory, joined.territory_count), territory);
            prop_assert_eq!((joined.body, joined.body_count), bodies);
        }
    }

    /// Communes added up by district, then districts, give what all communes give at once.
    #[test]
    fn a_total_does_not_ask_how_its_parts_are_grouped(parts in any_parts(), cut in 0_usize..25) {
        let parts: Vec<PartSum> = parts.into_iter().map(|(part, _)| part).collect();
        let row = row_of("huyện, cơ quan");
        let again = |joined: Total| {
            let side = |feeder, amount: Option<Amount>, count| {
                amount.map(|_| PartSum { feeder, amount, count, estimated: 0 })
            };
            let territory = side(Feeder::Territory, joined.territory, joined.territory_count);
            territory.into_iter().chain(side(Feeder::Body, joined.body, joined.body_count))
        };
        let (one, other) = parts.split_at(cut.min(parts.len()));
        let groups = [total(&row, one).unwrap(), total(&row, other).unwrap()];
        let grouped: Vec<PartSum> = groups.into_iter().flat_map(again).collect();
        prop_assert_eq!(total(&row, &grouped), total(&row, &parts));
    }
}
