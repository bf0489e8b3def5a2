//! `/rounds/{code}/urging`: the letter to the late, the courteous request to the others, the log.

use std::sync::Arc;

use actions::{
    outgoing::{self, Leaving, SignedBy},
    report::{self, Letter, Offices},
    urging::Channel,
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{Html, Response},
};
use domain::{
    access::{Role, UnitId},
    calendar::working_day_after,
    contact::Contact,
    period::{day, days_between},
    plan::read::typed_date,
    regime::Duty,
    series::Body,
};
use jiff::civil::Date;
use store::{submission::SubmissionRow, urging::UrgingRow};

use crate::{
    form::Fields,
    problem::PageError,
    round::{office, received},
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        urging::{LetterKind, LetterLine, Recipient, UrgingPage},
    },
};

/// Working days that a late unit is given in the letter, where the officer sets no other day.
const ANSWER_DAYS: u32 = 3;

/// Units that were marked, by number.
fn chosen(fields: &Fields) -> Vec<UnitId> {
    fields.all("unit").filter_map(|number| number.parse().ok().map(UnitId)).collect()
}

/// The reports that a round owes the officer's office, for those who urge: its desk and reviewers. To
/// everybody else the page is missing; a unit sees its own reminders beside its own report.
async fn owed(
    state: &AppState,
    signed: &Signed,
    code: &str,
) -> Result<Arc<Vec<SubmissionRow>>, PageError> {
    let officer = &signed.acting.officer;
    let urges = officer.is_any(&[Role::Desk, Role::Reviewer]);
    if !urges || officer.unit != office(state, signed) {
        return Err(PageError::NotFound);
    }
    let rows = received(state, signed, code).await?;
    if rows.is_empty() { Err(PageError::NotFound) } else { Ok(rows) }
}

/// `GET /rounds/{code}/urging`: `kind` says which letter, `unit` who was marked on the board.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, PageError> {
    let asked = Fields::of_query(&query.unwrap_or_default());
    let today = signed.acting.today();
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, &code).await?.ok_or(PageError::NotFound)?;
    let request = asked.get("kind") == "request";
    let owed = owed(&state, &signed, &code).await?;
    let rows: Vec<SubmissionRow> = owed
        .iter()
        .filter(|r| !r.submission.state.is_filed())
        .filter(|r| (r.submission.duty == Duty::Requested) == request)
        .cloned()
        .collect();
    let from = office(&state, &signed);
    let log = store::urging::list(&mut reader, round.id, from).await?;
    let recipients = recipients(&mut reader, &rows, &log, (&chosen(&asked), today)).await?;
    let here = format!("/rounds/{code}/urging");
    let known = (&*state.catalog, offices(&state));
    let (which, now) = (code_of(request), signed.acting.now);
    let (subject, text) = report::proposed(&mut reader, known, (&round, from), which, now).await?;
    let due = rows.iter().map(|row| row.submission.due).max().unwrap_or(round.due);
    let answer_by = working_day_after(&state.catalog.calendars, today, ANSWER_DAYS);
    let page = UrgingPage {
        crumbs: vec![
            Link::new(round.title.clone(), format!("/rounds/{code}")),
            Link::new("Đôn đốc", ""),
        ],
        title: if request {
            "Đề nghị phối hợp báo cáo".into()
        } else {
            "Đôn đốc nộp báo cáo".into()
        },
        lead: format!("{}, hạn nộp hết ngày {}", round.title, day(due)),
        code: code.clone(),
        kind: if request { LetterKind::Request } else { LetterKind::Urging },
        kinds: vec![
            Choice::new("Công văn đôn đốc", here.clone(), !request),
            Choice::new("Công văn đề nghị phối hợp", format!("{here}?kind=request"), request),
        ],
        notices: Vec::new(),
        subject,
        text,
        signers: crate::report::signers(&mut reader, (from, Body::Organ), today).await?,
        answer_by: answer_by.filter(|_| !request).map_or(String::new(), day),
        recipients,
        letters: lines(&log, &owed),
        frame: signed.frame(&state, "Đôn đốc", Nav::Board),
    };
    Ok(Html(page.render()?))
}

const fn offices(state: &AppState) -> Offices {
    Offices { province: state.province, lead: state.lead }
}

/// Units that have not reported; marked are those of the board, else the overdue.
async fn recipients(
    reader: &mut store::db::Reader,
    rows: &[SubmissionRow],
    log: &[UrgingRow],
    (chosen, today): (&[UnitId], Date),
) -> Result<Vec<Recipient>, PageError> {
    let contacts = store::contact::first(reader).await?;
    let line = |row: &SubmissionRow| {
        let unit = row.submission.unit;
        let times = log.iter().filter(|u| u.unit == unit && u.channel != "reminder").count();
        let overdue = row.submission.is_overdue(today);
        let days = i64::from(-days_between(today, row.submission.effective_due()));
        let requested = row.submission.duty == Duty::Requested;
        Recipient {
            pick: unit.0.to_string(),
            unit: row.unit_name.clone(),
            state: if overdue { Mark::late(days) } else { Mark::of_state(row.submission.state) },
            contact: contacts.get(&unit).map_or(String::new(), contact_words),
            picked: if chosen.is_empty() { overdue || requested } else { chosen.contains(&unit) },
            urged: if times == 0 { "Chưa".into() } else { format!("{times} lần") },
        }
    };
    Ok(rows.iter().map(line).collect())
}

