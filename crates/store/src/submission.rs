//! Submissions: loading under a scope, saving with the optimistic lock, listing for pages.

use domain::{
    access::{OfficerId, Scope, UnitId},
    org_unit::OrgUnitKind,
    regime::Duty,
    submission::{State, Submission, SubmissionId},
};
use jiff::{Timestamp, civil::Date};

pub use crate::{
    event::{EventRow, events, record_event},
    row::stamp,
};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
};

/// What `submission_of` reads, in its order.
pub(crate) const COLUMNS: &str = "s.id, s.unit_id, s.receiver_id, s.duty, s.state, s.due, s.extended_to, s.closes, \
    s.author_id, s.signer_id, s.waiver, s.late, s.versions, s.accepted_version, s.revision, s.round_id, \
    s.accepted_version_id, s.filed_at, s.accepted_at, s.on_behalf_id, s.document_number, \
    s.document_date, s.document_signer, u.name, u.short_name, u.kind, u.key, r.code, r.regime, r.title, \
    (SELECT n.id FROM submission_version n WHERE n.submission_id = s.id AND n.number = s.versions), \
    (SELECT p.accepted_version_id FROM submission p WHERE p.round_id = r.previous_id \
     AND p.unit_id = s.unit_id)";

/// How many columns these are: what is read besides stands after them.
pub(crate) const AFTER: usize = 32;

/// Keeps a read inside the scope: own subtree as it stands today (`$2` the root, `$3` the day), or what
/// the own unit reviews (`$own`).
pub(crate) fn scoped(own: usize) -> String {
    format!(
        "(s.receiver_id = ${own} OR EXISTS (SELECT 1 FROM unit_closure c WHERE c.ancestor_id = $2 \
         AND c.descendant_id = s.unit_id AND c.valid_from <= $3))"
    )
}

/// A submission with what pages show beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRow {
    pub submission: Submission,
    pub round_id: i64,
    pub round: String,
    pub regime: String,
    pub round_title: String,
    pub unit_name: String,
    pub unit_short_name: String,
    pub unit_kind: OrgUnitKind,
    pub unit_key: String,
    pub waiver: String,
    pub accepted_version_id: Option<i64>,
    /// The newest frozen version when this was read; none before the first.
    pub newest_version_id: Option<i64>,
    /// The accepted version of the same unit in the round before.
    pub previous_version_id: Option<i64>,
    pub filed_at: Option<String>,
    pub accepted_at: Option<String>,
    pub on_behalf: Option<OfficerId>,
    pub document_number: String,
    pub document_date: Option<String>,
    pub document_signer: String,
}

impl SubmissionRow {
    /// Who is asked for it: kind and key of the unit.
    pub fn asked_unit(&self) -> (OrgUnitKind, &str) {
        (self.unit_kind, &self.unit_key)
    }
}

