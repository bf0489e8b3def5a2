//! Tables that were perhaps copied from another unit and changed in a few cells: for who reviews a report and
//! for who takes a file over. Those that are the same to the last figure are found by their prints.

use std::collections::BTreeMap;

use domain::{
    access::Scope,
    amount::Amount,
    catalog::Catalog,
    check::Place,
    form::{Form, FormBody, RowKind, Table},
    likeness::{NearTable, TELLING_LEAST, TELLING_SAME_MIN, near_table},
};
use store::{db::Reads, submission::SubmissionRow};

use crate::{
    Error,
    part::{self, Seen},
};

/// A table of another unit that is nearly the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearCopy {
    pub form: String,
    /// Whose it is; none where the unit may not be named.
    pub unit: Option<String>,
    pub near: NearTable,
}

impl NearCopy {
    /// One sentence on what is seen, one on what to do.
    pub fn words(&self) -> String {
        let unit = self.unit.as_deref().unwrap_or("một đơn vị khác trong đợt");
        let NearTable { differs, all } = self.near;
        format!(
            "Gần giống biểu của {unit}: chỉ {differs}/{all} số khác. Kiểm tra xem có chép biểu của đơn vị khác \
             rồi sửa vài ô không."
        )
    }
}

/// Tables of a version that are nearly those of other units with the same receiver. Of restricted tables only
/// units that the officer sees are told.
///
/// # Errors
/// When the store fails.
pub async fn near_copies(
    db: &mut impl Reads,
    catalog: &Catalog,
    scope: &Scope,
    (row, sight): Seen<'_>,
    version: i64,
) -> Result<Vec<NearCopy>, Error> {
    let Ok(least) = Amount::try_from_units(TELLING_LEAST) else { return Ok(Vec::new()) };
    let limits = (least, TELLING_SAME_MIN);
    let sharing = store::value::sharing_with_version(db, scope, version, limits).await?;
    let forms = part::forms_of(catalog, &row.regime);
    let mut found = Vec::new();
    for other in sharing {
        let form = forms.iter().find(|form| form.code == other.form && sight.sees(form));
        let Some((form, table)) = form.and_then(|form| tabled(form)) else { continue };
        if form.is_sensitive() && other.unit.is_none() {
            continue;
        }
        let own = figures(db, version, (form, table)).await?;
        let theirs = figures(db, other.version, (form, table)).await?;
        let near = near_table(&own, &theirs);
        found.extend(near.map(|near| NearCopy { form: form.code.clone(), unit: other.unit, near }));
    }
    Ok(found)
}

/// Tables that units with the same receiver handed in and that are nearly these figures.
pub(crate) async fn near_of(
    db: &mut impl Reads,
    scope: &Scope,
    (row, form): (&SubmissionRow, &Form),
    figures: &BTreeMap<Place, Amount>,
) -> Result<Vec<NearCopy>, Error> {
    let Some((_, table)) = tabled(form).filter(|_| figures.len() >= TELLING_SAME_MIN) else {
        return Ok(Vec::new());
    };
    let numbers = store::value::cell_numbers_of(db, &form.code).await?;
    let typed = figures.iter().filter(|(place, _)| is_typed(table, place));
    let own: BTreeMap<i64, Amount> =
        typed.filter_map(|(place, amount)| Some((*numbers.get(place)?, *amount))).collect();
    let typed = numbers.iter().filter(|(place, _)| is_typed(table, place));
    let places: Vec<i64> = typed.map(|(_, number)| *number).collect();
    let beside =
        store::value::filed_beside(db, scope, (row.submission.id, form.code.as_str())).await?;
    let near = beside.into_iter().filter(|(unit, _)| unit.is_some() || !form.is_sensitive());
    let near = near.filter_map(|(unit, mut theirs)| {
        theirs.retain(|number, _| places.contains(number));
        let near = near_table(&own, &theirs)?;
        Some(NearCopy { form: form.code.clone(), unit, near })
    });
    Ok(near.collect())
}

const fn tabled(form: &Form) -> Option<(&Form, &Table)> {
    match &form.body {
        FormBody::Table(table) => Some((form, table)),
        FormBody::Narrative(_) => None,
    }
}

/// Whether somebody types the figure: sums and shares follow by themselves.
fn is_typed(table: &Table, (row, column): &Place) -> bool {
    let is_element = |row: &domain::form::Row| row.kind == RowKind::Element;
    table.row(row).is_some_and(is_element)
        && table.column(column).is_some_and(|column| column.formula.is_none())
}

async fn figures(
    db: &mut impl Reads,
    version: i64,
    (form, table): (&Form, &Table),
) -> Result<BTreeMap<Place, Amount>, Error> {
    let cells = store::value::version_cells(db, version, &form.code).await?;
    let typed = cells.into_iter().filter(|(place, _)| is_typed(table, place));
    Ok(typed.filter_map(|(place, cell)| Some((place, cell.amount?))).collect())
}
