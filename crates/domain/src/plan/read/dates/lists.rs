//! Days and months written one behind the other, where only the last says the month or the year:
//! "ngày 18, 19/11/2024", "tháng 6, 7, 8 năm 2024", "trước ngày 15/6 và 15/12 hằng năm".

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::{DateRole, Finder, Found, PrintedDate, ReadDate, date, day_month, single, span};
use crate::plan::read::pattern;

static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?P<from>từ\s)?tháng\s(?P<list>\d{1,2}(?:(?:\s?,\s?(?:và\s)?|\svà\s|\s?[-–]\s?|\sđến\s)(?:tháng\s)?\d{1,2})+)(?:\s?/\s?|,?\snăm\s)(?P<year>20\d{2})\b",
    )
});
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?P<late>(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?)\s)?(?:các\s)?ngày\s(?P<list>\d{{1,2}}(?:\s?,\s?(?:ngày\s)?\d{{1,2}})*)(?:,\svà\s|,\s?|\svà\s)(?:ngày\s)?{}",
        day_month(1)
    ))
});
/// What may stand between a day and the next of its list; the brackets say what the first is for.
const BETWEEN: &str = r"(?:\s?\([^()]{0,80}\))?(?:\s?[,;](?:\svà)?|\svà)\s";
static CONTINUES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)^{BETWEEN}(?P<day>(?:trước\s)?(?:ngày\s)?{})", day_month(1)))
});
static LISTED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^{BETWEEN}$")));
/// "…, 1/3 số xã": a share, no day; "…; ngày 10/12 tổ chức hội nghị": another matter.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:%|\s(?:số|tổng|thành viên|đơn vị|cơ quan|xã|phường|huyện|đại biểu|nữ|nam|tổ chức|diễn ra|khai mạc|họp|hoàn thành)(?:\s|$))",
    )
});
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:(?:tháng|ngày)\s)?(?P<number>\d{1,2})"));

/// "tháng 6 - 8/2024", "Tháng 8, 9, 10/2024", "tháng 3 và tháng 10 năm 2024".
pub(super) fn months(finder: &mut Finder<'_>) {
    let mut taken = Vec::new();
    let masked = finder.masked.clone();
    for found in MONTHS.captures_iter(&masked) {
        let (Some(whole), Some(list)) = (found.get(0), found.name("list")) else { continue };
        let year = super::number(&found, "year");
        let named = numbers(list.as_str(), list.start());
        if named.iter().any(|(_, month)| !(1..=12).contains(month)) {
            continue;
        }
        let month = |month: i8| PrintedDate { day: None, month: Some(month), year };
        let through = list.as_str().contains(['-', '–', 'đ']);
        let (Some(first), Some(last)) = (named.first(), named.last()) else { continue };
        let row = is_row(&named) || through && named.len() == 2 && first.1 < last.1;
        if row {
            let role = if found.name("from").is_some() { DateRole::Window } else { DateRole::Span };
            let Some(date) = span(role, month(first.1), month(last.1)) else { continue };
            finder.keep(whole.range(), date);
        } else if through {
            continue;
        } else {
            for (range, number) in pieces(whole.range(), &named) {
                finder.keep(range, single(DateRole::Span, month(number)));
            }
        }
        taken.push(whole.range());
    }
    finder.mask(&taken);
}

/// "ngày 18 và 19/11/2023"; days in a row are one window.
pub(super) fn days(finder: &mut Finder<'_>) {
    let mut taken = Vec::new();
    let masked = finder.masked.clone();
    for found in DAYS.captures_iter(&masked) {
        let Some((range, dates)) = listed_days(&found) else { continue };
        for (range, date) in dates {
            finder.keep(range, date);
        }
        taken.push(range);
    }
    finder.mask(&taken);
}

type Placed = Vec<(Range<usize>, ReadDate)>;

