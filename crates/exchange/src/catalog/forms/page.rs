//! One catalog file while its words are read: knows its path and lines, and where faults go.

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::catalog::{Faults, Source, toml_file};

/// A decoded file whose words are being read.
pub(in crate::catalog) struct Page<'a> {
    path: &'a str,
    text: &'a str,
    faults: &'a mut Faults,
}

impl<'a> Page<'a> {
    /// Decodes a file; `None` where it cannot be, with the faults told.
    pub(in crate::catalog) fn open<T: DeserializeOwned>(
        source: &'a Source,
        path: &'a str,
        faults: &'a mut Faults,
    ) -> Option<(T, Self)> {
        let file = toml_file::read(source, path, faults)?.value;
        let text = source.text(path, faults)?;
        Some((file, Self { path, text, faults }))
    }

    /// Path inside the catalog.
    pub(in crate::catalog) const fn path(&self) -> &str {
        self.path
    }

    /// Line of a word, counted from 1.
    pub(in crate::catalog) fn line<U>(&self, word: &Spanned<U>) -> usize {
        let before = self.text.get(..word.span().start).unwrap_or(self.text);
        before.bytes().filter(|b| *b == b'\n').count() + 1
    }

    /// Notes what is wrong with a word.
    pub(in crate::catalog) fn fault<U>(
        &mut self,
        word: &Spanned<U>,
        code: &'static str,
        reason: impl Into<String>,
        hint: &str,
    ) {
        let line = self.line(word);
        self.faults.at(self.path, line, code, reason, hint);
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
            self.fault(word, "CAT-402", reason, &format!("Dùng một trong: {words}."));
        }
        value
    }
}
