//! One form as a sheet: hidden keys, head lines, merged headers, cells to fill, totals, signatures.

use domain::{
    amount::vietnamese,
    cell::CellStatus,
    form::{Column, ValueType, merged_headers},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Formula, Note, Worksheet, XlsxError};

use super::{
    Book, BookCell, BookPart, excel_formula,
    grid::address,
    hints::Hints,
    looks::Looks,
    print::{self, Heights},
    shape::{ANSWER, Kind, Shape},
};

/// Keys, number and name stand before the figures.
pub(super) const FIRST_COLUMN: u16 = 3;
/// The row of hidden keys above the columns, and where the headers begin.
pub(super) const HEADER_ROW: u32 = 6;
const NUMBER_MM: u32 = 12;
const NAME_MM: u32 = 66;
/// Width of a character of 12 points, and the height of its line.
const CHARACTER_MM: f64 = 2.05;
pub(super) const LINE_POINTS: f64 = 16.5;
/// Programs know no higher row than 409 points.
const LINES_MAX: u32 = 24;
/// Size of a note beside a cell.
const NOTE_PIXELS: (u32, u32) = (260, 90);
/// Longest text that a cell of a spreadsheet holds, with some room.
const TEXT_MAX: usize = 32_000;

/// Where the rows of a form came to stand.
pub(super) struct Placed {
    pub rows: Vec<u32>,
}

/// Writes a form's sheet; the stamp says whose it is.
pub(super) fn fill(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    part: &BookPart<'_>,
    shape: &Shape<'_>,
    (looks, stamp): (&Looks, &str),
) -> Result<Placed, XlsxError> {
    let last = column(shape.columns.len() - 1);
    // A formula without a result shows nothing until it has one: never a nought that nobody gave.
    sheet.set_formula_result_default("");
    widths(sheet, shape)?;
    keys(sheet, shape, stamp)?;
    let head = head(sheet, book, shape, looks, last)?;
    let (first, header) = header(sheet, shape, looks)?;
    let placed = Placed { rows: (first..).take(shape.rows.len()).collect() };
    let mut hints = Hints::default();
    for at in 0..shape.rows.len() {
        row(sheet, part, shape, (looks, &placed, at), &mut hints)?;
    }
    hints.add(sheet)?;
    whole(sheet, shape, (looks, &placed))?;
    let foot = super::foot::foot(sheet, shape, looks, (first + rows_count(shape), last))?;
    let lines: u32 = (0..shape.rows.len()).map(|at| row_lines(part, shape, at)).sum();
    let heights = Heights { head, header, body: LINE_POINTS * f64::from(lines), foot };
    print::page(sheet, book, shape, (first, heights))?;
    sheet.protect();
    Ok(placed)
}

fn rows_count(shape: &Shape<'_>) -> u32 {
    u32::try_from(shape.rows.len()).unwrap_or(0)
}

/// A form has far fewer columns than a sheet.
fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(1_000) + FIRST_COLUMN
}

fn name_mm(shape: &Shape<'_>) -> u32 {
    if shape.is_outline { 80 } else { NAME_MM }
}

/// Width of the whole table.
pub(super) fn width_mm(shape: &Shape<'_>) -> u32 {
    shape.columns.iter().map(|c| c.width_mm).sum::<u32>() + name_mm(shape) + NUMBER_MM
}

pub(super) fn characters(mm: u32) -> f64 {
    f64::from(mm) / CHARACTER_MM
}

fn widths(sheet: &mut Worksheet, shape: &Shape<'_>) -> Result<(), XlsxError> {
    sheet.set_column_hidden(0)?;
    sheet.set_column_width(1, characters(NUMBER_MM))?;
    sheet.set_column_width(2, characters(name_mm(shape)))?;
    for (at, found) in shape.columns.iter().enumerate() {
        sheet.set_column_width(column(at), characters(found.width_mm))?;
    }
    Ok(())
}

/// Hidden keys: the stamp, a key above each column and beside each row.
fn keys(sheet: &mut Worksheet, shape: &Shape<'_>, stamp: &str) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, stamp)?;
    for at in 0..shape.columns.len() {
        sheet.write_string(0, column(at), shape.column_key(at))?;
    }
    sheet.set_row_hidden(0)?;
    Ok(())
}

