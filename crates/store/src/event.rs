//! What happened to a submission: lines in a chain, so that none is changed, added or taken away unseen.

use domain::{access::OfficerId, deed::Deed, submission::State, submission::SubmissionId};
use jiff::Timestamp;

use crate::{
    args,
    chain::{self, Held},
    db::{Reads, Tx},
    error::Error,
    row::stamp,
};

/// One line of a submission's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    pub at: String,
    pub officer: String,
    pub unit: String,
    /// Nothing where another release wrote it.
    pub deed: Option<Deed>,
    pub message: String,
    pub version: i64,
}

/// Adds a line to the history.
pub async fn record_event(
    tx: &mut Tx,
    id: SubmissionId,
    by: (OfficerId, Timestamp),
    deed: Deed,
    message: &str,
    version: u32,
) -> Result<(), Error> {
    let sql = "INSERT INTO event (submission_id, at, officer_id, verb, message, version, hash) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let ((officer, at), version) = (by, i64::from(version));
    let (at, verb) = (stamp(at), deed.code());
    let mut head = chain::head(tx, chain::EVENTS).await?.unwrap_or_default();
    head.hash = chained(&head.hash, (id.0, officer.0, version), &at, (verb, message));
    head.count += 1;
    let args = args![id.0, at, officer.0, verb, message, version, head.hash.as_str()];
    tx.execute(sql, &args).await?;
    chain::keep(tx, chain::EVENTS, &head).await
}

fn chained(previous: &str, of: (i64, i64, i64), at: &str, told: (&str, &str)) -> String {
    let (id, officer, version) = (of.0.to_string(), of.1.to_string(), of.2.to_string());
    chain::link(previous, &[&id, at, &officer, told.0, told.1, &version])
}

/// Recomputes the chain of what happened and compares its end with the kept head.
pub async fn verify(db: &mut impl Reads) -> Result<Held, Error> {
    let sql = "SELECT id, submission_id, at, officer_id, verb, message, version, hash FROM event \
        WHERE id > $1 ORDER BY id LIMIT 5000";
    let (mut after, mut previous) = (0_i64, String::new());
    let mut held = Held { head: chain::head(db, chain::EVENTS).await?, ..Held::default() };
    loop {
        let rows = db.fetch_all(sql, &args![after]).await?;
        for row in &rows {
            after = row.int(0)?;
            if held.lines == 0 && row.text(7)?.is_empty() {
                held.unsealed += 1;
                continue;
            }
            let of = (row.int(1)?, row.int(3)?, row.int(6)?);
            previous = chained(&previous, of, row.text(2)?, (row.text(4)?, row.text(5)?));
            if previous != row.text(7)? {
                held.broken = Some(after);
                return Ok(held);
            }
            held.lines += 1;
        }
        if rows.is_empty() {
            let kept = held.head.clone().unwrap_or_default();
            held.cut = (kept.count, kept.hash) != (held.lines, previous);
            return Ok(held);
        }
    }
}

/// Each submission's state and accepted version, with its acts and their versions in order.
pub async fn histories(db: &mut impl Reads) -> Result<Vec<History>, Error> {
    let sql = "SELECT s.id, s.state, s.accepted_version, e.verb, e.version FROM submission s \
        LEFT JOIN event e ON e.submission_id = s.id ORDER BY s.id, e.id";
    let mut all: Vec<History> = Vec::new();
    for row in db.fetch_all(sql, &[]).await? {
        let id = SubmissionId(row.int(0)?);
        if all.last().is_none_or(|last| last.submission != id) {
            all.push(History {
                submission: id,
                state: row.word(1, State::from_code, format_args!("submission {}", id.0))?,
                accepted: row.opt_int(2)?,
                acts: Vec::new(),
            });
        }
        let deed = row.opt_text(3)?.and_then(Deed::from_code);
        if let (Some(history), Some(deed)) = (all.last_mut(), deed) {
            history.acts.push((deed, row.int(4)?));
        }
    }
    Ok(all)
}

/// Where a submission stands, beside what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    pub submission: SubmissionId,
    pub state: State,
    pub accepted: Option<i64>,
    /// Each act that this release knows, with its version.
    pub acts: Vec<(Deed, i64)>,
}

/// The history, oldest first.
pub async fn events(db: &mut impl Reads, id: SubmissionId) -> Result<Vec<EventRow>, Error> {
    let sql = "SELECT e.at, o.name, u.short_name, e.verb, e.message, e.version FROM event e \
        JOIN officer o ON o.id = e.officer_id JOIN unit u ON u.id = o.unit_id \
        WHERE e.submission_id = $1 ORDER BY e.id";
    let rows = db.fetch_all(sql, &args![id.0]).await?;
    rows.iter()
        .map(|row| {
            Ok(EventRow {
                at: row.text(0)?.to_owned(),
                officer: row.text(1)?.to_owned(),
                unit: row.text(2)?.to_owned(),
                deed: Deed::from_code(row.text(3)?),
                message: row.text(4)?.to_owned(),
                version: row.int(5)?,
            })
        })
        .collect()
}
