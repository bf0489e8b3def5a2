//! A signed version as the reviewer reads it: every part on one page, and the decision.

use askama::Template;

use super::{
    act::{Act, Link},
    entry::{CellKind, CellStatus, Gravity, GridTable, RemarkPanel, RowShape},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice},
    narrative::{TextBlock, WrittenHeading},
    submission::{ChangeLine, Changes, Fact, sample_facts},
};

/// A part as the reviewer reads it.
#[derive(Debug, Clone)]
pub struct ReviewPart {
    pub anchor: String,
    pub title: String,
    /// Headed "Biểu" parts carry a table, outlines their headings.
    pub grid: Option<GridTable>,
    pub headings: Vec<WrittenHeading>,
}

impl ReviewPart {
    /// As its tab names it.
    pub fn short(&self) -> String {
        if self.headings.is_empty() {
            format!("Biểu {}", self.anchor)
        } else {
            "Lời văn".into()
        }
    }

    /// What was found in it and signed with a sentence, or without one.
    pub fn warnings(&self) -> usize {
        let of_rows = self.grid.iter().flat_map(|grid| &grid.rows).map(|row| row.findings.len());
        let of_headings = self.headings.iter().map(|heading| heading.warnings.len());
        of_rows.chain(of_headings).sum()
    }
}

/// `/submissions/{id}/review`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/review.html")]
pub struct ReviewPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub state: Mark,
    pub facts: Vec<Fact>,
    pub notices: Vec<Notice>,
    /// What differs from the version that was returned, or from last period.
    pub changes: Changes,
    pub parts: Vec<ReviewPart>,
    pub remarks: RemarkPanel,
    /// "1 cảnh báo đã giải trình".
    pub summary: String,
    pub acts: Vec<Act>,
}

impl ReviewPage {
    /// The same submission as the desk reviews its second version.
    pub fn sample() -> Self {
        let frame = Frame::sample("Thẩm tra, huyện Tương Dương", Nav::Board);
        Self {
            crumbs: vec![
                Link::new("Tình hình nộp", "/rounds/ban-12-2024"),
                Link::new("Huyện Tương Dương", "/submissions/7"),
                Link::new("Thẩm tra", ""),
            ],
            title: "Thẩm tra báo cáo năm của Ban VSTBPN, huyện Tương Dương".into(),
            state: Mark::of_state(domain::submission::State::InReview).tag(),
            facts: sample_facts(),
            notices: Vec::new(),
            changes: Changes {
                title: "2 ô khác với bản 1".into(),
                lines: vec![
                    ChangeLine {
                        place: Link::new("Biểu T2, dòng 3, cấp xã, nữ dân tộc thiểu số", "#T2"),
                        before: "128".into(),
                        after: "118".into(),
                        difference: "−7,8%".into(),
                    },
                    ChangeLine {
                        place: Link::new("Biểu T2, dòng 4, cấp xã, nữ", "#T2"),
                        before: "30".into(),
                        after: "3".into(),
                        difference: "−90,0%".into(),
                    },
                ],
            },
            parts: vec![
                ReviewPart {
                    anchor: "T2".into(),
                    title: "Biểu T2. Nữ tham gia lãnh đạo, quản lý".into(),
                    grid: Some(super::sample::entry_grid()),
                    headings: Vec::new(),
                },
                ReviewPart {
                    anchor: "PL06".into(),
                    title: "Lời văn theo đề cương Phụ lục 06".into(),
                    grid: None,
                    headings: WrittenHeading::samples(),
                },
            ],
            remarks: super::sample::entry_remarks(),
            summary: "Bản 2, ký 03/12/2024 15:20; 1 cảnh báo đã giải trình.".into(),
            acts: vec![
                Act::new("Trả lại", "/submissions/7/return", &frame.csrf).asking("Lý do trả lại"),
                Act::new("Chấp nhận", "/submissions/7/accept", &frame.csrf).main(),
            ],
            frame,
        }
    }
}