fn head(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    shape: &Shape<'_>,
    looks: &Looks,
    last: u16,
) -> Result<f64, XlsxError> {
    let mut height = 0.0;
    let lines = [
        (format!("Đơn vị báo cáo: {}", book.unit_name), &looks.bold),
        (format!("Đơn vị nhận báo cáo: {}", book.receiver_name), &looks.plain),
        (shape.form.title.clone(), &looks.title),
        (format!("{}. {}", book.round_title, book.window), &looks.italic),
        (unit_line(shape), &looks.right),
    ];
    for (at, (text, look)) in (1_u32..).zip(lines) {
        sheet.merge_range(at, 1, at, last, &text, look)?;
        let lines = lines_needed(&text, width_mm(shape));
        let line = LINE_POINTS * f64::from(lines) + if at == 3 { 4.0 } else { 0.0 };
        sheet.set_row_height(at, line)?;
        height += line;
    }
    Ok(height)
}

fn unit_line(shape: &Shape<'_>) -> String {
    match shape.unit_label() {
        "" => String::new(),
        label => format!("Đơn vị tính: {label}"),
    }
}

/// Lines a text takes: programs do not fit the height of merged cells.
pub(super) fn lines_needed(text: &str, width_mm: u32) -> u32 {
    let room = (f64::from(width_mm) / CHARACTER_MM).max(1.0);
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let lines = (f64::from(letters) * 1.12 / room).ceil().clamp(1.0, 12.0);
    // Between 1 and 12.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let lines = lines as u32;
    lines
}

/// Merged header rows and the row of column numbers; returns the first row of the body, and the height.
fn header(
    sheet: &mut Worksheet,
    shape: &Shape<'_>,
    looks: &Looks,
) -> Result<(u32, f64), XlsxError> {
    let columns: Vec<Column> = shape.columns.iter().map(header_of).collect();
    let merged = merged_headers(&columns.iter().collect::<Vec<_>>());
    let depth = u32::try_from(merged.len()).unwrap_or(1);
    let mut heights = vec![1; merged.len()];
    for (level, line) in (0_u32..).zip(&merged) {
        for cell in line {
            let from = (HEADER_ROW + level, column(cell.at));
            let rows = u32::try_from(cell.rows).unwrap_or(1);
            let to = (from.0 + rows - 1, column(cell.at + cell.columns - 1));
            put(sheet, from, to, cell.text, &looks.header)?;
            let width: u32 =
                shape.columns[cell.at..cell.at + cell.columns].iter().map(|c| c.width_mm).sum();
            // Narrow columns break their headers at every word.
            let words = if width < 20 { cell.text.split_whitespace().count().min(3) } else { 1 };
            let lines = lines_needed(cell.text, width).max(u32::try_from(words).unwrap_or(1));
            for height in heights.iter_mut().skip(level as usize).take(cell.rows) {
                *height = (*height).max(lines.div_ceil(rows));
            }
        }
    }
    let bottom = HEADER_ROW + depth - 1;
    let names = if shape.is_outline {
        ["Mục", "Nội dung theo đề cương"]
    } else {
        ["TT", "Nội dung"]
    };
    for (at, name) in (1_u16..).zip(names) {
        put(sheet, (HEADER_ROW, at), (bottom, at), name, &looks.header)?;
    }
    let mut height = LINE_POINTS;
    for (row, lines) in (HEADER_ROW..).zip(heights) {
        sheet.set_row_height(row, LINE_POINTS * f64::from(lines))?;
        height += LINE_POINTS * f64::from(lines);
    }
    let numbers = bottom + 1;
    for (at, name) in (1_u16..).zip(["(A)", "(B)"]) {
        sheet.write_string_with_format(numbers, at, name, &looks.number)?;
    }
    for at in 0..shape.columns.len() {
        let number = format!("({})", at + 1);
        sheet.write_string_with_format(numbers, column(at), number, &looks.number)?;
    }
    Ok((numbers + 1, height))
}

fn header_of(column: &super::shape::ShapeColumn<'_>) -> Column {
    Column {
        code: column.code.to_owned(),
        headers: column.headers.iter().map(|h| (*h).to_owned()).collect(),
        value_type: column.value_type,
        required: false,
        formula: None,
        width_mm: column.width_mm,
        entered_by: Vec::new(),
    }
}

