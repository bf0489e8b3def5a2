//! A unit's report as a workbook: filled for download, read back with a preview, accepted cell by cell,
//! and taken in by the hundred.

mod accept;
mod book;
mod compare;
mod doubt;
mod english;
mod import;
mod journal;
mod many;
mod mapping;
mod owner;
mod preview;
pub mod queue;
mod reach;
mod told;
mod twin;

use std::{collections::BTreeSet, sync::Arc};

use domain::{catalog::Catalog, check::Place, deed::Deed, form::Form};
use exchange::workbook::{Asked, BookError, Key, Opened, Reading};
use store::{db::Store, submission::SubmissionRow};
use tokio::sync::Semaphore;

use crate::{Acting, Error, part};

pub use accept::{Accepted, Fix, Fixes, Kept, Refused, accept, discard};
pub(crate) use book::book_cell;
pub use book::{book, filled};
pub use compare::{Line, Proposal, Verdict};
pub use import::{
    Converted, Doubted, Fate, FileRead, How, Imported, Numbers, Run, numbers, take_all,
};
pub use journal::Earlier;
pub use many::{Found, Owed, read_all};
pub use mapping::{Bench, bench, choose, delete, fitted, rename};
pub use preview::{Looked, Preview, PreviewPart, TWIN_FIGURES, preview};
pub use reach::{Reach, may_import, reach};
pub use told::{LINES_TOLD, REPORT_AT};
pub use twin::Twin;

/// Setting that holds the secret behind the seals; never shown, never logged.
const SECRET: &str = "workbook_secret";
/// The history's word for figures out of a file.
const DEED: Deed = Deed::SubmissionLoadWorkbook;

/// Forms of a submission with the cells its unit is asked for.
pub type AskedForms<'a> = Vec<(&'a Form, BTreeSet<Place>)>;

/// The key that seals this installation's workbooks; its secret is made at first use.
pub async fn key(store: &Store) -> Result<Key, Error> {
    if let Some(secret) = store::setting::get(&mut store.reader(), SECRET).await? {
        return Ok(Key::from_secret(secret.as_bytes()));
    }
    let mut tx = store.begin().await?;
    // Another may have been faster.
    if let Some(secret) = store::setting::get(&mut tx, SECRET).await? {
        return Ok(Key::from_secret(secret.as_bytes()));
    }
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::Store(store::error::Error::Database(format!("no randomness: {error}")))
    })?;
    let secret = hex::encode(bytes);
    store::setting::set(&mut tx, SECRET, &secret).await?;
    tx.commit().await?;
    Ok(Key::from_secret(secret.as_bytes()))
}

/// What a submission's file is read for.
pub fn asked_forms<'a>(
    catalog: &'a Catalog,
    regime: &str,
    unit: part::AskedUnit<'_>,
) -> AskedForms<'a> {
    let forms = part::forms_of(catalog, regime).into_iter();
    forms.map(|form| (form, part::asked(form, unit))).collect()
}

/// Reads an opened file for a submission.
pub fn read(opened: &Opened, forms: &[(&Form, BTreeSet<Place>)]) -> Result<Reading, Error> {
    let asked: Vec<Asked<'_>> = forms.iter().map(|(form, cells)| Asked { form, cells }).collect();
    opened.read(&asked).map_err(|error| refused(&error))
}

/// Opens a file's bytes, or says why not.
pub fn open(bytes: &[u8], key: &Key) -> Result<Opened, Error> {
    exchange::workbook::open(bytes, key).map_err(|error| refused(&error))
}

/// The mark by which a file is known again.
pub fn hash(bytes: &[u8]) -> String {
    crate::sha256_hex(bytes)
}

pub(crate) fn refused(error: &BookError) -> Error {
    Error::refused(error.code(), error.to_string(), error.next())
}

/// At most this many files are opened or written at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Works beside the runtime, in its turn: a large file takes a while.
pub(crate) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let _turn = AT_ONCE.acquire().await?;
    tokio::task::spawn_blocking(work).await?
}

async fn opened(bytes: Arc<Vec<u8>>, key: Key) -> Result<Opened, Error> {
    beside(move || open(&bytes, &key)).await
}

/// Forms that the acting officer may read; sensitive ones only the unit and its reviewer.
fn visible<'a>(catalog: &'a Catalog, acting: &Acting, row: &SubmissionRow) -> AskedForms<'a> {
    let unit = row.asked_unit();
    let sight = row.submission.sight_of(&acting.scope);
    let mut forms = asked_forms(catalog, &row.regime, unit);
    forms.retain(|(form, _)| sight.sees(form));
    forms
}
