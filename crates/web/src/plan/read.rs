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
use domain::plan::read::{Emendation, Field, Move, Reading};
use serde::Deserialize;

use super::{corrections::corrections, lists, words};
use crate::{
    done::Done,
    download::blocking,
    form::Fields,
    posted::Posted,
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
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
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

/// `POST /plan/read/again`: the text as edited, with what was set right.
pub async fn again(
    State(state): State<AppState>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
    let corrections = corrections(&upload.fields);
    shown(&state, &signed, typed(&upload.fields), corrections, Vec::new()).await
}

/// `POST /plan/read/confirm`.
pub async fn confirm(
    State(state): State<AppState>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    actions::plan::may_read(&signed.acting)?;
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
        Ok(id) => Ok(done(&format!("/plan/issued/{id}"), Done::PlanConfirmed)),
        Err(Error::Refused(problem)) => {
            let next = format!("{} ({})", problem.next, problem.code);
            let notice = Notice::new(Tone::Bad, &problem.what, next);
            // What could not be read is said once, by the page itself.
            let unread = matches!(problem.code, "PLN-012" | "PLN-015" | "PLN-016" | "PLN-018");
            let notices = if unread { Vec::new() } else { vec![notice] };
            let page = shown(&state, &signed, text, corrections, notices).await?;
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
    let (corrected, corrections, unread) = corrected?;
    notices.extend(unread);
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
        found: words::cited(reading),
        lists: lists::of(&corrected).into(),
        anchors: reading.items.iter().map(|item| item.anchor.clone()).collect(),
        lines: words::lines(reading, plain, &corrections),
        asks_unnumbered: reading.number.is_none() || reading.date.is_none(),
        seen: seal(&text),
        text,
        ..PlanReadPage::new(signed.frame(state, "Đọc kế hoạch", Nav::Plan))
    };
    Ok(Html(page.render()?).into_response())
}

/// What was read with all corrections that could be read, these, and what is said of the others.
type Read = (Corrected, Vec<Emendation>, Vec<Notice>);

/// Reads; what is no day or time is said and left out, so that nothing else typed is lost.
fn read_or_say(text: &str, mut corrections: Vec<Emendation>) -> Result<Read, Error> {
    let (corrected, unreadable) = actions::plan::read_as_far_as(text, &corrections)?;
    corrections.retain(|correction| !unreadable.contains(correction));
    let mut notices = Vec::new();
    for correction in &unreadable {
        let Error::Refused(problem) = actions::plan::refusal(correction) else { continue };
        let next = format!("{} ({})", problem.next, problem.code);
        notices.push(Notice::new(Tone::Bad, &problem.what, next));
    }
    Ok((corrected, corrections, notices))
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
        .map(|fix| format!("{} {} “{}”", fix.anchor, fix.field.label().to_lowercase(), said(fix)))
        .collect();
    let text = format!("{}. Ghi lại ở mục đúng.", places.join("; "));
    Some(Notice::new(Tone::Near, "Có chỗ sửa không còn mục tương ứng sau khi văn bản đổi:", text))
}

fn said(fix: &Emendation) -> &str {
    let way = Some(fix).filter(|fix| fix.field == Field::Nesting);
    way.and_then(|fix| Move::from_code(&fix.value)).map_or(&fix.value, |way| way.label())
}

/// Says whether two texts are the same but for spaces and line ends.
fn seal(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    blake3::hash(words.as_bytes()).to_hex()[..16].to_owned()
}

async fn turn(state: &AppState) -> Result<tokio::sync::SemaphorePermit<'_>, PageError> {
    Ok(state.rendering.acquire().await?)
}
