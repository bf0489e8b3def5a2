//! Who may sign for a unit: added and ended, never deleted, because documents name them.

use domain::{
    access::{OfficerId, UnitId},
    signer::{Authorisation, Signer},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// A signer as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignerRow {
    pub id: i64,
    pub unit: UnitId,
    pub signer: Signer,
}

const COLUMNS: &str = "id, unit_id, name, position, authority, other_position, valid_from, \
    valid_to, paper, paper_from, paper_to, paper_scope";

/// All signers of a unit, those that still sign first.
pub async fn list(db: &mut impl Reads, unit: UnitId) -> Result<Vec<SignerRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM signer WHERE unit_id = $1 \
         ORDER BY CASE WHEN valid_to IS NULL THEN 0 ELSE 1 END, valid_to DESC, id"
    );
    db.fetch_all(&sql, &args![unit.0]).await?.iter().map(read).collect()
}

/// One signer.
pub async fn by_id(db: &mut impl Reads, id: i64) -> Result<Option<SignerRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM signer WHERE id = $1");
    db.fetch_optional(&sql, &args![id]).await?.as_ref().map(read).transpose()
}

/// Adds a signer.
pub async fn add(
    tx: &mut Tx,
    unit: UnitId,
    signer: &Signer,
    by: (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO signer (unit_id, name, position, authority, other_position, valid_from, \
        valid_to, paper, paper_from, paper_to, paper_scope, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id";
    let (officer, at) = by;
    let paper = signer.authorisation.as_ref();
    let args = args![
        unit.0,
        signer.name.as_str(),
        signer.position.as_str(),
        signer.authority.join("\n"),
        signer.other_position.as_str(),
        signer.from.to_string(),
        signer.to.map(|day| day.to_string()),
        paper.map_or("", |paper| paper.document.as_str()),
        paper.map(|paper| paper.from.to_string()),
        paper.map(|paper| paper.to.to_string()),
        paper.map_or("", |paper| paper.scope.as_str()),
        officer.0,
        stamp(at)
    ];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// Sets the last day of a signer.
pub async fn end(tx: &mut Tx, id: i64, last: Date) -> Result<(), Error> {
    let sql = "UPDATE signer SET valid_to = $1 WHERE id = $2";
    tx.execute(sql, &args![last.to_string(), id]).await.map(|_| ())
}

fn read(row: &Row) -> Result<SignerRow, Error> {
    let day = |at: usize| row.opt_text(at)?.map(date).transpose();
    let authorisation = match (row.text(8)?, day(9)?, day(10)?) {
        (document, Some(from), Some(to)) if !document.is_empty() => Some(Authorisation {
            document: document.to_owned(),
            from,
            to,
            scope: row.text(11)?.to_owned(),
        }),
        _ => None,
    };
    Ok(SignerRow {
        id: row.int(0)?,
        unit: UnitId(row.int(1)?),
        signer: Signer {
            name: row.text(2)?.to_owned(),
            position: row.text(3)?.to_owned(),
            authority: row.text(4)?.lines().map(ToOwned::to_owned).collect(),
            other_position: row.text(5)?.to_owned(),
            from: date(row.text(6)?)?,
            to: day(7)?,
            authorisation,
        },
    })
}

fn date(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::Corrupt { what: "a signer's day".to_owned() })
}
