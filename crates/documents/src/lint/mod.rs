//! `lint`: any DOCX, PDF or plain text against the rules of `decree`; nothing is kept, nothing is changed.
//!
//! A reader makes a sheet of the file, `anatomy` finds the elements on it, `rules` judge them.
//! What a file does not say is never a finding; `Outcome::unchecked` names it.

mod anatomy;
mod cite;
mod docx;
mod fonts;
pub mod mend;
mod pdf;
mod plain;
mod report;
mod rules;
mod sheet;
mod spelling;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use report::Finding;
pub use spelling::spelling;

use self::{anatomy::Anatomy, report::Report, sheet::Origin};

/// Largest file that is read, in bytes.
pub const FILE_SIZE_BYTES_MAX: usize = 30 * 1024 * 1024;

/// Paragraphs or lines of a file, and bytes of one of them.
const LINES_MAX: usize = 60_000;
const LINE_BYTES_MAX: usize = 200_000;
/// How far behind the first byte the mark of a PDF may stand.
const MARK_WITHIN: usize = 1024;

/// What is said of a register: the decree's elements are those of documents.
const BOOK: &str = "Đây là sổ đăng ký, không phải văn bản hành chính, nên không kiểm tra thể thức.";

/// Why a file could not be checked.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum LintError {
    #[error("Tệp không phải DOCX, PDF hay văn bản UTF-8.")]
    UnknownKind,
    #[error("Tệp Word đời cũ (.doc, .rtf) không đọc được trực tiếp.")]
    OldWord,
    #[error("Tệp lớn hơn 30 MB.")]
    TooLarge,
    #[error("Tệp hỏng hoặc chưa tải xong.")]
    Broken,
    #[error("Tệp PDF đặt mật khẩu mở, nên không đọc được nội dung.")]
    Locked,
    #[error("Tệp phình ra quá lớn hoặc có khai báo lạ khi mở, nên không đọc.")]
    Unsafe,
    #[error("Tệp PDF không có lớp chữ (bản quét ảnh).")]
    NoTextLayer,
    #[error("Tệp không có chữ nào.")]
    Empty,
}

impl LintError {
    /// Stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownKind => "LNT-001",
            Self::OldWord => "LNT-002",
            Self::TooLarge => "LNT-003",
            Self::Broken => "LNT-004",
            Self::Unsafe => "LNT-005",
            Self::NoTextLayer => "LNT-006",
            Self::Empty => "LNT-007",
            Self::Locked => "LNT-008",
        }
    }

    /// What the person does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::UnknownKind => "Lưu văn bản thành DOCX hoặc PDF rồi kiểm tra lại.",
            Self::OldWord => "Mở bằng Word, chọn Lưu thành, kiểu DOCX, rồi kiểm tra lại.",
            Self::TooLarge => "Bỏ hình ảnh khỏi bản sao rồi kiểm tra lại.",
            Self::Broken => "Mở thử tệp; nếu mở được thì lưu lại, không thì xin lại tệp.",
            Self::Unsafe => "Mở bằng Word, chép toàn bộ chữ sang tệp mới rồi kiểm tra lại.",
            Self::NoTextLayer => "Dùng bản DOCX gốc hoặc PDF xuất từ Word, không dùng bản quét.",
            Self::Locked => "Xuất lại PDF không đặt mật khẩu, hoặc kiểm tra bản DOCX gốc.",
            Self::Empty => "Kiểm tra lại đã chọn đúng tệp.",
        }
    }
}

/// What was found in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Faults first, advice after; each group in the order of the page.
    pub findings: Vec<Finding>,
    /// What this kind of file does not show, so that nobody takes silence for praise.
    pub unchecked: Vec<&'static str>,
}

/// Checks a file by its content; its name does not matter.
pub fn check(bytes: &[u8]) -> Result<Outcome, LintError> {
    // A reader of foreign formats may still hold a panic that nobody met: it refuses one file only.
    catch_unwind(AssertUnwindSafe(|| checked(bytes))).unwrap_or(Err(LintError::Broken))
}

fn checked(bytes: &[u8]) -> Result<Outcome, LintError> {
    if bytes.len() > FILE_SIZE_BYTES_MAX {
        return Err(LintError::TooLarge);
    }
    let head = bytes.get(..MARK_WITHIN).unwrap_or(bytes);
    let sheet = match bytes {
        [] => return Err(LintError::Empty),
        [b'P', b'K', 3, 4, ..] => docx::read(bytes)?,
        [b'P', b'K', ..] => return Err(LintError::Broken),
        [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'{', b'\\', b'r', b't', b'f', ..] => {
            return Err(LintError::OldWord);
        }
        _ if head.windows(5).any(|window| window == b"%PDF-") => pdf::read(bytes)?,
        _ => plain::read(bytes)?,
    };
    if sheet.lines.iter().all(sheet::Line::is_empty) {
        return Err(LintError::Empty);
    }
    if sheet.lines.len() > LINES_MAX || sheet.lines.iter().any(|l| l.text.len() > LINE_BYTES_MAX) {
        return Err(LintError::Unsafe);
    }
    let anatomy = Anatomy::of(&sheet);
    let mut report = Report::new(&sheet);
    rules::judge(&anatomy, &mut report);
    let mut unchecked = unchecked(sheet.origin).to_vec();
    if anatomy.is_book {
        unchecked.insert(0, BOOK);
    }
    Ok(Outcome { findings: report.finish(), unchecked })
}

const fn unchecked(origin: Origin) -> &'static [&'static str] {
    match origin {
        Origin::Docx => &["Ngắt dòng thực tế khi in (chỉ biết ở bản PDF)."],
        Origin::Pdf => &[
            "Canh đều hai bên, chữ gạch chân, khung của dấu khẩn, sửa đổi và ghi chú còn sót (chỉ biết ở bản DOCX).",
            "Lề trang, thụt dòng đầu, khoảng cách đoạn, giãn dòng, khoảng cách trên dòng “V/v” là ước lượng theo vùng chữ; văn bản quá ngắn thì không đo.",
        ],
        Origin::Text => &[
            "Khổ giấy, lề, phông, cỡ, kiểu chữ, đường kẻ, số trang (tệp chỉ có chữ).",
            "Quốc hiệu, tên cơ quan, số, ngày nếu tệp chỉ chép phần nội dung.",
        ],
    }
}
