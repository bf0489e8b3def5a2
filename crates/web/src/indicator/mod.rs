//! `/indicators`: every series against its target, and one indicator in full.

mod areas;
mod course;
mod feeding;
mod origin;
mod path;
mod sheet;
mod used;

use std::sync::Arc;

use actions::report::{
    indicators::{goal, judged, value_words},
    unsettled::Unsettled,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use domain::{
    check::Figures,
    indicator::{Indicator, Programme, TargetScope},
    status::{self, Status, judge_targets, target_for},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Deserialize;

use self::feeding::{provider, sums_several};
use crate::{
    consolidation::made_of::unsettled,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        chart,
        frame::Nav,
        indicator::{
            HeadlineFigure, IndicatorPage, IndicatorsPage, ObjectiveGroup, SeriesLine, StatusCount,
        },
        mark::{Mark, Notice, Tone},
    },
};

/// The regime whose tables carry the indicators.
const REGIME: &str = "R-STR";

/// Totals of the newest yearly round and the one before.
struct Years {
    year: i16,
    /// All years with a round, newest first.
    all: Vec<i64>,
    now: Arc<Figures>,
    before: Arc<Figures>,
    round: String,
    title: String,
    round_id: i64,
    previous_id: Option<i64>,
    /// Reports of which a version counts, and all that are owed to the lead department.
    coverage: (i64, i64),
    unsettled: Unsettled,
}

impl Years {
    /// Whether anything is accepted of the year, or of the one before it.
    fn has_any(&self, year: i16) -> bool {
        let figures = if year == self.year { &self.now } else { &self.before };
        figures.current.values().any(|cells| !cells.is_empty())
    }

    /// Whether reports are missing.
    const fn is_incomplete(&self) -> bool {
        self.coverage.0 < self.coverage.1
    }

    /// Said wherever figures of several units are judged while reports are missing.
    fn incomplete(&self) -> Option<Notice> {
        let (accepted, owed) = self.coverage;
        self.is_incomplete().then(|| {
            let text = format!(
                "Mới có {accepted}/{owed} cơ quan, đơn vị được chấp nhận. Chỉ tiêu cộng từ nhiều đơn vị tính trên phần đã có, chưa phải kết quả cả năm {}.",
                self.year
            );
            Notice::new(Tone::Near, "Chưa đủ đơn vị.", text)
        })
    }

    /// What must be known of one series: of one provider's only whether that one mends its report.
    fn notices_of(&self, state: &AppState, indicator: &Indicator) -> Vec<Notice> {
        if sums_several(state, indicator) {
            return self.incomplete().into_iter().chain(unsettled(&self.unsettled)).collect();
        }
        let provider = provider(state, indicator);
        let corrected = self.unsettled.corrected.iter();
        let own = corrected.filter(|one| Some(&one.unit) == provider.as_ref()).cloned();
        unsettled(&Unsettled { corrected: own.collect(), ..Unsettled::default() })
    }
}

/// The newest year that holds something accepted, or the year asked for, with the year before it.
async fn years(state: &AppState, asked: Option<i64>) -> Result<Years, PageError> {
    let mut reader = state.store.reader();
    let rounds: Vec<_> =
        store::round::list(&mut reader).await?.into_iter().filter(|r| r.regime == REGIME).collect();
    let mut loaded = Vec::new();
    for round in &rounds {
        let place = (round.id, state.lead);
        loaded.push(state.totals.round(&mut reader, &state.catalog, REGIME, place).await?);
    }
    let filled = |figures: &Figures| figures.current.values().any(|cells| !cells.is_empty());
    let at = match asked {
        Some(year) => rounds.iter().position(|r| r.year == year).ok_or(PageError::NotFound)?,
        None => loaded.iter().position(|figures| filled(figures)).unwrap_or(0),
    };
    let current = rounds.get(at).ok_or(PageError::NotFound)?;
    let coverage = store::round::coverage(&mut reader, current.id, state.lead).await?;
    let unsettled = Unsettled::load(&mut reader, (current.id, state.lead)).await?;
    let year = i16::try_from(current.year).unwrap_or(0);
    Ok(Years {
        unsettled,
        year,
        all: rounds.iter().map(|r| r.year).collect(),
        round: current.code.clone(),
        title: current.title.clone(),
        round_id: current.id,
        previous_id: current.previous_id,
        coverage,
        before: loaded.get(at + 1).cloned().unwrap_or_default(),
        now: loaded.swap_remove(at),
    })
}

/// The year asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    year: Option<i64>,
}

