//! The log of timed work: each job is taken by one process, and what came of it is kept.

use jiff::Timestamp;
use store::db::Store;

use crate::Error;

/// Takes a job for this process unless it ran at or after `since`; whether it was taken.
pub async fn claim(
    store: &Store,
    name: &str,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool, Error> {
    let mut tx = store.begin().await?;
    let taken = store::job::claim(&mut tx, name, since, now).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Keeps what came of a job.
pub async fn finish(store: &Store, name: &str, outcome: &str) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::job::save(&mut tx, name, outcome).await?;
    tx.commit().await?;
    Ok(())
}
