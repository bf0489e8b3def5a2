//! Files that the browser keeps and never opens inside the site.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::problem::PageError;

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
