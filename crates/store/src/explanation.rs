//! Sentences that let a warning pass.

use domain::{
    access::OfficerId,
    submission::{Explanation, Explanations, SubmissionId},
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// Warnings explained so far: finding key → sentence, with the message that it was written of.
pub async fn list(db: &mut impl Reads, submission: SubmissionId) -> Result<Explanations, Error> {
    let sql = "SELECT finding, sentence, said_of FROM explanation WHERE submission_id = $1";
    let rows = db.fetch_all(sql, &args![submission.0]).await?;
    let explained = |row: &Row| {
        let (sentence, of) = (row.text(1)?.to_owned(), row.text(2)?.to_owned());
        Ok((row.text(0)?.to_owned(), Explanation { sentence, of }))
    };
    rows.iter().map(explained).collect()
}

/// Writes the sentence that lets a warning pass, and the message that it is written of.
pub async fn save(
    tx: &mut Tx,
    submission: SubmissionId,
    (finding, of): (&str, &str),
    sentence: &str,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO explanation (submission_id, finding, sentence, said_of, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (submission_id, finding) DO UPDATE SET \
        sentence = excluded.sentence, said_of = excluded.said_of, officer_id = excluded.officer_id, \
        at = excluded.at";
    let (officer, at) = by;
    let args = args![submission.0, finding, sentence, of, officer.0, stamp(at)];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Keeps the sentences as they stand beside a version that is signed.
pub async fn freeze(tx: &mut Tx, submission: SubmissionId, version: i64) -> Result<(), Error> {
    let sql = "INSERT INTO version_explanation (version_id, finding, sentence, said_of, officer_id, at) \
        SELECT CAST($1 AS BIGINT), finding, sentence, said_of, officer_id, at FROM explanation \
        WHERE submission_id = $2";
    tx.execute(sql, &args![version, submission.0]).await.map(|_| ())
}

/// The sentences that stood beside a version when it was signed: they stand for what was signed with them.
pub async fn of_version(db: &mut impl Reads, version: i64) -> Result<Explanations, Error> {
    let sql = "SELECT finding, sentence FROM version_explanation WHERE version_id = $1";
    let rows = db.fetch_all(sql, &args![version]).await?;
    let explained = |row: &Row| Ok((row.text(0)?.to_owned(), Explanation::standing(row.text(1)?)));
    rows.iter().map(explained).collect()
}
