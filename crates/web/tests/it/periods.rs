//! What a report says of other spans: the year before, and the whole year from its first half.

use crate::harness::{ROUND, World};

#[tokio::test]
async fn a_half_year_report_estimates_the_whole_year() {
    let world = World::open().await;
    let row = world.submission("R-BAN6-2024", "x-17149").await;
    let id = row.submission.id.0;
    let commune = world.sign_in("xa-17149").await;
    let page = commune.get(&format!("/submissions/{id}/parts/T3U")).await.text();
    assert!(page.contains("Ước cả năm") && page.contains("bdg:uoc_nguoi"), "{page}");
    commune.get(&format!("/submissions/{id}/parts/T3")).await.refused(404, "ACC-001");
    let heads = commune.get(&format!("/submissions/{id}/parts/T2")).await.text();
    assert!(!heads.contains("Ước cả năm"), "heads belong to a term");
    let printed = commune.get(&format!("/submissions/{id}/report/docx")).await.bytes;
    let text = exchange::text::text_of(&printed, "bao-cao.docx").unwrap();
    assert!(text.contains("Ước cả năm"), "the print has the second set of columns");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let totals = desk.get("/consolidations/R-BAN6-2024/T3U").await.text();
    assert!(totals.contains("Ước cả năm"), "{totals}");
    // The sums of both sets stand in the accepted versions, and a year is not less than its half.
    let less = "SELECT count(*) FROM value half JOIN cell c ON c.id = half.cell_id \
        JOIN cell d ON d.form = c.form AND d.row_code = c.row_code \
        AND d.column_code = 'uoc_' || c.column_code \
        JOIN value whole ON whole.cell_id = d.id AND whole.version_id = half.version_id";
    assert!(world.count(less).await > 1_000);
    assert_eq!(world.count(&format!("{less} WHERE whole.amount < half.amount")).await, 0);
}

#[tokio::test]
async fn the_boards_report_has_a_year_before_it() {
    let world = World::open().await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let here = format!("/rounds/{ROUND}/last-year");
    let page = reviewer.get(&here).await.text();
    assert!(!page.contains("Danh mục chưa khai đợt trước"), "{page}");
    let table = "Mã đơn vị\tTên đơn vị\tbdg:lop\nx-17149\tXã Quỳnh Tam\t77\nh-425\tHuyện khác\t5\n";
    let fields = [("form", "T3"), ("table", table), ("act", "read")];
    let seen = reviewer.post(&here, &fields).await.text();
    assert!(seen.contains("Đọc được 1 ô của 1 đơn vị"), "{seen}");
    assert!(seen.contains("h-425"), "another office's unit is listed, not taken");
    let mark = crate::last_year::mark(&seen);
    let fields = [
        ("form", "T3"),
        ("table", table),
        ("act", "load"),
        ("seen", mark.as_str()),
        ("reason", "Số theo bản giấy."),
    ];
    reviewer.post(&here, &fields).await.went_to(&format!("{here}?form=T3"));
    let id = world.submission(ROUND, "x-17149").await.submission.id.0;
    let commune = world.sign_in("xa-17149").await;
    let page = commune.get(&format!("/submissions/{id}/parts/T3")).await.text();
    assert!(page.contains("77"), "last year's figure stands beside the cell");
    commune.get(&here).await.refused(404, "ACC-001");
    // Last year's words can be copied: there is a report before this one.
    let unit = world.unit("h-417").await.0;
    let sql = format!(
        "SELECT s.id FROM submission s JOIN round r ON r.id = s.round_id \
         WHERE r.code = '{ROUND}' AND s.unit_id = {unit}"
    );
    let id = world.count(&sql).await;
    let district = world.sign_in(&world.login("h-417", ".chuyenvien").await).await;
    let page = district.get(&format!("/submissions/{id}/parts/PL06")).await.text();
    assert!(page.contains("Chép lời văn kỳ trước"), "{page}");
}

