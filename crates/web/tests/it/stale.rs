//! A commune's figures change after its district signed: who is told where, and how the district signs again.

use domain::submission::State;

use crate::harness::{ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

/// A district's report that was accepted, and whose commune has given other figures since: its number, and
/// the unit's key and name.
async fn outdated(world: &World) -> (i64, String, String) {
    let lead = world.state.lead.0;
    let of = format!(
        "FROM submission s JOIN round r ON r.id = s.round_id JOIN unit u ON u.id = s.unit_id \
         JOIN submission_version n ON n.submission_id = s.id AND n.number = s.versions \
         WHERE r.code = '{ROUND}' AND s.receiver_id = {lead} AND u.kind = 'district' \
         AND s.state IN ('submitted', 'in_review') \
         AND EXISTS (SELECT 1 FROM version_part p WHERE p.version_id = n.id)"
    );
    let id = world.count(&format!("SELECT min(s.id) {of}")).await;
    let desk = world.sign_in(DESK).await;
    desk.post(&format!("/submissions/{id}/start-review"), &[]).await;
    desk.post(&format!("/submissions/{id}/accept"), &[]).await;
    assert_eq!(world.stage(id).await, State::Accepted);
    world
        .arrange(&format!(
            "DELETE FROM version_part WHERE version_id = (SELECT accepted_version_id \
             FROM submission WHERE id = {id}) AND part_version_id = (SELECT MIN(part_version_id) \
             FROM version_part WHERE version_id = (SELECT accepted_version_id FROM submission \
             WHERE id = {id}))"
        ))
        .await;
    // Nothing else of the office is outdated here: what is said is of this district.
    let unit = format!("FROM unit u JOIN submission s ON s.unit_id = u.id WHERE s.id = {id}");
    let key = world.text(&format!("SELECT u.key {unit}")).await;
    (id, key, world.text(&format!("SELECT u.name {unit}")).await)
}

#[tokio::test]
async fn the_district_and_the_desk_are_told_on_their_lists_the_board_and_the_total() {
    let world = World::open().await;
    let (id, key, name) = outdated(&world).await;
    let here = format!("/submissions/{id}");
    let district = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let work = district.get("/").await.text();
    assert!(work.contains("có số mới sau khi ký"), "{work}");
    assert!(district.get(&here).await.text().contains("Tổng hợp đã cũ."));

    let desk = world.sign_in(DESK).await;
    let work = desk.get("/").await.text();
    assert!(work.contains("có số cấp xã mới sau khi ký"), "{work}");
    let board = desk.get(&format!("/rounds/{ROUND}?only=stale")).await.text();
    assert!(board.contains("số cấp xã đã đổi") && board.contains(&name), "{board}");
    assert!(board.contains("số huyện đã ký không còn bằng"), "the legend: {board}");
    let total = desk.get(&format!("/consolidations/{ROUND}/T3")).await.text();
    assert!(total.contains("Số huyện không còn bằng số xã cộng lại."), "{total}");
    assert!(total.contains(&format!("href=\"{here}\"")), "{total}");
    // So does the report: beside it, under the tables that add up districts, and in its files.
    let report = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    let told = "1 đơn vị cấp huyện ký trước khi có số mới của cấp xã";
    assert!(report.matches(told).count() > 2, "a check, and a note under each table: {report}");
    // So does its own appendix, and no other's.
    let annexes = desk.get(&format!("/reports/{ROUND}/lead?districts=1")).await.text();
    let told = "Báo cáo này ký trước khi có số mới của ";
    assert_eq!(annexes.matches(told).count(), 1, "{annexes}");
    // And the district beside its own paper.
    let own = district.get(&format!("{here}/report")).await.text();
    assert!(own.contains(" đơn vị cấp xã có số mới được chấp nhận: "), "{own}");
    let word = desk.get(&format!("/reports/{ROUND}/lead/xlsx")).await;
    assert_eq!(word.status.as_u16(), 200);
    // A department is told nothing of it.
    let other = world.sign_in("noi-vu.chuyenvien").await.get("/").await.text();
    assert!(!other.contains("sau khi ký"), "{other}");
}

#[tokio::test]
async fn a_report_that_is_being_corrected_is_named_where_its_figures_stand() {
    let world = World::open().await;
    let lead = world.state.lead.0;
    let of = format!(
        "FROM submission s JOIN round r ON r.id = s.round_id JOIN unit u ON u.id = s.unit_id \
         WHERE r.code = '{ROUND}' AND s.receiver_id = {lead} AND s.state = 'accepted' \
         AND u.kind = 'department'"
    );
    let id = world.count(&format!("SELECT min(s.id) {of}")).await;
    let name = world.text(&format!("SELECT u.name {of} AND s.id = {id}")).await;
    let desk = world.sign_in(DESK).await;
    let pages = [format!("/consolidations/{ROUND}/T3"), format!("/reports/{ROUND}/lead")];
    for page in &pages {
        let text = desk.get(page).await.text();
        assert!(!text.contains("đang sửa lại báo cáo"), "{page}: {text}");
    }
    let why = [("reason", "Sửa số lớp tập huấn"), ("until", "20/12/2024")];
    desk.post(&format!("/submissions/{id}/reopen"), &why).await;
    assert_eq!(world.stage(id).await, State::Returned);
    let told = format!("1 đơn vị đang sửa lại báo cáo: {name} (còn dùng bản 1)");
    for page in &pages {
        let text = desk.get(page).await.text();
        assert!(text.contains(&told), "{page}: {text}");
    }
}

#[tokio::test]
async fn a_districts_figure_opens_into_the_versions_that_it_was_signed_from() {
    let world = World::open().await;
    let (id, ..) = outdated(&world).await;
    let desk = world.sign_in(DESK).await;
    let here = format!("/consolidations/{ROUND}/T3?cell=bdg%7Clop");
    let page = desk.get(&here).await.text();
    assert!(page.contains(&format!("below={id}#goc")), "{page}");
    let page = desk.get(&format!("{here}&below={id}")).await.text();
    let held = world
        .count(&format!(
            "SELECT count(v.amount) FROM submission s JOIN version_part p \
             ON p.version_id = s.accepted_version_id JOIN value v ON v.version_id = p.part_version_id \
             JOIN cell c ON c.id = v.cell_id WHERE s.id = {id} AND c.form = 'T3' \
             AND c.row_code = 'bdg' AND c.column_code = 'lop'"
        ))
        .await;
    assert!(held > 1);
    assert!(page.contains(&format!("{held} báo cáo cấp xã có trong bản đã ký")), "{page}");
    // One that is not received here opens nothing.
    let page = desk.get(&format!("{here}&below=999999")).await.text();
    assert!(!page.contains("có trong bản đã ký"), "{page}");
}

#[tokio::test]
async fn estimates_in_a_total_are_told_in_the_table_in_the_drill_and_in_the_report() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let here = format!("/consolidations/{ROUND}/T4");
    let total = desk.get(&here).await.text();
    assert!(total.contains("Có số ước."), "{total}");
    assert!(total.contains("<span class=\"note\">ước</span>"), "{total}");
    let opened = desk.get(&format!("{here}?cell=long_ghep%7Ccuoc")).await.text();
    assert!(opened.contains(" (ước)</td>"), "{opened}");
    let report = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(report.contains("đơn vị trong biểu này có phần ước thực hiện."), "{report}");
    assert!(report.contains("Trong tổng có số ước"), "{report}");
    let other = desk.get(&format!("/consolidations/{ROUND}/T3")).await.text();
    assert!(!other.contains("Có số ước."), "{other}");
}

