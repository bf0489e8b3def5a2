//! The addition to a file: signature, field, appearance, and the objects that point to them.

use std::{fmt::Write, ops::Range};

use domain::period::vietnam;

use super::{Trial, TrialError, WORDS, stamp};
use crate::signature::{
    file::{File, find},
    syntax::{Dictionary, Parser, Value},
};

/// Room for the signature, in bytes; PAdES tools leave about as much.
const ROOM_BYTES: usize = 8192;
const PAGES_MAX: usize = 20_000;
/// Each number of a range is written so wide, so that it can be filled in later.
const RANGE_WIDTH: usize = 10;

/// A file with an empty signature.
pub(super) struct Unsigned {
    pub(super) bytes: Vec<u8>,
    /// The empty signature with its brackets.
    hole: Range<usize>,
}

impl Unsigned {
    /// What the signature covers.
    pub(super) fn covered(&self) -> [&[u8]; 2] {
        let part = |range| self.bytes.get(range).unwrap_or_default();
        [part(0..self.hole.start), part(self.hole.end..self.bytes.len())]
    }

    /// Puts the signature in; false where it is too long.
    pub(super) fn fill(&mut self, signature: &[u8]) -> bool {
        let digits = hex::encode_upper(signature);
        let start = self.hole.start + 1;
        let fits = digits.len() <= ROOM_BYTES * 2;
        match self.bytes.get_mut(start..start + digits.len()).filter(|_| fits) {
            Some(room) => room.copy_from_slice(digits.as_bytes()),
            None => return false,
        }
        true
    }
}

/// Adds an empty signature to a file.
pub(super) fn append(pdf: &[u8], trial: &Trial<'_>) -> Result<Unsigned, TrialError> {
    let file = File::open(pdf)?;
    let trailer = file.trailer_before(pdf.len()).ok_or(TrialError::NoPage)?;
    if trailer.is_packed || trailer.entries.get(b"XRefStm").is_some() {
        return Err(TrialError::Packed);
    }
    let size = trailer.entries.get(b"Size").and_then(Value::number).ok_or(TrialError::NoPage)?;
    let mut next = u32::try_from(size).map_err(|_| TrialError::NoPage)?;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    let (signature, field, appearance) = (fresh(), fresh(), fresh());
    let editor = Editor { file: &file };
    let root = reference(trailer.entries.get(b"Root")).ok_or(TrialError::NoPage)?;
    let catalog = editor.dictionary(root).ok_or(TrialError::NoPage)?;
    let page = editor.page(&catalog, trial.page).ok_or(TrialError::NoPage)?;

    let mut out = Out { bytes: pdf.to_vec(), places: Vec::new() };
    if !pdf.ends_with(b"\n") {
        out.bytes.push(b'\n');
    }
    let count = file.signatures.len() + 1;
    out.object(signature, &signature_object(trial));
    out.object(field, &field_object(trial, count, signature, appearance, page));
    out.object(appearance, &stamp::appearance(trial.place));
    editor.add_to_page(&mut out, page, field).ok_or(TrialError::NoPage)?;
    editor.add_to_form(&mut out, root, catalog, field).ok_or(TrialError::NoPage)?;
    let size = next;
    out.finish(&trailer.entries, size, pdf).ok_or(TrialError::NoPage)?;
    with_range(out.bytes, pdf.len()).ok_or(TrialError::NoPage)
}

fn signature_object(trial: &Trial<'_>) -> String {
    let at = trial.at.to_zoned_datetime(vietnam());
    format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached\
         /ByteRange[0 {empty} {empty} {empty}]/Contents<{room}>\
         /Name{name}/Reason{reason}/Location{location}/M(D:{at}+07'00')>>",
        empty = "*".repeat(RANGE_WIDTH),
        room = "0".repeat(ROOM_BYTES * 2),
        name = stamp::text(&format!("{WORDS} - {}", trial.name)),
        reason = stamp::text(trial.reason),
        location = stamp::text(trial.location),
        at = at.strftime("%Y%m%d%H%M%S"),
    )
}

fn field_object(
    trial: &Trial<'_>,
    count: usize,
    signature: u32,
    appearance: u32,
    page: u32,
) -> String {
    let place = trial.place;
    // F 132: printed, and its place locked.
    format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(ThuNghiem{count})/V {signature} 0 R/P {page} 0 R\
         /Rect[{:.2} {:.2} {:.2} {:.2}]/F 132/Contents{}/AP<</N {appearance} 0 R>>>>",
        place.x,
        place.y,
        place.x + place.width,
        place.y + place.height,
        stamp::text(WORDS),
    )
}

/// Fills in what the signature covers.
fn with_range(mut bytes: Vec<u8>, from: usize) -> Option<Unsigned> {
    let range = find(&bytes, b"/ByteRange[0 ", from)? + b"/ByteRange[0 ".len();
    let start = find(&bytes, b"/Contents<", range)? + b"/Contents".len();
    let hole = start..start + ROOM_BYTES * 2 + 2;
    let numbers = [hole.start, hole.end, bytes.len() - hole.end];
    let text = numbers.map(|number| format!("{number:<RANGE_WIDTH$}")).join(" ");
    bytes.get_mut(range..range + text.len())?.copy_from_slice(text.as_bytes());
    Some(Unsigned { bytes, hole })
}

struct Editor<'a> {
    file: &'a File<'a>,
}

