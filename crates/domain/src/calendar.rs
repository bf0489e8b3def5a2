//! Working days of Vietnam: weekends, holidays and swapped days, as data per year.

use jiff::civil::{Date, Weekday};

/// The working-day calendar of one year, unverified until an administrator confirms it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCalendar {
    pub year: i16,
    pub holidays: Vec<(Date, String)>,
    /// Weekend days worked in exchange.
    pub swapped: Vec<Date>,
    pub confirmed: bool,
    pub source: String,
}

impl WorkingCalendar {
    /// Whether offices work on a date of this year.
    pub fn is_working(&self, date: Date) -> bool {
        if self.swapped.contains(&date) {
            return true;
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.holidays.iter().any(|(day, _)| *day == date)
    }
}
