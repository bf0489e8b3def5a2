//! Who is not in a total, and who stands in for them.

use domain::{access::UnitId, org_unit::OrgUnitKind, submission::State};

use crate::{args, db::Reads, error::Error};

/// One who owes a round to an office and has not been accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub submission: i64,
    pub unit: String,
    pub kind: OrgUnitKind,
    pub state: State,
}

/// Those who owe a round to one office and have not been accepted.
pub async fn missing(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<Missing>, Error> {
    let sql = "SELECT s.id, u.name, u.kind, s.state FROM submission s \
        JOIN unit u ON u.id = s.unit_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 AND s.accepted_version_id IS NULL \
        ORDER BY u.sort_order";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    rows.iter()
        .map(|row| {
            let submission = row.int(0)?;
            let of = format_args!("submission {submission}");
            let unit = row.text(1)?.to_owned();
            let kind = row.word(2, OrgUnitKind::from_code, format_args!("unit of {of}"))?;
            Ok(Missing { submission, unit, kind, state: row.word(3, State::from_code, of)? })
        })
        .collect()
}

/// A district without an accepted version in a provisional total, and its communes that stand in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    pub submission: i64,
    pub unit: String,
    pub state: State,
    /// Communes whose figures are added.
    pub communes: i64,
    /// Communes that owe.
    pub owed: i64,
}

/// The districts that one office has not accepted in a round, with the communes that a provisional total
/// adds for them, in the order of lists.
pub async fn stand_ins(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<StandIn>, Error> {
    let sql = "SELECT d.id, w.name, d.state, CAST(COUNT(s.accepted_version_id) AS BIGINT), \
        CAST(COUNT(s.id) AS BIGINT) FROM submission d \
        JOIN unit w ON w.id = d.unit_id AND w.kind = 'district' \
        LEFT JOIN submission s ON s.receiver_id = d.unit_id AND s.round_id = d.round_id \
        WHERE d.round_id = $1 AND d.receiver_id = $2 AND d.accepted_version_id IS NULL \
        GROUP BY d.id, w.name, d.state, w.sort_order ORDER BY w.sort_order";
    let rows = db.fetch_all(sql, &args![round, receiver.0]).await?;
    rows.iter()
        .map(|row| {
            let submission = row.int(0)?;
            let of = format_args!("submission {submission}");
            Ok(StandIn {
                submission,
                unit: row.text(1)?.to_owned(),
                state: row.word(2, State::from_code, of)?,
                communes: row.int(3)?,
                owed: row.int(4)?,
            })
        })
        .collect()
}
