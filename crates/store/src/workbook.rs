//! Files of a report: staged until their officer says yes, and which were taken over already.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{OfficerId, Scope},
    submission::SubmissionId,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::{SubmissionRow, scoped, select, stamp, submission_of},
};

/// Cells of the draft as the officer saw them: form, row and column with their revision.
pub type Seen = BTreeMap<(String, String, String), i64>;

/// A file that was read and waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    pub name: String,
    pub sha256: String,
    pub content: Vec<u8>,
    pub seen: Seen,
    /// How its sheets give forms, where an officer chose it.
    pub mapping: Option<String>,
    /// Under which name the choice is kept once the file is taken over.
    pub kept_name: Option<String>,
}

/// Stages a file; the officer's earlier one for the same submission goes.
pub async fn stage(
    tx: &mut Tx,
    submission: SubmissionId,
    staged: &Staged,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO staged_workbook (submission_id, officer_id, at, name, sha256, content, \
        seen, mapping, kept_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (submission_id, officer_id) \
        DO UPDATE SET at = excluded.at, name = excluded.name, sha256 = excluded.sha256, \
        content = excluded.content, seen = excluded.seen, mapping = excluded.mapping, \
        kept_name = excluded.kept_name";
    let (officer, at) = by;
    let args = args![
        submission.0,
        officer.0,
        stamp(at),
        staged.name.as_str(),
        staged.sha256.as_str(),
        staged.content.as_slice(),
        lines(&staged.seen),
        staged.mapping.clone(),
        staged.kept_name.clone()
    ];
    tx.execute(sql, &args).await.map(|_| ())
}

/// The file an officer staged for a submission, if it is still the one with this hash.
pub async fn staged(
    db: &mut impl Reads,
    submission: SubmissionId,
    officer: OfficerId,
    sha256: &str,
) -> Result<Option<Staged>, Error> {
    let sql = "SELECT name, sha256, content, seen, mapping, kept_name FROM staged_workbook \
        WHERE submission_id = $1 AND officer_id = $2 AND sha256 = $3";
    let row = db.fetch_optional(sql, &args![submission.0, officer.0, sha256]).await?;
    row.map(|row| {
        Ok(Staged {
            name: row.text(0)?.to_owned(),
            sha256: row.text(1)?.to_owned(),
            content: row.bytes(2)?.to_vec(),
            seen: seen_of(row.text(3)?)?,
            mapping: row.opt_text(4)?.map(ToOwned::to_owned),
            kept_name: row.opt_text(5)?.map(ToOwned::to_owned),
        })
    })
    .transpose()
}

/// Removes a staged file; says whether there was one.
pub async fn unstage(
    tx: &mut Tx,
    submission: SubmissionId,
    officer: OfficerId,
    sha256: &str,
) -> Result<bool, Error> {
    let sql = "DELETE FROM staged_workbook \
        WHERE submission_id = $1 AND officer_id = $2 AND sha256 = $3";
    Ok(tx.execute(sql, &args![submission.0, officer.0, sha256]).await? > 0)
}

/// Removes what nobody took up since an instant.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<u64, Error> {
    tx.execute("DELETE FROM staged_workbook WHERE at < $1", &args![stamp(before)]).await
}

/// What came of a file that was taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken<'a> {
    pub sha256: &'a str,
    pub name: &'a str,
    pub taken: usize,
    pub unchanged: usize,
    pub refused: usize,
}

/// Remembers that a file was taken over.
pub async fn record_taken(
    tx: &mut Tx,
    submission: SubmissionId,
    file: Taken<'_>,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO taken_workbook (submission_id, sha256, name, taken, unchanged, refused, \
        officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
        ON CONFLICT (submission_id, sha256) DO UPDATE SET name = excluded.name, \
        taken = excluded.taken, unchanged = excluded.unchanged, refused = excluded.refused, \
        officer_id = excluded.officer_id, at = excluded.at";
    let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    let args = args![
        submission.0,
        file.sha256,
        file.name,
        count(file.taken),
        count(file.unchanged),
        count(file.refused),
        by.0.0,
        stamp(by.1)
    ];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Every file that was taken over: submission and hash.
pub async fn all_taken(db: &mut impl Reads) -> Result<BTreeSet<(SubmissionId, String)>, Error> {
    let sql = "SELECT submission_id, sha256 FROM taken_workbook";
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter().map(|row| Ok((SubmissionId(row.int(0)?), row.text(1)?.to_owned()))).collect()
}

/// Every submission that the scope sees, of one round or of all.
pub async fn owed(
    db: &mut impl Reads,
    scope: &Scope,
    round: Option<&str>,
) -> Result<Vec<SubmissionRow>, Error> {
    let condition = if round.is_some() { "r.code = $1" } else { "r.code <> $1" };
    let sql = select(&format!("{condition} AND {} ORDER BY s.round_id, u.sort_order", scoped(4)));
    let today = scope.today.to_string();
    let args = args![round.unwrap_or_default(), scope.root.0, today.as_str(), scope.unit.0];
    db.fetch_all(&sql, &args).await?.iter().map(submission_of).collect()
}

/// One line a cell; codes hold no tab.
fn lines(seen: &Seen) -> String {
    let line = |(place, revision): (&(String, String, String), &i64)| {
        format!("{}\t{}\t{}\t{revision}\n", place.0, place.1, place.2)
    };
    seen.iter().map(line).collect()
}

fn seen_of(text: &str) -> Result<Seen, Error> {
    let line = |line: &str| {
        let mut fields = line.split('\t').map(ToOwned::to_owned);
        let cell = (fields.next()?, fields.next()?, fields.next()?);
        Some((cell, fields.next()?.parse().ok()?))
    };
    text.lines()
        .map(|text| line(text).ok_or_else(|| Error::Corrupt { what: "seen cells".to_owned() }))
        .collect()
}
