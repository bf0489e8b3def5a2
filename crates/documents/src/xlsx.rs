//! XLSX: a sheet about the document, then one sheet for each table, with numbers as numbers.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::date::dotted;
use crate::decree::{self, page::FACE};
use crate::manuscript::{Block, Kind, Manuscript};
use crate::table::{Alignment, Cell, Content, Row, Slot, TableBlock};
use crate::table_rows::lines;
use crate::{WriteError, layout, number};

/// Paper number of A4 in the file format.
const A4: u8 = 9;
/// Narrowest and widest column, in millimetres of print.
const WIDTHS_MM: (u16, u16) = (12, 120);
/// Room of a printed table for a character of 12 points, with some to spare.
const MM_PER_CHARACTER: u32 = 2;
/// Hundredths of a millimetre that programs give to a millimetre of a printed column, less what they keep
/// free at both sides: letters are drawn a little wider on a screen than on paper.
const ROOM_PER_MM: u32 = 88;
/// Height of a line of 12 points, and how many lines a row may take: programs know no higher one.
const LINE_POINTS: f64 = 16.5;
const LINES_MAX: u32 = 24;

/// Writes every table of the manuscript; the same content gives the same bytes.
pub fn write(manuscript: &Manuscript) -> Result<Vec<u8>, WriteError> {
    let ready = manuscript.prepared();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&ready)?);
    let tables = tables(&ready);
    about(workbook.add_worksheet(), &ready, &tables)?;
    for (name, title, table) in &tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        page(sheet, ready.sample);
        fill(sheet, title, table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Writes plain lines under their heads on one sheet: a list to sort and search, not a document.
///
/// # Errors
/// When there are more lines than a sheet holds.
pub fn list(
    title: &str,
    day: Date,
    heads: &[&str],
    lines: &[Vec<String>],
) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    workbook
        .set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&on(day)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name(title)?;
    let bold = Format::new().set_font_name(FACE).set_bold();
    let plain = Format::new().set_font_name(FACE);
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, column, *head, &bold)?;
        sheet.set_column_width(column, 24)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        for (column, text) in (0_u16..).zip(line) {
            sheet.write_string_with_format(row, column, text, &plain)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(workbook.save_to_buffer()?)
}

fn on(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), month, day)
}

fn properties(manuscript: &Manuscript) -> Result<DocProperties, XlsxError> {
    // The clock is not asked: two writings of one manuscript are the same bytes.
    let date: Date = manuscript.head.date.earliest();
    let created = on(date)?;
    Ok(DocProperties::new()
        .set_title(manuscript.title())
        .set_author(&manuscript.head.issuer_name)
        .set_company(&manuscript.head.issuer_name)
        .set_creation_datetime(&created))
}

/// Each table with the name of its sheet and its title.
fn tables(manuscript: &Manuscript) -> Vec<(String, String, &TableBlock)> {
    let mut out = Vec::new();
    for (index, table) in tables_in(&manuscript.body).enumerate() {
        let name = format!("Bảng {}", index + 1);
        out.push((name.clone(), table.caption.clone().unwrap_or(name), table));
    }
    for appendix in &manuscript.appendices {
        let place = match manuscript.kind {
            Kind::Register => decree::REGISTER.to_owned(),
            Kind::Printout => "Bảng".to_owned(),
            _ => manuscript.appendix_name(appendix),
        };
        for (index, table) in tables_in(&appendix.body).enumerate() {
            let suffix = if index == 0 { String::new() } else { format!(" ({})", index + 1) };
            let mut title = match manuscript.kind {
                Kind::Register => format!("{place}. {}", manuscript.abstract_text),
                Kind::Printout => appendix.title.clone(),
                _ => format!("{place}. {}", appendix.title),
            };
            if let Some(caption) = &table.caption {
                title.push_str(". ");
                title.push_str(caption);
            }
            out.push((format!("{place}{suffix}"), title, table));
        }
    }
    out
}

fn tables_in(body: &[Block]) -> impl Iterator<Item = &TableBlock> {
    body.iter().filter_map(|part| match part {
        Block::Table(table) if table.columns() > 0 => Some(table),
        _ => None,
    })
}

