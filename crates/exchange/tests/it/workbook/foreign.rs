//! Spreadsheets that the system did not make: proposed, matched, read; every cell taken or left.

use std::collections::BTreeSet;

use domain::check::Place;
use exchange::workbook::{
    Asked, Choice, ColumnChoice, Opened, Outcome, Pattern, Reading, Tally, Told, open,
};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::sample::{asked, form, key};

fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str) {
    sheet.merge_range(from.0, from.1, to.0, to.1, text, &Format::new()).unwrap();
}

fn words(sheet: &mut Worksheet, row: u32, first: u16, texts: &[&str]) {
    for (column, text) in (first..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        match text.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number).unwrap(),
            Err(_) => sheet.write_string(row, column, *text).unwrap(),
        };
    }
}

/// Title rows, two rows of joined headers, sections, subtotals, thousands of đồng, a signature.
fn training() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tap huan 2024").unwrap();
    words(sheet, 0, 0, &["UBND HUYỆN KỲ SƠN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]);
    merge(sheet, (2, 0), (2, 6), "KẾT QUẢ TẬP HUẤN VỀ BÌNH ĐẲNG GIỚI NĂM 2024");
    words(sheet, 3, 5, &["Đơn vị tính: nghìn đồng"]);
    merge(sheet, (4, 0), (5, 0), "TT");
    merge(sheet, (4, 1), (5, 1), "Đối tượng");
    merge(sheet, (4, 2), (5, 2), "Số lớp");
    merge(sheet, (4, 3), (4, 4), "Số người tham gia");
    words(sheet, 5, 3, &["Tổng số", "Nữ"]);
    merge(sheet, (4, 5), (5, 5), "Kinh phí");
    merge(sheet, (4, 6), (5, 6), "Ghi chú");
    words(sheet, 6, 0, &["I", "Cấp huyện", "", "", "", "", ""]);
    words(
        sheet,
        7,
        0,
        &["1", "Cộng tác viên, mạng lưới cơ sở", "12", "480", "300", "25600", "đợt 1"],
    );
    words(sheet, 8, 0, &["2", "Cán bộ thanh tra, tư pháp", "3", "90 người", "40", "1500.5"]);
    words(sheet, 9, 0, &["II", "Cấp xã"]);
    words(sheet, 10, 0, &["3", "Nữ đại biểu HĐND các cấp", "…", "150", "150", ""]);
    words(sheet, 11, 0, &["4", "Hội viên nông dân", "2", "60", "30", "900"]);
    words(sheet, 12, 0, &["", "Tổng cộng", "17", "780", "520", "28000.5"]);
    words(sheet, 14, 4, &["NGƯỜI LẬP BIỂU"]);
    book.save_to_buffer().unwrap()
}

/// Other order of columns and further ones, on the second of two sheets.
fn money() -> Vec<u8> {
    let mut book = Workbook::new();
    words(book.add_worksheet().set_name("Ghi nhớ").unwrap(), 0, 0, &["Gọi lại phòng tài chính"]);
    let sheet = book.add_worksheet().set_name("KP").unwrap();
    words(sheet, 0, 0, &["Nguồn kinh phí", "Mã", "Thực hiện (đồng)", "Nợ", "Dự toán (triệu đồng)"]);
    words(sheet, 1, 0, &["Dự toán chi thường xuyên", "11", "12345678", "1", "15"]);
    words(sheet, 2, 0, &["Lồng ghép chương trình, đề án khác", "12", "5000000", "", "6.5"]);
    words(sheet, 3, 0, &["Tổng số", "", "17345678", "1", "21.5"]);
    book.save_to_buffer().unwrap()
}

fn transposed() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let names = ["", "Cộng tác viên", "Cán bộ thanh tra, tư pháp", "Nữ đại biểu HĐND các cấp"];
    words(sheet, 2, 0, &names);
    words(sheet, 3, 0, &["Số lớp", "12", "3", "4"]);
    words(sheet, 4, 0, &["Nữ", "300", "40", "150"]);
    book.save_to_buffer().unwrap()
}

