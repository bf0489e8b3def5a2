//! One of many files that the desk or an administrator takes in on behalf of units.

use std::collections::BTreeMap;

use domain::{access::Role, catalog::Catalog};
use exchange::workbook::Reading;
use store::{
    db::{Reads, Store},
    submission::SubmissionRow,
    value::Place,
};

use super::{
    Accepted, Fixes,
    accept::{Over, Writing, note},
};
use crate::{Acting, Error, draft::require_open};

/// Numbers of cells, form by form.
pub type Numbers = BTreeMap<String, BTreeMap<Place, i64>>;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    pub name: String,
    pub sha256: String,
    pub reading: Reading,
    /// The kept choice by which foreign sheets were read.
    pub kept: Option<String>,
}

/// How files are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct How {
    /// Nothing is kept.
    pub dry_run: bool,
    /// Other figures of a draft are written over; else only empty cells are filled.
    pub overwrite: bool,
}

/// Refuses whoever may not take in files of other units.
pub fn may_import(acting: &Acting) -> Result<(), Error> {
    acting.require(
        &[Role::Desk, Role::SystemAdministrator],
        "Nạp thay cho các đơn vị là việc của cán bộ tổng hợp hoặc quản trị hệ thống.",
    )
}

/// Numbers of all cells; read once for many files.
pub async fn numbers(db: &mut impl Reads) -> Result<Numbers, Error> {
    let mut numbers = Numbers::new();
    for ((form, row, column), number) in store::value::cell_numbers(db).await? {
        numbers.entry(form).or_default().insert((row, column), number);
    }
    Ok(numbers)
}

/// Takes one file into its draft, in a transaction of its own.
///
/// # Errors
/// When the officer may not, or the draft is closed; then nothing of the file is written.
pub async fn import(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (row, numbers): (&SubmissionRow, &Numbers),
    (file, how): (&FileRead, How),
) -> Result<Accepted, Error> {
    may_import(acting)?;
    let mut tx = store.begin().await?;
    let mut scope = acting.scope;
    scope.root = acting.accounts_root;
    let id = row.submission.id;
    let row = store::submission::load(&mut tx, &scope, id).await?.ok_or(Error::NotFound)?;
    require_open(acting, &row)?;
    let writing = Writing { catalog, acting, row: &row, numbers };
    let over = if how.overwrite { Over::All } else { Over::Nothing };
    let imported = writing.write(&mut tx, &file.reading, &Fixes::new(), over).await?;
    if how.dry_run {
        return Ok(imported);
    }
    let names = (file.name.as_str(), file.sha256.as_str());
    note(&mut tx, acting, row, names, &imported, "workbook.import").await?;
    tx.commit().await?;
    Ok(imported)
}
