//! Rows of figures sorted into forms by their cells' numbers.

use std::sync::Arc;

use crate::{
    db::Reads,
    error::Error,
    known::{ByForm, Cells, Place},
    row::Row,
};

/// Sorts rows into forms; a cell's number is the first column. Cells are read anew where one is not
/// known yet.
pub(super) async fn by_form<T>(
    db: &mut impl Reads,
    rows: &[Row],
    read: impl Fn(&Row) -> Result<T, Error>,
) -> Result<ByForm<Place, T>, Error> {
    let known = db.cells().get();
    if known.know(rows) {
        return known.by_form(rows, read);
    }
    let cells = Arc::new(Cells::read(&db.fetch_all(Cells::ALL, &[]).await?)?);
    // What a transaction reads may never come to pass.
    if db.is_settled() {
        db.cells().keep(&cells);
    }
    cells.by_form(rows, read)
}
