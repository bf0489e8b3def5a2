//! When a unit may ask that its accepted report be opened again, and when its office may say no.

use crate::{
    sentence::is_sentence,
    submission::{Party, Right, State, Submission, SubmissionError},
};

/// Why a request, or its refusal, was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReopeningError {
    /// The officer may not.
    #[error(transparent)]
    Party(#[from] SubmissionError),
    #[error("Chỉ báo cáo đã chấp nhận mới đề nghị mở lại; báo cáo này “{}”.", .0.label())]
    NotAccepted(State),
    #[error("Đã có một đề nghị mở lại báo cáo này đang chờ trả lời.")]
    Waits,
    #[error("Đề nghị mở lại chưa ghi lý do thành câu.")]
    NoReason,
    #[error("Chưa ghi lý do không mở lại.")]
    NoAnswer,
    #[error("Không còn đề nghị mở lại nào chờ trả lời.")]
    NothingWaits,
}

impl ReopeningError {
    /// Stable code for people and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Party(error) => error.code(),
            Self::NotAccepted(_) => "REO-003",
            Self::Waits => "REO-004",
            Self::NoReason => "REO-005",
            Self::NoAnswer => "REO-006",
            Self::NothingWaits => "REO-007",
        }
    }

    /// What to do next, in the officer's words.
    pub const fn next(&self) -> &'static str {
        match self {
            Self::Party(error) => error.next(),
            Self::NotAccepted(State::Submitted | State::InReview) => {
                "Báo cáo đang thẩm tra: đề nghị nơi nhận trả lại, hoặc người ký rút về."
            }
            Self::NotAccepted(_) => "Báo cáo chưa gửi nên sửa thẳng được, không cần mở lại.",
            Self::Waits => "Chờ nơi nhận trả lời; cần gấp thì gọi cán bộ thẩm tra.",
            Self::NoReason => "Viết một câu: số nào đổi, vì sao; rồi gửi lại.",
            Self::NoAnswer => "Viết một câu lý do để đơn vị biết, rồi làm lại.",
            Self::NothingWaits => "Tải lại trang để xem trạng thái mới nhất.",
        }
    }
}

/// Whether an officer may ask; `waits` says that a request is still undecided.
pub fn ask(
    submission: &Submission,
    party: &Party<'_>,
    reason: &str,
    waits: bool,
) -> Result<(), ReopeningError> {
    party.require(Right::AskReopening)?;
    if submission.state != State::Accepted {
        return Err(ReopeningError::NotAccepted(submission.state));
    }
    if waits {
        return Err(ReopeningError::Waits);
    }
    if is_sentence(reason) { Ok(()) } else { Err(ReopeningError::NoReason) }
}

/// Whether an officer may refuse what waits; granting it is opening the report again.
pub fn refuse(party: &Party<'_>, answer: &str, waits: bool) -> Result<(), ReopeningError> {
    party.require(Right::Review)?;
    if !waits {
        return Err(ReopeningError::NothingWaits);
    }
    if is_sentence(answer) { Ok(()) } else { Err(ReopeningError::NoAnswer) }
}
