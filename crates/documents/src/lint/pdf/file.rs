//! The objects of a PDF file, found by reading it from front to back: no table of it is trusted.
//!
//! A file may point twice at one object, name lengths that overlap, or unpack without end.
//! So each byte is read once, the later of two objects counts (as after a signature), and unpacking has a budget.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{
    locked::{self, Lock},
    token::Tokens,
};
use crate::lint::LintError;

/// Objects of a file that are kept, and values inside them.
const OBJECTS_MAX: usize = 150_000;
const VALUES_MAX: usize = 400_000;
/// Operators and operands of all pages.
const OPERATIONS_MAX: usize = 20_000_000;
/// Bytes that all streams together may unpack to.
const UNPACKED_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Bytes of one stream.
const STREAM_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Bytes before the end within which a whole file says where its table is.
const TAIL_BYTES: usize = 4096;

/// What may still be unpacked and read.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    /// Values of the pages' operators.
    pub(super) operations: usize,
    pub(super) is_exceeded: bool,
}

impl Budget {
    pub(super) const fn new() -> Self {
        Self { bytes: UNPACKED_BYTES_MAX, operations: OPERATIONS_MAX, is_exceeded: false }
    }

    /// The content of a stream; nothing where it is packed in a way that pages are not.
    pub(super) fn unpack(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let filters = stream.filters().unwrap_or_default();
        let has_rows = stream.dict.get(b"DecodeParms").and_then(Object::as_dict);
        let has_rows = has_rows.is_ok_and(|about| {
            about.get(b"Predictor").and_then(Object::as_i64).is_ok_and(|kind| kind > 1)
        });
        match filters[..] {
            [] => self.charge(stream.content.clone()),
            [b"FlateDecode"] if !has_rows => self.inflate(&stream.content),
            _ => None,
        }
    }

    fn inflate(&mut self, packed: &[u8]) -> Option<Vec<u8>> {
        let most = self.bytes.min(STREAM_BYTES_MAX);
        let mut out = Vec::new();
        // A stream that breaks off gives what came before.
        let _ = ZlibDecoder::new(packed).take(most as u64 + 1).read_to_end(&mut out);
        self.charge(out)
    }

    fn charge(&mut self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        if bytes.len() > self.bytes.min(STREAM_BYTES_MAX) {
            self.is_exceeded = true;
            return None;
        }
        self.bytes -= bytes.len();
        Some(bytes)
    }
}

/// Reads the objects of a file.
pub(super) fn open(bytes: &[u8], budget: &mut Budget) -> Result<Document, LintError> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    if find(tail, b"startxref", 0).is_none() {
        return Err(LintError::Broken);
    }
    let mut values = VALUES_MAX;
    let mut found = Found::default();
    let mut at = 0;
    while let Some(object) = next_object(bytes, at, &mut values)? {
        at = object.end;
        let before = object.values_before;
        if !found.add(object.id, object.start, object.value) {
            values = before;
        }
        if found.objects.len() > OBJECTS_MAX {
            return Err(LintError::Unsafe);
        }
    }
    found.trailers(bytes, &mut values);
    found.unlock()?;
    found.packed(budget, &mut values)?;
    if values == 0 || budget.is_exceeded {
        return Err(LintError::Unsafe);
    }
    found.document()
}

/// An object as it stands in the file.
struct Placed {
    id: ObjectId,
    start: usize,
    end: usize,
    value: Object,
    /// The budget before it was read.
    values_before: usize,
}

/// The next object behind a place.
fn next_object(bytes: &[u8], from: usize, values: &mut usize) -> Result<Option<Placed>, LintError> {
    let mut at = from;
    while let Some(word) = find(bytes, b"obj", at) {
        at = word + 3;
        let Some((id, start)) = id_before(bytes, word) else { continue };
        let values_before = *values;
        let mut tokens = Tokens::new(bytes, at, values);
        let value = tokens.value();
        if tokens.is_spent() {
            return Err(LintError::Unsafe);
        }
        // What cannot be read is not read again from its middle.
        at = at.max(tokens.at);
        let Some(value) = value else { continue };
        let Object::Dictionary(about) = value else {
            let end = tokens.at;
            return Ok(Some(Placed { id, start, end, value, values_before }));
        };
        tokens.skip_blank();
        if !tokens.take(b"stream") {
            let end = tokens.at;
            let value = Object::Dictionary(about);
            return Ok(Some(Placed { id, start, end, value, values_before }));
        }
        tokens.take(b"\r");
        tokens.take(b"\n");
        let data = tokens.at;
        let end = stream_end(bytes, data, &about);
        let value = Object::Stream(kept(about, &bytes[data..end]));
        return Ok(Some(Placed { id, start, end, value, values_before }));
    }
    Ok(None)
}