fn base() -> Format {
    Format::new().set_font_name(FACE).set_font_size(layout::size::TABLE).set_text_wrap()
}

fn page(sheet: &mut Worksheet, sample: bool) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_footer("&C&P/&N");
    if sample {
        sheet.set_header(format!("&R&\"{FACE},Bold\"{}", layout::SAMPLE_MARK));
    }
}

fn about(
    sheet: &mut Worksheet,
    manuscript: &Manuscript,
    tables: &[(String, String, &TableBlock)],
) -> Result<(), XlsxError> {
    sheet.set_name("Thông tin")?;
    page(sheet, manuscript.sample);
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 100)?;
    let mut lines =
        if manuscript.kind == Kind::Printout { shown(manuscript) } else { issued(manuscript) };
    if manuscript.sample {
        lines.push(("Tính chất".to_owned(), layout::SAMPLE_MARK.to_owned()));
    }
    lines.extend(tables.iter().map(|(name, title, _)| (format!("Trang {name}"), title.clone())));
    let top = base().set_align(FormatAlign::Top);
    let bold = top.clone().set_bold();
    for (row, (label, text)) in (0_u32..).zip(&lines) {
        sheet.write_string_with_format(row, 0, label, &bold)?;
        sheet.write_string_with_format(row, 1, text, &top)?;
    }
    Ok(())
}

/// What identifies a document.
fn issued(manuscript: &Manuscript) -> Vec<(String, String)> {
    let head = &manuscript.head;
    let mut lines = vec![
        ("Văn bản".to_owned(), manuscript.title()),
        ("Cơ quan ban hành".to_owned(), head.issuer_name.clone()),
    ];
    if !manuscript.is_book() {
        lines.push(("Số, ký hiệu".to_owned(), dotted(&head.number_and_symbol())));
        lines.push(("Nơi và ngày ban hành".to_owned(), dotted(&head.place_and_date())));
    }
    lines
}

/// What a printed page says beside its tables.
fn shown(manuscript: &Manuscript) -> Vec<(String, String)> {
    let mut lines = vec![
        ("Nội dung".to_owned(), manuscript.title()),
        ("Số liệu".to_owned(), manuscript.abstract_text.clone()),
        ("Đơn vị tải".to_owned(), manuscript.head.issuer_name.clone()),
    ];
    for block in manuscript.appendices.iter().flat_map(|page| &page.body) {
        if let Block::Note(text) = block {
            lines.push(("Ghi chú".to_owned(), text.clone()));
        }
    }
    lines
}

fn fill(sheet: &mut Worksheet, title: &str, table: &TableBlock) -> Result<(), XlsxError> {
    let last_column = column(table.columns() - 1);
    for (index, width) in table.widths_mm.iter().enumerate() {
        sheet.set_column_width(column(index), characters(*width))?;
    }
    let caption = base().set_bold().set_align(FormatAlign::Center);
    line(sheet, (0, 0), (0, last_column), title, &caption)?;
    height(sheet, 0, lines_needed(title, &table.widths_mm, true))?;
    let mut top = 1;
    if let Some(label) = &table.unit_label {
        let italic = base().set_italic().set_align(FormatAlign::Right);
        line(sheet, (top, 0), (top, last_column), label, &italic)?;
        top += 1;
    }
    let mut next = top + header(sheet, table, top)?;
    if next > top {
        sheet.set_freeze_panes(next, 0)?;
        sheet.set_repeat_rows(top, next - 1)?;
    }
    for row in &table.rows {
        body_row(sheet, table, row, next)?;
        next += 1;
    }
    let italic = base().set_italic();
    for note in &table.notes {
        line(sheet, (next, 0), (next, last_column), note, &italic)?;
        height(sheet, next, lines_needed(note, &table.widths_mm, false))?;
        next += 1;
    }
    Ok(())
}

/// A table of the model has far fewer columns than a sheet.
fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Writes text to a cell or to a rectangle of merged cells.
fn line(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, format)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, text, format)?;
    }
    Ok(())
}

