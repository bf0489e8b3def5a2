//! Which rooms an account is shown, what a notice tells once, and where a refusal leads back to.

use axum::{body::Body, http::Request};

use crate::harness::{Person, ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

fn is_in_nav(page: &str, href: &str) -> bool {
    let nav = page.split("</nav>").next().unwrap();
    nav.contains(&format!("href=\"{href}\""))
}

#[tokio::test]
async fn the_navigation_has_the_rooms_that_hold_something() {
    let world = World::open().await;
    for (login, shown) in [
        (DESK, [true, true, true]),
        ("ubnd.lanhdao", [true, true, true]),
        ("quynhluu.chuyenvien", [true, true, false]),
        ("xa-17149", [false, false, false]),
        ("noi-vu.chuyenvien", [false, false, false]),
    ] {
        let page = world.sign_in(login).await.get("/").await.text();
        for (room, shown) in ["/rounds", "/consolidations", "/reports"].into_iter().zip(shown) {
            assert_eq!(is_in_nav(&page, room), shown, "{login}: {room}");
        }
        assert!(is_in_nav(&page, "/submissions"), "{login}");
    }
}

#[tokio::test]
async fn a_board_holds_the_own_row() {
    let world = World::open().await;
    let here = format!("/rounds/{ROUND}");
    for (login, key) in [
        ("xa-17149", "x-17149"),
        ("quynhluu.chuyenvien", "h-421"),
        ("noi-vu.chuyenvien", "s-noi-vu"),
    ] {
        let id = world.submission(ROUND, key).await.submission.id.0;
        let person = world.sign_in(login).await;
        let board = person.get(&here).await.text();
        assert!(board.contains("Đơn vị mình"), "{login}: {board}");
        assert!(board.contains(&format!("href=\"/submissions/{id}\"")), "{login}: {board}");
        let list = person.get("/rounds").await.text();
        assert!(list.contains(&format!("href=\"{here}\"")), "{login}: {list}");
    }
}

#[tokio::test]
async fn who_may_not_edit_the_offices_words_reads_them() {
    let world = World::open().await;
    let here = format!("/consolidations/{ROUND}/narratives");
    let desk = world.sign_in(DESK).await;
    let page = desk.get(&here).await.text();
    assert!(page.contains("<textarea") && page.contains("Đưa đoạn đã chọn"), "{page}");
    let (_, heading) = page.split_once("name=\"heading\" value=\"").unwrap();
    let heading = heading.split('"').next().unwrap().to_owned();
    let text = format!("text:{heading}");
    let words = "Toàn tỉnh tổ chức nhiều hoạt động.";
    let fields = [("heading", heading.as_str()), (text.as_str(), words)];
    desk.post(&here, &fields).await;
    let leader = world.sign_in("ubnd.lanhdao").await;
    let page = leader.get(&format!("{here}?heading={heading}")).await.text();
    assert!(page.contains(words) && page.contains("chỉ xem"), "{page}");
    assert!(!page.contains("<textarea") && !page.contains("Đưa đoạn đã chọn"), "{page}");
    // Where nothing comes in there is nothing to put together.
    world.sign_in("xa-17149").await.get(&here).await.refused(404, "ACC-001");
}

/// Asks with a notice waiting beside the session.
async fn with_notice(
    world: &World,
    person: &Person<'_>,
    notice: &str,
    path: &str,
) -> crate::harness::Answer {
    let cookie = format!("{}; {notice}", person.cookie);
    let request = Request::get(path).header("cookie", cookie);
    world.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_notice_is_told_once_by_the_page_that_the_act_led_to() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-421").await.submission.id.0;
    let here = format!("/submissions/{id}");
    let district = world.sign_in("quynhluu.chuyenvien").await;
    let acted = district.post(&format!("{here}/remarks"), &[("text", "Đã đối chiếu")]).await;
    acted.went_to(&here);
    let notice = acted.set_cookie().split(';').next().unwrap().to_owned();
    // Another tab neither tells nor takes it.
    let other = with_notice(&world, &district, &notice, "/submissions").await;
    assert!(!other.text().contains("Đã ghi ý kiến."), "{}", other.text());
    assert_eq!(other.set_cookie(), "");
    let page = with_notice(&world, &district, &notice, &here).await;
    assert!(page.text().contains("Đã ghi ý kiến."), "{}", page.text());
    assert!(page.set_cookie().starts_with("flash=;") && page.set_cookie().contains("Max-Age=0"));
    assert!(!district.get(&here).await.text().contains("Đã ghi ý kiến."));
}

#[tokio::test]
async fn a_refusal_leads_back_to_what_its_address_names() {
    let world = World::open().await;
    let row = world.submission(ROUND, "h-421").await;
    let here = format!("/submissions/{}", row.submission.id.0);
    let district = world.sign_in("quynhluu.chuyenvien").await;
    let refused = district.post(&format!("{here}/ask-reopening"), &[("reason", " ")]).await;
    let page = refused.text();
    assert!(
        page.contains(&format!("href=\"{here}\"")) && page.contains("Về Việc của tôi"),
        "{page}"
    );
    let part = format!("{here}/parts/T3");
    let refused =
        district.post(&format!("{part}/correct"), &[("cell", "bdg|lop"), ("by", "x")]).await;
    assert!(refused.text().contains(&format!("href=\"{part}\"")), "{}", refused.text());
    let desk = world.sign_in(DESK).await;
    let round = format!("/rounds/{ROUND}");
    let refused = desk.post(&format!("{round}/decide/close"), &[("reason", " ")]).await;
    assert!(refused.text().contains(&format!("href=\"{round}\"")), "{}", refused.text());
    // What may not be read is not led to, and nobody learns that it is there.
    let foreign = world.submission(ROUND, "h-428").await.submission.id.0;
    let commune = world.sign_in("xa-17149").await;
    let page = commune.post(&format!("/submissions/{foreign}/accept"), &[]).await;
    page.refused(404, "ACC-001");
    assert!(!page.text().contains(&format!("/submissions/{foreign}")), "{}", page.text());
}
