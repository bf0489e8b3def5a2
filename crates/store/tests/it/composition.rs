//! Documents in a form: kept with their revision, once presented unchanged.

use domain::composition::Typed;
use store::{composition, error::Error};

use crate::{
    harness::{later, now, stores},
    world::World,
};

fn typed(name: &str, lines: &[&str]) -> Typed {
    Typed::from([(name.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect())])
}

#[tokio::test]
async fn a_document_counts_its_revisions_and_keeps_its_lines_in_order() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let by = (world.reviewer, now());
        let mut tx = home.store.begin().await.unwrap();
        let what = (world.lead, "notice", "Một");
        let id = composition::begin(&mut tx, what, &typed("a", &["1", "2"]), by).await.unwrap();
        let lines: Vec<String> = (0..12).map(|at| at.to_string()).collect();
        let second = typed("b", &lines.iter().map(String::as_str).collect::<Vec<_>>());
        let by = (world.reviewer, later(1));
        composition::save(&mut tx, (id, 1), "Hai", &second, by).await.unwrap();
        assert_eq!(composition::typed(&mut tx, id).await.unwrap(), second);
        tx.commit().await.unwrap();
        let mut tx = home.store.begin().await.unwrap();
        let stale = composition::save(&mut tx, (id, 1), "Ba", &second, by).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        drop(tx);
        let mut reader = home.store.reader();
        assert!(composition::load(&mut reader, world.north, id).await.unwrap().is_none());
        let row = composition::load(&mut reader, world.lead, id).await.unwrap().unwrap();
        assert_eq!((row.title.as_str(), row.revision, row.document), ("Hai", 2, None));
        drop(reader);
        let mut tx = home.store.begin().await.unwrap();
        let stale = composition::discard(&mut tx, (id, 1)).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        drop(tx);
        let mut tx = home.store.begin().await.unwrap();
        composition::discard(&mut tx, (id, 2)).await.unwrap();
        assert!(composition::list(&mut tx, world.lead).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        home.remove().await;
    }
}
