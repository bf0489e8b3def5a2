//! Small counts are hidden, and nothing that is shown gives them away.

use domain::{
    amount::Amount,
    check::{Figures, compute},
    confidence::Confidence,
    form::{CheckRule, Column, Form, FormBody, Row, RowKind, Severity, Table, Travel, ValueType},
    indicator::{Direction, Indicator, IndicatorKind, ReferenceSheet},
    masking::{Relation, exposed, hide, is_small, masked},
    status::{Figure, figure},
};
use proptest::prelude::*;
use rust_decimal::Decimal;

const COLUMNS: [&str; 4] = ["tong", "nu", "nam", "tre_em"];

fn column(code: &str, formula: Option<&str>) -> Column {
    Column {
        code: code.into(),
        headers: vec![code.into()],
        value_type: if formula.is_some() { ValueType::Percent } else { ValueType::Count },
        required: false,
        formula: formula.map(|text| formula::parse(text).unwrap()),
        width_mm: 18,
        entered_by: vec![],
    }
}

fn row(code: &str, kind: RowKind) -> Row {
    Row {
        code: code.into(),
        number: String::new(),
        label: code.into(),
        kind,
        travel: Travel::Sum { districts: true, provincial_bodies: false },
        unit_label: String::new(),
        not_applicable: vec![],
        note: String::new(),
    }
}

/// Three rows and their total; women and men make the whole, "hai" is a part of "mot".
fn form() -> Form {
    let of = ["mot", "hai", "ba"].map(String::from).to_vec();
    let rule = |code: &str, text: &str, rows: &[&str]| CheckRule {
        code: code.into(),
        severity: Severity::Error,
        rule: formula::parse(text).unwrap(),
        rows: rows.iter().map(ToString::to_string).collect(),
        message: String::new(),
    };
    let mut columns = COLUMNS.map(|code| column(code, None)).to_vec();
    columns.push(column("ty_le", Some("percent(nu, tong)")));
    Form {
        code: "T5".into(),
        version: 1,
        title: "T5".into(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table {
            unit_label: String::new(),
            columns,
            rows: vec![
                row("mot", RowKind::Element),
                row("hai", RowKind::Element),
                row("ba", RowKind::Element),
                row("cong", RowKind::Total { of }),
            ],
            sensitive: true,
        }),
        checks: vec![
            rule("T5-01", "nu + nam = tong", &[]),
            rule("T5-02", "tre_em <= tong", &[]),
            rule("T5-03", "tong <= T5.mot.tong and nam <= T5.mot.nam", &["hai"]),
        ],
    }
}

fn figures(rows: &[(&str, [i64; 4])]) -> Figures {
    let mut figures = Figures::default();
    let cells = figures.current.entry("T5".into()).or_default();
    for (row, values) in rows {
        for (column, value) in COLUMNS.iter().zip(values) {
            cells.insert(((*row).into(), (*column).into()), Decimal::from(*value));
        }
    }
    compute(&form(), &mut figures);
    figures
}

fn shown(figures: &Figures, row: &str) -> Vec<String> {
    let cell = |column: &str| match figures.get("T5", row, column) {
        Some(value) => value.to_string(),
        None if figures.is_hidden("T5", row, column) => "…".into(),
        None => String::new(),
    };
    COLUMNS.iter().map(|column| cell(column)).collect()
}

#[test]
fn men_do_not_follow_from_the_whole_and_the_women() {
    let mut all = figures(&[("mot", [14, 13, 1, 0]), ("hai", [0; 4]), ("ba", [30, 20, 10, 6])]);
    hide(&form(), &mut all);
    let row = shown(&all, "mot");
    assert_eq!(row[2], "…");
    assert!(row[0] == "…" || row[1] == "…", "{row:?}");
    // Nor from the totals below: men of all rows less those of the others.
    let others = [shown(&all, "ba")[2].clone(), shown(&all, "cong")[2].clone()];
    assert!(others.contains(&"…".to_owned()), "{others:?}");
}

#[test]
fn what_is_computed_from_a_hidden_figure_is_hidden_too() {
    let mut all = figures(&[("mot", [14, 11, 3, 0]), ("hai", [0; 4]), ("ba", [30, 20, 10, 6])]);
    hide(&form(), &mut all);
    for row in ["mot", "ba", "cong"] {
        let hides = shown(&all, row)[..2].contains(&"…".to_owned());
        assert_eq!(all.is_hidden("T5", row, "ty_le"), hides, "{row}");
    }
    assert_eq!(all.get("T5", "hai", "ty_le"), None, "no share of nothing");
}

#[test]
fn a_part_that_nearly_fills_its_whole_does_not_bound_the_rest() {
    // "mot": 20 = 18 + 2. If 18 and 2 alone were hidden, the 18 women of "hai" would leave 0 to 2 men.
    let mut all = figures(&[("mot", [20, 18, 2, 0]), ("hai", [9, 9, 0, 0]), ("ba", [0; 4])]);
    hide(&form(), &mut all);
    assert_eq!(shown(&all, "mot")[2], "…");
    let mut bare = figures(&[("mot", [12, 6, 6, 0]), ("hai", [0; 4]), ("ba", [0; 4])]);
    hide(&form(), &mut bare);
    assert_eq!(shown(&bare, "mot"), ["12", "6", "6", "0"], "nothing small, nothing hidden");
}

