//! A table that was copied from a neighbour and changed in a few cells is told to who takes the file over
//! and to who reviews the report.

use actions::{
    part,
    workbook::{Found, How, Imported, Twin},
};
use domain::{amount::Amount, cell::CellStatus};
use exchange::workbook::BookCell;
use store::{
    submission::SubmissionRow,
    value::{Place, WholeVersion},
};

use crate::{
    bad_input::OPEN,
    harness::World,
    import::{NORMAL, acting, owed, run},
    workbook::{UNIT, figure, file},
};

/// Asked cells of T4, each with a figure of its own; a few of them others where a table was changed.
fn table(world: &World, row: &SubmissionRow, changed: i64) -> Vec<(Place, i64)> {
    let form = part::form(&world.state.catalog, "T4").unwrap();
    let cells = (0..).zip(part::asked(form, (row.unit_kind, &row.unit_key)).into_iter().take(20));
    cells.map(|(at, place)| (place, 41 + 3 * at + i64::from(at < changed))).collect()
}

/// Hands in a table as a version of its own.
async fn hand_in(world: &World, row: &SubmissionRow, table: &[(Place, i64)]) {
    let mut tx = world.state.store.begin().await.unwrap();
    let numbers = store::value::cell_numbers_of(&mut tx, "T4").await.unwrap();
    let amount = |units: i64| Amount::try_from_units(units).ok();
    let cells =
        table.iter().map(|(place, units)| (numbers[place], amount(*units), CellStatus::Actual));
    let whole = WholeVersion { cells: cells.collect(), ..WholeVersion::default() };
    let officer = store::officer::credentials(&mut tx, "ldtbxh.chuyenvien").await.unwrap().unwrap();
    let by = (officer.id, world.state.clock.now());
    store::value::save_version(&mut tx, row.submission.id, 1, None, by, &whole).await.unwrap();
    tx.commit().await.unwrap();
    let id = row.submission.id.0;
    let sql = format!("UPDATE submission SET state = 'submitted', versions = 1 WHERE id = {id}");
    world.arrange(&sql).await;
}

#[tokio::test]
async fn a_copied_table_with_changed_cells_is_told_and_only_the_desk_learns_whose() {
    let world = World::open().await;
    let (own, other) = (world.submission(OPEN, UNIT).await, world.submission(OPEN, "h-412").await);
    hand_in(&world, &other, &table(&world, &other, 0)).await;
    let copied = table(&world, &own, 2);
    let cells: Vec<((&str, &str), BookCell)> = copied
        .iter()
        .map(|((row, column), units)| ((row.as_str(), column.as_str()), figure(*units)))
        .collect();
    let bytes = crate::workbook::file_of(&world, UNIT, &[("T4", &cells)]).await;
    let here = format!("/submissions/{}/workbook", own.submission.id.0);
    let told = "2/20 số khác";
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let page = person.upload(&here, &[], ("a.xlsx", &bytes)).await.text();
    assert!(page.contains("Gần giống biểu của một đơn vị khác trong đợt"), "{page}");
    assert!(page.contains(told) && !page.contains(&other.unit_name), "{page}");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.upload(&here, &[], ("a.xlsx", &bytes)).await.text();
    assert!(page.contains(&format!("Gần giống biểu của {}", other.unit_name)), "{page}");
    // Figures of its own are told of nobody.
    let alone = file(&world, UNIT, &[]).await;
    let page = desk.upload(&here, &[], ("b.xlsx", &alone)).await.text();
    assert!(!page.contains("Gần giống"), "{page}");
    // Who reviews is told the same of what was handed in.
    hand_in(&world, &own, &copied).await;
    let review = format!("/submissions/{}/review", own.submission.id.0);
    let page = desk.get(&review).await.text();
    assert!(page.contains(told) && page.contains(&other.unit_name), "{page}");
    // Once it is accepted nobody is asked to look.
    let id = own.submission.id.0;
    world.arrange(&format!("UPDATE submission SET state = 'accepted' WHERE id = {id}")).await;
    assert!(!desk.get(&review).await.text().contains(told));
}

/// The workbook of a unit with a table.
async fn book_of(world: &World, key: &str, table: &[(Place, i64)]) -> Vec<u8> {
    let cells: Vec<((&str, &str), BookCell)> = table
        .iter()
        .map(|((row, column), units)| ((row.as_str(), column.as_str()), figure(*units)))
        .collect();
    crate::workbook::file_of(world, key, &[("T4", &cells)]).await
}

#[tokio::test]
async fn a_run_tells_of_tables_that_are_nearly_a_neighbours_in_files_drafts_and_reports() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let (own, other) = (world.submission(OPEN, UNIT).await, world.submission(OPEN, "h-412").await);
    let first = table(&world, &other, 0);
    let mut found = Vec::new();
    let tables = [("h-412", first.clone()), (UNIT, table(&world, &own, 2))];
    for (key, table) in &tables {
        let bytes = book_of(&world, key, table).await;
        let owed = owed(&world, &desk).await.unwrap();
        match owed.read(&format!("{key}.xlsx"), &bytes) {
            Found::Read { row, file } => found.push((row, file)),
            other => panic!("{other:?}"),
        }
    }
    let near =
        |imported: &Imported| -> Vec<String> { imported.twins.iter().map(Twin::words).collect() };
    // In one run that writes nothing, the second file against the first.
    let dry = How { dry_run: true, ..NORMAL };
    let mut looks = run(&world, &desk, dry).await.unwrap();
    assert_eq!(near(&looks.import(&found[0].0, &found[0].1).await.unwrap()), [""; 0]);
    let told = near(&looks.import(&found[1].0, &found[1].1).await.unwrap());
    let named = format!("gần giống của {} (tệp h-412.xlsx trong lượt này)", other.unit_name);
    assert!(told.len() == 1 && told[0].contains(&named), "{told:?}");
    assert!(told[0].contains("chỉ 2/20 số khác"), "{told:?}");
    // In another run, against what is drafted by then; one that is strict holds it back.
    run(&world, &desk, NORMAL).await.unwrap().import(&found[0].0, &found[0].1).await.unwrap();
    let how = How { strict: true, ..NORMAL };
    let held = run(&world, &desk, how).await.unwrap().import(&found[1].0, &found[1].1).await;
    let held = held.unwrap();
    let named = format!("gần giống của {} trong cùng đợt", other.unit_name);
    assert!(held.is_held && near(&held)[0].contains(&named), "{held:?}");
    // And against what was handed in.
    hand_in(&world, &other, &first).await;
    let taken = run(&world, &desk, NORMAL).await.unwrap().import(&found[1].0, &found[1].1).await;
    let taken = taken.unwrap();
    assert!(!taken.is_held && near(&taken)[0].contains(&named), "{taken:?}");
}
