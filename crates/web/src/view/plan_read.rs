//! An issued plan read side by side with its text, with fields to set right what was misread.

use askama::Template;

use super::{
    frame::{Frame, Nav, Theme},
    mark::{Notice, Tone},
};

/// One thing that was understood: what it is, and the words.
#[derive(Debug, Clone)]
pub struct Understood {
    /// "Hạn", "Phối hợp".
    pub name: String,
    pub words: String,
}

impl Understood {
    /// A name with its words.
    pub fn new(name: impl Into<String>, words: impl Into<String>) -> Self {
        Self { name: name.into(), words: words.into() }
    }
}

/// A field in which the officer sets one thing right.
#[derive(Debug, Clone)]
pub struct Fix {
    /// "lead:II.6.5": field and item.
    pub name: String,
    pub label: String,
    /// As read without help.
    pub was: String,
    pub value: String,
}

impl Fix {
    /// Whether the officer has changed it.
    pub fn is_changed(&self) -> bool {
        self.was != self.value
    }
}

/// Where an item hangs, as a choice.
#[derive(Debug, Clone)]
pub struct Placed {
    pub anchor: String,
    /// "nesting:II.6.5".
    pub name: String,
    /// Value, words, and whether it is chosen; the first is as read.
    pub ways: Vec<(String, String, bool)>,
}

/// A regime or event with its fields.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The whole in one line.
    pub line: String,
    /// "regime_name:II.6.5": the name of the box that removes it.
    pub drop: String,
    pub is_dropped: bool,
    /// By the officer, not by the text.
    pub is_added: bool,
    pub fixes: Vec<Fix>,
}

impl Fixed {
    /// Whether the officer has changed, removed or added it.
    pub fn is_changed(&self) -> bool {
        self.is_dropped || self.is_added || self.fixes.iter().any(Fix::is_changed)
    }
}

/// All regimes, or all events.
#[derive(Debug, Clone)]
pub struct FixList {
    pub title: String,
    /// "regime", "event".
    pub name: String,
    /// "chế độ báo cáo".
    pub one: String,
    pub entries: Vec<Fixed>,
    /// The fields of one more.
    pub blank: Vec<Fix>,
    pub hint: String,
}

/// What was understood of a line of the issued text.
#[derive(Debug, Clone)]
pub struct ReadLine {
    /// Line of the source, from 1.
    pub line: u32,
    pub source: String,
    /// "Khoản", "Nơi nhận", "Phần đầu"; empty: not understood.
    pub kind: String,
    pub anchor: String,
    /// Goes on with the item above.
    pub follows: bool,
    pub understood: Vec<Understood>,
    pub fixes: Vec<Fix>,
    /// Where the item hangs; also of a line that the officer joined to the item above.
    pub placed: Option<Placed>,
    /// Problems with what to do.
    pub problems: Vec<Notice>,
}

impl ReadLine {
    /// A line of which nothing is known yet.
    pub fn of(line: u32) -> Self {
        Self {
            line,
            source: String::new(),
            kind: String::new(),
            anchor: String::new(),
            follows: false,
            understood: Vec::new(),
            fixes: Vec::new(),
            placed: None,
            problems: Vec::new(),
        }
    }

    /// Whether the officer must look at it.
    pub fn is_unclear(&self) -> bool {
        self.kind.is_empty()
    }

    /// Whether something was set right here.
    pub fn is_changed(&self) -> bool {
        let moved =
            |placed: &Placed| placed.ways.first().is_some_and(|(_, _, is_chosen)| !is_chosen);
        self.fixes.iter().any(Fix::is_changed) || self.placed.as_ref().is_some_and(moved)
    }
}

/// `/plan/read`.
#[derive(Debug, Clone, Template)]
#[template(path = "plan/read.html")]
pub struct PlanReadPage {
    pub frame: Frame,
    pub title: String,
    pub lead: String,
    pub notices: Vec<Notice>,
    /// Number, date, issuer, signer, as read.
    pub facts: Vec<Fix>,
    /// Regimes, citations, annexes found: title and entries.
    pub found: Vec<(String, Vec<String>)>,
    /// Regimes and events, each to be set right.
    pub lists: Vec<FixList>,
    /// The items by which a regime or event may be added.
    pub anchors: Vec<String>,
    pub lines: Vec<ReadLine>,
    /// The text itself; empty before one is given.
    pub text: String,
    /// Tells the text that the officer has seen from one edited since.
    pub seen: String,
    /// Number or day is missing: confirming asks whether that is so.
    pub asks_unnumbered: bool,
}

