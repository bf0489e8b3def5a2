//! Documents on their way over the exchange, seen from either side, with every message about them.

use domain::{
    access::{OfficerId, Scope, UnitId},
    dispatch::{Dispatch, Request, Side, State},
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    outgoing::IN_SCOPE,
    row::Row,
    submission::stamp,
};

/// A document between this office and one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchRow {
    pub id: i64,
    pub unit: UnitId,
    /// The organ of ours whose code the message bears.
    pub organ: UnitId,
    pub side: Side,
    pub document: Option<i64>,
    pub partner_code: String,
    pub partner_name: String,
    pub edxml_id: String,
    pub dispatch: Dispatch,
}

/// A dispatch about to begin.
#[derive(Debug, Clone, Copy)]
pub struct NewDispatch<'a> {
    pub unit: UnitId,
    pub organ: UnitId,
    pub side: Side,
    pub document: Option<i64>,
    /// Code and name.
    pub partner: (&'a str, &'a str),
    pub edxml_id: &'a str,
}

/// One message about a dispatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    pub dispatch: i64,
    /// "new", "recall", "update", "replacement", or the number of a status.
    pub verb: String,
    pub side: Side,
    pub reason: String,
    pub message: i64,
    pub officer: String,
    pub at: String,
}

const SELECT: &str = "SELECT p.id, p.unit_id, p.organ_id, p.side, p.document_id, p.partner_code, \
    p.partner_name, p.edxml_id, p.state, p.request FROM dispatch p";

/// Begins a dispatch.
pub async fn begin(tx: &mut Tx, new: NewDispatch<'_>) -> Result<i64, Error> {
    let sql = "INSERT INTO dispatch (unit_id, organ_id, side, document_id, partner_code, \
        partner_name, edxml_id, state, request) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '') \
        RETURNING id";
    let args = args![
        new.unit.0,
        new.organ.0,
        new.side.code(),
        new.document,
        new.partner.0,
        new.partner.1,
        new.edxml_id,
        State::Sent.code()
    ];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// Where an outgoing document that the scope shows went.
pub async fn of_document(
    db: &mut impl Reads,
    scope: &Scope,
    document: i64,
) -> Result<Vec<DispatchRow>, Error> {
    let sql = format!(
        "{SELECT} JOIN document d ON d.id = p.document_id WHERE {IN_SCOPE} AND d.id = $3 \
         ORDER BY p.id"
    );
    let args = args![scope.unit.0, scope.province_wide, document];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Codes of the partners that each document of the register went to.
pub async fn partners(db: &mut impl Reads, scope: &Scope) -> Result<Vec<(i64, String)>, Error> {
    let sql = format!(
        "SELECT d.id, p.partner_code FROM dispatch p JOIN document d ON d.id = p.document_id \
         WHERE {IN_SCOPE} ORDER BY p.id"
    );
    let rows = db.fetch_all(&sql, &args![scope.unit.0, scope.province_wide]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?.to_owned()))).collect()
}

/// A dispatch of the scope's own unit.
pub async fn load(
    db: &mut impl Reads,
    scope: &Scope,
    id: i64,
) -> Result<Option<DispatchRow>, Error> {
    let sql = format!("{SELECT} WHERE p.id = $1 AND p.unit_id = $2");
    let row = db.fetch_optional(&sql, &args![id, scope.unit.0]).await?;
    row.as_ref().map(read).transpose()
}

/// What a unit has between itself and a partner under an id of the exchange.
pub async fn find(
    db: &mut impl Reads,
    unit: UnitId,
    (edxml_id, partner): (&str, &str),
) -> Result<Option<DispatchRow>, Error> {
    let sql = format!("{SELECT} WHERE p.unit_id = $1 AND p.edxml_id = $2 AND p.partner_code = $3");
    let row = db.fetch_optional(&sql, &args![unit.0, edxml_id, partner]).await?;
    row.as_ref().map(read).transpose()
}

/// Whether a unit has sent a document under an id of the exchange, to whomever.
pub async fn was_sent(db: &mut impl Reads, unit: UnitId, edxml_id: &str) -> Result<bool, Error> {
    let sql = "SELECT count(*) FROM dispatch WHERE unit_id = $1 AND edxml_id = $2 AND side = $3";
    let args = args![unit.0, edxml_id, Side::Sender.code()];
    Ok(db.fetch_one(sql, &args).await?.int(0)? > 0)
}

fn read(row: &Row) -> Result<DispatchRow, Error> {
    let (side, state, request) = (row.text(3)?, row.text(8)?, row.text(9)?);
    let corrupt = |what: &str| Error::Corrupt { what: format!("dispatch {what}") };
    Ok(DispatchRow {
        id: row.int(0)?,
        unit: UnitId(row.int(1)?),
        organ: UnitId(row.int(2)?),
        side: Side::from_code(side).ok_or_else(|| corrupt(side))?,
        document: row.opt_int(4)?,
        partner_code: row.text(5)?.to_owned(),
        partner_name: row.text(6)?.to_owned(),
        edxml_id: row.text(7)?.to_owned(),
        dispatch: Dispatch {
            state: State::from_code(state).ok_or_else(|| corrupt(state))?,
            request: match request {
                "" => None,
                word => Some(Request::from_code(word).ok_or_else(|| corrupt(word))?),
            },
        },
    })
}

/// Moves a dispatch on; somebody else's move is told.
pub async fn advance(tx: &mut Tx, row: &DispatchRow, to: Dispatch) -> Result<(), Error> {
    let sql = "UPDATE dispatch SET state = $1, request = $2 \
        WHERE id = $3 AND state = $4 AND request = $5";
    let word = |dispatch: Dispatch| dispatch.request.map_or("", Request::code);
    let from = row.dispatch;
    let args = args![to.state.code(), word(to), row.id, from.state.code(), word(from)];
    if tx.execute(sql, &args).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Writes down a message about a dispatch.
pub async fn record(
    tx: &mut Tx,
    (dispatch, message): (i64, i64),
    (verb, side): (&str, Side),
    reason: &str,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO dispatch_event (dispatch_id, verb, side, reason, message_id, \
        officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![dispatch, verb, side.code(), reason, message, by.0.0, stamp(by.1)];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Messages about a dispatch, oldest first.
pub async fn events(db: &mut impl Reads, dispatch: i64) -> Result<Vec<EventRow>, Error> {
    let sql = "SELECT e.dispatch_id, e.verb, e.side, e.reason, e.message_id, o.name, e.at \
        FROM dispatch_event e JOIN officer o ON o.id = e.officer_id \
        WHERE e.dispatch_id = $1 ORDER BY e.id";
    let rows = db.fetch_all(sql, &args![dispatch]).await?;
    rows.iter()
        .map(|row| {
            let side = row.text(2)?;
            Ok(EventRow {
                dispatch: row.int(0)?,
                verb: row.text(1)?.to_owned(),
                side: Side::from_code(side)
                    .ok_or_else(|| Error::Corrupt { what: format!("dispatch {side}") })?,
                reason: row.text(3)?.to_owned(),
                message: row.int(4)?,
                officer: row.text(5)?.to_owned(),
                at: row.text(6)?.to_owned(),
            })
        })
        .collect()
}
