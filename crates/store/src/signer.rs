//! Who may sign for a unit: added and ended, never deleted, because documents name them.

use std::collections::BTreeSet;

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
    /// The file of the authorisation is kept.
    pub has_paper: bool,
}

const COLUMNS: &str = "id, unit_id, name, position, authority, other_position, valid_from, \
    valid_to, paper, paper_from, paper_to, paper_scope, paper_number, paper_date, paper_kinds, \
    CASE WHEN EXISTS (SELECT 1 FROM signer_paper p WHERE p.signer_id = signer.id) \
    THEN 1 ELSE 0 END";

/// All signers of a unit, those that still sign first.
pub async fn list(db: &mut impl Reads, unit: UnitId) -> Result<Vec<SignerRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM signer WHERE unit_id = $1 \
         ORDER BY CASE WHEN valid_to IS NULL THEN 0 ELSE 1 END, valid_to DESC, id"
    );
    db.fetch_all(&sql, &args![unit.0]).await?.iter().map(read).collect()
}

/// One signer; whoever asks for it compares the unit with who keeps that list.
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
        valid_to, paper, paper_from, paper_to, paper_scope, paper_number, paper_date, paper_kinds, \
        officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
        $16) RETURNING id";
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
        paper.map_or(String::new(), Authorisation::cited),
        paper.map(|paper| paper.from.to_string()),
        paper.map(|paper| paper.to.to_string()),
        paper.map_or("", |paper| paper.scope.as_str()),
        paper.map_or("", |paper| paper.number.as_str()),
        paper.map(|paper| paper.date.to_string()),
        paper.map_or(String::new(), |paper| kinds(&paper.kinds)),
        officer.0,
        stamp(at)
    ];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// Kinds as one text, spaces between.
fn kinds(kinds: &BTreeSet<String>) -> String {
    kinds.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Keeps the file of the authorisation behind a signer; a newer one takes its place.
pub async fn keep_paper(
    tx: &mut Tx,
    id: i64,
    (sha256, content): (&str, &[u8]),
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO signer_paper (signer_id, sha256, content, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (signer_id) DO UPDATE SET \
        sha256 = excluded.sha256, content = excluded.content, officer_id = excluded.officer_id, \
        at = excluded.at";
    let (officer, at) = by;
    tx.execute(sql, &args![id, sha256, content, officer.0, stamp(at)]).await.map(|_| ())
}

/// The file of the authorisation behind a signer.
pub async fn paper(db: &mut impl Reads, id: i64) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT content FROM signer_paper WHERE signer_id = $1";
    let row = db.fetch_optional(sql, &args![id]).await?;
    row.map(|row| Ok(row.bytes(0)?.to_vec())).transpose()
}

/// Sets the last day of a signer.
pub async fn end(tx: &mut Tx, id: i64, last: Date) -> Result<(), Error> {
    let sql = "UPDATE signer SET valid_to = $1 WHERE id = $2";
    tx.execute(sql, &args![last.to_string(), id]).await.map(|_| ())
}

fn read(row: &Row) -> Result<SignerRow, Error> {
    let authorisation = match (row.text(8)?, row.opt_date(9)?, row.opt_date(10)?) {
        (cited, Some(from), Some(to)) if !cited.is_empty() => Some(Authorisation {
            number: row.text(12)?.to_owned(),
            // Kept before kinds were asked for: it covers none until it is written again.
            date: row.opt_date(13)?.unwrap_or(from),
            from,
            to,
            kinds: row.text(14)?.split_whitespace().map(ToOwned::to_owned).collect(),
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
            from: row.date(6)?,
            to: row.opt_date(7)?,
            authorisation,
        },
        has_paper: row.int(15)? == 1,
    })
}
