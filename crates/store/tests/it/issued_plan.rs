//! Issued plans as officers confirmed them.

use domain::plan::read::{Emendation, Field};
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
        let plan = |title, text| NewIssuedPlan {
            unit: world.north,
            title,
            number: "",
            date: None,
            year: Some(2030),
            text,
            corrections: &[],
        };
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
        assert!(issued_plan::corrections(&mut reader, first).await.unwrap().is_empty());
        assert!(issued_plan::get(&mut reader, second + 1).await.unwrap().is_none());
        // The one confirmed last is the year's.
        let of_year = issued_plan::of_year(&mut reader, 2030).await.unwrap().unwrap();
        assert_eq!((of_year.id, of_year.year, of_year.date), (second, Some(2030), None));
        assert_eq!(issued_plan::of_year(&mut reader, 2031).await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn what_was_set_right_comes_back_by_item_and_field() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let fix = |anchor: &str, field, value: &str| Emendation {
            anchor: anchor.to_owned(),
            field,
            value: value.to_owned(),
        };
        let corrections =
            [fix("", Field::Number, "379/KH-UBND"), fix("II.6.5", Field::Lead, "Sở Nội vụ")];
        let mut tx = home.store.begin().await.unwrap();
        let plan = NewIssuedPlan {
            unit: world.north,
            title: "Năm 2030",
            number: "379/KH-UBND",
            date: Some(jiff::civil::date(2029, 12, 28)),
            year: None,
            text: "KẾ HOẠCH",
            corrections: &corrections,
        };
        let id = issued_plan::save(&mut tx, plan, (world.reviewer, now())).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        assert_eq!(issued_plan::corrections(&mut reader, id).await.unwrap(), corrections);
        let (row, _) = issued_plan::get(&mut reader, id).await.unwrap().unwrap();
        assert_eq!((row.year, row.date), (None, Some(jiff::civil::date(2029, 12, 28))));
        home.remove().await;
    }
}
