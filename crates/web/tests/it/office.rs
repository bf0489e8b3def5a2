//! An office's own work: what waits for its signature and its yes, its contacts, its rounds.

use domain::series::Body;

use crate::harness::{ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

#[tokio::test]
async fn a_presented_report_waits_in_the_signers_work_and_opens() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let here = format!("/reports/{ROUND}/lead");
    let named = world.signer(world.state.lead, Body::Organ).await;
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", named.as_str())];
    desk.issue(&format!("{here}/issue"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    let signer = world.sign_in("ldtbxh.lanhdao").await;
    let work = signer.get("/").await.text();
    assert!(work.contains("Ký văn bản: Báo cáo"), "{work}");
    assert!(work.contains(&format!("/documents/{id}")), "the document is one click away");
    for page in [here.clone(), format!("/documents/{id}"), "/reports".into()] {
        assert_eq!(signer.get(&page).await.status.as_u16(), 200, "{page}");
    }
    // Who only types for the department, and signers elsewhere, read no report of the province.
    for other in ["ldtbxh.baocao", "quynhluu.lanhdao"] {
        world.sign_in(other).await.get(&here).await.refused(404, "ACC-001");
    }
}

#[tokio::test]
async fn a_request_for_more_time_stands_before_who_decides() {
    let world = World::open().await;
    let id = world.submission("R-STR-2024", "x-17149").await.submission.id.0;
    let commune = world.sign_in("xa-17149").await;
    let page = commune.get(&format!("/submissions/{id}")).await.text();
    assert!(page.contains(r#"type="date" name="until""#), "a day of its own");
    let asked = [("until", "2024-12-18"), ("reason", "Chờ số liệu")];
    commune.post(&format!("/submissions/{id}/extension"), &asked).await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let work = reviewer.get("/").await.text();
    assert!(work.contains("Duyệt gia hạn đến 18/12"), "{work}");
    let board = reviewer.get("/rounds/R-STR-2024").await.text();
    assert!(board.contains("xin gia hạn đến 18/12"), "the board's row");
    let desk = world.sign_in(DESK).await;
    assert!(!desk.get("/").await.text().contains("Duyệt gia hạn đến 18/12"), "not the desk's");
    let here = format!("/submissions/{id}");
    let page = reviewer.get(&here).await.text();
    assert!(page.contains("Xin đến hết ngày 18/12/2024: “Chờ số liệu”"), "{page}");
    assert!(page.contains(r#"name="until" value="2024-12-18""#), "another day may be named");
    let refuse = format!("{here}/refuse-extension");
    reviewer.post(&refuse, &[("reason", " ")]).await.refused(422, "SUB-008");
    let grant = format!("{here}/grant-extension");
    reviewer.post(&grant, &[("until", "2025-12-31")]).await.refused(422, "SUB-020");
    reviewer.post(&grant, &[("until", "17/12/2024")]).await.went_to(&here);
    assert!(!reviewer.get("/").await.text().contains("Duyệt gia hạn đến 18/12"));
    assert!(reviewer.get("/rounds/R-STR-2024").await.text().contains("gia hạn đến 17/12"));
    let told = "Xin đến hết ngày 18/12/2024, được đến hết ngày 17/12/2024.";
    assert!(commune.get(&here).await.text().contains(told), "the log shows the day given");
    // A refusal is read with its reason.
    let asked = [("until", "2024-12-20"), ("reason", "Chờ số liệu")];
    commune.post(&format!("{here}/extension"), &asked).await.went_to(&here);
    let why = "Huyện phải tổng hợp ngày 18/12.";
    reviewer.post(&refuse, &[("reason", why)]).await.went_to(&here);
    let page = commune.get(&here).await.text();
    assert!(page.contains("không đồng ý gia hạn") && page.contains(why), "{page}");
}

#[tokio::test]
async fn groups_of_the_board_follow_the_duty() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let board = desk.get(&format!("/rounds/{ROUND}")).await.text();
    let (_, ordered) = board.split_once("Đơn vị sự nghiệp và cơ quan khác được giao").unwrap();
    let (ordered, requested) = ordered.split_once("(đề nghị phối hợp)").unwrap();
    for name in ["Đài Phát thanh - Truyền hình", "Ban Quản lý Khu kinh tế Đông Nam"] {
        assert!(ordered.contains(name) && !requested.contains(name), "{name}");
    }
    assert!(requested.contains("Báo Nghệ An"));
    assert!(board.contains("chậm báo cáo hoạt động của Ban"));
}

#[tokio::test]
async fn the_contact_list_is_kept_by_the_unit_and_by_its_office() {
    let world = World::open().await;
    let unit = world.unit("x-17149").await.0;
    let page = format!("/contacts/units/{unit}");
    let commune = world.sign_in("xa-17149").await;
    let led = commune.get("/contacts").await;
    assert_eq!(led.header("location"), page);
    let person = [
        ("name", "Đầu mối mới"),
        ("position", "Công chức"),
        ("phone", "0238 000 7777"),
        ("email", "moi@minh-hoa.example"),
    ];
    commune.post(&page, &person).await.went_to(&page);
    let id = world.count("SELECT max(id) FROM contact").await;
    commune.post(&format!("/contacts/{id}/first"), &[]).await.went_to(&page);
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    for words in ["dau moi moi", "Đầu mối mới", "7777", "02380007777"] {
        let found = reviewer.get(&format!("/contacts?q={}", words.replace(' ', "+"))).await.text();
        assert!(found.contains("0238 000 7777"), "{words}");
        assert!(!found.contains("Thị trấn Cầu Giát"), "{words}: only what was asked for");
    }
    let wrong = [("name", "A"), ("phone", "gọi sau"), ("revision", "2")];
    reviewer.post(&format!("/contacts/{id}"), &wrong).await.refused(422, "DBA-002");
    let stale = [("name", "A"), ("revision", "1")];
    reviewer.post(&format!("/contacts/{id}"), &stale).await.refused(422, "DBA-004");
    let call = [("unit", &*unit.to_string()), ("round", ROUND), ("note", "Hẹn gửi thứ Năm")];
    reviewer.post("/contacts/calls", &call).await.went_to(&page);
    assert!(reviewer.get(&page).await.text().contains("Hẹn gửi thứ Năm"));
    assert_eq!(&reviewer.get("/contacts?as=xlsx").await.bytes[..2], b"PK");
    // Outside the own office's units nobody is found, and the log of acts names nobody.
    let other = world.sign_in("noi-vu.chuyenvien").await;
    other.get(&page).await.refused(404, "ACC-001");
    other.post(&format!("/contacts/{id}/remove"), &[]).await.refused(404, "ACC-001");
    let told = "SELECT count(*) FROM audit WHERE verb LIKE 'contact.%' AND detail <> ''";
    assert_eq!(world.count(told).await, 0);
    assert!(world.count("SELECT count(*) FROM audit WHERE verb LIKE 'contact.%'").await >= 2);
}

#[tokio::test]
async fn a_reporter_made_with_telephone_and_mail_is_on_the_list_and_bad_lines_are_named() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let good = "Đầu mối mới\tdau.moi\th-421\treporter\tChuyên viên\t0238 000 7777\ta@b.example";
    let bad = format!("{good}\n\nSai\tsai\th-999\treporter\nSai nữa\tsai2\tkhong\treporter");
    let answer = desk.post("/officers/bulk", &[("lines", &bad)]).await;
    answer.refused(422, "LST-002");
    let text = answer.text();
    assert!(text.contains("dòng 3") && text.contains("h-999"), "{text}");
    assert!(text.contains("dòng 4") && text.contains("khong"), "{text}");
    desk.post("/officers/bulk", &[("lines", good)]).await;
    let kept =
        "SELECT count(*) FROM contact WHERE name = 'Đầu mối mới' AND phone = '0238 000 7777'";
    assert_eq!(world.count(kept).await, 1);
    let page = desk.get("/officers").await.text();
    assert!(page.contains(r#"name="phone""#) && page.contains(r#"name="email""#));
}

#[tokio::test]
async fn the_desk_closes_and_reopens_a_round_and_everybody_reads_why() {
    let early = World::open().await;
    let why = [("reason", "Đủ số liệu để tổng hợp")];
    let close = "/rounds/R-STR-2024/decide/close";
    let told = early.sign_in(DESK).await.post(close, &why).await;
    told.refused(422, "RND-007");
    let last = "SELECT MAX(s.due) FROM submission s JOIN round r ON r.id = s.round_id \
        WHERE r.code = 'R-STR-2024'";
    let last: jiff::civil::Date = early.text(last).await.parse().unwrap();
    assert!(told.text().contains(&domain::period::day(last)), "the day is told");
    // A desk of another unit closes nothing of this office.
    early.arrange("INSERT INTO officer_role SELECT id, 'desk' FROM officer WHERE login = 'quynhluu.thamdinh'").await;
    early.sign_in("quynhluu.thamdinh").await.post(close, &why).await.refused(403, "ACC-002");

    let world = World::on("2025-01-06T01:15:00Z").await;
    let id = world.submission("R-STR-2024", "h-421").await.submission.id.0;
    let desk = world.sign_in(DESK).await;
    let to = "/rounds/R-STR-2024/decide";
    desk.post(&format!("{to}/close"), &[("reason", " ")]).await.refused(422, "RND-001");
    desk.post(&format!("{to}/close"), &why).await.went_to("/rounds/R-STR-2024");
    let district = world.sign_in("quynhluu.chuyenvien").await;
    let page = district.get(&format!("/submissions/{id}")).await.text();
    assert!(page.contains("Đủ số liệu để tổng hợp"), "{page}");
    let part = format!("/submissions/{id}/parts/T3");
    let page = district.get(&part).await.text();
    assert!(!page.contains(r#"id="luoi""#), "a closed round lets nobody type");
    assert!(page.contains("đã đóng đợt này ngày 06/01/2025"), "{page}");
    assert!(page.contains("đề nghị cơ quan chủ trì mở lại đợt"), "{page}");
    let own = desk.get(&format!("/submissions/{id}")).await.text();
    assert!(own.contains("mở lại đợt ở trang của đợt"), "who may open it is told where: {own}");
    let refused = district.cell(&part, ("bdg", "lop"), "2", 0).await;
    refused.refused(422, "SUB-003");
    let until = [("until", "2025-01-20"), ("reason", "Hai huyện mất điện")];
    district.post(&format!("{to}/reopen"), &until).await.refused(403, "ACC-002");
    desk.post(&format!("{to}/reopen"), &until).await.went_to("/rounds/R-STR-2024");
    assert_eq!(district.cell(&part, ("bdg", "lop"), "2", 0).await.status.as_u16(), 200);
    assert!(
        desk.get("/rounds/R-STR-2024").await.text().contains("mở lại đợt, nhận đến hết 20/01/2025")
    );
    // Loading the catalog again does not undo what was decided.
    let row = async || {
        let mut reader = world.state.store.reader();
        store::round::by_code(&mut reader, "R-STR-2024").await.unwrap().unwrap()
    };
    assert_eq!(row().await.closes.to_string(), "2025-01-20");
    let files = store::catalog::files(&mut world.state.store.reader()).await.unwrap();
    let now = world.state.clock.now();
    actions::catalog::load(&world.state.store, &world.state.catalog, &files, now).await.unwrap();
    assert_eq!(row().await.closes.to_string(), "2025-01-20");
}

#[tokio::test]
async fn a_district_sets_the_day_of_its_communes_not_after_its_own() {
    let world = World::open().await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let to = "/rounds/R-STR-2024/decide/set-day";
    let late = [("until", "2024-12-25"), ("reason", "Cần thêm ngày")];
    reviewer.post(to, &late).await.refused(422, "RND-004");
    let day = [("until", "2024-12-20"), ("reason", "Cần thêm ngày")];
    reviewer.post(to, &day).await.went_to("/rounds/R-STR-2024");
    let due =
        async |key: &str| world.submission("R-STR-2024", key).await.submission.due.to_string();
    assert_eq!(due("x-17149").await, "2024-12-20");
    assert_eq!(due("h-421").await, "2024-12-24", "the district's own day stays");
    let board = reviewer.get("/rounds/R-STR-2024").await.text();
    assert!(board.contains("hết 20/12"), "the board follows");
    let commune = world.sign_in("xa-17149").await;
    let id = world.submission("R-STR-2024", "x-17149").await.submission.id.0;
    let page = commune.get(&format!("/submissions/{id}")).await.text();
    assert!(page.contains("ấn định các xã gửi đến hết 20/12/2024"), "{page}");
    commune.post(to, &day).await.refused(403, "ACC-002");
}

#[tokio::test]
async fn rounds_that_owe_nothing_more_are_not_overdue() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let list = desk.get("/rounds").await.text();
    assert!(list.contains("Đủ") && list.contains("Đã đóng, nhận đến hết ngày"), "{list}");
    assert!(!list.contains("Quá 3"), "a round of the year before is not overdue: {list}");
    let board = desk.get("/rounds/R-STR-2023").await.text();
    assert!(board.contains("Đủ"), "{board}");
}

#[tokio::test]
async fn the_late_are_told_to_who_urges_them_alone() {
    let world = World::open().await;
    let commune = world.unit("x-17149").await.0;
    let late = format!(
        "UPDATE submission SET state = 'returned', accepted_version = NULL, \
         accepted_version_id = NULL WHERE unit_id = {commune} AND round_id = (SELECT id FROM round WHERE code = '{ROUND}')"
    );
    world.arrange(&late).await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let work = reviewer.get("/").await.text();
    assert!(work.contains(&format!("kind=urging&#38;unit={commune}")), "{work}");
    assert!(work.contains("Chậm 9 ngày") && work.contains("việc quá hạn."), "{work}");
    let signer = world.sign_in("quynhluu.lanhdao").await;
    let work = signer.get("/").await.text();
    assert!(!work.contains("kind=urging") && !work.contains("Cảm ơn bạn"), "{work}");
}

#[tokio::test]
async fn links_lead_somewhere() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    for code in ["R-SELF-2024", "R-STR-2023", "R-STR-2024"] {
        let here = format!("/rounds/{code}/last-year");
        let is_linked = desk.get(&format!("/rounds/{code}")).await.text().contains(&here);
        assert_eq!(is_linked, code == "R-STR-2024", "{code}");
    }
    let keeper = world.sign_in("quantri").await;
    let plan = keeper.get("/plan").await.text();
    assert!(!plan.contains(r#"href="/rounds/"#), "{plan}");
    assert!(desk.get("/plan").await.text().contains(r#"href="/rounds/"#));
}

#[tokio::test]
async fn the_whole_of_a_list_stands_on_the_first_page() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let page = desk.get("/").await.text();
    let (_, way) = page.split_once(r#"href="/?all="#).expect("a list is longer than is shown");
    let anchor = way.split('#').next().unwrap();
    let (_, count) = way.split_once("Xem cả ").unwrap();
    let count: usize = count.split(' ').next().unwrap().parse().unwrap();
    let whole = desk.get(&format!("/?all={anchor}")).await.text();
    assert!(!whole.contains(&format!("/?all={anchor}#")), "it is whole");
    let items = |page: &str| page.matches("<li").count();
    assert_eq!(items(&whole) - items(&page), count - 8);
}
