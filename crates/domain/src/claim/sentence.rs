//! A sentence as words in small letters, composed, with where each stands in the text and the sign behind it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::spelled;
use crate::regime::Half;

/// Most words that stand for others together.
const SPELLED_MAX: usize = 7;

/// A word without the signs around it.
#[derive(Debug)]
struct Word {
    /// Bytes in the text.
    place: Range<usize>,
    /// Bytes in the small letters.
    low: Range<usize>,
    /// The last sign between it and the next word, if any.
    behind: Option<char>,
    /// A bracket opens before it.
    is_opened: bool,
}

/// A sentence with digits or with a number in words.
#[derive(Debug)]
pub(super) struct Sentence {
    words: Vec<Word>,
    /// Its words in small letters, one space between.
    low: String,
}

/// Signs that part the thoughts of a sentence.
const BREAKS: [char; 9] = [',', ':', '(', ')', '–', '-', '•', '+', '.'];

impl Sentence {
    /// Reads a sentence that begins at a byte of the text, of a report on a year or on half of one.
    pub(super) fn read(sentence: &str, start: usize, half: Option<Half>) -> Self {
        let words = Vec::with_capacity(sentence.len() / 5);
        let mut read = Self { words, low: String::with_capacity(sentence.len() + 8) };
        let mut at = start;
        for part in sentence.split_inclusive(char::is_whitespace) {
            // "45 lớp/3.250 lượt người" are two.
            let (first, second) = part.split_at(joined(part));
            read.push(first, at);
            if !second.is_empty() {
                read.push(second, at + first.len());
            }
            at += part.len();
        }
        read.spelled_out(half)
    }

    /// The same with what its abbreviations stand for; every word of that stands where they stood.
    fn spelled_out(self, half: Option<Half>) -> Self {
        let words: Vec<&str> = (0..self.len()).map(|at| self.word(at)).collect();
        let near = |at: usize| {
            let most = words.len().min(at + SPELLED_MAX);
            let end = (at..most).find(|at| self.sign(*at).is_some()).map_or(most, |at| at + 1);
            spelled::stands_for(&words[at..end], half)
        };
        if (0..words.len()).all(|at| near(at).is_none()) {
            return self;
        }
        let mut read = Self { words: Vec::new(), low: String::with_capacity(self.low.len() * 2) };
        let mut at = 0;
        while at < words.len() {
            let (count, text) = near(at).unwrap_or((1, words[at]));
            let place = self.place(at..at + count);
            let last = text.split(' ').count() - 1;
            for (order, word) in text.split(' ').enumerate() {
                if !read.low.is_empty() {
                    read.low.push(' ');
                }
                let from = read.low.len();
                read.low.push_str(word);
                read.words.push(Word {
                    place: place.clone(),
                    low: from..read.low.len(),
                    behind: self.sign(at + count - 1).filter(|_| order == last),
                    is_opened: order == 0 && self.is_opened(at),
                });
            }
            at += count;
        }
        read
    }

    fn push(&mut self, part: &str, at: usize) {
        let is_own = |c: char| c.is_alphanumeric() || is_mark(c);
        let Some(begin) = part.find(is_own) else {
            let Some(last) = self.words.last_mut() else { return };
            if part.starts_with('%') {
                // "64,92 %".
                self.low.push('%');
                last.low.end += 1;
                last.place.end = at + 1;
            }
            let sign = part.chars().find(|sign| BREAKS.contains(sign));
            last.behind = sign.or(last.behind);
            return;
        };
        let end = part.trim_end_matches(|c: char| !is_own(c) && c != '%').len();
        let opened = part[..begin].contains('(');
        if let (true, Some(last)) = (opened, self.words.last_mut()) {
            last.behind = last.behind.or(Some('('));
        }
        if !self.low.is_empty() {
            self.low.push(' ');
        }
        let from = self.low.len();
        let word = &part[begin..end];
        if word.bytes().any(|byte| matches!(byte, 0xcc | 0xcd)) {
            self.low.extend(word.nfc().flat_map(char::to_lowercase));
        } else {
            word.chars().for_each(|letter| match letter {
                'a'..='z' | '0'..='9' => self.low.push(letter),
                other if other.is_lowercase() => self.low.push(other),
                other => self.low.extend(other.to_lowercase()),
            });
        }
        let behind = part[end..].chars().find(|sign| BREAKS.contains(sign));
        let (place, low) = (at + begin..at + end, from..self.low.len());
        self.words.push(Word { place, low, behind, is_opened: opened });
    }

    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in small letters; nothing behind the last.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &self.low[word.low.clone()])
    }

    /// The word so many before another; nothing before the first.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Words in small letters, signs left out.
    pub(super) fn said(&self, words: Range<usize>) -> &str {
        match (self.words.get(words.start), self.words.get(words.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if words.start < words.end => {
                &self.low[first.low.start..last.low.end]
            }
            _ => "",
        }
    }

    /// The sign right behind a word.
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        self.words.get(at).and_then(|word| word.behind)
    }

    /// Whether a bracket opens right before a word.
    pub(super) fn is_opened(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.is_opened)
    }

    /// From the first to the last word, in bytes of the text.
    pub(super) fn place(&self, words: Range<usize>) -> Range<usize> {
        let at = |at: usize| self.words.get(at).map_or(0..0, |word| word.place.clone());
        at(words.start).start..at(words.end.saturating_sub(1)).end
    }

    /// Whether words begin so.
    pub(super) fn begins(&self, at: usize, words: &[String]) -> bool {
        words.iter().enumerate().all(|(next, word)| self.word(at + next) == word)
    }
}

/// Where a number begins behind a noun and a stroke, else the end.
fn joined(part: &str) -> usize {
    let Some(at) = part.find('/') else { return part.len() };
    let is_noun = part[..at].ends_with(char::is_alphabetic);
    let is_number = part[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let is_noun = is_noun && !part.starts_with(|c: char| c.is_ascii_digit());
    if is_noun && is_number { at } else { part.len() }
}

/// Accents of decomposed letters belong to their letter.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// Sentences of a line with where they begin, in bytes of the line.
pub(super) fn sentences(line: &str) -> Vec<(usize, &str)> {
    let (mut found, mut at) = (Vec::new(), 0);
    for part in line.split(';') {
        let mut start = at;
        for sentence in part.split(". ") {
            found.push((start, sentence));
            start += sentence.len() + ". ".len();
        }
        // The sign is one byte.
        at += part.len() + 1;
    }
    found
}

/// Neighbouring syllables in small letters; signs part them.
pub(super) fn pairs(label: &str) -> Vec<String> {
    let lower = spelled::label(label);
    lower
        .split(|c: char| !(c.is_alphanumeric() || c.is_whitespace()))
        .flat_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            words.windows(2).map(|pair| pair.join(" ")).collect::<Vec<_>>()
        })
        .collect()
}

/// Syllables in small letters.
pub(super) fn syllables(label: &str) -> Vec<String> {
    spelled::label(label)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
