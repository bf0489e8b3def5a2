//! Documents of the Ban Vì sự tiến bộ của phụ nữ: its name, its numbers, its signers.

use axum::http::StatusCode;
use domain::series::Body;

use crate::harness::{Person, ROUND, World};

async fn add_signer(keeper: &Person<'_>, unit: &str, name: &str, authority: &str) {
    let fields = [
        ("unit", unit),
        ("name", name),
        ("authority", authority),
        ("position", "phó trưởng ban"),
        ("other", "Giám đốc Sở Mẫu"),
        ("from", "2024-01-01"),
    ];
    keeper.post("/signers", &fields).await.went_to(&format!("/signers?unit={unit}"));
}

async fn newest(world: &World) -> (String, String, String) {
    let of = async |column: &str| {
        world.text(&format!("SELECT {column} FROM document ORDER BY id DESC LIMIT 1")).await
    };
    (of("number").await, of("organ_name").await, of("position").await)
}

#[tokio::test]
async fn the_provinces_ban_issues_under_its_name_with_its_own_numbers() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let province = world.state.province.0.to_string();
    add_signer(&desk, &province, "Người Của Ban", "tm. ban\nkt. trưởng ban").await;
    add_signer(&desk, &province, "Người Của Tỉnh", "tm. ủy ban nhân dân\nkt. chủ tịch").await;
    let page = desk.get(&format!("/reports/{ROUND}/ban")).await.text();
    for words in ["CỦA PHỤ NỮ", "BC-BVSTBPN", "KT. TRƯỞNG BAN", "Người Của Ban"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Người Của Tỉnh"));
    let signer = world.count("SELECT id FROM signer WHERE name = 'Người Của Ban'").await;
    let other = world.count("SELECT id FROM signer WHERE name = 'Người Của Tỉnh'").await;
    let issue = async |issuer: &str, signer: i64| {
        let signer = signer.to_string();
        let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
        desk.issue(&format!("/reports/{ROUND}/{issuer}/issue"), &fields).await
    };
    issue("ban", other).await.refused(422, "DOC-015");
    issue("province", signer).await.refused(422, "DOC-015");
    issue("ban", signer).await;
    let (number, organ, position) = newest(&world).await;
    assert_eq!(number, "01/BC-BVSTBPN");
    assert_eq!(organ, "Ban Vì sự tiến bộ của phụ nữ tỉnh Nghệ An");
    assert_eq!(position, "TM. BAN, KT. TRƯỞNG BAN, PHÓ TRƯỞNG BAN");
    // The People's Committee counts for itself.
    issue("province", other).await;
    assert_eq!(newest(&world).await.0, "01/BC-UBND");
    issue("ban", signer).await.refused(422, "DOC-046");
    // The report on the national programme is not the Ban's.
    let missing = desk.get("/reports/R-STR-2024/ban").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_districts_ban_presents_its_report() {
    let world = World::open().await;
    world.plans().await;
    let signer = world.sign_in("quynhluu.lanhdao").await;
    let row = world.submission(ROUND, "h-421").await;
    let here = format!("/submissions/{}/report", row.submission.id.0);
    let page = signer.get(&here).await.text();
    for words in ["UBND HUYỆN QUỲNH LƯU", "CỦA PHỤ NỮ", "TM. BAN", "BC-BVSTBPN"] {
        assert!(page.contains(words), "{words}");
    }
    let as_organ = signer.get(&format!("{here}?body=organ")).await.text();
    assert!(as_organ.contains("BC-UBND") && as_organ.contains("KT. CHỦ TỊCH"));
    for format in ["docx", "pdf"] {
        let file = signer.get(&format!("{here}/{format}?body=committee")).await.bytes;
        let name = format!("bao-cao.{format}");
        let page = signer.upload("/documents/lint", &[], (&name, &file)).await.text();
        assert!(page.contains("Không thấy lỗi thể thức"), "{page}");
    }
    let kept = world.signer(world.unit("h-421").await, Body::Committee).await;
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", kept.as_str())];
    let issue = format!("{here}/issue?body=committee");
    let presented = signer.post(&issue, &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    presented.went_to(&format!("/documents/{id}"));
    let (_, organ, _) = newest(&world).await;
    assert_eq!(organ, "Ban Vì sự tiến bộ của phụ nữ huyện Quỳnh Lưu");
    assert_eq!(
        world.text(&format!("SELECT body FROM document WHERE id = {id}")).await,
        "committee"
    );
    // Who only types, or sits in another unit, presents nothing.
    let clerk = world.sign_in("quynhluu.chuyenvien").await;
    assert_eq!(clerk.post(&issue, &fields).await.status, StatusCode::FORBIDDEN);
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    assert_eq!(desk.post(&issue, &fields).await.status, StatusCode::NOT_FOUND);
}
