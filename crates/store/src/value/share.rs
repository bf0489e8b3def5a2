//! What figures of districts are made of: sums from below, corrections with their reasons, own shares;
//! of drafts and as frozen with a version.

use domain::{
    access::{OfficerId, UnitId},
    amount::Amount,
    cell::CellStatus,
    share::{Correction, Share},
    submission::SubmissionId,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
    sum::{self, halves},
    value::{ByForm, Place, cell, of_forms},
};

/// A sum from below and how many units gave a figure.
pub type Below = (Option<Amount>, u32);

/// From which versions below a draft is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Whatever is accepted now: while the draft may change.
    Accepted { round: i64, unit: UnitId },
    /// What was accepted when the draft was passed to its signer.
    Kept(SubmissionId),
}

/// Sums from below, of some forms or of all.
pub async fn below(
    db: &mut impl Reads,
    source: Source,
    only: Option<&[&str]>,
) -> Result<ByForm<Place, Below>, Error> {
    const SUM: &str =
        concat!("SELECT v.cell_id, ", halves!("v.amount"), ", CAST(COUNT(v.amount) AS BIGINT)");
    let (from, mut args) = match source {
        Source::Accepted { round, unit } => (
            "FROM submission s JOIN value v ON v.version_id = s.accepted_version_id \
             WHERE s.round_id = $1 AND s.receiver_id = $2",
            args![round, unit.0].to_vec(),
        ),
        Source::Kept(id) => (
            "FROM draft_part p JOIN value v ON v.version_id = p.part_version_id \
             WHERE p.submission_id = $1",
            args![id.0].to_vec(),
        ),
    };
    let those = of_forms("v.cell_id", only, &mut args);
    let sql = format!("{SUM} {from} AND v.amount IS NOT NULL {those} GROUP BY v.cell_id");
    let rows = db.fetch_all(&sql, &args).await?;
    cell::by_form(db, &rows, |row| Ok((sum::amount(row, 1)?, count(row.int(3)?)))).await
}

/// How many reports to an office have been accepted in a round, of how many.
pub async fn received(
    db: &mut impl Reads,
    (round, unit): (i64, UnitId),
) -> Result<(u32, u32), Error> {
    let sql = "SELECT CAST(COUNT(accepted_version_id) AS BIGINT), CAST(COUNT(*) AS BIGINT) \
        FROM submission WHERE round_id = $1 AND receiver_id = $2";
    let row = db.fetch_one(sql, &args![round, unit.0]).await?;
    Ok((count(row.int(0)?), count(row.int(1)?)))
}

fn count(units: i64) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}

fn correction_of(row: &Row, at: usize) -> Result<Correction, Error> {
    Ok(Correction {
        amount: Amount::from_scaled(row.int(at)?),
        reason: row.text(at + 1)?.to_owned(),
        officer: row.opt_text(at + 2)?.unwrap_or_default().to_owned(),
        at: row.text(at + 3)?.to_owned(),
    })
}

/// Corrections of a draft, by form and cell.
pub async fn corrections(
    db: &mut impl Reads,
    submission: SubmissionId,
) -> Result<ByForm<Place, Correction>, Error> {
    let sql = "SELECT a.cell_id, a.amount, a.reason, o.name, a.at FROM correction a \
        LEFT JOIN officer o ON o.id = a.officer_id WHERE a.submission_id = $1";
    let rows = db.fetch_all(sql, &args![submission.0]).await?;
    cell::by_form(db, &rows, |row| correction_of(row, 1)).await
}

/// Writes corrections into a draft; one without a new reason keeps the old one.
pub async fn correct(
    tx: &mut Tx,
    submission: SubmissionId,
    corrections: &[(i64, Amount, &str)],
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let (officer, at) = (by.0.0, stamp(by.1));
    let rows = corrections
        .iter()
        .map(|(cell, amount, reason)| {
            args![submission.0, *cell, amount.scaled(), *reason, officer, at.as_str()].to_vec()
        })
        .collect();
    let columns = ["submission_id", "cell_id", "amount", "reason", "officer_id", "at"];
    let present = "ON CONFLICT (submission_id, cell_id) DO UPDATE SET amount = excluded.amount, \
        reason = CASE WHEN excluded.reason = '' THEN correction.reason ELSE excluded.reason END, \
        officer_id = excluded.officer_id, at = excluded.at";
    tx.insert_many_or("correction", &columns, rows, present).await
}

