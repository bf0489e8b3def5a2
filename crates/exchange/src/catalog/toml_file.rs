//! Reads one TOML file into a type, reporting every fault with its line instead of the first alone.
//!
//! The tree is decoded; where decoding fails, the offending entry is taken out and decoding is tried
//! again, so that one unknown key does not hide the next.

use std::ops::Range;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer, Error},
    value::Datetime,
};

use super::fault::{Faults, Source};

/// More faults than this in one file are not worth listing.
const MOST_FAULTS: usize = 100;

/// A decoded file that still knows its lines.
#[derive(Debug)]
pub struct TomlFile<T> {
    pub file: String,
    pub value: T,
    starts: Vec<usize>,
}

impl<T> TomlFile<T> {
    /// The line of a value wrapped in `toml::Spanned`.
    pub fn line<U>(&self, spanned: &Spanned<U>) -> usize {
        line_at(&self.starts, spanned.span().start)
    }

    /// A plain date; a time of day or a day that does not exist is a fault.
    pub fn date(&self, written: &Spanned<Datetime>, faults: &mut Faults) -> Option<Date> {
        let value = written.get_ref();
        let date = value.date.filter(|_| value.time.is_none()).and_then(|d| {
            let (month, day) = (i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?);
            Date::new(i16::try_from(d.year).ok()?, month, day).ok()
        });
        if date.is_none() {
            let reason = format!("ngày không hợp lệ: {value}");
            faults.at(&self.file, self.line(written), "CAT-005", reason, "Ghi dạng 2024-11-30.");
        }
        date
    }

    /// A word of a closed list; any other is a fault.
    pub fn word<W>(
        &self,
        written: &Spanned<String>,
        read: impl Fn(&str) -> Option<W>,
        faults: &mut Faults,
    ) -> Option<W> {
        let word = read(written.get_ref());
        if word.is_none() {
            let reason = format!("từ lạ `{}`", written.get_ref());
            let hint = "Dùng một trong các từ được phép (xem các mục khác của tệp).";
            faults.at(&self.file, self.line(written), "CAT-006", reason, hint);
        }
        word
    }
}

/// Decodes a file. `None` where anything in it is at fault; the faults then say what.
pub fn read<T: DeserializeOwned>(
    source: &Source,
    file: &str,
    faults: &mut Faults,
) -> Option<TomlFile<T>> {
    let text = source.text(file, faults)?;
    let starts = line_starts(text);
    let (mut tree, syntax) = DeTable::parse_recoverable(text);
    if !syntax.is_empty() {
        for error in &syntax {
            let line = error.span().map(|span| line_at(&starts, span.start));
            let reason = format!("sai cú pháp TOML: {}", error.message());
            faults.at(file, line, "CAT-003", reason, "Sửa dòng này theo cú pháp TOML.");
        }
        return None;
    }
    let mut taken: Vec<String> = Vec::new();
    let mut sound = true;
    for _ in 0..MOST_FAULTS {
        match T::deserialize(Deserializer::from(tree.clone())) {
            Ok(value) if sound => return Some(TomlFile { file: file.to_owned(), value, starts }),
            Ok(_) => return None,
            Err(error) => {
                sound = false;
                if !follows_from_removal(&error, &taken) {
                    let line = error.span().map(|span| line_at(&starts, span.start));
                    let (reason, hint) = words(error.message());
                    faults.at(file, line, "CAT-004", reason, hint);
                }
                let span = error.span()?;
                taken.extend(take_out(tree.get_mut(), &span)?);
            }
        }
    }
    None
}

/// A missing field is no news where this reader took the field out for another fault.
fn follows_from_removal(error: &Error, taken: &[String]) -> bool {
    taken.iter().any(|key| error.message() == format!("missing field `{key}`"))
}

/// Removes the innermost entry a span points at and says its key; `None` where there is none.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<Option<String>> {
    let holder = table
        .iter()
        .find(|(key, value)| key.span() == *span || holds(value, span))
        .map(|(key, value)| (key.clone(), key.span() == *span || value.span() == *span))?;
    let (key, is_it) = holder;
    if !is_it {
        let inner = table.get_mut(&key).and_then(|value| take_out_of_value(value.get_mut(), span));
        if inner.is_some() {
            return inner;
        }
    }
    table.remove(&key);
    Some(Some(key.into_inner().into_owned()))
}

fn take_out_of_value(value: &mut DeValue<'_>, span: &Range<usize>) -> Option<Option<String>> {
    match value {
        DeValue::Table(table) => take_out(table, span),
        DeValue::Array(array) => {
            let place = array.iter().position(|item| holds(item, span))?;
            let exact = array.get(place).is_some_and(|item| item.span() == *span);
            let inner = (!exact)
                .then(|| array.get_mut(place))
                .flatten()
                .and_then(|item| take_out_of_value(item.get_mut(), span));
            if inner.is_some() {
                return inner;
            }
            drop_item(value, place);
            Some(None)
        }
        _ => None,
    }
}

fn drop_item(value: &mut DeValue<'_>, place: usize) {
    if let DeValue::Array(array) = value {
        *array = array
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != place)
            .map(|(_, item)| item.clone())
            .collect();
    }
}

/// Whether a span lies on a value or on anything below it. `[[tables]]` do not enclose their keys.
fn holds(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    value.span() == *span
        || match value.get_ref() {
            DeValue::Table(table) => {
                table.iter().any(|(key, inner)| key.span() == *span || holds(inner, span))
            }
            DeValue::Array(array) => array.iter().any(|item| holds(item, span)),
            _ => false,
        }
}

/// Says a decoder's message in the administrator's words; the decoder's own stays readable.
fn words(message: &str) -> (String, &'static str) {
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") {
        let expected = message.split_once("expected").map_or("", |(_, rest)| rest.trim());
        return (
            format!("khóa lạ `{quoted}` (được phép: {})", expected.trim_start_matches("one of ")),
            "Sửa tên khóa hoặc bỏ dòng này.",
        );
    }
    if message.starts_with("missing field") {
        return (format!("thiếu khóa `{quoted}`"), "Bổ sung khóa này.");
    }
    if message.starts_with("unknown variant") {
        return (format!("từ lạ `{quoted}` ({message})"), "Dùng một trong các từ được phép.");
    }
    (format!("giá trị không đúng kiểu: {message}"), "Sửa giá trị cho đúng kiểu.")
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn line_at(starts: &[usize], offset: usize) -> usize {
    starts.partition_point(|start| *start <= offset)
}
