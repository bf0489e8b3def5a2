//! Issued files: the stored bytes are the document for ever.

use domain::access::{OfficerId, UnitId};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A document as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    pub id: i64,
    pub round: Option<String>,
    pub unit: UnitId,
    pub unit_name: String,
    pub kind: String,
    pub title: String,
    pub number: String,
    pub date: Option<String>,
    pub issued_at: String,
    pub officer: String,
    /// (format, sha-256) of each stored file.
    pub files: Vec<(String, String)>,
}

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

/// Documents kept by one unit, newest first.
pub async fn list(db: &mut impl Reads, unit: UnitId) -> Result<Vec<DocumentRow>, Error> {
    let sql = "SELECT d.id, r.code, d.unit_id, u.name, d.kind, d.title, d.issued_at, o.name, \
        d.number, d.date \
        FROM document d JOIN unit u ON u.id = d.unit_id JOIN officer o ON o.id = d.officer_id \
        LEFT JOIN round r ON r.id = d.round_id WHERE d.unit_id = $1 ORDER BY d.id DESC LIMIT 200";
    let rows = db.fetch_all(sql, &args![unit.0]).await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = row.int(0)?;
        let files = db
            .fetch_all(
                "SELECT format, sha256 FROM document_file WHERE document_id = $1 ORDER BY format",
                &args![id],
            )
            .await?;
        documents.push(DocumentRow {
            id,
            round: row.opt_text(1)?.map(ToOwned::to_owned),
            unit: UnitId(row.int(2)?),
            unit_name: row.text(3)?.to_owned(),
            kind: row.text(4)?.to_owned(),
            title: row.text(5)?.to_owned(),
            issued_at: row.text(6)?.to_owned(),
            officer: row.text(7)?.to_owned(),
            number: row.text(8)?.to_owned(),
            date: row.opt_text(9)?.map(ToOwned::to_owned),
            files: files
                .iter()
                .map(|f| Ok((f.text(0)?.to_owned(), f.text(1)?.to_owned())))
                .collect::<Result<_, Error>>()?,
        });
    }
    Ok(documents)
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
