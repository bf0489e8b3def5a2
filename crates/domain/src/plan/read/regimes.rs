//! Report regimes: what is reported, by when and how often, with which annexes, to whom, by whom.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    BodyRole, DateRole, Frequency, ReadRegime, Reading, ReportDeadline, bodies, dates, pattern,
    plain,
};

static REPORT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bbáo cáo\b"));
static NAME_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[(;:.\n]|,?\s(?:trước (?:ngày|tháng|\d)|chậm nhất|gửi|định kỳ 0?6|không muộn|muộn nhất|về (?:Sở|Ủy ban|Uỷ ban|UBND|Ban|Bộ|Phòng|Hội|Văn phòng|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Thường trực|Công an|Liên đoàn)\b|\(|đến (?:Sở|UBND)|theo (?:quy định|đề cương|mẫu|biểu)|để tổng hợp|và báo cáo|, báo cáo|qua (?:Sở|UBND)|thông qua|vào)|,\s(?:gửi|nộp)",
    )
});
static SPECIFIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bbáo cáo\s(?:kết quả|công tác|chuyên đề|tình hình|tổng kết|sơ kết|năm\b|0?6 tháng|quý|định kỳ|hằng năm|hàng năm|việc|thực hiện|số liệu|về|thống kê|đánh giá|giữa kỳ|cuối)",
    )
});
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:gửi|nộp|chuyển)(?:\s(?:báo cáo|kết quả))?(?:\s(?:về|tới|đến|cho|qua))?\s|\bvề\s|\bbáo cáo\s",
    )
});
static HALF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)0?6 tháng|sáu tháng|giữa năm|sơ kết"));
static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)báo cáo (?:tổng kết )?năm\b|(?:hằng|hàng) năm|định kỳ (?:hằng |hàng )?năm|01 năm|1 năm|cả năm|báo cáo tổng kết|năm\s*[:,]?\s*\(?$",
    )
});
static OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"\scủa\s"));
static SHARED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:các |những )?báo cáo\b[^.]{0,60}\bgửi\b|^(?:nơi|địa chỉ) (?:nhận|gửi)|^Báo cáo gửi",
    )
});
static TASK_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:gửi|nộp)[^.;]{0,40}báo cáo|báo cáo[^.;]{0,200}(?:gửi|trước ngày|chậm nhất|về (?:Sở|UBND|Ủy ban|Ban))",
    )
});

/// Reads the regimes out of the items.
pub(super) fn find(reading: &Reading) -> Vec<ReadRegime> {
    let mut regimes: Vec<ReadRegime> = Vec::new();
    let sections = report_sections(reading);
    for (index, item) in reading.items.iter().enumerate() {
        let due = item.dates.iter().any(|date| date.role.is_deadline());
        let words = item.words();
        let reports = REPORT.is_match(&words);
        let within = sections[index];
        if !due || !reports && !within || !within && !TASK_REPORT.is_match(&words) {
            continue;
        }
        regimes.extend(of_item(reading, index, &words, within));
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
    for sentence in sentences(words) {
        let text = &words[sentence];
        let found: Vec<dates::Found> =
            dates::find(text).into_iter().filter(|found| is_of_report(text, found)).collect();
        let Some(first) = found.first() else { continue };
        if !REPORT.is_match(text) && !within {
            continue;
        }
        let deadlines = deadlines(text, &found);
        let mut recipients = recipients(text);
        if recipients.is_empty() {
            recipients = recipients_above(reading, item);
        }
        let reporters = reporters(item, text, reading);
        for name in names(text, first.range.start, &heading_above(reading, index)) {
            regimes.push(ReadRegime {
                anchor: item.anchor.clone(),
                reporters: of_whom(&name).unwrap_or_else(|| reporters.clone()),
                name,
                deadlines: deadlines.clone(),
                annexes: item.annexes.clone(),
                recipients: recipients.clone(),
            });
        }
    }
    regimes
}

/// "Ban hành kế hoạch chậm nhất ngày 12/11; gửi báo cáo …": only the second is a report's deadline.
fn is_of_report(text: &str, found: &dates::Found) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:ban hành|xây dựng|hoàn thành|hoàn thiện|kiện toàn|tổ chức|kế hoạch|đăng ký|xong)\b",
        )
    });
    if !found.date.role.is_deadline() {
        return false;
    }
    let start = text[..found.range.start].rfind(';').map_or(0, |at| at + 1);
    let end = text[found.range.end..].find(';').map_or(text.len(), |at| found.range.end + at);
    let clause = &text[start..end];
    REPORT.is_match(clause) || !OTHER.is_match(clause)
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

