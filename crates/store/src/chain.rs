//! Lines that each hold the hash of the one before; how many there are and the last hash are kept apart,
//! so that a line cut off at the end is missed.

use crate::{
    db::{Reads, Tx},
    error::Error,
    setting,
};

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    pub count: u64,
    /// Hash of the last line; empty before the first.
    pub hash: String,
}

/// Settings that keep the heads.
pub(crate) const AUDIT: &str = "audit_head";
pub(crate) const EVENTS: &str = "event_head";

const SEPARATOR: &[u8] = &[0x1f];

/// The hash of a line over the one before.
pub(crate) fn link(previous: &str, fields: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in std::iter::once(&previous).chain(fields) {
        hasher.update(field.as_bytes());
        hasher.update(SEPARATOR);
    }
    hasher.finalize().to_hex().to_string()
}

/// The kept head of a chain; `None` where none was ever kept.
pub(crate) async fn head(db: &mut impl Reads, key: &str) -> Result<Option<Head>, Error> {
    let Some(text) = setting::get(db, key).await? else { return Ok(None) };
    let corrupt = || Error::Corrupt { what: format!("setting {key}") };
    let (count, hash) = text.split_once(':').ok_or_else(corrupt)?;
    let count = count.parse().map_err(|_| corrupt())?;
    Ok(Some(Head { count, hash: hash.to_owned() }))
}

/// Keeps a chain's head.
pub(crate) async fn keep(tx: &mut Tx, key: &str, head: &Head) -> Result<(), Error> {
    setting::set(tx, key, &format!("{}:{}", head.count, head.hash)).await
}

/// What recomputing a chain found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// Lines whose hash follows from the one before.
    pub lines: u64,
    /// Lines from before there was a chain.
    pub unsealed: u64,
    /// The first line that does not follow.
    pub broken: Option<i64>,
    /// Whether lines are missing at the end, or the kept head is another.
    pub cut: bool,
    /// The head that was kept.
    pub head: Option<Head>,
}

impl Held {
    /// Whether every line that has a hash follows, and none is missing.
    pub fn holds(&self) -> bool {
        self.broken.is_none() && !self.cut
    }
}
