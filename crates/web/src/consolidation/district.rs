//! A sensitive total by districts, as it may be read: small counts are masked, and the way ends here.

use domain::{
    fold::fold,
    form::{Column, Row},
    masking::MASK,
};

use super::origin::{Opened, place, plain};
use crate::{
    problem::PageError,
    state::AppState,
    view::{act::Link, consolidation::OriginLine},
};

/// What each district gave to a total.
pub(super) async fn of_districts(
    state: &AppState,
    total: &Opened<'_>,
    (row, column): (&Row, &Column),
) -> Result<(String, Vec<OriginLine>), PageError> {
    let mut reader = state.store.reader();
    let held = (total.round.id, total.office);
    let areas = state.totals.masked_areas(&mut reader, total.form, held).await?;
    let cell = (total.form.code.as_str(), total.row, total.column);
    let mut lines: Vec<OriginLine> = areas
        .iter()
        .filter_map(|(unit, figures)| {
            let value = match figures.get(cell.0, cell.1, cell.2) {
                Some(value) => column.print(value),
                None if figures.is_hidden(cell.0, cell.1, cell.2) => MASK.to_owned(),
                None => return None,
            };
            Some(plain(Link::new(unit.as_str(), ""), value))
        })
        .collect();
    lines.sort_by_key(|line| fold(&line.unit.text));
    let of = place(row, column);
    let description = if lines.is_empty() {
        format!("{of}. Một cơ quan cung cấp số chung cho toàn tỉnh.")
    } else {
        let count = lines.len();
        format!(
            "{of}. Cộng từ {count} huyện đã được chấp nhận; dấu … là ô có 1 đến 4 hoặc ô che cùng."
        )
    };
    Ok((description, lines))
}
