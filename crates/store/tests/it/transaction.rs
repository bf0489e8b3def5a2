//! Transactions: all or nothing, and nobody's edit is lost to another's.

use domain::cell::CellStatus;
use std::time::Duration;

use domain::submission::{State, SubmissionId};
use store::{
    args, audit,
    db::{Reads, Store},
    error::Error,
    setting, submission,
    value::{self, CellChange},
};

use crate::{
    harness::{now, stores},
    world::World,
};

#[tokio::test]
async fn a_transaction_dropped_without_commit_writes_nothing() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        setting::set(&mut tx, "a", "1").await.unwrap();
        assert_eq!(setting::get(&mut tx, "a").await.unwrap().as_deref(), Some("1"));
        let mut reader = home.store.reader();
        assert_eq!(setting::get(&mut reader, "a").await.unwrap(), None, "nobody else sees it");
        drop(tx);
        assert_eq!(setting::get(&mut reader, "a").await.unwrap(), None);
        // The pool's connection is fit for the next.
        let mut tx = home.store.begin().await.unwrap();
        setting::set(&mut tx, "b", "2").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(setting::get(&mut reader, "a").await.unwrap(), None);
        assert_eq!(setting::get(&mut reader, "b").await.unwrap().as_deref(), Some("2"));
        home.remove().await;
    }
}

#[tokio::test]
async fn a_caller_who_goes_away_in_the_midst_of_a_statement_writes_nothing() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        setting::set(&mut tx, "a", "1").await.unwrap();
        let long = "INSERT INTO setting (key, value) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL \
            SELECT i + 1 FROM n WHERE i < 300000) SELECT 'k' || i, 'v' FROM n";
        let cut = tokio::time::timeout(Duration::from_millis(1), tx.execute(long, &[])).await;
        assert!(cut.is_err(), "the statement was too short for this test");
        drop(tx);
        // The next writer waits until that one is rolled back.
        let mut tx = home.store.begin().await.unwrap();
        let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM setting WHERE key <> 'audit_head'";
        assert_eq!(tx.fetch_one(sql, &[]).await.unwrap().int(0).unwrap(), 0);
        setting::set(&mut tx, "b", "2").await.unwrap();
        tx.commit().await.unwrap();
        home.remove().await;
    }
}

