//! The styles an office's clerk sees in Word: body, headings with outline levels, tables, notes.

use super::element::{Element, element, value};
use super::paragraph::Face;
use crate::decree::{self, SizeSet};
use crate::layout::{self, size};
use crate::manuscript::Language;

pub(super) use crate::decree::page::FACE;

/// One paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    keep_next: bool,
    gaps: (u32, u32),
    line: u32,
    first_line: u32,
    align: &'static str,
    outline: Option<u8>,
    face: Face,
}

const SINGLE: u32 = 240;
const BODY_LINE: u32 = SINGLE * layout::LINE_PERCENT as u32 / 100;
const GAP: u32 = layout::PARAGRAPH_GAP_PT as u32 * 20;

const PLAIN: Style = Style {
    id: "Head",
    name: "Head",
    based_on: "Normal",
    keep_next: false,
    gaps: (0, 0),
    line: SINGLE,
    first_line: 0,
    align: "left",
    outline: None,
    face: Face { points: None, bold: false, italic: false, red: false },
};

const BODY: Style = Style {
    id: "BodyText",
    name: "Body Text",
    gaps: (0, GAP),
    line: BODY_LINE,
    first_line: layout::FIRST_LINE_TWIPS,
    align: "both",
    ..PLAIN
};

const fn heading(id: &'static str, name: &'static str, level: u8, face: Face) -> Style {
    Style { id, name, keep_next: true, gaps: (GAP, GAP), outline: Some(level), face, ..BODY }
}

const SMALL: Face = Face::of(size::TABLE);

/// Every style, in the sizes of one set.
fn all(sizes: SizeSet) -> [Style; 20] {
    use decree::Element as E;
    let face = |element| Face::element(element, sizes);
    let centred = |id, name, face| Style { id, name, align: "center", face, ..PLAIN };
    let above = |id, name, face| Style { keep_next: true, ..centred(id, name, face) };
    [
        PLAIN,
        Style { face: face(E::Body), ..BODY },
        heading("Heading1", "heading 1", 0, face(E::Roman)),
        // A clause that has a title, and a point that has one (E15, E16).
        heading("Heading2", "heading 2", 1, face(E::Body).bold()),
        heading("Heading3", "heading 3", 2, face(E::Body)),
        Style { gaps: (GAP, 0), outline: Some(0), ..above("Division", "Division", face(E::Part)) },
        Style { gaps: (0, GAP), ..above("DivisionTitle", "Division Title", face(E::Part)) },
        heading("Article", "Article", 2, face(E::Article)),
        centred("Title", "Title", face(E::Title)),
        Style {
            outline: Some(0),
            ..above("AppendixHeading", "Appendix Heading", face(E::AppendixName))
        },
        Style { id: "Grounds", name: "Grounds", face: face(E::Ground), ..BODY },
        Style { id: "ListDash", name: "List Dash", face: face(E::Body), ..BODY },
        centred("Header", "header", Face::of(page_number(sizes))),
        Style { id: "Footer", name: "footer", face: face(E::Address), ..PLAIN },
        Style { gaps: (GAP, 60), ..above("Caption", "caption", face(E::Body).bold()) },
        Style {
            id: "UnitLabel",
            name: "Unit Label",
            keep_next: true,
            gaps: (0, 60),
            align: "right",
            face: SMALL.italic(),
            ..PLAIN
        },
        centred("TableHeading", "Table Heading", SMALL.bold()),
        Style { id: "TableText", name: "Table Text", face: SMALL, ..PLAIN },
        Style { id: "Note", name: "Note", gaps: (60, GAP), face: SMALL.italic(), ..PLAIN },
        Style { id: "Recipients", name: "Recipients", face: face(E::Recipient), ..PLAIN },
    ]
}

/// Size of the running number: one of the two, with the set (D-04).
fn page_number(sizes: SizeSet) -> u16 {
    let range = decree::page::NUMBER_PT;
    if sizes == SizeSet::Larger { *range.end() } else { *range.start() }
}

