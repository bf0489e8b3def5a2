//! Templates of documents: the list, and one text beside what it prints.

use askama::Template;

use super::{
    act::{Act, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A template in the list.
#[derive(Debug, Clone)]
pub struct TemplateLine {
    pub link: Link,
    pub state: Mark,
    /// "Cán bộ tổng hợp, 09:12 03/12/2024"; empty where it never changed.
    pub who: String,
}

/// `/templates`.
#[derive(Debug, Clone, Template)]
#[template(path = "template/list.html")]
pub struct TemplatesPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub lines: Vec<TemplateLine>,
}

/// A place that the text may name.
#[derive(Debug, Clone)]
pub struct PlaceLine {
    pub name: String,
    pub meaning: String,
    /// What stands there for the chosen round; may be empty.
    pub value: String,
}

/// A version of the history.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// "Bản 2".
    pub name: String,
    pub who: String,
    /// Its text; empty where the shipped one was restored.
    pub text: String,
}

/// `/templates/{code}`.
#[derive(Debug, Clone, Template)]
#[template(path = "template/edit.html")]
pub struct TemplatePage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub state: Mark,
    pub code: String,
    /// How often it was changed, as this page knows.
    pub number: i64,
    pub text: String,
    pub rows: usize,
    pub notices: Vec<Notice>,
    /// Codes and titles of rounds, and whether it is the chosen one.
    pub rounds: Vec<(String, String, bool)>,
    /// What must be mended before it can be saved.
    pub faults: Vec<String>,
    /// What the house writes otherwise; it stops nobody.
    pub advice: Vec<String>,
    /// Preview of `documents::html`, escaped there: printed as it is.
    pub paper: String,
    pub places: Vec<PlaceLine>,
    pub history: Vec<VersionLine>,
    pub restore: Option<Act>,
}

impl TemplatesPage {
    /// One as shipped, one changed.
    pub fn sample() -> Self {
        let line = |title: &str, state: Mark, who: &str| TemplateLine {
            link: Link::new(title, "/templates/urging"),
            state,
            who: who.into(),
        };
        Self {
            frame: Frame::sample("Mẫu văn bản", Nav::Document),
            crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Mẫu văn bản", "")],
            lead: "2 mẫu, 1 mẫu đã sửa".into(),
            lines: vec![
                line("Công văn đôn đốc", shipped(), ""),
                line("Công văn đề nghị phối hợp", changed(), "Cán bộ tổng hợp, 09:12 03/12/2024"),
            ],
        }
    }
}

/// The mark of a template that nobody changed.
pub fn shipped() -> Mark {
    Mark::new(Tone::Quiet, Shape::Empty, "Mẫu gốc")
}

/// The mark of a template that somebody changed.
pub fn changed() -> Mark {
    Mark::new(Tone::Part, Shape::Pen, "Đã sửa")
}

impl TemplatePage {
    /// A changed text with a fault.
    pub fn sample() -> Self {
        let frame = Frame::sample("Công văn đôn đốc", Nav::Document);
        let text = "[Trích yếu]\nV/v đôn đốc gửi báo cáo {{roud.title}}\n";
        Self {
            crumbs: vec![
                Link::new("Văn bản", "/documents"),
                Link::new("Mẫu văn bản", "/templates"),
                Link::new("Công văn đôn đốc", ""),
            ],
            title: "Công văn đôn đốc".into(),
            state: changed(),
            code: "urging".into(),
            number: 2,
            text: text.into(),
            rows: 14,
            notices: Vec::new(),
            rounds: vec![("R-BAN12-2024".into(), "Báo cáo năm của Ban".into(), true)],
            faults: vec![
                "dòng 2: không có chỗ tên {{roud.title}}; có phải {{round.title}}?".into(),
            ],
            advice: vec!["Dòng 3: “Uỷ” đặt dấu kiểu cũ.".into()],
            paper: String::new(),
            places: vec![PlaceLine {
                name: "{{round.title}}".into(),
                meaning: "Tên đợt báo cáo".into(),
                value: "Hoạt động của Ban năm 2024".into(),
            }],
            history: vec![VersionLine {
                name: "Bản 2".into(),
                who: "Cán bộ tổng hợp, 09:12 03/12/2024".into(),
                text: text.into(),
            }],
            restore: Some(
                Act::new("Dùng lại mẫu gốc", "/templates/urging/restore", &frame.csrf)
                    .with("number", "2"),
            ),
            frame,
        }
    }
}
