//! Typing with a script: JSON in and out, and the buttons of a part.

use actions::{
    draft::{self, Conflict, Saved, SavedText, Typed, TypedText},
    part,
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    cell::{Answer, CellStatus},
    form::{RowKind, Severity, ValueType},
    slip,
    submission::{SubmissionId, earlier_sentence, sentence_of},
};
use serde::{Deserialize, Serialize};

use super::{load, narrative, plain::typed_form};
use crate::{
    done::Done,
    grid,
    posted::Posted,
    problem::PageError,
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
    /// The sentence that lets a warning pass; may be empty.
    explanation: String,
    /// A sentence that was written of another figure than stands there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<String>,
    /// The figure that would fit, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
    /// What was typed could not be kept.
    unread: bool,
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

/// A cell of the script's; one that was emptied is "missing" there.
fn typed(cell: CellIn) -> Result<Typed, PageError> {
    let status = match cell.status.as_str() {
        "" | "missing" => CellStatus::Actual,
        word => CellStatus::from_code(word).ok_or_else(PageError::unreadable)?,
    };
    let CellIn { row, column, raw, expected_revision, .. } = cell;
    Ok(Typed { row, column, raw, status, expected_revision })
}

/// What is too large is told as by the plain form; anything else cannot be read.
fn unreadable(rejection: &JsonRejection) -> PageError {
    match rejection {
        JsonRejection::BytesRejection(_) => PageError::too_large(),
        _ => PageError::unreadable(),
    }
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
        let Json(body) = body.map_err(|rejection| unreadable(&rejection))?;
        signed.check_token(&body.csrf)?;
        let typed: Vec<Typed> =
            body.changes.into_iter().map(typed).collect::<Result<_, PageError>>()?;
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
    let Some(table) = form.table() else { return Err(PageError::NotFound) };
    let mut reader = state.store.reader();
    let sight = row.submission.sight_of(&signed.acting.scope);
    let loaded = part::load(&mut reader, &state.catalog, (&row, sight), form).await?;
    let type_of = |column: &str| {
        let found = table.column(column);
        found.map_or(ValueType::Count, |c| c.value_type)
    };
    let print = |row: &str, column: &str| {
        let figure = loaded.figures.get(code, row, column);
        figure.map_or(String::new(), |value| type_of(column).print(value))
    };
    let boxed = |place: &(String, String)| {
        let figure = grid::boxed(table, &loaded, place, row.unit_kind);
        figure.map_or(String::new(), |value| type_of(&place.1).print(value))
    };
    let mut out = CellsOut {
        saved_at: domain::period::local_clock(signed.acting.now).0,
        revision: row.submission.revision,
        ..CellsOut::default()
    };
    for (place, revision) in saved.revisions {
        let words = loaded.cells.get(&place).and_then(|c| c.text.clone());
        let text = words.unwrap_or_else(|| boxed(&place));
        let (row, column) = place;
        out.cells.push(CellOut { text, row, column, revision: Some(revision) });
    }
    for element in table.rows.iter().filter(|r| r.kind != RowKind::Section) {
        for column in &table.columns {
            let total = matches!(element.kind, RowKind::Total { .. });
            // Beside an own share stands the whole figure, computed like the others.
            let place = (element.code.clone(), column.code.clone());
            if column.formula.is_some() || total || loaded.shares.contains_key(&place) {
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
            explanation: String::new(),
            earlier: None,
            fix: None,
            unread: true,
        });
    }
    out.unfilled = loaded.findings.iter().filter(|f| f.code.ends_with("-00")).count();
    let slips = slip::scan(form, &loaded.figures, &loaded.unlike);
    for finding in loaded.findings.into_iter().filter(|f| !f.code.ends_with("-00")) {
        out.findings.push(FindingOut {
            fix: grid::fitting(table, &slips, &finding, &loaded.shares),
            explanation: sentence_of(&finding, &loaded.explanations).unwrap_or_default().to_owned(),
            earlier: earlier_sentence(&finding, &loaded.explanations).map(ToOwned::to_owned),
            unread: false,
            severity: if finding.severity == Severity::Error { "error" } else { "warning" },
            code: finding.code,
            row: finding.row,
            column: finding.column,
            message: finding.message,
        });
    }
    for conflict in saved.conflicts {
        let kind = type_of(&conflict.column);
        out.conflicts.push(both(conflict, kind));
    }
    Ok(out)
}

/// Both values of a cell; the other's in the form in which it was typed.
fn both(conflict: Conflict, kind: ValueType) -> ConflictOut {
    let theirs = conflict.theirs;
    ConflictOut {
        theirs: typed_form(&theirs, kind),
        by: theirs.officer,
        at: super::clock(&theirs.at),
        revision: theirs.revision,
        row: conflict.row,
        column: conflict.column,
        mine: conflict.mine,
    }
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
        let Json(body) = body.map_err(|rejection| unreadable(&rejection))?;
        signed.check_token(&body.csrf)?;
        let typed = TypedText {
            heading: body.heading,
            body: body.text,
            answer: answer_of(&body.answer),
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
            SavedText::Conflict { theirs, answer, revision, by, at } => serde_json::json!({
                "conflicts": [{
                    "mine": typed.body,
                    "theirs": theirs,
                    "answer": narrative::answer_on_page(answer),
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

/// The answer that a page's word means; nothing where none was chosen.
pub(super) fn answer_of(word: &str) -> Option<Answer> {
    Answer::ALL.into_iter().find(|answer| narrative::answer_on_page(Some(*answer)) == word)
}

/// `POST /submissions/{id}/parts/{form}/correct`: changes a sum from below, with the reason.
pub async fn correct(
    State(state): State<AppState>,
    Path((id, code)): Path<(i64, String)>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let place = (SubmissionId(id), code.as_str());
    let (row, column) = fields.get("cell").split_once('|').ok_or(PageError::NotFound)?;
    let (by, reason) = (fields.get("by"), fields.get("reason"));
    let seen = fields.get("known");
    let written = draft::Written { row, column, by, reason, seen };
    draft::correct(&state.store, &state.catalog, &signed.acting, place, written).await?;
    Ok(done(&format!("/submissions/{id}/parts/{code}"), Done::Corrected))
}

/// `POST /submissions/{id}/parts/{form}/copy-last`.
pub async fn copy_last(
    State(state): State<AppState>,
    Path((id, code)): Path<(i64, String)>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    let place = (SubmissionId(id), code.as_str());
    draft::copy_last_words(&state.store, &state.catalog, &signed.acting, place).await?;
    Ok(done(&format!("/submissions/{id}/parts/{code}"), Done::Saved))
}

/// `POST /submissions/{id}/parts/{form}/explain`: the sentences that let warnings of headings pass, each its
/// own, or one for all that have none.
pub async fn explain(
    State(state): State<AppState>,
    Path((id, code)): Path<(i64, String)>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let of_form = format!("{code}/");
    let for_all = fields.get("for-all");
    let each: Vec<(&str, &str)> = fields
        .all("finding")
        .zip(fields.all("sentence"))
        .map(|(finding, own)| (finding, if own.trim().is_empty() { for_all } else { own }))
        .collect();
    if each.is_empty() || each.iter().any(|(finding, _)| !finding.starts_with(&of_form)) {
        return Err(PageError::NotFound);
    }
    let (store, id) = (&state.store, SubmissionId(id));
    draft::explain_each(store, &state.catalog, &signed.acting, id, &each).await?;
    Ok(done(&format!("/submissions/{}/parts/{code}", id.0), Done::Saved))
}
