//! What was added to a file after a part of it was signed.
//!
//! Allowed are further signatures with their fields, notes that such a signature covers (tools of
//! registries write number and day so), their data for long validity, and the date of change. Anything else that a reader would show is a change. What is packed cannot be looked into.

use std::{cell::Cell, ops::Range};

use super::{
    file::{File, Object, is_signature},
    syntax::{Dictionary, Parser, Value, is_space},
};

/// Most bytes that are read again to compare old and new.
const READ_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Kinds of notes that tools of registries write: text, and a picture of a stamp.
const NOTES: [&[u8]; 2] = [b"FreeText", b"Stamp"];
/// Objects that one note may show.
const SHOWN_MAX: usize = 200;

/// What follows the signed part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    Nothing,
    /// Only further signatures, so many, and what belongs to them.
    Signatures(usize),
    /// The same, and notes on pages that a further signature covers.
    Noted(usize),
    Changed,
    /// Something packed.
    Unclear,
}

/// Judges what follows the first `end` bytes.
pub(super) fn judge(file: &File<'_>, end: usize) -> Later {
    let tail = file.bytes.get(end..).unwrap_or_default();
    if tail.iter().all(|byte| is_space(*byte)) {
        return Later::Nothing;
    }
    let added: Vec<&Object> = file.objects.iter().filter(|object| object.start >= end).collect();
    let is_cut = file.objects.iter().any(|object| object.start < end && object.end > end);
    let tables: Vec<usize> = file.tables.iter().copied().filter(|at| *at >= end).collect();
    let trailers = || file.trailers.iter().filter(|trailer| trailer.start >= end);
    let is_packed = trailers().any(|t| t.is_packed || t.entries.get(b"XRefStm").is_some())
        || added.iter().any(|object| object.is_packed);
    if is_packed {
        return Later::Unclear;
    }
    let root = file.trailer_before(end).and_then(|trailer| trailer.entries.get(b"Root"));
    let keeps_root = trailers().all(|trailer| trailer.entries.get(b"Root") == root);
    if is_cut || tables.is_empty() || !keeps_root || root.is_none() {
        return Later::Changed;
    }
    let judge = Judge {
        file,
        end,
        added: &added,
        known: known(file, end),
        read: Cell::new(0),
        has_notes: Cell::new(false),
    };
    if !tables.iter().all(|table| judge.table_is_honest(*table)) {
        return Later::Changed;
    }
    let mut is_clear = true;
    for object in &added {
        match judge.object(object) {
            Some(true) => {}
            Some(false) => return Later::Changed,
            None => is_clear = false,
        }
    }
    if !is_clear {
        return Later::Unclear;
    }
    let count = file.signatures.iter().filter(|(start, _)| *start >= end).count();
    if judge.has_notes.get() { Later::Noted(count) } else { Later::Signatures(count) }
}

/// Numbers that the signed part may use, seen by us or not: what its tables and trailers speak of.
fn known(file: &File<'_>, end: usize) -> Vec<Range<usize>> {
    let mut known = Vec::new();
    for trailer in file.trailers.iter().filter(|trailer| trailer.start < end) {
        let size = trailer.entries.get(b"Size").and_then(Value::number);
        known.push(0..size.unwrap_or(usize::MAX));
        if let Some(Value::Array(index)) = trailer.entries.get(b"Index") {
            let numbers: Vec<usize> = index.iter().filter_map(Value::number).collect();
            let (pairs, _) = numbers.as_chunks::<2>();
            known.extend(pairs.iter().map(|[first, count]| *first..first.saturating_add(*count)));
        }
    }
    for table in file.tables.iter().filter(|table| **table < end) {
        let mut table = Table::at(file, *table);
        while let Some(Some((first, count))) = table.section() {
            known.push(first..first.saturating_add(count));
            if !(0..count).all(|_| table.entry().is_some()) {
                break;
            }
        }
    }
    known
}

