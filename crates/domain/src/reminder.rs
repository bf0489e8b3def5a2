//! When a unit that has not reported is reminded: some working days before its day.

use jiff::civil::Date;

use crate::calendar::{WorkingCalendar, is_working, working_days_left};

/// Working days before the last timely day on which a unit is reminded. No text sets them: they are the
/// system's own custom.
pub const WORKING_DAYS_BEFORE: [u32; 3] = [10, 5, 1];

/// How many working days are left, on a morning on which a reminder goes out; nothing on others, and
/// nothing where the calendar of a year is not loaded.
pub fn left_today(calendars: &[WorkingCalendar], today: Date, due: Date) -> Option<u32> {
    if today > due || !is_working(calendars, today)? {
        return None;
    }
    let left = working_days_left(calendars, today, due)?;
    WORKING_DAYS_BEFORE.contains(&left).then_some(left)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::last_working_day;

    fn year() -> Vec<WorkingCalendar> {
        vec![WorkingCalendar {
            year: 2024,
            holidays: vec![
                (date(2024, 4, 29), "Nghỉ hoán đổi".into()),
                (date(2024, 4, 30), "Ngày Chiến thắng".into()),
                (date(2024, 5, 1), "Ngày Quốc tế lao động".into()),
            ],
            swapped: vec![date(2024, 5, 4)],
            confirmed: false,
            source: String::new(),
        }]
    }

    #[test]
    fn weekends_and_holidays_do_not_count_and_a_swapped_saturday_does() {
        let days = |from, to| working_days_left(&year(), from, to);
        assert_eq!(days(date(2024, 4, 26), date(2024, 5, 2)), Some(1));
        assert_eq!(days(date(2024, 5, 2), date(2024, 5, 6)), Some(3));
        assert_eq!(days(date(2024, 12, 30), date(2025, 1, 2)), None);
    }

    #[test]
    fn a_reminder_goes_out_ten_five_and_one_working_days_before() {
        let due = date(2024, 12, 4);
        let mornings: Vec<_> = date(2024, 11, 15)
            .series(jiff::Span::new().days(1))
            .take(25)
            .filter_map(|today| left_today(&year(), today, due).map(|left| (today, left)))
            .collect();
        let wanted = [(date(2024, 11, 20), 10), (date(2024, 11, 27), 5), (date(2024, 12, 3), 1)];
        assert_eq!(mornings, wanted);
    }

    #[test]
    fn a_day_that_falls_on_a_sunday_is_prepared_on_the_friday() {
        assert_eq!(last_working_day(&year(), date(2024, 11, 24)), Some(date(2024, 11, 22)));
        assert_eq!(last_working_day(&year(), date(2023, 11, 24)), None);
    }
}
