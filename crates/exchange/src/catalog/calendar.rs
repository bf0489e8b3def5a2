//! Reads `calendar/*.toml`: holidays and swapped days, one file a year.

use std::collections::BTreeSet;

use domain::calendar::WorkingCalendar;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    fault::{Faults, Source},
    toml_file::{self, TomlFile},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    year: Spanned<i16>,
    confirmed: bool,
    source: String,
    #[serde(default)]
    swapped: Vec<Spanned<Datetime>>,
    #[serde(default)]
    holidays: Vec<HolidayFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    date: Spanned<Datetime>,
    name: String,
}

/// Reads all years, in their order.
pub(super) fn read(source: &Source, faults: &mut Faults) -> Vec<WorkingCalendar> {
    let mut calendars: Vec<WorkingCalendar> = Vec::new();
    for path in source.inside("calendar/", ".toml") {
        let Some(file) = toml_file::read::<CalendarFile>(source, path, faults) else { continue };
        let year = year_of(&file, faults);
        if calendars.iter().any(|calendar| calendar.year == year) {
            let reason = format!("năm {year} đã có lịch ở tệp khác");
            faults.at(path, file.line(&file.value.year), "CAT-331", reason, "Bỏ một tệp.");
        }
        calendars.push(calendar(&file, year, faults));
    }
    calendars.sort_by_key(|calendar| calendar.year);
    calendars
}

/// The year of a file; where no day of it agrees, the year is wrong and not each of the days.
fn year_of(file: &TomlFile<CalendarFile>, faults: &mut Faults) -> i16 {
    let year = *file.value.year.get_ref();
    let days = file.value.holidays.iter().map(|holiday| &holiday.date).chain(&file.value.swapped);
    let found = days.filter_map(|day| i16::try_from(day.get_ref().date?.year).ok());
    let years: BTreeSet<i16> = found.collect();
    let (false, Some(other)) = (years.contains(&year), years.first()) else { return year };
    let reason = format!("không ngày nào của tệp thuộc năm {year}");
    let hint = format!("Ghi year = {other}, hoặc sửa các ngày.");
    faults.at(&file.file, file.line(&file.value.year), "CAT-335", reason, hint);
    *other
}

fn calendar(file: &TomlFile<CalendarFile>, year: i16, faults: &mut Faults) -> WorkingCalendar {
    let written = &file.value;
    let mut days = BTreeSet::new();
    let mut holidays = Vec::new();
    for holiday in &written.holidays {
        if let Some(date) = day(file, (&holiday.date, year), &mut days, faults) {
            holidays.push((date, holiday.name.clone()));
        }
    }
    let mut swapped = Vec::new();
    for place in &written.swapped {
        let Some(date) = day(file, (place, year), &mut days, faults) else { continue };
        if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            let reason = format!("ngày làm bù {} không phải cuối tuần", domain::period::day(date));
            let hint = "Ngày làm bù là thứ Bảy hoặc Chủ nhật.";
            faults.at(&file.file, file.line(place), "CAT-333", reason, hint);
        }
        swapped.push(date);
    }
    let source = written.source.clone();
    WorkingCalendar { year, holidays, swapped, confirmed: written.confirmed, source }
}

/// A day of this year, named once.
fn day(
    file: &TomlFile<CalendarFile>,
    (place, year): (&Spanned<Datetime>, i16),
    days: &mut BTreeSet<Date>,
    faults: &mut Faults,
) -> Option<Date> {
    let date = file.date(place, faults)?;
    let reason = if date.year() != year {
        "ngày không thuộc năm của tệp"
    } else if !days.insert(date) {
        "ngày ghi hai lần"
    } else {
        return Some(date);
    };
    let reason = format!("{}: {reason}", domain::period::day(date));
    faults.at(&file.file, file.line(place), "CAT-332", reason, "Sửa hoặc bỏ ngày này.");
    None
}
