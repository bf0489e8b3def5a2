//! The catalog's own files, kept as loaded, so that the running system needs no folder beside it; and what
//! of a catalog is in use.

use std::collections::{BTreeMap, BTreeSet};

use domain::amendment::{Place, Use};

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

/// One file of the loaded catalog.
pub async fn file(db: &mut impl Reads, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT content FROM catalog_file WHERE path = $1";
    let row = db.fetch_optional(sql, &args![path]).await?;
    row.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()
}

const FILED: &str = "SELECT c.form, c.row_code, c.column_code FROM cell c \
    JOIN (SELECT DISTINCT cell_id FROM value) v ON v.cell_id = c.id \
    UNION SELECT form, heading, '' FROM version_text";
const DRAFTED: &str = "SELECT c.form, c.row_code, c.column_code FROM cell c \
    JOIN (SELECT DISTINCT cell_id FROM draft_cell) d ON d.cell_id = c.id \
    UNION SELECT form, heading, '' FROM draft_text";
const UNITS: &str = "SELECT u.key FROM unit u JOIN submission s ON s.unit_id = u.id \
    UNION SELECT u.key FROM unit u JOIN officer o ON o.unit_id = u.id WHERE o.active = 1";
const HANDED_IN: &str = "SELECT DISTINCT r.key, u.key FROM submission s \
    JOIN unit r ON r.id = s.receiver_id JOIN unit u ON u.id = s.unit_id WHERE s.versions > 0";
const ROUNDS: &str = "SELECT r.code, MAX(s.versions) FROM round r \
    JOIN submission s ON s.round_id = r.id GROUP BY r.code";

/// What of the loaded catalog is in use: what units handed in or typed, and who owes what.
pub async fn used(db: &mut impl Reads) -> Result<Use, Error> {
    let mut used = Use {
        filed: places(db, FILED).await?,
        drafted: places(db, DRAFTED).await?,
        ..Use::default()
    };
    for row in db.fetch_all(UNITS, &[]).await? {
        used.units.insert(row.text(0)?.to_owned());
    }
    for row in db.fetch_all(HANDED_IN, &[]).await? {
        used.handed_in.insert((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
    }
    for row in db.fetch_all(ROUNDS, &[]).await? {
        let code = row.text(0)?.to_owned();
        if row.int(1)? > 0 {
            used.filed_rounds.insert(code.clone());
        }
        used.rounds.insert(code);
    }
    Ok(used)
}

async fn places(db: &mut impl Reads, sql: &str) -> Result<BTreeSet<Place>, Error> {
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned())))
        .collect()
}
