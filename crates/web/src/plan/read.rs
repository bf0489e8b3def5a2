//! `/plan/read`: an issued plan beside what was understood of it; the officer sets it right and confirms.

use actions::{
    Error,
    plan::{Confirmed, Corrected},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::plan::read::{Emendation, Field, Reading};
use serde::Deserialize;

use super::words;
use crate::{
    download::blocking,
    form::Fields,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    upload::Upload,
    view::{
        frame::Nav,
        mark::{Notice, Tone},
        plan_read::PlanReadPage,
    },
};

/// Which confirmed plan is opened again.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: Option<i64>,
}

/// `GET /plan/read`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
    let Some(id) = asked.from else {
        return empty(&state, &signed, Vec::new(), StatusCode::OK);
    };
    let mut reader = state.store.reader();
    let (_, text) = store::issued_plan::get(&mut reader, id).await?.ok_or(PageError::NotFound)?;
    let corrections = store::issued_plan::corrections(&mut reader, id).await?;
    drop(reader);
    shown(&state, &signed, text, corrections, Vec::new()).await
}

/// `POST /plan/read`: a file, or a pasted text.
pub async fn take(
    State(state): State<AppState>,
    signed: Signed,
    upload: Upload,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
    signed.check(&upload.fields)?;
    let pasted = typed(&upload.fields);
    let (name, bytes) = upload.file.unwrap_or_else(|| (String::new(), pasted.into_bytes()));
    let read = {
        let _turn = turn(&state).await?;
        blocking(move || exchange::text::text_of(&bytes, &name)).await?
    };
    match read {
        Ok(text) => shown(&state, &signed, text, Vec::new(), Vec::new()).await,
        Err(error) => {
            let next = format!("{} ({})", error.next(), error.code());
            let notice = Notice::new(Tone::Bad, &error.to_string(), next);
            empty(&state, &signed, vec![notice], StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// The text of the form, with the line ends of texts instead of those of browsers.
fn typed(fields: &Fields) -> String {
    fields.get("text").replace("\r\n", "\n")
}

/// What was typed differs from what had been read: that is set right.
fn corrections(fields: &Fields) -> Vec<Emendation> {
    let mut corrections = Vec::new();
    for (name, typed) in &fields.0 {
        let Some(place) = name.strip_prefix("fix:") else { continue };
        let Some((code, anchor)) = place.split_once(':') else { continue };
        let Some(field) = Field::from_code(code) else { continue };
        let typed = one_line(typed);
        if typed != one_line(fields.get(&format!("was:{place}"))) {
            corrections.push(Emendation { anchor: anchor.to_owned(), field, value: typed });
        }
    }
    corrections
}

/// One space between words, so that a line break of the browser changes nothing.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `POST /plan/read/again`: the text as edited, with what was set right.
pub async fn again(
    State(state): State<AppState>,
    signed: Signed,
    upload: Upload,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
    signed.check(&upload.fields)?;
    let corrections = corrections(&upload.fields);
    shown(&state, &signed, typed(&upload.fields), corrections, Vec::new()).await
}

/// `POST /plan/read/confirm`.
pub async fn confirm(
    State(state): State<AppState>,
    signed: Signed,
    upload: Upload,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
    signed.check(&upload.fields)?;
    let corrections = corrections(&upload.fields);
    let text = typed(&upload.fields);
    if upload.fields.get("seen") != seal(&text) {
        let notice = Notice::new(
            Tone::Near,
            "Văn bản vừa được sửa, chưa ghi gì.",
            "Xem lại phần đọc được bên dưới rồi bấm Xác nhận lần nữa.",
        );
        return shown(&state, &signed, text, corrections, vec![notice]).await;
    }
    let confirmed = Confirmed {
        text: text.clone(),
        corrections: corrections.clone(),
        is_unnumbered: upload.fields.get("unnumbered") == "1",
    };
    let kept = {
        let _turn = turn(&state).await?;
        actions::plan::confirm(&state.store, &signed.acting, confirmed).await
    };
    match kept {
        Ok(id) => Ok(done(&format!("/plan/issued/{id}"), "plan-confirmed")),
        Err(Error::Refused(problem)) => {
            let next = format!("{} ({})", problem.next, problem.code);
            let notice = Notice::new(Tone::Bad, &problem.what, next);
            let mut typed = corrections;
            if problem.code == "PLN-012" {
                typed.retain(|correction| correction.field != Field::Date);
            }
            let page = shown(&state, &signed, text, typed, vec![notice]).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// The page before a text is given.
fn empty(
    state: &AppState,
    signed: &Signed,
    notices: Vec<Notice>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let page = PlanReadPage {
        title: "Đọc một kế hoạch đã ban hành".into(),
        lead: "Tải tệp lên hoặc dán chữ; hệ thống đọc, cán bộ đối chiếu từng dòng rồi xác nhận."
            .into(),
        notices,
        ..PlanReadPage::new(signed.frame(state, "Đọc kế hoạch", Nav::Plan))
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// The text with what was understood of it.
async fn shown(
    state: &AppState,
    signed: &Signed,
    text: String,
    corrections: Vec<Emendation>,
    mut notices: Vec<Notice>,
) -> Result<Response, PageError> {
    let (corrected, text) = {
        let _turn = turn(state).await?;
        let read = move || (read_or_say(&text, corrections), text);
        blocking(read).await?
    };
    let (corrected, wrong_date) = corrected?;
    notices.extend(wrong_date);
    notices.extend(lost(&corrected.without_place));
    let Corrected { plain, reading, .. } = &corrected;
    let whole = reading.problems.iter().filter(|problem| problem.line.is_none());
    notices.extend(whole.map(words::notice));
    let page = PlanReadPage {
        title: heading(reading),
        lead: "So từng dòng với văn bản, sửa chỗ chưa đúng rồi xác nhận. Chưa ghi gì cho đến khi xác nhận."
            .into(),
        notices,
        facts: words::facts(reading, plain),
        found: words::found(reading),
        lines: words::lines(reading, plain),
        asks_unnumbered: reading.number.is_none() || reading.date.is_none(),
        seen: seal(&text),
        text,
        ..PlanReadPage::new(signed.frame(state, "Đọc kế hoạch", Nav::Plan))
    };
    Ok(Html(page.render()?).into_response())
}

/// Reads; a date that is none is said and left out, so that nothing else typed is lost.
fn read_or_say(
    text: &str,
    mut corrections: Vec<Emendation>,
) -> Result<(Corrected, Option<Notice>), Error> {
    match actions::plan::read(text, &corrections) {
        Ok(corrected) => Ok((corrected, None)),
        Err(Error::Refused(problem)) if problem.code == "PLN-012" => {
            corrections.retain(|correction| correction.field != Field::Date);
            let next = format!("{} ({})", problem.next, problem.code);
            let notice = Notice::new(Tone::Bad, &problem.what, next);
            Ok((actions::plan::read(text, &corrections)?, Some(notice)))
        }
        Err(other) => Err(other),
    }
}

fn heading(reading: &Reading) -> String {
    let all = reading.lines.len();
    let read = all - reading.not_understood.len();
    if read == all {
        format!("Đọc được cả {all} dòng")
    } else {
        format!("Đọc được {read} trong {all} dòng")
    }
}

fn lost(without_place: &[Emendation]) -> Option<Notice> {
    if without_place.is_empty() {
        return None;
    }
    let places: Vec<String> = without_place
        .iter()
        .map(|fix| format!("{} {} “{}”", fix.anchor, fix.field.label().to_lowercase(), fix.value))
        .collect();
    let text = format!("{}. Ghi lại ở mục đúng.", places.join("; "));
    Some(Notice::new(Tone::Near, "Có chỗ sửa không còn mục tương ứng sau khi văn bản đổi:", text))
}

/// Says whether two texts are the same but for spaces and line ends.
fn seal(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    blake3::hash(words.as_bytes()).to_hex()[..16].to_owned()
}

async fn turn(state: &AppState) -> Result<tokio::sync::SemaphorePermit<'_>, PageError> {
    state.rendering.acquire().await.map_err(|error| PageError::Internal(error.to_string()))
}
