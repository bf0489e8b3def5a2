//! A document on its way out: presented, signed, issued, cancelled; and the series its number is of.
//!
//! NĐ 30/2020/NĐ-CP Điều 14, 15, 18.

use jiff::civil::Date;

use crate::{period::day, sentence::is_sentence};

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Trình ký: the file is frozen, number and date are blank.
    Presented,
    /// The signer has signed the frozen file.
    Signed,
    /// It bears a number and a date for ever.
    Issued,
    /// It is void and keeps its number, if it had one.
    Cancelled,
}

impl State {
    /// All states, in the order of the road.
    pub const ALL: [Self; 4] = [Self::Presented, Self::Signed, Self::Issued, Self::Cancelled];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Presented => "presented",
            Self::Signed => "signed",
            Self::Issued => "issued",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Presented => "Chờ ký",
            Self::Signed => "Đã ký, chờ số",
            Self::Issued => "Đã phát hành",
            Self::Cancelled => "Đã hủy",
        }
    }

    /// Whether a signed file may come back: before the number the signer's, after it the office's.
    pub const fn takes_signatures(self) -> bool {
        !matches!(self, Self::Cancelled)
    }
}

/// Why a document cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutgoingError {
    #[error("Văn bản đang ở trạng thái “{}”, chưa cấp số được.", .0.label())]
    NotSigned(State),
    #[error("Bản mới nhất mang chữ ký thử nghiệm, không có giá trị phát hành.")]
    OnTrial,
    #[error("Nơi cấp chứng thư chưa được hệ thống tin cậy.")]
    NotTrusted,
    #[error("Văn bản đang ở trạng thái “{}”, không hủy được nữa.", .0.label())]
    AlreadyCancelled(State),
    #[error("Hủy văn bản phải ghi lý do thành câu.")]
    NoReason,
    #[error("Văn bản đã hủy, không nhận thêm bản ký.")]
    Closed,
    #[error(
        "Ngày {} sớm hơn ngày {} của văn bản mang số cuối trong dãy: số sau sẽ mang ngày trước.",
        day(*.date), day(*.last)
    )]
    BeforeLast { date: Date, last: Date },
    #[error("Văn bản ủy quyền của người ký không gồm loại {0}.")]
    NotCovered(&'static str),
}

impl OutgoingError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotSigned(_) => "DOC-020",
            Self::OnTrial => "DOC-021",
            Self::NotTrusted => "DOC-022",
            Self::AlreadyCancelled(_) => "DOC-023",
            Self::NoReason => "DOC-024",
            Self::Closed => "DOC-025",
            Self::BeforeLast { .. } => "DOC-017",
            Self::NotCovered(_) => "DOC-041",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::NotSigned(State::Issued) => "Số đã cấp gắn với văn bản này, xem trên trang.",
            Self::NotSigned(_) => "Tải bản trình ký, ký số rồi nộp lại; sau đó cấp số.",
            Self::OnTrial => "Ký bản trình ký bằng chứng thư số được cấp rồi nộp lại.",
            Self::NotTrusted => {
                "Kiểm tra chữ ký bằng công cụ của nơi cấp rồi đánh dấu xác nhận, hoặc nạp chứng thư gốc."
            }
            Self::AlreadyCancelled(_) => "Xem lý do hủy trên trang của văn bản.",
            Self::NoReason => "Viết một câu lý do rồi làm lại.",
            Self::Closed => "Trình ký một văn bản mới nếu vẫn cần.",
            Self::BeforeLast { .. } => {
                "Chọn ngày không sớm hơn ngày đó; nếu văn bản đã ký từ trước mà chưa vào sổ thì ghi lý do \
                 ở mục “Lý do ghi lùi ngày”. Chưa có số nào được cấp."
            }
            Self::NotCovered(_) => {
                "Chọn người ký khác, hoặc ghi văn bản ủy quyền có loại này ở trang Người ký."
            }
        }
    }
}

/// What the newest file proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    Nothing,
    /// Of the test signer, or after such a signature.
    Trial,
    /// Whole and by the right person, by an issuer that nobody vouches for.
    Whole,
    Trusted,
}

impl Proof {
    /// All of them, from the frozen file on.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Trial, Self::Whole, Self::Trusted];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "frozen",
            Self::Trial => "trial",
            Self::Whole => "whole",
            Self::Trusted => "trusted",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|proof| proof.code() == code)
    }

    /// Whether a signature holds that is no trial.
    pub const fn is_lasting(self) -> bool {
        matches!(self, Self::Whole | Self::Trusted)
    }
}

impl State {
    /// Whether a number may be given: signed for good, and the issuer trusted or vouched for.
    pub const fn may_number(self, proof: Proof, is_vouched: bool) -> Result<(), OutgoingError> {
        match (self, proof) {
            (Self::Presented | Self::Signed, Proof::Trial) => Err(OutgoingError::OnTrial),
            (Self::Signed, Proof::Trusted) => Ok(()),
            (Self::Signed, Proof::Whole) if is_vouched => Ok(()),
            (Self::Signed, Proof::Whole) => Err(OutgoingError::NotTrusted),
            _ => Err(OutgoingError::NotSigned(self)),
        }
    }

    /// Whether the document may be declared void.
    pub fn may_cancel(self, reason: &str) -> Result<(), OutgoingError> {
        if self == Self::Cancelled {
            return Err(OutgoingError::AlreadyCancelled(self));
        }
        if is_sentence(reason) { Ok(()) } else { Err(OutgoingError::NoReason) }
    }
}

/// Whether a document may bear a day under the next number of its series: numbers and days go on
/// together (Điều 15), unless the clerk says why not.
pub fn may_date(date: Date, last: Option<Date>, reason: &str) -> Result<(), OutgoingError> {
    match last {
        Some(last) if date < last && !is_sentence(reason) => {
            Err(OutgoingError::BeforeLast { date, last })
        }
        _ => Ok(()),
    }
}
