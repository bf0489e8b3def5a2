//! How submissions stand: counts for boards, the overdue, and those still to be handed in.

use std::collections::BTreeMap;

use domain::{
    access::{Scope, UnitId},
    regime::Duty,
    standing::Standing,
    submission::State,
};
use jiff::civil::Date;

use crate::{
    args,
    db::Reads,
    error::Error,
    submission::{SubmissionRow, scoped, select, submission_of},
};

/// How the submissions that report to one office stand, round by round.
pub async fn of_office(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
) -> Result<BTreeMap<i64, Vec<Standing>>, Error> {
    let sql = format!(
        "SELECT s.round_id, s.state, s.duty, COALESCE(s.extended_to, s.due), \
         CAST(CASE WHEN s.accepted_version IS NULL THEN 0 ELSE 1 END AS BIGINT), \
         CAST(COUNT(*) AS BIGINT) FROM submission s WHERE s.receiver_id = $1 AND {} \
         GROUP BY 1, 2, 3, 4, 5",
        scoped(4)
    );
    let today = scope.today.to_string();
    let mut rounds: BTreeMap<i64, Vec<Standing>> = BTreeMap::new();
    let args = args![receiver.0, scope.root.0, today.as_str(), scope.unit.0];
    for row in db.fetch_all(&sql, &args).await? {
        let round = row.int(0)?;
        let of = format_args!("submission of round {round}");
        let standing = Standing {
            state: row.word(1, State::from_code, of)?,
            duty: row.word(2, Duty::from_code, of)?,
            due: row.date(3)?,
            accepted_once: row.int(4)? > 0,
            count: u32::try_from(row.int(5)?)
                .map_err(|_| Error::Corrupt { what: format!("{of}: count") })?,
        };
        rounds.entry(round).or_default().push(standing);
    }
    Ok(rounds)
}

/// What is overdue at one office and was never accepted, of rounds whose day was not before `since`.
pub async fn overdue(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
    since: Date,
) -> Result<Vec<SubmissionRow>, Error> {
    let sql = select(&format!(
        "s.receiver_id = $1 AND {} AND s.duty = 'ordered' AND s.state IN \
         ('not_started', 'draft', 'ready', 'returned') AND COALESCE(s.extended_to, s.due) < $3 \
         AND s.accepted_version IS NULL AND r.due >= $4 ORDER BY r.due, u.sort_order",
        scoped(5)
    ));
    let (today, since) = (scope.today.to_string(), since.to_string());
    let args = args![receiver.0, scope.root.0, today.as_str(), since.as_str(), scope.unit.0];
    db.fetch_all(&sql, &args).await?.iter().map(submission_of).collect()
}

/// Units that were ordered to report in a round and whose report was never accepted nor waits, with their
/// day.
pub async fn unfiled(db: &mut impl Reads, round: i64) -> Result<Vec<(UnitId, Date)>, Error> {
    let sql = "SELECT unit_id, COALESCE(extended_to, due) FROM submission WHERE round_id = $1 \
        AND duty = 'ordered' AND accepted_version IS NULL \
        AND state IN ('not_started', 'draft', 'ready', 'returned') ORDER BY id";
    let rows = db.fetch_all(sql, &args![round]).await?;
    rows.iter().map(|r| Ok((UnitId(r.int(0)?), r.date(1)?))).collect()
}

/// Who owes a round to an office: unit, duty and last timely day, in the order of lists.
pub async fn owed_to(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<(UnitId, Duty, Date)>, Error> {
    let sql = "SELECT s.unit_id, s.duty, s.due FROM submission s JOIN unit u ON u.id = s.unit_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 ORDER BY u.sort_order, u.id";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    rows.iter()
        .map(|row| {
            let unit = row.int(0)?;
            let of = format_args!("submission of unit {unit}, round {round}");
            Ok((UnitId(unit), row.word(1, Duty::from_code, of)?, row.date(2)?))
        })
        .collect()
}
