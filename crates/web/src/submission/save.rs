//! Typing: the script's JSON and the plain form end in the same actions.

use actions::{
    draft::{self, Saved, SavedText, Typed, TypedText},
    part,
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    form::{FormBody, RowKind, Severity, ValueType},
    slip,
    submission::{SubmissionId, finding_key},
};
use serde::{Deserialize, Serialize};

use super::{load, narrative};
use crate::{
    form::Fields,
    grid,
    problem::PageError,
    proof,
    session::{Signed, done},
    state::AppState,
};

/// One typed cell, as the script sends it.
#[derive(Debug, Deserialize)]
pub struct CellIn {
    row: String,
    column: String,
    #[serde(default)]
    raw: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    expected_revision: i64,
}

/// What the script posts.
#[derive(Debug, Deserialize)]
pub struct CellsIn {
    csrf: String,
    changes: Vec<CellIn>,
}

/// Words of one heading, as the script sends them.
#[derive(Debug, Deserialize)]
pub struct TextIn {
    csrf: String,
    heading: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    expected_revision: i64,
}

#[derive(Debug, Serialize)]
struct CellOut {
    row: String,
    column: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<i64>,
}

#[derive(Debug, Serialize)]
struct FindingOut {
    code: String,
    severity: &'static str,
    row: String,
    column: String,
    message: String,
    /// The figure that would fit, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
}

#[derive(Debug, Serialize)]
struct ConflictOut {
    row: String,
    column: String,
    mine: String,
    theirs: String,
    by: String,
    at: String,
    revision: i64,
}

#[derive(Debug, Serialize, Default)]
struct CellsOut {
    saved_at: String,
    revision: i64,
    cells: Vec<CellOut>,
    computed: Vec<CellOut>,
    findings: Vec<FindingOut>,
    /// Required cells that are still empty.
    unfilled: usize,
    conflicts: Vec<ConflictOut>,
}

#[derive(Debug, Serialize)]
struct ProblemOut {
    code: String,
    what: String,
    why: String,
    next: String,
}

fn refused(error: PageError) -> Response {
    let (status, problem) = error.words();
    let body = ProblemOut {
        code: problem.code.to_owned(),
        what: problem.what,
        why: String::new(),
        next: problem.next,
    };
    (status, Json(serde_json::json!({ "problem": body }))).into_response()
}

fn unreadable(_: JsonRejection) -> PageError {
    PageError::unreadable()
}

/// `POST /submissions/{id}/parts/{form}/cells`.
pub async fn cells(
    State(state): State<AppState>,
    signed: Result<Signed, PageError>,
    Path((id, code)): Path<(i64, String)>,
    body: Result<Json<CellsIn>, JsonRejection>,
) -> Response {
    let saving = async {
        let signed = signed?;
        let Json(body) = body.map_err(unreadable)?;
        signed.check_token(&body.csrf)?;
        let typed: Vec<Typed> = body
            .changes
            .into_iter()
            .map(|c| Typed {
                row: c.row,
                column: c.column,
                raw: c.raw,
                status: c.status,
                expected_revision: c.expected_revision,
            })
            .collect();
        let place = (SubmissionId(id), code.as_str());
        let saved =
            draft::save_cells(&state.store, &state.catalog, &signed.acting, place, &typed).await?;
        answer(&state, &signed, id, &code, saved).await
    };
    match saving.await {
        Ok(out) => (StatusCode::OK, Json(out)).into_response(),
        Err(error) => refused(error),
    }
}

