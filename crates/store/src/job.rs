//! Timed work: when each job ran last, and what came of it.

use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// The last run of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    pub name: String,
    pub ran_at: String,
    /// What came of it; empty while it runs.
    pub outcome: String,
}

/// The last run of every job that ever ran.
pub async fn list(db: &mut impl Reads) -> Result<Vec<JobRow>, Error> {
    let rows = db.fetch_all("SELECT name, ran_at, outcome FROM job ORDER BY name", &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(JobRow {
                name: row.text(0)?.to_owned(),
                ran_at: row.text(1)?.to_owned(),
                outcome: row.text(2)?.to_owned(),
            })
        })
        .collect()
}

/// Takes a job for this process unless it ran at or after `since`; whether it was taken.
pub async fn claim(
    tx: &mut Tx,
    name: &str,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool, Error> {
    let sql = "INSERT INTO job (name, ran_at, outcome) VALUES ($1, $2, '') \
        ON CONFLICT (name) DO UPDATE SET ran_at = excluded.ran_at, outcome = '' \
        WHERE job.ran_at < $3";
    Ok(tx.execute(sql, &args![name, stamp(now), stamp(since)]).await? > 0)
}

/// Writes what came of a job.
pub async fn save(tx: &mut Tx, name: &str, outcome: &str) -> Result<(), Error> {
    let sql = "UPDATE job SET outcome = $2 WHERE name = $1";
    tx.execute(sql, &args![name, outcome]).await.map(|_| ())
}
