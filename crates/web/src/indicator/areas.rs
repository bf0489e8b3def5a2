//! One indicator district by district: the table, the map of tiles, and small multiples over the years.

use std::sync::Arc;

use actions::{
    part,
    report::indicators::{judged, value_words},
    totals::Areas,
};
use domain::{
    catalog::Catalog,
    check::{Figures, Place},
    indicator::Indicator,
    org_unit::OrgUnitKind,
    status::{self, Figure, Status, target_for},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::Years;
use crate::{
    problem::PageError,
    round::office,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        chart::{self, Svg, Tile},
        indicator::{AreaLine, MiniArea},
        mark::Mark,
    },
};

/// A cell that a formula names.
type Cell = (String, Place);

/// An indicator by districts: table, map, small multiples; all empty where districts do not report its cells.
#[derive(Default)]
pub(super) struct ByArea {
    pub lines: Vec<AreaLine>,
    pub map: Option<Svg>,
    pub minis: Vec<MiniArea>,
}

/// The districts as who looks may see them: sensitive figures are for the receiving office and those above,
/// and masked.
pub(super) async fn areas(
    state: &AppState,
    signed: &Signed,
    indicator: &Indicator,
    years: &Years,
) -> Result<ByArea, PageError> {
    if indicator.sensitive && !sees_sensitive(state, signed) {
        return Ok(ByArea::default());
    }
    let Some(parsed) = &indicator.formula else { return Ok(ByArea::default()) };
    let cells: Vec<Cell> = parsed.references().iter().filter_map(|name| cell(name)).collect();
    let now = figures(state, indicator, &cells, years.round_id).await?;
    let before = match years.previous_id {
        Some(round) => figures(state, indicator, &cells, round).await?,
        None => Arc::default(),
    };
    let mut lines: Vec<(Option<Decimal>, AreaLine)> = now
        .iter()
        .filter_map(|(unit, figures)| line(indicator, years, &cells, unit, figures))
        .collect();
    if lines.len() < 2 {
        return Ok(ByArea::default());
    }
    lines.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.area.text.cmp(&other.area.text)));
    let mut lines: Vec<AreaLine> = lines.into_iter().map(|(_, line)| line).collect();
    let mut reader = state.store.reader();
    let missing = store::consolidation::missing(&mut reader, years.round_id, state.lead).await?;
    let absent = missing.into_iter().filter(|unit| unit.kind == OrgUnitKind::District);
    lines.extend(absent.map(|unit| absent_line(&unit.unit, years)));
    let title = format!("Các địa phương so với chỉ tiêu: {}", indicator.name);
    let tiles = tiles(&state.catalog, &lines);
    let map = (!tiles.is_empty()).then(|| chart::tiles("ban-do", &title, &tiles));
    Ok(ByArea { lines, map, minis: minis(indicator, years, &now, &before) })
}

/// Whether somebody may see sensitive figures of districts: the office that receives them, and those above.
pub(super) fn sees_sensitive(state: &AppState, signed: &Signed) -> bool {
    signed.receives() && office(state, signed) == state.lead
}

/// The figures of districts in a round.
async fn figures(
    state: &AppState,
    indicator: &Indicator,
    cells: &[Cell],
    round: i64,
) -> Result<Arc<Areas>, PageError> {
    let (mut reader, place) = (state.store.reader(), (round, state.lead));
    if !indicator.sensitive {
        return Ok(state.totals.areas(&mut reader, &state.catalog, place).await?);
    }
    let mut named = cells.iter().filter_map(|(form, _)| part::form(&state.catalog, form));
    match named.find(|form| form.is_sensitive()) {
        Some(form) => Ok(state.totals.masked_areas(&mut reader, form, place).await?),
        None => Ok(Arc::default()),
    }
}

/// A district that has nothing accepted.
fn absent_line(unit: &str, years: &Years) -> AreaLine {
    AreaLine {
        area: Link::new(unit, format!("/rounds/{}", years.round)),
        numerator: Link::new("", ""),
        denominator: Link::new("", ""),
        value: "chưa được chấp nhận".into(),
        words: true,
        missing: true,
        mark: Mark::of_status(Status::NoData),
    }
}

/// Lines whose district has a tile.
fn tiles(catalog: &Catalog, lines: &[AreaLine]) -> Vec<Tile> {
    let districts = || catalog.units.iter().filter(|unit| unit.kind == OrgUnitKind::District);
    let placed = |line: &AreaLine| {
        let mut keys = districts().filter(|unit| unit.name == line.area.text).map(|unit| &unit.key);
        let tile = keys.find_map(|key| catalog.tiles.iter().find(|tile| tile.unit == *key))?;
        Some(Tile {
            row: tile.row,
            column: tile.column,
            area: line.area.text.clone(),
            value: line.value.clone(),
            mark: line.mark.clone(),
            missing: line.missing,
        })
    };
    lines.iter().filter_map(placed).collect()
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
        Figure::Withheld if indicator.sensitive => None,
        Figure::Withheld | Figure::Missing => return None,
    };
    if figure == Figure::NotArising {
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
                before: before.get(unit).map_or(String::new(), |figures| {
                    value_words(indicator, status::figure(indicator, figures))
                }),
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
