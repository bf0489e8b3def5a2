//! One form of many units in one sheet: units down, the cells of the form across under its own headers;
//! hidden keys beside the units and above the cells, as in a unit's own workbook.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    amount::vietnamese,
    check::Place,
    fold::fold,
    form::{Column, Form, ValueType, merged_headers},
};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{
    BookCell, BookError, Key, LeftOut, Opened, Origin, Outcome, Owner, ReadCell, Told, WriteError,
    grid::{Content, Sheet, Spot, address},
    looks::Looks,
    seal::Stamp,
    shape::{Kind, Shape},
    sheet::{LINE_POINTS, Written, characters, lines_needed, put, written},
    typed,
};

/// Stands in a stamp where a unit's own workbook names its unit.
pub const ROLL: &str = "so-nam-truoc";
const HEADER_ROW: u32 = 4;
/// Keys, number and name stand before the figures.
const FIRST_COLUMN: u16 = 3;
const NAME_MM: u32 = 62;
const HEADERS_MAX_MM: u32 = 22;
/// A form of many units has some thousand cells.
const LINES_MAX: usize = 5_000;

/// A form of many units, to be written.
#[derive(Debug, Clone)]
pub struct Roll<'a> {
    pub form: &'a Form,
    pub round: String,
    /// "Số liệu năm trước".
    pub title: String,
    /// What the figures are written into, and how cells are filled.
    pub notes: Vec<String>,
    /// Cells that any unit may be asked.
    pub places: Vec<Place>,
    pub units: Vec<RollUnit>,
}

/// One unit of a roll.
#[derive(Debug, Clone, Default)]
pub struct RollUnit {
    pub key: String,
    pub name: String,
    pub asked: BTreeSet<Place>,
    pub cells: BTreeMap<Place, BookCell>,
}

/// What was read of a roll.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RollReading {
    pub lines: Vec<RollLine>,
    pub left_out: Vec<LeftOut>,
}

/// A line of a roll.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RollLine {
    /// Hidden key of the unit; empty where a line was added.
    pub key: String,
    pub name: String,
    pub origin: Origin,
    /// Cells that hold something.
    pub cells: Vec<ReadCell>,
}

/// A column of a roll: a cell of the form.
struct Cell {
    place: Place,
    /// Name of the row, then the headers of the column.
    header: Column,
}

fn cells_of(form: &Form, places: &[Place]) -> Vec<Cell> {
    let shape = Shape::of(form);
    let cell = |place: &Place| {
        let row = shape.rows.iter().find(|row| row.code == place.0 && row.kind == Kind::Element)?;
        let column = shape.columns.iter().find(|column| column.code == place.1)?;
        let number = if row.number.is_empty() { "" } else { " " };
        let mut headers = vec![format!("{}{number}{}", row.number, row.label)];
        headers.extend(column.headers.iter().map(|header| (*header).to_owned()));
        let header = Column {
            code: column.code.to_owned(),
            headers,
            value_type: column.value_type,
            required: false,
            formula: None,
            width_mm: column.width_mm.clamp(18, HEADERS_MAX_MM),
            entered_by: Vec::new(),
        };
        Some(Cell { place: place.clone(), header })
    };
    places.iter().filter_map(cell).collect()
}

fn cell_key(form: &Form, place: &Place) -> String {
    format!("{}:{}:{}", form.code, place.0, place.1)
}

fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(16_000) + FIRST_COLUMN
}

/// Writes a roll; the same content gives the same bytes.
pub fn write_roll(roll: &Roll<'_>, key: &Key) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(format!("{}, biểu {}", roll.title, roll.form.code))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2024, 1, 1)?);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    let cells = cells_of(roll.form, &roll.places);
    let sheet = workbook.add_worksheet();
    sheet.set_name(format!("Biểu {}", roll.form.code))?;
    let owner = Owner { unit: ROLL.to_owned(), round: roll.round.clone() };
    let stamp = Stamp { form: roll.form.code.clone(), version: roll.form.version, owner };
    sheet.write_string(0, 0, stamp.line(key))?;
    for (at, cell) in cells.iter().enumerate() {
        sheet.write_string(0, column(at), cell_key(roll.form, &cell.place))?;
        sheet.set_column_width(column(at), characters(cell.header.width_mm))?;
    }
    sheet.set_row_hidden(0)?;
    sheet.set_column_hidden(0)?;
    sheet.set_column_width(1, characters(12))?;
    sheet.set_column_width(2, characters(NAME_MM))?;
    head(sheet, roll, &looks)?;
    let first = header(sheet, &cells, &looks)?;
    for (at, unit) in (first..).zip(&roll.units) {
        line(sheet, roll, unit, (at, at - first + 1), &cells, &looks)?;
    }
    sheet.set_freeze_panes(first, FIRST_COLUMN)?;
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADER_ROW, first - 1)?;
    sheet.protect();
    Ok(workbook.save_to_buffer()?)
}