#[tokio::test]
async fn the_district_asks_once_and_the_desk_answers() {
    let world = World::open().await;
    let (id, key, _) = outdated(&world).await;
    let here = format!("/submissions/{id}");
    let (ask, refuse) = (format!("{here}/ask-reopening"), format!("{here}/refuse-reopening"));
    let district = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let desk = world.sign_in(DESK).await;
    let why = [("reason", "Một xã sửa số lớp tập huấn")];
    let no = [("reason", "Báo cáo tỉnh đã trình ký")];
    district.post(&ask, &[("reason", " ")]).await.refused(422, "REO-005");
    desk.post(&refuse, &no).await.refused(422, "REO-007");
    desk.post(&ask, &why).await.refused(403, "ACC-002");
    district.post(&ask, &why).await.went_to(&here);
    district.post(&ask, &why).await.refused(422, "REO-004");
    district.post(&refuse, &no).await.refused(403, "ACC-002");
    assert!(district.get("/").await.text().contains("đã đề nghị mở lại, chờ trả lời"));
    assert!(desk.get("/").await.text().contains("Duyệt đề nghị mở lại"));
    assert!(desk.get(&format!("/rounds/{ROUND}")).await.text().contains("đề nghị mở lại"));
    let page = desk.get(&here).await.text();
    assert!(page.contains("Không mở lại") && page.contains(why[0].1), "{page}");

    desk.post(&refuse, &no).await.went_to(&here);
    assert!(!desk.get("/").await.text().contains("Duyệt đề nghị mở lại"));
    let page = district.get(&here).await.text();
    assert!(page.contains(no[0].1) && page.contains("Đề nghị mở lại"), "{page}");

    district.post(&ask, &why).await.went_to(&here);
    let reopen = format!("{here}/reopen");
    desk.post(&reopen, &[why[0], ("until", "01/12/2042")]).await.refused(422, "SUB-027");
    desk.post(&reopen, &[why[0], ("until", "20/12/2024")]).await.went_to(&here);
    assert!(district.get(&here).await.text().contains("Gửi lại đến hết ngày 20/12/2024."));
    assert_eq!(world.stage(id).await, State::Returned);
    assert!(!desk.get("/").await.text().contains("Duyệt đề nghị mở lại"));
    let granted = "SELECT count(*) FROM reopening WHERE decision = 'granted'";
    assert_eq!(world.count(granted).await, 1);
    let logged = "SELECT count(*) FROM audit WHERE verb IN \
        ('submission.ask_reopening', 'submission.refuse_reopening', 'submission.reopen')";
    assert_eq!(world.count(logged).await, 4);
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    // The arrangement took a part away from a signed version; nothing else is wrong.
    assert!(verified.audit.holds() && verified.events.holds(), "{verified:?}");
    assert!(verified.states_broken.is_empty() && verified.acceptances_broken.is_empty());
}

