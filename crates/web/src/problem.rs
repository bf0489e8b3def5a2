//! A refusal as a page: what happened, what to do next, a code. Causes go to the log, once, here.

use actions::{Error, Problem};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};

use crate::view::{
    elsewhere::ProblemPage,
    frame::{Frame, Nav, Theme},
};

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
            Error::Store(cause) => Self::Internal(cause.to_string()),
            Error::Document(cause) | Error::Internal(cause) => Self::Internal(cause),
            other => Self::Refused(other.problem()),
        }
    }
}

impl From<store::error::Error> for PageError {
    fn from(error: store::error::Error) -> Self {
        Error::from(error).into()
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
