//! Where a submission stands between its unit and the office that receives it.

/// Where a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    NotStarted,
    Draft,
    /// No errors; waits for the signer.
    Ready,
    Submitted,
    InReview,
    Returned,
    Accepted,
}

impl State {
    /// All states, in the order of the road.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::Draft,
        Self::Ready,
        Self::Submitted,
        Self::InReview,
        Self::Returned,
        Self::Accepted,
    ];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "Chưa bắt đầu",
            Self::Draft => "Đang nhập",
            Self::Ready => "Chờ ký",
            Self::Submitted => "Đã gửi",
            Self::InReview => "Đang thẩm tra",
            Self::Returned => "Trả lại",
            Self::Accepted => "Đã chấp nhận",
        }
    }

    /// Whether figures and words may be changed.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::NotStarted | Self::Draft | Self::Returned)
    }

    /// Whether it has been handed in and not sent back.
    pub const fn is_filed(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview | Self::Accepted)
    }
}
