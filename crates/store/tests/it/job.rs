//! Timed work is taken once, and its outcome is kept.

use jiff::Timestamp;
use store::job;

use crate::harness::stores;

#[tokio::test]
async fn a_job_is_taken_by_one_process_until_its_next_hour() {
    for home in stores().await {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (since, now) = (at("2024-12-02T18:00:00Z"), at("2024-12-02T18:05:00Z"));
        let mut tx = home.store.begin().await.unwrap();
        assert!(job::claim(&mut tx, "verify", since, now).await.unwrap());
        assert!(!job::claim(&mut tx, "verify", since, now).await.unwrap());
        job::save(&mut tx, "verify", "xong").await.unwrap();
        tx.commit().await.unwrap();
        let log = job::list(&mut home.store.reader()).await.unwrap();
        assert_eq!(
            (log.len(), log[0].name.as_str(), log[0].outcome.as_str()),
            (1, "verify", "xong")
        );
        let (since, now) = (at("2024-12-03T18:00:00Z"), at("2024-12-03T18:00:30Z"));
        let mut tx = home.store.begin().await.unwrap();
        assert!(job::claim(&mut tx, "verify", since, now).await.unwrap());
        tx.commit().await.unwrap();
        let log = job::list(&mut home.store.reader()).await.unwrap();
        assert_eq!(log[0].outcome, "");
        home.remove().await;
    }
}
