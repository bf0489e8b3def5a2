//! The cells of chosen rows and columns; every other one is left with its reason, and the sums agree.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    check::Place,
    form::ValueType,
    mapping::{Factor, RowSort, row_sort},
};

use super::{
    super::{
        Asked, LeftOut, Opened, Origin, Outcome, PartReading, ReadCell, Reading, Told,
        grid::{Content, Sheet, Spot, address},
        shape::Shape,
        typed,
        units::{scaled, told_otherwise},
    },
    Choice, FormChoice, Trouble,
    add::{Piece, add, addresses},
    layout::{has_figures, row_words},
    propose::open,
};

/// Most cells that are listed one by one; further ones are counted.
const LISTED_MAX: usize = 2_000;

/// How the cells of a file add up: `cells` = `taken` + `refused` + `blank` + what was left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Cells of the file that hold something.
    pub cells: usize,
    pub taken: usize,
    pub refused: usize,
    /// "…", "chưa có": says that the figure is missing.
    pub blank: usize,
    /// By code: the reason and how many.
    pub left: BTreeMap<&'static str, (&'static str, usize)>,
}

impl Tally {
    /// How many cells were left with a reason.
    pub fn left(&self) -> usize {
        self.left.values().map(|(_, count)| count).sum()
    }
}

type Why = (&'static str, &'static str);

const TITLE: Why = ("BOOK-301", "Tiêu đề phía trên bảng.");
const HEADER: Why = ("BOOK-302", "Tên cột.");
const NAME: Why = ("BOOK-303", "Số thứ tự và tên của dòng đã lấy.");
const SECTION: Why = ("BOOK-304", "Dòng mục, không phải dòng số liệu.");
const SUBTOTAL: Why = ("BOOK-305", "Dòng cộng; hệ thống tự cộng lại.");
const NO_ROW: Why = ("BOOK-306", "Dòng chưa khớp với dòng nào của biểu.");
const NO_COLUMN: Why = ("BOOK-307", "Cột chưa khớp với cột nào của biểu.");
const BELOW: Why = ("BOOK-308", "Nằm dưới dòng cuối của bảng.");
const NOT_ASKED: Why = ("BOOK-309", "Ô không nhập ở biểu: tự tính hoặc không áp dụng.");
const SHEET: Why = ("BOOK-310", "Trang không được chọn.");

