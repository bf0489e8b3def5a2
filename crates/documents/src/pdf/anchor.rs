//! Where signatures and marks go on the pages: rectangles in points from the lower left corner.

use serde::{Deserialize, Serialize};
use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::decree::page::CORNER_PT;
use crate::{WriteError, layout};

/// Millimetres in points.
const POINTS: f64 = 72.0 / 25.4;
/// Width of the picture of a hand; a third of it lies under the seal.
const HAND_WIDTH_MM: f64 = 48.0;
/// Side of the seal's square. The diameter comes from the seal decree (unverified).
const SEAL_MM: f64 = 36.0;
/// Width of the line in cell 14, and how far it reaches into the right margin.
const CORNER_WIDTH_MM: f64 = 100.0;
const CORNER_BEYOND_MM: f64 = 6.0;
/// Upper edge of that line from the page's.
const CORNER_TOP_MM: f64 = 4.0;

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// From 1.
    pub page: usize,
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

/// The places that a signing tool asks for; the file of a single appendix has only the corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchors {
    /// Pages of the file.
    pub pages: usize,
    /// Cell 7c: the personal signature, between title and name.
    pub signature: Option<Anchor>,
    /// Cell 8: the seal over the left third of the personal signature.
    pub seal: Option<Anchor>,
    /// Cell 14, and the words over an appendix in a file of its own: top right of page one.
    pub corner: Anchor,
}

/// Reads the places from the finished pages; two signatures share the width.
pub(super) fn of(document: &PagedDocument, is_double: bool) -> Anchors {
    let column = f64::from(layout::TEXT_WIDTH_MM) / 2.0;
    let column = if is_double { column } else { f64::from(layout::SIGNATURE_MM) };
    let signature = room(document, column);
    let pages = document.pages().len();
    Anchors { pages, signature, seal: signature.map(seal), corner: corner(document) }
}

impl Anchors {
    /// As a signing tool reads them.
    pub fn to_json(&self) -> Result<String, WriteError> {
        Ok(serde_json::to_string(self)?)
    }

    /// Reads them back.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The room that the template leaves between title and name, as wide as a hand writes.
fn room(document: &PagedDocument, column: f64) -> Option<Anchor> {
    let label = Label::new(PicoStr::intern("signature-room"))?;
    let introspector = document.introspector();
    let found = introspector.query_first(&Selector::Label(label))?;
    let place = introspector.position(found.location()?)?;
    let page = place.page.get();
    let height = document.pages().get(page - 1)?.frame.height().to_pt();
    let deep = f64::from(layout::SIGNATURE_HEIGHT_MM);
    Some(Anchor {
        page,
        x: rounded(place.point.x.to_pt() + (column - HAND_WIDTH_MM) / 2.0 * POINTS),
        y: rounded(height - place.point.y.to_pt() - deep * POINTS),
        w: rounded(HAND_WIDTH_MM * POINTS),
        h: rounded(deep * POINTS),
    })
}

fn seal(hand: Anchor) -> Anchor {
    let side = SEAL_MM * POINTS;
    Anchor {
        page: hand.page,
        x: rounded(hand.x + hand.w / 3.0 - side),
        y: rounded(hand.y + (hand.h - side) / 2.0),
        w: rounded(side),
        h: rounded(side),
    }
}

fn corner(document: &PagedDocument) -> Anchor {
    let size = document.pages().first().map(|page| page.frame.size());
    let (width, height) = size.map_or((0.0, 0.0), |size| (size.x.to_pt(), size.y.to_pt()));
    let right = width - (f64::from(layout::RIGHT_MM) - CORNER_BEYOND_MM) * POINTS;
    let deep = f64::from(CORNER_PT) * 1.2;
    Anchor {
        page: 1,
        x: rounded(right - CORNER_WIDTH_MM * POINTS),
        y: rounded(height - CORNER_TOP_MM * POINTS - deep),
        w: rounded(CORNER_WIDTH_MM * POINTS),
        h: rounded(deep),
    }
}

/// To hundredths of a point: finer is noise.
fn rounded(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}
