//! What each role may not see and not do.

use axum::{body::Body, http::Request};

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
    let locked = world.try_sign_in("noi-vu.chuyenvien", actions::demo::PASSWORD).await;
    let unknown = world.try_sign_in("khong-co.chuyenvien", "sai").await;
    // Nobody learns from the answer which names there are.
    let told = |answer: &crate::harness::Answer, name: &str| answer.text().replace(name, "…");
    assert!(locked.text().contains("ACC-003"), "{}", locked.text());
    assert_eq!(locked.status, unknown.status);
    assert_eq!(told(&locked, "noi-vu.chuyenvien"), told(&unknown, "khong-co.chuyenvien"));
    world.arrange("UPDATE officer SET locked_until = NULL").await;
    world.sign_in("noi-vu.chuyenvien").await;
}

#[tokio::test]
async fn what_is_sent_after_the_session_ended_leads_back_to_its_page_and_says_so() {
    let world = World::open().await;
    let send = async |referer: &str| {
        let request = Request::post("/submissions/7/ready").header("host", "sanhvai.vi-du.vn");
        let request = request.header("referer", referer).body(Body::from("reason=x"));
        world.ask(request.unwrap()).await.header("location")
    };
    let here = "https://sanhvai.vi-du.vn/submissions/7?muc=2";
    assert_eq!(send(here).await, "/dang-nhap?ve=/submissions/7%3Fmuc%3D2&lost=1");
    for foreign in ["https://ke-xau.example/submissions/7", "", "https://sanhvai.vi-du.vn//ke-xau"]
    {
        assert_eq!(send(foreign).await, "/dang-nhap?lost=1", "{foreign}");
    }
    let door = world.get("/dang-nhap?ve=/submissions/7&lost=1").await.text();
    assert!(door.contains("chưa được lưu"), "{door}");
    assert!(!world.get("/dang-nhap?ve=/submissions/7").await.text().contains("chưa được lưu"));
}

#[tokio::test]
async fn under_https_alone_browsers_are_held_to_it() {
    let world = World::open_https().await;
    let door = world.get("/dang-nhap").await;
    assert!(door.header("strict-transport-security").starts_with("max-age="));
    let answer = world.try_sign_in("noi-vu.chuyenvien", actions::demo::PASSWORD).await;
    let cookie = answer.set_cookie();
    assert!(cookie.starts_with("__Host-sanhvai=") && cookie.contains("; Secure"), "{cookie}");
    let person = world.sign_in("noi-vu.chuyenvien").await;
    assert_eq!(person.get("/").await.status, 200);
    let plain = World::open().await.get("/dang-nhap").await;
    assert_eq!(plain.header("strict-transport-security"), "");
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