impl PlanReadPage {
    /// A page without a text.
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            title: String::new(),
            lead: String::new(),
            notices: Vec::new(),
            facts: Vec::new(),
            found: Vec::new(),
            lists: Vec::new(),
            anchors: Vec::new(),
            lines: Vec::new(),
            text: String::new(),
            seen: String::new(),
            asks_unnumbered: false,
        }
    }

    /// The page on which a file is chosen.
    pub fn sample_empty() -> Self {
        Self {
            title: "Đọc một kế hoạch đã ban hành".into(),
            lead: "Tải tệp lên hoặc dán chữ.".into(),
            ..Self::new(Frame::sample("Đọc kế hoạch", Nav::Plan))
        }
    }

    /// Some lines of a plan being read.
    pub fn sample() -> Self {
        let fix = |name: &str, label: &str, was: &str| Fix {
            name: name.into(),
            label: label.into(),
            was: was.into(),
            value: was.into(),
        };
        let read = |line: u32, source: &str, kind: &str, anchor: &str| ReadLine {
            source: source.into(),
            kind: kind.into(),
            anchor: anchor.into(),
            ..ReadLine::of(line)
        };
        let slip =
            Notice::new(Tone::Quiet, "Thừa dấu cách", "trong số văn bản; đã đọc là 176/KH-UBND.");
        let report = "Báo cáo kết quả tự kiểm tra trước ngày 05 tháng 12 năm 2024";
        let due = "trước ngày 05 tháng 12 năm 2024";
        Self {
            title: "Đọc được 58 trong 59 dòng".into(),
            lead: "So từng dòng với văn bản, sửa chỗ chưa đúng rồi xác nhận.".into(),
            facts: vec![
                fix("title:", "Trích yếu", "Thực hiện công tác bình đẳng giới năm 2024"),
                fix("number:", "Số, ký hiệu", ""),
                fix("date:", "Ngày ban hành", ""),
            ],
            notices: vec![Notice::new(
                Tone::Near,
                "Thiếu số và ngày ban hành.",
                "Ghi tay trước khi xác nhận.",
            )],
            lines: vec![
                read(9, "II. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", "Mục", "II"),
                ReadLine {
                    understood: vec![Understood::new("Dẫn", "176/KH-UBND")],
                    problems: vec![slip],
                    ..read(14, "Kế hoạch số 176 /KH-UBND ngày 15/3/2022", "Khoản", "I.2")
                },
                ReadLine {
                    understood: vec![Understood::new("Hạn", due)],
                    fixes: vec![
                        fix("lead:III.3.c", "Giao, chủ trì", ""),
                        fix("time:III.3.c", "Thời gian, hạn", due),
                    ],
                    ..read(40, report, "Điểm", "III.3.c")
                },
                read(61, "phòng KGVX dự thảo", "", ""),
            ],
            lists: vec![FixList {
                title: "Chế độ báo cáo".into(),
                name: "regime".into(),
                one: "chế độ báo cáo".into(),
                entries: vec![Fixed {
                    line: "Kết quả Chương trình quốc gia (III.3.c): trước ngày 25/12 hằng năm"
                        .into(),
                    drop: "regime_name:III.3.c".into(),
                    is_dropped: false,
                    is_added: false,
                    fixes: vec![fix(
                        "regime_due:III.3.c",
                        "Kỳ và hạn",
                        "hằng năm trước ngày 25/12",
                    )],
                }],
                blank: vec![fix("regime_name", "Tên báo cáo", "")],
                hint: "Kỳ và hạn ghi như “6 tháng trước 15/6”.".into(),
            }],
            anchors: vec!["II".into(), "III.3.c".into()],
            found: vec![("Văn bản dẫn theo số (1)".into(), vec!["Kế hoạch số 176/KH-UBND".into()])],
            text: "II. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM\n1. Tăng cường trách nhiệm quản lý".into(),
            seen: "0".into(),
            asks_unnumbered: true,
            ..Self::new(Frame::sample("Đọc kế hoạch", Nav::Plan))
        }
    }
}
