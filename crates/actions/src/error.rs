//! Refusals in the officer's words: what happened, what to do next, a stable code.

use domain::{amount::AmountError, submission::SubmissionError};

/// A refusal or failure of an action.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Không tìm thấy, hoặc tài khoản này không được xem.")]
    NotFound,
    #[error("Tài khoản này không được làm việc đó.")]
    NotAllowed(&'static str),
    #[error("{0}")]
    Submission(#[from] SubmissionError),
    #[error("{}", .0.what)]
    Refused(Problem),
    #[error("Có người khác vừa thay đổi báo cáo này.")]
    Stale,
    #[error("lỗi kho dữ liệu")]
    Store(store::error::Error),
    #[error("lỗi tạo văn bản: {0}")]
    Document(String),
    /// Work of the program's own that stopped: no fault of who asked, and nothing to count against them.
    #[error("lỗi của chương trình")]
    Internal(String),
}

/// What a person is told: what, next step, code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    pub what: String,
    pub next: String,
}

impl From<store::error::Error> for Error {
    fn from(error: store::error::Error) -> Self {
        match error {
            store::error::Error::Stale => Self::Stale,
            store::error::Error::NotFound => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// Refusals of the floors below: each says its code, what happened and the next step.
macro_rules! refuse {
    ($($refusal:ty),+ $(,)?) => {
        $(impl From<$refusal> for Error {
            fn from(error: $refusal) -> Self {
                Self::refused(error.code(), error.to_string(), error.next())
            }
        })+
    };
}

refuse!(
    domain::contact::ContactError,
    domain::dispatch::DispatchError,
    domain::organ_code::OrganCodeError,
    domain::password::PasswordError,
    domain::round::RoundError,
    domain::series::NumberingError,
    domain::signer::SignerError,
    exchange::edxml::EdxmlError,
);

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<tokio::sync::AcquireError> for Error {
    fn from(error: tokio::sync::AcquireError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl Error {
    /// Refuses with a code and a next step.
    pub fn refused(code: &'static str, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Refused(Problem { code, what: what.into(), next: next.into() })
    }

    /// What a person is told. Causes stay in the log.
    pub fn problem(&self) -> Problem {
        if let Self::Store(cause) = self
            && let Some(problem) = of_store(cause)
        {
            return problem;
        }
        let (code, next): (&'static str, String) = match self {
            Self::NotFound => {
                ("ACC-001", "Kiểm tra lại đường dẫn hoặc hỏi quản trị đơn vị.".into())
            }
            Self::NotAllowed(who) => (SubmissionError::NotAllowed(who).code(), (*who).into()),
            Self::Submission(error) => (error.code(), error.next().into()),
            Self::Refused(problem) => return problem.clone(),
            Self::Stale => {
                ("SUB-009", "Tải lại trang để xem thay đổi của người đó rồi làm tiếp.".into())
            }
            Self::Store(_) => ("SYS-001", "Thử lại sau ít phút; nếu còn lỗi, báo quản trị.".into()),
            Self::Internal(_) => {
                ("SYS-004", "Báo quản trị; việc chưa được làm, dữ liệu vẫn như trước.".into())
            }
            Self::Document(_) => ("DOC-044", "Thử lại; nếu còn lỗi, báo quản trị.".into()),
        };
        Problem { code, what: self.to_string(), next }
    }
}

/// What a failure of the store's says to a person, where there is more to say than that it failed.
fn of_store(cause: &store::error::Error) -> Option<Problem> {
    use store::error::Error as Cause;
    let (code, what, next) = match cause {
        Cause::Full(_) => (
            "SYS-003",
            "Ổ đĩa của máy chủ đã đầy, chưa ghi được gì.",
            "Báo quản trị hệ thống dọn chỗ trống; việc vừa làm phải làm lại.",
        ),
        Cause::Busy => (
            "SYS-005",
            "Máy chủ đang bận vì việc khác, chưa làm được việc này.",
            "Thử lại ngay; nếu vài phút nữa vẫn bận, báo quản trị hệ thống.",
        ),
        Cause::Overflow(_) => {
            let large = AmountError::TooLarge;
            (large.code(), "Có dòng cộng lại thành số quá lớn.", large.next())
        }
        _ => return None,
    };
    Some(Problem { code, what: what.into(), next: next.into() })
}