fn heading_above(reading: &Reading, index: usize) -> String {
    let item = &reading.items[index];
    let own = [item.title.as_str()];
    let above = item.parent.map(|parent| reading.items[parent].title.as_str());
    let title = own.into_iter().chain(above).find(|title| !title.is_empty()).unwrap_or("");
    title.trim_end_matches([':', '.', ' ']).to_owned()
}

/// The reports that a sentence names before its deadline.
fn names(text: &str, due: usize, heading: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut from = 0;
    while let Some(found) = SPECIFIC.find(&text[from..]) {
        let start = from + found.start();
        if start > due && !names.is_empty() {
            break;
        }
        let first = from + found.end();
        let end = NAME_END.find(&text[first..]).map_or(text.len(), |end| first + end.start());
        let name = text[start..end.max(first)].trim_matches([' ', ',', '“', '”', '.', '-']);
        // "báo cáo năm" inside one regime is a rhythm, not another report.
        let rhythm = RHYTHM_NAME.is_match(name) && !names.is_empty();
        if !rhythm {
            names.push(sentence_start(without_rhythm(name)));
        }
        from = end.max(first);
    }
    if names.is_empty() {
        names.push(unspecific_name(&text[..due.min(text.len())], heading));
    }
    names
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
fn unspecific_name(before: &str, heading: &str) -> String {
    static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:tổng hợp,?\s)?(?:gửi\s|lập\s)?báo cáo[^;.:\n]{0,120}$")
    });
    if plain(heading).contains("báo cáo") {
        return heading.to_owned();
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

fn deadlines(text: &str, found: &[dates::Found]) -> Vec<ReportDeadline> {
    let mut deadlines = Vec::new();
    let mut at = 0;
    for (index, one) in found.iter().enumerate() {
        let Some(due) = one.date.to else { continue };
        let next = found.get(index + 1).map_or(text.len(), |next| next.range.start);
        let before = &text[at..one.range.start];
        let after = text[one.range.end..next].trim_start();
        let after = after.split([';', '.']).next().unwrap_or(after);
        // "trước ngày 15/6 đối với báo cáo 6 tháng": said behind the date.
        let said = ["đối với", "(đối với", "(báo cáo", "cho báo cáo", "hằng", "hàng"]
            .iter()
            .any(|word| after.starts_with(word));
        let mut frequency = said.then(|| frequency(after)).flatten();
        frequency = frequency.or_else(|| self::frequency(before));
        let default = if due.month.is_none() {
            of_last_month(after)
        } else if due.recurs() {
            Frequency::Year
        } else {
            Frequency::Once
        };
        deadlines.push(ReportDeadline {
            frequency: frequency.unwrap_or(default),
            due,
            role: one.date.role,
        });
        at = if said { next } else { one.range.end };
    }
    deadlines
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

fn frequency(words: &str) -> Option<Frequency> {
    let last = |expression: &Regex| expression.find_iter(words).last().map(|found| found.end());
    let (half, year) = (last(&HALF), last(&YEARLY));
    match (half, year) {
        (Some(half), Some(year)) if half > year => Some(Frequency::HalfYear),
        (_, Some(_)) => Some(Frequency::Year),
        (Some(_), None) => Some(Frequency::HalfYear),
        (None, None) => {
            let words = plain(words);
            // The Month of Action is no month among twelve.
            let of_action = words.contains("tháng hành động");
            let quarter = ["hằng quý", "hàng quý", "báo cáo quý"];
            let month = ["hằng tháng", "hàng tháng", "báo cáo tháng"];
            if quarter.iter().any(|word| words.contains(word)) {
                Some(Frequency::Quarter)
            } else if month.iter().any(|word| words.contains(word)) && !of_action {
                Some(Frequency::Month)
            } else {
                None
            }
        }
    }
}

/// Bodies behind "gửi về", then those to whom it is reported further.
fn recipients(text: &str) -> Vec<String> {
    let found = bodies::find(text);
    let Some(sent) = SENT.find_iter(text).find(|sent| {
        found.iter().any(|body| body.range.start == sent.end())
            || text[sent.start()..].to_lowercase().starts_with("gửi")
    }) else {
        return Vec::new();
    };
    let mut names: Vec<String> = Vec::new();
    let mut at = sent.end();
    for body in found.iter().filter(|body| body.range.start >= sent.end()) {
        let gap = plain(text.get(at..body.range.start).unwrap_or(""));
        if gap.contains("theo") && !gap.contains("báo cáo") || gap.contains("phối hợp") {
            break;
        }
        if !names.contains(&body.name) {
            // "về UBND tỉnh (qua Sở Nội vụ)": the report reaches the Sở first.
            let through = gap.trim_end().ends_with("qua") || gap.trim_end().ends_with("thông qua");
            let place = if through { names.len().saturating_sub(1) } else { names.len() };
            names.insert(place, body.name.clone());
        }
        at = body.range.end;
    }
    names
}

/// "… gửi báo cáo về Sở Nội vụ:" with one report a dash below.
fn recipients_above(reading: &Reading, item: &super::ReadItem) -> Vec<String> {
    let Some(parent) = item.parent.map(|parent| &reading.items[parent]) else { return Vec::new() };
    let words = parent.words();
    let announces = REPORT.is_match(&words) && words.trim_end().ends_with(':');
    // The heading "CHẾ ĐỘ BÁO CÁO" stands on a line of its own above the sentence.
    let sentence = words.rsplit('\n').next().unwrap_or("");
    if announces { recipients(sentence) } else { Vec::new() }
}

/// "Nơi nhận báo cáo: Sở …": every body of the first sentence.
fn named_as_recipients(text: &str) -> Vec<String> {
    static FIELD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:nơi|địa chỉ) (?:nhận|gửi)[^:]{0,40}:\s*"));
    let Some(field) = FIELD.find(text) else { return recipients(text) };
    let said = &text[field.end()..];
    let end = said.find(['(', ';', '\n', '.']).unwrap_or(said.len());
    bodies::find(&said[..end]).into_iter().map(|body| body.name).collect()
}

/// "của các sở, ngành, địa phương" inside the name of the report.
fn of_whom(name: &str) -> Option<Vec<String>> {
    let (rest, first) = OF.find_iter(name).find_map(|of| {
        let rest = &name[of.end()..];
        let first = bodies::find(rest).into_iter().next()?;
        (first.range.start == 0).then_some((rest, first))
    })?;
    let end = rest.find(" về ").unwrap_or(rest.len()).max(first.range.end);
    Some(vec![rest[..end].trim().trim_end_matches(',').to_owned()])
}

fn reporters(item: &super::ReadItem, text: &str, reading: &Reading) -> Vec<String> {
    let leads = |item: &super::ReadItem| -> Vec<String> {
        let roles = [BodyRole::Lead, BodyRole::Requested];
        let named = item.bodies.iter().filter(|body| roles.contains(&body.role));
        named.map(|body| body.name.clone()).collect()
    };
    let sent = recipients(text);
    let mut own = leads(item);
    let mut above = item.parent;
    while let (true, Some(parent)) = (own.is_empty(), above) {
        own = leads(&reading.items[parent]);
        above = reading.items[parent].parent;
    }
    own.retain(|name| !sent.contains(name));
    own
}

/// "Các báo cáo nêu trên gửi về …" holds for the regimes beside it.
fn share_recipients(reading: &Reading, regimes: &mut [ReadRegime]) {
    for item in reading.items.iter().filter(|item| SHARED.is_match(&item.words())) {
        if item.dates.iter().any(|date| date.role != DateRole::Rhythm) {
            continue;
        }
        let shared = named_as_recipients(&item.words());
        let above = item.parent.map(|parent| format!("{}.", reading.items[parent].anchor));
        for regime in regimes.iter_mut().filter(|regime| regime.recipients.is_empty()) {
            if above.as_ref().is_none_or(|above| regime.anchor.starts_with(above)) {
                regime.recipients.clone_from(&shared);
            }
        }
    }
}
