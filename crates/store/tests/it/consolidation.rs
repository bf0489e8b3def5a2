//! Sums of what was accepted, by whom they were given, and who is missing.

use domain::{
    amount::{Amount, vietnamese},
    cell::CellStatus,
    consolidation::{Feeder, PartSum, total},
    form::{FormBody, Row},
    org_unit::OrgUnitKind,
};
use store::{
    consolidation::{self, Coverage},
    db::{Store, Tx},
};

use crate::{
    harness::stores,
    tables::{Line, under},
    world::World,
};

const CASES: &str = include_str!("../../cases/consolidation.md");
/// The cell that the cases are about.
const CELL: (&str, &str) = ("a", "nu");

fn sum(feeder: Feeder, units: i64, count: u32) -> PartSum {
    PartSum { feeder, amount: Amount::try_from_units(units).ok(), count, estimated: 0 }
}

/// The south, a department and one commune are accepted; the north, which owns it, is not.
async fn accepted(store: &Store) -> World {
    let world = World::make(store).await;
    let mut tx: Tx = store.begin().await.unwrap();
    let south = [("a", "nu", Some(40)), ("a", "tong", Some(100)), ("b", "nu", None)];
    world.accept(&mut tx, "h-nam", &south, &[("1", "Nam một"), ("10", "Nam mười")]).await;
    let health = [("a", "nu", Some(3)), ("a", "tong", None)];
    world.accept(&mut tx, "s-yt", &health, &[("1", "Y tế một"), ("2", "")]).await;
    world.accept(&mut tx, "x-an", &[("a", "nu", Some(5))], &[]).await;
    tx.commit().await.unwrap();
    world
}

#[tokio::test]
async fn sums_keep_territory_and_bodies_apart() {
    for home in stores().await {
        let world = accepted(&home.store).await;
        let mut reader = home.store.reader();
        let sums = consolidation::sums(&mut reader, world.round, world.lead, "T1").await.unwrap();
        let mut women = sums[&("a".to_owned(), "nu".to_owned())].clone();
        women.sort_by_key(|s| s.amount);
        assert_eq!(women, [sum(Feeder::Body, 3, 1), sum(Feeder::Territory, 40, 1)]);
        let all = &sums[&("a".to_owned(), "tong".to_owned())];
        assert_eq!(all, &[sum(Feeder::Territory, 100, 1)]);
        assert_eq!(sums.len(), 2, "an empty cell has no sum");
        let none = consolidation::sums(&mut reader, world.round, world.lead, "T9").await.unwrap();
        assert!(none.is_empty());
        home.remove().await;
    }
}

