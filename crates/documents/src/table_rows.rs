//! Which rows of a table stay together: a heading with its first row, two rows at the top and at the foot,
//! and the last rows with the notes and the end mark below them; and the size in which few last rows need no
//! page of their own.

use crate::layout;
use crate::measure::{Words, line_width};
use crate::table::{Row, RowKind, Slot, TableBlock};

/// Rows that are bound together take at most so much of a page, in tenths of a millimetre.
const TOGETHER_TENTHS: u32 = 900;
/// Height of a line for each point of its letters, and the padding of a cell, in tenths of a millimetre.
const LINE_TENTHS_PER_POINT: u32 = 4;
const PADDING_TENTHS: u32 = 20;
/// Heights of the text of a page, and of the head of an appendix, in tenths of a millimetre.
const PAGE_TENTHS: u32 = (layout::PAGE_HEIGHT_MM - layout::TOP_MM - layout::BOTTOM_MM) as u32 * 10;
const TURNED_TENTHS: u32 = (layout::PAGE_WIDTH_MM - layout::TOP_MM - layout::BOTTOM_MM) as u32 * 10;
const HEAD_TENTHS: u32 = 400;
/// A last page filled less than so many hundredths is not worth its sheet.
const FILLED_LEAST: u32 = 20;
/// Points by which a table may be set smaller.
const SMALLER_MAX: u16 = 2;

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
            let height =
                if counts { self.height(&self.rows[at], layout::TEXT_WIDTH_MM) } else { 0 };
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

    /// Sets the only table of an appendix smaller where its last page would bear few rows otherwise.
    pub(crate) fn fit(&mut self, landscape: bool) {
        let (pages, filled) = self.pages(landscape);
        if pages < 2 || filled >= FILLED_LEAST {
            return;
        }
        for smaller in 1..=SMALLER_MAX {
            self.smaller = smaller;
            if self.pages(landscape).0 < pages {
                return;
            }
        }
        self.smaller = 0;
    }

    /// How many pages the table takes below the head of an appendix, and how many hundredths of the last.
    fn pages(&self, landscape: bool) -> (u32, u32) {
        let (page, wide) = if landscape {
            (TURNED_TENTHS, layout::TEXT_WIDTH_LANDSCAPE_MM)
        } else {
            (PAGE_TENTHS, layout::TEXT_WIDTH_MM)
        };
        let line = u32::from(self.points()) * LINE_TENTHS_PER_POINT;
        let header = self.header_height(wide);
        let notes = u32::try_from(self.notes.len() + 1).unwrap_or(1) * (line + PADDING_TENTHS * 2);
        let rows = self.rows.iter().map(|row| self.height(row, wide)).chain([notes]);
        let (mut pages, mut used) = (1, HEAD_TENTHS + line + header);
        for height in rows {
            if used + height > page {
                pages += 1;
                used = header;
            }
            used += height;
        }
        (pages, (used - header.min(used)) * 100 / page)
    }

    fn header_height(&self, line_mm: u16) -> u32 {
        let points = self.points();
        let sum = self.widths_mm.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        let grid = self.header_grid();
        let rows = grid.iter().map(|slots| {
            let starts = slots.iter().zip(&self.widths_mm).filter_map(|(slot, width)| match slot {
                Slot::Start(cell) if cell.rowspan <= 1 && cell.colspan <= 1 => {
                    let room = u32::from(*width) * u32::from(line_mm) * 100 / sum;
                    let inside = room.saturating_sub(u32::from(points) * 20);
                    Some(lines(&cell.text, points, true, inside))
                }
                _ => None,
            });
            let most = starts.max().unwrap_or(1);
            most * u32::from(points) * LINE_TENTHS_PER_POINT + PADDING_TENTHS
        });
        rows.sum()
    }

    /// Height of a row in tenths of a millimetre, in a line so wide.
    fn height(&self, row: &Row, line_mm: u16) -> u32 {
        let points = self.points();
        let sum = self.widths_mm.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        let mut column = 0;
        let mut most = 1;
        for cell in &row.cells {
            let columns = usize::from(cell.columns());
            let widths = self.widths_mm.iter().skip(column).take(columns);
            let width: u32 = widths.map(|width| u32::from(*width)).sum();
            let room = width * u32::from(line_mm) * 100 / sum;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Alignment, Cell, HeaderCell};

    fn table(rows: usize) -> TableBlock {
        let mut table = TableBlock::new(&[(20, Alignment::Left), (20, Alignment::Right)]);
        table.header = vec![["Nội dung", "Tổng số"].map(HeaderCell::new).to_vec()];
        table.rows = vec![Row::normal(["Xã", "12"].map(Cell::text).to_vec()); rows];
        table
    }

    #[test]
    fn few_last_rows_need_no_page_of_their_own() {
        let whole = (1..1000).take_while(|rows| table(*rows).pages(false).0 == 1).last().unwrap();
        for (rows, wanted) in [(whole, 12), (whole + 1, 11), (whole + 3, 10), (whole + 15, 12)] {
            let mut long = table(rows);
            long.fit(false);
            assert_eq!(long.points(), wanted, "{rows} rows, {whole} on one page");
        }
    }
}
