//! Loading a checked catalog into the store: files, units, cells, rounds.

use std::collections::BTreeMap;

use documents::lint::spelling;
use domain::{
    amendment::{self, Change, Weight},
    catalog::Catalog,
    deed::Deed,
};
use exchange::catalog::{Fault, Faults, Source, UNITS, unit_names};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{
    audit::Subject,
    db::{Reads, Store, Tx},
};

use crate::{Error, acting::of_system};

/// Folder of the texts of templates.
pub const TEMPLATES: &str = "templates/";
const REVISION: &str = "catalog_revision";

/// What is misspelt in the names of units and in texts of templates (`templates/…`): capitals of
/// Nghị định 30/2020/NĐ-CP, normal form, the house's manner of tones.
pub fn misspelt(files: &BTreeMap<String, Vec<u8>>) -> Vec<Fault> {
    let source = Source { files: files.clone() };
    let mut faults = Faults::default();
    for (line, names) in unit_names(&source) {
        for name in names {
            judge(UNITS, line, "CAT-116", &name, &mut faults);
        }
    }
    for path in source.inside(TEMPLATES, ".txt") {
        let text = source.text(path, &mut Faults::default()).unwrap_or_default();
        for (line, text) in text.lines().enumerate() {
            judge(path, line + 1, "CAT-601", text, &mut faults);
        }
    }
    faults.into_sorted()
}

fn judge(file: &str, line: usize, code: &'static str, text: &str, faults: &mut Faults) {
    for found in spelling(text) {
        let reason = format!("{}: “{}”", found.problem.trim_end_matches('.'), text.trim());
        faults.at(file, line, code, reason, found.fix);
    }
}

/// Changes told one by one in the log; the others are counted.
const TOLD: usize = 12;

/// What a checked catalog changes of the loaded one, the weightiest first; nothing where none is loaded.
///
/// # Errors
/// When the store fails.
pub async fn changes(db: &mut impl Reads, catalog: &Catalog) -> Result<Vec<Change>, Error> {
    let files = store::catalog::files(db).await?;
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let used = store::catalog::used(db).await?;
    // What an older release let pass may not be readable: what is in use is compared all the same.
    let old = exchange::catalog::read(&Source { files }).ok();
    Ok(amendment::compare(old.as_ref(), catalog, &used))
}

/// Writes a checked catalog; loading the same again changes nothing that was entered.
///
/// # Errors
/// When it would change or hide what units handed in (`CAT-700` with the first of the reasons), or when the
/// store fails.
pub async fn load(
    store: &Store,
    catalog: &Catalog,
    files: &BTreeMap<String, Vec<u8>>,
    now: Timestamp,
) -> Result<(), Error> {
    load_with(store, (catalog, files), Past::Played, now).await
}

/// What rounds that had closed before they were loaded are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// History that is played: units owed them.
    Played,
    /// Of a real office: they hold last year's values only, and nobody owed them here.
    ValuesOnly,
}

/// The same, saying what rounds of the past are.
///
/// # Errors
/// As for [`load`].
pub async fn load_with(
    store: &Store,
    (catalog, files): (&Catalog, &BTreeMap<String, Vec<u8>>),
    past: Past,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let changes = changes(&mut tx, catalog).await?;
    if let Some(first) = changes.first().filter(|change| change.weight == Weight::Refused) {
        return Err(Error::refused(
            "CAT-700",
            format!("Danh mục đổi số liệu đã gửi: {}.", first.what),
            first.next,
        ));
    }
    store::org_unit::save_catalog(&mut tx, catalog).await?;
    store::catalog::save_files(&mut tx, files).await?;
    store::value::save_cells(&mut tx, catalog).await?;
    let today = (past == Past::ValuesOnly).then(|| domain::period::local_date(now));
    for round in &catalog.rounds {
        let id = store::round::open_on(&mut tx, catalog, round, today).await?;
        store::round_event::apply(&mut tx, id).await?;
    }
    let detail = detail(&changes, files);
    let entry = of_system(Deed::CatalogLoad, Subject::Named(&catalog.code), &detail, now);
    turn(&mut tx).await?;
    tx.finish(entry).await?;
    Ok(())
}

/// What changed, old → new, and the hash by which `verify` knows the files again.
fn detail(changes: &[Change], files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut told: Vec<String> = changes.iter().take(TOLD).map(|c| c.what.clone()).collect();
    if changes.len() > TOLD {
        told.push(format!("và {} thay đổi khác", changes.len() - TOLD));
    }
    told.push(format!("sha256={}", digest(files)));
    told.join("; ")
}

/// One hash over names and contents of a catalog's files.
pub(crate) fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    for (path, content) in files {
        for part in [path.as_bytes(), content.as_slice()] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hex::encode(hash.finalize())
}

/// The revision of the catalog and of what is confirmed of it: a running server reads both again when
/// it has grown.
pub async fn revision(db: &mut impl Reads) -> Result<u64, Error> {
    let known = store::setting::get(db, REVISION).await?;
    Ok(known.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Lets the revision grow.
pub(crate) async fn turn(tx: &mut Tx) -> Result<(), Error> {
    let next = revision(tx).await? + 1;
    store::setting::set(tx, REVISION, &next.to_string()).await?;
    Ok(())
}

/// Sets a setting of the installation.
pub async fn set(store: &Store, key: &str, value: &str, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::setting::set(&mut tx, key, value).await?;
    let entry = of_system(Deed::SettingSet, Subject::Named(key), value, now);
    tx.finish(entry).await?;
    Ok(())
}
