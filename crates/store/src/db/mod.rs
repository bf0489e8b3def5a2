//! Readers, snapshots and transactions of either engine: the one room that names drivers.

mod postgres;
mod sqlite;

use std::{num::NonZeroUsize, path::Path, sync::Arc};

use sqlx::PgPool;

use crate::{
    error::Error,
    known::Known,
    private,
    row::{Arg, Row},
};

/// A database: embedded, or a server by connection string.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    cells: Known,
}

/// One writer, many readers.
#[derive(Debug, Clone)]
enum Db {
    Sqlite { read: Arc<sqlite::Pool>, write: Arc<sqlite::Pool> },
    Postgres { read: PgPool, write: PgPool },
}

/// A transaction; dropping it rolls back.
#[derive(Debug)]
pub struct Tx {
    db: TxDb,
    cells: Known,
}

#[derive(Debug)]
enum TxDb {
    Sqlite(sqlite::Transaction),
    Postgres(postgres::Transaction),
}

/// Reads outside a transaction.
#[derive(Debug, Clone)]
pub struct Reader(Store);

/// Reads of one moment: what is committed after it began is not seen. Dropping it ends it.
#[derive(Debug)]
pub struct Snapshot(Tx);

/// Which engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Something that answers questions: the store's readers and a transaction alike.
pub trait Reads: Send {
    /// What is known of cells.
    #[doc(hidden)]
    fn cells(&self) -> &Known;

    /// Whether everything that it reads was committed.
    #[doc(hidden)]
    fn is_settled(&self) -> bool;

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

/// Readers of an SQLite file at once.
const READERS: NonZeroUsize = NonZeroUsize::new(4).unwrap();

impl Store {
    /// Opens `sqlite:/path/to/file.db` or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let Some(file) = url.strip_prefix("sqlite:") else {
            let (read, write) = postgres::open(url).await?;
            return Ok(Self { db: Db::Postgres { read, write }, cells: Known::default() });
        };
        let file = Path::new(file);
        // SQLite gives its log the permissions of the file.
        private::guard(file)?;
        let write = sqlite::Pool::open(file, true, NonZeroUsize::MIN)?;
        let read = sqlite::Pool::open(file, false, READERS)?;
        Ok(Self { db: Db::Sqlite { write, read }, cells: Known::default() })
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match &self.db {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Reads outside a transaction.
    pub fn reader(&self) -> Reader {
        Reader(self.clone())
    }

    /// Reads of this moment, for what is put together from many answers and must agree with itself.
    ///
    /// It holds one of few connections, and as long as it lives SQLite cannot fold its log into the file:
    /// for a report or the nightly comparison, not for a page.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let db = match &self.db {
            Db::Sqlite { read, .. } => TxDb::Sqlite(sqlite::Transaction::of_moment(read).await?),
            Db::Postgres { read, .. } => TxDb::Postgres(postgres::of_moment(read).await?),
        };
        Ok(Snapshot(Tx { db, cells: self.cells.clone() }))
    }

    /// Opens a write transaction. Only `actions` and migrations may.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let db = match &self.db {
            Db::Sqlite { write, .. } => TxDb::Sqlite(sqlite::Transaction::begin(write).await?),
            Db::Postgres { write, .. } => TxDb::Postgres(postgres::begin(write).await?),
        };
        Ok(Tx { db, cells: self.cells.clone() })
    }

    /// Prepares a statement without running it: the test of every statement on both engines.
    pub async fn prepare(&self, sql: &str) -> Result<(), Error> {
        match &self.db {
            Db::Sqlite { read, .. } => read.lend().await?.prepare(sql).await,
            Db::Postgres { read, .. } => postgres::prepare(read, sql).await,
        }
    }

    /// Writes a whole, consistent copy to a file; PostgreSQL has `pg_dump` for it.
    pub async fn backup_to(&self, path: &str) -> Result<(), Error> {
        match &self.db {
            Db::Sqlite { write, .. } => {
                // An empty file, which only its owner reads, is taken for none.
                let file = Path::new(path);
                private::create_file(file)?;
                let copied = sqlite::copy(write, path).await;
                if copied.is_err() {
                    let _ = std::fs::remove_file(file);
                }
                copied
            }
            Db::Postgres { .. } => {
                Err(Error::Database("PostgreSQL is backed up with pg_dump".to_owned()))
            }
        }
    }

    /// Closes the pools; SQLite folds its log into the file.
    pub async fn close(&self) {
        match &self.db {
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
    fn cells(&self) -> &Known {
        &self.0.cells
    }

    fn is_settled(&self) -> bool {
        true
    }

    async fn fetch_all(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        match &self.0.db {
            Db::Sqlite { read, .. } => read.lend().await?.fetch_all(sql, args).await,
            Db::Postgres { read, .. } => postgres::fetch_all(read, sql, args).await,
        }
    }
}

impl Reads for Snapshot {
    fn cells(&self) -> &Known {
        &self.0.cells
    }

    fn is_settled(&self) -> bool {
        true
    }

    async fn fetch_all(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        self.0.fetch_all(sql, args).await
    }
}

impl Reads for Tx {
    fn cells(&self) -> &Known {
        &self.cells
    }

    fn is_settled(&self) -> bool {
        false
    }

    async fn fetch_all(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Error> {
        match &mut self.db {
            TxDb::Sqlite(tx) => tx.fetch_all(sql, args).await,
            TxDb::Postgres(tx) => postgres::fetch_all(&mut **tx, sql, args).await,
        }
    }
}

impl Tx {
    /// Runs a statement; returns how many rows it touched.
    pub async fn execute(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, Error> {
        match &mut self.db {
            TxDb::Sqlite(tx) => tx.execute(sql, args).await,
            TxDb::Postgres(tx) => postgres::execute(&mut **tx, sql, args).await,
        }
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
        let tx = match &mut self.db {
            TxDb::Sqlite(tx) => return tx.insert_many(table, columns, &rows, present).await,
            TxDb::Postgres(tx) => tx,
        };
        // PostgreSQL binds at most 65,535 arguments.
        let rows_a_time = (30_000 / columns.len().max(1)).clamp(1, 2_000);
        for chunk in rows.chunks(rows_a_time) {
            let sql = insertion(table, columns, chunk.len(), present);
            let args: Vec<Arg<'_>> = chunk.iter().flatten().cloned().collect();
            postgres::execute(&mut **tx, &sql, &args).await?;
        }
        Ok(())
    }

    /// Makes everything in it last.
    pub async fn commit(self) -> Result<(), Error> {
        match self.db {
            TxDb::Sqlite(tx) => tx.commit().await,
            TxDb::Postgres(tx) => Ok(tx.commit().await?),
        }
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match &self.db {
            TxDb::Sqlite(_) => Engine::Sqlite,
            TxDb::Postgres(_) => Engine::Postgres,
        }
    }
}

/// `INSERT INTO table (…) VALUES ($1, …), …` for some rows.
fn insertion(table: &str, columns: &[&str], rows: usize, present: &str) -> String {
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    let mut next = 1;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns.len() {
            sql.push_str(if place == 0 { "$" } else { ", $" });
            sql.push_str(&next.to_string());
            next += 1;
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(present);
    sql
}
