//! Decisions about rounds: kept as they were made, and laid over what the catalog says.

use domain::access::{OfficerId, UnitId};
use domain::round::Decided;
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A decision about a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundEvent {
    /// The office whose units it concerns; all units where nobody is named.
    pub receiver: Option<UnitId>,
    pub at: String,
    pub officer: String,
    pub unit: String,
    pub decided: Decided,
    pub day: Date,
    pub reason: String,
}

/// Decisions that concern an office's units in a round, newest first.
pub async fn list(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<RoundEvent>, Error> {
    let sql = "SELECT e.receiver_id, e.at, o.name, u.name, e.verb, e.day, e.reason \
        FROM round_event e JOIN officer o ON o.id = e.officer_id JOIN unit u ON u.id = o.unit_id \
        WHERE e.round_id = $1 AND (e.receiver_id IS NULL OR e.receiver_id = $2) ORDER BY e.id DESC";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    rows.iter()
        .map(|row| {
            Ok(RoundEvent {
                receiver: row.opt_int(0)?.map(UnitId),
                at: row.text(1)?.to_owned(),
                officer: row.text(2)?.to_owned(),
                unit: row.text(3)?.to_owned(),
                decided: row.word(
                    4,
                    Decided::from_code,
                    format_args!("round_event of round {round}"),
                )?,
                day: row.date(5)?,
                reason: row.text(6)?.to_owned(),
            })
        })
        .collect()
}

/// Writes a decision; it is laid over the round by [`apply`].
pub async fn record(
    tx: &mut Tx,
    (round, receiver): (i64, Option<UnitId>),
    by: (OfficerId, Timestamp),
    (decided, day): (Decided, Date),
    reason: &str,
) -> Result<(), Error> {
    let sql = "INSERT INTO round_event (round_id, receiver_id, at, officer_id, verb, day, reason) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (officer, at) = by;
    let receiver = receiver.map(|unit| unit.0);
    let args =
        args![round, receiver, stamp(at), officer.0, decided.code(), day.to_string(), reason];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Lays the newest decisions over a round and what is owed in it: a report that was handed in keeps the
/// day it was due.
pub async fn apply(tx: &mut Tx, round: i64) -> Result<(), Error> {
    let sql = "SELECT e.receiver_id, e.day FROM round_event e WHERE e.round_id = $1 ORDER BY e.id";
    for row in tx.fetch_all(sql, &args![round]).await? {
        let day = row.text(1)?;
        if let Some(receiver) = row.opt_int(0)? {
            let sql = "UPDATE submission SET due = $3 WHERE round_id = $1 AND receiver_id = $2 \
                AND filed_at IS NULL";
            tx.execute(sql, &args![round, receiver, day]).await?;
        } else {
            tx.execute("UPDATE round SET closes = $2 WHERE id = $1", &args![round, day]).await?;
            let sql = "UPDATE submission SET closes = $2 WHERE round_id = $1";
            tx.execute(sql, &args![round, day]).await?;
        }
    }
    crate::turn::stands(tx).await
}
