//! `/contacts`: whom to call at each unit, the calls made, and the persons of one unit.

use std::collections::BTreeMap;

use actions::contact::Arrange;
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::{Role, UnitId},
    contact::Contact,
    fold::fold,
    urging::Channel,
};
use serde::Deserialize;
use store::{
    contact::{ContactRow, UnitContacts},
    urging::UrgingRow,
};

use crate::{
    done::Done,
    form::Fields,
    posted::Posted,
    printout::answer,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Choice, Link},
        contact::{CallLine, ContactsPage, Person, UnitContactsPage, UnitLine},
        frame::Nav,
    },
};

/// Calls shown on the list.
const CALLS: usize = 50;

/// What is asked of the list.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    only: String,
}

/// Whether the officer's office receives reports and keeps a list of who sends them.
fn receives(signed: &Signed) -> bool {
    signed.acting.officer.is_any(&[Role::Desk, Role::Reviewer])
}

fn own_page(signed: &Signed) -> String {
    format!("/contacts/units/{}", signed.acting.officer.unit.0)
}

/// `GET /contacts`: the list of a receiving office; anybody else is led to the own unit's persons.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if !receives(&signed) {
        return Ok(Redirect::to(&own_page(&signed)).into_response());
    }
    let mut reader = state.store.reader();
    let office = signed.acting.officer.unit;
    let all = store::contact::received(&mut reader, &signed.acting.scope, office).await?;
    let calls = store::urging::calls(&mut reader, office).await?;
    let without = all.iter().filter(|unit| unit.persons.is_empty()).count();
    let shown = found(&all, &asked);
    let choice = |text: String, only: &str| {
        let q = crate::percent::percent_encode(&asked.q);
        Choice::new(text, format!("/contacts?q={q}&only={only}"), asked.only == only)
    };
    let page = ContactsPage {
        lead: format!("{} đơn vị gửi báo cáo đến {}", all.len(), signed.row.unit_name),
        words: asked.q.clone(),
        filters: vec![
            choice(format!("Tất cả {}", all.len()), ""),
            choice(format!("Chưa có đầu mối {without}"), "none"),
        ],
        lines: lines(&shown, &calls),
        rounds: rounds(&state, &signed).await?,
        calls: calls.iter().take(CALLS).map(call_line).collect(),
        frame: signed.frame(&state, "Danh bạ đầu mối", Nav::Contact),
    };
    answer(&state, &signed, page).await
}

/// Units that the words are about, with or without accents.
fn found<'a>(all: &'a [UnitContacts], asked: &Asked) -> Vec<&'a UnitContacts> {
    let words = fold(&asked.q);
    let said = |unit: &UnitContacts| {
        let persons = unit.persons.iter().map(|row| {
            let Contact { name, position, phone, email } = &row.contact;
            format!("{name} {position} {phone} {} {email}", dial(phone))
        });
        fold(&format!("{} {}", unit.name, persons.collect::<Vec<_>>().join(" ")))
    };
    all.iter()
        .filter(|unit| asked.only != "none" || unit.persons.is_empty())
        .filter(|unit| words.is_empty() || said(unit).contains(&words))
        .collect()
}