/// A table, read word by word.
struct Table<'a>(Parser<'a>);

impl<'a> Table<'a> {
    const fn at(file: &File<'a>, word: usize) -> Self {
        Self(Parser::new(file.bytes, word + b"xref".len()))
    }

    fn word(&mut self) -> Option<&'a [u8]> {
        self.0.spaces();
        self.0.word()
    }

    /// First number and length of the next section; `Some(None)` at the end of the table.
    fn section(&mut self) -> Option<Option<(usize, usize)>> {
        let first = self.word()?;
        if first == b"trailer" {
            return Some(None);
        }
        Some(Some((number(first)?, number(self.word()?)?)))
    }

    /// Place and kind of the next entry.
    fn entry(&mut self) -> Option<(usize, &'a [u8])> {
        let place = number(self.word()?)?;
        self.word()?;
        Some((place, self.word()?))
    }
}

struct Judge<'a> {
    file: &'a File<'a>,
    /// Of the signed part.
    end: usize,
    added: &'a [&'a Object],
    known: Vec<Range<usize>>,
    /// Bytes that were read again to compare.
    read: Cell<usize>,
    /// A note was seen that a further signature covers.
    has_notes: Cell<bool>,
}

impl<'a> Judge<'a> {
    /// Whether a table leads only to objects that stand in the added part, and frees none.
    fn table_is_honest(&self, table: usize) -> bool {
        let mut table = Table::at(self.file, table);
        loop {
            let Some(section) = table.section() else { return false };
            let Some((first, count)) = section else { return true };
            let mut numbers = first..first.saturating_add(count);
            let mut is_honest = |wanted| {
                let (place, kind) = table.entry()?;
                Some(self.entry_is_honest(wanted, place, kind))
            };
            if !numbers.all(|wanted| is_honest(wanted) == Some(true)) {
                return false;
            }
        }
    }

    fn entry_is_honest(&self, wanted: usize, place: usize, kind: &[u8]) -> bool {
        if kind == b"f" {
            return wanted == 0 || !self.is_known(wanted);
        }
        let next = self.added.partition_point(|object| object.start < place);
        let Some(object) = self.added.get(next) else { return false };
        let between = self.file.bytes.get(place..object.start).unwrap_or_default();
        place >= self.end
            && object.number as usize == wanted
            && between.iter().all(|byte| is_space(*byte))
    }

    /// Whether the signed part may use a number.
    fn is_known(&self, number: usize) -> bool {
        self.known.iter().any(|range| range.contains(&number))
    }

    /// Whether an added object changes nothing that was signed; `None` where its forerunner is not
    /// seen. All forerunners count: which of them a reader shows is for its own index to say.
    fn object(&self, object: &Object) -> Option<bool> {
        let mut forms = self.file.forms(object.number, object.start).peekable();
        if forms.peek().is_none_or(|first| first.start >= self.end)
            && self.is_known(object.number as usize)
        {
            return None;
        }
        Some(forms.all(|before| self.keeps(before, object)))
    }

