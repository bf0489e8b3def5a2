//! The units of a day, with what they were before and became after.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A unit as of the chosen day.
#[derive(Debug, Clone)]
pub struct UnitLine {
    pub name: String,
    /// "x-17149": what lists of accounts name it by.
    pub code: String,
    /// Where its submissions are; may be empty.
    pub href: String,
    /// "cấp xã, huyện Tân Kỳ".
    pub kind: String,
    pub depth: u8,
    /// "từ 01/12/2024", "đến 30/6/2025".
    pub validity: String,
    /// "Lập ngày 01/12/2024 từ xã A; xã B (Nghị quyết số …)", a sentence a change.
    pub succession: Vec<String>,
    pub state: Mark,
}

impl UnitLine {
    /// Class of the indentation.
    pub fn indent(&self) -> String {
        format!("d{}", self.depth.min(5))
    }
}

/// `/units`.
#[derive(Debug, Clone, Template)]
#[template(path = "org_unit/list.html")]
pub struct UnitsPage {
    pub frame: Frame,
    /// "21 huyện, 460 xã, 45 cơ quan cấp tỉnh".
    pub title: String,
    pub lead: String,
    /// "2024-11-30", for the date field.
    pub day: String,
    /// Days on which the map changed.
    pub days: Vec<Choice>,
    pub notices: Vec<Notice>,
    pub lines: Vec<UnitLine>,
    /// "Xem 200 đơn vị tiếp".
    pub more: Option<Link>,
}

impl UnitsPage {
    /// A few units on 01/12/2024.
    pub fn sample() -> Self {
        let line =
            |name: &str, kind: &str, depth: u8, validity: &str, succession: &[&str]| UnitLine {
                name: name.into(),
                code: "x-17149".into(),
                href: String::new(),
                kind: kind.into(),
                depth,
                validity: validity.into(),
                succession: succession.iter().map(ToString::to_string).collect(),
                state: Mark::new(Tone::Good, Shape::Tick, "Đang hoạt động"),
            };
        Self {
            frame: Frame::sample("Đơn vị", Nav::OrgUnit),
            title: "20 huyện, 412 xã".into(),
            lead: "Theo địa giới ngày 01/12/2024".into(),
            day: "2024-12-01".into(),
            days: vec![
                Choice::new("30/11/2024: 21 huyện, 460 xã", "/units?day=2024-11-30", false),
                Choice::new("01/12/2024: 20 huyện, 412 xã", "/units?day=2024-12-01", true),
                Choice::new("01/7/2025: 130 xã", "/units?day=2025-07-01", false),
            ],
            notices: Vec::new(),
            lines: vec![
                line("Tỉnh Nghệ An", "tỉnh", 1, "", &[]),
                line(
                    "Thành phố Vinh",
                    "cấp huyện",
                    2,
                    "đến 30/6/2025",
                    &["Nhận thị xã Cửa Lò ngày 01/12/2024 (Nghị quyết số 1243/NQ-UBTVQH15)"],
                ),
                line("Huyện Tương Dương", "cấp huyện", 2, "", &[]),
            ],
            more: None,
        }
    }
}
