//! The desk's and the units' paper work: signed files, estimates, versions, last year's figures.

use domain::submission::State;

use crate::harness::{PDF, ROUND, World};

/// A district whose report of the round was accepted and holds an estimate.
async fn estimated(world: &World) -> (i64, i64, String) {
    let sql = format!(
        "SELECT s.id FROM submission s JOIN round r ON r.id = s.round_id \
         JOIN unit u ON u.id = s.unit_id JOIN value v ON v.version_id = s.accepted_version_id \
         WHERE r.code = '{ROUND}' AND u.kind = 'district' AND v.status = 'estimate' \
         ORDER BY s.id LIMIT 1"
    );
    let id = world.count(&sql).await;
    let cell = world
        .count(&format!(
            "SELECT min(v.cell_id) FROM value v JOIN submission s \
             ON s.accepted_version_id = v.version_id WHERE s.id = {id} AND v.status = 'estimate'"
        ))
        .await;
    let key = world
        .text(&format!(
            "SELECT u.key FROM unit u JOIN submission s ON s.unit_id = u.id WHERE s.id = {id}"
        ))
        .await;
    (id, cell, key)
}

#[tokio::test]
async fn a_signed_file_is_kept_beside_its_version_to_the_byte() {
    let world = World::open().await;
    let (id, _, key) = estimated(&world).await;
    let login = world.login(&key, ".chuyenvien").await;
    let person = world.sign_in(&login).await;
    let to = format!("/submissions/{id}/paper");
    let facts = [("number", "215/BC-UBND"), ("date", "2024-12-02"), ("signer", "Phó Chủ tịch")];
    let pdf = PDF;
    person.upload(&to, &facts, ("bao-cao.pdf", pdf)).await.went_to(&format!("/submissions/{id}"));
    let page = person.get(&format!("/submissions/{id}")).await.text();
    assert!(page.contains("Số 215/BC-UBND ngày 02/12/2024, Phó Chủ tịch"), "{page}");
    assert!(page.contains("Không có chữ ký số: bản quét?"), "{page}");
    let kept = person.get(&format!("{to}/1")).await;
    assert_eq!(kept.bytes, pdf);
    assert!(kept.header("content-disposition").starts_with("attachment"));
    // The receiving office reads it, another district does not.
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    assert_eq!(desk.get(&format!("{to}/1")).await.bytes, pdf);
    let other = if key == "h-421" { "h-425" } else { "h-421" };
    let other = world.login(other, ".chuyenvien").await;
    world.sign_in(&other).await.get(&format!("{to}/1")).await.refused(404, "ACC-001");
}

/// What was recorded of a version is replaced with a reason, and with the file that bears the other number.
#[tokio::test]
async fn a_recorded_paper_is_replaced_with_a_reason_and_its_own_file() {
    let world = World::open().await;
    let (id, _, key) = estimated(&world).await;
    let person = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let (here, to) = (format!("/submissions/{id}"), format!("/submissions/{id}/paper"));
    let first = [("number", "215/BC-UBND"), ("date", "2024-12-02"), ("signer", "Phó Chủ tịch")];
    person.upload(&to, &first, ("bao-cao.pdf", PDF)).await.went_to(&here);
    // The same again is nothing new.
    person.upload(&to, &first, ("bao-cao.pdf", PDF)).await.went_to(&here);
    let why = ("reason", "Văn thư cấp lại số.");
    let other = [("number", "999/BC-UBND"), ("date", "2024-12-01"), ("signer", "Phó Chủ tịch")];
    person.upload(&to, &other, ("moi.pdf", PDF)).await.refused(422, "SUB-044");
    let with = |why| [&other[..], &[why]].concat();
    person.upload(&to, &with(("reason", ".")), ("moi.pdf", PDF)).await.refused(422, "SUB-044");
    person.upload(&to, &with(why), ("", b"")).await.refused(422, "SUB-045");
    person.upload(&to, &with(why), ("moi.pdf", PDF)).await.went_to(&here);
    let page = person.get(&here).await.text();
    assert!(page.contains("thay 215/BC-UBND ngày 02/12/2024, Phó Chủ tịch"), "{page}");
}

