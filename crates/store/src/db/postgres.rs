//! The server engine: pools of connections, the writers' lock, rows.

use std::{str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, Column as _, Connection as _, PgPool, Row as _, TypeInfo, ValueRef,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions, PgRow},
};

use crate::{
    error::Error,
    row::{Arg, Field, Row},
};

/// The lock that every write transaction takes first: each adds to the audit chain, so two at once
/// would only end in a serialization failure of one of them.
const WRITER: i64 = 0x0053_616e_6856_6169;

/// A connection that lay still for longer is asked whether it lives before it is used again.
const TRUSTED_FOR: Duration = Duration::from_secs(10);

/// A transaction, to write or to read of one moment.
pub(super) type Transaction = sqlx::Transaction<'static, sqlx::Postgres>;

type Query = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn bound(sql: &str, args: &[Arg<'_>]) -> Query {
    let mut query = sqlx::query(AssertSqlSafe(sql.to_owned()));
    for arg in args {
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
}

/// The pool of readers and that of writers.
pub(super) async fn open(url: &str) -> Result<(PgPool, PgPool), Error> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|e| Error::Connection(e.to_string()))?
        .options([("timezone", "UTC")]);
    // A writer that vanished or waits for ever must not keep all others out.
    let writing = options
        .clone()
        .options([("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "60s")]);
    let reading = options.options([("default_transaction_read_only", "on")]);
    let pool = |connections| {
        PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .before_acquire(|connection: &mut PgConnection, known| {
                Box::pin(async move {
                    if known.idle_for > TRUSTED_FOR {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
    };
    let write = pool(4).connect_with(writing).await?;
    let read = pool(12).connect_with(reading).await?;
    Ok((read, write))
}

/// Begins a write transaction with the writers' lock.
pub(super) async fn begin(pool: &PgPool) -> Result<Transaction, Error> {
    let mut tx = pool.begin().await?;
    bound("SELECT pg_advisory_xact_lock($1)", &[Arg::Int(WRITER)]).execute(&mut *tx).await?;
    Ok(tx)
}

/// Begins to read; the first read settles of which moment.
pub(super) async fn of_moment(pool: &PgPool) -> Result<Transaction, Error> {
    let mut tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    bound("SELECT 1", &[]).execute(&mut *tx).await?;
    Ok(tx)
}

/// One statement's rows.
pub(super) async fn fetch_all(
    from: impl sqlx::PgExecutor<'_>,
    sql: &str,
    args: &[Arg<'_>],
) -> Result<Vec<Row>, Error> {
    bound(sql, args).fetch_all(from).await?.iter().map(row).collect()
}

/// Runs a statement; how many rows it touched.
pub(super) async fn execute(
    on: impl sqlx::PgExecutor<'_>,
    sql: &str,
    args: &[Arg<'_>],
) -> Result<u64, Error> {
    Ok(bound(sql, args).execute(on).await?.rows_affected())
}

/// Prepares a statement without running it.
pub(super) async fn prepare(pool: &PgPool, sql: &str) -> Result<(), Error> {
    let sql = sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql.to_owned()));
    sqlx::Executor::prepare(&mut *pool.acquire().await?, sql).await?;
    Ok(())
}

fn row(row: &PgRow) -> Result<Row, Error> {
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

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(cause) if cause.is_unique_violation() => {
                Self::Duplicate { constraint: cause.message().to_owned() }
            }
            sqlx::Error::Database(cause) => match cause.code().as_deref() {
                // Serialization failure, deadlock, waited too long.
                Some("40001" | "40P01" | "55P03") => Self::Busy,
                _ => Self::Database(cause.message().to_owned()),
            },
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => {
                Self::Connection(error.to_string())
            }
            _ => Self::Database(error.to_string()),
        }
    }
}
