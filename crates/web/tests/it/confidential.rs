//! What is close stays close: sensitive tables, the keeper of the system, the log, and what was signed.

use actions::{report, totals, verify::verify};
use domain::{access::Sight, series::Body, submission::SubmissionId};

use crate::harness::{PDF, ROUND, World};

/// The yearly round whose reports hold the table on violence.
const YEAR: &str = "R-STR-2023";
/// A row of that table, as it is printed.
const VICTIMS: &str = "Người bị bạo lực được phát hiện";

/// The report of a unit in that round.
async fn yearly(world: &World, condition: &str) -> i64 {
    let sql = format!(
        "SELECT MIN(s.id) FROM submission s JOIN round r ON r.id = s.round_id \
         JOIN unit u ON u.id = s.unit_id JOIN unit d ON d.id = s.receiver_id \
         WHERE r.code = '{YEAR}' AND s.state = 'accepted' AND {condition}"
    );
    world.count(&sql).await
}

#[tokio::test]
async fn a_sensitive_table_of_a_commune_is_printed_for_its_reviewer_only() {
    let world = World::open().await;
    let id = yearly(&world, "u.kind = 'commune' AND d.key = 'h-421'").await;
    let here = format!("/submissions/{id}/report");
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    assert!(reviewer.get(&here).await.text().contains(VICTIMS));
    for login in ["ubnd.lanhdao", "ldtbxh.chuyenvien"] {
        let person = world.sign_in(login).await;
        let page = person.get(&here).await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains(VICTIMS), "{login}");
        assert!(page.text().contains("số liệu hạn chế phổ biến"), "{login} is told");
        for door in ["", "/review", "/versions/1", "/receipt"] {
            let text = person.get(&format!("/submissions/{id}{door}")).await.text();
            assert!(!text.contains(VICTIMS), "{login} {door}");
        }
        person.get(&format!("/submissions/{id}/parts/T5")).await.refused(403, "ACC-010");
    }
    // The files are written from the same draft.
    let mut reader = world.state.store.reader();
    let row = store::submission::load(&mut reader, &world.scope(), SubmissionId(id)).await;
    let row = row.unwrap().unwrap();
    let titles = async |sight| {
        let mut reader = world.state.store.reader();
        let (what, when) = ((&row, sight, Body::Organ), (world.state.clock.now(), true));
        let draft = report::of_submission(&mut reader, &world.state.catalog, what, when).await;
        let appendices = draft.unwrap().manuscript.appendices;
        appendices.into_iter().map(|appendix| appendix.title).collect::<Vec<_>>()
    };
    let (whole, open) = (titles(Sight::Whole).await, titles(Sight::WithoutSensitive).await);
    assert_eq!(whole.len(), open.len() + 1);
    assert!(!open.iter().any(|title| title.contains("T5")), "{open:?}");
}

#[tokio::test]
async fn a_signed_file_and_an_issued_report_are_as_close_as_their_tables() {
    let world = World::open().await;
    let id = yearly(&world, "u.key = 'h-421'").await;
    let signer = world.sign_in("quynhluu.lanhdao").await;
    let facts = [("number", "215/BC-UBND"), ("date", "2024-12-02"), ("signer", "Phó Chủ tịch")];
    let to = format!("/submissions/{id}/paper");
    signer.upload(&to, &facts, ("x.pdf", PDF)).await;
    let issue = format!("/submissions/{id}/report/issue");
    let named = world.signer(world.unit("h-421").await, Body::Organ).await;
    let answer = signer.post(&issue, &[("way", "electronic"), ("signer", named.as_str())]).await;
    let document = answer.header("location");
    assert!(document.starts_with("/documents/"), "{} {}", answer.status, answer.text());
    let leader = world.sign_in("ubnd.lanhdao").await;
    leader.get(&format!("{to}/1")).await.refused(403, "ACC-010");
    leader.get(&document).await.refused(404, "ACC-001");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    assert_eq!(desk.get(&format!("{to}/1")).await.status, 200, "the reviewer reads it");
    assert_eq!(desk.get(&document).await.status, 200);
}

