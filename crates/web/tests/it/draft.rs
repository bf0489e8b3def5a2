//! A district's draft: sums from below by themselves, the own share apart, corrections with reasons;
//! and two editors of the plain form.

use domain::submission::State;

use crate::{
    bad_input::part,
    harness::{Person, ROUND, World, names},
};

/// A district that has not begun its report while its communes have.
const WAITING: &str = "h-417";

async fn report(world: &World) -> (i64, Person<'_>) {
    let id = world.submission(ROUND, WAITING).await.submission.id.0;
    let person = world.sign_in(&world.login(WAITING, ".chuyenvien").await).await;
    (id, person)
}

/// The sum of one cell over the communes that the district has accepted, in units.
async fn below(world: &World, form: &str, row: &str, column: &str) -> i64 {
    let sql = format!(
        "SELECT CAST(coalesce(sum(v.amount), 0) AS BIGINT) / 10000 FROM submission s \
         JOIN round r ON r.id = s.round_id JOIN unit u ON u.id = s.receiver_id \
         JOIN value v ON v.version_id = s.accepted_version_id JOIN cell c ON c.id = v.cell_id \
         WHERE r.code = '{ROUND}' AND u.key = '{WAITING}' AND c.form = '{form}' \
         AND c.row_code = '{row}' AND c.column_code = '{column}'"
    );
    world.count(&sql).await
}

