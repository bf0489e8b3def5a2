//! Figures whose sum leaves 64 bits, a slip of unit at several units: pages open and say which form and row.

use actions::part;
use domain::access::Sight;

use crate::harness::{ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

/// Makes every accepted figure of one cell under an office as large as can be.
async fn swell(world: &World, receiver: i64, (form, row, column): (&str, &str, &str)) {
    world
        .arrange(&format!(
            "UPDATE value SET amount = {} WHERE amount IS NOT NULL AND cell_id = (SELECT id FROM cell \
             WHERE form = '{form}' AND row_code = '{row}' AND column_code = '{column}') \
             AND version_id IN (SELECT s.accepted_version_id FROM submission s \
             JOIN round r ON r.id = s.round_id WHERE r.code = '{ROUND}' AND s.receiver_id = {receiver})",
            i64::MAX
        ))
        .await;
}

#[tokio::test]
async fn a_district_opens_its_form_and_reads_what_is_too_large() {
    let world = World::open().await;
    let key = "h-424";
    let row = world.submission(ROUND, key).await;
    let mut reader = world.state.store.reader();
    let seen = (&row, Sight::Whole);
    let parts = part::load_all(&mut reader, &world.state.catalog, seen).await.unwrap();
    let (_, t3) = parts.iter().find(|(form, _)| form.code == "T3").unwrap();
    let (place, _) = t3.shares.iter().find(|(_, share)| share.units > 1).unwrap();
    swell(&world, row.submission.unit.0, ("T3", &place.0, &place.1)).await;

    let person = world.sign_in(&world.login(key, ".chuyenvien").await).await;
    let here = format!("/submissions/{}", row.submission.id.0);
    let page = person.get(&format!("{here}/parts/T3")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("NUM-002") && page.text().contains("xã: số quá lớn"));
    for path in [here.clone(), "/".to_owned(), format!("/rounds/{ROUND}")] {
        assert_eq!(person.get(&path).await.status, 200, "{path}");
    }
    assert_eq!(person.get(&format!("/consolidations/{ROUND}/T3")).await.status, 200);
    // Nothing is signed over it.
    let found = part::findings(&mut reader, &world.state.catalog, &row).await.unwrap().0;
    assert!(found.iter().any(|found| found.code == "NUM-002" && found.row == place.0));
    assert!(!domain::finding::passes(&found));
}

#[tokio::test]
async fn totals_open_and_a_report_says_why_it_cannot_be_made() {
    let world = World::open().await;
    let cell = "SELECT v.cell_id FROM submission s JOIN round r ON r.id = s.round_id \
        JOIN value v ON v.version_id = s.accepted_version_id JOIN cell c ON c.id = v.cell_id \
        JOIN unit u ON u.id = s.unit_id WHERE r.code = 'R-STR-2023' AND s.receiver_id = ";
    let lead = world.state.lead.0;
    let cell = world
        .count(&format!(
            "{cell}{lead} AND u.kind = 'district' AND c.form = 'T3' AND v.amount > 0 \
             GROUP BY v.cell_id HAVING COUNT(*) > 1 ORDER BY v.cell_id LIMIT 1"
        ))
        .await;
    let row = world.text(&format!("SELECT row_code FROM cell WHERE id = {cell}")).await;
    let column = world.text(&format!("SELECT column_code FROM cell WHERE id = {cell}")).await;
    world
        .arrange(&format!(
            "UPDATE value SET amount = {} WHERE cell_id = {cell} AND version_id IN \
             (SELECT accepted_version_id FROM submission WHERE receiver_id = {lead})",
            i64::MAX
        ))
        .await;
    let desk = world.sign_in(DESK).await;
    let here = "/consolidations/R-STR-2023/T3";
    let page = desk.get(here).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let told = page.text();
    assert!(told.contains("Biểu T3, dòng") && told.contains("NUM-002"), "{told}");
    assert!(told.contains("quá lớn</a>"), "the cell leads to where it comes from: {told}");
    for path in [
        format!("{here}?mode=tam-tinh"),
        format!("{here}?view=hai-phan&cell={row}%7C{column}"),
        "/rounds/R-STR-2023".to_owned(),
        "/indicators".to_owned(),
    ] {
        let page = desk.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
    }
    desk.get("/reports/R-STR-2023/lead").await.refused(422, "NUM-002");
}
