//! The audit chain holds, and shows where it was touched.

use domain::deed::Deed;
use store::{
    args, audit,
    audit::{Entry, Subject, Wanted},
    db::{Reads, Store},
    error::Error,
};

use crate::harness::{later, now, stores};

fn entry(subject: &str) -> Entry<'_> {
    let (deed, detail) = (Deed::SubmissionSubmit, "phiên bản 1");
    Entry { at: now(), officer: 7, unit: 3, deed, subject: Subject::Named(subject), detail }
}

async fn write(store: &Store, lines: i64) {
    let mut tx = store.begin().await.unwrap();
    for line in 0..lines {
        let subject = format!("submission/{line}");
        let at = later(line);
        audit::record(&mut tx, Entry { at, ..entry(&subject) }).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn alter(store: &Store, sql: &str, id: i64) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.execute(sql, &args![id]).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_untouched_chain_holds() {
    for home in stores().await {
        let mut reader = home.store.reader();
        assert_eq!(held(&mut reader).await, (0, None));
        write(&home.store, 4).await;
        write(&home.store, 3).await;
        assert_eq!(held(&mut reader).await, (7, None));
        home.remove().await;
    }
}

#[tokio::test]
async fn every_altered_column_breaks_the_chain_at_its_line() {
    let alterations = [
        "UPDATE audit SET at = '2024-01-01T00:00:00.000000Z' WHERE id = $1",
        "UPDATE audit SET officer_id = 8 WHERE id = $1",
        "UPDATE audit SET unit_id = 4 WHERE id = $1",
        "UPDATE audit SET verb = 'submission.accept' WHERE id = $1",
        "UPDATE audit SET subject = 'submission/99' WHERE id = $1",
        "UPDATE audit SET detail = '' WHERE id = $1",
        "UPDATE audit SET hash = '0' WHERE id = $1",
    ];
    for home in stores().await {
        for sql in alterations {
            let mut tx = home.store.begin().await.unwrap();
            tx.execute("DELETE FROM audit", &[]).await.unwrap();
            tx.execute("DELETE FROM setting WHERE key = 'audit_head'", &[]).await.unwrap();
            tx.commit().await.unwrap();
            write(&home.store, 5).await;
            let third = line(&home.store, 2).await;
            alter(&home.store, sql, third).await;
            let mut reader = home.store.reader();
            assert_eq!(held(&mut reader).await, (2, Some(third)), "{sql}");
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn a_line_taken_out_breaks_the_chain_after_it() {
    for home in stores().await {
        write(&home.store, 5).await;
        let (second, third) = (line(&home.store, 1).await, line(&home.store, 2).await);
        alter(&home.store, "DELETE FROM audit WHERE id = $1", second).await;
        let mut reader = home.store.reader();
        assert_eq!(held(&mut reader).await, (1, Some(third)));
        home.remove().await;
    }
}

#[tokio::test]
async fn a_field_cannot_lend_its_end_to_the_next() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        let one = Entry { subject: Subject::Named("ab"), detail: "c", ..entry("") };
        audit::record(&mut tx, one).await.unwrap();
        tx.execute("UPDATE audit SET subject = 'a', detail = 'bc'", &[]).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        assert!(held(&mut reader).await.1.is_some());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_long_chain_is_read_in_parts() {
    for home in stores().await {
        write(&home.store, 5_003).await;
        let mut reader = home.store.reader();
        assert_eq!(held(&mut reader).await, (5_003, None));
        home.remove().await;
    }
}

#[tokio::test]
async fn two_writers_never_fork_the_chain() {
    for home in stores().await {
        let other = Store::open(&home.url).await.unwrap();
        let (a, b) = tokio::join!(one_by_one(&home.store, 15), one_by_one(&other, 15));
        a.unwrap();
        b.unwrap();
        let mut reader = home.store.reader();
        assert_eq!(held(&mut reader).await, (30, None));
        other.close().await;
        home.remove().await;
    }
}

/// Writes lines one by one, each in its own transaction.
async fn one_by_one(store: &Store, lines: usize) -> Result<(), Error> {
    for _ in 0..lines {
        let mut tx = store.begin().await?;
        audit::record(&mut tx, entry("submission/1")).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The number of the line at a place, counted from 0.
async fn line(store: &Store, at: usize) -> i64 {
    let rows = store.reader().fetch_all("SELECT id FROM audit ORDER BY id", &[]).await.unwrap();
    rows[at].int(0).unwrap()
}

/// Lines that hold, and the first that does not.
async fn held(db: &mut impl Reads) -> (u64, Option<i64>) {
    let held = audit::verify(db).await.unwrap();
    (held.lines, held.broken)
}

#[tokio::test]
async fn a_line_cut_off_at_the_end_is_missed() {
    for home in stores().await {
        write(&home.store, 5).await;
        let mut reader = home.store.reader();
        assert!(audit::verify(&mut reader).await.unwrap().holds());
        let last = line(&home.store, 4).await;
        alter(&home.store, "DELETE FROM audit WHERE id = $1", last).await;
        let found = audit::verify(&mut reader).await.unwrap();
        assert_eq!((found.lines, found.broken, found.cut), (4, None, true));
        // Nor does it help to go on writing, or to take the head away.
        write(&home.store, 1).await;
        assert!(!audit::verify(&mut reader).await.unwrap().holds());
        let line = line(&home.store, 4).await;
        let sql = "DELETE FROM audit WHERE id = $1";
        alter(&home.store, sql, line).await;
        let gone = "DELETE FROM setting WHERE key = 'audit_head' AND $1 > 0";
        alter(&home.store, gone, line).await;
        assert!(audit::verify(&mut reader).await.unwrap().cut);
        home.remove().await;
    }
}

#[tokio::test]
async fn lines_are_found_by_day_officer_and_act() {
    for home in stores().await {
        write(&home.store, 3).await;
        let mut reader = home.store.reader();
        let (rows, all) = audit::list(&mut reader, Wanted::default(), (0, 2)).await.unwrap();
        assert_eq!((rows.len(), all), (2, 3));
        assert!(rows[0].id > rows[1].id, "the newest comes first");
        let of = |verb: &'static str| Wanted { verb, ..Wanted::default() };
        assert_eq!(audit::list(&mut reader, of("x.y"), (0, 9)).await.unwrap().1, 0);
        let verbs = audit::verbs(&mut reader).await.unwrap();
        assert_eq!(verbs.len(), 1);
        let early = Wanted { span: ("", "2000-01-01"), ..Wanted::default() };
        assert_eq!(audit::list(&mut reader, early, (0, 9)).await.unwrap().1, 0);
        home.remove().await;
    }
}
