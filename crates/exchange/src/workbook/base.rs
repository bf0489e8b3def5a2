//! What the cells of a file held when it was made, as marks in its sealed description: so that only what
//! a person changed in the file counts as a change.

use std::collections::BTreeMap;

use domain::{amount::decimal, cell::CellStatus, check::Place, fold::clean, form::ValueType};
use rust_decimal::prelude::ToPrimitive;

use super::{
    BookCell, BookPart, Outcome, Owner, PartReading, ReadCell,
    grid::{Content, Sheet, Shown},
    seal,
    shape::Shape,
    sheet::{Written, written},
    typed,
};

/// Begins a line of marks.
const LINE: &str = "base=";
/// Marks of one form by place; a place without one was empty.
pub(super) type Marks = BTreeMap<Place, String>;

/// The mark of what a cell says: its figure, or a print of its words; `None` where it is empty.
/// ASCII, without the signs that part the marks of a line.
fn mark(outcome: &Outcome, value_type: ValueType) -> Option<String> {
    let (raw, status) = match outcome {
        Outcome::Empty => return None,
        Outcome::Refused { shown, .. } => return Some(format!("x{}", print(shown))),
        Outcome::Given { raw, status } => (raw, status),
    };
    let begin = match status {
        CellStatus::NotArising => return Some("kps".to_owned()),
        CellStatus::Estimate => "~",
        CellStatus::Actual => "",
    };
    let number = value_type.is_number().then(|| decimal(raw).ok()).flatten();
    let end = number.map_or_else(|| format!("t{}", print(raw)), |n| n.normalize().to_string());
    Some(format!("{begin}{end}"))
}

/// A short print of words, whatever room programs put around them.
fn print(words: &str) -> String {
    let mut hex = blake3::hash(clean(words).as_bytes()).to_hex().to_string();
    hex.truncate(16);
    hex
}

/// The mark of a cell as it is written into a file and read again untouched.
fn mark_of(cell: &BookCell, value_type: ValueType) -> Option<String> {
    let content = match written(cell, value_type) {
        Written::Nothing => return None,
        Written::Words(words) => Content::Text(words),
        Written::Number(value) => Content::number(value.to_f64()?, Shown::Plain),
    };
    mark(&typed::outcome(Some(&content), value_type), value_type)
}

/// Lines of marks of one form's entry cells, a line for each row that holds something.
pub(super) fn lines(part: &BookPart<'_>, shape: &Shape<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &shape.rows {
        let marks = shape.columns.iter().filter_map(|column| {
            let place = (row.code.to_owned(), column.code.to_owned());
            let cell = part.cells.get(&place).filter(|_| part.asked.contains(&place))?;
            Some(format!("{}:{}", column.code, mark_of(cell, column.value_type)?))
        });
        let marks: Vec<String> = marks.collect();
        if !marks.is_empty() {
            lines.push(format!("{LINE}{}|{}", row.code, marks.join("|")));
        }
    }
    lines
}

/// Marks of a file by form, from its description, where that has them and is of the same owner. Its seal
/// was checked when the file was opened.
pub(super) fn of_file(sheets: &[Sheet], owner: &Owner) -> BTreeMap<String, Marks> {
    let Some(sheet) = sheets.iter().find(|sheet| sheet.name == seal::SHEET) else {
        return BTreeMap::new();
    };
    let mut marks: BTreeMap<String, Marks> = BTreeMap::new();
    let (mut form, mut unit, mut round, mut has_base) = (String::new(), "", "", false);
    for line in sheet.cells.values().map(Content::text) {
        match line.split_once('=') {
            Some(("unit", text)) => unit = text,
            Some(("round", text)) => round = text,
            Some(("has", "base")) => has_base = true,
            Some(("form", text)) => {
                text.split('@').next().unwrap_or_default().clone_into(&mut form);
                marks.entry(form.clone()).or_default();
            }
            Some(("base", text)) => {
                let mut pieces = text.split('|');
                let row = pieces.next().unwrap_or_default();
                let of_form = marks.entry(form.clone()).or_default();
                for (column, mark) in pieces.filter_map(|piece| piece.split_once(':')) {
                    of_form.insert((row.to_owned(), column.to_owned()), mark.to_owned());
                }
            }
            _ => {}
        }
    }
    let is_ours = has_base && (unit, round) == (owner.unit.as_str(), owner.round.as_str());
    if is_ours { marks } else { BTreeMap::new() }
}

impl PartReading {
    /// Whether somebody changed a cell since the file was made; so is every cell of a file that does not
    /// remember what it was made with.
    pub fn is_touched(&self, cell: &ReadCell, value_type: ValueType) -> bool {
        let Some(base) = &self.base else { return true };
        let place = (cell.row.clone(), cell.column.clone());
        base.get(&place) != mark(&cell.outcome, value_type).as_ref()
    }

    /// Whether the report holds another thing by now than the file was made with.
    pub fn is_outrun(&self, place: &Place, now: &BookCell, value_type: ValueType) -> bool {
        let Some(base) = &self.base else { return false };
        base.get(place) != mark_of(now, value_type).as_ref()
    }
}
