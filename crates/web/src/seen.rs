//! What a plain form showed when it was opened: it comes back with the form, so that only what was
//! changed is written, and what another changed meanwhile is noticed.

use std::collections::BTreeMap;

use crate::percent::{percent_decode, percent_encode};

/// What the fields of a form showed, with the revisions of what they stand for.
#[derive(Debug, Clone, Default)]
pub struct Seen(BTreeMap<String, (i64, String)>);

impl Seen {
    /// Reads what [`written`] wrote.
    pub fn read(text: &str) -> Self {
        let entries = text.split(';').filter_map(|entry| {
            let mut parts = entry.splitn(3, '=');
            let (name, revision, shown) = (parts.next()?, parts.next()?, parts.next()?);
            Some((percent_decode(name), (revision.parse().ok()?, percent_decode(shown))))
        });
        Self(entries.collect())
    }

    /// Revision and text of a field; an empty one was not listed.
    pub fn of(&self, field: &str) -> (i64, &str) {
        self.0.get(field).map_or((0, ""), |(revision, shown)| (*revision, shown))
    }
}

/// Fields with their revisions and what they show, on one line; empty ones are left out.
pub fn written<'f>(fields: impl IntoIterator<Item = (String, i64, &'f str)>) -> String {
    let entries =
        fields.into_iter().filter(|(_, revision, shown)| *revision > 0 || !shown.is_empty());
    let entries = entries.map(|(name, revision, shown)| {
        format!("{}={revision}={}", percent_encode(&name), percent_encode(shown))
    });
    entries.collect::<Vec<_>>().join(";")
}

/// A short mark of a long text, to notice that it was changed; line ends do not count.
pub fn mark(text: &str) -> String {
    let clean = domain::fold::clean(text);
    let hash = clean.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    if clean.is_empty() { String::new() } else { format!("{hash:016x}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_comes_back() {
        let fields = [
            ("cell:a:nu".to_owned(), 3, "~1.234"),
            ("cell:a:nam".to_owned(), 0, ""),
            ("explain:T3-04:a:nu".to_owned(), 0, "Có; thêm = 2 lớp"),
        ];
        let seen = Seen::read(&written(fields));
        assert_eq!(seen.of("cell:a:nu"), (3, "~1.234"));
        assert_eq!(seen.of("explain:T3-04:a:nu"), (0, "Có; thêm = 2 lớp"));
        assert_eq!(seen.of("cell:a:nam"), (0, ""));
    }

    #[test]
    fn line_ends_change_no_mark() {
        assert_eq!(mark("Một.\r\n\r\nHai.\r\n"), mark("Một.\n\nHai."));
        assert_ne!(mark("Một."), mark("Hai."));
        assert_eq!(mark(" "), "");
    }
}