#[test]
fn a_share_of_hidden_counts_is_withheld() {
    let mut all = figures(&[("mot", [14, 11, 3, 0]), ("hai", [0; 4]), ("ba", [30, 20, 10, 6])]);
    hide(&form(), &mut all);
    let indicator = |text: &str| Indicator {
        formula: Some(formula::parse(text).unwrap()),
        kind: IndicatorKind::Ratio,
        direction: Direction::Up,
        ..sample()
    };
    assert_eq!(figure(&indicator("percent(T5.mot.nam, T5.ba.tong)"), &all), Figure::Withheld);
    assert_eq!(figure(&indicator("sum(T5.*.nam)"), &all), Figure::Withheld);
    let open = indicator("percent(T5.ba.tre_em, T5.ba.tre_em)");
    assert!(matches!(figure(&open, &all), Figure::Value(_)), "6 of 6 are no secret");
}

#[test]
fn subtotals_and_districts_beside_a_total_are_kept_in_mind() {
    let amounts = |units: &[i64]| -> Vec<Option<Amount>> {
        units.iter().map(|u| Amount::try_from_units(*u).ok()).collect()
    };
    // All, territory, bodies; and the territory's three districts.
    let relations = [Relation::total(0, [1, 2]), Relation::total(1, [3, 4, 5])];
    let hidden = masked(&amounts(&[25, 22, 3, 9, 2, 11]), &relations);
    assert!(hidden[2] && hidden[4]);
    assert!(hidden[0] || hidden[1], "territory and total would give the bodies");
    assert!(hidden[1] || hidden[3] || hidden[5], "two districts would give the third");
}

fn sample() -> Indicator {
    Indicator {
        code: "3.2a".into(),
        programme: "NQ28".into(),
        objective: "3".into(),
        parent: "3.2".into(),
        name: String::new(),
        unit_label: "%".into(),
        kind: IndicatorKind::Ratio,
        direction: Direction::Up,
        precision: 2,
        formula: None,
        numerator: String::new(),
        denominator: String::new(),
        sensitive: true,
        targets: vec![],
        owners: vec![],
        sheet: ReferenceSheet::default(),
        confidence: Confidence::Verified,
        history: vec![],
    }
}

/// Rank of lines modulo a large prime: a second, independent way to see whether a cell follows.
fn rank(mut lines: Vec<Vec<i128>>) -> usize {
    const PRIME: i128 = 2_147_483_647;
    let width = lines.first().map_or(0, Vec::len);
    let power = |mut base: i128, mut exponent: i128| {
        let mut result = 1;
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            exponent /= 2;
        }
        result
    };
    let mut top = 0;
    for column in 0..width {
        let Some(found) =
            (top..lines.len()).find(|line| lines[*line][column].rem_euclid(PRIME) != 0)
        else {
            continue;
        };
        lines.swap(top, found);
        let inverse = power(lines[top][column].rem_euclid(PRIME), PRIME - 2);
        let pivot = lines[top].clone();
        for line in lines.iter_mut().skip(top + 1) {
            let factor = line[column].rem_euclid(PRIME) * inverse % PRIME;
            for (own, of) in line.iter_mut().zip(&pivot) {
                *own = (*own - factor * of.rem_euclid(PRIME)).rem_euclid(PRIME);
            }
        }
        top += 1;
    }
    top
}

proptest! {
    /// Whatever the figures: no hidden small count is a linear combination of what is shown.
    #[test]
    fn no_small_count_follows_from_what_is_shown(
        parts in prop::collection::vec((0_i64..9, 0_i64..9), 2..6),
        districts in prop::collection::vec(0_i64..9, 1..4),
    ) {
        // Of each row: women, men, whole; then totals of the three; then districts of the first women.
        let mut values = Vec::new();
        let mut relations = Vec::new();
        for (women, men) in &parts {
            relations.push(Relation::total(values.len() + 2, [values.len(), values.len() + 1]));
            values.extend([*women, *men, women + men]);
        }
        let rows = parts.len();
        for column in 0..3 {
            let of: Vec<usize> = (0..rows).map(|row| row * 3 + column).collect();
            relations.push(Relation::total(values.len(), of.clone()));
            values.push(of.iter().map(|at| values[*at]).sum());
        }
        let first = values.len();
        values.extend(&districts);
        values.push(districts.iter().sum());
        relations.push(Relation::total(values.len() - 1, first..values.len() - 1));
        let amounts: Vec<Option<Amount>> =
            values.iter().map(|v| Amount::try_from_units(*v).ok()).collect();
        let hidden = masked(&amounts, &relations);
        let cells: Vec<usize> = (0..values.len()).filter(|at| hidden[*at]).collect();
        let line = |of: &dyn Fn(usize) -> i128| cells.iter().map(|at| of(*at)).collect::<Vec<_>>();
        let lines: Vec<Vec<i128>> = relations
            .iter()
            .map(|relation| line(&|at| {
                relation.terms.iter().filter(|(cell, _)| *cell == at).map(|(_, by)| by).sum()
            }))
            .collect();
        let free = rank(lines.clone());
        for (at, amount) in amounts.iter().enumerate() {
            if !amount.is_some_and(is_small) {
                continue;
            }
            prop_assert!(hidden[at]);
            let mut with = lines.clone();
            with.push(line(&|cell| i128::from(cell == at)));
            prop_assert!(rank(with) > free, "cell {at} of {values:?} follows, hidden: {cells:?}");
        }
        prop_assert_eq!(exposed(&amounts, &relations, &hidden), None);
    }
}