impl<'a> Editor<'a> {
    fn dictionary(&self, number: u32) -> Option<Dictionary<'a>> {
        let object = self.file.last(number)?;
        match self.file.value(object)? {
            Value::Dictionary(entries) => Some(entries),
            _ => None,
        }
    }

    /// The number of a page, counted from 0.
    fn page(&self, catalog: &Dictionary<'_>, wanted: usize) -> Option<u32> {
        let mut open = vec![reference(catalog.get(b"Pages"))?];
        let (mut seen, mut passed) = (0, 0);
        while let Some(number) = open.pop() {
            passed += 1;
            let entries = self.dictionary(number).filter(|_| passed <= PAGES_MAX)?;
            match entries.get(b"Kids") {
                Some(Value::Array(kids)) => {
                    open.extend(kids.iter().rev().filter_map(|kid| reference(Some(kid))));
                }
                _ if seen == wanted => return Some(number),
                _ => seen += 1,
            }
        }
        None
    }

    fn add_to_page(&self, out: &mut Out, page: u32, field: u32) -> Option<()> {
        let mut entries = self.dictionary(page)?;
        let added = self.longer(out, entries.get(b"Annots"), field)?;
        if let Some(list) = added {
            set(&mut entries, b"Annots", list);
            out.object(page, &printed(&Value::Dictionary(entries)));
        }
        Some(())
    }

    fn add_to_form(
        &self,
        out: &mut Out,
        root: u32,
        mut catalog: Dictionary<'a>,
        field: u32,
    ) -> Option<()> {
        let known = catalog.get(b"AcroForm").cloned();
        let (place, mut form) = match known {
            Some(Value::Reference(number)) => (Some(number), self.dictionary(number)?),
            Some(Value::Dictionary(form)) => (None, form),
            _ => (None, Dictionary::default()),
        };
        if let Some(list) = self.longer(out, form.get(b"Fields"), field)? {
            set(&mut form, b"Fields", list);
        }
        set(&mut form, b"SigFlags", Value::Word(b"3"));
        if let Some(number) = place {
            out.object(number, &printed(&Value::Dictionary(form)));
        } else {
            set(&mut catalog, b"AcroForm", Value::Dictionary(form));
            out.object(root, &printed(&Value::Dictionary(catalog)));
        }
        Some(())
    }

    /// A list with one more field; `Some(None)` where the list is an object of its own and was
    /// written there.
    fn longer(
        &self,
        out: &mut Out,
        list: Option<&Value<'a>>,
        field: u32,
    ) -> Option<Option<Value<'a>>> {
        match list {
            None => Some(Some(Value::Array(vec![Value::Reference(field)]))),
            Some(Value::Array(list)) => {
                let longer = list.iter().cloned().chain([Value::Reference(field)]).collect();
                Some(Some(Value::Array(longer)))
            }
            Some(Value::Reference(number)) => {
                let object = self.file.last(*number)?;
                let Value::Array(mut list) = self.file.value(object)? else { return None };
                list.push(Value::Reference(field));
                out.object(*number, &printed(&Value::Array(list)));
                Some(None)
            }
            Some(_) => None,
        }
    }
}

/// The file so far, and where its new objects stand.
struct Out {
    bytes: Vec<u8>,
    places: Vec<(u32, usize)>,
}

impl Out {
    fn object(&mut self, number: u32, body: &str) {
        self.places.push((number, self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }

    /// Table, trailer and end.
    fn finish(&mut self, trailer: &Dictionary<'_>, size: u32, before: &[u8]) -> Option<()> {
        let previous = last_table(before)?;
        let start = self.bytes.len();
        self.places.sort_unstable();
        let mut table = String::from("xref\n");
        for (number, place) in &self.places {
            let _ = write!(table, "{number} 1\n{place:010} 00000 n \n");
        }
        let mut entries = trailer.clone();
        let (size, previous) = (size.to_string(), previous.to_string());
        set(&mut entries, b"Size", Value::Word(size.as_bytes()));
        set(&mut entries, b"Prev", Value::Word(previous.as_bytes()));
        let trailer = printed(&Value::Dictionary(entries));
        let _ = write!(table, "trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(table.bytes());
        Some(())
    }
}

/// Where the last table of a file stands, as the file says.
fn last_table(bytes: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"startxref";
    let at = bytes.windows(WORD.len()).rposition(|window| window == WORD)?;
    Parser::new(bytes, at + WORD.len()).value()?.number()
}

fn reference(value: Option<&Value<'_>>) -> Option<u32> {
    match value? {
        Value::Reference(number) => Some(*number),
        _ => None,
    }
}

fn set<'a>(entries: &mut Dictionary<'a>, key: &[u8], value: Value<'a>) {
    entries.0.retain(|(known, _)| known != key);
    entries.0.push((key.to_vec(), value));
}

/// A value as it is written.
fn printed(value: &Value<'_>) -> String {
    match value {
        Value::Word(word) => String::from_utf8_lossy(word).into_owned(),
        Value::Name(name) => name_text(name),
        Value::Text(text) => format!("<{}>", hex::encode_upper(&text.bytes)),
        Value::Array(list) => {
            format!("[{}]", list.iter().map(printed).collect::<Vec<_>>().join(" "))
        }
        Value::Dictionary(entries) => {
            let pair =
                |(key, value): &(Vec<u8>, Value<'_>)| [name_text(key), printed(value)].join(" ");
            format!("<<{}>>", entries.0.iter().map(pair).collect::<String>())
        }
        Value::Reference(number) => format!("{number} 0 R"),
    }
}

fn name_text(name: &[u8]) -> String {
    name.iter().fold(String::from("/"), |mut text, byte| {
        let is_plain = byte.is_ascii_alphanumeric() || b"._-+:".contains(byte);
        let _ = if is_plain {
            write!(text, "{}", char::from(*byte))
        } else {
            write!(text, "#{byte:02X}")
        };
        text
    })
}
