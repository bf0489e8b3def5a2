//! A staged file is taken over in one transaction, cell by cell under the rules of typing.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    catalog::Catalog,
    cell::Answer,
    deed::Deed,
    form::{Form, FormBody, Level},
    share::Holding,
    slip,
    submission::SubmissionId,
};
use exchange::workbook::Reading;
use store::{
    audit::Subject,
    db::{Store, Tx},
    submission::SubmissionRow,
    workbook::{Seen, Taken},
};

use super::{
    DEED,
    compare::{self, Line, Verdict},
    key, mapping, opened,
    owner::require_owner,
    read, visible,
};
use crate::{
    Acting, Error,
    draft::{SavedText, Typed, TypedText, begin, open_for_editing, write_cells, write_text},
    part,
};

/// What the officer chose of single cells: form, row and column.
pub type Fixes = BTreeMap<(String, String, String), Fix>;

/// What is written of a cell in place of what stands without a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// The figure that was proposed, as typed.
    Figure(String),
    /// What the file says, though the report moved on since the file was made.
    AsInFile,
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    pub written: usize,
    pub unchanged: usize,
    /// Cells that are empty in the file and filled in the draft; what the draft holds stays.
    pub left: usize,
    /// Cells that could not be taken.
    pub refused: Vec<Refused>,
    /// Cells that somebody changed since the preview; theirs stay.
    pub kept: Vec<Kept>,
}

/// A cell that stays as somebody else left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub form: String,
    pub row: String,
    pub column: String,
    pub mine: String,
    pub theirs: String,
    /// Empty where it was changed before the preview, since the file was made.
    pub by: String,
}

/// A cell of a file that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub form: String,
    pub row: String,
    pub column: String,
    pub code: &'static str,
    pub reason: String,
}

/// Takes a staged file over.
///
/// # Errors
/// When the officer may not type here, the draft is closed, or the file no longer waits.
pub async fn accept(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, sha256): (SubmissionId, &str),
    fixes: &Fixes,
) -> Result<Accepted, Error> {
    let officer = acting.officer.id;
    let found = store::workbook::staged(&mut store.reader(), id, officer, sha256).await?;
    let staged = found.ok_or_else(gone)?;
    let opened = opened(Arc::new(staged.content), key(store).await?).await?;
    // Nobody waits while a file is taken apart: who may type is asked again before anything is written.
    let mut reader = store.reader();
    let row = open_for_editing(&mut reader, acting, id).await?;
    require_owner(&mut reader, catalog, &row, &opened).await?;
    let forms = visible(catalog, acting, &row);
    let choice = staged.mapping.as_deref().map(mapping::choice).transpose()?;
    let reading = match &choice {
        Some(choice) => mapping::read_by(&opened, &forms, choice)?,
        None => read(&opened, &forms)?,
    };
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    if !store::workbook::unstage(&mut tx, id, officer, sha256).await? {
        return Err(gone());
    }
    if let (Some(choice), Some(name)) = (&choice, &staged.kept_name) {
        mapping::keep(&mut tx, acting, (&row, name), (&opened, &forms, choice)).await?;
    }
    let numbers = super::numbers(&mut tx).await?;
    let writing = Writing { catalog, acting, row: &row, numbers: &numbers };
    let accepted = writing.write(&mut tx, &reading, fixes, Over::Seen(&staged.seen)).await?;
    let file = (staged.name.as_str(), staged.sha256.as_str());
    note(&mut tx, acting, row, file, &accepted, Deed::WorkbookAccept).await?;
    tx.commit().await?;
    Ok(accepted)
}

/// Drops a staged file.
pub async fn discard(
    store: &Store,
    acting: &Acting,
    (id, sha256): (SubmissionId, &str),
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::workbook::unstage(&mut tx, id, acting.officer.id, sha256).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) fn gone() -> Error {
    Error::refused(
        "BOOK-202",
        "Tệp xem trước này đã được ghi, đã bỏ hoặc đã quá 7 ngày.",
        "Nạp lại tệp để xem trước lần nữa.",
    )
}

