//! Which form, row and column a cell's number stands for.
//!
//! A number is given once and never changes its meaning, so one reading of the table serves every report
//! after it: rows of figures bring numbers alone.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use crate::{error::Error, row::Row};

/// Row and column of a cell inside its form.
pub type Place = (String, String);

/// What belongs to each form of a report, by the form's code.
pub type ByForm<K, T> = BTreeMap<String, BTreeMap<K, T>>;

/// All cells by their numbers: the form's code, and the place inside it.
#[derive(Debug, Default)]
pub(crate) struct Cells(Vec<Option<(String, Place)>>);

impl Cells {
    /// The statement that [`Self::read`] reads.
    pub(crate) const ALL: &str = "SELECT id, form, row_code, column_code FROM cell ORDER BY id";

    /// Reads the table of cells.
    pub(crate) fn read(rows: &[Row]) -> Result<Self, Error> {
        let mut cells = Vec::new();
        for row in rows {
            let number = row.int(0)?;
            let at = usize::try_from(number).map_err(|_| unknown(number))?;
            cells.resize(cells.len().max(at + 1), None);
            let text = |at: usize| row.text(at).map(ToOwned::to_owned);
            if let Some(cell) = cells.get_mut(at) {
                *cell = Some((text(1)?, (text(2)?, text(3)?)));
            }
        }
        Ok(Self(cells))
    }

    fn get(&self, number: i64) -> Option<&(String, Place)> {
        self.0.get(usize::try_from(number).ok()?)?.as_ref()
    }

    /// Whether each cell that rows name in their first column is known.
    pub(crate) fn know(&self, rows: &[Row]) -> bool {
        rows.iter().all(|row| row.int(0).is_ok_and(|number| self.get(number).is_some()))
    }

    /// Sorts rows into forms; a cell's number is the first column.
    pub(crate) fn by_form<T>(
        &self,
        rows: &[Row],
        read: impl Fn(&Row) -> Result<T, Error>,
    ) -> Result<ByForm<Place, T>, Error> {
        let mut forms = ByForm::new();
        for row in rows {
            let number = row.int(0)?;
            let (form, place) = self.get(number).ok_or_else(|| unknown(number))?;
            if !forms.contains_key(form) {
                forms.insert(form.clone(), BTreeMap::new());
            }
            if let Some(held) = forms.get_mut(form) {
                held.insert(place.clone(), read(row)?);
            }
        }
        Ok(forms)
    }
}

fn unknown(number: i64) -> Error {
    Error::Corrupt { what: format!("no cell has the number {number}") }
}

/// What one store knows of its cells.
#[derive(Debug, Clone, Default)]
pub struct Known(Arc<RwLock<Arc<Cells>>>);

impl Known {
    pub(crate) fn get(&self) -> Arc<Cells> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn keep(&self, cells: &Arc<Cells>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(cells);
    }
}
