//! Accounts: new first passwords, who is told of them, and lists of accounts.

use axum::{
    body::Body,
    http::{Request, header},
};

use crate::harness::{Person, World};

const DESK: &str = "ldtbxh.chuyenvien";

async fn number(world: &World, login: &str) -> i64 {
    world.count(&format!("SELECT id FROM officer WHERE login = '{login}'")).await
}

async fn reset(world: &World, person: &Person<'_>, login: &str) -> crate::harness::Answer {
    let id = number(world, login).await;
    person.post(&format!("/officers/{id}/password"), &[]).await
}

/// The first password on a slip.
fn printed(slip: &str) -> String {
    let (_, rest) = slip.split_once("<dt>Mật khẩu</dt><dd><code>").expect("a slip");
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_takes_over_who_signs_or_reviews_in_another_unit() {
    let world = World::open().await;
    let before = world.writings().await;
    for who in [DESK, "quantri"] {
        let person = world.sign_in(who).await;
        for login in ["xa-17149-ky", "quynhluu.thamdinh", "quynhluu.lanhdao", "ldtbxh.lanhdao"] {
            reset(&world, &person, login).await.refused(403, "ACC-013");
        }
    }
    // A district keeps its own accounts, not those of its communes.
    let district = world.sign_in("quynhluu.lanhdao").await;
    reset(&world, &district, "xa-17149").await.refused(403, "ACC-013");
    reset(&world, &district, "noi-vu.chuyenvien").await.refused(404, "ACC-001");
    assert_eq!(world.writings().await, before);
    let page = world.sign_in(DESK).await.get("/officers?q=quynh+luu").await.text();
    let id = number(&world, "quynhluu.thamdinh").await;
    assert!(!page.contains(&format!("/officers/{id}/password")), "no button that is refused");
    // It cannot be undone: what it does is said before it is done.
    let own = district.get("/officers").await.text();
    let (_, act) = own.split_once(&format!("/officers/{id}/password")).unwrap();
    assert!(act.split("</form>").next().unwrap().contains("mất hiệu lực ngay"), "{act}");
    assert_eq!(reset(&world, &district, "quynhluu.thamdinh").await.status, 200);
}

#[tokio::test]
async fn a_new_password_is_told_to_its_owner_and_to_the_units_signer() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let slip = reset(&world, &desk, "xa-17149").await;
    assert_eq!(slip.status, 200, "{}", slip.text());
    let first = printed(&slip.text());
    let entered = world.try_sign_in("xa-17149", &first).await;
    let cookie = entered.set_cookie().split(';').next().unwrap().to_owned();
    let owner = world.signed(cookie).await;
    let fresh = "mot-cau-de-nho-cua-toi";
    let fields = |old: &str, new: &str| {
        [("current", old), ("fresh", new), ("again", new)].map(|(n, v)| (n, v.to_owned()))
    };
    let change = async |person: &Person<'_>, old: &str, new: &str| {
        let fields = fields(old, new);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = person.post("/mat-khau", &fields).await;
        if answer.status == 303 {
            let flash = answer.set_cookie().split(';').next().unwrap().to_owned();
            let door = Request::get("/dang-nhap").header(header::COOKIE, flash);
            let door = world.ask(door.body(Body::empty()).unwrap()).await.text();
            assert!(door.contains("Đã đổi mật khẩu."), "the door says what was done: {door}");
        }
        answer
    };
    assert!(change(&owner, &first, &first).await.text().contains("ACC-014"));
    change(&owner, &first, fresh).await.went_to("/dang-nhap");
    let entered = world.try_sign_in("xa-17149", fresh).await;
    let owner = world.signed(entered.set_cookie().split(';').next().unwrap().to_owned()).await;
    let page = owner.get("/").await.text();
    assert!(page.contains("Mật khẩu của bạn được cấp lại lúc"), "{page}");
    assert!(page.contains("Cán bộ tổng hợp, Sở Lao động"), "{page}");
    let signer = world.sign_in("xa-17149-ky").await;
    assert!(signer.get("/").await.text().contains("tài khoản xa-17149 ("));
    let others = world.sign_in("noi-vu.chuyenvien").await;
    assert!(!others.get("/").await.text().contains("được cấp lại lúc"));
    owner.post("/officers/resets/1", &[]).await.went_to("/");
    assert!(!owner.get("/").await.text().contains("được cấp lại lúc"), "it was read");
    assert!(signer.get("/").await.text().contains("được cấp lại lúc"), "by the other not");
}

