//! A report as an Excel file: down, up, looked at, taken over; and every file that is none of it.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

use actions::{part, workbook};
use domain::cell::CellStatus;
use exchange::workbook::{Book, BookCell, BookPart, Owner, write};
use rust_decimal::Decimal;
use store::submission::SubmissionRow;

use crate::{
    bad_input::OPEN,
    harness::{Answer, ROUND, World},
};

/// A reporting district that has not begun.
pub(crate) const UNIT: &str = "h-421";
/// Two open cells of form T3.
pub(crate) const CELLS: [(&str, &str); 2] = [("bdg", "lop"), ("bdg", "nguoi")];

pub(crate) fn figure(units: i64) -> BookCell {
    let figure = Some(Decimal::from(units));
    BookCell { figure, text: None, status: CellStatus::Actual }
}

pub(crate) fn text(words: &str) -> BookCell {
    BookCell { figure: None, text: Some(words.to_owned()), status: CellStatus::Actual }
}

/// The parts of a file, changed.
pub(crate) fn changed(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if let Ok(text) = String::from_utf8(content.clone()) {
            content = change(&name, text).into_bytes();
        }
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Cells of a form with their contents.
pub(crate) type Cells<'a> = &'a [((&'a str, &'a str), BookCell)];

/// Form T3 of a unit as a file with these contents.
pub(crate) async fn file(world: &World, key: &str, cells: Cells<'_>) -> Vec<u8> {
    file_of(world, key, &[("T3", cells)]).await
}

/// Forms of a unit as a file with these contents.
pub(crate) async fn file_of(world: &World, key: &str, forms: &[(&str, Cells<'_>)]) -> Vec<u8> {
    let row = world.submission(OPEN, key).await;
    sealed(world, &book(world, &row, forms)).await
}

/// Forms of a report as a workbook with these contents, which does not remember what it was made with.
pub(crate) fn book<'a>(
    world: &'a World,
    row: &SubmissionRow,
    forms: &[(&str, Cells<'_>)],
) -> Book<'a> {
    let part = |(form, cells): &(&str, Cells<'_>)| {
        let form = part::form(&world.state.catalog, form).unwrap();
        let held = cells
            .iter()
            .map(|((row, column), cell)| (((*row).to_owned(), (*column).to_owned()), cell.clone()));
        BookPart {
            form,
            asked: part::asked(form, row.asked_unit()),
            cells: held.collect(),
            figures: BTreeMap::new(),
            previous: BTreeMap::new(),
            notes: BTreeMap::new(),
        }
    };
    Book {
        owner: Owner { unit: row.unit_key.clone(), round: row.round.clone() },
        unit_name: row.unit_name.clone(),
        receiver_name: String::new(),
        round_title: row.round_title.clone(),
        window: String::new(),
        due: String::new(),
        sample: true,
        remembers: false,
        parts: forms.iter().map(part).collect(),
    }
}

/// A workbook's bytes under the store's seal.
pub(crate) async fn sealed(world: &World, book: &Book<'_>) -> Vec<u8> {
    write(book, &workbook::key(&world.state.store).await.unwrap()).unwrap()
}

async fn here(world: &World) -> String {
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    format!("/submissions/{id}/workbook")
}

/// The number under which the file of a preview waits.
pub(crate) fn waiting(preview: &Answer) -> String {
    let page = preview.text();
    let (_, rest) = page.split_once(r#"name="file" value=""#).expect("a file waits");
    rest.split('"').next().unwrap().to_owned()
}

pub(crate) async fn held(world: &World, (row, column): (&str, &str)) -> Option<i64> {
    let id = world.submission(OPEN, UNIT).await.submission.id;
    let mut reader = world.state.store.reader();
    let cells = store::value::draft_cells(&mut reader, id, "T3").await.unwrap();
    cells.get(&(row.to_owned(), column.to_owned()))?.amount.map(|a| a.scaled() / 10_000)
}

/// The accepted figure of the round before.
async fn last_year(world: &World, (row, column): (&str, &str)) -> i64 {
    let mut reader = world.state.store.reader();
    let now = world.submission(OPEN, UNIT).await;
    let version = now.previous_version_id.unwrap();
    let cells = store::value::version_cells(&mut reader, version, "T3").await;
    let cells = cells.unwrap();
    cells[&(row.to_owned(), column.to_owned())].amount.unwrap().scaled() / 10_000
}

#[tokio::test]
async fn what_is_downloaded_comes_back_without_a_change() {
    let world = World::open().await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let file = person.get(&format!("{here}/file")).await;
    assert_eq!(file.status.as_u16(), 200);
    assert!(file.header("content-disposition").contains("bieu-R-STR-2024-h-421.xlsx"));
    let seen = person.upload(&here, &[], ("bieu.xlsx", &file.bytes)).await;
    assert_eq!(seen.status.as_u16(), 200, "{}", seen.text());
    let page = seen.text();
    assert!(page.contains("Sẽ ghi (0)"), "{page}");
    assert!(!page.contains("id=\"ngoai-bieu\""), "nothing of our own file is strange");
}

/// Sums of communes stand in its cells, beside own shares that did not arise.
#[tokio::test]
async fn an_untouched_file_of_a_district_changes_nothing() {
    let world = World::open().await;
    let row = world.submission(ROUND, "h-424").await;
    let here = format!("/submissions/{}/workbook", row.submission.id.0);
    let person = world.sign_in(&world.login("h-424", ".chuyenvien").await).await;
    let corrections = world.count("SELECT count(*) FROM correction").await;
    let file = person.get(&format!("{here}/file")).await;
    assert_eq!(file.status.as_u16(), 200);
    let page = person.upload(&here, &[], ("bieu.xlsx", &file.bytes)).await.text();
    assert!(page.contains("Sẽ ghi (0)"), "{page}");
    assert!(!page.contains("Không nhận ("), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM correction").await, corrections);
}

#[tokio::test]
async fn a_preview_writes_nothing_and_acceptance_writes_once() {
    let world = World::open().await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12)), (CELLS[1], figure(480))]).await;
    let before = world.writings().await;
    let seen = person.upload(&here, &[], ("bieu.xlsx", &bytes)).await;
    let page = seen.text();
    assert!(page.contains("Sẽ ghi (2)") && page.contains("Ghi 2 ô vào báo cáo"), "{page}");
    assert_eq!(world.writings().await, before, "a preview writes nothing");
    let number = waiting(&seen);
    let accept = format!("{here}/accept");
    person.post(&accept, &[("file", &number)]).await.went_to(here.trim_end_matches("/workbook"));
    assert_eq!(held(&world, CELLS[0]).await, Some(12));
    assert_eq!(held(&world, CELLS[1]).await, Some(480));
    let history = person.get(here.trim_end_matches("/workbook")).await.text();
    assert!(history.contains("Nạp từ tệp bieu.xlsx: 2 ô"), "the history does not tell");
    let detail = world
        .text("SELECT detail FROM audit WHERE verb = 'workbook.accept' ORDER BY id DESC LIMIT 1")
        .await;
    assert!(detail.contains(&workbook::hash(&bytes)) && detail.ends_with("cells=2"), "{detail}");
    assert_eq!(world.count("SELECT count(*) FROM staged_workbook").await, 0);
    let after = world.writings().await;
    person.post(&accept, &[("file", &number)]).await.refused(422, "BOOK-202");
    assert_eq!(world.writings().await, after);
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{verified:?}");
}

#[tokio::test]
async fn a_dropped_file_leaves_nothing() {
    let world = World::open().await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    let before = world.writings().await;
    let number = waiting(&person.upload(&here, &[], ("bieu.xlsx", &bytes)).await);
    person.post(&format!("{here}/discard"), &[("file", &number)]).await.went_to(&here);
    person.post(&format!("{here}/accept"), &[("file", &number)]).await.refused(422, "BOOK-202");
    assert_eq!(world.count("SELECT count(*) FROM staged_workbook").await, 0);
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn files_of_others_and_what_is_no_workbook_are_refused() {
    let world = World::open().await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let foreign = file(&world, "h-412", &[(CELLS[0], figure(12))]).await;
    let own = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    let before = world.writings().await;
    let answer = person.upload(&here, &[], ("bieu.xlsx", &foreign)).await;
    answer.refused(422, "BOOK-201");
    let name = world.submission(OPEN, "h-412").await.unit_name;
    assert!(answer.text().contains(&name), "the unit is not named");
    for (content, code) in [
        (&b"MZ\x90\0"[..], "BOOK-002"),
        (&own[..own.len() / 2], "BOOK-003"),
        (&b"<html>"[..], "BOOK-006"),
        (&b""[..], "BOOK-002"),
    ] {
        person.upload(&here, &[], ("bieu.xlsx", content)).await.refused(422, code);
    }
    person.post(&here, &[]).await.refused(422, "BOOK-200");
    person.post(&format!("{here}/accept"), &[("file", "x")]).await.refused(422, "BOOK-202");
    person.post_bare(&format!("{here}/accept"), "file=1").await.refused(422, "WEB-002");
    let commune = world.sign_in("xa-17149").await;
    commune.upload(&here, &[], ("bieu.xlsx", &own)).await.refused(404, "ACC-001");
    // Nothing is taken apart for somebody who may not type here.
    commune.upload(&here, &[], ("bieu.xlsx", b"MZ")).await.refused(404, "ACC-001");
    commune.get(&format!("{here}/file")).await.refused(404, "ACC-001");
    let signer = world.sign_in("quynhluu.lanhdao").await;
    signer.upload(&here, &[], ("bieu.xlsx", &own)).await.refused(403, "ACC-002");
    assert_eq!(world.writings().await, before);
    assert_eq!(world.count("SELECT count(*) FROM staged_workbook").await, 0);
}

#[tokio::test]
async fn a_closed_round_takes_no_file() {
    let world = World::on("2025-03-03T02:00:00Z").await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    let answer = person.upload(&here, &[], ("bieu.xlsx", &bytes)).await;
    assert!(answer.text().contains("SUB-003"), "{}", answer.text());
    assert_eq!(held(&world, CELLS[0]).await, None);
}

#[tokio::test]
async fn what_somebody_changed_since_the_preview_stays() {
    let world = World::open().await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12)), (CELLS[1], figure(480))]).await;
    let number = waiting(&person.upload(&here, &[], ("bieu.xlsx", &bytes)).await);
    let part = here.replace("/workbook", "/parts/T3");
    person.cell(&part, CELLS[0], "15", 0).await;
    let answer = person.post(&format!("{here}/accept"), &[("file", &number)]).await;
    assert_eq!(answer.status.as_u16(), 200);
    let page = answer.text();
    assert!(page.contains("Đã ghi 1 ô") && page.contains("BOOK-203"), "{page}");
    assert_eq!(held(&world, CELLS[0]).await, Some(15), "the other's figure is lost");
    assert_eq!(held(&world, CELLS[1]).await, Some(480));
}