#[tokio::test]
async fn a_provisional_total_says_what_it_is_made_of() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let here = format!("/consolidations/{ROUND}/T3");
    let official = desk.get(&here).await.text();
    let provisional = desk.get(&format!("{here}?mode=tam-tinh&view=hai-phan")).await.text();
    assert!(!official.contains("thay cho") && !official.contains("Trong tổng có"), "{official}");
    let lead = world.state.lead.0;
    let added = format!(
        "FROM submission d JOIN round r ON r.id = d.round_id JOIN unit w ON w.id = d.unit_id \
         JOIN submission s ON s.receiver_id = d.unit_id AND s.round_id = d.round_id \
         WHERE r.code = '{ROUND}' AND d.receiver_id = {lead} AND w.kind = 'district' \
         AND d.accepted_version_id IS NULL AND s.accepted_version_id IS NOT NULL"
    );
    let communes = world.count(&format!("SELECT count(*) {added}")).await;
    // The lead office reports to itself: what others handed in to it is not added a second time.
    let own = format!(
        "SELECT count(*) FROM submission s JOIN round r ON r.id = s.round_id \
         WHERE r.code = '{ROUND}' AND s.unit_id = {lead} AND s.receiver_id = {lead} \
         AND s.accepted_version_id IS NULL"
    );
    assert_eq!(world.count(&own).await, 1);
    let mut reader = world.state.store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await.unwrap().unwrap().id;
    let office = world.state.lead;
    let sums = store::consolidation::provisional(&mut reader, round, office, "T3").await.unwrap();
    let place = ("bdg".to_owned(), "lop".to_owned());
    let plain = format!(
        "SELECT CAST(sum(v.amount) AS BIGINT) FROM value v JOIN cell c ON c.id = v.cell_id \
         WHERE c.form = 'T3' AND c.row_code = 'bdg' AND c.column_code = 'lop' \
         AND v.version_id IN (SELECT s.accepted_version_id {added})"
    );
    assert_eq!(sums[&place][0].amount.unwrap().scaled(), world.count(&plain).await);
    assert!(communes > 0);
    let counted = format!("{communes} xã, phường, thị trấn thay cho");
    assert_eq!(provisional.matches(&counted).count(), 2, "head and caption: {provisional}");
    assert!(provisional.contains("xã đã được huyện chấp nhận"), "{provisional}");
    assert!(provisional.contains("Các huyện, thành phố, thị xã</th>"), "{provisional}");
    assert!(provisional.contains("Các cơ quan cấp tỉnh</th>") && !provisional.contains("cấp dưới"));
    let district = world.sign_in("quynhluu.thamdinh").await;
    let below = district.get(&format!("{here}?view=hai-phan")).await.text();
    assert!(below.contains("Các xã, phường, thị trấn</th>"), "{below}");
    assert!(!below.contains("Các cơ quan cấp tỉnh"), "a district has no such half");
}

