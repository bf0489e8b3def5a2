//! Who feeds a series: one office for the whole province, or many that are added up.

use domain::{
    form::{Row, Travel},
    indicator::Indicator,
};

use crate::state::AppState;

/// Whether a series adds up what several units give.
pub(super) fn sums_several(state: &AppState, indicator: &Indicator) -> bool {
    let names = indicator.formula.as_ref().map(|formula| formula.references());
    names
        .into_iter()
        .flatten()
        .any(|name| row_of(state, name).is_some_and(|row| matches!(row.travel, Travel::Sum { .. })))
}

/// The row of a form that a formula names: `T1.1_1.tu`.
fn row_of<'a>(state: &'a AppState, name: &str) -> Option<&'a Row> {
    let mut parts = name.splitn(3, '.');
    let (form, row) = (parts.next()?, parts.next()?);
    let table = actions::part::form(&state.catalog, form)?.table()?;
    table.row(row)
}

/// The one office that gives the figures of an indicator for the whole province.
pub(super) fn provider(state: &AppState, indicator: &Indicator) -> Option<String> {
    let names = indicator.formula.as_ref()?.references();
    let row = row_of(state, names.first()?)?;
    let Travel::Single { provider } = &row.travel else { return None };
    let unit = state.catalog.units.iter().find(|unit| unit.key.0 == *provider)?;
    Some(unit.name.clone())
}
