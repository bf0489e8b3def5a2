//! A district's file and what its communes sent: figures that cannot be, and pages of another unit.

use actions::part;
use domain::{
    cell::CellStatus,
    form::Level,
    share::{Holding, holding},
};
use exchange::workbook::{Book, BookCell};

use crate::{
    bad_input::OPEN,
    harness::{ROUND, World},
    workbook::{CELLS, UNIT, book, figure, sealed},
};

/// The cell of a district that only communes fill, where they have sent figures: form, row, column, sum.
async fn filled_from_below(world: &World, key: &str) -> (String, String, String, i64) {
    let row = world.submission(ROUND, key).await;
    let mut reader = world.state.store.reader();
    let seen = (&row, domain::access::Sight::Whole);
    let parts = part::load_all(&mut reader, &world.state.catalog, seen).await.unwrap();
    for (form, part) in parts {
        let Some(table) = form.table() else { continue };
        for (place, share) in &part.shares {
            let of = table.row(&place.0).unwrap();
            let below = holding(table, of, &place.1, Level::District) == Some(Holding::Below);
            let is_sum =
                part.cells.get(place).is_some_and(|cell| cell.status == CellStatus::Actual);
            if let Some(sum) = share.below.filter(|_| below && is_sum) {
                return (
                    form.code.clone(),
                    place.0.clone(),
                    place.1.clone(),
                    sum.scaled() / 10_000,
                );
            }
        }
    }
    panic!("no commune of {key} has sent anything that it alone enters")
}

/// The number of a district's report in which it has said nothing itself.
async fn silenced(world: &World, key: &str) -> i64 {
    let id = world.submission(ROUND, key).await.submission.id.0;
    world.arrange(&format!("DELETE FROM draft_cell WHERE submission_id = {id}")).await;
    id
}

/// A district's file with this content in one cell.
async fn with_cell(world: &World, key: &str, place: (&str, &str, &str), cell: BookCell) -> Vec<u8> {
    let row = world.submission(ROUND, key).await;
    let (form, row_code, column) = place;
    let cells = [((row_code, column), cell)];
    sealed(world, &book(world, &row, &[(form, &cells)])).await
}

#[tokio::test]
async fn a_sum_from_below_is_no_box_and_less_than_nothing_leads_to_a_correction() {
    let world = World::open().await;
    let key = "h-424";
    let id = silenced(&world, key).await;
    let (form, row, column, sum) = filled_from_below(&world, key).await;
    let person = world.sign_in(&world.login(key, ".chuyenvien").await).await;
    let place = format!("/submissions/{id}/parts/{form}");
    let page = person.get(&place).await.text();
    assert!(page.contains(&format!(r#"data-computed="{row}:{column}""#)), "{page}");
    assert!(!page.contains(&format!(r#"name="cell:{row}:{column}""#)), "{page}");
    assert!(page.contains(&format!("xã {}", domain::amount::vietnamese(sum.into()))), "{page}");
    let told = person.cell(&place, (row.as_str(), column.as_str()), "-1", 0).await.text();
    assert!(told.contains("NUM-004") && told.contains("“Điều chỉnh một ô, có lý do”"), "{told}");
}

#[tokio::test]
async fn what_says_nothing_over_a_sum_from_below_is_not_taken() {
    let world = World::open().await;
    let key = "h-424";
    let id = silenced(&world, key).await;
    let (form, row, column, sum) = filled_from_below(&world, key).await;
    let here = format!("/submissions/{id}/workbook");
    let person = world.sign_in(&world.login(key, ".chuyenvien").await).await;
    let place = (form.as_str(), row.as_str(), column.as_str());
    let none = BookCell { status: CellStatus::NotArising, ..BookCell::default() };
    let file = with_cell(&world, key, place, none).await;
    let page = person.upload(&here, &[], ("a.xlsx", &file)).await.text();
    assert!(page.contains("BOOK-216") && page.contains("Sẽ ghi (0)"), "{page}");
    // Another figure than the sum is a correction: taken, and the preview asks for its reason.
    let file = with_cell(&world, key, place, figure(sum + 3)).await;
    let page = person.upload(&here, &[], ("a.xlsx", &file)).await.text();
    assert!(page.contains("Sẽ ghi (1)") && page.contains(&format!("{form}-DC")), "{page}");
}

#[tokio::test]
async fn a_whole_figure_below_the_sum_is_not_taken() {
    let world = World::open().await;
    let key = "h-424";
    let row = world.submission(ROUND, key).await;
    let mut reader = world.state.store.reader();
    let seen = (&row, domain::access::Sight::Whole);
    let parts = part::load_all(&mut reader, &world.state.catalog, seen).await.unwrap();
    let (_, t3) = parts.iter().find(|(form, _)| form.code == "T3").unwrap();
    let large = |share: &domain::share::Share| share.below.is_some_and(|b| b.scaled() > 20_000);
    let (place, _) = t3.shares.iter().find(|(_, share)| large(share)).unwrap();
    let here = format!("/submissions/{}/workbook", row.submission.id.0);
    let person = world.sign_in(&world.login(key, ".chuyenvien").await).await;
    let file = with_cell(&world, key, ("T3", &place.0, &place.1), figure(1)).await;
    let seen = person.upload(&here, &[], ("a.xlsx", &file)).await;
    let page = seen.text();
    assert!(page.contains("BOOK-208") && page.contains("nhỏ hơn số cấp xã cộng lại"), "{page}");
    assert!(page.contains("Sẽ ghi (0)"), "{page}");
}

#[tokio::test]
async fn pages_under_the_name_of_another_unit_are_refused() {
    let world = World::open().await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let here = format!("/submissions/{id}/workbook");
    let other = world.submission(OPEN, "h-412").await.unit_name;
    let row = world.submission(OPEN, UNIT).await;
    let cells = [(CELLS[0], figure(5))];
    let book = Book { unit_name: other.clone(), ..book(&world, &row, &[("T3", &cells)]) };
    let bytes = sealed(&world, &book).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let answer = person.upload(&here, &[], ("a.xlsx", &bytes)).await;
    answer.refused(422, "BOOK-209");
    assert!(answer.text().contains(&other), "the name on the pages is not told");
    assert_eq!(world.count("SELECT count(*) FROM staged_workbook").await, 0);
}
