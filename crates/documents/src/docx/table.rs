//! Tables: fixed widths, merged headings that repeat, rows that stay whole.

use super::element::{Element, element, value};
use super::paragraph::{Face, Paragraph};
use crate::table::{Alignment, Cell, Row, Slot, TableBlock};
use crate::{decree, layout};

/// Padding of a cell in twips: sides, then above and below.
const SIDE_TWIPS: u32 = layout::twips(1) + 11;
const ROW_TWIPS: u32 = layout::twips(1) - 6;

/// What stands behind a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing that belongs to it.
    Nothing,
    /// A line that stays on its last page.
    Kept,
    /// The end mark, inside it.
    End,
}

/// Writes the lines above a table and the table, filling so many twips.
pub(super) fn write(table: &TableBlock, available: u32, tail: Tail) -> Vec<Element> {
    let mut out = Vec::new();
    if let Some(caption) = &table.caption {
        out.push(Paragraph::of("Caption").plain(caption).build());
    }
    if let Some(label) = &table.unit_label {
        out.push(Paragraph::of("UnitLabel").plain(label).build());
    }
    let widths = table.widths_twips(available);
    let has_foot = !table.notes.is_empty() || tail == Tail::End;
    let bound = table.bound(has_foot || tail == Tail::Kept);
    let rows = table.rows.iter().zip(&bound);
    out.push(
        element("w:tbl")
            .child(properties(table, available))
            .child(grid(&widths))
            .children(header(table, &widths))
            .children(rows.map(|(line, bound)| row(table, line, (&widths, *bound))))
            .children(has_foot.then(|| foot(table, available, tail))),
    );
    // Two tables in a row would otherwise grow together.
    let behind = match tail {
        Tail::Nothing => Paragraph::of("Head").exact(120),
        Tail::Kept => Paragraph::of("Head").exact(120).keep_next(),
        Tail::End => Paragraph::thin(),
    };
    out.push(behind.build());
    out
}

/// Notes and the end mark as a last row without lines: they stay with the row above, also in programs that
/// tie rows to rows alone.
fn foot(table: &TableBlock, available: u32, tail: Tail) -> Element {
    let open = ["w:left", "w:bottom", "w:right"].map(|side| value(side, "nil"));
    let sides = ["w:left", "w:right"].map(|side| length(side, 0));
    let properties = element("w:tcPr")
        .child(length("w:tcW", available))
        .children((table.columns() > 1).then(|| value("w:gridSpan", table.columns())))
        .child(element("w:tcBorders").children(open))
        .child(element("w:tcMar").children(sides));
    let keeps = tail == Tail::Kept;
    let kept = |line: Paragraph| if keeps { line.keep_next().build() } else { line.build() };
    let notes = table.notes.iter().map(|note| kept(Paragraph::of("Note").whole(note)));
    let end =
        (tail == Tail::End).then(|| Paragraph::of("BodyText").plain(decree::END_MARK).build());
    let cell = element("w:tc").child(properties).children(notes).children(end);
    let whole = element("w:trPr").child(element("w:cantSplit"));
    element("w:tr").child(whole).child(cell)
}

/// The columns of a table.
pub(super) fn grid(widths: &[u32]) -> Element {
    let columns = widths.iter().map(|width| element("w:gridCol").with("w:w", width));
    element("w:tblGrid").children(columns)
}

/// A length for table, cell or padding.
pub(super) fn length(name: &'static str, twips: impl ToString) -> Element {
    element(name).with("w:w", twips).with("w:type", "dxa")
}

