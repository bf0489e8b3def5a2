//! Documents: the legal basis with its validity, and what was issued or received.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A document of the register.
#[derive(Debug, Clone)]
pub struct DocumentLine {
    /// "Nghị quyết số 28/NQ-CP".
    pub number: Link,
    pub date: String,
    pub issuer: String,
    pub title: String,
    pub state: Mark,
    /// "thay bằng ...", "dẫn ở 4 nhiệm vụ"; may be empty.
    pub note: String,
}

/// `/documents`.
#[derive(Debug, Clone, Template)]
#[template(path = "document/list.html")]
pub struct DocumentsPage {
    pub frame: Frame,
    pub title: String,
    pub lead: String,
    pub filters: Vec<Choice>,
    pub notices: Vec<Notice>,
    /// Other things to do with documents.
    pub tools: Vec<Link>,
    pub lines: Vec<DocumentLine>,
}

impl DocumentsPage {
    /// Two norms of the plan.
    pub fn sample() -> Self {
        let line = |number: &str, date: &str, issuer: &str, title: &str, mark: Mark| DocumentLine {
            number: Link::new(number, ""),
            date: date.into(),
            issuer: issuer.into(),
            title: title.into(),
            state: mark,
            note: String::new(),
        };
        Self {
            frame: Frame::sample("Văn bản", Nav::Document),
            title: "Văn bản căn cứ".into(),
            lead: "Kế hoạch, nhiệm vụ, chỉ tiêu và biểu mẫu dẫn các văn bản này".into(),
            filters: vec![
                Choice::new("Căn cứ", "/documents", true),
                Choice::new("Đã phát hành", "/documents?show=issued", false),
            ],
            notices: Vec::new(),
            tools: vec![Link::new("Kiểm tra thể thức một văn bản", "/documents/lint")],
            lines: vec![
                line(
                    "Kế hoạch số 379/KH-UBND",
                    "13/7/2021",
                    "UBND tỉnh Nghệ An",
                    "Thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2030",
                    Mark::new(Tone::Good, Shape::Tick, "Còn hiệu lực"),
                ),
                line(
                    "Quyết định số 101/QĐ-TTg",
                    "25/01/2024",
                    "Thủ tướng Chính phủ",
                    "Chương trình hành động quốc gia về phụ nữ, hòa bình và an ninh",
                    Mark::new(Tone::Good, Shape::Tick, "Còn hiệu lực"),
                ),
            ],
        }
    }
}
