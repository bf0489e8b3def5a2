//! The page that takes in many files: looked through first, written on a yes, left and found again.

use std::io::Write;

use actions::workbook::queue;
use jiff::SignedDuration;

use crate::{
    harness::{Person, World},
    workbook::{CELLS, UNIT, figure, file, held, text},
};

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The page of a run once nobody works on it any more.
async fn settled(person: &Person<'_>, here: &str) -> String {
    for _ in 0..400 {
        let page = person.get(here).await.text();
        if !page.contains("<progress") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the run never ends");
}

#[tokio::test]
async fn files_are_looked_through_and_written_on_a_yes() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let good = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    let doubtful = file(&world, "h-412", &[(CELLS[1], text("412 người"))]).await;
    let zip =
        zip_of(&[("a.xlsx", &good), ("b.xlsx", &doubtful), ("c.csv", b"x"), ("d.zip", b"PK")]);
    let nothing = desk.upload("/imports", &[], ("", b"")).await;
    assert!(nothing.text().contains("BOOK-012"), "{}", nothing.text());
    desk.upload("/imports", &[("strict", "1")], ("bieu.zip", &zip)).await;
    let page = settled(&desk, "/imports/1").await;
    for words in [
        "Đã xem trước, chưa ghi",
        "Nạp được (1)",
        "Giữ lại chờ xem (1)",
        "Số đề xuất: 412",
        "Không nhận (2)",
        "Tệp CSV",
        "Giải nén tệp đó",
        "Ghi các tệp nạp được",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(held(&world, CELLS[0]).await, None, "looking writes nothing");
    desk.post("/imports/1/write", &[]).await;
    let page = settled(&desk, "/imports/1").await;
    assert!(page.contains("Đã ghi xong") && page.contains("ghi 1, không đổi 0"), "{page}");
    assert_eq!(held(&world, CELLS[0]).await, Some(12));
    desk.post("/imports/1/write", &[]).await.refused(422, "BOOK-014");
    assert!(desk.get("/imports").await.text().contains("Đã ghi xong"));
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{verified:?}");
}

#[tokio::test]
async fn a_run_that_was_left_behind_is_gone_on_with_and_one_may_be_cancelled() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let good = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    desk.upload("/imports", &[], ("a.xlsx", &good)).await;
    settled(&desk, "/imports/1").await;
    // As if the program had stopped in the middle.
    world.arrange("UPDATE import_run SET state = 'looking', beat = ''").await;
    world.arrange("UPDATE import_file SET outcome = 'waiting'").await;
    let now = world.state.clock.now();
    assert!(queue::is_left(&world.state.store, now).await.unwrap());
    let gone_on = queue::resume(&world.state.store, &world.state.catalog, || now).await.unwrap();
    assert_eq!(gone_on, 1);
    assert!(settled(&desk, "/imports/1").await.contains("Nạp được (1)"));
    // Whoever was heard of a moment ago is at work: nobody else begins.
    let beat = store::submission::stamp(now - SignedDuration::from_secs(5));
    world.arrange(&format!("UPDATE import_run SET state = 'looking', beat = '{beat}'")).await;
    assert!(!queue::is_left(&world.state.store, now).await.unwrap());
    desk.post("/imports/1/cancel", &[]).await;
    let page = desk.get("/imports/1").await.text();
    assert!(page.contains("Đã hủy") && !page.contains("Ghi các tệp"), "{page}");
}

#[tokio::test]
async fn only_those_who_take_in_for_others_find_the_page() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let good = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    desk.upload("/imports", &[], ("a.xlsx", &good)).await;
    settled(&desk, "/imports/1").await;
    for account in ["quynhluu.chuyenvien", "noi-vu.chuyenvien"] {
        let person = world.sign_in(account).await;
        person.get("/imports").await.refused(404, "ACC-001");
        person.get("/imports/1").await.refused(404, "ACC-001");
        person.post("/imports/1/write", &[]).await.refused(403, "ACC-002");
    }
    // Another who may has runs of their own.
    let keeper = world.sign_in("quantri").await;
    keeper.get("/imports/1").await.refused(404, "ACC-001");
    assert!(!keeper.get("/imports").await.text().contains("/imports/1"));
}
