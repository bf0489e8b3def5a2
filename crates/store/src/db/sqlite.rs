//! The embedded engine: connections to one file, each lent to one caller at a time.
//!
//! SQLite waits for the disk and for other writers, so every statement runs on a thread that may wait.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{
    Connection, Statement,
    ffi::{self, ErrorCode},
    types::{Value, ValueRef},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::insertion;
use crate::{
    error::Error,
    row::{Arg, Field, Row},
};

/// How long a writer waits for another process to finish.
const PATIENCE: Duration = Duration::from_secs(5);

/// Statements that a connection keeps prepared.
const PREPARED: usize = 128;

/// Connections to one file, opened as they are needed.
#[derive(Debug)]
pub(super) struct Pool {
    file: PathBuf,
    writes: bool,
    lent_at_most: NonZeroUsize,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
}

/// A connection until it is dropped; what was begun and not committed is rolled back then.
#[derive(Debug)]
pub(super) struct Lease {
    connection: Option<Connection>,
    pool: Arc<Pool>,
    _place: OwnedSemaphorePermit,
}

impl Pool {
    /// Opens the file once, so that a fault is told now.
    pub(super) fn open(
        file: &Path,
        writes: bool,
        lent_at_most: NonZeroUsize,
    ) -> Result<Arc<Self>, Error> {
        let pool = Self {
            file: file.to_owned(),
            writes,
            lent_at_most,
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(lent_at_most.get())),
        };
        let first = pool.connect()?;
        pool.shelf().push(first);
        Ok(Arc::new(pool))
    }

    fn connect(&self) -> Result<Connection, Error> {
        let connection = Connection::open(&self.file)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was committed survives a pulled plug.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.pragma_update(None, "cache_size", -8_000)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        if !self.writes {
            connection.pragma_update(None, "query_only", "ON")?;
        }
        Ok(connection)
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next connection that nobody uses.
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Lease, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| Error::Connection("the store is closed".to_owned()))?;
        let idle = self.shelf().pop();
        let connection = idle.map_or_else(|| self.connect(), Ok)?;
        Ok(Lease { connection: Some(connection), pool: Arc::clone(self), _place: place })
    }

    /// Waits for all leases to end and closes; the last connection folds the log into the file.
    pub(super) async fn close(&self) {
        let all = u32::try_from(self.lent_at_most.get()).unwrap_or(u32::MAX);
        // An error means that it was closed before.
        let Ok(_all) = self.places.acquire_many(all).await else { return };
        self.places.close();
        for connection in self.shelf().drain(..) {
            let tidied =
                if self.writes { connection.execute_batch("PRAGMA optimize") } else { Ok(()) };
            if let Err(error) = tidied.and_then(|()| connection.close().map_err(|(_, error)| error))
            {
                tracing::warn!(%error, "a connection did not close well");
            }
        }
    }
}

impl Lease {
    /// Runs work on the connection; the lease is over if the caller goes away meanwhile.
    async fn run<T: Send + 'static>(
        mut self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> (Option<Self>, Result<T, Error>) {
        let done = tokio::task::spawn_blocking(move || {
            let done = self.connection.as_mut().map_or_else(|| Err(broken_off()), |c| work(c));
            (self, done)
        });
        match done.await {
            Ok((lease, done)) => (Some(lease), done),
            Err(error) => (None, Err(Error::Database(error.to_string()))),
        }
    }

    /// One statement's rows; the lease ends.
    pub(super) async fn fetch_all(self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        let (sql, args) = (sql.to_owned(), owned(args));
        self.run(move |c| rows(&mut *c.prepare_cached(&sql)?, &args)).await.1
    }

    /// Prepares a statement; the lease ends.
    pub(super) async fn prepare(self, sql: &str) -> Result<(), Error> {
        let sql = sql.to_owned();
        self.run(move |c| Ok(c.prepare(&sql).map(drop)?)).await.1
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // One that cannot go back is not lent again; the next caller gets a new one.
        if connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok() {
            self.pool.shelf().push(connection);
        }
    }
}

/// A write transaction.
#[derive(Debug)]
pub(super) struct Transaction(Option<Lease>);

impl Transaction {
    /// Waits for this process's other writers, then for those of other processes.
    pub(super) async fn begin(pool: &Arc<Pool>) -> Result<Self, Error> {
        let mut begun = Self(Some(pool.lend().await?));
        begun.run(|c| Ok(c.execute_batch("BEGIN IMMEDIATE")?)).await?;
        Ok(begun)
    }

