//! The contact list and decisions about rounds, on both engines.

use domain::{contact::Contact, round::Decided};
use jiff::civil::date;
use store::{contact, error::Error, round, round_event};

use crate::{
    harness::{later, now, stores},
    world::{World, unit},
};

fn person(name: &str) -> Contact {
    Contact { name: name.into(), phone: "0238 000 0001".into(), ..Contact::default() }
}

#[tokio::test]
async fn persons_of_a_unit_keep_their_order_and_a_stale_change_is_refused() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let one = contact::add(&mut tx, world.north, &person("Một"), now()).await.unwrap();
        let two = contact::add(&mut tx, world.north, &person("Hai"), now()).await.unwrap();
        contact::put_first(&mut tx, two).await.unwrap();
        let names = |rows: Vec<contact::ContactRow>| -> Vec<String> {
            rows.into_iter().map(|row| row.contact.name).collect()
        };
        assert_eq!(names(contact::of_unit(&mut tx, world.north).await.unwrap()), ["Hai", "Một"]);
        let first = contact::first(&mut tx).await.unwrap();
        assert_eq!(first[&world.north].name, "Hai");
        let changed = person("Một mới");
        contact::change(&mut tx, (one, 1), &changed, later(5)).await.unwrap();
        let stale = contact::change(&mut tx, (one, 1), &changed, later(6)).await;
        assert!(matches!(stale, Err(Error::Stale)));
        let listed = contact::received(&mut tx, &world.desk(), world.lead).await.unwrap();
        let north = listed.iter().find(|u| u.unit == world.north).unwrap();
        assert_eq!(north.persons.len(), 2);
        assert!(contact::is_received(&mut tx, world.north, world.lead).await.unwrap());
        contact::remove(&mut tx, two).await.unwrap();
        assert_eq!(names(contact::of_unit(&mut tx, world.north).await.unwrap()), ["Một mới"]);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn the_newest_decision_lies_over_the_catalog() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let by = (world.reviewer, now());
        let south = unit(&mut tx, "h-nam").await;
        let (closed, open) = (date(2024, 12, 1), date(2024, 12, 20));
        for decided in [(Decided::Close, closed), (Decided::Reopen, open)] {
            let place = (world.round, None);
            round_event::record(&mut tx, place, by, decided, "Lý do").await.unwrap();
        }
        let place = (world.round, Some(world.lead));
        round_event::record(&mut tx, place, by, (Decided::SetDay, date(2024, 12, 10)), "Gấp")
            .await
            .unwrap();
        round_event::apply(&mut tx, world.round).await.unwrap();
        let row = round::by_id(&mut tx, world.round).await.unwrap().unwrap();
        assert_eq!(row.closes, open);
        let owed = store::submission::of_round(&mut tx, world.round).await.unwrap();
        let south = owed.iter().find(|s| s.unit == south).unwrap();
        assert_eq!(south.due, date(2024, 12, 10));
        let events = round_event::list(&mut tx, world.round, world.lead).await.unwrap();
        let decided: Vec<Decided> = events.iter().map(|e| e.decided).collect();
        assert_eq!(decided, [Decided::SetDay, Decided::Reopen, Decided::Close]);
        assert_eq!(round_event::list(&mut tx, world.round, world.north).await.unwrap().len(), 2);
        drop(tx);
        home.remove().await;
    }
}
