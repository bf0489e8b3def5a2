//! Estimates of frozen versions, and the actual figures that came later: both stay.

use std::collections::BTreeMap;

use domain::{access::OfficerId, access::UnitId, amount::Amount};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// An estimated cell of a frozen version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateRow {
    pub submission: i64,
    pub unit_name: String,
    pub cell: i64,
    pub form: String,
    pub row: String,
    pub column: String,
    pub estimate: Amount,
    /// What it came to; `None`: not yet known.
    pub actual: Option<Amount>,
    /// Who said so, when; empty while not known.
    pub officer: String,
    pub at: String,
    /// The version that holds the estimate.
    pub version: i64,
}

/// The last estimate of a cell over all versions; what came after it: a figure that the unit told, or the
/// newest version's, whichever is newer. Both stay.
const COLUMNS: &str = "SELECT s.id, u.name, c.id, c.form, c.row_code, c.column_code, v.amount, \
    CASE WHEN x.amount IS NULL OR t.at > m.at THEN t.amount ELSE x.amount END, \
    CASE WHEN x.amount IS NULL OR t.at > m.at THEN o.name ELSE w.name END, \
    CASE WHEN x.amount IS NULL OR t.at > m.at THEN t.at ELSE m.at END, n.id \
    FROM submission s JOIN unit u ON u.id = s.unit_id \
    JOIN submission_version n ON n.submission_id = s.id \
    JOIN value v ON v.version_id = n.id JOIN cell c ON c.id = v.cell_id \
    LEFT JOIN submission_version m ON m.submission_id = s.id AND m.number = s.versions \
    AND m.number > n.number \
    LEFT JOIN value x ON x.version_id = m.id AND x.cell_id = v.cell_id AND x.status = 'actual' \
    LEFT JOIN officer w ON w.id = m.signer_id \
    LEFT JOIN true_up t ON t.version_id = n.id AND t.cell_id = c.id \
    LEFT JOIN officer o ON o.id = t.officer_id \
    WHERE v.status = 'estimate' AND v.amount IS NOT NULL AND s.filed_at IS NOT NULL \
    AND NOT EXISTS (SELECT 1 FROM submission_version later JOIN value z \
    ON z.version_id = later.id AND z.cell_id = v.cell_id AND z.status = 'estimate' \
    WHERE later.submission_id = s.id AND later.number > n.number)";

