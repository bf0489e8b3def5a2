//! Computed cells and checks of a form: rules in the formula language, applied row by row.

use std::{
    borrow::Borrow,
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use formula::{Formula, Lookup, Period, Value};
use rust_decimal::Decimal;

use crate::{
    finding::Finding,
    form::{CheckRule, Column, Form, Row, RowKind, Severity, Table, ValueType},
};

/// Row and column of a cell inside its form.
pub type Place = (String, String);

/// A place by name, owned or not: maps of places are asked without making one.
pub trait Placed {
    /// Code of the row.
    fn row(&self) -> &str;
    /// Code of the column.
    fn column(&self) -> &str;
}

impl Placed for Place {
    fn row(&self) -> &str {
        &self.0
    }

    fn column(&self) -> &str {
        &self.1
    }
}

impl Placed for (&str, &str) {
    fn row(&self) -> &str {
        self.0
    }

    fn column(&self) -> &str {
        self.1
    }
}

impl Ord for dyn Placed + '_ {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.row(), self.column()).cmp(&(other.row(), other.column()))
    }
}

impl PartialOrd for dyn Placed + '_ {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for dyn Placed + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for dyn Placed + '_ {}

impl<'a> Borrow<dyn Placed + 'a> for Place {
    fn borrow(&self) -> &(dyn Placed + 'a) {
        self
    }
}

/// Figures by form, row and column, of this period and the one before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Form → cell → figure.
    pub current: BTreeMap<String, BTreeMap<Place, Decimal>>,
    pub previous: BTreeMap<String, BTreeMap<Place, Decimal>>,
    /// Form → places whose figures were taken out, because they must not be read.
    pub hidden: BTreeMap<String, BTreeSet<Place>>,
    /// Form → places of this period that hold an estimate, or a sum in which there is one.
    pub estimated: BTreeMap<String, BTreeSet<Place>>,
    /// Form → places of this period whose sum is too large for a figure, and those that are made of one:
    /// they hold none.
    pub too_large: BTreeMap<String, BTreeSet<Place>>,
    /// Form → places of this period where nothing arose, and those that are made of such alone: they hold no
    /// figure, and for a rule they are none of what they count.
    pub not_arising: BTreeMap<String, BTreeSet<Place>>,
}

impl Figures {
    /// A figure of this period.
    pub fn get(&self, form: &str, row: &str, column: &str) -> Option<Decimal> {
        look(&self.current, form, row, column)
    }

    /// Whether a figure was taken out because it must not be read.
    pub fn is_hidden(&self, form: &str, row: &str, column: &str) -> bool {
        let place = &(row, column) as &dyn Placed;
        self.hidden.get(form).is_some_and(|places| places.contains(place))
    }

    /// Whether a place holds no figure because its sum is too large for one.
    pub fn is_too_large(&self, form: &str, row: &str, column: &str) -> bool {
        let place = &(row, column) as &dyn Placed;
        self.too_large.get(form).is_some_and(|places| places.contains(place))
    }

    /// Whether a figure is an estimate, or made of one.
    pub fn is_estimated(&self, form: &str, row: &str, column: &str) -> bool {
        let place = &(row, column) as &dyn Placed;
        self.estimated.get(form).is_some_and(|places| places.contains(place))
    }

    /// Whether nothing arose in a place.
    pub fn is_not_arising(&self, form: &str, row: &str, column: &str) -> bool {
        let place = &(row, column) as &dyn Placed;
        self.not_arising.get(form).is_some_and(|places| places.contains(place))
    }

    fn of(&self, period: Period, form: &str, row: &str, column: &str) -> Option<Decimal> {
        match period {
            Period::Current => look(&self.current, form, row, column),
            Period::Previous => look(&self.previous, form, row, column),
        }
    }
}

fn look(
    figures: &BTreeMap<String, BTreeMap<Place, Decimal>>,
    form: &str,
    row: &str,
    column: &str,
) -> Option<Decimal> {
    figures.get(form)?.get(&(row, column) as &dyn Placed).copied()
}

