//! A fresh store of each engine for each test: an SQLite file and a PostgreSQL database.
//!
//! PostgreSQL comes from `SANHVAI_TEST_POSTGRES`, else from a throw-away cluster of this process;
//! where none can be had, the reason is printed and the tests run on SQLite alone.

use std::{
    process::Command,
    str::FromStr,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use jiff::Timestamp;
use sqlx::{ConnectOptions, Connection, Executor, postgres::PgConnectOptions};
use store::db::Store;
use tempfile::TempDir;

/// A connection string of a server whose user may create databases.
const SERVER: &str = "SANHVAI_TEST_POSTGRES";

/// One store of one test.
pub(crate) struct Home {
    pub(crate) store: Store,
    pub(crate) url: String,
    /// Where SQLite keeps its file; a place for copies.
    pub(crate) dir: TempDir,
    database: Option<String>,
}

/// A store of each engine with the tables made.
pub(crate) async fn stores() -> Vec<Home> {
    let homes = empty_stores().await;
    for home in &homes {
        store::migrate::migrate(&home.store, now()).await.unwrap();
    }
    homes
}

/// A store of each engine with nothing in it.
pub(crate) async fn empty_stores() -> Vec<Home> {
    let mut homes = Vec::new();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("kho.db").display());
    homes.push(Home { store: Store::open(&url).await.unwrap(), url, dir, database: None });
    if let Some(server) = server() {
        let name = database_name();
        statement(server, &format!("CREATE DATABASE {name}")).await;
        let url = database_url(server, &name);
        let store = Store::open(&url).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        homes.push(Home { store, url, dir, database: Some(name) });
    }
    homes
}

impl Home {
    /// Closes the store and removes what it kept.
    pub(crate) async fn remove(mut self) {
        self.store.close().await;
        if let (Some(name), Some(server)) = (self.database.take(), server()) {
            statement(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the test had this store open: {:?}", self.store.engine());
        }
    }
}

/// The hour at which tests happen.
pub(crate) fn now() -> Timestamp {
    "2024-11-20T01:02:03.5Z".parse().unwrap()
}

/// The hour some minutes later.
pub(crate) fn later(minutes: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + minutes * 60).unwrap()
}

fn server() -> Option<&'static str> {
    static URL: OnceLock<Option<String>> = OnceLock::new();
    URL.get_or_init(|| match std::env::var(SERVER) {
        Ok(url) if !url.is_empty() => Some(url),
        _ => own_cluster(),
    })
    .as_deref()
}

/// Starts a cluster that ends with this process.
fn own_cluster() -> Option<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres.sh");
    // Kept: the script removes it, because statics are never dropped.
    let dir = tempfile::Builder::new().prefix("pg").tempdir().unwrap().keep();
    let process = std::process::id().to_string();
    let started = Command::new("bash").args([script, "start"]).arg(&dir).arg(process).output();
    let why = match started {
        Ok(output) if output.status.success() => {
            return Some(String::from_utf8(output.stdout).unwrap().trim().to_owned());
        }
        Ok(output) if output.status.code() == Some(3) => {
            String::from_utf8_lossy(&output.stderr).trim().to_owned()
        }
        // Installed but broken: silence would pass for success.
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => error.to_string(),
    };
    eprintln!("SQLite only: {why}");
    None
}

fn database_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("test_{}_{next}", std::process::id())
}

fn database_url(server: &str, name: &str) -> String {
    let (path, options) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = path.rsplit_once('/').unwrap();
    format!("{host}/{name}?{options}")
}

async fn statement(server: &str, sql: &str) {
    let options = PgConnectOptions::from_str(server).unwrap();
    let mut connection = options.connect().await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}
