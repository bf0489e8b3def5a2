//! The plan: its tree with tasks, of the catalog or as an officer confirmed it.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A body and what it does in an item.
#[derive(Debug, Clone)]
pub struct BodyRole {
    pub name: String,
    /// "chủ trì", "phối hợp", "đề nghị".
    pub role: String,
}

/// A line of the tree: a section, an item, a task.
#[derive(Debug, Clone)]
pub struct PlanLine {
    /// "II.6.5".
    pub anchor: String,
    /// 1 for phần; deeper lines are indented.
    pub depth: u8,
    pub number: String,
    pub text: String,
    /// What follows the heading; empty where `text` is all.
    pub detail: String,
    /// `text` is a sentence and no heading.
    pub running: bool,
    pub bodies: Vec<BodyRole>,
    /// "15/11 đến 15/12/2024", "trước ngày 05/12".
    pub when: String,
    /// State of a task, from its evidence; `None` for sections.
    pub state: Option<Mark>,
    /// Evidence, product, reports that answer it.
    pub links: Vec<Link>,
}

impl PlanLine {
    /// Class of the indentation.
    pub fn indent(&self) -> String {
        let running = if self.running { " is-text" } else { "" };
        format!("d{}{running}", self.depth.min(5))
    }
}

/// `/plan`.
#[derive(Debug, Clone, Template)]
#[template(path = "plan/tree.html")]
pub struct PlanPage {
    pub frame: Frame,
    pub title: String,
    pub lead: String,
    pub filters: Vec<Choice>,
    pub facts: Vec<(String, String)>,
    pub notices: Vec<Notice>,
    pub lines: Vec<PlanLine>,
    /// Regimes, events, citations found in the text: title and entries; may be none.
    pub found: Vec<(String, Vec<String>)>,
    pub downloads: Vec<Link>,
    /// "Đọc một kế hoạch khác"; `None`: may not.
    pub read: Option<Link>,
}

fn line(anchor: &str, depth: u8, text: &str) -> PlanLine {
    PlanLine {
        anchor: anchor.into(),
        depth,
        number: anchor.rsplit_once('.').map_or(anchor, |(_, last)| last).into(),
        text: text.into(),
        detail: String::new(),
        running: false,
        bodies: Vec::new(),
        when: String::new(),
        state: None,
        links: Vec::new(),
    }
}

impl PlanPage {
    /// Some lines of the plan of 2024.
    pub fn sample() -> Self {
        let body = |name: &str, role: &str| BodyRole { name: name.into(), role: role.into() };
        let month = PlanLine {
            number: "6.5".into(),
            bodies: vec![
                body("Sở Lao động - Thương binh và Xã hội", "chủ trì"),
                body("UBND huyện Quỳ Châu", "phối hợp"),
            ],
            when: "15/11 đến 15/12/2024".into(),
            state: Some(Mark::new(Tone::Part, Shape::Ring, "Đang làm")),
            ..line(
                "II.6.5",
                3,
                "Tháng hành động vì bình đẳng giới, tổ chức điểm tại huyện Quỳ Châu",
            )
        };
        let report = PlanLine {
            number: "b)".into(),
            bodies: vec![body("Ban VSTBPN các cấp, ngành", "giao")],
            when: "trước ngày 05/12".into(),
            state: Some(Mark::new(Tone::Near, Shape::Diamond, "38/66 đã chấp nhận")),
            links: vec![Link::new("Tình hình nộp", "/rounds/ban-12-2024")],
            ..line("III.3.b", 3, "Báo cáo kết quả hoạt động của Ban Vì sự tiến bộ của phụ nữ")
        };
        let training = PlanLine {
            number: "5.2".into(),
            bodies: vec![body("Các sở, ban, ngành", "giao")],
            when: "cả năm".into(),
            state: Some(Mark::new(Tone::Good, Shape::Tick, "Có minh chứng")),
            links: vec![Link::new("2 văn bản", "/documents")],
            ..line("II.5.2", 3, "Tập huấn, hội thảo chuyên đề về kiến thức, kỹ năng")
        };
        Self {
            frame: Frame::sample("Kế hoạch", Nav::Plan),
            title: "Kế hoạch thực hiện công tác bình đẳng giới năm 2024".into(),
            lead: "4 nhiệm vụ có hạn trong tháng 12".into(),
            filters: vec![
                Choice::new("Cả kế hoạch", "/plan", true),
                Choice::new("Việc của Sở LĐTBXH", "/plan?unit=me", false),
                Choice::new("Chưa xong", "/plan?show=open", false),
            ],
            facts: vec![
                ("Cơ quan ban hành".into(), "UBND tỉnh Nghệ An".into()),
                ("Cơ quan chủ trì".into(), "Sở Lao động - Thương binh và Xã hội".into()),
            ],
            notices: Vec::new(),
            lines: vec![
                line("II", 1, "Nhiệm vụ, giải pháp trọng tâm"),
                line("II.5", 2, "Nâng cao năng lực và hiệu quả quản lý nhà nước"),
                training,
                line("II.6", 2, "Đẩy mạnh truyền thông"),
                month,
                line("III", 1, "Tổ chức thực hiện"),
                line("III.3", 2, "Chế độ báo cáo"),
                report,
            ],
            found: Vec::new(),
            downloads: vec![Link::new("Kế hoạch đã xác nhận", "/plan/issued")],
            read: Some(Link::new("Đọc một kế hoạch đã ban hành", "/plan/read")),
        }
    }
}
