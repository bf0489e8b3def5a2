//! The source as lines: one Unicode form, ordinary spaces, page furniture marked, wrapping measured.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::pattern;

/// A non-empty line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Counted from 1 in the source.
    pub(super) number: usize,
    /// Single spaces, trimmed; separators of cells kept out.
    pub(super) text: String,
    /// Parts between tabs, bars or wide gaps.
    pub(super) cells: Vec<String>,
    /// Whether it is a row of a table.
    pub(super) row: bool,
    pub(super) blank_before: bool,
    pub(super) furniture: bool,
    /// Whether a page ended between it and the line before.
    pub(super) after_page: bool,
}

impl Line {
    /// Length in characters.
    pub(super) fn length(&self) -> usize {
        self.text.chars().count()
    }
}

/// The lines of a text with the width at which it was wrapped, if it was.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) lines: Vec<Line>,
    pub(super) width: Option<usize>,
    /// Lines with two or more spaces between words.
    pub(super) wide_gaps: Vec<usize>,
}

static WIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\t+|\s*\|\s*| {3,}"));
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

/// Cuts a text into lines.
pub(super) fn source(text: &str) -> Source {
    let composed: String = text.nfc().collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut wide_gaps = Vec::new();
    let mut blank = true;
    let ended = composed.replace("\r\n", "\n");
    for (index, raw) in ended.split(['\n', '\r', '\u{2028}', '\u{2029}']).enumerate() {
        let plain: String = raw.chars().filter_map(ordinary).collect();
        let plain = plain.trim();
        if plain.is_empty() {
            blank = true;
            continue;
        }
        let number = index + 1;
        if plain.contains("  ") {
            wide_gaps.push(number);
        }
        lines.push(line(number, plain, blank));
        blank = false;
    }
    mark_furniture(&mut lines);
    let width = width(&lines);
    Source { lines, width, wide_gaps }
}

fn ordinary(c: char) -> Option<char> {
    match c {
        '\t' => Some('\t'),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' | '\u{2060}' | '\u{fe0f}' => None,
        '\u{2010}' | '\u{2011}' => Some('-'),
        c if c.is_whitespace() => Some(' '),
        // Digits and signs of the wide form, as some keyboards type them.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_control() => None,
        // Bullets of word processors, from the private area.
        '\u{e000}'..='\u{f8ff}' => Some('•'),
        c => Some(c),
    }
}

fn line(number: usize, plain: &str, blank_before: bool) -> Line {
    let bars = plain.matches('|').count();
    let tabs = plain.matches('\t').count();
    let row = bars >= 2 || tabs >= 2;
    let cells: Vec<String> = if row && plain.starts_with('|') {
        plain.trim_matches('|').split('|').map(single_spaces).collect()
    } else if row && bars >= 2 {
        plain.split('|').map(single_spaces).collect()
    } else if row {
        plain.split('\t').map(single_spaces).collect()
    } else {
        WIDE.split(plain).map(single_spaces).filter(|cell| !cell.is_empty()).collect()
    };
    let text = if row { cells.join(" | ") } else { single_spaces(plain) };
    Line { number, text, cells, row, blank_before, furniture: false, after_page: false }
}

/// One space between words.
pub(super) fn single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks rules, stamps, page numbers that count up, and headers repeated under them.
fn mark_furniture(lines: &mut [Line]) {
    mark_stamps(lines);
    let mut expected = 0;
    let mut after_page: HashMap<String, Vec<usize>> = HashMap::new();
    let mut at_page = false;
    let mut in_table = false;
    for (index, line) in lines.iter_mut().enumerate() {
        // Cells one a line: "1" behind "TT" counts a row, not a page.
        in_table = in_table && !SECTION.is_match(&line.text) || TABLE.is_match(&line.text);
        let page = PAGE
            .captures(&line.text)
            .filter(|_| !in_table || line.blank_before)
            .and_then(|found| found[1].parse::<u32>().ok())
            .filter(|page| *page > expected && *page <= expected + 2 && (index > 0 || *page == 1));
        if let Some(page) = page {
            expected = page;
            line.furniture = true;
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
    }
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

/// The width of wrapped text: many lines of nearly one length, none much longer.
fn width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        lines.iter().filter(|line| !line.furniture && !line.row).map(Line::length).collect();
    lengths.sort_unstable();
    let most = *lengths.get(lengths.len() * 97 / 100)?;
    if !(30..=160).contains(&most) {
        return None;
    }
    let full = lengths.iter().filter(|length| **length * 100 >= most * 80).count();
    (full * 4 >= lengths.len()).then_some(most)
}

/// Puts a wrapped line behind what came before it.
pub(super) fn join(text: &mut String, next: &str) {
    let mut ending = text.chars().rev();
    let (last, before) = (ending.next(), ending.next());
    // "KH-" + "UBND", "379/" + "KH-UBND", but "Lao động -" + "Thương binh".
    let broken_inside = matches!(last, Some('-' | '/')) && before.is_some_and(|c| c != ' ');
    if !text.is_empty() && !broken_inside {
        text.push(' ');
    }
    text.push_str(next);
}
