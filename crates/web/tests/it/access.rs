//! What each role may not see and not do.

use crate::harness::{ROUND, World};

#[tokio::test]
async fn a_foreign_submission_is_as_missing_as_one_that_never_was() {
    let world = World::open().await;
    let foreign = world.submission(ROUND, "h-428").await.submission.id.0;
    let person = world.sign_in("xa-17149").await;
    person.get(&format!("/submissions/{foreign}")).await.refused(404, "ACC-001");
    person.get("/submissions/99999999").await.refused(404, "ACC-001");
}

#[tokio::test]
async fn a_page_without_a_session_leads_to_the_door_and_back() {
    let world = World::open().await;
    let answer = world.get("/rounds").await;
    assert_eq!(answer.header("location"), "/dang-nhap?ve=/rounds");
    let other = world.get("//evil.example/").await;
    assert!(!other.header("location").contains("evil"), "{}", other.header("location"));
}

#[tokio::test]
async fn a_form_without_the_sessions_token_changes_nothing() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-421").await.submission.id.0;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    let answer = person.post_bare(&format!("/submissions/{id}/ready"), "reason=x").await;
    answer.refused(422, "WEB-002");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn five_wrong_passwords_lock_an_account_for_a_while() {
    let world = World::open().await;
    for _ in 0..5 {
        world.try_sign_in("noi-vu.chuyenvien", "sai").await;
    }
    let answer = world.try_sign_in("noi-vu.chuyenvien", actions::demo::PASSWORD).await;
    assert!(answer.text().contains("ACC-004"), "{}", answer.text());
    let unknown = world.try_sign_in("khong-co-ai", "sai").await;
    assert!(unknown.text().contains("ACC-003"), "{}", unknown.text());
}

#[tokio::test]
async fn the_system_administrator_opens_no_report_and_the_leader_changes_none() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-421").await.submission.id.0;
    let keeper = world.sign_in("quantri").await;
    keeper.get(&format!("/submissions/{id}")).await.refused(404, "ACC-001");
    keeper.get(&format!("/reports/{ROUND}/lead")).await.refused(404, "ACC-001");
    let leader = world.sign_in("ubnd.lanhdao").await;
    let before = world.writings().await;
    leader.post(&format!("/submissions/{id}/accept"), &[]).await;
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn only_the_receiving_office_urges_and_sees_who_was_urged() {
    let world = World::open().await;
    let here = format!("/rounds/{ROUND}/urging");
    let unit = world.unit("h-428").await.0.to_string();
    let before = world.writings().await;
    for login in ["xa-17149", "xa-17149-ky", "noi-vu.chuyenvien", "ubnd.lanhdao", "quantri"] {
        let person = world.sign_in(login).await;
        person.get(&here).await.refused(404, "ACC-001");
        for act in ["docx", "present", "letter"] {
            let fields = [("unit", unit.as_str()), ("do", act), ("subject", "V/v"), ("text", "x")];
            person.post(&here, &fields).await.refused(404, "ACC-001");
        }
    }
    // A district's reviewer urges its communes, and nobody else's units.
    let district = world.sign_in("quynhluu.thamdinh").await;
    let page = district.get(&here).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let fields = [("unit", unit.as_str()), ("do", "docx"), ("subject", "V/v"), ("text", "x")];
    district.post(&here, &fields).await.refused(404, "ACC-001");
    assert_eq!(world.writings().await, before);
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    assert!(desk.get(&here).await.text().contains("Đôn đốc"));
}

#[tokio::test]
async fn nobody_hands_out_more_than_the_own_reach() {
    let world = World::open().await;
    let before = world.writings().await;
    let person = world.sign_in("quynhluu.lanhdao").await;
    let line = "Ai đó\tai.do\th-421\tsystem-administrator";
    person.post("/officers/bulk", &[("lines", line)]).await.refused(403, "ACC-002");
    let elsewhere = "Ai đó\tai.do\th-428\treporter";
    person.post("/officers/bulk", &[("lines", elsewhere)]).await.refused(422, "LST-002");
    assert_eq!(world.writings().await, before);
}
