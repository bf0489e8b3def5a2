//! Bad input: a sentence with a code and a next step, and nothing changed.

use crate::harness::{ROUND, World};

/// A part of the yearly round that Quỳnh Lưu has not begun.
async fn part(world: &World) -> String {
    let id = world.submission("R-STR-2024", "h-421").await.submission.id.0;
    format!("/submissions/{id}/parts/T3")
}

#[tokio::test]
async fn wrong_addresses_get_a_page_in_words() {
    let world = World::open().await;
    let person = world.sign_in("ldtbxh.chuyenvien").await;
    for path in [
        "/submissions/99999999",
        "/submissions/-1",
        "/submissions/abc",
        "/submissions/99999999999999999999999",
        "/rounds/khong-co",
        "/consolidations/khong-co/T2",
        "/consolidations/R-BAN12-2024/T99",
        "/indicators/9.9",
        "/reports/R-BAN12-2024/ai-do",
        "/reports/R-BAN12-2024/lead/exe",
        "/reports/kept/1/pdf",
        "/khong-co-trang-nay",
    ] {
        person.get(path).await.refused(404, "ACC-001");
    }
}

#[tokio::test]
async fn a_number_is_read_in_all_its_dresses_and_letters_are_refused_in_the_cell() {
    let world = World::open().await;
    let part = part(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let page = person.get(&part).await.text();
    let (_, rest) = page.split_once(r#"data-cell=""#).expect("a cell");
    let (row, column) = rest.split('"').next().unwrap().split_once(':').unwrap();
    let mut seen = 0;
    for (raw, shown) in [("1.234", "1.234"), ("１２", "12"), ("1\u{a0}500", "1.500")] {
        let answer = person.cell(&part, (row, column), raw, seen).await;
        assert_eq!(answer.status.as_u16(), 200, "{raw}: {}", answer.text());
        let json = answer.json();
        assert!(answer.text().contains(&format!("\"{shown}\"")), "{raw}: {json}");
        seen += 1;
    }
    let before = world.count("SELECT coalesce(sum(amount), 0) FROM draft_cell").await;
    let huge = format!("1{}", "0".repeat(30));
    for raw in ["mười", "1e5", "12a", huge.as_str(), "--3", "1.2.3", "\u{202e}21"] {
        let answer = person.cell(&part, (row, column), raw, seen).await;
        let text = answer.text();
        assert!(text.contains("NUM-"), "{raw}: {text}");
        assert!(!text.contains("panicked"), "{raw}: {text}");
    }
    let after = world.count("SELECT coalesce(sum(amount), 0) FROM draft_cell").await;
    assert_eq!(after, before);
}

#[tokio::test]
async fn the_second_editor_of_a_cell_is_told_and_nothing_is_lost() {
    let world = World::open().await;
    let part = part(&world).await;
    let one = world.sign_in("quynhluu.chuyenvien").await;
    let page = one.get(&part).await.text();
    let (_, rest) = page.split_once(r#"data-cell=""#).expect("a cell");
    let (row, column) = rest.split('"').next().unwrap().split_once(':').unwrap();
    one.cell(&part, (row, column), "7", 0).await;
    let answer = one.cell(&part, (row, column), "8", 0).await;
    let conflicts = answer.json()["conflicts"].as_array().unwrap().len();
    assert_eq!(conflicts, 1, "{}", answer.text());
    let kept = world.count("SELECT max(amount) FROM draft_cell WHERE revision = 1").await;
    assert!(kept >= 70_000);
}

#[tokio::test]
async fn script_in_words_comes_out_as_words() {
    let world = World::open().await;
    let id = world.submission("R-STR-2024", "h-421").await.submission.id.0;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let body = serde_json::json!({
        "heading": "1.1", "text": "<script>alert(1)</script>", "answer": "", "expected_revision": 0,
    });
    let saved = person.json(&format!("/submissions/{id}/parts/PL02/text"), body).await;
    assert_eq!(saved.status.as_u16(), 200, "{}", saved.text());
    let page = person.get(&format!("/submissions/{id}/parts/PL02")).await.text();
    assert!(!page.contains("<script>alert"), "the script is markup");
    assert!(
        page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"),
        "the words are lost"
    );
}

#[tokio::test]
async fn garbage_bodies_are_refused_in_words() {
    let world = World::open().await;
    let part = part(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    for (kind, body) in [
        ("application/json", "{".to_owned()),
        ("application/json", "[]".to_owned()),
        ("application/json", "\u{0}".to_owned()),
        ("text/csv", "1;2".to_owned()),
    ] {
        let answer = person.json_bare(&format!("{part}/cells"), kind, body.clone()).await;
        let text = answer.text();
        assert!(answer.status.is_client_error(), "{body}: {}", answer.status);
        assert!(text.contains("WEB-003") || text.contains("ACC-001"), "{body}: {text}");
    }
    let large = format!("reason={}", "a".repeat(5 * 1024 * 1024));
    let answer = person.post_bare(&format!("{part}/from-below"), large).await;
    assert!(answer.text().contains("WEB-001"), "{}", answer.text());
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn a_closed_round_takes_nothing_any_more() {
    let world = World::on("2025-03-03T02:00:00Z").await;
    let part = part(&world).await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.count("SELECT count(*) FROM draft_cell").await;
    let page = person.get(&part).await.text();
    if let Some((_, rest)) = page.split_once(r#"data-cell=""#) {
        let (row, column) = rest.split('"').next().unwrap().split_once(':').unwrap();
        let answer = person.cell(&part, (row, column), "7", 0).await;
        answer.refused(422, "SUB-");
    }
    assert_eq!(world.count("SELECT count(*) FROM draft_cell").await, before);
}

#[tokio::test]
async fn a_second_submit_does_nothing() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-412").await.submission.id.0;
    let signer = world.sign_in("vinh.lanhdao").await;
    let before = world.writings().await;
    let answer = signer.post(&format!("/submissions/{id}/submit"), &[]).await;
    answer.refused(422, "SUB-");
    assert_eq!(world.writings().await, before);
}