fn listed_days(found: &Captures<'_>) -> Option<(Range<usize>, Placed)> {
    let (whole, list) = (found.get(0)?, found.name("list")?);
    let last = date(found, 1)?;
    let mut named = numbers(list.as_str(), list.start());
    named.push((found.name("d1")?.range(), last.day?));
    if named.windows(2).any(|pair| pair[0].1 >= pair[1].1) || named[0].1 < 1 {
        return None;
    }
    let late = found.name("late").map(|late| late.as_str().trim().to_lowercase());
    let role = match late.as_deref() {
        Some("trước") => DateRole::Before,
        Some(_) => DateRole::NoLaterThan,
        None => DateRole::Day,
    };
    let day = |day: i8| PrintedDate { day: Some(day), ..last };
    if role == DateRole::Day && is_row(&named) {
        let window = span(DateRole::Window, day(named[0].1), last)?;
        return Some((whole.range(), vec![(whole.range(), window)]));
    }
    let pieces = pieces(whole.range(), &named);
    let dates = pieces.into_iter().map(|(range, number)| (range, single(role, day(number))));
    Some((whole.range(), dates.collect()))
}

fn numbers(list: &str, at: usize) -> Vec<(Range<usize>, i8)> {
    let found = NUMBER.captures_iter(list);
    found
        .filter_map(|found| {
            let whole = found.get(0)?;
            let number = found.name("number")?.as_str().parse().ok()?;
            Some((at + whole.start()..at + whole.end(), number))
        })
        .collect()
}

/// Each number with the words that go with it: the first with those before, the last with those behind.
fn pieces(whole: Range<usize>, named: &[(Range<usize>, i8)]) -> Vec<(Range<usize>, i8)> {
    let last = named.len().saturating_sub(1);
    let place = |(index, (range, number)): (usize, &(Range<usize>, i8))| {
        let start = if index == 0 { whole.start } else { range.start };
        let end = if index == last { whole.end } else { range.end };
        (start..end, *number)
    };
    named.iter().enumerate().map(place).collect()
}

fn is_row(named: &[(Range<usize>, i8)]) -> bool {
    named.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1)
}

/// The bare days that go on a list: "trước ngày 15/6 và 15/12".
pub(super) fn bare_days(finder: &mut Finder<'_>) {
    let mut open: Vec<usize> = (0..finder.found.len()).collect();
    while let Some(index) = open.pop() {
        let one = &finder.found[index];
        let exact = one.date.from.is_none() && one.date.to.is_some_and(|day| day.day.is_some());
        if !exact || !(one.date.role.is_deadline() || one.date.role == DateRole::Day) {
            continue;
        }
        let (end, role) = (one.range.end, one.date.role);
        let rest = &finder.masked[end..];
        let Some(found) = CONTINUES.captures(rest) else { continue };
        let (Some(day), Some(to)) = (found.name("day"), date(&found, 1)) else { continue };
        if OTHER.is_match(&rest[day.end()..]) {
            continue;
        }
        let range = end + day.start()..end + day.end();
        finder.keep(range.clone(), single(role, to));
        finder.mask(&[range]);
        open.push(finder.found.len() - 1);
    }
}

/// What goes on behind a deadline is one too, and the days of one list share the year.
pub(super) fn share(text: &str, found: &mut [Found]) {
    for index in 1..found.len() {
        let (before, after) = found.split_at_mut(index);
        let (Some(one), Some(next)) = (before.last(), after.first_mut()) else { continue };
        let goes_on = one.date.role.is_deadline() && next.date.role == DateRole::Day;
        if goes_on && in_list(text, one, next) && !OTHER.is_match(&text[next.range.end..]) {
            next.date.role = one.date.role;
            let Some(year) = one.date.to.and_then(|to| to.year) else { continue };
            give_year(&mut next.date, year);
        }
    }
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(one), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let (Some(first), Some(last)) = (one.date.to, next.date.to) else { continue };
        let same = one.date.role.is_deadline() && one.date.role == next.date.role;
        if let Some(year) = last.year.filter(|_| same && in_list(text, one, next)) {
            // "15/12 và 15/6/2025": the first lies in the year before.
            let wraps = (first.month, first.day) > (last.month, last.day);
            give_year(&mut one.date, if wraps { year - 1 } else { year });
        }
    }
}

/// Whether two days stand in one list.
pub(in crate::plan::read) fn in_list(text: &str, one: &Found, next: &Found) -> bool {
    text.get(one.range.end..next.range.start).is_some_and(|gap| LISTED.is_match(gap))
}

fn give_year(date: &mut ReadDate, year: i16) {
    if let Some(to) = &mut date.to {
        to.year = to.year.or(Some(year));
    }
}
