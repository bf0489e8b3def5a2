//! Issued files: the stored bytes are the document for ever.

use domain::access::{OfficerId, UnitId};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// One file to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub format: &'static str,
    pub sha256: String,
    pub content: Vec<u8>,
}

/// A document about to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    pub round: Option<i64>,
    pub unit: UnitId,
    pub kind: String,
    pub title: String,
    /// `412/BC-SLĐTBXH`.
    pub number: String,
    pub date: Option<Date>,
}

/// Keeps an issued document with its files.
pub async fn save(
    tx: &mut Tx,
    what: &NewDocument,
    by: (OfficerId, Timestamp),
    release: &str,
    files: &[NewFile],
) -> Result<i64, Error> {
    let (officer, at) = by;
    let sql = "INSERT INTO document (round_id, unit_id, kind, title, number, date, issued_at, \
        officer_id, release) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    let args = args![
        what.round,
        what.unit.0,
        what.kind.as_str(),
        what.title.as_str(),
        what.number.as_str(),
        what.date.map(|d| d.to_string()),
        stamp(at),
        officer.0,
        release
    ];
    let id = tx.fetch_one(sql, &args).await?.int(0)?;
    for file in files {
        let sql = "INSERT INTO document_file (document_id, format, sha256, content) \
            VALUES ($1, $2, $3, $4)";
        let args = args![id, file.format, file.sha256.as_str(), file.content.as_slice()];
        tx.execute(sql, &args).await?;
    }
    Ok(id)
}

/// A stored file of one unit's document.
pub async fn file(
    db: &mut impl Reads,
    unit: UnitId,
    document: i64,
    format: &str,
) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT f.content FROM document_file f JOIN document d ON d.id = f.document_id \
        WHERE f.document_id = $1 AND f.format = $2 AND d.unit_id = $3";
    let row = db.fetch_optional(sql, &args![document, format, unit.0]).await?;
    row.map(|r| r.bytes(0).map(<[u8]>::to_vec)).transpose()
}
