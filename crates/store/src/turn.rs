//! The turn of what counts: a number that moves with every acceptance and every change of the catalog.

use crate::{
    db::{Reads, Tx},
    error::Error,
};

/// Counts every change of what is accepted, of the catalog, and of what is confirmed of it: as long as
/// it stands still, totals do.
pub async fn now(db: &mut impl Reads) -> Result<(i64, i64), Error> {
    let sql = "SELECT COALESCE(MAX(CASE WHEN key = 'accepted_turn' THEN CAST(value AS BIGINT) END), 0), \
        COALESCE(MAX(CASE WHEN key = 'catalog_revision' THEN CAST(value AS BIGINT) END), 0) \
        FROM setting WHERE key IN ('accepted_turn', 'catalog_revision')";
    let row = db.fetch_one(sql, &[]).await?;
    Ok((row.int(0)?, row.int(1)?))
}

/// Another version counts from now on.
pub(crate) async fn advance(tx: &mut Tx) -> Result<(), Error> {
    let sql = "INSERT INTO setting (key, value) VALUES ('accepted_turn', '1') ON CONFLICT (key) \
        DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT)";
    tx.execute(sql, &[]).await.map(|_| ())
}
