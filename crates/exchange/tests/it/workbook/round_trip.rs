//! What was written comes back; the file is what it says it is.

use std::{collections::BTreeMap, io::Read};

use calamine::{Reader as _, Xlsx};
use exchange::workbook::{Book, BookError, BookPart, Key, open, write};

use super::sample::{asked, form, key, owner, sample};

const ALL: [&str; 10] = ["PL02", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "TKT"];

#[test]
fn every_form_of_the_plan_comes_back() {
    let sample = sample(&ALL, 1);
    let reading = sample.comes_back_whole(&sample.bytes, "as written");
    assert_eq!(reading.owner, Some(owner()));
    assert_eq!(reading.left_out, Vec::new());
    assert_eq!(reading.parts.len(), ALL.len());
    let computed: usize = reading.parts.iter().map(|part| part.computed.len()).sum();
    assert!(computed > 100, "totals carry their results: {computed}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(sample(&["T2", "T8"], 3).bytes, sample(&["T2", "T8"], 3).bytes);
}

#[test]
fn another_reader_sees_the_same_sheets() {
    let sample = sample(&["T2", "T4"], 1);
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&sample.bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Hướng dẫn", "Biểu T2", "Biểu T4", "_sanhvai"]);
    let range = book.worksheet_range("Biểu T4").unwrap();
    let texts = range.used_cells().filter(|(.., cell)| *cell == "Cộng").count();
    assert_eq!(texts, 1);
}

/// A total over empty cells is empty for whoever opens the file, not a nought that nobody gave.
#[test]
fn totals_of_an_empty_report_are_empty() {
    let form = form("T4");
    let book = Book {
        owner: owner(),
        unit_name: "UBND huyện Kỳ Sơn".into(),
        receiver_name: String::new(),
        round_title: String::new(),
        window: String::new(),
        due: String::new(),
        sample: true,
        remembers: false,
        parts: vec![BookPart {
            form,
            asked: asked(form),
            cells: BTreeMap::new(),
            figures: BTreeMap::new(),
            previous: BTreeMap::new(),
            notes: BTreeMap::new(),
        }],
    };
    let mut zip =
        zip::ZipArchive::new(std::io::Cursor::new(write(&book, &key()).unwrap())).unwrap();
    let mut xml = String::new();
    zip.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut xml).unwrap();
    let results: Vec<&str> =
        xml.split("</f><v>").skip(1).map(|rest| rest.split("</v>").next().unwrap()).collect();
    assert!(results.len() > 5, "the form has its formulas");
    assert!(results.iter().all(|result| result.is_empty()), "{results:?}");
}

#[test]
fn a_file_of_another_installation_is_refused() {
    let sample = sample(&["T2"], 1);
    let other = Key::from_secret(b"another secret");
    assert!(matches!(open(&sample.bytes, &other), Err(BookError::SealBroken(_))));
    assert_eq!(open(&sample.bytes, &key()).unwrap().owner(), Some(&owner()));
    assert_eq!(
        open(&sample.bytes, &key()).unwrap().unit_name().as_deref(),
        Some("UBND huyện Kỳ Sơn")
    );
}