async fn rows(
    db: &mut impl Reads,
    sql: &str,
    args: &[crate::row::Arg<'_>],
) -> Result<Vec<EstimateRow>, Error> {
    let rows = db.fetch_all(sql, args).await?;
    rows.iter()
        .map(|row| {
            let text = |at: usize| row.opt_text(at).map(|t| t.unwrap_or_default().to_owned());
            Ok(EstimateRow {
                submission: row.int(0)?,
                unit_name: text(1)?,
                cell: row.int(2)?,
                form: text(3)?,
                row: text(4)?,
                column: text(5)?,
                estimate: Amount::from_scaled(row.int(6)?),
                actual: row.opt_int(7)?.map(Amount::from_scaled),
                officer: text(8)?,
                at: text(9)?,
                version: row.int(10)?,
            })
        })
        .collect()
}

/// Estimates of one submission, of whichever version.
pub async fn of_submission(db: &mut impl Reads, id: i64) -> Result<Vec<EstimateRow>, Error> {
    let sql = format!("{COLUMNS} AND s.id = $1 ORDER BY c.id");
    rows(db, &sql, &args![id]).await
}

/// Estimates that one office accepted in a round, of reports opened again too.
pub async fn received(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<EstimateRow>, Error> {
    let sql = format!(
        "{COLUMNS} AND s.round_id = $1 AND s.receiver_id = $2 AND s.accepted_version_id IS NOT NULL \
         ORDER BY u.sort_order, c.id"
    );
    rows(db, &sql, &args![round, receiver.0]).await
}

/// Writes what an estimate of a version came to.
pub async fn save(
    tx: &mut Tx,
    version: i64,
    cell: i64,
    amount: Amount,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO true_up (version_id, cell_id, amount, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (version_id, cell_id) DO UPDATE SET \
        amount = excluded.amount, officer_id = excluded.officer_id, at = excluded.at";
    let (officer, at) = by;
    let args = args![version, cell, amount.scaled(), officer.0, stamp(at)];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Takes back what an estimate of a version came to; whether it was told.
pub async fn remove(tx: &mut Tx, version: i64, cell: i64) -> Result<bool, Error> {
    let sql = "DELETE FROM true_up WHERE version_id = $1 AND cell_id = $2";
    Ok(tx.execute(sql, &args![version, cell]).await? > 0)
}

/// Carries what estimates came to from the version before over to a new one, where the estimate is the same:
/// it was told once, and holds for as long as the estimate stands.
pub async fn carry(tx: &mut Tx, version: i64) -> Result<(), Error> {
    let sql = "INSERT INTO true_up (version_id, cell_id, amount, officer_id, at) \
        SELECT n.id, t.cell_id, t.amount, t.officer_id, t.at FROM submission_version n \
        JOIN submission_version o ON o.submission_id = n.submission_id AND o.number = n.number - 1 \
        JOIN true_up t ON t.version_id = o.id \
        JOIN value v ON v.version_id = n.id AND v.cell_id = t.cell_id AND v.status = 'estimate' \
        JOIN value w ON w.version_id = o.id AND w.cell_id = t.cell_id AND w.amount = v.amount \
        WHERE n.id = $1";
    tx.execute(sql, &args![version]).await.map(|_| ())
}

/// How many units gave an estimate that counts, by form: their own, or one of the units below whose
/// figures theirs hold.
pub async fn estimating(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<BTreeMap<String, u32>, Error> {
    let sql = "SELECT c.form, CAST(COUNT(DISTINCT t.id) AS BIGINT) FROM ( \
        SELECT s.id AS id, v.cell_id AS cell_id FROM submission s \
        JOIN value v ON v.version_id = s.accepted_version_id WHERE s.round_id = $1 \
        AND s.receiver_id = $2 AND v.status = 'estimate' AND v.amount IS NOT NULL \
        UNION SELECT s.id, v.cell_id FROM submission s \
        JOIN version_part p ON p.version_id = s.accepted_version_id \
        JOIN value v ON v.version_id = p.part_version_id WHERE s.round_id = $1 \
        AND s.receiver_id = $2 AND v.status = 'estimate' AND v.amount IS NOT NULL) t \
        JOIN cell c ON c.id = t.cell_id GROUP BY c.form";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    rows.iter().map(counted).collect()
}

/// How many units below one gave an estimate that its figures hold, by form: those of a signed version, or
/// of what is accepted now.
pub async fn below(
    db: &mut impl Reads,
    (round, unit): (i64, UnitId),
    version: Option<i64>,
) -> Result<BTreeMap<String, u32>, Error> {
    let held = match version {
        Some(_) => "SELECT x.part_version_id FROM version_part x WHERE x.version_id = $3",
        None => {
            "SELECT a.accepted_version_id FROM submission a WHERE a.round_id = $1 \
             AND a.receiver_id = $2 AND a.id <> $3"
        }
    };
    let sql = format!(
        "SELECT c.form, CAST(COUNT(DISTINCT p.id) AS BIGINT) FROM submission p \
         JOIN submission_version n ON n.submission_id = p.id JOIN value v ON v.version_id = n.id \
         JOIN cell c ON c.id = v.cell_id WHERE p.round_id = $1 AND p.receiver_id = $2 \
         AND n.id IN ({held}) AND v.status = 'estimate' AND v.amount IS NOT NULL GROUP BY c.form"
    );
    let rows = db.fetch_all(&sql, &args![round, unit.0, version.unwrap_or(0)]).await?;
    rows.iter().map(counted).collect()
}

fn counted(row: &Row) -> Result<(String, u32), Error> {
    Ok((row.text(0)?.to_owned(), u32::try_from(row.int(1)?).unwrap_or(u32::MAX)))
}
