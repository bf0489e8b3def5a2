//! Loading a checked catalog into the store: files, units, cells, rounds.

use std::collections::BTreeMap;

use domain::catalog::Catalog;
use jiff::Timestamp;
use store::{
    audit,
    db::{Reads, Store, Tx},
};

use crate::{Error, acting::of_system};

const REVISION: &str = "catalog_revision";

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
