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
    let small: Vec<bool> = values.iter().map(|value| value.is_some_and(is_small)).collect();
    let size = |cell: usize| values[cell].map(|amount| i128::from(amount.scaled()));
    let told = |hidden: &[bool]| exposed(values, relations, hidden);
    Hiding { relations, size: &size, told: &told }.from(&small).0
}

/// How cells are hidden until nothing small is told.
struct Hiding<'a> {
    relations: &'a [Relation],
    /// How large a figure is: the least are hidden first. Nothing where there is none to hide.
    size: &'a dyn Fn(usize) -> Option<i128>,
    /// The first small cell that the shown ones give away.
    told: &'a dyn Fn(&[bool]) -> Option<usize>,
}

impl Hiding<'_> {
    /// What is hidden beside what is settled, and whether nothing small is told any more; what later choices
    /// made needless is shown again, the largest first.
    fn from(&self, settled: &[bool]) -> (Vec<bool>, bool) {
        let mut hidden = settled.to_vec();
        let mut is_closed = true;
        while let Some(cell) = (self.told)(&hidden) {
            let Some(other) = self.complement(&hidden, cell) else {
                // Nothing else is left that could stand in the way.
                is_closed = false;
                break;
            };
            hidden[other] = true;
        }
        let chosen = |cell: &usize| hidden[*cell] && !settled[*cell];
        let mut chosen: Vec<usize> = (0..hidden.len()).filter(chosen).collect();
        chosen.sort_by_key(|cell| Reverse((self.size)(*cell)));
        for cell in chosen {
            hidden[cell] = false;
            hidden[cell] = (self.told)(&hidden).is_some();
        }
        (hidden, is_closed)
    }

    /// The smallest other figure whose hiding closes the way to a cell; where none does alone, the smallest
    /// that stands with it.
    fn complement(&self, hidden: &[bool], cell: usize) -> Option<usize> {
        let beside = |of: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let with = self.relations.iter().filter(|r| r.terms.iter().any(|(at, _)| of(*at)));
            let cells: BTreeSet<usize> =
                with.flat_map(|r| r.terms.iter().map(|(at, _)| *at)).collect();
            let is_open = |at: &usize| !hidden[*at] && (self.size)(*at).is_some();
            let mut open: Vec<usize> = cells.into_iter().filter(is_open).collect();
            // A hidden nought tells more than a hidden figure: it is the last choice.
            open.sort_by_key(|at| ((self.size)(*at) == Some(0), (self.size)(*at)));
            open
        };
        let near = beside(&|at| at == cell);
        let far = beside(&|at| hidden[at]);
        let closes = |other: &usize| {
            let mut hidden = hidden.to_vec();
            hidden[*other] = true;
            (self.told)(&hidden) != Some(cell)
        };
        let alone = near.iter().chain(&far).copied().find(closes);
        alone.or_else(|| near.first().or(far.first()).copied())
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