#[tokio::test]
async fn no_masked_count_of_the_province_follows_from_its_neighbours() {
    let world = World::open().await;
    let form = actions::part::form(&world.state.catalog, "T5").unwrap();
    let Some(table) = form.table() else { panic!("a table") };
    let mut reader = world.state.store.reader();
    let mut masked = 0;
    for round in store::round::list(&mut reader).await.unwrap() {
        for provisional in [false, true] {
            let lead = world.state.lead;
            let found = totals::load(&mut reader, form, round.id, lead, provisional).await.unwrap();
            assert!(found.totals.is_empty() && found.territory.current.is_empty());
            for row in table.rows.iter().filter(|row| row.not_applicable.len() < 5) {
                let hidden = ["tong", "nu", "nam"]
                    .iter()
                    .filter(|column| found.all.is_hidden("T5", &row.code, column))
                    .count();
                assert_ne!(hidden, 1, "{} {}: the third follows", round.code, row.code);
                masked += hidden;
            }
        }
    }
    assert!(masked > 0, "the demonstration holds small counts");
    let leader = world.sign_in("ubnd.lanhdao").await;
    let page = leader.get(&format!("/consolidations/{YEAR}/T5")).await.text();
    assert!(page.contains('…') && !page.contains("tam-tinh"), "{page}");
    let unit = world.unit("h-421").await.0;
    let below = format!("/consolidations/{YEAR}/T5?unit={unit}");
    leader.get(&below).await.refused(403, "ACC-010");
}

#[tokio::test]
async fn districts_of_a_sensitive_form_are_masked_and_the_way_ends_there() {
    let world = World::on("2024-12-27T01:15:00Z").await;
    let form = actions::part::form(&world.state.catalog, "T5").unwrap();
    let round = store::round::by_code(&mut world.state.store.reader(), "R-STR-2023").await.unwrap();
    let place = (round.unwrap().id, world.state.lead);
    let mut reader = world.state.store.reader();
    let areas = world.state.totals.masked_areas(&mut reader, form, place).await.unwrap();
    let four = rust_decimal::Decimal::from(4);
    let (mut shown, mut hidden) = (0, 0);
    for figures in areas.values() {
        let cells = figures.current["T5"].values();
        assert!(cells.clone().all(|value| value.is_zero() || *value > four), "a small count");
        shown += cells.filter(|value| !value.is_zero()).count();
        hidden += figures.hidden["T5"].len();
    }
    // What is small somewhere is hidden everywhere; the counts that matter most stand.
    assert!(shown >= areas.len() * 8 && hidden > 0, "{shown} shown, {hidden} hidden");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let cell = "/consolidations/R-STR-2023/T5?cell=nguoi_bi%7Ctong";
    let page = desk.get(cell).await.text();
    let origin = page.split("id=\"goc\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(origin.contains("Huyện Quỳnh Lưu") && !origin.contains("/submissions/"), "{origin}");
    let indicator = "/indicators/3.2a?year=2023";
    assert!(desk.get(indicator).await.text().contains("class=\"chart tiles\""));
    // A district sees the province's value, and of the others nothing.
    let district = world.sign_in("quynhluu.thamdinh").await;
    let page = district.get(indicator).await.text();
    assert!(!page.contains("Huyện Anh Sơn") && page.contains("nơi nhận báo cáo và cấp trên"));
    let file = district.get(&format!("{indicator}&as=xlsx")).await;
    assert!(!crate::printout::words(&file.bytes).contains("Huyện Anh Sơn"));
}

#[tokio::test]
async fn who_only_keeps_the_system_reads_nothing_of_reports() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    let own = format!("/submissions/{}", yearly(&world, "u.key = 's-ldtbxh'").await);
    let doors = ["", "/parts/T2", "/report", "/report/pdf", "/workbook/file", "/receipt"];
    let reports = doors.iter().map(|door| format!("{own}{door}"));
    let others = [
        "/submissions",
        "/rounds",
        "/consolidations",
        "/consolidations/R-STR-2023/T5",
        "/indicators",
        "/indicators/3.2a",
        "/reports",
        "/documents/outgoing",
        "/documents/1",
        "/documents/incoming",
        "/compositions",
        "/mappings",
    ];
    for door in reports.chain(others.map(ToOwned::to_owned)) {
        keeper.get(&door).await.refused(404, "ACC-001");
    }
    for door in ["/", "/officers", "/units", "/confirmations", "/system", "/audit", "/plan"] {
        let page = keeper.get(door).await;
        assert_eq!(page.status, 200, "{door}");
        assert!(!page.text().contains("href=\"/consolidations\""), "{door} leads nowhere");
    }
}