fn properties(table: &TableBlock, available: u32) -> Element {
    let side = SIDE_TWIPS * u32::from(table.points()) / u32::from(layout::size::TABLE) / {
        if table.columns() > 9 { 2 } else { 1 }
    };
    let margins = element("w:tblCellMar")
        .child(length("w:top", ROW_TWIPS))
        .child(length("w:left", side))
        .child(length("w:bottom", ROW_TWIPS))
        .child(length("w:right", side));
    element("w:tblPr")
        .child(value("w:tblStyle", "TableGrid"))
        .child(length("w:tblW", available))
        .child(value("w:jc", "center"))
        .child(element("w:tblLayout").with("w:type", "fixed"))
        .child(margins)
        .child(value("w:tblLook", "0420").with("w:firstRow", 1).with("w:noVBand", 1))
        .children(table.caption.as_ref().map(|caption| value("w:tblCaption", caption)))
}

fn header(table: &TableBlock, widths: &[u32]) -> Vec<Element> {
    let grid = table.header_grid();
    grid.iter()
        .map(|slots| {
            let row_properties = element("w:trPr")
                .child(element("w:cantSplit"))
                .children(table.repeat_header.then(|| element("w:tblHeader")));
            let mut row = element("w:tr").child(row_properties);
            let mut column = 0;
            while column < slots.len() {
                let (columns, cell) = header_cell(table, slots, column, widths);
                row = row.child(cell);
                column += columns;
            }
            row
        })
        .collect()
}

fn header_cell(
    table: &TableBlock,
    slots: &[Slot<'_>],
    column: usize,
    widths: &[u32],
) -> (usize, Element) {
    let (columns, merge, text) = match slots[column] {
        Slot::Start(cell) => {
            let merge = (cell.rowspan > 1).then_some("restart");
            (usize::from(cell.colspan).max(1), merge, cell.text.as_str())
        }
        Slot::Below(columns) => (usize::from(columns).max(1), Some("continue"), ""),
        Slot::Covered | Slot::Free => (1, None, ""),
    };
    let columns = columns.min(slots.len() - column);
    let properties = cell_properties(&widths[column..column + columns], merge);
    let words = Paragraph::of("TableHeading").keep_next().text(text, face(table).bold()).build();
    (columns, element("w:tc").child(properties).child(words))
}

fn cell_properties(widths: &[u32], merge: Option<&str>) -> Element {
    element("w:tcPr")
        .child(length("w:tcW", widths.iter().sum::<u32>()))
        .children((widths.len() > 1).then(|| value("w:gridSpan", widths.len())))
        .children(merge.map(|merge| value("w:vMerge", merge)))
        .child(value("w:vAlign", "center"))
}

fn row(table: &TableBlock, line: &Row, (widths, bound): (&[u32], bool)) -> Element {
    let whole = line.stays_whole().then(|| element("w:cantSplit"));
    let mut row = element("w:tr").children(whole.map(|whole| element("w:trPr").child(whole)));
    let mut column = 0;
    for cell in &line.cells {
        let columns = usize::from(cell.columns()).min(widths.len().saturating_sub(column));
        if columns == 0 {
            break;
        }
        let align = if columns > 1 { Alignment::Left } else { table.alignment(column) };
        let face = Face { bold: line.is_bold(), ..face(table) };
        let words = words(cell, align, face, bound);
        row = row.child(body_cell(words, &widths[column..column + columns]));
        column += columns;
    }
    // A short row is filled up, so that its right border is drawn.
    row.children(widths[column..].iter().map(|width| {
        let words = words(&Cell::empty(), Alignment::Left, Face::default(), bound);
        body_cell(words, std::slice::from_ref(width))
    }))
}

/// The size of a table's text where it differs from the style's.
fn face(table: &TableBlock) -> Face {
    let points = table.points();
    if points == layout::size::TABLE { Face::default() } else { Face::of(points) }
}

/// The words of a cell; a row stays with the next where its paragraphs do.
fn words(cell: &Cell, align: Alignment, face: Face, bound: bool) -> Element {
    let side = match align {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    };
    let words = Paragraph::of("TableText").align(side).text(&cell.printed(), face);
    if bound { words.keep_next().build() } else { words.build() }
}

fn body_cell(words: Element, widths: &[u32]) -> Element {
    element("w:tc").child(cell_properties(widths, None)).child(words)
}
