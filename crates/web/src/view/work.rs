//! The first page: three work lists and the running rounds.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    mark::{Bar, Fill, Mark, Shape, Tone},
    officer::ResetTold,
};

/// A round that is open now.
#[derive(Debug, Clone)]
pub struct RunningRound {
    pub link: Link,
    /// "Còn 1 ngày", "Quá hạn 1 ngày".
    pub time_left: String,
    pub urgent: bool,
    /// "hết 04/12".
    pub until: String,
    pub bar: Bar,
    /// "38/66".
    pub accepted: String,
    /// "9 chờ · 3 trả lại".
    pub between: String,
    /// "16 chưa nộp".
    pub outstanding: String,
}

/// One thing: what, for whom, until when.
#[derive(Debug, Clone)]
pub struct WorkItem {
    pub what: String,
    pub href: String,
    pub whom: String,
    /// "Hôm nay", "Còn 3 ngày".
    pub time_left: String,
    /// Today or tomorrow.
    pub soon: bool,
    /// Instead of the words when overdue.
    pub mark: Option<Mark>,
    /// "2024-12-03".
    pub date_iso: String,
    /// "03/12"; empty where there is no day.
    pub date: String,
}

/// A titled list of things.
#[derive(Debug, Clone)]
pub struct WorkList {
    /// "can-lam", "cho-duyet", "qua-han".
    pub anchor: &'static str,
    pub title: &'static str,
    /// All of them, more than are shown.
    pub count: u32,
    /// "4 việc".
    pub note: String,
    /// "Xem cả 9 mục".
    pub more: Option<Link>,
    pub items: Vec<WorkItem>,
    /// Said when there is nothing.
    pub empty: &'static str,
}

impl WorkList {
    /// Cần làm.
    pub fn todo(items: Vec<WorkItem>) -> Self {
        Self::of(("can-lam", "Cần làm", "Không còn việc nào."), items)
    }

    /// Chờ tôi duyệt.
    pub fn review(items: Vec<WorkItem>) -> Self {
        Self::of(("cho-duyet", "Chờ tôi duyệt", "Không có báo cáo nào chờ bạn."), items)
    }

    /// Quá hạn.
    pub fn overdue(items: Vec<WorkItem>) -> Self {
        Self::of(("qua-han", "Quá hạn", "Không có gì quá hạn."), items)
    }

    fn of(words: (&'static str, &'static str, &'static str), items: Vec<WorkItem>) -> Self {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        Self {
            anchor: words.0,
            title: words.1,
            count,
            note: if count > 0 { format!("{count} việc") } else { String::new() },
            more: None,
            items,
            empty: words.2,
        }
    }
}

/// `/`.
#[derive(Debug, Clone, Template)]
#[template(path = "work/index.html")]
pub struct WorkPage {
    pub frame: Frame,
    /// "Ngày mai hết hạn hai báo cáo."
    pub lead: String,
    /// New passwords that somebody gave.
    pub resets: Vec<ResetTold>,
    pub rounds: Vec<RunningRound>,
    pub todo: WorkList,
    pub review: WorkList,
    pub overdue: WorkList,
}

impl WorkPage {
    /// The three lists in reading order.
    fn lists(&self) -> [&WorkList; 3] {
        [&self.todo, &self.review, &self.overdue]
    }

    /// The desk officer's page on 03/12/2024.
    pub fn sample() -> Self {
        let mut review = WorkList::review(vec![
            item(
                "Báo cáo năm của Ban VSTBPN, gửi lại lần 2",
                "Huyện Con Cuông",
                "Hôm nay",
                "03/12",
            ),
            item(
                "Báo cáo tự kiểm tra, có 1 cảnh báo đã giải trình",
                "Sở Giáo dục và Đào tạo",
                "Hôm nay",
                "03/12",
            ),
            item(
                "Báo cáo năm của Ban VSTBPN, kèm phần trả lời thay thị xã Cửa Lò",
                "Thành phố Vinh",
                "Còn 1 ngày",
                "04/12",
            ),
        ]);
        review.count = 9;
        review.more = Some(Link::new("Xem cả 9 mục", "/submissions?state=submitted"));
        Self {
            frame: Frame::sample("Việc của tôi", Nav::Work),
            lead: "Ngày mai hết hạn hai báo cáo.".into(),
            resets: Vec::new(),
            rounds: sample_rounds(),
            todo: WorkList::todo(sample_todo()),
            review,
            overdue: WorkList::overdue(sample_overdue()),
        }
    }

