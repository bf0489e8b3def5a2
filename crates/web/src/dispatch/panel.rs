//! The panel of an outgoing document: where it went over the exchange and what was answered.

use actions::dispatch::{self as act, Sending};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    access::UnitId,
    dispatch::{Business, Request, Side, Status},
    outgoing,
};
use store::{
    db::Reads,
    dispatch::{DispatchRow, EventRow},
    outgoing::{OutgoingRow, VersionRow},
};

use super::{event_words, state_mark};
use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    submission::clock,
    view::{
        act::{Act, Link},
        exchange::{DispatchLine, EventLine, ExchangePanel, ReceiverLine, SendForm},
    },
};

/// The panel; `None` where the document has no electronic file.
pub(crate) async fn panel(
    state: &AppState,
    signed: &Signed,
    (row, versions): (&OutgoingRow, &[VersionRow]),
    acts_on: bool,
) -> Result<Option<ExchangePanel>, PageError> {
    let mut reader = state.store.reader();
    let known = store::dispatch::of_document(&mut reader, &signed.acting.scope, row.id).await?;
    let is_out = row.state == outgoing::State::Issued || !known.is_empty();
    if versions.is_empty() || !is_out {
        return Ok(None);
    }
    let mut lines = Vec::with_capacity(known.len());
    for one in &known {
        let events = store::dispatch::events(&mut reader, one.id).await?;
        lines.push(line(signed, one, &events, acts_on));
    }
    let own = store::organ_code::of(&mut reader, row.issuer).await?;
    let note = match own {
        Some(_) => String::new(),
        None => {
            "Cơ quan ban hành chưa có mã định danh; quản trị hệ thống ghi ở trang Đơn vị.".into()
        }
    };
    let form =
        if acts_on && note.is_empty() { Some(form(&mut reader, signed, row).await?) } else { None };
    Ok(Some(ExchangePanel { lines, form, note }))
}

fn line(signed: &Signed, row: &DispatchRow, events: &[EventRow], acts_on: bool) -> DispatchLine {
    let takes_back = row.dispatch.choices(Side::Sender).contains(&Status::TakenBack);
    let act =
        Act::new("Lập tin lấy lại (13)", format!("/dispatches/{}/answer", row.id), &signed.csrf)
            .asking("Lý do lấy lại")
            .with("status", Status::TakenBack.code());
    DispatchLine {
        partner: row.partner_name.clone(),
        code: row.partner_code.clone(),
        state: state_mark(row.dispatch.state),
        request: row.dispatch.request.map_or(String::new(), |one| Request::label(one).to_owned()),
        events: events
            .iter()
            .map(|event| EventLine {
                at: clock(&event.at),
                what: event_words(event),
                reason: event.reason.clone(),
                message: Link::new("Tải .edxml", format!("/messages/{}", event.message)),
                files: Vec::new(),
            })
            .collect(),
        acts: if acts_on && takes_back { vec![act] } else { Vec::new() },
    }
}

async fn form(
    db: &mut impl Reads,
    signed: &Signed,
    row: &OutgoingRow,
) -> Result<SendForm, PageError> {
    let codes = store::organ_code::list(db, signed.acting.today()).await?;
    let sent = store::outgoing::dispatched(db, &signed.acting.scope).await?;
    Ok(SendForm {
        to: format!("/documents/{}/dispatch", row.id),
        csrf: signed.csrf.clone(),
        receivers: codes
            .into_iter()
            .filter(|code| code.unit != row.issuer)
            .map(|code| ReceiverLine {
                id: code.unit.0.to_string(),
                name: code.name,
                code: code.code.to_string(),
                is_unverified: code.confidence.needs_checking(),
            })
            .collect(),
        replaces: sent
            .iter()
            .filter(|other| other.id != row.id)
            .map(|other| (other.id.to_string(), format!("{}: {}", other.number, other.title)))
            .collect(),
    })
}

/// `POST /documents/{id}/dispatch`.
pub async fn send(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let sending = Sending {
        business: Business::from_word(fields.get("business")).ok_or(PageError::NotFound)?,
        reason: fields.get("reason").to_owned(),
        to: fields.all("to").filter_map(|unit| unit.parse().ok().map(UnitId)).collect(),
        replaces: fields.get("replaces").parse().ok(),
    };
    act::send(&state.store, &signed.acting, id, sending).await?;
    Ok(done(&format!("/documents/{id}"), Done::Packed))
}
