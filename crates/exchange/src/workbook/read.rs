//! Bytes of a workbook into what each cell says; nothing with content is passed over in silence.

use std::collections::{BTreeMap, BTreeSet};

use domain::{check::Place, fold::fold};

use super::{
    Asked, BookError, FILE_SIZE_BYTES_MAX, LeftOut, Origin, Outcome, Owner, PartReading, ReadCell,
    Reading, Told, base,
    foot::foot_lines,
    grid::{Content, Sheet, Shown, Spot, address},
    left::{lost_sheet, unknown_sheet},
    locate::locate,
    map::{Map, is_entered, map},
    ods,
    recount::{self, Counted},
    seal::{self, Key, Spotted, Stamp},
    shape::Shape,
    typed,
    units::{Stated, stated},
    xls, xlsx,
};

/// Most lines of content that was left out; more are counted, not listed.
const LEFT_OUT_MAX: usize = 2_000;

/// A file that was opened, and whose it says it is.
#[derive(Debug)]
pub struct Opened {
    pub(super) sheets: Vec<Sheet>,
    stamps: Vec<Spotted>,
    owner: Option<Owner>,
}

/// Opens a file by its content; its name plays no part.
pub fn open(bytes: &[u8], key: &Key) -> Result<Opened, BookError> {
    if bytes.len() > FILE_SIZE_BYTES_MAX {
        return Err(BookError::TooLarge);
    }
    let sheets = match bytes {
        [b'P', b'K', 3, 4, ..] if is_ods(bytes) => ods::read(bytes)?,
        [b'P', b'K', 3, 4, ..] => xlsx::read(bytes)?,
        [b'P', b'K', ..] => return Err(BookError::Broken),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => xls::read(bytes)?,
        // BIFF5 without a container, HTML and XML that only bear the name of a workbook.
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..] | [b'<', ..] => return Err(BookError::OldKind),
        _ => return Err(BookError::NotAWorkbook),
    };
    let mut stamps = Vec::with_capacity(sheets.len());
    let mut owner: Option<Owner> = None;
    for sheet in &sheets {
        if sheet.name == seal::SHEET {
            seal::check(sheet, key)?;
        }
        let stamp = seal::find(sheet, key)?;
        if let Some((_, stamp)) = &stamp {
            match &owner {
                Some(owner) if *owner != stamp.owner => {
                    return Err(BookError::Mixed(sheet.name.clone()));
                }
                _ => owner = Some(stamp.owner.clone()),
            }
        }
        stamps.push(stamp);
    }
    Ok(Opened { sheets, stamps, owner })
}

/// An OpenDocument file says what it is in its first, unpacked part.
fn is_ods(bytes: &[u8]) -> bool {
    bytes.get(30..38) == Some(b"mimetype")
        && bytes
            .get(38..85)
            .is_some_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet"))
}

impl Opened {
    /// The unit and round the file was made for; `None` where nothing hidden is left of it.
    pub fn owner(&self) -> Option<&Owner> {
        self.owner.as_ref()
    }

    /// Sheets that bear a stamp.
    pub(super) fn stamped(&self) -> impl Iterator<Item = (&Sheet, &(Spot, Stamp))> {
        let both = self.sheets.iter().zip(&self.stamps);
        both.filter_map(|(sheet, stamp)| Some((sheet, stamp.as_ref()?)))
    }

