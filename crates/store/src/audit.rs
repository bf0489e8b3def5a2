//! The audit log: a chain in which each line holds the hash of the one before.

mod subject;

use std::collections::{BTreeMap, BTreeSet};

use domain::deed::Deed;
use jiff::Timestamp;

use crate::{
    args,
    chain::{self, Head, Held},
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

pub use subject::Subject;

/// One line, written in the transaction of the change it tells of.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub at: Timestamp,
    /// 0 for the system itself.
    pub officer: i64,
    pub unit: i64,
    pub deed: Deed,
    pub subject: Subject<'a>,
    pub detail: &'a str,
}

impl<'a> Entry<'a> {
    /// The same line with what the act was about: values, never names or stories.
    #[must_use]
    pub const fn with(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }
}

fn chained(previous: &str, at: &str, who: (i64, i64), what: (&str, &str, &str)) -> String {
    let (officer, unit) = (who.0.to_string(), who.1.to_string());
    chain::link(previous, &[at, &officer, &unit, what.0, what.1, what.2])
}

impl Tx {
    /// Ends an act: writes the line that tells of it, and commits.
    pub async fn finish(mut self, entry: Entry<'_>) -> Result<(), Error> {
        record(&mut self, entry).await?;
        self.commit().await
    }
}

/// Appends a line.
pub async fn record(tx: &mut Tx, entry: Entry<'_>) -> Result<(), Error> {
    record_many(tx, &[entry]).await
}

/// Appends lines in their order.
pub async fn record_many(tx: &mut Tx, entries: &[Entry<'_>]) -> Result<(), Error> {
    let mut head = match chain::head(tx, chain::AUDIT).await? {
        Some(head) => head,
        None => last(tx).await?,
    };
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let at = stamp(entry.at);
        let subject = entry.subject.to_string();
        let what = (entry.deed.code(), subject.as_str(), entry.detail);
        head.hash = chained(&head.hash, &at, (entry.officer, entry.unit), what);
        head.count += 1;
        let hash = head.hash.clone();
        let (verb, detail) = (entry.deed.code(), entry.detail);
        rows.push(args![at, entry.officer, entry.unit, verb, subject, detail, hash].to_vec());
    }
    let columns = ["at", "officer_id", "unit_id", "verb", "subject", "detail", "hash"];
    tx.insert_many("audit", &columns, rows).await?;
    chain::keep(tx, chain::AUDIT, &head).await
}

/// Keeps the head of a log that has none yet: from here on a line cut off at the end is missed.
pub(crate) async fn keep_head(tx: &mut Tx) -> Result<(), Error> {
    if chain::head(tx, chain::AUDIT).await?.is_some() {
        return Ok(());
    }
    let head = last(tx).await?;
    chain::keep(tx, chain::AUDIT, &head).await
}

/// The head of a log that was written before heads were kept.
async fn last(db: &mut impl Reads) -> Result<Head, Error> {
    let count = db.fetch_one("SELECT CAST(COUNT(*) AS BIGINT) FROM audit", &[]).await?.int(0)?;
    let last = db.fetch_optional("SELECT hash FROM audit ORDER BY id DESC LIMIT 1", &[]).await?;
    let hash = last.map_or(Ok(String::new()), |row| row.text(0).map(ToOwned::to_owned))?;
    Ok(Head { count: u64::try_from(count).unwrap_or(0), hash })
}

/// Where the log ends, as kept beside it.
pub async fn head(db: &mut impl Reads) -> Result<Option<Head>, Error> {
    chain::head(db, chain::AUDIT).await
}

/// Recomputes the chain and compares its end with the kept head.
pub async fn verify(db: &mut impl Reads) -> Result<Held, Error> {
    let sql = "SELECT id, at, officer_id, unit_id, verb, subject, detail, hash FROM audit \
        WHERE id > $1 ORDER BY id LIMIT 5000";
    let (mut after, mut end) = (0_i64, Head::default());
    let mut held = Held { head: head(db).await?, ..Held::default() };
    loop {
        let rows = db.fetch_all(sql, &args![after]).await?;
        for row in &rows {
            let what = (row.text(4)?, row.text(5)?, row.text(6)?);
            let hash = chained(&end.hash, row.text(1)?, (row.int(2)?, row.int(3)?), what);
            if hash != row.text(7)? {
                held.broken = Some(row.int(0)?);
                return Ok(held);
            }
            after = row.int(0)?;
            held.lines += 1;
            end = Head { count: held.lines, hash };
        }
        if rows.is_empty() {
            held.cut = held.head.as_ref() != Some(&end);
            return Ok(held);
        }
    }
}

