//! Status messages that this office makes: a receiver's on what came in, a sender's on what went out.

use domain::deed::Deed;
use domain::dispatch::{Dispatch, Status};
use exchange::edxml::{ResponseFor, Staff, StatusMessage, write_status};
use store::{
    audit::Subject,
    db::{Store, Tx},
    dispatch::DispatchRow,
    message::NewMessage,
};

use super::{clock, organ, own_code, reason};
use crate::{Acting, Error, outgoing::require_clerk};

/// Makes a status message about a dispatch of the officer's unit; gives the message's id.
///
/// # Errors
/// When the officer may not, or the status does not follow.
pub async fn answer(
    store: &Store,
    acting: &Acting,
    id: i64,
    (status, words): (Status, &str),
) -> Result<i64, Error> {
    require_clerk(acting)?;
    let mut tx = store.begin().await?;
    let row = store::dispatch::load(&mut tx, &acting.scope, id).await?.ok_or(Error::NotFound)?;
    let message = say(&mut tx, acting, &row, (status, words)).await?;
    let entry = acting.audit(Deed::DispatchAnswer, Subject::Dispatch(id)).with(status.code());
    tx.finish(entry).await?;
    Ok(message)
}

/// Writes a status message and moves the dispatch.
pub(super) async fn say(
    tx: &mut Tx,
    acting: &Acting,
    row: &DispatchRow,
    (status, words): (Status, &str),
) -> Result<i64, Error> {
    let words = reason(words);
    let mut moved: Dispatch = row.dispatch;
    moved.report(status, row.side, &words)?;
    let code = own_code(tx, row.organ).await?;
    let (from, _) = organ(tx, acting, &code).await?;
    let message = StatusMessage {
        from,
        response_for: response_for(row),
        staff: Staff { name: acting.officer.name.clone(), ..Staff::default() },
        status,
        description: if words.is_empty() {
            status.label().to_owned()
        } else {
            format!("{}: {words}", status.label())
        },
        at: clock(acting)?,
    };
    let content = write_status(&message);
    let sha256 = crate::sha256_hex(&content);
    let new = NewMessage { unit: row.unit, is_outward: true, sha256: &sha256, content: &content };
    let message = store::message::save(tx, new, acting.by()).await?;
    store::dispatch::advance(tx, row, moved).await?;
    let event = (status.code(), row.side);
    store::dispatch::record(tx, (row.id, message), event, &words, acting.by()).await?;
    Ok(message)
}

/// The document that is meant, from its id: `H41,2026/12/05,123/BC-SNV`. Ids of another form say nothing more.
fn response_for(row: &DispatchRow) -> ResponseFor {
    let mut parts = row.edxml_id.splitn(3, ',');
    let (organ, date, code) = (parts.next(), parts.next(), parts.next());
    ResponseFor {
        organ_id: code.and(organ).unwrap_or_default().to_owned(),
        code: code.unwrap_or_default().to_owned(),
        issued: date.and_then(|date| date.replace('/', "-").parse().ok()),
        document_id: row.edxml_id.clone(),
    }
}
