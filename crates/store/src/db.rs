//! Pools and transactions: the one place that names a driver.

use std::{str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, Column as _, Executor, PgPool, Postgres, Row as _, Sqlite, SqlitePool,
    Transaction, TypeInfo, ValueRef,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
    },
};

use crate::{
    error::Error,
    row::{Arg, Field, Row},
};

/// A database: embedded, or a server by connection string.
#[derive(Debug, Clone)]
pub struct Store(Db);

/// One writer, many readers.
#[derive(Debug, Clone)]
enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres { read: PgPool, write: PgPool },
}

/// The lock that every PostgreSQL write transaction takes first: each adds to the audit chain, so two
/// at once would only end in a serialization failure of one of them.
const WRITER: i64 = 0x0053_616e_6856_6169;

/// A transaction; dropping it rolls back.
#[derive(Debug)]
pub struct Tx(TxDb);

#[derive(Debug)]
enum TxDb {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Reads outside a transaction.
#[derive(Debug, Clone)]
pub struct Reader(Store);

/// Which engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Something that answers questions: the store's readers and a transaction alike.
pub trait Reads: Send {
    /// All rows.
    fn fetch_all(
        &mut self,
        sql: &str,
        args: &[Arg<'_>],
    ) -> impl Future<Output = Result<Vec<Row>, Error>> + Send;

    /// The first row, if there is one.
    fn fetch_optional(
        &mut self,
        sql: &str,
        args: &[Arg<'_>],
    ) -> impl Future<Output = Result<Option<Row>, Error>> + Send {
        async move { Ok(self.fetch_all(sql, args).await?.into_iter().next()) }
    }

    /// The first row; none is an error.
    fn fetch_one(
        &mut self,
        sql: &str,
        args: &[Arg<'_>],
    ) -> impl Future<Output = Result<Row, Error>> + Send {
        async move { self.fetch_optional(sql, args).await?.ok_or(Error::NotFound) }
    }
}

/// Binds arguments to a statement of either engine.
macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql.to_owned()));
        for arg in $args {
            query = match arg {
                Arg::Int(value) => query.bind(*value),
                Arg::Text(value) => query.bind((*value).to_owned()),
                Arg::OwnedText(value) => query.bind(value.clone()),
                Arg::Bytes(value) => query.bind(value.to_vec()),
                Arg::NoInt => query.bind(None::<i64>),
                Arg::NoText => query.bind(None::<String>),
            };
        }
        query
    }};
}

/// Rows of a result that may wait for their reader.
const ROWS_AHEAD: usize = 8_192;

