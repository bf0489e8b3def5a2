//! Fonts of a PDF: name, whether embedded, codes to letters, widths.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::{below, deref, file::Budget};
use crate::lint::fonts::style_of;

/// Fonts of a file.
const FACES_MAX: usize = 200;
/// Letters of a font's name.
const NAME_BYTES_MAX: usize = 120;
/// Letters of one code.
const LIGATURE_MAX: usize = 8;
/// Codes that a map may name.
const CODES_MAX: usize = 70_000;

/// One font.
#[derive(Debug)]
pub(super) struct Face {
    pub(super) name: Rc<str>,
    pub(super) bold: bool,
    pub(super) italic: bool,
    is_wide: bool,
    letters: HashMap<u32, String>,
    widths: HashMap<u32, f32>,
    default_width: f32,
}

/// Fonts that were met, by the address of their dictionary in the file.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    faces: Vec<Face>,
    known: HashMap<usize, usize>,
    loose: BTreeSet<Rc<str>>,
}

impl Fonts {
    /// The face of a dictionary; its place in the list.
    pub(super) fn find(
        &mut self,
        document: &Document,
        node: &Dictionary,
        budget: &mut Budget,
    ) -> usize {
        let address = std::ptr::from_ref(node).addr();
        if let Some(at) = self.known.get(&address) {
            return *at;
        }
        if self.faces.len() >= FACES_MAX {
            return self.faces.len() - 1;
        }
        let face = Face::read(document, node, budget);
        if !is_embedded(document, node) {
            self.loose.insert(Rc::clone(&face.name));
        }
        self.faces.push(face);
        self.known.insert(address, self.faces.len() - 1);
        self.faces.len() - 1
    }

    pub(super) fn face(&self, at: usize) -> Option<&Face> {
        self.faces.get(at)
    }

    /// Names of fonts that are not in the file.
    pub(super) fn loose(&self) -> Vec<String> {
        self.loose.iter().map(ToString::to_string).collect()
    }
}

impl Face {
    fn read(document: &Document, node: &Dictionary, budget: &mut Budget) -> Self {
        let name = node.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(&name[..name.len().min(NAME_BYTES_MAX)]).into_owned();
        let is_wide =
            node.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let mut letters = HashMap::new();
        if let Ok(Object::Stream(stream)) = node.get(b"ToUnicode").map(|o| deref(document, o))
            && let Some(bytes) = budget.unpack(stream)
        {
            read_map(&bytes, &mut letters);
        }
        if letters.is_empty() && !is_wide {
            letters = by_encoding(document, node);
        }
        let (widths, default_width) =
            if is_wide { wide_widths(document, node) } else { widths(document, node) };
        let (bold, italic) = style_of(&name);
        let name = plain_name(&name).into();
        Self { name, bold, italic, is_wide, letters, widths, default_width }
    }

    /// Each code of a string with its letters and width in thousandths.
    pub(super) fn codes<'a>(
        &'a self,
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (u32, &'a str, f32)> {
        let step = if self.is_wide { 2 } else { 1 };
        bytes.chunks(step).map(|code| {
            let code = code.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
            let letters = self.letters.get(&code).map_or("", String::as_str);
            (code, letters, self.widths.get(&code).copied().unwrap_or(self.default_width))
        })
    }
}

/// `ABCDEF+Tinos-Bold` without the mark of the subset.
fn plain_name(name: &str) -> String {
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
        _ => name.to_owned(),
    }
}

fn is_embedded(document: &Document, node: &Dictionary) -> bool {
    if node.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3") {
        return true;
    }
    let inner = descendant(document, node).unwrap_or(node);
    let Some(about) = below(document, inner, b"FontDescriptor") else { return false };
    [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| about.has(key))
}

fn descendant<'a>(document: &'a Document, node: &'a Dictionary) -> Option<&'a Dictionary> {
    let list = deref(document, node.get(b"DescendantFonts").ok()?).as_array().ok()?;
    deref(document, list.first()?).as_dict().ok()
}

fn by_encoding(document: &Document, node: &Dictionary) -> HashMap<u32, String> {
    let mut letters = HashMap::new();
    // The map to Unicode was read before, within the budget.
    let mut bare = node.clone();
    bare.remove(b"ToUnicode");
    let Ok(encoding) = bare.get_font_encoding(document) else { return letters };
    if matches!(encoding, Encoding::UnicodeMapEncoding(_)) {
        return letters;
    }
    for code in 0..=255_u8 {
        if let Ok(text) = encoding.bytes_to_string(&[code]) {
            letters.insert(u32::from(code), text);
        }
    }
    letters
}

