//! Workbooks of a unit's report: written as the prescribed forms, read back whatever happened to them.
//!
//! A sheet for each form; hidden keys beside rows and above columns; a sealed description of whose file
//! it is. Nothing is decided here: what was read, refused or left out is handed on with its place.

mod base;
mod bundle;
mod compound;
mod escapes;
mod excel_formula;
mod exchanged;
mod foot;
mod formats;
mod formulas;
mod grid;
mod guide;
mod headers;
mod hints;
mod left;
mod legacy;
mod locate;
mod looks;
mod map;
mod mapping;
mod merges;
mod names;
mod ods;
mod package;
mod print;
mod read;
mod recount;
mod roll;
mod seal;
mod shape;
mod sheet;
mod typed;
mod units;
mod write;
mod xls;
mod xls_text;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use domain::{cell::CellStatus, check::Place, form::Form};
use rust_decimal::Decimal;

pub use bundle::{BUNDLE_SIZE_BYTES_MAX, Bundle, Skip, is_left_by_system, skip};
pub use legacy::{Letters, decode};
pub use mapping::{
    Choice, ColumnChoice, ColumnOffer, Described, FormChoice, Pattern, Picture, PictureCell,
    PictureRow, RowOffer, SheetName, Tally, Trouble,
};
pub use names::Printed;
pub use read::{Opened, open};
pub use roll::{ROLL, Roll, RollLine, RollReading, RollUnit, write_roll};
pub use seal::{Key, Owner};
pub use shape::{ANSWER, WORDS};
pub use write::{WriteError, write};

/// Largest file that is read, in bytes.
pub const FILE_SIZE_BYTES_MAX: usize = 20 * 1024 * 1024;

/// A unit's report of one round as a workbook.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    pub owner: Owner,
    pub unit_name: String,
    /// Who receives the report.
    pub receiver_name: String,
    pub round_title: String,
    /// "Số liệu từ 15/12/2023 đến 14/12/2024".
    pub window: String,
    /// "Hạn nộp: hết 24/12/2024".
    pub due: String,
    /// Printed on every page where figures are invented.
    pub sample: bool,
    /// The file remembers what its cells hold now, so that it is known later what a person changed in it.
    pub remembers: bool,
    pub parts: Vec<BookPart<'a>>,
}

/// One form of a report with what it holds by now.
#[derive(Debug, Clone)]
pub struct BookPart<'a> {
    pub form: &'a Form,
    /// Cells the unit is asked for; of an outline: heading and [`WORDS`] or [`ANSWER`].
    pub asked: BTreeSet<Place>,
    pub cells: BTreeMap<Place, BookCell>,
    /// Figures of this period with computed ones.
    pub figures: BTreeMap<Place, Decimal>,
    /// Figures of the period before.
    pub previous: BTreeMap<Place, Decimal>,
    /// What is said beside a cell whose figure is not the unit's own alone.
    pub notes: BTreeMap<Place, String>,
}

/// What a cell holds by now, as typed: `1.234,5`, `~412`, `kps`, words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookCell {
    pub figure: Option<Decimal>,
    pub text: Option<String>,
    pub status: CellStatus,
}

/// A form that a file is read for, and the cells that its unit is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub form: &'a Form,
    pub cells: &'a BTreeSet<Place>,
}

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    pub sheet: String,
    /// "C12"; empty for a whole sheet.
    pub address: String,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Whose file it says it is; `None` where nothing hidden is left of it.
    pub owner: Option<Owner>,
    pub parts: Vec<PartReading>,
    /// Content that was not taken, each with its reason.
    pub left_out: Vec<LeftOut>,
    /// Further cells that were not taken, counted alone.
    pub left_more: usize,
    /// How the cells of foreign sheets add up; `None` where no sheet was mapped.
    pub tally: Option<Tally>,
}

/// What was read of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartReading {
    pub form: String,
    pub sheet: String,
    pub cells: Vec<ReadCell>,
    /// Computed cells as the file has them.
    pub computed: Vec<Computed>,
    /// Asked rows and columns that the file no longer has.
    pub missing: Vec<String>,
    /// Marks of what the cells held when the file was made; `None` where it does not remember.
    pub base: Option<BTreeMap<Place, String>>,
}

/// A computed cell as a file has it: money in triệu đồng.
pub type Computed = (Place, Decimal, Origin);

/// One entry cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCell {
    pub row: String,
    pub column: String,
    pub origin: Origin,
    pub outcome: Outcome,
    pub told: Told,
}

/// How a figure came to be another than the one that stands in its cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Told {
    /// It is that one.
    #[default]
    AsItStands,
    /// The file gives it in another unit of measure.
    Moved(String),
    /// What is counted stood beside it.
    Counted(String),
    /// Several cells were added.
    Added(String),
}

