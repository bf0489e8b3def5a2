//! How sheets of units give forms: kept for the next file of the same layout.

use domain::access::{OfficerId, Scope, UnitId};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// A choice as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingRow {
    pub id: i64,
    pub unit: UnitId,
    pub unit_name: String,
    pub name: String,
    pub form: String,
    pub form_version: u32,
    pub signature: String,
    pub pattern: String,
    pub officer: String,
    pub at: String,
}

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept<'a> {
    pub name: &'a str,
    pub form: (&'a str, u32),
    pub signature: &'a str,
    pub pattern: &'a str,
}

const SELECT: &str = "SELECT m.id, m.unit_id, u.name, m.name, m.form, m.form_version, m.signature, \
    m.pattern, o.name, m.at FROM mapping m JOIN unit u ON u.id = m.unit_id \
    JOIN officer o ON o.id = m.officer_id \
    WHERE EXISTS (SELECT 1 FROM unit_closure c WHERE c.ancestor_id = $1 \
    AND c.descendant_id = m.unit_id AND c.valid_from <= $2)";

/// Keeps a choice; an earlier one of the unit for the same form and layout goes.
pub async fn keep(
    tx: &mut Tx,
    unit: UnitId,
    kept: Kept<'_>,
    (officer, at): (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO mapping (unit_id, name, form, form_version, signature, pattern, \
        officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
        ON CONFLICT (unit_id, form, form_version, signature) DO UPDATE SET name = excluded.name, \
        pattern = excluded.pattern, officer_id = excluded.officer_id, at = excluded.at";
    let args = args![
        unit.0,
        kept.name,
        kept.form.0,
        i64::from(kept.form.1),
        kept.signature,
        kept.pattern,
        officer.0,
        stamp(at)
    ];
    tx.execute(sql, &args).await.map(|_| ())
}

/// All that the scope sees.
pub async fn list(db: &mut impl Reads, scope: &Scope) -> Result<Vec<MappingRow>, Error> {
    let sql = format!("{SELECT} ORDER BY u.sort_order, m.name, m.form, m.id");
    let today = scope.today.to_string();
    db.fetch_all(&sql, &args![scope.root.0, today.as_str()]).await?.iter().map(read).collect()
}

/// Gives another name; says whether there was one.
pub async fn rename(tx: &mut Tx, id: i64, name: &str) -> Result<bool, Error> {
    Ok(tx.execute("UPDATE mapping SET name = $1 WHERE id = $2", &args![name, id]).await? > 0)
}

/// Forgets one.
pub async fn delete(tx: &mut Tx, id: i64) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM mapping WHERE id = $1", &args![id]).await? > 0)
}

fn read(row: &Row) -> Result<MappingRow, Error> {
    let text = |at: usize| row.text(at).map(ToOwned::to_owned);
    Ok(MappingRow {
        id: row.int(0)?,
        unit: UnitId(row.int(1)?),
        unit_name: text(2)?,
        name: text(3)?,
        form: text(4)?,
        form_version: u32::try_from(row.int(5)?).unwrap_or(0),
        signature: text(6)?,
        pattern: text(7)?,
        officer: text(8)?,
        at: text(9)?,
    })
}
