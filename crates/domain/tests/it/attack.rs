//! Runs `cases/masking.md`, and attacks hidden counts as a patient reader would: by trying every table
//! that agrees with what is shown.

use std::collections::BTreeMap;

use domain::{
    amount::Amount,
    check::compute,
    form::{Form, FormBody},
    masking::{MASK, Relation, hide, is_small, masked},
};
use proptest::prelude::*;

use crate::{
    forms::{CODE, PRINTED, cells, entered, form},
    tables::{Line, lines},
};

const CASES: &str = include_str!("../../cases/masking.md");
const DEFINITIONS: [&str; 3] = ["Cột", "Dòng", "Quy tắc"];

/// The form of the case file; its figures are sensitive.
fn sensitive() -> Form {
    let mut form = form(CASES);
    let FormBody::Table(table) = &mut form.body else { panic!("no table") };
    table.sensitive = true;
    form
}

#[test]
fn every_table_is_printed_as_written() {
    let form = sensitive();
    let mut cases: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for line in lines(CASES).into_iter().filter(|line| !DEFINITIONS.contains(&line.title)) {
        cases.entry(line.title).or_default().push(line);
    }
    assert!(cases.len() > 5, "cases of the file were lost: {}", cases.len());
    for (title, lines) in cases {
        let mut whole = entered(&form, &lines);
        compute(&form, &mut whole);
        let mut shown = whole.clone();
        hide(&form, &mut shown);
        for line in &lines {
            let figures = if line.get("dòng").ends_with(PRINTED) { &shown } else { &whole };
            for ((row, column), of, text, _) in cells(&form, line) {
                let found = match figures.get(CODE, &row, &column) {
                    Some(value) => of.value_type.print(value),
                    None if figures.is_hidden(CODE, &row, &column) => MASK.to_owned(),
                    None => String::new(),
                };
                let wanted = domain::amount::decimal(text);
                let wanted = wanted.map_or(text.to_owned(), |value| of.value_type.print(value));
                assert_eq!(found, wanted, "{title}: {}: {column}", line.text);
            }
        }
    }
}

/// A table of counts with a total of each row, of each column, and of all.
struct Published {
    rows: usize,
    columns: usize,
    /// Row by row, the total of each row behind it; the totals of the columns are the last row.
    values: Vec<i64>,
    hidden: Vec<bool>,
}

impl Published {
    fn of(rows: usize, columns: usize, counts: &[i64]) -> Self {
        let mut values: Vec<i64> = Vec::new();
        for row in counts.chunks(columns) {
            values.extend(row);
            values.push(row.iter().sum());
        }
        for column in 0..=columns {
            values.push((0..rows).map(|row| values[row * (columns + 1) + column]).sum());
        }
        let mut table = Self { rows, columns, values, hidden: Vec::new() };
        let amounts: Vec<Option<Amount>> =
            table.values.iter().map(|count| Amount::try_from_units(*count).ok()).collect();
        table.hidden = masked(&amounts, &table.relations());
        table
    }

    fn at(&self, row: usize, column: usize) -> usize {
        row * (self.columns + 1) + column
    }

    fn relations(&self) -> Vec<Relation> {
        let along = (0..=self.rows).map(|row| {
            let parts = (0..self.columns).map(move |column| self.at(row, column));
            Relation::total(self.at(row, self.columns), parts)
        });
        let down = (0..=self.columns).map(|column| {
            let parts = (0..self.rows).map(move |row| self.at(row, column));
            Relation::total(self.at(self.rows, column), parts)
        });
        along.chain(down).collect()
    }

    /// What a line of cells has left for those behind, where its total is shown.
    fn left(&self, tried: &[i64], total: usize, line: impl Iterator<Item = usize>) -> Option<i64> {
        let used: i64 = line.map(|cell| tried[cell]).sum();
        (!self.hidden[total]).then(|| self.values[total] - used)
    }

