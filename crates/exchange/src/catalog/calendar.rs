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
        let year = *file.value.year.get_ref();
        if calendars.iter().any(|calendar| calendar.year == year) {
            let reason = format!("năm {year} đã có lịch ở tệp khác");
            faults.at(path, file.line(&file.value.year), "CAT-331", reason, "Bỏ một tệp.");
        }
        calendars.push(calendar(&file, faults));
    }
    calendars.sort_by_key(|calendar| calendar.year);
    calendars
}

fn calendar(file: &TomlFile<CalendarFile>, faults: &mut Faults) -> WorkingCalendar {
    let written = &file.value;
    let year = *written.year.get_ref();
    let mut days = BTreeSet::new();
    let mut holidays = Vec::new();
    for holiday in &written.holidays {
        if let Some(date) = day(file, &holiday.date, &mut days, faults) {
            holidays.push((date, holiday.name.clone()));
        }
    }
    let mut swapped = Vec::new();
    for place in &written.swapped {
        let Some(date) = day(file, place, &mut days, faults) else { continue };
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
    place: &Spanned<Datetime>,
    days: &mut BTreeSet<Date>,
    faults: &mut Faults,
) -> Option<Date> {
    let date = file.date(place, faults)?;
    let reason = if date.year() != *file.value.year.get_ref() {
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