pub(crate) fn submission_of(row: &Row) -> Result<SubmissionRow, Error> {
    let id = SubmissionId(row.int(0)?);
    let of = format_args!("submission {}", id.0);
    let count = |value: i64| {
        let what = || format!("{of}: {value} is no count of versions");
        u32::try_from(value).map_err(|_| Error::Corrupt { what: what() })
    };
    let submission = Submission {
        id,
        unit: UnitId(row.int(1)?),
        receiver: UnitId(row.int(2)?),
        duty: row.word(3, Duty::from_code, of)?,
        state: row.word(4, State::from_code, of)?,
        due: row.date(5)?,
        extended_to: row.opt_date(6)?,
        closes: row.date(7)?,
        author: row.opt_int(8)?.map(OfficerId),
        signer: row.opt_int(9)?.map(OfficerId),
        single_officer_waiver: !row.text(10)?.is_empty(),
        late: row.flag(11)?,
        versions: count(row.int(12)?)?,
        accepted_version: row.opt_int(13)?.map(count).transpose()?,
        revision: row.int(14)?,
    };
    let optional = |at: usize| row.opt_text(at).map(|t| t.map(ToOwned::to_owned));
    Ok(SubmissionRow {
        submission,
        round_id: row.int(15)?,
        accepted_version_id: row.opt_int(16)?,
        newest_version_id: row.opt_int(30)?,
        previous_version_id: row.opt_int(31)?,
        filed_at: optional(17)?,
        accepted_at: optional(18)?,
        on_behalf: row.opt_int(19)?.map(OfficerId),
        waiver: row.text(10)?.to_owned(),
        document_number: row.text(20)?.to_owned(),
        document_date: optional(21)?,
        document_signer: row.text(22)?.to_owned(),
        unit_name: row.text(23)?.to_owned(),
        unit_short_name: row.text(24)?.to_owned(),
        unit_kind: row.word(25, OrgUnitKind::from_code, format_args!("unit {}", row.int(1)?))?,
        unit_key: row.text(26)?.to_owned(),
        round: row.text(27)?.to_owned(),
        regime: row.text(28)?.to_owned(),
        round_title: row.text(29)?.to_owned(),
    })
}

pub(crate) fn select(condition: &str) -> String {
    format!(
        "SELECT {COLUMNS} FROM submission s JOIN unit u ON u.id = s.unit_id \
         JOIN round r ON r.id = s.round_id WHERE {condition}"
    )
}

/// The submission with a number, if the scope sees it; outside it is not found.
pub async fn load(
    db: &mut impl Reads,
    scope: &Scope,
    id: SubmissionId,
) -> Result<Option<SubmissionRow>, Error> {
    let sql = select(&format!("s.id = $1 AND {}", scoped(4)));
    let today = scope.today.to_string();
    let row =
        db.fetch_optional(&sql, &args![id.0, scope.root.0, today.as_str(), scope.unit.0]).await?;
    row.as_ref().map(submission_of).transpose()
}

/// The submission of one unit in one round, if the scope sees it.
pub async fn of_unit(
    db: &mut impl Reads,
    scope: &Scope,
    round: &str,
    unit: UnitId,
) -> Result<Option<SubmissionRow>, Error> {
    let sql = select(&format!("s.unit_id = $1 AND r.code = $4 AND {}", scoped(5)));
    let today = scope.today.to_string();
    let args = args![unit.0, scope.root.0, today.as_str(), round, scope.unit.0];
    let row = db.fetch_optional(&sql, &args).await?;
    row.as_ref().map(submission_of).transpose()
}

/// All submissions of a round that report to one office, in Vietnamese order of kinds and names.
pub async fn list_received(
    db: &mut impl Reads,
    scope: &Scope,
    round: &str,
    receiver: UnitId,
) -> Result<Vec<SubmissionRow>, Error> {
    let sql = select(&format!(
        "s.receiver_id = $1 AND r.code = $4 AND {} ORDER BY u.sort_order",
        scoped(5)
    ));
    let today = scope.today.to_string();
    let args = args![receiver.0, scope.root.0, today.as_str(), round, scope.unit.0];
    db.fetch_all(&sql, &args).await?.iter().map(submission_of).collect()
}

/// What the own unit, and the units it answers for, still owe or have filed.
pub async fn list_own(
    db: &mut impl Reads,
    scope: &Scope,
    unit: UnitId,
) -> Result<Vec<SubmissionRow>, Error> {
    let sql = select(&format!(
        "s.unit_id IN (SELECT CAST($1 AS BIGINT) UNION SELECT n.from_id FROM unit_succession n \
         WHERE n.to_id = $1 AND n.extent = 'whole' AND n.date <= $3) AND {} \
         ORDER BY s.due, s.id",
        scoped(4)
    ));
    let today = scope.today.to_string();
    let args = args![unit.0, scope.root.0, today.as_str(), scope.unit.0];
    db.fetch_all(&sql, &args).await?.iter().map(submission_of).collect()
}