    fn keeps(&self, before: &Object, object: &Object) -> bool {
        let (Some(old), Some(new)) = (self.value(before), self.value(object)) else { return false };
        if before.is_stream || object.is_stream {
            let is_metadata = |value: &Value<'_>| match value {
                Value::Dictionary(entries) => entries.is(b"Type", b"Metadata"),
                _ => false,
            };
            return is_metadata(&old) && is_metadata(&new);
        }
        old == new || self.is_allowed(object, &old, &new)
    }

    /// The value of an object, as long as a file does not make us read it all again and again.
    fn value(&self, object: &Object) -> Option<Value<'a>> {
        self.read.set(self.read.get().saturating_add(object.end - object.start));
        if self.read.get() > READ_BYTES_MAX { None } else { self.file.value(object) }
    }

    fn last(&self, number: u32) -> Option<Value<'a>> {
        self.value(self.file.last(number)?)
    }

    fn is_allowed(&self, object: &Object, old: &Value<'_>, new: &Value<'_>) -> bool {
        match (old, new) {
            (Value::Array(old), Value::Array(new)) => self.only_adds(old, new),
            (Value::Dictionary(old), Value::Dictionary(new)) => {
                self.dictionary_is_allowed(object, old, new)
            }
            _ => false,
        }
    }

    fn dictionary_is_allowed(
        &self,
        object: &Object,
        old: &Dictionary<'_>,
        new: &Dictionary<'_>,
    ) -> bool {
        const CATALOG: [&[u8]; 6] =
            [b"AcroForm", b"DSS", b"Perms", b"Extensions", b"Version", b"Metadata"];
        const FIELD: [&[u8]; 7] = [b"V", b"AP", b"M", b"F", b"Lock", b"SV", b"NM"];
        const INFO: [&[u8]; 3] = [b"ModDate", b"Producer", b"Creator"];
        let but = |keys: &[&[u8]]| old.without(keys) == new.without(keys);
        let is_catalog = |entries: &Dictionary<'_>| entries.is(b"Type", b"Catalog");
        let is_page = |entries: &Dictionary<'_>| entries.is(b"Type", b"Page");
        if is_catalog(old) {
            return but(&CATALOG)
                && self.forms_are_allowed(old.get(b"AcroForm"), new.get(b"AcroForm"));
        }
        if is_page(old) {
            return but(&[b"Annots"])
                && self.lists_are_allowed(old.get(b"Annots"), new.get(b"Annots"));
        }
        if old.get(b"Fields").is_some() {
            return self.form_is_allowed(old, new);
        }
        if old.is(b"FT", b"Sig") && new.is(b"FT", b"Sig") {
            return old.get(b"V").is_none() && self.is_signed(new) && but(&FIELD);
        }
        self.is_info(object) && but(&INFO)
    }

    /// Whether an object describes the file.
    fn is_info(&self, object: &Object) -> bool {
        let trailer = self.file.trailer_before(self.end);
        trailer.and_then(|trailer| trailer.entries.get(b"Info"))
            == Some(&Value::Reference(object.number))
    }

    fn forms_are_allowed(&self, old: Option<&Value<'_>>, new: Option<&Value<'_>>) -> bool {
        match (old, new) {
            (old, new) if old == new => true,
            (None, Some(Value::Reference(number))) => {
                matches!(self.last(*number), Some(Value::Dictionary(form))
                    if self.form_is_allowed(&Dictionary::default(), &form))
            }
            (None, Some(Value::Dictionary(new))) => {
                self.form_is_allowed(&Dictionary::default(), new)
            }
            (Some(Value::Dictionary(old)), Some(Value::Dictionary(new))) => {
                self.form_is_allowed(old, new)
            }
            _ => false,
        }
    }

    fn form_is_allowed(&self, old: &Dictionary<'_>, new: &Dictionary<'_>) -> bool {
        const FORM: [&[u8]; 4] = [b"Fields", b"SigFlags", b"DR", b"DA"];
        old.without(&FORM) == new.without(&FORM)
            && self.lists_are_allowed(old.get(b"Fields"), new.get(b"Fields"))
    }

    /// Lists of fields or of what lies on a page, directly or as an object of their own.
    fn lists_are_allowed(&self, old: Option<&Value<'_>>, new: Option<&Value<'_>>) -> bool {
        if old == new {
            return true;
        }
        let list = |value: Option<&Value<'_>>| match value {
            None => Some(Vec::new()),
            Some(Value::Array(list)) => Some(list.iter().map(number_of).collect()),
            Some(Value::Reference(number)) => match self.last(*number)? {
                Value::Array(list) => Some(list.iter().map(number_of).collect()),
                _ => None,
            },
            _ => None,
        };
        match (list(old), list(new)) {
            (Some(old), Some(new)) => self.numbers_only_add(&old, &new),
            _ => false,
        }
    }

    fn only_adds(&self, old: &[Value<'_>], new: &[Value<'_>]) -> bool {
        let numbers = |list: &[Value<'_>]| list.iter().map(number_of).collect::<Vec<_>>();
        self.numbers_only_add(&numbers(old), &numbers(new))
    }

    /// Whether a list goes on as it was, and all that is new on it are fields of signatures, or notes
    /// that one of them covers.
    fn numbers_only_add(&self, old: &[Option<u32>], new: &[Option<u32>]) -> bool {
        let (Some(kept), Some(added)) = (new.get(..old.len()), new.get(old.len()..)) else {
            return false;
        };
        kept == old
            && added.iter().all(|number| {
                number.is_some_and(|number| {
                    self.is_signature_field(number) || self.is_covered_note(number)
                })
            })
    }

    /// Whether a further signature covers a note with all that it shows: who signed there answers for it.
    fn is_covered_note(&self, number: u32) -> bool {
        let Some(object) = self.file.last(number) else { return false };
        let Some(Value::Dictionary(note)) = self.value(object) else { return false };
        if object.start < self.end || !NOTES.iter().any(|kind| note.is(b"Subtype", kind)) {
            return false;
        }
        let further = self.file.signatures.iter().filter(|(start, _)| *start >= self.end);
        let covered = further.filter_map(|(_, entries)| self.covered_to(entries)).max();
        let is_covered =
            covered.is_some_and(|end| self.stands_before(&Value::Dictionary(note), end));
        if is_covered && covered.is_some_and(|end| object.end <= end) {
            self.has_notes.set(true);
            return true;
        }
        false
    }

    /// Where the covered range of a signature ends.
    fn covered_to(&self, entries: &Dictionary<'_>) -> Option<usize> {
        let Some(Value::Array(range)) = entries.get(b"ByteRange") else { return None };
        let range: Option<Vec<usize>> = range.iter().map(Value::number).collect();
        let &[0, _, from, length] = range?.as_slice() else { return None };
        from.checked_add(length).filter(|end| *end <= self.file.bytes.len())
    }

    /// Whether all that a value shows stands before a place, so that nothing can be put in afterwards.
    fn stands_before(&self, value: &Value<'_>, end: usize) -> bool {
        let mut open = vec![value.clone()];
        let mut seen: Vec<u32> = Vec::new();
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values),
                Value::Dictionary(entries) => {
                    // Back to the page or another note: not shown by this one.
                    let shown = entries.without(&[b"P", b"Parent", b"Popup", b"IRT"]);
                    open.extend(shown.values().cloned());
                }
                Value::Reference(number) if !seen.contains(&number) => {
                    let Some(object) = self.file.last(number) else { return false };
                    if object.end > end || seen.len() >= SHOWN_MAX {
                        return false;
                    }
                    seen.push(number);
                    // What was signed before cannot change any more.
                    if object.start >= self.end {
                        let Some(inner) = self.value(object) else { return false };
                        open.push(inner);
                    }
                }
                _ => {}
            }
        }
        true
    }

    fn is_signature_field(&self, number: u32) -> bool {
        matches!(self.last(number), Some(Value::Dictionary(field))
            if field.is(b"FT", b"Sig") && self.is_signed(&field))
    }

    /// Whether a field holds a signature: an empty one could lay anything over a page.
    fn is_signed(&self, field: &Dictionary<'_>) -> bool {
        match field.get(b"V") {
            Some(Value::Dictionary(inner)) => is_signature(inner),
            Some(Value::Reference(number)) => matches!(self.last(*number),
                Some(Value::Dictionary(inner)) if is_signature(&inner)),
            _ => false,
        }
    }
}

fn number(word: &[u8]) -> Option<usize> {
    str::from_utf8(word).ok()?.parse().ok()
}

fn number_of(value: &Value<'_>) -> Option<u32> {
    match value {
        Value::Reference(number) => Some(*number),
        _ => None,
    }
}