#[tokio::test]
async fn the_demo_shows_a_working_desk_on_its_morning() {
    let world = World::open().await;
    let of = async |what: &str| {
        world
            .count(&format!(
                "SELECT count(*) FROM submission s JOIN round r ON r.id = s.round_id \
                 JOIN unit u ON u.id = s.unit_id WHERE r.code = '{ROUND}' AND {what}"
            ))
            .await
    };
    let open = "s.state IN ('not_started', 'draft', 'ready', 'returned')";
    let late = "COALESCE(s.extended_to, s.due) < '2024-12-03' AND s.duty = 'ordered'";
    assert_eq!(of(&format!("u.kind = 'commune' AND {open} AND {late}")).await, 10);
    assert!(of("s.state = 'returned'").await >= 4);
    assert_eq!(of("s.extended_to IS NOT NULL").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM extension WHERE decision = ''").await, 2);
    assert!(world.count("SELECT count(*) FROM remark").await >= 8);
    assert!(world.count("SELECT count(*) FROM explanation").await >= 5);
    assert!(world.count("SELECT count(*) FROM urging WHERE channel = 'call'").await >= 4);
    // Somebody slipped: nữ + nam is not the whole in a draft, and the page says so.
    let id = world.submission(ROUND, "x-17143").await.submission.id.0;
    let commune = world.sign_in("xa-17143").await;
    let page = commune.get(&format!("/submissions/{id}/parts/T3")).await.text();
    assert!(page.contains("Nữ cộng nam không bằng tổng số"), "{page}");
    // What was explained is a warning that stands, and nothing accepted has an error.
    let explained = "SELECT count(*) FROM explanation e JOIN submission s ON s.id = e.submission_id \
        WHERE s.state = 'accepted'";
    assert!(world.count(explained).await > 0);
}

#[tokio::test]
async fn a_year_with_reports_missing_says_so_of_what_several_units_give() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let whole = desk.get("/indicators?year=2023").await.text();
    assert!(whole.contains("chỉ tiêu đã đạt") && !whole.contains("Chưa đủ đơn vị"), "{whole}");
    let begun = desk.get("/indicators?year=2024").await.text();
    assert!(begun.contains("đạt theo số đã có") && begun.contains("Mới có 0/66"), "{begun}");
    assert!(desk.get("/indicators/6.1?year=2024").await.text().contains("Chưa đủ đơn vị"));
    // One provider gives it whole: nobody is missing in it.
    assert!(!desk.get("/indicators/1.1?year=2024").await.text().contains("Chưa đủ đơn vị"));
    // No yearly figure feeds it, however many reports are accepted; its target is told with its year.
    let survey = desk.get("/indicators/COM-3?year=2023").await.text();
    assert!(survey.contains("biểu hằng năm không thu thập số này"), "{survey}");
    assert!(!survey.contains("chưa có bản nào được chấp nhận"), "{survey}");
    assert!(survey.contains("≥ 10 (năm 2030)"), "{survey}");
}