fn header(sheet: &mut Worksheet, table: &TableBlock, top: u32) -> Result<u32, XlsxError> {
    let format = ruled().set_bold().set_align(FormatAlign::Center);
    let grid = table.header_grid();
    let rows = u32::try_from(grid.len()).unwrap_or(0);
    let mut heights = vec![1_u32; grid.len()];
    for (row, slots) in (0_u32..).zip(&grid) {
        for (index, slot) in slots.iter().enumerate() {
            let Slot::Start(cell) = slot else { continue };
            let columns = usize::from(cell.colspan.max(1)).min(slots.len() - index);
            let below = u32::from(cell.rowspan.max(1)).min(rows - row);
            let to = (top + row + below - 1, column(index + columns - 1));
            line(sheet, (top + row, column(index)), to, &cell.text, &format)?;
            let lines = lines_needed(&cell.text, &table.widths_mm[index..index + columns], true);
            for height in heights.iter_mut().skip(row as usize).take(below as usize) {
                *height = (*height).max(lines.div_ceil(below));
            }
        }
    }
    for (row, lines) in (top..).zip(heights) {
        height(sheet, row, lines)?;
    }
    Ok(rows)
}

/// Sets the height of a row: not every program fits it to wrapped text, none to merged cells.
fn height(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    sheet.set_row_height(row, LINE_POINTS * f64::from(lines.clamp(1, LINES_MAX)))?;
    Ok(())
}

/// Width of a column in characters.
fn characters(width_mm: u16) -> f64 {
    f64::from(width_mm.clamp(WIDTHS_MM.0, WIDTHS_MM.1)) / f64::from(MM_PER_CHARACTER)
}

/// Lines a text takes in columns so wide, measured in the document's face.
fn lines_needed(text: &str, widths_mm: &[u16], bold: bool) -> u32 {
    let widths = widths_mm.iter().map(|width| (*width).clamp(WIDTHS_MM.0, WIDTHS_MM.1));
    let room = widths.map(|width| u32::from(width) * ROOM_PER_MM).sum();
    lines(text, layout::size::TABLE, bold, room)
}

fn ruled() -> Format {
    base().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

fn body_row(
    sheet: &mut Worksheet,
    table: &TableBlock,
    row: &Row,
    at: u32,
) -> Result<(), XlsxError> {
    let (mut index, mut lines) = (0, 1);
    for cell in &row.cells {
        let columns = usize::from(cell.columns()).min(table.columns().saturating_sub(index));
        if columns == 0 {
            break;
        }
        let from = (at, column(index));
        let to = (at, column(index + columns - 1));
        let align = if columns > 1 { Alignment::Left } else { table.alignment(index) };
        body_cell(sheet, cell, (from, to), &look(align, row.is_bold()))?;
        let widths = &table.widths_mm[index..index + columns];
        lines = lines.max(lines_needed(&cell.printed(), widths, row.is_bold()));
        index += columns;
    }
    height(sheet, at, lines)
}

fn look(align: Alignment, bold: bool) -> Format {
    let side = match align {
        Alignment::Left => FormatAlign::Left,
        Alignment::Center => FormatAlign::Center,
        Alignment::Right => FormatAlign::Right,
    };
    let format = ruled().set_align(side);
    if bold { format.set_bold() } else { format }
}

fn body_cell(
    sheet: &mut Worksheet,
    cell: &Cell,
    (from, to): ((u32, u16), (u32, u16)),
    format: &Format,
) -> Result<(), XlsxError> {
    let Content::Figure { value, places } = cell.content else {
        return line(sheet, from, to, &cell.printed(), format);
    };
    let places = places.unwrap_or_else(|| number::places_needed(value));
    let format = format.clone().set_num_format(number_format(places));
    if from != to {
        sheet.merge_range(from.0, from.1, to.0, to.1, "", &format)?;
    }
    match value.to_f64() {
        Some(figure) => sheet.write_number_with_format(from.0, from.1, figure, &format)?,
        None => sheet.write_string_with_format(from.0, from.1, cell.printed(), &format)?,
    };
    Ok(())
}

/// Thousands and decimals; the program that opens the file shows its country's signs.
fn number_format(places: u32) -> String {
    match places {
        0 => "#,##0".to_owned(),
        places => format!("#,##0.{}", "0".repeat(places as usize)),
    }
}
