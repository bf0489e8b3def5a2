//! Words that an office assembled for its own report.

use std::collections::BTreeMap;

use domain::{
    access::{OfficerId, UnitId},
    reference::Written,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// What stands under a heading, and how often it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssemblyRow {
    pub body: Written,
    pub revision: i64,
    pub at: String,
    /// Who saved it last.
    pub by: String,
}

/// Changes whenever an office saves words for a round's outline.
pub async fn revision(
    db: &mut impl Reads,
    round: i64,
    office: UnitId,
) -> Result<(i64, String), Error> {
    let sql = "SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT), COALESCE(MAX(at), '') \
        FROM assembly WHERE round_id = $1 AND office_id = $2";
    let row = db.fetch_one(sql, &args![round, office.0]).await?;
    Ok((row.int(0)?, row.text(1)?.to_owned()))
}

/// All assembled headings of a round's outline.
pub async fn list(
    db: &mut impl Reads,
    round: i64,
    office: UnitId,
    form: &str,
) -> Result<BTreeMap<String, AssemblyRow>, Error> {
    let sql = "SELECT a.heading, a.body, a.revision, a.at, COALESCE(o.name, '') FROM assembly a \
        LEFT JOIN officer o ON o.id = a.officer_id WHERE round_id = $1 AND office_id = $2 AND form = $3";
    let rows = db.fetch_all(sql, &args![round, office.0, form]).await?;
    rows.iter()
        .map(|row| {
            let words = AssemblyRow {
                body: Written::new(row.text(1)?),
                revision: row.int(2)?,
                at: row.text(3)?.to_owned(),
                by: row.text(4)?.to_owned(),
            };
            Ok((row.text(0)?.to_owned(), words))
        })
        .collect()
}

/// Writes a heading's words over the revision that was read; another revision is refused as stale.
pub async fn save(
    tx: &mut Tx,
    place: (i64, UnitId, &str, &str),
    body: &str,
    read: i64,
    by: (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let ((round, office, form, heading), (officer, at)) = (place, by);
    let known = "SELECT revision FROM assembly WHERE round_id = $1 AND office_id = $2 \
        AND form = $3 AND heading = $4";
    let found = tx.fetch_optional(known, &args![round, office.0, form, heading]).await?;
    let revision = found.map(|row| row.int(0)).transpose()?.unwrap_or(0);
    if revision != read {
        return Err(Error::Stale);
    }
    let sql = "INSERT INTO assembly (round_id, office_id, form, heading, body, revision, officer_id, \
        at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7) \
        ON CONFLICT (round_id, office_id, form, heading) DO UPDATE SET body = excluded.body, \
        revision = assembly.revision + 1, officer_id = excluded.officer_id, at = excluded.at \
        RETURNING revision";
    let args = args![round, office.0, form, heading, body, officer.0, stamp(at)];
    tx.fetch_one(sql, &args).await?.int(0)
}
