//! Pages that stand in no room: a problem, the help, what a search found.

use askama::Template;

use super::{
    act::{Act, Link},
    frame::{Frame, Nav, Theme},
};

/// A refusal or a failure: what happened, why, what to do next, a code.
#[derive(Debug, Clone, Template)]
#[template(path = "elsewhere/problem.html")]
pub struct ProblemPage {
    pub frame: Frame,
    pub code: String,
    pub what: String,
    /// May be empty.
    pub why: String,
    pub next: String,
    /// Places to go; the first page at least.
    pub links: Vec<Link>,
}

impl ProblemPage {
    /// A problem with the way back to the first page.
    pub fn new(frame: Frame, code: &str, what: &str, next: &str) -> Self {
        Self {
            frame,
            code: code.into(),
            what: what.into(),
            why: String::new(),
            next: next.into(),
            links: vec![Link::new("Về Việc của tôi", "/")],
        }
    }

    /// A closed round.
    pub fn sample() -> Self {
        let mut page = Self::new(
            Frame::sample_of_district("Chưa làm được", Nav::Elsewhere),
            "SUB-003",
            "Đợt báo cáo đã đóng, chỉ nhận đến hết ngày 31/01/2025.",
            "Đề nghị cơ quan chủ trì gia hạn hoặc mở lại đợt báo cáo.",
        );
        page.why = "Sau ngày đóng, báo cáo không nhận thêm bản mới.".into();
        page
    }
}

/// A key and what it does.
pub type Key = (&'static str, &'static str);

/// `/help`.
#[derive(Debug, Clone, Template)]
#[template(path = "elsewhere/help.html")]
pub struct HelpPage {
    pub frame: Frame,
    /// Functions of formulas, from their own doc comments: name, example, help.
    pub functions: Vec<(String, String, String)>,
    /// Who to ask: "Sở LĐTBXH, phòng ...".
    pub contact: String,
}

impl HelpPage {
    /// Keys of the entry grid.
    pub fn keys(&self) -> Vec<Key> {
        vec![
            ("↑ ↓ ← →", "sang ô bên cạnh"),
            ("Enter", "xuống ô dưới; Shift + Enter lên ô trên"),
            ("Tab", "sang ô phải, hết dòng thì xuống dòng sau; Shift + Tab về ô trước"),
            ("Alt + ↓", "đến câu giải trình dưới dòng; Esc về ô"),
            ("F2", "sửa trong ô, không xóa số cũ"),
            ("Gõ số", "thay số trong ô"),
            ("Esc", "bỏ sửa, lấy lại số cũ"),
            ("Delete", "xóa ô đang chọn"),
            ("Shift + ↑ ↓ ← →", "chọn nhiều ô"),
            ("Ctrl + C, Ctrl + V", "chép ra Excel, dán từ Excel cả khối"),
            ("Ctrl + Z, Ctrl + Y", "lùi lại, làm lại"),
            ("Ctrl + M", "đặt ô là thực tế, ước, không phát sinh hoặc thiếu"),
            ("Ctrl + S", "lưu ngay"),
        ]
    }

    /// The help with one function.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_of_district("Hướng dẫn", Nav::Elsewhere),
            functions: vec![(
                "percent(part, whole)".into(),
                "percent(nu, tong)".into(),
                "Tỷ lệ phần trăm; mẫu số bằng 0 thì không phát sinh.".into(),
            )],
            contact: "Cơ quan chủ trì: Sở Lao động - Thương binh và Xã hội".into(),
        }
    }
}

/// Something a search found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub link: Link,
    /// "Đơn vị", "Chỉ tiêu", "Văn bản".
    pub kind: String,
    pub note: String,
}

/// `/search`.
#[derive(Debug, Clone, Template)]
#[template(path = "elsewhere/search.html")]
pub struct SearchPage {
    pub frame: Frame,
    pub hits: Vec<Hit>,
}

impl SearchPage {
    /// *quynh luu* finds Quỳnh Lưu.
    pub fn sample() -> Self {
        let mut frame = Frame::sample("Tìm kiếm", Nav::Elsewhere);
        frame.query = "quynh luu".into();
        Self {
            frame,
            hits: vec![Hit {
                link: Link::new("Huyện Quỳnh Lưu", "/units?q=quynh-luu"),
                kind: "Đơn vị".into(),
                note: "đã nộp 3/3 báo cáo".into(),
            }],
        }
    }
}

/// `/me`: the signed-in officer's account.
#[derive(Debug, Clone, Template)]
#[template(path = "elsewhere/me.html")]
pub struct MePage {
    pub frame: Frame,
    pub facts: Vec<(String, String)>,
    /// Open sessions: where, since when.
    pub sessions: Vec<(String, String)>,
    pub acts: Vec<Act>,
}

impl MePage {
    /// A district officer's account.
    pub fn sample() -> Self {
        let frame = Frame::sample_of_district("Tài khoản của tôi", Nav::Elsewhere);
        let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            facts: vec![
                fact("Tên đăng nhập", "tuongduong"),
                fact("Vai trò", "Cán bộ báo cáo"),
                fact("Đơn vị", "UBND huyện Tương Dương"),
            ],
            sessions: vec![("Máy này".into(), "từ 08:02 hôm nay".into())],
            acts: vec![Act::new("Thoát mọi máy khác", "/me/leave-all", &frame.csrf)],
            frame,
        }
    }
}
