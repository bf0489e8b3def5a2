//! Loading a checked catalog into the store: files, units, cells, rounds.

use std::collections::BTreeMap;

use domain::catalog::Catalog;
use jiff::Timestamp;
use store::{audit, db::Store};

use crate::Error;

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
        store::round::open(&mut tx, catalog, round).await?;
    }
    let entry = audit::Entry {
        at: now,
        officer: 0,
        unit: 0,
        verb: "catalog.load",
        subject: &catalog.code,
        detail: "",
    };
    audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets a setting of the installation.
pub async fn set(store: &Store, key: &str, value: &str, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::setting::set(&mut tx, key, value).await?;
    let entry = audit::Entry {
        at: now,
        officer: 0,
        unit: 0,
        verb: "setting.set",
        subject: key,
        detail: value,
    };
    audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
