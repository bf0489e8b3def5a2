//! The signed report of a unit as a file, one for each version that it handed in; and what papers bear
//! that were typed on behalf.

use std::collections::BTreeMap;

use domain::{
    access::OfficerId,
    submission::{Paper, SubmissionId},
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A kept file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperRow {
    /// The version it belongs to.
    pub number: u32,
    pub name: String,
    pub sha256: String,
    /// What was found of its signatures when it came; may be empty.
    pub verdict: String,
    pub officer: String,
    pub at: String,
}

/// A file about to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPaper<'a> {
    pub number: u32,
    pub name: &'a str,
    pub sha256: &'a str,
    pub verdict: &'a str,
    pub content: &'a [u8],
}

/// Keeps the file of a version; a second one takes the first one's place.
pub async fn save(
    tx: &mut Tx,
    id: SubmissionId,
    paper: NewPaper<'_>,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO submission_file (submission_id, number, name, sha256, content, \
        officer_id, at, verdict) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
        ON CONFLICT (submission_id, number) DO UPDATE SET name = excluded.name, \
        sha256 = excluded.sha256, content = excluded.content, officer_id = excluded.officer_id, \
        at = excluded.at, verdict = excluded.verdict";
    let (officer, at) = by;
    let args = args![
        id.0,
        i64::from(paper.number),
        paper.name,
        paper.sha256,
        paper.content,
        officer.0,
        stamp(at),
        paper.verdict
    ];
    tx.execute(sql, &args).await.map(|_| ())
}

/// The files of a submission, oldest version first.
pub async fn list(db: &mut impl Reads, id: SubmissionId) -> Result<Vec<PaperRow>, Error> {
    let sql = "SELECT f.number, f.name, f.sha256, o.name, f.at, f.verdict FROM submission_file f \
        JOIN officer o ON o.id = f.officer_id WHERE f.submission_id = $1 ORDER BY f.number";
    let rows = db.fetch_all(sql, &args![id.0]).await?;
    rows.iter()
        .map(|row| {
            let number = u32::try_from(row.int(0)?)
                .map_err(|_| Error::Corrupt { what: "version number".to_owned() })?;
            Ok(PaperRow {
                number,
                name: row.text(1)?.to_owned(),
                sha256: row.text(2)?.to_owned(),
                officer: row.text(3)?.to_owned(),
                at: row.text(4)?.to_owned(),
                verdict: row.text(5)?.to_owned(),
            })
        })
        .collect()
}

/// The bytes of a version's file.
pub async fn content(
    db: &mut impl Reads,
    id: SubmissionId,
    number: u32,
) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT content FROM submission_file WHERE submission_id = $1 AND number = $2";
    let row = db.fetch_optional(sql, &args![id.0, i64::from(number)]).await?;
    row.map(|row| Ok(row.bytes(0)?.to_vec())).transpose()
}

/// Keeps what the paper bears that a version was typed from.
pub async fn save_typed(tx: &mut Tx, version: i64, paper: &Paper) -> Result<(), Error> {
    let sql = "INSERT INTO version_paper (version_id, number, date, signer, reason) \
        VALUES ($1, $2, $3, $4, $5)";
    let date = paper.date.map_or(String::new(), |date| date.to_string());
    let (number, signer) = (paper.number.as_str(), paper.signer.as_str());
    let args = args![version, number, date, signer, paper.reason.as_str()];
    tx.execute(sql, &args).await.map(|_| ())
}

/// The papers that versions of a submission were typed from, by the version's number.
pub async fn typed(
    db: &mut impl Reads,
    submission: SubmissionId,
) -> Result<BTreeMap<u32, Paper>, Error> {
    let sql = "SELECT n.number, p.number, p.date, p.signer, p.reason FROM version_paper p \
        JOIN submission_version n ON n.id = p.version_id WHERE n.submission_id = $1";
    let rows = db.fetch_all(sql, &args![submission.0]).await?;
    rows.iter()
        .map(|row| {
            let paper = Paper {
                number: row.text(1)?.to_owned(),
                // A paper without a day has an empty one.
                date: if row.text(2)?.is_empty() { None } else { Some(row.date(2)?) },
                signer: row.text(3)?.to_owned(),
                reason: row.text(4)?.to_owned(),
            };
            Ok((u32::try_from(row.int(0)?).unwrap_or(0), paper))
        })
        .collect()
}
