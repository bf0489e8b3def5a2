//! Runs over many files: begun, claimed once, recorded file by file, forgotten.

use domain::import_run::{Outcome, Stage};
use jiff::SignedDuration;
use store::import_run::{self, FileRow};

use crate::{
    harness::{later, now, stores},
    world::World,
};

fn file(number: i64, outcome: Outcome) -> FileRow {
    FileRow {
        number,
        name: format!("{number}.xlsx"),
        outcome,
        sentence: "sẽ ghi 3".to_owned(),
        details: vec!["một".to_owned(), "hai".to_owned()],
        cells: 3,
    }
}

#[tokio::test]
async fn a_run_goes_on_by_one_hand_and_stops_when_told() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let by = (world.reporter, now());
        let id = import_run::begin(&mut tx, (true, false), by).await.unwrap();
        for number in 1..=2 {
            import_run::add(&mut tx, id, &file(number, Outcome::Waiting), &[0x50, 0xff])
                .await
                .unwrap();
        }
        let silent = SignedDuration::from_secs(30);
        let claim = (now(), now() - silent);
        assert!(import_run::left(&mut tx, claim.1).await.unwrap().len() == 1);
        let (first, second) = ((id, "một"), (id, "hai"));
        assert!(import_run::claim(&mut tx, first, claim).await.unwrap());
        assert!(!import_run::claim(&mut tx, second, claim).await.unwrap(), "another is at work");
        assert!(!import_run::beat(&mut tx, second, now()).await.unwrap());
        assert!(import_run::left(&mut tx, claim.1).await.unwrap().is_empty());
        let soon = now() + SignedDuration::from_secs(40);
        assert!(import_run::beat(&mut tx, first, now()).await.unwrap());
        assert!(import_run::claim(&mut tx, second, (soon, soon - silent)).await.unwrap());
        // The first was silent too long: what it brings now comes too late.
        assert!(!import_run::record(&mut tx, first, &file(2, Outcome::Taken), soon).await.unwrap());
        assert!(!import_run::beat(&mut tx, first, soon).await.unwrap());
        assert_eq!(import_run::content(&mut tx, id, 2).await.unwrap(), [0x50, 0xff]);
        assert!(
            import_run::record(&mut tx, second, &file(1, Outcome::Taken), now()).await.unwrap()
        );
        let run = import_run::load(&mut tx, world.reporter, id).await.unwrap().unwrap();
        assert_eq!((run.stage, run.files, run.done), (Stage::Looking, 2, 1));
        assert!(run.overwrite && !run.strict);
        assert_eq!(
            import_run::files(&mut tx, id).await.unwrap(),
            [file(1, Outcome::Taken), file(2, Outcome::Waiting)]
        );
        assert!(!import_run::set(&mut tx, id, Stage::Looked, Stage::Writing).await.unwrap());
        assert!(import_run::set(&mut tx, id, Stage::Looking, Stage::Looked).await.unwrap());
        import_run::again(&mut tx, id, &[Outcome::Taken]).await.unwrap();
        assert!(
            !import_run::record(&mut tx, second, &file(2, Outcome::Taken), now()).await.unwrap()
        );
        import_run::expire(&mut tx, later(1)).await.unwrap();
        let run = import_run::list(&mut tx, world.reporter, (0, 50)).await.unwrap().remove(0);
        assert_eq!(run.stage, Stage::Cancelled, "nobody said yes in time");
        let older = import_run::list(&mut tx, world.reporter, (1, 50)).await.unwrap();
        assert_eq!(older, [], "the one run stands on the first page");
        assert_eq!(import_run::content(&mut tx, id, 1).await.unwrap(), [0_u8; 0]);
        drop(tx);
        home.remove().await;
    }
}
