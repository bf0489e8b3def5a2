//! The objects, trailers and tables of a PDF file, found by their words and not by its own index.
//!
//! What a signature covers are bytes, so bytes are looked at. No stream is unpacked: objects packed
//! into streams stay unseen, and whoever judges must know that.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    SignatureError,
    syntax::{Dictionary, Parser, Value, is_space},
};

/// Largest file that is read, in bytes.
pub const FILE_SIZE_BYTES_MAX: usize = 64 * 1024 * 1024;
const OBJECTS_MAX: usize = 500_000;
const SIGNATURES_MAX: usize = 32;

/// An object where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Object {
    pub(super) number: u32,
    /// Of its number.
    pub(super) start: usize,
    /// Of its value.
    body: usize,
    pub(super) end: usize,
    pub(super) is_stream: bool,
    pub(super) is_packed: bool,
}

/// A trailer, by itself or as the head of an index stream.
#[derive(Debug)]
pub(super) struct Trailer<'a> {
    pub(super) start: usize,
    pub(super) entries: Dictionary<'a>,
    pub(super) is_packed: bool,
}

/// A file taken apart.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) bytes: &'a [u8],
    /// In the order of the file.
    pub(super) objects: Vec<Object>,
    /// Which of them bear a number, in the order of the file.
    by_number: BTreeMap<u32, Vec<usize>>,
    pub(super) trailers: Vec<Trailer<'a>>,
    /// Places of the word `xref`.
    pub(super) tables: Vec<usize>,
    /// Places and dictionaries of signatures.
    pub(super) signatures: Vec<(usize, Dictionary<'a>)>,
}

impl<'a> File<'a> {
    /// Takes a file apart.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, SignatureError> {
        if bytes.len() > FILE_SIZE_BYTES_MAX {
            return Err(SignatureError::TooLarge);
        }
        if find(bytes, b"%PDF-", 0).is_none_or(|at| at > 1024) {
            return Err(SignatureError::NotPdf);
        }
        let mut file = Self {
            bytes,
            objects: Vec::new(),
            by_number: BTreeMap::new(),
            trailers: Vec::new(),
            tables: Vec::new(),
            signatures: Vec::new(),
        };
        file.scan()?;
        if file.trailers.iter().any(|trailer| trailer.entries.get(b"Encrypt").is_some()) {
            return Err(SignatureError::Encrypted);
        }
        file.forget_replaced();
        Ok(file)
    }

    /// The value of an object.
    pub(super) fn value(&self, object: &Object) -> Option<Value<'a>> {
        Parser::new(self.bytes, object.body).value()
    }

    /// Every form of an object that stands before a place, in the order of the file.
    pub(super) fn forms(&self, number: u32, place: usize) -> impl Iterator<Item = &Object> {
        let indices = self.by_number.get(&number).map(Vec::as_slice).unwrap_or_default();
        let forms = indices.iter().filter_map(|index| self.objects.get(*index));
        forms.take_while(move |object| object.start < place)
    }

    /// The object of a number as it was last written.
    pub(super) fn last(&self, number: u32) -> Option<&Object> {
        self.objects.get(*self.by_number.get(&number)?.last()?)
    }

    /// The last trailer that begins before a place.
    pub(super) fn trailer_before(&self, place: usize) -> Option<&Trailer<'a>> {
        self.trailers.iter().rev().find(|trailer| trailer.start < place)
    }

    fn scan(&mut self) -> Result<(), SignatureError> {
        let named = named_places(self.bytes);
        let mut from = 0;
        while let Some(word) = find(self.bytes, b"obj", from) {
            let Some((number, start)) = number_before(self.bytes, word, from, &named) else {
                self.scan_gap(from, word + 3);
                from = word + 3;
                continue;
            };
            self.scan_gap(from, start);
            if self.objects.len() >= OBJECTS_MAX {
                return Err(SignatureError::Unsafe);
            }
            from = self.object(number, start, word + 3)?;
        }
        self.scan_gap(from, self.bytes.len());
        Ok(())
    }

    /// Takes one object; gives the place behind it.
    fn object(&mut self, number: u32, start: usize, body: usize) -> Result<usize, SignatureError> {
        let mut parser = Parser::new(self.bytes, body);
        let value = parser.value();
        let mut object =
            Object { number, start, body, end: parser.at, is_stream: false, is_packed: false };
        let Some(value) = value else {
            return Ok(parser.at.max(body));
        };
        if let Value::Dictionary(entries) = value {
            parser.spaces();
            object.is_stream = parser.pass(b"stream");
            if object.is_stream {
                object.end = self.end_of_stream(parser.at, &entries);
            }
            self.note(&mut object, entries)?;
        }
        self.by_number.entry(number).or_default().push(self.objects.len());
        self.objects.push(object);
        Ok(object.end)
    }

    /// Notes what a dictionary is to us.
    fn note(&mut self, object: &mut Object, entries: Dictionary<'a>) -> Result<(), SignatureError> {
        if object.is_stream {
            object.is_packed = entries.is(b"Type", b"ObjStm") || entries.is(b"Type", b"XRef");
            if entries.is(b"Type", b"XRef") {
                self.trailers.push(Trailer { start: object.start, entries, is_packed: true });
            }
            return Ok(());
        }
        let signature = match entries.get(b"V") {
            Some(Value::Dictionary(inner)) if is_signature(inner) => inner.clone(),
            _ if is_signature(&entries) => entries,
            _ => return Ok(()),
        };
        if self.signatures.len() >= SIGNATURES_MAX {
            return Err(SignatureError::Unsafe);
        }
        self.signatures.push((object.start, signature));
        Ok(())
    }

    /// The place behind a stream; the end of the file where the stream does not end.
    fn end_of_stream(&self, after_word: usize, entries: &Dictionary<'_>) -> usize {
        const END: &[u8] = b"endstream";
        let mut parser = Parser::new(self.bytes, after_word);
        parser.pass(b"\r");
        parser.pass(b"\n");
        let said = entries.get(b"Length").and_then(Value::number);
        if let Some(length) = said.and_then(|length| parser.at.checked_add(length)) {
            let mut behind = Parser::new(self.bytes, length);
            while self.bytes.get(behind.at).is_some_and(|byte| is_space(*byte)) {
                behind.at += 1;
            }
            if behind.pass(END) {
                return behind.at;
            }
        }
        find(self.bytes, END, parser.at).map_or(self.bytes.len(), |at| at + END.len())
    }

    /// Finds tables and trailers between objects.
    fn scan_gap(&mut self, from: usize, to: usize) {
        let Some(gap) = self.bytes.get(..to) else { return };
        let mut at = from;
        while let Some(found) = find(gap, b"xref", at) {
            at = found + 4;
            if !gap.get(..found).is_some_and(|before| before.ends_with(b"start")) {
                self.tables.push(found);
            }
        }
        at = from;
        while let Some(start) = find(gap, b"trailer", at) {
            at = start + 7;
            if let Some(Value::Dictionary(entries)) = Parser::new(self.bytes, at).value() {
                self.trailers.push(Trailer { start, entries, is_packed: false });
            }
        }
    }

    /// A signature whose object was written again is the later one alone.
    fn forget_replaced(&mut self) {
        let last: BTreeSet<usize> = self
            .by_number
            .values()
            .filter_map(|indices| Some(self.objects.get(*indices.last()?)?.start))
            .collect();
        self.signatures.retain(|(start, _)| last.contains(start));
    }
}

