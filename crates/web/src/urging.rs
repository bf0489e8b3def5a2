//! `/rounds/{code}/urging`: the letter to the late, the courteous request to the others, the log.

use actions::{
    outgoing::{self, Leaving, SignedBy},
    report::{self, Letter, Offices},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, Response},
};
use domain::{
    access::{Role, UnitId},
    period::{day, days_between},
    regime::Duty,
    series::Body,
};
use serde::Deserialize;
use store::{officer::Contact, submission::SubmissionRow};

use crate::{
    form::Fields,
    problem::PageError,
    round::received,
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        urging::{LetterKind, LetterLine, Recipient, UrgingPage},
    },
};

/// Which letter is drafted.
#[derive(Debug, Deserialize)]
pub struct Kind {
    #[serde(default)]
    kind: String,
}

/// `GET /rounds/{code}/urging`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    Query(kind): Query<Kind>,
) -> Result<Html<String>, PageError> {
    let today = signed.acting.today();
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, &code).await?.ok_or(PageError::NotFound)?;
    let request = kind.kind == "request";
    let rows: Vec<SubmissionRow> = received(&state, &signed, &code)
        .await?
        .iter()
        .filter(|r| !r.submission.state.is_filed())
        .filter(|r| (r.submission.duty == Duty::Requested) == request)
        .cloned()
        .collect();
    let log = store::urging::list(&mut reader, round.id).await?;
    let contacts = store::officer::contacts(&mut reader).await?;
    let recipients = rows
        .iter()
        .map(|row| {
            let times = log
                .iter()
                .filter(|u| u.unit == row.submission.unit && u.channel != "reminder")
                .count();
            let overdue = row.submission.is_overdue(today);
            let days = i64::from(-days_between(today, row.submission.effective_due()));
            Recipient {
                pick: row.submission.unit.0.to_string(),
                unit: row.unit_name.clone(),
                state: if overdue {
                    Mark::late(days)
                } else {
                    Mark::of_state(row.submission.state)
                },
                contact: contacts.get(&row.submission.unit).map_or(String::new(), contact_words),
                picked: overdue || request,
                urged: if times == 0 { "Chưa".into() } else { format!("{times} lần") },
            }
        })
        .collect();
    let here = format!("/rounds/{code}/urging");
    let offices = Offices { province: state.province, lead: state.lead };
    let known = (&*state.catalog, offices);
    let now = signed.acting.now;
    let (subject, text) =
        report::proposed(&mut reader, known, &round, code_of(request), now).await?;
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
        lead: format!("{}, hạn nộp hết ngày {}", round.title, day(round.due)),
        code: code.clone(),
        kind: if request { LetterKind::Request } else { LetterKind::Urging },
        kinds: vec![
            Choice::new("Công văn đôn đốc", here.clone(), !request),
            Choice::new("Công văn đề nghị phối hợp", format!("{here}?kind=request"), request),
        ],
        notices: Vec::new(),
        subject,
        text,
        presents: signed.acting.officer.is_any(&[Role::Desk, Role::Signer]),
        signers: crate::report::signers(&mut reader, (state.lead, Body::Organ), today).await?,
        answer_by: String::new(),
        recipients,
        letters: log
            .iter()
            .map(|line| LetterLine {
                link: Link::new(channel_words(&line.channel), ""),
                at: crate::submission::clock(&line.at),
                recipients: line.unit_name.clone(),
                state: Mark::new(Tone::Quiet, Shape::Tick, line.note.clone()),
            })
            .collect(),
        frame: signed.frame(&state, "Đôn đốc", Nav::Board),
    };
    Ok(Html(page.render()?))
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
    let units: Vec<UnitId> =
        fields.all("unit").filter_map(|number| number.parse().ok().map(UnitId)).collect();
    let format = fields.get("do");
    if matches!(format, "docx" | "pdf" | "present") {
        let offices = Offices { province: state.province, lead: state.lead };
        let mut reader = state.store.reader();
        let round = store::round::by_code(&mut reader, &code).await?.ok_or(PageError::NotFound)?;
        let template = code_of(fields.get("kind") == "request");
        let template = actions::template::in_force(&mut reader, template).await?;
        let (subject, text) = (fields.get("subject"), fields.get("text"));
        let letter = Letter { round: &round, units: &units, subject, text };
        let when = (signed.acting.now, state.sample);
        let known = (&*state.catalog, offices);
        let (manuscript, _) = report::letter(&mut reader, known, letter, when, &template).await?;
        drop(reader);
        if format == "present" {
            let leaving = Leaving {
                round: Some(round.id),
                manuscript,
                issuer: state.lead,
                body: Body::Organ,
                signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
                composition: None,
            };
            let turn = state.rendering.acquire().await;
            let _turn = turn.map_err(|error| PageError::Internal(error.to_string()))?;
            let id = outgoing::present(&state.store, &signed.acting, leaving).await?;
            return Ok(done(&format!("/documents/{id}"), "presented"));
        }
        let name = format!("cong-van-{}", code.to_lowercase());
        return crate::report::rendered(&state, manuscript, &name, format).await;
    }
    if units.is_empty() {
        return Err(PageError::refused(
            "URG-001",
            "Chưa chọn đơn vị nào.",
            "Đánh dấu ít nhất một đơn vị rồi ghi lại.",
        ));
    }
    let channel = match fields.get("kind") {
        "request" => "request",
        _ if fields.get("do") == "call" => "call",
        _ => "letter",
    };
    let note = if channel == "call" { fields.get("note") } else { fields.get("subject") };
    let what = (channel, note);
    actions::urging::record(&state.store, &signed.acting, &code, &units, what).await?;
    Ok(done(&format!("/rounds/{code}"), "urged"))
}
