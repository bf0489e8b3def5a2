//! Rounds: the list, and the board of units × rounds.

use askama::Template;
use domain::{round::Decided, submission::State};

use super::{
    act::{Act, Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Bar, Fill, Mark, Shape, Tone},
};

/// A round in the list.
#[derive(Debug, Clone)]
pub struct RoundLine {
    pub link: Link,
    /// "01/12/2023 đến 30/11/2024".
    pub window: String,
    /// The window is proposed, not named by the plan.
    pub proposed: bool,
    /// "hết 04/12/2024".
    pub due: String,
    /// "còn 1 ngày".
    pub time_left: String,
    pub bar: Bar,
    /// "38/66 đã chấp nhận".
    pub summary: String,
    pub state: Mark,
}

/// `/rounds`.
#[derive(Debug, Clone, Template)]
#[template(path = "round/list.html")]
pub struct RoundsPage {
    pub frame: Frame,
    pub lead: String,
    pub filters: Vec<Choice>,
    pub lines: Vec<RoundLine>,
}

/// How loud a cell of the board is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heat {
    /// Late or wrong.
    Hot,
    /// Returned.
    Warm,
    Quiet,
}

impl Heat {
    /// Class of the cell.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Warm => "warm",
            Self::Quiet => "quiet",
        }
    }
}

/// A round as a column.
#[derive(Debug, Clone)]
pub struct BoardColumn {
    pub link: Link,
    /// "Quá hạn 1 ngày", "Còn 19 ngày".
    pub time_left: String,
    pub overdue: bool,
    /// "hết 04/12".
    pub until: String,
    pub bar: Bar,
    /// "44/66".
    pub accepted: String,
}

/// A unit in a round.
#[derive(Debug, Clone)]
pub struct BoardCell {
    /// `None`: owes nothing in this round.
    pub mark: Option<Mark>,
    /// "04/12", "đang nhập".
    pub extra: String,
    pub heat: Heat,
    /// That figures from below changed after the unit signed.
    pub stale: Option<Mark>,
    /// The submission, or empty where it may not be seen.
    pub href: String,
}

/// What the mark of an outdated report means.
pub const STALE_MEANS: &str = "sau khi huyện ký, có xã được chấp nhận số mới; số huyện đã ký không còn bằng \
    số các xã cộng lại. Huyện đề nghị mở lại, nơi nhận mở lại, huyện ký lại.";

impl BoardCell {
    /// The mark of a report that units below have outdated.
    pub fn stale_mark() -> Mark {
        Mark::new(Tone::Near, Shape::Triangle, "số cấp xã đã đổi")
    }
}

/// A unit of the board.
#[derive(Debug, Clone)]
pub struct BoardRow {
    pub unit: Link,
    /// "Thành phố Vinh trả lời thay từ 01/12/2024"; may be empty.
    pub note: String,
    /// Value of its box for the letter; empty: cannot be chosen.
    pub pick: String,
    pub picked: bool,
    pub cells: Vec<BoardCell>,
    /// "2 lần, 29/11".
    pub urged: String,
}

/// Units of a kind.
#[derive(Debug, Clone)]
pub struct BoardGroup {
    /// "UBND huyện, thành phố, thị xã (21)".
    pub title: String,
    pub rows: Vec<BoardRow>,
}

/// A decision about the round.
#[derive(Debug, Clone)]
pub struct Decision {
    pub at: String,
    pub by: String,
    pub what: String,
    pub reason: String,
}

/// `/rounds/{code}`.
#[derive(Debug, Clone, Template)]
#[template(path = "round/board.html")]
pub struct BoardPage {
    pub frame: Frame,
    /// The finding: "9 đơn vị chậm báo cáo năm của Ban VSTBPN".
    pub title: String,
    pub lead: String,
    pub code: String,
    pub filters: Vec<Choice>,
    pub columns: Vec<BoardColumn>,
    pub groups: Vec<BoardGroup>,
    /// Marks beside the states, with what they mean and what to do.
    pub legend: Vec<(Mark, String)>,
    pub downloads: Vec<Link>,
    /// "Đã chọn 9 đơn vị chậm"; `None`: may not urge.
    pub urging: Option<String>,
    pub acts: Vec<Act>,
    /// What was decided about the round: when, who, what, why.
    pub decisions: Vec<Decision>,
}

impl BoardPage {
    /// Columns with box, unit and urging.
    pub fn all_columns(&self) -> usize {
        self.columns.len() + 3
    }
}

