//! How far a figure is from its target, in the Government's classes.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::indicator::{Comparator, Direction, Indicator, Target, TargetScope};

/// The Government's classes of assessment, and the two reasons for having none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Đạt và vượt: strictly beyond.
    Exceeded,
    /// Đạt: equal within printed precision, or a milestone reached.
    Met,
    /// Đạt một phần: some children of a parent, never a single series.
    PartlyMet,
    /// Gần đạt: within the margin, "quy ước của hệ thống".
    NearlyMet,
    NotMet,
    /// Không phát sinh: the denominator is zero.
    NotArising,
    /// Hạn chế phổ biến: a count behind it is hidden.
    Withheld,
    /// Chưa có số liệu.
    NoData,
    /// No target is known for the year.
    NoTarget,
}

impl Status {
    /// The Government's classes, best first.
    pub const CLASSES: [Self; 5] =
        [Self::Exceeded, Self::Met, Self::PartlyMet, Self::NearlyMet, Self::NotMet];

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Exceeded => "Đạt và vượt",
            Self::Met => "Đạt",
            Self::PartlyMet => "Đạt một phần",
            Self::NearlyMet => "Gần đạt",
            Self::NotMet => "Chưa đạt",
            Self::NotArising => "Không phát sinh",
            Self::Withheld => "Hạn chế phổ biến",
            Self::NoData => "Chưa có số liệu",
            Self::NoTarget => "Chưa có chỉ tiêu",
        }
    }

    /// Whether the target counts as reached.
    pub const fn is_reached(self) -> bool {
        matches!(self, Self::Exceeded | Self::Met)
    }
}

/// A figure to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Value(Decimal),
    NotArising,
    /// Known, but a count behind it is hidden: it would tell what that is.
    Withheld,
    Missing,
}

/// Share of the target from which a figure counts as near, in percent ("quy ước của hệ thống").
pub const NEAR_PERCENT: i64 = 95;

/// An indicator's figure over a form's totals: a formula without a result is not arising when all its
/// cells are known (a zero denominator), and missing otherwise.
pub fn figure(indicator: &Indicator, figures: &crate::check::Figures) -> Figure {
    use formula::{Lookup, Period, Value};
    let Some(parsed) = &indicator.formula else { return Figure::Missing };
    if reads_hidden(parsed, figures) {
        return Figure::Withheld;
    }
    let lookup = crate::check::FormLookup(figures);
    match parsed.evaluate(&lookup) {
        Ok(Value::Number(value)) => Figure::Value(value),
        Ok(Value::Bool(reached)) => Figure::Value(Decimal::from(u8::from(reached))),
        Ok(Value::Empty) => {
            let names = parsed.references();
            let known = |name: &&str| lookup.value(name, Period::Current).is_some();
            let all_known = !names.is_empty() && names.iter().all(known);
            if all_known { Figure::NotArising } else { Figure::Missing }
        }
        Err(_) => Figure::Missing,
    }
}

/// Whether a formula reads a figure that was taken out.
fn reads_hidden(formula: &formula::Formula, figures: &crate::check::Figures) -> bool {
    let meets = |pattern: &str, code: &str| pattern == "*" || pattern == code;
    formula.references().into_iter().any(|name| {
        let mut parts = name.splitn(3, '.');
        let (Some(form), Some(row), Some(column)) = (parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        let hidden = figures.hidden.get(form).into_iter().flatten();
        hidden.into_iter().any(|(r, c)| meets(row, r) && meets(column, c))
    })
}

/// Judges a figure against one target at the indicator's printed precision.
pub fn judge(figure: Figure, target: &Target, direction: Direction, precision: u32) -> Status {
    let value = match figure {
        Figure::Value(value) => round(value, precision),
        Figure::NotArising => return Status::NotArising,
        Figure::Withheld => return Status::Withheld,
        Figure::Missing => return Status::NoData,
    };
    let goal = round(target.value, precision);
    if target.comparator == Comparator::Milestone {
        return if value >= goal { Status::Met } else { Status::NotMet };
    }
    let strict = matches!(target.comparator, Comparator::Less | Comparator::Greater);
    let beyond = match direction {
        Direction::Up => value > goal,
        Direction::Down => value < goal,
    };
    // "= 100 %" cannot be exceeded: reached is all there is.
    if beyond {
        let capped = target.comparator == Comparator::Equal;
        return if capped { Status::Met } else { Status::Exceeded };
    }
    if value == goal && !strict {
        return Status::Met;
    }
    if is_near(value, goal, direction) { Status::NearlyMet } else { Status::NotMet }
}

/// A parent is met when all its series are; some reached make it partly met.
pub fn judge_parent(children: &[Status]) -> Status {
    let judged: Vec<Status> =
        children.iter().copied().filter(|s| *s != Status::NotArising).collect();
    if judged.contains(&Status::Withheld) {
        // The others' state and the parent's together would tell the hidden one's.
        return Status::Withheld;
    }
    if judged.is_empty() {
        return if children.is_empty() { Status::NoData } else { Status::NotArising };
    }
    if judged.iter().all(|s| *s == Status::Exceeded) {
        return Status::Exceeded;
    }
    if judged.iter().all(|s| s.is_reached()) {
        return Status::Met;
    }
    if judged.iter().any(|s| s.is_reached()) {
        return Status::PartlyMet;
    }
    judged.into_iter().max().unwrap_or(Status::NoData)
}

/// Judges targets by their series: each parent, in the order in which it is first named.
pub fn judge_targets<'a>(series: &[(&'a str, Status)]) -> Vec<(&'a str, Status)> {
    let mut parents: Vec<(&str, Vec<Status>)> = Vec::new();
    for (parent, status) in series {
        match parents.iter_mut().find(|(known, _)| known == parent) {
            Some((_, children)) => children.push(*status),
            None => parents.push((parent, vec![*status])),
        }
    }
    let judge = |(parent, children): (&'a str, Vec<Status>)| match children.as_slice() {
        [only] => (parent, *only),
        several => (parent, judge_parent(several)),
    };
    parents.into_iter().map(judge).collect()
}

