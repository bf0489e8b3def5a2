//! What a file says beside what the draft holds, cell by cell; nothing is decided twice: a cell is
//! read as if typed.

use std::collections::BTreeMap;

use domain::{
    check::Place,
    fold::{clean, fold},
    form::{Form, FormBody, Table, ValueType},
    slip,
};
use exchange::workbook::{ANSWER, Origin, Outcome, PartReading, ReadCell};
use store::value::{DraftCell, Words};

use crate::{
    draft::{self, Typed},
    version::shown,
};

/// One cell of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub row: String,
    pub column: String,
    /// Where in the file it stands.
    pub origin: Origin,
    /// As the draft has it.
    pub before: String,
    /// As the file has it.
    pub after: String,
    pub verdict: Verdict,
    pub proposal: Option<Proposal>,
    /// As if typed; what acceptance writes.
    pub(super) typed: Typed,
}

/// What acceptance does with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is written.
    Taken,
    /// The draft holds it already.
    Same,
    /// Empty in the file; what the draft holds stays.
    Left,
    /// It cannot be taken.
    Refused { code: &'static str, reason: String },
}

/// A figure that would fit better, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// As typed: money in triệu đồng.
    pub raw: String,
    pub reason: String,
}

/// A form of a file beside the draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Compared {
    pub lines: Vec<Line>,
    /// The draft as it would be.
    pub after: BTreeMap<Place, DraftCell>,
}

/// Compares a table.
pub(super) fn table(
    table: &Table,
    part: &PartReading,
    present: &BTreeMap<Place, DraftCell>,
) -> Compared {
    let mut compared = Compared { lines: Vec::new(), after: present.clone() };
    for cell in &part.cells {
        let place = (cell.row.clone(), cell.column.clone());
        let column = table.columns.iter().find(|c| c.code == cell.column);
        let value_type = column.map_or(ValueType::Count, |c| c.value_type);
        let there = present.get(&place);
        let before = there.map_or(String::new(), |cell| shown_draft(cell, value_type));
        let revision = there.map_or(0, |cell| cell.revision);
        let mut line = line(cell, before, revision);
        match &cell.outcome {
            Outcome::Empty if line.before.is_empty() => continue,
            Outcome::Empty | Outcome::Refused { .. } => {}
            Outcome::Given { .. } => match draft::read(&line.typed, value_type, 0) {
                Err(unread) => {
                    line.proposal = slip::in_words(&line.after, value_type)
                        .map(|doubt| proposal(doubt, value_type));
                    line.verdict = Verdict::Refused { code: unread.code, reason: unread.message };
                }
                Ok(change) => {
                    let same = there.is_some_and(|cell| draft::holds(cell, &change));
                    line.verdict = if same { Verdict::Same } else { Verdict::Taken };
                    let cell = DraftCell {
                        amount: change.amount,
                        text: change.text,
                        status: change.status,
                        revision,
                        officer: String::new(),
                        at: String::new(),
                    };
                    line.after = shown_draft(&cell, value_type);
                    compared.after.insert(place, cell);
                }
            },
        }
        compared.lines.push(line);
    }
    compared
}

/// Adds what looks mistyped among the cells that are or stay written.
pub(super) fn doubt(form: &Form, lines: &mut [Line], slips: Vec<slip::Slip>) {
    let FormBody::Table(table) = &form.body else { return };
    for found in slips {
        let line = lines.iter_mut().find(|line| {
            (&line.row, &line.column) == (&found.row, &found.column)
                && matches!(line.verdict, Verdict::Taken | Verdict::Same)
        });
        let column = table.columns.iter().find(|c| c.code == found.column);
        if let (Some(line), Some(column)) = (line, column) {
            line.proposal = Some(proposal(found.doubt, column.value_type));
        }
    }
}

fn proposal(doubt: slip::Doubt, value_type: ValueType) -> Proposal {
    Proposal { raw: slip::typed(doubt.proposed, value_type), reason: doubt.reason }
}

/// Compares an outline: words and answers of headings.
pub(super) fn outline(part: &PartReading, present: &BTreeMap<String, Words>) -> Vec<Line> {
    let empty = Words::default();
    let mut lines = Vec::new();
    for cell in &part.cells {
        let there = present.get(&cell.row).unwrap_or(&empty);
        let is_answer = cell.column == ANSWER;
        let before = if is_answer { answer_label(&there.answer) } else { there.body.as_written() };
        let before = before.to_owned();
        let mut line = line(cell, before, there.revision);
        match &cell.outcome {
            Outcome::Empty if line.before.is_empty() => continue,
            Outcome::Empty | Outcome::Refused { .. } => {}
            Outcome::Given { raw, .. } if is_answer => match answer_code(raw) {
                Some(code) if code == there.answer => line.verdict = Verdict::Same,
                Some(code) => code.clone_into(&mut line.typed.raw),
                None => {
                    let reason =
                        format!("“{raw}” không phải Có, Không hoặc Không áp dụng. Chọn một câu.");
                    line.verdict = Verdict::Refused { code: "BOOK-204", reason };
                }
            },
            Outcome::Given { raw, .. } => {
                if clean(raw) == there.body.as_written() {
                    line.verdict = Verdict::Same;
                }
            }
        }
        lines.push(line);
    }
    lines
}

/// A line before its verdict is known: taken as given.
fn line(cell: &ReadCell, before: String, expected_revision: i64) -> Line {
    let typed = |raw: &str, status: &str| Typed {
        row: cell.row.clone(),
        column: cell.column.clone(),
        raw: raw.to_owned(),
        status: status.to_owned(),
        expected_revision,
    };
    let (after, verdict, typed) = match &cell.outcome {
        Outcome::Given { raw, status } => (raw.clone(), Verdict::Taken, typed(raw, status.code())),
        Outcome::Empty => (String::new(), Verdict::Left, typed("", "actual")),
        Outcome::Refused { shown, code, reason } => {
            let verdict = Verdict::Refused { code, reason: reason.clone() };
            (shown.clone(), verdict, typed("", "actual"))
        }
    };
    Line {
        row: cell.row.clone(),
        column: cell.column.clone(),
        origin: cell.origin.clone(),
        before,
        after,
        verdict,
        proposal: None,
        typed,
    }
}

fn shown_draft(cell: &DraftCell, value_type: ValueType) -> String {
    shown((cell.amount, cell.text.as_deref(), &cell.status), value_type)
}

/// The answer of a check-list in words.
pub(super) fn answer_label(answer: &str) -> &'static str {
    match answer {
        "yes" => "Có",
        "no" => "Không",
        "not_applicable" => "Không áp dụng",
        _ => "",
    }
}

fn answer_code(text: &str) -> Option<&'static str> {
    match fold(text).as_str() {
        "co" => Some("yes"),
        "khong" => Some("no"),
        "khong ap dung" => Some("not_applicable"),
        _ => None,
    }
}
