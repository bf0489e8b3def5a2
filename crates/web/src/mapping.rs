//! `/mappings`: how sheets of units were matched with forms, kept for the next file.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, Response},
};
use domain::access::Role;

use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::Link,
        frame::Nav,
        mapping::{KeptLine, MappingsPage},
    },
};

/// `GET /mappings`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    let rows = store::mapping::list(&mut state.store.reader(), &signed.acting.scope).await?;
    let changes = signed.acting.officer.is_any(&[Role::Reporter, Role::Reviewer, Role::Desk]);
    let line = |row: store::mapping::MappingRow| KeptLine {
        by: format!("{}, {}", row.officer, day(&row.at)),
        name: row.name,
        unit: row.unit_name,
        form: row.form,
        base: if changes { format!("/mappings/{}", row.id) } else { String::new() },
    };
    let page = MappingsPage {
        crumbs: vec![Link::new("Nhập liệu", "/submissions"), Link::new("Cách khớp đã giữ", "")],
        lines: rows.into_iter().map(line).collect(),
        frame: signed.frame(&state, "Cách khớp đã giữ", Nav::Entry),
    };
    Ok(Html(page.render()?))
}

/// The day of a stored time.
fn day(at: &str) -> String {
    let time = at.parse::<jiff::Timestamp>().ok();
    time.map_or(String::new(), |time| domain::period::day(domain::period::local_date(time)))
}

/// `POST /mappings/{id}`: another name.
pub async fn rename(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    actions::workbook::rename(&state.store, &signed.acting, id, fields.get("name")).await?;
    Ok(done("/mappings", Done::Saved))
}

/// `POST /mappings/{id}/delete`.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    actions::workbook::delete(&state.store, &signed.acting, id).await?;
    Ok(done("/mappings", Done::Forgotten))
}