pub(super) fn is_signature(entries: &Dictionary<'_>) -> bool {
    entries.get(b"ByteRange").is_some() && entries.get(b"Contents").is_some()
}

/// The first place of a word from a place on.
pub(super) fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
}

/// Number and place of `12 0 ` before the word `obj`.
///
/// A word may stick to the number where readers find the object all the same: an index names its place,
/// or a part of the file ended there without a new line (`%%EOF12 0 obj`).
fn number_before(
    bytes: &[u8],
    word: usize,
    from: usize,
    named: &BTreeSet<usize>,
) -> Option<(u32, usize)> {
    let before = bytes.get(from..word)?;
    let (before, generation) = last_number(before)?;
    let (before, number) = last_number(before)?;
    let start = from + before.len();
    let is_whole = before.last().is_none_or(|byte| !byte.is_ascii_alphanumeric())
        || before.ends_with(b"%%EOF")
        || named.contains(&start);
    let number = str::from_utf8(number).ok()?.parse().ok()?;
    (is_whole && generation.len() <= 5).then_some((number, start))
}

/// Places that entries of tables speak of: ten digits, five digits, `n`.
fn named_places(bytes: &[u8]) -> BTreeSet<usize> {
    const ENTRY: usize = "0000000000 00000 n".len();
    let entries = bytes.windows(ENTRY).filter(|entry| {
        entry.ends_with(b" n")
            && entry[10] == b' '
            && entry[..10].iter().chain(&entry[11..16]).all(u8::is_ascii_digit)
    });
    entries.filter_map(|entry| str::from_utf8(&entry[..10]).ok()?.parse().ok()).collect()
}

/// Divides `… 12 ` into what stands before the number, and the number.
fn last_number(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().rposition(|byte| !is_space(*byte))? + 1;
    if end == bytes.len() {
        return None;
    }
    let number = bytes.get(..end)?;
    let start = number.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    (start < end).then(|| (&number[..start], &number[start..]))
}
