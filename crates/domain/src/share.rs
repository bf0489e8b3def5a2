//! What a figure of an office with units below it is made of: their sum, its own share, and corrections
//! that each have a reason. The figure is always the sum of the three.

use crate::{
    amount::Amount,
    consolidation::{is_entered_at, is_filled_from_below},
    form::{Level, Row, RowKind, Table, Travel},
};

/// How an office with units below it comes to a cell that they fill, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holding {
    /// It enters its own share; the sum from below is added.
    WithOwn,
    /// It enters nothing: another figure than the sum from below is a correction.
    Below,
}

/// A change to a sum from below; one without a reason is doubted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    pub amount: Amount,
    pub reason: String,
    pub officer: String,
    pub at: String,
}

/// What one figure is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// Sum over the accepted reports below; `None` where nobody gave a figure, or it is too large for one.
    pub below: Option<Amount>,
    /// How many of them gave one.
    pub units: u32,
    pub own: Option<Amount>,
    pub correction: Correction,
}

impl Share {
    /// Whether units below gave figures whose sum is too large for one.
    pub fn is_too_large(&self) -> bool {
        self.units > 0 && self.below.is_none()
    }

    /// The figure: sum from below, own share and correction together; `None` where nobody said anything, or
    /// it is too large.
    pub fn total(&self) -> Option<Amount> {
        if self.is_too_large() {
            return None;
        }
        let is_corrected = self.correction.amount != Amount::ZERO;
        if self.below.is_none() && self.own.is_none() && !is_corrected {
            return None;
        }
        let below = self.below.unwrap_or_default().checked_add(self.correction.amount)?;
        below.checked_add(self.own.unwrap_or_default())
    }

    /// The same with another figure in its place: own share where the office has one, else a correction.
    /// `None` where an own share would be below nothing, or the sum is too large.
    #[must_use]
    pub fn of_total(&self, total: Option<Amount>, holding: Holding) -> Option<Self> {
        if self.is_too_large() {
            return None;
        }
        let mut made = self.clone();
        let below = self.below.unwrap_or_default();
        match (holding, total) {
            (Holding::WithOwn, None) => made.own = None,
            (Holding::WithOwn, Some(total)) => {
                let rest = total.checked_sub(below)?.checked_sub(self.correction.amount)?;
                if rest < Amount::ZERO {
                    return None;
                }
                made.own = Some(rest).filter(|rest| *rest != Amount::ZERO || self.own.is_some());
            }
            (Holding::Below, None) => made.correction.amount = Amount::ZERO,
            (Holding::Below, Some(total)) => made.correction.amount = total.checked_sub(below)?,
        }
        Some(made)
    }

    /// Whether the office said of a cell what it is asked: its own share where it has one, or that nothing
    /// of its own arose. The sum from below is no answer to that; where it enters nothing, it is.
    pub fn is_answered(&self, holding: Holding, not_arising: bool) -> bool {
        let said = match holding {
            Holding::WithOwn => self.own,
            Holding::Below => self.total(),
        };
        not_arising || said.is_some()
    }

    /// Whether the sum from below was changed.
    pub fn is_corrected(&self) -> bool {
        self.correction.amount != Amount::ZERO
    }

    /// Whether the own share repeats the sum from below to the last unit: typed twice, perhaps.
    pub fn looks_doubled(&self) -> bool {
        const SMALL: Amount = Amount::from_scaled(100_000);
        self.own == self.below && self.own.is_some_and(|own| own >= SMALL)
    }
}

/// How a unit of a level comes to a cell; `None` where nobody below has part in it.
pub fn holding(table: &Table, row: &Row, column: &str, level: Level) -> Option<Holding> {
    if level != Level::District {
        return None;
    }
    let column = table.column(column)?;
    if !column.value_type.is_number() {
        return None;
    }
    if is_filled_from_below(table, row, &column.code, level) {
        return Some(Holding::Below);
    }
    let below_enters = is_entered_at(&column.entered_by, Level::Commune);
    let travels = matches!(row.travel, Travel::Sum { districts: true, .. });
    let own = column.formula.is_none() && row.kind == RowKind::Element;
    (own && travels && below_enters && !row.not_applicable.contains(&column.code))
        .then_some(Holding::WithOwn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(units: i64) -> Option<Amount> {
        Amount::try_from_units(units).ok()
    }

    fn corrected(by: i64) -> Correction {
        Correction { amount: units(by).unwrap(), ..Correction::default() }
    }

    #[test]
    fn a_figure_is_the_sum_of_its_three_parts() {
        let share = Share { below: units(33), units: 3, own: units(4), correction: corrected(-2) };
        assert_eq!(share.total(), units(35));
        let alone = Share { own: units(4), ..Share::default() };
        assert_eq!(alone.total(), units(4));
        assert_eq!(Share::default().total(), None, "nothing is not zero");
    }

    #[test]
    fn another_total_changes_the_own_share_or_corrects() {
        let share = Share { below: units(33), units: 3, ..Share::default() };
        let own = share.of_total(units(500), Holding::WithOwn).unwrap();
        assert_eq!((own.own, own.is_corrected()), (units(467), false));
        assert_eq!(share.of_total(units(30), Holding::WithOwn), None, "no share is below nothing");
        let corrected = share.of_total(units(30), Holding::Below).unwrap();
        assert_eq!((corrected.own, corrected.correction.amount), (None, units(-3).unwrap()));
        let back = corrected.of_total(None, Holding::Below).unwrap();
        assert_eq!(back.total(), units(33), "an emptied cell shows the sum again");
    }

    #[test]
    fn a_commune_accepted_later_changes_neither_own_share_nor_correction() {
        let mut share =
            Share { below: units(33), units: 3, own: units(4), correction: corrected(-2) };
        share.below = units(40);
        assert_eq!(share.total(), units(42));
    }

    #[test]
    fn an_own_share_that_repeats_the_sum_is_doubted() {
        let share = |own| Share { below: units(33), own: units(own), ..Share::default() };
        assert!(share(33).looks_doubled());
        assert!(!share(32).looks_doubled());
    }
}
