//! Old XLS (BIFF8) into sheets: values as kept, letters by their font.
//!
//! Reads records one by one: a file may claim any row or column without costing memory.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    BookError,
    compound::Compound,
    formats::{shown_by_code, shown_by_number},
    formulas::as_truth,
    grid::{CELLS_MAX, Content, Merge, SHEETS_MAX, Sheet, Shown, Spot},
    legacy::{Letters, decode},
    merges::MERGES_MAX,
    xls_text::{Segments, short_text},
};

/// Reads every sheet of cells.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, BookError> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(BookError::Password);
    }
    let Some(stream) = compound.stream("Workbook")? else {
        return Err(if compound.has("Book") {
            BookError::OldKind
        } else {
            BookError::NotAWorkbook
        });
    };
    let globals = Globals::read(&stream)?;
    let mut sheets = Vec::new();
    let mut room = CELLS_MAX;
    for (offset, name) in &globals.sheets {
        let mut cells = cells(&stream, *offset, &globals, room)?;
        room -= cells.len();
        let merges = merges(&stream, *offset);
        let (formulas, truths) = formulas(&stream, *offset);
        for truth in truths {
            if let Some(content) = cells.get_mut(&truth) {
                as_truth(content);
            }
        }
        let formulas = Some(formulas);
        sheets.push(Sheet { name: name.clone(), cells, merges, formulas });
    }
    Ok(sheets)
}

/// One record: its kind, and its bytes with those that go on in the next records.
struct Record<'a> {
    kind: u16,
    parts: Vec<&'a [u8]>,
}

const CONTINUE: u16 = 0x3c;

fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = from;
    let raw = move |at: usize| -> Option<(u16, &[u8], usize)> {
        let head = stream.get(at..at.checked_add(4)?)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let size = usize::from(u16::from_le_bytes([head[2], head[3]]));
        Some((kind, stream.get(at + 4..at + 4 + size)?, at + 4 + size))
    };
    std::iter::from_fn(move || {
        let (kind, first, mut end) = raw(at)?;
        let mut parts = vec![first];
        while let Some((CONTINUE, more, after)) = raw(end) {
            parts.push(more);
            end = after;
        }
        at = end;
        Some(Record { kind, parts })
    })
}

#[derive(Default)]
struct Globals {
    sheets: Vec<(usize, String)>,
    texts: Vec<String>,
    fonts: Vec<Letters>,
    formats: BTreeMap<u16, Shown>,
    looks: Vec<(u16, u16)>,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, BookError> {
        let mut globals = Self::default();
        for record in records(stream, 0) {
            let first = record.parts[0];
            match record.kind {
                // The version of the format: 0x0600 is BIFF8.
                0x0809 if u16_at(first, 0) != Some(0x0600) => return Err(BookError::OldKind),
                0x2f => return Err(BookError::Password),
                0x85 => globals.sheet(first),
                0x31 => {
                    let name = first.get(14..).and_then(short_text).unwrap_or_default();
                    globals.fonts.push(Letters::of_font(&name));
                }
                0x041e => {
                    let code = Segments::new(vec![first.get(2..).unwrap_or_default()]).text();
                    let shown = shown_by_code(&code.unwrap_or_default());
                    globals.formats.insert(u16_at(first, 0).unwrap_or(0), shown);
                }
                0xe0 => {
                    let of = |at| u16_at(first, at).unwrap_or(0);
                    globals.looks.push((of(0), of(2)));
                }
                0xfc => globals.texts = texts(record.parts)?,
                0x0a => break,
                _ => {}
            }
        }
        if globals.sheets.len() > SHEETS_MAX { Err(BookError::Unsafe) } else { Ok(globals) }
    }

    fn sheet(&mut self, record: &[u8]) {
        // Kind 0 holds cells; 2 is a chart, 6 a module of macros.
        if record.get(5) == Some(&0)
            && let Some(offset) = u32_at(record, 0).and_then(|o| usize::try_from(o).ok())
            && let Some(name) = record.get(6..).and_then(short_text)
        {
            self.sheets.push((offset, decode(&name, Letters::Unknown)));
        }
    }

    fn look(&self, at: u16) -> (Letters, Shown) {
        let Some((font, format)) = self.looks.get(usize::from(at)).copied() else {
            return (Letters::Unknown, Shown::Plain);
        };
        // There is no font with the number 4.
        let font = if font > 4 { font - 1 } else { font };
        let letters = self.fonts.get(usize::from(font)).copied().unwrap_or_default();
        let by_number = || shown_by_number(u32::from(format));
        (letters, self.formats.get(&format).copied().unwrap_or_else(by_number))
    }
}

