//! Documents over the exchange: the panel of an outgoing one, the register of incoming ones, codes of organs.

use askama::{Template, filters::HtmlSafe};

use super::{
    act::{Act, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// One message about a dispatch.
#[derive(Debug, Clone)]
pub struct EventLine {
    pub at: String,
    /// "03 Đã tiếp nhận (bên nhận)".
    pub what: String,
    pub reason: String,
    pub message: Link,
    pub files: Vec<FileLine>,
}

/// A file of a message.
#[derive(Debug, Clone)]
pub struct FileLine {
    pub link: Link,
    /// "120 KB; SHA-256 9c1f02ab…".
    pub about: String,
    /// What the signatures of a PDF say; may be empty.
    pub signatures: Vec<String>,
}

/// A receiver of an outgoing document.
#[derive(Debug, Clone)]
pub struct DispatchLine {
    pub partner: String,
    pub code: String,
    pub state: Mark,
    /// "chờ trả lời việc lấy lại"; may be empty.
    pub request: String,
    pub events: Vec<EventLine>,
    pub acts: Vec<Act>,
}

/// An organ that may be chosen as a receiver.
#[derive(Debug, Clone)]
pub struct ReceiverLine {
    pub id: String,
    pub name: String,
    pub code: String,
    pub is_unverified: bool,
}

/// Where a package is asked for.
#[derive(Debug, Clone)]
pub struct SendForm {
    pub to: String,
    pub csrf: String,
    pub receivers: Vec<ReceiverLine>,
    /// Documents that this one may replace: id and words.
    pub replaces: Vec<(String, String)>,
}

/// "Gửi qua trục liên thông", on the page of an outgoing document.
#[derive(Debug, Clone, Template)]
#[template(path = "exchange/panel.html")]
pub struct ExchangePanel {
    pub lines: Vec<DispatchLine>,
    pub form: Option<SendForm>,
    /// Why there is no form; may be empty.
    pub note: String,
}

impl HtmlSafe for ExchangePanel {}

/// A line of the register of incoming documents.
#[derive(Debug, Clone)]
pub struct IncomingLine {
    pub ordinal: String,
    pub arrived: String,
    pub number: Link,
    pub date: String,
    pub title: String,
    pub sender: String,
    pub due: String,
    pub state: Mark,
}

/// `/documents/incoming`.
#[derive(Debug, Clone, Template)]
#[template(path = "exchange/incoming.html")]
pub struct IncomingPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub words: String,
    pub lines: Vec<IncomingLine>,
    pub takes: bool,
}

/// `/documents/incoming/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "exchange/show.html")]
pub struct IncomingDocumentPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub state: Mark,
    pub notices: Vec<Notice>,
    pub facts: Vec<(String, String)>,
    pub events: Vec<EventLine>,
    /// Where a status is asked for, and which may follow: number and words.
    pub answer: Option<(String, Vec<(String, String)>)>,
}

/// A unit with its code.
#[derive(Debug, Clone)]
pub struct CodeLine {
    pub id: String,
    pub name: String,
    pub code: String,
    pub is_compared: bool,
    pub state: Mark,
}

/// `/units/codes`.
#[derive(Debug, Clone, Template)]
#[template(path = "exchange/codes.html")]
pub struct CodesPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub words: String,
    pub lines: Vec<CodeLine>,
}

fn sample_event(what: &str) -> EventLine {
    EventLine {
        at: "03/12/2024 08:15".into(),
        what: what.into(),
        reason: String::new(),
        message: Link::new("Tải .edxml", "/messages/1"),
        files: vec![FileLine {
            link: Link::new("05-BC-SNV.pdf", "/messages/1/files/1"),
            about: "120 KB; SHA-256 9c1f02ab77d04e11".into(),
            signatures: vec!["Người ký mẫu: chữ ký khớp với văn bản.".into()],
        }],
    }
}

impl ExchangePanel {
    /// One receiver who has it, and one more to choose.
    pub fn sample(csrf: &str) -> Self {
        let act = Act::new("Lấy lại", "/dispatches/1/answer", csrf);
        Self {
            lines: vec![DispatchLine {
                partner: "Ủy ban nhân dân tỉnh Nghệ An".into(),
                code: "H41".into(),
                state: Mark::new(Tone::Part, Shape::Ring, "Đã tiếp nhận"),
                request: "chờ trả lời việc cập nhật".into(),
                events: vec![sample_event("Văn bản mới"), sample_event("03 Đã tiếp nhận")],
                acts: vec![act],
            }],
            form: Some(SendForm {
                to: "/documents/1/dispatch".into(),
                csrf: csrf.to_owned(),
                receivers: vec![ReceiverLine {
                    id: "2".into(),
                    name: "Sở Tài chính".into(),
                    code: "H41.07".into(),
                    is_unverified: true,
                }],
                replaces: vec![("3".into(), "04/BC-SNV, 02/12/2024".into())],
            }),
            note: String::new(),
        }
    }
}

impl IncomingPage {
    /// One document.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Văn bản đến", Nav::Document),
            crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Văn bản đến", "")],
            lead: "1 văn bản".into(),
            words: String::new(),
            lines: vec![IncomingLine {
                ordinal: "1/2024".into(),
                arrived: "03/12/2024 08:15".into(),
                number: Link::new("45/KH-UBND", "/documents/incoming/1"),
                date: "02/12/2024".into(),
                title: "Kế hoạch: Công tác bình đẳng giới năm 2025".into(),
                sender: "Ủy ban nhân dân tỉnh Nghệ An (H41)".into(),
                due: "25/12/2024".into(),
                state: Mark::new(Tone::Part, Shape::Ring, "Đã đến"),
            }],
            takes: true,
        }
    }
}

impl IncomingDocumentPage {
    /// A document that may be refused or received.
    pub fn sample() -> Self {
        let status = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        Self {
            frame: Frame::sample("Văn bản đến", Nav::Document),
            crumbs: vec![
                Link::new("Văn bản đến", "/documents/incoming"),
                Link::new("45/KH-UBND", ""),
            ],
            title: "Công tác bình đẳng giới năm 2025".into(),
            state: Mark::new(Tone::Part, Shape::Ring, "Đã đến"),
            notices: vec![Notice::new(Tone::Near, "Bên gửi xin lấy lại.", "Đồng ý hoặc từ chối.")],
            facts: vec![("Số, ký hiệu".into(), "45/KH-UBND".into())],
            events: vec![sample_event("Văn bản mới")],
            answer: Some((
                "/dispatches/1/answer".into(),
                vec![status("02", "Từ chối tiếp nhận"), status("03", "Đã tiếp nhận")],
            )),
        }
    }
}

impl CodesPage {
    /// A compared code and none.
    pub fn sample() -> Self {
        let line = |id: &str, name: &str, code: &str, state: Mark| CodeLine {
            id: id.into(),
            name: name.into(),
            code: code.into(),
            is_compared: !code.is_empty(),
            state,
        };
        Self {
            frame: Frame::sample("Mã định danh", Nav::OrgUnit),
            crumbs: vec![Link::new("Đơn vị", "/units"), Link::new("Mã định danh", "")],
            lead: "1 đơn vị có mã".into(),
            words: String::new(),
            lines: vec![
                line(
                    "1",
                    "Tỉnh Nghệ An",
                    "H41",
                    Mark::new(Tone::Good, Shape::Tick, "Đã đối chiếu"),
                ),
                line("2", "Sở Tài chính", "", Mark::new(Tone::Quiet, Shape::Empty, "Chưa có mã")),
            ],
        }
    }
}