/// `12 0 ` before "obj".
fn id_before(bytes: &[u8], word: usize) -> Option<(ObjectId, usize)> {
    let before = &bytes[word.saturating_sub(24)..word];
    let text = before.trim_ascii_end();
    let digits = |text: &[u8]| text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let last = digits(text);
    let rest = &text[..text.len() - last];
    let gap = rest.trim_ascii_end();
    let first = digits(gap);
    if last == 0 || first == 0 || gap.len() == rest.len() {
        return None;
    }
    let number = |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.parse::<u32>().ok();
    let id = number(&gap[gap.len() - first..])?;
    let generation = u16::try_from(number(&text[text.len() - last..])?).ok()?;
    Some(((id, generation), word - (before.len() - (gap.len() - first))))
}

/// Where the data of a stream ends: by its length where that is true, else by the word behind it.
fn stream_end(bytes: &[u8], data: usize, about: &Dictionary) -> usize {
    let said = about.get(b"Length").and_then(Object::as_i64).ok();
    let said = said.and_then(|length| data.checked_add(usize::try_from(length).ok()?));
    let is_true = |end: usize| {
        let behind = bytes.get(end..(end + 12).min(bytes.len())).unwrap_or_default();
        behind.trim_ascii_start().starts_with(b"endstream")
    };
    match said.filter(|end| *end <= bytes.len() && is_true(*end)) {
        Some(end) => end,
        None => find(bytes, b"endstream", data).unwrap_or(bytes.len()),
    }
}

/// A stream without data that nobody reads: pictures and font files.
fn kept(about: Dictionary, data: &[u8]) -> Stream {
    let is_picture = about.get(b"Subtype").and_then(Object::as_name).is_ok_and(|k| k == b"Image");
    let is_font = about.has(b"Length1") || about.has(b"Length2");
    let data = if is_picture || is_font { Vec::new() } else { data.to_vec() };
    Stream::new(about, data)
}

/// Objects with the place where each was found.
#[derive(Default)]
struct Found {
    objects: HashMap<u32, (usize, ObjectId, Object)>,
    root: Option<(usize, Object)>,
    lock: Lock,
}

impl Found {
    /// Keeps an object, and says whether it did, unless a later one has its number; a signature adds later ones at the end.
    fn add(&mut self, id: ObjectId, start: usize, value: Object) -> bool {
        if let Object::Stream(stream) = &value
            && stream.dict.has_type(b"XRef")
        {
            self.trailer(start, &stream.dict);
        }
        // The tree of tags repeats the text for readers aloud; the page has it already.
        let is_tag = value.as_dict().is_ok_and(|about| about.has_type(b"StructElem"));
        let is_older = self.objects.get(&id.0).is_some_and(|known| known.0 > start);
        if is_tag || is_older {
            return false;
        }
        self.objects.insert(id.0, (start, id, value));
        true
    }

    fn trailer(&mut self, start: usize, about: &Dictionary) {
        if let Ok(lock) = about.get(b"Encrypt") {
            let id = about.get(b"ID").ok().cloned();
            self.lock = Lock { about: Some(lock.clone()), id: id.or_else(|| self.lock.id.take()) };
        }
        if let Ok(root) = about.get(b"Root")
            && self.root.as_ref().is_none_or(|known| known.0 <= start)
        {
            self.root = Some((start, root.clone()));
        }
    }

