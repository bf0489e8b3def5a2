//! `/units/codes`: electronic codes of organs.

use actions::organ_code as act;
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Html, Response},
};
use domain::{access::UnitId, catalog::Catalog, fold::fold, org_unit::OrgUnitKind};
use jiff::civil::Date;
use serde::Deserialize;
use store::{org_unit::UnitRow, organ_code::CodeRow};

use crate::{
    done::Done,
    org_unit::placed,
    percent::percent_encode,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::Link,
        exchange::{CodeLine, CodesPage},
        frame::Nav,
        mark::{Mark, Shape, Tone},
    },
};

/// Lines shown at once.
const SHOWN: usize = 200;

/// What is asked of the list.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /units/codes`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    if !signed.acting.officer.is_any(&act::KEEPERS) {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    let today = signed.acting.today();
    let codes = store::organ_code::list(&mut reader, today).await?;
    let units = store::org_unit::on_date(&mut reader, today).await?;
    let words = fold(&asked.q);
    let code_of = |unit: &UnitRow| codes.iter().find(|row| row.unit == unit.id);
    let is_shown = |unit: &UnitRow| {
        if !words.is_empty() {
            return fold(&unit.name).contains(&words);
        }
        let is_small = matches!(unit.kind, OrgUnitKind::Commune | OrgUnitKind::AdvancementBoard);
        !is_small || code_of(unit).is_some()
    };
    let shown = units.iter().map(|(unit, _)| unit).filter(|unit| is_shown(unit)).take(SHOWN);
    let page = CodesPage {
        crumbs: vec![Link::new("Đơn vị", "/units"), Link::new("Mã định danh", "")],
        lead: format!("{} đơn vị có mã; tìm theo tên để thấy cấp xã", codes.len()),
        lines: shown.map(|unit| line((&state.catalog, today), unit, code_of(unit))).collect(),
        words: asked.q.clone(),
        frame: signed.frame(&state, "Mã định danh điện tử", Nav::OrgUnit),
    };
    Ok(Html(page.render()?))
}

fn line((catalog, on): (&Catalog, Date), unit: &UnitRow, known: Option<&CodeRow>) -> CodeLine {
    let is_compared = known.is_some_and(|row| !row.confidence.needs_checking());
    CodeLine {
        id: unit.id.0.to_string(),
        name: placed(catalog, &unit.key, &unit.name, on),
        code: known.map_or(String::new(), |row| row.code.to_string()),
        is_compared,
        state: match known {
            None => Mark::new(Tone::Quiet, Shape::Empty, "Chưa có mã"),
            Some(_) if is_compared => Mark::new(Tone::Good, Shape::Tick, "Đã đối chiếu"),
            Some(_) => Mark::new(Tone::Near, Shape::Triangle, "Cần đối chiếu"),
        },
    }
}

/// `POST /units/codes`.
pub async fn set(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let unit = fields.get("unit").parse().map(UnitId).map_err(|_| PageError::NotFound)?;
    let code = (fields.get("code"), fields.get("compared") == "1");
    act::set(&state.store, &signed.acting, unit, code).await?;
    Ok(done(&format!("/units/codes?q={}", percent_encode(fields.get("q"))), Done::Saved))
}
