//! One submission: its parts, its state, what may be done, its versions and its feed; and the list of them.

use askama::Template;

use super::{
    act::{Act, Choice, Link},
    entry::RemarkPanel,
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A form inside the submission.
#[derive(Debug, Clone)]
pub struct PartLine {
    pub code: String,
    /// "Biểu T6", "Lời văn".
    pub short: String,
    pub link: Link,
    /// "42/48 ô bắt buộc", "9/11 mục".
    pub filled: String,
    pub state: Mark,
    /// "Cán bộ đầu mối, 10:42".
    pub last: String,
    /// What stops it from being handed in.
    pub errors: usize,
    /// Warnings without a sentence.
    pub unexplained: usize,
}

/// A frozen version.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// "Bản 2".
    pub link: Link,
    pub signer: String,
    pub at: String,
    pub state: Mark,
}

/// Something that happened: edits, remarks, steps, files in one feed.
#[derive(Debug, Clone)]
pub struct FeedEvent {
    pub at: String,
    pub by: String,
    pub what: String,
    /// The sentence given as the reason; may be empty.
    pub message: String,
}

/// An estimate that waits for the true figure.
#[derive(Debug, Clone)]
pub struct EstimateLine {
    pub place: Link,
    pub estimate: String,
    /// Empty until trued up.
    pub actual: String,
    pub difference: String,
    pub mark: Mark,
    /// Number of the cell in the form that takes the actual figure; `None`: not this officer's.
    pub cell: Option<i64>,
}

/// The unit's own official report: what is recorded of it, and whether it may be recorded.
#[derive(Debug, Clone, Default)]
pub struct PaperPanel {
    /// "số 215/BC-UBND ngày 02/12/2024"; empty: not recorded yet.
    pub recorded: String,
    /// Signed files, one a version.
    pub files: Vec<PaperFile>,
    /// Address the form posts to; `None`: not this officer's.
    pub action: Option<String>,
    pub number: String,
    /// ISO date, as the browser's field wants it.
    pub date: String,
    pub signer: String,
}

impl PaperPanel {
    /// Whether there is anything to show.
    pub fn is_shown(&self) -> bool {
        self.action.is_some() || !self.recorded.is_empty() || !self.files.is_empty()
    }
}

/// The form by which the receiving office sends what it typed from a unit's paper.
#[derive(Debug, Clone)]
pub struct OnBehalf {
    /// Address the form posts to (`number`, `date`, `signer`, `reason`).
    pub action: String,
    pub number: String,
    /// ISO date, as the browser's field wants it.
    pub date: String,
    pub signer: String,
    /// Errors to mend first.
    pub errors: usize,
}

/// A kept signed file.
#[derive(Debug, Clone)]
pub struct PaperFile {
    pub link: Link,
    /// "Bản 2, tải lên 03/12/2024 10:42".
    pub about: String,
    /// First characters of its SHA-256.
    pub mark: String,
    /// What was found of its signatures when it came; may be empty.
    pub verdict: String,
}

/// A fact in the head of a submission: "Hạn nộp" — "hết 04/12/2024, còn 1 ngày".
pub type Fact = (String, String);

/// `/submissions/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/overview.html")]
pub struct SubmissionPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    /// "Báo cáo năm của Ban VSTBPN, huyện Tương Dương".
    pub title: String,
    pub state: Mark,
    pub facts: Vec<Fact>,
    /// Why it was returned, who entered on behalf, what is missing before the next step.
    pub notices: Vec<Notice>,
    pub parts: Vec<PartLine>,
    /// What the draft changes in the version before, for who signs.
    pub changes: Changes,
    pub acts: Vec<Act>,
    pub versions: Vec<VersionLine>,
    pub receipt: Option<Link>,
    pub estimates: Vec<EstimateLine>,
    /// Address that takes actual figures.
    pub true_up: String,
    pub paper: PaperPanel,
    /// For the desk, while a unit's report is open.
    pub on_behalf: Option<OnBehalf>,
    /// What came from below since the draft looked, with the act that takes note of it.
    pub arrivals: Option<(Notice, Option<Act>)>,
    pub remarks: RemarkPanel,
    pub feed: Vec<FeedEvent>,
    pub downloads: Vec<Link>,
}