    /// Whether some table agrees with all that is shown and has `wanted` in one cell.
    fn agrees(&self, tried: &mut Vec<i64>, cell: usize, fixed: (usize, i64)) -> bool {
        let inner = self.rows * self.columns;
        if cell == inner {
            return self.fits(tried, fixed);
        }
        let (row, column) = (cell / self.columns, cell % self.columns);
        let at = self.at(row, column);
        let along = self.left(tried, self.at(row, self.columns), self.at(row, 0)..at);
        let above = (0..row).map(|above| self.at(above, column));
        let down = self.left(tried, self.at(self.rows, column), above);
        if along.is_some_and(|left| left < 0) || down.is_some_and(|left| left < 0) {
            return false;
        }
        let last = |is_last: bool, left: Option<i64>| left.filter(|_| is_last);
        let must = if fixed.0 == at { Some(fixed.1) } else { None };
        let must = must
            .or((!self.hidden[at]).then(|| self.values[at]))
            .or(last(column + 1 == self.columns, along))
            .or(last(row + 1 == self.rows, down));
        let most = along.into_iter().chain(down).min().unwrap_or(LARGEST);
        let range = must.map_or(0..=most.min(LARGEST), |count| count..=count);
        for count in range {
            tried[at] = count;
            if self.agrees(tried, cell + 1, fixed) {
                return true;
            }
        }
        tried[at] = 0;
        false
    }

    /// Whether a whole table has every total that is shown.
    fn fits(&self, tried: &[i64], (cell, wanted): (usize, i64)) -> bool {
        let inner: Vec<i64> = (0..self.rows)
            .flat_map(|row| (0..self.columns).map(move |column| (row, column)))
            .map(|(row, column)| tried[self.at(row, column)])
            .collect();
        let mut whole = Vec::new();
        for row in inner.chunks(self.columns) {
            whole.extend(row);
            whole.push(row.iter().sum());
        }
        for column in 0..=self.columns {
            let down = (0..self.rows).map(|row| whole[self.at(row, column)]);
            whole.push(down.sum::<i64>());
        }
        let is_shown = |at: &usize| !self.hidden[*at];
        (0..whole.len()).filter(is_shown).all(|at| whole[at] == self.values[at])
            && whole[cell] == wanted
    }

    /// The first small count that a reader can hold between 1 and 4, if any.
    fn betrayed(&self) -> Option<usize> {
        let is_count = |at: &usize| {
            at % (self.columns + 1) < self.columns && at / (self.columns + 1) < self.rows
        };
        (0..self.values.len()).filter(is_count).find(|at| {
            let small = (1..5).contains(&self.values[*at]);
            let may_be = |count: i64| {
                let mut tried = vec![0; self.values.len()];
                self.agrees(&mut tried, 0, (*at, count))
            };
            small && !(self.hidden[*at] && (may_be(0) || (5..=LARGEST).any(may_be)))
        })
    }

    fn print(&self) -> String {
        let cell = |at: usize| {
            let count = self.values[at];
            if self.hidden[at] { format!("({count})") } else { count.to_string() }
        };
        let line = |row: usize| {
            (0..=self.columns)
                .map(|column| cell(self.at(row, column)))
                .collect::<Vec<_>>()
                .join(" ")
        };
        (0..=self.rows).map(line).collect::<Vec<_>>().join(" / ")
    }
}

/// No count is tried beyond it where no total bounds it.
const LARGEST: i64 = 30;

#[test]
fn the_attack_finds_what_is_badly_hidden() {
    // Two districts hidden in one row: each other row gives their columns away.
    let counts = [3, 9, 20, 20, 7, 30];
    let mut table = Published::of(2, 3, &counts);
    assert_eq!(table.betrayed(), None, "{}", table.print());
    table.hidden = vec![false; table.values.len()];
    (table.hidden[0], table.hidden[1]) = (true, true);
    assert_eq!(table.betrayed(), Some(0), "the column's total less the other row");
    assert!(is_small(Amount::try_from_units(3).unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_table_gives_a_small_count_away(
        (rows, columns, counts) in (2_usize..4, 2_usize..4).prop_flat_map(|(rows, columns)| {
            let count = prop_oneof![3 => 0_i64..6, 2 => 5_i64..13];
            (Just(rows), Just(columns), prop::collection::vec(count, rows * columns))
        }),
    ) {
        let table = Published::of(rows, columns, &counts);
        prop_assert_eq!(table.betrayed(), None, "{}", table.print());
    }
}
