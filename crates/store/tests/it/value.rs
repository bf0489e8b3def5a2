//! Figures and words: drafts with revisions, frozen versions, thawing, parts used.

use domain::{
    access::OfficerId,
    amount::Amount,
    cell::{Answer, CellStatus},
    submission::SubmissionId,
};
use store::{
    db::Tx,
    error::Error,
    explanation, stale,
    value::{self, CellChange, Place, WholeVersion},
};

use crate::{
    harness::{later, now, stores},
    world::{World, catalog},
};

fn place(row: &str, column: &str) -> Place {
    (row.to_owned(), column.to_owned())
}

fn amount(units: i64) -> Option<Amount> {
    Amount::try_from_units(units).ok()
}

/// Writes one figure into a draft; returns its revision.
async fn figure(
    tx: &mut Tx,
    id: SubmissionId,
    cell: i64,
    units: Option<i64>,
    officer: OfficerId,
) -> i64 {
    let status = if units.is_some() { CellStatus::Actual } else { CellStatus::NotArising };
    let amount = units.and_then(amount);
    let change = CellChange { cell, amount, text: None, status };
    value::save_draft_cells(tx, id, &[change], (officer, now())).await.unwrap();
    value::draft_cell(tx, id, cell).await.unwrap().unwrap().revision
}

/// Adds a form of this code, with a figure of it in the draft.
async fn grow(tx: &mut Tx, world: &World, id: SubmissionId, code: &str) {
    let mut grown = catalog();
    code.clone_into(&mut grown.forms[0].code);
    value::save_cells(tx, &grown).await.unwrap();
    let cell = value::cell_numbers_of(tx, code).await.unwrap()[&place("a", "nu")];
    figure(tx, id, cell, Some(7), world.reporter).await;
}

#[tokio::test]
async fn figures_of_a_form_that_came_later_are_read_and_of_one_that_never_came_are_not() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let cell = value::cell_numbers_of(&mut tx, "T1").await.unwrap()[&place("a", "nu")];
        figure(&mut tx, id, cell, Some(3), world.reporter).await;
        tx.commit().await.unwrap();
        let forms = value::draft_cells_by_form(&mut reader, id, None).await.unwrap();
        assert_eq!(forms.keys().collect::<Vec<_>>(), ["T1"]);

        let mut tx = home.store.begin().await.unwrap();
        grow(&mut tx, &world, id, "T8").await;
        let forms = value::draft_cells_by_form(&mut tx, id, None).await.unwrap();
        assert_eq!(forms.keys().collect::<Vec<_>>(), ["T1", "T8"]);
        drop(tx);

        // The numbers that were rolled back are given again, to other cells.
        let mut tx = home.store.begin().await.unwrap();
        grow(&mut tx, &world, id, "T9").await;
        tx.commit().await.unwrap();
        let forms = value::draft_cells_by_form(&mut reader, id, None).await.unwrap();
        assert_eq!(forms.keys().collect::<Vec<_>>(), ["T1", "T9"]);
        assert_eq!(forms["T9"][&place("a", "nu")].amount, amount(7));
        let only = value::draft_cells_by_form(&mut reader, id, Some(&["T9", "T1"])).await.unwrap();
        assert_eq!(only, forms);
        let one = value::draft_cells_by_form(&mut reader, id, Some(&["T9"])).await.unwrap();
        assert_eq!(one.keys().collect::<Vec<_>>(), ["T9"]);
        home.remove().await;
    }
}

