//! The signature: never alone on its page, at least two lines of the body with it (PDF; DOCX says it by properties).

use documents::manuscript::{Block, Manuscript};
use documents::{pdf, sample};
use lopdf::Document;

/// The words of each page.
fn pages(manuscript: &Manuscript) -> Vec<String> {
    let document = Document::load_mem(&pdf::write(manuscript).unwrap()).unwrap();
    let count = u32::try_from(document.get_pages().len()).unwrap();
    (1..=count).map(|page| document.extract_text(&[page]).unwrap()).collect()
}

/// How many lines of the body stand above the signature on its page.
fn lines_with_signature(manuscript: &Manuscript) -> usize {
    let pages = pages(manuscript);
    let page = pages.iter().find(|page| page.contains("Trần Thị Mẫu")).unwrap();
    page.matches("dòng").count()
}

#[test]
fn short_paragraphs_go_over_with_it() {
    for count in (14..40).step_by(2) {
        let mut letter = sample::department_letter();
        letter.body = (0..count).map(|n| Block::paragraph(format!("Đây là dòng {n}."))).collect();
        assert!(lines_with_signature(&letter) >= 2, "{count} paragraphs");
    }
}

#[test]
fn a_long_paragraph_leaves_lines_with_it() {
    for count in (10..32).step_by(2) {
        let mut letter = sample::department_letter();
        letter.body = (0..count).map(|n| Block::paragraph(format!("Đây là dòng {n}."))).collect();
        letter.body.push(Block::paragraph("Chữ của một đoạn văn dài trong dòng này ".repeat(12)));
        assert!(lines_with_signature(&letter) >= 2, "{count} paragraphs and a long one");
    }
}

#[test]
fn a_list_and_a_table_may_end_the_body() {
    for count in (10..36).step_by(3) {
        let mut letter = sample::department_letter();
        letter.body = vec![Block::list((0..count).map(|n| format!("Đây là dòng {n};")))];
        assert!(lines_with_signature(&letter) >= 2, "a list of {count}");
    }
}

/// Every number of lines above: no heading ends a page, no note begins one.
#[test]
fn headings_and_notes_stand_with_their_words() {
    for count in 22..34 {
        let mut report = sample::department_letter();
        report.body = (0..count).map(|n| Block::paragraph(format!("Đây là dòng {n}."))).collect();
        report.body.push(Block::heading(1, "II.", "TIÊU ĐỀ CUỐI TRANG"));
        report.body.push(Block::heading(2, "1.", "Tiêu đề thứ hai"));
        report.body.push(Block::paragraph("Lời ngay dưới tiêu đề."));
        report.body.extend((0..12).map(|n| Block::paragraph(format!("Lời thứ {n}."))));
        report.body.push(Block::list(["Điều được ghi chú"]));
        report.body.push(Block::Note("Ghi chú của danh sách.".into()));
        report.body.extend((0..30).map(|n| Block::paragraph(format!("Lời sau {n}."))));
        let pages = pages(&report);
        let together = |first: &str, second: &str| {
            let page = pages.iter().find(|page| page.contains(first)).unwrap();
            assert!(page.contains(second), "{count}: {first} without {second}: {page}");
        };
        together("TIÊU ĐỀ CUỐI TRANG", "Lời ngay dưới tiêu đề");
        together("Tiêu đề thứ hai", "Lời ngay dưới tiêu đề");
        together("Ghi chú của danh sách", "Điều được ghi chú");
    }
}

/// More receivers than a page holds: the list goes on, the signature stands whole beside its beginning.
#[test]
fn a_long_list_of_receivers_goes_over_pages() {
    let (_, plan) = sample::hard().into_iter().find(|(name, _)| *name == "noi-nhan-dai").unwrap();
    let pages = pages(&plan);
    let page = |words: &str| pages.iter().position(|page| page.contains(words)).unwrap();
    assert_eq!(page("Nơi nhận"), page("Họ và tên"));
    assert_eq!(page("TM. ỦY BAN"), page("Họ và tên"));
    assert!(page("Lưu: VT") > page("Nơi nhận"), "nothing runs off the page");
}
