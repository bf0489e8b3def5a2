//! What is done with an outgoing document: a signed file taken, a number given, a line added, void.

use actions::outgoing::{self, Told};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::plan::read::typed_date;

use crate::{
    done::Done, form::Fields, posted::Posted, problem::PageError, session::done, state::AppState,
    upload::Upload,
};

fn back(id: i64, what: Done) -> Response {
    done(&format!("/documents/{id}"), what)
}

/// `POST /documents/{id}/signed`.
pub async fn take(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let (_, content) = upload.file.unwrap_or_default();
    let _turn = state.rendering.acquire().await?;
    outgoing::take(&state.store, &signed.acting, id, content).await?;
    Ok(back(id, Done::Signed))
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
    Ok(back(id, Done::Tried))
}

/// `POST /documents/{id}/number`.
pub async fn number(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let is_vouched = fields.get("vouched") == "1";
    outgoing::number(&state.store, &signed.acting, id, is_vouched).await?;
    Ok(back(id, Done::Numbered))
}

/// `POST /documents/{id}/cancel`.
pub async fn cancel(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    outgoing::cancel(&state.store, &signed.acting, id, fields.get("reason")).await?;
    Ok(back(id, Done::Cancelled))
}

/// What a field of the register holds: left empty it is none, what cannot be read takes nothing away.
fn typed<T>(
    fields: &Fields,
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, PageError> {
    let text = fields.get(name).trim();
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or_else(|| {
        PageError::refused(
            "DOC-060",
            "Chưa đọc được hạn trả lời hoặc số bản.",
            "Ghi ngày/tháng/năm, ví dụ 31/12/2024, và số bản bằng chữ số; chưa có gì được ghi.",
        )
    })
}

/// `POST /documents/{id}/register`.
pub async fn annotate(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let told = Told {
        copies: typed(&fields, "copies", |text| text.parse().ok())?.unwrap_or(0),
        file_code: fields.get("file_code").to_owned(),
        note: fields.get("note").to_owned(),
        due: typed(&fields, "due", typed_date)?,
    };
    outgoing::annotate(&state.store, &signed.acting, id, told).await?;
    Ok(back(id, Done::Saved))
}
