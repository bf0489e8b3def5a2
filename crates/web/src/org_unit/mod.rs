//! `/units`: the map of a day, with what each unit was before and became after; names of units that others share.

mod succession;

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    catalog::Catalog,
    fold::fold,
    org_unit::{OrgUnit, OrgUnitKey, OrgUnitKind, in_sentence},
    period::day,
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        org_unit::{UnitLine, UnitsPage},
    },
};

/// Lines shown at once.
const SHOWN: usize = 200;

/// What is asked of the list.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    parent: String,
}

/// `GET /units`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let catalog = &state.catalog;
    let on: Date = asked.day.parse().unwrap_or_else(|_| signed.acting.today());
    let words = fold(&asked.q);
    let parents = parents_on(catalog, on);
    let chosen: Vec<&OrgUnit> = catalog
        .units
        .iter()
        .filter(|u| u.exists_on(on))
        .filter(|u| {
            let parent = parents.get(&u.key).map(|k| k.0.as_str());
            if !words.is_empty() {
                let typed = asked.q.trim();
                let is_code = u.code == typed || u.key.0.eq_ignore_ascii_case(typed);
                return fold(&u.name).contains(&words) || is_code;
            }
            if !asked.parent.is_empty() {
                return u.key.0 == asked.parent || parent == Some(asked.parent.as_str());
            }
            !matches!(u.kind, OrgUnitKind::Commune | OrgUnitKind::AdvancementBoard)
        })
        .collect();
    let title = counts(catalog, on);
    let mut frame = signed.frame(&state, "Đơn vị", Nav::OrgUnit);
    frame.query.clone_from(&asked.q);
    let page = UnitsPage {
        title,
        lead: format!("Theo địa giới và bộ máy ngày {}", day(on)),
        day: on.to_string(),
        days: changes(catalog)
            .into_iter()
            .map(|(change, words)| {
                Choice::new(
                    format!("{}: {words}", day(change)),
                    format!("/units?day={change}"),
                    change == on,
                )
            })
            .collect(),
        notices: Vec::new(),
        lines: chosen.iter().take(SHOWN).map(|unit| line(catalog, unit, on)).collect(),
        more: (chosen.len() > SHOWN).then(|| {
            Link::new(format!("Còn {} đơn vị; gõ tên để tìm", chosen.len() - SHOWN), "/units")
        }),
        frame,
    };
    Ok(Html(page.render()?))
}

fn parents_on(catalog: &Catalog, on: Date) -> BTreeMap<&OrgUnitKey, &OrgUnitKey> {
    catalog
        .parents
        .iter()
        .filter(|edge| edge.valid_from <= on && edge.valid_to.is_none_or(|end| on <= end))
        .map(|edge| (&edge.child, &edge.parent))
        .collect()
}

fn counts(catalog: &Catalog, on: Date) -> String {
    let count = |kind| exchange::catalog::count_on(catalog, kind, on);
    let districts = count(OrgUnitKind::District);
    let mut words = Vec::new();
    if districts > 0 {
        words.push(format!("{districts} huyện"));
    }
    words.push(format!("{} xã", count(OrgUnitKind::Commune)));
    words.push(format!("{} sở, ban, ngành", count(OrgUnitKind::Department)));
    words.join(", ")
}

/// Days on which the map changed, with the counts of each; the eve of the first one leads.
fn changes(catalog: &Catalog) -> Vec<(Date, String)> {
    let mut days: Vec<Date> = catalog.successions.iter().map(|s| s.date).collect();
    days.sort_unstable();
    days.dedup();
    if let Some(eve) = days.first().and_then(|first| first.yesterday().ok()) {
        days.insert(0, eve);
    }
    days.into_iter().map(|on| (on, counts(catalog, on))).collect()
}

fn line(catalog: &Catalog, unit: &OrgUnit, on: Date) -> UnitLine {
    let depth = match unit.kind {
        OrgUnitKind::Province => 1,
        OrgUnitKind::Commune => 3,
        _ => 2,
    };
    let begins = unit.valid_from.year() > 1900;
    let validity = match (begins, unit.valid_to) {
        (true, Some(end)) => format!("{} đến {}", day(unit.valid_from), day(end)),
        (true, None) => format!("từ {}", day(unit.valid_from)),
        (false, Some(end)) => format!("đến {}", day(end)),
        (false, None) => String::new(),
    };
    let checking = unit.confidence.needs_checking();
    UnitLine {
        name: unit.name.clone(),
        code: unit.key.0.clone(),
        href: match unit.kind {
            OrgUnitKind::District => format!("/units?day={on}&parent={}", unit.key.0),
            _ => String::new(),
        },
        // Eight names of communes stand in several districts.
        kind: match district_of(catalog, &unit.key.0, on) {
            Some(district) => format!("{}, {district}", unit.kind.label()),
            None => unit.kind.label().into(),
        },
        depth,
        validity,
        succession: succession::told(catalog, unit, on),
        state: if checking {
            Mark::new(Tone::Near, Shape::Triangle, "Cần đối chiếu")
        } else {
            Mark::new(Tone::Good, Shape::Tick, "Đang hoạt động")
        },
    }
}

fn name_of(catalog: &Catalog, key: &OrgUnitKey) -> String {
    catalog.units.iter().find(|u| u.key == *key).map_or(String::new(), |u| u.name.clone())
}

/// A unit by its name, a commune with the district in which it lies on a day.
pub(crate) fn placed(catalog: &Catalog, key: &str, name: &str, on: Date) -> String {
    match district_of(catalog, key, on) {
        Some(district) => format!("{name}, {district}"),
        None => name.to_owned(),
    }
}

/// "huyện Tân Kỳ": the district of a commune on a day, inside a sentence; none for others.
pub(crate) fn district_of(catalog: &Catalog, key: &str, on: Date) -> Option<String> {
    let unit = |key: &str| catalog.units.iter().find(|unit| unit.key.0 == key);
    unit(key).filter(|unit| unit.kind == OrgUnitKind::Commune)?;
    let above = catalog.parents.iter().find(|edge| {
        edge.child.0 == key && edge.valid_from <= on && edge.valid_to.is_none_or(|end| on <= end)
    })?;
    let district = unit(&above.parent.0).filter(|unit| unit.kind == OrgUnitKind::District)?;
    Some(in_sentence(&district.name))
}
