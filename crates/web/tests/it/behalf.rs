//! Entry on behalf from paper, the waiver of small communes, and totals followed to their origin.

use domain::submission::State;

use crate::{
    draft::fill,
    harness::{ROUND, World},
};

#[tokio::test]
async fn what_came_on_paper_is_typed_sent_and_accepted_by_another() {
    let world = World::open().await;
    let id = world.submission(ROUND, "s-gtvt").await.submission.id.0;
    let here = format!("/submissions/{id}");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    assert!(desk.get(&here).await.text().contains("Gửi thay theo bản giấy"), "the way is shown");
    let other = world.sign_in("ldtbxh.chuyenvien2").await;
    fill(&world, &desk, id).await;
    let to = format!("{here}/send-paper");
    let mut facts = [
        ("number", "57/BC-SGTVT"),
        ("date", "2024-12-02"),
        ("signer", "Phó Giám đốc"),
        ("reason", ""),
    ];
    desk.post(&to, &facts).await.refused(422, "SUB-026");
    assert_ne!(world.stage(id).await, State::Submitted);
    desk.post(&format!("{here}/ready"), &[]).await;
    desk.post(&format!("{here}/submit"), &[]).await.refused(422, "SUB-026");
    facts[3].1 = "Sở gửi bản giấy vì mất kết nối.";
    desk.post(&to, &facts).await.went_to(&here);
    assert_eq!(world.stage(id).await, State::Submitted);
    for page in [&here, &format!("{here}/review"), &format!("{here}/receipt")] {
        let text = desk.get(page).await.text();
        assert!(text.contains("57/BC-SGTVT") && text.contains("bản giấy"), "{page} says it");
    }
    desk.post(&format!("{here}/accept"), &[]).await.refused(422, "SUB-007");
    // Who typed before another typed over it is no stranger either.
    let hand = "FROM officer WHERE login = 'ldtbxh.chuyenvien2'";
    world.arrange(&format!("INSERT INTO submission_hand SELECT {id}, id {hand}")).await;
    other.post(&format!("{here}/accept"), &[]).await.refused(422, "SUB-007");
    world
        .arrange(&format!("DELETE FROM submission_hand WHERE officer_id IN (SELECT id {hand})"))
        .await;
    other.post(&format!("{here}/accept"), &[]).await.went_to(&here);
    assert_eq!(world.stage(id).await, State::Accepted);
    let unit = world.sign_in("noi-vu.chuyenvien").await;
    unit.post(&to, &facts).await.refused(404, "ACC-001");
}

#[tokio::test]
async fn a_small_commune_joins_author_and_signer_with_a_reason() {
    let world = World::open().await;
    let sql = "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id \
        JOIN unit u ON u.id = s.unit_id WHERE r.code = 'R-STR-2024' AND u.kind = 'commune'";
    let id = world.count(sql).await;
    let login = world
        .text(&format!(
            "SELECT o.login FROM officer o JOIN submission s ON s.unit_id = o.unit_id \
             WHERE s.id = {id} AND o.login LIKE '%-ky'"
        ))
        .await;
    let here = format!("/submissions/{id}");
    let signer = world.sign_in(&login).await;
    world
        .arrange(&format!(
            "UPDATE submission SET state = 'ready', author_id = \
             (SELECT id FROM officer WHERE login = '{login}') WHERE id = {id}"
        ))
        .await;
    signer.post(&format!("{here}/submit"), &[]).await.refused(422, "SUB-006");
    assert!(signer.get(&here).await.text().contains("Miễn tách người nhập, người ký"));
    signer.post(&format!("{here}/waive"), &[("reason", " ")]).await.refused(422, "SUB-008");
    let reason = "Xã chỉ có một cán bộ văn phòng.";
    signer.post(&format!("{here}/waive"), &[("reason", reason)]).await.went_to(&here);
    assert!(signer.get(&here).await.text().contains(reason), "the reason is shown");
    signer.post(&format!("{here}/submit"), &[]).await.went_to(&here);
    assert_eq!(world.stage(id).await, State::Submitted);
    let office = world.submission("R-STR-2024", "s-noi-vu").await.submission.id.0;
    let other = world.sign_in("noi-vu.lanhdao").await;
    let to = format!("/submissions/{office}/waive");
    other.post(&to, &[("reason", reason)]).await.refused(422, "SUB-021");
}

#[tokio::test]
async fn every_total_leads_to_where_it_comes_from() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let here = format!("/consolidations/{ROUND}/T3");
    let page = desk.get(&here).await.text();
    assert!(page.contains("cell=cong%7Clop"), "a total row opens");
    assert!(page.contains("cell=bdg%7Cty_le"), "a computed cell opens");
    assert!(page.contains("huyện, thành phố, thị xã"), "counts say of what");
    assert_eq!(page.matches("Đơn vị tính").count(), 1, "the unit of measure stands once");
    let rows = desk.get(&format!("{here}?cell=cong%7Clop")).await.text();
    assert!(rows.contains("Cộng 9 dòng của biểu") && rows.contains("cell=bdg%7Clop"));
    let formula = desk.get(&format!("{here}?cell=bdg%7Cty_le")).await.text();
    assert!(formula.contains("Công thức: percent(nu, nguoi)"), "{formula}");
    assert!(formula.contains("cell=bdg%7Cnguoi"));
    let units = desk.get(&format!("{here}?cell=bdg%7Clop")).await.text();
    let district = world.unit("h-421").await.0;
    let signed = world.submission(ROUND, "h-421").await.submission.id.0;
    assert!(units.contains(&format!("below={signed}#goc")), "a district leads to its communes");
    let communes = desk.get(&format!("{here}?unit={district}&cell=bdg%7Clop")).await.text();
    assert!(communes.contains("Huyện Quỳnh Lưu") && communes.contains("xã, phường, thị trấn"));
    let missing = world.submission(ROUND, "h-417").await.submission.id.0;
    assert!(
        page.contains(&format!("/submissions/{missing}\"")),
        "the missing lead to their report"
    );
}

#[tokio::test]
async fn a_provisional_total_is_the_sum_of_its_lines() {
    let world = World::open().await;
    let state = &world.state;
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await.unwrap().unwrap();
    let form = actions::part::form(&state.catalog, "T3").unwrap();
    let place = (round.id, state.lead);
    let totals = state.totals.form(&mut reader, form, place, true).await.unwrap();
    let cell = ("T3", "bdg", "lop");
    let lines =
        store::consolidation::origin(&mut reader, &world.scope(), place, cell, true).await.unwrap();
    assert!(lines.iter().any(|line| !line.under.is_empty()), "communes of unsigned districts");
    let sum: i64 =
        lines.iter().filter_map(|line| line.amount).map(domain::amount::Amount::scaled).sum();
    let total = totals.totals[&("bdg".to_owned(), "lop".to_owned())].amount().unwrap();
    assert_eq!(sum, total.scaled());
}
