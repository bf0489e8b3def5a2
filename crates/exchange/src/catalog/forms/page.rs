//! One catalog file while its words are read: knows its path and lines, and where faults go.

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use toml::{Spanned, value::Datetime};

use crate::catalog::{
    Faults, Source,
    toml_file::{self, Lines},
    words::hint,
};

/// A decoded file whose words are being read.
pub(in crate::catalog) struct Page<'a> {
    path: &'a str,
    lines: Lines,
    pub(in crate::catalog) faults: &'a mut Faults,
}

impl<'a> Page<'a> {
    /// Decodes a file; `None` where it cannot be, with the faults told.
    pub(in crate::catalog) fn open<T: DeserializeOwned>(
        source: &'a Source,
        path: &'a str,
        faults: &'a mut Faults,
    ) -> Option<(T, Self)> {
        let file = toml_file::read(source, path, faults)?;
        Some((file.value, Self { path, lines: file.lines, faults }))
    }

    /// Path inside the catalog.
    pub(in crate::catalog) const fn path(&self) -> &str {
        self.path
    }

    /// Line of a word, counted from 1.
    pub(in crate::catalog) fn line<U>(&self, word: &Spanned<U>) -> usize {
        self.lines.line(word)
    }

    /// Notes what is wrong with a word.
    pub(in crate::catalog) fn fault<U>(
        &mut self,
        word: &Spanned<U>,
        code: &'static str,
        reason: impl Into<String>,
        hint: &str,
    ) {
        self.faults.at(self.path, self.lines.line(word), code, reason, hint);
    }

    /// Notes what can be read and yet makes no sense.
    pub(in crate::catalog) fn senseless<U>(
        &mut self,
        word: &Spanned<U>,
        code: &'static str,
        reason: impl Into<String>,
        hint: &str,
    ) {
        self.faults.senseless_at(self.path, self.lines.line(word), code, reason, hint);
    }

    /// Reads a word of a closed list, or notes which words there are.
    pub(in crate::catalog) fn word<T>(
        &mut self,
        word: &Spanned<String>,
        read: impl Fn(&str) -> Option<T>,
        words: &str,
    ) -> Option<T> {
        let value = read(word.get_ref());
        if value.is_none() {
            let reason = format!("không hiểu từ “{}”", word.get_ref());
            self.fault(word, "CAT-402", reason, &hint(word.get_ref(), words));
        }
        value
    }

    /// A day; nothing where none is written or it is none.
    pub(in crate::catalog) fn date(&mut self, written: Option<&Spanned<Datetime>>) -> Option<Date> {
        toml_file::date(self.path, &self.lines, written?, self.faults)
    }
}