/// Title and notes; they reach as far as a page, not as the whole table.
fn head(sheet: &mut Worksheet, roll: &Roll<'_>, looks: &Looks) -> Result<(), XlsxError> {
    const REACH: u16 = 9;
    let unit = match Shape::of(roll.form).unit_label() {
        "" => String::new(),
        label => format!(" Đơn vị tính: {label}."),
    };
    let title = format!("{}. {}", roll.title, roll.form.title);
    let lines = [
        (title, &looks.bold),
        (roll.notes.first().cloned().unwrap_or_default(), &looks.plain),
        (format!("{}{unit}", roll.notes.get(1..).unwrap_or_default().join(" ")), &looks.plain),
    ];
    for (row, (text, look)) in (1_u32..).zip(lines) {
        sheet.merge_range(row, 1, row, REACH, &text, look)?;
        let lines = lines_needed(&text, NAME_MM + 12 + 7 * HEADERS_MAX_MM);
        sheet.set_row_height(row, LINE_POINTS * f64::from(lines))?;
    }
    Ok(())
}

/// Names of rows over headers of columns, joined as in the form; gives the first row below them.
fn header(sheet: &mut Worksheet, cells: &[Cell], looks: &Looks) -> Result<u32, XlsxError> {
    let columns: Vec<&Column> = cells.iter().map(|cell| &cell.header).collect();
    let merged = merged_headers(&columns);
    let depth = u32::try_from(merged.len()).unwrap_or(1);
    for (level, line) in (0_u32..).zip(&merged) {
        let mut most = 1;
        for cell in line {
            let from = (HEADER_ROW + level, column(cell.at));
            let rows = u32::try_from(cell.rows).unwrap_or(1);
            let to = (from.0 + rows - 1, column(cell.at + cell.columns - 1));
            put(sheet, from, to, cell.text, &looks.header)?;
            let width = columns[cell.at..cell.at + cell.columns].iter().map(|c| c.width_mm).sum();
            most = most.max(lines_needed(cell.text, width).div_ceil(rows));
        }
        sheet.set_row_height(HEADER_ROW + level, LINE_POINTS * f64::from(most))?;
    }
    let bottom = HEADER_ROW + depth - 1;
    for (at, name) in (1_u16..).zip(["TT", "Đơn vị"]) {
        put(sheet, (HEADER_ROW, at), (bottom, at), name, &looks.header)?;
    }
    Ok(bottom + 1)
}

fn line(
    sheet: &mut Worksheet,
    roll: &Roll<'_>,
    unit: &RollUnit,
    (row, number): (u32, u32),
    cells: &[Cell],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string(row, 0, format!("{}/{}", roll.form.code, unit.key))?;
    sheet.write_string_with_format(row, 1, number.to_string(), &looks.number)?;
    sheet.write_string_with_format(row, 2, &unit.name, &looks.name)?;
    let empty = BookCell::default();
    for (at, cell) in cells.iter().enumerate() {
        let spot = (row, column(at));
        if !unit.asked.contains(&cell.place) {
            sheet.write_string_with_format(spot.0, spot.1, "x", &looks.closed)?;
            continue;
        }
        let is_count = cell.header.value_type == ValueType::Count;
        let look = if is_count { &looks.count } else { &looks.figure };
        let held = unit.cells.get(&cell.place).unwrap_or(&empty);
        match written(held, cell.header.value_type) {
            Written::Words(words) => {
                sheet.write_string_with_format(spot.0, spot.1, words, look)?;
            }
            Written::Number(value) => match value.to_f64() {
                Some(number) => {
                    sheet.write_number_with_format(spot.0, spot.1, number, look)?;
                }
                None => {
                    sheet.write_string_with_format(spot.0, spot.1, vietnamese(value), look)?;
                }
            },
            Written::Nothing => {
                sheet.write_blank(spot.0, spot.1, look)?;
            }
        }
    }
    Ok(())
}

impl Opened {
    /// Whether the file is of many units, of whatever form.
    pub fn is_roll(&self) -> bool {
        self.owner().is_some_and(|owner| owner.unit == ROLL)
    }

    /// Reads a roll of a form and round.
    pub fn roll(
        &self,
        form: &Form,
        round: &str,
        places: &[Place],
    ) -> Result<RollReading, BookError> {
        let stamped = self.stamped().find(|(_, (_, stamp))| stamp.owner.unit == ROLL);
        let Some((sheet, (spot, stamp))) = stamped else { return Err(BookError::NothingKnown) };
        let (found, of) = (stamp.form.clone(), stamp.owner.round.clone());
        if found != form.code || of != round {
            return Err(BookError::OtherRoll { form: found, round: of });
        }
        if stamp.version != form.version {
            let (found, wanted) = (stamp.version, form.version);
            return Err(BookError::OtherVersion { form: form.code.clone(), found, wanted });
        }
        Ok(Walk { sheet, form, spot: *spot, left_out: Vec::new() }.through(places))
    }
}

