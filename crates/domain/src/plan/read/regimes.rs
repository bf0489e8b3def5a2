//! Report regimes: what is reported, by when and how often, with which annexes, to whom, by whom.

mod parties;
mod rhythm;
pub(super) mod unread;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    Frequency, ItemKind, ReadRegime, Reading, ReportDeadline, bodies, citations, dates, pattern,
    plain,
};

use parties::{
    of_whom, own_house, recipients, recipients_above, reporters, sent_to, share_recipients,
};

static REPORT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bbáo cáo\b"));
static NAME_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[();:.|\n]|,?\s(?:trước (?:các )?(?:ngày|tháng|\d)|chậm nhất|gửi|định kỳ 0?6|không muộn|muộn nhất|về (?:Sở|Ủy ban|Uỷ ban|UBND|Ban|Bộ|Phòng|Hội|Văn phòng|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Thường trực|Công an|Liên đoàn)\b|\(|đến (?:Sở|UBND)|theo (?:quy định|đề cương|mẫu|biểu)|để tổng hợp|và báo cáo|, báo cáo|qua (?:Sở|UBND)|thông qua|vào|(?:hằng|hàng|mỗi) (?:tháng|quý|tuần))|,\s(?:gửi|nộp)",
    )
});
static SPECIFIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bbáo cáo\s(?:kết quả|công tác|chuyên đề|tình hình|tổng kết|sơ kết|năm\b|0?6 tháng|quý|định kỳ|hằng năm|hàng năm|việc|thực hiện|số liệu|về|thống kê|đánh giá|giữa kỳ|cuối)",
    )
});
/// What is reported without the word: "gửi kết quả về …", "thống kê số liệu …, cung cấp Sở …".
static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:gửi|nộp|cung cấp)\s[^.;\n]{0,60}?(?P<sent>kết quả|số liệu)\b|\b(?P<what>kết quả|số liệu)\b[^.;\n]{0,160}\b(?:gửi|nộp|cung cấp)\s",
    )
});

/// Whether the words order a report: a "báo cáo viên" is none.
fn orders_report(words: &str) -> bool {
    let speaker = |end: usize| words[end..].trim_start().starts_with("viên");
    REPORT.find_iter(words).any(|found| !speaker(found.end())) || FIGURES.is_match(words)
}

/// Reads the regimes out of the items.
pub(super) fn find(reading: &Reading) -> Vec<ReadRegime> {
    let mut regimes: Vec<ReadRegime> = Vec::new();
    let sections = report_sections(reading);
    for (index, item) in reading.items.iter().enumerate() {
        let words = item.words();
        if item.dates.iter().any(|date| date.role.is_deadline()) {
            regimes.extend(of_item(reading, index, &words, sections[index]));
        }
    }
    share_recipients(reading, &mut regimes);
    regimes
}

/// Which items stand under a heading on reports.
fn report_sections(reading: &Reading) -> Vec<bool> {
    let mut within = vec![false; reading.items.len()];
    for (index, item) in reading.items.iter().enumerate() {
        let title = plain(&item.title);
        let heading = title.contains("báo cáo") && title.chars().count() < 90;
        within[index] = heading || item.parent.is_some_and(|parent| within[parent]);
    }
    within
}

