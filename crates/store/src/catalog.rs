//! The catalog's own files, kept as loaded, so that the running system needs no folder beside it.

use std::collections::BTreeMap;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
};

/// Keeps the files of a loaded catalog, replacing the former ones.
pub async fn save_files(tx: &mut Tx, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    tx.execute("DELETE FROM catalog_file", &[]).await?;
    for (path, content) in files {
        let sql = "INSERT INTO catalog_file (path, content) VALUES ($1, $2)";
        tx.execute(sql, &args![path.as_str(), content.as_slice()]).await?;
    }
    Ok(())
}

/// The files of the loaded catalog; empty where none has been loaded.
pub async fn files(db: &mut impl Reads) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let rows = db.fetch_all("SELECT path, content FROM catalog_file", &[]).await?;
    rows.iter().map(|r| Ok((r.text(0)?.to_owned(), r.bytes(1)?.to_vec()))).collect()
}