async fn answer(
    state: &AppState,
    signed: &Signed,
    id: i64,
    code: &str,
    saved: Saved,
) -> Result<CellsOut, PageError> {
    let row = load(state, signed, id).await?;
    let form = part::form(&state.catalog, code).ok_or(PageError::NotFound)?;
    let FormBody::Table(table) = &form.body else { return Err(PageError::NotFound) };
    let mut reader = state.store.reader();
    let sight = row.submission.sight_of(&signed.acting.scope);
    let loaded = part::load(&mut reader, &state.catalog, (&row, sight), form).await?;
    let type_of = |column: &str| {
        let found = table.columns.iter().find(|c| c.code == column);
        found.map_or(ValueType::Count, |c| c.value_type)
    };
    let print = |row: &str, column: &str| {
        let figure = loaded.figures.get(code, row, column);
        figure.map_or(String::new(), |value| type_of(column).print(value))
    };
    let mut out = CellsOut {
        saved_at: domain::period::local_clock(signed.acting.now).0,
        revision: row.submission.revision,
        ..CellsOut::default()
    };
    for ((row, column), revision) in saved.revisions {
        let words = loaded.cells.get(&(row.clone(), column.clone())).and_then(|c| c.text.clone());
        let text = words.unwrap_or_else(|| print(&row, &column));
        out.cells.push(CellOut { text, row, column, revision: Some(revision) });
    }
    for element in table.rows.iter().filter(|r| r.kind != RowKind::Section) {
        for column in &table.columns {
            let total = matches!(element.kind, RowKind::Total { .. });
            if column.formula.is_some() || total {
                out.computed.push(CellOut {
                    row: element.code.clone(),
                    column: column.code.clone(),
                    text: print(&element.code, &column.code),
                    revision: None,
                });
            }
        }
    }
    for unread in saved.unread {
        out.findings.push(FindingOut {
            code: unread.code.to_owned(),
            severity: "error",
            row: unread.row,
            column: unread.column,
            message: unread.message,
            fix: None,
        });
    }
    out.unfilled = loaded.findings.iter().filter(|f| f.code.ends_with("-00")).count();
    let slips = slip::scan(form, &loaded.figures);
    for finding in loaded.findings.into_iter().filter(|f| !f.code.ends_with("-00")) {
        out.findings.push(FindingOut {
            fix: grid::fitting(table, &slips, &finding),
            severity: if finding.severity == Severity::Error { "error" } else { "warning" },
            code: finding.code,
            row: finding.row,
            column: finding.column,
            message: finding.message,
        });
    }
    for conflict in saved.conflicts {
        let theirs = conflict.theirs;
        let shown = theirs.amount.map(|a| type_of(&conflict.column).print(a.to_decimal()));
        out.conflicts.push(ConflictOut {
            theirs: shown.or(theirs.text).unwrap_or_default(),
            by: theirs.officer,
            at: super::clock(&theirs.at),
            revision: theirs.revision,
            row: conflict.row,
            column: conflict.column,
            mine: conflict.mine,
        });
    }
    Ok(out)
}

/// `POST /submissions/{id}/parts/{form}/text`.
pub async fn text(
    State(state): State<AppState>,
    signed: Result<Signed, PageError>,
    Path((id, code)): Path<(i64, String)>,
    body: Result<Json<TextIn>, JsonRejection>,
) -> Response {
    let saving = async {
        let signed = signed?;
        let Json(body) = body.map_err(unreadable)?;
        signed.check_token(&body.csrf)?;
        let typed = TypedText {
            heading: body.heading,
            body: body.text,
            answer: answer_code(&body.answer).to_owned(),
            expected_revision: body.expected_revision,
        };
        let place = (SubmissionId(id), code.as_str());
        let saved =
            draft::save_text(&state.store, &state.catalog, &signed.acting, place, &typed).await?;
        let saved_at = domain::period::local_clock(signed.acting.now).0;
        let proof = narrative::proof(&state, &signed, (id, &code), &typed.heading).await?;
        Ok::<_, PageError>(match saved {
            SavedText::Saved { revision } => serde_json::json!({
                "saved_at": saved_at, "revision": revision, "proof": proof,
            }),
            SavedText::Conflict { theirs, revision, by, at } => serde_json::json!({
                "conflicts": [{
                    "mine": typed.body,
                    "theirs": theirs,
                    "by": by,
                    "at": super::clock(&at),
                    "revision": revision,
                }],
            }),
        })
    };
    match saving.await {
        Ok(out) => Json(out).into_response(),
        Err(error) => refused(error),
    }
}

fn answer_code(answer: &str) -> &str {
    match answer {
        "co" => "yes",
        "khong" => "no",
        "khong-ap-dung" => "not_applicable",
        other => other,
    }
}

