//! Who may sign a unit's documents.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    mark::{Mark, Shape, Tone},
};

/// One signer.
#[derive(Debug, Clone)]
pub struct SignerLine {
    pub name: String,
    /// Lines above the name, as printed.
    pub block: Vec<String>,
    pub term: String,
    /// Written authorisation; may be empty.
    pub paper: String,
    /// The kept file of the authorisation, and where one is posted.
    pub paper_link: Option<Link>,
    pub paper_to: Option<String>,
    pub state: Mark,
    /// Where the last day is posted; `None` where it is set and passed.
    pub end_to: Option<String>,
}

/// `/signers`.
#[derive(Debug, Clone, Template)]
#[template(path = "signer/list.html")]
pub struct SignersPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub lines: Vec<SignerLine>,
    /// Units whose list this officer keeps: id and name.
    pub units: Vec<(String, String)>,
    pub unit: String,
    /// Kinds that an authorisation may cover: code and name.
    pub kinds: Vec<(String, String)>,
    /// "2024-12-03".
    pub today: String,
    /// Trusted roots are named by whoever keeps the system.
    pub keeps_trust: bool,
}

impl SignersPage {
    /// A deputy and an ended head.
    pub fn sample() -> Self {
        let line = |name: &str, block: &[&str], state: Mark| SignerLine {
            name: name.into(),
            block: block.iter().map(|line| (*line).to_owned()).collect(),
            term: "từ 01/01/2024".into(),
            paper: String::new(),
            paper_link: Some(Link::new("Xem văn bản ủy quyền", "/signers/1/paper")),
            paper_to: Some("/signers/1/paper".into()),
            state,
            end_to: Some("/signers/1/end".into()),
        };
        let valid = Mark::new(Tone::Good, Shape::Tick, "Được ký");
        Self {
            frame: Frame::sample("Người ký", Nav::Document),
            crumbs: vec![
                Link::new("Sổ văn bản đi", "/documents/outgoing"),
                Link::new("Người ký", ""),
            ],
            lead: "2 người ký".into(),
            lines: vec![
                line("Người ký mẫu", &["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], valid),
                line(
                    "Người ký cũ",
                    &["GIÁM ĐỐC"],
                    Mark::new(Tone::Quiet, Shape::Dashed, "Đã hết hạn"),
                ),
            ],
            units: vec![("1".into(), "Sở Nội vụ".into()), ("2".into(), "Tỉnh Nghệ An".into())],
            unit: "1".into(),
            kinds: vec![("BC".into(), "Báo cáo".into()), ("CV".into(), "Công văn".into())],
            today: "2024-12-03".into(),
            keeps_trust: true,
        }
    }
}
