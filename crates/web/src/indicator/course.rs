//! An indicator year by year: the picture and the table under it are made of one list.

use actions::report::indicators::value_words;
use domain::{
    amount::vietnamese_fixed,
    indicator::{Indicator, PublishedValue, Target},
    status::{self, Figure, target_for},
};

use super::{Years, areas, float, path};
use crate::view::{
    chart::{LineChart, Point},
    indicator::YearLine,
};

/// A year of the province: its figure, and where it comes from.
struct OwnYear {
    year: i16,
    figure: Figure,
    source: String,
}

/// The years of an indicator, oldest first.
pub(super) struct Course<'a> {
    own: Vec<OwnYear>,
    /// Values of the nation: in the table only.
    elsewhere: Vec<&'a PublishedValue>,
}

/// Published values of the province itself; the nation's are another line.
pub(super) fn own_history(indicator: &Indicator) -> impl Iterator<Item = &PublishedValue> {
    indicator.history.iter().filter(|p| p.area == "nghe-an")
}

/// What was published, the year before, and the year itself as it stands now.
pub(super) fn of<'a>(indicator: &'a Indicator, years: &Years, figure: Figure) -> Course<'a> {
    let (own, elsewhere): (Vec<_>, Vec<_>) =
        indicator.history.iter().partition(|p| p.area == "nghe-an");
    let mut own: Vec<OwnYear> = own
        .into_iter()
        .filter(|p| p.report_year != years.year || figure == Figure::Missing)
        .map(|p| OwnYear {
            year: p.report_year,
            figure: Figure::Value(p.value),
            source: published(p),
        })
        .collect();
    let before = status::figure(indicator, &years.before);
    for (year, figure) in [(years.year - 1, before), (years.year, figure)] {
        if own.iter().all(|known| known.year != year) {
            let source = match figure {
                Figure::Missing if indicator.formula.is_none() => {
                    "biểu hằng năm không thu thập số này"
                }
                Figure::Missing if years.has_any(year) => "chưa có trong các bản đã chấp nhận",
                Figure::Missing => "chưa có bản nào được chấp nhận",
                _ => "tổng hợp từ các bản đã chấp nhận",
            };
            own.push(OwnYear { year, figure, source: source.into() });
        }
    }
    own.sort_by_key(|known| known.year);
    Course { own, elsewhere }
}

/// A target as a year's line shows it: with its own year where that is another.
fn goal_of(indicator: &Indicator, target: &Target, year: i16) -> String {
    let words = indicator.goal_words(target);
    if target.year == year { words } else { format!("{words} (năm {})", target.year) }
}

fn published(value: &PublishedValue) -> String {
    format!(
        "số liệu năm {}, nguồn {}{}",
        value.data_year,
        value.source,
        if value.confidence.needs_checking() { ", cần đối chiếu" } else { "" }
    )
}

impl Course<'_> {
    /// Whether there are two values to draw a line between.
    pub(super) fn is_drawn(&self) -> bool {
        self.own.iter().filter(|known| matches!(known.figure, Figure::Value(_))).count() > 1
    }

    /// The picture.
    pub(super) fn chart(
        &self,
        indicator: &Indicator,
        target: Option<&Target>,
        path: Vec<(i16, f64)>,
    ) -> LineChart {
        let point = |known: &OwnYear| match known.figure {
            Figure::Value(value) => {
                let words = vietnamese_fixed(value, indicator.precision);
                Point::new(known.year, float(value), &words)
            }
            _ => Point::missing(known.year),
        };
        LineChart {
            title: indicator.name.clone(),
            description: format!("Các năm của chỉ tiêu {}", indicator.code),
            points: self.own.iter().map(point).collect(),
            path,
            target: target.map(|t| {
                let words = indicator.goal_words(t);
                (float(t.value), words.clone(), ["Chỉ tiêu".into(), format!("{} {words}", t.year)])
            }),
            id: format!("bieu-do-{}", indicator.code.replace('.', "-")),
        }
    }

    /// The table: the same years, then what is known of the nation.
    pub(super) fn lines(&self, indicator: &Indicator, years: &Years) -> Vec<YearLine> {
        let own = self.own.iter().map(|known| YearLine {
            year: known.year.to_string(),
            value: match known.figure {
                Figure::Missing => "chưa có".into(),
                figure => value_words(indicator, figure),
            },
            expected: path::expected_words(indicator, years, known.year),
            target: target_for(indicator, known.year)
                .filter(|_| known.year == years.year)
                .map_or(String::new(), |t| goal_of(indicator, t, known.year)),
            source: known.source.clone(),
        });
        let elsewhere = self.elsewhere.iter().map(|value| YearLine {
            // Not the province's own: told where the eye looks first.
            year: format!("{}, {}", value.report_year, areas::area_words(&value.area)),
            value: vietnamese_fixed(value.value, indicator.precision),
            expected: String::new(),
            target: String::new(),
            source: published(value),
        });
        own.chain(elsewhere).collect()
    }
}
