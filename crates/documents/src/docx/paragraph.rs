//! Paragraphs and runs: a named style, and the few measures that differ from it.

use super::element::{Element, element, value};
use crate::decree::{self, SizeSet};
use crate::manuscript::Run;
use crate::unbroken::unbroken;

/// Free room between a line and the rule under it, in twentieths of a point.
const RULE_GAP: u32 = 70;

/// The look of a run beyond the style of its paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    pub(super) points: Option<u16>,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Bright red, as marks of urgency are.
    pub(super) red: bool,
}

impl Face {
    /// The look that the decree demands of an element.
    pub(super) fn element(element: decree::Element, sizes: SizeSet) -> Self {
        let demand = element.demand();
        Self {
            points: Some(sizes.points(element)),
            bold: demand.bold == Some(true),
            italic: demand.italic == Some(true),
            red: false,
        }
    }

    /// Upright, of so many points.
    pub(super) const fn of(points: u16) -> Self {
        Self { points: Some(points), bold: false, italic: false, red: false }
    }

    /// The same in bold.
    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in italic.
    pub(super) const fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    /// The run properties, in the order of the schema.
    pub(super) fn properties(self) -> Element {
        let half_points = self.points.map(|points| points * 2);
        element("w:rPr")
            .children(self.bold.then(|| element("w:b")))
            .children(self.bold.then(|| element("w:bCs")))
            .children(self.italic.then(|| element("w:i")))
            .children(self.italic.then(|| element("w:iCs")))
            .children(self.red.then(|| value("w:color", "FF0000")))
            .children(half_points.map(|size| value("w:sz", size)))
            .children(half_points.map(|size| value("w:szCs", size)))
    }
}

/// A paragraph under construction.
#[derive(Debug)]
pub(super) struct Paragraph {
    style: &'static str,
    keep_next: bool,
    before_schema_middle: Vec<Element>,
    spacing: Element,
    indent: Element,
    align: Option<&'static str>,
    mark: Option<Face>,
    section: Option<Element>,
    runs: Vec<Element>,
}

impl Paragraph {
    /// An empty paragraph of a style.
    pub(super) fn of(style: &'static str) -> Self {
        Self {
            style,
            keep_next: false,
            before_schema_middle: Vec::new(),
            spacing: element("w:spacing"),
            indent: element("w:ind"),
            align: None,
            mark: None,
            section: None,
            runs: Vec::new(),
        }
    }

    /// A short empty paragraph: a foot to stand on, after a table or before a new section.
    pub(super) fn thin() -> Self {
        Self::of("Head").exact(20).mark(Face::of(1))
    }

    /// A drawn rule, centred in a column, with a gap after it: all in twips.
    pub(super) fn rule(column: u32, length: u32, after: u32) -> Self {
        let side = column.saturating_sub(length) / 2;
        let line =
            value("w:top", "single").with("w:sz", 6).with("w:space", 1).with("w:color", "000000");
        let mut paragraph =
            Self::of("Head").gaps(RULE_GAP, after).exact(80).sides(side, side).mark(Face::of(2));
        paragraph.before_schema_middle.push(element("w:pBdr").child(line));
        paragraph
    }

    /// Stays on the page of the next paragraph.
    pub(super) fn keep_next(mut self) -> Self {
        self.keep_next = true;
        self
    }

    /// Adds a property that stands between `keepNext` and `spacing`: frame, numbering, border.
    pub(super) fn property(mut self, property: Element) -> Self {
        self.before_schema_middle.push(property);
        self
    }

    /// Gaps before and after in twentieths of a point.
    pub(super) fn gaps(mut self, before: u32, after: u32) -> Self {
        self.spacing = self.spacing.with("w:before", before).with("w:after", after);
        self
    }

    /// A fixed line height in twentieths of a point: two sizes then share a baseline.
    pub(super) fn exact(mut self, height: u32) -> Self {
        self.spacing = self.spacing.with("w:line", height).with("w:lineRule", "exact");
        self
    }

    /// Indents of both sides in twips.
    pub(super) fn sides(mut self, left: u32, right: u32) -> Self {
        self.indent = self.indent.with("w:left", left).with("w:right", right);
        self
    }

    /// The first line hangs out so far to the left.
    pub(super) fn hanging(mut self, twips: u32) -> Self {
        self.indent = self.indent.with("w:hanging", twips);
        self
    }

    /// `left`, `center`, `right` or `both`.
    pub(super) const fn align(mut self, align: &'static str) -> Self {
        self.align = Some(align);
        self
    }

    /// The size of the paragraph's own mark, which gives an empty line its height.
    pub(super) const fn mark(mut self, face: Face) -> Self {
        self.mark = Some(face);
        self
    }

    /// Ends a section here.
    pub(super) fn ends(mut self, section: Element) -> Self {
        self.section = Some(section);
        self
    }

    /// Adds text of one look.
    pub(super) fn text(mut self, text: &str, face: Face) -> Self {
        self.runs.push(run(text, face));
        self
    }

    /// Adds text in the look of the style, in which a symbol is never broken.
    pub(super) fn whole(self, text: &str) -> Self {
        self.plain(&unbroken(text))
    }

    /// Adds text in the look of the style.
    pub(super) fn plain(self, text: &str) -> Self {
        self.text(text, Face::default())
    }

    /// Adds running text, in which a document's symbol is never broken.
    pub(super) fn running(mut self, runs: &[Run]) -> Self {
        self.runs.extend(runs.iter().map(|part| {
            let face = Face { bold: part.bold, italic: part.italic, ..Face::default() };
            run(&unbroken(&part.text), face)
        }));
        self
    }

    /// Adds a finished run.
    pub(super) fn run(mut self, run: Element) -> Self {
        self.runs.push(run);
        self
    }

    /// The finished element.
    pub(super) fn build(self) -> Element {
        let some = |part: Element| (!part.is_bare()).then_some(part);
        let properties = element("w:pPr")
            .child(value("w:pStyle", self.style))
            .children(self.keep_next.then(|| element("w:keepNext")))
            .children(self.before_schema_middle)
            .children(some(self.spacing))
            .children(some(self.indent))
            .children(self.align.map(|align| value("w:jc", align)))
            .children(self.mark.map(Face::properties))
            .children(self.section);
        element("w:p").child(properties).children(self.runs)
    }
}

/// A run; a line end in the text becomes a line break, U+2011 a fixed hyphen.
pub(super) fn run(text: &str, face: Face) -> Element {
    let mut out = element("w:r").children(Some(face.properties()).filter(|p| !p.is_bare()));
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out = out.child(element("w:br"));
        }
        for (part, piece) in line.split('\u{2011}').enumerate() {
            if part > 0 {
                out = out.child(element("w:noBreakHyphen"));
            }
            if part == 0 || !piece.is_empty() {
                out = out.child(words(piece));
            }
        }
    }
    out
}

fn words(text: &str) -> Element {
    element("w:t").with("xml:space", "preserve").text(text)
}