/// A roll while it is read.
struct Walk<'a> {
    sheet: &'a Sheet,
    form: &'a Form,
    /// Of the stamp: keys of cells stand in its row, keys of units in its column.
    spot: Spot,
    left_out: Vec<LeftOut>,
}

impl Walk<'_> {
    fn text(&self, row: u32, column: u32) -> &str {
        self.sheet.get(row, column).map_or("", Content::text)
    }

    fn origin(&self, spot: Option<Spot>) -> Origin {
        Origin { sheet: self.sheet.name.clone(), address: spot.map_or(String::new(), address) }
    }

    fn leave(&mut self, spot: Spot, code: &'static str, reason: String) {
        let shown = self.sheet.get(spot.0, spot.1).map_or(String::new(), Content::shown);
        let origin = self.origin(Some(spot));
        let form = self.form.code.clone();
        self.left_out.push(LeftOut { form, origin, shown, code, reason, cells: 1 });
    }

    fn through(mut self, places: &[Place]) -> RollReading {
        let prefix = format!("{}/", self.form.code);
        let rows: Vec<u32> = self
            .sheet
            .rows()
            .into_iter()
            .filter(|row| *row > self.spot.0)
            .take(LINES_MAX)
            .collect();
        let is_keyed = |row: &u32| self.text(*row, self.spot.1).starts_with(&prefix);
        let Some(first) = rows.iter().copied().find(is_keyed) else {
            return RollReading::default();
        };
        let cells = cells_of(self.form, places);
        let columns = self.columns(&cells, first);
        let mut lines = Vec::new();
        for row in rows.into_iter().filter(|row| *row >= first) {
            let key = self.text(row, self.spot.1);
            let key = key.strip_prefix(&prefix).unwrap_or_default().to_owned();
            let name = self.text(row, self.spot.1 + 2).to_owned();
            let mut read = Vec::new();
            for (column, cell) in &columns {
                let content = self.sheet.get(row, *column);
                // Printed where a unit is not asked.
                if content.is_some_and(|content| fold(content.text()) == "x") {
                    continue;
                }
                let outcome = typed::outcome(content, cell.header.value_type);
                if outcome != Outcome::Empty {
                    let origin = self.origin(Some((row, *column)));
                    let (row, column) = cell.place.clone();
                    read.push(ReadCell { row, column, origin, outcome, told: Told::AsItStands });
                }
            }
            self.beside(row, &columns);
            if !key.is_empty() || !read.is_empty() {
                let origin = self.origin(Some((row, self.spot.1 + 2)));
                lines.push(RollLine { key, name, origin, cells: read });
            }
        }
        RollReading { lines, left_out: self.left_out }
    }

    /// Columns of cells by their keys; one whose header is another cell's is left, whole.
    fn columns<'c>(&mut self, cells: &'c [Cell], first: u32) -> BTreeMap<u32, &'c Cell> {
        let keys: Vec<(u32, String)> = self
            .sheet
            .row(self.spot.0)
            .map(|(column, content)| (column, content.text().to_owned()))
            .collect();
        let mut columns: BTreeMap<u32, &Cell> = BTreeMap::new();
        let mut taken: BTreeSet<&Place> = BTreeSet::new();
        for (column, key) in keys {
            let Some(cell) = cells.iter().find(|cell| cell_key(self.form, &cell.place) == key)
            else {
                continue;
            };
            let header = (self.spot.0 + 1..first).rev().map(|row| (row, self.text(row, column)));
            let printed = header.into_iter().find(|(_, text)| !text.is_empty());
            let own = cell.header.headers.last().map_or("", String::as_str);
            if let Some((row, text)) = printed
                && fold(text) != fold(own)
            {
                self.leave((row, column), "BOOK-118", format!(
                    "Tên cột “{text}” khác mã ẩn của cột (“{own}”), nên không lấy cả cột. Đặt lại tên cột như bảng tải về."
                ));
            } else if !taken.insert(&cell.place) {
                let spot = (self.spot.0, column);
                self.leave(
                    spot,
                    "BOOK-120",
                    "Cột chép thêm của một ô đã có; không lấy.".to_owned(),
                );
            } else {
                columns.insert(column, cell);
            }
        }
        columns
    }

    /// Content of a line in columns that are none of the table's.
    fn beside(&mut self, row: u32, columns: &BTreeMap<u32, &Cell>) {
        let ours = self.spot.1..=self.spot.1 + 2;
        let is_keyed = |column: u32| !self.text(self.spot.0, column).is_empty();
        let strange: Vec<u32> = self
            .sheet
            .row(row)
            .map(|(column, _)| column)
            .filter(|c| !ours.contains(c) && !columns.contains_key(c) && !is_keyed(*c))
            .collect();
        for column in strange {
            self.leave((row, column), "BOOK-107", "Cột thêm vào, không có trong biểu.".to_owned());
        }
    }
}
