//! Acts that pages do not offer are refused when they are posted: the table of rights holds behind the buttons.

use domain::submission::State;

use crate::{
    draft::fill,
    harness::{World, names},
};

const ROUND: &str = "R-BAN12-2024";

#[tokio::test]
async fn what_no_button_offers_is_refused_by_hand() {
    let world = World::open().await;
    let district = world.submission(ROUND, "h-421").await.submission.id.0;
    let here = format!("/submissions/{district}");
    world.arrange(&format!("UPDATE submission SET state = 'ready' WHERE id = {district}")).await;
    let before = world.writings().await;
    let more = [("until", "2024-12-18"), ("reason", "Chờ số liệu")];
    let text = [("text", "Sửa lại dòng này.")];
    let why = [("reason", "Xã ít cán bộ")];
    let figure = [("cell", "1"), ("figure", "3")];
    let acts: [(&str, &[(&str, &str)]); 12] = [
        ("ready", &[]),
        ("take-back", &[]),
        ("submit", &[]),
        ("withdraw", &[]),
        ("waive", &why),
        ("extension", &more),
        ("grant-extension", &[]),
        ("remarks", &text),
        ("true-up", &figure),
        ("ask-reopening", &why),
        ("return", &why),
        ("accept", &[]),
    ];
    // The district's reviewer reviews its communes; a department's reporter types for the department.
    for account in ["quynhluu.thamdinh", "ldtbxh.baocao"] {
        let person = world.sign_in(account).await;
        for (act, fields) in acts {
            person.post(&format!("{here}/{act}"), fields).await.refused(403, "ACC-002");
        }
        let facts = [("number", "999/GIA"), ("date", "2024-12-02"), ("signer", "Ai đó")];
        person.post(&format!("{here}/paper"), &facts).await.refused(403, "ACC-002");
    }
    assert_eq!(world.writings().await, before);
    assert_eq!(world.stage(district).await, State::Ready);
    // Who may not write is offered no box to write in.
    let person = world.sign_in("quynhluu.thamdinh").await;
    let page = person.get(&here).await.text();
    assert!(page.contains("Ý kiến trao đổi") && !page.contains("Gửi ý kiến"), "{page}");
}

#[tokio::test]
async fn who_explains_a_warning_does_not_accept() {
    let world = World::open().await;
    let id = world.submission(ROUND, "s-gtvt").await.submission.id.0;
    let here = format!("/submissions/{id}");
    let (desk, other) =
        (world.sign_in("ldtbxh.chuyenvien").await, world.sign_in("ldtbxh.chuyenvien2").await);
    fill(&world, &desk, id).await;
    let place = format!("{here}/parts/T3");
    let seen = "SELECT d.revision FROM draft_cell d JOIN cell c ON c.id = d.cell_id \
        WHERE c.form = 'T3' AND c.row_code = 'bdg' AND c.column_code";
    for (column, figure) in
        [("lop", "2"), ("nguoi", "60"), ("nu", "36"), ("nam", "24"), ("kinh_phi", "0,05")]
    {
        let seen = format!("{seen} = '{column}' AND d.submission_id = {id}");
        let seen = world.count(&seen).await;
        assert_eq!(desk.cell(&place, ("bdg", column), figure, seen).await.status, 200);
    }
    let key = [("finding", "T3/bdg/kinh_phi/T3-05"), ("sentence", "Lớp lồng ghép.")];
    assert_eq!(other.post(&format!("{place}/explain"), &key).await.status.as_u16() / 100, 3);
    // What T3 spends is nothing in T8: that asks for its sentence, too.
    let beside = format!("{here}/parts/T8");
    let page = other.get(&beside).await.text();
    for name in names(&page, "explain:") {
        let mut parts = name["explain:".len()..].split(':');
        let (code, row, column) =
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let key = format!("T8/{row}/{column}/{code}");
        let sentence = [("finding", key.as_str()), ("sentence", "Lồng ghép trong chi khác.")];
        let answer = other.post(&format!("{beside}/explain"), &sentence).await;
        assert_eq!(answer.status.as_u16() / 100, 3, "{key}");
    }
    let facts = [
        ("number", "57/BC-SGTVT"),
        ("date", "2024-12-02"),
        ("signer", "Phó Giám đốc"),
        ("reason", "Sở gửi bản giấy vì mất kết nối."),
    ];
    desk.post(&format!("{here}/send-paper"), &facts).await.went_to(&here);
    other.post(&format!("{here}/accept"), &[]).await.refused(422, "SUB-007");
}

#[tokio::test]
async fn a_request_for_more_time_takes_no_day_away_and_ends_with_the_road() {
    let world = World::open().await;
    let row = world.submission("R-STR-2024", "x-17149").await.submission;
    let (id, here) = (row.id.0, format!("/submissions/{}", row.id.0));
    let (commune, reviewer) =
        (world.sign_in("xa-17149").await, world.sign_in("quynhluu.thamdinh").await);
    let asked = [("until", "2024-12-18"), ("reason", "Chờ số liệu")];
    commune.post(&format!("{here}/extension"), &asked).await.went_to(&here);
    // Meanwhile the office gave more than that.
    world
        .arrange(&format!("UPDATE submission SET extended_to = '2024-12-22' WHERE id = {id}"))
        .await;
    reviewer.post(&format!("{here}/grant-extension"), &[]).await.refused(422, "SUB-035");
    let due = world.submission("R-STR-2024", "x-17149").await.submission.effective_due();
    assert_eq!(due.to_string(), "2024-12-22");
    assert!(
        reviewer.get("/").await.text().contains("Duyệt gia hạn đến 18/12"),
        "it can be refused"
    );
    world
        .arrange(&format!(
            "UPDATE submission SET state = 'in_review', versions = 1 WHERE id = {id}"
        ))
        .await;
    world
        .arrange(&format!(
            "INSERT INTO submission_version (submission_id, number, at, signer_id) \
             SELECT {id}, 1, '2024-12-03T01:00:00.000000Z', min(id) FROM officer"
        ))
        .await;
    reviewer.post(&format!("{here}/accept"), &[]).await.went_to(&here);
    assert!(!reviewer.get("/").await.text().contains("Duyệt gia hạn đến 18/12"));
}
