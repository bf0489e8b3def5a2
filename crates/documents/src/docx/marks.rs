//! Marks around the text: urgency, circulation, draft, time of signing, sample, running number, foot of page one.

use super::element::{Element, element, value};
use super::paragraph::{Face, Paragraph};
use super::table::length;
use crate::decree::{self, SizeSet};
use crate::layout;
use crate::manuscript::{Address, Circulation, Corner, Urgency};

/// The mark of urgency: bright red words in a red frame of the decree's measures (E27).
pub(super) fn urgency(urgency: Urgency, sizes: SizeSet) -> [Element; 2] {
    let (width, height) = urgency.frame_mm();
    let side =
        |name| value(name, "single").with("w:sz", 8).with("w:space", 0).with("w:color", "FF0000");
    let borders =
        element("w:tblBorders").children(["w:top", "w:left", "w:bottom", "w:right"].map(side));
    let width = layout::twips(width);
    let properties = element("w:tblPr")
        .child(length("w:tblW", width))
        .child(borders)
        .child(element("w:tblLayout").with("w:type", "fixed"))
        .child(element("w:tblCellMar").child(length("w:left", 0)).child(length("w:right", 0)));
    let face = Face { red: true, ..Face::element(decree::Element::Urgency, sizes) };
    let words = Paragraph::of("Head").keep_next().align("center").text(urgency.words(), face);
    let cell = element("w:tc")
        .child(element("w:tcPr").child(length("w:tcW", width)).child(value("w:vAlign", "center")))
        .child(words.build());
    let height = value("w:trHeight", layout::twips(height)).with("w:hRule", "exact");
    let row = element("w:tr").child(element("w:trPr").child(height)).child(cell);
    let table = element("w:tbl").child(properties).child(super::table::grid(&[width])).child(row);
    [table, Paragraph::of("Head").keep_next().exact(120).build()]
}

/// White paper to the right of the time of signing.
const BESIDE_MM: u16 = 8;

/// A line with a frame around it, placed on the page by itself.
struct Placed {
    width_mm: u16,
    /// From the left edge of the text; the right edge of the paper where there is none.
    left_mm: Option<u16>,
    /// From the upper edge of the page.
    top_mm: u16,
    align: &'static str,
    is_framed: bool,
}

impl Placed {
    fn line(&self, words: &str, face: Face) -> Element {
        let frame = element("w:framePr")
            .with("w:w", layout::twips(self.width_mm))
            .with("w:wrap", "around")
            .with("w:vAnchor", "page")
            .with("w:hAnchor", "page");
        let frame = match self.left_mm {
            Some(left) => frame.with("w:x", layout::twips(layout::LEFT_MM + left)),
            None => frame.with("w:xAlign", "right"),
        };
        let frame = frame.with("w:y", layout::twips(self.top_mm));
        let aside = if self.left_mm.is_some() { 0 } else { layout::twips(BESIDE_MM) };
        let side = |name| {
            value(name, "single").with("w:sz", 4).with("w:space", 2).with("w:color", "000000")
        };
        let border =
            element("w:pBdr").children(["w:top", "w:left", "w:bottom", "w:right"].map(side));
        let mut line = Paragraph::of("Head").property(frame);
        if self.is_framed {
            line = line.property(border);
        }
        line.sides(0, aside).align(self.align).text(words, face).build()
    }
}

/// "DỮ LIỆU MINH HỌA" at the top left.
pub(super) fn sample() -> Element {
    let face = Face::of(layout::size::SAMPLE_MARK).bold();
    let place =
        Placed { width_mm: 38, left_mm: Some(1), top_mm: 8, align: "center", is_framed: true };
    place.line(layout::SAMPLE_MARK, face)
}

/// "LƯU HÀNH NỘI BỘ" in cell 11 (E28).
pub(super) fn circulation(circulation: Circulation, sizes: SizeSet) -> Element {
    let face = Face::element(decree::Element::Circulation, sizes);
    let place =
        Placed { width_mm: 52, left_mm: Some(92), top_mm: 10, align: "center", is_framed: true };
    place.line(circulation.words(), face)
}

/// "DỰ THẢO" under the number, in the letters of a direction of circulation.
pub(super) fn draft(sizes: SizeSet) -> Element {
    let face = Face::element(decree::Element::Circulation, sizes);
    let gap = u32::from(layout::DRAFT_GAP_PT) * 20;
    Paragraph::of("Head").gaps(gap, 0).align("center").text(layout::DRAFT_MARK, face).build()
}

/// The time of signing in cell 14, which reaches into the right margin (A-05).
pub(super) fn corner(corner: &Corner) -> Element {
    let place =
        Placed { width_mm: 100, left_mm: None, top_mm: 4, align: "right", is_framed: false };
    place.line(&corner.line(), Face::of(decree::page::CORNER_PT))
}

/// Address of the organ under a rule over the whole width (E30).
pub(super) fn foot(address: &Address) -> Element {
    let line =
        value("w:top", "single").with("w:sz", 6).with("w:space", 3).with("w:color", "000000");
    let border = element("w:pBdr").child(line);
    Paragraph::of("Footer").property(border).align("center").whole(&address.line()).build()
}

/// The running number.
pub(super) fn page_number(paragraph: Paragraph) -> Paragraph {
    let sign = |kind| element("w:r").child(element("w:fldChar").with("w:fldCharType", kind));
    let instruction = element("w:instrText").with("xml:space", "preserve").text(" PAGE ");
    paragraph
        .run(sign("begin"))
        .run(element("w:r").child(instruction))
        .run(sign("separate"))
        .plain("2")
        .run(sign("end"))
}