/// What a name in a rule means: a column of the row, `row.column`, or `FORM.row.column`.
struct RowLookup<'a> {
    figures: &'a Figures,
    form: &'a str,
    table: &'a Table,
    row: &'a str,
    /// What did not arise is 0, as rules take it; else it is no figure.
    nothing_is_zero: bool,
}

/// Form, row and column that a name means in a rule applied to a row.
pub(crate) fn place<'n>(
    form: &'n str,
    table: &Table,
    row: &'n str,
    name: &'n str,
) -> (&'n str, &'n str, &'n str) {
    if table.columns.iter().any(|c| c.code == name) {
        return (form, row, name);
    }
    let Some((first, rest)) = name.split_once('.') else {
        return (form, row, name);
    };
    if table.rows.iter().any(|r| r.code == first) {
        return (form, first, rest);
    }
    match rest.split_once('.') {
        Some((row, column)) => (first, row, column),
        None => (form, first, rest),
    }
}

impl Lookup for RowLookup<'_> {
    fn value(&self, reference: &str, period: Period) -> Option<Decimal> {
        let (form, row, column) = place(self.form, self.table, self.row, reference);
        let figure = self.figures.of(period, form, row, column);
        let is_nothing = || {
            let is_now = self.nothing_is_zero && period == Period::Current;
            is_now && self.figures.is_not_arising(form, row, column)
        };
        figure.or_else(|| is_nothing().then_some(Decimal::ZERO))
    }

    fn matching(&self, pattern: &str) -> Vec<String> {
        matching(self.figures, self.form, pattern)
    }
}

/// Names of the cells that a pattern such as `T4.*.nu` or `*.nu` stands for.
fn matching(figures: &Figures, own_form: &str, pattern: &str) -> Vec<String> {
    let (form, row_column) = match pattern.split_once('.') {
        Some((form, rest)) if figures.current.contains_key(form) => (form, rest),
        _ => (own_form, pattern),
    };
    let Some((row, column)) = row_column.split_once('.') else { return Vec::new() };
    let Some(cells) = figures.current.get(form) else { return Vec::new() };
    cells
        .keys()
        .filter(|(r, c)| (row == "*" || row == r) && (column == "*" || column == c))
        .map(|(r, c)| format!("{form}.{r}.{c}"))
        .collect()
}

/// References over whole forms only, as indicators use them: `T1.1_1.tu`.
#[derive(Debug)]
pub struct FormLookup<'a>(pub &'a Figures);

impl Lookup for FormLookup<'_> {
    fn value(&self, reference: &str, period: Period) -> Option<Decimal> {
        let mut parts = reference.splitn(3, '.');
        let (form, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        self.0.of(period, form, row, column)
    }

    fn matching(&self, pattern: &str) -> Vec<String> {
        matching(self.0, "", pattern)
    }
}

/// Fills in the totals and computed columns of a table, for both periods.
pub fn compute(form: &Form, figures: &mut Figures) {
    let Some(table) = form.table() else { return };
    fill_totals(form, table, &mut figures.current);
    fill_totals(form, table, &mut figures.previous);
    spread_nothing(form, table, figures);
    for column in &table.columns {
        let Some(formula) = &column.formula else { continue };
        for row in table.rows.iter().filter(|r| holds(r, column)) {
            let (value, is_nothing) = computed(formula, (form, table, row), figures);
            if is_nothing {
                let places = figures.not_arising.entry(form.code.clone()).or_default();
                places.insert((row.code.clone(), column.code.clone()));
            }
            let cells = figures.current.entry(form.code.clone()).or_default();
            let place = (row.code.clone(), column.code.clone());
            match value {
                Some(value) => cells.insert(place, value),
                None => cells.remove(&place),
            };
        }
    }
    spread(form, table, &mut figures.estimated);
    spread(form, table, &mut figures.too_large);
    if let Some(cells) = figures.current.get_mut(&form.code) {
        for place in figures.too_large.get(&form.code).into_iter().flatten() {
            cells.remove(place);
        }
    }
}

