//! Issued plans that an officer confirmed: their text, who confirmed it and when.

use domain::{
    access::{OfficerId, UnitId},
    plan::read::{Emendation, Field},
};
use jiff::{Timestamp, civil::Date};

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
    /// Empty where the text carries none.
    pub date: Option<Date>,
    /// The year it is for; `None` where it is for a span of years.
    pub year: Option<i16>,
}

/// A plan about to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewIssuedPlan<'a> {
    pub unit: UnitId,
    pub title: &'a str,
    pub number: &'a str,
    pub date: Option<Date>,
    /// The year it is for.
    pub year: Option<i16>,
    pub text: &'a str,
    /// What the officer set right; at most one for each item and field.
    pub corrections: &'a [Emendation],
}

const COLUMNS: &str = "SELECT p.id, p.title, p.number, o.name, p.at, p.body, p.date, \
    p.year FROM issued_plan p \
    JOIN officer o ON o.id = p.officer_id";

/// Keeps a confirmed plan.
pub async fn save(
    tx: &mut Tx,
    plan: NewIssuedPlan<'_>,
    by: (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO issued_plan (unit_id, title, number, body, officer_id, at, date, year) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let (officer, at) = by;
    let args = args![
        plan.unit.0,
        plan.title,
        plan.number,
        plan.text,
        officer.0,
        stamp(at),
        plan.date.map(|day| day.to_string()),
        i64::from(plan.year.unwrap_or(0))
    ];
    let id = tx.fetch_one(sql, &args).await?.int(0)?;
    for correction in plan.corrections {
        let sql = "INSERT INTO issued_plan_correction (plan_id, anchor, field, value) \
            VALUES ($1, $2, $3, $4)";
        let Emendation { anchor, field, value } = correction;
        let args = args![id, anchor.as_str(), field.code(), value.as_str()];
        tx.execute(sql, &args).await?;
    }
    Ok(id)
}

/// What officers set right in a confirmed plan.
pub async fn corrections(db: &mut impl Reads, id: i64) -> Result<Vec<Emendation>, Error> {
    let sql = "SELECT anchor, field, value FROM issued_plan_correction WHERE plan_id = $1 \
        ORDER BY anchor, field";
    let rows = db.fetch_all(sql, &args![id]).await?;
    let read = |row: &crate::row::Row| -> Result<Option<Emendation>, Error> {
        // A field that a later release no longer knows is left aside, the line stays.
        let Some(field) = Field::from_code(row.text(1)?) else { return Ok(None) };
        let (anchor, value) = (row.text(0)?.to_owned(), row.text(2)?.to_owned());
        Ok(Some(Emendation { anchor, field, value }))
    };
    rows.iter().filter_map(|row| read(row).transpose()).collect()
}

/// The confirmed plans, newest first. Plans are public: every officer of the province sees them.
pub async fn list(db: &mut impl Reads) -> Result<Vec<IssuedPlanRow>, Error> {
    let sql = format!("{COLUMNS} ORDER BY p.id DESC LIMIT 200");
    db.fetch_all(&sql, &[]).await?.iter().map(row).collect()
}

/// The plan of a year as it was confirmed last.
pub async fn of_year(db: &mut impl Reads, year: i16) -> Result<Option<IssuedPlanRow>, Error> {
    let sql = format!("{COLUMNS} WHERE p.year = $1 ORDER BY p.id DESC LIMIT 1");
    db.fetch_optional(&sql, &args![i64::from(year)]).await?.as_ref().map(row).transpose()
}

/// The newest plan that was confirmed from the same text; what was set right in it may differ.
pub async fn of_text(db: &mut impl Reads, text: &str) -> Result<Option<IssuedPlanRow>, Error> {
    let sql = format!("{COLUMNS} WHERE p.body = $1 ORDER BY p.id DESC LIMIT 1");
    db.fetch_optional(&sql, &args![text]).await?.as_ref().map(row).transpose()
}

/// A confirmed plan with its text; plans are of the province, `actions::plan::may_read` says who reads them.
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
        date: row.opt_date(6)?,
        year: i16::try_from(row.int(7)?).ok().filter(|year| *year > 0),
    })
}
