//! Who sends a report and whom it reaches.

use std::sync::LazyLock;

use regex::Regex;

use super::REPORT;
use crate::plan::read::{
    BodyRole, DateRole, ReadItem, ReadRegime, Reading, bodies, pattern, plain,
};

static SENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:gửi|nộp|chuyển)(?:\s(?:báo cáo|kết quả))?(?:\s(?:về|tới|đến|cho|qua))?\s|\bvề\s|\bbáo cáo\s",
    )
});
static OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"\scủa\s"));
static SHARED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:các |những )?báo cáo\b[^.]{0,60}\bgửi\b|^(?:nơi|địa chỉ) (?:nhận|gửi)|^Báo cáo gửi|^\(?gửi về\s",
    )
});

/// Bodies behind "gửi về", then those to whom it is reported further.
pub(super) fn recipients(text: &str) -> Vec<String> {
    sent_to(text).0
}

/// The same, and who of them is told by the first: "gửi về Sở … để tổng hợp báo cáo UBND tỉnh".
pub(super) fn sent_to(text: &str) -> (Vec<String>, Vec<String>) {
    let text = from_the_report(text);
    let found = bodies::find(text);
    let Some(sent) = SENT.find_iter(text).find(|sent| {
        found.iter().any(|body| body.range.start == sent.end())
            || text[sent.start()..].to_lowercase().starts_with("gửi")
    }) else {
        return (Vec::new(), Vec::new());
    };
    let (mut names, mut onward): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut at = sent.end();
    for body in found.iter().filter(|body| body.range.start >= sent.end()) {
        let gap = plain(text.get(at..body.range.start).unwrap_or(""));
        if gap.contains("theo") && !gap.contains("báo cáo") || gap.contains("phối hợp") {
            break;
        }
        // "về Sở Nội vụ (Cơ quan Thường trực Ban)" names nobody else.
        let aside = gap.rfind('(').is_some_and(|open| !gap[open..].contains([')', '…']));
        if aside && !gap.contains("qua") {
            at = body.range.end;
            continue;
        }
        let is_told = gap.contains("tổng hợp") && gap.contains("báo cáo") && !names.is_empty();
        if (is_told || !onward.is_empty()) && !names.contains(&body.name) {
            onward.push(body.name.clone());
        }
        if !names.contains(&body.name) {
            // "về UBND tỉnh (qua Sở Nội vụ)": the report reaches the Sở first.
            let through = gap.trim_end().ends_with("qua") || gap.trim_end().ends_with("thông qua");
            let place = if through { names.len().saturating_sub(1) } else { names.len() };
            names.insert(place, body.name.clone());
        }
        at = body.range.end;
    }
    (names, onward)
}

/// "Xây dựng kế hoạch gửi Sở X; báo cáo gửi về Sở Y": what is sent before any report is none.
fn from_the_report(text: &str) -> &str {
    let mut from = 0;
    for clause in text.split_inclusive([';', '\n']) {
        if plain(clause).contains("báo cáo") {
            return &text[from..];
        }
        from += clause.len();
    }
    text
}

/// "gửi về Sở trước ngày …" in a department's own plan.
pub(super) fn own_house(text: &str) -> Vec<String> {
    static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b(?:về|gửi|cho|đến)\s(?P<house>Sở|Ban|Hội|Phòng)(?:[,;.)\n]|\s\p{Ll}|\s\(|$)")
    });
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\bbáo cáo\s(?P<house>(?:Ban\s)?(?:Giám đốc|[Ll]ãnh đạo|Trưởng)\s(?:Sở|[Bb]an|[Pp]hòng))(?:[,;.)\n]|\s\p{Ll}|$)",
        )
    });
    let found = HOUSE.captures(text).or_else(|| HEAD.captures(text));
    let found = found.and_then(|found| found.name("house"));
    found.map(|house| house.as_str().to_owned()).into_iter().collect()
}