impl Store {
    /// Opens `sqlite:/path/to/file.db` or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return open_postgres(url).await;
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|e| Error::Connection(e.to_string()))?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: what was committed survives a pulled plug.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "MEMORY")
            // Whole results: else reader and writer of a result wake each other row by row.
            .row_buffer_size(ROWS_AHEAD)
            .optimize_on_close(true, None);
        // A file does not hang up, so no connection is asked whether it lives before each statement.
        let pool = || SqlitePoolOptions::new().test_before_acquire(false);
        let write = pool().max_connections(1).connect_with(options.clone()).await?;
        let read =
            pool().max_connections(4).connect_with(options.pragma("query_only", "ON")).await?;
        Ok(Self(Db::Sqlite { read, write }))
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match &self.0 {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Reads outside a transaction.
    pub fn reader(&self) -> Reader {
        Reader(self.clone())
    }

    /// Opens a write transaction. Only `actions` and migrations may.
    pub async fn begin(&self) -> Result<Tx, Error> {
        Ok(Tx(match &self.0 {
            Db::Sqlite { write, .. } => TxDb::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres { write, .. } => {
                let mut tx = write.begin().await?;
                let lock = "SELECT pg_advisory_xact_lock($1)";
                bound!(lock, &[Arg::Int(WRITER)]).execute(&mut *tx).await?;
                TxDb::Postgres(tx)
            }
        }))
    }

    /// Prepares a statement without running it: the test of every statement on both engines.
    pub async fn prepare(&self, sql: &str) -> Result<(), Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.0 {
            Db::Sqlite { read, .. } => {
                read.acquire().await?.prepare(sqlx::SqlSafeStr::into_sql_str(sql)).await?;
            }
            Db::Postgres { read, .. } => {
                read.acquire().await?.prepare(sqlx::SqlSafeStr::into_sql_str(sql)).await?;
            }
        }
        Ok(())
    }

    /// Writes a whole, consistent copy to a file; PostgreSQL has `pg_dump` for it.
    pub async fn backup_to(&self, path: &str) -> Result<(), Error> {
        match &self.0 {
            Db::Sqlite { write, .. } => {
                bound!("VACUUM INTO $1", &[Arg::Text(path)]).execute(write).await?;
                Ok(())
            }
            Db::Postgres { .. } => {
                Err(Error::Database("PostgreSQL is backed up with pg_dump".to_owned()))
            }
        }
    }

    /// Closes the pools; SQLite folds its log into the file.
    pub async fn close(&self) {
        match &self.0 {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

impl Reads for Reader {
    async fn fetch_all(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        match &self.0.0 {
            Db::Sqlite { read, .. } => {
                bound!(sql, args).fetch_all(read).await?.iter().map(of_sqlite).collect()
            }
            Db::Postgres { read, .. } => {
                bound!(sql, args).fetch_all(read).await?.iter().map(of_postgres).collect()
            }
        }
    }
}

impl Reads for Tx {
    async fn fetch_all(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        match &mut self.0 {
            TxDb::Sqlite(tx) => {
                bound!(sql, args).fetch_all(&mut **tx).await?.iter().map(of_sqlite).collect()
            }
            TxDb::Postgres(tx) => {
                bound!(sql, args).fetch_all(&mut **tx).await?.iter().map(of_postgres).collect()
            }
        }
    }
}

impl Tx {
    /// Runs a statement; returns how many rows it touched.
    pub async fn execute(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, Error> {
        Ok(match &mut self.0 {
            TxDb::Sqlite(tx) => bound!(sql, args).execute(&mut **tx).await?.rows_affected(),
            TxDb::Postgres(tx) => bound!(sql, args).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Inserts many rows in few statements.
    pub async fn insert_many(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Arg<'_>>>,
    ) -> Result<(), Error> {
        self.insert_many_or(table, columns, rows, "").await
    }

    /// Inserts many rows, with a clause for those that are there already.
    pub async fn insert_many_or(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Arg<'_>>>,
        present: &str,
    ) -> Result<(), Error> {
        // SQLite binds at most 32,766 arguments, PostgreSQL 65,535.
        let rows_a_time = (30_000 / columns.len().max(1)).clamp(1, 2_000);
        for chunk in rows.chunks(rows_a_time) {
            let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
            let mut next = 1;
            for (at, _) in chunk.iter().enumerate() {
                sql.push_str(if at == 0 { "(" } else { ", (" });
                for place in 0..columns.len() {
                    sql.push_str(if place == 0 { "$" } else { ", $" });
                    sql.push_str(&next.to_string());
                    next += 1;
                }
                sql.push(')');
            }
            sql.push(' ');
            sql.push_str(present);
            let args: Vec<Arg<'_>> = chunk.iter().flatten().cloned().collect();
            self.execute(&sql, &args).await?;
        }
        Ok(())
    }

    /// Makes everything in it last.
    pub async fn commit(self) -> Result<(), Error> {
        match self.0 {
            TxDb::Sqlite(tx) => tx.commit().await?,
            TxDb::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match &self.0 {
            TxDb::Sqlite(_) => Engine::Sqlite,
            TxDb::Postgres(_) => Engine::Postgres,
        }
    }
}

async fn open_postgres(url: &str) -> Result<Store, Error> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|e| Error::Connection(e.to_string()))?
        .options([("timezone", "UTC")]);
    // A writer that vanished or waits for ever must not keep all others out.
    let writing = options
        .clone()
        .options([("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "60s")]);
    let reading = options.options([("default_transaction_read_only", "on")]);
    let pool = |connections| {
        PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(10))
    };
    let write = pool(4).connect_with(writing).await?;
    let read = pool(12).connect_with(reading).await?;
    Ok(Store(Db::Postgres { read, write }))
}

fn of_sqlite(row: &SqliteRow) -> Result<Row, Error> {
    let mut fields = Vec::with_capacity(row.len());
    for at in 0..row.len() {
        let raw = row.try_get_raw(at)?;
        let field = if raw.is_null() {
            Field::Nothing
        } else {
            match raw.type_info().name() {
                "INTEGER" | "BOOLEAN" => Field::Int(row.try_get_unchecked(at)?),
                "BLOB" => Field::Bytes(row.try_get_unchecked(at)?),
                _ => Field::Text(row.try_get_unchecked(at)?),
            }
        };
        fields.push(field);
    }
    Ok(Row(fields))
}

fn of_postgres(row: &PgRow) -> Result<Row, Error> {
    let mut fields = Vec::with_capacity(row.len());
    for at in 0..row.len() {
        let raw = row.try_get_raw(at)?;
        let field = if raw.is_null() {
            Field::Nothing
        } else {
            match raw.type_info().name() {
                "INT8" => Field::Int(row.try_get::<i64, _>(at)?),
                "INT4" => Field::Int(i64::from(row.try_get::<i32, _>(at)?)),
                "BYTEA" => Field::Bytes(row.try_get(at)?),
                "TEXT" | "VARCHAR" => Field::Text(row.try_get(at)?),
                other => {
                    let name = row.column(at).name();
                    return Err(Error::Corrupt { what: format!("{name} has the type {other}") });
                }
            }
        };
        fields.push(field);
    }
    Ok(Row(fields))
}
