//! Versions and drafts written whole: a paper, a table of last year, a demonstration.

use domain::{
    access::OfficerId,
    amount::Amount,
    cell::{Answer, CellStatus},
    submission::SubmissionId,
};
use jiff::Timestamp;

use super::{CellChange, seal, twin};
use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A version written whole: figures and words of a paper, a table of last year, or a demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WholeVersion {
    /// (cell, amount, status).
    pub cells: Vec<(i64, Option<Amount>, CellStatus)>,
    /// (form, heading, body, answer).
    pub words: Vec<(String, String, String, Option<Answer>)>,
}

/// Writes a whole version frozen.
pub async fn save_version(
    tx: &mut Tx,
    submission: SubmissionId,
    number: u32,
    author: Option<OfficerId>,
    by: (OfficerId, Timestamp),
    whole: &WholeVersion,
) -> Result<i64, Error> {
    let sql = "INSERT INTO submission_version (submission_id, number, at, author_id, signer_id) \
        VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let (signer, at) = by;
    let args = args![submission.0, i64::from(number), stamp(at), author.map(|o| o.0), signer.0];
    let version = tx.fetch_one(sql, &args).await?.int(0)?;
    let cells = whole
        .cells
        .iter()
        .map(|(cell, amount, status)| {
            args![version, *cell, amount.map(Amount::scaled), status.code()].to_vec()
        })
        .collect();
    tx.insert_many("value", &["version_id", "cell_id", "amount", "status"], cells).await?;
    let words = whole
        .words
        .iter()
        .map(|(form, heading, body, answer)| {
            args![
                version,
                form.as_str(),
                heading.as_str(),
                body.as_str(),
                answer.map_or("", Answer::code)
            ]
            .to_vec()
        })
        .collect();
    tx.insert_many("version_text", &["version_id", "form", "heading", "body", "answer"], words)
        .await?;
    twin::record(tx, version).await?;
    seal::seal(tx, version).await?;
    Ok(version)
}

/// Writes many draft cells at once, each once; their revisions count up.
pub async fn save_draft_cells(
    tx: &mut Tx,
    submission: SubmissionId,
    changes: &[CellChange],
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let (officer, at) = by;
    let at = stamp(at);
    let columns =
        ["submission_id", "cell_id", "amount", "text", "status", "revision", "officer_id", "at"];
    let rows = changes
        .iter()
        .map(|change| {
            args![
                submission.0,
                change.cell,
                change.amount.map(Amount::scaled),
                change.text.as_deref(),
                change.status.code(),
                1_i64,
                officer.0,
                at.as_str()
            ]
            .to_vec()
        })
        .collect();
    let present = "ON CONFLICT (submission_id, cell_id) DO UPDATE SET amount = excluded.amount, \
        text = excluded.text, status = excluded.status, revision = draft_cell.revision + 1, \
        officer_id = excluded.officer_id, at = excluded.at";
    tx.insert_many_or("draft_cell", &columns, rows, present).await
}

/// Writes a whole draft.
pub async fn save_draft(
    tx: &mut Tx,
    submission: SubmissionId,
    by: (OfficerId, Timestamp),
    whole: &WholeVersion,
) -> Result<(), Error> {
    let (officer, at) = by;
    let at = stamp(at);
    let cells = whole
        .cells
        .iter()
        .map(|(cell, amount, status)| {
            args![
                submission.0,
                *cell,
                amount.map(Amount::scaled),
                status.code(),
                1_i64,
                officer.0,
                at.as_str()
            ]
            .to_vec()
        })
        .collect();
    let columns = ["submission_id", "cell_id", "amount", "status", "revision", "officer_id", "at"];
    tx.insert_many("draft_cell", &columns, cells).await?;
    let words = whole
        .words
        .iter()
        .map(|(form, heading, body, answer)| {
            args![
                submission.0,
                form.as_str(),
                heading.as_str(),
                body.as_str(),
                answer.map_or("", Answer::code),
                1_i64,
                officer.0,
                at.as_str()
            ]
            .to_vec()
        })
        .collect();
    let columns =
        ["submission_id", "form", "heading", "body", "answer", "revision", "officer_id", "at"];
    tx.insert_many("draft_text", &columns, words).await
}

/// Carries over to a version that was written whole what an older one had beside its figures: text cells,
/// sentences, what estimates came to.
pub async fn carry(tx: &mut Tx, from: i64, to: i64) -> Result<(), Error> {
    let sql = "UPDATE value SET text = (SELECT o.text FROM value o WHERE o.version_id = $1 \
        AND o.cell_id = value.cell_id) WHERE version_id = $2 AND text IS NULL";
    tx.execute(sql, &args![from, to]).await?;
    let sql = "INSERT INTO version_explanation (version_id, finding, sentence, said_of, officer_id, at) \
        SELECT CAST($2 AS BIGINT), finding, sentence, said_of, officer_id, at \
        FROM version_explanation WHERE version_id = $1";
    tx.execute(sql, &args![from, to]).await?;
    crate::estimate::carry(tx, to).await
}

/// A frozen version, whole.
pub async fn whole_version(db: &mut impl Reads, version: i64) -> Result<WholeVersion, Error> {
    let sql = "SELECT cell_id, amount, status FROM value WHERE version_id = $1 ORDER BY cell_id";
    let cells = db.fetch_all(sql, &args![version]).await?;
    let sql = "SELECT form, heading, body, answer FROM version_text WHERE version_id = $1";
    let words = db.fetch_all(sql, &args![version]).await?;
    Ok(WholeVersion {
        cells: cells
            .iter()
            .map(|row| {
                let cell = row.int(0)?;
                let of = format_args!("value {version}/{cell}");
                let status = row.word(2, CellStatus::from_code, of)?;
                Ok((cell, row.opt_int(1)?.map(Amount::from_scaled), status))
            })
            .collect::<Result<_, Error>>()?,
        words: words
            .iter()
            .map(|row| {
                let text = |at: usize| row.text(at).map(ToOwned::to_owned);
                let (form, heading) = (text(0)?, text(1)?);
                let of = format_args!("version_text {version}/{form}/{heading}");
                let answer = row.opt_word(3, Answer::from_code, of)?;
                Ok((form, heading, text(2)?, answer))
            })
            .collect::<Result<_, Error>>()?,
    })
}