#[tokio::test]
async fn cells_keep_their_numbers() {
    for home in stores().await {
        World::make(&home.store).await;
        let mut reader = home.store.reader();
        let numbers = value::cell_numbers(&mut reader).await.unwrap();
        // Two elements by two columns; the section has none.
        assert_eq!(numbers.len(), 4);
        let mut tx = home.store.begin().await.unwrap();
        let mut grown = catalog();
        grown.forms[0].code = "T2".to_owned();
        grown.forms.push(catalog().forms[0].clone());
        value::save_cells(&mut tx, &grown).await.unwrap();
        tx.commit().await.unwrap();
        let now = value::cell_numbers(&mut reader).await.unwrap();
        assert_eq!(now.len(), 8);
        assert!(numbers.iter().all(|(key, number)| now[key] == *number));
        let of_form = value::cell_numbers_of(&mut reader, "T1").await.unwrap();
        let key = ("T1".to_owned(), "a".to_owned(), "nu".to_owned());
        assert_eq!(of_form[&place("a", "nu")], numbers[&key]);
        assert!(value::cell_numbers_of(&mut reader, "T9").await.unwrap().is_empty());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_draft_counts_its_revisions() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let cells = value::cell_numbers_of(&mut tx, "T1").await.unwrap();
        let (women, all) = (cells[&place("a", "nu")], cells[&place("a", "tong")]);
        assert_eq!(value::draft_cell(&mut tx, id, women).await.unwrap(), None);
        assert_eq!(figure(&mut tx, id, women, Some(7), world.reporter).await, 1);
        assert_eq!(figure(&mut tx, id, women, Some(8), world.signer).await, 2);
        assert_eq!(figure(&mut tx, id, all, None, world.reporter).await, 1);
        let by = (world.reporter, now());
        let words = ("Đã mở 3 lớp.", Some(Answer::Yes));
        let first = value::save_draft_text(&mut tx, id, ("DC", "2"), words, by).await.unwrap();
        let words = ("Đã mở 4 lớp.", Some(Answer::No));
        let second = value::save_draft_text(&mut tx, id, ("DC", "2"), words, by).await.unwrap();
        assert_eq!((first, second), (1, 2));
        let why = [("7 lớp?", "Có thêm lớp."), ("8 lớp?", "Có thêm hai lớp.")];
        for (of, sentence) in why {
            explanation::save(&mut tx, id, ("T1/a/nu/T1-01", of), sentence, by).await.unwrap();
        }
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let one = value::draft_cell(&mut reader, id, women).await.unwrap().unwrap();
        assert_eq!((one.amount, one.revision), (amount(8), 2));
        assert_eq!(one.officer, "Cán bộ bac.ky");
        let draft = value::draft_cells(&mut reader, id, "T1").await.unwrap();
        assert_eq!(draft.len(), 2);
        assert_eq!(draft[&place("a", "nu")], one);
        let empty = &draft[&place("a", "tong")];
        assert_eq!((empty.amount, empty.status), (None, CellStatus::NotArising));
        let texts = value::draft_texts(&mut reader, id, "DC").await.unwrap();
        let kept = &texts["2"];
        assert_eq!((kept.body.as_written(), kept.answer), ("Đã mở 4 lớp.", Some(Answer::No)));
        assert_eq!(kept.revision, 2);
        let explained = explanation::list(&mut reader, id).await.unwrap();
        let last = &explained["T1/a/nu/T1-01"];
        assert_eq!((last.sentence.as_str(), last.of.as_str()), ("Có thêm hai lớp.", "8 lớp?"));
        home.remove().await;
    }
}

