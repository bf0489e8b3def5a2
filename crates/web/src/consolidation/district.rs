//! A sensitive total by districts, as it may be read: small counts are masked, and the way ends here.

use actions::totals::FormTotals;
use domain::{fold::fold, masking::MASK};

use super::{
    Address,
    origin::{Opened, place, plain},
};
use crate::{
    problem::PageError,
    state::AppState,
    view::{
        act::Link,
        consolidation::{Origin, OriginLine},
    },
};

/// What each district gave to a total.
pub(super) async fn origin(
    state: &AppState,
    total: &Opened<'_>,
    link: &Address<'_>,
    loaded: &FormTotals,
) -> Result<Origin, PageError> {
    let row = total.table.row(total.row).ok_or(PageError::NotFound)?;
    let column = total.table.column(total.column).ok_or(PageError::NotFound)?;
    let code = total.form.code.as_str();
    let value = loaded.all.get(code, total.row, total.column).ok_or(PageError::NotFound)?;
    let mut reader = state.store.reader();
    let held = (total.round.id, total.office);
    let areas = state.totals.masked_areas(&mut reader, total.form, held).await?;
    let line = |text: &str, value: String| plain(Link::new(text, ""), value);
    let mut lines: Vec<OriginLine> = areas
        .iter()
        .filter_map(|(unit, figures)| match figures.get(code, total.row, total.column) {
            Some(value) => Some(line(unit, column.value_type.print(value))),
            None if figures.is_hidden(code, total.row, total.column) => {
                Some(line(unit, MASK.to_owned()))
            }
            None => None,
        })
        .collect();
    lines.sort_by_key(|line| fold(&line.unit.text));
    let of = place(row, column);
    Ok(Origin {
        value: column.value_type.print(value),
        description: if lines.is_empty() {
            format!("{of}. Một cơ quan cung cấp số chung cho toàn tỉnh.")
        } else {
            format!(
                "{of}. Cộng từ {} huyện đã được chấp nhận; dấu … là ô có 1 đến 4 hoặc ô che cùng.",
                lines.len()
            )
        },
        lines,
        used_in: Vec::new(),
        close: link.closed(),
    })
}
