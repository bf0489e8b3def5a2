//! Report regimes set right: name, days, annexes, recipients, reporters; removed or added.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    super::{DateRole, Frequency, PrintedDate, ReadRegime, ReportDeadline, pattern, plain},
    Field,
    ends::typed_end,
    parts,
};

/// What a regime says of a field, in the form in which an officer types it.
pub fn of_regime(regime: &ReadRegime, field: Field) -> String {
    match field {
        Field::RegimeName => regime.name.clone(),
        Field::RegimeDue => regime.deadlines.iter().map(printed).collect::<Vec<_>>().join("; "),
        Field::RegimeAnnexes => regime.annexes.join("; "),
        Field::RegimeRecipients => regime.recipients.join("; "),
        Field::RegimeReporters => regime.reporters.join("; "),
        _ => String::new(),
    }
}

/// "6 tháng trước ngày 15/6".
fn printed(deadline: &ReportDeadline) -> String {
    let role = match deadline.role {
        DateRole::Before | DateRole::NoLaterThan => deadline.role,
        _ => DateRole::Day,
    };
    format!("{} {} {}", deadline.frequency.label(), role.label(), deadline.due.printed())
}

/// Sets one field; whether it could be read.
pub(super) fn set(regime: &mut ReadRegime, field: Field, typed: &str) -> bool {
    match field {
        Field::RegimeName => typed.clone_into(&mut regime.name),
        Field::RegimeAnnexes => regime.annexes = parts(typed),
        Field::RegimeRecipients => regime.recipients = parts(typed),
        Field::RegimeReporters => regime.reporters = parts(typed),
        Field::RegimeDue => {
            let known = |part: &str| {
                let mut read = regime.deadlines.iter();
                read.find(|deadline| printed(deadline) == part).cloned()
            };
            let read = |part: &String| known(part).or_else(|| typed_deadline(part));
            let typed: Option<Vec<ReportDeadline>> = parts(typed).iter().map(read).collect();
            let Some(deadlines) = typed else { return false };
            regime.deadlines = deadlines;
        }
        _ => return false,
    }
    true
}

/// "6 tháng: trước 15/6", "hằng năm chậm nhất ngày 15/12/2024", "ngày 20 hằng tháng".
fn typed_deadline(typed: &str) -> Option<ReportDeadline> {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:báo cáo\s)?(?:định kỳ\s)?(?P<p>(?:hằng |hàng |mỗi )?(?:tuần|tháng|quý|năm)|0?[69] tháng|một lần|đột xuất|theo kỳ(?: báo cáo)?)\b\s*[:,-]?\s*(?P<rest>.*)$",
        )
    });
    static MONTHLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?P<rest>.*\d)\s(?P<p>(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm))$")
    });
    static ROLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<role>trước|chậm nhất(?: là)?|muộn nhất(?: là)?|không (?:muộn|chậm|quá) hơn|đến hết|hạn(?: cuối| chót)?)?\s*(?P<rest>.+)$",
        )
    });
    let typed = plain(typed);
    let found = MONTHLY.captures(&typed).or_else(|| PERIOD.captures(&typed));
    let (period, rest) = match &found {
        Some(found) => (Some(frequency(&found["p"])?), found["rest"].trim()),
        None => (None, typed.trim()),
    };
    let found = ROLE.captures(rest)?;
    let role = match found.name("role").map(|role| role.as_str()) {
        Some("trước") | None => DateRole::Before,
        Some(_) => DateRole::NoLaterThan,
    };
    let due = typed_end(&found["rest"]).or_else(|| day_alone(&found["rest"], period))?;
    due.day?;
    let usual = if due.recurs() { Frequency::Year } else { Frequency::Once };
    Some(ReportDeadline { frequency: period.unwrap_or(usual), due, role })
}

/// "ngày 20" of each month or quarter.
fn day_alone(typed: &str, period: Option<Frequency>) -> Option<PrintedDate> {
    let many = [Frequency::Week, Frequency::Month, Frequency::Quarter, Frequency::Period];
    period.filter(|period| many.contains(period))?;
    let day: i8 = typed.trim_start_matches("ngày").trim().parse().ok()?;
    (1..=31).contains(&day).then_some(PrintedDate { day: Some(day), month: None, year: None })
}

fn frequency(words: &str) -> Option<Frequency> {
    let last = words.rsplit(' ').next()?;
    Some(match (words, last) {
        ("6 tháng" | "06 tháng", _) => Frequency::HalfYear,
        ("9 tháng" | "09 tháng", _) => Frequency::NineMonths,
        ("một lần", _) => Frequency::Once,
        ("đột xuất", _) => Frequency::OnEvent,
        (_, "tuần") => Frequency::Week,
        (_, "tháng") => Frequency::Month,
        (_, "quý") => Frequency::Quarter,
        (_, "năm") => Frequency::Year,
        _ => Frequency::Period,
    })
}
