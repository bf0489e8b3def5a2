//! Districts that their communes have outdated, the request to open their report again, and its answer.

use domain::access::Role;
use store::{
    consolidation, officer, played, reopening,
    stale::{self, StaleInTotal},
    value::share,
};

use crate::{
    harness::{later, now, stores},
    world::{World, new_officer, unit},
};

#[tokio::test]
async fn a_district_is_outdated_by_what_is_accepted_below_after_it_signed() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let (desk, place) = (world.desk(), (world.round, world.lead));
        let mut tx = home.store.begin().await.unwrap();
        world.accept(&mut tx, "x-an", &[("a", "nu", Some(5))], &[]).await;
        let signed = world.accept(&mut tx, "h-bac", &[("a", "nu", Some(5))], &[]).await;
        let below = (world.round, world.north);
        played::save_parts_used(&mut tx, signed, below, later(1)).await.unwrap();
        assert_eq!(stale::of_office(&mut tx, &desk, world.lead).await.unwrap(), []);
        assert_eq!(stale::in_total(&mut tx, place).await.unwrap(), []);

        let short = stale::short_in_total(&mut tx, place).await.unwrap();
        assert_eq!(short.len(), 1, "signed without a commune");
        assert_eq!((short[0].unit.as_str(), short[0].missing), ("Huyện Đông Bắc", 1));

        world.accept(&mut tx, "x-hoa", &[("a", "nu", Some(7))], &[]).await;
        assert_eq!(stale::short_in_total(&mut tx, place).await.unwrap(), []);
        let id = world.submission_of(&mut tx, "h-bac").await;
        let found = stale::of_office(&mut tx, &desk, world.lead).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].row.submission.id, found[0].units), (id, 1));
        assert!(!found[0].is_asked && !found[0].since.is_empty());
        let own = world.eyes_of(world.north);
        assert_eq!(stale::of_unit(&mut tx, &own, world.north).await.unwrap(), found);
        // Others see nothing of it.
        let south = unit(&mut tx, "h-nam").await;
        let eyes = world.eyes_of(south);
        assert_eq!(stale::of_unit(&mut tx, &eyes, world.north).await.unwrap(), []);
        let told = stale::in_total(&mut tx, place).await.unwrap();
        let north =
            StaleInTotal { submission: id.0, unit: "Huyện Đông Bắc".to_owned(), units: 1 };
        assert_eq!(told, [north]);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn one_request_waits_until_it_is_decided() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let desk = world.desk();
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        assert_eq!(reopening::newest(&mut tx, id).await.unwrap(), None);
        let asked = (world.reporter, now());
        assert!(reopening::save(&mut tx, id, "Xã sửa số", asked).await.unwrap());
        assert!(!reopening::save(&mut tx, id, "Lần nữa", asked).await.unwrap(), "one waits");
        let waiting = reopening::waiting(&mut tx, &desk, world.lead).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].0.submission.id, id);
        assert_eq!(waiting[0].1, "2024-11-20T01:02:03.500000Z");

        let by = (world.reviewer, later(1));
        let answer = (false, "Tỉnh đã ký báo cáo");
        assert!(reopening::decide(&mut tx, id, answer, by).await.unwrap());
        assert!(!reopening::decide(&mut tx, id, (true, ""), by).await.unwrap(), "nothing waits");
        let told = reopening::newest(&mut tx, id).await.unwrap().unwrap();
        assert!(!told.waits() && told.decision == "refused");
        assert_eq!((told.reason.as_str(), told.answer.as_str()), ("Xã sửa số", answer.1));
        assert!(
            reopening::save(&mut tx, id, "Lại sửa", asked).await.unwrap(),
            "it may be asked again"
        );
        assert!(reopening::newest(&mut tx, id).await.unwrap().unwrap().waits());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn communes_stand_in_for_the_district_that_is_not_accepted() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        world.accept(&mut tx, "x-an", &[("a", "nu", Some(5))], &[]).await;
        world.accept(&mut tx, "h-nam", &[("a", "nu", Some(40))], &[]).await;
        let found = consolidation::stand_ins(&mut tx, world.round, world.lead).await.unwrap();
        assert_eq!(found.len(), 1, "the accepted district speaks for itself");
        assert_eq!(
            (found[0].unit.as_str(), found[0].communes, found[0].owed),
            ("Huyện Đông Bắc", 1, 2)
        );
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn only_what_was_shown_counts_as_seen() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let place = (world.round, world.north);
        let shown = world.accept(&mut tx, "x-an", &[("a", "nu", Some(5))], &[]).await;
        let arrivals = share::arrivals(&mut tx, id, place).await.unwrap();
        assert_eq!(arrivals.iter().map(|a| a.version_id).collect::<Vec<_>>(), [shown]);
        // The other commune is accepted between load and click.
        let late = world.accept(&mut tx, "x-hoa", &[("a", "nu", Some(7))], &[]).await;
        let foreign = world.accept(&mut tx, "h-nam", &[("a", "nu", Some(9))], &[]).await;
        let seen = share::see_parts(&mut tx, id, place, &[shown, foreign, -1]).await.unwrap();
        assert_eq!(seen, 1, "neither another office's version nor none at all");
        let arrivals = share::arrivals(&mut tx, id, place).await.unwrap();
        assert_eq!(arrivals.iter().map(|a| a.version_id).collect::<Vec<_>>(), [late]);
        assert_eq!(share::see_parts(&mut tx, id, place, &[shown, late]).await.unwrap(), 2);
        assert_eq!(share::arrivals(&mut tx, id, place).await.unwrap(), []);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn an_account_knows_whether_reports_come_in_at_its_unit() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let commune = unit(&mut tx, "x-an").await;
        let clerk = new_officer("an.nhap", commune, &[Role::Reporter]);
        let clerk = officer::create(&mut tx, &clerk).await.unwrap();
        for (id, expected) in [(world.reporter, true), (world.reviewer, true), (clerk, false)] {
            let row = officer::by_id(&mut tx, id).await.unwrap().unwrap();
            assert_eq!(row.receives, expected, "{}", row.login);
        }
        drop(tx);
        home.remove().await;
    }
}
