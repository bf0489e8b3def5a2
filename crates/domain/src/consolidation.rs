//! Accepted submissions rolled up the tree: which cells are added, from whom, and what is missing.

use crate::{
    amount::Amount,
    form::{Level, Row, RowKind, Table, Travel},
};

/// From which side a part comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feeder {
    /// Districts, or communes where they stand directly below.
    Territory,
    /// Sở, ban, ngành and other bodies of the level itself.
    Body,
}

/// Figures of one cell: two subtotals with two counts, never one without the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    pub territory: Option<Amount>,
    pub territory_count: u32,
    pub body: Option<Amount>,
    pub body_count: u32,
    /// Units of both sides whose figure is an estimate.
    pub estimated: u32,
}

impl Total {
    /// Both subtotals together; `None` where nobody gave a figure.
    pub fn amount(&self) -> Option<Amount> {
        match (self.territory, self.body) {
            (Some(a), Some(b)) => a.checked_add(b),
            (a, b) => a.or(b),
        }
    }
}

/// A sum of one cell over one kind of feeder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartSum {
    pub feeder: Feeder,
    /// `None` where it is too large for an amount.
    pub amount: Option<Amount>,
    pub count: u32,
    /// How many of these figures are estimates.
    pub estimated: u32,
}

/// Whether a feeder's figures count in a row: nobody is counted twice.
pub fn counts(row: &Row, feeder: Feeder) -> bool {
    match &row.travel {
        Travel::Sum { districts, provincial_bodies } => match feeder {
            Feeder::Territory => *districts,
            Feeder::Body => *provincial_bodies,
        },
        // The owner's own submission carries it.
        Travel::Single { .. } => feeder == Feeder::Body,
        Travel::Derived => false,
    }
}

/// Joins the sums of one cell under the row's travel rule, in any order and however they are grouped;
/// `None` where they are too large.
pub fn total(row: &Row, sums: &[PartSum]) -> Option<Total> {
    let mut joined = Total::default();
    for sum in sums.iter().filter(|s| counts(row, s.feeder)) {
        let (amount, count) = match sum.feeder {
            Feeder::Territory => (&mut joined.territory, &mut joined.territory_count),
            Feeder::Body => (&mut joined.body, &mut joined.body_count),
        };
        *amount = Some(amount.unwrap_or_default().checked_add(sum.amount?)?);
        *count = count.checked_add(sum.count)?;
        joined.estimated = joined.estimated.checked_add(sum.estimated)?;
    }
    joined.territory.unwrap_or_default().checked_add(joined.body.unwrap_or_default())?;
    Some(joined)
}

/// Whether a cell of a unit at a level is filled from the units below it rather than entered.
pub fn is_filled_from_below(table: &Table, row: &Row, column: &str, level: Level) -> bool {
    if level == Level::Commune || !matches!(row.travel, Travel::Sum { districts: true, .. }) {
        return false;
    }
    if !matches!(row.kind, RowKind::Element) {
        return false;
    }
    table
        .column(column)
        .is_some_and(|c| c.formula.is_none() && is_entered_below_only(&c.entered_by, level))
}

/// What a higher level enters (`tinh.nu` of a district) comes from nobody below.
fn is_entered_below_only(entered_by: &[Level], level: Level) -> bool {
    !is_entered_at(entered_by, level) && entered_by.iter().any(|entering| *entering > level)
}

/// Whether a unit at a level enters a column itself.
pub fn is_entered_at(entered_by: &[Level], level: Level) -> bool {
    entered_by.is_empty() || entered_by.contains(&level)
}