/// Refuses a choice that the file or the forms do not have, or that takes one place twice.
pub(super) fn check(opened: &Opened, asked: &[Asked<'_>], choice: &Choice) -> Result<(), Trouble> {
    let mut forms = BTreeSet::new();
    for one in &choice.forms {
        let sheet = opened.sheets.get(one.sheet).ok_or(Trouble::Unknown)?;
        let of = asked.iter().find(|a| a.form.code == one.form).ok_or(Trouble::Unknown)?;
        if !forms.insert(&one.form) {
            return Err(Trouble::Unknown);
        }
        if one.header.0 > one.header.1 || one.header.1 >= one.last {
            return Err(Trouble::NoTable(sheet.name.clone()));
        }
        let shape = Shape::of(of.form);
        let (rows, columns) = open(&shape, of.cells);
        let mut seen = BTreeSet::new();
        for code in one.rows.values() {
            let row = rows.iter().map(|of| &shape.rows[*of]).find(|row| row.code == code);
            let row = row.ok_or(Trouble::Unknown)?;
            if !seen.insert(code) && !one.added_rows.contains(code) {
                return Err(Trouble::TwoRows(sheet.name.clone(), row.label.clone()));
            }
        }
        let mut seen = BTreeSet::new();
        for chosen in one.columns.values() {
            let column = columns.iter().map(|of| &shape.columns[*of]);
            let column = column.into_iter().find(|column| column.code == chosen.column);
            let column = column.ok_or(Trouble::Unknown)?;
            let is_added = one.added_columns.contains(&chosen.column);
            if !seen.insert(&chosen.column) && !is_added {
                let words = column.headers.join(", ");
                return Err(Trouble::TwoColumns(sheet.name.clone(), words));
            }
            if !(-6..=6).contains(&chosen.factor) {
                return Err(Trouble::Unknown);
            }
        }
    }
    for (at, one) in choice.forms.iter().enumerate() {
        // A sheet may hold the tables of several forms, one cell that of one.
        for other in choice.forms[..at].iter().filter(|other| other.sheet == one.sheet) {
            let Some(spot) = both(one, other) else { continue };
            let sheet = &opened.sheets[one.sheet].name;
            let (first, second) = (other.form.clone(), one.form.clone());
            return Err(Trouble::TwoForms(sheet.clone(), address(spot), first, second));
        }
    }
    let takes = |one: &FormChoice| !one.rows.is_empty() && !one.columns.is_empty();
    if choice.forms.iter().any(takes) { Ok(()) } else { Err(Trouble::Nothing) }
}

/// The first cell that two choices of one sheet take.
fn both(one: &FormChoice, other: &FormChoice) -> Option<Spot> {
    let row = one.rows.keys().find(|row| other.rows.contains_key(row))?;
    let column = one.columns.keys().find(|column| other.columns.contains_key(column))?;
    Some((*row, *column))
}

/// Takes and leaves.
pub(super) fn take(opened: &Opened, asked: &[Asked<'_>], choice: &Choice, reading: &mut Reading) {
    let mut tally = Tally::default();
    let chosen: Vec<(&Asked<'_>, Shape<'_>, &FormChoice)> = choice
        .forms
        .iter()
        .filter_map(|one| {
            let of = asked.iter().find(|asked| asked.form.code == one.form)?;
            Some((of, Shape::of(of.form), one))
        })
        .collect();
    for (at, sheet) in opened.sheets.iter().enumerate() {
        let here = chosen.iter().filter(|(_, _, one)| one.sheet == at);
        let mut walks: Vec<Walk<'_>> =
            here.map(|(of, shape, one)| Walk { sheet, shape, of, one }).collect();
        walks.sort_by_key(|walk| walk.one.header);
        let mut read = BTreeSet::new();
        for walk in &walks {
            reading.parts.push(walk.part(&mut read, &mut tally));
        }
        leave(sheet, &walks, &read, (reading, &mut tally));
    }
    for (at, sheet) in opened.sheets.iter().enumerate() {
        let is_read = reading.parts.iter().any(|part| part.sheet == sheet.name);
        if choice.forms.iter().all(|one| one.sheet != at) && !is_read && !sheet.cells.is_empty() {
            let count = sheet.cells.len();
            tally.cells += count;
            tally.left.entry(SHEET.0).or_insert((SHEET.1, 0)).1 += count;
            reading.left_out.push(LeftOut {
                form: String::new(),
                origin: Origin { sheet: sheet.name.clone(), address: String::new() },
                shown: format!("{count} ô"),
                code: SHEET.0,
                reason: SHEET.1.to_owned(),
                cells: count,
            });
        }
    }
    reading.left_out.truncate(LISTED_MAX);
    reading.tally = Some(tally);
}

/// One chosen sheet, while it is read.
struct Walk<'a> {
    sheet: &'a Sheet,
    shape: &'a Shape<'a>,
    of: &'a Asked<'a>,
    one: &'a FormChoice,
}

/// Counts the cells of the sheet behind one of the form; those of a sum share its fate.
fn count(pieces: &[Piece], outcome: &Outcome, tally: &mut Tally) {
    let is_refused = matches!(outcome, Outcome::Refused { .. });
    for piece in pieces.iter().filter(|piece| piece.shown.is_some()) {
        match piece.outcome {
            _ if is_refused => tally.refused += 1,
            Outcome::Given { .. } => tally.taken += 1,
            Outcome::Refused { .. } => tally.refused += 1,
            Outcome::Empty => tally.blank += 1,
        }
    }
}

/// Cells of a sheet that none of its tables took, each with the reason of the table that it stands in.
fn leave(
    sheet: &Sheet,
    walks: &[Walk<'_>],
    read: &BTreeSet<Spot>,
    (reading, tally): (&mut Reading, &mut Tally),
) {
    let Some(first) = walks.first() else { return };
    tally.cells += sheet.cells.len();
    let mut rows: Vec<BTreeMap<u32, RowSort>> = vec![BTreeMap::new(); walks.len()];
    for (spot, content) in sheet.cells.iter().filter(|(spot, _)| !read.contains(spot)) {
        // The table that it stands in, or the one above, or the first of the sheet.
        let of = walks
            .iter()
            .position(|walk| walk.covers(spot.0) && walk.one.rows.contains_key(&spot.0))
            .or_else(|| walks.iter().rposition(|walk| walk.covers(spot.0)))
            .or_else(|| walks.iter().rposition(|walk| walk.one.header.0 <= spot.0));
        let (at, walk) = of.map_or((0, first), |of| (of, &walks[of]));
        let (code, reason) = walk.why(*spot, &mut rows[at]);
        tally.left.entry(code).or_insert((reason, 0)).1 += 1;
        if reading.left_out.len() < LISTED_MAX {
            reading.left_out.push(LeftOut {
                form: walk.shape.form.code.clone(),
                origin: walk.origin(*spot),
                shown: content.shown(),
                code,
                reason: reason.to_owned(),
                cells: 1,
            });
        }
    }
}

impl Walk<'_> {
    /// The cells of the form; `read` remembers where they stood.
    fn part(&self, read: &mut BTreeSet<Spot>, tally: &mut Tally) -> PartReading {
        let mut part = PartReading {
            base: None,
            form: self.shape.form.code.clone(),
            sheet: self.sheet.name.clone(),
            cells: Vec::new(),
            computed: Vec::new(),
            missing: self.missing(),
        };
        for (place, spots) in self.places() {
            let of = self.shape.columns.iter().find(|c| c.code == place.1);
            let value_type = of.map_or(ValueType::Count, |c| c.value_type);
            let pieces: Vec<Piece> =
                spots.iter().map(|spot| self.piece(*spot, &place, value_type)).collect();
            let cell = self.read_cell(place, &pieces, value_type);
            count(&pieces, &cell.outcome, tally);
            read.extend(spots);
            part.cells.push(cell);
        }
        part
    }

    /// Asked cells of the form with the cells of the sheet that give them, in the order of the sheet.
    fn places(&self) -> Vec<(Place, Vec<Spot>)> {
        let (mut places, mut known) = (Vec::<(Place, Vec<Spot>)>::new(), BTreeMap::new());
        for (at, row) in &self.one.rows {
            for (column, choice) in &self.one.columns {
                let (place, spot) = ((row.clone(), choice.column.clone()), (*at, *column));
                if !self.is_inside(spot) || !self.of.cells.contains(&place) {
                    continue;
                }
                let of = *known.entry(place.clone()).or_insert(places.len());
                match places.get_mut(of) {
                    Some((_, spots)) => spots.push(spot),
                    None => places.push((place, vec![spot])),
                }
            }
        }
        places
    }

    /// What one cell of the sheet says.
    fn piece(&self, spot: Spot, place: &Place, value_type: ValueType) -> Piece {
        let factor = self.one.columns.get(&spot.1).map_or(0, |choice| choice.factor);
        let content = self.sheet.get(spot.0, spot.1);
        let mut told = Told::AsItStands;
        let mut outcome = if let Some((content, over)) = content.zip(self.joined(spot)) {
            typed::joined(content, &over)
        } else {
            let scaled = content.map(|content| scaled(content, factor));
            typed::outcome(scaled.as_ref(), value_type)
        };
        if matches!(outcome, Outcome::Given { .. }) {
            let of = self.shape.columns.iter().find(|column| column.code == place.1);
            let row = self.shape.rows.iter().find(|row| row.code == place.0);
            let names = of.zip(row).filter(|_| factor == 0);
            let counted = names.and_then(|(column, row)| {
                typed::counted(content, value_type, (&column.headers, &row.label))
            });
            if let Some(counted) = counted {
                (outcome, told) = counted;
            } else if let Some(kept) = self.one.restated.get(&spot.1) {
                let word = |factor: i8| Factor(factor).word(value_type);
                let words = told_otherwise(content, &outcome, (word(factor), word(*kept)));
                told = Told::moved(words);
            }
        }
        let shown = content.map(Content::shown);
        Piece { address: address(spot), shown, outcome, told }
    }

    /// A cell of the form as its cells of the sheet give it.
    fn read_cell(&self, place: Place, pieces: &[Piece], value_type: ValueType) -> ReadCell {
        let (outcome, told) = match pieces {
            [piece] => (piece.outcome.clone(), piece.told.clone()),
            pieces => add(pieces, value_type),
        };
        let origin = Origin { sheet: self.sheet.name.clone(), address: addresses(pieces) };
        ReadCell { row: place.0, column: place.1, origin, outcome, told }
    }

    /// "G12:G14", where a cell is joined with those of another row that has a name of its own, or of
    /// another chosen column.
    fn joined(&self, spot: Spot) -> Option<String> {
        let merge = self.sheet.joined(spot)?;
        let named = self.sheet.cells.range((merge.from.0, self.one.name)..=(merge.to.0, u32::MAX));
        let named = named.filter(|((_, column), _)| *column == self.one.name);
        // Rows that are added to one row have one figure together.
        let rows: BTreeSet<_> = named.map(|((row, _), _)| self.one.rows.get(row)).collect();
        let columns = self.one.columns.iter();
        let columns = columns.filter(|(column, _)| (merge.from.1..=merge.to.1).contains(*column));
        let columns: BTreeSet<_> = columns.map(|(_, choice)| &choice.column).collect();
        (rows.len() > 1 || columns.len() > 1).then(|| merge.address())
    }

    /// Whether a row stands between the table's first header and its last row.
    fn covers(&self, row: u32) -> bool {
        row >= self.one.header.0 && row <= self.one.last
    }

    fn origin(&self, spot: Spot) -> Origin {
        Origin { sheet: self.sheet.name.clone(), address: address(spot) }
    }

    fn is_inside(&self, (row, column): Spot) -> bool {
        row > self.one.header.1 && row <= self.one.last && column > self.one.name
    }

    fn why(&self, (row, column): Spot, rows: &mut BTreeMap<u32, RowSort>) -> Why {
        let one = self.one;
        match row {
            _ if row < one.header.0 => return TITLE,
            _ if row <= one.header.1 => return HEADER,
            _ if row > one.last => return BELOW,
            _ => {}
        }
        if !one.rows.contains_key(&row) {
            let sort = rows.entry(row).or_insert_with(|| {
                let (number, label) = row_words(self.sheet, row, one.name);
                row_sort(&number, &label, has_figures(self.sheet, row, one.name))
            });
            return match sort {
                RowSort::Section => SECTION,
                RowSort::Subtotal => SUBTOTAL,
                RowSort::Figures => NO_ROW,
            };
        }
        if column <= one.name {
            NAME
        } else if one.columns.contains_key(&column) {
            NOT_ASKED
        } else {
            NO_COLUMN
        }
    }

    /// Rows and columns of the form that nothing of the sheet was chosen for.
    fn missing(&self) -> Vec<String> {
        let (rows, columns) = open(self.shape, self.of.cells);
        let rows = rows.into_iter().map(|of| &self.shape.rows[of]);
        let rows = rows.filter(|row| self.one.rows.values().all(|code| code != row.code));
        let columns = columns.into_iter().map(|of| &self.shape.columns[of]);
        let columns =
            columns.filter(|column| self.one.columns.values().all(|c| c.column != column.code));
        rows.map(|row| format!("dòng “{}”", row.label))
            .chain(columns.map(|column| format!("cột “{}”", column.headers.join(", "))))
            .collect()
    }
}
