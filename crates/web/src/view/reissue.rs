//! A plan set again under the decree, and what was changed against its print.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    leave::LeaveForm,
    mark::Tone,
    report::{CheckLine, ReportPage},
};

/// One change.
#[derive(Debug, Clone)]
pub struct CorrectionLine {
    pub place: String,
    /// Empty where something was added.
    pub before: String,
    pub after: String,
    pub demand: String,
    pub source: String,
    /// Another mend was possible.
    pub is_guess: bool,
}

/// `/plan/issued/{id}/reissue`.
#[derive(Debug, Clone, Template)]
#[template(path = "plan/reissue.html")]
pub struct ReissuePage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    /// Preview of `documents::html`, escaped there: printed as it is.
    pub paper: String,
    pub corrections: Vec<CorrectionLine>,
    /// What people still have to mend.
    pub findings: Vec<CheckLine>,
    pub downloads: Vec<Link>,
    /// How it leaves; `None`: not by this officer, or not of this province.
    pub leave: Option<LeaveForm>,
}

impl ReissuePage {
    /// Two changes and one place left.
    pub fn sample() -> Self {
        let line = |place: &str, before: &str, after: &str, demand: &str| CorrectionLine {
            place: place.into(),
            before: before.into(),
            after: after.into(),
            demand: demand.into(),
            source: "Phụ lục I, Mục II.6".into(),
            is_guess: before.is_empty(),
        };
        Self {
            frame: Frame::sample("Lập lại theo thể thức", Nav::Plan),
            crumbs: vec![
                Link::new("Kế hoạch đã xác nhận", "/plan/issued"),
                Link::new("Lập lại theo thể thức", ""),
            ],
            lead: "2 chỗ đã sửa; 1 chỗ còn phải sửa tay".into(),
            paper: ReportPage::sample().paper,
            corrections: vec![
                line("II.5.1", "5.1.", "a)", "Các cấp là I., 1., a); không đánh số kiểu 5.1."),
                line("Phần đầu", "", "Số: …/KH-UBND", "Có số, ký hiệu dạng “Số: 05/KH-UBND”."),
            ],
            findings: vec![CheckLine {
                tone: Tone::Near,
                text: "Đoạn 12: Viện dẫn lần đầu 139/KH-UBND thiếu cơ quan ban hành.".into(),
                link: None,
            }],
            downloads: vec![
                Link::new("Tải DOCX", "/plan/issued/1/reissue/docx"),
                Link::new("Tải PDF", "/plan/issued/1/reissue/pdf"),
            ],
            leave: Some(LeaveForm::sample("x")),
        }
    }
}
