//! Which rows of a table stay together: a heading with its first row, two rows at the top and at the foot,
//! and the last rows with the notes and the end mark below them.

use crate::layout;
use crate::measure::{Words, line_width};
use crate::table::{Row, RowKind, TableBlock};

/// Rows that are bound together take at most so much of a page, in tenths of a millimetre.
const TOGETHER_TENTHS: u32 = 900;
/// Height of a line for each point of its letters, and the padding of a cell, in tenths of a millimetre.
const LINE_TENTHS_PER_POINT: u32 = 4;
const PADDING_TENTHS: u32 = 20;

impl TableBlock {
    /// Whether each row stays on the page of the next; of the last row: with what follows the table.
    pub(crate) fn bound(&self, has_tail: bool) -> Vec<bool> {
        let last = self.rows.len().saturating_sub(1);
        let wants = |at: usize| {
            let is_heading = self.rows[at].kind == RowKind::Section;
            (at == 0 && last > 0) || is_heading || at + 1 == last || at == last
        };
        let mut bound = vec![false; self.rows.len()];
        let mut together = 0;
        // From below: where room runs out, the foot of the table matters most.
        for at in (0..self.rows.len()).rev() {
            let next_whole = self.rows.get(at + 1).is_none_or(Row::stays_whole);
            let is_last = at == last;
            // Only rows that are bound, and those below them, are worth measuring.
            let counts = wants(at) || (at > 0 && wants(at - 1));
            let height = if counts { self.height(&self.rows[at]) } else { 0 };
            let below = if is_last { PADDING_TENTHS } else { together };
            let fits =
                self.rows[at].stays_whole() && next_whole && height + below <= TOGETHER_TENTHS;
            bound[at] = wants(at) && fits && (!is_last || has_tail);
            together = if bound[at] { height + below } else { height };
        }
        bound
    }

    /// How many rows begin a group here that one page holds; 0 inside a group. The row of notes is the
    /// last of them where there is one.
    pub(crate) fn groups(&self, has_tail: bool) -> Vec<u32> {
        let bound = self.bound(has_tail);
        let count = bound.len() + usize::from(has_tail);
        let mut groups = vec![0; count];
        let mut start = 0;
        for at in 0..count {
            if at > 0 && !bound[at - 1] {
                start = at;
            }
            groups[start] += 1;
        }
        groups
    }

    /// Height of a row in tenths of a millimetre, on a page that stands.
    fn height(&self, row: &Row) -> u32 {
        let points = self.points();
        let sum = self.widths_mm.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        let mut column = 0;
        let mut most = 1;
        for cell in &row.cells {
            let columns = usize::from(cell.columns());
            let widths = self.widths_mm.iter().skip(column).take(columns);
            let width: u32 = widths.map(|width| u32::from(*width)).sum();
            let room = width * u32::from(layout::TEXT_WIDTH_MM) * 100 / sum;
            let inside = room.saturating_sub(u32::from(points) * 20);
            most = most.max(lines(&cell.printed(), points, row.is_bold(), inside));
            column += columns;
        }
        most * u32::from(points) * LINE_TENTHS_PER_POINT + PADDING_TENTHS
    }
}

/// Lines that a text takes in so many hundredths of a millimetre.
pub(crate) fn lines(text: &str, points: u16, bold: bool, room: u32) -> u32 {
    let room = room.max(line_width("0", points, bold)).max(1);
    text.lines().map(|line| Words::of(line, points, bold).filling(room)).sum::<u32>().max(1)
}
