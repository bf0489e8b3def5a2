//! Loading a checked catalog into the store: files, units, cells, rounds.

use std::collections::BTreeMap;

use documents::lint::spelling;
use domain::catalog::Catalog;
use exchange::catalog::{Fault, Faults, Source, UNITS, unit_names};
use jiff::Timestamp;
use store::{
    audit,
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
            judge(UNITS, line, "CAT-110", &name, &mut faults);
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

/// Writes a checked catalog; loading the same again changes nothing that was entered.
pub async fn load(
    store: &Store,
    catalog: &Catalog,
    files: &BTreeMap<String, Vec<u8>>,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::org_unit::save_catalog(&mut tx, catalog).await?;
    store::catalog::save_files(&mut tx, files).await?;
    store::value::save_cells(&mut tx, catalog).await?;
    for round in &catalog.rounds {
        let id = store::round::open(&mut tx, catalog, round).await?;
        store::round_event::apply(&mut tx, id).await?;
    }
    let entry = of_system("catalog.load", &catalog.code, "", now);
    audit::record(&mut tx, entry).await?;
    turn(&mut tx).await?;
    tx.commit().await?;
    Ok(())
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
    let entry = of_system("setting.set", key, value, now);
    audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
