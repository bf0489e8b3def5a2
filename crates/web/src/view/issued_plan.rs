//! The list of issued plans that officers confirmed.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    mark::{Mark, Shape, Tone},
};

/// A confirmed plan in the list.
#[derive(Debug, Clone)]
pub struct IssuedPlanLine {
    /// Its title.
    pub plan: Link,
    /// "379/KH-UBND"; empty where nobody knew it.
    pub number: String,
    /// Whether documents cite it.
    pub state: Mark,
    pub officer: String,
    /// "08:15 ngày 03/12/2024".
    pub at: String,
}

/// `/plan/issued`.
#[derive(Debug, Clone, Template)]
#[template(path = "plan/issued.html")]
pub struct IssuedPlansPage {
    pub frame: Frame,
    pub lead: String,
    pub lines: Vec<IssuedPlanLine>,
    /// `None`: may not read plans.
    pub read: Option<Link>,
}

impl IssuedPlansPage {
    /// Two plans, one without a number.
    pub fn sample() -> Self {
        let line = |id: i64, title: &str, number: &str| IssuedPlanLine {
            plan: Link::new(title, format!("/plan/issued/{id}")),
            number: number.into(),
            state: Mark::new(Tone::Good, Shape::Tick, "Đang dùng"),
            officer: "Cán bộ tổng hợp".into(),
            at: "08:15 ngày 03/12/2024".into(),
        };
        Self {
            lead: "2 kế hoạch, mới nhất ở trên".into(),
            lines: vec![
                line(2, "Thực hiện công tác bình đẳng giới năm 2024", ""),
                line(1, "Thực hiện công tác bình đẳng giới năm 2023", "88/KH-UBND"),
            ],
            read: Some(Link::new("Đọc một kế hoạch đã ban hành", "/plan/read")),
            frame: Frame::sample("Kế hoạch đã xác nhận", Nav::Plan),
        }
    }
}
