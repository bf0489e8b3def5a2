//! Requests for more time, and what was decided.

use domain::{
    access::{OfficerId, Scope, UnitId},
    submission::SubmissionId,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::{SubmissionRow, scoped, select, stamp, submission_of},
};

/// Writes a request for more time.
pub async fn save(
    tx: &mut Tx,
    id: SubmissionId,
    until: Date,
    reason: &str,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO extension (submission_id, until, reason, asked_by, asked_at, decision) \
        VALUES ($1, $2, $3, $4, $5, '')";
    let (officer, at) = by;
    tx.execute(sql, &args![id.0, until.to_string(), reason, officer.0, stamp(at)]).await.map(|_| ())
}

/// The open request for more time: (until, reason).
pub async fn open(db: &mut impl Reads, id: SubmissionId) -> Result<Option<(Date, String)>, Error> {
    let sql = "SELECT until, reason FROM extension WHERE submission_id = $1 AND decision = '' \
        ORDER BY id DESC LIMIT 1";
    let row = db.fetch_optional(sql, &args![id.0]).await?;
    row.map(|r| Ok((r.date(0)?, r.text(1)?.to_owned()))).transpose()
}

/// Reports whose request for more time waits for an office, by due day: until when, and why.
pub async fn waiting(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
) -> Result<Vec<(SubmissionRow, Date, String)>, Error> {
    let sql = select(&format!(
        "s.receiver_id = $1 AND {} AND EXISTS (SELECT 1 FROM extension e \
         WHERE e.submission_id = s.id AND e.decision = '') ORDER BY s.due, u.sort_order, s.id",
        scoped(4)
    ));
    let today = scope.today.to_string();
    let rows =
        db.fetch_all(&sql, &args![receiver.0, scope.root.0, today.as_str(), scope.unit.0]).await?;
    let mut waiting = Vec::with_capacity(rows.len());
    for row in &rows {
        let row = submission_of(row)?;
        if let Some((until, reason)) = open(db, row.submission.id).await? {
            waiting.push((row, until, reason));
        }
    }
    Ok(waiting)
}

/// Closes an open request that the report's road has overtaken: nobody waits for its answer any more.
pub async fn close(tx: &mut Tx, id: SubmissionId, by: (OfficerId, Timestamp)) -> Result<(), Error> {
    let sql = "UPDATE extension SET decision = 'overtaken', decided_by = $2, decided_at = $3 \
        WHERE submission_id = $1 AND decision = ''";
    let (officer, at) = by;
    tx.execute(sql, &args![id.0, officer.0, stamp(at)]).await.map(|_| ())
}

/// Decides the open request; returns until when it asked, `None` where there is none.
pub async fn decide(
    tx: &mut Tx,
    id: SubmissionId,
    granted: bool,
    by: (OfficerId, Timestamp),
) -> Result<Option<Date>, Error> {
    let Some((until, _)) = open(tx, id).await? else { return Ok(None) };
    let sql = "UPDATE extension SET decision = $2, decided_by = $3, decided_at = $4 \
        WHERE submission_id = $1 AND decision = ''";
    let (officer, at) = by;
    let decision = if granted { "granted" } else { "refused" };
    tx.execute(sql, &args![id.0, decision, officer.0, stamp(at)]).await?;
    Ok(Some(until))
}
