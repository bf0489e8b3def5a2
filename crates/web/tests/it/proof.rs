//! Numbers and references in words: told where they are written, read wherever words are printed.

use domain::access::Sight;
use serde_json::json;

use crate::harness::{Person, ROUND, World};

/// A district's draft with figures in T3, its editor, and the address and first heading of its outline.
struct Desk<'w> {
    world: &'w World,
    person: Person<'w>,
    submission: i64,
    place: String,
    heading: String,
}

impl<'w> Desk<'w> {
    async fn open(world: &'w World) -> Self {
        let unit = "SELECT u.key FROM submission s JOIN unit u ON u.id = s.unit_id \
            JOIN round r ON r.id = s.round_id JOIN draft_cell d ON d.submission_id = s.id \
            JOIN cell c ON c.id = d.cell_id WHERE r.code = 'R-BAN12-2024' AND s.state = 'draft' \
            AND c.form = 'T3' AND d.amount > 0 AND c.column_code = 'lop' AND u.kind = 'district' LIMIT 1";
        let key = world.text(unit).await;
        let person = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
        let submission = world.submission(ROUND, &key).await.submission.id.0;
        Self::of(world, person, (submission, "PL06")).await
    }

    /// A commune's draft on the national programme: the one report with a restricted table and a year before.
    async fn of_commune(world: &'w World) -> Self {
        let person = world.sign_in("xa-17149").await;
        let submission = world.submission("R-STR-2024", "x-17149").await.submission.id.0;
        Self::of(world, person, (submission, "PL02")).await
    }

    async fn of(world: &'w World, person: Person<'w>, (submission, form): (i64, &str)) -> Self {
        let place = format!("/submissions/{submission}/parts/{form}");
        let page = person.get(&place).await.text();
        let name = crate::harness::names(&page, "text:").remove(0);
        Self { world, person, submission, place, heading: name["text:".len()..].to_owned() }
    }

    /// Saves words as the script does; gives the panel.
    async fn write(&self, text: &str) -> String {
        let sql = format!(
            "SELECT CAST(coalesce(max(revision), 0) AS BIGINT) FROM draft_text \
             WHERE submission_id = {} AND heading = '{}'",
            self.submission, self.heading
        );
        let seen = self.world.count(&sql).await;
        let body = json!({ "heading": self.heading, "text": text, "expected_revision": seen });
        let answer = self.person.json(&format!("{}/text", self.place), body).await;
        let answer = answer.json();
        assert!(answer["revision"].is_i64(), "{answer}");
        answer["proof"].as_str().unwrap().to_owned()
    }

