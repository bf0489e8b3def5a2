//! Pages as files: what they show, to the same eyes.

use std::io::Read as _;

use crate::harness::World;

const DESK: &str = "ldtbxh.chuyenvien";

/// All words of a workbook.
pub(crate) fn words(bytes: &[u8]) -> String {
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    file.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut words).unwrap();
    words
}

#[tokio::test]
async fn pages_come_as_they_are_shown() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let pages = [
        ("/rounds", "tinh-hinh-nop", "Đợt báo cáo"),
        ("/rounds/R-BAN12-2024", "tinh-hinh-nop-r-ban12-2024", "Huyện Tương Dương"),
        ("/rounds/R-BAN12-2024/urging", "don-doc-r-ban12-2024", "Nơi nhận"),
        (
            "/consolidations/R-STR-2023/T2?mode=tam-tinh",
            "tong-hop-t2-r-str-2023",
            "Số liệu: Tạm tính",
        ),
        ("/indicators?year=2023", "chi-tieu-nam-2023", "Mục tiêu 1"),
        ("/indicators/1.1?year=2023", "chi-tieu-1-1-nam-2023", "Số liệu các năm"),
        ("/contacts", "danh-ba-dau-moi", "Thư điện tử"),
    ];
    for (path, name, said) in pages {
        let page = desk.get(path).await.text();
        assert!(page.contains("Tải Excel") && page.contains("Tải PDF"), "{path}");
        let sign = if path.contains('?') { '&' } else { '?' };
        let sheet = desk.get(&format!("{path}{sign}as=xlsx")).await;
        let disposition = sheet.header("content-disposition");
        assert!(disposition.contains(&format!("{name}-2024-12-03.xlsx")), "{path}: {disposition}");
        let words = words(&sheet.bytes);
        assert!(words.contains(said), "{path}: {said}: {words}");
        assert!(words.contains("MINH HỌA"), "{path}");
    }
    let pdf = desk.get("/rounds/R-BAN12-2024?only=late&as=pdf").await;
    assert!(pdf.bytes.starts_with(b"%PDF") && pdf.header("content-type") == "application/pdf");
}

#[tokio::test]
async fn a_file_holds_what_its_filter_and_its_reader_see() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let late = words(&desk.get("/rounds/R-BAN12-2024?only=late&as=xlsx").await.bytes);
    let all = words(&desk.get("/rounds/R-BAN12-2024?as=xlsx").await.bytes);
    assert!(late.len() < all.len() && late.contains("Lọc: Chậm"), "{late}");
    let district = world.sign_in("quynhluu.thamdinh").await;
    let own = words(&district.get("/rounds/R-BAN12-2024?as=xlsx").await.bytes);
    assert!(own.contains("Xã Quỳnh Tam") && !own.contains("Huyện Tương Dương"), "{own}");
    let none = world.sign_in("noi-vu.chuyenvien").await;
    none.get("/consolidations/R-STR-2023/T2?as=xlsx").await.refused(404, "ACC-001");
    assert_eq!(world.get("/rounds?as=pdf").await.status, 303, "first sign in");
    // Sensitive: masked on the page, and so in the file.
    let masked = words(&desk.get("/consolidations/R-STR-2023/T5?as=xlsx").await.bytes);
    assert!(masked.contains('…'), "{masked}");
}