fn of_item(reading: &Reading, index: usize, words: &str, within: bool) -> Vec<ReadRegime> {
    let item = &reading.items[index];
    let mut regimes: Vec<ReadRegime> = Vec::new();
    let masked = without_citations(words);
    for sentence in report_sentences(words) {
        let text = &words[sentence.clone()];
        if !orders_report(text) && !within {
            continue;
        }
        let dates = dates::find(&masked[sentence]);
        let found: Vec<dates::Found> =
            dates.into_iter().filter(|found| is_of_report(text, found)).collect();
        let Some(first) = found.first() else { continue };
        // In a table the report may be what a task yields: "Kiểm tra | Trước 30/10 | Báo cáo".
        if item.kind == ItemKind::Row && !orders_report(&text[..first.range.start]) {
            continue;
        }
        let (deadlines, _) = rhythm::deadlines(text, &found);
        let (mut recipients, onward) = sent_to(text);
        if recipients.is_empty() {
            recipients = recipients_above(reading, item);
        }
        if recipients.is_empty() {
            recipients = own_house(text);
        }
        let reporters = reporters(item, text, reading);
        // The name stands in the first of joined sentences, the days in the next.
        let said = sentences(text).first().map_or(text, |first| &text[first.clone()]);
        let said = said.trim_end_matches(['.', ' ']).len().min(first.range.start);
        let names = names(text, said, &heading_above(reading, index));
        for (name, deadlines) in shared_out(text, names, deadlines) {
            regimes.push(ReadRegime {
                anchor: item.anchor.clone(),
                reporters: of_whom(&name).unwrap_or_else(|| reporters.clone()),
                name,
                deadlines,
                annexes: item.annexes.clone(),
                recipients: recipients.clone(),
                onward: onward.clone(),
            });
        }
    }
    regimes
}

type Named = (String, Vec<ReportDeadline>);

/// Each report with its deadlines. "Báo cáo sơ kết 5 năm gửi trước …; báo cáo tổng kết gửi trước …"
/// are two that come once; "báo cáo quý …, báo cáo năm …" are one that comes round.
fn shared_out(text: &str, names: Vec<String>, deadlines: Vec<ReportDeadline>) -> Vec<Named> {
    let once = deadlines.iter().all(|due| due.frequency == Frequency::Once);
    let clauses: Vec<&str> = text.split(';').filter(|clause| REPORT.is_match(clause)).collect();
    if once && deadlines.len() > 1 && clauses.len() == deadlines.len() {
        let of_clause = |clause: &str| {
            let due =
                dates::find(clause).into_iter().find(|found| found.date.role.is_deadline())?;
            names_of(clause, due.range.start, true).into_iter().next()
        };
        let named: Option<Vec<String>> = clauses.into_iter().map(of_clause).collect();
        if let Some(named) = named {
            return named.into_iter().zip(deadlines.into_iter().map(|due| vec![due])).collect();
        }
    }
    let first = deadlines.first().map(|due| due.frequency);
    let several = deadlines.iter().any(|due| Some(due.frequency) != first);
    let single = names.len() == 1;
    let name = |name: String| if several && single { of_several(&name) } else { name };
    names.into_iter().map(|one| (name(one), deadlines.clone())).collect()
}

/// "Báo cáo 6 tháng", where the year's is meant as well.
fn of_several(name: &str) -> String {
    static RHYTHM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s(?:(?:0?[69]|sáu|chín) tháng(?:\sđầu năm)?|(?:cả\s)?năm|quý(?:\s[IV]{1,3})?|sơ kết|tổng kết|tháng)$",
        )
    });
    let mut bare = name;
    while let Some(tail) = RHYTHM.find(bare) {
        bare = &bare[..tail.start()];
    }
    if bare.ends_with([',', '-']) {
        return name.to_owned();
    }
    if plain(bare) == "báo cáo" { "Báo cáo định kỳ".to_owned() } else { bare.to_owned() }
}

/// The days of cited documents are no days of reports.
fn without_citations(words: &str) -> String {
    let cited: Vec<Range<usize>> =
        citations::find(words).into_iter().map(|found| found.range).collect();
    dates::masked(words, &cited)
}

