//! Bad acts: closed rounds, double submits, cut lines, foreign ways back; a sentence, and nothing changed.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
};

use crate::{
    bad_input::{OPEN, part},
    harness::{Answer, ROUND, World},
};

#[tokio::test]
async fn a_closed_round_takes_nothing_any_more() {
    let world = World::on("2025-03-03T02:00:00Z").await;
    let part = part(&world, "T3").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let page = person.get(&part).await.text();
    assert!(!page.contains(r#"id="luoi""#), "nothing to type in");
    assert!(page.contains("đợt nhận đến hết ngày 31/01/2025"), "the day is told: {page}");
    let (row, column) = ("bdg", "lop");
    let before = world.writings().await;
    person.cell(&part, (row, column), "7", 0).await.refused(422, "SUB-003");
    let name = format!("cell:{row}:{column}");
    person.post(&part, &[(&name, "7")]).await.refused(422, "SUB-003");
    person.post(&part, &[("nil", "all")]).await.refused(422, "SUB-003");
    person
        .post(&format!("{part}/correct"), &[("cell", "bdg|lop"), ("by", "1")])
        .await
        .refused(422, "SUB-003");
    let id = world.submission(OPEN, "h-421").await.submission.id.0;
    world.arrange(&format!("UPDATE submission SET state = 'ready' WHERE id = {id}")).await;
    let signer = world.sign_in("quynhluu.lanhdao").await;
    let answer = signer.post(&format!("/submissions/{id}/submit"), &[]).await;
    answer.refused(422, "SUB-003");
    assert!(answer.text().contains("31/01/2025"), "the day is not told");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn of_two_submits_or_acceptances_at_once_one_counts() {
    let world = World::open().await;
    let id = world.submission(ROUND, "h-428").await.submission.id.0;
    world.arrange(&format!("UPDATE submission SET state = 'ready' WHERE id = {id}")).await;
    let signer = world.sign_in(&world.login("h-428", ".lanhdao").await).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    for (person, act) in [(&signer, "submit"), (&desk, "accept")] {
        let path = format!("/submissions/{id}/{act}");
        let events = format!(
            "SELECT count(*) FROM event WHERE submission_id = {id} AND verb = 'submission.{act}'"
        );
        let before = world.count(&events).await;
        let (one, two) = tokio::join!(person.post(&path, &[]), person.post(&path, &[]));
        let (done, refused): (Vec<Answer>, Vec<Answer>) =
            [one, two].into_iter().partition(|a| a.status.as_u16() == 303);
        assert_eq!((done.len(), refused.len()), (1, 1), "{act}");
        refused[0].refused(422, "SUB-002");
        assert_eq!(world.count(&events).await - before, 1, "{act}");
    }
    let before = world.writings().await;
    signer.post(&format!("/submissions/{id}/submit"), &[]).await.refused(422, "SUB-002");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn days_and_reasons_that_cannot_be_read_are_asked_for_again() {
    let world = World::open().await;
    let id = world.submission(OPEN, "h-421").await.submission.id.0;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    let to = format!("/submissions/{id}/extension");
    for (until, reason, code) in [
        ("", "chờ số liệu", "SUB-013"),
        ("mai", "chờ số liệu", "SUB-013"),
        ("31/02/2025", "chờ số liệu", "SUB-013"),
        ("1/1/99999999", "chờ", "SUB-013"),
        ("128/300/2025", "chờ", "SUB-013"),
        ("20/01/2025", "", "SUB-008"),
        ("2020-01-20", "chờ số liệu", "SUB-010"),
        ("20/01/-2025", "chờ số liệu", "SUB-013"),
        ("2025-03-01", "sau ngày đóng đợt", "SUB-020"),
    ] {
        person.post(&to, &[("until", until), ("reason", reason)]).await.refused(422, code);
    }
    let remarks = format!("/submissions/{id}/remarks");
    for text in ["", "  ", "\u{0}\u{200b}"] {
        person.post(&remarks, &[("text", text)]).await.refused(422, "SUB-008");
    }
    assert_eq!(world.writings().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_breaks_off_leaves_nothing_behind() {
    let world = World::open().await;
    let part = part(&world, "T3").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    let site = tokio::spawn(web::serve(world.state.clone(), listener, std::future::pending()));
    let body = crate::harness::encoded(&[("csrf", &person.csrf), ("nil", "all")]);
    let head = format!(
        "POST {part} HTTP/1.1\r\nhost: x\r\ncookie: {}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        person.cookie,
        body.len() + 100
    );
    let read = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    });
    let answer = read.await.unwrap();
    assert!(answer.is_empty() || answer.contains("WEB-001"), "{answer}");
    assert_eq!(world.writings().await, before);
    site.abort();
}

#[tokio::test]
async fn a_way_back_never_leaves_the_site_or_breaks_the_answer() {
    let world = World::open().await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    for back in ["/\t/evil.example", "/\n/evil.example", "/\\evil.example"] {
        let answer = person.post("/theme", &[("theme", "dark"), ("back", back)]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location").as_str()),
            (303, "/"),
            "{back:?}"
        );
    }
    let id = world.submission(OPEN, "h-421").await.submission.id.0;
    let fields = [("text", "Một câu."), ("form", "T3\n")];
    let answer = person.post(&format!("/submissions/{id}/remarks"), &fields).await;
    assert_ne!(answer.status.as_u16(), 500, "{}", answer.text());
}
