//! The styles an office's clerk sees in Word: body, headings with outline levels, tables, notes.

use super::element::{Element, element, value};
use super::paragraph::Face;
use crate::layout::{self, size};
use crate::manuscript::Language;

/// The face the decree names.
pub(super) const FACE: &str = "Times New Roman";

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
const BODY_LINE: u32 = SINGLE * layout::LINE_PERCENT / 100;
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
    face: Face { points: None, bold: false, italic: false },
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

const BOLD: Face = Face::of(size::BODY).bold();
const SMALL: Face = Face::of(size::TABLE);

const STYLES: [Style; 16] = [
    PLAIN,
    BODY,
    heading("Heading1", "heading 1", 0, BOLD),
    heading("Heading2", "heading 2", 1, BOLD),
    heading("Heading3", "heading 3", 2, Face::of(size::BODY)),
    Style { id: "Title", name: "Title", align: "center", face: BOLD, ..PLAIN },
    Style {
        id: "AppendixHeading",
        name: "Appendix Heading",
        keep_next: true,
        align: "center",
        outline: Some(0),
        face: BOLD,
        ..PLAIN
    },
    Style { id: "Grounds", name: "Grounds", face: Face::of(size::BODY).italic(), ..BODY },
    Style { id: "ListDash", name: "List Dash", ..BODY },
    Style {
        id: "Header",
        name: "header",
        align: "center",
        face: Face::of(size::PAGE_NUMBER),
        ..PLAIN
    },
    Style {
        id: "Caption",
        name: "caption",
        keep_next: true,
        gaps: (GAP, 60),
        align: "center",
        face: BOLD,
        ..PLAIN
    },
    Style {
        id: "UnitLabel",
        name: "Unit Label",
        keep_next: true,
        gaps: (0, 60),
        align: "right",
        face: SMALL.italic(),
        ..PLAIN
    },
    Style {
        id: "TableHeading",
        name: "Table Heading",
        align: "center",
        face: SMALL.bold(),
        ..PLAIN
    },
    Style { id: "TableText", name: "Table Text", face: SMALL, ..PLAIN },
    Style { id: "Note", name: "Note", gaps: (60, GAP), face: SMALL.italic(), ..PLAIN },
    Style { id: "Recipients", name: "Recipients", face: Face::of(size::RECIPIENT), ..PLAIN },
];

/// Fills the part of the styles.
pub(super) fn write(root: Element, language: Language) -> Element {
    root.child(defaults(language))
        .child(normal())
        .children(STYLES.iter().map(style))
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

fn defaults(language: Language) -> Element {
    let Language::Vietnamese = language;
    let run = element("w:rPr")
        .child(face_names())
        .child(value("w:color", "000000"))
        .child(value("w:sz", size::BODY * 2))
        .child(value("w:szCs", size::BODY * 2))
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
