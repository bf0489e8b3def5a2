//! What a page bears besides the text: numbers, rules, stamps, heads and feet that come again.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use super::{lines::Line, pattern};

static PAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:trang\s+)?[-–—]?\s*(\d{1,3})\s*[-–—]?(?:\s*/\s*\d{1,3})?$"));
static TABLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:TT|STT|Số TT)$"));
static SECTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[IVX]{1,5}\s?[./)-]"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[-–—_=*.~\s|:+─━]{3,}$|^[_*─━—|]+$"));
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:người ký|ký bởi|signed by|thời gian ký|ngày ký|email|signature not verified|digitally signed)\b",
    )
});

static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|HƯỚNG DẪN|CHỈ THỊ|THÔNG BÁO|KẾ$|QUYẾT$)")
});
static RECIPIENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^nơi nhận\s*:?"));

/// Marks rules, stamps, page numbers that count up, and headers repeated under them.
pub(super) fn mark(lines: &mut [Line]) {
    mark_stamps(lines);
    let mut expected = 0;
    let mut after_page: HashMap<String, Vec<usize>> = HashMap::new();
    let mut before_page: HashMap<String, usize> = HashMap::new();
    let mut last: Option<String> = None;
    let mut at_page = false;
    let mut in_table = false;
    // A page that sets a gap behind every line tells nothing by a gap.
    let gaps = lines.iter().filter(|line| line.blank_before).count();
    let loose = gaps * 10 > lines.len() * 7;
    for (index, line) in lines.iter_mut().enumerate() {
        // Cells one a line: "1" behind "TT" counts a row, not a page.
        in_table = in_table && !SECTION.is_match(&line.text) || TABLE.is_match(&line.text);
        let page = PAGE
            .captures(&line.text)
            .filter(|_| !in_table || line.blank_before && !loose)
            .and_then(|found| found[1].parse::<u32>().ok())
            .filter(|page| *page > expected && *page <= expected + 2 && (index > 0 || *page == 1));
        if let Some(page) = page {
            expected = page;
            line.furniture = true;
            if let Some(last) = last.take() {
                *before_page.entry(last).or_default() += 1;
            }
            at_page = true;
            continue;
        }
        if line.furniture || RULE.is_match(&line.text) {
            line.furniture = true;
            continue;
        }
        if at_page {
            after_page.entry(line.text.clone()).or_default().push(index);
            // A page break inside a sentence is no break.
            (line.blank_before, line.after_page) = (false, true);
        }
        at_page = false;
        last = Some(line.text.clone());
    }
    mark_feet(lines, &before_page);
    for repeated in after_page.into_values().filter(|places| places.len() > 1) {
        for index in repeated {
            lines[index].furniture = true;
            // Nor is the head that stands on every page.
            if let Some(next) = lines.get_mut(index + 1) {
                (next.blank_before, next.after_page) = (false, true);
            }
        }
    }
}

/// Stamps of electronic signatures: several lines together, or one line outside the body. Inside it
/// "email: …" is as often the rest of a broken line.
fn mark_stamps(lines: &mut [Line]) {
    let stamps: Vec<bool> = lines.iter().map(|line| STAMP.is_match(&line.text)).collect();
    let begins = |line: &Line| KIND.is_match(&line.text) || SECTION.is_match(&line.text);
    let from = lines.iter().position(begins).unwrap_or(lines.len());
    let ends = |line: &Line| RECIPIENTS.is_match(&line.text);
    let to = lines.iter().position(ends).unwrap_or(lines.len());
    for index in 0..lines.len() {
        let beside = index > 0 && stamps[index - 1] || stamps.get(index + 1) == Some(&true);
        let outside = index < from || index >= to;
        lines[index].furniture = stamps[index] && (beside || outside);
    }
}

/// The same words at the foot of page after page, and of the last one.
fn mark_feet(lines: &mut [Line], before_page: &HashMap<String, usize>) {
    for line in lines.iter_mut().filter(|line| !line.row) {
        let again = before_page.get(&line.text).is_some_and(|count| *count > 1);
        line.furniture |= again && !line.text.ends_with(['.', ';', ':']);
    }
}
