//! What the invented figures must be: of their year, and free of what a reviewer would send back.

use domain::{
    access::Sight,
    finding::Finding,
    form::Severity,
    submission::{SubmissionId, sentence_of},
};

use crate::harness::World;

#[tokio::test]
async fn the_year_played_to_its_end_is_a_year_of_its_own_without_open_faults() {
    let world = World::played("2024-12-27T01:15:00Z").await;
    figures_are_not_those_of_the_year_before(&world).await;
    what_was_accepted_is_without_open_faults(&world).await;
}

async fn figures_are_not_those_of_the_year_before(world: &World) {
    let pairs = "FROM value now JOIN submission s ON s.accepted_version_id = now.version_id \
        JOIN round r ON r.id = s.round_id AND r.code = 'R-STR-2024' \
        JOIN submission p ON p.round_id = r.previous_id AND p.unit_id = s.unit_id \
        JOIN value old ON old.version_id = p.accepted_version_id AND old.cell_id = now.cell_id \
        WHERE now.amount <> 0";
    let all = world.count(&format!("SELECT count(*) {pairs}")).await;
    let same = world.count(&format!("SELECT count(*) {pairs} AND now.amount = old.amount")).await;
    assert!(all > 40_000 && same * 100 < all * 70, "{same} of {all}");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.get("/indicators/6.1?year=2024").await.text();
    assert!(page.contains("Chưa đủ đơn vị") || page.contains("20/21"), "{page}");
}

/// Nothing accepted has an error, or a warning without its sentence.
async fn what_was_accepted_is_without_open_faults(world: &World) {
    let catalog = &world.state.catalog;
    let mut reader = world.state.store.reader();
    let accepted = "SELECT s.id FROM submission s JOIN round r ON r.id = s.round_id \
        WHERE s.state = 'accepted' AND r.year = 2024 AND r.code IN ('R-STR-2024', 'R-BAN12-2024')";
    let rows = store::db::Reads::fetch_all(&mut reader, accepted, &[]).await.unwrap();
    let mut open: Vec<String> = Vec::new();
    let mut said = 0;
    for row in &rows {
        let id = SubmissionId(row.int(0).unwrap());
        let row = store::submission::load(&mut reader, &world.scope(), id).await.unwrap().unwrap();
        let version = row.newest_version_id.unwrap();
        let seen = (&row, Sight::Whole);
        let parts = actions::part::of_version(&mut reader, catalog, seen, version).await.unwrap();
        for (_, part) in &parts {
            let has = |f: &&Finding| sentence_of(f, &part.explanations).is_some();
            said += part.findings.iter().filter(has).count();
            open.extend(part.findings.iter().filter(|f| !has(f)).map(|f| {
                let severity = if f.severity == Severity::Error { "lỗi" } else { "cảnh báo" };
                let (round, unit, code) = (&row.round, &row.unit_key, &f.code);
                format!("{round} {unit}: {severity} {code} {}/{}: {}", f.row, f.column, f.message)
            }));
        }
    }
    assert!(rows.len() > 900 && said > 20, "{} reports, {said} sentences", rows.len());
    assert!(open.is_empty(), "{}: {:#?}", open.len(), &open[..open.len().min(40)]);
}