#[tokio::test]
async fn an_empty_cell_erases_nothing_and_a_proposal_is_taken_with_one_tick() {
    let world = World::open().await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let part = here.replace("/workbook", "/parts/T3");
    person.cell(&part, CELLS[0], "15", 0).await;
    let bytes = file(&world, UNIT, &[(CELLS[1], text("412 phiếu"))]).await;
    let seen = person.upload(&here, &[], ("bieu.xlsx", &bytes)).await;
    let page = seen.text();
    assert!(page.contains("Để trống trong tệp (1)") && page.contains("giữ 15"), "{page}");
    assert!(page.contains("Không nhận (1)") && page.contains("NUM-001"), "{page}");
    assert!(page.contains(r#"value="T3:bdg:nguoi:412""#), "{page}");
    let fields = [("file", waiting(&seen)), ("fix", "T3:bdg:nguoi:412".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    person
        .post(&format!("{here}/accept"), &fields)
        .await
        .went_to(here.trim_end_matches("/workbook"));
    assert_eq!(held(&world, CELLS[0]).await, Some(15));
    assert_eq!(held(&world, CELLS[1]).await, Some(412));
}

#[tokio::test]
async fn a_table_that_is_another_units_is_told_and_only_the_desk_learns_whose() {
    let world = World::open().await;
    let form = part::form(&world.state.catalog, "T3").unwrap();
    let other = world.submission(OPEN, "h-412").await;
    let cells: Vec<(String, String)> =
        part::asked(form, other.asked_unit()).into_iter().take(12).collect();
    let cells: Vec<((&str, &str), BookCell)> = cells
        .iter()
        .zip(41..)
        .map(|((row, column), units)| ((row.as_str(), column.as_str()), figure(units * 1_000_000)))
        .collect();
    let theirs = file(&world, "h-412", &cells).await;
    let ours = file(&world, UNIT, &cells).await;
    let neighbour = world.sign_in(&world.login("h-412", ".chuyenvien").await).await;
    let there = format!("/submissions/{}/workbook", other.submission.id.0);
    let number = waiting(&neighbour.upload(&there, &[], ("a.xlsx", &theirs)).await);
    neighbour.post(&format!("{there}/accept"), &[("file", &number)]).await;
    let here = here(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let page = person.upload(&here, &[], ("b.xlsx", &ours)).await.text();
    assert!(page.contains("giống hệt biểu của một đơn vị khác"), "{page}");
    assert!(!page.contains(&other.unit_name), "the neighbour is named");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.upload(&here, &[], ("b.xlsx", &ours)).await.text();
    assert!(page.contains(&format!("giống hệt biểu của {}", other.unit_name)), "{page}");
}

#[tokio::test]
async fn the_entry_page_proposes_the_figure_that_fits() {
    let world = World::open().await;
    let here = here(&world).await;
    let part = here.replace("/workbook", "/parts/T3");
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = last_year(&world, CELLS[1]).await;
    let typed = (before * 10).to_string();
    let saved = person.cell(&part, CELLS[1], &typed, 0).await.json();
    let fixes: Vec<&str> = saved["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["fix"].as_str())
        .collect();
    assert_eq!(fixes.len(), 1, "{saved}");
    let page = person.get(&part).await.text();
    let button = format!("Sửa thành {}", fixes[0]);
    assert!(page.contains(&button), "{page}");
    let name = format!("cell:{}:{}", CELLS[1].0, CELLS[1].1);
    let fix = format!("{}:{}:{}", CELLS[1].0, CELLS[1].1, fixes[0]);
    let seen = crate::draft::seen(&page);
    person.post(&part, &[(&name, &typed), ("fix", &fix), ("seen", &seen)]).await.went_to(&part);
    assert_eq!(held(&world, CELLS[1]).await, Some(before));
}
