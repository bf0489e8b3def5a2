//! Figures in words that the tables do not bear out, as notices under the paragraph.

use domain::claim::{Cell, Counts, Outcome};

use crate::view::{
    act::Link,
    mark::{Notice, Tone},
};

/// One notice for each claim that differs; `place` is the address of a cell's table.
pub(crate) fn notices(
    text: &str,
    counts: &Counts<'_>,
    place: impl Fn(&Cell) -> String,
) -> Vec<Notice> {
    let claims = counts.claims(text).into_iter();
    let different = claims.filter_map(|claim| match claim.outcome {
        Outcome::Different(cells) => Some((claim.quoted, cells)),
        Outcome::Equal | Outcome::NoCell => None,
    });
    different
        .map(|(quoted, cells)| {
            let said: Vec<String> = cells.iter().map(Cell::words).collect();
            let text = format!("{}. Sửa lời văn hoặc sửa biểu.", said.join("; "));
            let notice = Notice::new(Tone::Near, &format!("Lời văn ghi “{quoted}”:"), text);
            match cells.first() {
                Some(cell) => {
                    notice.linked(Link::new(format!("Mở Biểu {}", cell.form), place(cell)))
                }
                None => notice,
            }
        })
        .collect()
}