struct Read {
    opened: Opened,
    cells: BTreeSet<Place>,
    code: &'static str,
}

impl Read {
    fn of(bytes: &[u8], code: &'static str) -> Self {
        Self { opened: open(bytes, &key()).unwrap(), cells: asked(form(code)), code }
    }

    fn asked(&self) -> Asked<'_> {
        Asked { form: form(self.code), cells: &self.cells }
    }

    fn proposed(&self) -> (Choice, Reading) {
        let choice = self.opened.propose(&[self.asked()]);
        let reading = self.opened.read_by(&[self.asked()], &choice).unwrap();
        (choice, reading)
    }
}

fn given(reading: &Reading) -> Vec<String> {
    let cells = reading.parts[0].given();
    cells.map(|(cell, raw)| format!("{}.{} {raw}", cell.row, cell.column)).collect()
}

#[track_caller]
fn adds_up(tally: &Tally) {
    let sum = tally.taken + tally.refused + tally.blank + tally.left();
    assert_eq!(sum, tally.cells, "{tally:?}");
}

fn count(tally: &Tally, code: &str) -> usize {
    tally.left.get(code).map_or(0, |(_, count)| *count)
}

#[test]
fn titles_joined_headers_sections_and_subtotals_are_understood() {
    let read = Read::of(&training(), "T3");
    let (choice, reading) = read.proposed();
    let one = &choice.forms[0];
    assert_eq!((one.header, one.last, one.name), ((4, 5), 12, 1));
    assert_eq!(
        given(&reading),
        [
            "ctv.lop 12",
            "ctv.nguoi 480",
            "ctv.nu 300",
            "ctv.kinh_phi 25,6",
            "thanh_tra.lop 3",
            "thanh_tra.nguoi 90",
            "thanh_tra.nu 40",
            "thanh_tra.kinh_phi 1,5005",
            "nu_hdnd.nguoi 150",
            "nu_hdnd.nu 150",
        ]
    );
    let tally = reading.tally.unwrap();
    adds_up(&tally);
    assert_eq!((tally.taken, tally.blank), (10, 1));
    assert_eq!(count(&tally, "BOOK-304"), 4, "two sections: {tally:?}");
    assert_eq!(count(&tally, "BOOK-305"), 5, "the subtotal: {tally:?}");
    assert_eq!(count(&tally, "BOOK-306"), 6, "a row of nobody: {tally:?}");
    assert_eq!(count(&tally, "BOOK-307"), 1, "the note: {tally:?}");
    assert_eq!(count(&tally, "BOOK-308"), 1, "the signature: {tally:?}");
    let listed = reading.left_out.iter().filter(|left| left.code == "BOOK-305").count();
    assert_eq!(listed, 5, "each is listed");
}

#[test]
fn another_order_of_columns_and_other_units_are_understood() {
    let (choice, reading) = Read::of(&money(), "T8").proposed();
    assert_eq!(choice.forms[0].sheet, 1);
    let wanted = |column: &str, factor| ColumnChoice { column: column.into(), factor };
    assert_eq!(choice.forms[0].columns[&2], wanted("thuc_hien", -6));
    assert_eq!(choice.forms[0].columns[&4], wanted("du_toan", 0));
    assert_eq!(
        given(&reading),
        [
            "thuong_xuyen.thuc_hien 12,345678",
            "thuong_xuyen.du_toan 15",
            "long_ghep.thuc_hien 5",
            "long_ghep.du_toan 6,5",
        ]
    );
    let tally = reading.tally.unwrap();
    adds_up(&tally);
    assert_eq!(count(&tally, "BOOK-310"), 1, "the other sheet: {tally:?}");
}

#[test]
fn a_table_on_its_side_is_refused_with_what_to_do() {
    let read = Read::of(&transposed(), "T3");
    assert!(read.opened.propose(&[read.asked()]).forms.is_empty());
    let refused = read.opened.propose_in(read.asked(), 0, None).unwrap_err();
    assert_eq!(refused.code(), "BOOK-322");
    assert!(refused.next().contains("Chuyển vị"));
}

