//! The urging letter, whom it goes to, and what was sent before.

use askama::Template;
use domain::submission::State;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A unit that may be written to.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub pick: String,
    pub unit: String,
    pub state: Mark,
    /// Name, telephone, mail of the contact; may be empty.
    pub contact: String,
    pub picked: bool,
    /// "2 lần, 29/11".
    pub urged: String,
}

/// A letter that has been made.
#[derive(Debug, Clone)]
pub struct LetterLine {
    pub link: Link,
    pub at: String,
    /// "9 nơi nhận".
    pub recipients: String,
    /// Who wrote, called or sent; nobody where the system reminded.
    pub by: String,
    pub state: Mark,
}

/// Which of the three letters it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterKind {
    /// Công văn đôn đốc, for ordered bodies that are late.
    Urging,
    /// Công văn nhắc hạn, for ordered bodies before their day.
    Prompt,
    /// Công văn đề nghị phối hợp, for requested bodies.
    Request,
}

impl LetterKind {
    /// All letters, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Urging, Self::Prompt, Self::Request];

    /// The word in addresses and forms, and of the template.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Urging => "urging",
            Self::Prompt => "prompt",
            Self::Request => "request",
        }
    }

    /// "Công văn đôn đốc".
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Urging => "Công văn đôn đốc",
            Self::Prompt => "Công văn nhắc hạn",
            Self::Request => "Công văn đề nghị phối hợp",
        }
    }

    /// The title of its page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Urging => "Đôn đốc đơn vị quá hạn",
            Self::Prompt => "Nhắc gửi báo cáo đúng hạn",
            Self::Request => "Đề nghị phối hợp báo cáo",
        }
    }

    /// What is said above those who are written another letter.
    const fn others(self) -> &'static str {
        match self {
            Self::Urging => "Chưa đến hạn: không đôn đốc, chỉ gửi công văn nhắc hạn",
            Self::Prompt => "Đã quá hạn: gửi công văn đôn đốc",
            Self::Request => "",
        }
    }
}

/// `/rounds/{code}/urging`.
#[derive(Debug, Clone, Template)]
#[template(path = "round/urging.html")]
pub struct UrgingPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub lead: String,
    pub code: String,
    pub kind: LetterKind,
    /// Đôn đốc or đề nghị phối hợp.
    pub kinds: Vec<Choice>,
    pub notices: Vec<Notice>,
    pub recipients: Vec<Recipient>,
    /// Units that are written another letter, with how they stand; not to be marked here.
    pub others: Vec<(String, Mark)>,
    /// Draft of the letter, one paragraph a blank line.
    pub subject: String,
    pub text: String,
    /// Who may sign it today: id and words; none where no list is kept.
    pub signers: Vec<(String, String)>,
    /// Whether the officer may give a paper its number.
    pub numbers: bool,
    /// "05/12/2024".
    pub answer_by: String,
    pub letters: Vec<LetterLine>,
}

impl UrgingPage {
    /// The letter to the late units.
    pub fn sample() -> Self {
        let recipient = |unit: &str, contact: &str, urged: &str| Recipient {
            pick: unit.into(),
            unit: unit.into(),
            state: Mark::late(1),
            contact: contact.into(),
            picked: true,
            urged: urged.into(),
        };
        Self {
            frame: Frame::sample("Đôn đốc báo cáo năm", Nav::Board),
            crumbs: vec![
                Link::new("Tình hình nộp", "/rounds"),
                Link::new("Báo cáo năm của Ban VSTBPN", "/rounds/ban-12-2024"),
                Link::new("Đôn đốc", ""),
            ],
            title: "Công văn đôn đốc 3 đơn vị chậm".into(),
            lead: "Một công văn, 3 nơi nhận, chờ lãnh đạo Sở ký".into(),
            code: "ban-12-2024".into(),
            kind: LetterKind::Urging,
            kinds: vec![
                Choice::new("Đôn đốc: đơn vị được giao 3", "/rounds/ban-12-2024/urging", true),
                Choice::new(
                    "Đề nghị phối hợp 1",
                    "/rounds/ban-12-2024/urging?kind=request",
                    false,
                ),
            ],
            notices: Vec::new(),
            recipients: vec![
                recipient("UBND huyện Kỳ Sơn", "Đầu mối: 0238 xxx 001", "2 lần, 29/11"),
                recipient("UBND huyện Quỳ Hợp", "Đầu mối: 0238 xxx 002", "1 lần, 29/11"),
                recipient("UBND huyện Quế Phong", "", "Chưa"),
            ],
            others: vec![("UBND huyện Con Cuông".into(), Mark::of_state(State::Draft))],
            subject: "V/v đôn đốc báo cáo kết quả hoạt động của Ban VSTBPN năm 2024".into(),
            text: "Theo Kế hoạch của Ủy ban nhân dân tỉnh, báo cáo năm của Ban Vì sự tiến bộ của phụ nữ gửi trước ngày 05/12/2024.\n\nĐến 8 giờ ngày 05/12/2024, các đơn vị có tên ở phần Kính gửi chưa gửi báo cáo. Sở đề nghị quý đơn vị khẩn trương hoàn thành."
                .into(),
            signers: vec![("1".into(), "Người ký mẫu, KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC".into())],
            numbers: true,
            answer_by: "09/12/2024".into(),
            letters: vec![LetterLine {
                link: Link::new("Công văn đôn đốc lần 1", "/documents/3"),
                at: "29/11/2024".into(),
                recipients: "5 nơi nhận".into(),
                by: "Cán bộ tổng hợp".into(),
                state: Mark::new(Tone::Good, Shape::Tick, "Đã phát hành"),
            }],
        }
    }
}