/// Counts the revision of a corrected cell up, so that who typed before is told; where the unit enters
/// nothing of its own, what an older release left there goes into the correction that was just written.
pub async fn touch(
    tx: &mut Tx,
    submission: SubmissionId,
    (cell, is_below): (i64, bool),
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO draft_cell (submission_id, cell_id, status, revision, officer_id, at) \
        VALUES ($1, $2, 'actual', 1, $3, $4) ON CONFLICT (submission_id, cell_id) DO UPDATE SET \
        revision = draft_cell.revision + 1, officer_id = excluded.officer_id, at = excluded.at";
    tx.execute(sql, &args![submission.0, cell, by.0.0, stamp(by.1)]).await?;
    if is_below {
        let sql = "UPDATE draft_cell SET amount = NULL WHERE submission_id = $1 AND cell_id = $2";
        tx.execute(sql, &args![submission.0, cell]).await?;
    }
    Ok(())
}

/// What an older release left in a cell that only units below enter becomes a correction.
pub async fn take_over(
    tx: &mut Tx,
    submission: SubmissionId,
    (form, row, column): (&str, &str, &str),
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO correction (submission_id, cell_id, amount, reason, officer_id, at) \
        SELECT d.submission_id, d.cell_id, d.amount, '', CAST($5 AS BIGINT), CAST($6 AS TEXT) \
        FROM draft_cell d JOIN cell c ON c.id = d.cell_id WHERE d.submission_id = $1 \
        AND c.form = $2 AND c.row_code = $3 AND c.column_code = $4 AND d.amount IS NOT NULL \
        ON CONFLICT (submission_id, cell_id) DO UPDATE SET \
        amount = correction.amount + excluded.amount";
    let at = stamp(by.1);
    tx.execute(sql, &args![submission.0, form, row, column, by.0.0, at]).await?;
    let sql = "UPDATE draft_cell SET amount = NULL WHERE submission_id = $1 AND cell_id IN \
        (SELECT id FROM cell WHERE form = $2 AND row_code = $3 AND column_code = $4)";
    tx.execute(sql, &args![submission.0, form, row, column]).await.map(|_| ())
}

/// Writes the reason of a correction; says whether there is one.
pub async fn explain(
    tx: &mut Tx,
    submission: SubmissionId,
    (form, row, column): (&str, &str, &str),
    reason: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE correction SET reason = $5 WHERE submission_id = $1 AND cell_id IN \
        (SELECT id FROM cell WHERE form = $2 AND row_code = $3 AND column_code = $4)";
    let touched = tx.execute(sql, &args![submission.0, form, row, column, reason]).await?;
    Ok(touched > 0)
}

/// Freezes what the figures of a version are made of; the figures themselves are put in their place.
pub(crate) async fn freeze(
    tx: &mut Tx,
    version: i64,
    (officer, at): (Option<OfficerId>, Timestamp),
    shares: &[(i64, CellStatus, Share)],
) -> Result<(), Error> {
    let figures = shares
        .iter()
        .map(|(cell, status, share)| {
            args![version, *cell, share.total().map(Amount::scaled), status.code()].to_vec()
        })
        .collect();
    let present = "ON CONFLICT (version_id, cell_id) DO UPDATE SET amount = excluded.amount, \
        status = excluded.status";
    tx.insert_many_or("value", &["version_id", "cell_id", "amount", "status"], figures, present)
        .await?;
    let (officer, at) = (officer.map(|o| o.0), stamp(at));
    let rows = shares
        .iter()
        .map(|(cell, _, share)| {
            args![
                version,
                *cell,
                share.below.map(Amount::scaled),
                i64::from(share.units),
                share.own.map(Amount::scaled),
                share.correction.amount.scaled(),
                share.correction.reason.as_str(),
                officer,
                at.as_str()
            ]
            .to_vec()
        })
        .collect();
    let columns = [
        "version_id",
        "cell_id",
        "below",
        "units",
        "own",
        "correction",
        "reason",
        "officer_id",
        "at",
    ];
    tx.insert_many("version_share", &columns, rows).await?;
    // A correction keeps who made it and when.
    let sql = "UPDATE version_share SET officer_id = (SELECT a.officer_id FROM correction a \
        JOIN submission_version n ON n.submission_id = a.submission_id \
        WHERE n.id = version_share.version_id AND a.cell_id = version_share.cell_id), \
        at = (SELECT a.at FROM correction a \
        JOIN submission_version n ON n.submission_id = a.submission_id \
        WHERE n.id = version_share.version_id AND a.cell_id = version_share.cell_id) \
        WHERE version_id = $1 AND correction <> 0 AND EXISTS (SELECT 1 FROM correction a \
        JOIN submission_version n ON n.submission_id = a.submission_id \
        WHERE n.id = version_share.version_id AND a.cell_id = version_share.cell_id)";
    tx.execute(sql, &args![version]).await.map(|_| ())
}

