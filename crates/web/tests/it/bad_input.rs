//! Bad input: a sentence with a code and a next step, and nothing changed.

use serde_json::{Value, json};

use crate::harness::{Person, ROUND, World, names};

pub(crate) const OPEN: &str = "R-STR-2024";

/// A part of the yearly round that Quỳnh Lưu has not begun.
pub(crate) async fn part(world: &World, form: &str) -> String {
    let id = world.submission(OPEN, "h-421").await.submission.id.0;
    format!("/submissions/{id}/parts/{form}")
}

/// The first cell of a page in a column, or in any.
pub(crate) async fn cell(person: &Person<'_>, part: &str, column: &str) -> (String, String) {
    let page = person.get(part).await.text();
    let of_column = |name: &&String| column.is_empty() || name.ends_with(&format!(":{column}"));
    let all = names(&page, "cell:");
    let name = all.iter().find(of_column).expect("a cell of the column");
    let (row, column) = name["cell:".len()..].split_once(':').unwrap();
    (row.to_owned(), column.to_owned())
}

fn change(row: &str, column: &str, raw: &str) -> Value {
    json!({ "row": row, "column": column, "raw": raw, "status": "actual", "expected_revision": 0 })
}

fn words(heading: &str, text: &str, seen: i64) -> Value {
    json!({ "heading": heading, "text": text, "answer": "", "expected_revision": seen })
}

#[track_caller]
fn shows_words_only(page: &str) {
    assert!(!page.contains("<script>alert"), "the script is markup");
    assert!(
        page.contains("script&#62;alert") || page.contains("script&gt;alert"),
        "words are lost"
    );
}

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

