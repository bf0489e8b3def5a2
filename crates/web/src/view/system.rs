//! How the installation does: its release, its data, its timed work.

use askama::Template;

use super::{
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// One kind of timed work.
#[derive(Debug, Clone)]
pub struct JobLine {
    pub name: String,
    /// "hằng giờ", "hằng ngày từ 07:00".
    pub when: String,
    /// "03/12/2024 07:00"; empty before the first run.
    pub last: String,
    pub outcome: String,
    pub state: Mark,
}

/// `/system`.
#[derive(Debug, Clone, Template)]
#[template(path = "system/show.html")]
pub struct SystemPage {
    pub frame: Frame,
    pub lead: String,
    pub notices: Vec<Notice>,
    /// Name and value: release, database, catalog.
    pub facts: Vec<(String, String)>,
    pub jobs: Vec<JobLine>,
}

impl SystemPage {
    /// A quiet night.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Vận hành", Nav::System),
            lead: "Mọi việc theo giờ chạy bình thường".into(),
            notices: Vec::new(),
            facts: vec![
                ("Phiên bản".into(), "0.1.0".into()),
                ("Cơ sở dữ liệu".into(), "SQLite".into()),
            ],
            jobs: vec![JobLine {
                name: "Kiểm tra dữ liệu".into(),
                when: "hằng ngày từ 01:00".into(),
                last: "03/12/2024 01:00".into(),
                outcome: "mọi thứ đã so đều khớp: 120 dòng nhật ký, 3 tệp".into(),
                state: Mark::new(Tone::Good, Shape::Tick, "Xong"),
            }],
        }
    }
}