fn texts(parts: Vec<&[u8]>) -> Result<Vec<String>, BookError> {
    let mut segments = Segments::new(parts);
    segments.skip(4);
    let count = segments.long().unwrap_or(0) as usize;
    if count > CELLS_MAX {
        return Err(BookError::Unsafe);
    }
    let mut texts = Vec::with_capacity(count.min(4_096));
    for _ in 0..count {
        match segments.text() {
            Some(text) => texts.push(text),
            None => return Err(BookError::Broken),
        }
    }
    Ok(texts)
}

fn cells(
    stream: &[u8],
    from: usize,
    globals: &Globals,
    room: usize,
) -> Result<BTreeMap<Spot, Content>, BookError> {
    let mut cells = BTreeMap::new();
    // Charts stand inside sheets with a beginning and an end of their own.
    let mut depth = 0_u32;
    let mut awaits_text = None;
    for record in records(stream, from) {
        let bytes = record.parts[0];
        match record.kind {
            0x0809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            _ if depth != 1 => {}
            0x0207 => {
                if let (Some((place, letters)), Some(text)) =
                    (awaits_text.take(), Segments::new(record.parts.clone()).text())
                {
                    cells.insert(place, Content::Text(decode(&text, letters)));
                }
            }
            0xbd => many_numbers(bytes, globals, &mut cells),
            kind => {
                let Some((place, look)) = place(bytes) else { continue };
                let (letters, shown) = globals.look(look);
                if kind == 0x06 && is_text_result(bytes) {
                    awaits_text = Some((place, letters));
                } else if let Some(content) = content(kind, bytes, globals, (letters, shown)) {
                    cells.insert(place, content);
                }
            }
        }
        if cells.len() > room {
            return Err(BookError::Unsafe);
        }
    }
    Ok(cells)
}

/// Cells that a formula gave, and those of them whose formula is TRUE or FALSE itself, in the cell or shared
/// by the cells of a rectangle.
fn formulas(stream: &[u8], from: usize) -> (BTreeSet<Spot>, Vec<Spot>) {
    let mut depth = 0_u32;
    let (mut found, mut truths, mut shared) = (BTreeSet::new(), Vec::new(), Vec::new());
    let mut ranges: Vec<(Spot, Spot)> = Vec::new();
    for record in records(stream, from) {
        match record.kind {
            0x0809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            0x06 if depth == 1 && found.len() < CELLS_MAX => {
                let Some((spot, _)) = place(record.parts[0]) else { continue };
                found.insert(spot);
                match tokens(record.parts[0], 20) {
                    Some(tokens) if is_truth(tokens) => truths.push(spot),
                    Some([0x01, ..]) => shared.push(spot),
                    _ => {}
                }
            }
            0x04bc if depth == 1 && ranges.len() < MERGES_MAX => {
                let bytes = record.parts[0];
                if let (Some(first), Some(last), Some(&[left, right])) =
                    (u16_at(bytes, 0), u16_at(bytes, 2), bytes.get(4..6))
                    && tokens(bytes, 8).is_some_and(is_truth)
                {
                    let from = (u32::from(first), u32::from(left));
                    ranges.push((from, (u32::from(last), u32::from(right))));
                }
            }
            _ => {}
        }
    }
    let within = |(row, column): &Spot| {
        ranges
            .iter()
            .any(|(from, to)| (from.0..=to.0).contains(row) && (from.1..=to.1).contains(column))
    };
    truths.extend(shared.into_iter().filter(within));
    (found, truths)
}

/// The tokens of a formula, whose count of bytes stands at a place of its record.
fn tokens(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let count = usize::from(u16_at(bytes, at)?);
    bytes.get(at + 2..at + 2 + count)
}

/// TRUE or FALSE as a constant, or as the function of that name.
const fn is_truth(tokens: &[u8]) -> bool {
    matches!(tokens, [0x1d, _] | [0x21 | 0x41 | 0x61, 34 | 35, 0])
}

/// Joined cells, each as first row, last row, first column, last column.
fn merges(stream: &[u8], from: usize) -> Vec<Merge> {
    let of_sheet = records(stream, from).take_while(|record| record.kind != 0x0a);
    let of = |ends: &[u8]| {
        let at = |place| u16_at(ends, place).map(u32::from);
        Some(Merge { from: (at(0)?, at(4)?), to: (at(2)?, at(6)?) })
    };
    of_sheet
        .filter(|record| record.kind == 0xe5)
        .flat_map(|record| record.parts[0].get(2..).unwrap_or_default().chunks_exact(8))
        .filter_map(of)
        .take(MERGES_MAX)
        .collect()
}