/// Splits a version that was written whole by the versions it was filled from: what exceeds them is its
/// own, what falls short was corrected, for the reason given.
pub async fn split(tx: &mut Tx, version: i64, reason: &str) -> Result<(), Error> {
    let sql = "INSERT INTO version_share (version_id, cell_id, below, units, own, correction, reason, \
        officer_id, at) SELECT n.id, v.cell_id, t.below, t.units, \
        CASE WHEN v.amount > t.below THEN v.amount - t.below END, \
        CASE WHEN v.amount < t.below THEN v.amount - t.below ELSE 0 END, CAST($2 AS TEXT), n.author_id, n.at \
        FROM (SELECT x.cell_id AS cell_id, CAST(SUM(x.amount) AS BIGINT) AS below, \
        COUNT(x.amount) AS units FROM version_part p JOIN value x ON x.version_id = p.part_version_id \
        WHERE p.version_id = $1 AND x.amount IS NOT NULL GROUP BY x.cell_id) t \
        JOIN value v ON v.version_id = $1 AND v.cell_id = t.cell_id \
        JOIN submission_version n ON n.id = $1 WHERE v.amount IS NOT NULL";
    tx.execute(sql, &args![version, reason]).await.map(|_| ())
}

/// Keeps why the same corrections were made in an older version, and by whom.
pub async fn carry_reasons(tx: &mut Tx, from: i64, to: i64) -> Result<(), Error> {
    let same = "SELECT 1 FROM version_share o WHERE o.version_id = $1 \
        AND o.cell_id = version_share.cell_id AND o.correction = version_share.correction \
        AND o.correction <> 0 AND o.reason <> ''";
    let of = |column: &str| {
        format!(
            "(SELECT o.{column} FROM version_share o WHERE o.version_id = $1 \
             AND o.cell_id = version_share.cell_id)"
        )
    };
    let sql = format!(
        "UPDATE version_share SET reason = {}, officer_id = {}, at = {} \
         WHERE version_id = $2 AND EXISTS ({same})",
        of("reason"),
        of("officer_id"),
        of("at")
    );
    tx.execute(&sql, &args![from, to]).await.map(|_| ())
}

/// What the figures of a version are made of, by form and cell.
pub async fn of_version(db: &mut impl Reads, version: i64) -> Result<ByForm<Place, Share>, Error> {
    let sql = "SELECT h.cell_id, h.correction, h.reason, o.name, h.at, h.below, h.units, h.own \
        FROM version_share h LEFT JOIN officer o ON o.id = h.officer_id WHERE h.version_id = $1";
    let rows = db.fetch_all(sql, &args![version]).await?;
    cell::by_form(db, &rows, |row| {
        Ok(Share {
            below: row.opt_int(5)?.map(Amount::from_scaled),
            units: count(row.int(6)?),
            own: row.opt_int(7)?.map(Amount::from_scaled),
            correction: correction_of(row, 1)?,
        })
    })
    .await
}

/// Keeps which versions below a draft is filled from: for its signer, and to tell what came since.
pub async fn keep_parts(
    tx: &mut Tx,
    submission: SubmissionId,
    (round, unit): (i64, UnitId),
) -> Result<(), Error> {
    tx.execute("DELETE FROM draft_part WHERE submission_id = $1", &args![submission.0]).await?;
    let sql = "INSERT INTO draft_part (submission_id, part_version_id) \
        SELECT CAST($1 AS BIGINT), s.accepted_version_id FROM submission s \
        WHERE s.round_id = $2 AND s.receiver_id = $3 AND s.accepted_version_id IS NOT NULL";
    tx.execute(sql, &args![submission.0, round, unit.0]).await.map(|_| ())
}