/// What differs from an older version, under its heading.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub title: String,
    pub lines: Vec<ChangeLine>,
}

/// A cell that differs.
#[derive(Debug, Clone)]
pub struct ChangeLine {
    pub place: Link,
    pub before: String,
    pub after: String,
    /// "+12,5%".
    pub difference: String,
}

/// One line of the list of submissions.
#[derive(Debug, Clone)]
pub struct SubmissionLine {
    pub link: Link,
    pub unit: String,
    pub due: String,
    pub state: Mark,
    pub note: String,
}

/// `/submissions`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/list.html")]
pub struct SubmissionsPage {
    pub frame: Frame,
    pub title: String,
    pub lead: String,
    /// Whether files of other units may be taken in.
    pub may_import: bool,
    pub filters: Vec<Choice>,
    pub lines: Vec<SubmissionLine>,
}

fn fact(name: &str, value: &str) -> Fact {
    (name.into(), value.into())
}

pub(super) fn sample_facts() -> Vec<Fact> {
    vec![
        fact("Đơn vị", "UBND huyện Tương Dương"),
        fact("Nơi nhận", "Sở Lao động - Thương binh và Xã hội"),
        fact("Kỳ số liệu", "01/12/2023 đến 30/11/2024"),
        fact("Hạn nộp", "hết 04/12/2024, còn 1 ngày"),
        fact("Người nhập", "Cán bộ đầu mối"),
        fact("Người ký", "Phó Chủ tịch UBND huyện"),
    ]
}

fn sample_feed() -> Vec<FeedEvent> {
    let event = |at: &str, by: &str, what: &str, message: &str| FeedEvent {
        at: at.into(),
        by: by.into(),
        what: what.into(),
        message: message.into(),
    };
    vec![
        event("Hôm nay 10:42", "Cán bộ đầu mối", "sửa 3 ô của Biểu T2", ""),
        event(
            "02/12 16:05",
            "Cán bộ tổng hợp, Sở LĐTBXH",
            "trả lại bản 1",
            "Số nữ dân tộc thiểu số cấp xã lớn hơn số nữ.",
        ),
        event("28/11 08:20", "Phó Chủ tịch UBND huyện", "ký và gửi bản 1", ""),
        event("20/11 14:11", "Cán bộ đầu mối", "bắt đầu nhập, lấy số của 17 xã, thị trấn", ""),
    ]
}

fn sample_part(code: &str, title: &str, filled: &str, state: Mark) -> PartLine {
    PartLine {
        code: code.into(),
        short: format!("Biểu {code}"),
        link: Link::new(title, format!("/submissions/7/parts/{code}")),
        filled: filled.into(),
        state,
        last: "Cán bộ đầu mối, hôm nay 10:42".into(),
        errors: 0,
        unexplained: 0,
    }
}

