//! `/imports`: many workbooks at once.

use askama::Template;

use super::{
    act::{Link, Pages},
    frame::{Frame, Nav, Theme},
    mark::Notice,
};

/// A run in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLine {
    pub href: String,
    pub at: String,
    pub stage: &'static str,
    pub files: i64,
    pub done: i64,
}

/// A file of a run, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    pub name: String,
    pub sentence: String,
    pub details: Vec<String>,
    /// Where a file that was held back can be looked at; empty for others.
    pub href: String,
}

/// Files that met one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fated {
    pub id: &'static str,
    pub title: &'static str,
    /// Files with something to look at.
    pub doubtful: usize,
    pub files: Vec<FileLine>,
}

/// `/imports`.
#[derive(Debug, Clone, Template)]
#[template(path = "import/list.html")]
pub struct ImportsPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: &'static str,
    pub notices: Vec<Notice>,
    pub runs: Vec<RunLine>,
    pub pages: Pages,
}

/// `/imports/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "import/show.html")]
pub struct ImportPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub base: String,
    pub run: RunLine,
    pub is_running: bool,
    pub may_write: bool,
    pub may_cancel: bool,
    pub overwrite: bool,
    pub strict: bool,
    pub fates: Vec<Fated>,
}

impl RunLine {
    fn sample(stage: &'static str, done: i64) -> Self {
        let at = "08:30 03/12/2024".into();
        Self { href: "/imports/7".into(), at, stage, files: 4, done }
    }
}

impl ImportsPage {
    /// With two runs.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Nạp nhiều tệp", Nav::Entry),
            crumbs: vec![Link::new("Nhập liệu", "/submissions"), Link::new("Nạp nhiều tệp", "")],
            lead: "Biểu Excel của nhiều đơn vị trong một lượt; xem trước từng tệp rồi mới ghi",
            notices: Vec::new(),
            runs: vec![RunLine::sample("Đang xem trước", 2), RunLine::sample("Đã ghi xong", 4)],
            pages: Pages { newer: None, older: Some(Link::new("Cũ hơn", "/imports?page=1")) },
        }
    }
}

impl ImportPage {
    /// Looked through, with every fate.
    pub fn sample() -> Self {
        let file = |name: &str, sentence: &str, details: &[&str]| FileLine {
            name: name.to_owned(),
            sentence: sentence.to_owned(),
            details: details.iter().map(|line| (*line).to_owned()).collect(),
            href: if sentence.contains("giữ lại") { "/submissions/541/workbook" } else { "" }
                .to_owned(),
        };
        let fated = |id, title, files: Vec<FileLine>| {
            let doubtful = files.iter().filter(|file| !file.details.is_empty()).count();
            Fated { id, title, doubtful, files }
        };
        let doubt = "nghi gõ nhầm Biểu T8, dòng 3 “Cấp xã”, cột “Kinh phí” (Biểu T8, D10): “6.156.000”. Gấp khoảng 1.000 lần kỳ trước. Số đề xuất: 6.156";
        Self {
            frame: Frame::sample("Nạp nhiều tệp", Nav::Entry),
            crumbs: vec![
                Link::new("Nhập liệu", "/submissions"),
                Link::new("Nạp nhiều tệp", "/imports"),
                Link::new("Lượt 7", ""),
            ],
            base: "/imports/7".into(),
            run: RunLine::sample("Đã xem trước, chưa ghi", 4),
            is_running: false,
            may_write: true,
            may_cancel: true,
            overwrite: false,
            strict: true,
            fates: vec![
                fated(
                    "khong-nhan",
                    "Không nhận",
                    vec![file(
                        "b.zip/so-lieu.csv",
                        "không nhận: Tệp CSV hoặc văn bản thường không mang được biểu. Mở bằng Excel, lưu thành .xlsx rồi nạp lại. (BOOK-011)",
                        &[],
                    )],
                ),
                fated(
                    "giu-lai",
                    "Giữ lại chờ xem",
                    vec![file(
                        "b.zip/h-421.xlsx",
                        "UBND huyện Quỳnh Lưu, Báo cáo năm 2024: giữ lại, chưa ghi gì",
                        &[doubt],
                    )],
                ),
                fated(
                    "khong-ghi",
                    "Không ghi ô nào",
                    vec![file(
                        "b.zip/h-413.xlsx",
                        "UBND huyện Diễn Châu, Báo cáo năm 2024: không ghi ô nào, không đổi 3, không nhận 44, ngoài biểu 0",
                        &[
                            "Biểu T3, dòng 1 “Cán bộ”, cột “Số lớp” (BOOK-219): Báo cáo đã có “3”, tệp ghi “5”. Giữ số đã có; muốn lấy số của tệp thì chọn ghi đè.",
                        ],
                    )],
                ),
                fated(
                    "nap-duoc",
                    "Nạp được",
                    vec![file(
                        "b.zip/h-412.xlsx",
                        "UBND huyện Yên Thành, Báo cáo năm 2024: sẽ ghi 285, không đổi 0, không nhận 0, ngoài biểu 0",
                        &[],
                    )],
                ),
            ],
        }
    }

    /// On its way.
    pub fn sample_running() -> Self {
        let run = RunLine::sample("Đang xem trước", 2);
        Self { run, is_running: true, may_write: false, ..Self::sample() }
    }
}
