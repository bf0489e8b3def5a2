//! Turns: numbers that move with what they count, so that what was made of it can be kept until then.

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
};

/// Counts every change of what is accepted, of the catalog, and of what is confirmed of it: as long as
/// it stands still, totals do.
pub async fn now(db: &mut impl Reads) -> Result<(i64, i64), Error> {
    read(db, "accepted_turn").await
}

/// Counts every change of how submissions stand (state, due day, urgings) and of the catalog: as long as
/// it stands still, boards and work lists of an office do, on one day.
pub async fn standing(db: &mut impl Reads) -> Result<(i64, i64), Error> {
    read(db, "standing_turn").await
}

/// A turn, and the revision of the catalog.
async fn read(db: &mut impl Reads, key: &str) -> Result<(i64, i64), Error> {
    let sql = "SELECT COALESCE(MAX(CASE WHEN key = $1 THEN CAST(value AS BIGINT) END), 0), \
        COALESCE(MAX(CASE WHEN key = 'catalog_revision' THEN CAST(value AS BIGINT) END), 0) \
        FROM setting WHERE key IN ($1, 'catalog_revision')";
    let row = db.fetch_one(sql, &args![key]).await?;
    Ok((row.int(0)?, row.int(1)?))
}

/// Another version counts from now on.
pub(crate) async fn advance(tx: &mut Tx) -> Result<(), Error> {
    add(tx, "accepted_turn").await
}

/// Something stands differently from now on.
pub(crate) async fn stands(tx: &mut Tx) -> Result<(), Error> {
    add(tx, "standing_turn").await
}

async fn add(tx: &mut Tx, key: &str) -> Result<(), Error> {
    let sql = "INSERT INTO setting (key, value) VALUES ($1, '1') ON CONFLICT (key) \
        DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT)";
    tx.execute(sql, &args![key]).await.map(|_| ())
}