/// Two tables one above the other on one sheet, each for a form of its own.
fn two_tables() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tổng hợp").unwrap();
    words(sheet, 0, 0, &["Đối tượng tập huấn", "Số lớp", "Kinh phí (triệu đồng)"]);
    words(sheet, 1, 0, &["Cộng tác viên, mạng lưới ở cơ sở", "12", "25"]);
    words(sheet, 2, 0, &["Cán bộ thanh tra, tư pháp", "3", "9"]);
    words(sheet, 4, 0, &["Nguồn kinh phí", "Dự toán", "Thực hiện"]);
    words(sheet, 5, 0, &["Dự toán chi thường xuyên", "15", "12"]);
    words(sheet, 6, 0, &["Lồng ghép chương trình, đề án khác", "7", "5"]);
    book.save_to_buffer().unwrap()
}

#[test]
fn two_tables_of_one_sheet_give_two_forms_and_no_cell_is_taken_twice() {
    let opened = open(&two_tables(), &key()).unwrap();
    let cells = ["T3", "T8"].map(|code| asked(form(code)));
    let asked = ["T3", "T8"].map(form);
    let asked = [0, 1].map(|of| Asked { form: asked[of], cells: &cells[of] });
    let above = opened.propose_in(asked[0], 0, Some(((0, 0), 2))).unwrap();
    let below = opened.propose_in(asked[1], 0, Some(((4, 4), 6))).unwrap();
    let choice = Choice { forms: vec![above.clone(), below] };
    let reading = opened.read_by(&asked, &choice).unwrap();
    let given = reading.parts.iter().map(|part| part.given().count()).collect::<Vec<_>>();
    assert_eq!(given, [4, 4], "{reading:?}");
    let tally = reading.tally.unwrap();
    adds_up(&tally);
    assert_eq!((tally.cells, count(&tally, "BOOK-302")), (18, 6), "{tally:?}");
    // The second form reaching for a row of the first.
    let mut both = Choice {
        forms: vec![above.clone(), opened.propose_in(asked[1], 0, Some(((4, 4), 6))).unwrap()],
    };
    both.forms[1].header = (0, 0);
    both.forms[1].rows.insert(1, "ntm".into());
    let refused = opened.read_by(&asked, &both).unwrap_err();
    assert_eq!(refused.code(), "BOOK-328");
    assert!(refused.to_string().contains("Ô B2"), "{refused}");
}

#[test]
fn one_place_is_never_taken_twice() {
    let read = Read::of(&training(), "T3");
    let (mut choice, _) = read.proposed();
    choice.forms[0].rows.insert(11, "ctv".into());
    let refused = read.opened.read_by(&[read.asked()], &choice).unwrap_err();
    assert_eq!(refused.code(), "BOOK-323");
    choice.forms[0].rows.clear();
    let refused = read.opened.read_by(&[read.asked()], &choice).unwrap_err();
    assert_eq!(refused.code(), "BOOK-325");
}

