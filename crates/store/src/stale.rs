//! Districts whose signed figures no longer hold what is accepted of their communes.
//!
//! Each question is one statement over all districts that it asks for.

use domain::access::{Scope, UnitId};

use crate::{
    args,
    db::Reads,
    error::Error,
    row::Row,
    submission::{AFTER, COLUMNS, SubmissionRow, scoped, submission_of},
};

/// A signed report that units below have outdated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    pub row: SubmissionRow,
    /// Units below with a version that the signed one does not hold.
    pub units: u32,
    /// When the last of them was accepted.
    pub since: String,
    /// Whether a request to open it again waits.
    pub is_asked: bool,
}

/// Of a unit's report `p` in the round: it is accepted, and the signed version above does not hold it.
fn unheld(version: &str) -> String {
    format!(
        "p.accepted_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM version_part x \
         WHERE x.version_id = {version} AND x.part_version_id = p.accepted_version_id)"
    )
}

/// Outdated reports of those that `of` names, whether accepted or not: units below that they do not hold.
fn sql(of: &str) -> String {
    format!(
        "SELECT {COLUMNS}, t.units, t.since, CASE WHEN EXISTS (SELECT 1 FROM reopening q \
         WHERE q.submission_id = s.id AND q.decision = '') THEN 1 ELSE 0 END \
         FROM (SELECT d.id AS id, CAST(COUNT(*) AS BIGINT) AS units, \
         COALESCE(MAX(p.accepted_at), '') AS since FROM submission d \
         JOIN unit w ON w.id = d.unit_id AND w.kind = 'district' \
         JOIN submission_version n ON n.submission_id = d.id AND n.number = d.versions \
         JOIN submission p ON p.round_id = d.round_id AND p.receiver_id = d.unit_id \
         WHERE d.state IN ('submitted', 'in_review', 'accepted') AND {} AND {of} GROUP BY d.id) t \
         JOIN submission s ON s.id = t.id JOIN unit u ON u.id = s.unit_id \
         JOIN round r ON r.id = s.round_id WHERE {} ORDER BY s.due, u.sort_order, s.id",
        unheld("n.id"),
        scoped(4)
    )
}

fn stale_of(row: &Row) -> Result<Stale, Error> {
    Ok(Stale {
        row: submission_of(row)?,
        units: u32::try_from(row.int(AFTER)?).unwrap_or(u32::MAX),
        since: row.text(AFTER + 1)?.to_owned(),
        is_asked: row.flag(AFTER + 2)?,
    })
}

/// Outdated reports that are owed to an office, of all rounds.
pub async fn of_office(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
) -> Result<Vec<Stale>, Error> {
    found(db, scope, ("d.receiver_id = $1", receiver)).await
}

/// Outdated reports of one unit itself, of all rounds.
pub async fn of_unit(
    db: &mut impl Reads,
    scope: &Scope,
    unit: UnitId,
) -> Result<Vec<Stale>, Error> {
    found(db, scope, ("d.unit_id = $1", unit)).await
}

async fn found(
    db: &mut impl Reads,
    scope: &Scope,
    (of, whom): (&str, UnitId),
) -> Result<Vec<Stale>, Error> {
    let today = scope.today.to_string();
    let args = args![whom.0, scope.root.0, today.as_str(), scope.unit.0];
    db.fetch_all(&sql(of), &args).await?.iter().map(stale_of).collect()
}

/// A district in a total whose accepted version no longer holds what is accepted of its communes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleInTotal {
    pub submission: i64,
    pub unit: String,
    pub units: i64,
}

/// Units below whose accepted version a signed one does not hold: it is outdated.
pub async fn parts(
    db: &mut impl Reads,
    version: i64,
    round: i64,
    unit: UnitId,
) -> Result<Vec<String>, Error> {
    let sql = format!(
        "SELECT u.name FROM submission p JOIN unit u ON u.id = p.unit_id \
         WHERE p.round_id = $2 AND p.receiver_id = $3 AND {} ORDER BY u.sort_order",
        unheld("$1")
    );
    let rows = db.fetch_all(&sql, &args![version, round, unit.0]).await?;
    rows.iter().map(|r| r.text(0).map(ToOwned::to_owned)).collect()
}

/// Outdated districts in the totals of a round at an office, in the order of lists.
pub async fn in_total(
    db: &mut impl Reads,
    (round, receiver): (i64, UnitId),
) -> Result<Vec<StaleInTotal>, Error> {
    let sql = format!(
        "SELECT d.id, w.name, CAST(COUNT(*) AS BIGINT) FROM submission d \
         JOIN unit w ON w.id = d.unit_id AND w.kind = 'district' \
         JOIN submission p ON p.round_id = d.round_id AND p.receiver_id = d.unit_id \
         WHERE d.round_id = $1 AND d.receiver_id = $2 AND d.accepted_version_id IS NOT NULL AND {} \
         GROUP BY d.id, w.name, w.sort_order ORDER BY w.sort_order",
        unheld("d.accepted_version_id")
    );
    let rows = db.fetch_all(&sql, &args![round, receiver.0]).await?;
    let stale = |row: &Row| {
        Ok(StaleInTotal {
            submission: row.int(0)?,
            unit: row.text(1)?.to_owned(),
            units: row.int(2)?,
        })
    };
    rows.iter().map(stale).collect()
}

/// A district in a total whose accepted version was signed without some communes that owe, of which no
/// report is accepted to this day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortInTotal {
    pub submission: i64,
    pub unit: String,
    pub missing: i64,
    /// Communes that owe.
    pub owed: i64,
}

/// Districts in the totals of a round that lack communes, in the order of lists. Those whose communes came
/// later are outdated ([`in_total`]).
pub async fn short_in_total(
    db: &mut impl Reads,
    (round, receiver): (i64, UnitId),
) -> Result<Vec<ShortInTotal>, Error> {
    let sql = "SELECT d.id, w.name, \
        CAST(SUM(CASE WHEN p.accepted_version_id IS NULL THEN 1 ELSE 0 END) AS BIGINT), \
        CAST(COUNT(*) AS BIGINT) FROM submission d \
        JOIN unit w ON w.id = d.unit_id AND w.kind = 'district' \
        JOIN submission p ON p.round_id = d.round_id AND p.receiver_id = d.unit_id \
        WHERE d.round_id = $1 AND d.receiver_id = $2 AND d.accepted_version_id IS NOT NULL \
        GROUP BY d.id, w.name, w.sort_order \
        HAVING SUM(CASE WHEN p.accepted_version_id IS NULL THEN 1 ELSE 0 END) > 0 \
        ORDER BY w.sort_order";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    let short = |row: &Row| {
        Ok(ShortInTotal {
            submission: row.int(0)?,
            unit: row.text(1)?.to_owned(),
            missing: row.int(2)?,
            owed: row.int(3)?,
        })
    };
    rows.iter().map(short).collect()
}
