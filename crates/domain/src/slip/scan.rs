//! Cells of a form that look mistyped, each with what it was held against; and whether the figure that
//! would fit keeps the rules of the form.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Doubt, Seen, doubt};
use crate::{
    check::{Figures, Place, applies, check, compute},
    finding::Finding,
    form::{CheckRule, Form, Row, RowKind, Table},
};

/// A cell that looks mistyped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub form: String,
    pub row: String,
    pub column: String,
    pub doubt: Doubt,
    /// The rule that the figure in its place would break: then it is said, and never offered.
    pub breaks: Option<String>,
}

/// What of a form cannot be held against the period before: nothing is proposed from that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Unlike {
    /// Everything can.
    #[default]
    Nothing,
    /// The period before was of another length.
    Everything,
    /// These figures are sums of reports of which too many are still to come: too large they can be by now,
    /// too small not yet.
    Sums(BTreeSet<Place>),
}

impl Unlike {
    fn is_partial(&self, place: &Place) -> bool {
        matches!(self, Self::Sums(places) if places.contains(place))
    }

    /// Whether so many reports are in that their sum says something beside a whole year's.
    pub fn is_complete(reports: u32, owed: u32) -> bool {
        u64::from(reports) * 5 >= u64::from(owed) * 4
    }
}

/// Cells of a form that look mistyped, row by row.
pub fn scan(form: &Form, figures: &Figures, unlike: &Unlike) -> Vec<Slip> {
    let Some(table) = form.table() else { return Vec::new() };
    let mut slips = Vec::new();
    let mut broken = None;
    for row in table.rows.iter().filter(|row| row.kind == RowKind::Element) {
        for column in table.columns.iter().filter(|c| c.formula.is_none()) {
            let Some(figure) = figures.get(&form.code, &row.code, &column.code) else { continue };
            let seen = seen((form, table), figures, row, (&column.code, figure, unlike));
            if let Some(doubt) = doubt(&seen, column.value_type) {
                let place = (row.code.clone(), column.code.clone());
                let broken = broken.get_or_insert_with(|| keys(&check(form, figures)));
                let breaks = doubt
                    .proposed
                    .and_then(|proposed| breaks(form, figures, (&place, proposed), broken));
                let (form, (row, column)) = (form.code.clone(), place);
                slips.push(Slip { form, row, column, doubt, breaks });
            }
        }
    }
    slips
}

/// Rule, row and column of a finding.
type Key = (String, String, String);

fn key(finding: &Finding) -> Key {
    (finding.code.clone(), finding.row.clone(), finding.column.clone())
}

fn keys(findings: &[Finding]) -> BTreeSet<Key> {
    findings.iter().map(key).collect()
}

/// The rule that a figure would break: one that holds now, or one that doubts the cell and still would.
fn breaks(
    form: &Form,
    figures: &Figures,
    (place, proposed): (&Place, Decimal),
    broken: &BTreeSet<Key>,
) -> Option<String> {
    let mut with = figures.clone();
    with.current.entry(form.code.clone()).or_default().insert(place.clone(), proposed);
    compute(form, &mut with);
    let still = |finding: &Finding| (&finding.row, &finding.column) == (&place.0, &place.1);
    let found = check(form, &with);
    found.into_iter().find(|f| still(f) || !broken.contains(&key(f))).map(|finding| finding.code)
}

/// What a cell can be held against: the period before, rules of its form, its column.
fn seen(
    (form, table): (&Form, &Table),
    figures: &Figures,
    row: &Row,
    (column, figure, unlike): (&str, Decimal, &Unlike),
) -> Seen {
    let now = |code: &str| figures.get(&form.code, &row.code, code);
    let before = |code: &str| {
        let place = (row.code.clone(), code.to_owned());
        figures.previous.get(&form.code)?.get(&place).copied()
    };
    let place = (row.code.clone(), column.to_owned());
    let is_like = *unlike != Unlike::Everything;
    let mut seen = Seen {
        figure,
        previous: before(column).filter(|_| is_like),
        is_partial: unlike.is_partial(&place),
        ..Seen::default()
    };
    for clause in form.checks.iter().filter(|rule| applies(rule, row)).flat_map(clauses) {
        match clause {
            Clause::AtMost { part, whole } if part == column => {
                seen.wholes.extend(now(whole).map(|all| (all, before(whole).filter(|_| is_like))));
            }
            Clause::Sum { parts, total } => seen.sums.extend(expected(column, parts, total, now)),
            Clause::AtMost { .. } => {}
        }
    }
    let others = table.rows.iter().filter(|r| r.kind == RowKind::Element && r.code != row.code);
    seen.peers = others
        .filter_map(|other| figures.get(&form.code, &other.code, column))
        .filter(|figure| *figure > Decimal::ZERO)
        .collect();
    seen
}

/// What a cell of a sum must be, by the others.
fn expected(
    column: &str,
    parts: [&str; 2],
    total: &str,
    now: impl Fn(&str) -> Option<Decimal>,
) -> Option<Decimal> {
    let [one, other] = parts;
    if column == total {
        return Some(now(one)? + now(other)?);
    }
    let rest = match column {
        part if part == one => other,
        part if part == other => one,
        _ => return None,
    };
    Some(now(total)? - now(rest)?)
}

/// A rule that says how columns of one row stand to each other.
enum Clause<'a> {
    AtMost { part: &'a str, whole: &'a str },
    Sum { parts: [&'a str; 2], total: &'a str },
}

fn clauses(rule: &CheckRule) -> impl Iterator<Item = Clause<'_>> {
    rule.rule.text().split(" and ").filter_map(|clause| {
        let words: Vec<&str> = clause.split_whitespace().collect();
        match words[..] {
            [part, "<=", whole] => Some(Clause::AtMost { part, whole }),
            [one, "+", other, "=", total] => Some(Clause::Sum { parts: [one, other], total }),
            _ => None,
        }
    })
}