#[test]
fn rows_and_columns_are_added_where_that_is_said() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    words(sheet, 0, 0, &["TT", "Đối tượng", "Số lớp huyện", "Số lớp xã", "Tổng số người"]);
    words(sheet, 1, 0, &["I", "ĐỐI TƯỢNG KHÁC"]);
    words(sheet, 2, 0, &["1", "Chi hội trưởng", "2", "3", "90"]);
    words(sheet, 3, 0, &["2", "Hội viên", "", "4 lớp", "…"]);
    merge(sheet, (2, 5), (3, 5), "7,5");
    sheet.write_string(0, 5, "Kinh phí (triệu đồng)").unwrap();
    let read = Read::of(&book.save_to_buffer().unwrap(), "T3");
    let mut one = read.opened.propose_in(read.asked(), 0, None).unwrap();
    assert!(!one.rows.contains_key(&1), "a section without a figure is no row: {one:?}");
    let column = |code: &str| ColumnChoice { column: code.to_owned(), ..ColumnChoice::default() };
    one.last = 3;
    one.rows = [(2, "khac".to_owned()), (3, "khac".to_owned())].into();
    one.columns = [(2, "lop"), (3, "lop"), (4, "nguoi"), (5, "kinh_phi")]
        .map(|(at, code)| (at, column(code)))
        .into();
    let by = |one: &exchange::workbook::FormChoice| {
        read.opened.read_by(&[read.asked()], &Choice { forms: vec![one.clone()] })
    };
    assert_eq!(by(&one).unwrap_err().code(), "BOOK-323");
    one.added_rows.insert("khac".to_owned());
    assert_eq!(by(&one).unwrap_err().code(), "BOOK-324");
    one.added_columns.insert("lop".to_owned());
    let reading = by(&one).unwrap();
    assert_eq!(given(&reading), ["khac.lop 9", "khac.kinh_phi 7,5"]);
    let cells = &reading.parts[0].cells;
    assert_eq!(cells[0].origin.address, "C3 + D3 + C4 + D4");
    assert_eq!(cells[0].told.words(), "Cộng 4 ô của tệp: C3 “2” + D3 “3” + D4 “4 lớp” = 9.");
    let missing = &cells[1].outcome;
    assert!(matches!(missing, Outcome::Refused { code: "BOOK-329", .. }), "{missing:?}");
    let tally = reading.tally.unwrap();
    adds_up(&tally);
    assert_eq!((tally.taken, tally.refused), (4, 2), "{tally:?}");
    let kept = Pattern::from_text(&read.opened.keep(&one).unwrap().to_text()).unwrap();
    assert_eq!(read.opened.fit(&kept, read.asked(), 0), Some(one));
}

/// The same sheet a year later: another title, a row more above it, another name of its tab's year.
#[test]
fn a_kept_choice_fits_the_next_file_of_the_layout() {
    let read = Read::of(&training(), "T3");
    let (mut choice, _) = read.proposed();
    choice.forms[0].rows.insert(11, "khac".into());
    choice.forms[0].rows.remove(&8);
    let kept = Pattern::from_text(&read.opened.keep(&choice.forms[0]).unwrap().to_text()).unwrap();
    let again = read.opened.fit(&kept, read.asked(), 0).unwrap();
    assert_eq!(again, choice.forms[0]);
    let parts = super::mangle::unpack(&training()).into_iter().map(|(name, content)| {
        let text = String::from_utf8(content).unwrap();
        (name, text.replace("2024", "2025").replace(">12<", ">14<").into_bytes())
    });
    let next = open(&super::mangle::pack(&parts.collect::<Vec<_>>()), &key()).unwrap();
    assert_eq!(next.signature(0), read.opened.signature(0));
    assert_eq!(next.fit(&kept, read.asked(), 0), Some(again));
    let other = Read::of(&money(), "T3");
    assert_ne!(other.opened.signature(1), read.opened.signature(0));
}

/// The line over the table names another unit than when the choice was kept.
#[test]
fn the_files_own_unit_counts_before_the_kept_one_and_is_told() {
    let read = Read::of(&training(), "T3");
    let (choice, _) = read.proposed();
    assert_eq!(choice.forms[0].columns[&5].factor, -3);
    let kept = Pattern::from_text(&read.opened.keep(&choice.forms[0]).unwrap().to_text()).unwrap();
    let parts = super::mangle::unpack(&training()).into_iter().map(|(name, content)| {
        let text = String::from_utf8(content).unwrap();
        (name, text.replace("nghìn đồng", "triệu đồng").into_bytes())
    });
    let next = Read::of(&super::mangle::pack(&parts.collect::<Vec<_>>()), "T3");
    let again = next.opened.fit(&kept, next.asked(), 0).unwrap();
    assert_eq!((again.columns[&5].factor, again.restated.get(&5)), (0, Some(&-3)));
    let choice = Choice { forms: vec![again] };
    let reading = next.opened.read_by(&[next.asked()], &choice).unwrap();
    let told: Vec<&str> = reading.parts[0]
        .cells
        .iter()
        .filter(|cell| matches!(cell.told, Told::Moved(_)))
        .map(|cell| cell.told.words())
        .collect();
    assert_eq!(told.len(), 2, "each figure of money: {told:?}");
    assert!(told[0].contains("cách khớp đã giữ là nghìn đồng"), "{told:?}");
    assert!(given(&reading).contains(&"ctv.kinh_phi 25.600".to_owned()), "{reading:?}");
    // Kept before the unit was: the kept factor stands for what the file said.
    let mut older: serde_json::Value = serde_json::from_str(&kept.to_text()).unwrap();
    older.as_object_mut().unwrap().remove("unit");
    let older = Pattern::from_text(&older.to_string()).unwrap();
    assert_eq!(read.opened.fit(&older, read.asked(), 0).unwrap().restated.len(), 0);
    assert_eq!(next.opened.fit(&older, next.asked(), 0), Some(choice.forms[0].clone()));
}