#[tokio::test]
async fn wrong_addresses_get_a_page_in_words() {
    let world = World::open().await;
    let person = world.sign_in("ldtbxh.chuyenvien").await;
    let before = world.writings().await;
    for path in [
        "/submissions/99999999",
        "/submissions/-1",
        "/submissions/abc",
        "/submissions/99999999999999999999999",
        "/submissions/1%00",
        "/submissions/1%FF",
        "/rounds/khong-co",
        "/rounds/%27%20OR%201%3D1",
        "/consolidations/khong-co/T2",
        "/consolidations/R-BAN12-2024/T99",
        "/consolidations/R-BAN12-2024/T2?unit=99999999",
        "/consolidations/R-BAN12-2024/T2?unit=-1",
        "/consolidations/R-BAN12-2024/T2?unit=x",
        "/consolidations/R-BAN12-2024/T2?cell=khong%7Cco",
        "/indicators/9.9",
        "/reports/R-BAN12-2024/ai-do",
        "/reports/R-BAN12-2024/lead/exe",
        "/reports/kept/1/pdf",
        "/reports/kept/-9223372036854775808/pdf",
        "/khong-co-trang-nay",
        "/assets/../../etc/passwd",
    ] {
        let answer = person.get(path).await;
        if path.starts_with("/assets") {
            assert_eq!(answer.status.as_u16(), 404, "{path}");
        } else {
            answer.refused(404, "ACC-001");
        }
    }
    for path in ["/rounds", "/khong-co", "/submissions/1/khong-co", "/submissions/x/accept"] {
        person.post(path, &[]).await.refused(404, "ACC-001");
    }
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn a_number_is_read_in_all_its_dresses() {
    let world = World::open().await;
    let part = part(&world, "T3").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let (row, column) = cell(&person, &part, "").await;
    let dresses = [
        ("1.234", "1.234"),
        ("１２", "12"),
        ("１．２３４", "1.234"),
        ("1\u{a0}500", "1.500"),
        ("\u{200b}7\t", "7"),
        ("12,0", "12"),
        ("0", "0"),
    ];
    for (seen, (raw, shown)) in (0..).zip(dresses) {
        let json = person.cell(&part, (&row, &column), raw, seen).await.json();
        assert_eq!(json["cells"][0]["text"], shown, "{raw}: {json}");
        assert_eq!(json["cells"][0]["revision"], seen + 1, "{raw}: {json}");
    }
}

#[tokio::test]
async fn what_is_no_number_is_refused_in_its_cell_with_the_reason() {
    let world = World::open().await;
    let part = part(&world, "T3").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let (row, column) = cell(&person, &part, "").await;
    person.cell(&part, (&row, &column), "5", 0).await;
    let before = world.writings().await;
    let huge = format!("1{}", "0".repeat(30));
    let letters = "a".repeat(100_000);
    for (raw, code) in [
        ("mười", "NUM-001"),
        ("mu\u{031b}o\u{031b}\u{0300}i", "NUM-001"),
        ("1e5", "NUM-001"),
        ("12a", "NUM-001"),
        ("--3", "NUM-001"),
        ("1.2.3", "NUM-001"),
        ("0x10", "NUM-001"),
        ("=1+1", "NUM-001"),
        ("NaN", "NUM-001"),
        ("\u{202e}21", "NUM-001"),
        ("<b>1</b>", "NUM-001"),
        (letters.as_str(), "NUM-001"),
        (huge.as_str(), "NUM-002"),
        ("99999999999999999999", "NUM-002"),
        ("0,00001", "NUM-003"),
        ("-3", "NUM-004"),
        ("−3", "NUM-004"),
        ("1,5", "NUM-005"),
    ] {
        let answer = person.cell(&part, (&row, &column), raw, 1).await;
        assert!(answer.bytes.len() < 60_000, "the answer repeats what was typed: {raw:.20}");
        let json = answer.json();
        let finding = &json["findings"][0];
        assert_eq!(finding["code"], code, "{raw:.20}: {json}");
        assert_eq!((&finding["row"], &finding["column"]), (&json!(row), &json!(column)));
        assert!(finding["message"].as_str().unwrap().contains(". "), "no next step: {finding}");
        let typed = [(format!("cell:{row}:{column}"), raw.to_owned())];
        let fields: Vec<(&str, &str)> =
            typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        person.post(&part, &fields).await.refused(422, code);
    }
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn a_yes_or_no_is_nothing_else_and_words_in_a_cell_have_an_end() {
    let world = World::open().await;
    let id = world.submission(OPEN, "s-noi-vu").await.submission.id.0;
    let part = format!("/submissions/{id}/parts/T1");
    let person = world.sign_in("noi-vu.chuyenvien").await;
    let (row, column) = cell(&person, &part, "tra_loi").await;
    let json = person.cell(&part, (&row, &column), "Co\u{0301}", 0).await.json();
    assert_eq!(json["cells"][0]["text"], "Có", "{json}");
    for raw in ["5", "co le", "2024"] {
        let json = person.cell(&part, (&row, &column), raw, 1).await.json();
        assert_eq!(json["findings"][0]["code"], "NUM-006", "{raw}: {json}");
    }
    let (row, column) = cell(&person, &part, "nguon").await;
    let json = person.cell(&part, (&row, &column), &"ệ".repeat(2_001), 0).await.json();
    assert_eq!(json["findings"][0]["code"], "NUM-007", "{json}");
    let json = person.cell(&part, (&row, &column), &"ệ".repeat(2_000), 0).await.json();
    assert_eq!(json["cells"][0]["revision"], 1, "{json}");
}

#[tokio::test]
async fn the_second_editor_is_told_and_neither_value_is_lost() {
    let world = World::open().await;
    let one = world.sign_in("quynhluu.chuyenvien").await;
    for (form, column, (theirs, mine)) in
        [("T3", "", ("7", "8")), ("T8", "du_toan", ("1.250,5", "3"))]
    {
        let part = part(&world, form).await;
        let (row, column) = cell(&one, &part, column).await;
        one.cell(&part, (&row, &column), theirs, 0).await;
        let before = world.writings().await;
        let json = one.cell(&part, (&row, &column), mine, 0).await.json();
        let conflict = &json["conflicts"][0];
        assert_eq!((&conflict["theirs"], &conflict["mine"]), (&json!(theirs), &json!(mine)));
        assert_eq!(conflict["revision"], 1, "{json}");
        assert_eq!(world.writings().await, before);
    }
    let id = world.submission(OPEN, "s-noi-vu").await.submission.id.0;
    let part = format!("/submissions/{id}/parts/T1");
    let other = world.sign_in("noi-vu.chuyenvien").await;
    let (row, column) = cell(&other, &part, "nguon").await;
    other.cell(&part, (&row, &column), "Sở Nội vụ, 2024", 0).await;
    let json = other.cell(&part, (&row, &column), "Niên giám", 0).await.json();
    assert_eq!(json["conflicts"][0]["theirs"], "Sở Nội vụ, 2024", "{json}");
}

#[tokio::test]
async fn the_second_writer_of_a_heading_is_told_as_the_page_expects() {
    let world = World::open().await;
    let part = part(&world, "PL02").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let heading = names(&person.get(&part).await.text(), "text:")[0]["text:".len()..].to_owned();
    let to = format!("{part}/text");
    let json = person.json(&to, words(&heading, "Bản một.", 0)).await.json();
    assert_eq!(json["revision"], 1, "{json}");
    let before = world.writings().await;
    let json = person.json(&to, words(&heading, "Bản hai.", 0)).await.json();
    assert_eq!(json["conflicts"][0]["theirs"], "Bản một.", "{json}");
    assert_eq!(json["conflicts"][0]["mine"], "Bản hai.", "{json}");
    assert_eq!(json["revision"], Value::Null, "a conflict is no saving: {json}");
    assert_eq!(world.writings().await, before);
    // Composed and decomposed letters are one text, and signs nobody sees do not enter.
    let typed = words(&heading, "Ho\u{0300}a\u{0} Sơn\u{200b}", 1);
    person.json(&to, typed).await;
    assert!(person.get(&part).await.text().contains("Hòa Sơn"));
}

/// A check-list is answered by two officers; neither writes a word.
#[tokio::test]
async fn two_answers_to_one_question_are_both_shown() {
    let world = World::open().await;
    let id = world.submission("R-SELF-2024", "h-421").await.submission.id.0;
    world.arrange(&format!("UPDATE submission SET state = 'returned' WHERE id = {id}")).await;
    let part = format!("/submissions/{id}/parts/TKT");
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let page = person.get(&part).await.text();
    let name = names(&page, "answer:").remove(0);
    let heading = &name["answer:".len()..];
    let sql = format!(
        "SELECT CAST(coalesce(max(revision), 0) AS BIGINT) FROM draft_text WHERE form = 'TKT' AND \
         heading = '{heading}' AND submission_id = {id}"
    );
    let seen = world.count(&sql).await;
    let typed = |answer: &str, revision: i64| json!({ "heading": heading, "text": "", "answer": answer, "expected_revision": revision });
    let to = format!("{part}/text");
    let first = person.json(&to, typed("co", seen)).await.json();
    assert!(first["revision"].is_i64(), "{first}");
    let other = person.json(&to, typed("khong", seen)).await.json();
    assert_eq!(other["conflicts"][0]["answer"], "co", "{other}");
    // The plain form shows both answers in words, and takes the chosen one.
    let text = format!("text:{heading}");
    let fields = [(text.as_str(), ""), (name.as_str(), "khong")];
    let both = person.post(&part, &fields).await;
    assert_eq!(both.status.as_u16(), 409, "{}", both.text());
    let both = both.text();
    assert!(
        both.contains("<b>Giữ của tôi:</b> <span>Không") && both.contains("<span>Có"),
        "{both}"
    );
    let (_, mark) = both.split_once(r#"name="seen" value=""#).unwrap();
    let mark = mark.split('"').next().unwrap().to_owned();
    let chosen = [("seen", mark.as_str()), (text.as_str(), ""), (name.as_str(), "khong")];
    person.post(&part, &chosen).await.went_to(&part);
    let kept = format!(
        "SELECT answer FROM draft_text WHERE heading = '{heading}' AND submission_id = {id}"
    );
    assert_eq!(world.text(&kept).await, "no");
}

#[tokio::test]
async fn a_heading_that_was_not_touched_is_not_written_again() {
    let world = World::open().await;
    let part = part(&world, "PL02").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let all = names(&person.get(&part).await.text(), "text:");
    let mut fields: Vec<(&str, &str)> = all.iter().map(|name| (name.as_str(), "")).collect();
    fields[0].1 = "Một câu.\r\n\r\nĐoạn hai.";
    person.post(&part, &fields).await.went_to(&part);
    let before = world.writings().await;
    person.post(&part, &fields).await.went_to(&part);
    assert_eq!(world.writings().await, before);
    assert_eq!(world.count("SELECT count(*) FROM draft_text WHERE body = ''").await, 0);
}

/// A letter that the documents' face lacks is told where it is typed, and spoils no file.
#[tokio::test]
async fn letters_that_cannot_be_printed_are_named_and_every_file_still_comes() {
    let world = World::open().await;
    let part = part(&world, "PL02").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let heading = names(&person.get(&part).await.text(), "text:")[0]["text:".len()..].to_owned();
    let typed = "\u{f0b7} Tổ chức tốt 😀, đủ ✓ \u{202e}\u{fffe}.";
    let saved = person.json(&format!("{part}/text"), words(&heading, typed, 0)).await.json();
    let proof = saved["proof"].as_str().unwrap();
    assert!(proof.contains("Ký tự không in được: “😀”."), "{proof}");
    let here = part.split("/parts").next().unwrap();
    assert!(person.get(here).await.text().contains("lỗi"), "the overview counts it");
    for format in ["pdf", "docx", "xlsx"] {
        let file = person.get(&format!("{here}/report/{format}")).await;
        assert_eq!(file.status.as_u16(), 200, "{format}: {}", file.text());
    }
}

#[tokio::test]
async fn script_in_words_comes_out_as_words_everywhere() {
    let world = World::open().await;
    let id = world.submission(OPEN, "h-421").await.submission.id.0;
    let part = part(&world, "PL02").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let heading = names(&person.get(&part).await.text(), "text:")[0]["text:".len()..].to_owned();
    let saved = person.json(&format!("{part}/text"), words(&heading, HOSTILE, 0)).await;
    assert_eq!(saved.status.as_u16(), 200, "{}", saved.text());
    shows_words_only(&person.get(&part).await.text());
    let remarks = format!("/submissions/{id}/remarks");
    person.post(&remarks, &[("text", HOSTILE)]).await;
    shows_words_only(&person.get(&format!("/submissions/{id}")).await.text());
    let asked = [("until", "2025-01-20"), ("reason", HOSTILE)];
    person.post(&format!("/submissions/{id}/extension"), &asked).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    shows_words_only(&desk.get(&format!("/submissions/{id}")).await.text());

    let filed = world.submission(ROUND, "h-421").await.submission;
    let hostile = HOSTILE.replace('\'', "''");
    world
        .arrange(&format!(
            "UPDATE version_text SET body = '{hostile}' WHERE version_id IN \
             (SELECT id FROM submission_version WHERE submission_id = {})",
            filed.id.0
        ))
        .await;
    shows_words_only(&desk.get(&format!("/submissions/{}/review", filed.id.0)).await.text());
    let narratives = format!("/consolidations/{ROUND}/narratives");
    let page = desk.get(&narratives).await.text();
    shows_words_only(&page);
    let name = names(&page, "text:").remove(0);
    let fields = [("heading", &name["text:".len()..]), (name.as_str(), HOSTILE)];
    assert_eq!(desk.post(&narratives, &fields).await.status.as_u16(), 303);
    shows_words_only(&desk.get(&format!("/reports/{ROUND}/lead")).await.text());
    let asked = desk.get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await.text();
    assert!(!asked.contains("<script>alert"));
}

#[tokio::test]
async fn garbage_bodies_are_refused_in_words_the_script_can_show() {
    let world = World::open().await;
    let part = part(&world, "T3").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    let good = json!({ "csrf": person.csrf, "changes": [] }).to_string();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let wide = format!("{{\"csrf\":\"{}\",\"changes\":[{}]}}", person.csrf, "0,".repeat(1_000_000));
    for (kind, body) in [
        ("application/json", "{"),
        ("application/json", "[]"),
        ("application/json", ""),
        ("application/json", "\u{0}"),
        ("application/json", "{\"csrf\":1,\"changes\":[]}"),
        ("application/json", &good[..good.len() - 3]),
        ("application/json", &deep),
        ("application/json", &wide),
        ("text/csv", &good),
        ("application/x-www-form-urlencoded", &good),
    ] {
        for to in ["cells", "text"] {
            let answer = person.json_bare(&format!("{part}/{to}"), kind, body.to_owned()).await;
            answer.refused(422, "WEB-003");
            assert!(answer.json()["problem"]["what"].is_string(), "{body:.20}");
        }
    }
    let invalid = b"\xff\xfe{".to_vec();
    let answer = person.json_bare(&format!("{part}/cells"), "application/json", invalid).await;
    answer.refused(422, "WEB-003");
    let large = format!("csrf={}&reason={}", person.csrf, "a".repeat(5 * 1024 * 1024));
    person.post_bare(&format!("{part}/correct"), large).await.refused(422, "WEB-001");
    person.post_bare(&part, "%%%=%zz&&&==&\u{0}").await.refused(422, "WEB-002");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn a_million_cells_or_letters_are_refused_whole() {
    let world = World::open().await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let cells = part(&world, "T3").await;
    let (row, column) = cell(&person, &cells, "").await;
    let before = world.writings().await;
    for (count, status, code) in [(1_000_000, 422, "WEB-001"), (30_000, 422, "SUB-015")] {
        let all = vec![change(&row, &column, "1"); count];
        let answer = person.json(&format!("{cells}/cells"), json!({ "changes": all })).await;
        answer.refused(status, code);
    }
    let long = "ệ".repeat(1_000_000);
    let outline = part(&world, "PL02").await;
    let name = names(&person.get(&outline).await.text(), "text:").remove(0);
    let heading = &name["text:".len()..];
    let answer = person.json(&format!("{outline}/text"), words(heading, &long, 0)).await;
    answer.refused(422, "SUB-012");
    // As a form each letter is nine bytes, so fewer fit.
    let fits = "ệ".repeat(100_000);
    person.post(&outline, &[(&name, &fits)]).await.refused(422, "SUB-012");
    person.post(&outline, &[(&name, &long)]).await.refused(422, "WEB-001");
    assert_eq!(world.writings().await, before);
    let whole = "ệ".repeat(60_000);
    let answer = person.json(&format!("{outline}/text"), words(heading, &whole, 0)).await;
    assert_eq!(answer.json()["revision"], 1);
}

#[tokio::test]
async fn what_the_form_does_not_ask_for_is_not_kept() {
    let world = World::open().await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let part = part(&world, "T3").await;
    let (row, column) = cell(&person, &part, "").await;
    let before = world.writings().await;
    for (at_row, at_column) in [
        ("khong-co", column.as_str()),
        (&row, "khong_co"),
        ("cong", &column),
        ("", ""),
        (&row, "\0"),
    ] {
        // A good cell beside a bad one is not kept either: all or nothing.
        let both = [change(&row, &column, "1"), change(at_row, at_column, "1")];
        let answer = person.json(&format!("{part}/cells"), json!({ "changes": both })).await;
        answer.refused(422, "SUB-011");
    }
    let unknown = part.replace("/T3", "/T99");
    let outline = part.replace("/T3", "/PL02");
    person.cell(&unknown, (&row, &column), "1", 0).await.refused(404, "ACC-001");
    person.cell(&outline, (&row, &column), "1", 0).await.refused(404, "ACC-001");
    person.json(&format!("{part}/text"), words("1", "x", 0)).await.refused(404, "ACC-001");
    person.json(&format!("{outline}/text"), words("9.9.9", "x", 0)).await.refused(404, "ACC-001");
    person.post(&outline, &[("text:9.9.9", "x")]).await.refused(404, "ACC-001");
    person
        .post(&format!("{unknown}/correct"), &[("cell", "a|b"), ("by", "1")])
        .await
        .refused(404, "ACC-001");
    person.post(&format!("{unknown}/copy-last"), &[]).await.refused(404, "ACC-001");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn a_form_of_another_regime_takes_nothing() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-428").await.submission.id.0;
    let person = world.sign_in(&world.login("h-428", ".chuyenvien").await).await;
    world.arrange(&format!("UPDATE submission SET state = 'draft' WHERE id = {id}")).await;
    let before = world.writings().await;
    let foreign = format!("/submissions/{id}/parts/T5");
    person.cell(&foreign, ("nguoi_bi", "tong"), "3", 0).await.refused(404, "ACC-001");
    person.post(&foreign, &[("nil", "all")]).await.refused(404, "ACC-001");
    let outline = format!("/submissions/{id}/parts/PL02/text");
    person.json(&outline, words("1.1", "x", 0)).await.refused(404, "ACC-001");
    assert_eq!(world.writings().await, before);
}
