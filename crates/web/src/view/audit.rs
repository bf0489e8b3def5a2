//! The log of acts, as its keeper reads it.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
};

/// One line of the log.
#[derive(Debug, Clone)]
pub struct AuditLine {
    pub number: String,
    /// "03/12/2024 10:42".
    pub at: String,
    /// "Cán bộ tổng hợp (ldtbxh.chuyenvien)"; "Hệ thống" for timed work.
    pub officer: String,
    pub unit: String,
    /// The office's word for the act.
    pub act: String,
    /// "submission.submit".
    pub verb: String,
    /// "submission/12".
    pub subject: String,
    /// "version=2 digest=…".
    pub detail: String,
}

/// `/audit`.
#[derive(Debug, Clone, Template)]
#[template(path = "system/audit.html")]
pub struct AuditPage {
    pub frame: Frame,
    pub lead: String,
    /// Where the chain ends, and when it was checked.
    pub facts: Vec<(String, String)>,
    /// Day, officer and act that are asked for; empty: all.
    pub day: String,
    pub officer: String,
    /// Code, words, whether chosen.
    pub verbs: Vec<(String, String, bool)>,
    pub count: String,
    pub lines: Vec<AuditLine>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
    /// The same lines as a workbook.
    pub download: String,
}

impl AuditPage {
    /// A morning.
    pub fn sample() -> Self {
        let line = |number: &str, act: &str, verb: &str, subject: &str, detail: &str| AuditLine {
            number: number.into(),
            at: "03/12/2024 08:15".into(),
            officer: "Cán bộ tổng hợp (ldtbxh.chuyenvien)".into(),
            unit: "Sở LĐTBXH".into(),
            act: act.into(),
            verb: verb.into(),
            subject: subject.into(),
            detail: detail.into(),
        };
        Self {
            frame: Frame::sample("Nhật ký", Nav::System),
            lead: "120 dòng ghi ai làm gì, lúc nào; không ghi nội dung báo cáo".into(),
            facts: vec![("Mốc cuối".into(), "120 dòng, 5f0c…".into())],
            day: "2024-12-03".into(),
            officer: String::new(),
            verbs: vec![("account.sign_in".into(), "đăng nhập".into(), false)],
            count: "2 dòng theo điều kiện đã chọn".into(),
            lines: vec![
                line("120", "chấp nhận", "submission.accept", "submission/12", "version=1"),
                line("119", "đăng nhập", "account.sign_in", "officer/3", ""),
            ],
            newer: None,
            older: Some(Link::new("Cũ hơn", "/audit?page=1")),
            download: "/audit/xlsx".into(),
        }
    }
}
