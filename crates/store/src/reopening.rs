//! Requests that an accepted report be opened again, and what was decided.

use domain::{
    access::{OfficerId, Scope, UnitId},
    submission::State,
    submission::SubmissionId,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::{AFTER, COLUMNS, SubmissionRow, scoped, stamp, submission_of},
};

/// A request: why, who asked when, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopening {
    pub reason: String,
    /// Name of the officer who asked.
    pub by: String,
    pub at: String,
    /// Empty while it waits, else "granted" or "refused".
    pub decision: String,
    /// Why it was refused.
    pub answer: String,
}

impl Reopening {
    /// Whether nobody has decided yet.
    pub fn waits(&self) -> bool {
        self.decision.is_empty()
    }
}

/// Writes a request; says whether it was the only one that waits, else nothing is written.
pub async fn save(
    tx: &mut Tx,
    id: SubmissionId,
    reason: &str,
    by: (OfficerId, Timestamp),
) -> Result<bool, Error> {
    let sql = "INSERT INTO reopening (submission_id, reason, asked_by, asked_at, decision, answer) \
        VALUES ($1, $2, $3, $4, '', '') ON CONFLICT DO NOTHING";
    let (officer, at) = by;
    Ok(tx.execute(sql, &args![id.0, reason, officer.0, stamp(at)]).await? > 0)
}

/// The newest request of a report, waiting or decided.
pub async fn newest(db: &mut impl Reads, id: SubmissionId) -> Result<Option<Reopening>, Error> {
    let sql = "SELECT q.reason, o.name, q.asked_at, q.decision, q.answer FROM reopening q \
        JOIN officer o ON o.id = q.asked_by WHERE q.submission_id = $1 ORDER BY q.id DESC LIMIT 1";
    db.fetch_optional(sql, &args![id.0]).await?.as_ref().map(reopening_of).transpose()
}

fn reopening_of(row: &Row) -> Result<Reopening, Error> {
    Ok(Reopening {
        reason: row.text(0)?.to_owned(),
        by: row.text(1)?.to_owned(),
        at: row.text(2)?.to_owned(),
        decision: row.text(3)?.to_owned(),
        answer: row.text(4)?.to_owned(),
    })
}

/// Reports whose request waits for an office, by due day, with the time when it was asked.
pub async fn waiting(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
) -> Result<Vec<(SubmissionRow, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, q.asked_at FROM reopening q JOIN submission s ON s.id = q.submission_id \
         JOIN unit u ON u.id = s.unit_id JOIN round r ON r.id = s.round_id \
         WHERE q.decision = '' AND s.receiver_id = $1 AND {} ORDER BY s.due, u.sort_order, s.id",
        scoped(4)
    );
    let today = scope.today.to_string();
    let args = args![receiver.0, scope.root.0, today.as_str(), scope.unit.0];
    let rows = db.fetch_all(&sql, &args).await?;
    rows.iter().map(|row| Ok((submission_of(row)?, row.text(AFTER)?.to_owned()))).collect()
}

/// Decides the request that waits, with the office's answer; says whether there was one.
pub async fn decide(
    tx: &mut Tx,
    id: SubmissionId,
    (granted, answer): (bool, &str),
    by: (OfficerId, Timestamp),
) -> Result<bool, Error> {
    let sql = "UPDATE reopening SET decision = $2, answer = $3, decided_by = $4, decided_at = $5 \
        WHERE submission_id = $1 AND decision = ''";
    let (officer, at) = by;
    let decision = if granted { "granted" } else { "refused" };
    let args = args![id.0, decision, answer, officer.0, stamp(at)];
    Ok(tx.execute(sql, &args).await? > 0)
}

/// One whose accepted report counts while it is being corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    pub submission: i64,
    pub unit: String,
    pub state: State,
    /// The version that counts until another is accepted.
    pub version: i64,
}

/// Those whose accepted reports were opened again, in the order of lists.
pub async fn corrected(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<Corrected>, Error> {
    let sql = "SELECT s.id, u.name, s.state, n.number FROM submission s \
        JOIN unit u ON u.id = s.unit_id JOIN submission_version n ON n.id = s.accepted_version_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 AND s.state <> 'accepted' \
        ORDER BY u.sort_order";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    rows.iter()
        .map(|row| {
            let submission = row.int(0)?;
            let of = format_args!("submission {submission}");
            Ok(Corrected {
                submission,
                unit: row.text(1)?.to_owned(),
                state: row.word(2, State::from_code, of)?,
                version: row.int(3)?,
            })
        })
        .collect()
}
