//! The text of an issued plan, from plain text, DOCX or PDF: told apart by content, not by name.
//!
//! What comes out is Unicode NFC, a paragraph a line; nothing of the plan is understood here.

mod docx;
mod filled;
mod glyph;
mod numbering;
mod open_table;
mod package;
mod pdf;
mod plain;
mod ruled;
mod table;

use unicode_normalization::UnicodeNormalization;

/// Largest file that is read, in bytes.
pub const FILE_SIZE_BYTES_MAX: usize = 30 * 1024 * 1024;

/// Why no text could be had from a file.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum TextError {
    #[error("Tệp không phải văn bản UTF-8, DOCX hay PDF.")]
    UnknownKind,
    #[error("Tệp Word đời cũ (.doc, .rtf) không đọc được trực tiếp.")]
    OldWord,
    #[error("Tệp lớn hơn 30 MB.")]
    TooLarge,
    #[error("Tệp DOCX hỏng hoặc chưa tải xong.")]
    BrokenDocx,
    #[error("Tệp DOCX phình ra quá lớn hoặc có khai báo lạ khi mở, nên không đọc.")]
    UnsafeDocx,
    #[error("Tệp PDF hỏng, có mật khẩu, hoặc dùng phông chữ không đọc được.")]
    BrokenPdf,
    #[error("Tệp PDF không có lớp chữ (bản quét ảnh).")]
    NoTextLayer,
    #[error("Tệp không có chữ nào.")]
    Empty,
    #[error("Chữ trong tệp không phải Unicode, có lẽ gõ bằng phông .VnTime (TCVN3) hoặc VNI.")]
    OldLetters,
}

impl TextError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownKind => "PLN-001",
            Self::OldWord => "PLN-002",
            Self::TooLarge => "PLN-003",
            Self::BrokenDocx => "PLN-004",
            Self::UnsafeDocx => "PLN-005",
            Self::BrokenPdf => "PLN-006",
            Self::NoTextLayer => "PLN-007",
            Self::Empty => "PLN-008",
            Self::OldLetters => "PLN-017",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::UnknownKind => "Mở tệp, lưu lại thành DOCX, PDF hoặc văn bản UTF-8 rồi đọc lại.",
            Self::OldWord => "Mở bằng Word, chọn Lưu thành, kiểu DOCX, rồi đọc lại.",
            Self::TooLarge => "Bỏ hình ảnh và phụ lục ảnh khỏi bản sao rồi đọc lại.",
            Self::BrokenDocx => "Mở bằng Word; nếu mở được thì lưu lại, không thì xin lại tệp.",
            Self::UnsafeDocx => "Mở bằng Word, chép toàn bộ chữ sang tệp mới rồi đọc lại.",
            Self::BrokenPdf => "Dùng bản Word gốc, hoặc mở PDF, chép chữ rồi dán vào ô văn bản.",
            Self::NoTextLayer => {
                "Dùng bản Word gốc hoặc PDF ký số xuất từ Word; nếu chỉ có bản quét thì nhận dạng \
                 chữ trước rồi dán vào ô văn bản."
            }
            Self::Empty => "Kiểm tra lại đã chọn đúng tệp.",
            Self::OldLetters => {
                "Đổi bảng mã sang Unicode (Unikey: chép chữ, Ctrl+Shift+F6, nguồn TCVN3 hoặc VNI, đích \
                 Unicode) rồi dán vào ô văn bản, hoặc lưu thành DOCX rồi đọc lại."
            }
        }
    }
}

/// The text of a file, line by line, by its content; the name only sharpens a refusal.
pub fn text_of(bytes: &[u8], name: &str) -> Result<String, TextError> {
    if bytes.len() > FILE_SIZE_BYTES_MAX {
        return Err(TextError::TooLarge);
    }
    let text = match bytes {
        [b'P', b'K', 3, 4, ..] => docx::text(bytes)?,
        [b'P', b'K', 5, 6, ..] => return Err(TextError::BrokenDocx),
        [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'{', b'\\', b'r', b't', b'f', ..] => {
            return Err(TextError::OldWord);
        }
        _ if pdf::is_pdf(bytes) => pdf::text(bytes)?,
        _ if bytes.is_empty() => return Err(TextError::Empty),
        _ => plain::decode(bytes)
            .filter(|_| promised(name).is_none())
            .ok_or(wrong_kind(bytes, name))?,
    };
    if text.chars().all(char::is_whitespace) {
        return Err(TextError::Empty);
    }
    Ok(text.nfc().collect())
}

/// How many pages a PDF opens with; 0 for what is none, is broken, or has a password.
pub fn pdf_pages(bytes: &[u8]) -> usize {
    if pdf::is_pdf(bytes) { pdf::page_count(bytes) } else { 0 }
}

/// A name that promises a kind which the content is not says that the file is broken.
fn promised(name: &str) -> Option<TextError> {
    match name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).as_deref() {
        Some("docx") => Some(TextError::BrokenDocx),
        Some("pdf") => Some(TextError::BrokenPdf),
        _ => None,
    }
}

fn wrong_kind(bytes: &[u8], name: &str) -> TextError {
    let old =
        if plain::is_old_letters(bytes) { TextError::OldLetters } else { TextError::UnknownKind };
    promised(name).unwrap_or(old)
}