    fn trailers(&mut self, bytes: &[u8], values: &mut usize) {
        let mut at = 0;
        while let Some(word) = find(bytes, b"trailer", at) {
            let mut tokens = Tokens::new(bytes, word + b"trailer".len(), values);
            let value = tokens.value();
            at = tokens.at;
            if let Some(Object::Dictionary(about)) = value {
                self.trailer(word, &about);
            }
        }
    }

    /// Opens the objects where the file is locked without a password.
    fn unlock(&mut self) -> Result<(), LintError> {
        let lock = std::mem::take(&mut self.lock);
        if lock.about.is_none() {
            return Ok(());
        }
        let mut document = Document::new();
        let starts: HashMap<u32, usize> =
            self.objects.iter().map(|(number, (start, ..))| (*number, *start)).collect();
        let objects = std::mem::take(&mut self.objects);
        document.objects = objects.into_values().map(|(_, id, value)| (id, value)).collect();
        locked::open(&mut document, lock)?;
        let opened = document.objects.into_iter();
        self.objects = opened
            .map(|(id, value)| (id.0, (starts.get(&id.0).copied().unwrap_or(0), id, value)))
            .collect();
        Ok(())
    }

    /// Takes the objects out of streams of objects.
    fn packed(&mut self, budget: &mut Budget, values: &mut usize) -> Result<(), LintError> {
        let is_packed = |object: &Object| {
            object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"ObjStm"))
        };
        let holders: Vec<u32> = self
            .objects
            .iter()
            .filter(|(_, (_, _, object))| is_packed(object))
            .map(|(id, _)| *id)
            .collect();
        for holder in holders {
            let Some((start, _, Object::Stream(stream))) = self.objects.remove(&holder) else {
                continue;
            };
            let Some(bytes) = budget.unpack(&stream) else { continue };
            let number = |key: &[u8]| {
                let said = stream.dict.get(key).and_then(Object::as_i64).ok()?;
                usize::try_from(said).ok()
            };
            let (Some(first), Some(count)) = (number(b"First"), number(b"N")) else { continue };
            let mut end = 0;
            for (id, at) in index(&bytes, first, count) {
                // Two that share their bytes are one too many.
                if at < end {
                    continue;
                }
                let before = *values;
                let mut tokens = Tokens::new(&bytes, at, values);
                let value = tokens.value();
                end = tokens.at;
                if tokens.is_spent() || self.objects.len() > OBJECTS_MAX {
                    return Err(LintError::Unsafe);
                }
                if value.is_some_and(|value| !self.add((id, 0), start, value)) {
                    *values = before;
                }
            }
        }
        Ok(())
    }

    fn document(self) -> Result<Document, LintError> {
        let mut document = Document::new();
        let is_catalog =
            |object: &Object| object.as_dict().is_ok_and(|about| about.has_type(b"Catalog"));
        let root = self.root.map(|(_, root)| root).or_else(|| {
            let found = self.objects.values().find(|(_, _, object)| is_catalog(object));
            found.map(|(_, id, _)| Object::Reference(*id))
        });
        document.trailer.set("Root", root.ok_or(LintError::Broken)?);
        document.objects = self.objects.into_values().map(|(_, id, value)| (id, value)).collect();
        Ok(document)
    }
}

/// Number and place of each object in a stream of objects.
fn index(bytes: &[u8], first: usize, count: usize) -> Vec<(u32, usize)> {
    let head = bytes.get(..first).unwrap_or_default();
    let numbers = String::from_utf8_lossy(head);
    let numbers: Vec<usize> =
        numbers.split_ascii_whitespace().map_while(|n| n.parse().ok()).collect();
    let pairs = numbers.chunks_exact(2).take(count.min(OBJECTS_MAX));
    let places = pairs.filter_map(|pair| {
        let at = first.checked_add(pair[1]).filter(|at| *at < bytes.len())?;
        Some((u32::try_from(pair[0]).ok()?, at))
    });
    let mut places: Vec<(u32, usize)> = places.collect();
    places.sort_by_key(|(_, at)| *at);
    places
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let first = *word.first()?;
    let mut at = 0;
    while let Some(step) = rest[at..].iter().position(|byte| *byte == first) {
        at += step;
        if rest[at..].starts_with(word) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}
