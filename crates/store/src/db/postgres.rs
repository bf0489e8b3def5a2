//! The server engine: pools of connections, the writers' lock, rows.

use std::{num::NonZeroUsize, str::FromStr, time::Duration};

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
        // A statement is planned once on each connection: by itself the server would plan it anew for the
        // arguments of each of the first five times.
        .options([("timezone", "UTC"), ("plan_cache_mode", "force_generic_plan")]);
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
    let write = pool(4).connect_with(writing).await.map_err(unreachable)?;
    let read = pool(readers()).connect_with(reading).await.map_err(unreachable)?;
    Ok((read, write))
}

/// Readers at once: two for each core, not below four nor above sixteen. More of them plan the same
/// statements once more each, and take the cores from each other.
fn readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
    u32::try_from(cores * 2).unwrap_or(16).clamp(4, 16)
}

/// At the first connection nobody else holds one: a wait in vain is a server that is not there.
fn unreachable(error: sqlx::Error) -> Error {
    match error {
        sqlx::Error::PoolTimedOut => Error::Unreachable(error.to_string()),
        other => other.into(),
    }
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
            sqlx::Error::Database(cause) => {
                of_server(cause.code().as_deref().unwrap_or_default(), cause.message().to_owned())
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) => Self::Unreachable(error.to_string()),
            _ => Self::Database(error.to_string()),
        }
    }
}

/// What a server's code stands for.
fn of_server(code: &str, message: String) -> Error {
    match code {
        // Serialization failure, deadlock, waited too long, too many connections.
        "40001" | "40P01" | "55P03" | "53300" => Error::Busy,
        "53100" => Error::Full(message),
        "22003" => Error::Overflow(message),
        "42P01" => Error::NotMigrated(message),
        // A server that only reads, and an account that may not write.
        "25006" | "42501" => Error::ReadOnly(message),
        // No such account, password or database; going down, coming up.
        "28000" | "28P01" | "3D000" | "57P01" | "57P02" | "57P03" => Error::Unreachable(message),
        _ => Error::Database(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_codes_have_kinds_of_their_own() {
        let kind = |code| of_server(code, "lời của máy chủ".to_owned());
        assert!(matches!(kind("53100"), Error::Full(_)));
        assert!(matches!(kind("22003"), Error::Overflow(_)));
        assert!(matches!(kind("55P03"), Error::Busy));
        assert!(matches!(kind("28P01"), Error::Unreachable(_)));
        assert!(matches!(kind("42601"), Error::Database(_)));
    }
}