fn column(title: &str, left: &str, until: &str, counts: [u32; 5]) -> BoardColumn {
    let [accepted, waiting, returned, late, open] = counts;
    BoardColumn {
        link: Link::new(title, "/rounds/ban-12-2024"),
        time_left: left.into(),
        overdue: left.starts_with("Quá"),
        until: until.into(),
        bar: Bar {
            parts: vec![
                (Fill::Good, accepted),
                (Fill::Part, waiting),
                (Fill::Near, returned),
                (Fill::Bad, late),
                (Fill::Begun, open),
            ],
            label: format!(
                "{accepted} đã chấp nhận, {waiting} đang thẩm tra, {returned} trả lại, {late} chậm, {open} chưa đến hạn"
            ),
        },
        accepted: format!("{accepted}/66"),
    }
}

fn late(extra: &str) -> BoardCell {
    BoardCell {
        mark: Some(Mark::late(1)),
        extra: extra.into(),
        heat: Heat::Hot,
        stale: None,
        href: "/submissions/7".into(),
    }
}

fn standing(state: State, extra: &str) -> BoardCell {
    BoardCell {
        mark: Some(Mark::of_state(state)),
        extra: extra.into(),
        heat: if state == State::Returned { Heat::Warm } else { Heat::Quiet },
        stale: None,
        href: "/submissions/7".into(),
    }
}

fn row(unit: &str, urged: &str, cells: [BoardCell; 3]) -> BoardRow {
    BoardRow {
        unit: Link::new(unit, "/submissions/7"),
        note: String::new(),
        pick: unit.into(),
        picked: cells[0].heat == Heat::Hot,
        cells: cells.into(),
        urged: urged.into(),
    }
}

fn sample_districts() -> Vec<BoardRow> {
    use State::{Accepted, Draft, InReview, NotStarted, Returned};
    let answered = BoardRow {
        note: "Thành phố Vinh trả lời thay từ 01/12/2024".into(),
        ..row(
            "Thị xã Cửa Lò",
            "",
            [standing(Accepted, "04/12"), standing(Accepted, "03/12"), standing(Draft, "")],
        )
    };
    vec![
        row(
            "Huyện Kỳ Sơn",
            "2 lần, 29/11",
            [late("chưa bắt đầu"), late("chưa bắt đầu"), standing(NotStarted, "")],
        ),
        row(
            "Huyện Quỳ Hợp",
            "1 lần, 29/11",
            [late("đang nhập"), late("đang nhập"), standing(NotStarted, "")],
        ),
        row(
            "Huyện Quế Phong",
            "Chưa",
            [late("đang nhập"), standing(InReview, "04/12"), standing(Accepted, "03/12")],
        ),
        row(
            "Huyện Thanh Chương",
            "",
            [standing(Returned, "gửi lại 06/12"), standing(Accepted, "02/12"), standing(Draft, "")],
        ),
        row(
            "Huyện Tương Dương",
            "",
            [standing(InReview, "04/12"), standing(Accepted, "03/12"), standing(Draft, "")],
        ),
        row(
            "Thành phố Vinh",
            "",
            [
                BoardCell { stale: Some(BoardCell::stale_mark()), ..standing(Accepted, "04/12") },
                standing(Accepted, "03/12"),
                standing(Draft, ""),
            ],
        ),
        answered,
    ]
}

fn sample_bodies() -> Vec<BoardRow> {
    use State::{Accepted, Draft, InReview, NotStarted};
    let nothing = BoardCell {
        mark: None,
        extra: String::new(),
        heat: Heat::Quiet,
        stale: None,
        href: String::new(),
    };
    vec![
        row(
            "Sở Giao thông vận tải",
            "1 lần, 29/11",
            [late("đang nhập"), late("đang nhập"), standing(NotStarted, "")],
        ),
        row(
            "Sở Y tế",
            "",
            [standing(Accepted, "02/12"), standing(InReview, "04/12"), standing(Draft, "")],
        ),
        BoardRow {
            note: "đề nghị phối hợp".into(),
            pick: String::new(),
            ..row(
                "Hội Liên hiệp Phụ nữ tỉnh",
                "",
                [standing(Draft, ""), nothing, standing(Accepted, "04/12")],
            )
        },
    ]
}

