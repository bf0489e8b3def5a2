//! Indicators and their targets: what is judged, by which formula, against what, by whom.

use formula::Formula;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{amount::vietnamese, confidence::Confidence};

/// A programme that sets targets: NQ 28, QĐ 2232 …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// "NQ28".
    pub code: String,
    pub title: String,
    /// Code of the legal document.
    pub legal_document: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub objectives: Vec<Objective>,
}

/// A group of targets inside a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    pub code: String,
    pub title: String,
}

/// One series: a national target may consist of several (3.2 = 3.2a and 3.2b).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// "3.2a".
    pub code: String,
    pub programme: String,
    pub objective: String,
    /// The chỉ tiêu it belongs to: "3.2".
    pub parent: String,
    pub name: String,
    /// "%", "lần", "trên 100.000 trẻ sinh sống".
    pub unit_label: String,
    pub kind: IndicatorKind,
    pub direction: Direction,
    /// Digits after the comma in print; equality with the target is judged at this precision.
    pub precision: u32,
    /// Formula over totals, `T1.1_1.tu` …; `None` where no form feeds the figure, as in a survey.
    pub formula: Option<Formula>,
    pub numerator: String,
    pub denominator: String,
    /// Made of cells of sensitive forms: not shown by district, and words cannot refer to it (3.2a, 3.2b, 3.3).
    pub sensitive: bool,
    pub targets: Vec<Target>,
    pub owners: Vec<Ownership>,
    pub sheet: ReferenceSheet,
    pub confidence: Confidence,
    pub history: Vec<PublishedValue>,
}

/// What an indicator yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorKind {
    /// A figure, in the indicator's unit.
    Ratio,
    /// Yes or no, possibly in several parts.
    Milestone,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What a figure should reach by when. The comparator belongs to the target and its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub scope: TargetScope,
    pub year: i16,
    pub comparator: Comparator,
    /// Milestones hold 1.
    pub value: Decimal,
    pub confidence: Confidence,
    pub source: String,
}

/// Whose target it is: the nation's, or the province's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetScope {
    National,
    Provincial,
}

/// How a figure must stand to its target; at the target itself `Less` and `Greater` are not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    AtLeast,
    AtMost,
    Less,
    Greater,
    Equal,
    /// "khoảng": judged as at least, printed as khoảng.
    About,
    Milestone,
}

/// Who answers for an indicator, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// Unit key.
    pub unit: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub confidence: Confidence,
}

/// The fields of the statistics office's metadata sheet (draft circular of 2018, annex II).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReferenceSheet {
    pub concept: String,
    pub method: String,
    pub breakdown: String,
    pub cycle: String,
    pub data_source: String,
    pub responsible: String,
}

/// A value printed by somebody, with its source and data year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedValue {
    /// "national", "nghe-an", or one of these with a suffix where the base is another ("national-districts").
    pub area: String,
    pub report_year: i16,
    pub data_year: i16,
    pub value: Decimal,
    pub confidence: Confidence,
    pub source: String,
}

/// What of a target can be read and makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Senseless {
    /// Outside of what the unit of measure allows.
    Value { least: Option<Decimal>, most: Option<Decimal> },
    /// Outside of the programme's years.
    Year { first: i16, last: i16 },
    /// The figure is to fall and the target asks for at least so much, or the other way round.
    Direction,
}

/// Years of targets and published values where a programme names none.
pub const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// How names of growth begin: percentages that may be negative, or more than a hundred.
const GROWTH: [&str; 5] = ["tốc độ", "mức tăng", "mức giảm", "tỷ lệ tăng", "tỷ lệ giảm"];

impl Programme {
    /// First and last year in which its targets may lie.
    pub fn years(&self) -> std::ops::RangeInclusive<i16> {
        let first = self.valid_from.map_or(*YEARS.start(), Date::year);
        first..=self.valid_to.map_or(*YEARS.end(), Date::year)
    }
}

impl Ownership {
    /// Whether both answer on one day.
    pub fn is_beside(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| {
            a.valid_to.zip(b.valid_from).is_some_and(|(end, start)| end < start)
        };
        !ends_before(self, other) && !ends_before(other, self)
    }
}

impl Indicator {
    /// Least and most figure that the unit of measure allows.
    pub fn range(&self) -> (Option<Decimal>, Option<Decimal>) {
        let between = |least: i64, most: i64| (Some(least.into()), Some(most.into()));
        let name = self.name.to_lowercase();
        match self.unit_label.as_str() {
            _ if self.kind == IndicatorKind::Milestone => between(0, 1),
            "%" if GROWTH.iter().any(|word| name.starts_with(word)) => (None, None),
            "%" => between(0, 100),
            "điểm %" => between(-100, 100),
            _ => (Some(Decimal::ZERO), None),
        }
    }

    /// Whether a figure lies within what the unit of measure allows.
    pub fn allows(&self, value: Decimal) -> bool {
        let (least, most) = self.range();
        least.is_none_or(|least| least <= value) && most.is_none_or(|most| value <= most)
    }

    /// What of a target makes no sense: its figure, its year, its comparator.
    pub fn senseless(&self, target: &Target, programme: Option<&Programme>) -> Vec<Senseless> {
        let mut found = Vec::new();
        if !self.allows(target.value) {
            let (least, most) = self.range();
            found.push(Senseless::Value { least, most });
        }
        let years = programme.map_or(YEARS, Programme::years);
        if !years.contains(&target.year) {
            found.push(Senseless::Year { first: *years.start(), last: *years.end() });
        }
        let against = match self.direction {
            Direction::Up => matches!(target.comparator, Comparator::AtMost | Comparator::Less),
            // "khoảng" is judged as at least.
            Direction::Down => matches!(
                target.comparator,
                Comparator::AtLeast | Comparator::Greater | Comparator::About
            ),
        };
        if against {
            found.push(Senseless::Direction);
        }
        found
    }

    /// The formula as written; empty for milestones.
    pub fn formula_text(&self) -> &str {
        self.formula.as_ref().map_or("", Formula::text)
    }

    /// A target as printed: "≥ 60", "khoảng 60", "< 42".
    pub fn goal_words(&self, target: &Target) -> String {
        let value = vietnamese(target.value);
        match target.comparator {
            Comparator::AtLeast => format!("≥ {value}"),
            Comparator::AtMost => format!("≤ {value}"),
            Comparator::Less => format!("< {value}"),
            Comparator::Greater => format!("> {value}"),
            Comparator::About => format!("khoảng {value}"),
            Comparator::Milestone if self.kind == IndicatorKind::Milestone => "Có".into(),
            Comparator::Equal | Comparator::Milestone => value,
        }
    }
}
