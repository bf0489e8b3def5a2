//! Small sensitive counts are hidden, with as many others as it takes that none can be worked out from
//! what the same document shows: total rows, columns that add up, and every rule of the form.

mod district;
mod relation;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rust_decimal::Decimal;

pub use district::hide_districts;
pub use relation::Relation;

use crate::{
    amount::Amount,
    check::{Figures, Place, applies, holds, place},
    form::{Form, RowKind, Table, ValueType},
};

/// What is printed instead of a hidden count.
pub const MASK: &str = "…";

/// Counts from 1 to below this, in ten-thousandths, could point to somebody.
const OPEN_FROM: i64 = 50_000;
const ONE: i128 = 10_000;

/// Whether a sensitive count by itself must not be shown: 1 to 4.
pub fn is_small(amount: Amount) -> bool {
    amount > Amount::ZERO && amount < Amount::from_scaled(OPEN_FROM)
}

/// Which cells of one document are hidden: the small ones, and others so that no small one follows from
/// those that are shown, nor is held between 1 and 4 by them.
pub fn masked(values: &[Option<Amount>], relations: &[Relation]) -> Vec<bool> {
    let mut hidden: Vec<bool> = values.iter().map(|v| v.is_some_and(is_small)).collect();
    while let Some(cell) = exposed(values, relations, &hidden) {
        match complement(values, relations, &hidden, cell) {
            Some(other) => hidden[other] = true,
            // Nothing else is left that could stand in the way.
            None => break,
        }
    }
    show_needless(values, relations, &mut hidden);
    hidden
}

/// Shows again what later choices made needless to hide, the largest first.
fn show_needless(values: &[Option<Amount>], relations: &[Relation], hidden: &mut [bool]) {
    let chosen = |cell: &usize| hidden[*cell] && !values[*cell].is_some_and(is_small);
    let mut chosen: Vec<usize> = (0..values.len()).filter(chosen).collect();
    chosen.sort_by_key(|cell| Reverse(values[*cell]));
    for cell in chosen {
        hidden[cell] = false;
        hidden[cell] = exposed(values, relations, hidden).is_some();
    }
}

/// The first small cell that the shown ones give away, if any.
pub fn exposed(
    values: &[Option<Amount>],
    relations: &[Relation],
    hidden: &[bool],
) -> Option<usize> {
    let found = relation::determined(relations, hidden);
    let bounds = relation::bounds(values, relations, hidden);
    let small = |cell: &usize| hidden[*cell] && values[*cell].is_some_and(is_small);
    (0..values.len()).filter(small).find(|cell| found[*cell] || bounds[*cell].is_small())
}

/// The smallest other figure whose hiding closes the way to a cell; where none does alone, the smallest
/// that stands with it.
fn complement(
    values: &[Option<Amount>],
    relations: &[Relation],
    hidden: &[bool],
    cell: usize,
) -> Option<usize> {
    let beside = |of: &dyn Fn(usize) -> bool| -> Vec<usize> {
        let with = relations.iter().filter(|r| r.terms.iter().any(|(at, _)| of(*at)));
        let cells: BTreeSet<usize> = with.flat_map(|r| r.terms.iter().map(|(at, _)| *at)).collect();
        let mut open: Vec<usize> =
            cells.into_iter().filter(|at| !hidden[*at] && values[*at].is_some()).collect();
        // A hidden nought tells more than a hidden figure: it is the last choice.
        open.sort_by_key(|at| (values[*at] == Some(Amount::ZERO), values[*at]));
        open
    };
    let near = beside(&|at| at == cell);
    let far = beside(&|at| hidden[at]);
    let closes = |other: &usize| {
        let mut hidden = hidden.to_vec();
        hidden[*other] = true;
        exposed(values, relations, &hidden) != Some(cell)
    };
    let alone = near.iter().chain(&far).copied().find(closes);
    alone.or_else(|| near.first().or(far.first()).copied())
}

/// Takes what must not be read out of the figures of a sensitive form and notes where it stood; other
/// forms stay as they are.
pub fn hide(form: &Form, figures: &mut Figures) {
    let Some(table) = form.table() else { return };
    if !table.sensitive {
        return;
    }
    figures.previous.remove(&form.code);
    let Some(cells) = figures.current.get(&form.code) else { return };
    let sheet = Sheet::of(form, table, cells);
    let masked = masked(&sheet.values, &sheet.relations);
    let hidden = sheet.places(&masked);
    take_out((form, table), figures, hidden);
}

