//! What a person sees goes before what is hidden: names of rows and columns, typed totals, notes, pages.

use exchange::workbook::open;

use super::{
    mangle::{Mangling, mangle, pack, unpack},
    sample::{Sample, key, sample},
};

/// The sheet of the only form, behind the guide.
const SHEET: &str = "xl/worksheets/sheet2.xml";

fn part(bytes: &[u8], name: &str) -> String {
    let found = unpack(bytes).into_iter().find(|(of, _)| of == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// The same file with another sheet of the form.
pub(super) fn with_sheet(sample: &Sample, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = unpack(&sample.bytes);
    for (name, content) in &mut parts {
        if name.as_str() == SHEET {
            *content = change(std::str::from_utf8(content).unwrap()).into_bytes();
        }
    }
    pack(&parts)
}

#[test]
fn rows_and_columns_that_changed_places_are_read_by_their_names() {
    let sample = sample(&["T3"], 2);
    for mangling in [Mangling::ExchangeRowKeys, Mangling::ExchangeColumnKeys] {
        let bytes = mangle(&sample.bytes, &[mangling]);
        assert_ne!(bytes, sample.bytes, "{mangling:?} did nothing");
        let reading = sample.comes_back_whole(&bytes, &format!("{mangling:?}"));
        assert_eq!(reading.left_out, Vec::new(), "{mangling:?}");
    }
}

#[test]
fn a_column_under_the_name_of_another_is_not_taken_in_silence() {
    let sample = sample(&["T3"], 2);
    let bytes = mangle(&sample.bytes, &[Mangling::NameColumnTwice]);
    let reading = sample.read(&bytes).unwrap();
    let doubted = reading.left_out.iter().filter(|left| left.code == "BOOK-117");
    assert!(doubted.count() > 0, "{:?}", reading.left_out);
    let taken = reading.parts[0].cells.iter().filter(|cell| cell.column == "nam");
    assert_eq!(taken.count(), 0, "nobody knows whose figures they are");
}

#[test]
fn a_total_that_was_typed_over_is_told() {
    let sample = sample(&["T3"], 2);
    let bytes = with_sheet(&sample, |xml| {
        let cell = xml.find("<c r=\"D19\"").expect("the total of classes");
        let from = cell + xml[cell..].find("<f>").expect("a formula");
        let to = from + xml[from..].find("</v>").expect("its result");
        format!("{}<v>9999{}", &xml[..from], &xml[to..])
    });
    let reading = sample.comes_back_whole(&bytes, "a total typed over");
    let [told] = reading.left_out.as_slice() else { panic!("{:?}", reading.left_out) };
    assert_eq!((told.code, told.origin.address.as_str()), ("BOOK-114", "D19"));
    assert!(told.reason.contains("Tổng trong tệp 9.999 khác tổng tính lại"), "{}", told.reason);
}

#[test]
fn every_page_says_whose_it_is() {
    let sample = sample(&["T2", "T3"], 2);
    let names = open(&sample.bytes, &key()).unwrap().unit_names();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["UBND huyện Kỳ Sơn"]);
}

#[test]
fn whole_figures_are_noted_in_their_cells_and_on_the_first_page() {
    let sample = sample(&["T3"], 2);
    assert!(part(&sample.bytes, "xl/comments1.xml").contains("Số toàn huyện"));
    assert!(part(&sample.bytes, "xl/sharedStrings.xml").contains("dấu góc đỏ"));
}

#[test]
fn a_small_table_is_one_page_and_money_is_parted_by_thousands() {
    let sample = sample(&["T3"], 2);
    let setup = part(&sample.bytes, SHEET);
    let setup = setup.split_once("<pageSetup").unwrap().1.split('>').next().unwrap().to_owned();
    assert!(!setup.contains("fitToHeight=\"0\""), "the signatures may stand alone: {setup}");
    assert!(part(&sample.bytes, "xl/styles.xml").contains("#,##0.######"));
}
