//! Tables that were perhaps copied from another unit and changed in a few cells: for who reviews a report, for
//! who takes a file over and for runs over many. Those that are the same to the last figure are found by their prints.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use domain::{
    access::{Scope, UnitId},
    amount::Amount,
    catalog::Catalog,
    check::Place,
    form::{Form, FormBody, RowKind, Table},
    likeness::{NearTable, Shelf, TELLING_LEAST, TELLING_SAME_MIN, near_table},
    submission::SubmissionId,
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
    let own = typed((table, &numbers), figures);
    let places = typed_numbers(table, &numbers);
    let beside =
        store::value::filed_beside(db, scope, (row.submission.id, form.code.as_str())).await?;
    let near = beside.into_iter().filter(|other| other.unit.is_some() || !form.is_sensitive());
    let near = near.filter_map(|mut other| {
        other.figures.retain(|number, _| places.contains(number));
        let near = near_table(&own, &other.figures)?;
        Some(NearCopy { form: form.code.clone(), unit: other.unit, near })
    });
    Ok(near.collect())
}

/// Whose a table on a shelf is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Whose {
    /// None where the unit may not be named.
    unit: Option<String>,
    /// The file of the run that it came with.
    file: Option<String>,
}

/// Tables that a run met: of files before, and of neighbours as they were handed in or drafted. Those of one
/// round, receiver and form are read once, when the first file asks.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    shelves: BTreeMap<(String, UnitId, String), Shelf<SubmissionId, i64>>,
    whose: BTreeMap<(SubmissionId, String), Whose>,
}

impl Neighbours {
    /// Tables nearly like one of a file, each with the file of the run that it is of; the table is kept for
    /// the files behind it.
    pub(crate) async fn near(
        &mut self,
        db: &mut impl Reads,
        scope: &Scope,
        (row, form, file): (&SubmissionRow, &Form, &str),
        (figures, numbers): (&BTreeMap<Place, Amount>, &BTreeMap<Place, i64>),
    ) -> Result<Vec<(NearCopy, Option<String>)>, Error> {
        let Some((_, table)) = tabled(form).filter(|_| figures.len() >= TELLING_SAME_MIN) else {
            return Ok(Vec::new());
        };
        let id = row.submission.id;
        let key = (row.round.clone(), row.submission.receiver, form.code.clone());
        let shelf = match self.shelves.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(empty) => {
                let places = typed_numbers(table, numbers);
                let of = (id, form.code.as_str());
                let mut beside = store::value::filed_beside(db, scope, of).await?;
                beside.extend(store::value::drafted_beside(db, scope, of).await?);
                let mut shelf = Shelf::default();
                for mut other in beside {
                    other.figures.retain(|number, _| places.contains(number));
                    let whose = Whose { unit: other.unit, file: None };
                    self.whose.insert((other.submission, form.code.clone()), whose);
                    shelf.put(other.submission, other.figures);
                }
                empty.insert(shelf)
            }
        };
        let own = typed((table, numbers), figures);
        let mut found = Vec::new();
        for (other, near) in shelf.near(id, &own) {
            let Some(whose) = self.whose.get(&(other, form.code.clone())) else { continue };
            if whose.unit.is_some() || !form.is_sensitive() {
                let (form, unit) = (form.code.clone(), whose.unit.clone());
                found.push((NearCopy { form, unit, near }, whose.file.clone()));
            }
        }
        shelf.put(id, own);
        let whose = Whose { unit: Some(row.unit_name.clone()), file: Some(file.to_owned()) };
        self.whose.insert((id, form.code.clone()), whose);
        Ok(found)
    }
}

/// Figures that somebody typed, by numbers of cells.
fn typed(
    (table, numbers): (&Table, &BTreeMap<Place, i64>),
    figures: &BTreeMap<Place, Amount>,
) -> BTreeMap<i64, Amount> {
    let typed = figures.iter().filter(|(place, _)| is_typed(table, place));
    typed.filter_map(|(place, amount)| Some((*numbers.get(place)?, *amount))).collect()
}

/// Numbers of the cells that somebody types.
fn typed_numbers(table: &Table, numbers: &BTreeMap<Place, i64>) -> BTreeSet<i64> {
    let typed = numbers.iter().filter(|(place, _)| is_typed(table, place));
    typed.map(|(_, number)| *number).collect()
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