    /// Reads the cells of forms.
    pub fn read(&self, asked: &[Asked<'_>]) -> Result<Reading, BookError> {
        let shapes: Vec<Shape<'_>> = asked.iter().map(|asked| Shape::of(asked.form)).collect();
        let located = locate(&self.sheets, &self.stamps, &shapes);
        if located.sheets.iter().all(Option::is_none) {
            return Err(BookError::NothingKnown);
        }
        let mut reading = Reading { owner: self.owner.clone(), ..Reading::default() };
        let owner = self.owner.clone().unwrap_or_default();
        let mut bases = base::of_file(&self.sheets, &owner);
        for ((asked, shape), at) in asked.iter().zip(&shapes).zip(&located.sheets) {
            let Some(at) = at else { continue };
            self.refuse_other_version(*at, shape)?;
            let mut part = PartWalk::new(&self.sheets[*at], shape, asked.cells);
            part.done.base = bases.remove(&asked.form.code);
            part.walk();
            reading.left_out.extend(recount::apart(
                shape,
                &part.done,
                part.counted,
                &part.in_words,
            ));
            reading.parts.push(part.done);
            reading.left_out.extend(part.left_out);
        }
        let described = seal::forms(&self.sheets);
        let lost = asked
            .iter()
            .zip(&located.sheets)
            .filter(|(asked, at)| at.is_none() && described.contains(asked.form.code.as_str()));
        reading.left_out.extend(lost.map(|(asked, _)| lost_sheet(&asked.form.code)));
        for (at, sheet) in self.sheets.iter().enumerate() {
            let known = located.sheets.contains(&Some(at)) || located.silent.contains(&at);
            if !known {
                let double = located.doubles.iter().find(|(double, _)| *double == at);
                let taken = double.and_then(|(_, of)| located.sheets[*of]);
                reading.left_out.push(unknown_sheet(sheet, taken.map(|at| &self.sheets[at])));
            }
        }
        let more = reading.left_out.iter().skip(LEFT_OUT_MAX).map(|left| left.cells);
        reading.left_more = more.sum();
        reading.left_out.truncate(LEFT_OUT_MAX);
        Ok(reading)
    }

    fn refuse_other_version(&self, at: usize, shape: &Shape<'_>) -> Result<(), BookError> {
        match &self.stamps[at] {
            Some((_, stamp)) if stamp.version != shape.form.version => {
                Err(BookError::OtherVersion {
                    form: shape.form.code.clone(),
                    found: stamp.version,
                    wanted: shape.form.version,
                })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a text in a computed cell is more than that there is nothing to compute.
fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && !matches!(fold(text).as_str(), "kps" | "x")
}

/// One form in its sheet, while it is read.
struct PartWalk<'a> {
    sheet: &'a Sheet,
    shape: &'a Shape<'a>,
    asked: &'a BTreeSet<Place>,
    map: Map,
    /// Columns over which another unit was written than the form prints.
    units: BTreeMap<usize, Stated>,
    done: PartReading,
    /// Computed cells that hold a plain number.
    counted: Vec<Counted>,
    /// Entry cells whose content is text.
    in_words: BTreeSet<Place>,
    left_out: Vec<LeftOut>,
}

impl<'a> PartWalk<'a> {
    fn new(sheet: &'a Sheet, shape: &'a Shape<'a>, asked: &'a BTreeSet<Place>) -> Self {
        let done = PartReading {
            form: shape.form.code.clone(),
            sheet: sheet.name.clone(),
            cells: Vec::new(),
            computed: Vec::new(),
            missing: Vec::new(),
            base: None,
        };
        let map = map(sheet, shape);
        let units = stated(sheet, shape, &map);
        Self {
            sheet,
            shape,
            asked,
            map,
            units,
            done,
            counted: Vec::new(),
            in_words: BTreeSet::new(),
            left_out: Vec::new(),
        }
    }

    fn origin(&self, row: u32, column: u32) -> Origin {
        Origin { sheet: self.sheet.name.clone(), address: address((row, column)) }
    }

    fn leave(&mut self, (row, column): (u32, u32), code: &'static str, reason: &str) {
        let Some(content) = self.sheet.get(row, column) else { return };
        self.left_out.push(LeftOut {
            form: self.shape.form.code.clone(),
            origin: self.origin(row, column),
            shown: content.shown(),
            code,
            reason: reason.to_owned(),
            cells: 1,
        });
    }

    fn walk(&mut self) {
        for of in 0..self.shape.rows.len() {
            for index in 0..self.shape.columns.len() {
                self.cell(of, index);
            }
        }
        self.missing();
        self.strange_rows();
        self.strange_columns();
    }

    fn cell(&mut self, of: usize, index: usize) {
        let (Some(row), Some(column)) = (self.map.rows.get(&of), self.map.columns.get(&index))
        else {
            return;
        };
        let spot = (*row, *column);
        let content = self.sheet.get(spot.0, spot.1);
        let (row, column) = (&self.shape.rows[of], &self.shape.columns[index]);
        let place = (row.code.to_owned(), column.code.to_owned());
        if self.shape.is_closed(of, index) {
            let is_ours = content.is_none_or(|c| {
                matches!(fold(c.text()).as_str(), "x" | "") && !c.text().is_empty()
            });
            let is_name = !is_entered(self.shape, of)
                && content.is_some_and(|c| fold(c.text()) == fold(&row.label));
            if !is_ours && !is_name {
                self.leave(spot, "BOOK-108", "Ô không áp dụng ở dòng này.");
            }
        } else if self.shape.is_computed(of, index) {
            if let Some(Content::Number(value, shown)) = content {
                let value = self.units.get(&index).map_or(*value, |unit| unit.moved(*value));
                let found = (place, value, self.origin(spot.0, spot.1));
                let formulas = self.sheet.formulas.as_ref();
                let by_formula = formulas.is_some_and(|formulas| formulas.contains(&spot));
                if *shown == Shown::Plain {
                    self.counted.push(Counted { cell: found.clone(), by_formula });
                }
                self.done.computed.push(found);
            } else if content.is_some_and(|content| says_something(content.text())) {
                self.leave(spot, "BOOK-121", "Ô cộng, ô tỷ lệ do hệ thống tự tính; chữ ghi ở đây không lấy. Ghi ở ô nhập hoặc ở lời văn.");
            }
        } else if self.asked.contains(&place) {
            if matches!(content, Some(Content::Text(_))) {
                self.in_words.insert(place.clone());
            }
            let cell = self.entry(spot, place, (of, index, content));
            self.done.cells.push(cell);
        } else if content.is_some() {
            self.leave(spot, "BOOK-116", "Ô không thuộc phần nhập của đơn vị.");
        }
    }

    /// A cell to enter, in the unit that is typed: whoever writes another one over a column means the
    /// figures that they typed under it, not those that the file was made with.
    fn entry(
        &self,
        spot: Spot,
        (row, column): Place,
        (of, index, content): (usize, usize, Option<&Content>),
    ) -> ReadCell {
        let value_type = self.shape.columns[index].value_type;
        let origin = self.origin(spot.0, spot.1);
        let outcome = match content.zip(self.joined(spot)) {
            Some((content, over)) => typed::joined(content, &over),
            None => typed::outcome(content, value_type),
        };
        let told = Told::AsItStands;
        let mut cell = ReadCell { row, column, origin, outcome, told };
        let is_given = matches!(cell.outcome, Outcome::Given { .. });
        match self.units.get(&index).zip(content) {
            Some((unit, content)) if is_given && self.done.is_touched(&cell, value_type) => {
                cell.outcome = typed::outcome(Some(&unit.scaled(content)), value_type);
                cell.told = Told::moved(unit.told(content, &cell.outcome));
            }
            None if is_given => {
                let names = (&self.shape.columns[index].headers[..], &*self.shape.rows[of].label);
                if let Some((outcome, told)) = typed::counted(content, value_type, names) {
                    (cell.outcome, cell.told) = (outcome, told);
                }
            }
            _ => {}
        }
        cell
    }

    /// "I10:I18", where a cell is joined with those of other rows or columns of the form.
    fn joined(&self, spot: Spot) -> Option<String> {
        let merge = self.sheet.joined(spot)?;
        let (down, across) = (merge.from.0..=merge.to.0, merge.from.1..=merge.to.1);
        let rows = self.map.rows.values().filter(|row| down.contains(*row));
        let columns = self.map.columns.values().filter(|column| across.contains(*column));
        (rows.count() > 1 || columns.count() > 1).then(|| merge.address())
    }

    /// Rows and columns that the unit is asked for and the file has no more.
    fn missing(&mut self) {
        let asked =
            |row: &str, column: &str| self.asked.contains(&(row.to_owned(), column.to_owned()));
        let (rows, columns) = (&self.shape.rows, &self.shape.columns);
        let mut missing = Vec::new();
        for (of, row) in rows.iter().enumerate() {
            let is_asked = columns.iter().any(|c| asked(row.code, c.code));
            let doubtful = !self.map.doubtful.is_empty();
            if is_asked && !self.map.rows.contains_key(&of) && !doubtful {
                missing.push(format!("dòng “{}”", row.label));
            }
        }
        for (index, column) in columns.iter().enumerate() {
            let is_asked = rows.iter().any(|r| asked(r.code, column.code));
            let is_told = !self.map.exchanged.is_empty();
            if is_asked && !self.map.columns.contains_key(&index) && !is_told {
                missing.push(format!("cột “{}”", column.headers.join(", ")));
            }
        }
        self.done.missing = missing;
    }

    /// Content of rows below the headers that are none of the form's.
    fn strange_rows(&mut self) {
        let first = self.map.first();
        let known: BTreeSet<u32> = self.map.rows.values().copied().collect();
        let ours: BTreeSet<String> = foot_lines(self.shape).iter().map(|line| fold(line)).collect();
        let is_strange =
            |row: &u32| *row >= first && !known.contains(row) && !self.map.silent.contains(row);
        let rows: Vec<u32> = self.sheet.rows().into_iter().filter(is_strange).collect();
        for row in rows {
            let why = self.map.doubtful.get(&row).cloned();
            let (code, reason) = why
                .unwrap_or_else(|| ("BOOK-106", "Dòng thêm vào, không có trong biểu.".to_owned()));
            let prefix = format!("{}/", self.shape.form.code);
            let columns: Vec<u32> = self
                .sheet
                .row(row)
                .filter(|(_, c)| {
                    !c.text().starts_with(&prefix) && !ours.contains(&fold(&c.shown()))
                })
                .map(|(column, _)| column)
                .collect();
            for column in columns {
                self.leave((row, column), code, &reason);
            }
        }
    }

    /// Content beside the figures of the form's rows, in columns that are none of the form's.
    fn strange_columns(&mut self) {
        let known: BTreeSet<u32> =
            self.map.columns.values().chain(&self.map.names).copied().collect();
        let rows: BTreeMap<u32, usize> =
            self.map.rows.iter().map(|(of, row)| (*row, *of)).collect();
        for (row, of) in rows {
            let label = fold(&self.shape.rows[of].label);
            let columns: Vec<u32> = self
                .sheet
                .row(row)
                .filter(|(column, c)| !known.contains(column) && fold(c.text()) != label)
                .filter(|(_, c)| c.shown().trim() != self.shape.rows[of].number)
                .map(|(column, _)| column)
                .collect();
            for column in columns {
                if self.map.exchanged.contains(&column) {
                    self.leave(
                        (row, column),
                        "BOOK-117",
                        "Tên cột đã đổi chỗ so với mã ẩn của cột. Đặt lại tên cột như biểu gốc.",
                    );
                } else {
                    self.leave((row, column), "BOOK-107", "Cột thêm vào, không có trong biểu.");
                }
            }
        }
    }
}

/// Entry cells that hold something, by their place.
impl PartReading {
    /// What was given, by place.
    pub fn given(&self) -> impl Iterator<Item = (&ReadCell, &str)> {
        self.cells.iter().filter_map(|cell| match &cell.outcome {
            Outcome::Given { raw, .. } => Some((cell, raw.as_str())),
            _ => None,
        })
    }
}
