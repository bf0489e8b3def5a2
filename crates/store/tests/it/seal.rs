//! What was signed and what happened cannot be changed unseen, on either engine.

use domain::{deed::Deed, history, submission::State};
use jiff::ToSpan;
use store::{args, db::Store, event, submission, value};

use crate::{
    harness::{now, stores},
    world::World,
};

async fn alter(store: &Store, sql: &str) {
    let mut tx = store.begin().await.unwrap();
    assert!(tx.execute(sql, &[]).await.unwrap() > 0, "{sql}");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn every_change_to_a_signed_version_changes_its_mark() {
    let changes = [
        ("UPDATE value SET amount = amount * 10", "UPDATE value SET amount = amount / 10"),
        ("UPDATE value SET status = 'estimate'", "UPDATE value SET status = 'actual'"),
        ("UPDATE value SET text = ''", "UPDATE value SET text = NULL"),
        (
            "UPDATE version_text SET body = body || ' '",
            "UPDATE version_text SET body = 'Đã tập huấn.'",
        ),
        ("UPDATE version_text SET answer = 'yes'", "UPDATE version_text SET answer = ''"),
        ("UPDATE submission_version SET number = 7", "UPDATE submission_version SET number = 1"),
        (
            "INSERT INTO version_explanation SELECT id, 'T3/a/nu', 'Vì vậy.', signer_id, at, '' \
             FROM submission_version",
            "DELETE FROM version_explanation",
        ),
        (
            "INSERT INTO version_share SELECT version_id, cell_id, 2, 1, 1, 0, '', NULL, '' FROM value",
            "DELETE FROM version_share",
        ),
        (
            "INSERT INTO version_paper SELECT id, '07', '2024-12-01', 'A', '' FROM submission_version",
            "DELETE FROM version_paper",
        ),
        ("UPDATE submission_version SET at = '2000'", ""),
    ];
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let words = [("1", "Đã tập huấn.")];
        let version = world.accept(&mut tx, "h-bac", &[("a", "nu", Some(3))], &words).await;
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        let sealed = value::sealed(&mut reader, version).await.unwrap();
        assert_eq!(sealed.kept, sealed.now);
        assert_eq!(sealed.kept.len(), 64);
        for (change, back) in changes {
            alter(&home.store, change).await;
            let sealed = value::sealed(&mut reader, version).await.unwrap();
            assert_ne!(sealed.kept, sealed.now, "{change}");
            if !back.is_empty() {
                alter(&home.store, back).await;
                let sealed = value::sealed(&mut reader, version).await.unwrap();
                assert_eq!(sealed.kept, sealed.now, "{back}");
            }
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn what_happened_is_a_chain_with_its_end_kept() {
    let changes = [
        "UPDATE event SET message = 'x' WHERE id = (SELECT MIN(id) FROM event)",
        "UPDATE event SET verb = 'submission.accept' WHERE id = (SELECT MIN(id) FROM event)",
        "DELETE FROM event WHERE id = (SELECT MAX(id) FROM event)",
        "INSERT INTO event (submission_id, at, officer_id, verb, message, version, hash) \
         SELECT submission_id, at, officer_id, verb, message, version, '' FROM event \
         WHERE id = (SELECT MAX(id) FROM event)",
    ];
    for change in changes {
        for home in stores().await {
            let world = World::make(&home.store).await;
            let mut tx = home.store.begin().await.unwrap();
            let id = world.submission_of(&mut tx, "h-bac").await;
            for (minute, deed) in
                [Deed::SubmissionBegin, Deed::SubmissionMakeReady].into_iter().enumerate()
            {
                let at = now() + i64::try_from(minute).unwrap().minutes();
                let by = (world.reporter, at);
                submission::record_event(&mut tx, id, by, deed, "", 0).await.unwrap();
            }
            tx.commit().await.unwrap();
            let mut reader = home.store.reader();
            let held = event::verify(&mut reader).await.unwrap();
            assert!(held.holds() && held.lines == 2, "{held:?}");
            alter(&home.store, change).await;
            assert!(!event::verify(&mut reader).await.unwrap().holds(), "{change}");
            home.remove().await;
        }
    }
}

#[tokio::test]
async fn a_state_stands_beside_the_acts_that_lead_to_it() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let by = (world.reporter, now());
        submission::record_event(&mut tx, id, by, Deed::SubmissionBegin, "", 0).await.unwrap();
        let sql = "UPDATE submission SET state = 'accepted', accepted_version = 1 WHERE id = $1";
        tx.execute(sql, &args![id.0]).await.unwrap();
        let all = event::histories(&mut tx).await.unwrap();
        let found = all.iter().find(|history| history.submission == id).unwrap();
        assert_eq!(history::told(found.acts.clone()), (State::Draft, None));
        assert_eq!((found.state, found.accepted), (State::Accepted, Some(1)));
        let idle = all.iter().find(|history| history.submission != id).unwrap();
        assert!(idle.acts.is_empty());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn who_reviews_sees_what_comes_in_though_it_stands_outside_the_own_tree() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let eyes = world.eyes_of(world.lead);
        let id = world.submission_of(&mut reader, "h-bac").await;
        let found = submission::load(&mut reader, &eyes, id).await.unwrap();
        assert!(found.is_some(), "the reviewer's own unit receives it");
        let listed = submission::list_received(&mut reader, &eyes, "BC-2024", world.lead).await;
        assert!(!listed.unwrap().is_empty());
        let commune = world.submission_of(&mut reader, "x-hoa").await;
        let foreign = submission::load(&mut reader, &eyes, commune).await.unwrap();
        assert!(foreign.is_none(), "what a district receives is not the department's");
        home.remove().await;
    }
}