#[tokio::test]
async fn a_snapshot_stays_as_it_was_while_others_write() {
    for home in stores().await {
        let line = |detail| audit::Entry {
            at: now(),
            officer: 0,
            unit: 0,
            deed: domain::deed::Deed::SettingSet,
            subject: audit::Subject::Named("a/1"),
            detail,
        };
        let write = async |detail| {
            let mut tx = home.store.begin().await.unwrap();
            audit::record(&mut tx, line(detail)).await.unwrap();
            tx.commit().await.unwrap();
        };
        write("một").await;
        let mut snapshot = home.store.snapshot().await.unwrap();
        // The head is read before the lines: between the two a line is written.
        let head = audit::head(&mut snapshot).await.unwrap();
        let before = head.as_ref().map(|head| head.count);
        write("hai").await;
        let held = audit::verify(&mut snapshot).await.unwrap();
        assert!(held.holds(), "{held:?}");
        assert_eq!((held.head, Some(held.lines)), (head, before));
        drop(snapshot);
        let held = audit::verify(&mut home.store.snapshot().await.unwrap()).await.unwrap();
        assert!(held.holds(), "{held:?}");
        assert_eq!(Some(held.lines), before.map(|lines| lines + 1));
        // Its connection goes back to the readers as they are: they see what is committed after.
        for turn in 0..20 {
            drop(home.store.snapshot().await.unwrap());
            write("ba").await;
            let lines = audit::verify(&mut home.store.reader()).await.unwrap().lines;
            assert_eq!(Some(lines), before.map(|lines| lines + 2 + turn));
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn a_snapshot_cannot_write() {
    for home in stores().await {
        let mut snapshot = home.store.snapshot().await.unwrap();
        let sql = "INSERT INTO setting (key, value) VALUES ('a', '1') RETURNING key";
        assert!(snapshot.fetch_all(sql, &[]).await.is_err());
        // A closing store waits for what is lent.
        drop(snapshot);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for home in stores().await {
        let mut reader = home.store.reader();
        let sql = "INSERT INTO setting (key, value) VALUES ('a', '1') RETURNING key";
        assert!(reader.fetch_all(sql, &[]).await.is_err());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_reference_to_nothing_is_refused() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        let sql = "INSERT INTO officer_role (officer_id, role) VALUES ($1, $2)";
        let refused = tx.execute(sql, &args![99_i64, "desk"]).await;
        assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn thousands_of_rows_go_in_by_few_statements() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        let keys: Vec<String> = (0..5_001).map(|n| format!("k{n}")).collect();
        let rows = keys.iter().map(|k| args![k.as_str(), "v"].to_vec()).collect();
        tx.insert_many("setting", &["key", "value"], rows).await.unwrap();
        tx.insert_many("setting", &["key", "value"], vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM setting WHERE key <> 'audit_head'";
        let count = home.store.reader().fetch_one(sql, &[]).await.unwrap();
        assert_eq!(count.int(0).unwrap(), 5_001);
        home.remove().await;
    }
}

#[tokio::test]
async fn nothing_found_is_said_so() {
    for home in stores().await {
        let mut reader = home.store.reader();
        let sql = "SELECT value FROM setting WHERE key = $1";
        let none = reader.fetch_one(sql, &args!["a"]).await;
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
        home.remove().await;
    }
}

#[tokio::test]
async fn of_two_who_loaded_the_same_row_the_second_is_told() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let other = Store::open(&home.url).await.unwrap();
        let id = world.submission_of(&mut home.store.reader(), "h-bac").await;
        let desk = world.desk();
        let mine = submission::load(&mut home.store.reader(), &desk, id).await.unwrap().unwrap();
        let theirs = submission::load(&mut other.reader(), &desk, id).await.unwrap().unwrap();
        let (mut mine, mut theirs) = (mine.submission, theirs.submission);

        mine.state = State::Draft;
        let mut tx = home.store.begin().await.unwrap();
        submission::save(&mut tx, &mine).await.unwrap();
        tx.commit().await.unwrap();

        theirs.state = State::Ready;
        let mut tx = other.begin().await.unwrap();
        let refused = submission::save(&mut tx, &theirs).await;
        assert!(matches!(refused, Err(Error::Stale)), "{refused:?}");
        drop(tx);
        let kept = submission::load(&mut other.reader(), &desk, id).await.unwrap().unwrap();
        assert_eq!(kept.submission.state, State::Draft);
        other.close().await;
        home.remove().await;
    }
}

#[tokio::test]
async fn of_two_who_write_at_once_one_waits() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let other = Store::open(&home.url).await.unwrap();
        let id = world.submission_of(&mut home.store.reader(), "h-bac").await;
        let (a, b) = tokio::join!(touch(&home.store, &world, id), touch(&other, &world, id));
        a.unwrap();
        b.unwrap();
        let kept = submission::load(&mut other.reader(), &world.desk(), id).await.unwrap();
        assert_eq!(kept.unwrap().submission.revision, 3);
        other.close().await;
        home.remove().await;
    }
}

/// Loads and saves in one transaction: the second must see what the first saved.
async fn touch(store: &Store, world: &World, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = submission::load(&mut tx, &world.desk(), id).await?.ok_or(Error::NotFound)?;
    submission::save(&mut tx, &row.submission).await?;
    tx.commit().await
}

#[tokio::test]
async fn two_connections_filling_one_draft_lose_nothing() {
    const EACH: usize = 20;
    for home in stores().await {
        let world = World::make(&home.store).await;
        let other = Store::open(&home.url).await.unwrap();
        let mut reader = home.store.reader();
        let id = world.submission_of(&mut reader, "h-bac").await;
        let cells = value::cell_numbers_of(&mut reader, "T1").await.unwrap();
        let cell = *cells.values().next().unwrap();
        let (a, b) = tokio::join!(
            count_up(&home.store, &world, (id, cell), EACH),
            count_up(&other, &world, (id, cell), EACH)
        );
        a.unwrap();
        b.unwrap();
        let kept = value::draft_cell(&mut reader, id, cell).await.unwrap().unwrap();
        assert_eq!(usize::try_from(kept.revision).unwrap(), 2 * EACH);
        other.close().await;
        home.remove().await;
    }
}

/// Writes a cell so many times, each in its own transaction.
async fn count_up(
    store: &Store,
    world: &World,
    place: (SubmissionId, i64),
    times: usize,
) -> Result<(), Error> {
    let (id, cell) = place;
    let change = [CellChange { cell, amount: None, text: None, status: CellStatus::Actual }];
    for _ in 0..times {
        let mut tx = store.begin().await?;
        value::save_draft_cells(&mut tx, id, &change, (world.reporter, now())).await?;
        tx.commit().await?;
    }
    Ok(())
}
