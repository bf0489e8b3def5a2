//! `/rounds/{code}/last-year` and `/rounds/{code}/estimates`: the desk's two tables of a round.

use actions::{
    Error, estimate,
    last_year::{self, LastYear, Source},
    part,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{access::Role, form::Form};
use serde::Deserialize;
use store::round::RoundRow;

use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    submission::paper::estimate_line,
    upload::Upload,
    view::{
        act::{Choice, Link},
        desk::{EstimatesPage, LastYearPage, ReadLine, ReadTable, ReadUnit},
        frame::Nav,
        mark::{Notice, Tone},
    },
};

/// Units that a note names; the rest are counted.
const NAMED: usize = 5;

/// Which form's table is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    form: String,
}

async fn round_of(
    state: &AppState,
    signed: &Signed,
    code: &str,
    roles: &[Role],
) -> Result<RoundRow, PageError> {
    if !signed.acting.officer.is_any(roles) {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    store::round::by_code(&mut reader, code).await?.ok_or(PageError::NotFound)
}

fn tables<'a>(state: &'a AppState, round: &RoundRow) -> Vec<&'a Form> {
    part::forms_of(&state.catalog, &round.regime)
        .into_iter()
        .filter(|form| form.table().is_some())
        .collect()
}

fn chosen<'a>(state: &'a AppState, round: &RoundRow, code: &str) -> Result<&'a Form, PageError> {
    let forms = tables(state, round);
    forms
        .iter()
        .find(|form| form.code == code)
        .or_else(|| forms.first().filter(|_| code.is_empty()))
        .copied()
        .ok_or(PageError::NotFound)
}

/// `GET /rounds/{code}/last-year`.
pub async fn last_year(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let round = round_of(&state, &signed, &code, &[Role::Desk, Role::Reviewer]).await?;
    let form = chosen(&state, &round, &asked.form)?;
    Ok(Html(page(&state, &signed, &round, form).await?.render()?))
}

async fn page(
    state: &AppState,
    signed: &Signed,
    round: &RoundRow,
    form: &Form,
) -> Result<LastYearPage, PageError> {
    let here = format!("/rounds/{}/last-year", round.code);
    let previous = match round.previous_id {
        Some(id) => store::round::by_id(&mut state.store.reader(), id).await?,
        None => None,
    };
    let mut notices = Vec::new();
    let lead = previous.map_or_else(
        || {
            let text = "Danh mục chưa khai đợt trước của đợt này nên chưa có chỗ ghi số năm trước.";
            notices.push(Notice::new(Tone::Near, "Chưa ghi được.", text));
            round.title.clone()
        },
        |previous| format!("Ghi vào đợt “{}”, để so sánh kỳ trước", previous.title),
    );
    Ok(LastYearPage {
        crumbs: vec![
            Link::new("Tình hình nộp", "/rounds"),
            Link::new(round.title.clone(), format!("/rounds/{}", round.code)),
            Link::new("Số năm trước", ""),
        ],
        lead,
        filters: tables(state, round)
            .into_iter()
            .map(|other| {
                let to = format!("{here}?form={}", other.code);
                Choice::new(format!("Biểu {}", other.code), to, other.code == form.code)
            })
            .collect(),
        notices,
        form: form.code.clone(),
        table_href: format!("{here}/{}", form.code),
        action: here,
        text: String::new(),
        read: None,
        frame: signed.frame(state, "Số năm trước", Nav::Board),
    })
}

/// `GET /rounds/{code}/last-year/{form}`: the table to fill, for Excel.
pub async fn table(
    State(state): State<AppState>,
    signed: Signed,
    Path((code, form)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let round = round_of(&state, &signed, &code, &[Role::Desk, Role::Reviewer]).await?;
    let form = chosen(&state, &round, &form)?;
    let bytes = last_year::sheet(&state.store, &signed.acting, &round, form).await?;
    crate::download::file(bytes, &format!("so-nam-truoc-{}-{}", round.code, form.code), "xlsx")
}

/// `POST /rounds/{code}/last-year`: shows what was read, or writes it.
pub async fn load_last_year(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let fields = upload.fields;
    let round = round_of(&state, &signed, &code, &[Role::Desk, Role::Reviewer]).await?;
    let form = chosen(&state, &round, fields.get("form"))?;
    let text = fields.get("table");
    if fields.get("act") == "load" {
        let shown = (text, fields.get("seen"));
        let reason = fields.get("reason");
        last_year::load(&state.store, &signed.acting, &round, form, shown, reason).await?;
        return Ok(done(&format!("/rounds/{code}/last-year?form={}", form.code), Done::Saved));
    }
    let source = match upload.file {
        Some((_, bytes)) => Source::File(bytes),
        None => Source::Text(text),
    };
    let pasted = if matches!(source, Source::Text(_)) { text } else { "" };
    let read = last_year::read(&state.store, &signed.acting, &round, form, source).await;
    let mut page = page(&state, &signed, &round, form).await?;
    pasted.clone_into(&mut page.text);
    match read {
        Ok(read) => page.read = Some(shown(read)),
        Err(Error::Refused(problem)) => {
            let next = format!("{} ({})", problem.next, problem.code);
            page.notices.push(Notice::new(Tone::Bad, &problem.what, next));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
        }
        Err(other) => return Err(other.into()),
    }
    Ok(Html(page.render()?).into_response())
}

/// What was read, unit by unit.
fn shown(read: LastYear) -> ReadTable {
    let (count, taken) = (read.count(), read.taken());
    ReadTable {
        title: format!("Đọc được {count} ô của {} đơn vị; chưa ghi gì", read.units.len()),
        taken,
        rewritten: domain::org_unit::listed(&read.rewritten(), NAMED),
        text: read.to_text(),
        seen: read.mark(),
        units: read
            .units
            .into_iter()
            .map(|unit| ReadUnit {
                name: unit.unit_name,
                same: unit.same,
                lines: unit
                    .lines
                    .into_iter()
                    .map(|line| ReadLine {
                        place: line.label,
                        before: line.before,
                        after: line.after,
                        origin: line.origin,
                    })
                    .collect(),
            })
            .collect(),
        not_taken: read.not_taken,
    }
}

/// `GET /rounds/{code}/estimates`.
pub async fn estimates(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
) -> Result<Html<String>, PageError> {
    let round = round_of(&state, &signed, &code, &[Role::Desk, Role::Reviewer]).await?;
    let mut reader = state.store.reader();
    let mut found =
        store::estimate::received(&mut reader, round.id, signed.acting.officer.unit).await?;
    let large = found.iter().filter(|line| estimate::is_large(line)).count();
    found.sort_by_key(|line| !estimate::is_large(line));
    let page = EstimatesPage {
        crumbs: vec![
            Link::new("Tình hình nộp", "/rounds"),
            Link::new(round.title.clone(), format!("/rounds/{code}")),
            Link::new("Số ước", ""),
        ],
        title: match (found.len(), large) {
            (0, _) => "Chưa có số ước".into(),
            (all, 0) => format!("{all} số ước"),
            (all, _) => {
                format!("{all} số ước, {large} lệch từ {}% trở lên", estimate::LARGE_PERCENT)
            }
        },
        large: estimate::LARGE_PERCENT,
        lines: found
            .iter()
            .map(|line| {
                let unit =
                    Link::new(line.unit_name.clone(), format!("/submissions/{}", line.submission));
                (unit, estimate_line(&state, line, false))
            })
            .collect(),
        frame: signed.frame(&state, "Số ước", Nav::Board),
    };
    Ok(Html(page.render()?))
}
