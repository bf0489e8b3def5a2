//! Districts side by side, beside the table of their province: what is hidden so that no small count follows
//! from them all together.
//!
//! A place of the table is hidden for every district or for none. What equalities tell of one district's table
//! they tell of all alike, and sums over two districts or more tell no more of it: whatever one table leaves
//! open, another one takes back. What bounds tell is asked of all tables together.

use std::collections::BTreeMap;

use super::{Hiding, Relation, Sheet, is_small, relation, relation::scaled, take_out};
use crate::{
    amount::Amount,
    check::Figures,
    form::{Form, Row, RowKind, Table, Travel},
};

/// Hides in the districts' figures of a sensitive form what must not be read, beside the figures of their
/// province as these are shown. Rows that bodies of the province feed, too, are hidden whole: what they add
/// to a district's sum is not told.
pub fn hide_districts(form: &Form, whole: &Figures, districts: &mut BTreeMap<String, Figures>) {
    let Some(table) = form.table().filter(|table| table.sensitive) else { return };
    let held: Vec<_> = districts
        .values_mut()
        .map(|figures| {
            figures.previous.remove(&form.code);
            figures.current.get(&form.code).cloned().unwrap_or_default()
        })
        .collect();
    let sheets: Vec<Sheet<'_>> = held.iter().map(|cells| Sheet::of(form, table, cells)).collect();
    let Some(first) = sheets.first() else { return };
    let fed = fed(table);
    let mut at: Vec<_> = first.at.iter().collect();
    at.sort_by_key(|(_, at)| **at);
    let total = |((row, column), _): (&(&str, &str), &usize)| Total {
        fed: fed.get(row).copied().unwrap_or(Fed::Elsewhere),
        is_hidden: whole.is_hidden(&form.code, row, column),
        is_computed: table.column(column).is_some_and(|column| column.formula.is_some()),
    };
    let province: Vec<Total> = at.into_iter().map(total).collect();
    let hidden = Districts::of(&sheets, &province).hidden();
    let places = first.places(&hidden);
    for figures in districts.values_mut() {
        take_out((form, table), figures, places.clone());
    }
}

/// Who gives what a row adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fed {
    ByDistricts,
    /// Bodies of the province, too.
    Shared,
    /// Not added up from districts.
    Elsewhere,
}

fn fed(table: &Table) -> BTreeMap<&str, Fed> {
    let travelled = |row: &Row| match row.travel {
        Travel::Sum { districts: true, provincial_bodies: false } => Fed::ByDistricts,
        Travel::Sum { .. } => Fed::Shared,
        _ => Fed::Elsewhere,
    };
    let alone = |code: &str| {
        let part = table.row(code).filter(|part| part.kind == RowKind::Element);
        part.map_or(Fed::Shared, travelled)
    };
    let by = |row: &Row| match &row.kind {
        RowKind::Total { of } => {
            let mut parts = of.iter().map(|part| alone(part));
            let first = parts.next().unwrap_or(Fed::Elsewhere);
            // Of rows of two kinds the sum is told as carefully as of the more careful one.
            if parts.all(|by| by == first) { first } else { Fed::Shared }
        }
        _ => travelled(row),
    };
    table.rows.iter().map(|row| (row.code.as_str(), by(row))).collect()
}

/// A cell of the province's table.
struct Total {
    fed: Fed,
    is_hidden: bool,
    is_computed: bool,
}

/// The districts' tables, one behind the other, with what ties them together.
struct Districts<'a> {
    province: &'a [Total],
    /// Between the cells of any one table.
    own: &'a [Relation],
    count: usize,
    /// Cells of all tables.
    values: Vec<Option<Amount>>,
    /// Of each table, and the sums that the province shows.
    relations: Vec<Relation>,
    /// What the districts have together in a place.
    sums: Vec<i128>,
}

impl<'a> Districts<'a> {
    fn of(sheets: &'a [Sheet<'_>], province: &'a [Total]) -> Self {
        let (size, count) = (province.len(), sheets.len());
        let values = sheets.iter().flat_map(|sheet| sheet.values.iter().copied()).collect();
        let behind = sheets.iter().enumerate().flat_map(|(order, sheet)| {
            sheet.relations.iter().map(move |held| held.behind(order * size))
        });
        let mut relations: Vec<Relation> = behind.collect();
        let sum = |cell: usize| sheets.iter().map(|sheet| scaled(sheet.values[cell])).sum();
        let sums: Vec<i128> = (0..size).map(sum).collect();
        let shown =
            |total: &Total| total.fed == Fed::ByDistricts && !total.is_computed && !total.is_hidden;
        for (cell, _) in province.iter().enumerate().filter(|(_, total)| shown(total)) {
            let terms = (0..count).map(|order| (order * size + cell, 1)).collect();
            relations.push(Relation { terms, constant: -sums[cell], exact: true });
        }
        Self { province, own: &sheets[0].relations, count, values, relations, sums }
    }

    fn size(&self) -> usize {
        self.province.len()
    }

    /// Whether some district has a small count in a place.
    fn is_small(&self, cell: usize) -> bool {
        let of = |order| self.values[order * self.size() + cell];
        (0..self.count).any(|order| of(order).is_some_and(is_small))
    }

    /// Places that no choice shows: small ones, those that stand for more than districts, and those that are
    /// hidden in the province's table, for the districts would add them up.
    fn settled(&self) -> Vec<bool> {
        let of = |(cell, total): (usize, &Total)| match total.fed {
            Fed::Shared => true,
            _ => total.is_hidden || self.is_small(cell),
        };
        self.province.iter().enumerate().map(of).collect()
    }

    /// The places that are hidden; all of them where no choice keeps every small count.
    fn hidden(&self) -> Vec<bool> {
        let settled = self.settled();
        // One district alone is its province's table.
        if self.count < 2 {
            return settled;
        }
        let size = |cell: usize| Some(self.sums[cell]);
        let told = |hidden: &[bool]| self.told(hidden);
        let hiding = Hiding { relations: self.own, size: &size, told: &told };
        let (hidden, is_closed) = hiding.from(&settled);
        if is_closed { hidden } else { vec![true; self.size()] }
    }

    /// The first place in which a small count follows from what is shown.
    fn told(&self, hidden: &[bool]) -> Option<usize> {
        let found = relation::determined(self.own, hidden);
        let by_sums = (0..self.size()).find(|cell| found[*cell] && self.is_small(*cell));
        by_sums.or_else(|| {
            let all: Vec<bool> = hidden.iter().copied().cycle().take(self.values.len()).collect();
            let held = relation::bounds(&self.values, &self.relations, &all);
            let small = |cell: &usize| all[*cell] && self.values[*cell].is_some_and(is_small);
            let mut small = (0..self.values.len()).filter(small);
            small.find(|cell| held[*cell].is_small()).map(|cell| cell % self.size())
        })
    }
}
