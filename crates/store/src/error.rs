//! What can go wrong below: causes for the log, never for a page.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row was changed by another in the meantime.
    #[error("stale revision")]
    Stale,
    #[error("not found")]
    NotFound,
    #[error("duplicate: {constraint}")]
    Duplicate { constraint: String },
    /// Another writer held the database; the transaction may be tried again.
    #[error("busy")]
    Busy,
    #[error("corrupt: {what}")]
    Corrupt { what: String },
    #[error("migration: {0}")]
    Migration(String),
    #[error("connection: {0}")]
    Connection(String),
    #[error("database: {0}")]
    Database(String),
}

impl Error {
    /// Whether the disk is full, by the drivers' words: neither has one kind for it.
    pub fn is_full(&self) -> bool {
        let (Self::Database(text) | Self::Connection(text)) = self else { return false };
        let text = text.to_lowercase();
        ["disk is full", "disk full", "no space left"].iter().any(|words| text.contains(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_failures() {
        for text in ["database or disk is full", "could not extend file: No space left on device"] {
            assert!(Error::Database(text.to_owned()).is_full(), "{text}");
        }
        assert!(!Error::Database("syntax error".to_owned()).is_full() && !Error::Busy.is_full());
    }
}