/// "… gửi báo cáo về Sở Nội vụ:" with one report a dash below.
pub(super) fn recipients_above(reading: &Reading, item: &ReadItem) -> Vec<String> {
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
pub(super) fn of_whom(name: &str) -> Option<Vec<String>> {
    let (rest, first) = OF.find_iter(name).find_map(|of| {
        let rest = &name[of.end()..];
        let first = bodies::find(rest).into_iter().next()?;
        (first.range.start == 0).then_some((rest, first))
    })?;
    let end = rest.find(" về ").unwrap_or(rest.len()).max(first.range.end);
    Some(vec![rest[..end].trim().trim_end_matches(',').to_owned()])
}

pub(super) fn reporters(item: &ReadItem, text: &str, reading: &Reading) -> Vec<String> {
    let leads = |item: &ReadItem| -> Vec<String> {
        let roles = [BodyRole::Lead, BodyRole::Requested];
        let named = item.bodies.iter().filter(|body| roles.contains(&body.role));
        named.map(|body| body.name.clone()).collect()
    };
    let sent = recipients(text);
    let mut own = leads(item);
    if own.is_empty() {
        own = subject(text);
    }
    if own.is_empty() {
        own = helpers(item);
    }
    let mut above = item.parent;
    while let (true, Some(parent)) = (own.is_empty(), above) {
        own = leads(&reading.items[parent]);
        above = reading.items[parent].parent;
    }
    own.retain(|name| !sent.contains(name));
    own
}

/// "Các phòng, đơn vị: phối hợp thực hiện; gửi báo cáo …": those before the colon.
fn helpers(item: &ReadItem) -> Vec<String> {
    let words = item.words();
    let Some((before, _)) = words.split_once(':') else { return Vec::new() };
    let named = item.bodies.iter().filter(|body| body.role == BodyRole::Coordinating);
    let helping = named.filter(|body| before.contains(&body.name));
    helping.map(|body| body.name.clone()).collect()
}

/// "Định kỳ hằng năm (trước ngày 30/11), các sở, ban, ngành báo cáo …": who does so.
fn subject(text: &str) -> Vec<String> {
    static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^,?\s(?:có trách nhiệm\s)?(?:tổng hợp,?\s)?(?:gửi\s|lập\s)?báo cáo\b")
    });
    static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[,;]|,?\svà)\s$"));
    let found = bodies::find(text);
    let Some(last) = found.iter().position(|body| REPORTS.is_match(&text[body.range.end..])) else {
        return Vec::new();
    };
    let mut first = last;
    while first > 0 && AND.is_match(&text[found[first - 1].range.end..found[first].range.start]) {
        first -= 1;
    }
    // "Tham mưu UBND tỉnh báo cáo …": the one advised is not the one who writes.
    let before = plain(text[..found[first].range.start].trim_end());
    if ["tham mưu", "giúp", "trình", "đề xuất", "để"].iter().any(|word| before.ends_with(word))
    {
        return Vec::new();
    }
    found[first..=last].iter().map(|body| body.name.clone()).collect()
}

/// "Các báo cáo nêu trên gửi về …" holds for the regimes beside it.
pub(super) fn share_recipients(reading: &Reading, regimes: &mut [ReadRegime]) {
    for item in reading.items.iter().filter(|item| SHARED.is_match(&item.words())) {
        if item.dates.iter().any(|date| date.role != DateRole::Rhythm) {
            continue;
        }
        let shared = named_as_recipients(&item.words());
        let (_, onward) = sent_to(&item.words());
        let above = item.parent.map(|parent| format!("{}.", reading.items[parent].anchor));
        for regime in regimes.iter_mut().filter(|regime| regime.recipients.is_empty()) {
            if above.as_ref().is_none_or(|above| regime.anchor.starts_with(above)) {
                regime.recipients.clone_from(&shared);
                regime.onward.clone_from(&onward);
            }
        }
    }
}
