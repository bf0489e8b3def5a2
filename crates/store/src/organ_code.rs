//! Electronic codes of organs, one a unit, as an administrator entered them.

use domain::{
    access::{OfficerId, UnitId},
    confidence::Confidence,
    organ_code::OrganCode,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// A unit with its code. Codes are public: any officer may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    pub unit: UnitId,
    pub key: String,
    pub name: String,
    pub code: OrganCode,
    pub confidence: Confidence,
}

const SELECT: &str = "SELECT c.unit_id, u.key, u.name, c.code, c.confidence FROM organ_code c \
    JOIN unit u ON u.id = c.unit_id";

/// Codes of the units of a day, in the order of lists.
pub async fn list(db: &mut impl Reads, on: Date) -> Result<Vec<CodeRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE u.valid_from <= $1 AND (u.valid_to IS NULL OR u.valid_to >= $1) \
         ORDER BY u.sort_order"
    );
    db.fetch_all(&sql, &args![on.to_string()]).await?.iter().map(read).collect()
}

/// The code of a unit.
pub async fn of(db: &mut impl Reads, unit: UnitId) -> Result<Option<CodeRow>, Error> {
    let sql = format!("{SELECT} WHERE c.unit_id = $1");
    db.fetch_optional(&sql, &args![unit.0]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<CodeRow, Error> {
    let (code, confidence) = (row.text(3)?, row.text(4)?);
    let corrupt = |what: &str| Error::Corrupt { what: format!("organ code {what}") };
    Ok(CodeRow {
        unit: UnitId(row.int(0)?),
        key: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        code: OrganCode::parse(code).map_err(|_| corrupt(code))?,
        confidence: Confidence::from_code(confidence).ok_or_else(|| corrupt(confidence))?,
    })
}

/// Sets the code of a unit.
pub async fn set(
    tx: &mut Tx,
    unit: UnitId,
    (code, confidence): (&OrganCode, Confidence),
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO organ_code (unit_id, code, confidence, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (unit_id) DO UPDATE SET code = excluded.code, \
        confidence = excluded.confidence, officer_id = excluded.officer_id, at = excluded.at";
    let args = args![unit.0, code.as_str(), confidence.code(), by.0.0, stamp(by.1)];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Takes the code of a unit away.
pub async fn clear(tx: &mut Tx, unit: UnitId) -> Result<(), Error> {
    let sql = "DELETE FROM organ_code WHERE unit_id = $1";
    tx.execute(sql, &args![unit.0]).await.map(|_| ())
}
