//! The expected path (lộ trình): a straight line from the first known value to the target.
//!
//! The straight line is the system's own rule: no decree says how fast a target must be approached.

use rust_decimal::Decimal;

use crate::{
    indicator::{Comparator, Indicator, IndicatorKind, Target},
    status::target_for,
};

/// What should be reached in a year, on the line from `(year, value)` to the next target.
///
/// `None` for milestones, before the line begins, and where no target lies ahead.
pub fn expected(indicator: &Indicator, base: (i16, Decimal), year: i16) -> Option<Decimal> {
    let (first, value) = base;
    if indicator.kind == IndicatorKind::Milestone || year < first {
        return None;
    }
    let target = target_for(indicator, year)?;
    // A later target begins where the one before it ends.
    let earlier = indicator
        .targets
        .iter()
        .filter(|t| t.scope == target.scope && t.year < target.year && t.year > first)
        .max_by_key(|t| t.year);
    let (from, start) = earlier.map_or((first, value), |t| (t.year, t.value));
    // What was reached is held: the path never leads back to a target that is met already.
    if reaches(start, target) {
        return Some(start);
    }
    if target.year <= from {
        return Some(target.value);
    }
    let years = Decimal::from(target.year - from);
    let gone = Decimal::from(year - from);
    let rise = target.value.checked_sub(start)?.checked_mul(gone)?.checked_div(years)?;
    start.checked_add(rise)
}

/// Whether a value meets a target, on the side to which its comparator points.
fn reaches(value: Decimal, target: &Target) -> bool {
    match target.comparator {
        Comparator::AtLeast | Comparator::About => value >= target.value,
        Comparator::Greater => value > target.value,
        Comparator::AtMost => value <= target.value,
        Comparator::Less => value < target.value,
        Comparator::Equal | Comparator::Milestone => value == target.value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        confidence::Confidence,
        indicator::{Direction, ReferenceSheet, TargetScope},
    };

    fn ratio(targets: &[(TargetScope, i16, &str)]) -> Indicator {
        let target = |(scope, year, value): &(TargetScope, i16, &str)| Target {
            scope: *scope,
            year: *year,
            comparator: Comparator::AtLeast,
            value: value.parse().unwrap(),
            confidence: Confidence::Verified,
            source: String::new(),
        };
        Indicator {
            code: "1.1".into(),
            programme: "NQ28".into(),
            objective: "1".into(),
            parent: "1.1".into(),
            name: String::new(),
            unit_label: "%".into(),
            kind: IndicatorKind::Ratio,
            direction: Direction::Up,
            precision: 2,
            formula: None,
            numerator: String::new(),
            denominator: String::new(),
            sensitive: false,
            targets: targets.iter().map(target).collect(),
            owners: Vec::new(),
            sheet: ReferenceSheet::default(),
            confidence: Confidence::Verified,
            history: Vec::new(),
        }
    }

    fn series() -> Indicator {
        ratio(&[(TargetScope::National, 2025, "60"), (TargetScope::National, 2030, "75")])
    }

    fn at(year: i16) -> Option<String> {
        expected(&series(), (2020, Decimal::from(40)), year).map(|v| v.normalize().to_string())
    }

    #[test]
    fn the_line_begins_at_the_first_value_and_meets_each_target() {
        assert_eq!(at(2019), None);
        assert_eq!(at(2020).as_deref(), Some("40"));
        assert_eq!(at(2024).as_deref(), Some("56"));
        assert_eq!(at(2025).as_deref(), Some("60"));
        assert_eq!(at(2026).as_deref(), Some("63"));
        assert_eq!(at(2030).as_deref(), Some("75"));
        assert_eq!(at(2031), None);
    }

    #[test]
    fn a_target_that_is_met_already_is_held() {
        let mut fewer = ratio(&[(TargetScope::National, 2025, "30")]);
        fewer.direction = Direction::Down;
        fewer.targets[0].comparator = Comparator::Less;
        let base: Decimal = "29.60".parse().unwrap();
        assert_eq!(expected(&fewer, (2023, base), 2024), Some(base));
        assert_eq!(expected(&fewer, (2023, Decimal::from(34)), 2024), Some(Decimal::from(32)));
        assert_eq!(expected(&series(), (2020, Decimal::from(62)), 2024), Some(Decimal::from(62)));
    }

    #[test]
    fn the_provinces_own_target_comes_first() {
        let own =
            ratio(&[(TargetScope::National, 2025, "50"), (TargetScope::Provincial, 2025, "39")]);
        let value = expected(&own, (2020, Decimal::from(29)), 2024);
        assert_eq!(value, Some(Decimal::from(37)));
    }
}
