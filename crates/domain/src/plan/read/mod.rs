//! Reads an issued plan: the official text becomes a numbered tree with bodies, dates, citations,
//! report regimes and events, which an officer confirms or corrects beside the text.
//!
//! It guesses by the form of such documents, never by the names of one province; what it cannot
//! place it lists. Every expression is linear, and no text makes it fail.

mod bodies;
mod body_words;
mod citations;
mod codes;
mod correct;
mod dates;
mod duties;
mod events;
mod extract;
mod flat_table;
mod furniture;
mod glued;
mod header;
mod identity;
mod issuers;
mod lines;
mod marks;
mod outline;
mod problems;
mod programmes;
mod reading;
mod regimes;
mod roles;
mod rows;
mod tail;
mod to_plan;
mod wrapping;

use regex::Regex;

pub use correct::{
    Emendation, Emended, Field, Listed, Move, key_of, of_event, of_regime, typed_date,
};
pub use reading::*;

use correct::cut::Uncut;
use lines::Source;
use outline::Outline;

/// Reads the text of an issued plan.
pub fn read(text: &str) -> Reading {
    read_placed(text, &[]).0
}

/// Reads a text with what an officer set right in it.
pub fn read_emended(text: &str, corrections: &[Emendation]) -> Emended {
    let (reading, unplaced) = read_placed(text, corrections);
    let mut emended = reading.emended(corrections);
    emended.without_place.extend(unplaced.without_place);
    emended.unreadable.extend(unplaced.unreadable);
    emended
}

/// Items that the officer cut or moved are so before their words are read.
fn read_placed(text: &str, corrections: &[Emendation]) -> (Reading, Uncut) {
    let source = lines::source(text);
    let mut reading = Reading::default();
    let mut usage = vec![LineUse::NotUnderstood; source.lines.len()];
    for (index, line) in source.lines.iter().enumerate() {
        if line.furniture {
            usage[index] = LineUse::Furniture;
        }
    }
    let outline = divide(&source, &mut reading, &mut usage);
    let (mut items, gaps) = outline.finish();
    let mut unplaced = correct::cut::apply(&source, &mut items, &mut usage, corrections);
    let unmoved = correct::nesting::apply(&mut items, &mut usage, corrections);
    unplaced.without_place.extend(unmoved);
    reading.items = items;
    reading.problems = gaps;
    keep_lines(&source, usage, &mut reading);
    extract::fill(&mut reading);
    problems::note(&source, &mut reading);
    (reading, unplaced)
}

/// Walks through header, body, signature block, annexes and attached documents.
fn divide(source: &Source, reading: &mut Reading, usage: &mut [LineUse]) -> Outline {
    let lines = &source.lines;
    let mut outline = Outline::new(source);
    let mut at = header::read(lines, reading, usage);
    while at < lines.len() {
        if lines[at].furniture {
            at += 1;
            continue;
        }
        if tail::begins(lines, at) {
            outline.close();
            at = tail::read(lines, at, reading, usage);
            if let Some(next) = header::attached(lines, at, reading, usage) {
                at = next;
            }
            continue;
        }
        if header::encloses(lines, at, reading) {
            outline.close();
            if let Some(next) = header::attached(lines, at, reading, usage) {
                at = next;
                continue;
            }
        }
        // "… kể từ ngày ký./.Nơi nhận:" on one line: the list begins on the next.
        let glued = tail::glued(&lines[at]);
        let item = outline.push(glued.as_ref().unwrap_or(&lines[at]));
        usage[at] = item.map_or(LineUse::NotUnderstood, LineUse::Item);
        at += 1;
        if glued.is_some() {
            outline.close();
            at = tail::read_list(lines, at, reading, usage);
            at = header::attached(lines, at, reading, usage).unwrap_or(at);
        }
    }
    outline
}

fn keep_lines(source: &Source, usage: Vec<LineUse>, reading: &mut Reading) {
    for (line, usage) in source.lines.iter().zip(usage) {
        if usage == LineUse::NotUnderstood {
            let text = line.text.clone();
            reading.not_understood.push(UnreadLine { line: line.number, text });
        }
        reading.lines.push(SourceLine { number: line.number, text: line.text.clone(), usage });
    }
}

/// Compiles an expression of this module; all of them are constants that a test compiles.
#[expect(clippy::expect_used, reason = "constant expressions, each compiled by the tests")]
fn pattern(expression: &str) -> Regex {
    Regex::new(expression).expect("a constant expression")
}

/// Lower case with the tone on the first vowel of an open pair, as the house writes: uỷ → ủy.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
            continue;
        }
        for (old, new) in TONES {
            if let Some(stem) = word.strip_suffix(old).filter(|stem| !stem.ends_with('q')) {
                word = format!("{stem}{new}");
                break;
            }
        }
        plain.push_str(&word);
        plain.push(c);
        word.clear();
    }
    plain.pop();
    plain
}

const TONES: [(&str, &str); 15] = [
    ("uỷ", "ủy"),
    ("uỵ", "ụy"),
    ("uỳ", "ùy"),
    ("uỹ", "ũy"),
    ("uý", "úy"),
    ("oà", "òa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oá", "óa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oé", "óe"),
    ("oẹ", "ọe"),
];

/// Whether a word begins with a capital.
fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a line is set in capitals, but for a symbol such as "CT-TTg".
fn mostly_capitals(text: &str) -> bool {
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    small * 4 <= text.chars().filter(|c| c.is_uppercase()).count()
}

/// Whether every letter is a capital, and there are some.
fn all_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
