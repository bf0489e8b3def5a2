//! What is seen of a trial signature: the words in a frame, drawn as outlines so that no font is
//! needed, and readable as text.

use super::{Rectangle, WORDS};

/// Outlines of the words in Tinos Bold, a thousand units to the size of the font.
const OUTLINES: &str = include_str!("stamp.txt");
/// Measures of the outlines: from the lowest point to the highest, and from left to right.
const WIDTH: f64 = 11_065.0;
const DEPTH: f64 = 196.0;
const HEIGHT: f64 = 1_080.0;
/// Between frame and words, in points.
const MARGIN: f64 = 5.0;

/// The appearance as an object of the file.
pub(super) fn appearance(place: Rectangle) -> String {
    let (width, height) = (place.width, place.height);
    let by_width = (width - 2.0 * MARGIN) / WIDTH;
    let scale = by_width.min((height - 2.0 * MARGIN) / HEIGHT).max(0.0005);
    let x = (width - WIDTH * scale) / 2.0;
    let y = (height - HEIGHT * scale) / 2.0 + DEPTH * scale;
    let words = text(WORDS);
    let drawing = format!(
        "q 0.75 0.1 0.1 RG 0.75 0.1 0.1 rg 0.8 w\n\
         1 1 {:.2} {:.2} re S\n\
         /Span<</ActualText{words}>>BDC\n\
         {scale:.5} 0 0 {scale:.5} {x:.2} {y:.2} cm\n{OUTLINES}f\nEMC\nQ\n",
        width - 2.0,
        height - 2.0,
    );
    format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 {width:.2} {height:.2}]/Resources<<>>\
         /Length {}>>\nstream\n{drawing}\nendstream",
        drawing.len()
    )
}

/// A string of a PDF file in UTF-16.
pub(super) fn text(words: &str) -> String {
    let units: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    format!("<FEFF{}>", hex::encode_upper(&units))
}
