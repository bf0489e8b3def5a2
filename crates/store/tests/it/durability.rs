//! What was committed survives a killed process, whole; copies are whole, too.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use store::{
    args,
    audit::{self, Entry, Subject},
    db::{Engine, Reads, Store, Tx},
    error::Error,
    migrate::migrate,
    setting,
};

use crate::harness::{now, stores};

/// Makes `the_writer_that_is_killed` write to this store for ever.
const VICTIM: &str = "SANHVAI_TEST_VICTIM";
/// Rows in each of its transactions.
const ROWS: i64 = 40;

async fn write(mut tx: Tx, round: i64) -> Result<(), Error> {
    for row in 0..ROWS {
        let detail = format!("{round}");
        let entry = Entry {
            at: now(),
            officer: 1,
            unit: 1,
            deed: domain::deed::Deed::DraftSaveCells,
            subject: Subject::Submission(domain::submission::SubmissionId(row)),
            detail: &detail,
        };
        audit::record(&mut tx, entry).await?;
    }
    setting::set(&mut tx, "rounds", &round.to_string()).await?;
    tx.commit().await
}

/// Only the writer's half of the next test: without its variable it does nothing.
#[tokio::test]
async fn the_writer_that_is_killed() {
    let Ok(url) = std::env::var(VICTIM) else { return };
    let store = Store::open(&url).await.unwrap();
    for round in 1.. {
        let tx = store.begin().await.unwrap();
        write(tx, round).await.unwrap();
        println!("\ncommitted {round}");
    }
}

/// Kills a writing process with a signal it cannot catch; returns the last commit it reported.
fn kill_a_writer(url: &str, after: i64) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::the_writer_that_is_killed", "--nocapture"])
        .env(VICTIM, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut reported = 0;
    for line in lines {
        let line = line.unwrap();
        let Some(round) = line.strip_prefix("committed ") else { continue };
        reported = round.parse().unwrap();
        if reported == after {
            // Into the midst of the next transaction; what is still in the pipe is read on.
            std::thread::sleep(std::time::Duration::from_millis(1));
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    reported
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_writer_leaves_whole_transactions() {
    for home in stores().await {
        let mut reported = 0;
        // Killed at three places; the store that opens again goes on where it was.
        for after in [1, 4, 9] {
            let url = home.url.clone();
            let killed = tokio::task::spawn_blocking(move || kill_a_writer(&url, after)).await;
            let rounds = killed.unwrap();
            assert!(rounds >= after, "{rounds} of {after}");
            reported += rounds;

            let store = Store::open(&home.url).await.unwrap();
            assert_eq!(migrate(&store, now()).await.unwrap(), 0);
            let mut reader = store.reader();
            let found = audit::verify(&mut reader).await.unwrap();
            let held = i64::try_from(found.lines).unwrap();
            assert_eq!(
                (found.broken, found.cut, held % ROWS),
                (None, false, 0),
                "half a transaction is there"
            );
            let transactions = held / ROWS;
            assert!(transactions >= reported, "{transactions} kept of {reported} reported");
            let last = setting::get(&mut reader, "rounds").await.unwrap().unwrap();
            let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE detail = $1";
            let row = reader.fetch_one(sql, &args![last.as_str()]).await.unwrap();
            assert_eq!(row.int(0).unwrap() % ROWS, 0);
            if store.engine() == Engine::Sqlite {
                let row = reader.fetch_one("PRAGMA integrity_check", &[]).await.unwrap();
                assert_eq!(row.text(0).unwrap(), "ok");
            }
            // A commit whose report was cut off counts from now on.
            reported = transactions;
            store.close().await;
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn a_copy_is_whole_and_postgres_says_who_copies_it() {
    for home in stores().await {
        let tx = home.store.begin().await.unwrap();
        write(tx, 1).await.unwrap();
        let path = home.dir.path().join("bản sao.db");
        let path = path.to_str().unwrap();
        let copied = home.store.backup_to(path).await;
        if home.store.engine() == Engine::Postgres {
            assert!(copied.unwrap_err().to_string().contains("pg_dump"));
        } else {
            copied.unwrap();
            let copy = Store::open(&format!("sqlite:{path}")).await.unwrap();
            assert_eq!(migrate(&copy, now()).await.unwrap(), 0);
            let held = audit::verify(&mut copy.reader()).await.unwrap();
            assert!(held.holds());
            assert_eq!(held.lines, u64::try_from(ROWS).unwrap());
            copy.close().await;
            let again = home.store.backup_to(path).await;
            assert!(again.is_err(), "a copy is never written over");
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn a_closed_store_keeps_everything_in_one_file() {
    for home in stores().await {
        let tx = home.store.begin().await.unwrap();
        write(tx, 1).await.unwrap();
        home.store.close().await;
        if home.store.engine() == Engine::Sqlite {
            let files = std::fs::read_dir(home.dir.path()).unwrap().count();
            assert_eq!(files, 1, "the log is folded in");
        }
        let again = Store::open(&home.url).await.unwrap();
        let held = audit::verify(&mut again.reader()).await.unwrap();
        assert!(held.holds());
        assert_eq!(held.lines, u64::try_from(ROWS).unwrap());
        again.close().await;
        home.remove().await;
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_said_so() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("không có").join("kho.db");
    let urls = [
        format!("sqlite:{}", missing.display()),
        format!("postgres://nobody@localhost/none?host={}", dir.path().display()),
        "postgres://[".to_owned(),
    ];
    for url in urls {
        let opened = Store::open(&url).await;
        let told = matches!(
            opened,
            Err(Error::Connection(_) | Error::Unreachable(_) | Error::Database(_))
        );
        assert!(told, "{url}: {opened:?}");
    }
}
