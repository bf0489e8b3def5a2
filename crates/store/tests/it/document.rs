//! Issued files come back byte for byte, and only to their unit.

use jiff::civil::date;
use store::{
    args,
    db::Reads,
    document::{self, NewDocument, NewFile},
    verify,
};

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
        let sql = "SELECT number, date FROM document WHERE unit_id = $1 ORDER BY id DESC";
        let kept = reader.fetch_all(sql, &args![world.lead.0]).await.unwrap();
        assert_eq!(kept.len(), 2);
        let told = |at: usize| (kept[at].text(0).unwrap(), kept[at].opt_date(1).unwrap());
        assert_eq!(told(0), ("412/BC-SNV", Some(date(2024, 12, 10))));
        assert_eq!(told(1), ("", None));
        let files = verify::files(&mut reader, id).await.unwrap();
        let formats: Vec<&str> = files.iter().map(|file| file.format.as_str()).collect();
        assert_eq!(formats, ["docx", "pdf"]);
        let pdf = document::file(&mut reader, world.lead, id, "pdf").await.unwrap();
        assert_eq!(pdf, Some(content));
        let stranger = unit(&mut reader, "s-yt").await;
        assert_eq!(document::file(&mut reader, stranger, id, "pdf").await.unwrap(), None);
        assert_eq!(document::file(&mut reader, world.lead, id, "xlsx").await.unwrap(), None);
        home.remove().await;
    }
}
