//! Series of numbers: which kinds count together, for whom, and in which year.
//!
//! NĐ 30/2020/NĐ-CP Điều 15: numbers run from 01 on 01 January to 31 December; how kinds share
//! a series is for the head of the organ to say. An advisory body has series of its own.

use std::{collections::BTreeSet, ops::RangeInclusive};

/// Whose numbers they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Body {
    Organ,
    /// Ban Vì sự tiến bộ của phụ nữ: issues under its own name with the organ's seal.
    Committee,
}

impl Body {
    /// Both, in the order of lists.
    pub const ALL: [Self; 2] = [Self::Organ, Self::Committee];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Committee => "committee",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|body| body.code() == code)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organ => "Cơ quan",
            Self::Committee => "Ban Vì sự tiến bộ của phụ nữ",
        }
    }
}

/// A letter has no abbreviation in symbols; tables need a word for it.
pub const LETTER: &str = "CV";

/// Kinds that are numbered: code and name.
pub const KINDS: [(&str, &str); 7] = [
    ("BC", "Báo cáo"),
    ("KH", "Kế hoạch"),
    (LETTER, "Công văn"),
    ("TTr", "Tờ trình"),
    ("TB", "Thông báo"),
    ("BB", "Biên bản"),
    ("QĐ", "Quyết định"),
];

/// The series of the kinds that count together.
pub const JOINT: &str = "chung";

/// How one body numbers from a year on, until another rule is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    pub year: i16,
    /// "SNV": fixed by the head of the organ, never derived.
    pub organ: String,
    /// "BĐG": drafting unit, in the symbol of letters.
    pub drafter: String,
    /// Codes of the kinds that count together; each other kind counts alone.
    pub joint: BTreeSet<String>,
}

/// Years in which documents are numbered.
const YEARS: RangeInclusive<i16> = 2000..=2200;

/// Documents that one series counts in a year, at most.
const MOST: u32 = 99_999;

/// Refuses what no series can go on after: a kind that nobody numbers, a year, a number beyond a year's.
///
/// # Errors
/// With what of it is wrong.
pub fn check_before(series: &str, year: i16, before: u32) -> Result<(), NumberingError> {
    if series != JOINT && !KINDS.iter().any(|(code, _)| *code == series) {
        return Err(NumberingError::UnknownSeries);
    }
    if !YEARS.contains(&year) {
        return Err(NumberingError::WrongYear);
    }
    if before > MOST { Err(NumberingError::TooManyBefore) } else { Ok(()) }
}

/// Why a rule of numbering cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberingError {
    #[error(
        "Chữ viết tắt chỉ gồm chữ cái in hoa, chữ số, dấu chấm và dấu “&”, không quá 20 ký tự."
    )]
    WrongAbbreviation,
    #[error("Năm không hợp lệ.")]
    WrongYear,
    #[error("Không có dãy số này.")]
    UnknownSeries,
    #[error("Số đã cấp ngoài hệ thống lớn quá {MOST}.")]
    TooManyBefore,
    #[error("Dãy số này đã cấp số trong năm, không đổi số bắt đầu được nữa.")]
    AlreadyBegun,
    #[error("Trong năm {0} đã cấp số, không đổi cách ghép dãy số được nữa: số sẽ trùng.")]
    WouldRepeat(i16),
}

impl NumberingError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongAbbreviation => "SER-001",
            Self::WrongYear => "SER-002",
            Self::AlreadyBegun => "SER-003",
            Self::UnknownSeries => "SER-006",
            Self::TooManyBefore => "SER-007",
            Self::WouldRepeat(_) => "SER-005",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::WrongAbbreviation => {
                "Ghi chữ viết tắt theo quyết định của người đứng đầu, ví dụ “SNV”, “UBND”."
            }
            Self::WrongYear => "Ghi năm bằng bốn chữ số.",
            Self::UnknownSeries => "Chọn dãy số trong danh sách ở trang Số văn bản.",
            Self::TooManyBefore => "Ghi số cuối cùng đã cấp trong năm đó, không ghi năm.",
            Self::WouldRepeat(_) => "Giữ cách ghép của năm đó, hoặc áp dụng cách mới từ năm sau.",
            Self::AlreadyBegun => "Số tiếp theo do hệ thống cấp; xem Sổ văn bản đi.",
        }
    }
}

impl Numbering {
    /// Refuses abbreviations that no symbol may bear.
    pub fn check(&self) -> Result<(), NumberingError> {
        if !YEARS.contains(&self.year) {
            return Err(NumberingError::WrongYear);
        }
        let is_abbreviation = |text: &str| {
            (1..=20).contains(&text.chars().count())
                && text
                    .chars()
                    .all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.' || c == '&')
        };
        let drafter = self.drafter.is_empty() || is_abbreviation(&self.drafter);
        if is_abbreviation(&self.organ) && drafter {
            Ok(())
        } else {
            Err(NumberingError::WrongAbbreviation)
        }
    }

    /// The series that a kind's numbers are of.
    pub fn series<'a>(&self, kind: &'a str) -> &'a str {
        if self.joint.contains(kind) { JOINT } else { kind }
    }
}
