//! Outgoing documents: signers, numbers, the road from the frozen file to the register, signing tools.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::series::Body as Issuing;
use exchange::signature::trial::{Key, Rectangle, Trial, sign};
use jiff::Timestamp;

use crate::harness::{Answer, MORNING, Person, ROUND, World};

const CLERK: &str = "ldtbxh.chuyenvien";

/// Presents the lead department's report for an electronic signature; gives the document's id.
async fn presented(world: &World, desk: &Person<'_>) -> i64 {
    let signer = world.signer(world.state.lead, Issuing::Organ).await;
    // A round has one report: the one before is cancelled, or replaced where it has its number.
    let before = world.count("SELECT COALESCE(max(id), 0) FROM document").await.to_string();
    desk.post(&format!("/documents/{before}/cancel"), &[("reason", "Trình nhầm")]).await;
    let fields = [
        ("way", "electronic"),
        ("date", "2024-12-03"),
        ("signer", signer.as_str()),
        ("replaces", before.as_str()),
    ];
    let answer = desk.issue(&format!("/reports/{ROUND}/lead/issue"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    answer.went_to(&format!("/documents/{id}"));
    id
}

/// Signs as somebody of that name would; only the test signer is at hand.
fn signed_by(name: &str, pdf: &[u8]) -> Vec<u8> {
    let trial = Trial {
        name,
        organisation: "Sở",
        reason: "",
        location: "",
        at: MORNING.parse::<Timestamp>().unwrap(),
        page: 0,
        place: Rectangle { x: 300.0, y: 100.0, width: 120.0, height: 60.0 },
    };
    sign(pdf, &Key::from_seed([3; 32]), &trial).unwrap()
}

async fn frozen(desk: &Person<'_>, id: i64) -> Vec<u8> {
    desk.get(&format!("/documents/{id}/versions/0")).await.bytes.to_vec()
}

async fn hand_in(desk: &Person<'_>, id: i64, content: &[u8]) -> Answer {
    desk.upload(&format!("/documents/{id}/signed"), &[], ("ky.pdf", content)).await
}

async fn state_of(world: &World, id: i64) -> String {
    world.text(&format!("SELECT state FROM document WHERE id = {id}")).await
}

/// As if a certificate of a real issuer had signed: only the test signer is at hand.
async fn as_signed_for_good(world: &World, id: i64) {
    world.arrange(&format!("UPDATE document SET state = 'signed' WHERE id = {id}")).await;
    let sql = format!(
        "UPDATE document_version SET proof = 'whole' WHERE document_id = {id} AND number > 0"
    );
    world.arrange(&sql).await;
}

#[tokio::test]
async fn only_who_may_sign_on_the_day_is_offered() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let unit = world.state.lead.0.to_string();
    let base =
        [("unit", unit.as_str()), ("authority", "kt. giám đốc"), ("position", "phó giám đốc")];
    let add = async |name: &str, more: &[(&str, &str)]| {
        let fields = base.iter().copied().chain([("name", name)]).chain(more.iter().copied());
        desk.post("/signers", &fields.collect::<Vec<_>>()).await
    };
    let here = format!("/signers?unit={unit}");
    add("Người Đang Ký", &[("from", "2024-01-01")]).await.went_to(&here);
    add("Người Đã Nghỉ", &[("from", "2023-01-01"), ("to", "2024-12-02")]).await.went_to(&here);
    add("Người Chưa Nhận", &[("from", "2024-12-04")]).await.went_to(&here);
    add("", &[("from", "2024-01-01")]).await.refused(422, "SGN-001");
    let bare = [
        ("unit", unit.as_str()),
        ("name", "A"),
        ("authority", "TUQ. GIÁM ĐỐC"),
        ("position", "TRƯỞNG PHÒNG"),
        ("from", "2024-01-01"),
    ];
    desk.post("/signers", &bare).await.refused(422, "SGN-005");
    let page = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(page.contains("Người Đang Ký, KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC"));
    assert!(!page.contains("Người Đã Nghỉ") && !page.contains("Người Chưa Nhận"));
    // Not even when asked for by its number.
    let id = world.count("SELECT id FROM signer WHERE name = 'Người Đã Nghỉ'").await.to_string();
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", id.as_str())];
    desk.issue(&format!("/reports/{ROUND}/lead/issue"), &fields).await.refused(422, "DOC-012");
    let id = world.count("SELECT id FROM signer WHERE name = 'Người Đang Ký'").await.to_string();
    desk.post(&format!("/signers/{id}/end"), &[("last", "2024-12-02")]).await.went_to("/signers");
    let page = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(!page.contains("Người Đang Ký"));
    assert_eq!(
        world
            .count(
                "SELECT count(*) FROM signer WHERE name LIKE 'Người Đ%' OR name LIKE 'Người Ch%'"
            )
            .await,
        3
    );
}

#[tokio::test]
async fn lists_are_kept_by_their_keepers_alone() {
    let world = World::open().await;
    let login = world.login("h-428", ".chuyenvien").await;
    let other = world.sign_in(&login).await;
    for page in ["/signers", "/numbers"] {
        assert_eq!(other.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let unit = world.state.lead.0.to_string();
    let fields = [("unit", unit.as_str()), ("body", "organ"), ("year", "2024"), ("organ", "X")];
    let refused = other.post("/numbers", &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let desk = world.sign_in(CLERK).await;
    let strange = world.unit("h-428").await.0.to_string();
    let fields = [("unit", strange.as_str()), ("body", "organ"), ("year", "2024"), ("organ", "X")];
    assert_eq!(desk.post("/numbers", &fields).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn paper_documents_take_the_next_number_and_the_fixed_symbol() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let unit = world.state.lead.0.to_string();
    let place = [("unit", unit.as_str()), ("body", "organ"), ("year", "2024")];
    let with = |more: &[(&'static str, &'static str)]| [place.as_slice(), more].concat();
    let rule = with(&[("organ", "SXH"), ("drafter", "BĐG"), ("joint", "BC"), ("joint", "KH")]);
    let here = format!("/numbers?unit={unit}&body=organ");
    desk.post("/numbers", &rule).await.went_to(&here);
    desk.post("/numbers", &with(&[("organ", "s xh")])).await.refused(422, "SER-001");
    let begin = with(&[("series", "chung"), ("before", "410")]);
    desk.post("/numbers/begin", &begin).await.went_to(&here);
    let issue = format!("/reports/{ROUND}/lead/issue");
    let signer = world.signer(world.state.lead, Issuing::Organ).await;
    let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let last = "SELECT number FROM document ORDER BY id DESC LIMIT 1";
    desk.issue(&issue, &fields).await;
    assert_eq!(world.text(last).await, "411/BC-SXH");
    // A second report of the round is asked for, and says which it replaces.
    desk.issue(&issue, &fields).await.refused(422, "DOC-046");
    let first = world.count("SELECT max(id) FROM document").await.to_string();
    let page = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(page.contains("Phát hành báo cáo thay thế Báo cáo số 411/BC-SXH ngày 03/12/2024"));
    let replaced = [&fields[..], &[("replaces", first.as_str())]].concat();
    desk.issue(&issue, &replaced).await;
    assert_eq!(world.text(last).await, "412/BC-SXH");
    let id = world.count("SELECT max(id) FROM document").await;
    let file = desk.get(&format!("/reports/kept/{id}/docx")).await.bytes;
    let text = exchange::text::text_of(&file, "a.docx").unwrap();
    let text = text.replace('\u{2011}', "-").replace('\u{a0}', " ");
    assert!(text.contains("Báo cáo này thay thế Báo cáo số 411/BC-SXH ngày 03/12/2024 của Sở"));
    let note = world.text("SELECT note FROM document ORDER BY id DESC LIMIT 1").await;
    assert!(note.ends_with("Thay thế Báo cáo số 411/BC-SXH ngày 03/12/2024"), "{note}");
    assert!(note.starts_with("Phát hành khi còn 2 điểm phải xử lý"), "{note}");
    // What stands now is the second.
    desk.issue(&issue, &replaced).await.refused(422, "DOC-046");
    desk.post("/numbers/begin", &begin).await.refused(422, "SER-003");
    // Parted in the middle of the year, reports would begin at 01 again.
    let parted = with(&[("organ", "SXH"), ("drafter", "BĐG")]);
    desk.post("/numbers", &parted).await.refused(422, "SER-005");
    desk.post("/numbers", &rule).await.went_to(&here);
    let signer = world.signer(world.state.lead, Issuing::Organ).await;
    let ahead = [("way", "paper"), ("date", "2024-12-04"), ("signer", signer.as_str())];
    desk.issue(&issue, &ahead).await.refused(422, "DOC-011");
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds() && verified.numbers == 2, "{verified:?}");
    let page = desk.get("/documents/outgoing?q=nguoi+ky+mau").await.text();
    assert!(page.contains("411/BC-SXH") && page.contains("412/BC-SXH"));
    assert!(desk.get("/documents/outgoing?q=khong-co").await.text().contains("Không có văn bản"));
    assert!(!desk.get("/documents/outgoing?year=2023").await.text().contains("411/BC-SXH"));
}

#[tokio::test]
async fn a_cancelled_document_keeps_its_number() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let signer = world.signer(world.state.lead, Issuing::Organ).await;
    let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let issue = format!("/reports/{ROUND}/lead/issue");
    desk.issue(&issue, &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    let cancel = format!("/documents/{id}/cancel");
    desk.post(&cancel, &[("reason", " ")]).await.refused(422, "DOC-024");
    desk.post(&cancel, &[("reason", "Sai căn cứ.")]).await.went_to(&format!("/documents/{id}"));
    desk.post(&cancel, &[("reason", "Lại.")]).await.refused(422, "DOC-023");
    let page = desk.get("/documents/outgoing").await.text();
    assert!(page.contains("Sai căn cứ") && page.contains("Đã hủy") && page.contains("01/BC-"));
    desk.issue(&issue, &fields).await;
    let next = world.text("SELECT number FROM document ORDER BY id DESC LIMIT 1").await;
    assert!(next.starts_with("02/"), "{next}");
}

#[tokio::test]
async fn documents_are_for_their_unit_and_the_provinces_desk() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let login = world.login("h-428", ".chuyenvien").await;
    let other = world.sign_in(&login).await;
    for page in ["", "/anchors", "/versions/0"] {
        let found = other.get(&format!("/documents/{id}{page}")).await;
        assert_eq!(found.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(desk.get(&format!("/documents/{id}{page}")).await.status, StatusCode::OK);
    }
    assert!(!other.get("/documents/outgoing").await.text().contains("/documents/1"));
    for act in ["number", "cancel", "register", "try", "tool"] {
        let fields = [("reason", "x"), ("copies", "1")];
        let refused = other.post(&format!("/documents/{id}/{act}"), &fields).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(hand_in(&other, id, b"%PDF-").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_comes_back_must_be_the_frozen_file_and_a_signature_more() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    // Another document's file, of one that was cancelled.
    let other = presented(&world, &desk).await;
    let foreign = signed_by("Người Ký Mẫu", &frozen(&desk, other).await[..]);
    let id = presented(&world, &desk).await;
    let sent = frozen(&desk, id).await;
    assert_eq!(sent, frozen(&desk, id).await);
    let before = world.writings().await;
    let good = signed_by("Người Ký Mẫu", &sent);
    let mut altered = good.clone();
    altered[sent.len() / 2] ^= 1;
    let mut hurt = good.clone();
    let last = good.windows(7).rposition(|window| window == b"/Reason").unwrap();
    hurt[last + 9] ^= 1;
    let spoilt = [
        (altered.as_slice(), "DOC-030"),
        (&foreign[..sent.len().min(foreign.len()) / 2], "DOC-030"),
        (&sent, "DOC-031"),
        (&hurt, "SIG-03"),
        (&signed_by("Người Khác", &sent), "DOC-033"),
        (b"PK not a pdf", "SIG-002"),
        (b"", "SIG-002"),
    ];
    for (content, code) in spoilt {
        hand_in(&desk, id, content).await.refused(422, code);
    }
    assert_eq!(world.writings().await, before, "a refused file left something behind");
    let kept = format!("SELECT count(*) FROM document_version WHERE document_id = {id}");
    assert_eq!(world.count(&kept).await, 1);
    hand_in(&desk, id, &good).await.went_to(&format!("/documents/{id}"));
    let kept = desk.get(&format!("/documents/{id}/versions/1")).await.bytes;
    assert_eq!(kept, good);
}

#[tokio::test]
async fn a_signature_for_trial_is_kept_as_trial_and_never_issued() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let here = format!("/documents/{id}");
    desk.post(&format!("{here}/try"), &[]).await.went_to(&here);
    let page = desk.get(&here).await.text();
    assert!(page.contains("CHỮ KÝ THỬ NGHIỆM") && page.contains("SIG-013"), "{page}");
    assert_eq!(state_of(&world, id).await, "presented");
    let refused = desk.post(&format!("{here}/number"), &[("vouched", "1")]).await;
    refused.refused(422, "DOC-021");
    assert_eq!(world.count("SELECT count(*) FROM document_number").await, 0);
    // The road for a real signature stays open: the frozen file is still the one to sign.
    assert!(page.contains(&format!("{here}/versions/0")));
    hand_in(&desk, id, &signed_by("Người Ký Mẫu", &frozen(&desk, id).await)).await.went_to(&here);
}

#[tokio::test]
async fn a_number_follows_the_signature_and_stays() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let here = format!("/documents/{id}");
    desk.post(&format!("{here}/number"), &[]).await.refused(422, "DOC-020");
    let signed = signed_by("Người Ký Mẫu", &frozen(&desk, id).await);
    hand_in(&desk, id, &signed).await;
    as_signed_for_good(&world, id).await;
    desk.post(&format!("{here}/number"), &[]).await.refused(422, "DOC-022");
    desk.post(&format!("{here}/number"), &[("vouched", "1")]).await.went_to(&here);
    desk.post(&format!("{here}/number"), &[("vouched", "1")]).await.refused(422, "DOC-020");
    assert_eq!(state_of(&world, id).await, "issued");
    let number = world.text("SELECT number FROM document ORDER BY id DESC LIMIT 1").await;
    assert!(number.starts_with("01/BC-"), "{number}");
    // The office signs over it and nothing before is touched.
    let sealed = signed_by("Văn thư", &signed);
    hand_in(&desk, id, &sealed).await.went_to(&here);
    assert_eq!(desk.get(&format!("{here}/versions/1")).await.bytes, signed);
    assert_eq!(desk.get(&format!("{here}/versions/2")).await.bytes, sealed);
    let fields =
        [("copies", "5"), ("file_code", "H01"), ("due", "2024-12-31"), ("note", "Gửi trục")];
    desk.post(&format!("{here}/register"), &fields).await.went_to(&here);
    // What cannot be read erases nothing.
    for (name, wrong) in [("due", "31/02/2024"), ("copies", "năm")] {
        let slip: Vec<_> =
            fields.map(|(field, text)| (field, if field == name { wrong } else { text })).into();
        desk.post(&format!("{here}/register"), &slip).await.refused(422, "DOC-060");
    }
    let page = desk.get("/documents/outgoing").await.text();
    for words in ["H01", "31/12/2024", "Gửi trục", number.as_str(), "Người Ký Mẫu"] {
        assert!(page.contains(words), "{words}");
    }
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds() && verified.numbers == 1, "{verified:?}");
    world.arrange("UPDATE document_number SET number = 7").await;
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(!verified.holds() && verified.series_broken.len() == 1);
}

#[tokio::test]
async fn anchors_are_told_in_points() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let places = desk.get(&format!("/documents/{id}/anchors")).await.json();
    for name in ["signature", "seal", "corner"] {
        for side in ["page", "x", "y", "w", "h"] {
            assert!(places[name][side].as_f64().is_some_and(|n| n > 0.0), "{name}.{side}");
        }
    }
}

/// The pair of tokens, from the argument that the page shows.
async fn tokens(desk: &Person<'_>, id: i64) -> (String, String) {
    let page = desk.post(&format!("/documents/{id}/tool"), &[]).await.text();
    let path = |name: &str| {
        let (_, rest) = page.split_once(name).unwrap();
        let (_, rest) = rest.split_once("/sign/").unwrap();
        format!("/sign/{}/file", rest.split('/').next().unwrap())
    };
    (path("FileName"), path("FileUploadHandler"))
}

async fn tool_posts(world: &World, path: &str, content: &[u8]) -> Answer {
    let head =
        "--bien\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\"k.pdf\"\r\n\r\n";
    let body = [head.as_bytes(), content, b"\r\n--bien--\r\n"].concat();
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=bien")
        .body(Body::from(body));
    world.ask(request.unwrap()).await
}

#[tokio::test]
async fn a_signing_tool_fetches_and_hands_in_once_without_a_session() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let (fetch, take) = tokens(&desk, id).await;
    assert_ne!(fetch, take);
    world.get(&take).await.refused(422, "DOC-040");
    let sent = world.get(&fetch).await;
    assert_eq!(sent.bytes.to_vec(), frozen(&desk, id).await);
    world.get(&fetch).await.refused(422, "DOC-040");
    let signed = signed_by("Người Ký Mẫu", &sent.bytes);
    let answer = tool_posts(&world, &take, &signed).await.json();
    assert_eq!(answer["Status"], 0, "{answer}");
    // The tool reads the kept file back by an address that opens once.
    let file = answer["FileServer"].as_str().unwrap();
    let file = format!("/sign/{}", file.split_once("/sign/").unwrap().1);
    assert_eq!(world.get(&file).await.bytes.to_vec(), signed);
    world.get(&file).await.refused(422, "DOC-040");
    let again = tool_posts(&world, &take, &signed).await;
    assert_eq!((again.status, again.json()["Status"].as_u64()), (StatusCode::FORBIDDEN, Some(1)));
    assert_eq!(world.count("SELECT count(*) FROM document_version").await, 2);
    // A token that cannot be written takes nothing back: the file is kept, and the tool is told so.
    let (_, take) = tokens(&desk, id).await;
    world
        .arrange(
            "CREATE TRIGGER full BEFORE INSERT ON signing_token WHEN new.purpose = 'read-back' \
             BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        )
        .await;
    let answer = tool_posts(&world, &take, &signed_by("Văn thư", &signed)).await.json();
    assert!(answer["Status"] == 0 && answer["FileServer"] == "", "{answer}");
    assert_eq!(world.count("SELECT count(*) FROM document_version").await, 3);
    // Only hashes are stored.
    let secret = fetch.split('/').nth(2).unwrap();
    let sql = format!("SELECT count(*) FROM signing_token WHERE token_hash = '{secret}'");
    assert_eq!(world.count(&sql).await, 0);
}

#[tokio::test]
async fn the_tool_opened_again_ends_the_addresses_before() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let (fetch, take) = tokens(&desk, id).await;
    let (newer_fetch, newer_take) = tokens(&desk, id).await;
    world.get(&fetch).await.refused(422, "DOC-040");
    let sent = world.get(&newer_fetch).await.bytes.to_vec();
    let signed = signed_by("Người Ký Mẫu", &sent);
    assert!(tool_posts(&world, &take, &signed).await.text().contains("DOC-040"));
    let answer = tool_posts(&world, &newer_take, &signed).await.json();
    assert_eq!(answer["Status"], 0, "{answer}");
}

#[tokio::test]
async fn a_refused_file_uses_the_token_up_and_an_old_token_opens_nothing() {
    let world = World::open().await;
    let desk = world.sign_in(CLERK).await;
    let id = presented(&world, &desk).await;
    let (_, take) = tokens(&desk, id).await;
    let refused = tool_posts(&world, &take, b"%PDF-1.7 another").await.json();
    assert!(refused["Status"] == 1 && refused["Message"].as_str().unwrap().contains("DOC-030"));
    let signed = signed_by("Người Ký Mẫu", &frozen(&desk, id).await);
    assert!(tool_posts(&world, &take, &signed).await.text().contains("DOC-040"));
    let (fetch, take) = tokens(&desk, id).await;
    world.arrange("UPDATE signing_token SET expires_at = '2024-12-03T01:00:00.000000Z'").await;
    world.get(&fetch).await.refused(422, "DOC-040");
    assert!(tool_posts(&world, &take, &signed).await.text().contains("DOC-040"));
    assert_eq!(world.count("SELECT count(*) FROM document_version").await, 1);
}