/// Fills the part of the styles.
pub(super) fn write(root: Element, language: Language, sizes: SizeSet) -> Element {
    root.child(defaults(language, sizes))
        .child(normal())
        .children(all(sizes).iter().map(style))
        .children(tables())
}

/// The face for every script.
pub(super) fn face_names() -> Element {
    element("w:rFonts")
        .with("w:ascii", FACE)
        .with("w:hAnsi", FACE)
        .with("w:eastAsia", FACE)
        .with("w:cs", FACE)
}

fn defaults(language: Language, sizes: SizeSet) -> Element {
    let half_points = sizes.points(decree::Element::Body) * 2;
    let Language::Vietnamese = language;
    let run = element("w:rPr")
        .child(face_names())
        .child(value("w:color", "000000"))
        .child(value("w:sz", half_points))
        .child(value("w:szCs", half_points))
        .child(value("w:lang", "vi-VN").with("w:eastAsia", "vi-VN").with("w:bidi", "ar-SA"));
    element("w:docDefaults")
        .child(element("w:rPrDefault").child(run))
        .child(element("w:pPrDefault").child(element("w:pPr").child(spacing(PLAIN.gaps, SINGLE))))
}

fn spacing((before, after): (u32, u32), line: u32) -> Element {
    element("w:spacing")
        .with("w:before", before)
        .with("w:after", after)
        .with("w:line", line)
        .with("w:lineRule", "auto")
}

fn normal() -> Element {
    element("w:style")
        .with("w:type", "paragraph")
        .with("w:default", 1)
        .with("w:styleId", "Normal")
        .child(value("w:name", "Normal"))
        .child(element("w:qFormat"))
}

fn style(style: &Style) -> Element {
    let next = if style.outline.is_some() { "BodyText" } else { style.id };
    let indent = element("w:ind").with("w:firstLine", style.first_line);
    let paragraph = element("w:pPr")
        .children(style.keep_next.then(|| element("w:keepNext")))
        .child(element("w:widowControl"))
        .child(spacing(style.gaps, style.line))
        .children((style.first_line > 0).then_some(indent))
        .child(value("w:jc", style.align))
        .children(style.outline.map(|level| value("w:outlineLvl", level)));
    let run = style.face.properties();
    element("w:style")
        .with("w:type", "paragraph")
        .with("w:styleId", style.id)
        .child(value("w:name", style.name))
        .child(value("w:basedOn", style.based_on))
        .child(value("w:next", next))
        .child(element("w:qFormat"))
        .child(paragraph)
        .children((!run.is_bare()).then_some(run))
}

/// The plain table, and the grid with thin black lines.
fn tables() -> [Element; 2] {
    let zero = |name| element(name).with("w:w", 0).with("w:type", "dxa");
    let margins =
        element("w:tblCellMar").children(["w:top", "w:left", "w:bottom", "w:right"].map(zero));
    let plain = element("w:style")
        .with("w:type", "table")
        .with("w:default", 1)
        .with("w:styleId", "TableNormal")
        .child(value("w:name", "Normal Table"))
        .child(value("w:uiPriority", 99))
        .child(element("w:semiHidden"))
        .child(element("w:unhideWhenUsed"))
        .child(
            element("w:tblPr")
                .child(element("w:tblInd").with("w:w", 0).with("w:type", "dxa"))
                .child(margins),
        );
    let line =
        |name| value(name, "single").with("w:sz", 4).with("w:space", 0).with("w:color", "000000");
    let borders = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"].map(line);
    let grid = element("w:style")
        .with("w:type", "table")
        .with("w:styleId", "TableGrid")
        .child(value("w:name", "Table Grid"))
        .child(value("w:basedOn", "TableNormal"))
        .child(element("w:tblPr").child(element("w:tblBorders").children(borders)));
    [plain, grid]
}