fn widths(document: &Document, node: &Dictionary) -> (HashMap<u32, f32>, f32) {
    let mut found = HashMap::new();
    let first = node.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or(0);
    if let Ok(list) = node.get(b"Widths").map(|o| deref(document, o)).and_then(Object::as_array) {
        for (code, width) in (first..).zip(list.iter().take(256)) {
            if let Ok(width) = deref(document, width).as_float() {
                found.insert(code, width);
            }
        }
    }
    (found, 500.0)
}

fn wide_widths(document: &Document, node: &Dictionary) -> (HashMap<u32, f32>, f32) {
    let mut found = HashMap::new();
    let Some(inner) = descendant(document, node) else { return (found, 1000.0) };
    let number = |object: &Object| deref(document, object).as_float().ok();
    let default = inner.get(b"DW").ok().and_then(number).unwrap_or(1000.0);
    let list = inner.get(b"W").map(|o| deref(document, o)).and_then(Object::as_array);
    let Ok(list) = list else { return (found, default) };
    let code = |object: &Object| {
        deref(document, object).as_i64().ok().and_then(|code| u32::try_from(code).ok())
    };
    let mut at = 0;
    while let Some(first) = list.get(at).and_then(code) {
        match list.get(at + 1).map(|object| deref(document, object)) {
            Some(Object::Array(widths)) => {
                for (code, width) in (first..).zip(widths) {
                    found.extend(number(width).map(|width| (code, width)));
                }
                at += 2;
            }
            Some(object) => {
                let last = code(object).unwrap_or(first);
                let width = list.get(at + 2).and_then(number).unwrap_or(default);
                let most = first.saturating_add(u32::try_from(CODES_MAX).unwrap_or(u32::MAX));
                found.extend((first..=last.min(most)).map(|code| (code, width)));
                at += 3;
            }
            None => break,
        }
        if found.len() > CODES_MAX {
            break;
        }
    }
    (found, default)
}

/// Reads `bfchar` and `bfrange` of a map from codes to letters.
fn read_map(bytes: &[u8], letters: &mut HashMap<u32, String>) {
    let text = String::from_utf8_lossy(bytes);
    for section in text.split("beginbfchar").skip(1) {
        let inside = section.split("endbfchar").next().unwrap_or_default();
        let codes: Vec<&str> = hexadecimals(inside).collect();
        for pair in codes.chunks_exact(2) {
            insert(letters, code(pair[0]), 0, pair[1]);
        }
    }
    for section in text.split("beginbfrange").skip(1) {
        let inside = section.split("endbfrange").next().unwrap_or_default();
        ranges(inside, letters);
    }
}

fn ranges(inside: &str, letters: &mut HashMap<u32, String>) {
    let mut rest = inside;
    while let Some((low, after)) = next(rest) {
        let Some((high, after)) = next(after) else { break };
        let (Some(low), Some(high)) = (code(low), code(high)) else { break };
        let trimmed = after.trim_start();
        if let Some(list) = trimmed.strip_prefix('[') {
            let (list, after) = list.split_once(']').unwrap_or((list, ""));
            for (at, target) in (low..=high).zip(hexadecimals(list)) {
                insert(letters, Some(at), 0, target);
            }
            rest = after;
        } else {
            let Some((target, after)) = next(after) else { break };
            for at in low..=high.min(low.saturating_add(0xFFFF)) {
                insert(letters, Some(at), at - low, target);
            }
            rest = after;
        }
        if letters.len() > CODES_MAX {
            break;
        }
    }
}

fn insert(letters: &mut HashMap<u32, String>, code: Option<u32>, step: u32, target: &str) {
    let digits: Vec<u16> = target
        .as_bytes()
        .chunks(4)
        .take(LIGATURE_MAX)
        .filter_map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
        .collect();
    let Some(code) = code.filter(|_| letters.len() < CODES_MAX) else { return };
    let mut units = digits;
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(u16::try_from(step).unwrap_or(0));
    }
    letters.insert(code, String::from_utf16_lossy(&units));
}

fn code(hexadecimal: &str) -> Option<u32> {
    u32::from_str_radix(hexadecimal, 16).ok()
}

fn hexadecimals(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|part| Some(part.split_once('>')?.0.trim()))
}

fn next(text: &str) -> Option<(&str, &str)> {
    let from = text.find('<')?;
    let (inside, rest) = text[from + 1..].split_once('>')?;
    Some((inside.trim(), rest))
}