/// `POST /submissions/{id}/parts/{form}`: the plain form, without a script.
pub async fn form(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, code)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let here = format!("/submissions/{id}/parts/{code}");
    let place = (SubmissionId(id), code.as_str());
    let (store, catalog, acting) = (&state.store, &state.catalog, &signed.acting);
    let row = load(&state, &signed, id).await?;
    let form = part::form(catalog, &code).ok_or(PageError::NotFound)?;
    if let FormBody::Narrative(_) = form.body {
        let words =
            store::value::draft_texts(&mut store.reader(), row.submission.id, &code).await?;
        let taken = proof::taken(&fields);
        for (name, text) in &fields.0 {
            let Some(heading) = name.strip_prefix("text:") else { continue };
            let pressed = taken.as_ref().filter(|(of, _)| of == heading);
            let typed = TypedText {
                heading: heading.to_owned(),
                body: pressed.map_or(text, |(_, text)| text).clone(),
                answer: answer_code(fields.get(&format!("answer:{heading}"))).to_owned(),
                expected_revision: words.get(heading).map_or(0, |w| w.revision),
            };
            draft::save_text(store, catalog, acting, place, &typed).await?;
        }
        return Ok(done(&here, "saved"));
    }
    let present = store::value::draft_cells(&mut store.reader(), row.submission.id, &code).await?;
    let mut typed = Vec::new();
    for (name, raw) in &fields.0 {
        let mut parts = name.splitn(3, ':');
        let (Some("cell"), Some(row), Some(column)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let before = present.get(&(row.to_owned(), column.to_owned()));
        let status = before.map_or("actual", |c| c.status.as_str());
        let status = if raw.trim().is_empty() { status } else { actual_unless(status) };
        typed.push(Typed {
            row: row.to_owned(),
            column: column.to_owned(),
            raw: raw.clone(),
            status: status.to_owned(),
            expected_revision: before.map_or(0, |c| c.revision),
        });
    }
    // A proposed figure that was pressed stands for what was typed.
    let mut fix = fields.get("fix").splitn(3, ':');
    if let (Some(row), Some(column), Some(raw)) = (fix.next(), fix.next(), fix.next()) {
        let pressed = typed
            .iter_mut()
            .find(|cell| (cell.row.as_str(), cell.column.as_str()) == (row, column));
        if let Some(cell) = pressed {
            raw.clone_into(&mut cell.raw);
        }
    }
    let saved = draft::save_cells(store, catalog, acting, place, &typed).await?;
    explain(&state, &signed, id, &code, &fields).await?;
    if fields.get("nil") == "all" {
        draft::mark_not_arising(store, catalog, acting, place).await?;
    }
    if let Some(unread) = saved.unread.first() {
        return Err(PageError::Refused(actions::Problem {
            code: unread.code,
            what: unread.message.clone(),
            next: "Các ô khác đã được lưu. Bấm Quay lại để sửa ô này.".into(),
        }));
    }
    Ok(done(&here, "saved"))
}

/// A figure typed over "không phát sinh" is an actual one.
fn actual_unless(status: &str) -> &str {
    if status == "estimate" { status } else { "actual" }
}

async fn explain(
    state: &AppState,
    signed: &Signed,
    id: i64,
    code: &str,
    fields: &Fields,
) -> Result<(), PageError> {
    let row = load(state, signed, id).await?;
    let form = part::form(&state.catalog, code).ok_or(PageError::NotFound)?;
    let mut reader = state.store.reader();
    let sight = row.submission.sight_of(&signed.acting.scope);
    let loaded = part::load(&mut reader, &state.catalog, (&row, sight), form).await?;
    for finding in &loaded.findings {
        let name = format!("explain:{}:{}:{}", finding.code, finding.row, finding.column);
        let Some(sentence) = fields.0.get(&name).filter(|s| !s.trim().is_empty()) else { continue };
        let key = finding_key(finding);
        draft::explain(&state.store, &signed.acting, SubmissionId(id), &key, sentence).await?;
    }
    Ok(())
}

/// `POST /submissions/{id}/parts/{form}/from-below`.
pub async fn from_below(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, code)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let place = (SubmissionId(id), code.as_str());
    draft::fill_from_below(&state.store, &state.catalog, &signed.acting, place).await?;
    Ok(done(&format!("/submissions/{id}/parts/{code}"), "filled"))
}

/// `POST /submissions/{id}/parts/{form}/copy-last`.
pub async fn copy_last(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, code)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let place = (SubmissionId(id), code.as_str());
    draft::copy_last_words(&state.store, &state.catalog, &signed.acting, place).await?;
    Ok(done(&format!("/submissions/{id}/parts/{code}"), "saved"))
}