impl SubmissionPage {
    /// A returned yearly report of a district, being mended.
    pub fn sample() -> Self {
        let part = sample_part;
        let done = || Mark::new(Tone::Good, Shape::Tick, "Đủ, không lỗi");
        let frame = Frame::sample_of_district("Báo cáo năm, huyện Tương Dương", Nav::Entry);
        Self {
            crumbs: vec![Link::new("Nhập liệu", "/submissions"), Link::new("Báo cáo năm", "")],
            title: "Báo cáo năm của Ban VSTBPN, huyện Tương Dương".into(),
            state: Mark::of_state(domain::submission::State::Returned).tag(),
            facts: sample_facts(),
            notices: vec![Notice::new(
                Tone::Near,
                "Sở LĐTBXH trả lại ngày 02/12:",
                "Số nữ dân tộc thiểu số cấp xã lớn hơn số nữ.",
            )],
            parts: vec![
                part("T1", "Biểu T1. Kết quả các chỉ tiêu", "24/24 ô bắt buộc", done()),
                part(
                    "T2",
                    "Biểu T2. Nữ tham gia lãnh đạo, quản lý",
                    "46/48 ô bắt buộc",
                    Mark::new(Tone::Bad, Shape::Bang, "1 lỗi, 1 cảnh báo").loud(),
                ),
                part("T4", "Biểu T4. Hoạt động, sản phẩm truyền thông", "28/28 ô bắt buộc", done()),
                part(
                    "PL06",
                    "Lời văn theo đề cương Phụ lục 06",
                    "9/11 mục",
                    Mark::new(Tone::Quiet, Shape::Half, "Đang viết"),
                ),
            ],
            changes: Changes::default(),
            acts: vec![
                Act::new("Chuyển người ký", "/submissions/7/ready", &frame.csrf)
                    .main()
                    .waiting("Còn 1 lỗi ở Biểu T2"),
                Act::new("Xin gia hạn", "/submissions/7/extension", &frame.csrf)
                    .asking_day("Xin đến hết ngày")
                    .asking("Lý do"),
            ],
            versions: vec![VersionLine {
                link: Link::new("Bản 1", "/submissions/7/versions/1"),
                signer: "Phó Chủ tịch UBND huyện".into(),
                at: "28/11/2024 08:20".into(),
                state: Mark::of_state(domain::submission::State::Returned),
            }],
            receipt: Some(Link::new("Giấy biên nhận bản 1", "/submissions/7/receipt")),
            estimates: vec![EstimateLine {
                place: Link::new("Biểu T4, dòng 2, số cuộc", "/submissions/7/parts/T4#tin"),
                estimate: "~412".into(),
                actual: String::new(),
                difference: String::new(),
                mark: Mark::new(Tone::Near, Shape::Diamond, "Chờ số thực tế"),
                cell: Some(12),
            }],
            true_up: "/submissions/7/true-up".into(),
            on_behalf: Some(OnBehalf {
                action: "/submissions/7/send-paper".into(),
                number: String::new(),
                date: String::new(),
                signer: String::new(),
                errors: 2,
            }),
            arrivals: None,
            paper: PaperPanel {
                recorded: "số 215/BC-UBND ngày 02/12/2024, Phó Chủ tịch".into(),
                files: vec![PaperFile {
                    link: Link::new("bao-cao-ky-so.pdf", "/submissions/7/paper/1"),
                    about: "Bản 1, tải lên 02/12/2024 16:20".into(),
                    mark: "9f2c 0b1d 77aa".into(),
                    verdict: "Không có chữ ký số: bản quét?".into(),
                }],
                action: Some("/submissions/7/paper".into()),
                number: "215/BC-UBND".into(),
                date: "2024-12-02".into(),
                signer: "Phó Chủ tịch".into(),
            },
            remarks: super::sample::entry_remarks(),
            feed: sample_feed(),
            downloads: vec![
                Link::new("Tải cả báo cáo (Excel)", "/submissions/7.xlsx"),
                Link::new("Bản in", "/submissions/7.pdf"),
            ],
            frame,
        }
    }
}

impl SubmissionsPage {
    /// What a district owes.
    pub fn sample() -> Self {
        use domain::submission::State;
        let line = |title: &str, due: &str, state: Mark, note: &str| SubmissionLine {
            link: Link::new(title, "/submissions/7"),
            unit: "UBND huyện Tương Dương".into(),
            due: due.into(),
            state,
            note: note.into(),
        };
        Self {
            frame: Frame::sample_of_district("Nhập liệu", Nav::Entry),
            title: "Báo cáo đơn vị phải nộp".into(),
            lead: "Năm 2024, UBND huyện Tương Dương".into(),
            may_import: false,
            filters: vec![
                Choice::new("Còn phải làm 2", "/submissions", true),
                Choice::new("Đã gửi 2", "/submissions?state=filed", false),
            ],
            lines: vec![
                line(
                    "Báo cáo năm của Ban VSTBPN",
                    "hết 04/12/2024",
                    Mark::of_state(State::Returned),
                    "còn 1 ngày",
                ),
                line(
                    "Kết quả Chương trình quốc gia về bình đẳng giới",
                    "hết 24/12/2024",
                    Mark::of_state(State::Draft),
                    "còn 21 ngày",
                ),
                line(
                    "Báo cáo tự kiểm tra",
                    "hết 04/12/2024",
                    Mark::of_state(State::Accepted),
                    "bản 1, 03/12",
                ),
            ],
        }
    }
}
