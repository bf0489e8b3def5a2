//! Tables of a manuscript: merged headings, widths, rows of text and figures, notes.

use rust_decimal::Decimal;

use crate::number;

/// A table that may run over many pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableBlock {
    pub caption: Option<String>,
    /// Printed right above the table: `Đơn vị tính: người`.
    pub unit_label: Option<String>,
    pub header: Vec<Vec<HeaderCell>>,
    /// Shares of the text width; the writers stretch them to fill the line.
    pub widths_mm: Vec<u16>,
    pub alignments: Vec<Alignment>,
    pub rows: Vec<Row>,
    pub notes: Vec<String>,
    pub repeat_header: bool,
    /// By how many points the face is smaller, so that few rows need no page of their own.
    pub smaller: u16,
}

/// One cell of the heading rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderCell {
    pub text: String,
    pub colspan: u16,
    pub rowspan: u16,
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    #[default]
    Left,
    Center,
    Right,
}

/// What a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// A heading inside the table.
    Section,
    #[default]
    Normal,
    Total,
}

/// One row of the table's body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub kind: RowKind,
    pub cells: Vec<Cell>,
}

/// One cell of a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    pub content: Content,
    pub colspan: u16,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Content {
    #[default]
    Empty,
    Text(String),
    /// A figure with its digits after the comma; `None` prints only those it needs.
    Figure {
        value: Decimal,
        places: Option<u32>,
    },
}

/// What stands at one place of the heading rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot<'a> {
    /// No cell was given here.
    Free,
    /// The upper left corner of a cell.
    Start(&'a HeaderCell),
    /// The left edge of a cell that began so many columns wide in a row above.
    Below(u16),
    /// Inside a cell that began to the left.
    Covered,
}

impl HeaderCell {
    /// A heading cell of one column and one row.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), colspan: 1, rowspan: 1 }
    }

    /// A heading cell over several columns and rows.
    pub fn spanning(text: impl Into<String>, colspan: u16, rowspan: u16) -> Self {
        Self { text: text.into(), colspan: colspan.max(1), rowspan: rowspan.max(1) }
    }
}

impl Cell {
    /// A cell of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { content: Content::Text(text.into()), colspan: 1 }
    }

    /// A cell without content.
    pub const fn empty() -> Self {
        Self { content: Content::Empty, colspan: 1 }
    }

    /// A figure with the digits it needs.
    pub const fn figure(value: Decimal) -> Self {
        Self { content: Content::Figure { value, places: None }, colspan: 1 }
    }

    /// A figure with so many digits after the comma.
    pub const fn figure_to(value: Decimal, places: u32) -> Self {
        Self { content: Content::Figure { value, places: Some(places) }, colspan: 1 }
    }

    /// The same cell over several columns.
    #[must_use]
    pub fn over(mut self, columns: u16) -> Self {
        self.colspan = columns.max(1);
        self
    }

    /// How many columns it takes.
    pub fn columns(&self) -> u16 {
        self.colspan.max(1)
    }

    /// What is printed.
    pub fn printed(&self) -> String {
        match &self.content {
            Content::Empty => String::new(),
            Content::Text(text) => text.clone(),
            Content::Figure { value, places: Some(places) } => number::vietnamese(*value, *places),
            Content::Figure { value, places: None } => number::vietnamese_plain(*value),
        }
    }
}

impl Row {
    /// An ordinary row.
    pub const fn normal(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Normal, cells }
    }

    /// A row of totals, printed bold.
    pub const fn total(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Total, cells }
    }

    /// A bold heading over so many columns.
    pub fn section(text: impl Into<String>, columns: u16) -> Self {
        Self { kind: RowKind::Section, cells: vec![Cell::text(text).over(columns)] }
    }

    /// Whether the row is printed bold.
    pub fn is_bold(&self) -> bool {
        self.kind != RowKind::Normal
    }

    /// Whether a page break inside the row would be worse than white room above it.
    pub fn stays_whole(&self) -> bool {
        self.cells.iter().all(|cell| cell.printed().chars().count() < 400)
    }
}

impl TableBlock {
    /// An empty table whose heading repeats on each page.
    pub fn new(columns: &[(u16, Alignment)]) -> Self {
        Self {
            widths_mm: columns.iter().map(|(width, _)| *width).collect(),
            alignments: columns.iter().map(|(_, alignment)| *alignment).collect(),
            repeat_header: true,
            ..Self::default()
        }
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.widths_mm.len()
    }

    /// Size of the text: wide forms keep their figures on one line by a smaller face.
    pub fn points(&self) -> u16 {
        let usual = match self.columns() {
            0..=9 => crate::layout::size::TABLE,
            10..=13 => crate::layout::size::TABLE - 2,
            _ => crate::layout::size::TABLE - 4,
        };
        usual - self.smaller
    }

    /// The alignment of a column; left when it is not said.
    pub fn alignment(&self, column: usize) -> Alignment {
        self.alignments.get(column).copied().unwrap_or_default()
    }

    /// Places the heading cells row by row, each in the first free column.
    pub(crate) fn header_grid(&self) -> Vec<Vec<Slot<'_>>> {
        let mut grid = vec![vec![Slot::Free; self.columns()]; self.header.len()];
        for (row, cells) in self.header.iter().enumerate() {
            for cell in cells {
                let Some(column) = grid[row].iter().position(|slot| *slot == Slot::Free) else {
                    break;
                };
                let below = usize::from(cell.rowspan.max(1)).min(grid.len() - row);
                for (depth, slots) in grid[row..row + below].iter_mut().enumerate() {
                    let columns = usize::from(cell.colspan.max(1)).min(slots.len() - column);
                    slots[column..column + columns].fill(Slot::Covered);
                    slots[column] =
                        if depth == 0 { Slot::Start(cell) } else { Slot::Below(cell.colspan) };
                }
            }
        }
        grid
    }

    /// Column widths in twips that fill so many twips exactly.
    pub fn widths_twips(&self, available: u32) -> Vec<u32> {
        let sum: u32 = self.widths_mm.iter().map(|width| u32::from(*width)).sum();
        let sum = sum.max(1);
        let mut widths: Vec<u32> =
            self.widths_mm.iter().map(|width| u32::from(*width) * available / sum).collect();
        let used: u32 = widths.iter().sum();
        if let Some(last) = widths.last_mut() {
            *last += available - used;
        }
        widths
    }
}