/// What was done before, of the units of this office.
fn lines(log: &[UrgingRow], owed: &[SubmissionRow]) -> Vec<LetterLine> {
    let line = |line: &UrgingRow| LetterLine {
        link: Link::new(channel_words(&line.channel), ""),
        at: crate::submission::clock(&line.at),
        recipients: line.unit_name.clone(),
        by: line.officer.clone(),
        state: Mark::new(Tone::Quiet, Shape::Tick, line.note.clone()),
    };
    let ours = |line: &&UrgingRow| owed.iter().any(|row| row.submission.unit == line.unit);
    log.iter().filter(ours).map(line).collect()
}

/// "Cán bộ đầu mối, Chuyên viên, 0238 …".
fn contact_words(contact: &Contact) -> String {
    [&contact.name, &contact.position, &contact.phone, &contact.email]
        .into_iter()
        .filter(|word| !word.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(", ")
}

fn channel_words(channel: &str) -> &'static str {
    match channel {
        "request" => "Công văn đề nghị phối hợp",
        "call" => "Gọi điện",
        "reminder" => "Hệ thống nhắc hạn",
        _ => "Công văn đôn đốc",
    }
}

/// Code of the template of either letter.
const fn code_of(request: bool) -> &'static str {
    if request { "request" } else { "urging" }
}

/// `POST /rounds/{code}/urging`.
pub async fn record(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    owed(&state, &signed, &code).await?;
    let act = fields.get("do");
    let request = fields.get("kind") == "request";
    if matches!(act, "docx" | "pdf" | "present") {
        return letter(&state, &signed, &code, &fields).await;
    }
    let (channel, note) = match act {
        "call" => (Channel::Call, fields.get("note")),
        _ if request => (Channel::Request, fields.get("subject")),
        _ => (Channel::Letter, fields.get("subject")),
    };
    let (units, what) = (chosen(&fields), (channel, note));
    actions::urging::record(&state.store, &signed.acting, &code, &units, what).await?;
    Ok(done(&format!("/rounds/{code}"), if act == "call" { "called" } else { "urged" }))
}

/// The letter as a file, or presented for signing.
async fn letter(
    state: &AppState,
    signed: &Signed,
    code: &str,
    fields: &Fields,
) -> Result<Response, PageError> {
    let (units, format) = (chosen(fields), fields.get("do"));
    let request = fields.get("kind") == "request";
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, code).await?.ok_or(PageError::NotFound)?;
    let from = office(state, signed);
    let channel = if request { Channel::Request } else { Channel::Letter };
    let place = (&round, from);
    actions::urging::check(&mut reader, &signed.acting, place, &units, channel).await?;
    let template = actions::template::in_force(&mut reader, code_of(request)).await?;
    let (subject, text) = (fields.get("subject"), fields.get("text"));
    let answer_by = answer_by(fields.get("answer_by"), signed.acting.today())?;
    let letter = Letter { round: &round, from, units: &units, subject, text, answer_by };
    let when = (signed.acting.now, state.sample);
    let known = (&*state.catalog, offices(state));
    let (manuscript, _) = report::letter(&mut reader, known, letter, when, &template).await?;
    drop(reader);
    if format != "present" {
        let name = format!("cong-van-{}", code.to_lowercase());
        return crate::report::rendered(state, manuscript, &name, format).await;
    }
    let leaving = Leaving {
        round: Some(round.id),
        manuscript,
        issuer: from,
        body: Body::Organ,
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        composition: None,
        report: None,
        marks: crate::leave::marks(fields)?,
    };
    let turn = state.rendering.acquire().await;
    let _turn = turn.map_err(|error| PageError::Internal(error.to_string()))?;
    let id = outgoing::present(&state.store, &signed.acting, leaving).await?;
    Ok(done(&format!("/documents/{id}"), "presented"))
}

/// The day that the letter sets, if any.
fn answer_by(typed: &str, today: Date) -> Result<Option<Date>, PageError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match typed_date(typed).filter(|day| *day >= today) {
        Some(day) => Ok(Some(day)),
        None => Err(PageError::refused(
            "URG-003",
            "Chưa đọc được ngày đề nghị gửi chậm nhất, hoặc ngày đó đã qua.",
            "Ghi ngày/tháng/năm từ hôm nay trở đi, ví dụ 09/12/2024, hoặc để trống.",
        )),
    }
}
