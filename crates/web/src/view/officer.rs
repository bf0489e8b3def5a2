//! Accounts: who may act for which unit, made one by one or in bulk, with first-password slips for printing.

use askama::Template;

use super::{
    act::{Act, Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// An account.
#[derive(Debug, Clone)]
pub struct OfficerLine {
    pub name: String,
    pub account: String,
    pub unit: String,
    pub roles: String,
    pub state: Mark,
    /// "hôm nay 08:02", "chưa lần nào".
    pub last: String,
    pub acts: Vec<Act>,
}

/// A role or unit to choose: value and label.
pub type Pick = (String, String);

/// `/officers`.
#[derive(Debug, Clone, Template)]
#[template(path = "officer/list.html")]
pub struct OfficersPage {
    pub frame: Frame,
    pub lead: String,
    pub filters: Vec<Choice>,
    /// Words that are looked for, and the chosen state.
    pub q: String,
    pub state: String,
    /// "1.172 tài khoản theo điều kiện đã chọn, đang xem 101 đến 200".
    pub count: String,
    pub before: Option<Link>,
    pub after: Option<Link>,
    pub notices: Vec<Notice>,
    pub lines: Vec<OfficerLine>,
    pub units: Vec<Pick>,
    pub roles: Vec<Pick>,
    /// Names typed before a refusal.
    pub bulk: String,
    /// May make many at once.
    pub may_bulk: bool,
}

/// A slip handed to one officer.
#[derive(Debug, Clone)]
pub struct Slip {
    pub name: String,
    pub unit: String,
    pub account: String,
    pub password: String,
}

/// Slips, shown once and printed.
#[derive(Debug, Clone, Template)]
#[template(path = "officer/slips.html")]
pub struct SlipsPage {
    pub frame: Frame,
    /// Address to type in.
    pub address: String,
    /// "hết ngày 17/12/2024".
    pub valid: String,
    pub slips: Vec<Slip>,
    pub back: Link,
}

/// That an account was given a new password, on the first page of its owner and of those who answer for
/// its unit.
#[derive(Debug, Clone)]
pub struct ResetTold {
    pub notice: Notice,
    /// Says that it was read.
    pub act: Act,
}

impl ResetTold {
    /// The own password.
    pub fn sample() -> Self {
        let title = "Mật khẩu của bạn được cấp lại lúc 03/12/2024 08:02 bởi Cán bộ tổng hợp, Sở Lao động - Thương binh và Xã hội.";
        let text = "Nếu không ai trong đơn vị nhờ việc này, báo ngay lãnh đạo đơn vị.";
        Self {
            notice: Notice::new(Tone::Near, title, text),
            act: Act::new("Đã biết", "/officers/resets/3", "mau"),
        }
    }
}

impl OfficersPage {
    /// The accounts of a district.
    pub fn sample() -> Self {
        let frame = Frame::sample("Tài khoản", Nav::Officer);
        let pair = |value: &str, label: &str| (value.to_owned(), label.to_owned());
        let line = |name: &str, account: &str, roles: &str, state: Mark, last: &str| OfficerLine {
            name: name.into(),
            account: account.into(),
            unit: "UBND huyện Tương Dương".into(),
            roles: roles.into(),
            state,
            last: last.into(),
            acts: vec![
                Act::new("Cấp lại mật khẩu", "/officers/4/password", &frame.csrf)
                    .warning("Mật khẩu đang dùng mất hiệu lực ngay."),
            ],
        };
        Self {
            lead: "3 tài khoản, 1 chưa đăng nhập lần nào".into(),
            filters: vec![
                Choice::new("Đang dùng 3", "/officers", true),
                Choice::new("Đã khóa 0", "/officers?state=locked", false),
            ],
            q: String::new(),
            state: String::new(),
            count: "3 tài khoản theo điều kiện đã chọn".into(),
            before: None,
            after: Some(Link::new("Trang sau", "/officers?page=1")),
            notices: Vec::new(),
            lines: vec![
                line(
                    "Cán bộ đầu mối",
                    "tuongduong",
                    "Cán bộ báo cáo",
                    Mark::new(Tone::Good, Shape::Tick, "Đang dùng"),
                    "hôm nay 08:02",
                ),
                line(
                    "Lãnh đạo ký",
                    "tuongduong.ky",
                    "Người ký",
                    Mark::new(Tone::Quiet, Shape::Empty, "Chưa đăng nhập"),
                    "chưa lần nào",
                ),
            ],
            units: vec![pair("h-418", "UBND huyện Tương Dương")],
            roles: vec![pair("reporter", "Cán bộ báo cáo"), pair("signer", "Người ký")],
            bulk: String::new(),
            may_bulk: true,
            frame,
        }
    }
}

impl SlipsPage {
    /// Two slips.
    pub fn sample() -> Self {
        let slip = |name: &str, account: &str| Slip {
            name: name.into(),
            unit: "UBND huyện Tương Dương".into(),
            account: account.into(),
            password: "mau-khong-dung-that".into(),
        };
        Self {
            frame: Frame::sample("Phiếu mật khẩu lần đầu", Nav::Officer),
            address: "sanhvai.vi-du.vn".into(),
            valid: "hết ngày 17/12/2024".into(),
            slips: vec![slip("Cán bộ đầu mối", "tuongduong"), slip("Lãnh đạo ký", "tuongduong.ky")],
            back: Link::new("Về danh sách tài khoản", "/officers"),
        }
    }
}
