//! “Không phát sinh” for a whole table in one act, and back.

use domain::{
    catalog::Catalog, cell::CellStatus, deed::Deed, form::RowKind, submission::SubmissionId,
};
use store::{
    audit::Subject,
    db::Store,
    value::{CellChange, DraftCell},
};

use super::{begin, open_for_editing, require_form};
use crate::{
    Acting, Error,
    part::{self, is_asked},
};

/// Marks every empty cell of a table "không phát sinh" in one act; gives how many.
///
/// # Errors
/// When the officer may not write, or the form is no table of the report.
pub async fn mark_not_arising(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    place: (SubmissionId, &str),
) -> Result<u32, Error> {
    let is_empty = |cell: Option<&DraftCell>| {
        let holds = |c: &DraftCell| {
            c.amount.is_some() || c.text.is_some() || c.status == CellStatus::NotArising
        };
        !cell.is_some_and(holds)
    };
    let what = (Deed::DraftMarkNotArising, CellStatus::NotArising);
    set_status(store, catalog, acting, place, (what, is_empty)).await
}

/// Empties every cell of a table that is "không phát sinh" in one act; gives how many.
///
/// # Errors
/// When the officer may not write, or the form is no table of the report.
pub async fn clear_not_arising(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    place: (SubmissionId, &str),
) -> Result<u32, Error> {
    let is_marked = |cell: Option<&DraftCell>| {
        cell.is_some_and(|c| {
            c.status == CellStatus::NotArising && c.amount.is_none() && c.text.is_none()
        })
    };
    let what = (Deed::DraftClearNotArising, CellStatus::Actual);
    set_status(store, catalog, acting, place, (what, is_marked)).await
}

/// Writes a status without a figure into the cells that are meant.
async fn set_status(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, form_code): (SubmissionId, &str),
    ((deed, status), meant): ((Deed, CellStatus), impl Fn(Option<&DraftCell>) -> bool),
) -> Result<u32, Error> {
    let form = part::form(catalog, form_code).ok_or(Error::NotFound)?;
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    require_form(catalog, &row, form_code)?;
    let numbers = store::value::cell_numbers_of(&mut tx, form_code).await?;
    let present = part::drafted(&mut tx, catalog, &row, form).await?.boxes;
    let unit = row.asked_unit();
    let mut changes = Vec::new();
    for (place, number) in numbers {
        let element = table.rows.iter().any(|r| r.code == place.0 && r.kind == RowKind::Element);
        let counts = table.columns.iter().any(|c| c.code == place.1 && c.value_type.is_number());
        let asked = element && counts && is_asked(table, &place.0, &place.1, unit);
        if asked && meant(present.get(&place)) {
            changes.push(CellChange { cell: number, amount: None, text: None, status });
        }
    }
    if changes.is_empty() {
        return Ok(0);
    }
    store::value::save_draft_cells(&mut tx, id, &changes, acting.by()).await?;
    begin(&mut tx, acting, row).await?;
    let detail = format!("cells={}", changes.len());
    tx.finish(acting.audit(deed, Subject::Part(id, form_code)).with(&detail)).await?;
    Ok(u32::try_from(changes.len()).unwrap_or(u32::MAX))
}
