//! Lines of a page from its letters: in the order in which the file draws them, and from left to right
//! inside a line. A file whose letters come from two fonts may draw those of the second one after the
//! line, so the order of drawing alone is not the order of reading.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// How far off the line a letter may stand and belong to it, in heights of letters.
const OFF_LINE_MAX: f64 = 0.3;

/// The widest gap that letters of another font may still fill, in heights of letters.
const GAP_MAX: f64 = 1.7;

/// From here on a gap is a space that the file does not draw.
const SPACE_MIN: f64 = 0.18;

/// From here on a step down leaves an empty line.
const STEP_MIN: f64 = 1.5;

/// Lines looked through for the one that a letter belongs to.
const LOOK_BACK: usize = 4;

/// A letter, or several drawn as one, along its own direction of reading.
#[derive(Debug)]
struct Glyph {
    text: String,
    start: f64,
    end: f64,
}

/// Letters on one line without a wide gap.
#[derive(Debug)]
struct Line {
    /// Unit vector of the direction of reading.
    along: (f64, f64),
    /// Distance of the line from the origin, across the direction of reading.
    base: f64,
    height: f64,
    start: f64,
    end: f64,
    glyphs: Vec<Glyph>,
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

    fn add(&mut self, other: Self) {
        self.start = self.start.min(other.start);
        self.end = self.end.max(other.end);
        self.height = self.height.max(other.height);
        self.glyphs.extend(other.glyphs);
    }

    fn text(mut self) -> String {
        self.glyphs.sort_by(|one, other| one.start.total_cmp(&other.start));
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

/// Gathers the letters of a file; gives the text of each page.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pages: Vec<String>,
    lines: Vec<Line>,
}

impl Reader {
    /// The pages that were read.
    pub(super) fn into_pages(self) -> Vec<String> {
        self.pages
    }

    fn page(&mut self) -> String {
        let mut page = String::new();
        let mut before: Option<(f64, f64, f64)> = None;
        for line in std::mem::take(&mut self.lines) {
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

impl OutputDev for Reader {
    fn begin_page(
        &mut self,
        _number: u32,
        _media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.lines.clear();
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
