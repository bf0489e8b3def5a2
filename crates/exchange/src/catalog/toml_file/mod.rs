//! Reads one TOML file into a type, reporting every fault with its line instead of the first alone.
//!
//! The tree is decoded; where that fails, the offending entry is mended (see `mend`) and decoding is tried
//! again: one slip does not hide the next, and what stands beside it is still checked.

mod mend;
mod words;

use std::ops::Range;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, Deserializer, Error},
    value::Datetime,
};

use super::{
    fault::{Faults, NOWHERE, Source},
    words::hint,
};
use mend::Mended;

/// How often one file is decoded anew: each fault takes a few turns.
const TURNS_MAX: usize = 2000;

/// A decoded file that still knows its lines.
#[derive(Debug)]
pub(super) struct TomlFile<T> {
    pub(super) file: String,
    pub(super) value: T,
    pub(super) lines: Lines,
}

/// Where the lines of a text begin, and where it ends.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    starts: Vec<usize>,
    end: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { starts: starts.collect(), end: text.len() }
    }

    fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The line of a value; [`NOWHERE`] of one that stands in for what could not be read.
    pub(super) fn line<U>(&self, spanned: &Spanned<U>) -> usize {
        let start = spanned.span().start;
        if start > self.end { NOWHERE } else { self.at(start) }
    }
}

impl<T> TomlFile<T> {
    /// The line of a value wrapped in `toml::Spanned`.
    pub(super) fn line<U>(&self, spanned: &Spanned<U>) -> usize {
        self.lines.line(spanned)
    }

    /// A plain date; a time of day or a day that does not exist is a fault.
    pub(super) fn date(&self, written: &Spanned<Datetime>, faults: &mut Faults) -> Option<Date> {
        date(&self.file, &self.lines, written, faults)
    }

    /// A word of a closed list; any other is a fault.
    pub(super) fn word<W>(
        &self,
        written: &Spanned<String>,
        read: impl Fn(&str) -> Option<W>,
        words: &str,
        faults: &mut Faults,
    ) -> Option<W> {
        let word = read(written.get_ref());
        if word.is_none() {
            let reason = format!("từ lạ `{}`", written.get_ref());
            let hint = hint(written.get_ref(), words);
            faults.at(&self.file, self.line(written), "CAT-006", reason, hint);
        }
        word
    }
}

/// A plain date of a file; nothing where it is none, or stands in for one.
pub(super) fn date(
    file: &str,
    lines: &Lines,
    written: &Spanned<Datetime>,
    faults: &mut Faults,
) -> Option<Date> {
    let (value, line) = (written.get_ref(), lines.line(written));
    let date = value.date.filter(|_| value.time.is_none() && line != NOWHERE).and_then(|d| {
        let (month, day) = (i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?);
        Date::new(i16::try_from(d.year).ok()?, month, day).ok()
    });
    if date.is_none() {
        let reason = format!("ngày không hợp lệ: `{value}`");
        faults.at(file, line, "CAT-005", reason, words::DATE);
    }
    date
}

/// Decodes a file; where some of it is at fault, the rest, with the faults told. `None` where nothing is left.
pub(super) fn read<T: DeserializeOwned>(
    source: &Source,
    file: &str,
    faults: &mut Faults,
) -> Option<TomlFile<T>> {
    let text = source.text(file, faults)?;
    let (tree, syntax) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    let mut mended = Mended::new(tree, text.len());
    let mut reading = Reading {
        file,
        text,
        lines: &lines,
        doubtful: Vec::new(),
        told: Vec::new(),
        is_told: false,
        faults,
    };
    reading.syntax(&syntax, &mut mended);
    let value = reading.decode(&mut mended)?;
    Some(TomlFile { file: file.to_owned(), value, lines })
}

/// One file while it is decoded.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    lines: &'a Lines,
    /// Stretches in which the parser lost its way: what it finds there is no fault of the file.
    doubtful: Vec<Range<usize>>,
    /// Values whose fault was told by the grammar.
    told: Vec<Range<usize>>,
    /// Whether anything of this file was told.
    is_told: bool,
    faults: &'a mut Faults,
}

