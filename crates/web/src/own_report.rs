//! `/submissions/{id}/report`: a unit's own report, as itself or as its Ban, from draft to signature.

use actions::{
    outgoing::{Leaving, Marks, SignedBy},
    report::{self, Draft},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, Response},
};
use domain::{access::Role, series::Body};
use serde::Deserialize;
use store::submission::SubmissionRow;

use crate::{
    download::{blocking, slug},
    leave::{form, leave},
    posted::Posted,
    problem::PageError,
    report::{checks, downloads, rendered},
    session::Signed,
    state::AppState,
    submission::{crumbs, load},
    view::{
        act::{Choice, Link},
        frame::Nav,
        leave::LeaveForm,
        mark::{Mark, Shape, Tone},
        report::ReportPage,
    },
};

/// Under whose name it is printed.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    body: String,
}

impl Asked {
    /// The body asked for, else the one that owes the regime.
    fn of(&self, row: &SubmissionRow) -> Body {
        Body::from_code(&self.body).unwrap_or_else(|| report::reporter(&row.regime))
    }
}

async fn drafted(
    state: &AppState,
    signed: &Signed,
    row: &SubmissionRow,
    body: Body,
) -> Result<Draft, PageError> {
    let mut reader = state.store.snapshot().await?;
    let when = (signed.acting.now, state.sample);
    let what = (row, row.submission.sight_of(&signed.acting.scope), body);
    Ok(report::of_submission(&mut reader, &state.catalog, what, when).await?)
}

/// `GET /submissions/{id}/report`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    let body = asked.of(&row);
    let draft = drafted(&state, &signed, &row, body).await?;
    let print = move || (documents::html::write(&draft.manuscript), draft);
    let (paper, draft) = blocking(print).await?;
    let here = format!("/submissions/{id}/report");
    let query = format!("?body={}", body.code());
    let unit = row.submission.unit;
    let may_issue = unit == signed.acting.officer.unit
        && signed.acting.officer.is_any(&[Role::Desk, Role::Signer]);
    let page = ReportPage {
        crumbs: crumbs(&row, "Văn bản báo cáo"),
        title: format!("Văn bản báo cáo của {}", draft.manuscript.head.issuer_name),
        lead: row.round_title.clone(),
        state: Mark::new(Tone::Quiet, Shape::Half, "Dự thảo"),
        notices: crate::report::missing(draft.missing.len()),
        paper,
        paper_note: "Chữ có nền tím là số lấy từ biểu; nền không in ra.".into(),
        checks_note: String::new(),
        checks: checks(&draft.checks, || {
            let outline = report::outline(&state.catalog, &row.regime).ok()?;
            let to = format!("/submissions/{id}/parts/{}", outline.code);
            Some(Link::new("Mở lời văn", to))
        }),
        issuers: Body::ALL
            .into_iter()
            .map(|known| {
                let to = format!("{here}?body={}", known.code());
                Choice::new(known.label(), to, known == body)
            })
            .collect(),
        attached: Vec::new(),
        downloads: downloads(&here, &query),
        leave: if may_issue {
            let what = (&draft.manuscript, (unit, body));
            let to = format!("{here}/issue{query}");
            let mut reader = state.store.reader();
            let form = form(&mut reader, &signed, to, what).await?;
            let round = store::round::by_code(&mut reader, &row.round).await?;
            let before = match round {
                Some(round) => crate::leave::before(&mut reader, &signed, round.id, what.1).await?,
                None => None,
            };
            Some(LeaveForm { before, unmended: report::unmended(&draft.checks), ..form })
        } else {
            None
        },
        acts: Vec::new(),
        issued: Vec::new(),
        history: Vec::new(),
        frame: signed.frame(&state, "Văn bản báo cáo", Nav::Entry),
    };
    Ok(Html(page.render()?))
}

/// `GET /submissions/{id}/report/{format}`: the draft as a file, for the head to sign.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, format)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let row = load(&state, &signed, id).await?;
    let draft = drafted(&state, &signed, &row, asked.of(&row)).await?;
    let name = format!("bao-cao-{}-{}", slug(&row.round_title), slug(&row.unit_name));
    rendered(&state, draft.manuscript, &name, &format).await
}

/// `POST /submissions/{id}/report/issue`: presented for an electronic signature, or issued on paper.
pub async fn issue(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let row = load(&state, &signed, id).await?;
    if row.submission.unit != signed.acting.officer.unit {
        return Err(PageError::NotFound);
    }
    let body = asked.of(&row);
    let round = store::round::by_code(&mut state.store.reader(), &row.round).await?;
    let draft = drafted(&state, &signed, &row, body).await?;
    let (manuscript, unmended) = draft.for_signature(fields.get("unmended"))?;
    let leaving = Leaving {
        round: round.map(|round| round.id),
        manuscript,
        issuer: row.submission.unit,
        body,
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        composition: None,
        report: actions::part::asks_sensitive(&state.catalog, &row.regime)
            .then_some(row.submission.id),
        marks: Marks { unmended, ..Marks::default() },
        replaces: fields.get("replaces").parse().ok(),
    };
    leave(&state, &signed, leaving, &fields).await
}
