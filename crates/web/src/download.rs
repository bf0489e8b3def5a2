//! Files that the browser keeps and never opens inside the site.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use documents::Manuscript;

use crate::{problem::PageError, state::AppState};

/// A file to keep; the name holds no word of a person.
pub(crate) fn file(bytes: Vec<u8>, name: &str, format: &str) -> Result<Response, PageError> {
    let content_type = match format {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return Err(PageError::NotFound),
    };
    let disposition = format!("attachment; filename=\"{name}.{format}\"");
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

/// Words as part of a file's name: "Xã Quỳnh Tam" is `xa-quynh-tam`.
pub(crate) fn slug(words: &str) -> String {
    domain::fold::fold(words).replace(' ', "-")
}

/// A file that came from elsewhere: kept by the browser, never opened by its kind.
pub(crate) fn foreign(bytes: Vec<u8>, name: &str, ending: &str) -> Response {
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

/// Long work leaves the threads that answer others.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PageError> {
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// Renders one format of a document; few at a time, for each takes memory.
pub(crate) async fn rendered(
    state: &AppState,
    manuscript: Manuscript,
    name: &str,
    format: &str,
) -> Result<Response, PageError> {
    let _turn = state.rendering.acquire().await?;
    let wanted = format.to_owned();
    let written = blocking(move || match wanted.as_str() {
        "docx" => Some(documents::docx::write(&manuscript)),
        "pdf" => Some(documents::pdf::write(&manuscript)),
        "xlsx" => Some(documents::xlsx::write(&manuscript)),
        _ => None,
    });
    let bytes = written
        .await?
        .ok_or(PageError::NotFound)?
        .map_err(|e| PageError::Internal(format!("{}: {e}", e.code())))?;
    file(bytes, name, format)
}
