//! The page: paper, margins, page numbers (D-01 to D-04).

use std::ops::RangeInclusive;

use crate::decree::{Place, page};
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Line, Origin, PageNumber, Section, Side, millimetres, points, tenths_of_mm},
};
use crate::measure::line_width;

/// Half a millimetre: what rounding to twips and points may cost.
const SLACK_TENTHS: i64 = 5;
/// Height of the text with the narrowest margins, 257 mm, in twips.
const TEXT_HEIGHT_TWIPS: i64 = 14_570;
/// Width of the text with the narrowest margins, in hundredths of a millimetre.
const TEXT_WIDTH_HUNDREDTHS: i64 = 16_500;
/// Half-points of letters whose size is not said: 11 pt.
const SMALL_HALF_POINTS: u32 = 22;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    for (at, section) in anatomy.sheet.sections.iter().enumerate() {
        paper(anatomy, at, section, report);
        margins(anatomy, at, section, report);
        numbers(anatomy, at, section, report);
    }
    tables(anatomy, report);
}

/// A table may reach into the margins a little, as the decree's own head does; not over them.
const TABLE_PERCENT_MAX: i32 = 120;

fn tables(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    for table in &anatomy.sheet.tables {
        let text = anatomy
            .sheet
            .sections
            .get(table.section)
            .and_then(|section| Some(section.width? - section.left? - section.right?));
        let Some(text) = text.filter(|text| table.twips > text / 100 * TABLE_PERCENT_MAX) else {
            continue;
        };
        let (table_mm, text_mm) = (millimetres(table.twips), millimetres(text));
        let problem = format!("Bảng rộng {table_mm} mm, vùng chữ rộng {text_mm} mm.");
        report.line("D-02-table", table.line, problem);
    }
}

fn name(anatomy: &Anatomy<'_>, at: usize, section: &Section) -> String {
    match anatomy.sheet.origin {
        Origin::Pdf => format!("Từ trang {}", section.page),
        _ if anatomy.sheet.sections.len() == 1 => "Trang giấy".to_owned(),
        _ => format!("Phần {} của tệp", at + 1),
    }
}

fn paper(anatomy: &Anatomy<'_>, at: usize, section: &Section, report: &mut Report<'_>) {
    let (Some(width), Some(height)) = (section.width, section.height) else { return };
    let is = |twips: i32, mm: u16| (tenths_of_mm(twips) - i64::from(mm) * 10).abs() <= 10;
    let upright = is(width, page::WIDTH_MM) && is(height, page::HEIGHT_MM);
    let across = is(width, page::HEIGHT_MM) && is(height, page::WIDTH_MM);
    let place = name(anatomy, at, section);
    if !upright && !across {
        let found = format!("Khổ giấy {} × {} mm.", millimetres(width), millimetres(height));
        report.part("D-01", place, found);
    } else if across && anatomy.sheet.origin == Origin::Docx {
        let has_table = anatomy.sheet.lines.iter().any(|l| l.section == at && l.in_table);
        if !has_table {
            report.part("D-01-landscape", place, "Trang nằm ngang mà không có bảng, biểu.");
        }
    }
}

/// The deepest first-line indent that a PDF's edge of letters may show, in tenths of a millimetre.
const PDF_INDENT_TENTHS: i64 = 130;
/// What the white side of a letter adds to the margin of a PDF.
const PDF_LEFT_TENTHS: i64 = 7;

fn margins(anatomy: &Anatomy<'_>, at: usize, section: &Section, report: &mut Report<'_>) {
    let sides: [(&str, Option<i32>, RangeInclusive<u16>); 4] = [
        ("trên", section.top, page::TOP_MM),
        ("dưới", section.bottom, page::BOTTOM_MM),
        ("trái", section.left, page::LEFT_MM),
        ("phải", section.right, page::RIGHT_MM),
    ];
    // On a sheet that lies, the decree's top is at the side; both readings pass.
    let lies = section.width > section.height;
    for (side, found, range) in sides {
        let Some(twips) = found else { continue };
        let tenths = tenths_of_mm(twips);
        let (least, most) = if lies { (15, 35) } else { (*range.start(), *range.end()) };
        let low = i64::from(least) * 10 - SLACK_TENTHS;
        // A PDF shows where letters stand, not where the margin is: a first line's indent looks like one.
        let guess = match side {
            _ if anatomy.sheet.origin != Origin::Pdf => 0,
            "trái" if section.is_left_sure => PDF_LEFT_TENTHS,
            "trái" => PDF_INDENT_TENTHS,
            _ => 0,
        };
        let high = i64::from(most) * 10 + SLACK_TENTHS + guess;
        if tenths < low || tenths > high {
            let (place, found) = (name(anatomy, at, section), millimetres(twips));
            report.part(
                "D-02",
                place,
                format!("Lề {side} {found} mm, quy định {least}-{most} mm."),
            );
        }
    }
}

