//! What a file says in another unit, of another round or for nothing is told, one by one, whoever takes it in.

use actions::workbook::{Fate, Found, How, Run, take_all};
use domain::period::day;
use exchange::workbook::{Book, BookError};

use crate::{
    bad_input::OPEN,
    harness::World,
    import::{NORMAL, acting, owed, run, take_read},
    workbook::{CELLS, UNIT, book, changed, figure, file, held, sealed},
};

const MONEY: (&str, &str) = ("bdg", "kinh_phi");

/// A file without anything hidden that says whose it is.
fn unmarked(bytes: &[u8]) -> Vec<u8> {
    changed(bytes, |name, text| match name {
        "xl/workbook.xml" => {
            let at = text.find("<sheet name=\"_sanhvai").expect("the description");
            let end = at + text[at..].find("/>").unwrap() + 2;
            format!("{}{}", &text[..at], &text[end..])
        }
        "xl/sharedStrings.xml" => text.replace("<t>SV1|", "<t>đã xóa "),
        _ => text,
    })
}

#[tokio::test]
async fn a_unit_written_over_a_column_is_read_and_told() {
    let world = World::open().await;
    let bytes = file(&world, UNIT, &[(MONEY, figure(5_500_000_000))]).await;
    let bytes = changed(&bytes, |_, text| text.replace("(triệu đồng)", "(nghìn đồng)"));
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let here = format!("/submissions/{id}/workbook");
    let page = person.upload(&here, &[], ("a.xlsx", &bytes)).await.text();
    assert!(page.contains("5.500 nghìn đồng đọc là 5,5 triệu đồng"), "{page}");
    assert!(page.contains("1 ô đọc khác chữ ghi trong tệp"), "{page}");
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let found = owed(&world, &desk).await.unwrap().read("a.xlsx", &bytes);
    let Found::Read { row, file } = found else { panic!("{found:?}") };
    let strict = How { strict: true, ..NORMAL };
    let waits = take_read(&world, &desk, (&row, &file), strict).await.unwrap();
    assert!(waits.is_held && waits.converted.len() == 1, "{waits:?}");
    let taken = take_read(&world, &desk, (&row, &file), NORMAL).await.unwrap();
    assert_eq!((taken.accepted.written, taken.converted.len()), (1, 1));
    assert_eq!(held(&world, MONEY).await, Some(5_500_000));
}

