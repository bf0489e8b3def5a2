//! Trend and expected path of a series: what should be reached by now on the way to the target.

use domain::{
    amount::vietnamese_fixed,
    expected::expected,
    indicator::{Indicator, Target},
    status::{self, Figure},
};
use rust_decimal::Decimal;

use super::{Years, course::own_history, float};
use crate::view::chart::{self, Svg};

/// The first value of the province that is known: where the expected path begins.
pub(super) fn base(indicator: &Indicator, years: &Years) -> Option<(i16, Decimal)> {
    let own = own_history(indicator).map(|p| (p.data_year, p.value));
    let figures = [(years.year - 1, &years.before), (years.year, &years.now)];
    let ours = figures.into_iter().filter_map(|(year, figures)| {
        match status::figure(indicator, figures) {
            Figure::Value(value) => Some((year, value)),
            _ => None,
        }
    });
    own.chain(ours).min_by_key(|(year, _)| *year)
}

/// "56,4" as the expected path has it in a year; empty where there is none.
pub(super) fn expected_words(indicator: &Indicator, years: &Years, year: i16) -> String {
    base(indicator, years)
        .filter(|(first, _)| year > *first)
        .and_then(|base| expected(indicator, base, year))
        .map_or(String::new(), |value| vietnamese_fixed(value, indicator.precision))
}

/// The line to draw, year by year up to the target; empty where there is none.
pub(super) fn line(
    indicator: &Indicator,
    years: &Years,
    target: Option<&Target>,
) -> Vec<(i16, f64)> {
    let (Some(base), Some(target)) = (base(indicator, years), target) else { return Vec::new() };
    (base.0..=target.year)
        .filter_map(|year| Some((year, float(expected(indicator, base, year)?))))
        .collect()
}

/// The years that are known, small, beside the figures.
pub(super) fn spark(indicator: &Indicator, years: &Years, target: Option<&Target>) -> Option<Svg> {
    let mut values: Vec<(i16, f64)> =
        own_history(indicator).map(|p| (p.data_year, float(p.value))).collect();
    for (year, figures) in [(years.year - 1, &years.before), (years.year, &years.now)] {
        if let Figure::Value(value) = status::figure(indicator, figures)
            && !values.iter().any(|(known, _)| *known == year)
        {
            values.push((year, float(value)));
        }
    }
    values.sort_by_key(|(year, _)| *year);
    let (first, last) = (values.first()?.0, values.last()?.0);
    if first == last {
        return None;
    }
    let all: Vec<Option<f64>> = (first..=last)
        .map(|year| values.iter().find(|(known, _)| *known == year).map(|(_, value)| *value))
        .collect();
    Some(chart::spark(&all, target.map(|t| float(t.value))))
}
