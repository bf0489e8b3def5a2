//! The log of timed work: each job is taken by one process, and what came of it is kept.

use jiff::{SignedDuration, Timestamp};
use store::{db::Store, job::When};

use crate::Error;

/// How often a job that fails is tried in its span, and how long it rests before it is tried again.
const TRIES: i64 = 5;
const REST: SignedDuration = SignedDuration::from_mins(10);
/// No job takes so long: one without an outcome since then was cut off with its program.
const SILENT: SignedDuration = SignedDuration::from_hours(1);

/// Takes a job for this process unless it ran at or after `since`; one that failed, or was cut off, is tried again,
/// some times. Whether it was taken.
pub async fn claim(
    store: &Store,
    name: &str,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool, Error> {
    let mut tx = store.begin().await?;
    let (failed_before, silent_before) = (now - REST, now - SILENT);
    let when = When { now, since, failed_before, silent_before, tries: TRIES };
    let taken = store::job::claim(&mut tx, name, when).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Keeps what came of a job that was taken at an instant, or why it failed.
pub async fn finish(
    store: &Store,
    taken: (&str, Timestamp),
    outcome: Result<&str, &str>,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::job::save(&mut tx, taken, outcome).await?;
    tx.commit().await?;
    Ok(())
}
