//! Tokens of signing tools: for one document, once, soon; only their hashes are kept.

use domain::access::OfficerId;
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// What a token opens, and who asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    pub document: i64,
    pub officer: OfficerId,
}

/// Keeps a token's hash.
pub async fn open(
    tx: &mut Tx,
    hash: &str,
    (document, purpose): (i64, &str),
    officer: OfficerId,
    expires: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO signing_token (token_hash, document_id, purpose, officer_id, \
        expires_at) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, &args![hash, document, purpose, officer.0, stamp(expires)]).await.map(|_| ())
}

/// Drops every token whose time is over.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    let sql = "DELETE FROM signing_token WHERE expires_at <= $1";
    tx.execute(sql, &args![stamp(now)]).await.map(|_| ())
}

/// Ends what an officer has open for a document for some purpose: the next token is the only one.
pub async fn end(
    tx: &mut Tx,
    (document, purpose): (i64, &str),
    officer: OfficerId,
) -> Result<(), Error> {
    let sql = "DELETE FROM signing_token WHERE document_id = $1 AND purpose = $2 \
        AND officer_id = $3 AND used_at IS NULL";
    tx.execute(sql, &args![document, purpose, officer.0]).await.map(|_| ())
}

/// Whether a token still opens something, without using it up.
pub async fn is_open(
    db: &mut impl Reads,
    (hash, purpose): (&str, &str),
    now: Timestamp,
) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM signing_token WHERE token_hash = $1 AND purpose = $2 \
        AND used_at IS NULL AND expires_at > $3";
    Ok(db.fetch_optional(sql, &args![hash, purpose, stamp(now)]).await?.is_some())
}

/// Uses a token up; `None` where it is unknown, used or too old.
pub async fn take(
    tx: &mut Tx,
    (hash, purpose): (&str, &str),
    now: Timestamp,
) -> Result<Option<Opened>, Error> {
    let sql = "UPDATE signing_token SET used_at = $1 WHERE token_hash = $2 AND purpose = $3 \
        AND used_at IS NULL AND expires_at > $1 RETURNING document_id, officer_id";
    let Some(row) = tx.fetch_optional(sql, &args![stamp(now), hash, purpose]).await? else {
        return Ok(None);
    };
    Ok(Some(Opened { document: row.int(0)?, officer: OfficerId(row.int(1)?) }))
}
