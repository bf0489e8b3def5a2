//! What an invented unit is like, and how its figures move from year to year.

use domain::form::Level;

use super::chance::{between, pick};

/// The year whose figures are drawn; those of other years walk away from them.
const DRAWN: i64 = 2024;

/// What a unit is like.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub(super) key: String,
    pub(super) level: Level,
    /// Inhabitants of 2024, for scale.
    pub(super) people: i64,
    /// A mountainous district with many ethnic minorities.
    pub(super) highland: bool,
    /// The year, or half of it, in percent of a full year.
    pub(super) portion: i64,
    pub(super) year: i64,
}

impl Profile {
    /// The same unit in another year.
    pub(super) fn in_year(&self, year: i64) -> Self {
        Self { year, ..self.clone() }
    }

    /// Inhabitants, 0,8 % more each year.
    pub(super) fn inhabitants(&self) -> i64 {
        self.people * (1_000 + 8 * (self.year - DRAWN)) / 1_000
    }

    /// A figure that does not change with the year.
    pub(super) fn fixed(&self, what: &str, low: i64, high: i64) -> i64 {
        between(&[&self.key, what], low, high)
    }

    /// A figure that changes a little from year to year and stays between its bounds.
    pub(super) fn between(&self, what: &str, low: i64, high: i64) -> i64 {
        (self.fixed(what, low, high) + self.walked(what, high - low)).clamp(low, high)
    }

    /// `whole` × a share between two percentages, which grows by about one point a year.
    pub(super) fn share(&self, what: &str, whole: i64, low: i64, high: i64) -> i64 {
        let drawn = self.fixed(what, low, high) + (self.year - DRAWN);
        whole * (drawn + self.walked(what, high - low)).clamp(low, high) / 100
    }

    /// How far a figure stands from that of 2024: each year a step of an eighth of its width at most, at
    /// least one.
    fn walked(&self, what: &str, width: i64) -> i64 {
        let most = if width > 0 { width / 8 + 1 } else { 0 };
        let years = self.year.min(DRAWN)..self.year.max(DRAWN);
        years.map(|year| between(&[&self.key, what, &year.to_string()], -most, most)).sum()
    }

    /// Grows a little from year to year and is halved in half-year reports.
    pub(super) fn grown(&self, whole: i64) -> i64 {
        let years = self.year - 2023;
        whole * (100 + 4 * years) / 100 * self.portion / 100
    }

    /// Whether the commune's loudspeakers carry four pieces of news in each quarter.
    pub(super) fn reads(&self) -> bool {
        let reads = self.fixed("6_3", 0, 9) < 8;
        reads && (self.year >= DRAWN || !begins_to_read(&self.key))
    }

    /// Whether the commune's news of 2024 are enough and were not before, which its officer explains.
    pub(super) fn jumped(&self) -> bool {
        let before = self.in_year(DRAWN - 1);
        self.level == Level::Commune && self.in_year(DRAWN).reads() && !before.reads()
    }

    /// Models of a row that are at work, and how many of them were founded this year: what was founded stays.
    pub(super) fn models(&self, row: &str, most: i64) -> (i64, i64) {
        let drawn = self.fixed(row, 0, most);
        let since = self.fixed(&format!("{row}-lap"), 2015, DRAWN);
        let founded = i64::from(drawn > 0 && since == self.year);
        (drawn - i64::from(drawn > 0 && since > self.year), founded)
    }
}

/// A commune that has its four pieces of news in each quarter since 2024 only, if it has them.
fn begins_to_read(key: &str) -> bool {
    pick(&[key, "tin-2024"], 14) == 0
}