/// History, audit and journal of a file that was taken over.
pub(super) async fn note(
    tx: &mut Tx,
    acting: &Acting,
    row: SubmissionRow,
    (name, sha256): (&str, &str),
    accepted: &Accepted,
    deed: Deed,
) -> Result<(), Error> {
    let (id, version, written) = (row.submission.id, row.submission.versions, accepted.written);
    let on_behalf = row.submission.unit != acting.officer.unit;
    if written > 0 {
        begin(tx, acting, row).await?;
        let behalf = if on_behalf { ", nhập thay" } else { "" };
        let message = format!("Nạp từ tệp {name}: {written} ô{behalf}");
        store::submission::record_event(tx, id, acting.by(), DEED, &message, version).await?;
    }
    let refused = accepted.refused.len() + accepted.kept.len();
    let unchanged = accepted.unchanged;
    let taken = Taken { sha256, name, taken: written, unchanged, refused };
    store::workbook::record_taken(tx, id, taken, acting.by()).await?;
    let behalf = if on_behalf { " on_behalf" } else { "" };
    let detail = format!("sha256={sha256} cells={written}{behalf}");
    let entry = acting.audit(deed, Subject::Submission(id)).with(&detail);
    store::audit::record(tx, entry).await?;
    Ok(())
}

/// What a file may be written over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Over<'a> {
    /// What the officer saw in the preview.
    Seen(&'a Seen),
    /// Empty cells alone: nobody looked.
    Nothing,
    /// Whatever stands there.
    All,
}

/// What the writing of a file goes by.
pub(super) struct Writing<'a> {
    pub catalog: &'a Catalog,
    pub acting: &'a Acting,
    pub row: &'a SubmissionRow,
    pub numbers: &'a super::Numbers,
}

impl Writing<'_> {
    /// Writes all parts, but of forms that whoever acts may not see.
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        reading: &Reading,
        fixes: &Fixes,
        over: Over<'_>,
    ) -> Result<Accepted, Error> {
        let mut accepted = Accepted::default();
        let sight = self.row.submission.sight_of(&self.acting.scope);
        let held = part::Held::load(tx, self.catalog, self.row, None).await?;
        let (mut all, shares) = (held.cells, held.shares);
        for read in &reading.parts {
            let form = part::form(self.catalog, &read.form).filter(|form| sight.sees(form));
            let Some(form) = form else { continue };
            match &form.body {
                FormBody::Table(table) => {
                    let present = all.remove(&form.code).unwrap_or_default();
                    let mut compared = compare::table(table, read, &present);
                    compared.hold_against(table, shares.get(&form.code), &present);
                    let mut lines = compared.lines;
                    compare::forget_sums(&mut lines, shares.get(&form.code));
                    let typed = typed(form, lines, fixes, over, &mut accepted);
                    self.cells(tx, form, typed, &mut accepted).await?;
                }
                FormBody::Narrative(_) => {
                    let words = part::present_words(tx, self.row, &form.code).await?;
                    let lines = compare::outline(read, &words);
                    let typed = typed(form, lines, fixes, over, &mut accepted);
                    self.words(tx, form, (&words, &typed), &mut accepted).await?;
                }
            }
        }
        Ok(accepted)
    }

    async fn cells(
        &self,
        tx: &mut Tx,
        form: &Form,
        typed: Vec<Typed>,
        accepted: &mut Accepted,
    ) -> Result<(), Error> {
        if typed.is_empty() {
            return Ok(());
        }
        let drafted = part::drafted(tx, self.catalog, self.row, form).await?;
        let level = part::level_of(self.row.unit_kind);
        let typed = own_shares(form, (&drafted, level), typed, accepted);
        let empty = BTreeMap::new();
        let numbers = self.numbers.get(&form.code).unwrap_or(&empty);
        let saved =
            write_cells(tx, self.acting, self.row, (form, numbers, drafted), &typed).await?;
        accepted.written += saved.revisions.len();
        accepted.kept.extend(saved.conflicts.into_iter().map(|conflict| {
            let value_type = form.value_type(&conflict.column);
            let theirs = &conflict.theirs;
            let held = (theirs.amount, theirs.text.as_deref(), theirs.status);
            Kept {
                form: form.code.clone(),
                row: conflict.row,
                column: conflict.column,
                mine: conflict.mine,
                theirs: crate::version::shown(held, value_type),
                by: conflict.theirs.officer,
            }
        }));
        accepted.refused.extend(saved.unread.into_iter().map(|unread| Refused {
            form: form.code.clone(),
            row: unread.row,
            column: unread.column,
            code: unread.code,
            reason: unread.message,
        }));
        Ok(())
    }

    async fn words(
        &self,
        tx: &mut Tx,
        form: &Form,
        (present, typed): (&BTreeMap<String, store::value::Words>, &[Typed]),
        accepted: &mut Accepted,
    ) -> Result<(), Error> {
        let mut by_heading: BTreeMap<&str, (usize, TypedText)> = BTreeMap::new();
        for cell in typed {
            let there = present.get(&cell.row).cloned().unwrap_or_default();
            let (count, text) = by_heading.entry(&cell.row).or_insert_with(|| {
                let expected_revision = cell.expected_revision;
                let (heading, body, answer) =
                    (cell.row.clone(), there.body.as_written().to_owned(), there.answer);
                (0, TypedText { heading, body, answer, expected_revision })
            });
            *count += 1;
            if cell.column == exchange::workbook::WORDS {
                cell.raw.clone_into(&mut text.body);
            } else {
                text.answer = Answer::from_code(&cell.raw);
            }
        }
        for (heading, (count, text)) in by_heading {
            let there = present.get(heading).cloned().unwrap_or_default();
            let place = (self.row.submission.id, form.code.as_str());
            match write_text(tx, self.acting, place, &there, &text).await? {
                SavedText::Saved { .. } => accepted.written += count,
                SavedText::Conflict { theirs, answer, by, .. } => {
                    accepted.kept.push(Kept {
                        form: form.code.clone(),
                        row: heading.to_owned(),
                        column: exchange::workbook::WORDS.to_owned(),
                        mine: compare::answered(text.body, text.answer),
                        theirs: compare::answered(theirs, answer),
                        by,
                    });
                }
            }
        }
        Ok(())
    }
}

