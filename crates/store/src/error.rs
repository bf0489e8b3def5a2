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
