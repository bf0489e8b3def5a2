//! What a unit is asked for stands on its page, and nothing else is taken from it.

use actions::part::asked;
use domain::{form::RowKind, org_unit::OrgUnitKind};
use serde_json::json;
use web::grid::shown_columns;

use crate::{bad_input::OPEN, harness::World};

const BODY: &str = "s-noi-vu";

#[tokio::test]
async fn no_unit_is_asked_for_a_cell_that_its_page_does_not_show() {
    let world = World::open().await;
    let units = [
        (OrgUnitKind::Department, BODY),
        (OrgUnitKind::District, "h-421"),
        (OrgUnitKind::Commune, "x-17149"),
    ];
    for form in &world.state.catalog.forms {
        let Some(table) = form.table() else { continue };
        for unit in units {
            let shown = shown_columns(table, unit.0);
            for (row, column) in asked(form, unit) {
                let is_shown = shown.iter().any(|shown| shown.code == column);
                assert!(is_shown, "{}: {unit:?} is asked for {row}, {column}", form.code);
            }
        }
    }
}

#[tokio::test]
async fn a_body_of_the_province_fills_its_own_level_and_is_done() {
    let world = World::open().await;
    let id = world.submission(OPEN, BODY).await.submission.id.0;
    let person = world.sign_in("noi-vu.chuyenvien").await;
    let place = format!("/submissions/{id}/parts/T2");
    person.post(&place, &[("nil", "none")]).await;
    assert!(person.get(&place).await.text().contains("ô bắt buộc chưa có số"));
    person.post(&place, &[("nil", "all")]).await.went_to(&place);
    let page = person.get(&place).await.text();
    assert!(!page.contains("ô bắt buộc chưa có số"), "every box of the page is answered: {page}");
    // What belongs to the levels below is not taken, not even by a request made by hand.
    let change = json!({
        "row": "bch", "column": "xa.tong", "raw": "5", "status": "actual", "expected_revision": 0,
    });
    let answer = person.json(&format!("{place}/cells"), json!({ "changes": [change] })).await;
    assert!(!answer.text().contains(r#""saved":true"#), "{}", answer.text());
    let held = "SELECT count(*) FROM draft_cell d JOIN cell c ON c.id = d.cell_id \
        WHERE c.form = 'T2' AND c.column_code = 'xa.tong' AND d.amount IS NOT NULL";
    assert_eq!(world.count(&format!("{held} AND d.submission_id = {id}")).await, 0);
}

#[tokio::test]
async fn a_table_that_falls_silent_asks_for_a_sentence() {
    let world = World::open().await;
    let id = world.submission(OPEN, "h-421").await.submission.id.0;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let form = world.state.catalog.forms.iter().find(|form| form.code == "T7").unwrap();
    let rows = form.table().unwrap().rows.iter().filter(|row| row.kind == RowKind::Element);
    assert!(rows.count() > 0);
    let place = format!("/submissions/{id}/parts/T7");
    world.arrange(&format!("DELETE FROM draft_cell WHERE submission_id = {id}")).await;
    person.post(&place, &[("nil", "all")]).await.went_to(&place);
    let page = person.get(&place).await.text();
    assert!(page.contains("kỳ này cả biểu không phát sinh"), "{page}");
}

/// Nothing of the period before says so, and yet no district has as many.
#[tokio::test]
async fn a_figure_beyond_any_size_asks_for_a_sentence() {
    let world = World::open().await;
    let key = "h-421";
    let id = world.submission(OPEN, key).await.submission.id.0;
    let person = world.sign_in(&world.login(key, ".chuyenvien").await).await;
    let place = format!("/submissions/{id}/parts/T6");
    let cell = ("dia_chi", "so_luong");
    let told = person.cell(&place, cell, "90.000.000.000.000", 0).await.text();
    assert!(told.contains("T6-LON") && told.contains("(10.000.000)"), "{told}");
}
