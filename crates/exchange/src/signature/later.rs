//! What was added to a file after a part of it was signed.
//!
//! Allowed are further signatures with their fields, their data for long validity, and the date of
//! change. Anything else that a reader would show is a change. What is packed cannot be looked into.

use super::{
    file::{File, Object},
    syntax::{Dictionary, Parser, Value, is_space},
};

/// What follows the signed part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    Nothing,
    /// Only further signatures, so many, and what belongs to them.
    Signatures(usize),
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
    let judge = Judge { file, end, added: &added };
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
    Later::Signatures(file.signatures.iter().filter(|(start, _)| *start >= end).count())
}

struct Judge<'a> {
    file: &'a File<'a>,
    /// Of the signed part.
    end: usize,
    added: &'a [&'a Object],
}

impl Judge<'_> {
    /// Whether a table leads only to objects that stand in the added part, and frees none.
    fn table_is_honest(&self, table: usize) -> bool {
        let mut parser = Parser::new(self.file.bytes, table + 4);
        loop {
            parser.spaces();
            let Some(first) = parser.word() else { return false };
            if first == b"trailer" {
                return true;
            }
            let Some(first) = number(first) else { return false };
            parser.spaces();
            let Some(count) = parser.word().and_then(number) else { return false };
            for index in 0..count {
                let Some(wanted) = first.checked_add(index) else { return false };
                if !self.entry_is_honest(&mut parser, wanted) {
                    return false;
                }
            }
        }
    }

    fn entry_is_honest(&self, parser: &mut Parser<'_>, wanted: usize) -> bool {
        let mut word = || {
            parser.spaces();
            parser.word()
        };
        let (Some(offset), Some(_generation), Some(kind)) = (word(), word(), word()) else {
            return false;
        };
        let (Some(offset), Ok(wanted)) = (number(offset), u32::try_from(wanted)) else {
            return false;
        };
        if kind == b"f" {
            return wanted == 0 || self.file.before(wanted, self.end).is_none();
        }
        let Some(object) = self.added.iter().find(|object| object.start >= offset) else {
            return false;
        };
        let between = self.file.bytes.get(offset..object.start).unwrap_or_default();
        offset >= self.end && object.number == wanted && between.iter().all(|byte| is_space(*byte))
    }

    /// Whether an added object changes nothing that was signed; `None` where its forerunner may be
    /// packed.
    fn object(&self, object: &Object) -> Option<bool> {
        let Some(before) = self.file.before(object.number, object.start) else {
            return self.is_new(object).then_some(true);
        };
        let (Some(old), Some(new)) = (self.file.value(before), self.file.value(object)) else {
            return Some(false);
        };
        if before.is_stream || object.is_stream {
            let is_metadata = |value: &Value<'_>| match value {
                Value::Dictionary(entries) => entries.is(b"Type", b"Metadata"),
                _ => false,
            };
            return Some(is_metadata(&old) && is_metadata(&new));
        }
        Some(old == new || self.is_allowed(object, &old, &new))
    }

    /// Whether no object of the signed part can have had the number.
    fn is_new(&self, object: &Object) -> bool {
        let has_packed =
            self.file.objects.iter().any(|known| known.is_packed && known.start < self.end);
        let size =
            self.file.trailer_before(self.end).and_then(|t| t.entries.get(b"Size")?.number());
        !has_packed || size.is_some_and(|size| object.number as usize >= size)
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
            return old.get(b"V").is_none() && but(&FIELD);
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
                let form = self.file.before(*number, self.file.bytes.len());
                let form = form.and_then(|form| self.file.value(form));
                matches!(form, Some(Value::Dictionary(form))
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
            Some(Value::Reference(number)) => {
                let object = self.file.before(*number, self.file.bytes.len())?;
                match self.file.value(object)? {
                    Value::Array(list) => Some(list.iter().map(number_of).collect()),
                    _ => None,
                }
            }
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

    /// Whether a list goes on as it was, and all that is new on it are fields of signatures.
    fn numbers_only_add(&self, old: &[Option<u32>], new: &[Option<u32>]) -> bool {
        let (Some(kept), Some(added)) = (new.get(..old.len()), new.get(old.len()..)) else {
            return false;
        };
        kept == old
            && added
                .iter()
                .all(|number| number.is_some_and(|number| self.is_signature_field(number)))
    }

    fn is_signature_field(&self, number: u32) -> bool {
        let object = self.file.before(number, self.file.bytes.len());
        let value = object.and_then(|object| self.file.value(object));
        matches!(value, Some(Value::Dictionary(field)) if field.is(b"FT", b"Sig"))
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
