//! What a file says beside what the draft holds, cell by cell; nothing is decided twice: a cell is
//! read as if typed.

use std::collections::BTreeMap;

use domain::{
    amount::Amount,
    cell::{Answer, CellStatus},
    check::Place,
    fold::clean,
    form::{Level, Table, ValueType},
    share::{Holding, Share},
    slip,
};
use exchange::workbook::{ANSWER, BookCell, Origin, Outcome, PartReading, ReadCell, Told};
use store::value::{CellChange, DraftCell, Words};

use super::{
    book::book_cell,
    doubt::proposal,
    english::{english, thousand},
};
use crate::{
    draft::{self, Typed},
    part::share::holding_of,
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
    /// How the figure came to be another than the file shows.
    pub told: Told,
    /// Who gave the draft what it holds; empty where nobody did or it is words.
    pub(super) by: String,
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
    /// Nobody changed it in the file since that was made, while the draft moved on; the draft stands.
    Stood,
    /// Changed in the file and in the draft; the draft stands unless the officer chooses the file.
    Contested,
    /// It cannot be taken.
    Refused { code: &'static str, reason: String },
}

/// A figure that would fit better, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// As typed: money in triệu đồng; empty where the figure is doubted and none is offered.
    pub raw: String,
    pub reason: String,
    /// The rule that it would break: then it is said, and not offered.
    pub breaks: Option<String>,
}

/// A form of a file beside the draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Compared {
    pub lines: Vec<Line>,
    /// The draft as it would be.
    pub after: BTreeMap<Place, DraftCell>,
    /// Cells that both sides changed, as the file has them.
    contested: BTreeMap<Place, DraftCell>,
}

impl Compared {
    /// Refuses whole figures that would leave the unit's own share below nothing, and "không phát sinh"
    /// over what units below sent.
    pub(super) fn hold_against(
        &mut self,
        table: &Table,
        shares: Option<&BTreeMap<Place, Share>>,
        present: &BTreeMap<Place, DraftCell>,
    ) {
        let Some(shares) = shares else { return };
        let is_open =
            |line: &&mut Line| matches!(line.verdict, Verdict::Taken | Verdict::Contested);
        for line in self.lines.iter_mut().filter(is_open) {
            let place = (line.row.clone(), line.column.clone());
            let amount = match self.contested.get(&place) {
                Some(cell) => cell.amount,
                None => self.after.get(&place).and_then(|cell| cell.amount),
            };
            let Some(share) = shares.get(&place) else { continue };
            if let Some(reason) = too_small((table, &place), share, amount) {
                line.verdict = Verdict::Refused { code: TOO_SMALL, reason };
            } else if let Some(reason) = unheard((table, &place), share, amount) {
                line.verdict = Verdict::Refused { code: UNHEARD, reason };
            } else {
                continue;
            }
            match present.get(&place) {
                Some(cell) => self.after.insert(place, cell.clone()),
                None => self.after.remove(&place),
            };
        }
    }

    /// As a run leaves the draft that fills empty cells alone: nothing is said of figures that it does not
    /// write.
    pub(super) fn fill(
        &mut self,
        shares: Option<&BTreeMap<Place, Share>>,
        present: &BTreeMap<Place, DraftCell>,
    ) {
        forget_sums(&mut self.lines, shares);
        let is_kept = |line: &Line| {
            matches!(line.verdict, Verdict::Taken | Verdict::Contested) && !line.before.is_empty()
        };
        let lines = std::mem::take(&mut self.lines);
        let (kept, lines) = lines.into_iter().partition::<Vec<Line>, _>(is_kept);
        self.lines = lines;
        for line in kept {
            let place = (line.row, line.column);
            match present.get(&place) {
                Some(cell) => self.after.insert(place, cell.clone()),
                None => self.after.remove(&place),
            };
        }
    }

    /// As a run leaves the draft that writes over what stands there.
    pub(super) fn overwrite(&mut self) {
        for line in self.lines.iter_mut().filter(|line| line.verdict == Verdict::Contested) {
            line.verdict = Verdict::Taken;
            let place = (line.row.clone(), line.column.clone());
            if let Some(cell) = self.contested.remove(&place) {
                self.after.insert(place, cell);
            }
        }
    }
}

/// What only adds up the units below is nothing that somebody entered here.
pub(super) fn forget_sums(lines: &mut [Line], shares: Option<&BTreeMap<Place, Share>>) {
    let Some(shares) = shares else { return };
    for line in lines {
        let share = shares.get(&(line.row.clone(), line.column.clone()));
        if share.is_some_and(|share| share.own.is_none() && !share.is_corrected()) {
            line.before.clear();
        }
    }
}

