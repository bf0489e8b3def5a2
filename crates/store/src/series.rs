//! Series of numbers: a number is given inside the transaction that issues, so none is lost or
//! given twice; what is rolled back takes its number back with it.

use std::collections::BTreeSet;

use domain::{
    access::{OfficerId, UnitId},
    series::{Body, Numbering},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// One series of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub unit: UnitId,
    pub body: Body,
    pub year: i16,
    pub series: String,
}

/// How far a series has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRow {
    pub body: Body,
    pub year: i64,
    pub series: String,
    /// Last number given outside of this system.
    pub before: i64,
    pub last: i64,
}

/// The rule of a body for a year: the newest one set for it or before.
pub async fn numbering(
    db: &mut impl Reads,
    (unit, body): (UnitId, Body),
    year: i16,
) -> Result<Option<Numbering>, Error> {
    let sql = "SELECT year, organ, drafter, joint FROM numbering \
        WHERE unit_id = $1 AND body = $2 AND year <= $3 ORDER BY year DESC LIMIT 1";
    let row = db.fetch_optional(sql, &args![unit.0, body.code(), i64::from(year)]).await?;
    row.as_ref().map(rule).transpose()
}

/// Every rule of a body, newest first.
pub async fn numberings(
    db: &mut impl Reads,
    (unit, body): (UnitId, Body),
) -> Result<Vec<Numbering>, Error> {
    let sql = "SELECT year, organ, drafter, joint FROM numbering \
        WHERE unit_id = $1 AND body = $2 ORDER BY year DESC";
    db.fetch_all(sql, &args![unit.0, body.code()]).await?.iter().map(rule).collect()
}

fn rule(row: &Row) -> Result<Numbering, Error> {
    let joint: BTreeSet<String> = row.text(3)?.split(' ').map(ToOwned::to_owned).collect();
    Ok(Numbering {
        year: i16::try_from(row.int(0)?).map_err(|_| wrong_year())?,
        organ: row.text(1)?.to_owned(),
        drafter: row.text(2)?.to_owned(),
        joint,
    })
}