/// `GET /indicators`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let years = years(&state, asked.year).await?;
    let mut groups = Vec::new();
    let main = state.catalog.programmes.first().ok_or(PageError::NotFound)?;
    let (series, targets) = judged_of(&state, main, &years);
    for programme in &state.catalog.programmes {
        for objective in &programme.objectives {
            let lines = lines(&state, (&programme.code, &objective.code), &years, &targets);
            if !lines.is_empty() {
                groups.push(ObjectiveGroup {
                    short: short_of(&programme.code, &objective.code),
                    title: objective.title.clone(),
                    lines,
                });
            }
        }
    }
    let reached = |list: &[(&str, Status)]| list.iter().filter(|(_, s)| s.is_reached()).count();
    let page = IndicatorsPage {
        title: format!(
            "Năm {}: {}/{} chỉ tiêu {}",
            years.year,
            reached(&targets),
            targets.len(),
            if years.is_incomplete() { "đạt theo số đã có" } else { "đã đạt" }
        ),
        lead: format!(
            "{} chỉ tiêu của Nghị quyết 28/NQ-CP gồm {} chuỗi số liệu; {} chuỗi đã đạt. Chỉ tiêu có nhiều \
             chuỗi chỉ đạt khi mọi chuỗi đạt.",
            targets.len(),
            series.len(),
            reached(&series)
        ),
        year: years.year.to_string(),
        year_before: (years.year - 1).to_string(),
        span: String::new(),
        target_year: "2025".into(),
        notices: years
            .incomplete()
            .into_iter()
            .chain(unsettled(&years.unsettled))
            .chain([how_judged()])
            .collect(),
        years: years
            .all
            .iter()
            .map(|year| {
                let current = *year == i64::from(years.year);
                Choice::new(format!("Năm {year}"), format!("/indicators?year={year}"), current)
            })
            .collect(),
        groups,
        counts: vec![
            (format!("{} chỉ tiêu", targets.len()), counted(&targets, &Status::CLASSES)),
            (format!("{} chuỗi số liệu", series.len()), counted(&series, &[])),
        ],
        notes: "Số liệu chính thức: các bản đã gửi, đã chấp nhận.".into(),
        downloads: Vec::new(),
        frame: signed.frame(&state, "Chỉ tiêu", Nav::Indicator),
    };
    Ok(Html(page.render()?))
}

/// Codes with how each stands.
type Judged<'a> = Vec<(&'a str, Status)>;

fn how_judged() -> Notice {
    Notice::new(
        Tone::Quiet,
        "Cách đánh giá.",
        "Theo chỉ tiêu của tỉnh; nơi chưa biết chỉ tiêu của tỉnh thì theo chỉ tiêu quốc gia. Gần đạt từ 95% chỉ tiêu là quy ước của hệ thống.",
    )
}

/// Parents with the status of each series of a programme, and with that of each target.
fn judged_of<'a>(
    state: &'a AppState,
    programme: &Programme,
    years: &Years,
) -> (Judged<'a>, Judged<'a>) {
    let of_programme = state.catalog.indicators.iter().filter(|i| i.programme == programme.code);
    let series: Vec<(&str, Status)> =
        of_programme.map(|i| (i.parent.as_str(), judged(i, &years.now, years.year).1)).collect();
    let targets = judge_targets(&series);
    (series, targets)
}