/// What waits for review at one office.
pub async fn list_to_review(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
) -> Result<Vec<SubmissionRow>, Error> {
    let sql = select(&format!(
        "s.receiver_id = $1 AND s.state IN ('submitted', 'in_review') AND {} \
         ORDER BY s.filed_at NULLS FIRST, s.id",
        scoped(4)
    ));
    let today = scope.today.to_string();
    let args = args![receiver.0, scope.root.0, today.as_str(), scope.unit.0];
    db.fetch_all(&sql, &args).await?.iter().map(submission_of).collect()
}

/// Whether one unit answers for another: itself, or its whole successor today.
pub async fn acts_for(
    db: &mut impl Reads,
    unit: UnitId,
    other: UnitId,
    today: Date,
) -> Result<bool, Error> {
    if unit == other {
        return Ok(true);
    }
    let sql = "SELECT 1 FROM unit_succession WHERE from_id = $1 AND to_id = $2 \
        AND extent = 'whole' AND date <= $3";
    let today = today.to_string();
    Ok(db.fetch_optional(sql, &args![other.0, unit.0, today.as_str()]).await?.is_some())
}

/// Saves the state under the optimistic lock: a stale revision is refused.
pub async fn save(tx: &mut Tx, submission: &Submission) -> Result<(), Error> {
    let sql = "UPDATE submission SET state = $2, extended_to = $3, author_id = $4, signer_id = $5, \
        late = $6, versions = $7, accepted_version = $8, revision = revision + 1 \
        WHERE id = $1 AND revision = $9";
    let changed = tx
        .execute(
            sql,
            &args![
                submission.id.0,
                submission.state.code(),
                submission.extended_to.map(|d| d.to_string()),
                submission.author.map(|o| o.0),
                submission.signer.map(|o| o.0),
                submission.late,
                i64::from(submission.versions),
                submission.accepted_version.map(i64::from),
                submission.revision
            ],
        )
        .await?;
    if changed != 1 {
        return Err(Error::Stale);
    }
    crate::turn::stands(tx).await
}

/// Notes that an officer typed in it.
pub async fn save_hand(tx: &mut Tx, id: SubmissionId, officer: OfficerId) -> Result<(), Error> {
    let sql = "INSERT INTO submission_hand (submission_id, officer_id) VALUES ($1, $2) \
        ON CONFLICT DO NOTHING";
    tx.execute(sql, &args![id.0, officer.0]).await?;
    Ok(())
}

/// Whether an officer ever typed in it.
pub async fn has_typed(
    db: &mut impl Reads,
    id: SubmissionId,
    officer: OfficerId,
) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM submission_hand WHERE submission_id = $1 AND officer_id = $2";
    Ok(db.fetch_optional(sql, &args![id.0, officer.0]).await?.is_some())
}

/// Notes when it was filed and for whom the desk typed it.
pub async fn save_filed(
    tx: &mut Tx,
    id: SubmissionId,
    at: Timestamp,
    on_behalf: Option<OfficerId>,
) -> Result<(), Error> {
    let sql = "UPDATE submission SET filed_at = $2, on_behalf_id = $3 WHERE id = $1";
    tx.execute(sql, &args![id.0, stamp(at), on_behalf.map(|o| o.0)]).await?;
    crate::turn::stands(tx).await
}

/// Notes which frozen version counts since when.
pub async fn save_accepted(
    tx: &mut Tx,
    id: SubmissionId,
    version: i64,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "UPDATE submission SET accepted_version_id = $2, accepted_at = $3 WHERE id = $1";
    tx.execute(sql, &args![id.0, version, stamp(at)]).await?;
    crate::turn::stands(tx).await?;
    crate::turn::advance(tx).await
}

