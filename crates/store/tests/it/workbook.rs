//! Staged and taken files, many cells at once, and tables that two units have alike.

use std::collections::BTreeMap;

use domain::{amount::Amount, cell::CellStatus};
use store::{
    args,
    value::{self, CellChange, Place, Twins, WholeVersion},
    workbook::{self, Staged, Taken},
};

use crate::{
    harness::{later, now, stores},
    world::World,
};

fn staged(name: &str) -> Staged {
    let place = |column: &str| ("T1".to_owned(), "a".to_owned(), column.to_owned());
    Staged {
        name: name.to_owned(),
        sha256: format!("hash of {name}"),
        content: vec![0x50, 0x4b, 0, 255],
        seen: [(place("nu"), 3), (place("tong"), 0)].into(),
        mapping: Some("{}".to_owned()),
        kept_name: None,
    }
}

#[tokio::test]
async fn a_staged_file_is_its_officers_and_waits_seven_days() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let (first, second) = (staged("a.xlsx"), staged("b.xlsx"));
        for file in [&first, &second] {
            workbook::stage(&mut tx, id, file, (world.reporter, now())).await.unwrap();
        }
        let found = workbook::staged(&mut tx, id, world.reporter, &first.sha256).await.unwrap();
        assert_eq!(found, None, "the later file takes the place");
        let hash = second.sha256.as_str();
        let found = workbook::staged(&mut tx, id, world.reporter, hash).await.unwrap();
        assert_eq!(found.as_ref(), Some(&second));
        assert_eq!(workbook::staged(&mut tx, id, world.signer, hash).await.unwrap(), None);
        assert!(!workbook::unstage(&mut tx, id, world.signer, hash).await.unwrap());
        assert_eq!(workbook::expire(&mut tx, now()).await.unwrap(), 0);
        assert_eq!(workbook::expire(&mut tx, later(1)).await.unwrap(), 1);
        assert!(!workbook::unstage(&mut tx, id, world.reporter, hash).await.unwrap());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_taken_file_is_known_by_its_hash() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let file = Taken { sha256: "cd", name: "a.xlsx", taken: 4, unchanged: 1, refused: 0 };
        for _ in 0..2 {
            workbook::record_taken(&mut tx, id, file, (world.reporter, now())).await.unwrap();
        }
        let all = workbook::all_taken(&mut tx).await.unwrap();
        assert_eq!(all, [(id, "cd".to_owned())].into());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn many_cells_at_once_count_their_revisions_up() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let numbers = value::cell_numbers_of(&mut tx, "T1").await.unwrap();
        let changes = |units: i64| -> Vec<CellChange> {
            let amount = Amount::try_from_units(units).ok();
            let change = |cell: &i64| CellChange {
                cell: *cell,
                amount,
                text: None,
                status: CellStatus::Actual,
            };
            numbers.values().map(change).collect()
        };
        let by = (world.reporter, now());
        value::save_draft_cells(&mut tx, id, &changes(3), by).await.unwrap();
        value::save_draft_cells(&mut tx, id, &changes(4)[..1], by).await.unwrap();
        let cells = value::draft_cells(&mut tx, id, "T1").await.unwrap();
        let mut revisions: Vec<i64> = cells.values().map(|cell| cell.revision).collect();
        revisions.sort_unstable();
        assert_eq!(revisions, [1, 1, 1, 2]);
        assert_eq!(cells.values().filter(|cell| cell.revision == 2).count(), 1);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_table_alike_is_found_and_named_only_inside_the_scope() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let (one, other) = (
            world.submission_of(&mut tx, "h-bac").await,
            world.submission_of(&mut tx, "h-nam").await,
        );
        let numbers = value::cell_numbers_of(&mut tx, "T1").await.unwrap();
        let mut figures: BTreeMap<Place, Amount> = BTreeMap::new();
        let mut changes = Vec::new();
        for ((place, cell), units) in numbers.iter().zip(1..) {
            let amount = Amount::try_from_units(units * 7).unwrap();
            figures.insert(place.clone(), amount);
            let status = CellStatus::Actual;
            changes.push(CellChange { cell: *cell, amount: Some(amount), text: None, status });
        }
        value::save_draft_cells(&mut tx, other, &changes, (world.reporter, now())).await.unwrap();
        let of = (one, "T1");
        let found = value::twins(&mut tx, &world.desk(), of, &figures, &numbers).await.unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].is_some(), "the desk sees who");
        let unit = crate::world::unit(&mut tx, "h-bac").await;
        let eyes = world.eyes_of(unit);
        let found = value::twins(&mut tx, &eyes, of, &figures, &numbers).await.unwrap();
        assert_eq!(found, [None], "another district may not be named");
        // The same by prints, for many files at once.
        let all = value::tables(&mut tx, &world.desk(), 1).await.unwrap();
        let [table] = &all[..] else { panic!("{all:?}") };
        assert_eq!((table.submission, table.form.as_str()), (other, "T1"));
        assert_eq!(table.print, value::print(&figures, &numbers));
        assert!(table.unit.is_some());
        let hidden = value::tables(&mut tx, &eyes, 1).await.unwrap();
        assert_eq!(hidden[0].unit, None);
        assert_eq!(value::tables(&mut tx, &world.desk(), 1_000).await.unwrap(), []);
        let (place, _) = figures.iter().next().unwrap();
        let place = place.clone();
        figures.insert(place, Amount::try_from_units(8).unwrap());
        let found = value::twins(&mut tx, &world.desk(), of, &figures, &numbers).await.unwrap();
        assert_eq!(found, [], "one figure differs");

        // Handed in: found by its print, from the draft's side and between versions.
        let cells = changes.iter().map(|c| (c.cell, c.amount, CellStatus::Actual)).collect();
        let whole = WholeVersion { cells, ..WholeVersion::default() };
        let by = (world.reporter, now());
        let mut versions = Vec::new();
        for of in [one, other] {
            versions.push(value::save_version(&mut tx, of, 1, None, by, &whole).await.unwrap());
            let sql = "UPDATE submission SET state = 'submitted', versions = 1 WHERE id = $1";
            tx.execute(sql, &args![of.0]).await.unwrap();
        }
        let (desk, enough) = (world.desk(), i64::try_from(changes.len()).unwrap());
        let found =
            value::twins_of_version(&mut tx, &desk, versions[0], (enough, 3)).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].form.as_str(), found[0].names.len()), ("T1", 1), "{found:?}");
        assert_eq!((found[0].seen, found[0].all), (1, 1));
        let found =
            value::twins_of_version(&mut tx, &eyes, versions[0], (enough, 3)).await.unwrap();
        let unseen = Twins { form: "T1".to_owned(), names: Vec::new(), seen: 0, all: 1 };
        assert_eq!(found, [unseen]);
        let found =
            value::twins_of_version(&mut tx, &desk, versions[0], (enough + 1, 3)).await.unwrap();
        assert_eq!(found, [], "too few figures to tell");
        // What is shared with units of the same receiver, however much else differs.
        let least = Amount::try_from_units(14).unwrap();
        let shared = changes.len() - 1;
        let found = value::sharing_with_version(&mut tx, &desk, versions[0], (least, shared));
        let found = found.await.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].form.as_str(), found[0].version), ("T1", versions[1]));
        assert!(found[0].unit.is_some());
        let found = value::sharing_with_version(&mut tx, &eyes, versions[0], (least, shared));
        assert_eq!(found.await.unwrap()[0].unit, None, "another district may not be named");
        let all = (least, changes.len());
        let found = value::sharing_with_version(&mut tx, &desk, versions[0], all).await.unwrap();
        assert_eq!(found, [], "the first figure is too small to count");
        let beside = value::filed_beside(&mut tx, &desk, (one, "T1")).await.unwrap();
        assert_eq!(beside.len(), 1, "{beside:?}");
        assert_eq!(beside[0].figures.len(), changes.len());
        let drafts = value::drafted_beside(&mut tx, &desk, (one, "T1")).await.unwrap();
        assert_eq!(drafts, [], "what was handed in is no draft");
        let figures = numbers
            .iter()
            .zip(1..)
            .map(|((place, _), units)| (place.clone(), Amount::try_from_units(units * 7).unwrap()));
        let figures = figures.collect();
        let all = value::tables(&mut tx, &desk, 1).await.unwrap();
        assert_eq!(all.len(), 2, "as they were signed, and not drafted as well: {all:?}");
        let found = value::twins(&mut tx, &desk, (one, "T1"), &figures, &numbers).await.unwrap();
        assert_eq!(found.len(), 1, "the other's version, not its draft as well");
        drop(tx);
        home.remove().await;
    }
}
