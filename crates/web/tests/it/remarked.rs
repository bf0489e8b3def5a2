//! Remarks where they sit: on the cell, the tab, the part and beside the button, until they are met.

use crate::harness::{Person, ROUND, World};

const REMARK: (&str, &str) = ("Xem lại số lớp.", "chưa sửa, chưa trả lời");

/// A report that the desk has returned with a remark on one cell; its number and who mends it.
async fn returned(world: &World) -> (String, Person<'_>) {
    let lead = world.state.lead.0;
    let id = world
        .count(&format!(
            "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id \
             WHERE r.code = '{ROUND}' AND s.receiver_id = {lead} AND s.state = 'in_review'"
        ))
        .await;
    let here = format!("/submissions/{id}");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let fields = [("form", "T3"), ("row", "bdg"), ("column", "lop"), ("text", REMARK.0)];
    assert_eq!(desk.post(&format!("{here}/remarks"), &fields).await.status, 303);
    assert!(desk.get(&format!("{here}/review")).await.text().contains("said-mark"));
    let reason = [("reason", "Sửa theo ý kiến.")];
    desk.post(&format!("{here}/return"), &reason).await.went_to(&here);
    let unit = format!("JOIN submission s ON s.unit_id = u.id WHERE s.id = {id}");
    let key = world.text(&format!("SELECT u.key FROM unit u {unit}")).await;
    let person = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    (here, person)
}

#[tokio::test]
async fn a_remark_sits_on_its_cell_and_is_told_beside_the_button_until_the_cell_is_mended() {
    let world = World::open().await;
    let (here, person) = returned(&world).await;
    let page = person.get(&here).await.text();
    assert!(page.contains("<b>1 ý kiến</b>"), "the part is marked: {page}");
    assert!(page.contains(REMARK.1) && page.contains("Biểu T3, "), "{page}");
    let part = format!("{here}/parts/T3");
    let page = person.get(&part).await.text();
    let (_, cell) = page.split_once(r#"data-cell="bdg:lop""#).unwrap();
    assert!(cell.split("</td>").next().unwrap().contains("said-mark"), "the cell is marked");
    let (_, under) = cell.split_once("</tr>").unwrap();
    assert!(under.split("</tr>").next().unwrap().contains(REMARK.0), "the words stand under it");
    assert!(page.contains("1 ý kiến</b></a>"), "the tab is marked");
    let (_, seen) = cell.split_once(r#"data-revision=""#).unwrap();
    let seen = seen.split('"').next().unwrap().parse().unwrap();
    assert_eq!(person.cell(&part, ("bdg", "lop"), "77", seen).await.status, 200);
    let page = person.get(&here).await.text();
    assert!(!page.contains(REMARK.1) && page.contains("1 ý kiến, đã xử lý"), "{page}");
}

#[tokio::test]
async fn an_answer_meets_a_remark_and_a_heading_bears_its_own() {
    let world = World::open().await;
    let (here, person) = returned(&world).await;
    let answer = [("form", "T3"), ("row", "bdg"), ("column", "lop"), ("text", "Số đúng theo sổ.")];
    assert_eq!(person.post(&format!("{here}/remarks"), &answer).await.status, 303);
    assert!(!person.get(&here).await.text().contains(REMARK.1));
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let heading = [("form", "PL06"), ("row", "1"), ("column", ""), ("text", "Viết gọn hơn.")];
    assert_eq!(desk.post(&format!("{here}/remarks"), &heading).await.status, 303);
    let page = person.get(&format!("{here}/parts/PL06")).await.text();
    let (_, under) = page.split_once(r#"id="muc-1""#).unwrap();
    assert!(under.split("<div").next().unwrap().contains("Viết gọn hơn."), "{page}");
    // What was returned says so, whatever becomes of the report later.
    let version = person.get(&format!("{here}/versions/1")).await.text();
    let (_, lead) = version.split_once(r#"<p class="lead">"#).unwrap();
    assert!(lead.split("</p>").next().unwrap().contains("Trả lại"), "{lead}");
}
