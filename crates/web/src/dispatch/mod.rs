//! `/documents/incoming`: messages taken in, the register of what came, answers; and files of messages.

pub mod panel;

use actions::dispatch::{self as act, Taken};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, Response},
};
use domain::{
    access::Role,
    dispatch::{Business, Request, Side, State as Stage, Status},
    period::day,
};
use exchange::signature::{self, Anchors};
use serde::Deserialize;
use store::{
    dispatch::{DispatchRow, EventRow},
    incoming::IncomingRow,
    message::FileRow,
};

use crate::{
    done::Done,
    download::foreign,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    submission::clock,
    upload::Upload,
    view::{
        act::Link,
        exchange::{EventLine, FileLine, IncomingDocumentPage, IncomingLine, IncomingPage},
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
    },
};

/// Largest message that is taken here, in bytes.
pub(crate) const BODY_MAX: usize = 30 * 1024 * 1024 + 64 * 1024;

/// What is asked of the register.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub(crate) fn state_mark(state: Stage) -> Mark {
    let (tone, shape) = match state {
        Stage::Sent => (Tone::Quiet, Shape::Half),
        Stage::Arrived | Stage::Received | Stage::Assigned | Stage::InProgress => {
            (Tone::Part, Shape::Ring)
        }
        Stage::Finished => (Tone::Good, Shape::Tick),
        Stage::Refused => (Tone::Bad, Shape::Cross),
        Stage::Withdrawn => (Tone::Quiet, Shape::Back),
    };
    Mark::new(tone, shape, state.label())
}

/// "03 Đã tiếp nhận, bên nhận".
fn event_words(event: &EventRow) -> String {
    let side = match event.side {
        Side::Sender => "bên gửi",
        Side::Receiver => "bên nhận",
    };
    if let Some(status) = Status::from_code(&event.verb) {
        return format!("{} {} ({side})", status.code(), status.label());
    }
    Business::from_word(&event.verb).map_or_else(String::new, |one| one.label().to_owned())
}

/// Incoming documents that the list shows at most.
const SHOWN: i64 = 500;

fn is_clerk(signed: &Signed) -> bool {
    signed.acting.officer.is_any(&[Role::Desk, Role::Signer])
}

