//! What is said of reports and entered no regime: better asked than passed over.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use super::{
    REPORT, is_of_report, orders_report, recipients, report_sentences, rhythm, without_citations,
};
use crate::plan::read::{
    DateRole, ItemKind, PrintedDate, Problem, ReadItem, Reading,
    dates::{self, Found},
    pattern,
};

/// "sau 05 ngày làm việc kể từ khi kết thúc Tháng hành động".
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:sau|trong vòng|trong thời hạn|chậm nhất(?: là)?)\s\d{1,3}\s(?:ngày|tuần|tháng)\b|\bsau khi (?:kết thúc|hoàn thành)|\bkể từ (?:khi|ngày) (?:kết thúc|hoàn thành)",
    )
});
/// "số liệu tính đến ngày 30/11", "Kế hoạch ký ngày 12/3": no day of sending.
static OTHER_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:tính đến|lấy đến|tính từ|từ|ký|ban hành|kể từ|họp|khai mạc)\s(?:hết\s)?$")
});
const LISTED_MAX: usize = 20;

/// Adds what the officer should look at.
pub(in crate::plan::read) fn note(reading: &mut Reading) {
    let mut problems = Vec::new();
    for item in &reading.items {
        let preamble = item.kind == ItemKind::Paragraph && item.parent.is_none();
        if preamble || item.kind == ItemKind::Row {
            continue;
        }
        of_item(reading, item, &mut problems);
    }
    problems.truncate(LISTED_MAX);
    reading.problems.append(&mut problems);
}

fn of_item(reading: &Reading, item: &ReadItem, problems: &mut Vec<Problem>) {
    let words = item.words();
    if !orders_report(&words) {
        return;
    }
    let own = reading.regimes.iter().filter(|regime| regime.anchor == item.anchor);
    let due: BTreeSet<_> =
        own.flat_map(|regime| &regime.deadlines).map(|one| key(one.due)).collect();
    let masked = without_citations(&words);
    let mut missing = None;
    for sentence in report_sentences(&words) {
        let text = &words[sentence.clone()];
        let found = dates::find(&masked[sentence]);
        let of_reports: Vec<Found> =
            found.iter().filter(|one| is_of_report(text, one)).cloned().collect();
        if !rhythm::deadlines(text, &of_reports).1 {
            problems.push(unclear(item, &of_reports));
        }
        let days: Vec<&Found> = found.iter().filter(|one| rhythm::is_day(one)).collect();
        for day in &days {
            let unread = day.date.to.is_some_and(|to| !due.contains(&key(to)));
            if unread && is_near_report(text, day) {
                problems.push(unread_day(item, &day.date.printed));
            }
        }
        if days.is_empty() && of_reports.is_empty() {
            missing = missing.or_else(|| text.split(';').find(|clause| is_periodic(clause)));
        }
    }
    if let Some(text) = missing.filter(|_| due.is_empty()) {
        problems.push(without_day(item, text));
    }
}

/// "định kỳ 6 tháng, năm báo cáo UBND tỉnh"; "báo cáo khi có yêu cầu" has no day to be read.
fn is_periodic(clause: &str) -> bool {
    let comes_round = !rhythm::rhythms(clause).is_empty() || COUNTED.is_match(clause);
    comes_round && REPORT.is_match(clause) && !recipients(clause).is_empty()
}

type Key = (Option<i16>, Option<i8>, Option<i8>);

const fn key(date: PrintedDate) -> Key {
    (date.year, date.month, date.day)
}

/// Whether the clause of a day orders a report.
fn is_near_report(text: &str, day: &Found) -> bool {
    let start = text[..day.range.start].rfind(';').map_or(0, |at| at + 1);
    let end = text[day.range.end..].find(';').map_or(text.len(), |at| day.range.end + at);
    let before = &text[start..day.range.start];
    let of_other = day.date.role == DateRole::Day && OTHER_DAY.is_match(before);
    orders_report(&text[start..end]) && !of_other
}

fn problem(code: &'static str, item: &ReadItem, what: String, why: &str, next: &str) -> Problem {
    let (why, next) = (why.to_owned(), next.to_owned());
    Problem { code, line: Some(item.lines.first), what, why, next }
}

fn unread_day(item: &ReadItem, printed: &str) -> Problem {
    problem(
        "report_day_unread",
        item,
        format!(
            "“{printed}” ở mục {} đứng trong câu về báo cáo mà chưa thành hạn nào.",
            item.anchor
        ),
        "Câu không nói rõ đây là hạn gửi báo cáo hay ngày của việc khác.",
        "Nếu là hạn gửi, thêm vào chế độ báo cáo; nếu không, bỏ qua.",
    )
}

fn without_day(item: &ReadItem, text: &str) -> Problem {
    let text = text.trim();
    let cut = text.char_indices().nth(80).map(|(end, _)| format!("{}…", text[..end].trim_end()));
    let said = cut.unwrap_or_else(|| text.to_owned());
    problem(
        "report_day_missing",
        item,
        format!("Mục {} giao báo cáo mà không đọc được ngày phải gửi: “{said}”.", item.anchor),
        "Câu chỉ nêu kỳ báo cáo, hoặc đếm ngày từ một việc khác.",
        "Thêm chế độ báo cáo với hạn gửi, hoặc bỏ qua nếu hạn đã có ở văn bản khác.",
    )
}

fn unclear(item: &ReadItem, found: &[Found]) -> Problem {
    let days: Vec<&str> = found.iter().map(|one| one.date.printed.as_str()).collect();
    problem(
        "report_rhythm_unclear",
        item,
        format!("Chưa rõ ngày nào của kỳ nào ở mục {}: {}.", item.anchor, days.join("; ")),
        "Số ngày không khớp với số kỳ báo cáo mà câu nêu.",
        "Đối chiếu với bản gốc và chọn kỳ cho từng hạn.",
    )
}
