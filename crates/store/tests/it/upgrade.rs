//! What a release makes of the rows of an older one, on either engine.

use domain::{amount::Amount, submission::SubmissionId};
use store::{
    args,
    db::{Reads, Store},
    migrate, value,
    value::share::{self, Source},
};

use crate::{
    harness::{empty_stores, now},
    world::World,
};

/// The last migration before districts' figures were split.
const BEFORE_SHARES: &str = "0034_unit_address";

async fn run(store: &Store, sql: &str, args: &[store::row::Arg<'_>]) -> i64 {
    let mut tx = store.begin().await.unwrap();
    let row = tx.fetch_optional(sql, args).await.unwrap();
    tx.commit().await.unwrap();
    row.map_or(0, |row| row.int(0).unwrap())
}

/// A signed version with one figure, as older releases wrote it.
async fn version(store: &Store, world: &World, id: SubmissionId, units: Option<i64>) -> i64 {
    let sql = "INSERT INTO submission_version (submission_id, number, at, author_id, signer_id) \
        VALUES ($1, 1, '2024-11-20T01:00:00Z', $2, $2) RETURNING id";
    let version = run(store, sql, &args![id.0, world.signer.0]).await;
    let sql = "INSERT INTO value (version_id, cell_id, amount, status) \
        SELECT CAST($1 AS BIGINT), id, CAST($2 AS BIGINT), 'actual' FROM cell WHERE form = 'T1' \
        AND row_code = 'a' AND column_code = 'nu' RETURNING version_id";
    run(store, sql, &args![version, units.map(|units| units * 10_000)]).await;
    version
}

/// Puts a report into a state with its version.
async fn stands(store: &Store, id: SubmissionId, state: &str, version: Option<i64>) {
    let sql = "UPDATE submission SET state = $2, versions = $3, accepted_version_id = $4, \
        accepted_version = $5 WHERE id = $1 RETURNING id";
    let accepted = version.filter(|_| state == "accepted");
    let versions = i64::from(version.is_some());
    let number = accepted.map(|_| 1_i64);
    run(store, sql, &args![id.0, state, versions, accepted, number]).await;
}

/// A district that holds 10 over communes that gave 3 and 4.
async fn older(store: &Store, state: &str) -> (World, SubmissionId) {
    migrate::migrate_until(store, now(), BEFORE_SHARES).await.unwrap();
    let world = World::make(store).await;
    let mut reader = store.reader();
    let district = world.submission_of(&mut reader, "h-bac").await;
    let mut parts = Vec::new();
    for (key, units) in [("x-hoa", 3), ("x-an", 4)] {
        let id = world.submission_of(&mut reader, key).await;
        let part = version(store, &world, id, Some(units)).await;
        stands(store, id, "accepted", Some(part)).await;
        parts.push(part);
    }
    let sql = "INSERT INTO draft_cell (submission_id, cell_id, amount, status, revision, officer_id, \
        at) SELECT CAST($1 AS BIGINT), id, 100000, 'actual', 1, CAST($2 AS BIGINT), '' FROM cell \
        WHERE form = 'T1' AND row_code = 'a' AND column_code = 'nu' RETURNING revision";
    run(store, sql, &args![district.0, world.reporter.0]).await;
    let filed = matches!(state, "submitted" | "accepted");
    let mut whole = None;
    if filed {
        let signed = version(store, &world, district, Some(10)).await;
        for part in parts {
            let sql = "INSERT INTO version_part (version_id, part_version_id) VALUES ($1, $2) \
                RETURNING version_id";
            run(store, sql, &args![signed, part]).await;
        }
        whole = Some(signed);
    }
    stands(store, district, state, whole).await;
    (world, district)
}

async fn total(store: &Store, world: &World, id: SubmissionId) -> Option<Amount> {
    let mut reader = store.reader();
    let source = Source::Accepted { round: world.round, unit: world.north };
    let below = share::below(&mut reader, source, Some(&["T1"])).await.unwrap();
    let place = ("a".to_owned(), "nu".to_owned());
    let (sum, units) = below["T1"][&place];
    assert_eq!(units, 2);
    let cells = value::draft_cells(&mut reader, id, "T1").await.unwrap();
    let own = cells.get(&place).and_then(|cell| cell.amount).unwrap_or_default();
    sum.unwrap().checked_add(own)
}

#[tokio::test]
async fn a_districts_figure_is_the_same_after_it_was_split() {
    let ten = Amount::try_from_units(10).ok();
    for state in ["draft", "ready", "returned", "submitted", "accepted"] {
        for home in empty_stores().await {
            let store = &home.store;
            let (world, id) = older(store, state).await;
            assert!(migrate::migrate(store, now()).await.unwrap() > 0);
            if matches!(state, "submitted" | "accepted") {
                let mut tx = store.begin().await.unwrap();
                let by = (world.signer, now());
                value::thaw(&mut tx, id, 1, by).await.unwrap();
                tx.commit().await.unwrap();
            }
            assert_eq!(total(store, &world, id).await, ten, "{state}");
            let sums = store::verify::parts_sums(&mut store.reader()).await.unwrap();
            assert!(sums.iter().all(store::verify::PartsSum::holds), "{state}: {sums:?}");
            assert_eq!(migrate::migrate(store, now()).await.unwrap(), 0);
            home.remove().await;
        }
    }
}

#[tokio::test]
async fn a_cell_without_a_figure_over_figures_below_is_no_alteration() {
    for home in empty_stores().await {
        let store = &home.store;
        let (_, id) = older(store, "accepted").await;
        let sql = "UPDATE value SET amount = NULL WHERE version_id = (SELECT accepted_version_id \
            FROM submission WHERE id = $1) RETURNING version_id";
        assert!(run(store, sql, &args![id.0]).await > 0);
        migrate::migrate(store, now()).await.unwrap();
        let sums = store::verify::parts_sums(&mut store.reader()).await.unwrap();
        assert!(sums.iter().all(store::verify::PartsSum::holds), "{sums:?}");
        home.remove().await;
    }
}
