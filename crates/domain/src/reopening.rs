//! When a unit may ask that its accepted report be opened again, and when its office may say no.

use crate::{
    access::{Officer, Role},
    submission::{State, Submission},
};

/// Why a request, or its refusal, was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReopeningError {
    #[error("Tài khoản này không được đề nghị mở lại báo cáo của đơn vị.")]
    NotParty,
    #[error("Tài khoản này không được trả lời đề nghị mở lại.")]
    NotOffice,
    #[error("Chỉ báo cáo đã chấp nhận mới đề nghị mở lại; báo cáo này “{}”.", .0.label())]
    NotAccepted(State),
    #[error("Đã có một đề nghị mở lại báo cáo này đang chờ trả lời.")]
    Waits,
    #[error("Đề nghị mở lại chưa ghi lý do.")]
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
            Self::NotParty => "REO-001",
            Self::NotOffice => "REO-002",
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
            Self::NotParty => "Việc này của cán bộ nhập liệu hoặc người ký của đơn vị báo cáo.",
            Self::NotOffice => "Việc này của cán bộ thẩm tra thuộc đơn vị nhận báo cáo.",
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

/// Whether an officer may ask; `own` says that the officer's unit answers for the report's, `waits` that a
/// request is still undecided.
pub fn ask(
    submission: &Submission,
    (officer, own): (&Officer, bool),
    reason: &str,
    waits: bool,
) -> Result<(), ReopeningError> {
    if !own || !officer.is_any(&[Role::Reporter, Role::Signer, Role::Desk]) {
        return Err(ReopeningError::NotParty);
    }
    if submission.state != State::Accepted {
        return Err(ReopeningError::NotAccepted(submission.state));
    }
    if waits {
        return Err(ReopeningError::Waits);
    }
    if reason.trim().is_empty() { Err(ReopeningError::NoReason) } else { Ok(()) }
}

/// Whether an officer may refuse what waits; granting it is opening the report again.
pub fn refuse(
    submission: &Submission,
    officer: &Officer,
    answer: &str,
    waits: bool,
) -> Result<(), ReopeningError> {
    let reviews = officer.is_any(&[Role::Reviewer, Role::Desk]);
    if !reviews || officer.unit != submission.receiver {
        return Err(ReopeningError::NotOffice);
    }
    if !waits {
        return Err(ReopeningError::NothingWaits);
    }
    if answer.trim().is_empty() { Err(ReopeningError::NoAnswer) } else { Ok(()) }
}