/// The target a year is judged by: the province's where known, else the nation's; the year itself or
/// the next milestone year.
pub fn target_for(indicator: &Indicator, year: i16) -> Option<&Target> {
    let of = |scope: TargetScope| {
        indicator
            .targets
            .iter()
            .filter(|t| t.scope == scope && t.year >= year)
            .min_by_key(|t| t.year)
    };
    of(TargetScope::Provincial).or_else(|| of(TargetScope::National))
}

fn round(value: Decimal, precision: u32) -> Decimal {
    value.round_dp_with_strategy(precision, RoundingStrategy::MidpointAwayFromZero)
}

fn is_near(value: Decimal, goal: Decimal, direction: Direction) -> bool {
    let hundred = Decimal::ONE_HUNDRED;
    match direction {
        Direction::Up => value * hundred >= goal * Decimal::from(NEAR_PERCENT),
        Direction::Down => value * hundred <= goal * Decimal::from(200 - NEAR_PERCENT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidence::Confidence;

    fn target(comparator: Comparator, value: i64) -> Target {
        Target {
            scope: TargetScope::Provincial,
            year: 2025,
            comparator,
            value: Decimal::from(value),
            confidence: Confidence::Verified,
            source: String::new(),
        }
    }

    fn up(value: &str, comparator: Comparator, goal: i64) -> Status {
        let figure = Figure::Value(value.parse().unwrap());
        judge(figure, &target(comparator, goal), Direction::Up, 2)
    }

    #[test]
    fn strictly_beyond_is_exceeded_and_equal_is_met() {
        assert_eq!(up("80.01", Comparator::AtLeast, 80), Status::Exceeded);
        assert_eq!(up("80.004", Comparator::AtLeast, 80), Status::Met);
        assert_eq!(up("76", Comparator::AtLeast, 80), Status::NearlyMet);
        assert_eq!(up("75.99", Comparator::AtLeast, 80), Status::NotMet);
    }

    #[test]
    fn a_strict_target_is_not_met_by_equality() {
        assert_eq!(up("30", Comparator::Greater, 30), Status::NearlyMet);
        assert_eq!(up("30.01", Comparator::Greater, 30), Status::Exceeded);
    }

    #[test]
    fn falling_targets_look_the_other_way() {
        let judge_down = |v: i64| {
            judge(Figure::Value(v.into()), &target(Comparator::AtMost, 111), Direction::Down, 1)
        };
        assert_eq!(judge_down(110), Status::Exceeded);
        assert_eq!(judge_down(111), Status::Met);
        assert_eq!(judge_down(116), Status::NearlyMet);
        assert_eq!(judge_down(117), Status::NotMet);
    }

    #[test]
    fn a_zero_denominator_is_neither_met_nor_missed() {
        let status = judge(Figure::NotArising, &target(Comparator::Equal, 100), Direction::Up, 2);
        assert_eq!(status, Status::NotArising);
    }

    #[test]
    fn targets_are_counted_apart_from_their_series() {
        let series = [
            ("3.1", Status::Exceeded),
            ("3.2", Status::Met),
            ("3.2", Status::NoData),
            ("5.2", Status::Met),
            ("5.2", Status::Exceeded),
        ];
        let judged = [("3.1", Status::Exceeded), ("3.2", Status::PartlyMet), ("5.2", Status::Met)];
        assert_eq!(judge_targets(&series), judged);
    }

    #[test]
    fn a_parent_with_one_child_reached_is_partly_met() {
        assert_eq!(judge_parent(&[Status::Met, Status::NotMet]), Status::PartlyMet);
        assert_eq!(judge_parent(&[Status::Met, Status::Exceeded]), Status::Met);
        assert_eq!(judge_parent(&[Status::NearlyMet, Status::NotMet]), Status::NotMet);
    }
}
