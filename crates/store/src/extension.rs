//! Requests for more time, and what was decided.

use domain::{access::OfficerId, submission::SubmissionId};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::{date, stamp},
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
    row.map(|r| Ok((date(r.text(0)?)?, r.text(1)?.to_owned()))).transpose()
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