/// Text in a cell or in a rectangle of merged cells.
pub(super) fn put(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, look)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, text, look)?;
    }
    Ok(())
}

fn row(
    sheet: &mut Worksheet,
    part: &BookPart<'_>,
    shape: &Shape<'_>,
    (looks, placed, at): (&Looks, &Placed, usize),
    hints: &mut Hints,
) -> Result<(), XlsxError> {
    let row = &shape.rows[at];
    let place = placed.rows[at];
    sheet.write_string(place, 0, shape.row_key(at))?;
    sheet.write_string_with_format(place, 1, row.number, &looks.number)?;
    if row.kind == Kind::Section {
        let last = column(shape.columns.len() - 1);
        return put(sheet, (place, 2), (place, last), &row.label, &looks.section);
    }
    let is_total = matches!(row.kind, Kind::Total(_));
    let name = if is_total { &looks.total_name } else { &looks.name };
    sheet.write_string_with_format(place, 2, &row.label, name)?;
    sheet.set_row_height(place, LINE_POINTS * f64::from(row_lines(part, shape, at)))?;
    for index in 0..shape.columns.len() {
        let spot = (place, column(index));
        if shape.is_closed(at, index) {
            sheet.write_string_with_format(spot.0, spot.1, "x", &looks.closed)?;
        } else if shape.is_computed(at, index) {
            computed(sheet, part, shape, (looks, placed), (at, index))?;
        } else {
            entry(sheet, part, shape, (looks, spot), (at, index), hints)?;
        }
    }
    Ok(())
}

/// Lines of a row: not every program fits the height of rows on opening.
fn row_lines(part: &BookPart<'_>, shape: &Shape<'_>, at: usize) -> u32 {
    // Running text in a light face takes a quarter less room than bold headings.
    let lines = |text: &str, width: u32| -> u32 {
        text.lines().map(|line| lines_needed(line, width * 5 / 4)).sum()
    };
    let row = &shape.rows[at];
    let texts = shape.columns.iter().filter_map(|column| {
        let cell = part.cells.get(&(row.code.to_owned(), column.code.to_owned()))?;
        Some(lines(cell.text.as_deref()?, column.width_mm))
    });
    texts.chain([lines(&row.label, name_mm(shape))]).max().unwrap_or(1).clamp(1, LINES_MAX)
}

/// A total or a computed column: a formula with its present result.
fn computed(
    sheet: &mut Worksheet,
    part: &BookPart<'_>,
    shape: &Shape<'_>,
    (looks, placed): (&Looks, &Placed),
    (at, index): (usize, usize),
) -> Result<(), XlsxError> {
    let (row, found) = (&shape.rows[at], &shape.columns[index]);
    let cell_at = |row: usize, column: usize| {
        address((placed.rows[row], u32::from(FIRST_COLUMN) + u32::try_from(column).unwrap_or(0)))
    };
    let formula = match (&row.kind, found.formula) {
        (_, Some(formula)) => {
            let cell = |name: &str| {
                let column = shape.columns.iter().position(|c| c.code == name)?;
                Some(cell_at(at, column))
            };
            excel_formula::translate(formula, &cell)
        }
        (Kind::Total(of), None) => {
            let parts: Vec<String> = (0..shape.rows.len())
                .filter(|r| of.iter().any(|code| code == shape.rows[*r].code))
                .map(|r| cell_at(r, index))
                .collect();
            (!parts.is_empty()).then(|| excel_formula::sum(&parts))
        }
        _ => None,
    };
    let is_total = matches!(row.kind, Kind::Total(_));
    let look = match (is_total, found.formula.is_some() && found.value_type != ValueType::Count) {
        (true, true) => &looks.total_share,
        (true, false) if found.value_type == ValueType::Count => &looks.total_count,
        (true, false) => &looks.total,
        (false, true) => &looks.share,
        (false, false) if found.value_type == ValueType::Count => &looks.computed_count,
        (false, false) => &looks.computed,
    };
    let place = (row.code.to_owned(), found.code.to_owned());
    let result =
        part.figures.get(&place).map(|value| in_file(*value, found.value_type).normalize());
    let spot = (placed.rows[at], column(index));
    match formula {
        Some(text) => {
            let result = result.map_or(String::new(), |value| value.to_string());
            sheet.write_formula_with_format(
                spot.0,
                spot.1,
                Formula::new(text).set_result(result),
                look,
            )?;
        }
        None => number_or_blank(sheet, spot, result, look)?,
    }
    Ok(())
}

