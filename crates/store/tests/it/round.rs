//! Rounds: opened once, with a submission for each unit of the frame that owes it.

use store::{args, db::Reads, org_unit, round, submission};

use crate::{
    harness::stores,
    world::{World, catalog, unit},
};

#[tokio::test]
async fn an_opened_round_is_found_and_listed_latest_first() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let rounds = round::list(&mut reader).await.unwrap();
        let codes: Vec<&str> = rounds.iter().map(|r| r.code.as_str()).collect();
        assert_eq!(codes, ["BC-2024", "BC-2023"]);
        let by_code = round::by_code(&mut reader, "BC-2024").await.unwrap().unwrap();
        let by_id = round::by_id(&mut reader, world.round).await.unwrap().unwrap();
        assert_eq!(by_code, by_id);
        assert_eq!(by_id.previous_id, Some(rounds[1].id));
        assert_eq!((by_id.year, by_id.due.to_string().as_str()), (2024, "2024-12-04"));
        assert_eq!(round::by_code(&mut reader, "BC-1999").await.unwrap(), None);
        assert_eq!(round::by_id(&mut reader, -1).await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn units_of_the_frame_owe_their_receiver() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let (front, commune) = (unit(&mut tx, "mt").await, unit(&mut tx, "x-an").await);
        let owed = submission::of_round(&mut tx, world.round).await.unwrap();
        drop(tx);
        // Two districts, two communes, one department by name, the Front; h-cu had gone.
        assert_eq!(owed.len(), 6);
        let of = |wanted| owed.iter().find(|s| s.unit == wanted).unwrap();
        assert_eq!(of(commune).receiver, world.north);
        assert_eq!(of(commune).due.to_string(), "2024-11-29");
        assert_eq!(of(world.north).receiver, world.lead);
        assert_eq!(of(front).receiver, world.lead);
        home.remove().await;
    }
}

#[tokio::test]
async fn opening_a_round_again_changes_nothing() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let again = round::open(&mut tx, &world.catalog, &world.catalog.rounds[1]).await.unwrap();
        assert_eq!(again, world.round);
        assert_eq!(submission::of_round(&mut tx, again).await.unwrap().len(), 6);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_round_without_its_lead_department_is_refused() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut catalog = world.catalog.clone();
        catalog.lead = "s-khong-co".to_owned();
        let mut new = catalog.rounds[1].clone();
        new.code = "BC-2025".to_owned();
        let mut tx = home.store.begin().await.unwrap();
        assert!(round::open(&mut tx, &catalog, &new).await.is_err());
        drop(tx);
        let mut reader = home.store.reader();
        assert_eq!(round::by_code(&mut reader, "BC-2025").await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn an_open_round_takes_new_days_but_what_was_handed_in_keeps_its_own() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut moved = world.catalog.rounds[1].clone();
        moved.title = "Đợt dời hạn".to_owned();
        moved.before = moved.before.tomorrow().unwrap();
        moved.closes = moved.closes.tomorrow().unwrap();
        let mut tx = home.store.begin().await.unwrap();
        let commune = unit(&mut tx, "x-an").await;
        let filed = "UPDATE submission SET filed_at = '2024-11-01T00:00:00Z' WHERE unit_id = $1";
        tx.execute(filed, &store::args![commune.0]).await.unwrap();
        round::open(&mut tx, &world.catalog, &moved).await.unwrap();
        let owed = submission::of_round(&mut tx, world.round).await.unwrap();
        tx.commit().await.unwrap();
        let of = |wanted| owed.iter().find(|s| s.unit == wanted).unwrap().due.to_string();
        assert_eq!((of(commune).as_str(), of(world.north).as_str()), ("2024-11-29", "2024-12-05"));
        // Returned after the old end, it can be sent again as long as all others can.
        let ends = "SELECT DISTINCT closes FROM submission WHERE round_id = $1";
        let ends = home.store.reader().fetch_all(ends, &args![world.round]).await.unwrap();
        assert_eq!((ends.len(), ends[0].date(0).unwrap()), (1, moved.closes));
        let row = round::by_id(&mut home.store.reader(), world.round).await.unwrap().unwrap();
        assert_eq!(
            (row.title.as_str(), row.due.to_string().as_str()),
            ("Đợt dời hạn", "2024-12-05")
        );
        home.remove().await;
    }
}

#[tokio::test]
async fn a_round_that_had_closed_before_the_first_loading_is_owed_by_nobody() {
    for home in stores().await {
        let catalog = catalog();
        let mut tx = home.store.begin().await.unwrap();
        org_unit::save_catalog(&mut tx, &catalog).await.unwrap();
        let duties = async |tx: &mut store::db::Tx, round: i64| -> Vec<String> {
            let sql = "SELECT DISTINCT duty FROM submission WHERE round_id = $1";
            let rows = tx.fetch_all(sql, &args![round]).await.unwrap();
            rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
        };
        let round = &catalog.rounds[0];
        let after = round.closes.tomorrow().unwrap();
        let id = round::open_on(&mut tx, &catalog, round, Some(after)).await.unwrap();
        assert_eq!(duties(&mut tx, id).await, ["requested"]);
        // Loaded again after its end it stays so; a later end makes it a round that runs.
        round::open_on(&mut tx, &catalog, round, Some(after)).await.unwrap();
        assert_eq!(duties(&mut tx, id).await, ["requested"]);
        round::open_on(&mut tx, &catalog, round, Some(round.closes)).await.unwrap();
        assert!(duties(&mut tx, id).await.contains(&"ordered".to_owned()));
        // What ran here and ended stays owed.
        round::open_on(&mut tx, &catalog, round, Some(after)).await.unwrap();
        assert!(duties(&mut tx, id).await.contains(&"ordered".to_owned()));
        drop(tx);
        home.remove().await;
    }
}