/// How many have each status; the classes that are always told may have none.
fn counted(list: &[(&str, Status)], always: &[Status]) -> Vec<StatusCount> {
    let count = |status: &Status| list.iter().filter(|(_, other)| other == status).count();
    let mut told: Vec<Status> = list.iter().map(|(_, status)| *status).collect();
    told.extend(always);
    told.sort_unstable();
    told.dedup();
    told.iter()
        .map(|status| StatusCount {
            count: u32::try_from(count(status)).unwrap_or(u32::MAX),
            mark: Mark::of_status(*status),
        })
        .collect()
}

/// The series of one objective; a target of several stands above its own.
fn lines(
    state: &AppState,
    (programme, objective): (&str, &str),
    years: &Years,
    targets: &[(&str, Status)],
) -> Vec<SeriesLine> {
    let series: Vec<&Indicator> = state
        .catalog
        .indicators
        .iter()
        .filter(|i| i.programme == programme && i.objective == objective)
        .collect();
    let mut lines = Vec::new();
    let mut above = "";
    for indicator in &series {
        let several = series.iter().filter(|i| i.parent == indicator.parent).count();
        if several > 1 && above != indicator.parent {
            above = &indicator.parent;
            if let Some((_, status)) = targets.iter().find(|(parent, _)| *parent == above) {
                lines.push(parent_line(above, several, *status));
            }
        }
        lines.push(line(state, indicator, years));
    }
    lines
}

fn parent_line(code: &str, several: usize, status: Status) -> SeriesLine {
    SeriesLine {
        code: code.to_owned(),
        name: format!("Chỉ tiêu {code}, gồm {several} chuỗi số liệu"),
        parent: true,
        mark: Mark::of_status(status),
        ..SeriesLine::nothing()
    }
}

/// "Mục tiêu 1" of the main programme, the document's number of the others.
fn short_of(programme: &str, objective: &str) -> String {
    match programme {
        "NQ28" => format!("Mục tiêu {objective}"),
        "QD2232" => "QĐ 2232/QĐ-TTg".into(),
        "QD1790" => "QĐ 1790/QĐ-TTg".into(),
        "QD2282" => "QĐ 2282/QĐ-TTg".into(),
        _ => "Tham khảo".into(),
    }
}

fn line(state: &AppState, indicator: &Indicator, years: &Years) -> SeriesLine {
    let (figure, status) = judged(indicator, &years.now, years.year);
    let before = status::figure(indicator, &years.before);
    let provincial = goal(indicator, TargetScope::Provincial, 2025);
    let national = goal(indicator, TargetScope::National, 2025);
    let notes = [
        (indicator.confidence.needs_checking(), "cần đối chiếu"),
        (years.is_incomplete() && sums_several(state, indicator), "chưa đủ đơn vị"),
    ];
    let notes: Vec<&str> = notes.into_iter().filter(|(said, _)| *said).map(|note| note.1).collect();
    SeriesLine {
        code: indicator.code.clone(),
        name: indicator.name.clone(),
        unit: indicator.unit_label.clone(),
        child: indicator.parent != indicator.code,
        parent: false,
        before: value_words(indicator, before),
        value: value_words(indicator, figure),
        value_note: notes.join(", "),
        expected: path::expected_words(indicator, years, years.year),
        target: match provincial.as_str() {
            "" if national.is_empty() => String::new(),
            "" => format!("{national} (quốc gia)"),
            _ => provincial,
        },
        national,
        spark: path::spark(indicator, years, target_for(indicator, years.year)),
        mark: Mark::of_status(status),
    }
}

