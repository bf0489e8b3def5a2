//! Wording: capitals of Phụ lục II, one manner of tones and dashes, stray spaces.

use crate::decree::wording::{PHRASES, Phrase, TONES, UNIT_NOUNS, Where};
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
        capitals(at, line, report);
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
        capitals(at, line, report);
    }
}

fn capitals(at: usize, line: &Line, report: &mut Report<'_>) {
    phrases(at, &line.text, report);
    units(at, &line.text, report);
    numbered_units(at, &line.text, report);
    sentences(at, line, report);
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

fn phrases(at: usize, text: &str, report: &mut Report<'_>) {
    for (_, phrase) in wrong_phrases(text) {
        let fix = format!("Viết “{}”.", phrase.right);
        report.mend(phrase.rule, at, format!("“{}” sai cách viết hoa.", phrase.wrong), fix);
    }
}

/// Phrases with wrong capitals and where they stand.
pub(in crate::lint) fn wrong_phrases(text: &str) -> impl Iterator<Item = (usize, &'static Phrase)> {
    PHRASES.iter().flat_map(move |phrase| {
        let found = text.match_indices(phrase.wrong).map(|(place, _)| place);
        let wrong = found.filter(move |place| {
            let behind = text[place + phrase.wrong.len()..].chars().next();
            let before = text[..*place].chars().next_back();
            let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let begins = phrase.place == Where::Inside && begins_sentence(&text[..*place]);
            !is_part(behind) && !is_part(before) && !begins
        });
        wrong.map(move |place| (place, phrase))
    })
}

/// Whether a sentence, a quotation or an item begins here.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    let numbered = before.ends_with(')') && before.chars().count() <= 3;
    before.is_empty()
        || numbered
        || before.ends_with(['.', ':', ';', '!', '?', '“', '"', '-', '+', '(', '|'])
}

fn units(at: usize, text: &str, report: &mut Report<'_>) {
    for noun in UNIT_NOUNS {
        for (place, _) in text.match_indices(noun) {
            let behind = &text[place + noun.len()..];
            let name = behind.strip_prefix([' ', '\u{A0}', '\n']).unwrap_or_default();
            let before = text[..place].chars().next_back();
            let is_name = name.starts_with(char::is_uppercase);
            if !is_name
                || before.is_some_and(char::is_alphanumeric)
                || begins_sentence(&text[..place])
            {
                continue;
            }
            if is_youth_union(name) {
                continue;
            }
            let name: String =
                name.split([' ', ',', '.', ';']).next().unwrap_or_default().to_owned();
            let known = PHRASES
                .iter()
                .any(|phrase| phrase.rule == "II-unit" && text[place..].starts_with(phrase.wrong));
            if !known {
                let fix = format!("Viết “{} {name}…”.", noun.to_lowercase());
                report.mend(
                    "II-unit",
                    at,
                    format!("“{noun} {name}…” giữa câu viết hoa {noun}."),
                    fix,
                );
            }
        }
    }
}

/// "Tỉnh Đoàn", "Thành Đoàn" are the Youth Union's own names; "xã Đoàn Kết" is a unit.
fn is_youth_union(name: &str) -> bool {
    let behind = name.strip_prefix("Đoàn");
    behind.is_some_and(|rest| {
        let mut signs = rest.chars();
        match signs.next() {
            Some(' ' | '\u{A0}') => !signs.next().is_some_and(char::is_uppercase),
            Some(sign) => !sign.is_alphanumeric(),
            None => true,
        }
    })
}

/// A unit named by a number has a capital: `Quận 1`, `Phường 7`.
fn numbered_units(at: usize, text: &str, report: &mut Report<'_>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    for (place, pair) in words.windows(2).enumerate() {
        let number = pair[1].trim_end_matches([',', '.', ';', ':', ')']);
        let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        // "mỗi phường 02 người" counts people, it names no unit.
        let counts = number == pair[1]
            && words.get(place + 2).is_some_and(|next| next.starts_with(char::is_lowercase));
        let is_name = is_number && number.len() < 3 && !number.starts_with('0') && !counts;
        if matches!(pair[0], "quận" | "phường") && is_name {
            let right = if pair[0] == "quận" { "Quận" } else { "Phường" };
            let fix = format!("Viết “{right} {number}”.");
            report.mend("II-unit", at, format!("“{} {number}” viết thường.", pair[0]), fix);
        }
    }
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
    let opens = super::body::opening(text.trim()) == super::body::Opening::Plain;
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
