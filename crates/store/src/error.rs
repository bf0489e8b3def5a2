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

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(cause) if cause.is_unique_violation() => {
                Self::Duplicate { constraint: cause.message().to_owned() }
            }
            sqlx::Error::Database(cause) => match cause.code().as_deref() {
                // PostgreSQL: serialization failure, deadlock, waited too long; SQLite: busy, busy
                // snapshot.
                Some("40001" | "40P01" | "55P03" | "5" | "517") => Self::Busy,
                _ => Self::Database(cause.message().to_owned()),
            },
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => {
                Self::Connection(error.to_string())
            }
            _ => Self::Database(error.to_string()),
        }
    }
}
