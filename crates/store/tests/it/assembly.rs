//! An office's assembled words are saved over the revision that was read, and no other.

use store::{assembly, error::Error};

use crate::{
    harness::{later, now, stores},
    world::World,
};

#[tokio::test]
async fn assembled_words_count_their_revisions() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let place = |heading| (world.round, world.lead, "DC", heading);
        let mut tx = home.store.begin().await.unwrap();
        let (first, second) = ((world.reviewer, now()), (world.reviewer, later(1)));
        assert_eq!(assembly::save(&mut tx, place("1"), "Một", 0, first).await.unwrap(), 1);
        assert_eq!(assembly::save(&mut tx, place("1"), "Một, sửa", 1, second).await.unwrap(), 2);
        assert_eq!(assembly::save(&mut tx, place("10"), "Mười", 0, first).await.unwrap(), 1);
        let stale = assembly::save(&mut tx, place("1"), "Ghi đè", 1, second).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let kept = assembly::list(&mut reader, world.round, world.lead, "DC").await.unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!((kept["1"].body.as_written(), kept["1"].revision), ("Một, sửa", 2));
        let other = assembly::list(&mut reader, world.round, world.north, "DC").await.unwrap();
        assert!(other.is_empty());
        home.remove().await;
    }
}