/// Code of a whole figure below what the units below sent.
pub(super) const TOO_SMALL: &str = "BOOK-208";

/// Why a whole figure cannot be: less than what units below sent would be left for the unit itself.
pub(super) fn too_small(
    (table, place): (&Table, &Place),
    share: &Share,
    whole: Option<Amount>,
) -> Option<String> {
    let has_own = holding_of(table, place, Level::District) == Some(Holding::WithOwn);
    if !has_own || share.of_total(whole, Holding::WithOwn).is_some() {
        return None;
    }
    let value_type = table.column(&place.1)?.value_type;
    let print = |amount: Amount| value_type.print(amount.to_decimal());
    let below = share.below.unwrap_or_default().checked_add(share.correction.amount)?;
    Some(format!(
        "“{}” nhỏ hơn số cấp xã cộng lại ({}). Ô này ghi số toàn huyện; nếu số cấp xã sai thì điều chỉnh trên trang, có lý do.",
        print(whole.unwrap_or_default()),
        print(below)
    ))
}

/// Code of "không phát sinh" over a sum from below.
const UNHEARD: &str = "BOOK-216";

/// Why "không phát sinh" says nothing in a cell that only units below fill, once they have sent figures.
fn unheard(
    (table, place): (&Table, &Place),
    share: &Share,
    whole: Option<Amount>,
) -> Option<String> {
    let is_below = holding_of(table, place, Level::District) == Some(Holding::Below);
    let below = share.below.filter(|_| is_below && whole.is_none())?;
    let value_type = table.column(&place.1)?.value_type;
    Some(format!(
        "Ô này chỉ cấp xã nhập, đang có số cấp xã cộng lại {} ({} xã) nên “không phát sinh” không có tác dụng. Nếu số cấp xã sai thì trả lại báo cáo của xã, hoặc điều chỉnh trên trang, có lý do.",
        value_type.print(below.to_decimal()),
        share.units
    ))
}

/// What a workbook prints a cell as: beside a whole figure, an own share that did not arise is no word.
pub(super) fn printed_status(cell: &DraftCell) -> CellStatus {
    match cell.status {
        CellStatus::NotArising if cell.amount.is_some() => CellStatus::Actual,
        status => status,
    }
}

/// Whether a file says what its workbook printed, whatever the figure is made of.
fn is_same(cell: &DraftCell, change: &CellChange) -> bool {
    let printed = (&cell.amount, &cell.text, printed_status(cell));
    let said = (&change.amount, &change.text, change.status);
    // Of an own share alone, "không phát sinh" may be said in the file, too.
    let not_arising =
        cell.status == CellStatus::NotArising && change.status == CellStatus::NotArising;
    printed == said || not_arising
}

/// Compares a table.
pub(super) fn table(
    table: &Table,
    part: &PartReading,
    present: &BTreeMap<Place, DraftCell>,
) -> Compared {
    let mut compared = Compared { after: present.clone(), ..Compared::default() };
    for cell in &part.cells {
        let place = (cell.row.clone(), cell.column.clone());
        let column = table.column(&cell.column);
        let value_type = column.map_or(ValueType::Count, |c| c.value_type);
        let there = present.get(&place);
        let before = there.map_or(String::new(), |cell| shown_draft(cell, value_type));
        let revision = there.map_or(0, |cell| cell.revision);
        let mut line = line(cell, before, revision);
        line.by = there.map_or(String::new(), |cell| cell.officer.clone());
        match &cell.outcome {
            Outcome::Empty if line.before.is_empty() => continue,
            Outcome::Empty | Outcome::Refused { .. } => {}
            Outcome::Given { .. } => match draft::read(&line.typed, value_type, 0) {
                Err(unread) => {
                    line.proposal = slip::in_words(&line.after, value_type)
                        .map(|doubt| proposal(doubt, value_type))
                        .or_else(|| english(&line.typed, value_type));
                    line.verdict = Verdict::Refused { code: unread.code, reason: unread.message };
                }
                Ok(change) => {
                    let same = there.is_some_and(|cell| is_same(cell, &change));
                    let held = there.map_or_else(BookCell::default, book_cell);
                    line.verdict = match () {
                        () if same => Verdict::Same,
                        () => moved(part, cell, (&place, &held), value_type),
                    };
                    let cell = DraftCell {
                        amount: change.amount,
                        text: change.text,
                        status: change.status,
                        revision,
                        officer: String::new(),
                        at: String::new(),
                    };
                    let raw = std::mem::replace(&mut line.after, shown_draft(&cell, value_type));
                    line.proposal = thousand(&raw, value_type);
                    if line.proposal.is_some() {
                        // As it stands in the file: it is the comma that is doubted.
                        line.after = raw;
                    }
                    match line.verdict {
                        Verdict::Stood => {}
                        Verdict::Contested => {
                            compared.contested.insert(place, cell);
                        }
                        _ => {
                            compared.after.insert(place, cell);
                        }
                    }
                }
            },
        }
        compared.lines.push(line);
    }
    compared
}