impl Told {
    /// What is said of it; empty where it stands so.
    pub fn words(&self) -> &str {
        match self {
            Self::AsItStands => "",
            Self::Moved(words) | Self::Counted(words) | Self::Added(words) => words,
        }
    }

    /// Of a figure in another unit; as it stands where nothing is said.
    pub(super) fn moved(words: String) -> Self {
        if words.is_empty() { Self::AsItStands } else { Self::Moved(words) }
    }
}

/// What an entry cell said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As if typed on the page.
    Given {
        raw: String,
        status: CellStatus,
    },
    Empty,
    Refused {
        shown: String,
        code: &'static str,
        reason: String,
    },
}

/// Content of a file that has no place in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub form: String,
    pub origin: Origin,
    pub shown: String,
    pub code: &'static str,
    pub reason: String,
    /// How many cells it stands for: more than one where a whole sheet was left.
    pub cells: usize,
}

impl Reading {
    /// How many cells of the file were not taken.
    pub fn left(&self) -> usize {
        let listed = self.left_out.iter().map(|left| left.cells).sum::<usize>() + self.left_more;
        self.tally.as_ref().map_or(listed, Tally::left)
    }
}

/// Why a file was not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    #[error("Tệp lớn hơn 20 MB.")]
    TooLarge,
    #[error("Tệp không phải bảng tính Excel (.xlsx, .xls) hay OpenDocument (.ods).")]
    NotAWorkbook,
    #[error("Tệp bảng tính hỏng hoặc chưa tải xong.")]
    Broken,
    #[error("Tệp phình ra quá lớn hoặc có khai báo lạ khi mở, nên không đọc.")]
    Unsafe,
    #[error("Tệp có mật khẩu mở.")]
    Password,
    #[error("Tệp thuộc kiểu không đọc trực tiếp (.xlsb, Excel 5/95, CSV, HTML).")]
    OldKind,
    #[error("Trong tệp không có trang nào là biểu của báo cáo này.")]
    NothingKnown,
    #[error(
        "Phần nhận dạng ẩn của trang “{0}” không khớp với hệ thống này: tệp được tải từ hệ thống khác, hoặc phần ẩn đã bị sửa."
    )]
    SealBroken(String),
    #[error("Tệp gồm các trang của nhiều báo cáo khác nhau (trang “{0}”).")]
    Mixed(String),
    #[error("Biểu {form} trong tệp là bản {found}, báo cáo này dùng bản {wanted}.")]
    OtherVersion { form: String, found: u32, wanted: u32 },
    #[error("Bảng trong tệp là của biểu {form}, đợt {round}.")]
    OtherRoll { form: String, round: String },
    #[error("{0}")]
    Skipped(Skip),
}

impl BookError {
    /// The stable code of the refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "BOOK-001",
            Self::NotAWorkbook => "BOOK-002",
            Self::Broken => "BOOK-003",
            Self::Unsafe => "BOOK-004",
            Self::Password => "BOOK-005",
            Self::OldKind => "BOOK-006",
            Self::NothingKnown => "BOOK-007",
            Self::SealBroken(_) => "BOOK-008",
            Self::Mixed(_) => "BOOK-009",
            Self::OtherVersion { .. } => "BOOK-010",
            Self::OtherRoll { .. } => "BOOK-015",
            Self::Skipped(_) => "BOOK-011",
        }
    }

    /// What the officer does next.
    pub const fn next(&self) -> &'static str {
        match self {
            Self::TooLarge => "Bỏ hình ảnh, trang thừa khỏi bản sao rồi nạp lại.",
            Self::NotAWorkbook => "Kiểm tra đã chọn đúng tệp; tệp khác thì mở và lưu thành .xlsx.",
            Self::Broken => "Mở bằng Excel; nếu mở được thì lưu lại, không thì xin lại tệp.",
            Self::Unsafe | Self::SealBroken(_) => {
                "Tải biểu mới từ hệ thống, chép số liệu sang rồi nạp biểu mới."
            }
            Self::Password => "Mở tệp, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ), lưu lại rồi nạp.",
            Self::OldKind => "Mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi nạp lại.",
            Self::NothingKnown => "Tải biểu của đúng đợt báo cáo từ hệ thống, điền rồi nạp lại.",
            Self::Mixed(_) => "Tách mỗi báo cáo một tệp như lúc tải về rồi nạp từng tệp.",
            Self::OtherVersion { .. } => "Tải biểu mới từ hệ thống, chép số liệu sang rồi nạp lại.",
            Self::OtherRoll { .. } => {
                "Chọn đúng biểu, đúng đợt trên trang rồi nạp lại, hoặc tải bảng của biểu đang mở."
            }
            Self::Skipped(skip) => skip.next(),
        }
    }
}