impl BoardPage {
    /// The board on the morning after the deadline.
    pub fn sample() -> Self {
        let mut frame = Frame::sample("Tình hình nộp", Nav::Board);
        frame.today = "Thứ Năm, 05/12/2024".into();
        Self {
            title: "9 đơn vị chậm báo cáo năm của Ban VSTBPN".into(),
            lead: "Tình hình nộp của 66 đơn vị, đến 8 giờ 15 ngày 05/12/2024".into(),
            code: "ban-12-2024".into(),
            filters: vec![
                Choice::new("Tất cả 66", "/rounds/ban-12-2024", true),
                Choice::new("Chậm 10", "/rounds/ban-12-2024?show=late", false),
                Choice::new("Bị trả lại 5", "/rounds/ban-12-2024?show=returned", false),
                Choice::new("Chưa đôn đốc lần nào 3", "/rounds/ban-12-2024?show=not-urged", false),
            ],
            columns: vec![
                column(
                    "Báo cáo năm của Ban VSTBPN",
                    "Quá hạn 1 ngày",
                    "hết 04/12",
                    [44, 10, 3, 9, 0],
                ),
                column("Báo cáo tự kiểm tra", "Quá hạn 1 ngày", "hết 04/12", [48, 9, 2, 7, 0]),
                column(
                    "Kết quả Chương trình quốc gia",
                    "Còn 19 ngày",
                    "hết 24/12",
                    [6, 6, 0, 0, 54],
                ),
            ],
            groups: vec![
                BoardGroup {
                    title: "UBND huyện, thành phố, thị xã (21)".into(),
                    rows: sample_districts(),
                },
                BoardGroup {
                    title: "Sở, ban, ngành, cơ quan cấp tỉnh (45)".into(),
                    rows: sample_bodies(),
                },
            ],
            legend: vec![(BoardCell::stale_mark(), STALE_MEANS.to_owned())],
            downloads: vec![Link::new("Xuất Excel", "/rounds/ban-12-2024.xlsx")],
            urging: Some("Đã chọn 9 đơn vị chậm báo cáo năm của Ban VSTBPN.".into()),
            acts: Vec::new(),
            decisions: vec![Decision {
                at: "03/12/2024 08:20".into(),
                by: "Cán bộ tổng hợp, Sở LĐTBXH".into(),
                what: "mở lại đợt, nhận đến hết 10/12/2024".into(),
                reason: "Hai huyện mất điện vì mưa lũ.".into(),
            }],
            frame,
        }
    }
}

impl RoundsPage {
    /// The rounds of 2024.
    pub fn sample() -> Self {
        let line = |title: &str, code: &str, due: &str, left: &str, counts: [u32; 5]| RoundLine {
            link: Link::new(title, format!("/rounds/{code}")),
            window: "01/12/2023 đến 30/11/2024".into(),
            proposed: code.starts_with("ban"),
            due: due.into(),
            time_left: left.into(),
            bar: column(title, left, due, counts).bar,
            summary: format!("{}/66 đã chấp nhận", counts[0]),
            state: if left.is_empty() {
                Mark::new(Tone::Quiet, Shape::Barred, "Đã đóng")
            } else {
                Mark::new(Tone::Part, Shape::Ring, "Đang mở")
            },
        };
        Self {
            frame: Frame::sample("Tình hình nộp", Nav::Board),
            lead: "Các đợt báo cáo của kế hoạch năm 2024".into(),
            filters: vec![
                Choice::new("Năm 2024", "/rounds?year=2024", true),
                Choice::new("Năm 2023", "/rounds?year=2023", false),
            ],
            lines: vec![
                line(
                    "Báo cáo năm của Ban VSTBPN",
                    "ban-12-2024",
                    "hết 04/12/2024",
                    "còn 1 ngày",
                    [38, 9, 3, 0, 16],
                ),
                line(
                    "Kết quả Chương trình quốc gia",
                    "ctqg-2024",
                    "hết 24/12/2024",
                    "còn 21 ngày",
                    [4, 5, 0, 0, 57],
                ),
                line(
                    "Báo cáo 6 tháng của Ban VSTBPN",
                    "ban-6-2024",
                    "hết 04/6/2024",
                    "",
                    [66, 0, 0, 0, 0],
                ),
            ],
        }
    }
}

/// "đóng đợt, nhận đến hết 02/12/2024".
pub(crate) fn decision_words(decided: Decided, until: jiff::civil::Date) -> String {
    let until = domain::period::day(until);
    match decided {
        Decided::Close => format!("đóng đợt; đã nhận đến hết {until}"),
        Decided::Reopen => format!("mở lại đợt, nhận đến hết {until}"),
        Decided::SetDay => format!("ấn định các xã gửi đến hết {until}"),
    }
}
