//! Issued plans that an officer confirmed: their text, who confirmed it and when.

use domain::access::{OfficerId, UnitId};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A confirmed plan as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedPlanRow {
    pub id: i64,
    pub title: String,
    /// "379/KH-UBND"; empty where the text carries none.
    pub number: String,
    pub officer: String,
    pub at: String,
}

/// A plan about to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewIssuedPlan<'a> {
    pub unit: UnitId,
    pub title: &'a str,
    pub number: &'a str,
    pub text: &'a str,
}

const COLUMNS: &str = "SELECT p.id, p.title, p.number, o.name, p.at, p.body FROM issued_plan p \
    JOIN officer o ON o.id = p.officer_id";

/// Keeps a confirmed plan.
pub async fn save(
    tx: &mut Tx,
    plan: NewIssuedPlan<'_>,
    by: (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO issued_plan (unit_id, title, number, body, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let (officer, at) = by;
    let args = args![plan.unit.0, plan.title, plan.number, plan.text, officer.0, stamp(at)];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// The confirmed plans, newest first. Plans are public: every officer of the province sees them.
pub async fn list(db: &mut impl Reads) -> Result<Vec<IssuedPlanRow>, Error> {
    let sql = format!("{COLUMNS} ORDER BY p.id DESC LIMIT 200");
    db.fetch_all(&sql, &[]).await?.iter().map(row).collect()
}

/// A confirmed plan with its text.
pub async fn get(db: &mut impl Reads, id: i64) -> Result<Option<(IssuedPlanRow, String)>, Error> {
    let sql = format!("{COLUMNS} WHERE p.id = $1");
    let found = db.fetch_optional(&sql, &args![id]).await?;
    found.map(|found| Ok((row(&found)?, found.text(5)?.to_owned()))).transpose()
}

fn row(row: &crate::row::Row) -> Result<IssuedPlanRow, Error> {
    Ok(IssuedPlanRow {
        id: row.int(0)?,
        title: row.text(1)?.to_owned(),
        number: row.text(2)?.to_owned(),
        officer: row.text(3)?.to_owned(),
        at: row.text(4)?.to_owned(),
    })
}
