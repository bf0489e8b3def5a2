//! One form as a sheet: hidden keys, head lines, merged headers, cells to fill, totals, signatures.

use domain::{
    amount::vietnamese,
    form::{Column, ValueType, merged_headers},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign,
    FormatBorder, Formula, Worksheet, XlsxError,
};

use super::{
    Book, BookCell, BookPart, CellStatus, excel_formula,
    grid::address,
    shape::{ANSWER, Kind, Shape},
};

/// The face of official papers.
pub(super) const FACE: &str = "Times New Roman";
/// Paper number of A4 in the file format.
const A4: u8 = 9;
/// Keys, number and name stand before the figures.
pub(super) const FIRST_COLUMN: u16 = 3;
/// The row of hidden keys above the columns, and where the headers begin.
const HEADER_ROW: u32 = 6;
const NUMBER_MM: u32 = 12;
const NAME_MM: u32 = 66;
/// Width of a character of 12 points, and the height of its line.
const CHARACTER_MM: f64 = 2.05;
const LINE_POINTS: f64 = 16.5;
/// Width up to which a table stands on an upright page.
const UPRIGHT_MM: u32 = 175;
/// Longest text that a cell of a spreadsheet holds, with some room.
const TEXT_MAX: usize = 32_000;

/// How cells look.
pub(super) struct Looks {
    pub plain: Format,
    pub bold: Format,
    title: Format,
    italic: Format,
    right: Format,
    header: Format,
    number: Format,
    name: Format,
    section: Format,
    total_name: Format,
    count: Format,
    figure: Format,
    text: Format,
    choice: Format,
    computed: Format,
    share: Format,
    total: Format,
    total_share: Format,
    closed: Format,
    not_asked: Format,
    center: Format,
    center_bold: Format,
}

impl Looks {
    /// All of them, once a file.
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name(FACE).set_font_size(12).set_text_wrap();
        let plain = plain.set_align(FormatAlign::Top);
        let ruled =
            plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let bold = plain.clone().set_bold();
        let entry = ruled.clone().set_unlocked().set_background_color(Color::RGB(0x00FF_FCE8));
        let computed = ruled.clone().set_align(FormatAlign::Right);
        let share = computed.clone().set_num_format("0.00");
        Self {
            title: bold.clone().set_align(FormatAlign::Center).set_font_size(13),
            italic: plain.clone().set_italic().set_align(FormatAlign::Center),
            right: plain.clone().set_italic().set_align(FormatAlign::Right),
            header: ruled.clone().set_bold().set_align(FormatAlign::Center),
            number: ruled.clone().set_align(FormatAlign::Center),
            name: ruled.clone(),
            section: ruled.clone().set_bold(),
            total_name: ruled.clone().set_bold(),
            count: entry.clone().set_align(FormatAlign::Right).set_num_format("#,##0"),
            figure: entry.clone().set_align(FormatAlign::Right),
            text: entry.clone().set_align(FormatAlign::Top),
            choice: entry.set_align(FormatAlign::Center),
            total: computed.clone().set_bold(),
            total_share: share.clone().set_bold(),
            closed: ruled.clone().set_align(FormatAlign::Center),
            not_asked: ruled.set_background_color(Color::RGB(0x00EF_EFEF)),
            center: plain.clone().set_align(FormatAlign::Center),
            center_bold: bold.clone().set_align(FormatAlign::Center),
            computed,
            share,
            plain,
            bold,
        }
    }
}

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
    widths(sheet, shape)?;
    keys(sheet, shape, stamp)?;
    head(sheet, book, shape, looks, last)?;
    let first = header(sheet, shape, looks)?;
    page(sheet, book, shape, first)?;
    let placed = Placed { rows: (first..).take(shape.rows.len()).collect() };
    let mut hints = Hints::default();
    for at in 0..shape.rows.len() {
        row(sheet, part, shape, (looks, &placed, at), &mut hints)?;
    }
    hints.add(sheet)?;
    foot(sheet, shape, looks, (first + rows_count(shape), last))?;
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