impl Reading<'_> {
    fn tell(&mut self, at: usize, (code, reason, hint): (&'static str, String, String)) {
        if !self.doubtful.iter().any(|stretch| stretch.contains(&at)) {
            self.is_told = true;
            self.faults.at(self.file, self.lines.at(at), code, reason, hint);
        }
    }

    /// Tells what breaks the grammar: of a key or a value by itself, else of the stretch up to the next head.
    fn syntax(&mut self, errors: &[Error], mended: &mut Mended<'_>) {
        let mut small = Vec::new();
        for error in errors {
            let span = error.span().unwrap_or_default();
            let key = self.text.get(span.clone()).unwrap_or_default();
            // Where a comma is missing, the value behind it is marked.
            let is_inside = !error.message().contains("comma");
            if words::is_of_key(error.message()) {
                small.push((span.start, words::duplicate(key)));
            } else if let Some(value) = mended.scalar(&span).filter(|_| is_inside) {
                let written = self.text.get(value.clone()).unwrap_or_default();
                small.push((value.start, words::scalar(written)));
                self.told.push(value);
            } else {
                self.tell(span.start, words::grammar(error.message(), self.column(span.start)));
                self.doubt(span.start);
            }
        }
        for (at, told) in small {
            self.tell(at, told);
        }
    }

    fn column(&self, at: usize) -> usize {
        let start = self.line_start(at);
        1 + self.text.get(start..at).unwrap_or_default().chars().count()
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
    }

    /// From the line of an error to the next head, and the head above, which may miss what was lost.
    fn doubt(&mut self, at: usize) {
        self.faults.broken(self.file);
        let line = self.line_start(at);
        let is_head = self.text.get(line..).is_some_and(|rest| rest.starts_with('['));
        let behind = self.text.get(at..).unwrap_or_default();
        let end = behind.find("\n[").map_or(self.text.len() + 1, |found| at + found + 1);
        let above = self.text.get(..line).unwrap_or_default();
        let head = above.rfind("\n[").map_or(0, |found| found + 1);
        // Keys below a lost head fall to the table above it.
        let head_end = if is_head { line } else { head + 1 };
        self.doubtful.extend([head..head_end, line..end]);
    }

    fn decode<T: DeserializeOwned>(&mut self, mended: &mut Mended<'_>) -> Option<T> {
        for _ in 0..TURNS_MAX {
            match T::deserialize(Deserializer::from(mended.tree.clone())) {
                Ok(value) => return Some(value),
                Err(error) if self.mend(&error, mended).is_some() => {}
                Err(error) => {
                    // Nothing is refused in silence.
                    let at = error.span().map_or(0, |span| span.start);
                    if !self.is_told {
                        self.tell(at, words::grammar(error.message(), self.column(at)));
                    }
                    break;
                }
            }
        }
        self.faults.broken(self.file);
        None
    }

    /// Tells one fault of decoding and mends the tree; `None` where it cannot be mended.
    fn mend(&mut self, error: &Error, mended: &mut Mended<'_>) -> Option<()> {
        let message = error.message();
        let span = error.span()?;
        let is_own = span.start > self.text.len();
        if let Some(field) = words::missing_field(message) {
            if !is_own {
                self.tell(span.start, words::missing(field));
            }
            return mended.fill(&span, field);
        }
        if is_own {
            return mended.try_next(&span);
        }
        if let Some((field, known)) = words::unknown_field(message) {
            let meant = mended.rename_or_remove(&span, &known)?;
            self.tell(span.start, words::unknown(field, meant, &known));
            return Some(());
        }
        let key = mended.replace(&span)?;
        if !self.told.contains(&span) {
            let written = self.text.get(span.clone()).unwrap_or_default();
            self.tell(span.start, words::shape(message, &key, written));
        }
        Some(())
    }
}