#[tokio::test]
async fn what_is_no_signed_report_is_refused_and_nothing_is_written() {
    let world = World::open().await;
    let (id, _, key) = estimated(&world).await;
    let login = world.login(&key, ".chuyenvien").await;
    let person = world.sign_in(&login).await;
    let to = format!("/submissions/{id}/paper");
    let before = world.writings().await;
    let facts = [("number", "215/BC-UBND"), ("date", "2024-12-02")];
    person.upload(&to, &facts, ("x.pdf", b"MZ\x90")).await.refused(422, "SUB-019");
    for broken in [b"%PDF-1.7\nnot really\n%%EOF".as_slice(), &PDF[..80]] {
        person.upload(&to, &facts, ("x.pdf", broken)).await.refused(422, "SUB-034");
    }
    let ahead = [("number", "215/BC-UBND"), ("date", "2025-12-02")];
    person.upload(&to, &ahead, ("x.pdf", b"%PDF-1.7")).await.refused(422, "SUB-017");
    let bare = [("number", " "), ("date", "2024-12-02")];
    person.upload(&to, &bare, ("x.pdf", b"%PDF-1.7")).await.refused(422, "SUB-017");
    let large = vec![b'a'; 21 * 1024 * 1024];
    person.upload(&to, &facts, ("x.pdf", &large)).await.refused(422, "WEB-004");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn an_estimate_keeps_both_figures_and_a_large_difference_is_listed() {
    let world = World::open().await;
    let (id, cell, key) = estimated(&world).await;
    let login = world.login(&key, ".chuyenvien").await;
    let person = world.sign_in(&login).await;
    let to = format!("/submissions/{id}/true-up");
    let number = cell.to_string();
    person.post(&to, &[("cell", &number), ("figure", "mười")]).await.refused(422, "NUM-");
    person.post(&to, &[("cell", "1"), ("figure", "3")]).await.refused(404, "ACC-001");
    let signed = format!(
        "SELECT v.amount FROM value v JOIN submission s ON s.accepted_version_id = v.version_id \
         WHERE s.id = {id} AND v.cell_id = {cell}"
    );
    let before = world.count(&signed).await;
    let actual = (before / 10_000 * 2 + 3).to_string();
    let fields = [("cell", number.as_str()), ("figure", actual.as_str())];
    person.post(&to, &fields).await.went_to(&format!("/submissions/{id}"));
    assert_eq!(world.count(&signed).await, before, "the signed figure stays");
    assert_eq!(world.stage(id).await, State::Accepted);
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.get(&format!("/rounds/{ROUND}/estimates")).await.text();
    assert!(page.contains("1 lệch từ 10% trở lên"), "{page}");
    person.get(&format!("/rounds/{ROUND}/last-year")).await.refused(404, "ACC-001");
}

/// What was told stands in history, and is held against the figures beside it.
#[tokio::test]
async fn actual_figures_keep_the_rules_of_their_form_and_their_history() {
    let world = World::open().await;
    let (id, _, key) = estimated(&world).await;
    let person = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let tell = async |column: &str, figure: &str| {
        let cell = format!(
            "SELECT v.cell_id FROM value v JOIN submission s ON s.accepted_version_id = v.version_id \
             JOIN cell c ON c.id = v.cell_id WHERE s.id = {id} AND v.status = 'estimate' \
             AND c.row_code = 'long_ghep' AND c.column_code = '{column}'"
        );
        let cell = world.count(&cell).await.to_string();
        let to = format!("/submissions/{id}/true-up");
        person.post(&to, &[("cell", cell.as_str()), ("figure", figure)]).await
    };
    let here = format!("/submissions/{id}");
    tell("nguoi", "100").await.went_to(&here);
    // Nothing is known of the men yet that the women could be held against.
    tell("nu", "200").await.went_to(&here);
    tell("nam", "40").await.refused(422, "SUB-043");
    tell("nu", "60").await.went_to(&here);
    tell("nam", "50").await.refused(422, "SUB-043");
    tell("nam", "40").await.went_to(&here);
    tell("nguoi", "110").await.refused(422, "SUB-043");
    tell("nam", "").await.went_to(&here);
    tell("nguoi", "110").await.went_to(&here);
    tell("nam", "50").await.went_to(&here);
    tell("nam", "").await.went_to(&here);
    tell("nam", "").await.refused(422, "NUM-");
    tell("cuoc", "0").await.refused(422, "SUB-043");
    tell("cuoc", "3").await.went_to(&here);
    tell("cuoc", "4").await.went_to(&here);
    let said =
        format!("SELECT message FROM event WHERE submission_id = {id} ORDER BY id DESC LIMIT 1");
    let said = world.text(&said).await;
    assert!(said.contains("thực tế 4, trước đó ghi 3") && said.contains("Biểu T4"), "{said}");
}

#[tokio::test]
async fn a_returned_report_shows_what_its_second_version_changed() {
    let world = World::open().await;
    let id = world
        .count("SELECT min(id) FROM submission WHERE versions = 2 AND state <> 'returned'")
        .await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let second = desk.get(&format!("/submissions/{id}/versions/2")).await.text();
    assert!(second.contains("chỗ khác với bản 1"), "no differences are shown");
    let first = desk.get(&format!("/submissions/{id}/versions/1")).await.text();
    assert!(!first.contains("/accept"), "an old version cannot be accepted");
    let (_, lead) = first.split_once(r#"<p class="lead">"#).unwrap();
    assert!(lead.split("</p>").next().unwrap().contains("Trả lại"), "its own fate: {lead}");
    desk.get(&format!("/submissions/{id}/versions/3")).await.refused(404, "ACC-001");
}