/// Another hand at the account while a sign-in compares the password: what it commits comes first.
async fn signs_in_while(meanwhile: &str) -> (World, Result<(), String>) {
    let world = World::open().await;
    let store = world.state.store.clone();
    let mut other = store.begin().await.unwrap();
    let now = world.state.clock.now();
    let trying = tokio::spawn(async move {
        let door = actions::account::Door::default();
        actions::account::sign_in((&store, &door), "xa-17149", actions::demo::PASSWORD, now).await
    });
    // Time to read the account as it still is and to wait for the other's transaction.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    other.execute(meanwhile, &[]).await.unwrap();
    other.commit().await.unwrap();
    let tried = trying.await.unwrap();
    (world, tried.map(|_| ()).map_err(|error| error.problem().code.to_owned()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_in_flight_does_not_outlive_a_new_password_or_a_closing() {
    for meanwhile in [
        "UPDATE officer SET password_hash = 'khác' WHERE login = 'xa-17149'",
        "UPDATE officer SET active = 0 WHERE login = 'xa-17149'",
    ] {
        let (world, tried) = signs_in_while(meanwhile).await;
        assert_eq!(tried, Err("ACC-003".to_owned()), "{meanwhile}");
        let sessions = "SELECT COUNT(*) FROM session s JOIN officer o ON o.id = s.officer_id \
            WHERE o.login = 'xa-17149'";
        assert_eq!(world.count(sessions).await, 0, "{meanwhile}");
        let failures = "SELECT failures FROM officer WHERE login = 'xa-17149'";
        assert_eq!(world.count(failures).await, 1, "{meanwhile}");
    }
    let (_, tried) =
        signs_in_while("UPDATE officer SET phone = '1' WHERE login = 'xa-17149'").await;
    assert_eq!(tried, Ok(()), "what is no password changes nothing");
}

#[tokio::test]
async fn an_administrator_without_another_is_helped_from_outside() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let line = "Quản trị\tquynhluu.quantri\th-421\tQuản trị đơn vị";
    desk.post("/officers/bulk", &[("lines", line)]).await.refused(422, "LST-002");
    let keeper = world.sign_in("quantri").await;
    assert_eq!(keeper.post("/officers/bulk", &[("lines", line)]).await.status, 200);
    reset(&world, &desk, "quynhluu.quantri").await.refused(403, "ACC-013");
    let id = number(&world, "quynhluu.lanhdao").await;
    world.arrange(&format!("UPDATE officer SET active = 0 WHERE id = {id}")).await;
    assert_eq!(reset(&world, &desk, "quynhluu.quantri").await.status, 200);
}

#[tokio::test]
async fn a_wrong_password_of_now_counts_as_one_at_the_door() {
    let world = World::open().await;
    let person = world.sign_in("noi-vu.chuyenvien").await;
    for _ in 0..5 {
        let fields =
            [("current", "sai"), ("fresh", "mot-cau-moi-khac"), ("again", "mot-cau-moi-khac")];
        assert!(person.post("/mat-khau", &fields).await.text().contains("ACC-005"));
    }
    let log = "SELECT COUNT(*) FROM audit WHERE verb = 'account.lock'";
    assert_eq!(world.count(log).await, 1);
    let locked = world.try_sign_in("noi-vu.chuyenvien", actions::demo::PASSWORD).await;
    assert!(locked.text().contains("ACC-003"), "{}", locked.text());
    let right = [
        ("current", actions::demo::PASSWORD),
        ("fresh", "mot-cau-moi-khac"),
        ("again", "mot-cau-moi-khac"),
    ];
    assert!(person.post("/mat-khau", &right).await.text().contains("ACC-005"));
}

#[tokio::test]
async fn every_faulty_line_of_a_list_is_told_at_once_and_stays() {
    let world = World::open().await;
    let desk = world.sign_in("quynhluu.lanhdao").await;
    let before = world.writings().await;
    let lines = "Một\tmot\th-421\tCán bộ nhập liệu + Người ký\n\
        Hai\tHai Ba\th-421\treporter\n\
        Ba\tba\th-421\tthủ kho\n\
        Bốn\tquynhluu.chuyenvien\th-421\treporter\n\
        Năm\tmot\th-421\treporter\n\
        Sáu";
    let answer = desk.post("/officers/bulk", &[("lines", lines)]).await;
    answer.refused(422, "LST-002");
    let text = answer.text();
    for words in [
        "dòng 2: tên đăng nhập “Hai Ba”",
        "dòng 3: không biết vai trò “thủ kho”",
        "dòng 4: tên đăng nhập “quynhluu.chuyenvien” đã có",
        "dòng 5: tên đăng nhập “mot” có hai lần",
        "dòng 6: thiếu cột",
        "Cán bộ nhập liệu + Người ký",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("dòng 1:"), "{text}");
    let many: Vec<String> = (0..601).map(|n| format!("Ai\ta{n}\th-421\treporter")).collect();
    let many = many.join("\n");
    desk.post("/officers/bulk", &[("lines", &many)]).await.refused(422, "LST-003");
    assert_eq!(world.writings().await, before);
    let good = lines.lines().next().unwrap();
    assert_eq!(desk.post("/officers/bulk", &[("lines", good)]).await.status, 200);
    let roles = "SELECT group_concat(role) FROM officer_role r JOIN officer o \
        ON o.id = r.officer_id WHERE o.login = 'mot'";
    let roles = world.text(roles).await;
    assert!(roles.contains("reporter") && roles.contains("signer"), "{roles}");
}

#[tokio::test]
async fn from_outside_nobody_becomes_signer_or_reader_of_a_unit() {
    let world = World::open().await;
    let before = world.writings().await;
    for who in [DESK, "quantri"] {
        let person = world.sign_in(who).await;
        for role in ["Người ký", "Cán bộ thẩm tra", "Cán bộ nhập liệu + Người ký"]
        {
            let line = format!("Ai\tai.do\tx-17149\t{role}");
            let answer = person.post("/officers/bulk", &[("lines", &line)]).await;
            answer.refused(422, "LST-002");
            assert!(answer.text().contains("quản trị của chính đơn vị"), "{}", answer.text());
        }
    }
    // Sight of the whole province is given at two offices only.
    let keeper = world.sign_in("quantri").await;
    for role in ["Cán bộ tổng hợp", "Lãnh đạo"] {
        let line = format!("Ai\tai.do\tx-17149\t{role}");
        let answer = keeper.post("/officers/bulk", &[("lines", &line)]).await;
        answer.refused(422, "LST-002");
        assert!(answer.text().contains("cơ quan chủ trì"), "{}", answer.text());
    }
    assert_eq!(world.writings().await, before);
    let line = "Ai\tsld.moi\ts-ldtbxh\tCán bộ tổng hợp";
    assert_eq!(keeper.post("/officers/bulk", &[("lines", line)]).await.status, 200);
    // What may be made is told to the unit's signer, not to others.
    let desk = world.sign_in(DESK).await;
    let line = "Người mới\txa.moi\tx-17149\tCán bộ nhập liệu";
    let slips = desk.post("/officers/bulk", &[("lines", line)]).await;
    assert!(slips.text().contains(", huyện Quỳnh Lưu"), "{}", slips.text());
    let page = world.sign_in("xa-17149-ky").await.get("/").await.text();
    assert!(
        page.contains("Tài khoản xa.moi (Người mới), vai trò Cán bộ nhập liệu, được tạo"),
        "{page}"
    );
    let other = world.sign_in("noi-vu.lanhdao").await.get("/").await.text();
    assert!(!other.contains("xa.moi"));
}

#[tokio::test]
async fn a_unit_without_any_account_is_set_up_from_outside_at_once() {
    let world = World::open().await;
    let unit = "(SELECT id FROM unit WHERE key = 'x-17149')";
    // Who closes all accounts does not begin the first day anew.
    world.arrange(&format!("UPDATE officer SET active = 0 WHERE unit_id = {unit}")).await;
    let desk = world.sign_in(DESK).await;
    let signer = "Hai\txa.hai\tx-17149\tNgười ký";
    desk.post("/officers/bulk", &[("lines", signer)]).await.refused(422, "LST-002");
    let other = "(SELECT id FROM unit WHERE key = 'x-17152')";
    world.arrange(&format!("UPDATE officer SET unit_id = {other} WHERE unit_id = {unit}")).await;
    let lines = "Một\txa.mot\tx-17149\tCán bộ nhập liệu\n\
        Hai\txa.hai\tx-17149\tNgười ký\n\
        Ba\txa.ba\tx-17149\tQuản trị đơn vị";
    assert_eq!(desk.post("/officers/bulk", &[("lines", lines)]).await.status, 200);
    let later = "Bốn\txa.bon\tx-17149\tNgười ký";
    desk.post("/officers/bulk", &[("lines", later)]).await.refused(422, "LST-002");
}

#[tokio::test]
async fn accounts_are_searched_and_turned_page_by_page() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let first = desk.get("/officers").await.text();
    assert!(first.contains("type=\"search\"") && first.contains("đang xem 1 đến 50"), "{first}");
    assert!(first.contains("Trang sau") && !first.contains("Trang trước"));
    let second = desk.get("/officers?page=1").await.text();
    assert!(second.contains("đang xem 51 đến 100") && second.contains("Trang trước"));
    let found = desk.get("/officers?q=xa-17149-ky").await.text();
    assert!(
        found.contains("1 tài khoản theo điều kiện") && !found.contains("Trang sau"),
        "{found}"
    );
}

#[tokio::test]
async fn a_flood_of_wrong_names_is_counted_and_locks_nobody_out() {
    let world = World::open().await;
    let (store, now) = (&world.state.store, world.state.clock.now());
    let lines = "SELECT count(*) FROM audit WHERE verb = 'account.sign_in_failed'";
    for _ in 0..25 {
        let door = (store, &*world.state.door);
        let tried = actions::account::sign_in(door, "khong-co", "sai", now).await;
        assert_eq!(tried.unwrap_err().problem().code, "ACC-003");
    }
    assert_eq!(world.count(lines).await, 20);
    world.sign_in("noi-vu.chuyenvien").await;
    let door = (store, &*world.state.door);
    let later = now + jiff::SignedDuration::from_mins(2);
    actions::account::sign_in(door, "khong-co", "sai", later).await.unwrap_err();
    assert_eq!(world.count(&format!("{lines} AND detail = 'more=5'")).await, 1);
    assert_eq!(world.count(&format!("{lines} AND detail = 'no_account'")).await, 21);
}
