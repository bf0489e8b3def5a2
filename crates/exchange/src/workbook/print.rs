//! How a form falls on paper: pages as wide as the table, and no page for the signatures alone.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    Book,
    looks::FACE,
    shape::Shape,
    sheet::{FIRST_COLUMN, HEADER_ROW, LINE_POINTS, width_mm},
};

/// Paper number of A4 in the file format.
const A4: u8 = 9;
/// Width up to which a table stands on an upright page.
const UPRIGHT_MM: u32 = 175;
/// What the margins leave of A4, across and down: upright, then on its side.
const UPRIGHT: (f64, f64) = (184.6, 755.0);
const SIDEWAYS: (f64, f64) = (271.6, 508.0);
/// Smaller letters than four fifths are hard to read on paper.
const SHRINK_MAX: f64 = 0.25;

/// Heights of a sheet from the top, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heights {
    pub head: f64,
    /// Header rows, printed again on every page.
    pub header: f64,
    pub body: f64,
    /// Notes and places of signatures.
    pub foot: f64,
}

/// Sets up the page.
pub(super) fn page(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    shape: &Shape<'_>,
    (first, heights): (u32, Heights),
) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, pages(shape, heights));
    if width_mm(shape) > UPRIGHT_MM {
        sheet.set_landscape();
    }
    sheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_print_center_horizontally(true).set_print_black_and_white(true);
    sheet.set_screen_gridlines(false);
    sheet.set_footer("&C&P/&N");
    if book.sample {
        sheet.set_header(format!("&R&\"{FACE},Bold\"DỮ LIỆU MINH HỌA"));
    }
    sheet.set_repeat_rows(HEADER_ROW, first - 1)?;
    sheet.set_freeze_panes(first, FIRST_COLUMN)?;
    Ok(())
}

/// On how many pages a table is printed; 0: as many as it takes, for words that are still to be written.
fn pages(shape: &Shape<'_>, heights: Heights) -> u16 {
    if shape.is_outline {
        return 0;
    }
    let (across, down) = if width_mm(shape) > UPRIGHT_MM { SIDEWAYS } else { UPRIGHT };
    let scale = (across / f64::from(width_mm(shape).max(1))).min(1.0);
    fitting(down / scale, heights)
}

/// The pages that a table takes, less the last one where only its foot would stand there.
fn fitting(page: f64, heights: Heights) -> u16 {
    let Heights { head, header, body, foot } = heights;
    let whole = head + header + body + foot;
    let room = |pages: u16| page + f64::from(pages - 1) * (page - header).max(page / 4.0);
    let mut pages = 1;
    while room(pages + 1) <= whole && pages < 100 {
        pages += 1;
    }
    let over = whole - room(pages);
    let is_foot_alone = over <= foot + 3.0 * LINE_POINTS && over <= room(pages) * SHRINK_MAX;
    if over <= 0.0 || is_foot_alone { pages } else { pages + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heights(body: f64) -> Heights {
        Heights { head: 90.0, header: 60.0, body, foot: 80.0 }
    }

    #[test]
    fn signatures_stay_with_the_last_rows() {
        assert_eq!(fitting(508.0, heights(200.0)), 1, "with room to spare");
        assert_eq!(fitting(508.0, heights(300.0)), 1, "only the foot would go over");
        assert_eq!(fitting(508.0, heights(500.0)), 2, "rows go over, too");
        assert_eq!(fitting(508.0, heights(780.0)), 2);
    }
}
