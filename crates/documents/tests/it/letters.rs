//! The faces hold every Vietnamese letter; dates and figures are written the official way.

use documents::date::{self, IssueDate};
use documents::manuscript::Block;
use documents::{docx, html, measure, number, pdf, sample};
use jiff::civil::date as day;
use rust_decimal::Decimal;

#[test]
fn every_face_has_every_letter() {
    assert_eq!(measure::vietnamese_letters().len(), 146);
    assert_eq!(measure::missing_letters(), []);
}

#[test]
fn months_one_and_two_take_a_zero() {
    let cases = [
        (day(2026, 1, 5), "ngày 05 tháng 01 năm 2026", "05/01/2026"),
        (day(2026, 2, 28), "ngày 28 tháng 02 năm 2026", "28/02/2026"),
        (day(2026, 3, 9), "ngày 09 tháng 3 năm 2026", "09/3/2026"),
        (day(2026, 12, 31), "ngày 31 tháng 12 năm 2026", "31/12/2026"),
    ];
    for (date, long, short) in cases {
        assert_eq!(date::official(IssueDate::On(date)), long);
        assert_eq!(date::short(date), short);
    }
}

#[test]
fn an_unknown_day_leaves_room() {
    let open = date::official(IssueDate::InMonth { year: 2026, month: 12 });
    assert!(open.starts_with("ngày   ") && open.ends_with("tháng 12 năm 2026"), "{open}");
}

#[test]
fn figures_have_points_and_a_comma() {
    let cases = [
        (Decimal::new(12_345, 0), 0, "12.345"),
        (Decimal::new(123_456_789, 2), 2, "1.234.567,89"),
        (Decimal::new(5, 1), 0, "1"),
        (Decimal::new(-4, 1), 0, "0"),
        (Decimal::new(-1_005, 1), 1, "-100,5"),
        (Decimal::new(5, 0), 1, "5,0"),
    ];
    for (value, places, written) in cases {
        assert_eq!(number::vietnamese(value, places), written);
    }
    assert_eq!(number::vietnamese_plain(Decimal::new(12_500, 3)), "12,5");
}

/// What a signed report held before anybody looked still prints: the letter is a box, the words stay.
#[test]
fn strange_letters_spoil_no_document() {
    let mut manuscript = sample::notice();
    let strange = "Mở 45 lớp 😀 ✓ \u{202e}\u{fffe}ไทย.";
    manuscript.body.insert(0, Block::paragraph(strange));
    manuscript.body.insert(0, Block::list([strange]));
    manuscript.abstract_text.push_str(" ★");
    let kept = "Mở 45 lớp □ √ □□□";
    let page = html::write(&manuscript);
    assert_eq!(page.matches(kept).count(), 2, "{page}");
    assert!(pdf::write(&manuscript).is_ok(), "one letter and the whole document is lost");
    assert!(docx::write(&manuscript).is_ok());
}