/// "Ban hành kế hoạch chậm nhất ngày 12/11; gửi báo cáo …": only the second is a report's deadline.
fn is_of_report(text: &str, found: &dates::Found) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:ban hành|xây dựng|hoàn thành|hoàn thiện|kiện toàn|tổ chức|kế hoạch|đăng ký|xong)\b",
        )
    });
    static PLANS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:ban hành|xây dựng|hoàn thành|kiện toàn)\s"));
    if !found.date.role.is_deadline() {
        return false;
    }
    let start = text[..found.range.start].rfind(';').map_or(0, |at| at + 1);
    let end = text[found.range.end..].find(';').map_or(text.len(), |at| found.range.end + at);
    let clause = &text[start..end];
    // "xây dựng kế hoạch trước 28/02, báo cáo 6 tháng trước …": the first day is of the other duty.
    let before = &text[start..found.range.start];
    let duty = before.rfind(',').map_or(before, |at| &before[at + 1..]);
    let behind = &text[found.range.end..end];
    if PLANS.is_match(duty) && !orders_report(before) && behind.starts_with(',') {
        return false;
    }
    orders_report(clause) || !OTHER.is_match(clause)
}

/// Sentences end at a period before a capital, and at a line break.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\n|[.!?…]\s+[\p{Lu}\d“-]"));
    let mut ranges = Vec::new();
    let mut at = 0;
    for end in END.find_iter(text) {
        let stop = if end.as_str() == "\n" { end.start() } else { end.start() + 1 };
        if stop > at && text.is_char_boundary(stop) {
            ranges.push(at..stop);
            at = stop;
        }
    }
    ranges.push(at..text.len());
    ranges
}

/// Sentences, where "Định kỳ 6 tháng (trước ngày 15/6) …" goes on with the report ordered before it.
fn report_sentences(text: &str) -> Vec<Range<usize>> {
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*\(?(?:định kỳ|thời (?:gian|hạn|điểm)|hạn |trước ngày|chậm nhất|(?:hằng|hàng) năm|0?6 tháng)",
        )
    });
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in sentences(text) {
        let own = &text[range.clone()];
        let goes_on = GOES_ON.is_match(own) && !orders_report(own);
        match joined.last_mut().filter(|last| {
            let before = &text[(*last).clone()];
            let dated = || dates::find(before).iter().any(|found| found.date.role.is_deadline());
            goes_on && orders_report(before) && !dated()
        }) {
            Some(last) => last.end = range.end,
            None => joined.push(range),
        }
    }
    joined
}

fn heading_above(reading: &Reading, index: usize) -> String {
    let item = &reading.items[index];
    let own = [item.title.as_str()];
    let above = item.parent.map(|parent| reading.items[parent].title.as_str());
    let title = own.into_iter().chain(above).find(|title| !title.is_empty()).unwrap_or("");
    title.trim_end_matches([':', '.', ' ']).to_owned()
}

/// The reports that a sentence names before its deadline.
fn names(text: &str, due: usize, heading: &str) -> Vec<String> {
    let mut names = names_of(text, due, false);
    if names.is_empty() && !REPORT.is_match(text) {
        names.extend(of_figures(text));
    }
    if names.is_empty() {
        names.push(unspecific_name(text, due.min(text.len()), heading));
    }
    names
}

/// The reports named as such; one that only says its rhythm is no other beside a named one.
fn names_of(text: &str, due: usize, alone: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut from = 0;
    while let Some(found) = SPECIFIC.find(&text[from..]) {
        let start = from + found.start();
        // "báo cáo Sở … kết quả trước ngày 15/6, báo cáo năm …": the first has its words before.
        if start > due && (!names.is_empty() || REPORT.is_match(&text[..due])) {
            break;
        }
        let first = from + found.end();
        let end = NAME_END.find(&text[first..]).map_or(text.len(), |end| first + end.start());
        let name = text[start..end.max(first)].trim_matches([' ', ',', '“', '”', '.', '-']);
        let rhythm = RHYTHM_NAME.is_match(name) && !names.is_empty() && !alone;
        if !rhythm && !names_recipient(name) {
            names.push(sentence_start(without_rhythm(name)));
        }
        from = end.max(first);
    }
    names
}

