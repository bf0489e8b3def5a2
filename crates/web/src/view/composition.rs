//! Documents written in a form: what can be begun, what is kept, and one form beside what it prints.

use askama::Template;

use super::{
    act::{Act, Link},
    frame::{Frame, Nav, Theme},
    leave::LeaveForm,
    mark::{Mark, Notice, Shape, Tone},
};

/// A kind of document that can be begun.
#[derive(Debug, Clone)]
pub struct Offer {
    pub code: String,
    pub title: String,
    /// "Đợt báo cáo": what is chosen.
    pub about: String,
    pub choices: Vec<(String, String)>,
    /// Why there is nothing to choose.
    pub none: String,
}

/// A kept document.
#[derive(Debug, Clone)]
pub struct CompositionLine {
    pub link: Link,
    pub kind: String,
    pub state: Mark,
    pub who: String,
}

/// `/compositions`.
#[derive(Debug, Clone, Template)]
#[template(path = "composition/list.html")]
pub struct CompositionsPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub offers: Vec<Offer>,
    pub lines: Vec<CompositionLine>,
}

/// How a field is typed, with what it holds.
#[derive(Debug, Clone)]
pub enum Input {
    Line(String),
    Day(String),
    Text(String),
    /// Value, words, whether it is chosen.
    Choice(Vec<(String, String, bool)>),
    Table(Vec<Column>, Vec<Vec<String>>),
    /// Title and text of each heading.
    Outline(Vec<(String, String)>),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub label: String,
    pub is_day: bool,
}

/// A field of the form.
#[derive(Debug, Clone)]
pub struct FieldBox {
    pub name: String,
    pub label: String,
    pub input: Input,
}

/// `/compositions/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "composition/edit.html")]
pub struct CompositionPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub state: Mark,
    pub lead: String,
    pub id: i64,
    pub revision: i64,
    pub notices: Vec<Notice>,
    pub fields: Vec<FieldBox>,
    /// What must be filled before it is presented.
    pub faults: Vec<String>,
    pub advice: Vec<String>,
    /// Preview of `documents::html`, escaped there: printed as it is.
    pub paper: String,
    pub downloads: Vec<Link>,
    /// How it leaves; `None`: not by this officer, or not any more.
    pub leave: Option<LeaveForm>,
    pub discard: Option<Act>,
}

/// The mark of a document that is being written.
pub fn open() -> Mark {
    Mark::new(Tone::Quiet, Shape::Half, "Đang soạn")
}

/// The mark of a document that was presented or issued.
pub fn presented() -> Mark {
    Mark::new(Tone::Good, Shape::Tick, "Đã trình ký")
}

impl CompositionsPage {
    /// Two kinds, one kept document.
    pub fn sample() -> Self {
        let offer = |code: &str, title: &str, about: &str, choices: Vec<(String, String)>| Offer {
            code: code.into(),
            title: title.into(),
            about: about.into(),
            choices,
            none: "Chưa có biên bản nào soạn ở đây.".into(),
        };
        let round = ("R-BAN12-2024".into(), "Báo cáo năm của Ban".into());
        Self {
            frame: Frame::sample("Soạn văn bản", Nav::Document),
            crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Soạn văn bản", "")],
            lead: "1 văn bản đang soạn".into(),
            offers: vec![
                offer("notice", "Thông báo đợt báo cáo", "Đợt báo cáo", vec![round]),
                offer("conclusion", "Thông báo kết luận kiểm tra", "Biên bản", Vec::new()),
            ],
            lines: vec![CompositionLine {
                link: Link::new("Gửi báo cáo năm của Ban", "/compositions/1"),
                kind: "Thông báo đợt báo cáo".into(),
                state: open(),
                who: "Cán bộ tổng hợp, 09:12 03/12/2024".into(),
            }],
        }
    }
}

impl CompositionPage {
    /// Every kind of field, one line missing.
    pub fn sample() -> Self {
        let frame = Frame::sample("Biên bản kiểm tra", Nav::Document);
        let field = |name: &str, label: &str, input: Input| FieldBox {
            name: name.into(),
            label: label.into(),
            input,
        };
        let column = |name: &str, label: &str, is_day: bool| Column {
            name: name.into(),
            label: label.into(),
            is_day,
        };
        let columns =
            vec![column("demand.text", "Nội dung", false), column("demand.deadline", "Hạn", true)];
        let line = vec!["Hoàn thành báo cáo".into(), "2024-12-20".into()];
        Self {
            crumbs: vec![
                Link::new("Văn bản", "/documents"),
                Link::new("Soạn văn bản", "/compositions"),
                Link::new("Biên bản kiểm tra", ""),
            ],
            title: "Biên bản kiểm tra".into(),
            state: open(),
            lead: "lưu lúc 09:12 03/12/2024".into(),
            id: 1,
            revision: 2,
            notices: Vec::new(),
            fields: vec![
                field("subject", "Trích yếu", Input::Line("Kiểm tra công tác".into())),
                field("day", "Ngày kiểm tra", Input::Day("2024-12-03".into())),
                field("urgency", "Mức độ khẩn", {
                    let urgent = ("urgent".to_owned(), "Khẩn".to_owned(), false);
                    Input::Choice(vec![(String::new(), "Thường".into(), true), urgent])
                }),
                field("limits", "Hạn chế", Input::Text("Báo cáo gửi chậm.".into())),
                field("demand", "Kiến nghị", Input::Table(columns, vec![line])),
                field(
                    "finding",
                    "Kết quả",
                    Input::Outline(vec![("Khái quát về đơn vị".into(), "Đủ hồ sơ.".into())]),
                ),
            ],
            faults: vec!["Còn thiếu: Địa điểm".into()],
            advice: Vec::new(),
            paper: String::new(),
            downloads: vec![Link::new("Tải DOCX", "/compositions/1/docx")],
            leave: Some(LeaveForm {
                as_written: "Trưởng đoàn mẫu".into(),
                ..LeaveForm::sample(&frame.csrf)
            }),
            discard: Some(Act::new("Bỏ văn bản này", "/compositions/1/discard", &frame.csrf)),
            frame,
        }
    }
}
