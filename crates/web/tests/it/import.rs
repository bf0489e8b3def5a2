//! Files of many units taken in at once on their behalf: each where it belongs, once, with its reasons.

use std::sync::Arc;

use actions::{
    Acting, Error,
    workbook::{
        Accepted, Fate, FileRead, Found, How, Imported, Owed, Run, Twin, read_all, take_all,
    },
};
use exchange::workbook::Bundle;
use store::submission::SubmissionRow;

use crate::{
    bad_input::OPEN,
    harness::World,
    workbook::{CELLS, UNIT, figure, file, held, text},
};

pub(crate) async fn acting(world: &World, login: &str) -> Acting {
    let mut reader = world.state.store.reader();
    let known = store::officer::credentials(&mut reader, login).await.unwrap().unwrap();
    let row = store::officer::by_id(&mut reader, known.id).await.unwrap().unwrap();
    Acting::new(row.officer, world.state.province, world.state.clock.now())
}

pub(crate) async fn owed(world: &World, acting: &Acting) -> Result<Owed, Error> {
    Owed::load(&world.state.store, Arc::clone(&world.state.catalog), acting).await
}

/// What one file turns out to be.
async fn read(world: &World, acting: &Acting, bytes: &[u8]) -> Found {
    owed(world, acting).await.unwrap().read("thu-muc/bieu.xlsx", bytes)
}

async fn take(world: &World, acting: &Acting, bytes: &[u8], how: How) -> Result<Accepted, Error> {
    let Found::Read { row, file } = read(world, acting, bytes).await else {
        panic!("the file is not read")
    };
    take_read(world, acting, (&row, &file), how).await.map(|imported| imported.accepted)
}

pub(crate) async fn run(world: &World, acting: &Acting, how: How) -> Result<Run, Error> {
    Run::open(&world.state.store, Arc::clone(&world.state.catalog), acting, how).await
}

pub(crate) async fn take_read(
    world: &World,
    acting: &Acting,
    (row, file): (&SubmissionRow, &FileRead),
    how: How,
) -> Result<Imported, Error> {
    run(world, acting, how).await?.import(row, file).await
}

pub(crate) const NORMAL: How = How { dry_run: false, overwrite: false, strict: false };

#[tokio::test]
async fn a_file_is_taken_once_on_behalf_of_its_unit() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12)), (CELLS[1], text("412 phiếu"))]).await;
    let before = world.writings().await;
    let dry = take(&world, &desk, &bytes, How { dry_run: true, ..NORMAL }).await.unwrap();
    assert_eq!((dry.written, dry.refused.len()), (1, 1));
    assert_eq!(dry.refused[0].code, "NUM-001");
    assert_eq!(world.writings().await, before, "a dry run writes nothing");
    let taken = take(&world, &desk, &bytes, NORMAL).await.unwrap();
    assert_eq!(taken, dry);
    assert_eq!(held(&world, CELLS[0]).await, Some(12));
    let event = "SELECT message FROM event WHERE verb = 'submission.load_workbook'";
    assert_eq!(world.text(event).await, "Nạp từ tệp bieu.xlsx: 1 ô, nhập thay");
    let detail = world.text("SELECT detail FROM audit WHERE verb = 'workbook.import'").await;
    assert!(detail.ends_with("cells=1 on_behalf"), "{detail}");
    let again = read(&world, &desk, &bytes).await;
    assert!(matches!(again, Found::Known { .. }), "a second run takes it again: {again:?}");
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{verified:?}");
}

#[tokio::test]
async fn a_worker_whose_run_another_took_writes_nothing() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    world
        .arrange(
            "INSERT INTO import_run (id, officer_id, at, state, overwrite, strict, beat, worker) \
             SELECT 7, id, '', 'writing', 0, 0, '', 'hai' FROM officer WHERE login = \
             'ldtbxh.chuyenvien'",
        )
        .await;
    let before = world.writings().await;
    let mut first = run(&world, &desk, NORMAL).await.unwrap().kept(7, "một");
    let late = first.take(read(&world, &desk, &bytes).await).await;
    assert!(matches!(late, Err(Error::Internal(_))), "{late:?}");
    assert_eq!(world.writings().await, before);
    let mut second = run(&world, &desk, NORMAL).await.unwrap().kept(7, "hai");
    second.take(read(&world, &desk, &bytes).await).await.unwrap();
    assert_eq!(held(&world, CELLS[0]).await, Some(12));
}

