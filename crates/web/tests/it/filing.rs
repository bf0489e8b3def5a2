//! What a unit's officers meet while they file: sentences that stand for one figure alone, "không phát sinh"
//! and back, own shares of districts, reasons with an end, and what becomes of estimates.

use domain::submission::State;

use crate::{
    draft::fill,
    harness::{Person, ROUND, World},
};

const YEARLY: &str = "R-STR-2024";
const COMMUNE: &str = "x-17149";

async fn commune(world: &World) -> (String, Person<'_>) {
    let id = world.submission(YEARLY, COMMUNE).await.submission.id.0;
    (format!("/submissions/{id}"), world.sign_in("xa-17149").await)
}

/// How often a cell was changed, as its page says.
async fn revision(person: &Person<'_>, place: &str, cell: &str) -> i64 {
    let page = person.get(place).await.text();
    let (_, rest) =
        page.split_once(&format!(r#"data-cell="{cell}""#)).expect("the cell is entered");
    let (_, rest) = rest.split_once(r#"data-revision=""#).unwrap();
    rest.split('"').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_sentence_stands_for_the_figure_that_it_was_written_of() {
    let world = World::open().await;
    let (report, person) = commune(&world).await;
    let place = format!("{report}/parts/T3");
    let first = revision(&person, &place, "bdg:kinh_phi").await;
    person.cell(&place, ("bdg", "kinh_phi"), "0,05", first).await;
    let name = "explain:T3-05:bdg:kinh_phi";
    // A figure that slipped into the box, a sign, one word: none explains anything.
    for slip in ["1", ".", "đúng", "1 250 -"] {
        let answer = person.post(&place, &[(name, slip)]).await;
        answer.refused(422, "SUB-041");
        assert!(answer.text().contains(&format!(r#"value="{slip}""#)), "it stays in its box");
    }
    assert!(person.get(&place).await.text().contains("1 cảnh báo cần giải trình"));
    let why = "Lớp lồng ghép, chỉ chi tiền nước uống.";
    person.post(&place, &[(name, why)]).await.went_to(&place);
    let page = person.get(&place).await.text();
    assert!(page.contains(&format!(r#"value="{why}""#)), "{page}");
    assert!(!page.contains("cảnh báo cần giải trình"), "what is explained is not asked for again");

    let json = person.cell(&place, ("bdg", "kinh_phi"), "0,09", first + 1).await.json();
    let found = json["findings"].as_array().unwrap();
    let found = found.iter().find(|f| f["code"] == "T3-05").unwrap();
    assert_eq!((&found["explanation"], &found["earlier"]), (&"".into(), &why.into()), "{found}");
    let page = person.get(&place).await.text();
    assert!(page.contains("Số đã đổi sau câu giải trình"), "{page}");
    assert!(page.contains("1 cảnh báo cần giải trình"), "{page}");
    // The figure of before is explained as before; the same words may stand for the new one, too.
    person.cell(&place, ("bdg", "kinh_phi"), "0,05", first + 2).await;
    assert!(!person.get(&place).await.text().contains("Số đã đổi sau"));
    person.cell(&place, ("bdg", "kinh_phi"), "0,09", first + 3).await;
    person.post(&place, &[(name, why)]).await.went_to(&place);
    assert!(!person.get(&place).await.text().contains("Số đã đổi sau"));
}

#[tokio::test]
async fn what_stops_a_report_is_named_on_its_page_and_in_the_refusal() {
    let world = World::open().await;
    let (report, person) = commune(&world).await;
    let id = report.rsplit('/').next().unwrap().parse().unwrap();
    fill(&world, &person, id).await;
    let here = person.get(&report).await.text();
    assert!(!here.contains(r#"aria-disabled="true""#), "{here}");
    let place = format!("{report}/parts/T3");
    let last = revision(&person, &place, "bdg:kinh_phi").await;
    person.cell(&place, ("bdg", "kinh_phi"), "0,05", last).await;
    let here = person.get(&report).await.text();
    assert!(here.contains("Còn 1 cảnh báo chưa giải trình: Biểu T3"), "{here}");
    let refused = person.post(&format!("{report}/ready"), &[]).await;
    refused.refused(422, "SUB-005");
    assert!(refused.text().contains("ở phần T3"), "{}", refused.text());
}

#[tokio::test]
async fn only_warnings_of_the_report_are_explained_and_reasons_have_an_end() {
    let world = World::open().await;
    let (report, person) = commune(&world).await;
    let to = format!("{report}/parts/PL02/explain");
    for key in ["PL02/1/x/JUNK", "PL02/3.d//PL02-KT", "PL02////"] {
        let fields = [("finding", key), ("sentence", "rác")];
        person.post(&to, &fields).await.refused(422, "SUB-031");
    }
    assert_eq!(world.count("SELECT count(*) FROM explanation WHERE sentence = 'rác'").await, 0);
    let long = "ý ".repeat(1_100);
    let remarks = format!("{report}/remarks");
    let fields = [("form", "T3"), ("row", "bdg"), ("column", "lop"), ("text", long.as_str())];
    person.post(&remarks, &fields).await.refused(422, "SUB-032");
    for (form, row, column) in [("T3", "khong", "lop"), ("T3", "bdg", "x"), ("T99", "", "")] {
        let fields = [("form", form), ("row", row), ("column", column), ("text", "Sai chỗ")];
        person.post(&remarks, &fields).await.refused(404, "ACC-001");
    }
    let fields = [("form", "T3"), ("row", "bdg"), ("column", "lop"), ("text", "Đúng chỗ")];
    assert_eq!(person.post(&remarks, &fields).await.status, 303);
}

#[tokio::test]
async fn nothing_arose_in_a_whole_table_and_back() {
    let world = World::open().await;
    let (report, person) = commune(&world).await;
    let place = format!("{report}/parts/T7");
    let first = revision(&person, &place, "tu_kiem_tra:cuoc").await;
    person.cell(&place, ("tu_kiem_tra", "cuoc"), "2", first).await;
    let marked = format!(
        "SELECT count(*) FROM draft_cell d JOIN cell c ON c.id = d.cell_id WHERE c.form = 'T7' \
         AND d.status = 'not_arising' AND d.submission_id = {}",
        report.rsplit('/').next().unwrap()
    );
    let audits = "SELECT count(*) FROM audit WHERE verb = 'draft.mark_not_arising'";
    assert!(person.get(&place).await.text().contains("Không phát sinh cả biểu"));
    person.post(&place, &[("nil", "all")]).await.went_to(&place);
    assert!(world.count(&marked).await > 0);
    person.post(&place, &[("nil", "all")]).await.went_to(&place);
    assert_eq!(world.count(audits).await, 1, "the second time nothing was left to mark");
    let page = person.get(&place).await.text();
    assert!(page.contains("Bỏ không phát sinh cả biểu"), "{page}");
    person.post(&place, &[("nil", "none")]).await.went_to(&place);
    assert_eq!(world.count(&marked).await, 0);
    let page = person.get(&place).await.text();
    assert!(!page.contains("Bỏ không phát sinh") && page.contains(r#"value="2""#), "{page}");
}

#[tokio::test]
async fn a_district_says_its_own_share_beside_the_sum_of_its_communes() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-417").await.submission.id.0;
    let person = world.sign_in(&world.login("h-417", ".chuyenvien").await).await;
    let place = format!("/submissions/{id}/parts/T3");
    let page = person.get(&place).await.text();
    assert!(page.contains("ô nhập: phần của huyện"), "the legend explains both figures");
    assert!(page.contains("phần của riêng cấp huyện"), "a sum from below answers nothing: {page}");
    person.post(&place, &[("nil", "all")]).await.went_to(&place);
    let page = person.get(&place).await.text();
    assert!(!page.contains("phần của riêng cấp huyện"), "one act answers for the table: {page}");
    // Its own report says whose figures it lacks.
    let report = person.get(&format!("/submissions/{id}/report")).await.text();
    assert!(report.contains("đơn vị cấp xã") && report.contains("để ngoài tổng"), "{report}");
}

#[tokio::test]
async fn what_nobody_opened_is_opened_by_who_accepts_it() {
    let world = World::open().await;
    let waits = format!(
        "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id JOIN unit u \
         ON u.id = s.unit_id WHERE r.code = '{ROUND}' AND s.state = 'in_review' AND u.kind <> 'commune'"
    );
    let id = world.count(&waits).await;
    world.arrange(&format!("UPDATE submission SET state = 'submitted' WHERE id = {id}")).await;
    world
        .arrange(&format!(
            "DELETE FROM event WHERE submission_id = {id} AND verb = 'submission.start_review'"
        ))
        .await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    desk.post(&format!("/submissions/{id}/accept"), &[]).await;
    assert_eq!(world.stage(id).await, State::Accepted);
    let told = format!(
        "SELECT count(*) FROM event WHERE submission_id = {id} AND verb IN \
         ('submission.start_review', 'submission.accept')"
    );
    assert_eq!(world.count(&told).await, 2);
    desk.post(&format!("/submissions/{id}/grant-extension"), &[]).await.refused(422, "SUB-033");
}

#[tokio::test]
async fn an_estimate_opened_again_and_told_stays_on_the_list_with_both_figures() {
    let world = World::open().await;
    let found = format!(
        "FROM submission s JOIN round r ON r.id = s.round_id JOIN value v \
         ON v.version_id = s.accepted_version_id WHERE r.code = '{ROUND}' AND s.state = 'accepted' \
         AND v.status = 'estimate' AND v.amount > 0 AND s.receiver_id = (SELECT unit_id FROM officer \
         WHERE login = 'ldtbxh.chuyenvien')"
    );
    let id = world.count(&format!("SELECT min(s.id) {found}")).await;
    let cell = world.count(&format!("SELECT min(v.cell_id) {found} AND s.id = {id}")).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = format!("/rounds/{ROUND}/estimates");
    let lines = async || desk.get(&page).await.text().matches("<tr>").count();
    let before = lines().await;
    // A second version holds the actual figure, twice the estimate.
    let again = [
        format!(
            "INSERT INTO submission_version (submission_id, number, at, author_id, signer_id) \
             SELECT s.id, s.versions + 1, '2024-12-02T00:00:00.000000Z', n.author_id, n.signer_id \
             FROM submission s JOIN submission_version n ON n.id = s.accepted_version_id WHERE s.id = {id}"
        ),
        format!(
            "INSERT INTO value (version_id, cell_id, amount, text, status) SELECT (SELECT max(id) FROM \
             submission_version WHERE submission_id = {id}), v.cell_id, CASE WHEN v.cell_id = {cell} THEN \
             v.amount * 2 ELSE v.amount END, v.text, CASE WHEN v.cell_id = {cell} THEN 'actual' ELSE \
             v.status END FROM value v JOIN submission s ON s.accepted_version_id = v.version_id \
             WHERE s.id = {id}"
        ),
        format!(
            "UPDATE submission SET versions = versions + 1, accepted_version_id = (SELECT max(id) FROM \
             submission_version WHERE submission_id = {id}) WHERE id = {id}"
        ),
    ];
    for sql in again {
        world.arrange(&sql).await;
    }
    assert!(before > 1);
    assert_eq!(lines().await, before, "the estimate leaves the list");
    let text = desk.get(&page).await.text();
    assert!(text.contains("1 lệch từ 10% trở lên") && text.contains("+100,0%"), "{text}");
}

#[tokio::test]
async fn what_an_estimate_came_to_holds_in_the_next_version_too() {
    let world = World::open().await;
    let found = format!(
        "FROM submission s JOIN round r ON r.id = s.round_id JOIN unit u ON u.id = s.unit_id \
         JOIN value v ON v.version_id = s.accepted_version_id WHERE r.code = '{ROUND}' \
         AND s.state = 'accepted' AND v.status = 'estimate' AND v.amount > 0 AND u.kind <> 'commune' \
         AND s.receiver_id = (SELECT unit_id FROM officer WHERE login = 'ldtbxh.chuyenvien')"
    );
    let id = world.count(&format!("SELECT min(s.id) {found}")).await;
    let cell = world.count(&format!("SELECT min(v.cell_id) {found} AND s.id = {id}")).await;
    let key = world.text(&format!("SELECT u.key {found} AND s.id = {id} LIMIT 1")).await;
    let typist = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let signer = world.sign_in(&world.login(&key, ".lanhdao").await).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let here = format!("/submissions/{id}");
    let told = [("cell", cell.to_string()), ("figure", "7".to_owned())];
    let told = told.each_ref().map(|(name, text)| (*name, text.as_str()));
    typist.post(&format!("{here}/true-up"), &told).await.went_to(&here);
    let log = typist.get(&here).await.text();
    let (_, said) = log.split_once("ghi số thực tế thay số ước").expect("the log tells it");
    assert!(said.contains("Biểu T") && said.contains("thực tế 7"), "{said}");
    let again = [("until", "2024-12-20"), ("reason", "Sửa lời văn")];
    desk.post(&format!("{here}/reopen"), &again).await.went_to(&here);
    fill(&world, &typist, id).await;
    typist.post(&format!("{here}/ready"), &[]).await.went_to(&here);
    signer.post(&format!("{here}/submit"), &[]).await.went_to(&here);
    desk.post(&format!("{here}/accept"), &[]).await.went_to(&here);
    let kept = format!(
        "SELECT count(*) FROM true_up t JOIN submission s ON s.accepted_version_id = t.version_id \
         WHERE s.id = {id} AND t.cell_id = {cell} AND t.amount = 70000"
    );
    assert_eq!(world.count(&kept).await, 1, "what was told is told for the new version");
}

#[tokio::test]
async fn a_receipt_names_the_receiver_and_files_bear_words_for_codes() {
    let world = World::open().await;
    let id = world
        .count(&format!(
            "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id JOIN unit u \
             ON u.id = s.unit_id WHERE r.code = '{ROUND}' AND u.key = 'h-421'"
        ))
        .await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let sent = world.count("SELECT min(id) FROM submission WHERE state = 'accepted'").await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let receipt = desk.get(&format!("/submissions/{sent}/receipt")).await.text();
    assert!(receipt.contains("Đơn vị nhận"), "{receipt}");
    let file = person.get(&format!("/submissions/{id}/report/xlsx")).await;
    let name = file.header("content-disposition");
    assert!(name.contains("huyen-quynh-luu") && !name.contains("h-421"), "{name}");
}
