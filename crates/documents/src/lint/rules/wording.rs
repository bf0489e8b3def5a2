//! Wording: capitals at the beginning of sentences, one manner of tones and dashes, stray spaces.

use super::{
    capitals,
    levels::{Opening, opening},
};
use crate::decree::wording::TONES;
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Line, Origin},
};

/// Ends of sentences that are abbreviations.
const ABBREVIATIONS: [&str; 12] =
    ["v.v", "tr", "tp", "tx", "tt", "st", "ths", "ts", "pgs", "gs", "vv", "đ/c"];

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let mut tones = Mixed::default();
    let mut years = Mixed::default();
    for (at, line) in anatomy.sheet.lines.iter().enumerate() {
        note_tones(at, &line.text, &mut tones);
    }
    for at in spoken(anatomy) {
        let line = anatomy.line(at);
        if line.is_capitals() {
            continue;
        }
        capitals::judge(at, &line.text, report);
        sentences(at, line, report);
        // Further lines of an abstract go on where the first ended.
        if !anatomy.about.iter().skip(1).any(|further| *further == at) {
            opens_large(at, line, anatomy.sheet.origin, report);
        }
        note_years(at, &line.text, &mut years);
        if anatomy.sheet.origin != Origin::Pdf {
            spaces(at, &line.text, report);
        }
    }
    tones.tell("tone-mixed", "Dấu thanh đặt hai kiểu", report);
    years.tell("dash-mixed", "Khoảng năm viết bằng hai kiểu gạch", report);
}

/// Judges a line of names or templates: capitals, spaces, and the house's own manner of tones.
pub(super) fn spell(at: usize, line: &Line, report: &mut Report<'_>) {
    older_tones(&line.text, |word| {
        report.line("tone-house", at, format!("“{word}” đặt dấu kiểu cũ."));
    });
    spaces(at, &line.text, report);
    if !line.is_capitals() {
        capitals::judge(at, &line.text, report);
        sentences(at, line, report);
    }
}

/// Lines of running words: body, receivers and addressees; cells of tables are labels.
fn spoken(anatomy: &Anatomy<'_>) -> Vec<usize> {
    let addressees = anatomy.addressees.iter().map(|entry| entry.line);
    let addressed = anatomy.addressee.into_iter().chain(addressees);
    let receivers = anatomy.receivers.iter().map(|entry| entry.line).chain(addressed);
    anatomy.body.iter().copied().chain(anatomy.about.iter().copied()).chain(receivers).collect()
}

/// Two manners of the same thing, with the first place of each.
#[derive(Debug, Default)]
struct Mixed {
    first: Option<(usize, String)>,
    second: Option<(usize, String)>,
    counts: (usize, usize),
}

impl Mixed {
    fn note(&mut self, is_first: bool, at: usize, words: &str) {
        let (slot, count) = if is_first {
            (&mut self.first, &mut self.counts.0)
        } else {
            (&mut self.second, &mut self.counts.1)
        };
        *count += 1;
        slot.get_or_insert_with(|| (at, words.to_owned()));
    }

    /// Tells at the place of the manner that is used less.
    fn tell(self, rule: &'static str, words: &str, report: &mut Report<'_>) {
        let (Some(first), Some(second)) = (self.first, self.second) else { return };
        let (rare, usual) =
            if self.counts.0 < self.counts.1 { (&first, &second) } else { (&second, &first) };
        report.line(rule, rare.0, format!("{words}: “{}” và “{}”.", rare.1, usual.1));
    }
}

fn note_tones(at: usize, text: &str, mixed: &mut Mixed) {
    for (word, is_newer) in toned(text) {
        mixed.note(is_newer, at, word);
    }
}

fn older_tones(text: &str, mut tell: impl FnMut(&str)) {
    toned(text).filter(|(_, is_newer)| !is_newer).for_each(|(word, _)| tell(word));
}

