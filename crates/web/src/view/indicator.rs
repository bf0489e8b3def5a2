//! Indicators: the overview of the series by objective, and one indicator in full.

use askama::Template;

use super::{
    act::{Choice, Link},
    chart::Svg,
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice},
};

/// A line of the table of series.
#[derive(Debug, Clone)]
pub struct SeriesLine {
    pub code: String,
    pub name: String,
    pub unit: String,
    /// "3.2a" stands under "3.2".
    pub child: bool,
    /// A parent has a status and no figures.
    pub parent: bool,
    pub before: String,
    pub value: String,
    /// "ước", "năm 2023"; may be empty.
    pub value_note: String,
    pub expected: String,
    pub target: String,
    pub national: String,
    pub spark: Option<Svg>,
    pub mark: Mark,
}

impl SeriesLine {
    /// A line without figures.
    pub fn nothing() -> Self {
        Self {
            code: String::new(),
            name: String::new(),
            unit: String::new(),
            child: false,
            parent: false,
            before: String::new(),
            value: String::new(),
            value_note: String::new(),
            expected: String::new(),
            target: String::new(),
            national: String::new(),
            spark: None,
            mark: Mark::of_status(domain::status::Status::NoData),
        }
    }
}

/// An objective with its series.
#[derive(Debug, Clone)]
pub struct ObjectiveGroup {
    /// "Chính trị".
    pub short: String,
    /// "Mục tiêu 1. Trong lĩnh vực chính trị".
    pub title: String,
    pub lines: Vec<SeriesLine>,
}

impl ObjectiveGroup {
    /// Series of the objective, without parents.
    pub fn series(&self) -> Vec<&SeriesLine> {
        self.lines.iter().filter(|line| !line.parent).collect()
    }
}

/// How many series have a status.
#[derive(Debug, Clone)]
pub struct StatusCount {
    pub count: u32,
    pub mark: Mark,
}

/// `/indicators`.
#[derive(Debug, Clone, Template)]
#[template(path = "indicator/overview.html")]
pub struct IndicatorsPage {
    pub frame: Frame,
    /// The finding: "15 trong 24 chỉ tiêu thành phần đã đạt, 5 chưa đạt".
    pub title: String,
    pub lead: String,
    pub year: String,
    pub year_before: String,
    /// "2020 - 2024".
    pub span: String,
    pub target_year: String,
    pub notices: Vec<Notice>,
    /// Years with a round.
    pub years: Vec<Choice>,
    pub groups: Vec<ObjectiveGroup>,
    /// "20 chỉ tiêu", "24 chuỗi số liệu": how many stand how.
    pub counts: Vec<(String, Vec<StatusCount>)>,
    /// Programmes besides the strategy, as further groups of the table.
    pub notes: String,
}

impl IndicatorsPage {
    /// Whether any series has an expected path.
    fn has_path(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.lines).any(|line| !line.expected.is_empty())
    }
}

/// A figure in the headline of an indicator.
#[derive(Debug, Clone)]
pub struct HeadlineFigure {
    pub name: String,
    pub value: String,
    /// Where it comes from; may be empty.
    pub href: String,
    pub note: String,
}

/// A unit in the table under the picture.
#[derive(Debug, Clone)]
pub struct AreaLine {
    pub area: Link,
    pub numerator: Link,
    pub denominator: Link,
    /// "83,2"; or a word ("không phát sinh", "che số nhỏ") when `words`.
    pub value: String,
    pub words: bool,
    pub missing: bool,
    pub mark: Mark,
}

/// A small multiple.
#[derive(Debug, Clone)]
pub struct MiniArea {
    pub area: String,
    /// The year before: "81,0"; may be empty.
    pub before: String,
    /// "83,3" or "chưa nộp".
    pub value: String,
    pub known: bool,
    pub below: bool,
    pub picture: Svg,
}

/// A year in the table under the line chart.
#[derive(Debug, Clone)]
pub struct YearLine {
    pub year: String,
    pub value: String,
    pub expected: String,
    pub target: String,
    /// "thực tế", "ước", "công bố, S12".
    pub source: String,
}

/// Where a target comes from and how sure it is.
#[derive(Debug, Clone)]
pub struct TargetLine {
    pub scope: String,
    pub year: String,
    pub goal: String,
    pub source: String,
    /// "đã kiểm chứng", "nguồn thứ cấp".
    pub confidence: String,
}

/// `/indicators/{code}`.
#[derive(Debug, Clone, Template)]
#[template(path = "indicator/detail.html")]
pub struct IndicatorPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    /// "3.2a. Người bị bạo lực ...".
    pub title: String,
    pub lead: String,
    pub notices: Vec<Notice>,
    pub value_name: String,
    pub value: Option<Link>,
    pub mark: Mark,
    /// "theo chỉ tiêu quốc gia"; may be empty.
    pub judged_by: String,
    pub headline: Vec<HeadlineFigure>,
    pub chart_title: String,
    pub chart_note: String,
    pub chart: Option<Svg>,
    pub years: Vec<YearLine>,
    /// Fields of the reference sheet.
    pub sheet: Vec<(String, String)>,
    pub sheet_note: String,
    pub targets: Vec<TargetLine>,
    pub areas_title: String,
    pub areas_note: String,
    pub target_name: String,
    pub areas: Vec<AreaLine>,
    /// The same on a map of tiles.
    pub map: Option<Svg>,
    pub total: Option<AreaLine>,
    pub minis_title: String,
    pub minis_note: String,
    /// First and last year of the small multiples.
    pub minis_years: [String; 2],
    pub minis: Vec<MiniArea>,
    pub origin: String,
    pub used_in: Vec<Link>,
    /// What tells its file from another's: "3.2a năm 2024".
    pub file_words: String,
}

impl IndicatorPage {
    /// Whether any year has an expected path.
    fn has_path(&self) -> bool {
        self.years.iter().any(|line| !line.expected.is_empty())
    }
}
