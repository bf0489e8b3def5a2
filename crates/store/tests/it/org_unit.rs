//! Units: the dated tree, Vietnamese order, search without accents, and who sees whom.

use domain::org_unit::OrgUnitKind;
use jiff::civil::{Date, date};
use store::{
    db::Reads,
    org_unit::{self, UnitRow},
};

use crate::{
    harness::stores,
    world::{TODAY, World, catalog, unit},
};

const BEFORE: Date = date(2023, 6, 1);

fn keys(units: &[UnitRow]) -> Vec<&str> {
    units.iter().map(|u| u.key.as_str()).collect()
}

#[tokio::test]
async fn a_unit_is_found_by_key_and_number() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let by_key = org_unit::by_key(&mut reader, "h-bac").await.unwrap().unwrap();
        let by_id = org_unit::by_id(&mut reader, world.north).await.unwrap().unwrap();
        assert_eq!(by_key, by_id);
        assert_eq!((by_id.kind, by_id.name.as_str()), (OrgUnitKind::District, "Huyện Đông Bắc"));
        assert_eq!((by_id.valid_from.as_str(), by_id.valid_to), ("2000-01-01", None));
        let gone = org_unit::by_key(&mut reader, "h-cu").await.unwrap().unwrap();
        assert_eq!(gone.valid_to.as_deref(), Some("2023-12-31"));
        assert_eq!(org_unit::by_key(&mut reader, "không có").await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn the_tree_is_that_of_the_day_in_vietnamese_order() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        // Cũ before Diễn before Đông: đ is a letter of its own, and types are not sorted by.
        let today = org_unit::children(&mut reader, world.province, TODAY).await.unwrap();
        assert_eq!(keys(&today), ["h-nam", "h-bac", "s-nv", "s-yt", "mt"]);
        let before = org_unit::children(&mut reader, world.province, BEFORE).await.unwrap();
        assert_eq!(keys(&before), ["h-cu", "h-nam", "h-bac", "s-nv", "s-yt", "mt"]);
        let communes = org_unit::children(&mut reader, world.north, TODAY).await.unwrap();
        assert_eq!(keys(&communes), ["x-an", "x-hoa"]);

        let above = org_unit::parent(&mut reader, world.north, TODAY).await.unwrap();
        assert_eq!(above, Some(world.province));
        assert_eq!(org_unit::parent(&mut reader, world.province, TODAY).await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn all_units_of_a_day_know_their_parent() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let today = org_unit::on_date(&mut reader, TODAY).await.unwrap();
        assert_eq!(today.len(), 8);
        assert_eq!(org_unit::on_date(&mut reader, BEFORE).await.unwrap().len(), 9);
        let parents = today.iter().filter(|(_, parent)| *parent == Some(world.north)).count();
        assert_eq!(parents, 2);
        assert_eq!(today[0].1, None, "the province stands first and under nobody");
        home.remove().await;
    }
}

#[tokio::test]
async fn search_needs_no_accents_and_only_finds_what_exists() {
    for home in stores().await {
        World::make(&home.store).await;
        let mut reader = home.store.reader();
        for words in ["dong bac", "Đông Bắc", "ĐÔNG  BẮC", "ng ba"] {
            let found = org_unit::search(&mut reader, words, TODAY).await.unwrap();
            assert_eq!(keys(&found), ["h-bac"], "{words}");
        }
        assert!(org_unit::search(&mut reader, "huyện cũ", TODAY).await.unwrap().is_empty());
        assert_eq!(org_unit::search(&mut reader, "huyện cũ", BEFORE).await.unwrap().len(), 1);
        // Signs of the pattern language are folded away.
        assert!(org_unit::search(&mut reader, "dong_bac' --", TODAY).await.unwrap().len() <= 1);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_scope_reaches_down_and_to_whom_the_unit_succeeded() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let commune = unit(&mut reader, "x-hoa").await;
        let south = unit(&mut reader, "h-nam").await;
        let gone = unit(&mut reader, "h-cu").await;
        let seen = [
            (world.province, commune, TODAY, true),
            (world.north, commune, TODAY, true),
            (world.north, world.north, TODAY, true),
            (south, commune, TODAY, false),
            (commune, world.north, TODAY, false),
            (world.lead, world.north, TODAY, false),
            (world.north, gone, TODAY, true),
            (world.north, gone, BEFORE, false),
            (gone, world.north, TODAY, false),
        ];
        for (root, below, day, expected) in seen {
            let seen = org_unit::is_in_scope(&mut reader, root, below, day).await.unwrap();
            assert_eq!(seen, expected, "{root:?} sees {below:?} on {day}");
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn loading_a_catalog_again_keeps_numbers_adds_units_and_changes_known_ones() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut grown = catalog();
        let mut new = grown.units[6].clone();
        new.key.0 = "h-moi".to_owned();
        new.name = "Huyện Mới".to_owned();
        new.valid_to = None;
        grown.units.push(new);
        let old = grown.units.iter_mut().find(|u| u.key.0 == "h-nam").unwrap();
        old.name = "Thành phố Diễn Nam".to_owned();
        old.symbol = "TPDN".to_owned();
        old.valid_to = Some(TODAY);
        let mut edge = grown.parents[3].clone();
        edge.child.0 = "h-moi".to_owned();
        grown.parents.push(edge);
        for catalog in [&world.catalog, &grown, &grown] {
            let mut tx = home.store.begin().await.unwrap();
            org_unit::save_catalog(&mut tx, catalog).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut reader = home.store.reader();
        assert_eq!(unit(&mut reader, "h-bac").await, world.north);
        let changed = org_unit::by_key(&mut reader, "h-nam").await.unwrap().unwrap();
        assert_eq!(
            (changed.name.as_str(), changed.symbol.as_str()),
            ("Thành phố Diễn Nam", "TPDN")
        );
        assert_eq!(changed.valid_to, Some(TODAY.to_string()));
        let found = org_unit::search(&mut reader, "thanh pho dien", TODAY).await.unwrap();
        assert_eq!(keys(&found), ["h-nam"]);
        let below = org_unit::children(&mut reader, world.province, TODAY).await.unwrap();
        assert!(keys(&below).contains(&"h-moi"));
        let edges = "SELECT CAST(COUNT(*) AS BIGINT) FROM unit_parent";
        assert_eq!(reader.fetch_one(edges, &[]).await.unwrap().int(0).unwrap(), 9);
        home.remove().await;
    }
}