    async fn run<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let lease = self.0.take().ok_or_else(broken_off)?;
        let (lease, done) = lease.run(work).await;
        self.0 = lease;
        done
    }

    pub(super) async fn fetch_all(
        &mut self,
        sql: &str,
        args: &[Arg<'_>],
    ) -> Result<Vec<Row>, Error> {
        let (sql, args) = (sql.to_owned(), owned(args));
        self.run(move |c| rows(&mut *c.prepare_cached(&sql)?, &args)).await
    }

    pub(super) async fn execute(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, Error> {
        let (sql, args) = (sql.to_owned(), owned(args));
        self.run(move |c| {
            let mut statement = c.prepare_cached(&sql)?;
            bind(&mut statement, &args)?;
            touched(statement.raw_execute()?)
        })
        .await
    }

    /// One prepared statement, run for each row.
    pub(super) async fn insert_many(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Arg<'_>>],
        present: &str,
    ) -> Result<(), Error> {
        let sql = insertion(table, columns, 1, present);
        let rows: Vec<Vec<Value>> = rows.iter().map(|row| owned(row)).collect();
        self.run(move |c| {
            let mut statement = c.prepare_cached(&sql)?;
            for row in &rows {
                // Numbered in the order in which they stand.
                for (at, value) in row.iter().enumerate() {
                    statement.raw_bind_parameter(at + 1, value)?;
                }
                statement.raw_execute()?;
            }
            Ok(())
        })
        .await
    }

    pub(super) async fn commit(mut self) -> Result<(), Error> {
        self.run(|c| Ok(c.execute_batch("COMMIT")?)).await
    }
}

/// Writes a whole copy into a file that must not exist.
pub(super) async fn copy(pool: &Arc<Pool>, path: &str) -> Result<(), Error> {
    let path = path.to_owned();
    let lease = pool.lend().await?;
    lease.run(move |c| Ok(c.execute("VACUUM INTO ?", [path]).map(drop)?)).await.1
}

fn broken_off() -> Error {
    Error::Database("a statement of this transaction was broken off".to_owned())
}

fn touched(rows: usize) -> Result<u64, Error> {
    u64::try_from(rows).map_err(|e| Error::Database(e.to_string()))
}

fn owned(args: &[Arg<'_>]) -> Vec<Value> {
    let value = |arg: &Arg<'_>| match arg {
        Arg::Int(value) => Value::Integer(*value),
        Arg::Text(value) => Value::Text((*value).to_owned()),
        Arg::OwnedText(value) => Value::Text(value.clone()),
        Arg::Bytes(value) => Value::Blob(value.to_vec()),
        Arg::NoInt | Arg::NoText => Value::Null,
    };
    args.iter().map(value).collect()
}

/// `$3` is the third argument wherever it stands; by itself SQLite would take it for a name.
fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<(), Error> {
    for at in 1..=statement.parameter_count() {
        let name = statement.parameter_name(at).and_then(|name| name.get(1..));
        let number = name.and_then(|name| name.parse::<usize>().ok()).unwrap_or(at);
        let value = number.checked_sub(1).and_then(|n| args.get(n)).ok_or_else(|| {
            Error::Database(format!("argument {number} of a statement is missing"))
        })?;
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

fn rows(statement: &mut Statement<'_>, args: &[Value]) -> Result<Vec<Row>, Error> {
    bind(statement, args)?;
    let columns = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let mut fields = Vec::with_capacity(columns);
        for at in 0..columns {
            fields.push(match row.get_ref(at)? {
                ValueRef::Null => Field::Nothing,
                ValueRef::Integer(value) => Field::Int(value),
                ValueRef::Text(text) => match std::str::from_utf8(text) {
                    Ok(text) => Field::Text(text.to_owned()),
                    Err(_) => return corrupt(at, "is no UTF-8"),
                },
                ValueRef::Blob(bytes) => Field::Bytes(bytes.to_vec()),
                ValueRef::Real(_) => return corrupt(at, "is a float"),
            });
        }
        found.push(Row(fields));
    }
    Ok(found)
}

fn corrupt<T>(at: usize, what: &str) -> Result<T, Error> {
    Err(Error::Corrupt { what: format!("column {at} {what}") })
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(cause, message) = &error else {
            return Self::Database(error.to_string());
        };
        let message = || message.clone().unwrap_or_else(|| cause.to_string());
        match (cause.code, cause.extended_code) {
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Duplicate { constraint: message() }
            }
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            (ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::DiskFull, _) => {
                Self::Connection(message())
            }
            _ => Self::Database(message()),
        }
    }
}
