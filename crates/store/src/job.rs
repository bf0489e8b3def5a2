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

/// When a job may be taken.
#[derive(Debug, Clone, Copy)]
pub struct When {
    pub now: Timestamp,
    /// The beginning of the span in which it is to run once.
    pub since: Timestamp,
    /// One that failed is taken again where it ran before this instant.
    pub failed_before: Timestamp,
    /// One of which nothing was heard since this instant was cut off with its program.
    pub silent_before: Timestamp,
    /// How often it is tried in its span.
    pub tries: i64,
}

/// Takes a job for this process unless it ran in its span already, or failed there too often or a moment ago;
/// one that was cut off counts as failed. Whether it was taken.
pub async fn claim(tx: &mut Tx, name: &str, when: When) -> Result<bool, Error> {
    // One that runs has no outcome yet: nobody takes it again meanwhile, unless it runs too long to live.
    let sql = "INSERT INTO job (name, ran_at, outcome) VALUES ($1, $2, '') \
        ON CONFLICT (name) DO UPDATE SET ran_at = excluded.ran_at, outcome = '', \
        failed = CASE WHEN job.ran_at < $3 THEN 0 WHEN job.outcome = '' THEN job.failed + 1 \
        ELSE job.failed END \
        WHERE job.ran_at < $3 OR (job.failed < $5 AND job.outcome = '' AND job.ran_at < $6) \
        OR (job.failed > 0 AND job.failed < $5 AND job.outcome <> '' AND job.ran_at < $4)";
    let (since, failed, silent) =
        (stamp(when.since), stamp(when.failed_before), stamp(when.silent_before));
    let args = args![name, stamp(when.now), since, failed, when.tries, silent];
    Ok(tx.execute(sql, &args).await? > 0)
}

/// Writes what came of a job that was taken at an instant; where somebody took it after, nothing.
pub async fn save(
    tx: &mut Tx,
    (name, taken): (&str, Timestamp),
    outcome: Result<&str, &str>,
) -> Result<(), Error> {
    let sql = "UPDATE job SET outcome = $3, failed = CASE WHEN $4 = 1 THEN failed + 1 ELSE 0 END \
        WHERE name = $1 AND ran_at = $2";
    let (has_failed, words) = (outcome.is_err(), outcome.unwrap_or_else(|words| words));
    tx.execute(sql, &args![name, stamp(taken), words, has_failed]).await.map(|_| ())
}
