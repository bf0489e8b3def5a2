//! The desk's two tables of a round: last year's figures, and estimates with what they came to.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
    submission::EstimateLine,
};

/// What was read of a table.
#[derive(Debug, Clone)]
pub struct ReadTable {
    /// "Đọc được 1.204 ô của 21 đơn vị; chưa ghi gì".
    pub title: String,
    pub units: Vec<ReadUnit>,
    /// How many cells will be written.
    pub taken: usize,
    /// Units whose accepted report would get another version, by name; empty where there are none.
    pub rewritten: String,
    /// Cells and lines that were not taken, with the reason.
    pub not_taken: Vec<String>,
    /// Just what will be written, and the mark of what it was shown beside.
    pub text: String,
    pub seen: String,
}

/// A unit of a table beside what is known of it.
#[derive(Debug, Clone)]
pub struct ReadUnit {
    pub name: String,
    /// Cells that will be written.
    pub lines: Vec<ReadLine>,
    /// How many cells do not change.
    pub same: usize,
}

/// A cell of a table beside what is known.
#[derive(Debug, Clone)]
pub struct ReadLine {
    pub place: String,
    pub before: String,
    pub after: String,
    /// "Biểu T3, F12".
    pub origin: String,
}

/// `/rounds/{code}/last-year`.
#[derive(Debug, Clone, Template)]
#[template(path = "round/last_year.html")]
pub struct LastYearPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    /// One choice a form.
    pub filters: Vec<Choice>,
    pub notices: Vec<Notice>,
    pub form: String,
    pub table_href: String,
    pub action: String,
    pub text: String,
    pub read: Option<ReadTable>,
}

/// `/rounds/{code}/estimates`.
#[derive(Debug, Clone, Template)]
#[template(path = "round/estimates.html")]
pub struct EstimatesPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub large: i64,
    /// The unit's submission, and the estimate.
    pub lines: Vec<(Link, EstimateLine)>,
}

impl LastYearPage {
    /// One district read, one line not taken.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Số năm trước", Nav::Board),
            crumbs: vec![Link::new("Tình hình nộp", "/rounds"), Link::new("Số năm trước", "")],
            lead: "Ghi vào đợt “Kết quả Chương trình quốc gia năm 2023”".into(),
            filters: vec![Choice::new("Biểu T2", "/rounds/r/last-year?form=T2", true)],
            notices: Vec::new(),
            form: "T2".into(),
            table_href: "/rounds/r/last-year/T2".into(),
            action: "/rounds/r/last-year".into(),
            text: String::new(),
            read: Some(ReadTable {
                title: "Đọc được 46 ô của 1 đơn vị; chưa ghi gì".into(),
                units: vec![ReadUnit {
                    name: "UBND huyện Tương Dương".into(),
                    lines: vec![ReadLine {
                        place: "Lớp tập huấn về bình đẳng giới: số lớp".into(),
                        before: "12".into(),
                        after: "14".into(),
                        origin: "Biểu T3, F12".into(),
                    }],
                    same: 45,
                }],
                taken: 1,
                rewritten: "UBND huyện Tương Dương".into(),
                text: "Mã đơn vị\tTên đơn vị\tbdg:lop\nh-415\tUBND huyện Tương Dương\t14\n".into(),
                seen: "9f2c".into(),
                not_taken: vec!["Dòng 4, “h-999”: không phải đơn vị của đợt này.".into()],
            }),
        }
    }
}

impl EstimatesPage {
    /// One estimate far from what it came to.
    pub fn sample() -> Self {
        let line = EstimateLine {
            place: Link::new("Biểu T4, Tin, bài, số cuộc", "/submissions/7/parts/T4"),
            estimate: "412".into(),
            actual: "350".into(),
            difference: "−15,0%".into(),
            mark: Mark::new(Tone::Bad, Shape::Triangle, "Lệch từ 10%"),
            cell: None,
        };
        Self {
            frame: Frame::sample("Số ước", Nav::Board),
            crumbs: vec![Link::new("Tình hình nộp", "/rounds"), Link::new("Số ước", "")],
            title: "1 số ước, 1 lệch từ 10%".into(),
            large: 10,
            lines: vec![(Link::new("UBND huyện Tương Dương", "/submissions/7"), line)],
        }
    }
}