fn characters(mm: u32) -> f64 {
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

fn page(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    shape: &Shape<'_>,
    first: u32,
) -> Result<(), XlsxError> {
    let figures: u32 = shape.columns.iter().map(|c| c.width_mm).sum();
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if figures + name_mm(shape) + NUMBER_MM > UPRIGHT_MM {
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
) -> Result<(), XlsxError> {
    let lines = [
        (format!("Đơn vị báo cáo: {}", book.unit_name), &looks.bold),
        (format!("Đơn vị nhận báo cáo: {}", book.receiver_name), &looks.plain),
        (shape.form.title.clone(), &looks.title),
        (format!("{}. {}", book.round_title, book.window), &looks.italic),
        (unit_line(shape), &looks.right),
    ];
    let all: u32 = shape.columns.iter().map(|c| c.width_mm).sum::<u32>() + name_mm(shape);
    for (at, (text, look)) in (1_u32..).zip(lines) {
        sheet.merge_range(at, 1, at, last, &text, look)?;
        let lines = lines_needed(&text, all + NUMBER_MM);
        sheet
            .set_row_height(at, LINE_POINTS * f64::from(lines) + if at == 3 { 4.0 } else { 0.0 })?;
    }
    Ok(())
}

fn unit_line(shape: &Shape<'_>) -> String {
    match shape.unit_label() {
        "" => String::new(),
        label => format!("Đơn vị tính: {label}"),
    }
}

/// Lines a text takes: programs do not fit the height of merged cells.
fn lines_needed(text: &str, width_mm: u32) -> u32 {
    let room = (f64::from(width_mm) / CHARACTER_MM).max(1.0);
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let lines = (f64::from(letters) * 1.12 / room).ceil().clamp(1.0, 12.0);
    // Between 1 and 12.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let lines = lines as u32;
    lines
}

/// Merged header rows and the row of column numbers; returns the first row of the body.
fn header(sheet: &mut Worksheet, shape: &Shape<'_>, looks: &Looks) -> Result<u32, XlsxError> {
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
            let word = cell.text.split_whitespace().count();
            let lines =
                lines_needed(cell.text, width).max(if width < 20 { word.min(3) as u32 } else { 1 });
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
    for (row, lines) in (HEADER_ROW..).zip(heights) {
        sheet.set_row_height(row, LINE_POINTS * f64::from(lines))?;
    }
    let numbers = bottom + 1;
    for (at, name) in (1_u16..).zip(["(A)", "(B)"]) {
        sheet.write_string_with_format(numbers, at, name, &looks.number)?;
    }
    for at in 0..shape.columns.len() {
        let number = format!("({})", at + 1);
        sheet.write_string_with_format(numbers, column(at), number, &looks.number)?;
    }
    Ok(numbers + 1)
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
fn put(
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
        (true, false) => &looks.total,
        (false, true) => &looks.share,
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
        ValueType::Text => &looks.text,
        ValueType::YesNo => &looks.choice,
        _ => &looks.figure,
    };
    let empty = BookCell::default();
    let cell = part.cells.get(&place).unwrap_or(&empty);
    match typed(cell, found.value_type) {
        Written::Words(words) => {
            let words: String = words.chars().take(TEXT_MAX).collect();
            sheet.write_string_with_format(spot.0, spot.1, words, look)?;
        }
        Written::Number(value) => number_or_blank(sheet, spot, Some(value), look)?,
        Written::Nothing => {
            sheet.write_blank(spot.0, spot.1, look)?;
        }
    }
    let before = part.previous.get(&place).map(|value| found.value_type.print(*value));
    hints.see(spot, found.value_type, found.code == ANSWER, before);
    Ok(())
}

enum Written {
    Nothing,
    Number(Decimal),
    Words(String),
}

fn typed(cell: &BookCell, value_type: ValueType) -> Written {
    if cell.status == CellStatus::NotArising {
        return Written::Words("kps".to_owned());
    }
    if let Some(text) = &cell.text {
        return if text.is_empty() { Written::Nothing } else { Written::Words(text.clone()) };
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

/// What programs say when a cell is chosen, and which contents they doubt.
#[derive(Default)]
struct Hints {
    /// Cells with a figure of the period before.
    single: Vec<((u32, u16), DataValidation)>,
    /// Cells of the same kind without one.
    shared: Vec<(Sort, Vec<(u32, u16)>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Count,
    Figure,
    YesNo,
    Answer,
    Words,
}

impl Hints {
    fn see(&mut self, spot: (u32, u16), kind: ValueType, is_answer: bool, before: Option<String>) {
        let sort = match kind {
            ValueType::Count => Sort::Count,
            ValueType::YesNo => Sort::YesNo,
            ValueType::Text if is_answer => Sort::Answer,
            ValueType::Text => Sort::Words,
            _ => Sort::Figure,
        };
        match before.and_then(|words| Some((words.clone(), rule(sort)?))) {
            Some((words, rule)) => {
                let rule = match rule.set_input_message(format!("Kỳ trước: {words}")) {
                    Ok(rule) => rule,
                    Err(_) => return,
                };
                self.single.push((spot, rule));
            }
            None => match self.shared.iter_mut().find(|(of, _)| *of == sort) {
                Some((_, spots)) => spots.push(spot),
                None => self.shared.push((sort, vec![spot])),
            },
        }
    }

    fn add(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for ((row, column), rule) in self.single {
            sheet.add_data_validation(row, column, row, column, &rule)?;
        }
        for (sort, spots) in self.shared {
            let Some(rule) = rule(sort) else { continue };
            let Some((first, _)) = spots.split_first() else { continue };
            let names: Vec<String> =
                spots.iter().map(|(row, column)| address((*row, u32::from(*column)))).collect();
            let rule = rule.set_multi_range(names.join(" "));
            sheet.add_data_validation(first.0, first.1, first.0, first.1, &rule)?;
        }
        Ok(())
    }
}

/// Doubts, not bans: `kps` and `~412` are answers, too.
fn rule(sort: Sort) -> Option<DataValidation> {
    let rule = match sort {
        Sort::Count => {
            DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        }
        Sort::Figure => DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
        Sort::YesNo => DataValidation::new().allow_list_strings(&["Có", "Không"]).ok()?,
        Sort::Answer => {
            DataValidation::new().allow_list_strings(&["Có", "Không", "Không áp dụng"]).ok()?
        }
        Sort::Words => return None,
    };
    let words = match sort {
        Sort::Count => "Nhập số nguyên từ 0; không phát sinh: kps; số ước: ~412. Giữ nội dung này?",
        Sort::Figure => "Nhập số từ 0; không phát sinh: kps; số ước: ~4,5. Giữ nội dung này?",
        _ => "Chọn một trong các câu trả lời. Giữ nội dung này?",
    };
    rule.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Kiểm tra lại")
        .and_then(|rule| rule.set_error_message(words))
        .ok()
}

/// Notes to rows, where the form comes from, and the places of signatures.
fn foot(
    sheet: &mut Worksheet,
    shape: &Shape<'_>,
    looks: &Looks,
    (from, last): (u32, u16),
) -> Result<(), XlsxError> {
    let mark = format!("{}/#", shape.form.code);
    let notes = notes(shape);
    let all: u32 = shape.columns.iter().map(|c| c.width_mm).sum::<u32>() + name_mm(shape);
    let mut at = from;
    for note in notes {
        sheet.write_string(at, 0, &mark)?;
        sheet.merge_range(at, 1, at, last, &note, &looks.plain)?;
        let lines = lines_needed(&note, all + NUMBER_MM);
        sheet.set_row_height(at, LINE_POINTS * f64::from(lines))?;
        at += 1;
    }
    at += 1;
    let half = last.div_ceil(2).max(2);
    for ((left, right), look) in
        SIGNATURES.into_iter().zip([&looks.center, &looks.center_bold, &looks.center])
    {
        sheet.write_string(at, 0, &mark)?;
        put(sheet, (at, 1), (at, half), left, look)?;
        put(sheet, (at, half + 1), (at, last.max(half + 1)), right, look)?;
        at += 1;
    }
    Ok(())
}

const SIGNATURES: [(&str, &str); 3] = [
    ("", "…………, ngày …… tháng …… năm ………"),
    ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
    ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu, ghi rõ họ tên)"),
];

fn notes(shape: &Shape<'_>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    if !shape.is_outline {
        let hinted = shape.rows.iter().filter(|row| !row.hint.is_empty());
        notes =
            hinted.map(|row| format!("{}: {}", named(row.number, &row.label), row.hint)).collect();
    }
    if shape.form.confidence.needs_checking() {
        notes.push(format!("Nguồn mẫu: {}.", shape.form.source));
    }
    if let Some(first) = notes.first_mut() {
        first.insert_str(0, "Ghi chú. ");
    }
    notes
}

/// The lines under a table, as they were written.
pub(super) fn foot_lines(shape: &Shape<'_>) -> Vec<String> {
    let signatures = SIGNATURES.iter().flat_map(|(left, right)| [*left, *right]);
    notes(shape).into_iter().chain(signatures.map(ToOwned::to_owned)).collect()
}

fn named(number: &str, label: &str) -> String {
    if number.is_empty() { label.to_owned() } else { format!("Dòng {number}") }
}
