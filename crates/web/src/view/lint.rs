//! A document checked against the decree on form.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    mark::Notice,
};

/// One finding.
#[derive(Debug, Clone)]
pub struct FindingLine {
    pub rule: String,
    pub place: String,
    pub problem: String,
    pub fix: String,
}

/// `/documents/lint`.
#[derive(Debug, Clone, Template)]
#[template(path = "document/lint.html")]
pub struct LintPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub notices: Vec<Notice>,
    /// Name of the file that was checked; empty before the first.
    pub file: String,
    pub findings: Vec<FindingLine>,
    /// What this kind of file does not show.
    pub unchecked: Vec<String>,
}

impl LintPage {
    /// A report with two findings.
    pub fn sample() -> Self {
        let finding = |rule: &str, place: &str, problem: &str, fix: &str| FindingLine {
            rule: rule.into(),
            place: place.into(),
            problem: problem.into(),
            fix: fix.into(),
        };
        Self {
            frame: Frame::sample("Kiểm tra thể thức", Nav::Document),
            crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Kiểm tra thể thức", "")],
            lead: "2 điểm cần sửa".into(),
            notices: Vec::new(),
            file: "bao-cao.docx".into(),
            findings: vec![
                finding(
                    "E2",
                    "Tiêu ngữ",
                    "Dùng gạch ngang dài giữa các cụm từ.",
                    "Dùng dấu gạch nối, có cách chữ hai bên.",
                ),
                finding("E18", "Cuối nội dung", "Thiếu dấu kết thúc.", "Thêm “./.” sau câu cuối."),
            ],
            unchecked: vec!["Ngắt dòng thực tế khi in (chỉ biết ở bản PDF).".into()],
        }
    }
}
