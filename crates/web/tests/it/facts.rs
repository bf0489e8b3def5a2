//! Facts of the catalog as pages tell them: units of a day, names that several share, what is to be compared.

use crate::harness::World;

/// The row of the list of units that holds a key.
fn row(page: &str, key: &str) -> String {
    let rows = page.split("<tr>").filter(|row| row.contains(&format!("<code>{key}</code>")));
    rows.map(ToOwned::to_owned).next().unwrap_or_else(|| panic!("no {key} in {page}"))
}

#[tokio::test]
async fn a_unit_is_told_as_it_stood_on_the_day() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let resolution = "(Nghị quyết số 1243/NQ-UBTVQH15 ngày 24/10/2024)";
    let table = [
        ("2024-11-30", "vinh", "h-412", "Từ 01/12/2024 nhận thị xã Cửa Lò"),
        ("2024-12-01", "vinh", "h-412", "Nhận thị xã Cửa Lò ngày 01/12/2024"),
        ("2024-11-30", "cua lo", "h-413", "Từ 01/12/2024 nhập vào thành phố Vinh"),
        (
            "2024-11-30",
            "x-16732",
            "x-16732",
            "Từ 01/12/2024 chuyển từ thị xã Cửa Lò về thành phố Vinh",
        ),
        (
            "2024-12-01",
            "x-16732",
            "x-16732",
            "Chuyển từ thị xã Cửa Lò về thành phố Vinh ngày 01/12/2024",
        ),
        ("2024-12-01", "x-17926", "x-17926", "Chuyển từ huyện Nghi Lộc về thành phố Vinh"),
        (
            "2024-11-30",
            "x-17251",
            "x-17251",
            "một phần về thị trấn Trà Lân, xóm Tiến Thành (4,37 km²; 930 người)",
        ),
        ("2024-12-01", "x-17251-202412", "x-17251-202412", "từ một phần xã Chi Khê, phần còn lại"),
    ];
    for (day, words, key, told) in table {
        let words = words.replace(' ', "+");
        let page = desk.get(&format!("/units?day={day}&q={words}")).await.text();
        let row = row(&page, key);
        assert!(row.contains(told) && row.contains(resolution), "{day} {key}: {row}");
        assert!(!row.contains("lập từ"), "{row}");
    }
}

#[tokio::test]
async fn names_that_several_share_are_told_apart() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    for address in ["/search?q=dong+van", "/units?day=2024-11-30&q=dong+van"] {
        let page = desk.get(address).await.text();
        for district in ["huyện Quế Phong", "huyện Tân Kỳ", "huyện Thanh Chương"] {
            assert!(page.contains(&format!("cấp xã, {district}")), "{address} {district}: {page}");
        }
    }
}

#[tokio::test]
async fn a_document_is_found_as_it_is_spoken_of() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    for words in ["QĐ+2282", "2282/QĐ-TTg", "quyet+dinh+2282", "CV+1303", "NQ+28", "nd+30+van+thu"]
    {
        let page = desk.get(&format!("/search?q={words}")).await.text();
        assert!(page.contains("/documents"), "{words}: {page}");
    }
    let page = desk.get("/search?q=QĐ+2282").await.text();
    assert!(page.contains("1 kết quả"), "{page}");
}

#[tokio::test]
async fn what_is_inferred_waits_to_be_compared_and_says_yes_as_yes() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    let page = keeper.get("/confirmations").await.text();
    for subject in
        ["document/ND-30-2020", "document/QD-2232-2020", "indicator/1.1", "document/ND-76-2023"]
    {
        assert!(page.contains(&format!("value=\"{subject}\"")), "{subject}");
    }
    assert!(!page.contains("Có có/không") && !page.contains(": / ;"), "{page}");
    assert!(page.contains("trả lời có hoặc không ở ô T1.4_4.tra_loi"), "{page}");
}
