//! Timed work is taken once, and its outcome is kept.

use jiff::Timestamp;
use store::job::{self, When};

use crate::harness::stores;

#[tokio::test]
async fn a_job_is_taken_by_one_process_until_its_next_hour() {
    for home in stores().await {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let when = |since: &str, now: &str| {
            let now = at(now);
            When { now, since: at(since), failed_before: now, silent_before: at(since), tries: 3 }
        };
        let (since, now) = ("2024-12-02T18:00:00Z", "2024-12-02T18:05:00Z");
        let mut tx = home.store.begin().await.unwrap();
        assert!(job::claim(&mut tx, "verify", when(since, now)).await.unwrap());
        assert!(!job::claim(&mut tx, "verify", when(since, now)).await.unwrap());
        job::save(&mut tx, ("verify", at(now)), Ok("xong")).await.unwrap();
        assert!(!job::claim(&mut tx, "verify", when(since, "2024-12-02T19:05:00Z")).await.unwrap());
        tx.commit().await.unwrap();
        let log = job::list(&mut home.store.reader()).await.unwrap();
        assert_eq!(
            (log.len(), log[0].name.as_str(), log[0].outcome.as_str()),
            (1, "verify", "xong")
        );
        let (since, now) = ("2024-12-03T18:00:00Z", "2024-12-03T18:00:30Z");
        let mut tx = home.store.begin().await.unwrap();
        assert!(job::claim(&mut tx, "verify", when(since, now)).await.unwrap());
        tx.commit().await.unwrap();
        let log = job::list(&mut home.store.reader()).await.unwrap();
        assert_eq!(log[0].outcome, "");
        home.remove().await;
    }
}

#[tokio::test]
async fn a_job_that_failed_is_taken_again_some_times_and_by_one_alone() {
    for home in stores().await {
        let minute = |minute: u32| -> Timestamp {
            format!("2024-12-02T18:{minute:02}:00Z").parse().unwrap()
        };
        let when = |now: u32| When {
            now: minute(now),
            since: minute(0),
            failed_before: minute(now.saturating_sub(10)),
            silent_before: minute(0),
            tries: 3,
        };
        let mut tx = home.store.begin().await.unwrap();
        assert!(job::claim(&mut tx, "remind", when(1)).await.unwrap());
        assert!(!job::claim(&mut tx, "remind", when(12)).await.unwrap(), "it still runs");
        job::save(&mut tx, ("remind", minute(1)), Err("Lỗi: bận")).await.unwrap();
        assert!(!job::claim(&mut tx, "remind", when(5)).await.unwrap(), "it rests");
        assert!(job::claim(&mut tx, "remind", when(12)).await.unwrap());
        // Who took it before and comes late says nothing of this run.
        job::save(&mut tx, ("remind", minute(1)), Ok("xong")).await.unwrap();
        assert_eq!(job::list(&mut tx).await.unwrap()[0].outcome, "");
        assert!(!job::claim(&mut tx, "remind", when(30)).await.unwrap(), "another runs it");
        for now in [12, 24] {
            job::save(&mut tx, ("remind", minute(now)), Err("Lỗi: bận")).await.unwrap();
            let again = job::claim(&mut tx, "remind", when(now + 12)).await.unwrap();
            assert_eq!(again, now == 12, "three tries");
        }
        // The next span counts anew.
        let next: Timestamp = "2024-12-03T18:00:30Z".parse().unwrap();
        let since = "2024-12-03T18:00:00Z".parse().unwrap();
        let when = When { now: next, since, failed_before: since, silent_before: since, tries: 3 };
        assert!(job::claim(&mut tx, "remind", when).await.unwrap());
        job::save(&mut tx, ("remind", next), Ok("xong")).await.unwrap();
        assert!(!job::claim(&mut tx, "remind", when).await.unwrap());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_job_that_was_cut_off_is_taken_again_after_an_hour() {
    for home in stores().await {
        let at = |text: &str| format!("2024-12-03T{text}:00Z").parse::<Timestamp>().unwrap();
        let when = |now: &str| {
            let now = at(now);
            let hour = jiff::SignedDuration::from_hours(1);
            let since = at("00:00");
            When { now, since, failed_before: now, silent_before: now - hour, tries: 3 }
        };
        let mut tx = home.store.begin().await.unwrap();
        assert!(job::claim(&mut tx, "remind", when("00:01")).await.unwrap());
        assert!(!job::claim(&mut tx, "remind", when("01:00")).await.unwrap(), "it may still run");
        for (now, taken) in [("01:02", true), ("02:03", true), ("03:04", true), ("04:05", false)] {
            // Each that is cut off is a try: one that ends its program does not do so all day.
            assert_eq!(job::claim(&mut tx, "remind", when(now)).await.unwrap(), taken, "{now}");
        }
        drop(tx);
        home.remove().await;
    }
}
