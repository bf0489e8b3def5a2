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

/// Whether offices work on a date; `None` where no calendar of its year is loaded.
pub fn is_working(calendars: &[WorkingCalendar], date: Date) -> Option<bool> {
    calendars.iter().find(|c| c.year == date.year()).map(|c| c.is_working(date))
}

/// Working days after `from` up to and including `to`; `None` where a year's calendar is missing.
pub fn working_days_left(calendars: &[WorkingCalendar], from: Date, to: Date) -> Option<u32> {
    let mut days = 0;
    let mut date = from;
    while date < to {
        date = date.tomorrow().ok()?;
        days += u32::from(is_working(calendars, date)?);
    }
    Some(days)
}

/// The working day that comes a count of working days after a date; `None` outside the calendars.
pub fn working_day_after(calendars: &[WorkingCalendar], date: Date, count: u32) -> Option<Date> {
    let mut day = date;
    for _ in 0..count {
        day = day.tomorrow().ok()?;
        while !is_working(calendars, day)? {
            day = day.tomorrow().ok()?;
        }
    }
    Some(day)
}

/// The last working day that is not after a date.
pub fn last_working_day(calendars: &[WorkingCalendar], date: Date) -> Option<Date> {
    let mut date = date;
    while !is_working(calendars, date)? {
        date = date.yesterday().ok()?;
    }
    Some(date)
}
