//! The embedded engine: connections to one file, each with a thread of its own and lent to one caller
//! at a time.
//!
//! SQLite waits for the disk and for other writers, so no statement runs where pages are answered. A few
//! lasting threads, not a pool that grows with every burst: each keeps memory for itself.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::{
    Connection, Statement,
    config::DbConfig,
    ffi::{self, ErrorCode},
    types::{Value, ValueRef},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::insertion;
use crate::{
    error::Error,
    row::{Arg, Field, Row},
};

/// How long a writer waits for another process to finish.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages that a connection keeps, in kilobytes; what readers do not keep the system does.
const WRITER_CACHE: i64 = 8_000;
const READER_CACHE: i64 = 2_000;

/// Statements that a connection keeps prepared.
const PREPARED: usize = 128;

type Work = Box<dyn FnOnce(&Connection) + Send>;

/// A connection on its thread; it does what it is told, one thing after another.
#[derive(Debug)]
struct Worker {
    work: mpsc::Sender<Work>,
    thread: JoinHandle<()>,
}

impl Worker {
    fn start(connection: Connection) -> Result<Self, Error> {
        let (work, told) = mpsc::channel::<Work>();
        let thread = thread::Builder::new()
            .name("sqlite".to_owned())
            .spawn(move || told.iter().for_each(|work| work(&connection)))
            .map_err(|error| Error::Connection(error.to_string()))?;
        Ok(Self { work, thread })
    }

    /// Ends the thread, which closes the connection.
    fn end(self) {
        drop(self.work);
        if self.thread.join().is_err() {
            tracing::warn!("a connection's thread ended in a panic");
        }
    }
}

/// Connections to one file, opened as they are needed.
#[derive(Debug)]
pub(super) struct Pool {
    file: PathBuf,
    writes: bool,
    lent_at_most: NonZeroUsize,
    idle: Mutex<Vec<Worker>>,
    places: Arc<Semaphore>,
}

/// A connection until it is dropped.
#[derive(Debug)]
pub(super) struct Lease {
    worker: Option<Worker>,
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

    fn connect(&self) -> Result<Worker, Error> {
        let connection = Connection::open(&self.file)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        // A statement is planned once: by itself SQLite would plan it anew for other arguments.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was committed survives a pulled plug.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        let cache = if self.writes { WRITER_CACHE } else { READER_CACHE };
        connection.pragma_update(None, "cache_size", -cache)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        if !self.writes {
            connection.pragma_update(None, "query_only", "ON")?;
        }
        Worker::start(connection)
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next connection that nobody uses.
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Lease, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| Error::Connection("the store is closed".to_owned()))?;
        let idle = self.shelf().pop();
        let worker = idle.map_or_else(|| self.connect(), Ok)?;
        Ok(Lease { worker: Some(worker), pool: Arc::clone(self), _place: place })
    }

    /// Waits for all leases to end and closes; the last connection folds the log into the file.
    pub(super) async fn close(&self) {
        let all = u32::try_from(self.lent_at_most.get()).unwrap_or(u32::MAX);
        // An error means that it was closed before.
        let Ok(_all) = self.places.acquire_many(all).await else { return };
        self.places.close();
        let workers: Vec<Worker> = self.shelf().drain(..).collect();
        for worker in workers {
            if self.writes {
                drop(worker.work.send(Box::new(|c| drop(c.execute_batch("PRAGMA optimize")))));
            }
            worker.end();
        }
    }
}

impl Lease {
    /// Runs work on the connection's thread. Where the caller goes away meanwhile, it runs to its end,
    /// and whatever the connection is told next waits for that.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        self.tell(Box::new(move |connection| drop(answer.send(work(connection)))));
        answered.await.map_err(|_| Error::Database("a connection's thread ended".to_owned()))?
    }

    fn tell(&self, work: Work) {
        // A thread that ended is noticed by who waits for its answer.
        if let Some(worker) = &self.worker {
            drop(worker.work.send(work));
        }
    }

    /// One statement's rows.
    pub(super) async fn fetch_all(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        let (sql, args) = (sql.to_owned(), owned(args));
        self.run(move |c| rows(&mut *c.prepare_cached(&sql)?, &args)).await
    }

    /// Prepares a statement.
    pub(super) async fn prepare(&self, sql: &str) -> Result<(), Error> {
        let sql = sql.to_owned();
        self.run(move |c| Ok(c.prepare(&sql).map(drop)?)).await
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // One whose thread ended is not lent again; the next caller gets a new one.
        if let Some(worker) = self.worker.take().filter(|worker| !worker.thread.is_finished()) {
            self.pool.shelf().push(worker);
        }
    }
}

/// A transaction; dropped before its commit, it is rolled back.
#[derive(Debug)]
pub(super) struct Transaction(Lease);