fn place(bytes: &[u8]) -> Option<(Spot, u16)> {
    let spot = (u32::from(u16_at(bytes, 0)?), u32::from(u16_at(bytes, 2)?));
    Some((spot, u16_at(bytes, 4)?))
}

fn content(
    kind: u16,
    bytes: &[u8],
    globals: &Globals,
    (letters, shown): (Letters, Shown),
) -> Option<Content> {
    match kind {
        0xfd => {
            let text = globals.texts.get(u32_at(bytes, 6)? as usize)?;
            (!text.is_empty()).then(|| Content::Text(decode(text, letters)))
        }
        0x0204 => {
            let text = Segments::new(vec![bytes.get(6..)?]).text()?;
            (!text.is_empty()).then(|| Content::Text(decode(&text, letters)))
        }
        0x0203 => Some(Content::number(f64_at(bytes, 6)?, shown)),
        0x027e => Some(Content::number(packed(u32_at(bytes, 6)?), shown)),
        0x0205 => Some(truth_or_fault(*bytes.get(6)?, *bytes.get(7)? == 1)),
        0x06 => formula_result(bytes.get(6..14)?, shown),
        _ => None,
    }
}

fn is_text_result(bytes: &[u8]) -> bool {
    bytes.get(12..14) == Some(&[0xff, 0xff]) && bytes.get(6) == Some(&0)
}

fn formula_result(result: &[u8], shown: Shown) -> Option<Content> {
    if result[6..8] != [0xff, 0xff] {
        return Some(Content::number(f64_at(result, 0)?, shown));
    }
    match result[0] {
        1 => Some(truth_or_fault(result[2], false)),
        2 => Some(truth_or_fault(result[2], true)),
        _ => None,
    }
}

fn truth_or_fault(code: u8, is_fault: bool) -> Content {
    if !is_fault {
        return Content::Truth(code == 1);
    }
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Content::Fault(name.to_owned())
}

/// Several numbers of one row in one record.
fn many_numbers(bytes: &[u8], globals: &Globals, cells: &mut BTreeMap<Spot, Content>) {
    let (Some(row), Some(first)) = (u16_at(bytes, 0), u16_at(bytes, 2)) else { return };
    let body = bytes.get(4..bytes.len().saturating_sub(2)).unwrap_or_default();
    for (column, pair) in (u32::from(first)..).zip(body.chunks_exact(6)) {
        if let (Some(look), Some(value)) = (u16_at(pair, 0), u32_at(pair, 2)) {
            let content = Content::number(packed(value), globals.look(look).1);
            cells.insert((u32::from(row), column), content);
        }
    }
}

/// A number in four bytes: a whole one or the upper half of a long one, perhaps a hundredth of it.
fn packed(value: u32) -> f64 {
    let number = if value & 2 == 2 {
        f64::from(value.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(value & !3) << 32)
    };
    if value & 1 == 1 { number / 100.0 } else { number }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truth_is_told_from_the_number_that_is_kept_with_it() {
        let record = |kind: u16, bytes: &[u8]| {
            let size = u16::try_from(bytes.len()).unwrap();
            [&kind.to_le_bytes()[..], &size.to_le_bytes(), bytes].concat()
        };
        let formula = |row: u8, tokens: &[u8]| {
            let one = 1.0_f64.to_le_bytes();
            let size = [u8::try_from(tokens.len()).unwrap(), 0];
            record(6, &[&[row, 0, 0, 0, 0, 0][..], &one, &[0; 6], &size, tokens].concat())
        };
        let stream = [
            record(0x0809, &[0; 4]),
            formula(0, &[1, 0, 0, 0, 0]),
            record(0x04bc, &[0, 0, 1, 0, 0, 0, 0, 2, 2, 0, 0x1d, 1]),
            formula(1, &[1, 0, 0, 0, 0]),
            formula(2, &[0x1e, 1, 0]),
            formula(3, &[0x41, 34, 0]),
            formula(4, &[1, 9, 0, 0, 0]),
            record(0x0a, &[]),
        ];
        let (found, truths) = formulas(&stream.concat(), 0);
        assert_eq!(found.len(), 5);
        assert_eq!(truths, [(3, 0), (0, 0), (1, 0)]);
    }

    #[test]
    fn packed_numbers_are_unpacked() {
        assert!((packed((1234 << 2) | 2) - 1234.0).abs() < 1e-9);
        assert!((packed((1234 << 2) | 3) - 12.34).abs() < 1e-9);
    }
}
