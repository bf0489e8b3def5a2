//! How often a report is owed, by the words around its day and by the days of its list.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::plan::read::{
    DateRole, Frequency, PrintedDate, ReportDeadline,
    dates::{Found, lists},
    pattern,
};

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        (?P<once>(?:sơ\skết|tổng\skết|báo\scáo|kết\squả)\s(?:giữa\skỳ\s)?(?:0?[2-9]|[1-9]\d)\snăm\b)
        |(?P<half>(?:\b0?6|\bsáu)\stháng(?:/lần)?(?:\s(?:đầu|cuối)\snăm)?|giữa\snăm)
        |(?P<nine>(?:\b0?9|\bchín)\stháng(?:\sđầu\snăm)?)
        |(?P<quarter>(?:hằng|hàng|mỗi|từng|báo\scáo|định\skỳ|tháng,|,)\squý\b)
        |(?P<year>báo\scáo\s(?:(?:tổng\skết|kết\squả|công\stác|sơ\skết)\s)?(?:cả\s)?năm\b
            |(?:hằng|hàng|mỗi|cả|tổng\skết|định\skỳ|\b0?1)\snăm\b
            |năm\s*[:,]?\s*\(?$)
        |(?P<listed>(?:,|\bvà|\bhoặc)\s(?:cả\s|cuối\s)?năm\b)
        |(?P<month>(?:hằng|hàng|mỗi|từng|báo\scáo|định\skỳ)\stháng\b(?P<action>\shành\sđộng)?)
        |(?P<interim>sơ\skết)
        |(?P<final>báo\scáo\stổng\skết)",
    )
});
/// Said behind the day: "trước ngày 15/6 đối với báo cáo 6 tháng", "30/11 (báo cáo năm)".
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:\(?đối với|\(báo cáo|cho báo cáo|\((?:0?6 tháng|năm)\))"));
static YEARLY_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\(?(?:của\s)?(?:hằng|hàng|mỗi) năm"));

/// What the words say of a rhythm, in printed order.
#[derive(Debug, Default)]
struct Said {
    /// "6 tháng", "hằng năm".
    firm: Vec<Frequency>,
    /// "sơ kết", "tổng kết": no rhythm where the day bears its year.
    loose: Option<Frequency>,
}

fn said(words: &str) -> Said {
    let mut said = Said::default();
    let mut end = 0;
    for found in WORDS.captures_iter(words) {
        let Some(whole) = found.get(0) else { continue };
        // "6 tháng, năm"; not "kế hoạch, năm 2024".
        let goes_on = whole.start() <= end + 1 && !said.firm.is_empty();
        let numbered = words[whole.end()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        if found.name("listed").is_some() && (!goes_on || numbered) {
            continue;
        }
        end = whole.end();
        let named = |group: &str| found.name(group).is_some();
        let firm = if named("once") {
            Frequency::Once
        } else if named("half") {
            Frequency::HalfYear
        } else if named("nine") {
            Frequency::NineMonths
        } else if named("quarter") {
            Frequency::Quarter
        } else if named("year") || named("listed") {
            Frequency::Year
        } else if named("month") {
            // The Month of Action is no month among twelve.
            if named("action") {
                continue;
            }
            Frequency::Month
        } else {
            let half = named("interim");
            said.loose = Some(if half { Frequency::HalfYear } else { Frequency::Year });
            continue;
        };
        if said.firm.last() != Some(&firm) {
            said.firm.push(firm);
        }
    }
    said
}

/// The rhythms that words name.
pub(super) fn rhythms(words: &str) -> Vec<Frequency> {
    said(words).firm
}

/// The deadlines of a sentence; `false` where their rhythm is no more than a guess.
pub(super) fn deadlines(text: &str, found: &[Found]) -> (Vec<ReportDeadline>, bool) {
    let (mut deadlines, mut certain) = (Vec::new(), true);
    let mut at = 0;
    for list in in_lists(text, found) {
        let days = &found[list.clone()];
        let (Some(first), Some(last)) = (days.first(), days.last()) else { continue };
        let next = found.get(list.end).map_or(text.len(), |next| next.range.start);
        let before = &text[at..first.range.start];
        let own: Vec<Option<Frequency>> = (list.start..list.end)
            .map(|index| {
                let next = found.get(index + 1).map_or(text.len(), |next| next.range.start);
                behind(&text[found[index].range.end..next])
            })
            .collect();
        let after = clause(&text[last.range.end..next]);
        let frequencies = if days.len() == 1 {
            vec![own[0].unwrap_or_else(|| of_one(before, after, first.date.to))]
        } else if own.iter().all(Option::is_some) {
            own.iter().copied().flatten().collect()
        } else {
            let (frequencies, known) = of_list(before, days);
            certain &= known;
            frequencies
        };
        for (one, frequency) in days.iter().zip(frequencies) {
            let Some(due) = one.date.to else { continue };
            deadlines.push(ReportDeadline { frequency, due, role: one.date.role });
        }
        let said = own.last().is_some_and(Option::is_some) || YEARLY_BEHIND.is_match(after);
        at = if said { next } else { last.range.end };
    }
    (deadlines, certain)
}

/// Days written one behind the other are owed in turn.
fn in_lists(text: &str, found: &[Found]) -> Vec<Range<usize>> {
    let mut lists: Vec<Range<usize>> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        match lists.last_mut() {
            Some(list) if lists::in_list(text, &found[index - 1], one) => list.end = index + 1,
            _ => lists.push(index..index + 1),
        }
    }
    lists
}

fn clause(after: &str) -> &str {
    let after = after.trim_start();
    after.split([';', '.']).next().unwrap_or(after)
}

fn behind(after: &str) -> Option<Frequency> {
    let after = clause(after);
    let end = BEHIND.find(after).map(|_| after.find(')').unwrap_or(after.len()))?;
    let said = said(&after[..end]);
    said.firm.last().copied().or(said.loose)
}

fn of_one(before: &str, after: &str, due: Option<PrintedDate>) -> Frequency {
    let said = said(before);
    let recurs = due.is_none_or(|due| due.recurs());
    if let Some(firm) = said.firm.last() {
        return *firm;
    }
    if YEARLY_BEHIND.is_match(after) {
        return Frequency::Year;
    }
    match due {
        Some(due) if due.month.is_none() => of_last_month(after),
        _ if recurs => said.loose.unwrap_or(Frequency::Year),
        _ => Frequency::Once,
    }
}

/// "báo cáo 6 tháng, năm … trước ngày 15/5 và 15/11": in turn. Two days half a year apart are the
/// reports of the half and the whole year, whether the words say so or not.
fn of_list(before: &str, days: &[Found]) -> (Vec<Frequency>, bool) {
    let firm = said(before).firm;
    if firm.len() == days.len() {
        return (firm, true);
    }
    let months: Vec<i8> = days.iter().filter_map(|one| one.date.to?.month).collect();
    let apart = |low: i8, high: i8| {
        months.windows(2).all(|pair| (low..=high).contains(&(pair[0] - pair[1]).abs()))
    };
    let all = |frequency: Frequency| vec![frequency; days.len()];
    let each = matches!(
        firm[..],
        [Frequency::Quarter | Frequency::Month | Frequency::NineMonths | Frequency::Once]
    );
    if each {
        return (all(firm[0]), true);
    }
    match months[..] {
        [first, second] if apart(4, 8) => {
            let half_first = first < second;
            let pair = [Frequency::HalfYear, Frequency::Year];
            let pair = if half_first { pair } else { [pair[1], pair[0]] };
            (pair.to_vec(), firm.len() < 2)
        }
        [_, _, _, _] if apart(2, 4) => (all(Frequency::Quarter), true),
        _ => {
            let recurs = days.iter().all(|one| one.date.to.is_some_and(|due| due.recurs()));
            let guess = if recurs { Frequency::Year } else { Frequency::Once };
            (all(firm.last().copied().unwrap_or(guess)), false)
        }
    }
}

/// How often a day without a month comes round: "ngày 15 của tháng cuối quý", "… cuối kỳ" (months,
/// quarters, half years, years are all periods, NĐ 09/2019/NĐ-CP Điều 12); else every month.
fn of_last_month(after: &str) -> Frequency {
    if after.starts_with("quý") {
        Frequency::Quarter
    } else if after.starts_with("kỳ") {
        Frequency::Period
    } else if after.starts_with("năm") {
        Frequency::Year
    } else {
        Frequency::Month
    }
}

/// Whether a date is a day or month on which something falls due or happens.
pub(super) fn is_day(found: &Found) -> bool {
    let to = found.date.to;
    let exact = found.date.from.is_none() && to.is_some_and(|to| to.day.is_some());
    exact && (found.date.role == DateRole::Day || found.date.role.is_deadline())
}