#[tokio::test]
async fn a_reviewer_of_the_lead_department_reviews_without_being_its_desk() {
    let world = World::open().await;
    world.arrange("DELETE FROM officer_role WHERE role = 'desk'").await;
    let person = world.sign_in("ldtbxh.chuyenvien").await;
    let waiting = world
        .count(
            "SELECT MIN(s.id) FROM submission s JOIN unit r ON r.id = s.receiver_id \
             JOIN unit u ON u.id = s.unit_id WHERE r.key = 's-ldtbxh' AND u.kind = 'district' \
             AND s.state IN ('submitted', 'in_review')",
        )
        .await;
    let page = person.get(&format!("/submissions/{waiting}/review")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(person.get("/").await.text().contains("Thẩm tra "));
    assert!(person.get(&format!("/rounds/{ROUND}")).await.text().contains("Quỳnh Lưu"));
    let accepted = person.post(&format!("/submissions/{waiting}/accept"), &[]).await;
    assert_eq!(accepted.status, 303, "{}", accepted.text());
}

#[tokio::test]
async fn the_log_tells_of_the_door_and_is_read_by_its_keeper_only() {
    let world = World::open().await;
    world.try_sign_in("ten-khong-co", "mat-khau-lo-tay").await;
    for _ in 0..5 {
        world.try_sign_in("noi-vu.chuyenvien", "mat-khau-lo-tay").await;
    }
    let keeper = world.sign_in("quantri").await;
    let page = keeper.get("/audit").await.text();
    for words in ["đăng nhập không được", "tạm khóa", "no_account"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let log = world.text("SELECT group_concat(verb || subject || detail) FROM audit").await;
    assert!(!log.contains("ten-khong-co") && !log.contains("lo-tay"));
    let only = "/audit?day=2024-12-03&officer=noi-vu.chuyenvien&verb=account.lock";
    let only = keeper.get(only).await.text();
    assert!(only.contains("1 dòng theo điều kiện"), "{only}");
    let file = keeper.get("/audit/xlsx?verb=account.lock").await;
    assert!(file.bytes.starts_with(b"PK"));
    for login in ["ldtbxh.chuyenvien", "ubnd.lanhdao", "quynhluu.lanhdao"] {
        world.sign_in(login).await.get("/audit").await.refused(404, "ACC-001");
    }
    // An act's line tells its values, never words.
    let id = yearly(&world, "u.key = 'h-421'").await;
    let line = format!(
        "SELECT detail FROM audit WHERE subject = 'submission/{id}' \
         AND verb = 'submission.submit' ORDER BY id DESC LIMIT 1"
    );
    assert!(world.text(&line).await.starts_with("version=1 digest="));
}

#[tokio::test]
async fn whatever_is_changed_behind_the_system_is_found() {
    let world = World::open().await;
    let untouched = verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(untouched.holds(), "{untouched:?}");
    assert_eq!(untouched.sums_corrected, [], "nobody adjusted anything");
    assert!(untouched.sums > 0 && untouched.versions > 1_000);
    assert_eq!((untouched.versions_unsealed, untouched.events.unsealed), (0, 0));
    let first = "(SELECT MIN(accepted_version_id) FROM submission)";
    let changes = [
        format!("UPDATE value SET amount = amount * 10 WHERE version_id = {first}"),
        format!("UPDATE version_text SET body = 'x' WHERE version_id = {first}"),
        format!("UPDATE submission_version SET digest = '' WHERE id = {first}"),
        "UPDATE event SET message = 'x' WHERE id = (SELECT MIN(id) FROM event)".to_owned(),
        format!("UPDATE submission SET state = 'draft' WHERE accepted_version_id = {first}"),
        format!(
            "UPDATE submission SET accepted_version_id = NULL, accepted_version = NULL \
             WHERE accepted_version_id = {first}"
        ),
        "DELETE FROM audit WHERE id = (SELECT MAX(id) FROM audit)".to_owned(),
    ];
    for change in changes {
        let world = World::open().await;
        world.arrange(&change).await;
        let found = verify(&world.state.store, &world.state.catalog).await.unwrap();
        assert!(!found.holds(), "{change}");
    }
}

#[tokio::test]
async fn the_lead_department_is_not_told_to_sign_again_for_what_it_receives() {
    let world = World::open().await;
    let own = yearly(&world, "u.key = 's-ldtbxh'").await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.get(&format!("/submissions/{own}")).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("Tổng hợp đã cũ"), "{}", page.text());
    let parts = "SELECT count(*) FROM version_part p JOIN submission_version v \
        ON v.id = p.version_id JOIN submission s ON s.id = v.submission_id \
        JOIN unit u ON u.id = s.unit_id WHERE u.kind <> 'district'";
    assert_eq!(world.count(parts).await, 0);
}
