//! The posted form of a reading: a file or a text, and what the officer set right.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{
        Multipart,
        multipart::{MultipartError, MultipartRejection},
    },
};
use domain::plan::read::{Correction, Field};

use crate::{problem::PageError, session::Signed};

/// Largest posted body in bytes: the largest file that is read, and some fields.
pub const BODY_MAX: usize = exchange::text::FILE_SIZE_BYTES_MAX + 2 * 1024 * 1024;

/// A file as it was chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

/// What was posted.
#[derive(Debug, Default)]
pub(super) struct Upload {
    fields: BTreeMap<String, String>,
    pub(super) file: Option<Chosen>,
}

impl Upload {
    /// Takes the parts of a form that carries the session's token.
    pub(super) async fn take(
        posted: Result<Multipart, MultipartRejection>,
        signed: &Signed,
    ) -> Result<Self, PageError> {
        let mut posted = posted.map_err(|_| unreadable())?;
        let mut upload = Self::default();
        while let Some(part) = posted.next_field().await.map_err(|error| broken(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| broken(&error))?;
            match file {
                Some(name) if !bytes.is_empty() => upload.file = Some(Chosen { name, bytes }),
                Some(_) => {}
                None => {
                    let value = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
                    upload.fields.insert(name, value);
                }
            }
        }
        signed.check_token(upload.get("csrf"))?;
        Ok(upload)
    }

    /// A field's text, empty where it is missing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// What was typed differs from what had been read: that is set right.
    pub(super) fn corrections(&self) -> Vec<Correction> {
        let mut corrections = Vec::new();
        for (name, typed) in &self.fields {
            let Some(place) = name.strip_prefix("fix:") else { continue };
            let Some((code, anchor)) = place.split_once(':') else { continue };
            let Some(field) = Field::from_code(code) else { continue };
            let typed = one_line(typed);
            if typed != one_line(self.get(&format!("was:{place}"))) {
                corrections.push(Correction { anchor: anchor.to_owned(), field, value: typed });
            }
        }
        corrections
    }
}

/// One space between words, so that a line break of the browser changes nothing.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unreadable() -> PageError {
    PageError::refused(
        "WEB-003",
        "Nội dung gửi lên không đọc được hoặc quá lớn.",
        "Tải lại trang rồi làm lại; dữ liệu đã lưu trước đó vẫn còn.",
    )
}

fn broken(error: &MultipartError) -> PageError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        let problem = exchange::text::TextError::TooLarge;
        return PageError::refused(problem.code(), &problem.to_string(), problem.next());
    }
    PageError::refused(
        "WEB-001",
        "Nội dung gửi lên quá lớn hoặc bị đứt giữa chừng.",
        "Kiểm tra đường truyền rồi gửi lại; dữ liệu đã lưu trước đó vẫn còn.",
    )
}
