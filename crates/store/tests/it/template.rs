//! Templates: versions follow one another, the newest is in force, nobody saves over what he has not seen.

use store::{error::Error, template};

use crate::{
    harness::{later, now, stores},
    world::World,
};

#[tokio::test]
async fn versions_follow_one_another_and_the_newest_is_in_force() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        assert_eq!(template::current(&mut tx, "urging").await.unwrap(), (0, None));
        let (first, second) = ((world.reviewer, now()), (world.reviewer, later(1)));
        assert_eq!(template::save(&mut tx, "urging", 0, Some("Một"), first).await.unwrap(), 1);
        let stale = template::save(&mut tx, "urging", 0, Some("Hai"), second).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        assert_eq!(template::save(&mut tx, "urging", 1, None, second).await.unwrap(), 2);
        template::save(&mut tx, "request", 0, Some("Ba"), first).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        assert_eq!(template::current(&mut reader, "urging").await.unwrap(), (2, None));
        let texts: Vec<Option<String>> = template::versions(&mut reader, "urging")
            .await
            .unwrap()
            .into_iter()
            .map(|version| version.text)
            .collect();
        assert_eq!(texts, [None, Some("Một".to_owned())]);
        let newest = template::newest(&mut reader).await.unwrap();
        let told: Vec<(&str, i64)> =
            newest.iter().map(|(code, version)| (code.as_str(), version.number)).collect();
        assert_eq!(told, [("request", 1), ("urging", 2)]);
        home.remove().await;
    }
}
