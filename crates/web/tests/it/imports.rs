//! The page that takes in many files: looked through first, written on a yes, left and found again.

use std::io::Write;

use actions::workbook::queue;
use jiff::SignedDuration;

use crate::{
    bad_input::OPEN,
    harness::{Person, World},
    workbook::{CELLS, UNIT, figure, file, file_of, held, text},
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
    let doubtful = file(&world, "h-412", &[(CELLS[1], text("412 phiếu"))]).await;
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
        "dòng ",
        "cột “",
        "<summary>",
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
    assert!(!queue::is_idle(&world.state.store, 1, now).await.unwrap());
    let later = now + SignedDuration::from_secs(60);
    assert!(queue::is_idle(&world.state.store, 1, later).await.unwrap());
    assert!(!queue::is_idle(&world.state.store, 2, later).await.unwrap(), "there is no such run");
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
    for account in ["xa-17149", "noi-vu.chuyenvien", "quynhluu.thamdinh"] {
        let person = world.sign_in(account).await;
        person.get("/imports").await.refused(404, "ACC-001");
        person.get("/imports/1").await.refused(404, "ACC-001");
        person.post("/imports/1/write", &[]).await.refused(403, "ACC-002");
    }
    // Another who may has runs of their own.
    let second = world.sign_in("ldtbxh.chuyenvien2").await;
    second.get("/imports/1").await.refused(404, "ACC-001");
    assert!(!second.get("/imports").await.text().contains("/imports/1"));
    // Who keeps the system reads no reports, nor what a file is compared with.
    let keeper = world.sign_in("quantri").await;
    keeper.get("/imports").await.refused(404, "ACC-001");
}

/// A place of a commune's table on violence.
const SENSITIVE_UNIT: &str = "x-17149";

