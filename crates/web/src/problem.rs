//! A refusal as a page: what happened, what to do next, a code. Causes go to the log, once, here.

use actions::{Error, Problem};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{Html, IntoResponse, Redirect, Response},
};
use store::error::Error as Cause;

use crate::view::{
    elsewhere::ProblemPage,
    frame::{Frame, Nav, Theme},
};

/// The disk is full; the store is busy. Neither is the asker's fault, both pass.
const FULL: &str = "SYS-003";
const BUSY: &str = "SYS-005";

/// Seconds after which to ask again.
const SOON: HeaderValue = HeaderValue::from_static("5");

/// A refusal as it was drawn without knowing who asked from where.
#[derive(Debug, Clone)]
pub(crate) struct Refused(pub(crate) Box<ProblemPage>);

/// Why a page was not shown.
#[derive(Debug)]
pub enum PageError {
    /// Sign in first, then come back here; what was sent meanwhile may be lost.
    SignIn {
        back: String,
        lost: bool,
    },
    /// The first password must be changed before anything else.
    ChangePassword,
    Refused(Problem),
    NotFound,
    /// A reference number is shown; the cause is logged.
    Internal(String),
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Store(Cause::Full(_) | Cause::Busy | Cause::Overflow(_)) => {
                Self::Refused(error.problem())
            }
            Error::Store(cause) => Self::Internal(cause.to_string()),
            Error::Document(cause) | Error::Internal(cause) => Self::Internal(cause),
            other => Self::Refused(other.problem()),
        }
    }
}

impl From<Cause> for PageError {
    fn from(error: Cause) -> Self {
        Error::from(error).into()
    }
}

impl From<tokio::task::JoinError> for PageError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<tokio::sync::AcquireError> for PageError {
    fn from(error: tokio::sync::AcquireError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl PageError {
    /// Refuses with a code, what happened and the next step.
    pub fn refused(code: &'static str, what: &str, next: &str) -> Self {
        Self::Refused(Problem { code, what: what.into(), next: next.into() })
    }

    /// A body that is too large, or breaks off.
    pub fn too_large() -> Self {
        Self::refused(
            "WEB-001",
            "Nội dung gửi lên quá lớn hoặc bị đứt giữa chừng.",
            "Kiểm tra đường truyền rồi gửi lại; dài quá thì rút gọn. Dữ liệu đã lưu trước đó vẫn còn.",
        )
    }

    /// A body that cannot be read.
    pub fn unreadable() -> Self {
        Self::refused(
            "WEB-003",
            "Nội dung gửi lên không đọc được hoặc quá lớn.",
            "Tải lại trang rồi làm lại; dữ liệu đã lưu trước đó vẫn còn.",
        )
    }

    /// The words of a refusal with its status; internal causes become a reference number.
    pub fn words(self) -> (StatusCode, Problem) {
        match self {
            Self::Refused(problem) => {
                let status = match problem.code {
                    "SUB-009" => StatusCode::CONFLICT,
                    FULL | BUSY => StatusCode::SERVICE_UNAVAILABLE,
                    code if code.starts_with("ACC-") || code == "SUB-001" => StatusCode::FORBIDDEN,
                    _ => StatusCode::UNPROCESSABLE_ENTITY,
                };
                (status, problem)
            }
            Self::Internal(cause) => {
                let reference = actions::account::secret(4).unwrap_or_default();
                tracing::error!(reference, cause, "internal error");
                let problem = Problem {
                    code: "SYS-001",
                    what: format!("Hệ thống gặp lỗi, mã tra cứu {reference}."),
                    next: "Thử lại sau ít phút; nếu còn lỗi, báo quản trị mã này.".into(),
                };
                (StatusCode::INTERNAL_SERVER_ERROR, problem)
            }
            Self::SignIn { .. } | Self::ChangePassword => {
                let problem = Problem {
                    code: "ACC-008",
                    what: "Phiên làm việc đã hết.".into(),
                    next: "Đăng nhập lại; những gì đang nhập vẫn còn trên máy này.".into(),
                };
                (StatusCode::UNAUTHORIZED, problem)
            }
            Self::NotFound => {
                let problem = Error::NotFound.problem();
                (StatusCode::NOT_FOUND, problem)
            }
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn { back, lost } => {
                let plain = back.starts_with('/') && !back.starts_with("//") && back != "/";
                let way = plain.then(|| format!("ve={}", crate::percent::percent_encode(&back)));
                let lost = lost.then(|| "lost=1".to_owned());
                let asked: Vec<String> = way.into_iter().chain(lost).collect();
                let mark = if asked.is_empty() { "" } else { "?" };
                Redirect::to(&format!("/dang-nhap{mark}{}", asked.join("&"))).into_response()
            }
            Self::ChangePassword => Redirect::to("/mat-khau").into_response(),
            other => {
                let (status, problem) = other.words();
                let page =
                    ProblemPage::new(bare_frame(), problem.code, &problem.what, &problem.next);
                let html = page.render().unwrap_or_else(|_| problem.what.clone());
                let mut response = (status, Html(html)).into_response();
                if status == StatusCode::SERVICE_UNAVAILABLE {
                    response.headers_mut().insert(RETRY_AFTER, SOON);
                }
                response.extensions_mut().insert(Refused(Box::new(page)));
                response
            }
        }
    }
}

/// The frame of pages that know no officer.
pub fn bare_frame() -> Frame {
    Frame {
        title: "Chưa làm được".into(),
        current: Nav::Elsewhere,
        me: None,
        csrf: String::new(),
        sample: false,
        work_count: 0,
        today: String::new(),
        flash: None,
        plan: String::new(),
        theme: Theme::System,
        path: "/".into(),
        query: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cause: Cause) -> (StatusCode, &'static str, bool) {
        let PageError::Refused(problem) = PageError::from(cause) else { panic!("not told") };
        let code = problem.code;
        let response = PageError::Refused(problem).into_response();
        (response.status(), code, response.headers().contains_key(RETRY_AFTER))
    }

    #[test]
    fn a_full_disk_a_busy_store_and_a_sum_too_large_are_told() {
        let unavailable = StatusCode::SERVICE_UNAVAILABLE;
        assert_eq!(told(Cause::Full("disk full".into())), (unavailable, "SYS-003", true));
        assert_eq!(told(Cause::Busy), (unavailable, "SYS-005", true));
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        assert_eq!(told(Cause::Overflow("sum".into())), (refused, "NUM-002", false));
        let page = PageError::from(Cause::Database("syntax error".into()));
        assert!(matches!(page, PageError::Internal(_)));
    }
}
