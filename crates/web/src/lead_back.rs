//! The way back from a refusal: to the report, round or document that its address names, where the officer
//! may read it.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode, header::RETRY_AFTER, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use domain::submission::SubmissionId;

use crate::{
    problem::{PageError, Refused},
    session::Signed,
    state::{AppState, Installation},
    view::{
        act::Link,
        elsewhere::ProblemPage,
        frame::{Frame, Nav},
    },
};

/// Draws a refusal again, in the officer's own frame and with the way back.
pub(crate) async fn lead_back(
    State(installation): State<Installation>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(Refused(page)) = response.extensions_mut().remove::<Refused>() else {
        return response;
    };
    match redrawn(&installation, asked, *page, response.status()).await {
        Some(mut again) => {
            if let Some(soon) = response.headers_mut().remove(RETRY_AFTER) {
                again.headers_mut().insert(RETRY_AFTER, soon);
            }
            again
        }
        None => response,
    }
}

/// `None` where nobody is signed in, or something fails on the way: the first drawing stands.
async fn redrawn(
    installation: &Installation,
    mut asked: Parts,
    mut page: ProblemPage,
    status: StatusCode,
) -> Option<Response> {
    let signed = Signed::from_request_parts(&mut asked, installation).await.ok()?;
    let state = installation.state();
    let is_look = asked.method == Method::GET;
    let path = asked.uri.path();
    let links = places(&state, &signed, path).await.ok()?;
    let elsewhere = links.into_iter().filter(|link| !is_look || link.href != path);
    page.links.splice(0..0, elsewhere);
    let frame = signed.frame(&state, &page.frame.title, Nav::Elsewhere);
    // What the last act did belongs to its own page; a way "back" here would lead to the refusal.
    page.frame = Frame { flash: None, path: "/".into(), ..frame };
    Some((status, Html(page.render().ok()?)).into_response())
}

/// Where an address belongs to, nearest first.
async fn places(state: &AppState, signed: &Signed, path: &str) -> Result<Vec<Link>, PageError> {
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    let mut reader = state.store.reader();
    let scope = &signed.acting.scope;
    if !scope.reads_reports() {
        return Ok(Vec::new());
    }
    Ok(match steps[..] {
        ["submissions", id, ref rest @ ..] => {
            let Ok(id) = id.parse() else { return Ok(Vec::new()) };
            let row = store::submission::load(&mut reader, scope, SubmissionId(id)).await?;
            let Some(row) = row else { return Ok(Vec::new()) };
            let here = format!("/submissions/{id}");
            let part = match rest {
                ["parts", form, ..] => actions::part::form(&state.catalog, form),
                _ => None,
            };
            let asked = actions::part::forms_of(&state.catalog, &row.regime);
            let part = part.filter(|form| asked.iter().any(|known| known.code == form.code));
            let part = part.map(|form| {
                Link::new(format!("Về {}", form.title), format!("{here}/parts/{}", form.code))
            });
            let words = format!("Về {}, {}", row.round_title, row.unit_short_name);
            part.into_iter().chain([Link::new(words, here)]).collect()
        }
        ["rounds" | "consolidations", code, ..] => {
            let round = store::round::by_code(&mut reader, code).await?;
            let link = |round: store::round::RoundRow| {
                Link::new(format!("Về đợt {}", round.title), format!("/rounds/{}", round.code))
            };
            round.map(link).into_iter().collect()
        }
        ["reports", code, issuer, ..] if signed.reads_drafts(state) => {
            let round = store::round::by_code(&mut reader, code).await?;
            let link = |round: store::round::RoundRow| {
                let here = format!("/reports/{}/{issuer}", round.code);
                Link::new(format!("Về dự thảo {}", round.title), here)
            };
            round.map(link).into_iter().collect()
        }
        ["documents", id, ..] => {
            let Ok(id) = id.parse::<i64>() else { return Ok(Vec::new()) };
            let row = store::outgoing::load(&mut reader, scope, id).await?;
            let link = |row: store::outgoing::OutgoingRow| {
                Link::new(format!("Về văn bản: {}", row.title), format!("/documents/{id}"))
            };
            row.map(link).into_iter().collect()
        }
        _ => Vec::new(),
    })
}