/// A line as the administrator reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub id: i64,
    pub at: String,
    /// Empty for the system itself.
    pub officer: String,
    pub unit: String,
    pub verb: String,
    pub subject: String,
    pub detail: String,
}

/// Which lines are asked for; empty: all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// From when on and up to when, as stored; the end is not included.
    pub span: (&'a str, &'a str),
    /// Part of an officer's login or name.
    pub officer: &'a str,
    pub verb: &'a str,
}

const WANTED: &str = "FROM audit a LEFT JOIN officer o ON o.id = a.officer_id \
    LEFT JOIN unit u ON u.id = a.unit_id WHERE ($1 = '' OR a.at >= $1) AND ($2 = '' OR a.at < $2) \
    AND ($3 = '' OR o.login = $3 OR o.fold LIKE $4) AND ($5 = '' OR a.verb = $5)";

/// Lines of the log, newest first, after the first `skipped`; and how many there are.
pub async fn list(
    db: &mut impl Reads,
    wanted: Wanted<'_>,
    (skipped, limit): (i64, i64),
) -> Result<(Vec<AuditRow>, i64), Error> {
    let like = format!("%{}%", domain::fold::fold(wanted.officer));
    let (from, until) = wanted.span;
    let counted = format!("SELECT CAST(COUNT(*) AS BIGINT) {WANTED}");
    let filter = args![from, until, wanted.officer, like.as_str(), wanted.verb];
    let all = db.fetch_one(&counted, &filter).await?.int(0)?;
    let sql = format!(
        "SELECT a.id, a.at, COALESCE(o.name || ' (' || o.login || ')', ''), \
         COALESCE(u.short_name, ''), a.verb, a.subject, a.detail {WANTED} \
         ORDER BY a.id DESC LIMIT $6 OFFSET $7"
    );
    let page = args![from, until, wanted.officer, like.as_str(), wanted.verb, limit, skipped];
    let rows = db.fetch_all(&sql, &page).await?;
    let line = |row: &crate::row::Row| {
        let text = |at: usize| row.text(at).map(ToOwned::to_owned);
        Ok(AuditRow {
            id: row.int(0)?,
            at: text(1)?,
            officer: text(2)?,
            unit: text(3)?,
            verb: text(4)?,
            subject: text(5)?,
            detail: text(6)?,
        })
    };
    Ok((rows.iter().map(line).collect::<Result<_, Error>>()?, all))
}

/// What some subjects of the log are called: accounts by their login, reports by their unit.
pub async fn names(
    db: &mut impl Reads,
    subjects: &BTreeSet<&str>,
) -> Result<BTreeMap<String, String>, Error> {
    const CALLED: [(&str, &str); 2] = [
        ("officer/", "SELECT o.id, o.login FROM officer o WHERE o.id IN"),
        (
            "submission/",
            "SELECT s.id, u.name FROM submission s JOIN unit u ON u.id = s.unit_id WHERE s.id IN",
        ),
    ];
    let mut names = BTreeMap::new();
    for (noun, sql) in CALLED {
        let numbers: Vec<String> = subjects
            .iter()
            .filter_map(|subject| subject.strip_prefix(noun)?.parse::<i64>().ok())
            .map(|number| number.to_string())
            .collect();
        if numbers.is_empty() {
            continue;
        }
        let sql = format!("{sql} ({})", numbers.join(", "));
        for row in db.fetch_all(&sql, &[]).await? {
            names.insert(format!("{noun}{}", row.int(0)?), row.text(1)?.to_owned());
        }
    }
    Ok(names)
}

/// What acts there are in the log.
pub async fn verbs(db: &mut impl Reads) -> Result<Vec<String>, Error> {
    let rows = db.fetch_all("SELECT DISTINCT verb FROM audit ORDER BY verb", &[]).await?;
    rows.iter().map(|row| row.text(0).map(ToOwned::to_owned)).collect()
}

/// Marks of versions that the log tells of, each with its subject: "submission/12".
pub async fn digests(db: &mut impl Reads) -> Result<BTreeSet<(String, String)>, Error> {
    let sql = "SELECT subject, detail FROM audit WHERE detail LIKE '%digest=%'";
    let rows = db.fetch_all(sql, &[]).await?;
    let mut found = BTreeSet::new();
    for row in &rows {
        let marks = row.text(1)?.split(' ').filter_map(|word| word.strip_prefix("digest="));
        for mark in marks {
            found.insert((row.text(0)?.to_owned(), mark.to_owned()));
        }
    }
    Ok(found)
}
