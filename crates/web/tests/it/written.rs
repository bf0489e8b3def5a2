//! Letters of an office and of its Ban, minutes that name nobody, samples in previews of templates.

use documents::lint;
use domain::series::Body;

use crate::harness::{Person, ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

async fn begun(desk: &Person<'_>, kind: &str, basis: &str) -> String {
    let answer = desk.post("/compositions", &[("kind", kind), ("basis", basis)]).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    answer.header("location").split('?').next().unwrap().to_owned()
}

async fn assert_in_form(desk: &Person<'_>, place: &str) {
    for format in ["docx", "pdf"] {
        let bytes = desk.get(&format!("{place}/{format}")).await.bytes;
        let told: Vec<String> = lint::check(&bytes)
            .unwrap()
            .findings
            .into_iter()
            .map(|f| format!("{format}: {} {}: {}", f.rule, f.place, f.problem))
            .collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }
}

#[tokio::test]
async fn the_ban_writes_letters_under_its_own_number() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    for (basis, symbol, unit, body) in [
        ("t-40/committee", "/BVSTBPN-BĐG", world.state.province, Body::Committee),
        ("s-ldtbxh/organ", "/SLĐTBXH-BĐG", world.state.lead, Body::Organ),
    ] {
        let place = begun(&desk, "letter", basis).await;
        let fields = [
            ("revision", "1"),
            ("about", "phối hợp chuẩn bị Tháng hành động vì bình đẳng giới"),
            ("addressee", "Sở Y tế\nSở Tư pháp"),
            (
                "text",
                "Đề nghị quý cơ quan cử cán bộ tham gia.\n\n- Một người của lãnh đạo\n- Một chuyên viên",
            ),
            ("copy", "Ủy ban nhân dân tỉnh (để báo cáo)"),
        ];
        desk.post(&place, &fields).await.went_to(&place);
        assert_in_form(&desk, &place).await;
        let page = desk.get(&place).await.text();
        assert!(
            page.contains("Một người của lãnh đạo;") && page.contains("Một chuyên viên."),
            "{page}"
        );
        let signer = world.signer(unit, body).await;
        let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
        desk.post(&format!("{place}/issue"), &way).await;
        let number = world.text("SELECT number FROM document ORDER BY id DESC LIMIT 1").await;
        assert_eq!(number, format!("01{symbol}"));
        let places = world.text("SELECT recipients FROM document ORDER BY id DESC LIMIT 1").await;
        assert!(places.starts_with("Sở Y tế\nSở Tư pháp\n"), "{places}");
    }
    let district = world.sign_in("quynhluu.lanhdao").await;
    let refused =
        district.post("/compositions", &[("kind", "letter"), ("basis", "t-40/committee")]).await;
    refused.refused(422, "CMP-001");
    // What the Ban issued is corrected by the Ban.
    let id = world.count("SELECT id FROM document WHERE body = 'committee'").await.to_string();
    let place = begun(&desk, "correction", &id).await;
    let page = desk.get(&place).await.text();
    assert!(page.contains("BVSTBPN-BĐG") && page.contains("Công văn số 01/BVSTBPN-BĐG"), "{page}");
}

#[tokio::test]
async fn a_correction_names_its_document_once() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let notice = begun(&desk, "notice", ROUND).await;
    assert_in_form(&desk, &notice).await;
    let page = desk.get(&notice).await.text();
    assert!(page.contains("trước ngày 05/12/2024;"), "{page}");
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.post(&format!("{notice}/issue"), &way).await;
    let id = world.count("SELECT max(id) FROM document").await.to_string();
    let place = begun(&desk, "correction", &id).await;
    let page = desk.get(&place).await.text();
    let cited = "Do sơ suất khi trình bày, Thông báo số 01/TB-SLĐTBXH ngày 03/12/2024 của Sở Lao động - Thương \
        binh và Xã hội về việc gửi báo cáo";
    assert!(page.contains(cited), "{page}");
    assert_eq!(page.matches("ngày 03/12/2024 của Sở").count(), 1);
}

