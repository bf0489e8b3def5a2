//! Settings of one installation, by key.

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
};

/// A setting's value.
pub async fn get(db: &mut impl Reads, key: &str) -> Result<Option<String>, Error> {
    let row = db.fetch_optional("SELECT value FROM setting WHERE key = $1", &args![key]).await?;
    row.map(|r| r.text(0).map(ToOwned::to_owned)).transpose()
}

/// Sets a value.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<(), Error> {
    let sql = "INSERT INTO setting (key, value) VALUES ($1, $2) \
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    tx.execute(sql, &args![key, value]).await.map(|_| ())
}
