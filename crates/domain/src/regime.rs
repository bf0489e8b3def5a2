//! Standing duties to report (chế độ báo cáo), their rounds, and who owes what.

use jiff::civil::Date;

use crate::{confidence::Confidence, org_unit::OrgUnitKind};

/// A standing duty to report, with the ten attributes of NĐ 09/2019/NĐ-CP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regime {
    /// "R-STR".
    pub code: String,
    pub name: String,
    pub content: String,
    pub reporters: String,
    pub receiver: String,
    pub sending: String,
    pub deadline: String,
    pub frequency: String,
    pub cutoff: String,
    /// Form code of the narrative outline.
    pub outline: String,
    /// Form codes of the tables.
    pub tables: Vec<String>,
    /// Tables ("T3") or single columns ("T8.thuc_hien") that are estimated for the whole year too.
    pub estimates: Vec<String>,
    /// Reference to the clause of the plan.
    pub clause: String,
    pub confidence: Confidence,
}

/// One regime in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// "R-STR-2024".
    pub code: String,
    pub regime: String,
    pub title: String,
    pub year: i16,
    pub window_from: Date,
    pub window_to: Date,
    /// True while the window is our proposal, to be confirmed by the lead office.
    pub window_proposed: bool,
    /// "Trước ngày" as printed in the plan; the last timely day is one before.
    pub before: Date,
    /// Whether "trước ngày D" means D − 1 (default) or D.
    pub before_excludes_day: bool,
    pub closes: Date,
    /// The tree, counts and due dates of the round are those of this date.
    pub frame: Date,
    pub previous: Option<String>,
    pub dues: Vec<Due>,
}

/// Half of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    First,
    Second,
}

/// What a report covers: a year, or half of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covered {
    pub year: i64,
    pub half: Option<Half>,
}

/// Longest window, in days, that is half a year's.
const HALF_DAYS_MAX: i32 = 200;
/// Shortest.
const HALF_DAYS_MIN: i32 = 150;
/// The last month in which the window of a first half ends.
const FIRST_HALF_ENDS: i8 = 8;

impl Covered {
    /// A whole year.
    pub const fn year(year: i64) -> Self {
        Self { year, half: None }
    }

    /// What reports of a round cover; a round that is not known covers no year.
    pub fn of(round: Option<&Round>) -> Self {
        let Some(round) = round else { return Self::year(0) };
        let window = round.window_from.until(round.window_to);
        let days = window.map_or(0, |window| window.get_days());
        let is_first = round.window_to.month() <= FIRST_HALF_ENDS;
        let half = if is_first { Half::First } else { Half::Second };
        Self {
            year: i64::from(round.year),
            half: (HALF_DAYS_MIN..=HALF_DAYS_MAX).contains(&days).then_some(half),
        }
    }
}

/// Who owes a round, by kind or by name, as order or request, and how many days before the round's due day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub kinds: Vec<OrgUnitKind>,
    /// Unit keys; used where a kind is too wide.
    pub units: Vec<String>,
    pub duty: Duty,
    pub days_before: i32,
    /// "huyện ấn định" and the like.
    pub note: String,
}

/// Giao or đề nghị.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// Giao: state bodies; may be late and urged.
    Ordered,
    /// Đề nghị: Party, Front, army, centrally run bodies; never late, never urged.
    Requested,
}

impl Duty {
    /// The word written in catalog files and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Requested => "requested",
        }
    }

    /// Reads the word written in catalog files and tables.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Ordered, Self::Requested].into_iter().find(|d| d.code() == code)
    }
}