#[tokio::test]
async fn minutes_are_signed_as_written_and_names_in_them_are_looked_at() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let place = begun(&desk, "minutes", "h-421").await;
    let fields = [
        ("revision", "1"),
        ("day", "2024-12-02"),
        ("from", "08 giờ 30"),
        ("to", "11 giờ 00"),
        ("place", "trụ sở Ủy ban nhân dân huyện"),
        ("member.name", "Trưởng Đoàn Mẫu"),
        ("member.title", "Phó Giám đốc Sở"),
        ("present.name", "Lãnh Đạo Mẫu"),
        ("present.title", "Phó Chủ tịch Ủy ban nhân dân huyện"),
        ("finding", "Đã hỗ trợ chị Nguyễn Thị Mẫu ở xã Quỳnh Mẫu, học tại Trường Lê Lợi."),
        ("recommendation.text", "Hoàn thành báo cáo năm."),
        ("recommendation.deadline", "2024-12-20"),
    ];
    desk.post(&place, &fields).await.went_to(&place);
    let page = desk.get(&place).await.text();
    assert!(
        page.contains("giống họ tên người: Nguyễn Thị Mẫu.") && !page.contains("Lê Lợi)"),
        "{page}"
    );
    assert!(page.contains("Phó Giám đốc Sở."), "the last dashed line ends");
    let way = [("way", "paper"), ("date", "2024-12-03")];
    desk.post(&format!("{place}/issue"), &way).await.refused(422, "CMP-005");
    let checked = [&way[..], &[("names", "1")]].concat();
    desk.post(&format!("{place}/issue"), &checked).await;
    let sql = "SELECT signer || ', ' || position FROM document ORDER BY id DESC LIMIT 1";
    assert_eq!(world.text(sql).await, "Trưởng Đoàn Mẫu, TRƯỞNG ĐOÀN");
    assert!(desk.get("/documents/outgoing").await.text().contains("TRƯỞNG ĐOÀN"));
    // They bear the day of the inspection, not that of their number.
    assert_eq!(
        world.text("SELECT date FROM document ORDER BY id DESC LIMIT 1").await,
        "2024-12-02"
    );
    let id = world.count("SELECT max(id) FROM document").await;
    let printed = desk.get(&format!("/reports/kept/{id}/docx")).await.bytes;
    let text = exchange::text::text_of(&printed, "a.docx").unwrap();
    assert!(text.contains("ngày 02 tháng 12 năm 2024") && !text.contains("DỰ THẢO"), "{text}");
}

#[tokio::test]
async fn previews_of_templates_read_like_documents_and_are_judged() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    for code in ["correction", "proposal", "minutes", "conclusion", "letter", "notice"] {
        let shipped = domain::template::kind(code).unwrap().shipped;
        let fields = [("text", shipped), ("round", ROUND)];
        let drawn = desk.post(&format!("/templates/{code}/preview"), &fields).await.json();
        let paper = drawn["paper"].as_str().unwrap();
        let body = paper.split("class=\"closing\"").next().unwrap();
        assert!(!body.contains('…') || body.matches('…').count() <= 4, "{code}: {body}");
        assert!(code == "notice" || paper.contains("DỮ LIỆU MINH HỌA"), "{code}");
        assert_eq!(drawn["advice"].as_array().unwrap().len(), 0, "{code}: {}", drawn["advice"]);
    }
    let urging = domain::template::kind("urging").unwrap().shipped;
    let spoilt = urging
        .replace("V/v đôn đốc", "Về việc đôn đốc")
        .replace("Lưu: VT", "Lưu VT")
        .replace("{{letter.text}}", "{{letter.text}}\nCác Sở, Ban, Ngành gửi về Ban VSTBPN tỉnh.");
    let answer = desk
        .post("/templates/urging/preview", &[("text", spoilt.as_str()), ("round", ROUND)])
        .await;
    let advice = answer.json()["advice"].to_string();
    for wanted in ["V/v", "Lưu", "các sở, ban, ngành", "VSTBPN"] {
        assert!(advice.to_lowercase().contains(&wanted.to_lowercase()), "{wanted}: {advice}");
    }
}
