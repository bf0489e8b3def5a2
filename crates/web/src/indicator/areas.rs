//! One indicator district by district: the table, and small multiples over the years.

use std::sync::Arc;

use actions::{
    report::indicators::{judged, value_words},
    totals::Areas,
};
use domain::{
    check::{Figures, Place},
    indicator::Indicator,
    status::{self, Figure, Status, target_for},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::Years;
use crate::{
    problem::PageError,
    state::AppState,
    view::{
        act::Link,
        chart,
        indicator::{AreaLine, MiniArea},
        mark::Mark,
    },
};

/// A cell that a formula names.
type Cell = (String, Place);

/// The table and the small multiples; nothing where districts do not report the indicator's cells.
pub(super) async fn areas(
    state: &AppState,
    indicator: &Indicator,
    years: &Years,
) -> Result<(Vec<AreaLine>, Vec<MiniArea>), PageError> {
    if indicator.sensitive {
        return Ok((Vec::new(), Vec::new()));
    }
    let Some(parsed) = &indicator.formula else { return Ok(Default::default()) };
    let cells: Vec<Cell> = parsed.references().iter().filter_map(|name| cell(name)).collect();
    let mut reader = state.store.reader();
    let now = state.totals.areas(&mut reader, &state.catalog, (years.round_id, state.lead)).await?;
    let before = match years.previous_id {
        Some(round) => state.totals.areas(&mut reader, &state.catalog, (round, state.lead)).await?,
        None => Arc::default(),
    };
    let mut lines: Vec<(Option<Decimal>, AreaLine)> = now
        .iter()
        .filter_map(|(unit, figures)| line(indicator, years, &cells, unit, figures))
        .collect();
    if lines.len() < 2 {
        return Ok((Vec::new(), Vec::new()));
    }
    lines.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.area.text.cmp(&other.area.text)));
    let minis = minis(indicator, years, &now, &before);
    Ok((lines.into_iter().map(|(_, line)| line).collect(), minis))
}

fn cell(name: &str) -> Option<Cell> {
    let mut parts = name.splitn(3, '.');
    let (form, row, column) = (parts.next()?, parts.next()?, parts.next()?);
    Some((form.to_owned(), (row.to_owned(), column.to_owned())))
}

fn line(
    indicator: &Indicator,
    years: &Years,
    cells: &[Cell],
    unit: &str,
    figures: &Figures,
) -> Option<(Option<Decimal>, AreaLine)> {
    let (figure, mut status) = judged(indicator, figures, years.year);
    let value = match figure {
        Figure::Value(value) => Some(value),
        Figure::NotArising => None,
        Figure::Withheld | Figure::Missing => return None,
    };
    if value.is_none() {
        status = Status::NotArising;
    }
    let part = |at: usize| {
        let text = cells.get(at).map_or(String::new(), |(form, (row, column))| {
            figures.get(form, row, column).map_or(String::new(), domain::amount::vietnamese)
        });
        let href = cells.get(at).map_or(String::new(), |(form, (row, column))| {
            format!("/consolidations/{}/{form}?cell={row}%7C{column}#goc", years.round)
        });
        Link::new(text, href)
    };
    let words = value.is_none();
    let line = AreaLine {
        area: Link::new(unit, format!("/rounds/{}", years.round)),
        numerator: part(0),
        denominator: part(1),
        value: value_words(indicator, figure),
        words,
        missing: false,
        mark: Mark::of_status(status),
    };
    Some((value, line))
}

fn minis(indicator: &Indicator, years: &Years, now: &Areas, before: &Areas) -> Vec<MiniArea> {
    let number = |figures: Option<&Figures>| match figures.map(|f| status::figure(indicator, f)) {
        Some(Figure::Value(value)) => value.to_f64(),
        _ => None,
    };
    let pairs: Vec<(&String, [Option<f64>; 2])> = now
        .iter()
        .map(|(unit, figures)| (unit, [number(before.get(unit)), number(Some(figures))]))
        .collect();
    if pairs.iter().all(|(_, values)| values[0].is_none()) {
        return Vec::new();
    }
    let known = pairs.iter().flat_map(|(_, values)| values.iter().flatten().copied());
    let (low, high) =
        known.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let goal = target_for(indicator, years.year).and_then(|t| t.value.to_f64());
    let (low, high) = (low.min(goal.unwrap_or(low)), high.max(goal.unwrap_or(high)));
    pairs
        .into_iter()
        .map(|(unit, values)| {
            let figures = now.get(unit);
            let (figure, status) = figures
                .map_or((Figure::Missing, Status::NoData), |f| judged(indicator, f, years.year));
            MiniArea {
                area: unit.trim_start_matches("Huyện ").to_owned(),
                value: value_words(indicator, figure),
                known: values[1].is_some(),
                below: !status.is_reached(),
                picture: chart::mini(&values, goal, low, high),
            }
        })
        .collect()
}

/// The base of a published value, as the catalog's word names it.
pub(super) fn area_words(area: &str) -> &str {
    match area {
        "nghe-an" => "Nghệ An",
        "national" => "Cả nước",
        "national-ministries" => "Các bộ, ngành",
        "national-ministries-alone" => "Các bộ, cơ quan ngang bộ",
        "national-agencies" => "Cơ quan thuộc Chính phủ",
        "national-provinces" => "Cấp tỉnh cả nước",
        "national-districts" => "Cấp huyện cả nước",
        "national-communes" => "Cấp xã cả nước",
        "national-ubnd-provinces" => "UBND cấp tỉnh cả nước",
        "national-ubnd-districts" => "UBND cấp huyện cả nước",
        "national-ubnd-communes" => "UBND cấp xã cả nước",
        other => other,
    }
}
