//! What administrators keep: facts compared with their text, accounts that are closed.

use domain::confirmation::open_facts;

use crate::harness::World;

#[tokio::test]
async fn a_fact_loses_its_mark_once_an_administrator_compared_it_and_gets_it_back() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    let open = open_facts(&world.state.catalog);
    let fact = open.iter().find(|c| c.subject.starts_with("document/")).unwrap();
    let marked = |page: &str| page.matches("cần đối chiếu với bản gốc").count();
    let before = marked(&keeper.get("/documents").await.text());
    assert!(before > 0);

    let fields = [("subject", fact.subject.as_str()), ("compared_with", " ")];
    keeper.post("/confirmations", &fields).await.refused(422, "CFM-001");
    let text = "Bản đăng Công báo, xem ngày 03/12/2024";
    keeper.post("/confirmations", &[("compared_with", text)]).await.refused(422, "CFM-003");
    let fields = [("subject", fact.subject.as_str()), ("compared_with", text)];
    keeper.post("/confirmations", &fields).await.went_to("/confirmations");
    assert_eq!(marked(&keeper.get("/documents").await.text()), before - 1);
    let page = keeper.get("/confirmations").await.text();
    assert!(page.contains(text) && page.contains(&fact.title), "{page}");
    // Confirmed twice from an old page: refused, nothing changed.
    keeper.post("/confirmations", &fields).await.refused(422, "CFM-004");

    keeper.post("/confirmations/withdraw", &[("subject", &fact.subject)]).await;
    assert_eq!(marked(&keeper.get("/documents").await.text()), before);
    let verbs = "SELECT COUNT(*) FROM audit WHERE verb LIKE 'catalog.%confirm%'";
    assert_eq!(world.count(verbs).await, 2);
}

#[tokio::test]
async fn a_catalog_loaded_again_with_another_value_opens_the_fact_again() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    let year = "calendar/2024";
    let fields = [("subject", year), ("compared_with", "Thông báo nghỉ lễ năm 2024")];
    keeper.post("/confirmations", &fields).await.went_to("/confirmations");
    let waits = format!("name=\"subject\" value=\"{year}\" aria-label");
    assert!(!keeper.get("/confirmations").await.text().contains(&waits));

    let mut reader = world.state.store.reader();
    let mut files = store::catalog::files(&mut reader).await.unwrap();
    let calendar =
        files.iter_mut().find(|(path, _)| path.contains("2024") && path.contains("calendar"));
    let text = String::from_utf8(calendar.as_ref().unwrap().1.clone()).unwrap();
    *calendar.unwrap().1 = text.replace("swapped = [2024-05-04]", "swapped = []").into_bytes();
    let source = exchange::catalog::Source { files: files.clone() };
    let catalog = exchange::catalog::read(&source).unwrap();
    let now = world.state.clock.now();
    actions::catalog::load(&world.state.store, &catalog, &files, now).await.unwrap();
    world.installation.refresh().await.unwrap();

    let page = keeper.get("/confirmations").await.text();
    assert!(page.contains(&waits), "{page}");
    assert!(page.contains("danh mục nay ghi khác"), "{page}");
}

#[tokio::test]
async fn totals_asked_for_while_a_new_catalog_comes_in_are_those_of_the_new_one() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = "/consolidations/R-BAN12-2024/T3?mode=tam-tinh";
    let mut files = store::catalog::files(&mut world.state.store.reader()).await.unwrap();
    let old = exchange::catalog::read(&exchange::catalog::Source { files: files.clone() }).unwrap();
    let (_, form) = files.iter_mut().find(|(path, _)| path.ends_with("forms/T3.toml")).unwrap();
    let text = String::from_utf8(form.clone()).unwrap();
    assert!(text.contains("percent(nu, nguoi)"));
    let text = text.replace("percent(nu, nguoi)", "percent(nam, nguoi)");
    *form = text.replace("version = 1", "version = 2").into_bytes();
    let read =
        exchange::catalog::read(&exchange::catalog::Source { files: files.clone() }).unwrap();
    let share = async || {
        let text = desk.get(page).await.text();
        let (_, rest) = text.split_once("cell=cong%7Cty_le").expect("a share of all");
        let (_, rest) = rest.split_once('>').unwrap();
        rest.split('<').next().unwrap().trim().to_owned()
    };
    // The store holds the new catalog, this process still the old one: somebody asks.
    let now = world.state.clock.now();
    actions::catalog::load(&world.state.store, &read, &files, now).await.unwrap();
    let before = share().await;
    world.installation.refresh().await.unwrap();
    assert_ne!(share().await, before, "totals of the old catalog outlived it");
    assert_ne!(old, read);
}

#[tokio::test]
async fn the_administrator_sees_what_came_of_timed_work() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    assert!(keeper.get("/system").await.text().contains("Chưa chạy"));
    let now = world.state.clock.now();
    let since = now - jiff::SignedDuration::from_hours(1);
    assert!(actions::job::claim(&world.state.store, "verify", since, now).await.unwrap());
    let words = Err("Lỗi: dữ liệu đã bị sửa");
    actions::job::finish(&world.state.store, ("verify", now), words).await.unwrap();
    let page = keeper.get("/system").await.text();
    assert!(page.contains("Có việc không chạy được."), "{page}");
}

#[tokio::test]
async fn only_the_system_administrator_confirms() {
    let world = World::open().await;
    for login in ["ldtbxh.chuyenvien", "ubnd.lanhdao", "quynhluu.chuyenvien"] {
        let person = world.sign_in(login).await;
        person.get("/confirmations").await.refused(404, "ACC-001");
        person.get("/system").await.refused(404, "ACC-001");
        let before = world.writings().await;
        let fields = [("subject", "calendar/2024"), ("compared_with", "x")];
        person.post("/confirmations", &fields).await;
        assert_eq!(world.writings().await, before, "{login}");
    }
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_comes_back_when_opened() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    let other = world.sign_in("noi-vu.chuyenvien").await;
    let id = world.count("SELECT id FROM officer WHERE login = 'noi-vu.chuyenvien'").await;
    let own = world.count("SELECT id FROM officer WHERE login = 'quantri'").await;
    let to = |id| format!("/officers/{id}/active");
    keeper.post(&to(own), &[("active", "0")]).await.refused(403, "ACC-012");
    keeper.post(&to(id), &[("active", "0")]).await.went_to("/officers");
    assert!(other.get("/").await.header("location").starts_with("/dang-nhap"));
    let refused = world.try_sign_in("noi-vu.chuyenvien", actions::demo::PASSWORD).await;
    assert!(refused.text().contains("ACC-003"));
    let closed = keeper.get("/officers?state=closed").await.text();
    assert!(closed.contains("noi-vu.chuyenvien"), "{closed}");
    keeper.post(&to(id), &[("active", "1")]).await.went_to("/officers");
    world.sign_in("noi-vu.chuyenvien").await;
    // Nobody closes an account outside the own subtree.
    let district = world.sign_in("quynhluu.chuyenvien").await;
    district.post(&to(id), &[("active", "0")]).await;
    assert_eq!(world.count(&format!("SELECT active FROM officer WHERE id = {id}")).await, 1);
}