impl Transaction {
    /// Waits for this process's other writers, then for those of other processes.
    pub(super) async fn begin(pool: &Arc<Pool>) -> Result<Self, Error> {
        let begun = Self(pool.lend().await?);
        begun.0.run(|c| Ok(c.execute_batch("BEGIN IMMEDIATE")?)).await?;
        Ok(begun)
    }

    /// Begins to read; the first read settles of which moment.
    pub(super) async fn of_moment(pool: &Arc<Pool>) -> Result<Self, Error> {
        let begun = Self(pool.lend().await?);
        begun.0.run(|c| Ok(c.execute_batch("BEGIN; SELECT COUNT(*) FROM sqlite_schema")?)).await?;
        Ok(begun)
    }

    pub(super) async fn fetch_all(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        self.0.fetch_all(sql, args).await
    }

    pub(super) async fn execute(&self, sql: &str, args: &[Arg<'_>]) -> Result<u64, Error> {
        let (sql, args) = (sql.to_owned(), owned(args));
        let run = move |c: &Connection| {
            let mut statement = c.prepare_cached(&sql)?;
            bind(&mut statement, &args)?;
            let touched = statement.raw_execute()?;
            u64::try_from(touched).map_err(|error| Error::Database(error.to_string()))
        };
        self.0.run(run).await
    }

    /// One prepared statement, run for each row.
    pub(super) async fn insert_many(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Arg<'_>>],
        present: &str,
    ) -> Result<(), Error> {
        let sql = insertion(table, columns, 1, present);
        let rows: Vec<Vec<Value>> = rows.iter().map(|row| owned(row)).collect();
        let run = move |c: &Connection| {
            let mut statement = c.prepare_cached(&sql)?;
            for row in &rows {
                // Numbered in the order in which they stand.
                for (at, value) in row.iter().enumerate() {
                    statement.raw_bind_parameter(at + 1, value)?;
                }
                statement.raw_execute()?;
            }
            Ok(())
        };
        self.0.run(run).await
    }

    pub(super) async fn commit(self) -> Result<(), Error> {
        self.0.run(|c| Ok(c.execute_batch("COMMIT")?)).await
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // After its last statement, even one whose caller is gone; a commit leaves nothing to roll back.
        self.0.tell(Box::new(|connection| {
            let rolled_back = || connection.execute_batch("ROLLBACK");
            if !connection.is_autocommit() && rolled_back().is_err() {
                tracing::warn!("a transaction was not rolled back");
            }
        }));
    }
}

/// Writes a whole copy into a file that must not exist.
pub(super) async fn copy(pool: &Arc<Pool>, path: &str) -> Result<(), Error> {
    let path = path.to_owned();
    let lease = pool.lend().await?;
    lease.run(move |c| Ok(c.execute("VACUUM INTO ?", [path]).map(drop)?)).await
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
        let (cause, message) = match &error {
            rusqlite::Error::SqliteFailure(cause, message) => (cause, message.clone()),
            rusqlite::Error::SqlInputError { error: cause, msg, .. } => (cause, Some(msg.clone())),
            _ => return Self::Database(error.to_string()),
        };
        let message = message.unwrap_or_else(|| cause.to_string());
        match (cause.code, cause.extended_code) {
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Duplicate { constraint: message }
            }
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            (ErrorCode::DiskFull, _) => Self::Full(message),
            (ErrorCode::ReadOnly, _) => Self::ReadOnly(message),
            (ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt, _) => {
                Self::Corrupt { what: message }
            }
            (ErrorCode::CannotOpen | ErrorCode::SystemIoFailure, _) => Self::Connection(message),
            // One code stands for all that a statement may do wrong: here the words decide.
            (_, ffi::SQLITE_ERROR) if message.starts_with("no such table") => {
                Self::NotMigrated(message)
            }
            (_, ffi::SQLITE_ERROR) if message == "integer overflow" => Self::Overflow(message),
            _ => Self::Database(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(sql: &str) -> Error {
        let connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "max_page_count", 1).unwrap();
        connection.execute_batch(sql).unwrap_err().into()
    }

    #[test]
    fn what_a_person_can_be_told_has_a_kind_of_its_own() {
        assert!(matches!(failure("CREATE TABLE a (b TEXT)"), Error::Full(_)));
        assert!(matches!(failure("SELECT 1 FROM nowhere"), Error::NotMigrated(_)));
        let sum = "SELECT SUM(a) FROM (SELECT 9223372036854775807 AS a UNION ALL SELECT 1)";
        assert!(matches!(failure(sum), Error::Overflow(_)));
        let guarded = "PRAGMA query_only = ON; CREATE TABLE a (b TEXT)";
        assert!(matches!(failure(guarded), Error::ReadOnly(_)));
        assert!(matches!(failure("SELEC 1"), Error::Database(_)));
    }
}