/// `GET /documents/incoming`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let scope = &signed.acting.scope;
    let mut rows = store::incoming::list(&mut reader, scope, &asked.q, SHOWN + 1).await?;
    let lead = if rows.len() > usize::try_from(SHOWN).unwrap_or(usize::MAX) {
        rows.pop();
        format!("{SHOWN} văn bản mới nhất; còn nữa: gõ số, trích yếu hoặc nơi gửi để tìm")
    } else if rows.is_empty() {
        String::new()
    } else {
        format!("{} văn bản của đơn vị nhận qua trục liên thông", rows.len())
    };
    let page = IncomingPage {
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Văn bản đến", "")],
        lead,
        words: asked.q.clone(),
        lines: rows.iter().map(line).collect(),
        takes: is_clerk(&signed),
        frame: signed.frame(&state, "Văn bản đến", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn line(row: &IncomingRow) -> IncomingLine {
    IncomingLine {
        ordinal: format!("{}/{}", row.ordinal, row.year),
        arrived: clock(&row.at),
        number: Link::new(row.told.number.clone(), format!("/documents/incoming/{}", row.id)),
        date: day(row.told.date),
        title: format!("{}: {}", row.told.kind, row.told.title),
        sender: format!("{} ({})", row.partner_name, row.partner_code),
        due: row.told.due.map_or(String::new(), day),
        state: state_mark(row.state),
    }
}

/// `POST /documents/incoming`.
pub async fn take(
    State(state): State<AppState>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let (_, content) = upload.file.unwrap_or_default();
    let _turn = state.rendering.acquire().await?;
    Ok(match act::take(&state.store, &signed.acting, content).await? {
        Taken::Document(id) => done(&format!("/documents/incoming/{id}"), Done::Taken),
        Taken::Status { document } => done(&format!("/documents/{document}"), Done::Told),
    })
}

/// `GET /documents/incoming/{id}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let scope = &signed.acting.scope;
    let row = store::incoming::load(&mut reader, scope, id).await?.ok_or(PageError::NotFound)?;
    let way = store::dispatch::load(&mut reader, scope, id).await?.ok_or(PageError::NotFound)?;
    let events = store::dispatch::events(&mut reader, id).await?;
    let files = store::message::files(&mut reader, id).await?;
    let mut lines = Vec::with_capacity(events.len());
    for event in &events {
        let of_event = files.iter().filter(|file| file.message == event.message);
        let mut kept = Vec::new();
        for file in of_event {
            kept.push(file_line(&state, &signed, file).await?);
        }
        lines.push(EventLine {
            at: clock(&event.at),
            what: event_words(event),
            reason: event.reason.clone(),
            message: Link::new("Tải .edxml", format!("/messages/{}", event.message)),
            files: kept,
        });
    }
    let choices: Vec<(String, String)> = way
        .dispatch
        .choices(Side::Receiver)
        .into_iter()
        .map(|status| (status.code().to_owned(), status.label().to_owned()))
        .collect();
    let answers = is_clerk(&signed) && !choices.is_empty();
    let doubts = act::doubts(&mut reader, &signed.acting, &way).await?;
    let page = IncomingDocumentPage {
        crumbs: vec![
            Link::new("Văn bản đến", "/documents/incoming"),
            Link::new(row.told.number.clone(), ""),
        ],
        title: row.told.title.clone(),
        state: state_mark(row.state),
        notices: notices(&way, &doubts),
        facts: facts(&row, &way),
        events: lines,
        answer: answers.then(|| (format!("/dispatches/{id}/answer"), choices)),
        frame: signed.frame(&state, "Văn bản đến", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn notices(way: &DispatchRow, doubts: &[String]) -> Vec<Notice> {
    let mut notices = Vec::new();
    if !doubts.is_empty() {
        let text = format!("{} Hỏi lại nơi gửi trước khi trả lời 03.", doubts.join(" "));
        notices.push(Notice::new(Tone::Near, "Cần đối chiếu bên gửi.", text));
    }
    let (title, text) = match way.dispatch.request {
        Some(Request::TakeBack) => ("Bên gửi xin lấy lại văn bản.", "Trả lời bằng tin 15 hoặc 16."),
        Some(Request::Update) => (
            "Bên gửi gửi bản cập nhật.",
            "Xem tệp mới trong danh sách gói tin, trả lời 15 hoặc 16.",
        ),
        None => return notices,
    };
    notices.push(Notice::new(Tone::Near, title, text));
    notices
}

fn facts(row: &IncomingRow, way: &DispatchRow) -> Vec<(String, String)> {
    let told = &row.told;
    let signed = if told.is_signed { "có, chưa kiểm tra" } else { "" };
    let all = [
        ("Số đến", format!("{}/{}", row.ordinal, row.year)),
        ("Loại", told.kind.clone()),
        ("Số, ký hiệu", told.number.clone()),
        ("Ngày", day(told.date)),
        ("Nơi gửi", format!("{} ({})", row.partner_name, row.partner_code)),
        ("Mã văn bản trên trục", way.edxml_id.clone()),
        ("Người ký", told.signer.clone()),
        ("Chức vụ", told.position.clone()),
        ("Nơi nhận", told.recipients.replace('\n', "; ")),
        ("Thay thế", told.replaces.replace('\n', "; ")),
        ("Hạn trả lời", told.due.map_or(String::new(), day)),
        ("Chữ ký của gói tin", signed.to_owned()),
    ];
    let written = all.into_iter().filter(|(_, words)| !words.is_empty());
    written.map(|(name, words)| (name.to_owned(), words)).collect()
}

/// A file with its hash, and what the signatures of a PDF say.
async fn file_line(
    state: &AppState,
    signed: &Signed,
    file: &FileRow,
) -> Result<FileLine, PageError> {
    let mut reader = state.store.reader();
    let mut signatures = Vec::new();
    if file.name.to_lowercase().ends_with(".pdf") {
        let at = (file.message, file.number);
        let found = store::message::file(&mut reader, &signed.acting.scope, at).await?;
        let anchors = actions::outgoing::anchors(&mut reader).await?;
        let (_, bytes) = found.ok_or(PageError::NotFound)?;
        signatures = tokio::task::spawn_blocking(move || told_by(&bytes, &anchors)).await?;
    }
    Ok(FileLine {
        link: Link::new(
            file.name.clone(),
            format!("/messages/{}/files/{}", file.message, file.number),
        ),
        about: format!(
            "{} KB; SHA-256 {}",
            (file.size_bytes + 1023) / 1024,
            file.sha256.chars().take(16).collect::<String>()
        ),
        signatures,
    })
}

fn told_by(pdf: &[u8], anchors: &Anchors) -> Vec<String> {
    match signature::read(pdf, anchors) {
        Ok(found) if found.is_empty() => vec!["Tệp không có chữ ký số.".to_owned()],
        Ok(found) => found
            .iter()
            .map(|one| {
                format!("{}: {} ({})", one.signer.name, one.verdict.sentence(), one.verdict.code())
            })
            .collect(),
        Err(error) => vec![format!("{error} ({})", error.code())],
    }
}

/// `POST /dispatches/{id}/answer`.
pub async fn answer(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let status = Status::from_code(fields.get("status")).ok_or(PageError::NotFound)?;
    let words = fields.get("reason");
    act::answer(&state.store, &signed.acting, id, (status, words)).await?;
    let way = store::dispatch::load(&mut state.store.reader(), &signed.acting.scope, id).await?;
    let back = match way.and_then(|way| way.document) {
        Some(document) => format!("/documents/{document}"),
        None => format!("/documents/incoming/{id}"),
    };
    Ok(done(&back, Done::Packed))
}

/// `GET /messages/{id}`: a message, byte for byte.
pub async fn message(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Response, PageError> {
    let mut reader = state.store.reader();
    let found = store::message::content(&mut reader, &signed.acting.scope, id).await?;
    Ok(foreign(found.ok_or(PageError::NotFound)?, &format!("goi-tin-{id}"), "edxml"))
}

/// `GET /messages/{id}/files/{number}`: a file of a message; the browser only keeps it.
pub async fn message_file(
    State(state): State<AppState>,
    signed: Signed,
    Path(at): Path<(i64, i64)>,
) -> Result<Response, PageError> {
    let mut reader = state.store.reader();
    let found = store::message::file(&mut reader, &signed.acting.scope, at).await?;
    let (name, bytes) = found.ok_or(PageError::NotFound)?;
    let ending = name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
    Ok(foreign(bytes, &format!("tep-{}-{}", at.0, at.1), ending))
}
