//! `/numbers`: abbreviations, joint series, and where the paper register ended.

use std::collections::BTreeSet;

use actions::series as act;
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Html, Response},
};
use domain::{
    access::UnitId,
    series::{Body, JOINT, KINDS, Numbering},
};
use serde::Deserialize;
use store::{
    address::AddressRow,
    series::{Key, SeriesRow},
};

use crate::{
    done::Done,
    form::Fields,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    signer::kept_units,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        series::{NumbersPage, SeriesLine},
    },
};

/// Whose numbers are asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    body: String,
}

fn series_name(code: &str) -> &str {
    if code == JOINT {
        return "Chung";
    }
    KINDS.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// `GET /numbers`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let (unit, units) = kept_units(&state, &signed, &asked.unit).await?;
    let body = Body::from_code(&asked.body).unwrap_or(Body::Organ);
    let year = signed.acting.today().year();
    let mut reader = state.store.reader();
    let place = (unit, body);
    let rule = store::series::numbering(&mut reader, place, year).await?;
    let rules = store::series::numberings(&mut reader, place).await?;
    let rows = store::series::list(&mut reader, unit, year).await?;
    let rows: Vec<&SeriesRow> = rows.iter().filter(|row| row.body == body).collect();
    let joint = rule.as_ref().map(|rule| rule.joint.clone()).unwrap_or_default();
    let name = units.iter().find(|(id, _)| *id == unit.0.to_string()).map(|(_, name)| name);
    let page = NumbersPage {
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Dãy số văn bản", "")],
        lead: format!("{}, năm {year}", name.map_or("", String::as_str)),
        bodies: bodies(&units, place),
        unit: unit.0.to_string(),
        body: body.code().to_owned(),
        year: year.to_string(),
        organ: rule.as_ref().map_or(String::new(), |rule| rule.organ.clone()),
        drafter: rule.as_ref().map_or(String::new(), |rule| rule.drafter.clone()),
        kinds: KINDS
            .iter()
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned(), joint.contains(*code)))
            .collect(),
        fresh: fresh(&joint, &rows),
        lines: rows.iter().map(|row| line(row)).collect(),
        rules: rules.iter().map(|rule| format!("Từ năm {}: {}", rule.year, rule.organ)).collect(),
        address: {
            let AddressRow { place, telephone, email, website } =
                store::address::of(&mut reader, unit).await?;
            [place, telephone, email, website]
        },
        frame: signed.frame(&state, "Dãy số văn bản", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn line(row: &SeriesRow) -> SeriesLine {
    SeriesLine {
        name: series_name(&row.series).to_owned(),
        before: if row.before == 0 { String::new() } else { row.before.to_string() },
        last: row.last.to_string(),
    }
}

fn bodies(units: &[(String, String)], current: (UnitId, Body)) -> Vec<Choice> {
    let each = units.iter().flat_map(|(id, name)| {
        Body::ALL.into_iter().map(move |body| {
            let words = match body {
                Body::Organ => name.clone(),
                Body::Committee => format!("{} ({name})", body.label()),
            };
            let to = format!("/numbers?unit={id}&body={}", body.code());
            Choice::new(words, to, *id == current.0.0.to_string() && body == current.1)
        })
    });
    each.collect()
}

/// Series that have given no number yet.
fn fresh(joint: &BTreeSet<String>, rows: &[&SeriesRow]) -> Vec<(String, String)> {
    let has_begun = |code: &str| rows.iter().any(|row| row.series == code && row.last > row.before);
    let alone = KINDS.iter().map(|(code, _)| *code).filter(|code| !joint.contains(*code));
    let joint = (!joint.is_empty()).then_some(JOINT);
    joint
        .into_iter()
        .chain(alone)
        .filter(|code| !has_begun(code))
        .map(|code| (code.to_owned(), series_name(code).to_owned()))
        .collect()
}

fn place(fields: &Fields) -> Result<(UnitId, Body), PageError> {
    let unit = fields.get("unit").parse().map(UnitId).map_err(|_| PageError::NotFound)?;
    Ok((unit, Body::from_code(fields.get("body")).ok_or(PageError::NotFound)?))
}

fn back((unit, body): (UnitId, Body)) -> Response {
    done(&format!("/numbers?unit={}&body={}", unit.0, body.code()), Done::Saved)
}

fn unread() -> PageError {
    PageError::refused(
        "SER-004",
        "Chưa đọc được năm hoặc số.",
        "Ghi bằng chữ số rồi làm lại; chưa có gì được ghi.",
    )
}

/// `POST /numbers`.
pub async fn set(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let place = place(&fields)?;
    let rule = Numbering {
        year: fields.get("year").trim().parse().map_err(|_| unread())?,
        organ: fields.get("organ").to_owned(),
        drafter: fields.get("drafter").to_owned(),
        joint: fields.all("joint").map(ToOwned::to_owned).collect(),
    };
    act::set(&state.store, &signed.acting, place, rule).await?;
    Ok(back(place))
}

/// `POST /numbers/address`: where the office is reached, at the foot of page one.
pub async fn set_address(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let (unit, body) = place(&fields)?;
    let text = |name: &str| fields.get(name).to_owned();
    let address = AddressRow {
        place: text("place"),
        telephone: text("telephone"),
        email: text("email"),
        website: text("website"),
    };
    actions::address::set(&state.store, &signed.acting, unit, address).await?;
    Ok(back((unit, body)))
}

/// `POST /numbers/begin`.
pub async fn begin(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let (unit, body) = place(&fields)?;
    let key = Key {
        unit,
        body,
        year: fields.get("year").parse().map_err(|_| unread())?,
        series: fields.get("series").to_owned(),
    };
    let before = fields.get("before").trim().parse().map_err(|_| unread())?;
    act::begin_after(&state.store, &signed.acting, key, before).await?;
    Ok(back((unit, body)))
}