/// Who changed a cell that differs: the file, the report since the file was made, or both.
fn moved(
    part: &PartReading,
    cell: &ReadCell,
    (place, now): (&Place, &BookCell),
    value_type: ValueType,
) -> Verdict {
    if !part.is_touched(cell, value_type) {
        Verdict::Stood
    } else if part.is_outrun(place, now, value_type) {
        Verdict::Contested
    } else {
        Verdict::Taken
    }
}

/// Compares an outline: words and answers of headings.
pub(super) fn outline(part: &PartReading, present: &BTreeMap<String, Words>) -> Vec<Line> {
    let empty = Words::default();
    let mut lines = Vec::new();
    for cell in &part.cells {
        let there = present.get(&cell.row).unwrap_or(&empty);
        let is_answer = cell.column == ANSWER;
        let before = if is_answer {
            there.answer.map_or("", Answer::label)
        } else {
            there.body.as_written()
        };
        let before = before.to_owned();
        let mut line = line(cell, before, there.revision);
        match &cell.outcome {
            Outcome::Empty if line.before.is_empty() => continue,
            Outcome::Empty | Outcome::Refused { .. } => {}
            Outcome::Given { raw, .. } if is_answer => match Answer::read(raw) {
                answer @ Some(_) if answer == there.answer => line.verdict = Verdict::Same,
                Some(answer) => answer.code().clone_into(&mut line.typed.raw),
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
        if line.verdict == Verdict::Taken {
            let place = (cell.row.clone(), cell.column.clone());
            let text = Some(line.before.clone()).filter(|text| !text.is_empty());
            let now = BookCell { text, ..BookCell::default() };
            line.verdict = moved(part, cell, (&place, &now), ValueType::Text);
        }
        lines.push(line);
    }
    lines
}

/// A line before its verdict is known: taken as given.
fn line(cell: &ReadCell, before: String, expected_revision: i64) -> Line {
    let typed = |raw: &str, status: CellStatus| Typed {
        row: cell.row.clone(),
        column: cell.column.clone(),
        raw: raw.to_owned(),
        status,
        expected_revision,
    };
    let (after, verdict, typed) = match &cell.outcome {
        Outcome::Given { raw, status } => (raw.clone(), Verdict::Taken, typed(raw, *status)),
        Outcome::Empty => (String::new(), Verdict::Left, typed("", CellStatus::Actual)),
        Outcome::Refused { shown, code, reason } => {
            let verdict = Verdict::Refused { code, reason: reason.clone() };
            (shown.clone(), verdict, typed("", CellStatus::Actual))
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
        told: cell.told.clone(),
        by: String::new(),
        typed,
    }
}

fn shown_draft(cell: &DraftCell, value_type: ValueType) -> String {
    shown((cell.amount, cell.text.as_deref(), cell.status), value_type)
}

/// An answer with the words beside it: "Có. Đã ban hành."
pub(super) fn answered(body: String, answer: Option<Answer>) -> String {
    match answer.map(Answer::label) {
        None => body,
        Some(label) if body.is_empty() => label.to_owned(),
        Some(label) => format!("{label}. {body}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_beside_an_own_share_that_did_not_arise_is_no_change() {
        let cell = |status: CellStatus, amount: Option<i64>| DraftCell {
            amount: amount.map(Amount::from_scaled),
            text: None,
            status,
            revision: 1,
            officer: String::new(),
            at: String::new(),
        };
        let change = |status: CellStatus, amount: Option<i64>| CellChange {
            cell: 0,
            amount: amount.map(Amount::from_scaled),
            text: None,
            status,
        };
        assert!(is_same(
            &cell(CellStatus::NotArising, Some(30_000)),
            &change(CellStatus::Actual, Some(30_000))
        ));
        assert!(is_same(
            &cell(CellStatus::NotArising, Some(30_000)),
            &change(CellStatus::NotArising, None)
        ));
        assert!(is_same(
            &cell(CellStatus::NotArising, None),
            &change(CellStatus::NotArising, None)
        ));
        assert!(!is_same(
            &cell(CellStatus::NotArising, Some(30_000)),
            &change(CellStatus::Actual, Some(40_000))
        ));
        assert!(!is_same(&cell(CellStatus::Actual, None), &change(CellStatus::NotArising, None)));
    }
}
