//! Lines of a page from its letters: in the order in which the file draws them, and from left to right
//! inside a line. A file whose letters come from two fonts may draw those of the second one after the
//! line, so the order of drawing alone is not the order of reading.

use std::collections::HashMap;

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::{
    filled::Filled,
    open_table::{self, Columns},
    ruled::{Grid, grids},
};

/// How far off the line a letter may stand and belong to it, in heights of letters.
pub(super) const OFF_LINE_MAX: f64 = 0.3;

/// The widest gap that letters of another font may still fill, in heights of letters.
const GAP_MAX: f64 = 1.7;

/// From here on a gap is a space that the file does not draw.
pub(super) const SPACE_MIN: f64 = 0.18;

/// From here on a step down leaves an empty line.
const STEP_MIN: f64 = 1.5;

/// Lines looked through for the one that a letter belongs to.
const LOOK_BACK: usize = 4;

/// A letter, or several drawn as one, along its own direction of reading.
#[derive(Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) start: f64,
    pub(super) end: f64,
}

/// Letters on one line without a wide gap.
#[derive(Debug)]
pub(super) struct Line {
    /// Unit vector of the direction of reading.
    pub(super) along: (f64, f64),
    /// Distance of the line from the origin, across the direction of reading.
    pub(super) base: f64,
    pub(super) height: f64,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) glyphs: Vec<Glyph>,
}

impl Line {
    fn takes(&self, other: &Self) -> bool {
        let height = self.height.max(other.height);
        let turn = self.along.0.mul_add(other.along.0, self.along.1 * other.along.1);
        let gap = (other.start - self.end).max(self.start - other.end);
        turn > 0.99
            && (self.base - other.base).abs() < OFF_LINE_MAX * height
            && gap < GAP_MAX * height
    }

    pub(super) fn add(&mut self, other: Self) {
        self.start = self.start.min(other.start);
        self.end = self.end.max(other.end);
        self.height = self.height.max(other.height);
        self.glyphs.extend(other.glyphs);
    }

    pub(super) fn text(mut self) -> String {
        self.glyphs.sort_by(|one, other| one.start.total_cmp(&other.start));
        self.words()
    }

    /// The letters as they lie, with the spaces that their gaps mean.
    pub(super) fn words(&self) -> String {
        let mut text = String::new();
        let mut end = f64::INFINITY;
        for glyph in &self.glyphs {
            if glyph.start - end > SPACE_MIN * self.height {
                text.push(' ');
            }
            text.push_str(&glyph.text);
            end = glyph.end;
        }
        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The straight lines that each page draws, by its number.
pub(super) type Rules = HashMap<u32, Vec<[(f64, f64); 2]>>;

/// Gathers the letters of a file; gives the text of each page.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pages: Vec<String>,
    lines: Vec<Line>,
    rules: Rules,
    number: u32,
    /// A table without lines that ran on to the end of the page before.
    open: Option<Columns>,
}

impl Reader {
    /// The pages that were read.
    pub(super) fn into_pages(self) -> Vec<String> {
        self.pages
    }

    /// A reader of a file whose pages draw these lines.
    pub(super) fn with_rules(rules: Rules) -> Self {
        Self { rules, ..Self::default() }
    }

    /// The tables of the page that is read.
    fn tables(&self) -> Vec<Grid> {
        let rules = self.rules.get(&self.number).map_or(&[][..], Vec::as_slice);
        let across = self.lines.iter().filter(|line| line.along.0.abs() < 0.5).count();
        // A table laid across the page is read along the page's other side.
        let turned = across * 2 > self.lines.len();
        let direction = self.lines.iter().find(|line| (line.along.0.abs() < 0.5) == turned);
        direction.map_or_else(Vec::new, |line| grids(rules, line.along))
    }