#[tokio::test]
async fn a_restricted_table_of_a_commune_is_neither_compared_nor_written() {
    let world = World::open().await;
    let row = world.submission(OPEN, SENSITIVE_UNIT).await;
    let form = actions::part::form(&world.state.catalog, "T5").unwrap();
    let asked = actions::part::asked(form, row.asked_unit());
    let (line, column) = asked.first().unwrap();
    let place = (line.as_str(), column.as_str());
    let id = row.submission.id.0;
    let commune = world.sign_in("xa-17149").await;
    let saved = commune.cell(&format!("/submissions/{id}/parts/T5"), place, "2", 0).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let stands = format!(
        "SELECT SUM(d.revision * 1000 + d.amount / 10000) FROM draft_cell d JOIN cell c \
         ON c.id = d.cell_id WHERE d.submission_id = {id} AND c.form = 'T5'"
    );
    let before = world.count(&stands).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let mut answers = Vec::new();
    for probe in 1..=3 {
        let bytes = file_of(&world, SENSITIVE_UNIT, &[("T5", &[(place, figure(probe))])]).await;
        desk.upload("/imports", &[("overwrite", "1")], ("a.xlsx", &bytes)).await;
        let here = format!("/imports/{probe}");
        let page = settled(&desk, &here).await;
        assert!(page.contains("số liệu hạn chế phổ biến, tài khoản này không được xem"), "{page}");
        assert!(page.contains("Không nhận (1)") && !page.contains("Nạp được"), "{page}");
        desk.post(&format!("{here}/write"), &[]).await;
        settled(&desk, &here).await;
        let (_, told) = page.split_once("a.xlsx").unwrap();
        answers.push(told.split("</section>").next().unwrap().to_owned());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    // What stands beside it in the file is taken.
    let open = [(CELLS[0], figure(4))];
    let both = [("T5", &[(place, figure(3))][..]), ("T3", &open[..])];
    let bytes = file_of(&world, SENSITIVE_UNIT, &both).await;
    desk.upload("/imports", &[("overwrite", "1")], ("b.xlsx", &bytes)).await;
    assert!(settled(&desk, "/imports/4").await.contains("sẽ ghi 1, không đổi 0"));
    desk.post("/imports/4/write", &[]).await;
    let page = settled(&desk, "/imports/4").await;
    assert!(page.contains("ghi 1, không đổi 0") && page.contains("BOOK-210"), "{page}");
    assert_eq!(world.count(&stands).await, before, "the table on violence stands as it was");
}

#[tokio::test]
async fn a_district_takes_in_files_of_its_own_communes_alone() {
    let world = World::open().await;
    let district = world.sign_in("quynhluu.chuyenvien").await;
    let list = district.get("/imports").await.text();
    assert!(list.contains("các xã nộp báo cáo cho huyện"), "{list}");
    assert!(district.get("/submissions").await.text().contains("/imports"));
    let own = file(&world, SENSITIVE_UNIT, &[(CELLS[0], figure(12))]).await;
    let of_district = file(&world, "h-421", &[(CELLS[0], figure(3))]).await;
    let neighbour = file(&world, "h-412", &[(CELLS[0], figure(4))]).await;
    let other = world.submission(OPEN, "x-16669").await;
    let foreign = file(&world, &other.unit_key, &[(CELLS[0], figure(5))]).await;
    let zip = zip_of(&[
        ("xa.xlsx", &own),
        ("huyen.xlsx", &of_district),
        ("vinh.xlsx", &neighbour),
        ("xa-khac.xlsx", &foreign),
    ]);
    let mut held = Vec::new();
    for unit in ["h-421", "h-412", other.unit_key.as_str()] {
        let id = world.submission(OPEN, unit).await.submission.id.0;
        let sql = format!(
            "SELECT COALESCE(SUM(amount), 0) + COUNT(amount) FROM draft_cell WHERE submission_id = {id}"
        );
        held.push((world.count(&sql).await, sql));
    }
    district.upload("/imports", &[("overwrite", "1")], ("bieu.zip", &zip)).await;
    let page = settled(&district, "/imports/1").await;
    for words in ["Nạp được (1)", "Không nhận (3)", "BOOK-221", "Thành phố Vinh", &other.unit_name]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    district.post("/imports/1/write", &[]).await;
    let page = settled(&district, "/imports/1").await;
    assert!(page.contains("ghi 1, không đổi 0"), "{page}");
    // Nobody else's run, and no report but the commune's was written in.
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    desk.get("/imports/1").await.refused(404, "ACC-001");
    for (before, sql) in held {
        assert_eq!(world.count(&sql).await, before, "{sql}");
    }
}

#[tokio::test]
async fn who_may_not_is_refused_before_the_file_is_read() {
    let world = World::open().await;
    let person = world.sign_in("noi-vu.chuyenvien").await;
    // A body that never ends well would be told as such, were it read.
    let broken = person.json_bare("/imports", "multipart/form-data; boundary=x", "no part").await;
    broken.refused(404, "ACC-001");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let broken = desk.json_bare("/imports", "multipart/form-data; boundary=x", "no part").await;
    broken.refused(422, "WEB-004");
}

#[tokio::test]
async fn an_empty_workbook_is_told_as_such_and_leaves_nothing() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let bytes = file(&world, UNIT, &[]).await;
    desk.upload("/imports", &[], ("trong.xlsx", &bytes)).await;
    let page = settled(&desk, "/imports/1").await;
    assert!(page.contains("Tệp trống (1)") && !page.contains("Nạp được"), "{page}");
    let title = world.submission(OPEN, UNIT).await.round_title;
    assert!(page.contains(&title), "the round by its title: {page}");
}

#[tokio::test]
async fn a_run_of_a_closed_account_ends_and_files_nobody_took_up_are_forgotten() {
    let world = World::open().await;
    let good = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    for (login, run) in [("ldtbxh.chuyenvien", 1), ("ldtbxh.chuyenvien2", 2)] {
        let desk = world.sign_in(login).await;
        desk.upload("/imports", &[], ("a.xlsx", &good)).await;
        settled(&desk, &format!("/imports/{run}")).await;
    }
    world.arrange("UPDATE import_run SET state = 'looking', beat = ''").await;
    world.arrange("UPDATE import_file SET outcome = 'waiting'").await;
    world.arrange("UPDATE officer SET active = 0 WHERE login = 'ldtbxh.chuyenvien'").await;
    let (store, catalog) = (&world.state.store, &world.state.catalog);
    let now = world.state.clock.now();
    assert_eq!(queue::resume(store, catalog, || now).await.unwrap(), 1);
    let stage = async |run: i64| {
        world.text(&format!("SELECT state FROM import_run WHERE id = {run}")).await
    };
    assert_eq!((stage(1).await.as_str(), stage(2).await.as_str()), ("cancelled", "looked"));
    let kept = "SELECT SUM(length(content)) FROM import_file WHERE run_id = ";
    assert_eq!(world.count(&format!("{kept}1")).await, 0);
    assert!(world.count(&format!("{kept}2")).await > 0);
    let later = now + SignedDuration::from_hours(24 * 8);
    assert_eq!(queue::expire(store, later).await.unwrap(), 1);
    assert_eq!(world.count(&format!("{kept}2")).await, 0);
}
