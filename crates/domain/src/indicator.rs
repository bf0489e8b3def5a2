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

impl Indicator {
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
