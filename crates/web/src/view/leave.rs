//! "Trình ký, phát hành": the form by which any document leaves, on every page that drafts one.

use askama::{Template, filters::HtmlSafe};

use super::act::Link;

/// How a document is presented, or issued on paper.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "outgoing/leave.html")]
pub struct LeaveForm {
    pub action: String,
    pub csrf: String,
    /// Who may sign today: id and words.
    pub signers: Vec<(String, String)>,
    /// Minutes: who signs as written; empty elsewhere.
    pub as_written: String,
    /// Whose list signers are kept in.
    pub list: String,
    /// "2024-12-20", proposed.
    pub date: String,
    /// Choices of urgency and circulation, word and words; none where the draft keeps its own marks.
    pub urgencies: Vec<(String, String)>,
    pub circulations: Vec<(String, String)>,
    /// There are tables on forms that nobody compared.
    pub has_notes: bool,
    /// The report of this round that stands already.
    pub before: Option<Before>,
    /// Points that are to be mended before signing: leaving with them takes a reason.
    pub unmended: usize,
    /// What looks like people's names and must be looked at.
    pub people: Vec<String>,
    /// Faults of form that must be mended or let pass, and their rules as they are sent back.
    pub form_faults: Vec<String>,
    pub form_rules: String,
}

/// A report that the body has presented or issued for the same round.
#[derive(Debug, Clone)]
pub struct Before {
    /// "Báo cáo số 01/BC-SNV ngày 03/12/2024", with its page.
    pub document: Link,
    /// Sent to replace it; empty while it waits for its number, when there is nothing to replace.
    pub replaces: String,
}

impl HtmlSafe for LeaveForm {}

impl LeaveForm {
    /// A form for a document of signers, on a day.
    pub fn new(
        action: impl Into<String>,
        csrf: &str,
        signers: Vec<(String, String)>,
        date: impl Into<String>,
    ) -> Self {
        Self {
            action: action.into(),
            csrf: csrf.to_owned(),
            signers,
            list: "/signers".into(),
            date: date.into(),
            ..Self::default()
        }
    }

    /// Somebody can sign it.
    fn has_signer(&self) -> bool {
        !self.signers.is_empty() || !self.as_written.is_empty()
    }

    /// Every part of it.
    pub fn sample(csrf: &str) -> Self {
        let signers = vec![("1".into(), "Người ký mẫu, KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC".into())];
        Self {
            urgencies: vec![(String::new(), "Thường".into()), ("urgent".into(), "Khẩn".into())],
            circulations: vec![(String::new(), "Không ghi".into())],
            has_notes: true,
            before: Some(Before {
                document: Link::new("Báo cáo số 01/BC-SNV ngày 03/12/2024", "/documents/1"),
                replaces: "1".into(),
            }),
            unmended: 1,
            people: vec!["Nguyễn Thị Mẫu".into()],
            form_faults: vec![
                "Trang 1, dòng 12: “sở Nội vụ” sai cách viết hoa. Viết “Sở Nội vụ”.".into(),
            ],
            form_rules: "II-organ".into(),
            ..Self::new("/reports/x/lead/issue", csrf, signers, "2024-12-20")
        }
    }
}
