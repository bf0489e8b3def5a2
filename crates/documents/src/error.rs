//! Why a file could not be written; the cause goes to the log, not to the page.

/// A failure of one of the writers.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("không đóng gói được tệp DOCX")]
    Package(#[from] zip::result::ZipError),
    #[error("không ghi được phần XML")]
    Xml(#[from] std::io::Error),
    #[error("không dàn trang được PDF: {0}")]
    Typeset(String),
    #[error("không ghi được bảng tính")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    #[error("không chuyển được nội dung sang dạng trung gian")]
    Data(#[from] serde_json::Error),
}

impl WriteError {
    /// Stable code for people and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Package(_) => "DOC-001",
            Self::Xml(_) => "DOC-002",
            Self::Typeset(_) => "DOC-003",
            Self::Spreadsheet(_) => "DOC-004",
            Self::Data(_) => "DOC-005",
        }
    }
}