#[tokio::test]
async fn what_a_unit_typed_itself_is_written_over_only_when_asked_for() {
    let world = World::open().await;
    let second = acting(&world, "ldtbxh.chuyenvien2").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    person.cell(&format!("/submissions/{id}/parts/T3"), CELLS[0], "15", 0).await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12)), (CELLS[1], figure(480))]).await;
    let taken = take(&world, &second, &bytes, NORMAL).await.unwrap();
    assert_eq!((taken.written, taken.kept.len()), (1, 1));
    assert_eq!((taken.kept[0].theirs.as_str(), taken.kept[0].mine.as_str()), ("15", "12"));
    assert_eq!(held(&world, CELLS[0]).await, Some(15));
    let other = file(&world, UNIT, &[(CELLS[0], figure(13)), (CELLS[1], figure(480))]).await;
    let how = How { overwrite: true, ..NORMAL };
    let taken = take(&world, &second, &other, how).await.unwrap();
    assert_eq!((taken.written, taken.unchanged, taken.kept.len()), (1, 1, 0));
    assert_eq!(held(&world, CELLS[0]).await, Some(13));
}

#[tokio::test]
async fn closed_drafts_and_others_officers_take_nothing() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[0], figure(12))]).await;
    let Found::Read { row, file } = read(&world, &desk, &bytes).await else { panic!() };
    let reporter = acting(&world, "noi-vu.chuyenvien").await;
    assert!(matches!(owed(&world, &reporter).await, Err(Error::NotAllowed(_))));
    let refused = take_read(&world, &reporter, (&row, &file), NORMAL).await;
    assert!(matches!(refused, Err(Error::NotAllowed(_))));
    let keeper = acting(&world, "quantri").await;
    assert!(matches!(owed(&world, &keeper).await, Err(Error::NotAllowed(_))), "it reads no report");
    let id = row.submission.id.0;
    world.arrange(&format!("UPDATE submission SET state = 'submitted' WHERE id = {id}")).await;
    let before = world.writings().await;
    let refused = take_read(&world, &desk, (&row, &file), NORMAL).await.unwrap_err();
    assert_eq!(refused.problem().code, "SUB-002");
    assert_eq!(world.writings().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_files_come_out_of_a_zip_each_with_its_own_fate() {
    use std::io::Write;
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        ("bieu/a.xlsx", file(&world, UNIT, &[(CELLS[0], figure(12))]).await),
        ("bieu/b.xlsx", file(&world, "h-412", &[(CELLS[0], figure(7))]).await),
        ("bieu/hong.xlsx", b"MZ".to_vec()),
        ("bieu/~$a.xlsx", b"lock".to_vec()),
        ("doc.txt", b"...".to_vec()),
    ] {
        zip.start_file(name, plain).unwrap();
        zip.write_all(&content).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let Ok(Ok(bundle)) = Bundle::open(bytes) else { panic!("no ZIP of workbooks") };
    let owed = owed(&world, &desk).await.unwrap();
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let reading = tokio::task::spawn_blocking(move || read_all(&owed, bundle, &sender));
    let mut fates = std::collections::BTreeMap::new();
    while let Some((_, name, found)) = receiver.recv().await {
        let fate = match found {
            Found::Read { row, .. } => row.unit_key.clone(),
            Found::Known { .. } => "known".to_owned(),
            Found::Refused(problem) => problem.code.to_owned(),
        };
        fates.insert(name, fate);
    }
    reading.await.unwrap();
    let fates: Vec<(&str, &str)> = fates.iter().map(|(n, f)| (n.as_str(), f.as_str())).collect();
    let expected = [
        ("bieu/a.xlsx", UNIT),
        ("bieu/b.xlsx", "h-412"),
        ("bieu/hong.xlsx", "BOOK-002"),
        ("bieu/~$a.xlsx", "BOOK-011"),
        ("doc.txt", "BOOK-011"),
    ];
    assert_eq!(fates, expected, "each file is told, opened or not");
}

/// Form T3 of a unit with figures enough to know the table by.
async fn filled(world: &World, key: &str) -> Vec<u8> {
    let row = world.submission(OPEN, key).await;
    let form = actions::part::form(&world.state.catalog, "T3").unwrap();
    let domain::form::FormBody::Table(table) = &form.body else { panic!("T3 is a table") };
    let counts = |place: &&domain::check::Place| {
        let column = table.column(&place.1);
        column.is_some_and(|column| column.value_type == domain::form::ValueType::Count)
    };
    let asked = actions::part::asked(form, row.asked_unit());
    let cells: Vec<_> = asked
        .iter()
        .filter(counts)
        .take(10)
        .zip(21..)
        .map(|((row, column), value)| ((row.as_str(), column.as_str()), figure(value)))
        .collect();
    assert_eq!(cells.len(), 10, "the form has lost its cells");
    file(world, key, &cells).await
}

async fn found(world: &World, desk: &Acting, key: &str) -> (Box<SubmissionRow>, FileRead) {
    let bytes = filled(world, key).await;
    match owed(world, desk).await.unwrap().read(&format!("{key}.xlsx"), &bytes) {
        Found::Read { row, file } => (row, *file),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn equal_tables_of_a_run_and_of_drafts_are_told_and_held_where_one_is_strict() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let (one, other) = (found(&world, &desk, UNIT).await, found(&world, &desk, "h-412").await);
    let strict = How { strict: true, ..NORMAL };
    // In one run that writes nothing, the second is held against the first.
    let mut dry = run(&world, &desk, How { dry_run: true, ..strict }).await.unwrap();
    let first = dry.import(&one.0, &one.1).await.unwrap();
    assert!(first.twins.is_empty(), "{first:?}");
    let second = dry.import(&other.0, &other.1).await.unwrap();
    let of = Twin::File {
        form: "T3".into(),
        name: one.0.unit_name.clone(),
        file: format!("{UNIT}.xlsx"),
    };
    assert_eq!((&second.twins[..], second.is_held), (&[of][..], true));
    let again = dry.import(&one.0, &one.1).await.unwrap();
    let is_rival = again.twins.iter().any(|twin| matches!(twin, Twin::Report { .. }));
    assert!(!is_rival, "the same file once more is no other one: {again:?}");
    // In another run, against what is drafted by then.
    run(&world, &desk, NORMAL).await.unwrap().import(&one.0, &one.1).await.unwrap();
    let before = world.writings().await;
    let held = run(&world, &desk, strict).await.unwrap().import(&other.0, &other.1).await.unwrap();
    let of = Twin::Unit { form: "T3".into(), name: Some(one.0.unit_name.clone()) };
    assert_eq!((&held.twins[..], held.is_held, held.accepted.written), (&[of][..], true, 0));
    assert_eq!(world.writings().await, before, "what is held writes nothing");
    let taken = run(&world, &desk, NORMAL).await.unwrap().import(&other.0, &other.1).await.unwrap();
    assert!(
        !taken.is_held && taken.accepted.written == 10,
        "told, and taken all the same: {taken:?}"
    );
}

#[tokio::test]
async fn a_figure_with_words_is_told_with_the_figure_that_fits() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let bytes = file(&world, UNIT, &[(CELLS[1], text("412 phiếu"))]).await;
    let Found::Read { row, file } = read(&world, &desk, &bytes).await else { panic!() };
    let told = take_read(&world, &desk, (&row, &file), NORMAL).await.unwrap();
    let [doubt] = &told.doubts[..] else { panic!("{told:?}") };
    assert_eq!((doubt.shown.as_str(), doubt.proposed.as_str()), ("412 phiếu", "412"));
    assert!(doubt.origin.contains("T3"), "{doubt:?}");
}

/// Which of two files of one report is right is for a person to say: no race decides it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_differing_files_of_one_report_neither_is_written() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let files = [
        ("cu.xlsx", file(&world, UNIT, &[(CELLS[0], figure(12))]).await),
        ("khac.xlsx", file(&world, "h-412", &[(CELLS[0], figure(7))]).await),
        ("moi.xlsx", file(&world, UNIT, &[(CELLS[0], figure(21))]).await),
    ];
    let files: Vec<_> =
        files.into_iter().map(|(name, bytes)| (name.to_owned(), Ok(bytes))).collect();
    let how = How { overwrite: true, ..NORMAL };
    let (run, owed) = (run(&world, &desk, how).await.unwrap(), owed(&world, &desk).await.unwrap());
    let mut fates = Vec::new();
    let each = |_, name: String, fate: Fate| {
        fates.push((name, fate.outcome().word(), fate.details(&world.state.catalog, 9).join("\n")));
        std::future::ready(Ok(true))
    };
    take_all(run, owed, files.into_iter(), each).await.unwrap();
    let words: Vec<(&str, &str)> =
        fates.iter().map(|(name, word, _)| (name.as_str(), *word)).collect();
    assert_eq!(words, [("cu.xlsx", "held"), ("khac.xlsx", "taken"), ("moi.xlsx", "held")]);
    assert!(fates[0].2.contains("tệp moi.xlsx") && fates[0].2.contains("BOOK-218"), "{fates:?}");
    assert!(
        fates[2].2.contains("tệp cu.xlsx") && fates[2].2.contains("/submissions/"),
        "{fates:?}"
    );
    assert_eq!(held(&world, CELLS[0]).await, None);
}

#[test]
fn a_workbook_is_no_zip_of_workbooks_and_neither_is_rubbish() {
    assert_eq!(Bundle::open(b"MZ".to_vec()).unwrap().err(), Some(b"MZ".to_vec()));
    let cut = b"PK\x03\x04 and no more".to_vec();
    assert_eq!(Bundle::open(cut.clone()).unwrap().err(), Some(cut));
    let mut empty = b"PK\x05\x06".to_vec();
    empty.resize(22, 0);
    let Ok(Ok(mut bundle)) = Bundle::open(empty) else { panic!() };
    let (name, told) = bundle.next().unwrap();
    assert_eq!((name.as_str(), told.unwrap_err().code()), ("", "BOOK-011"));
    assert!(bundle.next().is_none(), "an empty ZIP is told once");
}
