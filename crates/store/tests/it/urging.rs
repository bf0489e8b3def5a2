//! Urgings and calls of a round.

use store::urging;

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
        urging::record(&mut tx, world.round, world.north, first, ("letter", "")).await.unwrap();
        let second = (world.reviewer, later(5));
        urging::record(&mut tx, world.round, south, second, ("call", "Hẹn mai")).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let urged = urging::list(&mut reader, world.round).await.unwrap();
        let seen: Vec<(&str, &str, &str)> = urged
            .iter()
            .map(|u| (u.unit_name.as_str(), u.channel.as_str(), u.note.as_str()))
            .collect();
        assert_eq!(seen, [("Huyện Diễn Nam", "call", "Hẹn mai"), ("Huyện Đông Bắc", "letter", "")]);
        assert_eq!(urged[0].unit, south);
        assert_eq!(urged[1].at, "2024-11-20T01:02:03.500000Z");
        assert!(urging::list(&mut reader, world.round + 1).await.unwrap().is_empty());
        home.remove().await;
    }
}