/// Takes hidden places out of a form's figures, with what is computed from them.
fn take_out((form, table): (&Form, &Table), figures: &mut Figures, mut hidden: BTreeSet<Place>) {
    computed_from(form, table, &mut hidden);
    if let Some(cells) = figures.current.get_mut(&form.code) {
        cells.retain(|place, _| !hidden.contains(place));
    }
    figures.hidden.insert(form.code.clone(), hidden);
}

/// Shares and other computed columns say as much as what they are computed from.
fn computed_from(form: &Form, table: &Table, hidden: &mut BTreeSet<Place>) {
    for column in &table.columns {
        let Some(formula) = column.formula.as_ref().filter(|f| f.linear_value().is_none()) else {
            continue;
        };
        for row in table.rows.iter().filter(|row| holds(row, column)) {
            let tells = formula.references().into_iter().any(|name| {
                let (of, row, column) = place(&form.code, table, &row.code, name);
                of == form.code && hidden.contains(&(row.to_owned(), column.to_owned()))
            });
            if tells {
                hidden.insert((row.code.clone(), column.code.clone()));
            }
        }
    }
}

/// A form's cells as one document shows them, with everything that ties them together.
struct Sheet<'a> {
    at: BTreeMap<(&'a str, &'a str), usize>,
    values: Vec<Option<Amount>>,
    relations: Vec<Relation>,
}

impl<'a> Sheet<'a> {
    fn of(form: &'a Form, table: &'a Table, cells: &BTreeMap<Place, Decimal>) -> Self {
        let mut sheet = Self { at: BTreeMap::new(), values: Vec::new(), relations: Vec::new() };
        for row in &table.rows {
            for column in table.columns.iter().filter(|c| holds(row, c)) {
                if matches!(column.value_type, ValueType::Text | ValueType::Percent) {
                    continue;
                }
                let value = cells.get(&(row.code.clone(), column.code.clone()));
                let amount = value.and_then(|v| Amount::try_from_decimal(v.round_dp(4)).ok());
                sheet.at.insert((&row.code, &column.code), sheet.values.len());
                sheet.values.push(amount);
            }
        }
        sheet.add_totals(table);
        sheet.add_computed(form, table);
        sheet.add_rules(form, table);
        sheet
    }

    /// The places of hidden cells.
    fn places(&self, hidden: &[bool]) -> BTreeSet<Place> {
        let cells = self.at.iter().filter(|(_, at)| hidden[**at]);
        cells.map(|((row, column), _)| ((*row).to_owned(), (*column).to_owned())).collect()
    }

    fn cell(&self, row: &str, column: &str) -> Option<usize> {
        self.at.get(&(row, column)).copied()
    }

    fn add_totals(&mut self, table: &Table) {
        for row in &table.rows {
            let RowKind::Total { of } = &row.kind else { continue };
            for column in table.columns.iter().filter(|c| c.formula.is_none()) {
                let Some(total) = self.cell(&row.code, &column.code) else { continue };
                let parts: Vec<usize> =
                    of.iter().filter_map(|part| self.cell(part, &column.code)).collect();
                self.relations.push(Relation::total(total, parts));
            }
        }
    }

    fn add_computed(&mut self, form: &Form, table: &Table) {
        for column in &table.columns {
            let Some(sum) = column.formula.as_ref().and_then(formula::Formula::linear_value) else {
                continue;
            };
            for row in &table.rows {
                let Some(own) = self.cell(&row.code, &column.code) else { continue };
                let Some(mut terms) = self.terms(form, table, &row.code, &sum) else { continue };
                terms.push((own, Decimal::NEGATIVE_ONE));
                self.relations.extend(Relation::weighed(&terms, sum.constant, true));
            }
        }
    }

    fn add_rules(&mut self, form: &Form, table: &Table) {
        for rule in &form.checks {
            let said = rule.rule.linear();
            for row in table.rows.iter().filter(|row| applies(rule, row)) {
                for linear in &said {
                    let Some(terms) = self.terms(form, table, &row.code, linear) else { continue };
                    let exact = linear.exact;
                    self.relations.extend(Relation::weighed(&terms, linear.constant, exact));
                }
            }
        }
    }

    /// The cells that a rule names from a row; `None` where one is not of this document.
    fn terms(
        &self,
        form: &Form,
        table: &Table,
        row: &str,
        linear: &formula::Linear,
    ) -> Option<Vec<(usize, Decimal)>> {
        let cell = |(name, factor): &(String, Decimal)| {
            let (of, row, column) = place(&form.code, table, row, name);
            let known = if of == form.code { self.cell(row, column) } else { None };
            known.map(|at| (at, *factor))
        };
        linear.terms.iter().map(cell).collect()
    }
}