/// Last year's words pass only with a sentence, and the sentence is kept.
#[tokio::test]
async fn words_copied_from_last_year_ask_for_a_sentence() {
    let world = World::open().await;
    let unit = world.unit("h-417").await.0;
    let sql = format!(
        "SELECT s.id FROM submission s JOIN round r ON r.id = s.round_id \
         WHERE r.code = '{ROUND}' AND s.unit_id = {unit}"
    );
    let id = world.count(&sql).await;
    let person = world.sign_in(&world.login("h-417", ".chuyenvien").await).await;
    let here = format!("/submissions/{id}/parts/PL06");
    // The year before said something with a figure of its own.
    let before = "UPDATE version_text SET body = 'Trong năm huyện đã tổ chức 98765 lớp tập huấn về bình đẳng giới cho cán bộ.' \
         WHERE form = 'PL06' AND version_id = (SELECT p.accepted_version_id FROM submission s JOIN round r \
         ON r.id = s.round_id JOIN submission p ON p.round_id = r.previous_id AND p.unit_id = s.unit_id";
    world.arrange(&format!("{before} WHERE s.id = {id})")).await;
    world.arrange(&format!("DELETE FROM draft_text WHERE submission_id = {id}")).await;
    person.post(&format!("{here}/copy-last"), &[]).await.went_to(&here);
    let page = person.get(&here).await.text();
    assert!(page.contains("Lời văn giống kỳ trước"), "{page}");
    assert!(page.contains("chép từ kỳ trước và có số khác biểu kỳ này: ghi “98765 lớp”"), "{page}");
    let (_, rest) = page.split_once(r#"name="finding" value=""#).expect("a warning");
    let key = rest.split('"').next().unwrap().replace("&#x2f;", "/").replace("&#47;", "/");
    assert!(key.ends_with("PL06-KT"), "{key}");
    let sentence = "Số liệu chưa cập nhật, sẽ bổ sung sau.";
    let dot = [("finding", key.as_str()), ("sentence", ".")];
    person.post(&format!("{here}/explain"), &dot).await.refused(422, "SUB-041");
    let fields = [("finding", key.as_str()), ("sentence", sentence)];
    person.post(&format!("{here}/explain"), &fields).await.went_to(&here);
    assert!(person.get(&here).await.text().contains(sentence), "the sentence is lost");
    let mut reader = world.state.store.reader();
    let scope = world.scope();
    let row = store::submission::load(&mut reader, &scope, domain::submission::SubmissionId(id));
    let row = row.await.unwrap().unwrap();
    let (found, sentences) =
        actions::part::findings(&mut reader, &world.state.catalog, &row).await.unwrap();
    let told: Vec<_> = found.iter().filter(|finding| finding.code == "PL06-KT").collect();
    assert!(!told.is_empty());
    assert!(sentences.get(&key).is_some_and(|known| known.sentence == sentence));
    // The others pass with one sentence for all; what has its own keeps it.
    let page = person.get(&here).await.text();
    let keys: Vec<String> = page
        .split(r#"name="finding" value=""#)
        .skip(1)
        .filter_map(|rest| Some(rest.split('"').next()?.replace("&#47;", "/")))
        .collect();
    assert!(keys.len() > 1, "{page}");
    let for_all = "Đã đối chiếu từng mục, vẫn đúng.";
    let mut fields = vec![("for-all", for_all)];
    for own in &keys {
        let words = if *own == key { sentence } else { "" };
        fields.extend([("finding", own.as_str()), ("sentence", words)]);
    }
    person.post(&format!("{here}/explain"), &fields).await.went_to(&here);
    let (_, sentences) =
        actions::part::findings(&mut reader, &world.state.catalog, &row).await.unwrap();
    for own in &keys {
        let wanted = if *own == key { sentence } else { for_all };
        assert_eq!(sentences.get(own).map(|known| known.sentence.as_str()), Some(wanted), "{own}");
    }
    let foreign = [("finding", "T3/a/b/T3-01"), ("sentence", "x")];
    person.post(&format!("{here}/explain"), &foreign).await.refused(404, "ACC-001");
}

/// Who reviews reads the warning under its heading, and whether it was explained.
#[tokio::test]
async fn words_copied_from_last_year_are_told_to_who_reviews() {
    let world = World::open().await;
    let both = format!(
        "FROM submission s JOIN round r ON r.id = s.round_id JOIN submission p \
         ON p.round_id = r.previous_id AND p.unit_id = s.unit_id WHERE r.code = '{ROUND}' \
         AND s.accepted_version_id IS NOT NULL AND p.accepted_version_id IS NOT NULL"
    );
    let id = world.count(&format!("SELECT MIN(s.id) {both}")).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let here = format!("/submissions/{id}/review");
    assert!(!desk.get(&here).await.text().contains("chép từ kỳ trước"));
    for version in ["s", "p"] {
        let of = format!("SELECT {version}.accepted_version_id {both} AND s.id = {id}");
        world
            .arrange(&format!(
                "UPDATE version_text SET body = 'Trong năm đã tổ chức 98765 lớp tập huấn về bình đẳng \
                 giới cho cán bộ.' WHERE form = 'PL06' AND version_id = ({of})"
            ))
            .await;
    }
    let page = desk.get(&here).await.text();
    assert!(page.contains("chép từ kỳ trước và có số khác biểu kỳ này: ghi “98765 lớp”"), "{page}");
    assert!(page.contains("Chưa giải trình."), "{page}");
    // The parts stand above them, and the list of places is short: rows and cells offer it themselves.
    assert!(page.contains(r##"<a href="#T3" title="##), "{page}");
    assert!(page.contains(r#"<option value="T3||">"#), "{page}");
    assert!(!page.contains(r#"<option value="T3|bdg|"#), "{page}");
}
