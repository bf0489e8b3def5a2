//! Urgings sent, and the contact list with its calls.

use domain::{
    access::{OfficerId, UnitId},
    outgoing::State,
    urging::Channel,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// One urging or call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgingRow {
    pub unit: UnitId,
    pub unit_name: String,
    pub at: String,
    /// Who urged; nobody for a reminder.
    pub officer: String,
    pub channel: Channel,
    pub note: String,
    pub round_title: String,
    /// The letter, where it was written and presented here.
    pub document: Option<UrgingDocument>,
}

/// A letter of this house that urges, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgingDocument {
    pub id: i64,
    pub state: State,
    pub title: String,
    /// "12/SLĐTBXH-BĐG"; empty before it is given.
    pub number: String,
    pub date: Option<Date>,
}

impl UrgingRow {
    /// Whether the unit was reached by a person: a letter of this house counts once it has its number.
    pub fn is_sent(&self) -> bool {
        let has_left = self.document.as_ref().is_none_or(|letter| letter.state == State::Issued);
        self.channel != Channel::Reminder && has_left
    }
}

/// Writes an urging.
pub async fn record(
    tx: &mut Tx,
    round: i64,
    unit: UnitId,
    by: (OfficerId, Timestamp),
    what: (Channel, &str),
) -> Result<(), Error> {
    let sql = "INSERT INTO urging (round_id, unit_id, at, officer_id, channel, note) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let ((officer, at), (channel, note)) = (by, what);
    tx.execute(sql, &args![round, unit.0, stamp(at), officer.0, channel.code(), note]).await?;
    crate::turn::stands(tx).await
}

/// Writes that a letter of this house urges a unit; it counts from the letter's number on.
pub async fn record_document(
    tx: &mut Tx,
    (round, unit): (i64, UnitId),
    by: (OfficerId, Timestamp),
    (channel, document): (Channel, i64),
) -> Result<(), Error> {
    let note = format!("{DOCUMENT}{document}");
    record(tx, round, unit, by, (channel, &note)).await
}

/// A document took another state: urgings by it count, or no longer.
pub async fn document_moved(tx: &mut Tx) -> Result<(), Error> {
    crate::turn::stands(tx).await
}

/// The note of an urging by a letter of this house begins so; the document's number follows.
const DOCUMENT: &str = "document/";

/// Writes a reminder unless the unit has the same one already; whether it is new.
pub async fn remind(
    tx: &mut Tx,
    round: i64,
    unit: UnitId,
    note: &str,
    at: Timestamp,
) -> Result<bool, Error> {
    let sql = "INSERT INTO urging (round_id, unit_id, at, officer_id, channel, note) \
        SELECT $1, $2, $3, 0, 'reminder', $4 WHERE NOT EXISTS (SELECT 1 FROM urging \
        WHERE round_id = $1 AND unit_id = $2 AND channel = 'reminder' AND note = $4)";
    let new = tx.execute(sql, &args![round, unit.0, stamp(at), note]).await? > 0;
    if new {
        crate::turn::stands(tx).await?;
    }
    Ok(new)
}

/// Reminders of one unit in a round, newest first.
pub async fn reminders(
    db: &mut impl Reads,
    round: i64,
    unit: UnitId,
) -> Result<Vec<(String, String)>, Error> {
    let sql = "SELECT at, note FROM urging WHERE round_id = $1 AND unit_id = $2 \
        AND channel = 'reminder' ORDER BY id DESC";
    let rows = db.fetch_all(sql, &args![round, unit.0]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}

const SELECT: &str = "SELECT g.unit_id, u.name, g.at, COALESCE(o.name, ''), g.channel, g.note, \
    r.title, d.id, d.state, d.title, d.number, d.date FROM urging g \
    JOIN unit u ON u.id = g.unit_id JOIN round r ON r.id = g.round_id \
    LEFT JOIN officer o ON o.id = g.officer_id \
    LEFT JOIN document d ON d.round_id = g.round_id AND g.channel NOT IN ('call', 'reminder') \
    AND g.note = 'document/' || CAST(d.id AS TEXT)";

fn read(row: &Row) -> Result<UrgingRow, Error> {
    Ok(UrgingRow {
        unit: UnitId(row.int(0)?),
        unit_name: row.text(1)?.to_owned(),
        at: row.text(2)?.to_owned(),
        officer: row.text(3)?.to_owned(),
        channel: row.word(4, Channel::from_code, format_args!("urging of unit {}", row.int(0)?))?,
        note: row.text(5)?.to_owned(),
        round_title: row.text(6)?.to_owned(),
        document: row.opt_int(7)?.map(|id| document(row, id)).transpose()?,
    })
}

fn document(row: &Row, id: i64) -> Result<UrgingDocument, Error> {
    let state = row.text(8)?;
    Ok(UrgingDocument {
        id,
        state: State::from_code(state)
            .ok_or_else(|| Error::Corrupt { what: format!("document state {state}") })?,
        title: row.text(9)?.to_owned(),
        number: row.text(10)?.to_owned(),
        date: row.opt_date(11)?,
    })
}

/// The urgings of a round among the units that report to one office, newest first.
pub async fn list(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<UrgingRow>, Error> {
    let sql = format!(
        "{SELECT} JOIN submission s ON s.round_id = g.round_id AND s.unit_id = g.unit_id \
         WHERE g.round_id = $1 AND s.receiver_id = $2 ORDER BY g.id DESC"
    );
    db.fetch_all(&sql, &args![round, receiver.0]).await?.iter().map(read).collect()
}

/// The calls to the units that report to an office, newest first.
pub async fn calls(db: &mut impl Reads, receiver: UnitId) -> Result<Vec<UrgingRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE g.channel = 'call' AND EXISTS (SELECT 1 FROM submission s \
         WHERE s.unit_id = g.unit_id AND s.round_id = g.round_id AND s.receiver_id = $1) \
         ORDER BY g.at DESC, g.id DESC"
    );
    db.fetch_all(&sql, &args![receiver.0]).await?.iter().map(read).collect()
}
