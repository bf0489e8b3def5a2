//! Which form, row and column a cell's number stands for.
//!
//! A number is given once and never changes its meaning, so one reading of the table serves every report
//! after it: rows of figures bring numbers alone.

use std::sync::{Arc, PoisonError, RwLock};

use crate::{
    db::Reads,
    error::Error,
    row::Row,
    value::{ByForm, Place},
};

/// A form's code, and the place inside it.
type Cell = (String, Place);

/// All cells by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Cells(Vec<Option<Cell>>);

/// What one store knows of its cells.
#[derive(Debug, Clone, Default)]
pub struct Known(Arc<RwLock<Arc<Cells>>>);

impl Known {
    fn get(&self) -> Arc<Cells> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, cells: &Arc<Cells>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(cells);
    }
}

impl Cells {
    fn get(&self, number: i64) -> Option<&Cell> {
        self.0.get(usize::try_from(number).ok()?)?.as_ref()
    }

    async fn load(db: &mut impl Reads) -> Result<Self, Error> {
        let sql = "SELECT id, form, row_code, column_code FROM cell ORDER BY id";
        let mut cells = Vec::new();
        for row in db.fetch_all(sql, &[]).await? {
            let number = usize::try_from(row.int(0)?).map_err(|_| corrupt(row.0.first()))?;
            cells.resize(cells.len().max(number + 1), None);
            let text = |at: usize| row.text(at).map(ToOwned::to_owned);
            if let Some(cell) = cells.get_mut(number) {
                *cell = Some((text(1)?, (text(2)?, text(3)?)));
            }
        }
        Ok(Self(cells))
    }
}

fn corrupt(number: impl std::fmt::Debug) -> Error {
    Error::Corrupt { what: format!("no cell has the number {number:?}") }
}

/// Sorts rows into forms; a cell's number is the first column.
pub(crate) async fn by_form<T>(
    db: &mut impl Reads,
    rows: &[Row],
    read: impl Fn(&Row) -> Result<T, Error>,
) -> Result<ByForm<Place, T>, Error> {
    let cells = of(db, rows).await?;
    let mut forms = ByForm::new();
    for row in rows {
        let number = row.int(0)?;
        let (form, place) = cells.get(number).ok_or_else(|| corrupt(number))?;
        if !forms.contains_key(form) {
            forms.insert(form.clone(), std::collections::BTreeMap::new());
        }
        if let Some(held) = forms.get_mut(form) {
            held.insert(place.clone(), read(row)?);
        }
    }
    Ok(forms)
}

/// The cells that rows name, read anew where one is not known yet.
async fn of(db: &mut impl Reads, rows: &[Row]) -> Result<Arc<Cells>, Error> {
    let known = db.cells().get();
    if rows.iter().all(|row| row.int(0).is_ok_and(|number| known.get(number).is_some())) {
        return Ok(known);
    }
    let cells = Arc::new(Cells::load(db).await?);
    // What a transaction reads may never come to pass.
    if db.is_settled() {
        db.cells().keep(&cells);
    }
    Ok(cells)
}
