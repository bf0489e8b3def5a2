//! Messages of the document exchange as they left or came, with the files inside them.

use domain::access::{OfficerId, Scope, UnitId};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A message about to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMessage<'a> {
    pub unit: UnitId,
    pub is_outward: bool,
    pub sha256: &'a str,
    pub content: &'a [u8],
}

/// A file of a message, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    pub message: i64,
    pub number: i64,
    pub name: String,
    pub description: String,
    pub sha256: String,
    pub size_bytes: i64,
}

/// Keeps a message.
pub async fn save(
    tx: &mut Tx,
    new: NewMessage<'_>,
    by: (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO message (unit_id, outward, sha256, content, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let args = args![new.unit.0, new.is_outward, new.sha256, new.content, by.0.0, stamp(by.1)];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// When a unit took in the same bytes before.
pub async fn known(
    db: &mut impl Reads,
    unit: UnitId,
    sha256: &str,
) -> Result<Option<String>, Error> {
    let sql = "SELECT at FROM message WHERE unit_id = $1 AND outward = 0 AND sha256 = $2";
    let row = db.fetch_optional(sql, &args![unit.0, sha256]).await?;
    row.map(|row| row.text(0).map(ToOwned::to_owned)).transpose()
}

/// Keeps a file of a message.
pub async fn save_file(
    tx: &mut Tx,
    (message, number): (i64, i64),
    (name, description): (&str, &str),
    (sha256, content): (&str, &[u8]),
) -> Result<(), Error> {
    let sql = "INSERT INTO message_file (message_id, number, name, description, sha256, content) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let args = args![message, number, name, description, sha256, content];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Files of the messages of a dispatch, oldest message first.
pub async fn files(db: &mut impl Reads, dispatch: i64) -> Result<Vec<FileRow>, Error> {
    let sql = "SELECT f.message_id, f.number, f.name, f.description, f.sha256, \
        CAST(LENGTH(f.content) AS BIGINT) FROM message_file f WHERE f.message_id IN \
        (SELECT message_id FROM dispatch_event WHERE dispatch_id = $1) \
        ORDER BY f.message_id, f.number";
    let rows = db.fetch_all(sql, &args![dispatch]).await?;
    rows.iter()
        .map(|row| {
            Ok(FileRow {
                message: row.int(0)?,
                number: row.int(1)?,
                name: row.text(2)?.to_owned(),
                description: row.text(3)?.to_owned(),
                sha256: row.text(4)?.to_owned(),
                size_bytes: row.int(5)?,
            })
        })
        .collect()
}

/// The bytes of a message of the scope's own unit.
pub async fn content(
    db: &mut impl Reads,
    scope: &Scope,
    message: i64,
) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT content FROM message WHERE id = $1 AND unit_id = $2";
    let row = db.fetch_optional(sql, &args![message, scope.unit.0]).await?;
    row.map(|row| Ok(row.bytes(0)?.to_vec())).transpose()
}

/// Name and bytes of a file of such a message.
pub async fn file(
    db: &mut impl Reads,
    scope: &Scope,
    (message, number): (i64, i64),
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let sql = "SELECT f.name, f.content FROM message_file f JOIN message m ON m.id = f.message_id \
        WHERE f.message_id = $1 AND f.number = $2 AND m.unit_id = $3";
    let row = db.fetch_optional(sql, &args![message, number, scope.unit.0]).await?;
    row.map(|row| Ok((row.text(0)?.to_owned(), row.bytes(1)?.to_vec()))).transpose()
}
