//! Which cells of printed tables are masked: sensitive counts of 1 to 4, and as many others as it takes
//! so that no sum of what is printed gives one of them away.
//!
//! Printed figures hang together: totals add up rows, a province adds up its districts, "nữ" and "nam"
//! make "tổng số". Each such sum is an equation; a masked cell is given away when the equations settle it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::{
    check::{Figures, Place, applies},
    form::{Form, FormBody, RowKind, Table, Travel},
};

/// The smallest count that is printed as it is.
const OPEN_FROM: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Equations are solved modulo this prime: their factors are one and minus one, and nothing overflows.
const PRIME: u64 = 2_147_483_647;

/// A cell by the table it is printed in.
type Cell = (usize, Place);

/// Cells that sum up to nothing, each with its sign.
type Equation = Vec<(usize, bool)>;

/// The masked cells of a table that is printed by itself.
pub fn alone(form: &Form, figures: &Figures) -> BTreeSet<Place> {
    let FormBody::Table(table) = &form.body else { return BTreeSet::new() };
    let mut sheets = Sheets::new(form, table, &[figures]);
    sheets.mask(|_| true);
    sheets.hidden_of(0)
}

/// The masked cells of tables that are printed beside the one they add up to.
///
/// The whole keeps the masks that it has by itself: what is open in one paper stays open in all.
pub fn beside(form: &Form, whole: &Figures, parts: &[&Figures]) -> Vec<BTreeSet<Place>> {
    let FormBody::Table(table) = &form.body else { return vec![BTreeSet::new(); parts.len()] };
    let all: Vec<&Figures> = std::iter::once(whole).chain(parts.iter().copied()).collect();
    let mut sheets = Sheets::new(form, table, &all);
    sheets.add_up();
    for place in alone(form, whole) {
        sheets.hide(&(0, place));
    }
    sheets.mask(|(sheet, _)| *sheet > 0);
    (1..all.len()).map(|sheet| sheets.hidden_of(sheet)).collect()
}

/// Tables of one form, with every equation between their cells.
struct Sheets<'a> {
    table: &'a Table,
    cells: Vec<(Cell, Decimal)>,
    numbers: BTreeMap<Cell, usize>,
    equations: Vec<Equation>,
    hidden: Vec<bool>,
}

impl<'a> Sheets<'a> {
    fn new(form: &Form, table: &'a Table, all: &[&Figures]) -> Self {
        let mut cells = Vec::new();
        for (sheet, figures) in all.iter().enumerate() {
            for row in table.rows.iter().filter(|row| row.kind != RowKind::Section) {
                for column in table.columns.iter().filter(|column| column.formula.is_none()) {
                    if let Some(value) = figures.get(&form.code, &row.code, &column.code) {
                        cells.push(((sheet, (row.code.clone(), column.code.clone())), value));
                    }
                }
            }
        }
        let numbers = cells.iter().enumerate().map(|(at, (cell, _))| (cell.clone(), at)).collect();
        let hidden = vec![false; cells.len()];
        let mut sheets = Self { table, cells, numbers, equations: Vec::new(), hidden };
        for sheet in 0..all.len() {
            sheets.totals(sheet);
            sheets.columns(form, sheet);
        }
        sheets
    }

    /// Rows of totals.
    fn totals(&mut self, sheet: usize) {
        for row in &self.table.rows {
            let RowKind::Total { of } = &row.kind else { continue };
            for column in &self.table.columns {
                let cell = |row: &String| (sheet, (row.clone(), column.code.clone()));
                self.equate(of.iter().map(cell), [cell(&row.code)]);
            }
        }
    }

    /// Columns of which the form's checks say that they add up: `nu + nam = tong`.
    fn columns(&mut self, form: &Form, sheet: usize) {
        for rule in &form.checks {
            let Ok(parsed) = formula::parse(&rule.rule) else { continue };
            let Some((left, right)) = parsed.equal_sums() else { continue };
            let is_column = |name: &&str| self.table.columns.iter().any(|c| c.code == **name);
            if !left.iter().chain(&right).all(is_column) {
                continue;
            }
            for row in self.table.rows.iter().filter(|row| {
                applies(rule, row) || (rule.rows.is_empty() && row.kind != RowKind::Section)
            }) {
                let cell = |name: &&str| (sheet, (row.code.clone(), (*name).to_owned()));
                let (left, right): (Vec<Cell>, Vec<Cell>) =
                    (left.iter().map(cell).collect(), right.iter().map(cell).collect());
                self.equate(left, right);
            }
        }
    }

    /// The first table adds up the others, cell by cell.
    fn add_up(&mut self) {
        let whole: Vec<Place> = self
            .cells
            .iter()
            .filter(|((at, _), _)| *at == 0)
            .map(|((_, p), _)| p.clone())
            .collect();
        let sheets = self.cells.iter().map(|((sheet, _), _)| *sheet).max().unwrap_or(0);
        for place in whole {
            let row = self.table.rows.iter().find(|row| row.code == place.0);
            let is_summed = row.is_some_and(|row| match &row.kind {
                RowKind::Total { .. } => true,
                _ => matches!(row.travel, Travel::Sum { districts: true, .. }),
            });
            if is_summed {
                self.equate((1..=sheets).map(|sheet| (sheet, place.clone())), [(0, place.clone())]);
            }
        }
    }

