//! Sentences that let a warning pass.

use std::collections::BTreeMap;

use domain::{access::OfficerId, submission::SubmissionId};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// Warnings explained so far: finding key → sentence.
pub async fn list(
    db: &mut impl Reads,
    submission: SubmissionId,
) -> Result<BTreeMap<String, String>, Error> {
    let sql = "SELECT finding, sentence FROM explanation WHERE submission_id = $1";
    let rows = db.fetch_all(sql, &args![submission.0]).await?;
    rows.iter().map(|r| Ok((r.text(0)?.to_owned(), r.text(1)?.to_owned()))).collect()
}

/// Writes the sentence that lets a warning pass.
pub async fn save(
    tx: &mut Tx,
    submission: SubmissionId,
    finding: &str,
    sentence: &str,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO explanation (submission_id, finding, sentence, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (submission_id, finding) DO UPDATE SET \
        sentence = excluded.sentence, officer_id = excluded.officer_id, at = excluded.at";
    let (officer, at) = by;
    tx.execute(sql, &args![submission.0, finding, sentence, officer.0, stamp(at)]).await.map(|_| ())
}

/// Keeps the sentences as they stand beside a version that is signed.
pub async fn freeze(tx: &mut Tx, submission: SubmissionId, version: i64) -> Result<(), Error> {
    let sql = "INSERT INTO version_explanation (version_id, finding, sentence, officer_id, at) \
        SELECT CAST($1 AS BIGINT), finding, sentence, officer_id, at FROM explanation \
        WHERE submission_id = $2";
    tx.execute(sql, &args![version, submission.0]).await.map(|_| ())
}

/// The sentences that stood beside a version when it was signed.
pub async fn of_version(
    db: &mut impl Reads,
    version: i64,
) -> Result<BTreeMap<String, String>, Error> {
    let sql = "SELECT finding, sentence FROM version_explanation WHERE version_id = $1";
    let rows = db.fetch_all(sql, &args![version]).await?;
    rows.iter().map(|r| Ok((r.text(0)?.to_owned(), r.text(1)?.to_owned()))).collect()
}