    /// A district officer with little to do.
    pub fn sample_of_district() -> Self {
        Self {
            frame: Frame::sample_of_district("Việc của tôi", Nav::Work),
            lead: "Ngày mai hết hạn một báo cáo.".into(),
            resets: vec![ResetTold::sample()],
            rounds: Vec::new(),
            todo: WorkList::todo(vec![
                item("Nhập Biểu T2: còn 1 lỗi", "Ban VSTBPN tỉnh", "Còn 1 ngày", "04/12"),
                item("Viết lời văn mục II.6", "Ban VSTBPN tỉnh", "Còn 1 ngày", "04/12"),
            ]),
            review: WorkList::review(vec![item(
                "Báo cáo năm của Ban VSTBPN",
                "Xã Tam Thái",
                "Hôm nay",
                "03/12",
            )]),
            overdue: WorkList::overdue(Vec::new()),
        }
    }
}

fn item(what: &str, whom: &str, time_left: &str, date: &str) -> WorkItem {
    let (day, month) = date.split_once('/').unwrap_or(("01", "12"));
    WorkItem {
        what: what.into(),
        href: "/submissions/7".into(),
        whom: whom.into(),
        time_left: time_left.into(),
        soon: time_left == "Hôm nay",
        mark: None,
        date_iso: format!("2024-{month}-{day}"),
        date: date.into(),
    }
}

fn sample_todo() -> Vec<WorkItem> {
    vec![
        item(
            "Soạn công văn đôn đốc 16 đơn vị chưa nộp báo cáo năm của Ban VSTBPN",
            "Lãnh đạo Sở ký",
            "Hôm nay",
            "03/12",
        ),
        item(
            "Sửa 2 chỗ lời văn lệch với biểu số liệu trong dự thảo báo cáo",
            "UBND tỉnh",
            "Còn 3 ngày",
            "06/12",
        ),
        item(
            "Thống nhất số ước năm 2024 của chỉ tiêu 4.1 đến 4.4",
            "Sở Y tế",
            "Còn 7 ngày",
            "10/12",
        ),
    ]
}

fn sample_overdue() -> Vec<WorkItem> {
    let late = |what: &str, whom: &str, days: u32, date: &str| WorkItem {
        mark: Some(Mark::new(Tone::Bad, Shape::Bang, format!("Quá {days} ngày"))),
        ..item(what, whom, "", date)
    };
    vec![
        late(
            "Giải trình kinh phí 6 tháng, Biểu T8 (nghi nhầm đồng với nghìn đồng)",
            "Huyện Kỳ Sơn",
            5,
            "28/11",
        ),
        late("Bổ sung văn bản cử đầu mối bình đẳng giới", "Sở Giao thông vận tải", 3, "30/11"),
    ]
}

fn sample_rounds() -> Vec<RunningRound> {
    let round = |title: &str, code: &str, left: u32, counts: [u32; 4]| {
        let [accepted, waiting, returned, outstanding] = counts;
        let between = match (waiting, returned) {
            (0, 0) => String::new(),
            (_, 0) => format!("{waiting} chờ"),
            _ => format!("{waiting} chờ · {returned} trả lại"),
        };
        RunningRound {
            link: Link::new(title, format!("/rounds/{code}")),
            time_left: format!("Còn {left} ngày"),
            urgent: left < 3,
            until: format!("hết {:02}/12", left + 3),
            bar: Bar {
                parts: vec![
                    (Fill::Good, accepted),
                    (Fill::Part, waiting),
                    (Fill::Near, returned),
                    (Fill::Begun, outstanding),
                ],
                label: format!(
                    "{accepted} đã chấp nhận, {waiting} đang thẩm tra, {returned} trả lại, {outstanding} chưa nộp"
                ),
            },
            accepted: format!("{accepted}/66"),
            between,
            outstanding: format!("{outstanding} chưa nộp"),
        }
    };
    vec![
        round("Báo cáo năm của Ban VSTBPN", "ban-12-2024", 1, [38, 9, 3, 16]),
        round("Báo cáo tự kiểm tra", "tkt-2024", 1, [41, 6, 2, 17]),
        round("Kết quả Chương trình quốc gia", "ctqg-2024", 21, [4, 5, 0, 57]),
    ]
}
