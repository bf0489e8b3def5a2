//! Runs `cases/mapping.md`: spreadsheets of offices held against forms.

use domain::{
    form::ValueType,
    mapping::{Factor, Header, Name, RowSort, Sex, counted, is_title, pairs, row_sort},
};
use proptest::prelude::*;

use crate::tables::under;

const CASES: &str = include_str!("../../cases/mapping.md");

/// The lines of one table, by its heading.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let lines = under(CASES, heading);
    assert!(lines.len() > 5, "{heading} lost its rows");
    lines.iter().map(|line| line.pairs().map(|(_, cell)| cell).collect()).collect()
}

#[test]
fn sections_and_subtotals_are_told() {
    for line in table("Dòng nào là dòng mục, dòng cộng") {
        let [number, label, figures, wanted] = line[..] else { panic!("{line:?}") };
        let found = match row_sort(number, label, figures == "có") {
            RowSort::Section => "mục",
            RowSort::Subtotal => "cộng",
            RowSort::Figures => "số liệu",
        };
        assert_eq!(found, wanted, "{line:?}");
    }
}

#[test]
fn names_are_as_like_as_an_officer_would_say() {
    for line in table("Tên dòng giống nhau đến đâu") {
        let [file, form, points] = line[..] else { panic!("{line:?}") };
        assert_eq!(Name::of(file).likeness(&Name::of(form)).to_string(), points, "{line:?}");
    }
}

#[test]
fn columns_are_compared_by_all_their_headers() {
    for line in table("Tên cột, từ tiêu đề trên xuống tiêu đề dưới") {
        let [file, form, points] = line[..] else { panic!("{line:?}") };
        let path = |text: &str| Header::of(&text.split(" › ").collect::<Vec<_>>());
        assert_eq!(path(file).likeness(&path(form)).to_string(), points, "{line:?}");
    }
}

#[test]
fn a_count_with_its_noun_is_read_under_a_column_that_counts_it() {
    for line in table("Số có tên đơn vị đếm đi kèm") {
        let [text, column, row, wanted] = line[..] else { panic!("{line:?}") };
        let headers: Vec<&str> = column.split(" › ").collect();
        let found = counted(text, &headers, row).map(domain::amount::vietnamese);
        assert_eq!(found.unwrap_or_default(), wanted, "{line:?}");
    }
}

#[test]
fn a_column_says_its_unit() {
    for line in table("Đơn vị tính của cột") {
        let [kind, words, wanted] = line[..] else { panic!("{line:?}") };
        let found = Factor::of(words, ValueType::from_code(kind).unwrap());
        let shown = match found {
            Some(Factor(-6)) => "0,000001",
            Some(Factor(-3)) => "0,001",
            Some(Factor(0)) => "1",
            Some(Factor(3)) => "1000",
            None => "",
            other => panic!("{other:?}"),
        };
        assert_eq!(shown, wanted, "{line:?}");
    }
}

#[test]
fn a_header_says_whose_figures_stand_below() {
    for line in table("Tiêu đề nói nữ hay nam") {
        let [words, wanted] = line[..] else { panic!("{line:?}") };
        let found = match Sex::of(words) {
            Some(Sex::Women) => "nữ",
            Some(Sex::Men) => "nam",
            None => "",
        };
        assert_eq!(found, wanted, "{line:?}");
    }
}

#[test]
fn what_stands_above_a_table_is_no_header() {
    assert!(is_title("Đơn vị tính: triệu đồng") && is_title("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    assert!(!is_title("Số người tham gia"));
}

#[test]
fn of_equal_names_the_first_belongs_to_the_first() {
    let found = pairs(&[vec![100, 100], vec![100, 100]], &[]);
    assert_eq!(found.into_iter().map(|(a, (b, _))| (a, b)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    let found = pairs(&[vec![80]], &[true]);
    assert!(found.is_empty(), "a subtotal needs more than a likeness");
}

proptest! {
    #[test]
    fn any_words_get_an_answer(words in "\\PC{0,60}", other in "\\PC{0,60}") {
        let (one, two) = (Name::of(&words), Name::of(&other));
        prop_assert!(one.likeness(&two) <= 100);
        prop_assert_eq!(one.likeness(&two), two.likeness(&one));
        let _ = (row_sort(&words, &other, true), Factor::of(&words, ValueType::Money));
    }
}
