//! The receiving office's work: review, remarks, return, accept, reopen, extensions.

use domain::{
    catalog::Catalog,
    form::{Form, FormBody, RowKind},
    period::day,
    submission::{Party, Right, State, SubmissionError, SubmissionId},
};
use jiff::civil::Date;
use store::{
    db::{Store, Tx},
    submission::SubmissionRow,
};

use crate::{
    Acting, Error, part, reason,
    submission::{finish, finish_with, load, party},
};

/// Opens a submission for review.
pub async fn start(store: &Store, acting: &Acting, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    row.submission.start_review(&party)?;
    finish(tx, acting, &row, "submission.start_review", "").await
}

/// Who judges what nobody opened opens it with the same act: its history tells both.
async fn opened(
    tx: &mut Tx,
    (acting, party): (&Acting, &Party<'_>),
    row: &mut SubmissionRow,
) -> Result<(), Error> {
    if row.submission.state != State::Submitted {
        return Ok(());
    }
    row.submission.start_review(party)?;
    let (id, version) = (row.submission.id, row.submission.versions);
    let verb = "submission.start_review";
    store::submission::record_event(tx, id, acting.by(), verb, "", version).await?;
    let (subject, detail) = (format!("submission/{}", id.0), format!("version={version}"));
    store::audit::record(tx, acting.audit(verb, &subject).with(&detail)).await?;
    Ok(())
}

/// Sends it back with a reason.
pub async fn return_to(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    reason: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let reason = reason::read(reason)?;
    let party = party(&mut tx, acting, &row).await?;
    opened(&mut tx, (acting, &party), &mut row).await?;
    row.submission.return_to(&party, &reason)?;
    store::value::thaw(&mut tx, id, row.submission.versions, acting.by()).await?;
    finish(tx, acting, &row, "submission.return", &reason).await
}

/// Accepts the current version: it counts in every total from now on.
pub async fn accept(store: &Store, acting: &Acting, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let typed = store::submission::has_typed(&mut tx, id, acting.officer.id).await?;
    let party = party(&mut tx, acting, &row).await?;
    opened(&mut tx, (acting, &party), &mut row).await?;
    row.submission.accept(&party, typed)?;
    let number = row.submission.versions;
    let version =
        store::value::version_number(&mut tx, id, number).await?.ok_or(Error::NotFound)?;
    store::submission::save_accepted(&mut tx, id, version, acting.now).await?;
    store::extension::close(&mut tx, id, acting.by()).await?;
    // Whoever accepts has nothing left to say of it: when it is opened again, only new words stand.
    store::submission::settle_remarks(&mut tx, id, acting.now).await?;
    finish(tx, acting, &row, "submission.accept", "").await
}

/// Opens an accepted submission again, with a reason.
pub async fn reopen(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    until: Date,
    reason: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let reason = reason::read(reason)?;
    let party = party(&mut tx, acting, &row).await?;
    row.submission.reopen(&party, &reason, (until, acting.today()))?;
    store::value::thaw(&mut tx, id, row.submission.versions, acting.by()).await?;
    store::reopening::decide(&mut tx, id, (true, ""), acting.by()).await?;
    store::extension::close(&mut tx, id, acting.by()).await?;
    let detail = format!("until={until}");
    let message = format!("{}. Gửi lại đến hết ngày {}.", reason.trim_end_matches('.'), day(until));
    finish_with(tx, acting, &row, ("submission.reopen", &message, &detail)).await
}

/// Writes a reviewer's words on a cell, a heading or a part.
///
/// # Errors
/// When the officer may not, the words are missing or too long, or the report has no such place.
pub async fn remark(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, place): (SubmissionId, (&str, &str, &str)),
    body: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    if !is_place(catalog, &row, place) {
        return Err(Error::NotFound);
    }
    party(&mut tx, acting, &row).await?.require(Right::Remark)?;
    let body = reason::read(body)?;
    if body.is_empty() {
        return Err(SubmissionError::NoReason.into());
    }
    store::submission::save_remark(&mut tx, id, place, &body, acting.by()).await?;
    let subject = format!("submission/{}", id.0);
    let detail = format!("form={}", place.0);
    let entry = acting.audit("submission.remark", &subject).with(&detail);
    store::audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether words can stand there: on the whole report, a part, a heading or row, a cell.
fn is_place(
    catalog: &Catalog,
    row: &SubmissionRow,
    (code, line, column): (&str, &str, &str),
) -> bool {
    if code.is_empty() {
        return line.is_empty() && column.is_empty();
    }
    let asked = part::forms_of(catalog, &row.regime);
    let Some(form) = asked.into_iter().find(|form| form.code == code) else { return false };
    line.is_empty() && column.is_empty() || is_line(form, line, column)
}

fn is_line(form: &Form, line: &str, column: &str) -> bool {
    match &form.body {
        FormBody::Narrative(headings) => {
            column.is_empty() && headings.iter().any(|heading| heading.code == line)
        }
        FormBody::Table(table) => {
            let is_row = table.rows.iter().any(|r| r.code == line && r.kind != RowKind::Section);
            is_row && (column.is_empty() || table.columns.iter().any(|c| c.code == column))
        }
    }
}

/// Asks the receiving office for more time.
pub async fn ask_extension(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    until: Date,
    reason: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    let reason = reason::read(reason)?;
    row.submission.ask_extension(&party, &reason, (until, acting.today()))?;
    store::extension::save(&mut tx, id, until, &reason, acting.by()).await?;
    let detail = format!("until={until}");
    finish_with(tx, acting, &row, ("submission.ask_extension", &reason, &detail)).await
}

/// Grants or refuses the open request for more time.
pub async fn decide_extension(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    granted: bool,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    party.require(Right::Review)?;
    let until = store::extension::decide(&mut tx, id, granted, acting.by()).await?;
    let until = until.ok_or_else(|| {
        Error::refused(
            "SUB-033",
            "Không còn đề nghị gia hạn nào chờ trả lời: đã được trả lời trước đó.",
            "Xem quyết định ở phần Nhật ký của báo cáo.",
        )
    })?;
    if granted {
        row.submission.grant_extension(&party, (until, acting.today()))?;
    }
    let verb = if granted { "submission.grant_extension" } else { "submission.refuse_extension" };
    let detail = format!("until={until}");
    finish_with(tx, acting, &row, (verb, "", &detail)).await
}
