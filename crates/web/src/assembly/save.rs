//! Saving the words of an office: by the script, without one, and paragraphs of units that are picked.

use actions::report::words;
use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{form::Heading, period::local_clock, submission::SubmissionId};
use serde::{Deserialize, Serialize};

use super::{Desk, Held, desk};
use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    proof,
    session::{Signed, done},
    state::AppState,
    view::{
        act::Link,
        choice::{Both, ChoicePage},
        frame::Nav,
    },
};

/// `POST /consolidations/{round}/narratives`: saving without a script.
pub async fn save(
    State(state): State<AppState>,
    Path(round): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let desk = desk(&state, &signed, &round).await?;
    let heading = desk.heading(fields.get("heading"))?;
    // A form that does not say what it showed has shown nothing: it writes over nobody's words.
    let read = fields.get("revision").parse().unwrap_or(0);
    let place = (desk.round.id, desk.office, desk.form.as_str(), heading.code.as_str());
    let typed = fields.get(&format!("text:{}", heading.code)).to_owned();
    let taken = proof::taken(&fields).filter(|(of, _)| *of == heading.code);
    let text = taken.map_or(typed, |(_, text)| text);
    match actions::assembly::save(&state.store, &signed.acting, place, &text, read).await {
        Ok(_) => Ok(done(&back(&round, &heading.code), Done::Saved)),
        Err(actions::Error::Stale) => {
            let page = both(&state, &signed, (&desk, heading), text).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What stands under a heading now, after somebody else was faster.
async fn present(
    state: &AppState,
    desk: &Desk,
    heading: &str,
) -> Result<Option<store::assembly::AssemblyRow>, PageError> {
    let mut reader = state.store.reader();
    let (round, office) = (desk.round.id, desk.office);
    let mut written = store::assembly::list(&mut reader, round, office, &desk.form).await?;
    Ok(written.remove(heading))
}

/// Two people wrote the same heading: both texts, to choose.
async fn both(
    state: &AppState,
    signed: &Signed,
    (desk, heading): (&Desk, &Heading),
    mine: String,
) -> Result<Html<String>, PageError> {
    let there = present(state, desk, &heading.code).await?;
    let theirs = there.as_ref().map_or("", |row| row.body.as_written()).to_owned();
    let round = &desk.round.code;
    let page = ChoicePage {
        crumbs: vec![
            Link::new("Tổng hợp", "/consolidations"),
            Link::new("Lời văn", back(round, &heading.code)),
            Link::new(heading.title.clone(), ""),
        ],
        title: format!("Lời văn, mục {}", heading.title),
        action: format!("/consolidations/{round}/narratives"),
        seen: String::new(),
        hidden: vec![
            ("heading".into(), heading.code.clone()),
            ("revision".into(), there.as_ref().map_or(0, |row| row.revision).to_string()),
        ],
        both: vec![Both {
            label: format!("Mục {}", heading.title),
            name: format!("text:{}", heading.code),
            both: (!theirs.trim().is_empty()).then(|| format!("{theirs}\n\n{mine}")),
            mine,
            theirs,
            labels: None,
            by: there.as_ref().map_or(String::new(), |row| row.by.clone()),
            at: there.map_or(String::new(), |row| crate::submission::clock(&row.at)),
            is_long: true,
        }],
        refused: Vec::new(),
        frame: signed.frame(state, "Chờ bạn chọn", Nav::Consolidation),
    };
    Ok(Html(page.render()?))
}

fn back(round: &str, heading: &str) -> String {
    format!("/consolidations/{round}/narratives?heading={heading}")
}

/// `POST /consolidations/{round}/narratives/pick`: chosen paragraphs go to the end of the text, with the
/// figures that their units signed: a unit's reference would read as the office's total here.
pub async fn pick(
    State(state): State<AppState>,
    Path(round): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let desk = desk(&state, &signed, &round).await?;
    let heading = desk.heading(fields.get("heading"))?.code.clone();
    let voices = desk.voices_of(&heading);
    let groups = words::grouped(&voices, true);
    let written = desk.written.get(&heading);
    let mut text = written.map_or(String::new(), |w| w.body.as_written().to_owned());
    let chosen = fields.all("voice").filter_map(|key| {
        // A report accepted meanwhile moves places, not numbers of submissions.
        words::picked(&groups, SubmissionId(key.parse().ok()?))
    });
    for words in chosen {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&words);
    }
    let place = (desk.round.id, desk.office, desk.form.as_str(), heading.as_str());
    let read = written.map_or(0, |w| w.revision);
    actions::assembly::save(&state.store, &signed.acting, place, &text, read).await?;
    Ok(done(&back(&round, &heading), Done::Saved))
}

/// A heading as the script saves it.
#[derive(Debug, Deserialize)]
pub struct Change {
    csrf: String,
    heading: String,
    text: String,
    expected_revision: i64,
}

/// What the script is told.
#[derive(Debug, Default, Serialize)]
pub struct Saved {
    saved_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<i64>,
    /// The panel under the box.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<String>,
    conflicts: Vec<Conflict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Told>,
}

/// Two people wrote the same heading.
#[derive(Debug, Serialize)]
pub(super) struct Conflict {
    mine: String,
    theirs: String,
    by: String,
    at: String,
    revision: i64,
}

/// A refusal in the officer's words.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    code: String,
    what: String,
    next: String,
}

/// `POST /consolidations/{round}/narratives/text`: autosave.
pub async fn autosave(
    State(state): State<AppState>,
    signed: Signed,
    Path(round): Path<String>,
    Json(change): Json<Change>,
) -> Result<Json<Saved>, PageError> {
    signed.check_token(&change.csrf)?;
    let desk = desk(&state, &signed, &round).await?;
    desk.heading(&change.heading)?;
    let place = (desk.round.id, desk.office, desk.form.as_str(), change.heading.as_str());
    let read = change.expected_revision;
    let saved =
        actions::assembly::save(&state.store, &signed.acting, place, &change.text, read).await;
    let saved_at = local_clock(signed.acting.now).0;
    match saved {
        Ok(revision) => {
            let written = present(&state, &desk, &change.heading).await?;
            let written = written.map(|row| row.body).unwrap_or_default();
            let held = Held::load(&mut state.store.reader(), &state, &desk).await?;
            let proof = Some(held.panel(&change.heading, (&written, true)).render()?);
            let revision = Some(revision);
            Ok(Json(Saved { saved_at, revision, proof, ..Saved::default() }))
        }
        Err(actions::Error::Stale) => {
            let now = present(&state, &desk, &change.heading).await?;
            let now = now.as_ref();
            let conflict = Conflict {
                mine: change.text,
                theirs: now.map_or(String::new(), |w| w.body.as_written().to_owned()),
                by: now.map_or(String::new(), |w| w.by.clone()),
                at: now.map_or(String::new(), |w| crate::submission::clock(&w.at)),
                revision: now.map_or(0, |w| w.revision),
            };
            Ok(Json(Saved { saved_at, conflicts: vec![conflict], ..Saved::default() }))
        }
        Err(error) => {
            let problem = error.problem();
            let told = Told { code: problem.code.into(), what: problem.what, next: problem.next };
            Ok(Json(Saved { saved_at, problem: Some(told), ..Saved::default() }))
        }
    }
}