/// A reviewer's words on a cell, heading or part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkRow {
    pub id: i64,
    pub form: String,
    pub row: String,
    pub column: String,
    pub body: String,
    pub officer: String,
    /// Whose officer it is.
    pub unit: UnitId,
    pub at: String,
    /// Settled when the report was accepted after it.
    pub is_settled: bool,
}

/// Remarks of a submission: those that stand, oldest first, then those that are settled.
pub async fn remarks(db: &mut impl Reads, id: SubmissionId) -> Result<Vec<RemarkRow>, Error> {
    let sql = "SELECT r.id, r.form, r.row_code, r.column_code, r.body, o.name, r.at, \
        CASE WHEN r.resolved_at IS NULL THEN 0 ELSE 1 END, o.unit_id FROM remark r \
        JOIN officer o ON o.id = r.officer_id WHERE r.submission_id = $1 ORDER BY 8, r.id";
    let rows = db.fetch_all(sql, &args![id.0]).await?;
    rows.iter()
        .map(|row| {
            Ok(RemarkRow {
                id: row.int(0)?,
                form: row.text(1)?.to_owned(),
                row: row.text(2)?.to_owned(),
                column: row.text(3)?.to_owned(),
                body: row.text(4)?.to_owned(),
                officer: row.text(5)?.to_owned(),
                at: row.text(6)?.to_owned(),
                is_settled: row.flag(7)?,
                unit: UnitId(row.int(8)?),
            })
        })
        .collect()
}

/// Settles the remarks of a submission that stand.
pub async fn settle_remarks(tx: &mut Tx, id: SubmissionId, at: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE remark SET resolved_at = $2 WHERE submission_id = $1 AND resolved_at IS NULL";
    tx.execute(sql, &args![id.0, stamp(at)]).await.map(|_| ())
}

/// Writes a remark.
pub async fn save_remark(
    tx: &mut Tx,
    id: SubmissionId,
    place: (&str, &str, &str),
    body: &str,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO remark (submission_id, form, row_code, column_code, body, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let ((form, row, column), (officer, at)) = (place, by);
    tx.execute(sql, &args![id.0, form, row, column, body, officer.0, stamp(at)]).await.map(|_| ())
}

/// Records the reason for one account to author and sign.
pub async fn save_waiver(tx: &mut Tx, id: SubmissionId, reason: &str) -> Result<(), Error> {
    let sql = "UPDATE submission SET waiver = $2 WHERE id = $1";
    tx.execute(sql, &args![id.0, reason]).await?;
    crate::turn::stands(tx).await
}

/// Records number, date and signer of the unit's own official report.
pub async fn save_document(
    tx: &mut Tx,
    id: SubmissionId,
    number: &str,
    date: Option<Date>,
    signer: &str,
) -> Result<(), Error> {
    let sql = "UPDATE submission SET document_number = $2, document_date = $3, \
        document_signer = $4 WHERE id = $1";
    let args = args![id.0, number, date.map(|d| d.to_string()), signer];
    tx.execute(sql, &args).await?;
    crate::turn::stands(tx).await
}

/// A submission of a round, for work that no person waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundSubmission {
    pub id: SubmissionId,
    pub unit: UnitId,
    pub receiver: UnitId,
    pub due: Date,
    pub duty: Duty,
}

/// Every submission of a round.
pub async fn of_round(tx: &mut Tx, round: i64) -> Result<Vec<RoundSubmission>, Error> {
    let sql = "SELECT id, unit_id, receiver_id, due, duty FROM submission WHERE round_id = $1 ORDER BY id";
    let rows = tx.fetch_all(sql, &args![round]).await?;
    rows.iter()
        .map(|r| {
            Ok(RoundSubmission {
                id: SubmissionId(r.int(0)?),
                unit: UnitId(r.int(1)?),
                receiver: UnitId(r.int(2)?),
                due: r.date(3)?,
                duty: Duty::from_code(r.text(4)?)
                    .ok_or_else(|| Error::Corrupt { what: "duty".to_owned() })?,
            })
        })
        .collect()
}
