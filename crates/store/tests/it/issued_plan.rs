//! Issued plans as officers confirmed them.

use store::issued_plan::{self, NewIssuedPlan};

use crate::{
    harness::{later, now, stores},
    world::World,
};

#[tokio::test]
async fn confirmed_plans_are_listed_newest_first_and_keep_their_text() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let plan = |title, text| NewIssuedPlan { unit: world.north, title, number: "", text };
        let text = "KẾ HOẠCH\n\nI. MỤC TIÊU\n";
        let by = (world.reviewer, now());
        let first = issued_plan::save(&mut tx, plan("Năm 2030", text), by).await.unwrap();
        let by = (world.reviewer, later(5));
        let second = issued_plan::save(&mut tx, plan("Năm 2031", "x"), by).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let listed = issued_plan::list(&mut reader).await.unwrap();
        let seen: Vec<(i64, &str)> = listed.iter().map(|p| (p.id, p.title.as_str())).collect();
        assert_eq!(seen, [(second, "Năm 2031"), (first, "Năm 2030")]);
        let (row, kept) = issued_plan::get(&mut reader, first).await.unwrap().unwrap();
        assert_eq!((row.title.as_str(), kept.as_str()), ("Năm 2030", text));
        assert!(issued_plan::get(&mut reader, second + 1).await.unwrap().is_none());
        home.remove().await;
    }
}
