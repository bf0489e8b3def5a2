//! Many workbooks in one ZIP, unpacked one at a time and within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{BookError, FILE_SIZE_BYTES_MAX};

/// Largest ZIP that is opened, in bytes.
pub const BUNDLE_SIZE_BYTES_MAX: usize = 256 * 1024 * 1024;
/// A province has some five hundred reporting units.
const FILES_MAX: usize = 5_000;
/// All workbooks of a ZIP together.
const ALL_SIZE_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

/// A ZIP of workbooks.
pub struct Bundle {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    next: usize,
    /// Whether a file was handed on.
    any: bool,
    /// What may still be unpacked.
    left: u64,
}

/// Why a file among many is not opened: its name says that it is no workbook of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Skip {
    #[error("Tệp khóa tạm (~$): sổ tính này đang mở ở máy nào đó.")]
    Lock,
    #[error("Tệp CSV hoặc văn bản thường không mang được biểu.")]
    Plain,
    #[error("Tệp Word, PDF hoặc hình, không phải bảng tính.")]
    Document,
    #[error("Bảng tính dạng nhị phân (.xlsb) không đọc trực tiếp.")]
    Binary,
    #[error("Tệp nén nằm trong thư mục hoặc tệp nén khác.")]
    Bundle,
    #[error("Tên tệp không có đuôi của bảng tính (.xlsx, .xls, .xlsm, .ods).")]
    Other,
    #[error("Không có tệp nào bên trong.")]
    Empty,
}

impl Skip {
    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Lock => "Đóng sổ tính ở máy đang mở, lưu lại rồi nạp lại bản đã lưu.",
            Self::Plain | Self::Binary => "Mở bằng Excel, lưu thành .xlsx rồi nạp lại.",
            Self::Document => "Chép số liệu vào biểu Excel tải từ hệ thống rồi nạp biểu đó.",
            Self::Bundle => "Giải nén tệp đó rồi nạp các tệp bên trong.",
            Self::Other => {
                "Nếu là bảng tính thì đặt lại đuôi tệp, hoặc lưu thành .xlsx rồi nạp lại."
            }
            Self::Empty => "Kiểm tra lại đã chọn đúng thư mục hoặc tệp ZIP.",
        }
    }
}

/// Why a file of this name is not opened; `None` where it may be a workbook.
pub fn skip(path: &str) -> Option<Skip> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_one_of = |known: &[&str]| known.iter().any(|known| ending.eq_ignore_ascii_case(known));
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        Some(Skip::Lock)
    } else if is_one_of(&["xlsx", "xlsm", "xls", "ods"]) && !name.starts_with(['.', '~']) {
        None
    } else if is_one_of(&["csv", "tsv", "txt", "htm", "html", "xml", "json"]) {
        Some(Skip::Plain)
    } else if is_one_of(&["doc", "docx", "docm", "rtf", "odt", "pdf", "jpg", "jpeg", "png"]) {
        Some(Skip::Document)
    } else if is_one_of(&["xlsb", "et"]) {
        Some(Skip::Binary)
    } else if is_one_of(&["zip", "rar", "7z", "gz", "tar"]) {
        Some(Skip::Bundle)
    } else {
        Some(Skip::Other)
    }
}

/// Files that systems leave behind in folders without anybody's doing.
pub fn is_left_by_system(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    path.starts_with("__MACOSX/")
        || name.starts_with("._")
        || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name)
}

impl Bundle {
    /// Opens bytes that are a ZIP and no workbook themselves; others are given back.
    pub fn open(bytes: Vec<u8>) -> Result<Result<Self, Vec<u8>>, BookError> {
        if !bytes.starts_with(b"PK") {
            return Ok(Err(bytes));
        }
        let is_workbook = match ZipArchive::new(Cursor::new(&bytes)) {
            Ok(parts) => {
                let has = |name: &str| parts.index_for_name(name).is_some();
                has("[Content_Types].xml") || has("mimetype")
            }
            // Whoever reads workbooks says what is wrong with it.
            Err(_) => true,
        };
        if is_workbook {
            return Ok(Err(bytes));
        }
        if bytes.len() > BUNDLE_SIZE_BYTES_MAX {
            return Err(BookError::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BookError::Broken)?;
        if archive.len() > FILES_MAX {
            return Err(BookError::Unsafe);
        }
        Ok(Ok(Self { archive, next: 0, any: false, left: ALL_SIZE_BYTES_MAX }))
    }
}

impl Iterator for Bundle {
    type Item = (String, Result<Vec<u8>, BookError>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.next < self.archive.len() {
            let at = self.next;
            self.next += 1;
            let Ok(part) = self.archive.by_index(at) else {
                self.any = true;
                return Some((format!("#{}", at + 1), Err(BookError::Broken)));
            };
            let name = part.name().unwrap_or_default().to_string();
            if !part.is_file() || is_left_by_system(&name) {
                continue;
            }
            self.any = true;
            if let Some(skip) = skip(&name) {
                return Some((name, Err(BookError::Skipped(skip))));
            }
            let most = (FILE_SIZE_BYTES_MAX as u64).min(self.left);
            let mut bytes = Vec::new();
            // What the table of parts says of sizes may be a lie: what is read counts.
            let read = part.take(most + 1).read_to_end(&mut bytes);
            let size = bytes.len() as u64;
            self.left = self.left.saturating_sub(size);
            let outcome = match read {
                Err(_) => Err(BookError::Broken),
                Ok(_) if size > most => Err(BookError::TooLarge),
                Ok(_) => Ok(bytes),
            };
            return Some((name, outcome));
        }
        // Nothing at all is told once, too.
        let is_empty = !std::mem::replace(&mut self.any, true);
        is_empty.then(|| (String::new(), Err(BookError::Skipped(Skip::Empty))))
    }
}
