//! How the numbers of a unit's documents run.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
};

/// One series of the year.
#[derive(Debug, Clone)]
pub struct SeriesLine {
    pub name: String,
    /// Last number given outside of the system; empty for none.
    pub before: String,
    pub last: String,
}

/// `/numbers`.
#[derive(Debug, Clone, Template)]
#[template(path = "series/show.html")]
pub struct NumbersPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    /// Bodies that number for themselves.
    pub bodies: Vec<Choice>,
    pub unit: String,
    pub body: String,
    pub year: String,
    pub organ: String,
    pub drafter: String,
    /// Code, name, whether it counts with the others.
    pub kinds: Vec<(String, String, bool)>,
    pub lines: Vec<SeriesLine>,
    /// Series that have not begun: code and name.
    pub fresh: Vec<(String, String)>,
    /// "từ năm 2023: SLĐTBXH".
    pub rules: Vec<String>,
    /// Place, telephone, e-mail and website at the foot of page one; empty for none.
    pub address: [String; 4],
}

impl NumbersPage {
    /// A department that counts letters apart.
    pub fn sample() -> Self {
        let kind = |code: &str, name: &str, joint| (code.to_owned(), name.to_owned(), joint);
        Self {
            frame: Frame::sample("Dãy số văn bản", Nav::Document),
            crumbs: vec![
                Link::new("Sổ văn bản đi", "/documents/outgoing"),
                Link::new("Dãy số văn bản", ""),
            ],
            lead: "Sở Nội vụ, năm 2024".into(),
            bodies: vec![
                Choice::new("Sở Nội vụ", "/numbers", true),
                Choice::new("Ban Vì sự tiến bộ của phụ nữ", "/numbers?body=committee", false),
            ],
            unit: "1".into(),
            body: "organ".into(),
            year: "2024".into(),
            organ: "SNV".into(),
            drafter: "BĐG".into(),
            kinds: vec![kind("BC", "Báo cáo", true), kind("CV", "Công văn", false)],
            lines: vec![SeriesLine {
                name: "Chung".into(),
                before: "410".into(),
                last: "412".into(),
            }],
            fresh: vec![("CV".into(), "Công văn".into())],
            rules: vec!["Từ năm 2024: SNV".into()],
            address: ["Số 1, đường Mẫu".into(), String::new(), String::new(), String::new()],
        }
    }
}