/// Sets the rule of a year.
pub async fn set_numbering(
    tx: &mut Tx,
    (unit, body): (UnitId, Body),
    rule: &Numbering,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO numbering (unit_id, body, year, organ, drafter, joint, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (unit_id, body, year) DO UPDATE SET \
        organ = excluded.organ, drafter = excluded.drafter, joint = excluded.joint, \
        officer_id = excluded.officer_id, at = excluded.at";
    let joint: Vec<&str> = rule.joint.iter().map(String::as_str).collect();
    let (officer, at) = by;
    let args = args![
        unit.0,
        body.code(),
        i64::from(rule.year),
        rule.organ.as_str(),
        rule.drafter.as_str(),
        joint.join(" "),
        officer.0,
        stamp(at)
    ];
    tx.execute(sql, &args).await.map(|_| ())
}

/// The number that comes next, if nobody is faster.
pub async fn next(db: &mut impl Reads, key: &Key) -> Result<u32, Error> {
    let sql = "SELECT last FROM series \
        WHERE unit_id = $1 AND body = $2 AND year = $3 AND series = $4";
    let args = args![key.unit.0, key.body.code(), i64::from(key.year), key.series.as_str()];
    let last = db.fetch_optional(sql, &args).await?.map_or(Ok(0), |row| row.int(0))?;
    number(last + 1)
}

/// Gives the next number; the row of the series is locked until the transaction ends.
pub async fn allot(tx: &mut Tx, key: &Key) -> Result<u32, Error> {
    let sql = "INSERT INTO series (unit_id, body, year, series, before, last) \
        VALUES ($1, $2, $3, $4, 0, 1) ON CONFLICT (unit_id, body, year, series) \
        DO UPDATE SET last = series.last + 1 RETURNING last";
    let args = args![key.unit.0, key.body.code(), i64::from(key.year), key.series.as_str()];
    number(tx.fetch_one(sql, &args).await?.int(0)?)
}

/// The newest day that a document of a series bears.
pub async fn last_day(db: &mut impl Reads, key: &Key) -> Result<Option<Date>, Error> {
    let sql = "SELECT MAX(d.date) FROM document_number n JOIN document d ON d.id = n.document_id \
        WHERE n.unit_id = $1 AND n.body = $2 AND n.year = $3 AND n.series = $4";
    let args = args![key.unit.0, key.body.code(), i64::from(key.year), key.series.as_str()];
    let row = db.fetch_one(sql, &args).await?;
    row.opt_date(0)
}

/// Binds a number to its document for ever.
pub async fn bind(tx: &mut Tx, key: &Key, number: u32, document: i64) -> Result<(), Error> {
    let sql = "INSERT INTO document_number (unit_id, body, year, series, number, document_id) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let args = args![
        key.unit.0,
        key.body.code(),
        i64::from(key.year),
        key.series.as_str(),
        i64::from(number),
        document
    ];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Lets a series go on after numbers given outside of this system; false where it has begun.
pub async fn begin_after(tx: &mut Tx, key: &Key, before: u32) -> Result<bool, Error> {
    let sql = "INSERT INTO series (unit_id, body, year, series, before, last) \
        VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (unit_id, body, year, series) \
        DO UPDATE SET before = excluded.before, last = excluded.last \
        WHERE series.last = series.before";
    let before = i64::from(before);
    let args = args![key.unit.0, key.body.code(), i64::from(key.year), key.series.as_str(), before];
    Ok(tx.execute(sql, &args).await? == 1)
}

/// The series of a unit in a year.
pub async fn list(db: &mut impl Reads, unit: UnitId, year: i16) -> Result<Vec<SeriesRow>, Error> {
    let sql = "SELECT body, year, series, before, last FROM series \
        WHERE unit_id = $1 AND year = $2 ORDER BY body DESC, series";
    db.fetch_all(sql, &args![unit.0, i64::from(year)]).await?.iter().map(series).collect()
}

/// Years, from one on, in which a body has given numbers.
pub async fn begun(
    db: &mut impl Reads,
    (unit, body): (UnitId, Body),
    from: i16,
) -> Result<Vec<i16>, Error> {
    let sql = "SELECT DISTINCT year FROM series \
        WHERE unit_id = $1 AND body = $2 AND year >= $3 AND last > before ORDER BY year";
    let rows = db.fetch_all(sql, &args![unit.0, body.code(), i64::from(from)]).await?;
    let year = |row: &Row| i16::try_from(row.int(0)?).map_err(|_| wrong_year());
    rows.iter().map(year).collect()
}

/// Series whose documents are not exactly the numbers given: none, unless somebody went around.
pub async fn broken(db: &mut impl Reads) -> Result<(u64, Vec<SeriesRow>), Error> {
    let sql = "SELECT s.body, s.year, s.series, s.before, s.last, \
        CAST(COUNT(n.number) AS BIGINT), CAST(COALESCE(MIN(n.number), 0) AS BIGINT), \
        CAST(COALESCE(MAX(n.number), 0) AS BIGINT) FROM series s \
        LEFT JOIN document_number n ON n.unit_id = s.unit_id AND n.body = s.body \
        AND n.year = s.year AND n.series = s.series \
        GROUP BY s.unit_id, s.body, s.year, s.series, s.before, s.last \
        ORDER BY s.unit_id, s.body, s.year, s.series";
    let (mut numbers, mut broken) = (0, Vec::new());
    for row in db.fetch_all(sql, &[]).await? {
        let found = series(&row)?;
        let (count, first, last) = (row.int(5)?, row.int(6)?, row.int(7)?);
        numbers += u64::try_from(count).unwrap_or(0);
        let is_whole = count == found.last - found.before
            && (count == 0 || (first == found.before + 1 && last == found.last));
        if !is_whole {
            broken.push(found);
        }
    }
    Ok((numbers, broken))
}

fn series(row: &Row) -> Result<SeriesRow, Error> {
    let body = row.text(0)?;
    Ok(SeriesRow {
        body: Body::from_code(body)
            .ok_or_else(|| Error::Corrupt { what: format!("body {body}") })?,
        year: row.int(1)?,
        series: row.text(2)?.to_owned(),
        before: row.int(3)?,
        last: row.int(4)?,
    })
}

fn number(value: i64) -> Result<u32, Error> {
    u32::try_from(value).map_err(|_| Error::Corrupt { what: "a document's number".to_owned() })
}

fn wrong_year() -> Error {
    Error::Corrupt { what: "a year".to_owned() }
}