fn dial(phone: &str) -> String {
    let before = phone.split('/').next().unwrap_or_default();
    before.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn persons(rows: &[ContactRow]) -> Vec<Person> {
    let person = |(at, row): (usize, &ContactRow)| Person {
        id: row.id,
        revision: row.revision,
        name: row.contact.name.clone(),
        position: row.contact.position.clone(),
        phone: row.contact.phone.clone(),
        dial: dial(&row.contact.phone),
        email: row.contact.email.clone(),
        is_first: at == 0,
    };
    rows.iter().enumerate().map(person).collect()
}

fn call_line(row: &UrgingRow) -> CallLine {
    CallLine {
        at: crate::submission::clock(&row.at),
        by: row.officer.clone(),
        unit: row.unit_name.clone(),
        round: row.round_title.clone(),
        note: row.note.clone(),
    }
}

fn lines(units: &[&UnitContacts], calls: &[UrgingRow]) -> Vec<UnitLine> {
    // Newest first: what is met last is older and does not stay.
    let last: BTreeMap<UnitId, &UrgingRow> = calls.iter().rev().map(|c| (c.unit, c)).collect();
    let line = |unit: &&UnitContacts| UnitLine {
        number: unit.unit.0,
        unit: Link::new(unit.name.clone(), format!("/contacts/units/{}", unit.unit.0)),
        persons: persons(&unit.persons),
        last_call: last.get(&unit.unit).map_or(String::new(), |call| {
            format!("{}, {}: {}", crate::submission::clock(&call.at), call.officer, call.note)
        }),
    };
    units.iter().map(line).collect()
}

/// Rounds that this office receives and that still run, the one that is due next first.
async fn rounds(state: &AppState, signed: &Signed) -> Result<Vec<(String, String)>, PageError> {
    let office = crate::round::now(state, signed).await?.office().await?;
    let today = signed.acting.today();
    let open = office
        .rounds
        .iter()
        .rev()
        .filter(|round| round.closes >= today && office.standings.contains_key(&round.id));
    Ok(open.map(|round| (round.code.clone(), round.title.clone())).collect())
}

/// `GET /contacts/units/{unit}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(unit): Path<i64>,
) -> Result<Html<String>, PageError> {
    let unit = UnitId(unit);
    let mut reader = state.store.reader();
    if !actions::contact::keeps(&mut reader, &signed.acting, unit).await? {
        return Err(PageError::NotFound);
    }
    let row = store::org_unit::by_id(&mut reader, unit).await?.ok_or(PageError::NotFound)?;
    let persons = persons(&store::contact::of_unit(&mut reader, unit).await?);
    let office = signed.acting.officer.unit;
    let (mut rounds_of_office, mut calls) = (Vec::new(), Vec::new());
    if receives(&signed) && store::contact::is_received(&mut reader, unit, office).await? {
        rounds_of_office = rounds(&state, &signed).await?;
        calls = store::urging::calls(&mut reader, office).await?;
    }
    let page = UnitContactsPage {
        crumbs: if receives(&signed) {
            vec![Link::new("Danh bạ đầu mối", "/contacts"), Link::new(row.name.clone(), "")]
        } else {
            Vec::new()
        },
        title: format!("Đầu mối của {}", row.name),
        lead: match persons.len() {
            0 => "Chưa có ai; cơ quan nhận báo cáo chưa biết gọi cho người nào.".into(),
            count => format!("{count} người; người đứng đầu danh sách được gọi trước"),
        },
        notices: Vec::new(),
        unit: unit.0,
        persons,
        rounds: rounds_of_office,
        calls: calls.iter().filter(|call| call.unit == unit).map(call_line).collect(),
        frame: signed.frame(&state, "Đầu mối", Nav::Contact),
    };
    Ok(Html(page.render()?))
}

fn typed(fields: &Fields) -> Contact {
    let text = |name: &str| fields.get(name).to_owned();
    Contact {
        name: text("name"),
        position: text("position"),
        phone: text("phone"),
        email: text("email"),
    }
}

/// `POST /contacts/units/{unit}`: one person more.
pub async fn add(
    State(state): State<AppState>,
    Path(unit): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    actions::contact::add(&state.store, &signed.acting, UnitId(unit), &typed(&fields)).await?;
    Ok(done(&format!("/contacts/units/{unit}"), Done::Contact))
}

/// The page of the unit whose list a person stands on.
async fn page_of(state: &AppState, id: i64) -> Result<String, PageError> {
    let row = store::contact::by_id(&mut state.store.reader(), id).await?;
    Ok(format!("/contacts/units/{}", row.ok_or(PageError::NotFound)?.unit.0))
}

/// `POST /contacts/{id}`: other words.
pub async fn change(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let to = page_of(&state, id).await?;
    let revision = fields.get("revision").parse().unwrap_or_default();
    let typed = typed(&fields);
    actions::contact::change(&state.store, &signed.acting, (id, revision), &typed).await?;
    Ok(done(&to, Done::Contact))
}

/// `POST /contacts/{id}/first` and `/remove`.
pub async fn arrange(
    State(state): State<AppState>,
    Path((id, how)): Path<(i64, String)>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    let (how, told) = match how.as_str() {
        "first" => (Arrange::First, Done::Contact),
        "remove" => (Arrange::Remove, Done::ContactRemoved),
        _ => return Err(PageError::NotFound),
    };
    let to = page_of(&state, id).await?;
    actions::contact::arrange(&state.store, &signed.acting, id, how).await?;
    Ok(done(&to, told))
}

/// `POST /contacts/calls`: a call to one unit about one round.
pub async fn call(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let unit = fields.get("unit").parse().map(UnitId).map_err(|_| PageError::NotFound)?;
    let note = domain::fold::clean(fields.get("note"));
    if note.is_empty() {
        return Err(PageError::refused(
            "DBA-005",
            "Chưa ghi nội dung cuộc gọi.",
            "Ghi một câu: gặp ai, hẹn gì; rồi ghi lại.",
        ));
    }
    let what = (Channel::Call, note.as_str());
    actions::urging::record(&state.store, &signed.acting, fields.get("round"), &[unit], what)
        .await?;
    Ok(done(&format!("/contacts/units/{}", unit.0), Done::Called))
}
