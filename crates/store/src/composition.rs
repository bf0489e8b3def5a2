//! Documents that an officer writes in a form, kept until they are presented.

use domain::{
    access::{OfficerId, UnitId},
    composition::Typed,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// A kept document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompositionRow {
    pub id: i64,
    pub unit: UnitId,
    pub kind: String,
    pub title: String,
    pub revision: i64,
    /// The document that it became.
    pub document: Option<i64>,
    pub officer: String,
    pub at: String,
}

const SELECT: &str = "SELECT c.id, c.unit_id, c.kind, c.title, c.revision, c.document_id, o.name, \
    c.at FROM composition c JOIN officer o ON o.id = c.officer_id";

fn read(row: &Row) -> Result<CompositionRow, Error> {
    Ok(CompositionRow {
        id: row.int(0)?,
        unit: UnitId(row.int(1)?),
        kind: row.text(2)?.to_owned(),
        title: row.text(3)?.to_owned(),
        revision: row.int(4)?,
        document: row.opt_int(5)?,
        officer: row.text(6)?.to_owned(),
        at: row.text(7)?.to_owned(),
    })
}

/// What a unit keeps, newest first.
pub async fn list(db: &mut impl Reads, unit: UnitId) -> Result<Vec<CompositionRow>, Error> {
    let sql = format!("{SELECT} WHERE c.unit_id = $1 ORDER BY c.id DESC LIMIT 200");
    db.fetch_all(&sql, &args![unit.0]).await?.iter().map(read).collect()
}

/// One that a unit keeps.
pub async fn load(
    db: &mut impl Reads,
    unit: UnitId,
    id: i64,
) -> Result<Option<CompositionRow>, Error> {
    let sql = format!("{SELECT} WHERE c.unit_id = $1 AND c.id = $2");
    db.fetch_optional(&sql, &args![unit.0, id]).await?.as_ref().map(read).transpose()
}

/// What was typed in its form.
pub async fn typed(db: &mut impl Reads, id: i64) -> Result<Typed, Error> {
    let sql = "SELECT name, value FROM composition_field WHERE composition_id = $1 \
        ORDER BY name, line";
    let mut typed = Typed::new();
    for row in db.fetch_all(sql, &args![id]).await? {
        typed.entry(row.text(0)?.to_owned()).or_default().push(row.text(1)?.to_owned());
    }
    Ok(typed)
}

/// Begins one; gives its number.
pub async fn begin(
    tx: &mut Tx,
    (unit, kind, title): (UnitId, &str, &str),
    typed: &Typed,
    (officer, at): (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO composition (unit_id, kind, title, revision, officer_id, at) \
        VALUES ($1, $2, $3, 1, $4, $5) RETURNING id";
    let args = args![unit.0, kind, title, officer.0, stamp(at)];
    let id = tx.fetch_one(sql, &args).await?.int(0)?;
    write(tx, id, typed).await?;
    Ok(id)
}

/// Writes what was typed over the revision that was read; another one, or one that was presented, is stale.
pub async fn save(
    tx: &mut Tx,
    (id, revision): (i64, i64),
    title: &str,
    typed: &Typed,
    (officer, at): (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "UPDATE composition SET title = $1, revision = revision + 1, officer_id = $2, at = $3 \
        WHERE id = $4 AND revision = $5 AND document_id IS NULL";
    let args = args![title, officer.0, stamp(at), id, revision];
    if tx.execute(sql, &args).await? != 1 {
        return Err(Error::Stale);
    }
    tx.execute("DELETE FROM composition_field WHERE composition_id = $1", &args![id]).await?;
    write(tx, id, typed).await
}

async fn write(tx: &mut Tx, id: i64, typed: &Typed) -> Result<(), Error> {
    for (name, lines) in typed {
        for (line, value) in lines.iter().enumerate() {
            let sql = "INSERT INTO composition_field (composition_id, name, line, value) \
                VALUES ($1, $2, $3, $4)";
            let line = i64::try_from(line).unwrap_or(i64::MAX);
            tx.execute(sql, &args![id, name.as_str(), line, value.as_str()]).await?;
        }
    }
    Ok(())
}

/// Says which document it became; once.
pub async fn become_document(
    tx: &mut Tx,
    (id, revision): (i64, i64),
    document: i64,
) -> Result<(), Error> {
    let sql = "UPDATE composition SET document_id = $1, revision = revision + 1 \
        WHERE id = $2 AND revision = $3 AND document_id IS NULL";
    let done = tx.execute(sql, &args![document, id, revision]).await?;
    if done == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Throws one away at the revision that was read; another one, or one that was presented, is stale.
pub async fn discard(tx: &mut Tx, (id, revision): (i64, i64)) -> Result<(), Error> {
    tx.execute("DELETE FROM composition_field WHERE composition_id = $1", &args![id]).await?;
    let sql = "DELETE FROM composition WHERE id = $1 AND revision = $2 AND document_id IS NULL";
    if tx.execute(sql, &args![id, revision]).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}
