//! Documents written in a form: each kind without a finding of form, kept, presented once, refused in words.

use documents::{Manuscript, docx, lint, pdf};
use domain::series::Body;

use crate::harness::{Person, ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

/// Begins a document and gives its number.
async fn begun(world: &World, desk: &Person<'_>, kind: &str, basis: &str) -> i64 {
    let answer = desk.post("/compositions", &[("kind", kind), ("basis", basis)]).await;
    let id = world.count("SELECT max(id) FROM composition").await;
    answer.went_to(&format!("/compositions/{id}"));
    id
}

async fn revision(world: &World, id: i64) -> String {
    world.count(&format!("SELECT revision FROM composition WHERE id = {id}")).await.to_string()
}

async fn save(world: &World, desk: &Person<'_>, id: i64, fields: &[(&str, &str)]) {
    let revision = revision(world, id).await;
    let mut all = vec![("revision", revision.as_str())];
    all.extend_from_slice(fields);
    let place = format!("/compositions/{id}");
    desk.post(&place, &all).await.went_to(&place);
}

async fn file(desk: &Person<'_>, id: i64, format: &str) -> Vec<u8> {
    let answer = desk.get(&format!("/compositions/{id}/{format}")).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    answer.bytes.to_vec()
}

fn findings(name: &str, bytes: &[u8]) -> Vec<String> {
    let found = lint::check(bytes).unwrap().findings.into_iter();
    found.map(|f| format!("{name}: {} {}: {} {}", f.rule, f.place, f.problem, f.fix)).collect()
}

/// Neither file has a finding; where `SANHVAI_KEEP` names a folder, they are kept there to be looked at.
async fn assert_in_form(desk: &Person<'_>, id: i64, name: &str) {
    let mut told = Vec::new();
    for format in ["docx", "pdf"] {
        let bytes = file(desk, id, format).await;
        if let Ok(folder) = std::env::var("SANHVAI_KEEP") {
            std::fs::write(format!("{folder}/{name}.{format}"), &bytes).unwrap();
        }
        told.extend(findings(&format!("{name}.{format}"), &bytes));
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

const MINUTES: &[(&str, &str)] = &[
    ("subject", ""),
    ("day", "2024-12-02"),
    ("from", "08 giờ 30"),
    ("to", "11 giờ 00"),
    ("place", "trụ sở Ủy ban nhân dân huyện"),
    ("member.name", "Trưởng đoàn minh họa"),
    ("member.title", "Phó Giám đốc Sở"),
    ("member.name", "Thành viên minh họa"),
    ("member.title", "Chuyên viên"),
    ("member.name", ""),
    ("member.title", ""),
    ("present.name", "Lãnh đạo minh họa"),
    ("present.title", "Phó Chủ tịch Ủy ban nhân dân huyện"),
    ("finding", "Đơn vị có 120 người, trong đó nữ 48 người."),
    ("finding", "Đã ban hành kế hoạch năm đúng hạn."),
    ("recommendation.text", "Hoàn thành báo cáo năm."),
    ("recommendation.deadline", "2024-12-20"),
];

/// Issues the lead department's report on paper; gives the document's number in the store.
async fn issued(world: &World, desk: &Person<'_>) -> i64 {
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let answer = desk.issue(&format!("/reports/{ROUND}/lead/issue"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    answer.went_to(&format!("/documents/{id}"));
    id
}

#[tokio::test]
async fn a_letter_of_correction_cites_its_document_and_is_presented_once() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let document = issued(&world, &desk).await;
    let id = begun(&world, &desk, "correction", &document.to_string()).await;
    let issue = format!("/compositions/{id}/issue");
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let way = [("way", "electronic"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.post(&issue, &way).await.refused(422, "CMP-003");
    let fields = [
        ("addressee", "Ủy ban nhân dân tỉnh Nghệ An"),
        ("reason", "Do sơ suất khi trình bày"),
        ("line.place", "dòng 3 Bảng 1 trang 4"),
        ("line.printed", "1.243 lượt"),
        ("line.reads", "1.234 lượt"),
        ("line.place", "tiêu đề Phụ lục II"),
        ("line.printed", "năm 2023"),
        ("line.reads", "năm 2024"),
    ];
    save(&world, &desk, id, &fields).await;
    assert_in_form(&desk, id, "dinh-chinh").await;
    let page = desk.get(&format!("/compositions/{id}")).await.text();
    let cited = "Báo cáo số 01/BC-SLĐTBXH ngày 03/12/2024 của Sở Lao động - Thương binh và Xã hội";
    assert!(page.contains(cited), "{page}");
    assert!(page.contains("đã in “1.243 lượt”, sửa thành “1.234 lượt”"));
    // Two clicks at once are one document.
    let (one, two) = tokio::join!(desk.post(&issue, &way), desk.post(&issue, &way));
    let (done, refused): (Vec<_>, Vec<_>) =
        [one, two].into_iter().partition(|answer| answer.status.as_u16() == 303);
    assert_eq!((done.len(), refused.len()), (1, 1));
    refused[0].refused(422, "CMP-004");
    assert_eq!(world.count("SELECT count(*) FROM document WHERE kind = 'Công văn'").await, 1);
    let letter = world.count("SELECT document_id FROM composition").await;
    assert!(letter > document);
    let kind = world.text(&format!("SELECT kind FROM document WHERE id = {letter}")).await;
    assert_eq!(kind, "Công văn");
    // Presented is presented.
    desk.post(&issue, &way).await.refused(422, "CMP-004");
    let revision = revision(&world, id).await;
    let again = [("revision", revision.as_str()), ("reason", "khác")];
    desk.post(&format!("/compositions/{id}"), &again).await.refused(422, "CMP-004");
    desk.post(&format!("/compositions/{id}/discard"), &[]).await.refused(422, "CMP-004");
}

#[tokio::test]
async fn a_notice_says_who_reports_by_when() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let id = begun(&world, &desk, "notice", ROUND).await;
    assert_in_form(&desk, id, "thong-bao").await;
    let page = desk.get(&format!("/compositions/{id}")).await.text();
    assert!(
        page.contains("Giao 21 Ủy ban nhân dân cấp huyện gửi báo cáo trước ngày 05/12/2024"),
        "{page}"
    );
    let sql = format!(
        "SELECT count(*) FROM submission s JOIN round r ON r.id = s.round_id \
         WHERE r.code = '{ROUND}' AND s.receiver_id = {}",
        world.state.lead.0
    );
    let owed = world.count(&sql).await;
    assert!(owed > 60 && page.to_uppercase().contains("DANH SÁCH ĐƠN VỊ BÁO CÁO"));
    let more = [("more", "Liên hệ Sở khi cần hướng dẫn."), ("subject", "Lịch gửi báo cáo")];
    let place = format!("/compositions/{id}/preview");
    let drawn = desk.post(&place, &more).await.json();
    assert!(drawn["paper"].as_str().unwrap().contains("Liên hệ Sở khi cần hướng dẫn."));
    assert!(drawn["paper"].as_str().unwrap().contains("Lịch gửi báo cáo"));
    // A preview keeps nothing.
    assert_eq!(revision(&world, id).await, "1");
}

#[tokio::test]
async fn plan_and_reports_are_submitted_in_form() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    for (basis, name) in [("plan", "to-trinh-ke-hoach"), (ROUND, "to-trinh-bao-cao")] {
        let id = begun(&world, &desk, "proposal", basis).await;
        assert_in_form(&desk, id, name).await;
        // The plan does not rest on itself; a report rests on the plan.
        let text = exchange::text::text_of(&file(&desk, id, "docx").await, "a.docx").unwrap();
        let is_plan = basis == "plan";
        assert_eq!(text.contains("202/KH-UBND"), !is_plan, "{text}");
        for words in ["Luật Bình đẳng giới", "28/NQ-CP", "1303/LĐTBXH-BĐG"] {
            assert_eq!(text.contains(words), is_plan, "{words}: {text}");
        }
    }
    let refused = desk.post("/compositions", &[("kind", "proposal"), ("basis", "R-XXX")]).await;
    refused.refused(422, "CMP-001");
    desk.post("/compositions", &[("kind", "song"), ("basis", ROUND)]).await.refused(404, "ACC-001");
}

#[tokio::test]
async fn a_conclusion_starts_from_its_minutes() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let minutes = begun(&world, &desk, "minutes", "h-421").await;
    save(&world, &desk, minutes, MINUTES).await;
    assert_in_form(&desk, minutes, "bien-ban").await;
    let lines = world.count("SELECT count(*) FROM composition_field WHERE name = 'member.name'");
    assert_eq!(lines.await, 2);
    let id = begun(&world, &desk, "conclusion", &minutes.to_string()).await;
    let page = desk.get(&format!("/compositions/{id}")).await.text();
    assert!(page.contains("Hoàn thành báo cáo năm") && page.contains("nữ 48 người"), "{page}");
    assert!(page.contains("Chưa ghi đủ: Hạn chế và nguyên nhân"));
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let issue = format!("/compositions/{id}/issue");
    desk.post(&issue, &way).await.refused(422, "CMP-003");
    let fields = [
        ("results", "Đơn vị ban hành kế hoạch đúng hạn."),
        ("limits", "Báo cáo 6 tháng gửi chậm 04 ngày."),
        ("demand.text", "Hoàn thành báo cáo năm"),
        ("demand.deadline", "2024-12-20"),
    ];
    save(&world, &desk, id, &fields).await;
    assert_in_form(&desk, id, "ket-luan").await;
    desk.post(&issue, &way).await;
    let number = world.text("SELECT number FROM document ORDER BY id DESC LIMIT 1").await;
    assert_eq!(number, "01/TB-SLĐTBXH");
}

#[tokio::test]
async fn faults_of_form_are_mended_or_let_pass_by_name() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let id = begun(&world, &desk, "letter", "s-ldtbxh/organ").await;
    let fields = [
        ("about", "V/v: phối hợp cung cấp số liệu."),
        ("addressee", "- Sở Tài chính;"),
        ("text", "Đề nghị sở Nội vụ gửi số liệu.\nTrân trọng./."),
        ("copy", "- UBND tỉnh;\n- Lưu: VT, BĐG."),
    ];
    save(&world, &desk, id, &fields).await;
    let page = desk.get(&format!("/compositions/{id}")).await.text();
    assert!(page.contains("“sở Nội vụ” sai cách viết hoa") && page.contains("value=\"II-organ\""));
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let issue = format!("/compositions/{id}/issue");
    desk.post(&issue, &way).await.refused(422, "CMP-006");
    let mut confirmed = way.to_vec();
    confirmed.push(("form", "II-organ"));
    let answer = desk.post(&issue, &confirmed).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let detail = "SELECT detail FROM audit WHERE verb = 'composition.pass_form'";
    assert_eq!(world.text(detail).await, "rules=II-organ");
    let text = exchange::text::text_of(&file(&desk, id, "docx").await, "a.docx").unwrap();
    assert_eq!(text.matches("./.").count(), 1, "{text}");
    assert_eq!(text.matches("Lưu: VT").count(), 1, "{text}");
    let text = text.replace('\u{a0}', " ");
    assert!(!text.contains("- -") && text.contains("V/v phối hợp"), "{text}");
}

#[tokio::test]
async fn others_see_nothing_and_nobody_saves_over_what_he_has_not_seen() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let id = begun(&world, &desk, "notice", ROUND).await;
    let place = format!("/compositions/{id}");
    for account in ["quynhluu.lanhdao", "noi-vu.chuyenvien", "xa-17149", "quantri"] {
        let other = world.sign_in(account).await;
        other.get(&place).await.refused(404, "ACC-001");
        other.get(&format!("{place}/pdf")).await.refused(404, "ACC-001");
        other.post(&place, &[("revision", "1")]).await.refused(404, "ACC-001");
        other.post(&format!("{place}/discard"), &[]).await.refused(404, "ACC-001");
        other
            .post(&format!("{place}/issue"), &[("way", "electronic")])
            .await
            .refused(404, "ACC-001");
    }
    save(&world, &desk, id, &[("more", "Một")]).await;
    desk.post(&place, &[("revision", "1"), ("more", "Hai")]).await.refused(422, "CMP-004");
    let long = "x".repeat(10_001);
    desk.post(&place, &[("revision", "2"), ("more", &long)]).await.refused(422, "CMP-002");
    let hostile = "<script>alert(1)</script>";
    save(&world, &desk, id, &[("more", hostile), ("subject", hostile)]).await;
    let page = desk.get(&place).await.text();
    assert!(!page.contains(hostile));
    // Nobody throws away what he has not read.
    let discard = format!("{place}/discard");
    desk.post(&discard, &[("revision", "1")]).await.refused(422, "CMP-004");
    let read = revision(&world, id).await;
    desk.post(&discard, &[("revision", &read)]).await.went_to("/compositions");
    desk.get(&place).await.refused(404, "ACC-001");
}

#[tokio::test]
async fn an_urging_letter_is_presented_like_a_report_and_in_form() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let unit = world.unit("h-417").await.0.to_string();
    let mut reader = world.state.store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await.unwrap().unwrap();
    let offices =
        actions::report::Offices { province: world.state.province, lead: world.state.lead };
    let known = (&*world.state.catalog, offices);
    let now = world.state.clock.now();
    for code in ["urging", "prompt", "request"] {
        let (subject, text) =
            actions::report::proposed(&mut reader, known, (&round, world.state.lead), code, now)
                .await
                .unwrap();
        let units = [world.unit("h-417").await];
        let letter = actions::report::Letter {
            round: &round,
            from: world.state.lead,
            answer_by: None,
            units: &units,
            subject: &subject,
            text: &text,
        };
        let template = actions::template::in_force(&mut reader, code).await.unwrap();
        let (mut letter, _): (Manuscript, _) =
            actions::report::letter(&mut reader, known, letter, (now, true), &template)
                .await
                .unwrap();
        letter.signature.name = Some("Người Ký Mẫu".into());
        let mut told = findings(code, &docx::write(&letter).unwrap());
        told.extend(findings(code, &pdf::write(&letter).unwrap()));
        assert!(told.is_empty(), "{}", told.join("\n"));
    }
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [
        ("do", "present"),
        ("kind", "prompt"),
        ("unit", unit.as_str()),
        ("subject", "V/v đôn đốc gửi báo cáo"),
        ("text", "Đề nghị gửi báo cáo."),
        ("signer", signer.as_str()),
    ];
    let answer = desk.post(&format!("/rounds/{ROUND}/urging"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    answer.went_to(&format!("/documents/{id}"));
    let sql =
        format!("SELECT kind || ' ' || state || ' ' || notation FROM document WHERE id = {id}");
    assert_eq!(world.text(&sql).await, "Công văn presented SLĐTBXH-BĐG");
}