/// What a formula gives in a row, and whether it gives nothing for want of anything that arose. Beside a
/// figure what did not arise is 0: no woman among fifty people are 0 %.
fn computed(
    formula: &Formula,
    (form, table, row): (&Form, &Table, &Row),
    figures: &Figures,
) -> (Option<Decimal>, bool) {
    let of = |nothing_is_zero| {
        let (form, row) = (form.code.as_str(), row.code.as_str());
        let lookup = RowLookup { figures, form, table, row, nothing_is_zero };
        match formula.evaluate(&lookup) {
            Ok(Value::Number(value)) => Some(value),
            _ => None,
        }
    };
    let plain = of(false);
    if plain.is_some() || figures.not_arising.get(&form.code).is_none_or(BTreeSet::is_empty) {
        return (plain, false);
    }
    let with_nothing = of(true);
    let reads_one = formula.references().into_iter().any(|name| {
        let (form, row, column) = place(&form.code, table, &row.code, name);
        figures.get(form, row, column).is_some()
    });
    if reads_one { (with_nothing, false) } else { (None, with_nothing == Some(Decimal::ZERO)) }
}

/// A total in whose parts nothing arose is nothing itself.
fn spread_nothing(form: &Form, table: &Table, figures: &mut Figures) {
    let Some(places) = figures.not_arising.get_mut(&form.code).filter(|p| !p.is_empty()) else {
        return;
    };
    let current = figures.current.get(&form.code);
    let has_figure = |place: &dyn Placed| current.is_some_and(|cells| cells.contains_key(place));
    for row in &table.rows {
        let RowKind::Total { of } = &row.kind else { continue };
        for column in table.columns.iter().filter(|c| c.formula.is_none() && holds(row, c)) {
            let of_part = |part: &String| places.contains(&(&**part, &*column.code) as &dyn Placed);
            let is_nothing = !has_figure(&(&*row.code, &*column.code)) && of.iter().any(of_part);
            if is_nothing {
                places.insert((row.code.clone(), column.code.clone()));
            }
        }
    }
}

/// What is added up or computed from a marked figure bears its mark.
fn spread(form: &Form, table: &Table, marked: &mut BTreeMap<String, BTreeSet<Place>>) {
    let Some(places) = marked.get_mut(&form.code).filter(|places| !places.is_empty()) else {
        return;
    };
    let holds_one = |places: &BTreeSet<Place>, row: &str, column: &str| {
        places.contains(&(row, column) as &dyn Placed)
    };
    for row in &table.rows {
        let RowKind::Total { of } = &row.kind else { continue };
        for column in table.columns.iter().filter(|c| c.formula.is_none() && holds(row, c)) {
            if of.iter().any(|part| holds_one(places, part, &column.code)) {
                places.insert((row.code.clone(), column.code.clone()));
            }
        }
    }
    for column in &table.columns {
        let Some(formula) = &column.formula else { continue };
        for row in table.rows.iter().filter(|row| holds(row, column)) {
            let reads_one = formula.references().into_iter().any(|name| {
                let (of, at_row, at_column) = place(&form.code, table, &row.code, name);
                of == form.code && holds_one(places, at_row, at_column)
            });
            if reads_one {
                places.insert((row.code.clone(), column.code.clone()));
            }
        }
    }
}

/// Whether a cell stands where a row and a column meet.
pub(crate) fn holds(row: &Row, column: &Column) -> bool {
    row.kind != RowKind::Section && !row.not_applicable.contains(&column.code)
}

fn fill_totals(
    form: &Form,
    table: &Table,
    figures: &mut BTreeMap<String, BTreeMap<Place, Decimal>>,
) {
    let Some(cells) = figures.get_mut(&form.code) else { return };
    for row in &table.rows {
        let RowKind::Total { of } = &row.kind else { continue };
        for column in table.columns.iter().filter(|c| c.formula.is_none() && holds(row, c)) {
            let parts: Vec<Decimal> = of
                .iter()
                .filter_map(|part| cells.get(&(&**part, &*column.code) as &dyn Placed).copied())
                .collect();
            let place = (row.code.clone(), column.code.clone());
            if parts.is_empty() {
                cells.remove(&place);
            } else {
                cells.insert(place, parts.iter().sum());
            }
        }
    }
}