/// Words with an open syllable, and whether its tone stands in the newer manner.
pub(in crate::lint) fn toned(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| (2..=7).contains(&word.chars().count())).filter_map(|word| {
        let lower = word.to_lowercase();
        let ends = |end: &str| lower.strip_suffix(end).is_some_and(|rest| !rest.ends_with('q'));
        let found = TONES.iter().find(|(newer, older)| ends(newer) || ends(older))?;
        Some((word, ends(found.0)))
    })
}

/// Full stops behind which a sentence goes on in small letters.
pub(in crate::lint) fn stray_stops(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(". ").filter_map(|(place, _)| {
        let word = text[..place].rsplit([' ', '(', '\n', '\u{A0}']).next().unwrap_or_default();
        let next = text[place + 2..].trim_start().chars().next();
        let is_word = word.chars().count() > 1 && word.chars().all(char::is_lowercase);
        let stray =
            is_word && !ABBREVIATIONS.contains(&word) && next.is_some_and(char::is_lowercase);
        stray.then_some((place, word))
    })
}

fn sentences(at: usize, line: &Line, report: &mut Report<'_>) {
    let text = line.text.as_str();
    for (place, word) in stray_stops(text) {
        let after: String = text[place + 2..].trim_start().chars().take(20).collect();
        let problem = format!("Sau dấu chấm viết thường: “{word}. {after}…”.");
        report.line("II-sentence", at, problem);
    }
}

/// A paragraph begins with a capital.
fn opens_large(at: usize, line: &Line, origin: Origin, report: &mut Report<'_>) {
    let text = line.text.as_str();
    let first = text.trim_start().chars().next();
    let opens = opening(text.trim()) == Opening::Plain;
    if origin == Origin::Docx && opens && first.is_some_and(char::is_lowercase) && text.len() > 40 {
        report.line("II-sentence", at, "Đầu đoạn viết thường.");
    }
}

fn spaces(at: usize, text: &str, report: &mut Report<'_>) {
    let text = text.trim();
    let quoted = |place: usize| -> String {
        let from = text[..place].char_indices().rev().nth(12).map_or(0, |(i, _)| i);
        text[from..].chars().take(28).collect()
    };
    if let Some(place) = text.find("  ") {
        report.line("space", at, format!("Hai khoảng trắng liền: “{}”.", quoted(place)));
    }
    let signs = [" ,", " ;", " .", " :", " )"];
    let stray = signs.iter().filter_map(|sign| {
        // "./." and "..." keep their own manner.
        text.match_indices(sign)
            .map(|(p, _)| p)
            .find(|p| !text[p + 1..].starts_with("./") && !text[p + 1..].starts_with(".."))
    });
    if let Some(place) = stray.min() {
        report.line("space", at, format!("Khoảng trắng trước dấu câu: “{}”.", quoted(place)));
    }
    let letters: Vec<char> = text.chars().collect();
    let uneven = letters.windows(4).position(|w| {
        w[0].is_ascii_digit() && w[1] == ' ' && w[2] == '-' && w[3].is_ascii_digit()
            || w[0].is_ascii_digit() && w[1] == '-' && w[2] == ' ' && w[3].is_ascii_digit()
    });
    if let Some(place) = uneven {
        let from = place.saturating_sub(8);
        let words: String = letters[from..].iter().take(24).collect();
        report.line("space", at, format!("Khoảng trắng lệch một bên gạch nối: “{words}”."));
    }
}

fn note_years(at: usize, text: &str, mixed: &mut Mixed) {
    let letters: Vec<char> = text.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        if !matches!(letter, '-' | '–' | '—') {
            continue;
        }
        let before: String = letters[..place].iter().rev().take(6).rev().collect();
        let behind: String = letters[place + 1..].iter().take(6).collect();
        let year = |words: &str| words.len() == 4 && words.chars().all(|c| c.is_ascii_digit());
        let last = before.trim_end();
        let last = last.get(last.len().saturating_sub(4)..).unwrap_or_default();
        let first = behind.trim_start();
        let first = first.get(..4).unwrap_or_default();
        if year(last) && year(first) {
            mixed.note(*letter == '-', at, &format!("{last}{letter}{first}"));
        }
    }
}
