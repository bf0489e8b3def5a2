//! Arguments and rows without a driver's name: whole numbers, text, bytes, nothing.

use std::{fmt::Display, str::FromStr};

use jiff::{Timestamp, civil::Date};

use crate::error::Error;

/// A timestamp as stored: UTC to the microsecond.
pub fn stamp(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// A bound argument. Nothing has a type, too, because PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    Int(i64),
    Text(&'a str),
    OwnedText(String),
    Bytes(&'a [u8]),
    NoInt,
    NoText,
}

impl From<i64> for Arg<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Arg<'_> {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl From<String> for Arg<'_> {
    fn from(value: String) -> Self {
        Self::OwnedText(value)
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(value)
    }
}

impl From<Option<i64>> for Arg<'_> {
    fn from(value: Option<i64>) -> Self {
        value.map_or(Self::NoInt, Self::Int)
    }
}

impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(value: Option<&'a str>) -> Self {
        value.map_or(Self::NoText, Self::Text)
    }
}

impl From<Option<String>> for Arg<'_> {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::NoText, Self::OwnedText)
    }
}

/// Builds an array of arguments from plain values.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$($crate::row::Arg::from($value)),*] };
}

/// One decoded column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    Nothing,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// One decoded row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Field>);

impl Row {
    fn field(&self, at: usize) -> Result<&Field, Error> {
        self.0.get(at).ok_or_else(|| Error::Corrupt { what: format!("column {at} is missing") })
    }

    fn wrong<T>(at: usize, wanted: &str) -> Result<T, Error> {
        Err(Error::Corrupt { what: format!("column {at} is no {wanted}") })
    }

    /// A whole number.
    pub fn int(&self, at: usize) -> Result<i64, Error> {
        match self.field(at)? {
            Field::Int(value) => Ok(*value),
            _ => Self::wrong(at, "number"),
        }
    }

    /// A whole number or nothing.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>, Error> {
        match self.field(at)? {
            Field::Nothing => Ok(None),
            _ => self.int(at).map(Some),
        }
    }

    /// Text.
    pub fn text(&self, at: usize) -> Result<&str, Error> {
        match self.field(at)? {
            Field::Text(value) => Ok(value),
            _ => Self::wrong(at, "text"),
        }
    }

    /// Text or nothing.
    pub fn opt_text(&self, at: usize) -> Result<Option<&str>, Error> {
        match self.field(at)? {
            Field::Nothing => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    /// Bytes.
    pub fn bytes(&self, at: usize) -> Result<&[u8], Error> {
        match self.field(at)? {
            Field::Bytes(value) => Ok(value),
            _ => Self::wrong(at, "bytes"),
        }
    }

    /// A word of a closed list, of the row that is named: another word is told, not taken for one of them.
    pub fn word<T>(
        &self,
        at: usize,
        read: impl FnOnce(&str) -> Option<T>,
        of: impl Display,
    ) -> Result<T, Error> {
        let word = self.text(at)?;
        read(word).ok_or_else(|| Error::Corrupt { what: format!("{of}: unknown word {word:?}") })
    }

    /// The same where nothing is kept as an empty text.
    pub fn opt_word<T>(
        &self,
        at: usize,
        read: impl FnOnce(&str) -> Option<T>,
        of: impl Display,
    ) -> Result<Option<T>, Error> {
        if self.text(at)?.is_empty() { Ok(None) } else { self.word(at, read, of).map(Some) }
    }

    /// A day.
    pub fn date(&self, at: usize) -> Result<Date, Error> {
        self.parsed(at, "day")
    }

    /// A day or nothing.
    pub fn opt_date(&self, at: usize) -> Result<Option<Date>, Error> {
        self.opt_text(at)?.map(|_| self.date(at)).transpose()
    }

    /// An instant.
    pub fn instant(&self, at: usize) -> Result<Timestamp, Error> {
        self.parsed(at, "instant")
    }

    /// An instant or nothing.
    pub fn opt_instant(&self, at: usize) -> Result<Option<Timestamp>, Error> {
        self.opt_text(at)?.map(|_| self.instant(at)).transpose()
    }

    /// A rule asks for what is stored: what cannot be read is told, not taken for nothing.
    fn parsed<T: FromStr>(&self, at: usize, wanted: &str) -> Result<T, Error> {
        self.text(at)?.parse().or_else(|_| Self::wrong(at, wanted))
    }

    /// Yes or no, stored as 1 or 0.
    pub fn flag(&self, at: usize) -> Result<bool, Error> {
        self.int(at).map(|value| value != 0)
    }
}

#[cfg(test)]
mod tests {
    use domain::cell::CellStatus;

    use super::*;

    #[test]
    fn a_word_that_is_not_known_is_told_with_its_row() {
        let row = Row(vec![Field::Text("estimate".to_owned()), Field::Text("guess".to_owned())]);
        let read = |at| row.word(at, CellStatus::from_code, format_args!("value 7/{at}"));
        assert_eq!(read(0).unwrap(), CellStatus::Estimate);
        assert_eq!(read(1).unwrap_err().to_string(), "corrupt: value 7/1: unknown word \"guess\"");
    }

    #[test]
    fn what_cannot_be_read_is_told_and_not_taken_for_nothing() {
        let text = |text: &str| Field::Text(text.to_owned());
        let row = Row(vec![
            text("2024-12-03"),
            text("2024-12-03T01:15:00.000000Z"),
            text("03/12/2024"),
            Field::Nothing,
        ]);
        assert_eq!(row.date(0).unwrap().to_string(), "2024-12-03");
        assert_eq!(stamp(row.instant(1).unwrap()), "2024-12-03T01:15:00.000000Z");
        assert_eq!((row.opt_date(3).unwrap(), row.opt_instant(3).unwrap()), (None, None));
        for told in [
            row.date(2).map(|_| ()),
            row.opt_date(2).map(|_| ()),
            row.instant(2).map(|_| ()),
            row.opt_instant(2).map(|_| ()),
            row.date(3).map(|_| ()),
        ] {
            assert!(matches!(told, Err(Error::Corrupt { .. })), "{told:?}");
        }
    }
}