fn numbers(anatomy: &Anatomy<'_>, at: usize, section: &Section, report: &mut Report<'_>) {
    if anatomy.sheet.origin == Origin::Text {
        return;
    }
    let place = name(anatomy, at, section);
    let Some(number) = &section.number else {
        if at == 0 && is_long(anatomy) {
            report.part("D-04-missing", place, "Văn bản nhiều trang nhưng không có số trang.");
        }
        return;
    };
    look(number, &place, report);
    // Where the sheet turns, pages are counted on: nothing begins there.
    let begins = at == 0 || section.start.is_some();
    if begins && section.first_number.is_some() {
        report.part("D-04-first", place.clone(), "Trang thứ nhất hiển thị số trang.");
    }
    let is_arabic = section.format.as_deref().is_none_or(|format| format == "decimal");
    let starts_late = at == 0 && section.start.is_some_and(|start| start != 1);
    if !is_arabic || starts_late {
        report.part("D-04-start", place, "Số trang không phải 1, 2, 3 … bắt đầu từ 1.");
    }
}

fn look(number: &PageNumber, place: &str, report: &mut Report<'_>) {
    if number.in_footer {
        report.part("D-04-place", place, "Số trang đặt ở cuối trang.");
    } else if number.place.is_some_and(|found| found != Place::Centre) {
        report.part("D-04-place", place, "Số trang không canh giữa.");
    }
    let (least, most) =
        (u32::from(*page::NUMBER_PT.start()) * 2, u32::from(*page::NUMBER_PT.end()) * 2);
    if let Some(size) = number.half_points.filter(|size| *size < least || *size > most) {
        report.part("D-04-size", place, format!("Số trang cỡ {}, quy định 13-14.", points(size)));
    } else if number.italic {
        report.part("D-04-size", place, "Số trang chữ nghiêng, quy định chữ đứng.");
    }
}

/// Whether the document, or one of its appendices, surely has a second page: each appendix counts its
/// pages by itself, and none shows the number of its first (A-02, D-04).
fn is_long(anatomy: &Anatomy<'_>) -> bool {
    let begins = |page: usize| {
        let annexes = anatomy.annexes.iter();
        page == 1 || annexes.map(|annex| anatomy.line(annex.name).page).any(|at| at == Some(page))
    };
    if let Some(pages) = anatomy.sheet.pages {
        return (1..=pages).any(|page| !begins(page));
    }
    let lines = &anatomy.sheet.lines;
    let names = anatomy.annexes.iter().map(|annex| annex.name);
    let starts: Vec<usize> = std::iter::once(0).chain(names).collect();
    starts.iter().enumerate().any(|(order, from)| {
        let to = starts.get(order + 1).copied().unwrap_or(lines.len());
        lines.get(*from..to).is_some_and(is_taller_than_a_page)
    })
}

/// Paragraphs by the rows that they fill, tables by their rows.
fn is_taller_than_a_page(lines: &[Line]) -> bool {
    let (mut row, mut twips) = (0, 0);
    for line in lines {
        // Blank paragraphs of a fixed height are hidden gaps.
        let is_gap = line.is_empty() && (line.in_table || line.line_percent.is_none());
        if is_gap || (line.in_table && line.table_row == row) {
            continue;
        }
        if line.in_table {
            row = line.table_row;
        }
        twips += height_twips(line);
        if twips > TEXT_HEIGHT_TWIPS {
            return true;
        }
    }
    false
}

/// What a line takes at least; of two that stand side by side half.
fn height_twips(line: &Line) -> i64 {
    let half_points = line.half_points().unwrap_or(SMALL_HALF_POINTS);
    // A single line is 1.15 times as high as the size of its letters; a half-point is ten twips.
    let single = i64::from(half_points) * 23 / 2;
    let row = single * i64::from(line.line_percent.unwrap_or(100)) / 100;
    if line.in_table {
        return row;
    }
    let points = u16::try_from(half_points / 2).unwrap_or(u16::MAX);
    let width = i64::from(line_width(line.text.trim(), points, false));
    let filled = ((width + TEXT_WIDTH_HUNDREDTHS - 1) / TEXT_WIDTH_HUNDREDTHS).max(1);
    let gap =
        i64::from(line.before.unwrap_or(0).max(0)) + i64::from(line.after.unwrap_or(0).max(0));
    let height = filled * row + gap;
    if line.side == Side::Whole { height } else { height / 2 }
}