/// Figures with digits after the comma show a comma only where there are such digits.
fn whole(
    sheet: &mut Worksheet,
    shape: &Shape<'_>,
    (looks, placed): (&Looks, &Placed),
) -> Result<(), XlsxError> {
    let (Some(from), Some(to)) = (placed.rows.first(), placed.rows.last()) else { return Ok(()) };
    for (index, found) in shape.columns.iter().enumerate() {
        let is_whole = !found.value_type.is_number() || found.value_type == ValueType::Count;
        if is_whole || found.formula.is_some() {
            continue;
        }
        let at = column(index);
        let rule = format!("MOD({},1)=0", address((*from, u32::from(at))));
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&looks.whole);
        sheet.add_conditional_format(*from, at, *to, at, &rule)?;
    }
    Ok(())
}

fn number_or_blank(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Option<Decimal>,
    look: &Format,
) -> Result<(), XlsxError> {
    match value.and_then(|value| value.to_f64()) {
        Some(value) => sheet.write_number_with_format(row, column, value, look)?,
        None => sheet.write_blank(row, column, look)?,
    };
    Ok(())
}

/// Money is kept in đồng and written in triệu đồng.
fn in_file(value: Decimal, value_type: ValueType) -> Decimal {
    match value_type {
        ValueType::Money => value / Decimal::from(1_000_000),
        _ => value,
    }
}

/// A cell the unit fills, or one that belongs to others.
fn entry(
    sheet: &mut Worksheet,
    part: &BookPart<'_>,
    shape: &Shape<'_>,
    (looks, spot): (&Looks, (u32, u16)),
    (at, index): (usize, usize),
    hints: &mut Hints,
) -> Result<(), XlsxError> {
    let found = &shape.columns[index];
    let place = (shape.rows[at].code.to_owned(), found.code.to_owned());
    if !part.asked.contains(&place) {
        sheet.write_blank(spot.0, spot.1, &looks.not_asked)?;
        return Ok(());
    }
    let look = match found.value_type {
        ValueType::Count => &looks.count,
        ValueType::Text if found.code == ANSWER => &looks.choice,
        ValueType::Text if !shape.is_outline => &looks.words,
        ValueType::Text => &looks.text,
        ValueType::YesNo => &looks.choice,
        _ => &looks.figure,
    };
    let empty = BookCell::default();
    let cell = part.cells.get(&place).unwrap_or(&empty);
    match written(cell, found.value_type) {
        Written::Words(words) => {
            sheet.write_string_with_format(spot.0, spot.1, words, look)?;
        }
        Written::Number(value) => number_or_blank(sheet, spot, Some(value), look)?,
        Written::Nothing => {
            sheet.write_blank(spot.0, spot.1, look)?;
        }
    }
    if let Some(words) = part.notes.get(&place) {
        let note = Note::new(words).add_author_prefix(false);
        sheet.insert_note(
            spot.0,
            spot.1,
            &note.set_width(NOTE_PIXELS.0).set_height(NOTE_PIXELS.1),
        )?;
    }
    let before = part.previous.get(&place).map(|value| found.value_type.print(*value));
    hints.see(spot, found.value_type, found.code == ANSWER, before);
    Ok(())
}

/// What is written of a cell.
pub(super) enum Written {
    Nothing,
    Number(Decimal),
    Words(String),
}

/// A cell as it is written into a sheet.
pub(super) fn written(cell: &BookCell, value_type: ValueType) -> Written {
    if cell.status == CellStatus::NotArising {
        return Written::Words("kps".to_owned());
    }
    if let Some(text) = &cell.text {
        let words: String = text.chars().take(TEXT_MAX).collect();
        return if words.is_empty() { Written::Nothing } else { Written::Words(words) };
    }
    let Some(value) = cell.figure else { return Written::Nothing };
    match (value_type, cell.status) {
        (ValueType::YesNo, _) => Written::Words(value_type.print(value)),
        (_, CellStatus::Estimate) => {
            Written::Words(format!("~{}", vietnamese(in_file(value, value_type))))
        }
        _ => Written::Number(in_file(value, value_type)),
    }
}