/// Notes that a draft has seen these versions from below, and no other: what was accepted meanwhile stays
/// to be told. Gives how many of them still count.
pub async fn see_parts(
    tx: &mut Tx,
    submission: SubmissionId,
    (round, unit): (i64, UnitId),
    versions: &[i64],
) -> Result<usize, Error> {
    let counts = "SELECT id FROM submission WHERE round_id = $1 AND receiver_id = $2 \
        AND accepted_version_id = $3";
    let forget = "DELETE FROM draft_part WHERE submission_id = $1 AND part_version_id IN \
        (SELECT id FROM submission_version WHERE submission_id = $2)";
    let keep = "INSERT INTO draft_part (submission_id, part_version_id) VALUES ($1, $2)";
    let mut seen = 0;
    for version in versions {
        let args = args![round, unit.0, *version];
        let Some(row) = tx.fetch_optional(counts, &args).await? else { continue };
        tx.execute(forget, &args![submission.0, row.int(0)?]).await?;
        tx.execute(keep, &args![submission.0, *version]).await?;
        seen += 1;
    }
    Ok(seen)
}

/// Names of units below that are missing in a version, or now where there is none yet; and how many owe.
pub async fn missing(
    db: &mut impl Reads,
    (round, unit): (i64, UnitId),
    version: Option<i64>,
) -> Result<(Vec<String>, usize), Error> {
    let sql = "SELECT u.name, CASE WHEN $3 = 0 THEN CASE WHEN s.accepted_version_id IS NULL THEN 0 \
        ELSE 1 END ELSE CASE WHEN EXISTS (SELECT 1 FROM version_part p JOIN submission_version n \
        ON n.id = p.part_version_id WHERE p.version_id = $3 AND n.submission_id = s.id) THEN 1 \
        ELSE 0 END END FROM submission s JOIN unit u ON u.id = s.unit_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 ORDER BY u.sort_order";
    let rows = db.fetch_all(sql, &args![round, unit.0, version.unwrap_or(0)]).await?;
    let mut missing = Vec::new();
    for row in &rows {
        if row.int(1)? == 0 {
            missing.push(row.text(0)?.to_owned());
        }
    }
    Ok((missing, rows.len()))
}

/// The versions that a draft was filled from become those of its signed version.
pub async fn hand_on_parts(
    tx: &mut Tx,
    submission: SubmissionId,
    version: i64,
) -> Result<(), Error> {
    let sql = "INSERT INTO version_part (version_id, part_version_id) \
        SELECT CAST($1 AS BIGINT), part_version_id FROM draft_part WHERE submission_id = $2";
    tx.execute(sql, &args![version, submission.0]).await.map(|_| ())
}

/// A unit below whose figures came, or came anew, since a draft looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub unit: String,
    pub version: i64,
    /// The store's number of that version.
    pub version_id: i64,
    /// Cells with a figure.
    pub figures: i64,
    pub accepted_at: String,
}

/// What was accepted below since a draft looked, in the order of the units.
pub async fn arrivals(
    db: &mut impl Reads,
    submission: SubmissionId,
    (round, unit): (i64, UnitId),
) -> Result<Vec<Arrival>, Error> {
    let sql = "SELECT u.name, n.number, (SELECT COUNT(v.amount) FROM value v \
        WHERE v.version_id = n.id), s.accepted_at, n.id FROM submission s JOIN unit u ON u.id = s.unit_id \
        JOIN submission_version n ON n.id = s.accepted_version_id \
        WHERE s.round_id = $2 AND s.receiver_id = $3 AND NOT EXISTS (SELECT 1 FROM draft_part p \
        WHERE p.submission_id = $1 AND p.part_version_id = s.accepted_version_id) \
        ORDER BY u.sort_order";
    let rows = db.fetch_all(sql, &args![submission.0, round, unit.0]).await?;
    rows.iter()
        .map(|row| {
            Ok(Arrival {
                unit: row.text(0)?.to_owned(),
                version: row.int(1)?,
                version_id: row.int(4)?,
                figures: row.int(2)?,
                accepted_at: row.opt_text(3)?.unwrap_or_default().to_owned(),
            })
        })
        .collect()
}