/// A file holds whole figures: where the unit enters its own share, the sum from below is taken off.
fn own_shares(
    form: &Form,
    (drafted, level): (&part::Drafted, Level),
    typed: Vec<Typed>,
    accepted: &mut Accepted,
) -> Vec<Typed> {
    let Some(table) = form.table() else { return typed };
    let mut kept = Vec::with_capacity(typed.len());
    for mut cell in typed {
        let place = (cell.row.clone(), cell.column.clone());
        let share = drafted.shares.get(&place).filter(|share| share.own != share.total());
        let holding = part::share::holding_of(table, &place, level);
        let (Some(share), Some(Holding::WithOwn)) = (share, holding) else {
            kept.push(cell);
            continue;
        };
        let value_type = form.value_type(&cell.column);
        let Ok(change) = crate::draft::read(&cell, value_type, 0) else {
            kept.push(cell);
            continue;
        };
        let Some(made) = share.of_total(change.amount, Holding::WithOwn) else {
            // A proposal that was taken: other figures were refused when they were compared.
            let reason = compare::too_small((table, &place), share, change.amount);
            accepted.refused.push(Refused {
                form: form.code.clone(),
                row: cell.row,
                column: cell.column,
                code: compare::TOO_SMALL,
                reason: reason.unwrap_or_default(),
            });
            continue;
        };
        let own = made.own.map(|own| slip::typed(own.to_decimal(), value_type));
        cell.raw = own.unwrap_or_default();
        kept.push(cell);
    }
    kept
}

/// The cells that are to be written, with what the officer saw of each.
fn typed(
    form: &Form,
    lines: Vec<Line>,
    fixes: &Fixes,
    over: Over<'_>,
    accepted: &mut Accepted,
) -> Vec<Typed> {
    let mut typed = Vec::new();
    for mut line in lines {
        let place = (form.code.clone(), line.row.clone(), line.column.clone());
        let fix = fixes.get(&place);
        match (&line.verdict, fix) {
            (_, Some(Fix::Figure(fix))) => fix.clone_into(&mut line.typed.raw),
            (Verdict::Taken, _) | (Verdict::Contested, Some(Fix::AsInFile)) => {}
            (Verdict::Contested, None) if matches!(over, Over::All) => {}
            (Verdict::Contested, None) => {
                // Changed since the officer looked: then it was no choice of theirs.
                let is_later = matches!(over, Over::Seen(seen)
                    if seen.get(&place).copied().unwrap_or(0) != line.typed.expected_revision);
                let by = if is_later { line.by } else { String::new() };
                let (form, row, column) = place;
                let (mine, theirs) = (line.after, line.before);
                accepted.kept.push(Kept { form, row, column, mine, theirs, by });
                continue;
            }
            (Verdict::Same | Verdict::Stood, _) => {
                accepted.unchanged += 1;
                continue;
            }
            (Verdict::Left, _) => {
                accepted.left += 1;
                continue;
            }
            (Verdict::Refused { code, reason }, _) => {
                let (form, row, column) = place;
                accepted.refused.push(Refused { form, row, column, code, reason: reason.clone() });
                continue;
            }
        }
        let is_filled = !line.before.is_empty();
        match over {
            Over::Seen(seen) => {
                line.typed.expected_revision = seen.get(&place).copied().unwrap_or(0);
            }
            Over::Nothing if is_filled => {
                let (form, row, column) = place;
                let (mine, theirs, by) = (line.after, line.before, String::new());
                accepted.kept.push(Kept { form, row, column, mine, theirs, by });
                continue;
            }
            Over::Nothing | Over::All => {}
        }
        typed.push(line.typed);
    }
    typed
}
