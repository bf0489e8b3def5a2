//! Urgings and calls of a round.

use domain::{outgoing::State, series::Body, urging::Channel};
use store::{
    document::{self, NewDocument},
    outgoing, turn, urging,
};

use crate::{
    harness::{later, now, stores},
    world::{World, unit},
};

#[tokio::test]
async fn urgings_are_listed_newest_first() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let south = unit(&mut tx, "h-nam").await;
        let first = (world.reviewer, now());
        urging::record(&mut tx, world.round, world.north, first, (Channel::Letter, ""))
            .await
            .unwrap();
        let second = (world.reviewer, later(5));
        urging::record(&mut tx, world.round, south, second, (Channel::Call, "Hẹn mai"))
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let urged = urging::list(&mut reader, world.round, world.lead).await.unwrap();
        let seen: Vec<(&str, Channel, &str)> =
            urged.iter().map(|u| (u.unit_name.as_str(), u.channel, u.note.as_str())).collect();
        assert_eq!(
            seen,
            [("Huyện Diễn Nam", Channel::Call, "Hẹn mai"), ("Huyện Đông Bắc", Channel::Letter, "")]
        );
        assert_eq!(urged[0].unit, south);
        assert_eq!(urged[1].at, "2024-11-20T01:02:03.500000Z");
        assert!(urging::list(&mut reader, world.round, world.north).await.unwrap().is_empty());
        assert!(urging::list(&mut reader, world.round + 1, world.lead).await.unwrap().is_empty());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_letter_counts_once_it_has_its_number() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let what = NewDocument {
            round: Some(world.round),
            unit: world.lead,
            kind: "Công văn".into(),
            title: "đôn đốc".into(),
            number: String::new(),
            date: None,
        };
        let by = (world.reviewer, now());
        let id = document::save(&mut tx, &what, by, "0", &[]).await.unwrap();
        let issuer = (world.lead, Body::Organ);
        outgoing::place(&mut tx, id, State::Presented, issuer, "").await.unwrap();
        let place = (world.round, world.north);
        urging::record_document(&mut tx, place, by, (Channel::Letter, id)).await.unwrap();
        // Words of a call that look like it are words.
        urging::record(&mut tx, world.round, world.north, by, (Channel::Call, "document/1"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        let log = urging::list(&mut reader, world.round, world.lead).await.unwrap();
        assert!(log[0].document.is_none() && log[0].is_sent());
        let letter = log[1].document.as_ref().unwrap();
        assert_eq!((letter.id, letter.state, letter.date), (id, State::Presented, None));
        assert!(!log[1].is_sent());
        let mut tx = home.store.begin().await.unwrap();
        outgoing::advance(&mut tx, id, State::Presented, State::Issued).await.unwrap();
        tx.commit().await.unwrap();
        let log = urging::list(&mut home.store.reader(), world.round, world.lead).await.unwrap();
        assert!(log[1].is_sent());
        home.remove().await;
    }
}

#[tokio::test]
async fn what_is_kept_of_boards_ends_with_the_act_that_changes_one() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let before = turn::standing(&mut home.store.reader()).await.unwrap();
        let by = (world.reviewer, now());

        let mut tx = home.store.begin().await.unwrap();
        urging::record(&mut tx, world.round, world.north, by, (Channel::Letter, "")).await.unwrap();
        drop(tx);
        let undone = turn::standing(&mut home.store.reader()).await.unwrap();
        assert_eq!(undone, before, "what was not committed moves nothing");

        let mut tx = home.store.begin().await.unwrap();
        urging::record(&mut tx, world.round, world.north, by, (Channel::Letter, "")).await.unwrap();
        tx.commit().await.unwrap();
        let urged = turn::standing(&mut home.store.reader()).await.unwrap();
        assert_ne!(urged, before);

        let mut tx = home.store.begin().await.unwrap();
        let all = store::submission::of_round(&mut tx, world.round).await.unwrap();
        store::submission::save_waiver(&mut tx, all[0].id, "Một cán bộ").await.unwrap();
        tx.commit().await.unwrap();
        let changed = turn::standing(&mut home.store.reader()).await.unwrap();
        assert_ne!(changed, urged);
        home.remove().await;
    }
}