#[tokio::test]
async fn a_frozen_version_stays_when_the_draft_moves_on() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let by = (world.signer, later(1));
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let cells = value::cell_numbers_of(&mut tx, "T1").await.unwrap();
        let women = cells[&place("a", "nu")];
        figure(&mut tx, id, women, Some(7), world.reporter).await;
        value::save_draft_text(&mut tx, id, ("DC", "1"), ("Trước", None), by).await.unwrap();
        explanation::save(&mut tx, id, ("T1/a/nu/T1-01", "7?"), "Lúc ký.", by).await.unwrap();
        let author = Some(world.reporter);
        let version = value::freeze(&mut tx, id, (1, author), by, &[]).await.unwrap();
        figure(&mut tx, id, women, Some(9), world.reporter).await;
        value::save_draft_text(&mut tx, id, ("DC", "1"), ("Sau", None), by).await.unwrap();
        explanation::save(&mut tx, id, ("T1/a/nu/T1-01", "9?"), "Về sau.", by).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        assert_eq!(value::version_number(&mut reader, id, 1).await.unwrap(), Some(version));
        assert_eq!(value::version_number(&mut reader, id, 2).await.unwrap(), None);
        let frozen = value::version_cells(&mut reader, version, "T1").await.unwrap();
        assert_eq!(frozen[&place("a", "nu")].amount, amount(7));
        let words = value::version_texts(&mut reader, version, "DC").await.unwrap();
        assert_eq!(words["1"].body.as_written(), "Trước");
        let stood = explanation::of_version(&mut reader, version).await.unwrap();
        assert_eq!(
            stood["T1/a/nu/T1-01"].sentence, "Lúc ký.",
            "a later sentence changes no version"
        );

        let mut tx = home.store.begin().await.unwrap();
        let twice = value::freeze(&mut tx, id, (1, None), by, &[]).await;
        assert!(matches!(twice, Err(Error::Duplicate { .. })), "{twice:?}");
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn thawing_fills_only_what_the_draft_lacks() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let by = (world.signer, later(1));
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let cells = value::cell_numbers_of(&mut tx, "T1").await.unwrap();
        let (a, b) = (cells[&place("a", "nu")], cells[&place("b", "nu")]);
        let whole = WholeVersion {
            cells: vec![(a, amount(1), CellStatus::Actual), (b, None, CellStatus::NotArising)],
            words: [("1", "một"), ("2", "hai")]
                .map(|(h, body)| ("DC".into(), h.into(), body.into(), None))
                .to_vec(),
        };
        value::save_version(&mut tx, id, 1, None, by, &whole).await.unwrap();
        figure(&mut tx, id, a, Some(5), world.reporter).await;
        value::save_draft_text(&mut tx, id, ("DC", "1"), ("năm", None), by).await.unwrap();
        value::thaw(&mut tx, id, 1, by).await.unwrap();
        value::thaw(&mut tx, id, 9, by).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let draft = value::draft_cells(&mut reader, id, "T1").await.unwrap();
        assert_eq!(draft[&place("a", "nu")].amount, amount(5));
        let thawed = &draft[&place("b", "nu")];
        assert_eq!((thawed.amount, thawed.revision), (None, 1));
        assert_eq!(thawed.officer, "Cán bộ bac.ky");
        let words = value::draft_texts(&mut reader, id, "DC").await.unwrap();
        assert_eq!((words["1"].body.as_written(), words["2"].body.as_written()), ("năm", "hai"));
        home.remove().await;
    }
}

#[tokio::test]
async fn a_whole_draft_is_written_at_once() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-nam").await;
        let cells = value::cell_numbers_of(&mut tx, "T1").await.unwrap();
        let whole = WholeVersion {
            cells: cells
                .values()
                .map(|cell| (*cell, amount(*cell), CellStatus::Estimate))
                .collect(),
            words: vec![("DC".into(), "10".into(), "Lời".into(), Some(Answer::Yes))],
        };
        value::save_draft(&mut tx, id, (world.reporter, now()), &whole).await.unwrap();
        value::save_draft(&mut tx, id, (world.reporter, now()), &WholeVersion::default())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        let draft = value::draft_cells(&mut reader, id, "T1").await.unwrap();
        assert_eq!(draft.len(), 4);
        assert!(draft.values().all(|c| c.status == CellStatus::Estimate && c.revision == 1));
        let words = value::draft_texts(&mut reader, id, "DC").await.unwrap();
        assert_eq!((words["10"].body.as_written(), words["10"].answer), ("Lời", Some(Answer::Yes)));
        home.remove().await;
    }
}

#[tokio::test]
async fn a_version_is_stale_when_a_part_below_changes() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let by = (world.signer, now());
        let mut tx = home.store.begin().await.unwrap();
        world.accept(&mut tx, "x-hoa", &[("a", "nu", Some(1))], &[]).await;
        let id = world.submission_of(&mut tx, "h-bac").await;
        let version = value::freeze(&mut tx, id, (1, None), by, &[]).await.unwrap();
        let round = world.round;
        value::save_parts_used(&mut tx, version, round, world.north).await.unwrap();
        let stale = stale::parts(&mut tx, version, round, world.north).await.unwrap();
        assert!(stale.is_empty());
        world.accept(&mut tx, "x-an", &[("a", "nu", Some(2))], &[]).await;
        let stale = stale::parts(&mut tx, version, round, world.north).await.unwrap();
        assert_eq!(stale, ["Thị trấn Ân Thịnh"]);
        drop(tx);
        home.remove().await;
    }
}