/// Runs a form's rules over computed figures; what did not arise is 0 for them.
pub fn check(form: &Form, figures: &Figures) -> Vec<Finding> {
    let Some(table) = form.table() else { return Vec::new() };
    let mut findings = Vec::new();
    for rule in &form.checks {
        for row in table.rows.iter().filter(|r| applies(rule, r)) {
            let (form, row) = (form.code.as_str(), row.code.as_str());
            let lookup = RowLookup { figures, form, table, row, nothing_is_zero: true };
            if matches!(rule.rule.evaluate(&lookup), Ok(Value::Bool(false))) {
                findings.push(finding(rule, &lookup));
            }
        }
    }
    findings
}

/// Whether a rule is for a row.
pub(crate) fn applies(rule: &CheckRule, row: &Row) -> bool {
    if rule.rows.is_empty() { row.kind == RowKind::Element } else { rule.rows.contains(&row.code) }
}

fn finding(rule: &CheckRule, lookup: &RowLookup<'_>) -> Finding {
    let table = lookup.table;
    let names = rule.rule.references();
    let shown: Vec<String> = names
        .iter()
        .filter_map(|name| {
            let column = table.column(name)?;
            let label = column.headers.join(", ").to_lowercase();
            let value = lookup.value(name, Period::Current)?;
            Some(format!("{label}: {}", column.print(value)))
        })
        .collect();
    let column = names
        .iter()
        .find(|name| table.columns.iter().any(|c| c.code == **name))
        .map_or(String::new(), |name| (*name).to_string());
    let figures = if shown.is_empty() { String::new() } else { format!(" ({})", shown.join("; ")) };
    Finding {
        code: rule.code.clone(),
        severity: rule.severity,
        form: lookup.form.to_owned(),
        row: lookup.row.to_owned(),
        column,
        message: format!("{}{figures}", rule.message),
    }
}

/// What is missing in a row, and how to fill it: a question is answered, a figure may not have arisen.
fn unfilled_words(row: &Row, open: &[&Column]) -> String {
    let (label, count) = (&row.label, open.len());
    if open.iter().all(|column| column.value_type == ValueType::YesNo) {
        return format!(
            "Dòng “{label}” còn {count} ô bắt buộc chưa trả lời. Chọn “Có” hoặc “Không”."
        );
    }
    if open.iter().all(|column| column.value_type == ValueType::Text) {
        return format!("Dòng “{label}” còn {count} ô bắt buộc chưa ghi. Ghi vài chữ vào ô.");
    }
    format!(
        "Dòng “{label}” còn {count} ô bắt buộc chưa có số. Nhập số, hoặc chọn “không phát sinh”."
    )
}

/// Required cells left empty, as errors: every one must hold a figure or say "không phát sinh".
pub fn unfilled(
    form: &Form,
    filled: impl Fn(&str, &str) -> bool,
    asked: impl Fn(&Row, &Column) -> bool,
) -> Vec<Finding> {
    let Some(table) = form.table() else { return Vec::new() };
    let mut findings = Vec::new();
    for row in table.rows.iter().filter(|r| r.kind == RowKind::Element) {
        let open: Vec<&Column> = table
            .columns
            .iter()
            .filter(|c| c.required && c.formula.is_none() && holds(row, c) && asked(row, c))
            .filter(|c| !filled(&row.code, &c.code))
            .collect();
        if let Some(first) = open.first() {
            findings.push(Finding {
                code: format!("{}-00", form.code),
                severity: Severity::Error,
                form: form.code.clone(),
                row: row.code.clone(),
                column: first.code.clone(),
                message: unfilled_words(row, &open),
            });
        }
    }
    findings
}
