//! Typing into a draft: cells and words, saved within seconds, with nothing lost between two editors.

mod correction;
mod explanation;
mod not_arising;
mod reading;
mod words;

pub use correction::{Written, correct, see_below};
pub use explanation::{explain, explain_each, read_sentence};
pub use not_arising::{clear_not_arising, mark_not_arising};
pub use reading::dressed;
pub(crate) use reading::{read, read_amount};
pub(crate) use words::write_text;
pub use words::{SavedText, TEXT_MAX, TypedText, copy_last_words, save_text};

use std::collections::BTreeMap;

use domain::{
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    deed::Deed,
    form::{Form, RowKind, ValueType},
    share::Holding,
    submission::{Right, State, SubmissionId},
};
use store::{
    audit::Subject,
    db::{Reads, Store, Tx},
    submission::SubmissionRow,
    value::{CellChange, DraftCell, Place},
};

use crate::{
    Acting, Error,
    part::{self, Drafted, is_asked, level_of, share},
    submission::{load, party},
};

/// Most cells of one save; the largest form has a few hundred.
pub const CELLS_MAX: usize = 20_000;

/// One typed cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    pub row: String,
    pub column: String,
    /// As typed or pasted; empty clears the cell.
    pub raw: String,
    pub status: CellStatus,
    /// Revision the editor saw; 0 where the cell was empty.
    pub expected_revision: i64,
}

/// A cell that somebody else changed in the meantime: neither value is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub row: String,
    pub column: String,
    pub mine: String,
    pub theirs: DraftCell,
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub row: String,
    pub column: String,
    pub code: &'static str,
    pub message: String,
}

/// What came of saving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    pub revisions: Vec<(Place, i64)>,
    pub conflicts: Vec<Conflict>,
    pub unread: Vec<Unread>,
}

/// Saves typed cells of one form; what cannot be read or was changed by another is reported, the
/// rest is kept.
pub async fn save_cells(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    place: (SubmissionId, &str),
    typed: &[Typed],
) -> Result<Saved, Error> {
    let (id, form_code) = place;
    let form = part::form(catalog, form_code).ok_or(Error::NotFound)?;
    if form.table().is_none() {
        return Err(Error::NotFound);
    }
    if typed.len() > CELLS_MAX {
        return Err(Error::refused(
            "SUB-015",
            "Một lần lưu có quá 20.000 ô.",
            "Dán từng phần của bảng; chưa có ô nào được ghi.",
        ));
    }
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    require_form(catalog, &row, form_code)?;
    let numbers = store::value::cell_numbers_of(&mut tx, form_code).await?;
    let drafted = part::drafted(&mut tx, catalog, &row, form).await?;
    let saved = write_cells(&mut tx, acting, &row, (form, &numbers, drafted), typed).await?;
    if !saved.revisions.is_empty() {
        begin(&mut tx, acting, row).await?;
        let detail = format!("cells={}", saved.revisions.len());
        let entry = acting.audit(Deed::DraftSaveCells, Subject::Part(id, form_code)).with(&detail);
        store::audit::record(&mut tx, entry).await?;
    }
    tx.commit().await?;
    Ok(saved)
}

/// What who types less than nothing beside a sum from below looks for.
const CORRECTED_INSTEAD: &str =
    " Bớt số cấp xã cộng lên thì dùng “Điều chỉnh một ô, có lý do” ở dưới biểu.";