/// `GET /indicators/{code}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let indicator =
        state.catalog.indicators.iter().find(|i| i.code == code).ok_or(PageError::NotFound)?;
    let years = years(&state, asked.year).await?;
    let (figure, status) = judged(indicator, &years.now, years.year);
    let target = target_for(indicator, years.year);
    let national = indicator.targets.iter().find(|t| t.scope == TargetScope::National);
    let (areas, minis) = areas::areas(&state, indicator, &years).await?;
    let below = areas.iter().filter(|a| !a.words && a.mark.tone != Tone::Good).count();
    let course = course::of(indicator, &years, figure);
    let origin = origin::table(indicator, &years);
    let mut notices = years.notices_of(&state, indicator);
    if indicator.confidence.needs_checking() {
        let text = "Giá trị chỉ tiêu hoặc cách tính này chưa được đối chiếu với văn bản gốc.";
        notices.push(Notice::new(Tone::Near, "Cần đối chiếu.", text));
    }
    let value = value_words(indicator, figure);
    let page = IndicatorPage {
        crumbs: vec![Link::new("Chỉ tiêu", "/indicators"), Link::new(code.clone(), "")],
        title: format!("{code}. {}", indicator.name),
        lead: format!("Năm {}, {}", years.year, indicator.unit_label),
        notices,
        value_name: format!("Năm {}", years.year),
        value: (!value.is_empty()).then(|| Link::new(value, origin.clone())),
        mark: Mark::of_status(status),
        judged_by: match target.map(|t| t.scope) {
            Some(TargetScope::Provincial) => "theo chỉ tiêu của tỉnh".into(),
            Some(TargetScope::National) => "theo chỉ tiêu quốc gia".into(),
            None => String::new(),
        },
        headline: [
            ("Chỉ tiêu của tỉnh", goal(indicator, TargetScope::Provincial, 2025)),
            ("Chỉ tiêu quốc gia", goal(indicator, TargetScope::National, 2025)),
            ("Chỉ tiêu quốc gia 2030", goal(indicator, TargetScope::National, 2030)),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| HeadlineFigure {
            name: name.into(),
            value,
            href: String::new(),
            note: String::new(),
        })
        .collect(),
        chart_title: format!("{}: {}", status.label(), indicator.name),
        chart_note: "Số công bố có nguồn riêng; số của hệ thống cộng từ các bản đã chấp nhận."
            .into(),
        chart: course.is_drawn().then(|| {
            let path = path::line(indicator, &years, target);
            chart::line(&course.chart(indicator, target, path))
        }),
        years: course.lines(indicator, &years),
        sheet: sheet::fields(indicator),
        sheet_note: String::new(),
        targets: indicator.targets.iter().map(|t| sheet::target_line(indicator, t)).collect(),
        areas_title: if areas.is_empty() {
            "Theo địa phương".into()
        } else {
            format!("{below} trong {} địa phương chưa đạt", areas.len())
        },
        areas_note: if areas.is_empty() {
            without_areas(&state, indicator)
        } else {
            "Thấp xếp trước; số của các báo cáo đã chấp nhận.".into()
        },
        target_name: national.map_or(String::new(), |t| indicator.goal_words(t)),
        areas,
        total: None,
        minis_title: "Diễn biến theo địa phương".into(),
        minis_note: format!(
            "Năm {} và {}, cùng một thang. Nét đứt: chỉ tiêu.",
            years.year - 1,
            years.year
        ),
        minis,
        origin: origin::words(&state.catalog, indicator, &years.title),
        used_in: if origin.is_empty() {
            Vec::new()
        } else {
            used::places(&state, &signed, &years, origin).await?
        },
        frame: signed.frame(&state, &indicator.name, Nav::Indicator),
    };
    Ok(Html(page.render()?))
}

/// Why there is no table of districts.
fn without_areas(state: &AppState, indicator: &Indicator) -> String {
    if indicator.sensitive {
        return "Số liệu về bạo lực: chỉ tổng hợp ở cấp tỉnh, không hiện theo địa phương.".into();
    }
    match provider(state, indicator) {
        Some(name) => {
            format!("Không có số liệu cấp huyện: {name} cung cấp một số chung cho toàn tỉnh.")
        }
        None => {
            "Chưa có số liệu cấp huyện: chưa đủ hai địa phương có báo cáo được chấp nhận.".into()
        }
    }
}

fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}