    fn page(&mut self) -> String {
        let mut page = String::new();
        let mut before: Option<(f64, f64, f64)> = None;
        let tables = self.tables();
        let mut filled: Vec<Option<Filled>> = tables.iter().map(|_| None).collect();
        let mut flow = Vec::new();
        for line in std::mem::take(&mut self.lines) {
            let place = |grid: &Grid| grid.row_of(line.start, line.base);
            let found = tables.iter().enumerate().find_map(|(at, grid)| Some((at, place(grid)?)));
            let Some((at, row)) = found else {
                flow.push(Piece::Line(line));
                continue;
            };
            if filled[at].is_none() {
                flow.push(Piece::Table(at));
            }
            let table = filled[at].get_or_insert_with(|| Filled::of(&tables[at]));
            table.take(row, line);
        }
        for piece in self.with_open_tables(flow) {
            let line = match piece {
                Piece::Line(line) => line,
                Piece::Table(_) | Piece::Rows(_) => {
                    let rows = match piece {
                        Piece::Table(at) => filled[at].take().map(Filled::lines),
                        Piece::Rows(rows) => Some(rows),
                        Piece::Line(_) => None,
                    };
                    let rows = rows.unwrap_or_default();
                    page.push_str(if page.is_empty() { "" } else { "\n\n" });
                    page.push_str(&rows.join("\n"));
                    page.push_str("\n\n");
                    before = None;
                    continue;
                }
            };
            let (base, start, end, height) = (line.base, line.start, line.end, line.height);
            let text = line.text();
            if text.is_empty() {
                continue;
            }
            if let Some((known, known_end, known_height)) = before {
                let step = (base - known).abs();
                let height = height.max(known_height);
                if step < OFF_LINE_MAX * height && start >= known_end {
                    page.push(' ');
                } else {
                    page.push_str(if step > STEP_MIN * height { "\n\n" } else { "\n" });
                }
            }
            page.push_str(&text);
            before = Some((base, end, height));
        }
        page
    }
}

/// A page in its order: lines, tables by their place among its grids, rows of tables without lines.
enum Piece {
    Line(Line),
    Table(usize),
    Rows(Vec<String>),
}

impl Reader {
    /// The flow with the rows of tables that no lines are drawn for.
    fn with_open_tables(&mut self, flow: Vec<Piece>) -> Vec<Piece> {
        let before = self.open.take();
        let mut told = Vec::new();
        let mut rest = std::collections::VecDeque::from(flow);
        while let Some(piece) = rest.pop_front() {
            let Piece::Line(line) = piece else {
                told.push(piece);
                continue;
            };
            // A number of the page may stand above what goes on.
            let goes_on = before.as_ref().filter(|_| told.len() < 2);
            let begins = open_table::begins(&line);
            if !begins && goes_on.is_none() {
                told.push(Piece::Line(line));
                continue;
            }
            let following = rest.iter().map_while(|piece| match piece {
                Piece::Line(line) => Some(line),
                Piece::Table(_) | Piece::Rows(_) => None,
            });
            let lines: Vec<&Line> = std::iter::once(&line).chain(following).collect();
            let read = begins
                .then(|| open_table::read(&lines))
                .flatten()
                .or_else(|| goes_on.and_then(|columns| open_table::go_on(columns, &lines)));
            let Some(read) = read else {
                told.push(Piece::Line(line));
                continue;
            };
            rest.drain(..read.taken.saturating_sub(1).min(rest.len()));
            self.open = read.open.filter(|_| rest.is_empty());
            told.push(Piece::Rows(read.rows));
        }
        told
    }
}

impl OutputDev for Reader {
    fn begin_page(
        &mut self,
        number: u32,
        _media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.lines.clear();
        self.number = number;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        let page = self.page();
        self.pages.push(page);
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let length = place.m11.hypot(place.m12);
        let height = place.m21.hypot(place.m22) * size;
        if !(length.is_normal() && height.is_normal()) || text.is_empty() {
            return Ok(());
        }
        let along = (place.m11 / length, place.m12 / length);
        let start = place.m31.mul_add(along.0, place.m32 * along.1);
        let end = (width * size).mul_add(length, start);
        let text = text.replace(['\u{a0}', '\t', '\n', '\r'], " ");
        let glyph = Line {
            along,
            base: place.m32.mul_add(along.0, -(place.m31 * along.1)),
            height,
            start,
            end,
            glyphs: vec![Glyph { text, start, end }],
        };
        let known = self.lines.iter_mut().rev().take(LOOK_BACK).find(|line| line.takes(&glyph));
        match known {
            Some(line) => line.add(glyph),
            None => self.lines.push(glyph),
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of one font: each takes half its height.
    fn draw(reader: &mut Reader, text: &str, (x, y): (f64, f64), turned: bool) {
        for (at, letter) in (0_u32..).zip(text.chars()) {
            if letter == '_' {
                continue;
            }
            let far = f64::from(at) * 6.0;
            let place = if turned {
                Transform::row_major(0.0, 1.0, -1.0, 0.0, -y, x + far)
            } else {
                Transform::row_major(1.0, 0.0, 0.0, 1.0, x + far, y)
            };
            reader.output_character(&place, 0.5, 0.0, 12.0, &letter.to_string()).unwrap();
        }
    }

    fn page(mut reader: Reader) -> String {
        reader.end_page().unwrap();
        reader.into_pages().remove(0)
    }

    #[test]
    fn letters_of_a_second_font_fall_into_their_places() {
        for turned in [false, true] {
            let mut reader = Reader::default();
            draw(&mut reader, "Th_c hi_n Ch__ng trình", (50.0, 700.0), turned);
            draw(&mut reader, "__ự____ệ____ươ________", (50.0, 700.0), turned);
            draw(&mut reader, "năm 2024", (50.0, 684.0), turned);
            assert_eq!(page(reader), "Thực hiện Chương trình\nnăm 2024", "{turned}");
        }
    }

    #[test]
    fn letters_between_drawn_lines_come_out_as_rows() {
        let across = |x: f64| [(x, 660.0), (x, 710.0)];
        let along = |y: f64| [(40.0, y), (400.0, y)];
        let mut rules = vec![along(710.0), along(680.0), along(660.0)];
        rules.extend([40.0, 60.0, 140.0, 400.0].map(across));
        let mut reader = Reader::with_rules([(0, rules)].into());
        draw(&mut reader, "Danh mục", (50.0, 730.0), false);
        draw(&mut reader, "TT Nội dung", (45.0, 698.0), false);
        draw(&mut reader, "Chủ", (145.0, 698.0), false);
        draw(&mut reader, "trì", (145.0, 684.0), false);
        draw(&mut reader, "1", (45.0, 665.0), false);
        draw(&mut reader, "Sở Y tế", (145.0, 665.0), false);
        draw(&mut reader, "II.", (45.0, 640.0), false);
        assert_eq!(
            page(reader),
            "Danh mục\n\n| TT | Nội dung | Chủ trì |\n| 1 |  | Sở Y tế |\n\nII."
        );
    }

    #[test]
    fn a_cell_merged_downwards_holds_for_each_of_its_rows() {
        let across = |x: f64| [(x, 620.0), (x, 710.0)];
        let along = |y: f64, from: f64| [(from, y), (400.0, y)];
        // The last column is one cell over two rows, its words over both.
        let mut rules = vec![along(710.0, 40.0), along(680.0, 40.0), along(620.0, 40.0)];
        rules.push([(40.0, 650.0), (140.0, 650.0)]);
        rules.extend([40.0, 60.0, 140.0, 400.0].map(across));
        let mut reader = Reader::with_rules([(0, rules)].into());
        draw(&mut reader, "TT Nội dung", (45.0, 690.0), false);
        draw(&mut reader, "Chủ trì", (145.0, 690.0), false);
        draw(&mut reader, "1", (45.0, 665.0), false);
        draw(&mut reader, "Tập huấn", (65.0, 665.0), false);
        draw(&mut reader, "Sở Nội vụ,", (145.0, 656.0), false);
        draw(&mut reader, "Sở Y tế", (145.0, 642.0), false);
        draw(&mut reader, "2", (45.0, 630.0), false);
        draw(&mut reader, "Kiểm tra", (65.0, 630.0), false);
        assert_eq!(
            page(reader).trim(),
            "| TT | Nội dung | Chủ trì |\n| 1 | Tập huấn | Sở Nội vụ, Sở Y tế |\n\
             | 2 | Kiểm tra | Sở Nội vụ, Sở Y tế |"
        );
    }

    #[test]
    fn a_table_without_lines_is_told_by_its_gaps() {
        let mut reader = Reader::default();
        draw(&mut reader, "II. NHIỆM VỤ", (45.0, 740.0), false);
        let row = |reader: &mut Reader, y: f64, cells: [&str; 4]| {
            for (x, cell) in [45.0, 75.0, 230.0, 360.0].into_iter().zip(cells) {
                for (at, line) in cell.split('/').enumerate() {
                    let down = f64::from(u32::try_from(at).unwrap()) * 14.0;
                    draw(reader, line, (x, y - down), false);
                }
            }
        };
        row(&mut reader, 720.0, ["TT", "Nội dung", "Cơ quan/chủ trì", "Thời gian"]);
        row(&mut reader, 680.0, ["1", "Tập huấn cán bộ/cấp xã", "Sở Nội vụ", "Quý II"]);
        row(&mut reader, 640.0, ["2", "Kiểm tra", "Sở Y tế", "Trước tháng 9"]);
        draw(&mut reader, "III. Tổ chức thực hiện trên địa bàn", (45.0, 600.0), false);
        assert_eq!(
            page(reader),
            "II. NHIỆM VỤ\n\n| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n\
             | 1 | Tập huấn cán bộ cấp xã | Sở Nội vụ | Quý II |\n\
             | 2 | Kiểm tra | Sở Y tế | Trước tháng 9 |\n\nIII. Tổ chức thực hiện trên địa bàn"
        );
    }

    #[test]
    fn columns_stay_apart_and_undrawn_spaces_are_read() {
        let mut reader = Reader::default();
        draw(&mut reader, "ỦY BAN", (50.0, 700.0), false);
        draw(&mut reader, "NHÂN DÂN", (50.0, 684.0), false);
        draw(&mut reader, "CỘNG HÒA", (200.0, 700.0), false);
        draw(&mut reader, "Số:", (50.0, 640.0), false);
        draw(&mut reader, "12", (72.0, 640.0), false);
        assert_eq!(page(reader), "ỦY BAN\nNHÂN DÂN\nCỘNG HÒA\n\nSố: 12");
    }
}
