//! What is done with an outgoing document: a signed file taken, a number given, a line added, void.

use actions::outgoing::{self, Told};
use axum::{
    extract::{Path, State},
    response::Response,
};

use crate::{posted::Posted, problem::PageError, session::done, state::AppState, upload::Upload};

fn back(id: i64, code: &str) -> Response {
    done(&format!("/documents/{id}"), code)
}

/// `POST /documents/{id}/signed`.
pub async fn take(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let (_, content) = upload.file.unwrap_or_default();
    let _turn = state.rendering.acquire().await.map_err(|e| PageError::Internal(e.to_string()))?;
    outgoing::take(&state.store, &signed.acting, id, content).await?;
    Ok(back(id, "signed"))
}

/// `POST /documents/{id}/try`: only where all figures are invented.
pub async fn try_out(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    if !state.sample {
        return Err(PageError::NotFound);
    }
    outgoing::try_out(&state.store, &signed.acting, id).await?;
    Ok(back(id, "tried"))
}

/// `POST /documents/{id}/number`.
pub async fn number(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let is_vouched = fields.get("vouched") == "1";
    outgoing::number(&state.store, &signed.acting, id, is_vouched).await?;
    Ok(back(id, "numbered"))
}

/// `POST /documents/{id}/cancel`.
pub async fn cancel(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    outgoing::cancel(&state.store, &signed.acting, id, fields.get("reason")).await?;
    Ok(back(id, "cancelled"))
}

/// `POST /documents/{id}/register`.
pub async fn annotate(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let told = Told {
        copies: fields.get("copies").trim().parse().unwrap_or(0),
        file_code: fields.get("file_code").to_owned(),
        note: fields.get("note").to_owned(),
        due: fields.get("due").parse().ok(),
    };
    outgoing::annotate(&state.store, &signed.acting, id, told).await?;
    Ok(back(id, "saved"))
}
