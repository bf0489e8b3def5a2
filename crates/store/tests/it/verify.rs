//! Reads of `verify`: what is stored twice is laid side by side.

use domain::deed::Deed;
use store::{
    args, audit,
    document::{self, NewDocument, NewFile},
    kept,
    value::{self, share},
    verify,
};

use crate::{
    harness::{now, stores},
    world::World,
};

#[tokio::test]
async fn kept_files_come_with_their_written_hash() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let new = NewDocument {
            round: None,
            unit: world.lead,
            kind: "report".to_owned(),
            title: "Báo cáo".to_owned(),
            number: String::new(),
            date: None,
        };
        let file = NewFile { format: "pdf", sha256: "hash".to_owned(), content: vec![0, 255] };
        let mut tx = home.store.begin().await.unwrap();
        let by = (world.reviewer, now());
        let id = document::save(&mut tx, &new, by, "1.0", &[file]).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        assert_eq!(verify::documents(&mut reader).await.unwrap(), [id]);
        let files = verify::files(&mut reader, id).await.unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!((files[0].document, files[0].format.as_str()), (id, "pdf"));
        assert_eq!(
            (files[0].sha256.as_str(), files[0].content.as_slice()),
            ("hash", &[0, 255][..])
        );
        assert!(verify::files(&mut reader, -1).await.unwrap().is_empty());
        home.remove().await;
    }
}

#[test]
fn a_sum_that_does_not_fit_does_not_hold() {
    let sum = |parts, own, correction, stored| verify::PartsSum {
        unit: String::new(),
        round: String::new(),
        form: String::new(),
        row: String::new(),
        column: String::new(),
        stored,
        parts,
        own,
        correction,
        reason: String::new(),
    };
    assert!(sum(10, 5, -1, 14).holds());
    assert!(!sum(10, 5, -1, 15).holds());
    assert!(!sum(i64::MAX.into(), 1, 0, i64::MIN).holds());
}

#[tokio::test]
async fn an_acceptance_of_another_version_is_found() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        world.accept(&mut tx, "h-bac", &[], &[]).await;
        let south = world.accept(&mut tx, "h-nam", &[], &[]).await;
        assert!(verify::broken_acceptances(&mut tx).await.unwrap().is_empty());
        let id = world.submission_of(&mut tx, "h-bac").await;
        let sql = "UPDATE submission SET accepted_version_id = $2 WHERE id = $1";
        tx.execute(sql, &args![id.0, south]).await.unwrap();
        assert_eq!(verify::broken_acceptances(&mut tx).await.unwrap(), [id.0]);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_figure_is_its_parts_the_own_share_and_the_correction() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let women = |units| [("a", "nu", units)];
        world.accept(&mut tx, "x-hoa", &women(Some(2)), &[]).await;
        world.accept(&mut tx, "x-an", &women(Some(3)), &[]).await;
        let version = world.accept(&mut tx, "h-bac", &women(Some(6)), &[]).await;
        value::save_parts_used(&mut tx, version, world.round, world.north).await.unwrap();
        let sums = verify::parts_sums(&mut tx).await.unwrap();
        assert_eq!(sums.len(), 1);
        assert_eq!((sums[0].unit.as_str(), sums[0].row.as_str()), ("Huyện Đông Bắc", "a"));
        assert_eq!((sums[0].stored, sums[0].parts), (60_000, 50_000));
        assert!(!sums[0].holds(), "a difference nobody accounts for is found");
        share::split(&mut tx, version, "").await.unwrap();
        let sums = verify::parts_sums(&mut tx).await.unwrap();
        assert_eq!((sums[0].own, sums[0].correction), (10_000, 0));
        assert!(sums[0].holds());
        let sql = "UPDATE value SET amount = 70000 WHERE version_id = $1";
        tx.execute(sql, &args![version]).await.unwrap();
        assert!(!verify::parts_sums(&mut tx).await.unwrap()[0].holds(), "a figure was changed");
        tx.commit().await.unwrap();
        home.remove().await;
    }
}

#[tokio::test]
async fn files_days_and_roles_that_nobody_gave_are_found() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let by = (world.reviewer, now());
        let paper = store::paper::NewPaper {
            number: 1,
            name: "a.pdf",
            sha256: "x",
            content: b"x",
            verdict: "",
        };
        store::paper::save(&mut tx, id, paper, by).await.unwrap();
        let is_right = |content: &[u8], hash: &str| content == hash.as_bytes();
        assert_eq!(kept::files(&mut tx, is_right).await.unwrap(), (1, vec![]));
        tx.execute("UPDATE submission_file SET content = $1", &args![&b"y"[..]]).await.unwrap();
        let (count, wrong) = kept::files(&mut tx, is_right).await.unwrap();
        assert!(count == 1 && wrong[0].ends_with(&format!("{}/1", id.0)), "{wrong:?}");

        let given = "UPDATE submission SET extended_to = '2024-12-30' WHERE id = $1";
        tx.execute(given, &args![id.0]).await.unwrap();
        assert_eq!(kept::days_nobody_gave(&mut tx).await.unwrap(), [id.0]);
        let line = audit::Entry {
            at: now(),
            officer: world.reviewer.0,
            unit: 0,
            deed: Deed::SubmissionGrantExtension,
            subject: audit::Subject::Submission(id),
            detail: "until=2024-12-30",
        };
        audit::record(&mut tx, line).await.unwrap();
        assert!(kept::days_nobody_gave(&mut tx).await.unwrap().is_empty());

        let (deed, detail) = (Deed::AccountCreate, "unit=h-bac roles=signer");
        let line =
            audit::Entry { deed, subject: audit::Subject::Officer(world.signer), detail, ..line };
        audit::record(&mut tx, line).await.unwrap();
        assert!(kept::roles_nobody_gave(&mut tx).await.unwrap().is_empty());
        let stolen = "INSERT INTO officer_role (officer_id, role) VALUES ($1, 'desk')";
        tx.execute(stolen, &args![world.signer.0]).await.unwrap();
        assert_eq!(kept::roles_nobody_gave(&mut tx).await.unwrap(), ["bac.ky"]);
        let detail = "roles=signer -> signer,desk";
        let line = audit::Entry { deed: Deed::AccountRoles, detail, ..line };
        audit::record(&mut tx, line).await.unwrap();
        assert!(kept::roles_nobody_gave(&mut tx).await.unwrap().is_empty());
        drop(tx);
        home.remove().await;
    }
}
