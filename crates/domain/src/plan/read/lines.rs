//! The source as lines: one Unicode form, ordinary spaces, page furniture marked, wrapping measured.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::{furniture, glued, pattern};

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
    /// Lines whose words were glued together.
    pub(super) glued: Vec<usize>,
}

static WIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\t+|\s*\|\s*| {3,}"));
/// "Lao động- Thương binh", "Bà Rịa-Vũng Tàu".
static DASH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\p{Ll})(?:-\s?|\s-)(\p{Lu}\p{Ll})"));
/// Cuts a text into lines.
pub(super) fn source(text: &str) -> Source {
    let composed: String = text.nfc().collect();
    let mut lines: Vec<Line> = Vec::new();
    let (mut wide_gaps, mut glued) = (Vec::new(), Vec::new());
    let mut blank = true;
    let mut ended = composed.replace("\r\n", "\n");
    // Some pages show the ends of their lines as letters.
    if ended.matches(r"\r\n").count() > 2 {
        ended = ended.replace(r"\r\n", "\n");
    }
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
        let dashed = DASH.replace_all(plain, "$1 - $2");
        let apart = glued::apart(&dashed);
        if apart != dashed {
            glued.push(number);
        }
        lines.push(line(number, &apart, blank));
        blank = false;
    }
    furniture::mark(&mut lines);
    let width = width(&lines);
    Source { lines, width, wide_gaps, glued }
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
    // "Lao động-" above "Thương binh": a dash between two names.
    let small = next.chars().nth(1).is_some_and(char::is_lowercase);
    if broken_inside && last == Some('-') && before.is_some_and(char::is_lowercase) && small {
        text.pop();
        text.push_str(" - ");
    } else if !text.is_empty() && !broken_inside {
        text.push(' ');
    }
    text.push_str(next);
}
