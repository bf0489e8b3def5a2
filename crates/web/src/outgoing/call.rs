//! `/sign/{token}/file`: where a signing tool without a session fetches a file and hands it in signed.

use actions::outgoing::{self, Errand, Tool};
use askama::Template;
use axum::{
    Json,
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use serde_json::{Value, json};

use super::show::page;
use crate::{
    download::file, form::Form, posted::Posted, problem::PageError, state::AppState, upload::Upload,
};

/// The signing service that state offices have on their machines.
struct Vgca;

impl Tool for Vgca {
    fn name(&self) -> &'static str {
        "VGCA Sign Service"
    }

    fn argument(&self, errand: &Errand, base: &str) -> String {
        let argument = json!({
            "FileUploadHandler": format!("{base}/sign/{}/file", errand.hand_in),
            "SessionId": "",
            "JWTToken": "",
            "FileName": format!("{base}/sign/{}/file", errand.fetch),
            "DocNumber": errand.number,
            "IssuedDate": errand.date,
            "MetaData": [],
        });
        format!("{argument:#}")
    }
}

/// `POST /documents/{id}/tool`: makes the pair of tokens and shows them once.
pub async fn open(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Posted { signed, .. }: Posted,
) -> Result<Html<String>, PageError> {
    let errand = outgoing::open(&state.store, &signed.acting, id).await?;
    let mut page = page(&state, &signed, id).await?;
    page.argument = Vgca.argument(&errand, &base(&state, &headers));
    Ok(Html(page.render()?))
}

/// This site's address, as the officer's browser knows it: behind a proxy by the same header that
/// makes cookies secure.
fn base(state: &AppState, headers: &HeaderMap) -> String {
    let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if state.is_https(headers) { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// `GET /sign/{token}/file`.
pub async fn fetch(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let now = state.clock.now();
    let bytes = outgoing::fetch(&state.store, state.province, &token, now).await?;
    file(bytes, "van-ban", "pdf")
}

/// `POST /sign/{token}/file`: answers as the tool expects, 0 for done.
pub async fn hand_in(
    State(state): State<AppState>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let base = base(&state, &headers);
    match taken(&state, &token, request).await {
        Ok(fetch) => {
            // The tool has no session: it gets an address that opens once.
            let file = fetch.map_or(String::new(), |fetch| format!("{base}/sign/{fetch}/file"));
            Json(answer(0, "Đã nhận bản ký.", &file)).into_response()
        }
        Err(refused) => {
            let (status, problem) = refused.words();
            let status = if problem.code == "DOC-040" { StatusCode::FORBIDDEN } else { status };
            let words = format!("{} {} ({})", problem.what, problem.next, problem.code);
            (status, Json(answer(1, &words, ""))).into_response()
        }
    }
}

fn answer(status: u8, message: &str, file: &str) -> Value {
    json!({ "Status": status, "Message": message, "FileServer": file })
}

/// The token is looked at before the file is read; gives the token that fetches what was kept.
async fn taken(
    state: &AppState,
    token: &str,
    request: Request,
) -> Result<Option<String>, PageError> {
    let now = state.clock.now();
    let store = &state.store;
    if !outgoing::is_open(store, token, now).await? {
        outgoing::hand_in(store, state.province, (token, Vec::new()), now).await?;
    }
    let upload = Upload::read(request).await?;
    let (_, content) = upload.file.unwrap_or_default();
    let _turn = state.rendering.acquire().await?;
    let handed = outgoing::hand_in(store, state.province, (token, content), now).await?;
    Ok(handed.fetch)
}
