//! The receiving office's work: review, remarks, return, accept, reopen, extensions.

use domain::{
    fold::clean,
    submission::{SubmissionError, SubmissionId},
};
use jiff::civil::Date;
use store::db::Store;

use crate::{
    Acting, Error,
    submission::{finish, finish_with, load, require_author},
};

/// Opens a submission for review.
pub async fn start(store: &Store, acting: &Acting, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    row.submission.start_review(&acting.officer)?;
    finish(tx, acting, &row, "submission.start_review", "").await
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
    let reason = clean(reason);
    row.submission.return_to(&acting.officer, &reason)?;
    store::value::thaw(&mut tx, id, row.submission.versions, acting.by()).await?;
    finish(tx, acting, &row, "submission.return", &reason).await
}

/// Accepts the current version: it counts in every total from now on.
pub async fn accept(store: &Store, acting: &Acting, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let typed = store::submission::has_typed(&mut tx, id, acting.officer.id).await?;
    row.submission.accept(&acting.officer, typed)?;
    let number = row.submission.versions;
    let version =
        store::value::version_number(&mut tx, id, number).await?.ok_or(Error::NotFound)?;
    store::submission::save_accepted(&mut tx, id, version, acting.now).await?;
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
    let reason = clean(reason);
    row.submission.reopen(&acting.officer, &reason, (until, acting.today()))?;
    store::value::thaw(&mut tx, id, row.submission.versions, acting.by()).await?;
    store::reopening::decide(&mut tx, id, (true, ""), acting.by()).await?;
    let detail = format!("until={until}");
    finish_with(tx, acting, &row, ("submission.reopen", &reason, &detail)).await
}

/// Writes a reviewer's words on a cell, a heading or a part.
pub async fn remark(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    place: (&str, &str, &str),
    body: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    if acting.officer.unit != row.submission.receiver {
        require_author(&mut tx, acting, &row).await?;
    }
    let body = clean(body);
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
    require_author(&mut tx, acting, &row).await?;
    let reason = clean(reason);
    row.submission.refuse_extension(until, &reason, acting.today())?;
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
    row.submission.refuse_unless_reviewer(&acting.officer)?;
    let until = store::extension::decide(&mut tx, id, granted, acting.by()).await?;
    let until = until.ok_or(Error::NotFound)?;
    if granted {
        row.submission.extended_to = Some(until);
    }
    let verb = if granted { "submission.grant_extension" } else { "submission.refuse_extension" };
    let detail = format!("until={until}");
    finish_with(tx, acting, &row, (verb, "", &detail)).await
}