/// Writes typed cells of one form into an open draft: each is written, listed as changed by somebody
/// else meanwhile, or listed as unread.
pub(crate) async fn write_cells(
    tx: &mut Tx,
    acting: &Acting,
    row: &SubmissionRow,
    (form, numbers, drafted): (&Form, &BTreeMap<Place, i64>, Drafted),
    typed: &[Typed],
) -> Result<Saved, Error> {
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let (id, unit) = (row.submission.id, row.asked_unit());
    let Drafted { boxes: mut present, shares } = drafted;
    let level = level_of(row.unit_kind);
    let (mut changes, mut corrections) = (BTreeMap::new(), BTreeMap::new());
    let mut saved = Saved::default();
    for cell in typed {
        let place = (cell.row.clone(), cell.column.clone());
        let known = table.rows.iter().any(|r| r.code == cell.row && r.kind == RowKind::Element);
        if !known || !is_asked(table, &cell.row, &cell.column, unit) {
            return Err(Error::refused(
                "SUB-011",
                "Ô này không thuộc phần nhập của đơn vị.",
                "Tải lại trang; nếu dán từ Excel, kiểm tra vị trí ô đầu tiên.",
            ));
        }
        let number = *numbers.get(&place).ok_or(Error::NotFound)?;
        let column = table.column(&cell.column);
        let value_type = column.map_or(ValueType::Count, |c| c.value_type);
        let mut change = match read(cell, value_type, number) {
            Ok(change) => change,
            Err(mut unread) => {
                let holds_below = share::holding_of(table, &place, level).is_some();
                if unread.code == reading::NEGATIVE && holds_below {
                    unread.message.push_str(CORRECTED_INSTEAD);
                }
                saved.unread.push(unread);
                continue;
            }
        };
        let there = present.get(&place);
        if let Some(theirs) = there
            && theirs.revision != cell.expected_revision
            && !holds(theirs, &change)
        {
            let (row, column) = place;
            let (mine, theirs) = (cell.raw.clone(), theirs.clone());
            saved.conflicts.push(Conflict { row, column, mine, theirs });
            continue;
        }
        let revision = there.map_or(0, |cell| cell.revision) + 1;
        let mut shown = change.amount;
        if share::holding_of(table, &place, level) == Some(Holding::Below) {
            let share = shares.get(&place).cloned().unwrap_or_default();
            let before = share.correction.amount;
            let share = share.of_total(change.amount, Holding::Below).unwrap_or(share);
            shown = share.total();
            if share.correction.amount != Amount::ZERO || before != Amount::ZERO {
                corrections.insert(number, share.correction.amount);
            }
            change.amount = None;
        }
        let written = DraftCell {
            amount: shown,
            text: change.text.clone(),
            status: change.status,
            revision,
            officer: acting.officer.name.clone(),
            at: String::new(),
        };
        present.insert(place.clone(), written);
        changes.insert(number, change);
        saved.revisions.push((place, revision));
    }
    let changes: Vec<CellChange> = changes.into_values().collect();
    store::value::save_draft_cells(tx, id, &changes, acting.by()).await?;
    let corrections: Vec<_> = corrections.into_iter().map(|(cell, by)| (cell, by, "")).collect();
    store::value::share::correct(tx, id, &corrections, acting.by()).await?;
    Ok(saved)
}

/// Whether a cell holds already what would be written.
pub(crate) fn holds(cell: &DraftCell, change: &CellChange) -> bool {
    (&cell.amount, &cell.text, &cell.status) == (&change.amount, &change.text, &change.status)
}

/// Loads for editing, or says why not.
pub(crate) async fn open_for_editing(
    db: &mut impl Reads,
    acting: &Acting,
    id: SubmissionId,
) -> Result<SubmissionRow, Error> {
    let row = load(db, acting, id).await?;
    party(db, acting, &row).await?.require(Right::Type)?;
    row.submission.refuse_unless_open(acting.today())?;
    Ok(row)
}

/// Refuses a form that the submission's regime does not ask for.
fn require_form(catalog: &Catalog, row: &SubmissionRow, form: &str) -> Result<(), Error> {
    let asked = part::forms_of(catalog, &row.regime).iter().any(|f| f.code == form);
    if asked { Ok(()) } else { Err(Error::NotFound) }
}

/// Moves a fresh or returned submission to draft with its author.
pub(crate) async fn begin(
    tx: &mut Tx,
    acting: &Acting,
    mut row: SubmissionRow,
) -> Result<(), Error> {
    let started =
        row.submission.state == State::Draft && row.submission.author == Some(acting.officer.id);
    if started {
        return Ok(());
    }
    let fresh = row.submission.state != State::Draft;
    if row.submission.state == State::NotStarted && share::is_shared(&row) {
        let place = (row.round_id, row.submission.unit);
        store::value::share::keep_parts(tx, row.submission.id, place).await?;
    }
    row.submission.begin(acting.officer.id)?;
    store::submission::save(tx, &row.submission).await?;
    store::submission::save_hand(tx, row.submission.id, acting.officer.id).await?;
    if fresh {
        let id = row.submission.id;
        let version = row.submission.versions;
        store::submission::record_event(tx, id, acting.by(), Deed::SubmissionBegin, "", version)
            .await?;
    }
    Ok(())
}