    /// What stands under the first heading.
    async fn shown(&self) -> String {
        let page = self.person.get(&self.place).await.text();
        let start = format!(r#"data-heading="{}""#, self.heading);
        let (_, rest) = page.split_once(&start).unwrap();
        rest.split("data-heading=").next().unwrap().to_owned()
    }

    /// The sum of a column of T3, as its total prints.
    async fn total(&self, column: &str) -> String {
        let state = &self.world.state;
        let (mut reader, scope) = (state.store.reader(), self.world.scope());
        let id = domain::submission::SubmissionId(self.submission);
        let row = store::submission::load(&mut reader, &scope, id).await.unwrap().unwrap();
        let figures = actions::part::figures(&mut reader, &state.catalog, (&row, Sight::Whole))
            .await
            .unwrap();
        domain::amount::vietnamese(figures.get("T3", "cong", column).unwrap())
    }
}

#[tokio::test]
async fn a_number_that_the_table_does_not_bear_out_is_underlined_with_the_cell_beside() {
    let world = World::open().await;
    let desk = Desk::open(&world).await;
    let name = format!("text:{}", desk.heading);
    let words = "Trong năm tổ chức 98.765 lớp cho cán bộ.";
    let seen = crate::draft::seen(&desk.person.get(&desk.place).await.text());
    let fields = [(name.as_str(), words), ("seen", seen.as_str())];
    let saved = desk.person.post(&desk.place, &fields).await;
    assert!(saved.status.is_redirection(), "{}", saved.text());
    let page = desk.shown().await;
    assert!(page.contains("Lời văn ghi “98.765 lớp”"), "{page}");
    assert!(page.contains(r#"<span class="odd">"#));
    assert!(page.contains(&format!("(Biểu T3: {})", desk.total("lop").await)));
    assert!(page.contains(&format!("/submissions/{}/parts/T3", desk.submission)));

    // The button works without a script, also where lines above were added meanwhile.
    let (_, rest) = page.split_once(r#"name="take" value=""#).unwrap();
    let take = rest.split('"').next().unwrap().to_owned();
    let moved = format!("Thêm.\r\n{words}");
    let seen = crate::draft::seen(&desk.person.get(&desk.place).await.text());
    let fields =
        [(name.as_str(), moved.as_str()), ("take", take.as_str()), ("seen", seen.as_str())];
    desk.person.post(&desk.place, &fields).await.went_to(&desk.place);
    let page = desk.shown().await;
    assert!(page.contains("tổ chức {T3.cong.lop} lớp cho cán bộ."), "{page}");
    assert!(page.contains(r#"class="ref""#) && !page.contains(r#"class="odd""#), "{page}");
}

#[tokio::test]
async fn a_reference_reads_as_its_cell_and_follows_it() {
    let world = World::open().await;
    let desk = Desk::open(&world).await;
    assert_eq!(desk.write("Đã làm tốt.").await, "", "nothing to tell, and still a panel");
    let classes = desk.total("lop").await;
    let panel = desk.write("Tổ chức {T3.cong.lop} lớp.").await;
    assert!(panel.contains(&format!(">{classes}</a> lớp.")), "{panel}");
    assert!(panel.contains(r#"title="Biểu T3, Cộng, Số lớp, hội nghị""#), "{panel}");

    let more = "UPDATE draft_cell SET amount = amount + 10000000 WHERE cell_id = (SELECT id FROM cell \
        WHERE form = 'T3' AND row_code = 'bdg' AND column_code = 'lop')";
    world.arrange(more).await;
    let after = desk.total("lop").await;
    assert_ne!(after, classes);
    let paper = desk.person.get(&format!("/submissions/{}/report", desk.submission)).await.text();
    assert!(paper.contains(&format!("<mark>{after}</mark> lớp.")), "the paper does not follow");
    assert!(!paper.contains("{T3"), "a token is printed");
}

#[tokio::test]
async fn what_stands_for_nothing_is_told_and_keeps_the_report_from_its_signer() {
    let world = World::open().await;
    let desk = Desk::of_commune(&world).await;
    let panel = desk.write("Xảy ra {T5.nguoi_bi.tong} vụ, {T3.khong.co}, {CT.2.1}%.").await;
    assert!(panel.contains("[số hạn chế: T5.nguoi_bi.tong]"), "{panel}");
    assert!(panel.contains("[không có ô: T3.khong.co]"), "{panel}");
    assert!(panel.contains("[không dùng ở đây: CT.2.1]"), "{panel}");
    let answer = desk.person.post(&format!("/submissions/{}/ready", desk.submission), &[]).await;
    assert!(!answer.status.is_redirection(), "a broken reference was passed on");
    let mut reader = world.state.store.reader();
    let row = store::submission::load(
        &mut reader,
        &world.scope(),
        domain::submission::SubmissionId(desk.submission),
    )
    .await
    .unwrap()
    .unwrap();
    let found = actions::part::findings(&mut reader, &world.state.catalog, &row).await.unwrap();
    let finding = found.0.iter().find(|finding| finding.code == "PL02-TC").unwrap();
    assert_eq!(finding.row, desk.heading);
    assert!(finding.message.contains("{T3.khong.co}"), "{}", finding.message);
}

#[tokio::test]
async fn hostile_tokens_are_words_and_many_do_no_harm() {
    let world = World::open().await;
    let desk = Desk::open(&world).await;
    let panel = desk.write("{T3.cong.lop}{<script>alert(1)</script>}{T3.\"><img src=x>.y}").await;
    assert!(!panel.contains("<script>") && !panel.contains("<img"), "{panel}");
    assert!(panel.contains("&#60;script&#62;"), "{panel}");
    let panel = desk.write("Có {T3.cong.\nlop} lớp").await;
    assert!(panel.contains(r#"class="ref""#), "{panel}");
    let many = "{T3.cong.lop}{T3.a.b}".repeat(2_800);
    let panel = desk.write(&many).await;
    assert!(panel.len() < 150_000, "{}", panel.len());
    let page = desk.person.get(&desk.place).await;
    assert_eq!(page.status.as_u16(), 200);
}

#[tokio::test]
async fn figures_are_offered_to_those_who_write_and_never_restricted_ones() {
    let world = World::open().await;
    let desk = Desk::open(&world).await;
    let here = format!("/submissions/{}/figures", desk.submission);
    let list = desk.person.get(&here).await;
    assert_eq!(list.status.as_u16(), 200);
    let list = list.text();
    assert!(list.contains(r#"data-token="{T3.cong.lop}""#), "{list}");
    assert!(list.contains(r#"data-find="bieu t3 cong so lop hoi nghi"#), "{list}");
    assert!(!list.contains("{T5."), "a restricted figure is offered");
    let commune = Desk::of_commune(&world).await;
    let held = "UPDATE draft_cell SET amount = 30000 WHERE cell_id IN (SELECT id FROM cell WHERE form = 'T5')";
    world.arrange(held).await;
    let list = commune.person.get(&format!("/submissions/{}/figures", commune.submission)).await;
    assert_eq!(list.status.as_u16(), 200);
    assert!(!list.text().contains("{T5."), "a restricted figure is offered");
    for other in ["noi-vu.chuyenvien", "xa-17149"] {
        let stranger = world.sign_in(other).await;
        assert_eq!(stranger.get(&here).await.status.as_u16(), 404, "{other}");
    }
}

#[tokio::test]
async fn a_signed_version_reads_with_its_own_figures_wherever_it_is_printed() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let version = "SELECT t.version_id FROM version_text t JOIN submission_version n \
        ON n.id = t.version_id JOIN submission s ON s.id = n.submission_id AND \
        s.accepted_version_id = n.id JOIN round r ON r.id = s.round_id \
        WHERE r.code = 'R-BAN12-2024' AND t.body LIKE '%{T3.cong.lop}%' AND s.receiver_id = ";
    let lead = world.state.lead.0;
    let version = world.count(&format!("{version}{lead} ORDER BY t.version_id LIMIT 1")).await;
    let id = world
        .count(&format!("SELECT submission_id FROM submission_version WHERE id = {version}"))
        .await;
    let classes = world
        .count(&format!(
            "SELECT CAST(sum(v.amount) / 10000 AS BIGINT) FROM value v JOIN cell c \
             ON c.id = v.cell_id WHERE v.version_id = {version} AND c.form = 'T3' \
             AND c.column_code = 'lop'"
        ))
        .await;
    let said =
        format!("Cả kỳ tổ chức {} lớp, hội nghị", domain::amount::vietnamese(classes.into()));
    let number =
        world.count(&format!("SELECT number FROM submission_version WHERE id = {version}")).await;
    for place in ["review".to_owned(), format!("versions/{number}")] {
        let page = desk.get(&format!("/submissions/{id}/{place}")).await.text();
        assert!(page.contains(&said), "{place}: {said} is missing");
        assert!(!page.contains("{T3."), "{place} prints a token");
    }
    let page = desk.get(&format!("/submissions/{id}/parts/PL06")).await.text();
    assert!(page.contains(&said) && !page.contains("{T3."), "the locked part prints a token");
    let paper = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(!paper.contains("{T3."), "the province's report prints a token");
}

#[tokio::test]
async fn an_offices_words_refer_to_its_totals_and_indicators() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let here = format!("/consolidations/{ROUND}/narratives");
    let page = desk.get(&here).await.text();
    let name = crate::harness::names(&page, "text:").remove(0);
    let heading = &name["text:".len()..];
    let list = desk.get(&format!("{here}/figures")).await.text();
    assert!(list.contains(r#"data-token="{T3.cong.lop}""#) && !list.contains("{T5."), "{list}");
    let (_, rest) = list.split_once(r#"data-token="{T3.cong.lop}""#).unwrap();
    let printed = rest.split("<b>").nth(1).unwrap().split('<').next().unwrap().to_owned();

    let body = json!({ "heading": heading, "text": "Toàn tỉnh mở {T3.cong.lop} lớp.", "expected_revision": 0 });
    let saved = desk.json(&format!("{here}/text"), body).await.json();
    let panel = saved["proof"].as_str().unwrap();
    assert!(panel.contains(&format!(">{printed}</a> lớp.")), "{panel}");
    let report = format!("/reports/{ROUND}/lead");
    let paper = desk.get(&report).await.text();
    assert!(
        paper.contains(&format!("Toàn tỉnh mở <mark>{printed}</mark> lớp.")),
        "the paper differs"
    );

    let body = json!({ "heading": heading, "text": "Mở {T3.cong.x} lớp.", "expected_revision": 1 });
    desk.json(&format!("{here}/text"), body).await;
    let paper = desk.get(&report).await.text();
    assert!(paper.contains("[không có ô: T3.cong.x]"), "the draft hides the gap");
    let fields = [("date", "2024-12-03"), ("name", "Người ký mẫu")];
    desk.post(&format!("{report}/issue"), &fields).await.refused(422, "DOC-016");
}

#[tokio::test]
async fn two_who_assemble_one_heading_without_a_script_lose_nothing() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let other = world.sign_in("ldtbxh.chuyenvien2").await;
    let here = format!("/consolidations/{ROUND}/narratives");
    let page = desk.get(&here).await.text();
    let name = crate::harness::names(&page, "text:").remove(0);
    let heading = &name["text:".len()..];
    let fields = |text: &'static str, revision: &'static str| {
        [("heading", heading), ("revision", revision), (name.as_str(), text)]
    };
    let to = format!("{here}?heading={heading}");
    desk.post(&here, &fields("Lời của người thứ nhất.", "0")).await.went_to(&to);
    let both = other.post(&here, &fields("Lời của người thứ hai.", "0")).await;
    assert_eq!(both.status.as_u16(), 409, "{}", both.text());
    for text in ["Lời của người thứ nhất.", "Lời của người thứ hai.", "Giữ cả hai"]
    {
        assert!(both.text().contains(text), "{text} is lost");
    }
    assert_eq!(world.text("SELECT body FROM assembly").await, "Lời của người thứ nhất.");
    // The same words again are no conflict; the chosen ones are written over what was shown.
    other.post(&here, &fields("Lời của người thứ nhất.", "0")).await.went_to(&to);
    other.post(&here, &fields("Lời của người thứ hai.", "1")).await.went_to(&to);
    assert_eq!(world.text("SELECT body FROM assembly").await, "Lời của người thứ hai.");
    other.post(&here, &[("heading", "khong-co"), ("revision", "0")]).await.refused(404, "ACC-001");
}

#[tokio::test]
async fn picked_words_bring_their_units_figures_and_no_token() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let lead = world.state.lead.0;
    let heading = world
        .text(&format!(
            "SELECT t.heading FROM version_text t JOIN submission s ON s.accepted_version_id = \
             t.version_id JOIN round r ON r.id = s.round_id WHERE r.code = '{ROUND}' AND t.form = 'PL06' \
             AND t.body LIKE '%{{T3.cong.lop}}%' AND s.receiver_id = {lead} LIMIT 1"
        ))
        .await;
    let here = format!("/consolidations/{ROUND}/narratives?heading={heading}");
    let page = desk.get(&here).await.text();
    assert!(page.contains("Cả kỳ tổ chức ") && !page.contains("{T3."), "{page}");
    let boxes = page.split(r#"name="voice" value=""#).skip(1);
    let keys: Vec<String> =
        boxes.filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect();
    assert!(keys.len() > 1);
    let mut fields = vec![("heading", heading.as_str())];
    fields.extend(keys.iter().map(|key| ("voice", key.as_str())));
    desk.post(&format!("/consolidations/{ROUND}/narratives/pick"), &fields).await;
    let kept = world.text("SELECT body FROM assembly").await;
    assert!(kept.contains("Cả kỳ tổ chức ") && !kept.contains('{'), "{kept}");
}

#[tokio::test]
async fn copied_words_keep_their_references() {
    let world = World::open().await;
    let desk = Desk::of_commune(&world).await;
    let id = desk.submission;
    let table = format!("/submissions/{id}/parts/T8");
    let sql = format!(
        "SELECT CAST(coalesce(max(d.revision), 0) AS BIGINT) FROM draft_cell d JOIN cell c ON c.id = \
         d.cell_id WHERE d.submission_id = {id} AND c.form = 'T8' AND c.row_code = 'thuong_xuyen' \
         AND c.column_code = 'du_toan'"
    );
    let seen = world.count(&sql).await;
    let saved = desk.person.cell(&table, ("thuong_xuyen", "du_toan"), "1.234,5", seen).await;
    assert_eq!(saved.status.as_u16(), 200, "{}", saved.text());
    world
        .arrange(&format!(
            "UPDATE version_text SET body = 'Dự toán {{T8.thuong_xuyen.du_toan}} triệu đồng.' \
             WHERE version_id IN (SELECT n.id FROM submission_version n JOIN submission s ON s.id = \
             n.submission_id WHERE s.unit_id = (SELECT unit_id FROM submission WHERE id = {id}))"
        ))
        .await;
    world.arrange(&format!("DELETE FROM draft_text WHERE submission_id = {id}")).await;
    let page = desk.shown().await;
    let before = page.split("Kỳ trước viết gì").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(before.contains("Dự toán ") && !before.contains('{'), "{before}");
    assert!(!before.contains("1.234,5"), "last year's words take this year's figure: {before}");
    desk.person.post(&format!("{}/copy-last", desk.place), &[]).await;
    let page = desk.shown().await;
    assert!(page.contains("Dự toán {T8.thuong_xuyen.du_toan} triệu đồng."), "{page}");
    assert!(page.contains(">1.234,5</a> triệu đồng."), "{page}");
}
