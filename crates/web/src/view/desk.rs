//! The desk's two tables of a round: last year's figures, and estimates with what they came to.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
    submission::EstimateLine,
};

/// What was read of a pasted table.
#[derive(Debug, Clone)]
pub struct ReadTable {
    /// "Đọc được 1.204 ô của 21 đơn vị; chưa ghi gì".
    pub title: String,
    /// Unit and how many cells it gets.
    pub units: Vec<(String, usize)>,
    /// Cells and lines that were not taken, with the reason.
    pub not_taken: Vec<String>,
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
            table_href: "/rounds/r/last-year/T2.csv".into(),
            action: "/rounds/r/last-year".into(),
            text: "Mã đơn vị\tTên đơn vị\t1:nu".into(),
            read: Some(ReadTable {
                title: "Đọc được 46 ô của 1 đơn vị; chưa ghi gì".into(),
                units: vec![("UBND huyện Tương Dương".into(), 46)],
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
