//! The plan: its tree with tasks, and an issued plan read side by side with its text.

use askama::Template;

use super::{
    act::{Act, Choice, Link},
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
        format!("d{}", self.depth.min(5))
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
    pub downloads: Vec<Link>,
    /// "Đọc một kế hoạch khác"; `None`: may not.
    pub read: Option<Link>,
}

/// What was understood of a line of the issued text.
#[derive(Debug, Clone)]
pub struct ReadLine {
    /// Line of the source, from 1.
    pub line: u32,
    pub source: String,
    /// "Khoản 6.5", "Nơi nhận", "Tiêu đề"; empty: not understood.
    pub kind: String,
    pub anchor: String,
    pub depth: u8,
    /// "giao Sở LĐTBXH · phối hợp UBND huyện Quỳ Châu", "hạn 05/12/2024".
    pub understood: Vec<String>,
    /// Problem with what to do.
    pub problem: Option<Notice>,
}

impl ReadLine {
    /// Whether the officer must look at it.
    pub fn is_unclear(&self) -> bool {
        self.kind.is_empty()
    }
}

/// `/plan/read`.
#[derive(Debug, Clone, Template)]
#[template(path = "plan/read.html")]
pub struct PlanReadPage {
    pub frame: Frame,
    pub title: String,
    pub lead: String,
    /// Number, date, issuer, signer, as read.
    pub facts: Vec<(String, String)>,
    pub notices: Vec<Notice>,
    pub lines: Vec<ReadLine>,
    /// Regimes, citations, annexes found: title and entries.
    pub found: Vec<(String, Vec<String>)>,
    /// The text itself, for confirming; empty before a file is given.
    pub text: String,
    pub acts: Vec<Act>,
}

fn line(anchor: &str, depth: u8, text: &str) -> PlanLine {
    PlanLine {
        anchor: anchor.into(),
        depth,
        number: anchor.rsplit_once('.').map_or(anchor, |(_, last)| last).into(),
        text: text.into(),
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
            downloads: vec![Link::new("Tải văn bản", "/documents/1")],
            read: Some(Link::new("Đọc kế hoạch khác", "/plan/read")),
        }
    }
}

impl PlanReadPage {
    /// Four lines of a plan being read.
    pub fn sample() -> Self {
        let frame = Frame::sample("Đọc kế hoạch", Nav::Plan);
        let read =
            |number: u32, source: &str, kind: &str, anchor: &str, understood: &[&str]| ReadLine {
                line: number,
                source: source.into(),
                kind: kind.into(),
                anchor: anchor.into(),
                depth: u8::try_from(anchor.split('.').count()).unwrap_or(1),
                understood: understood.iter().map(|words| (*words).to_owned()).collect(),
                problem: None,
            };
        let mut slip = read(
            14,
            "Kế hoạch số 176 /KH-UBND ngày 15/3/2022",
            "Đoạn",
            "I.2",
            &["dẫn 176/KH-UBND"],
        );
        slip.problem = Some(Notice::new(
            Tone::Near,
            "Thừa dấu cách",
            "trong số văn bản; đã đọc là 176/KH-UBND.",
        ));
        Self {
            title: "Đọc được 58 trong 59 dòng".into(),
            lead: "So từng dòng với văn bản, sửa chỗ chưa đúng rồi xác nhận.".into(),
            facts: vec![
                ("Số, ký hiệu".into(), "không thấy trong văn bản".into()),
                ("Cơ quan ban hành".into(), "Ủy ban nhân dân tỉnh".into()),
            ],
            notices: vec![Notice::new(
                Tone::Near,
                "Thiếu số và ngày ban hành.",
                "Ghi tay trước khi xác nhận.",
            )],
            lines: vec![
                read(9, "II. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", "Phần", "II", &[]),
                slip,
                read(
                    40,
                    "Báo cáo kết quả tự kiểm tra trước ngày 05 tháng 12 năm 2024",
                    "Điểm",
                    "III.3.c",
                    &["chế độ báo cáo", "hạn: hết 04/12/2024"],
                ),
                read(61, "phòng KGVX dự thảo", "", "", &[]),
            ],
            found: vec![(
                "Chế độ báo cáo".into(),
                vec!["Kết quả Chương trình quốc gia, trước 25/12".into()],
            )],
            text: "II. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM\n1. Tăng cường trách nhiệm quản lý".into(),
            acts: vec![
                Act::new("Xác nhận thành kế hoạch", "/plan/read/confirm", &frame.csrf).main(),
            ],
            frame,
        }
    }
}
