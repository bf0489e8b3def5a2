//! Issued files come back byte for byte, and only to their unit.

use jiff::civil::date;
use store::document::{self, NewDocument, NewFile};

use crate::{
    harness::{now, stores},
    world::{World, unit},
};

#[tokio::test]
async fn an_issued_document_is_listed_and_read_back() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let content: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let file = |format, content: &[u8]| NewFile {
            format,
            sha256: format!("hash of {format}"),
            content: content.to_vec(),
        };
        let files = [file("pdf", &content), file("docx", b"PK")];
        let by = (world.reviewer, now());
        let mut tx = home.store.begin().await.unwrap();
        let letter = NewDocument {
            round: None,
            unit: world.lead,
            kind: "letter".to_owned(),
            title: "Công văn đôn đốc".to_owned(),
            number: String::new(),
            date: None,
        };
        document::save(&mut tx, &letter, by, "1.0", &[]).await.unwrap();
        let report = NewDocument {
            round: Some(world.round),
            kind: "report".to_owned(),
            title: "Báo cáo năm 2024".to_owned(),
            number: "412/BC-SNV".to_owned(),
            date: Some(date(2024, 12, 10)),
            ..letter
        };
        let id = document::save(&mut tx, &report, by, "1.0", &files).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let kept = document::list(&mut reader, world.lead).await.unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!((kept[0].id, kept[0].round.as_deref()), (id, Some("BC-2024")));
        assert_eq!((kept[1].round.as_deref(), kept[1].files.len()), (None, 0));
        assert_eq!((kept[0].number.as_str(), kept[1].number.as_str()), ("412/BC-SNV", ""));
        assert_eq!((kept[0].date.as_deref(), kept[1].date.as_deref()), (Some("2024-12-10"), None));
        assert_eq!(kept[0].unit_name, "Sở Nội vụ");
        let formats: Vec<&str> = kept[0].files.iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(formats, ["docx", "pdf"]);
        let pdf = document::file(&mut reader, world.lead, id, "pdf").await.unwrap();
        assert_eq!(pdf, Some(content));
        let stranger = unit(&mut reader, "s-yt").await;
        assert_eq!(document::file(&mut reader, stranger, id, "pdf").await.unwrap(), None);
        assert_eq!(document::file(&mut reader, world.lead, id, "xlsx").await.unwrap(), None);
        assert!(document::list(&mut reader, stranger).await.unwrap().is_empty());
        home.remove().await;
    }
}
