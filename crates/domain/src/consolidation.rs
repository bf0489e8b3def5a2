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
    pub amount: Amount,
    pub count: u32,
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

/// Joins the sums of one cell under the row's travel rule.
pub fn total(row: &Row, sums: &[PartSum]) -> Total {
    let mut joined = Total::default();
    for sum in sums.iter().filter(|s| counts(row, s.feeder)) {
        match sum.feeder {
            Feeder::Territory => {
                joined.territory = Some(sum.amount);
                joined.territory_count = sum.count;
            }
            Feeder::Body => {
                joined.body = Some(sum.amount);
                joined.body_count = sum.count;
            }
        }
    }
    joined
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
        .columns
        .iter()
        .find(|c| c.code == column)
        .is_some_and(|c| c.formula.is_none() && !is_entered_at(&c.entered_by, level))
}

/// Whether a unit at a level enters a column itself.
pub fn is_entered_at(entered_by: &[Level], level: Level) -> bool {
    entered_by.is_empty() || entered_by.contains(&level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(travel: Travel) -> Row {
        Row {
            code: "a".into(),
            number: String::new(),
            label: String::new(),
            kind: RowKind::Element,
            travel,
            unit_label: String::new(),
            not_applicable: vec![],
            note: String::new(),
        }
    }

    fn sum(feeder: Feeder, units: i64) -> PartSum {
        PartSum { feeder, amount: Amount::try_from_units(units).unwrap(), count: 2 }
    }

    #[test]
    fn the_owner_alone_gives_a_single_figure() {
        let owned = row(Travel::Single { provider: "s-y-te".into() });
        let joined = total(&owned, &[sum(Feeder::Territory, 40), sum(Feeder::Body, 41)]);
        assert_eq!(joined.amount(), Some(Amount::try_from_units(41).unwrap()));
    }

    #[test]
    fn both_sides_add_up_with_their_counts() {
        let both = row(Travel::Sum { districts: true, provincial_bodies: true });
        let joined = total(&both, &[sum(Feeder::Territory, 40), sum(Feeder::Body, 2)]);
        assert_eq!(joined.amount(), Some(Amount::try_from_units(42).unwrap()));
        assert_eq!((joined.territory_count, joined.body_count), (2, 2));
    }
}
