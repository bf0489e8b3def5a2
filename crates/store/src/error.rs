//! What can go wrong below: causes for the log, never for a page. What a person can be told of is a kind of
//! its own, set where the driver says it.

use std::io::ErrorKind;

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
    /// Another writer held the database, or all connections were lent; the transaction may be tried again.
    #[error("busy")]
    Busy,
    /// The disk has no room left.
    #[error("disk full: {0}")]
    Full(String),
    /// A sum left 64 bits.
    #[error("overflow: {0}")]
    Overflow(String),
    /// A table is missing: the database is new or not brought up to this release.
    #[error("not migrated: {0}")]
    NotMigrated(String),
    /// A later release has written here.
    #[error("the database is newer than this release")]
    Newer,
    /// Nothing may be written here.
    #[error("read-only: {0}")]
    ReadOnly(String),
    /// The server does not answer, or does not let in.
    #[error("unreachable: {0}")]
    Unreachable(String),
    #[error("corrupt: {what}")]
    Corrupt { what: String },
    #[error("migration: {0}")]
    Migration(String),
    #[error("connection: {0}")]
    Connection(String),
    #[error("database: {0}")]
    Database(String),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(error.to_string()),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(error.to_string())
            }
            _ => Self::Connection(error.to_string()),
        }
    }
}
