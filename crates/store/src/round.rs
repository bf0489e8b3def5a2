//! Rounds and who owes them: the board's rows come from here.

use std::collections::BTreeSet;

use domain::{
    access::UnitId,
    catalog::Catalog,
    org_unit::OrgUnitKind,
    regime::{Due, Duty, Round},
};
use jiff::civil::Date;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    org_unit::{self, UnitRow},
};

/// A round as pages list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundRow {
    pub id: i64,
    pub code: String,
    pub regime: String,
    pub title: String,
    pub year: i64,
    pub previous_id: Option<i64>,
    pub frame: Date,
    /// Last timely day of the province's own reporters.
    pub due: Date,
    pub closes: Date,
}

const SELECT: &str =
    "SELECT id, code, regime, title, year, previous_id, frame, due, closes FROM round";

fn round_of(row: &crate::row::Row) -> Result<RoundRow, Error> {
    Ok(RoundRow {
        id: row.int(0)?,
        code: row.text(1)?.to_owned(),
        regime: row.text(2)?.to_owned(),
        title: row.text(3)?.to_owned(),
        year: row.int(4)?,
        previous_id: row.opt_int(5)?,
        frame: row.date(6)?,
        due: row.date(7)?,
        closes: row.date(8)?,
    })
}

/// All rounds, next due first.
pub async fn list(db: &mut impl Reads) -> Result<Vec<RoundRow>, Error> {
    let rows = db.fetch_all(&format!("{SELECT} ORDER BY due DESC, code"), &[]).await?;
    rows.iter().map(round_of).collect()
}

/// The round with a code.
pub async fn by_code(db: &mut impl Reads, code: &str) -> Result<Option<RoundRow>, Error> {
    let row = db.fetch_optional(&format!("{SELECT} WHERE code = $1"), &args![code]).await?;
    row.as_ref().map(round_of).transpose()
}

/// The round with a number.
pub async fn by_id(db: &mut impl Reads, id: i64) -> Result<Option<RoundRow>, Error> {
    let row = db.fetch_optional(&format!("{SELECT} WHERE id = $1"), &args![id]).await?;
    row.as_ref().map(round_of).transpose()
}

/// Opens a round: writes it and one submission for each unit of the frame that owes it.
///
/// Communes owe their district, all others the lead department. A round that is open already takes new
/// words and days; what a unit has handed in keeps the day it was due.
pub async fn open(tx: &mut Tx, catalog: &Catalog, round: &Round) -> Result<i64, Error> {
    open_on(tx, catalog, round, None).await
}

/// The same on a day of a real office: of a round that had closed before, nobody owes anything. It takes
/// last year's values and is asked of nobody, late for nobody.
pub async fn open_on(
    tx: &mut Tx,
    catalog: &Catalog,
    round: &Round,
    today: Option<Date>,
) -> Result<i64, Error> {
    let is_over = today.is_some_and(|today| round.closes < today);
    let id = save(tx, round).await?;
    let lead = org_unit::by_key(tx, &catalog.lead)
        .await?
        .ok_or_else(|| Error::Corrupt { what: format!("lead {}", catalog.lead) })?;
    let known = "SELECT unit_id FROM submission WHERE round_id = $1";
    let known = tx.fetch_all(known, &args![id]).await?;
    let known = known.iter().map(|row| row.int(0)).collect::<Result<BTreeSet<_>, _>>()?;
    let closes = round.closes.to_string();
    let mut rows = Vec::new();
    for (unit, parent) in org_unit::on_date(tx, round.frame).await? {
        let Some(owed) = due_of(round, &unit) else { continue };
        let duty = if is_over { Duty::Requested } else { owed.duty };
        let (due, duty) = (round.last_timely_day(owed).to_string(), duty.code());
        if known.contains(&unit.id.0) {
            if is_over {
                // What was owed while it ran stays owed.
                continue;
            }
            tx.execute(MOVE, &args![id, unit.id.0, due, duty]).await?;
            tx.execute(CLOSE, &args![id, unit.id.0, closes.as_str()]).await?;
            continue;
        }
        let receiver = match (unit.kind, parent) {
            (OrgUnitKind::Commune, Some(parent)) => parent,
            _ => lead.id,
        };
        rows.push(
            args![
                id,
                unit.id.0,
                receiver.0,
                duty,
                "not_started",
                due,
                closes.as_str(),
                "",
                0_i64,
                0_i64,
                "",
                "",
                1_i64
            ]
            .to_vec(),
        );
    }
    let columns = [
        "round_id",
        "unit_id",
        "receiver_id",
        "duty",
        "state",
        "due",
        "closes",
        "waiver",
        "late",
        "versions",
        "document_number",
        "document_signer",
        "revision",
    ];
    tx.insert_many("submission", &columns, rows).await?;
    Ok(id)
}

/// The latest day by which a unit of a round is timely, without more time that was given to single ones.
pub async fn last_due(db: &mut impl Reads, round: i64) -> Result<Option<Date>, Error> {
    let sql = "SELECT MAX(due) FROM submission WHERE round_id = $1";
    let row = db.fetch_one(sql, &args![round]).await?;
    row.opt_date(0)
}

/// What was handed in keeps the day it was due.
const MOVE: &str = "UPDATE submission SET due = $3, duty = $4 \
    WHERE round_id = $1 AND unit_id = $2 AND filed_at IS NULL AND (due <> $3 OR duty <> $4)";

/// The end of a round is the same for all: what was handed in may be returned after it was moved.
const CLOSE: &str = "UPDATE submission SET closes = $3 WHERE round_id = $1 AND unit_id = $2 \
    AND closes <> $3";

async fn save(tx: &mut Tx, round: &Round) -> Result<i64, Error> {
    let previous = match &round.previous {
        Some(code) => by_code(tx, code).await?.map(|r| r.id),
        None => None,
    };
    let sql = "INSERT INTO round (code, regime, title, year, previous_id, frame, due, closes) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code) DO UPDATE SET \
        title = excluded.title, previous_id = excluded.previous_id, due = excluded.due, \
        closes = excluded.closes RETURNING id";
    let args = args![
        round.code.as_str(),
        round.regime.as_str(),
        round.title.as_str(),
        i64::from(round.year),
        previous,
        round.frame.to_string(),
        round.last_timely_day(&province_due()).to_string(),
        round.closes.to_string()
    ];
    tx.fetch_one(sql, &args).await?.int(0)
}

fn province_due() -> Due {
    Due { kinds: vec![], units: vec![], duty: Duty::Ordered, days_before: 0, note: String::new() }
}

/// The duty of a unit in a round: by name before by kind.
fn due_of<'a>(round: &'a Round, unit: &UnitRow) -> Option<&'a Due> {
    let by_name = round.dues.iter().find(|d| d.units.contains(&unit.key));
    by_name
        .or_else(|| round.dues.iter().find(|d| d.units.is_empty() && d.kinds.contains(&unit.kind)))
}

/// Of how many reports of a round at one office a version counts, and how many there are.
pub async fn coverage(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<(i64, i64), Error> {
    let sql = "SELECT CAST(COUNT(accepted_version_id) AS BIGINT), CAST(COUNT(*) AS BIGINT) \
        FROM submission WHERE round_id = $1 AND receiver_id = $2";
    let row = db.fetch_one(sql, &args![round, receiver.0]).await?;
    Ok((row.int(0)?, row.int(1)?))
}
