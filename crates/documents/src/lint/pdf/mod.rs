//! A PDF into a sheet: letters with place, face and colour, drawn lines, page numbers.

mod content;
mod file;
mod font;
mod lines;
mod locked;
mod margins;
mod token;

use lopdf::{Dictionary, Document, Object, ObjectId};

use self::{content::Painter, file::Budget, lines::Page};
use super::{
    LintError,
    sheet::{Origin, PageNumber, Section, Sheet},
};

/// Pages that are looked at; the decree's elements stand long before.
const PAGES_MAX: usize = 400;
/// Letters on all pages together.
const MARKS_MAX: usize = 1_000_000;
/// Fewer letters than this are stamps on a picture.
const LETTERS_MIN: usize = 40;
/// Sides that a sheet of paper can have, in points.
const SIDE_POINTS: std::ops::RangeInclusive<f32> = 72.0..=14_400.0;
/// A4 in points, where a page does not say its size.
const A4: (f32, f32) = (595.276, 841.89);

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, LintError> {
    let mut budget = Budget::new();
    let document = file::open(bytes, &mut budget)?;
    let mut fonts = font::Fonts::default();
    let mut pages = Vec::new();
    let mut marks_left = MARKS_MAX;
    for id in document.page_iter().take(PAGES_MAX) {
        let paper = size(&document, id);
        let mut painter = Painter::new(&document, &mut fonts, &mut budget, paper);
        painter.page(id);
        let marks = painter.finish();
        marks_left = marks_left.checked_sub(marks.glyphs.len()).ok_or(LintError::Unsafe)?;
        if budget.is_exceeded {
            return Err(LintError::Unsafe);
        }
        pages.push(Page::new(pages.len() + 1, paper, marks));
    }
    let letters: usize = pages.iter().map(Page::letters).sum();
    if letters < LETTERS_MIN {
        return Err(LintError::NoTextLayer);
    }
    let edges = margins::edges(&pages);
    let sections = sections(&pages, &edges);
    let mut lines = Vec::new();
    for page in &pages {
        let section = sections.iter().rposition(|s| s.page <= page.order).unwrap_or(0);
        lines.extend(page.lines(&edges, section));
    }
    Ok(Sheet {
        origin: Origin::Pdf,
        sections,
        lines,
        loose_fonts: fonts.loose(),
        pages: Some(pages.len()),
        ..Sheet::default()
    })
}

/// Sections begin where the running number is absent or is one again.
fn sections(pages: &[Page], edges: &margins::Edges) -> Vec<Section> {
    let numbers: Vec<Option<(u32, PageNumber)>> =
        pages.iter().map(|page| page.number(edges)).collect();
    let any = numbers.iter().flatten().next().map(|(_, number)| number.clone());
    let mut sections: Vec<Section> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let number = numbers[at].as_ref();
        let begins = at == 0 || (any.is_some() && number.is_none_or(|(n, _)| *n == 1));
        if !begins {
            continue;
        }
        let end = (at + 1..pages.len())
            .find(|next| numbers[*next].as_ref().is_none_or(|(n, _)| *n == 1))
            .unwrap_or(pages.len());
        let following = numbers[(at + 1).min(end)..end].iter().flatten().next();
        let (width, height) = page.size_twips();
        let first = edges.suspicious(page);
        let room = margins::room(&pages[at..end], edges);
        sections.push(Section {
            width: Some(width),
            height: Some(height),
            top: first.top.or(room.0),
            bottom: first.bottom.or(room.1),
            left: first.left,
            right: first.right,
            number: following.map(|(_, n)| n.clone()).or_else(|| any.clone()),
            first_number: number.map(|(_, n)| n.clone()),
            start: number
                .map(|(n, _)| *n)
                .or_else(|| following.map(|(n, _)| n - 1))
                .filter(|n| *n > 0),
            format: None,
            page: page.order,
            is_left_sure: edges.is_left_margin,
        });
    }
    sections
}

/// Size of a page in points as it is seen.
fn size(document: &Document, id: ObjectId) -> (f32, f32) {
    let found = inherited(document, id, b"MediaBox").and_then(|object| object.as_array().ok());
    let side = |at: usize| {
        let number = found?.get(at).and_then(|object| deref(document, object).as_float().ok())?;
        number.is_finite().then_some(number)
    };
    let (Some(left), Some(low), Some(right), Some(high)) = (side(0), side(1), side(2), side(3))
    else {
        return A4;
    };
    let (width, height) = ((right - left).abs(), (high - low).abs());
    if !(SIDE_POINTS.contains(&width) && SIDE_POINTS.contains(&height)) {
        return A4;
    }
    let turned = inherited(document, id, b"Rotate").and_then(|o| o.as_i64().ok());
    if turned.is_some_and(|degrees| degrees % 180 != 0) { (height, width) } else { (width, height) }
}

/// An entry of a page, or of the tree above it.
fn inherited<'a>(document: &'a Document, id: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(id).ok()?;
    for _ in 0..32 {
        if let Ok(found) = node.get(key) {
            return Some(deref(document, found));
        }
        node = document.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

/// What a reference stands for.
fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, found)| found)
}

/// A dictionary under a key, through references.
fn below<'a>(document: &'a Document, node: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match deref(document, node.get(key).ok()?) {
        Object::Dictionary(found) => Some(found),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Nearest whole number; zero for what is no length on paper.
#[expect(clippy::cast_possible_truncation, reason = "bounds are checked first")]
fn whole(number: f32) -> i32 {
    if number.abs() < 1_000_000.0 { number.round() as i32 } else { 0 }
}