#[test]
fn a_figure_joined_over_named_rows_is_not_the_first_ones() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    words(sheet, 0, 0, &["Đối tượng tập huấn", "Số lớp", "Kinh phí (triệu đồng)"]);
    words(sheet, 1, 0, &["Cộng tác viên, mạng lưới ở cơ sở", "12", ""]);
    words(sheet, 2, 0, &["Cán bộ thanh tra, tư pháp", "3", ""]);
    merge(sheet, (1, 2), (2, 2), "5,5");
    let (_, reading) = Read::of(&book.save_to_buffer().unwrap(), "T3").proposed();
    let refused: Vec<&str> = reading.parts[0]
        .cells
        .iter()
        .filter_map(|cell| match &cell.outcome {
            Outcome::Refused { code, .. } => Some(*code),
            _ => None,
        })
        .collect();
    assert_eq!(refused, ["BOOK-122"], "{reading:?}");
    let tally = reading.tally.unwrap();
    adds_up(&tally);
    assert_eq!((tally.taken, tally.refused), (2, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever stands in a sheet and whatever is chosen: taken and left are all there is.
    #[test]
    fn every_cell_is_taken_or_left(
        cells in proptest::collection::btree_map((0_u32..24, 0_u16..9), "[0-9]{1,6}|[a-zà-ỹ ]{1,12}|…|kps", 1..90),
        rows in proptest::collection::btree_map(0_u32..26, 0_usize..9, 0..7),
        columns in proptest::collection::btree_map(0_u32..11, (0_usize..5, -6_i8..7), 0..5),
        (first, head, last) in (0_u32..8, 0_u32..4, 1_u32..24),
    ) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for ((row, column), text) in &cells {
            words(sheet, *row, *column, &[text.as_str()]);
        }
        let read = Read::of(&book.save_to_buffer().unwrap(), "T3");
        let all: Vec<&Place> = read.cells.iter().collect();
        let mut of_rows: Vec<&String> = all.iter().map(|place| &place.0).collect();
        of_rows.dedup();
        let of_columns: BTreeSet<&String> = all.iter().map(|place| &place.1).collect();
        let of_columns: Vec<&String> = of_columns.into_iter().collect();
        let mut one = exchange::workbook::FormChoice {
            form: "T3".into(),
            name: 1,
            header: (first, first + head),
            last: first + head + last,
            ..exchange::workbook::FormChoice::default()
        };
        for (at, of) in rows {
            one.rows.insert(at, of_rows[of % of_rows.len()].clone());
        }
        for (at, (of, factor)) in columns {
            let column = of_columns[of % of_columns.len()].clone();
            one.columns.insert(at, ColumnChoice { column, factor });
        }
        let choice = Choice { forms: vec![one] };
        if let Ok(reading) = read.opened.read_by(&[read.asked()], &choice) {
            let tally = reading.tally.unwrap();
            let filled = read.opened.sheet_names()[0].cells;
            prop_assert_eq!(tally.cells, filled);
            prop_assert_eq!(tally.taken + tally.refused + tally.blank + tally.left(), filled);
            prop_assert_eq!(tally.left(), reading.left_out.len());
            let given = reading.parts[0].cells.iter();
            let given = given.filter(|c| matches!(c.outcome, Outcome::Given { .. })).count();
            prop_assert_eq!(given, tally.taken);
        }
    }
}
