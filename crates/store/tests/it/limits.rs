//! The ends of what fits: figures, sums and text at their limits are kept or refused, never a panic.

use std::collections::BTreeMap;

use domain::{
    amount::{Amount, AmountError},
    cell::CellStatus,
    submission::SubmissionId,
};
use store::{
    args, consolidation,
    db::{Reads, Store, Tx},
    error::Error,
    setting,
    value::{self, CellChange, WholeVersion, share::Source},
};

use crate::{
    harness::{now, stores},
    world::World,
};

#[test]
fn ten_to_the_thirtieth_is_refused() {
    let written = format!("1{}", "0".repeat(30));
    assert_eq!(Amount::read(&written), Err(AmountError::TooLarge));
    assert_eq!(Amount::read(&format!("-{written}")), Err(AmountError::TooLarge));
    assert_eq!(Amount::try_from_units(i64::MAX), Err(AmountError::TooLarge));
}

async fn first_cell(db: &mut impl Reads) -> i64 {
    *value::cell_numbers_of(db, "T1").await.unwrap().values().next().unwrap()
}

async fn draft(store: &Store, world: &World, id: SubmissionId, change: &CellChange) {
    let mut tx = store.begin().await.unwrap();
    let by = (world.reporter, now());
    value::save_draft_cells(&mut tx, id, std::slice::from_ref(change), by).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_largest_and_smallest_figures_come_back() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let id = world.submission_of(&mut reader, "h-bac").await;
        let cell = first_cell(&mut reader).await;
        for scaled in [i64::MAX, i64::MIN, 0, -1] {
            let amount = Some(Amount::from_scaled(scaled));
            let change = CellChange { cell, amount, text: None, status: CellStatus::Actual };
            draft(&home.store, &world, id, &change).await;
            let kept = value::draft_cell(&mut reader, id, cell).await.unwrap().unwrap();
            assert_eq!(kept.amount, amount);
        }
        home.remove().await;
    }
}

/// Accepts a report with one figure, given in ten-thousandths.
async fn accept(tx: &mut Tx, world: &World, key: &str, scaled: i64) {
    world.accept(tx, key, &[], &[]).await;
    let id = world.submission_of(tx, key).await;
    let amount = Some(Amount::from_scaled(scaled));
    let whole = WholeVersion {
        cells: vec![(first_cell(tx).await, amount, CellStatus::Actual)],
        words: vec![],
    };
    let by = (world.signer, now());
    let version = value::save_version(tx, id, 2, None, by, &whole).await.unwrap();
    store::submission::save_accepted(tx, id, version, now()).await.unwrap();
}

#[tokio::test]
async fn a_sum_beyond_64_bits_is_told_and_the_others_stand() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        for key in ["h-bac", "h-nam"] {
            accept(&mut tx, &world, key, i64::MAX).await;
        }
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        let sums = consolidation::sums(&mut reader, world.round, world.lead, "T1").await;
        let sums: Vec<_> = sums.unwrap().into_values().flatten().collect();
        assert_eq!(sums.iter().map(|sum| (sum.amount, sum.count)).collect::<Vec<_>>(), [(None, 2)]);
        let from = Source::Accepted { round: world.round, unit: world.lead };
        let below = value::share::below(&mut reader, from, None).await.unwrap();
        let below: Vec<_> = below.into_values().flat_map(BTreeMap::into_values).collect();
        assert_eq!(below, [(None, 2)]);
        // The store goes on answering.
        let coverage = consolidation::coverage(&mut reader, world.round, world.lead).await;
        assert_eq!(coverage.unwrap().territory_accepted, 2);
        home.remove().await;
    }
}

#[tokio::test]
async fn halves_join_to_the_sum_of_figures_of_either_sign() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        for (one, other) in [(-1, -1), (7, -9), (i64::MIN, i64::MAX), (1 << 32, 1 << 31), (0, -5)] {
            let mut tx = home.store.begin().await.unwrap();
            accept(&mut tx, &world, "h-bac", one).await;
            accept(&mut tx, &world, "h-nam", other).await;
            let sums = consolidation::sums(&mut tx, world.round, world.lead, "T1").await.unwrap();
            let sum = sums.values().flatten().next().unwrap();
            assert_eq!(sum.amount, Some(Amount::from_scaled(one + other)), "{one} + {other}");
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn long_text_and_every_letter_come_back() {
    let long = "Ủy ban nhân dân xã Hòa Sơn, ".repeat(40_000);
    let odd = "'; DROP TABLE unit; -- \" \\ $1 ?1 %_ 😀 \u{1f}\t\n";
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        for text in [long.as_str(), odd, ""] {
            setting::set(&mut tx, "a", text).await.unwrap();
            assert_eq!(setting::get(&mut tx, "a").await.unwrap().as_deref(), Some(text));
        }
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_column_of_another_kind_is_corrupt() {
    for home in stores().await {
        let mut reader = home.store.reader();
        let row = reader.fetch_one("SELECT 1, 'chữ', NULL", &args![]).await.unwrap();
        assert_eq!((row.int(0).unwrap(), row.text(1).unwrap()), (1, "chữ"));
        assert_eq!((row.opt_int(2).unwrap(), row.opt_text(2).unwrap()), (None, None));
        assert!(row.flag(0).unwrap());
        let wrong = [
            row.int(1).err(),
            row.text(0).err(),
            row.bytes(0).err(),
            row.int(2).err(),
            row.int(9).err(),
        ];
        for error in wrong {
            assert!(matches!(error, Some(Error::Corrupt { .. })), "{error:?}");
        }
        home.remove().await;
    }
}