#[tokio::test]
async fn the_provisional_sum_is_of_communes_below_unaccepted_districts() {
    for home in stores().await {
        let world = accepted(&home.store).await;
        let mut reader = home.store.reader();
        let (round, lead) = (world.round, world.lead);
        let sums = consolidation::provisional(&mut reader, round, lead, "T1").await.unwrap();
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[&("a".to_owned(), "nu".to_owned())], [sum(Feeder::Territory, 5, 1)]);
        let mut tx = home.store.begin().await.unwrap();
        world.accept(&mut tx, "h-bac", &[("a", "nu", Some(6))], &[]).await;
        tx.commit().await.unwrap();
        let sums = consolidation::provisional(&mut reader, round, lead, "T1").await.unwrap();
        assert!(sums.is_empty());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_total_tells_its_units_largest_first_and_the_empty_last() {
    for home in stores().await {
        let world = accepted(&home.store).await;
        let mut reader = home.store.reader();
        let desk = world.desk();
        let cell = ("T1", "a", "nu");
        let place = (world.round, world.lead);
        let rows = consolidation::origin(&mut reader, &desk, place, cell, false).await;
        let rows = rows.unwrap();
        let units: Vec<&str> = rows.iter().map(|r| r.unit.as_str()).collect();
        assert_eq!(units, ["Huyện Diễn Nam", "Sở Y tế"]);
        assert_eq!((rows[0].version, rows[0].signer.as_str()), (1, "Cán bộ bac.ky"));
        assert_eq!((rows[0].kind, rows[0].status), (OrgUnitKind::District, CellStatus::Actual));
        let cell = ("T1", "a", "tong");
        let place = (world.round, world.lead);
        let rows = consolidation::origin(&mut reader, &desk, place, cell, false).await;
        let amounts: Vec<Option<Amount>> = rows.unwrap().iter().map(|r| r.amount).collect();
        assert_eq!(amounts, [Some(Amount::try_from_units(100).unwrap()), None]);
        // Eyes that do not reach the office are told nothing of its total.
        let eyes = world.eyes_of(world.north);
        let rows = consolidation::origin(&mut reader, &eyes, place, cell, true).await.unwrap();
        assert!(rows.is_empty(), "{rows:?}");
        // A provisional total adds the commune whose district is not accepted, and tells which.
        let cell = ("T1", "a", "nu");
        let rows = consolidation::origin(&mut reader, &desk, place, cell, true).await.unwrap();
        let added: Vec<(&str, &str)> =
            rows.iter().map(|r| (r.unit.as_str(), r.under.as_str())).collect();
        assert_eq!(
            added,
            [("Huyện Diễn Nam", ""), ("Sở Y tế", ""), ("Thị trấn Ân Thịnh", "Huyện Đông Bắc")]
        );
        home.remove().await;
    }
}

#[tokio::test]
async fn coverage_and_the_missing_add_up() {
    for home in stores().await {
        let world = accepted(&home.store).await;
        let mut reader = home.store.reader();
        let coverage = consolidation::coverage(&mut reader, world.round, world.lead).await;
        let expected = Coverage {
            territory_accepted: 1,
            territory_owed: 2,
            body_accepted: 1,
            body_owed: 2,
            by_commune: false,
        };
        assert_eq!(coverage.unwrap(), expected);
        let none = consolidation::coverage(&mut reader, -1, world.lead).await.unwrap();
        assert_eq!(none, Coverage::default());
        let missing = consolidation::missing(&mut reader, world.round, world.lead).await.unwrap();
        let names: Vec<(&str, OrgUnitKind)> =
            missing.iter().map(|m| (m.unit.as_str(), m.kind)).collect();
        assert_eq!(
            names,
            [
                ("Huyện Đông Bắc", OrgUnitKind::District),
                ("Ủy ban Mặt trận Tổ quốc tỉnh", OrgUnitKind::Front)
            ]
        );
        home.remove().await;
    }
}

#[tokio::test]
async fn voices_are_heading_by_heading_without_the_silent() {
    for home in stores().await {
        let world = accepted(&home.store).await;
        let mut reader = home.store.reader();
        let voices = consolidation::voices(&mut reader, world.round, world.lead, "DC").await;
        let voices = voices.unwrap();
        let heard: Vec<(&str, &str)> =
            voices.iter().map(|v| (v.heading.as_str(), v.body.as_written())).collect();
        assert_eq!(heard, [("1", "Nam một"), ("1", "Y tế một"), ("10", "Nam mười")]);
        home.remove().await;
    }
}

/// Accepts what a line of the case file says.
async fn accept(world: &World, store: &Store, line: &Line<'_>) {
    let mut tx: Tx = store.begin().await.unwrap();
    for (name, figure) in line.pairs().skip(1).filter(|(_, figure)| !figure.is_empty()) {
        let unit = world.catalog.units.iter().find(|unit| unit.name == name).unwrap();
        let amount = (figure != "–").then(|| figure.parse().unwrap());
        world.accept(&mut tx, &unit.key.0, &[(CELL.0, CELL.1, amount)], &[]).await;
    }
    tx.commit().await.unwrap();
}

/// Both subtotals with their counts, and the total, as the case file writes them.
fn shown(row: &Row, parts: &[PartSum]) -> [String; 3] {
    let joined = total(row, parts).unwrap();
    let print = |amount: Amount| vietnamese(amount.to_decimal());
    let subtotal = |amount: Option<Amount>, count: u32| {
        amount.map_or(String::new(), |amount| format!("{} của {count}", print(amount)))
    };
    [
        subtotal(joined.territory, joined.territory_count),
        subtotal(joined.body, joined.body_count),
        joined.amount().map_or(String::new(), print),
    ]
}

#[tokio::test]
async fn official_and_provisional_sums_and_the_missing_are_as_written() {
    let (official, provisional) = (under(CASES, "Chính thức"), under(CASES, "Tạm tính"));
    let given = under(CASES, "Ai đã được chấp nhận, số là bao nhiêu");
    assert!(given.len() == official.len() && given.len() == provisional.len());
    for ((given, official), provisional) in given.iter().zip(&official).zip(&provisional) {
        let case = given.get("trường hợp");
        assert_eq!([case, case], [official.get("trường hợp"), provisional.get("trường hợp")]);
        for home in stores().await {
            let world = World::make(&home.store).await;
            accept(&world, &home.store, given).await;
            let FormBody::Table(table) = &world.catalog.forms[0].body else { panic!("no table") };
            let row = table.row(CELL.0).unwrap();
            let place = (CELL.0.to_owned(), CELL.1.to_owned());
            let (mut reader, round, lead) = (home.store.reader(), world.round, world.lead);
            let sums = consolidation::sums(&mut reader, round, lead, "T1").await.unwrap();
            let mut parts = sums.get(&place).cloned().unwrap_or_default();
            let heads = ["theo địa bàn", "theo cơ quan", "tổng"];
            assert_eq!(shown(row, &parts), heads.map(|head| official.get(head)), "{case}");
            let more = consolidation::provisional(&mut reader, round, lead, "T1").await.unwrap();
            parts.extend(more.get(&place).into_iter().flatten());
            assert_eq!(shown(row, &parts), heads.map(|head| provisional.get(head)), "{case}");
            let of = consolidation::coverage(&mut reader, round, lead).await.unwrap();
            let counts = [
                format!("{}/{}", of.territory_accepted, of.territory_owed),
                format!("{}/{}", of.body_accepted, of.body_owed),
            ];
            assert_eq!(counts, ["huyện", "cơ quan"].map(|head| official.get(head)), "{case}");
            let missing = consolidation::missing(&mut reader, round, lead).await.unwrap();
            let names: Vec<&str> = missing.iter().map(|missing| missing.unit.as_str()).collect();
            assert_eq!(names.join(", "), official.get("còn thiếu"), "{case}");
            drop(reader);
            home.remove().await;
        }
    }
}
