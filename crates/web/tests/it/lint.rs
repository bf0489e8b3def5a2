//! The page that checks a document's form.

use crate::harness::{ROUND, World};

#[tokio::test]
async fn our_own_report_has_no_finding_and_a_spoilt_text_has_some() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let report = desk.get(&format!("/reports/{ROUND}/lead/docx")).await.bytes;
    let page = desk.upload("/documents/lint", &[], ("bao-cao.docx", &report)).await.text();
    assert!(page.contains("Không thấy lỗi thể thức"), "{page}");
    let text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\nSố 7/BC-SNV\n\
        Nghệ An, ngày 5 tháng 03 năm 2024\nBÁO CÁO\nKết quả\nNội dung";
    let page = desk.upload("/documents/lint", &[], ("thu.txt", text.as_bytes())).await.text();
    assert!(page.contains("điểm cần sửa") && page.contains("thu.txt"), "{page}");
}

#[tokio::test]
async fn what_is_no_document_gets_a_sentence_and_nothing_is_written() {
    let world = World::open().await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    for (bytes, code) in [
        (b"PK\x03\x04broken".as_slice(), "LNT-004"),
        (b"\xd0\xcf\x11\xe0".as_slice(), "LNT-002"),
        (b"".as_slice(), "LNT-007"),
    ] {
        let answer = person.upload("/documents/lint", &[], ("x.docx", bytes)).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(code), "{}", answer.text());
    }
    assert_eq!(world.writings().await, before);
}
