//! Templates as administrators changed them: every version with who and when, the newest in force.

use std::collections::BTreeMap;

use domain::access::OfficerId;
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// One saved version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    pub number: i64,
    /// `None` where the shipped text was restored.
    pub text: Option<String>,
    pub officer: String,
    pub at: String,
}

const SELECT: &str = "SELECT v.code, v.number, v.text, o.name, v.at FROM template_version v \
    JOIN officer o ON o.id = v.officer_id";

fn read(row: &Row) -> Result<VersionRow, Error> {
    Ok(VersionRow {
        number: row.int(1)?,
        text: row.opt_text(2)?.map(ToOwned::to_owned),
        officer: row.text(3)?.to_owned(),
        at: row.text(4)?.to_owned(),
    })
}

/// Every version of a template, newest first.
pub async fn versions(db: &mut impl Reads, code: &str) -> Result<Vec<VersionRow>, Error> {
    let sql = format!("{SELECT} WHERE v.code = $1 ORDER BY v.number DESC");
    db.fetch_all(&sql, &args![code]).await?.iter().map(read).collect()
}

/// The newest version of each template that was ever changed, by code.
pub async fn newest(db: &mut impl Reads) -> Result<BTreeMap<String, VersionRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE v.number = (SELECT MAX(n.number) FROM template_version n \
         WHERE n.code = v.code) ORDER BY v.code"
    );
    let rows = db.fetch_all(&sql, &[]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), read(row)?))).collect()
}

/// The newest number of a template, and its text where it is not the shipped one; 0 where it never changed.
pub async fn current(db: &mut impl Reads, code: &str) -> Result<(i64, Option<String>), Error> {
    let sql = "SELECT number, text FROM template_version WHERE code = $1 \
        ORDER BY number DESC LIMIT 1";
    let row = db.fetch_optional(sql, &args![code]).await?;
    row.map_or(Ok((0, None)), |row| Ok((row.int(0)?, row.opt_text(1)?.map(ToOwned::to_owned))))
}

/// Keeps a version over the number that was read; another number is refused as stale.
pub async fn save(
    tx: &mut Tx,
    code: &str,
    read: i64,
    text: Option<&str>,
    (officer, at): (OfficerId, Timestamp),
) -> Result<i64, Error> {
    if current(tx, code).await?.0 != read {
        return Err(Error::Stale);
    }
    let sql = "INSERT INTO template_version (code, number, text, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, &args![code, read + 1, text, officer.0, stamp(at)]).await?;
    Ok(read + 1)
}
