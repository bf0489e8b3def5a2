//! Dates of a round: the last timely day, how late, and how a date is said.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::regime::{Due, Round};

/// Vietnam's clock, +07:00 all year.
pub fn vietnam() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(7))
}

/// The date on Vietnam's calendar at an instant.
pub fn local_date(at: Timestamp) -> Date {
    at.to_zoned_datetime(vietnam()).date()
}

/// `10:42:07 ngày 03/12/2024`'s parts: (time, date) on Vietnam's clock.
pub fn local_clock(at: Timestamp) -> (String, String) {
    let local = at.to_zoned_datetime(vietnam());
    (local.strftime("%H:%M:%S").to_string(), day(local.date()))
}

/// `03/12/2024`.
pub fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `Thứ Ba, 03/12/2024`.
pub fn weekday(date: Date) -> String {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let name = match date.weekday() {
        Monday => "Thứ Hai",
        Tuesday => "Thứ Ba",
        Wednesday => "Thứ Tư",
        Thursday => "Thứ Năm",
        Friday => "Thứ Sáu",
        Saturday => "Thứ Bảy",
        Sunday => "Chủ nhật",
    };
    format!("{name}, {}", day(date))
}

/// Days from one date to another; negative when it has passed.
pub fn days_between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}

impl Round {
    /// The last timely day for a duty: "trước ngày D" means D − 1, 23:59:59 (a setting of the regime).
    pub fn last_timely_day(&self, due: &Due) -> Date {
        let first = i32::from(self.before_excludes_day);
        let back = jiff::Span::new().days(first + due.days_before);
        self.before.checked_sub(back).unwrap_or(self.before)
    }
}

/// Time left in words first: "Còn 1 ngày", "Hôm nay", "Quá 2 ngày".
pub fn days_left_words(today: Date, due: Date) -> String {
    match days_between(today, due) {
        0 => "Hôm nay".to_owned(),
        left if left > 0 => format!("Còn {left} ngày"),
        late => format!("Quá {} ngày", -late),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::regime::Duty;

    fn round() -> Round {
        Round {
            code: "R-BAN12-2024".into(),
            regime: "R-BAN12".into(),
            title: String::new(),
            year: 2024,
            window_from: date(2023, 12, 1),
            window_to: date(2024, 11, 30),
            window_proposed: true,
            before: date(2024, 12, 5),
            before_excludes_day: true,
            closes: date(2025, 1, 31),
            frame: date(2024, 11, 30),
            previous: None,
            dues: vec![],
        }
    }

    fn due(days_before: i32) -> Due {
        Due { kinds: vec![], units: vec![], duty: Duty::Ordered, days_before, note: String::new() }
    }

    #[test]
    fn before_the_fifth_means_until_the_fourth() {
        assert_eq!(round().last_timely_day(&due(0)), date(2024, 12, 4));
        assert_eq!(round().last_timely_day(&due(10)), date(2024, 11, 24));
    }

    #[test]
    fn an_office_may_read_it_as_until_the_fifth() {
        let lenient = Round { before_excludes_day: false, ..round() };
        assert_eq!(lenient.last_timely_day(&due(0)), date(2024, 12, 5));
    }

    #[test]
    fn midnight_is_vietnams() {
        let late_evening: Timestamp = "2024-12-04T16:59:59Z".parse().unwrap();
        let next_morning: Timestamp = "2024-12-04T17:00:00Z".parse().unwrap();
        assert_eq!(local_date(late_evening), date(2024, 12, 4));
        assert_eq!(local_date(next_morning), date(2024, 12, 5));
    }
}