#[tokio::test]
async fn a_page_of_another_round_is_refused_by_its_name() {
    let world = World::open().await;
    let row = world.submission(OPEN, UNIT).await;
    let here = format!("/submissions/{}/workbook", row.submission.id.0);
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let round = |code: &str| {
        let round = world.state.catalog.round(code).unwrap();
        let (from, to) = (day(round.window_from), day(round.window_to));
        (round.title.clone(), format!("Số liệu từ {from} đến {to}"))
    };
    let of = async |(round_title, window): (String, String)| {
        let forms: &[(&str, crate::workbook::Cells<'_>)] = &[("T3", &[(CELLS[0], figure(12))])];
        sealed(&world, &Book { round_title, window, ..book(&world, &row, forms) }).await
    };
    let (own, older) = (of(round(OPEN)).await, of(round("R-STR-2023")).await);
    let seen = person.upload(&here, &[], ("a.xlsx", &unmarked(&own))).await;
    assert!(seen.text().contains("Ghi 1 ô vào báo cáo"), "{}", seen.text());
    let refused = person.upload(&here, &[], ("a.xlsx", &unmarked(&older))).await;
    refused.refused(422, "BOOK-201");
    assert!(refused.text().contains(&round("R-STR-2023").0), "{}", refused.text());
    // Marked as this year's, with a page of the year before copied into it.
    person.upload(&here, &[], ("a.xlsx", &older)).await.refused(422, "BOOK-220");
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let found = owed(&world, &desk).await.unwrap().read("a.xlsx", &older);
    assert!(matches!(&found, Found::Refused(problem) if problem.code == "BOOK-220"), "{found:?}");
    // A window alone that the catalog does not know.
    let moved = of((round(OPEN).0, "Số liệu từ 01/01/2024 đến 30/11/2024".to_owned())).await;
    let seen = person.upload(&here, &[], ("a.xlsx", &unmarked(&moved))).await;
    assert!(seen.text().contains("Ghi 1 ô vào báo cáo"), "{}", seen.text());
}

/// Checks run on what the report will hold: figures that stay out are nobody's fault.
#[tokio::test]
async fn a_run_that_writes_nothing_blames_nobody_and_may_be_made_again() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let part = format!("/submissions/{id}/parts/T3");
    let typed = [("lop", "2"), ("nguoi", "63"), ("nu", "34"), ("nam", "29")];
    for (column, raw) in typed {
        person.cell(&part, ("bdg", column), raw, 0).await;
    }
    let other = [("lop", 2), ("nguoi", 120), ("nu", 75), ("nam", 15)];
    let cells = other.map(|(column, figure_of)| (("bdg", column), figure(figure_of)));
    let bytes = file(&world, UNIT, &cells).await;
    let look = |how: How| {
        let (world, desk, bytes) = (&world, &desk, &bytes);
        async move {
            let found = owed(world, desk).await.unwrap().read("a.xlsx", bytes);
            let fate = run(world, desk, how).await.unwrap().take(found).await.unwrap();
            let Fate::Taken { imported, .. } = &fate else { panic!("{fate:?}") };
            let errors = imported.errors();
            let lines = fate.details(&world.state.catalog, 9).join("\n");
            (fate.outcome().word(), errors, lines)
        }
    };
    let (word, errors, lines) = look(NORMAL).await;
    assert_eq!((word, errors), ("unwritten", 0), "{lines}");
    assert!(lines.contains("BOOK-219") && !lines.contains("T3-01"), "{lines}");
    // Nothing was taken, so nothing is remembered: the same file is taken over what stands there.
    let (word, errors, lines) = look(How { overwrite: true, ..NORMAL }).await;
    assert_eq!(word, "taken", "{lines}");
    assert!(errors > 0 && lines.contains("T3-01"), "{lines}");
    assert_eq!(held(&world, CELLS[1]).await, Some(120));
}

type Files = std::vec::IntoIter<(String, Result<Vec<u8>, BookError>)>;

async fn told(world: &World, run: Run, files: Files) -> Vec<(&'static str, String, Vec<String>)> {
    let desk = acting(world, "ldtbxh.chuyenvien").await;
    let owed = owed(world, &desk).await.unwrap();
    let mut fates = Vec::new();
    let each = |_, _, fate: Fate| {
        let details = fate.details(&world.state.catalog, 9);
        fates.push((fate.outcome().word(), fate.sentence(false), details));
        std::future::ready(Ok(true))
    };
    take_all(run, owed, files, each).await.unwrap();
    fates
}

/// A run that broke off is started again: what was told of its first files is told again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_are_kept_as_they_come() {
    let world = World::open().await;
    let desk = acting(&world, "ldtbxh.chuyenvien").await;
    let cells = [(CELLS[0], figure(12)), (CELLS[1], crate::workbook::text("412 phiếu"))];
    let bytes = file(&world, UNIT, &cells);
    let note = "<row r=\"99\"><c r=\"C99\" t=\"str\"><v>ghi chú riêng</v></c></row></sheetData>";
    let bytes = changed(&bytes.await, |name, text| {
        if name == "xl/worksheets/sheet2.xml" { text.replace("</sheetData>", note) } else { text }
    });
    let files = || {
        let files = vec![
            ("a.xlsx".to_owned(), Ok(bytes.clone())),
            ("b.xlsx".to_owned(), Ok(b"MZ".to_vec())),
        ];
        files.into_iter()
    };
    let dry = run(&world, &desk, How { dry_run: true, ..NORMAL }).await.unwrap().journaled();
    told(&world, dry, files()).await;
    assert_eq!(world.count("SELECT count(*) FROM import_run").await, 0, "a dry run keeps nothing");
    let first = told(&world, run(&world, &desk, NORMAL).await.unwrap().journaled(), files()).await;
    let (word, sentence, details) = &first[0];
    assert_eq!(*word, "taken");
    let all = details.join("\n");
    assert!(all.contains("BOOK-106") && all.contains("C99 “ghi chú riêng”"), "{all}");
    assert!(all.contains("Số đề xuất: 412"), "{all}");
    let again = told(&world, run(&world, &desk, NORMAL).await.unwrap().journaled(), files()).await;
    assert_eq!((again[0].0, &again[0].2), ("known", details));
    assert!(again[0].1.contains(sentence.as_str()), "{again:?}");
    let outcomes = "SELECT group_concat(outcome, ' ') FROM \
        (SELECT outcome FROM import_file ORDER BY run_id, number)";
    assert_eq!(world.text(outcomes).await, "taken refused known refused");
    assert!(!actions::workbook::queue::is_left(&world.state.store, desk.now).await.unwrap());
    let second = acting(&world, "ldtbxh.chuyenvien2").await;
    let other = run(&world, &second, NORMAL).await.unwrap();
    let other = told(&world, other, files()).await;
    assert!(other[0].0 == "known" && other[0].2.is_empty(), "it was told to another: {other:?}");
}