/// The parts of a district's sums that communes estimated are told below its table, wherever that is printed.
#[tokio::test]
async fn estimates_of_communes_are_told_below_the_districts_table() {
    let world = World::open().await;
    let (id, key, _) = outdated(&world).await;
    let district = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let desk = world.sign_in(DESK).await;
    let told = "Số của 1 đơn vị cấp xã trong biểu này có phần ước thực hiện.";
    let (own, annexes) =
        (format!("/submissions/{id}/report"), format!("/reports/{ROUND}/lead?districts=1"));
    let before = desk.get(&annexes).await.text().matches(told).count();
    assert!(!district.get(&own).await.text().contains(told));
    world
        .arrange(&format!(
            "UPDATE value SET status = 'estimate' WHERE amount IS NOT NULL AND cell_id = (SELECT id \
             FROM cell WHERE form = 'T3' AND row_code = 'bdg' AND column_code = 'lop') \
             AND version_id = (SELECT MIN(x.part_version_id) FROM version_part x JOIN submission s \
             ON s.accepted_version_id = x.version_id JOIN value v ON v.version_id = x.part_version_id \
             JOIN cell c ON c.id = v.cell_id WHERE s.id = {id} AND v.amount IS NOT NULL \
             AND c.form = 'T3' AND c.row_code = 'bdg' AND c.column_code = 'lop')"
        ))
        .await;
    let page = district.get(&own).await.text();
    assert!(page.contains(told) && page.contains("biểu T3 (số của 1 đơn vị)"), "{page}");
    assert_eq!(desk.get(&annexes).await.text().matches(told).count(), before + 1);
}

/// A unit's own report tells of one version; another that was accepted since overtakes it.
#[tokio::test]
async fn an_issued_report_of_a_unit_says_that_it_was_sent_anew() {
    let world = World::open().await;
    let (id, key, name) = outdated(&world).await;
    let signs = world.sign_in(&world.login(&key, ".lanhdao").await).await;
    let unit = world.unit(&key).await;
    let named = world.signer(unit, domain::series::Body::Organ).await;
    let way = [
        ("way", "paper"),
        ("date", "2024-12-03"),
        ("signer", named.as_str()),
        ("unmended", "Kịp hạn của tỉnh"),
    ];
    let issue = format!("/submissions/{id}/report/issue?body=organ");
    let to = signs.post(&issue, &way).await.header("location");
    assert!(to.starts_with("/documents/"), "{to}");
    let told = "Số liệu đã thay đổi sau khi lập.";
    let page = signs.get(&to).await.text();
    assert!(!page.contains(told), "accepted or not, it is the version that was printed: {page}");
    world
        .arrange(&format!(
            "UPDATE submission_version SET at = '2024-12-20T01:00:00.000000Z' WHERE id = \
             (SELECT accepted_version_id FROM submission WHERE id = {id})"
        ))
        .await;
    let page = signs.get(&to).await.text();
    assert!(page.contains(told) && page.contains(&format!("1 đơn vị: {name}")), "{page}");
}