fn computed(json: &serde_json::Value, row: &str, column: &str) -> String {
    let all = json["computed"].as_array().unwrap();
    let found = all.iter().find(|c| c["row"] == row && c["column"] == column);
    found.unwrap_or_else(|| panic!("{row} {column} in {json}"))["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_holds_the_own_share_and_the_sum_comes_by_itself() {
    let world = World::open().await;
    let (id, person) = report(&world).await;
    let place = format!("/submissions/{id}/parts/T3");
    // One commune is accepted only later.
    let sql = format!(
        "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id \
         JOIN unit u ON u.id = s.receiver_id JOIN value v ON v.version_id = s.accepted_version_id \
         JOIN cell c ON c.id = v.cell_id WHERE r.code = '{ROUND}' AND u.key = '{WAITING}' \
         AND c.form = 'T3' AND c.row_code = 'bdg' AND c.column_code = 'lop' AND v.amount > 0"
    );
    let late = world.count(&sql).await;
    let version =
        world.count(&format!("SELECT accepted_version_id FROM submission WHERE id = {late}")).await;
    world
        .arrange(&format!("UPDATE submission SET accepted_version_id = NULL WHERE id = {late}"))
        .await;
    let before = below(&world, "T3", "bdg", "lop").await;
    assert!(before > 0);
    let page = person.get(&place).await.text();
    assert!(page.contains(&format!("xã {before}")), "the sum stands in the cell unasked");

    let json = person.cell(&place, ("bdg", "lop"), "500", 0).await.json();
    assert_eq!(json["cells"][0]["text"], "500", "the box keeps the own share: {json}");
    assert_eq!(computed(&json, "bdg", "lop"), (before + 500).to_string());

    world
        .arrange(&format!(
            "UPDATE submission SET accepted_version_id = {version} WHERE id = {late}"
        ))
        .await;
    let after = below(&world, "T3", "bdg", "lop").await;
    assert!(after > before);
    let page = person.get(&place).await.text();
    assert!(page.contains(&format!("xã {after}")), "the sum is refreshed");
    assert!(page.contains("1 đơn vị cấp xã được chấp nhận sau lần xem trước"), "it is told");
    assert!(page.contains(&format!("<b>{}</b>", after + 500)), "the own share stays");
    // A page that showed nothing marks nothing; what it showed is marked.
    person.post(&format!("/submissions/{id}/see-below"), &[("shown", "")]).await;
    assert!(person.get(&place).await.text().contains("sau lần xem trước"));
    let shown = version.to_string();
    person.post(&format!("/submissions/{id}/see-below"), &[("shown", shown.as_str())]).await;
    assert!(!person.get(&place).await.text().contains("sau lần xem trước"));
}

#[tokio::test]
async fn a_correction_needs_its_reason_and_verify_adds_it_up() {
    let world = World::open().await;
    let (id, person) = report(&world).await;
    let place = format!("/submissions/{id}/parts/T3");
    let to = format!("{place}/correct");
    let sum = below(&world, "T3", "bdg", "lop").await;
    let bare = [("cell", "bdg|lop"), ("by", "-1"), ("reason", " ")];
    person.post(&to, &bare).await.refused(422, "SUB-008");
    let letters = [("cell", "bdg|lop"), ("by", "một"), ("reason", "x")];
    person.post(&to, &letters).await.refused(422, "SUB-024");
    let large = format!("-{}", sum + 1);
    let large = [("cell", "bdg|lop"), ("by", large.as_str()), ("reason", "Xã đếm nhầm.")];
    person.post(&to, &large).await.refused(422, "SUB-023");
    let reason = "Xã Tà Cạ tính trùng một lớp.";
    let good = [("cell", "bdg|lop"), ("by", "-1"), ("reason", reason)];
    person.post(&to, &good).await.went_to(&place);
    let page = person.get(&place).await.text();
    assert!(page.contains(reason) && page.contains("điều chỉnh −1"), "{page}");
    assert!(page.contains("T3-DC"), "a correction is a warning that its reason lets pass");
    // Who did not see it changes nothing.
    let unseen = [("cell", "bdg|lop"), ("by", "-2"), ("reason", "Của người khác.")];
    person.post(&to, &unseen).await.refused(422, "SUB-025");
    let (_, known) = page.split_once(r#"name="known" value=""#).unwrap();
    let known = known.split('"').next().unwrap().to_owned();
    // Taken away, the sum stands again.
    let undone = [("cell", "bdg|lop"), ("by", "0"), ("known", known.as_str())];
    person.post(&to, &undone).await.went_to(&place);
    assert!(!person.get(&place).await.text().contains("T3-DC"));
    person.post(&to, &good).await.went_to(&place);

    finish(&world, &person, id).await;
    let signer = world.sign_in(&world.login(WAITING, ".lanhdao").await).await;
    signer.post(&format!("/submissions/{id}/submit"), &[]).await;
    assert_eq!(world.stage(id).await, State::Submitted);
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let review = desk.get(&format!("/submissions/{id}/review")).await.text();
    assert!(review.contains(&format!("xã {sum}, điều chỉnh −1")), "the sum stands in the review");
    assert!(review.contains(&format!("Đã giải trình: “{reason}”")), "{review}");
    desk.post(&format!("/submissions/{id}/accept"), &[]).await;
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{:?}", verified.sums_broken);
    assert!(verified.sums_corrected.iter().any(|s| s.reason == reason && s.correction == -10_000));
    // Sent back, the draft is what it was: nothing is counted twice.
    desk.post(
        &format!("/submissions/{id}/reopen"),
        &[("reason", "Kiểm tra lại."), ("until", "20/12/2024")],
    )
    .await;
    let page = person.get(&place).await.text();
    assert!(page.contains(&format!("xã {sum}, điều chỉnh −1")), "{page}");
    // A figure changed behind the system's back no longer adds up.
    world
        .arrange(&format!(
            "UPDATE value SET amount = amount + 10000 WHERE version_id = (SELECT \
             accepted_version_id FROM submission WHERE id = {id}) AND cell_id IN \
             (SELECT id FROM cell WHERE form = 'T3' AND row_code = 'bdg' AND column_code = 'lop')"
        ))
        .await;
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert_eq!(verified.sums_broken.len(), 1);
}

/// Fills what is empty, gives each warning a sentence, and passes the report to its signer.
pub(crate) async fn finish(world: &World, person: &Person<'_>, id: i64) {
    fill(world, person, id).await;
    person.post(&format!("/submissions/{id}/ready"), &[]).await;
    assert_eq!(world.stage(id).await, State::Ready, "{}", {
        person.post(&format!("/submissions/{id}/ready"), &[]).await.text()
    });
}

/// Fills what is empty and gives each warning a sentence.
pub(crate) async fn fill(world: &World, person: &Person<'_>, id: i64) {
    let overview = person.get(&format!("/submissions/{id}")).await.text();
    let parts: std::collections::BTreeSet<String> = overview
        .split(&format!("/submissions/{id}/parts/"))
        .skip(1)
        .filter_map(|rest| rest.split(['"', '#']).next().map(ToOwned::to_owned))
        .collect();
    assert!(!parts.is_empty() && world.count("SELECT 1").await == 1);
    for part in parts {
        let place = format!("/submissions/{id}/parts/{part}");
        let page = person.get(&place).await.text();
        let texts = names(&page, "text:");
        if texts.is_empty() {
            person.post(&place, &[("nil", "all")]).await;
            let mut page = person.get(&place).await.text();
            if page.contains("why--bad") {
                // What was begun contradicts a table in which nothing else arose.
                let begun = format!(
                    "DELETE FROM draft_cell WHERE submission_id = {id} AND cell_id IN \
                     (SELECT id FROM cell WHERE form = '{part}')"
                );
                world.arrange(&begun).await;
                person.post(&place, &[("nil", "all")]).await;
                page = person.get(&place).await.text();
            }
            let mut asked = names(&page, "explain:");
            asked.retain(|name| !name.contains("-DC:"));
            let fields: Vec<(&str, &str)> =
                asked.iter().map(|name| (name.as_str(), "Đã kiểm tra, số đúng.")).collect();
            person.post(&place, &fields).await;
        } else {
            let answers: Vec<String> =
                texts.iter().map(|name| name.replacen("text:", "answer:", 1)).collect();
            let texts = texts.iter().map(|name| (name.as_str(), "Không phát sinh."));
            let answers = answers.iter().map(|name| (name.as_str(), "khong"));
            person.post(&place, &texts.chain(answers).collect::<Vec<_>>()).await;
            // Words that are last year's pass with a sentence.
            let page = person.get(&place).await.text();
            for rest in page.split(r#"name="finding" value=""#).skip(1) {
                let key = rest.split('"').next().unwrap();
                let fields = [("finding", key), ("sentence", "Đã đối chiếu, vẫn đúng.")];
                person.post(&format!("{place}/explain"), &fields).await;
            }
        }
    }
}

/// The hidden field that says what a page showed.
pub(crate) fn seen(page: &str) -> String {
    let (_, rest) = page.split_once(r#"name="seen" value=""#).expect("a page says what it shows");
    rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn an_old_page_without_a_script_takes_nothing_away() {
    let world = World::open().await;
    let place = part(&world, "T8").await;
    let (one, other) =
        (world.sign_in("quynhluu.chuyenvien").await, world.sign_in("quynhluu.chuyenvien").await);
    let page = one.get(&place).await.text();
    let (old, fields) = (seen(&page), names(&page, "cell:"));
    let (mine, theirs) = (&fields[0], &fields[1]);
    let at = |name: &str| {
        let (row, column) = name["cell:".len()..].split_once(':').unwrap();
        (row.to_owned(), column.to_owned())
    };
    let (row, column) = at(theirs);
    other.cell(&place, (&row, &column), "33", 0).await;
    // The whole old page is posted: one cell changed, the others as they were shown.
    let mut posted: Vec<(&str, &str)> = fields.iter().map(|name| (name.as_str(), "")).collect();
    posted[0].1 = "~12,5";
    posted.push(("seen", &old));
    one.post(&place, &posted).await.went_to(&place);
    let now = one.get(&place).await.text();
    assert!(now.contains(r#"value="33""#), "what the other typed is still there");
    assert!(now.contains(r#"value="~12,5""#), "an estimate is an estimate without a script");
    // The same cell changed by both: neither value is lost, and the person chooses.
    posted[0].1 = "";
    posted[1].1 = "44";
    let before = world.writings().await;
    let answer = one.post(&place, &posted).await;
    answer.refused(409, "SUB-009");
    let choice = answer.text();
    assert!(choice.contains("44") && choice.contains("33") && choice.contains("Cán bộ đầu mối"));
    assert_eq!(world.writings().await, before, "nothing is written before the choice");
    let again = seen(&choice);
    let keep_theirs = [(theirs.as_str(), "33"), ("seen", again.as_str())];
    one.post(&place, &keep_theirs).await.went_to(&place);
    assert_eq!(world.writings().await, before);
    let keep_mine = [(theirs.as_str(), "44"), ("seen", again.as_str())];
    one.post(&place, &keep_mine).await.went_to(&place);
    let page = one.get(&place).await.text();
    assert!(page.contains(r#"value="44""#) && page.contains(r#"value="~12,5""#), "{mine}");
    // Letters come back in their box, and the rest is kept.
    let now = seen(&page);
    let letters = [(theirs.as_str(), "12a"), (fields[2].as_str(), "7"), ("seen", now.as_str())];
    let answer = one.post(&place, &letters).await;
    answer.refused(422, "NUM-001");
    assert!(answer.text().contains(r#"value="12a""#));
    assert!(one.get(&place).await.text().contains(r#"value="7""#));
}

#[tokio::test]
async fn an_old_page_of_words_takes_nothing_away() {
    let world = World::open().await;
    let place = part(&world, "PL02").await;
    let (one, other) =
        (world.sign_in("quynhluu.chuyenvien").await, world.sign_in("quynhluu.chuyenvien").await);
    let page = one.get(&place).await.text();
    let (old, fields) = (seen(&page), names(&page, "text:"));
    let heading = &fields[1]["text:".len()..];
    let body = serde_json::json!({ "heading": heading, "text": "Của người kia.", "answer": "", "expected_revision": 0 });
    other.json(&format!("{place}/text"), body).await;
    let mut posted: Vec<(&str, &str)> = fields.iter().map(|name| (name.as_str(), "")).collect();
    posted[0].1 = "Của tôi.";
    posted.push(("seen", &old));
    one.post(&place, &posted).await.went_to(&place);
    let now = one.get(&place).await.text();
    assert!(now.contains("Của người kia.") && now.contains("Của tôi."));
    posted[0].1 = "";
    posted[1].1 = "Cũng của tôi.";
    let answer = one.post(&place, &posted).await;
    answer.refused(409, "SUB-009");
    let choice = answer.text();
    assert!(choice.contains("Cũng của tôi.") && choice.contains("Của người kia."));
    let both = "Của người kia.\r\n\r\nCũng của tôi.";
    let chosen = [(fields[1].as_str(), both), ("seen", &seen(&choice))];
    one.post(&place, &chosen).await.went_to(&place);
    let now = one.get(&place).await.text();
    assert!(now.contains("Của người kia.\n\nCũng của tôi."), "{now}");
}

#[tokio::test]
async fn the_other_s_value_comes_as_it_was_typed() {
    let world = World::open().await;
    let place = part(&world, "T8").await;
    let (one, other) =
        (world.sign_in("quynhluu.chuyenvien").await, world.sign_in("quynhluu.chuyenvien").await);
    let fields = names(&one.get(&place).await.text(), "cell:");
    for (name, raw, status, theirs) in
        [(&fields[0], "12", "estimate", "~12"), (&fields[1], "", "not_arising", "kps")]
    {
        let (row, column) = name["cell:".len()..].split_once(':').unwrap();
        let change = serde_json::json!({
            "row": row, "column": column, "raw": raw, "status": status, "expected_revision": 0,
        });
        other.json(&format!("{place}/cells"), serde_json::json!({ "changes": [change] })).await;
        let answer = one.cell(&place, (row, column), "5", 0).await.json();
        assert_eq!(answer["conflicts"][0]["theirs"], theirs, "{answer}");
    }
}

#[tokio::test]
async fn a_remark_leads_back_to_its_place() {
    let world = World::open().await;
    let place = part(&world, "T8").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let page = person.get(&place).await.text();
    let (row, column) = names(&page, "cell:")[0]["cell:".len()..]
        .split_once(':')
        .map(|(row, column)| (row.to_owned(), column.to_owned()))
        .unwrap();
    assert!(page.contains(&format!(r#"<option value="T8|{row}|">"#)), "rows are offered: {page}");
    assert!(page.contains(&format!(r#"id="o-T8-{row}""#)), "a row can be pointed to");
    let report = place.trim_end_matches("/parts/T8");
    let to = format!("{report}/remarks");
    let chosen = format!("T8|{row}|{column}");
    let fields =
        [("text", "Xem lại."), ("form", ""), ("place", chosen.as_str()), ("from", "review")];
    let answer = person.post(&to, &fields).await;
    assert_eq!(answer.header("location"), format!("{report}/review#o-T8-{row}"));
    let answer = person.post(&to, &[("text", "Cả biểu."), ("form", "T8"), ("place", "")]).await;
    assert_eq!(answer.header("location"), format!("{place}#T8"));
    assert!(person.get(&place).await.text().contains(&format!("{place}#o-T8-{row}")));
}
