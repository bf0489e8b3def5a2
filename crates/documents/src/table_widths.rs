//! How wide columns are: those of figures shrink together to what they need, one that needs more than its
//! share has it, the names take the rest, so that a row takes few lines and a form few pages.

use crate::measure::line_width;
use crate::table::{Alignment, Slot, TableBlock};

/// Both sides of a cell for each point of its letters, and some air, in hundredths of a millimetre.
const SIDES_PER_POINT: u32 = 20;
const AIR: u32 = 60;
/// Columns of figures keep at least so many thousandths of their width.
const KEPT_LEAST: u32 = 550;
/// Names keep so many hundredths of their own width where figures need more than theirs.
const NAMES_LEAST: u32 = 60;

impl TableBlock {
    /// Gives a column of names the room that the columns behind it do not need, on a line so wide.
    pub fn widen(&mut self, names: usize, line_mm: u16) {
        let line = u32::from(line_mm) * 100;
        let sum: u32 = self.widths_mm.iter().map(|width| u32::from(*width)).sum();
        let now: Vec<u32> =
            self.widths_mm.iter().map(|width| u32::from(*width) * line / sum.max(1)).collect();
        let behind: u32 = now.iter().skip(names + 1).sum();
        let before: u32 = now.iter().take(names).sum();
        if behind == 0 || now.contains(&0) {
            return;
        }
        let needs: Vec<u32> = (0..now.len()).map(|column| self.need(column)).collect();
        let each = now.iter().enumerate().skip(names + 1);
        let needed = each.map(|(column, width)| (needs[column] * 1000 / width).min(1000)).max();
        // No name needs more than its one line.
        let longest = self.length(names).min(line - before);
        let left = (line - before - longest) * 1000 / behind;
        let kept = needed.unwrap_or(1000).max(left).max(KEPT_LEAST).min(1000);
        let wide = |column: usize| {
            let share = if column > names { now[column] * kept / 1000 } else { now[column] };
            let own = if column > names { share.max(needs[column]) } else { share };
            u16::try_from(own.div_ceil(100)).unwrap_or(u16::MAX)
        };
        let widths: Vec<u16> = (0..now.len()).map(wide).collect();
        let others = widths.iter().sum::<u16>() - widths[names];
        let rest = line_mm.saturating_sub(others);
        if kept >= 1000 && widths[names + 1..] == self.widths_mm[names + 1..]
            || u32::from(rest) * 100 < now[names] * NAMES_LEAST / 100
        {
            return;
        }
        self.widths_mm = widths;
        self.widths_mm[names] = rest;
    }

    /// Width that a column needs: its figures in one line, of words the longest.
    fn need(&self, column: usize) -> u32 {
        let points = self.points();
        let is_words = self.alignment(column) == Alignment::Left;
        let measure = if is_words { longest_word } else { line_width };
        let figures = self.alone(column).map(|(text, bold)| measure(&text, points, bold));
        let grid = self.header_grid();
        let heads = grid.iter().filter_map(|slots| match slots.get(column) {
            Some(Slot::Start(cell)) if cell.colspan <= 1 => {
                Some(longest_word(&cell.text, points, true))
            }
            _ => None,
        });
        figures.chain(heads).max().unwrap_or(0) + u32::from(points) * SIDES_PER_POINT + AIR
    }

    /// Width in which every cell of a column takes one line.
    fn length(&self, column: usize) -> u32 {
        let points = self.points();
        let longest = self.alone(column).map(|(text, bold)| line_width(&text, points, bold)).max();
        longest.unwrap_or(0) + u32::from(points) * SIDES_PER_POINT + AIR
    }

    /// What stands in a column, of cells that have it to themselves, and whether bold.
    fn alone(&self, column: usize) -> impl Iterator<Item = (String, bool)> {
        self.rows.iter().filter_map(move |row| {
            let mut at = 0;
            for cell in &row.cells {
                let columns = usize::from(cell.columns());
                if at == column && columns == 1 {
                    return Some((cell.printed(), row.is_bold()));
                }
                at += columns;
            }
            None
        })
    }
}

fn longest_word(text: &str, points: u16, bold: bool) -> u32 {
    text.split_whitespace().map(|word| line_width(word, points, bold)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, HeaderCell, Row};

    fn form(name: &str, figure: &str) -> TableBlock {
        let shape = [(11, Alignment::Center), (62, Alignment::Left)];
        let figures = [(30, Alignment::Right); 4];
        let mut table = TableBlock::new(&[&shape[..], &figures].concat());
        table.header =
            vec![["TT", "Nội dung", "Tổng số", "Nữ", "Nam", "Tỷ lệ"].map(HeaderCell::new).to_vec()];
        let row = ["1", name].into_iter().chain([figure; 4]).map(Cell::text).collect();
        table.rows = vec![Row::normal(row)];
        table
    }

    #[test]
    fn names_take_what_figures_do_not_need() {
        let mut table = form(&"Cơ quan quản lý nhà nước ở địa phương ".repeat(5), "1.234");
        table.widen(1, 165);
        assert_eq!(table.widths_mm.iter().sum::<u16>(), 165);
        assert!(table.widths_mm[1] > 75 && table.widths_mm[2] < 25, "{:?}", table.widths_mm);
        assert!(table.widths_mm[2..].iter().all(|width| *width == table.widths_mm[2]));
    }

    #[test]
    fn a_short_name_leaves_the_figures_their_room() {
        let mut table = form("Cộng", "1.234");
        let before = table.widths_mm.clone();
        table.widen(1, before.iter().sum());
        assert_eq!(table.widths_mm, before);
    }

    #[test]
    fn a_figure_with_a_word_behind_takes_room_of_the_names() {
        let mut table = form("Trẻ em gái dân tộc thiểu số hoàn thành trung học cơ sở", "1.234");
        table.widths_mm = vec![11, 62, 14, 14, 14, 14];
        table.rows[0].cells[2] = Cell::text("1.234 (ước)");
        table.widen(1, 129);
        assert!(table.widths_mm[2] >= 22 && table.widths_mm[3] == 14, "{:?}", table.widths_mm);
        assert_eq!(table.widths_mm.iter().sum::<u16>(), 129);
    }

    #[test]
    fn a_long_figure_leaves_the_names_their_room() {
        let mut table = form(&"Nội dung dài ".repeat(20), "123.456.789.012.345.678,3456");
        let before = table.widths_mm.clone();
        table.widen(1, 165);
        assert_eq!(table.widths_mm, before);
    }
}
