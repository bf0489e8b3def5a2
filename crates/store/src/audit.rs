//! The audit log: a chain in which each line holds the hash of the one before.

use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// One line, written in the transaction of the change it tells of.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub at: Timestamp,
    /// 0 for the system itself.
    pub officer: i64,
    pub unit: i64,
    /// "submission.submit".
    pub verb: &'a str,
    /// "submission/12"; never a name or story.
    pub subject: &'a str,
    pub detail: &'a str,
}

const SEPARATOR: &[u8] = &[0x1f];

fn chained(previous: &str, at: &str, who: (i64, i64), what: (&str, &str, &str)) -> String {
    let mut hasher = blake3::Hasher::new();
    let (verb, subject, detail) = what;
    let (officer, unit) = (who.0.to_string(), who.1.to_string());
    for field in [previous, at, &officer, &unit, verb, subject, detail] {
        hasher.update(field.as_bytes());
        hasher.update(SEPARATOR);
    }
    hasher.finalize().to_hex().to_string()
}

/// Appends a line.
pub async fn record(tx: &mut Tx, entry: Entry<'_>) -> Result<(), Error> {
    let last = tx.fetch_optional("SELECT hash FROM audit ORDER BY id DESC LIMIT 1", &[]).await?;
    let previous = match &last {
        Some(row) => row.text(0)?.to_owned(),
        None => String::new(),
    };
    let at = stamp(entry.at);
    let what = (entry.verb, entry.subject, entry.detail);
    let hash = chained(&previous, &at, (entry.officer, entry.unit), what);
    let sql = "INSERT INTO audit (at, officer_id, unit_id, verb, subject, detail, hash) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![at, entry.officer, entry.unit, entry.verb, entry.subject, entry.detail, hash];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Recomputes the chain: how many lines hold, and the first that does not.
pub async fn verify(db: &mut impl Reads) -> Result<(u64, Option<i64>), Error> {
    let sql = "SELECT id, at, officer_id, unit_id, verb, subject, detail, hash FROM audit \
        WHERE id > $1 ORDER BY id LIMIT 5000";
    let (mut after, mut previous, mut held) = (0_i64, String::new(), 0_u64);
    loop {
        let rows = db.fetch_all(sql, &args![after]).await?;
        if rows.is_empty() {
            return Ok((held, None));
        }
        for row in &rows {
            let what = (row.text(4)?, row.text(5)?, row.text(6)?);
            let hash = chained(&previous, row.text(1)?, (row.int(2)?, row.int(3)?), what);
            if hash != row.text(7)? {
                return Ok((held, Some(row.int(0)?)));
            }
            (after, previous, held) = (row.int(0)?, hash, held + 1);
        }
    }
}
