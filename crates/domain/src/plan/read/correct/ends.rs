//! Days and times as an officer types them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::super::{DateRole, PrintedDate, ReadDate, dates, pattern};

/// "5/12/2024", "05-12-2024", "2024-12-05", "ngày 05 tháng 12 năm 2024".
pub fn typed_date(typed: &str) -> Option<Date> {
    if let Ok(date) = typed.trim().parse::<Date>() {
        // A year of no official paper is a slip of the finger, however it is written.
        return (1900..2100).contains(&date.year()).then_some(date);
    }
    let found = dates::find(&format!("ngày {}", typed.trim().trim_start_matches("ngày ")));
    let [only] = found.as_slice() else { return None };
    let to = only.date.to?;
    Date::new(to.year?, to.month?, to.day?).ok()
}

/// A day with or without its year, a month of a year, a year: "15/6", "11/2024", "2024".
pub(super) fn typed_end(typed: &str) -> Option<PrintedDate> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:ngày\s)?(?P<d>\d{1,2})\s?(?:[/.-]|\stháng\s)\s?(?P<m>\d{1,2})(?:\s?(?:[/.-]|\snăm\s)\s?(?P<y>\d{4}))?|(?:tháng\s)?(?P<n>\d{1,2})\s?(?:[/.-]|\snăm\s)\s?(?P<z>\d{4})|(?:năm\s)?(?P<x>\d{4}))$",
        )
    });
    let typed = typed.trim();
    if let Ok(date) = typed.parse::<Date>() {
        let (day, month, year) = (date.day(), date.month(), date.year());
        return Some(PrintedDate { day: Some(day), month: Some(month), year: Some(year) });
    }
    let found = END.captures(typed)?;
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<i8>().ok());
    let year = ["y", "z", "x"].into_iter().find_map(|name| found.name(name));
    let year: Option<i16> = year.and_then(|part| part.as_str().parse().ok());
    let end = PrintedDate { day: number("d"), month: number("m").or(number("n")), year };
    let real = match (end.day, end.month) {
        // A year with a leap day stands for the one that is not written.
        (Some(_), _) => end.in_year(2024).is_some(),
        (None, Some(month)) => (1..=12).contains(&month),
        (None, None) => true,
    };
    (real && year.is_none_or(|year| (1900..2100).contains(&year))).then_some(end)
}

/// A time as typed; a span that no calendar knows must at least name its year.
pub(super) fn typed_time(typed: &str) -> Option<Vec<ReadDate>> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}[/.-]\d{1,2}$"));
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:năm|giai đoạn|nhiệm kỳ)\s(?:19|20)\d{2}\b"));
    let said = if BARE.is_match(typed) { format!("ngày {typed}") } else { typed.to_owned() };
    let mut found: Vec<ReadDate> = dates::find(&said).into_iter().map(|found| found.date).collect();
    let wrong = |end: PrintedDate| end.day.is_some() && end.in_year(2024).is_none();
    let impossible = |date: &ReadDate| {
        let ends = [date.from, date.to].into_iter().flatten();
        date.role != DateRole::Rhythm && ends.filter(|end| end.month.is_some()).any(wrong)
    };
    if found.iter().any(impossible) {
        return None;
    }
    if let [only] = found.as_mut_slice() {
        typed.clone_into(&mut only.printed);
    }
    if found.is_empty() && YEARS.is_match(typed) {
        found.push(ReadDate {
            role: DateRole::Span,
            from: None,
            to: None,
            frequency: None,
            approximate: false,
            printed: typed.to_owned(),
        });
    }
    (!found.is_empty()).then_some(found)
}
