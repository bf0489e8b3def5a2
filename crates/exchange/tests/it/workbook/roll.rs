//! One form of many units in one sheet: written under the form's own headers, read back whatever program
//! saved it, and nothing of it left in silence.

use std::collections::BTreeMap;

use domain::{cell::CellStatus, check::Place};
use exchange::workbook::{
    BookCell, BookError, Outcome, Roll, RollReading, RollUnit, open, write_roll,
};
use rust_decimal::Decimal;

use super::{
    other_programs::{resaved, through_openpyxl},
    sample::{asked, form, key},
};

const ROUND: &str = "R-STR-2024";

fn places() -> Vec<Place> {
    asked(form("T3")).into_iter().filter(|(_, column)| column != "ghi_chu").collect()
}

fn unit(key: &str, name: &str, from: i64) -> RollUnit {
    let cells: BTreeMap<Place, BookCell> = places()
        .into_iter()
        .zip(from..)
        .map(|(place, at)| {
            let figure = (at % 7 != 0).then(|| Decimal::from(at * 1_000_000));
            let status = if at % 7 == 0 { CellStatus::NotArising } else { CellStatus::Actual };
            (place, BookCell { figure, text: None, status })
        })
        .collect();
    let mut asked: std::collections::BTreeSet<Place> = places().into_iter().collect();
    // The second unit is not asked for all.
    if from > 100 {
        asked.remove(&places()[0]);
    }
    RollUnit { key: key.into(), name: name.into(), asked, cells }
}

fn roll() -> Roll<'static> {
    Roll {
        form: form("T3"),
        round: ROUND.into(),
        title: "Số liệu năm trước".into(),
        notes: vec!["Ghi vào đợt “Năm 2023”.".into(), "Chỉ nhập ô nền vàng nhạt.".into()],
        places: places(),
        units: vec![
            unit("h-415", "UBND huyện Tương Dương", 1),
            unit("h-417", "UBND huyện Kỳ Sơn", 101),
        ],
    }
}

fn read(bytes: &[u8]) -> RollReading {
    open(bytes, &key()).unwrap().roll(form("T3"), ROUND, &places()).unwrap()
}

/// Unit, row, column and what is said, of every cell that says something.
fn said(reading: &RollReading) -> Vec<(String, String, String, String)> {
    let cells = reading.lines.iter().flat_map(|line| line.cells.iter().map(move |c| (line, c)));
    cells
        .map(|(line, cell)| {
            let words = match &cell.outcome {
                Outcome::Given { status: CellStatus::NotArising, .. } => "kps".to_owned(),
                Outcome::Given { raw, .. } => raw.clone(),
                other => format!("{other:?}"),
            };
            (line.key.clone(), cell.row.clone(), cell.column.clone(), words)
        })
        .collect()
}

#[test]
fn what_was_written_comes_back_through_every_program() {
    let bytes = write_roll(&roll(), &key()).unwrap();
    assert_eq!(bytes, write_roll(&roll(), &key()).unwrap(), "the same content, the same bytes");
    let first = read(&bytes);
    assert_eq!(first.left_out, Vec::new());
    let keys: Vec<&str> = first.lines.iter().map(|line| line.key.as_str()).collect();
    assert_eq!(keys, ["h-415", "h-417"]);
    assert_eq!(first.lines[1].name, "UBND huyện Kỳ Sơn");
    assert_eq!(said(&first).len(), places().len() * 2 - 1, "a closed cell says nothing");
    for kind in ["xlsx", "xls", "ods"] {
        let Some(bytes) = resaved(&bytes, kind) else { break };
        let again = read(&bytes);
        assert_eq!(said(&again), said(&first), "{kind}");
        assert_eq!(again.left_out, Vec::new(), "{kind}");
    }
    let Some(bytes) = through_openpyxl(&bytes, "") else { return };
    assert_eq!(said(&read(&bytes)), said(&first), "openpyxl");
}

#[test]
fn heads_are_the_names_of_the_form_and_no_codes_are_seen() {
    use calamine::{Reader as _, Xlsx};
    let bytes = write_roll(&roll(), &key()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("Biểu T3").unwrap();
    let seen: Vec<String> = range
        .rows()
        .skip(1)
        .flat_map(|row| row.iter().skip(1))
        .filter_map(|cell| calamine::DataType::get_string(cell).map(ToOwned::to_owned))
        .collect();
    assert!(seen.iter().any(|text| text == "Số lớp, hội nghị"), "{seen:?}");
    assert!(seen.iter().any(|text| text.contains("bình đẳng giới")), "{seen:?}");
    assert!(!seen.iter().any(|text| text.contains("bdg:") || text.contains("T3/")), "{seen:?}");
}

#[test]
fn what_people_do_to_the_file_is_read_or_told() {
    let bytes = write_roll(&roll(), &key()).unwrap();
    let lines = "s = b.active\nlast = s.max_row\ns.cell(last - 1, 4).value = '1.234'\n\
        s.cell(last, 6).value = 'nhiều lắm'\ns.cell(last, 3).value = 'UBND huyện Tương Dương'\n\
        s.cell(last + 1, 3).value = 'UBND huyện Lạ'\ns.cell(last + 1, 5).value = 5\n\
        s.cell(last - 1, s.max_column + 2).value = 'ghi chú'";
    let Some(bytes) = through_openpyxl(&bytes, lines) else { return };
    let reading = read(&bytes);
    let said = said(&reading);
    assert_eq!(said[0].3, "1.234", "a number as text");
    assert!(
        said.iter().any(|cell| cell.3 == "nhiều lắm"),
        "handed on to be refused with its place"
    );
    assert_eq!(reading.lines[1].name, "UBND huyện Tương Dương", "beside the key of another");
    assert_eq!(
        (reading.lines[2].key.as_str(), reading.lines[2].name.as_str()),
        ("", "UBND huyện Lạ")
    );
    let codes: Vec<&str> = reading.left_out.iter().map(|left| left.code).collect();
    assert_eq!(codes, ["BOOK-107"]);
}

#[test]
fn another_forms_table_is_refused_and_so_is_a_report() {
    let bytes = write_roll(&roll(), &key()).unwrap();
    let opened = open(&bytes, &key()).unwrap();
    assert!(opened.is_roll());
    let other = opened.roll(form("T4"), ROUND, &[]).unwrap_err();
    assert_eq!(other.code(), "BOOK-015");
    assert_eq!(opened.roll(form("T3"), "R-STR-2023", &places()).unwrap_err().code(), "BOOK-015");
    let report = super::sample::sample(&["T3"], 1);
    let report = open(&report.bytes, &key()).unwrap();
    assert_eq!(report.roll(form("T3"), ROUND, &places()), Err(BookError::NothingKnown));
}
