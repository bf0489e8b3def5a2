//! The doors: signing in beside the year's dates, and changing one's password.

use askama::Template;

use super::{
    frame::{Frame, Nav, Theme},
    mark::{Notice, Tone},
};

/// Whether a date of the year is behind, here, or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Done,
    Now,
    Ahead,
}

/// A date of the plan's year.
#[derive(Debug, Clone)]
pub struct Milestone {
    pub phase: Phase,
    /// "Hết ngày mai".
    pub when: String,
    pub what: String,
    pub note: String,
}

/// An account of the demonstration, shown only there.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    pub account: String,
    pub password: String,
    pub who: String,
}

/// `/dang-nhap`.
#[derive(Debug, Clone, Template)]
#[template(path = "session/sign_in.html")]
pub struct SignInPage {
    pub frame: Frame,
    /// "Theo dõi kế hoạch bình đẳng giới tỉnh Nghệ An".
    pub lead: String,
    /// What was typed before a refusal.
    pub account: String,
    pub refused: Option<Notice>,
    pub year_title: String,
    pub milestones: Vec<Milestone>,
    pub demo: Vec<DemoAccount>,
}

impl SignInPage {
    /// The sign-in page on 03/12/2024.
    pub fn sample() -> Self {
        let date = |phase, when: &str, what: &str, note: &str| Milestone {
            phase,
            when: when.into(),
            what: what.into(),
            note: note.into(),
        };
        let milestones = vec![
            date(Phase::Done, "05/6", "Báo cáo 6 tháng của Ban VSTBPN", "Đã xong, 66/66 đơn vị"),
            date(
                Phase::Now,
                "15/11 đến 15/12",
                "Tháng hành động vì bình đẳng giới",
                "Đang diễn ra. Lễ phát động tại huyện Quỳ Châu",
            ),
            date(
                Phase::Now,
                "Hết ngày mai",
                "Báo cáo năm của Ban VSTBPN; báo cáo tự kiểm tra",
                "Trước ngày 05/12, tức hết ngày 04/12/2024",
            ),
            date(
                Phase::Ahead,
                "Còn 21 ngày",
                "Kết quả Chương trình quốc gia về bình đẳng giới",
                "Trước ngày 25/12, tức hết ngày 24/12/2024",
            ),
        ];
        let mut frame = Frame::sample("Đăng nhập", Nav::Elsewhere);
        frame.me = None;
        Self {
            frame,
            lead: "Theo dõi kế hoạch bình đẳng giới tỉnh Nghệ An".into(),
            account: String::new(),
            refused: None,
            year_title: "Năm kế hoạch 2024".into(),
            milestones,
            demo: Vec::new(),
        }
    }

    /// The same after a wrong password, in the demonstration.
    pub fn sample_refused() -> Self {
        let account = |account: &str, who: &str| DemoAccount {
            account: account.into(),
            password: "minh-hoa-2024".into(),
            who: who.into(),
        };
        Self {
            account: "tonghop".into(),
            refused: Some(Notice::new(
                Tone::Bad,
                "Chưa đăng nhập được.",
                "Tên hoặc mật khẩu không đúng. Còn 4 lần thử.",
            )),
            demo: vec![
                account("tonghop", "cán bộ tổng hợp"),
                account("tuongduong", "cán bộ đầu mối huyện"),
            ],
            ..Self::sample()
        }
    }
}

/// `/mat-khau`: the first password is changed at once, later ones when wanted.
#[derive(Debug, Clone, Template)]
#[template(path = "session/password.html")]
pub struct PasswordPage {
    pub frame: Frame,
    pub lead: String,
    /// What a password must be like.
    pub rule: String,
    /// Whether it may stay as it is.
    pub may_leave: bool,
    pub refused: Option<Notice>,
}

impl PasswordPage {
    /// The page after the first sign-in.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_of_district("Đặt mật khẩu của bạn", Nav::Elsewhere),
            lead: "Mật khẩu in trên phiếu chỉ dùng một lần.".into(),
            rule: "Ít nhất 12 ký tự; một câu ngắn dễ nhớ là tốt nhất.".into(),
            may_leave: false,
            refused: None,
        }
    }
}