/// "báo cáo về Ban VSTBPN tỉnh" says to whom, not what.
fn names_recipient(name: &str) -> bool {
    let Some(rest) = plain(name).strip_prefix("báo cáo về ").map(str::len) else {
        return false;
    };
    let start = name.len().saturating_sub(rest);
    name.get(start..)
        .is_some_and(|rest| bodies::find(rest).first().is_some_and(|body| body.range.start == 0))
}

fn of_figures(text: &str) -> Option<String> {
    let found = FIGURES.captures(text)?;
    let what = found.name("sent").or_else(|| found.name("what"))?;
    let figures = what.as_str().to_lowercase() == "số liệu";
    Some(if figures { "Cung cấp số liệu".to_owned() } else { "Gửi kết quả".to_owned() })
}

static RHYTHM_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^báo cáo\s(?:(?:định kỳ|sơ kết|tổng kết|kết quả|cả|hằng|hàng|0?[69] tháng|sáu tháng|năm|quý|tháng|tuần|đầu|cuối|\d{1,4})\s?)+$",
    )
});

/// "Báo cáo kết quả thực hiện 6 tháng" with a deadline for the half year and one for the year.
fn without_rhythm(name: &str) -> &str {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[,\s]+(?:định kỳ\s?)?(?:(?:0?6|sáu) tháng(?: đầu năm)?|định kỳ|(?:hằng|hàng) năm)$",
        )
    });
    let Some(tail) = TAIL.find(name) else { return name };
    let bare = &name[..tail.start()];
    if bare.split_whitespace().count() > 3 { bare } else { name }
}

/// The name of a report that the text only describes: its heading, or the words before the deadline.
fn unspecific_name(text: &str, due: usize, heading: &str) -> String {
    static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:tổng hợp,?\s)?(?:gửi\s|lập\s)?báo cáo[^;.:\n]{0,120}$")
    });
    let before = &text[..due];
    if plain(heading).contains("báo cáo") && !heading.starts_with(text.trim_end_matches(['.', ':']))
    {
        return heading.to_owned();
    }
    // "Định kỳ hằng quý (trước ngày 15 …) báo cáo Sở …": its words stand behind the day.
    if !REPORT.is_match(before)
        && let Some(report) = REPORT.find(&text[due..])
    {
        let words = &text[due + report.start()..];
        let end = NAME_END.find(words).map_or(words.len(), |end| end.start());
        return sentence_start(&without_bodies(words[..end].trim_end_matches([' ', ','])));
    }
    let found = REPORTS.find(before).map(|found| found.as_str().trim_matches([' ', ',', '(']));
    let end = found.and_then(|words| NAME_END.find(words).map(|end| &words[..end.start()]));
    let words = end.or(found).unwrap_or("").trim_end_matches([' ', ',', '(']);
    let words = words.trim_end_matches(" về").trim_end_matches(" gửi");
    match (words.is_empty(), heading.is_empty()) {
        (false, _) => sentence_start(&without_bodies(words)),
        (true, false) => heading.to_owned(),
        (true, true) => "Báo cáo".to_owned(),
    }
}

/// "Tổng hợp, báo cáo UBND tỉnh và Bộ Nội vụ kết quả thực hiện": to whom it goes is no part of its name.
fn without_bodies(words: &str) -> String {
    let named = bodies::find(words);
    let (Some(first), Some(last)) = (named.first(), named.last()) else { return words.to_owned() };
    let before = words[..first.range.start].trim_end_matches([' ', ',', '(']);
    if !plain(before).ends_with("báo cáo") {
        return words.to_owned();
    }
    let after = words[last.range.end..].trim_start_matches([' ', ',', ')', '.', ';']);
    let after = if after.starts_with("theo") || after.starts_with("để") { "" } else { after };
    let gathered = plain(before).starts_with("tổng hợp") && after.is_empty();
    if gathered {
        "Báo cáo tổng hợp".to_owned()
    } else {
        format!("Báo cáo {after}").trim().to_owned()
    }
}

fn sentence_start(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