    /// One side equals the other; a cell without a figure adds nothing.
    fn equate(
        &mut self,
        left: impl IntoIterator<Item = Cell>,
        right: impl IntoIterator<Item = Cell>,
    ) {
        let number = |cell: Cell| self.numbers.get(&cell).copied();
        let left = left.into_iter().filter_map(number).map(|at| (at, true));
        let right = right.into_iter().filter_map(number).map(|at| (at, false));
        let equation: Equation = left.chain(right).collect();
        if equation.len() > 1 {
            self.equations.push(equation);
        }
    }

    fn hide(&mut self, cell: &Cell) {
        if let Some(at) = self.numbers.get(cell) {
            self.hidden[*at] = true;
        }
    }

    /// Hides small counts, then others until none of the small ones is given away.
    fn mask(&mut self, may_hide: impl Fn(&Cell) -> bool) {
        let small: BTreeSet<usize> = (0..self.cells.len())
            .filter(|at| self.cells[*at].1 > Decimal::ZERO && self.cells[*at].1 < OPEN_FROM)
            .collect();
        for at in &small {
            self.hidden[*at] |= may_hide(&self.cells[*at].0);
        }
        loop {
            let given_away = self.given_away();
            if given_away.is_disjoint(&small) {
                return;
            }
            // Where all beside a small count is masked already, it is one of those that tells it.
            let others: BTreeSet<usize> = given_away.difference(&small).copied().collect();
            let first: BTreeSet<usize> = given_away.intersection(&small).copied().collect();
            if !self.cover(&first, &may_hide) && !self.cover(&others, &may_hide) {
                return;
            }
        }
    }

    /// Hides one more cell beside each of these; says whether it found any.
    fn cover(&mut self, cells: &BTreeSet<usize>, may_hide: &impl Fn(&Cell) -> bool) -> bool {
        let mut changed = BTreeSet::new();
        for at in cells {
            if let Some((equation, other)) = self.complement(*at, &changed, may_hide) {
                self.hidden[other] = true;
                changed.insert(equation);
            }
        }
        !changed.is_empty()
    }

    /// The smallest open cell beside a masked one, a nought last; none from an equation just changed.
    fn complement(
        &self,
        at: usize,
        changed: &BTreeSet<usize>,
        may_hide: &impl Fn(&Cell) -> bool,
    ) -> Option<(usize, usize)> {
        let holds = |equation: &Equation| equation.iter().any(|(cell, _)| *cell == at);
        let around = self.equations.iter().enumerate().filter(|(_, equation)| holds(equation));
        let around: Vec<_> = around.collect();
        if around.iter().any(|(number, _)| changed.contains(number)) {
            return None;
        }
        around
            .into_iter()
            .flat_map(|(number, equation)| equation.iter().map(move |(cell, _)| (number, *cell)))
            .filter(|(_, cell)| !self.hidden[*cell] && may_hide(&self.cells[*cell].0))
            .min_by_key(|(_, cell)| {
                let value = self.cells[*cell].1;
                (value.is_zero(), value)
            })
    }

    /// The hidden cells that the equations settle.
    fn given_away(&self) -> BTreeSet<usize> {
        let mut solved: BTreeMap<usize, BTreeMap<usize, u64>> = BTreeMap::new();
        for equation in &self.equations {
            let unknown = equation.iter().filter(|(cell, _)| self.hidden[*cell]);
            let mut row: BTreeMap<usize, u64> =
                unknown.map(|(cell, adds)| (*cell, if *adds { 1 } else { PRIME - 1 })).collect();
            let known: Vec<usize> =
                row.keys().filter(|cell| solved.contains_key(*cell)).copied().collect();
            for cell in known {
                let Some(factor) = row.get(&cell).copied() else { continue };
                subtract(&mut row, &solved[&cell], factor);
            }
            let Some((first, factor)) = row.iter().next().map(|(cell, factor)| (*cell, *factor))
            else {
                continue;
            };
            let scale = power(factor, PRIME - 2);
            for factor in row.values_mut() {
                *factor = *factor * scale % PRIME;
            }
            for other in solved.values_mut() {
                if let Some(factor) = other.get(&first).copied() {
                    subtract(other, &row, factor);
                }
            }
            solved.insert(first, row);
        }
        solved.into_iter().filter(|(_, row)| row.len() == 1).map(|(cell, _)| cell).collect()
    }

    /// Masked places of one table, with computed cells that would tell of them.
    fn hidden_of(&self, sheet: usize) -> BTreeSet<Place> {
        let cells = self.cells.iter().zip(&self.hidden);
        let mut hidden: BTreeSet<Place> = cells
            .filter(|(((at, _), _), hidden)| **hidden && *at == sheet)
            .map(|(((_, place), _), _)| place.clone())
            .collect();
        for column in &self.table.columns {
            let Some(parsed) = column.formula.as_deref().and_then(|f| formula::parse(f).ok())
            else {
                continue;
            };
            let names = parsed.references();
            let rows: BTreeSet<&String> = hidden
                .iter()
                .filter(|(_, of)| names.contains(&of.as_str()))
                .map(|(row, _)| row)
                .collect();
            let told: Vec<Place> =
                rows.into_iter().map(|row| (row.clone(), column.code.clone())).collect();
            hidden.extend(told);
        }
        hidden
    }
}

/// Takes a row so many times from another; what comes to nothing is dropped.
fn subtract(from: &mut BTreeMap<usize, u64>, row: &BTreeMap<usize, u64>, times: u64) {
    for (cell, factor) in row {
        let taken = times * factor % PRIME;
        let left = (from.get(cell).copied().unwrap_or(0) + PRIME - taken) % PRIME;
        if left == 0 {
            from.remove(cell);
        } else {
            from.insert(*cell, left);
        }
    }
}

/// A power modulo the prime.
fn power(base: u64, exponent: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, base % PRIME, exponent);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
