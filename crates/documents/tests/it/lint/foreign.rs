//! Files as other programs and other hands write them: heads parted by tabs, an abstract in two paragraphs,
//! telegrams, grounds and articles with lines far apart.

use std::fmt::Write;

use documents::manuscript::{Block, Signature};
use documents::{Manuscript, docx, sample};

use super::faults::{changed, rules_of};
use crate::{pack, parts};

const TEXT: &str = "word/document.xml";

/// A run of one look: half-points, and what else is said of it.
fn run(text: &str, size: u32, more: &str) -> String {
    format!(
        "<w:r><w:rPr>{more}<w:sz w:val=\"{size}\"/></w:rPr><w:tab/><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    )
}

/// Two straight lines, so many points long, as Word draws them.
fn shapes(lengths: &[u32]) -> String {
    lengths.iter().fold(String::new(), |mut all, length| {
        let _ = write!(
            all,
            "<w:r><w:pict xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:line from=\"0,0\" to=\"{length}pt,0\"/></w:pict></w:r>"
        );
        all
    })
}

/// The plan with its head in lines that tabs part.
fn tabbed(motto: &str, rules: &[u32]) -> Vec<u8> {
    let mut all = parts(&docx::write(&sample::plan()).unwrap());
    let text = all.get_mut(TEXT).unwrap();
    let line = |inner: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"Head\"/></w:pPr>{inner}</w:p>");
    let bold = "<w:b/>";
    let head = [
        run("ỦY BAN NHÂN DÂN", 26, bold) + &run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, bold),
        run("TỈNH NGHỆ AN", 26, bold) + &run(motto, 28, bold),
        shapes(rules),
        run("Số: 05/KH-UBND", 26, "") + &run("Nghệ An, ngày 05 tháng 01 năm 2027", 28, "<w:i/>"),
    ];
    let head: String = head.iter().map(|inner| line(inner)).collect();
    let (from, end) = (text.find("<w:tbl>").unwrap(), text.find("</w:tbl>").unwrap());
    text.replace_range(from..end + "</w:tbl>".len(), &head);
    pack(&all)
}

fn told(file: &[u8]) -> Vec<&'static str> {
    rules_of(file).into_iter().collect()
}

#[test]
fn a_head_parted_by_tabs_is_read_as_one_in_a_table() {
    let motto = "Độc lập - Tự do - Hạnh phúc";
    assert_eq!(told(&tabbed(motto, &[46, 172])), [""; 0]);
    assert_eq!(told(&tabbed("Độc lập – Tự do – Hạnh phúc", &[46, 172])), ["E2-dash"]);
    assert_eq!(told(&tabbed(motto, &[46])), ["E2-rule"]);
    assert_eq!(told(&tabbed(motto, &[172])), ["E4-rule"]);
}

#[test]
fn an_abstract_may_go_on_in_a_paragraph_of_its_own() {
    let goes_on = "bình đẳng giới</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>và";
    let mut all = parts(&docx::write(&sample::plan()).unwrap());
    let text = all.get_mut(TEXT).unwrap();
    let title = text.find("bình\u{A0}đẳng\u{A0}giới và").unwrap();
    let length = "bình\u{A0}đẳng\u{A0}giới và".len();
    text.replace_range(title..title + length, goes_on);
    assert!(!told(&pack(&all)).contains(&"II-sentence"));
}

/// A document that the chairman of a committee signs alone, with a line above its text.
fn of_chairman(line: &str) -> Manuscript {
    let mut plan = sample::plan();
    let name = Some("Nguyễn Văn An".to_owned());
    plan.signature = Signature { authority: Vec::new(), position: "CHỦ TỊCH".into(), name };
    plan.body.insert(0, Block::paragraph(line));
    plan
}

#[test]
fn a_telegram_of_the_chairman_is_signed_by_him_alone() {
    let telegram = of_chairman("Chủ tịch Ủy ban nhân dân tỉnh Nghệ An điện:");
    assert!(!told(&docx::write(&telegram).unwrap()).contains(&"P-05"));
    let plan = of_chairman("Chủ tịch Ủy ban nhân dân tỉnh Nghệ An yêu cầu:");
    assert!(told(&docx::write(&plan).unwrap()).contains(&"P-05"));
}

#[test]
fn an_inspectorate_is_shortened_as_it_always_is() {
    let mut notice = sample::notice();
    notice.head.symbol = "TB-TTr".into();
    assert_eq!(told(&docx::write(&notice).unwrap()), [""; 0]);
    notice.head.symbol = "TB-SnV".into();
    assert_eq!(told(&docx::write(&notice).unwrap()), ["E5"]);
}

#[test]
fn lines_of_grounds_and_articles_stand_no_further_apart_than_others() {
    for style in ["Grounds", "BodyText"] {
        let from = format!("<w:pStyle w:val=\"{style}\"/></w:pPr>");
        let to = format!("<w:pStyle w:val=\"{style}\"/><w:spacing w:line=\"480\"/></w:pPr>");
        assert_eq!(
            told(&changed(&sample::decision(), TEXT, &from, &to)),
            ["E11-spacing"],
            "{style}"
        );
    }
}

#[test]
fn a_stroke_in_place_of_the_full_stop_of_an_authority() {
    let mut notice = sample::notice();
    notice.signature.authority = vec!["TL/GIÁM ĐỐC".into()];
    notice.signature.position = "CHÁNH VĂN PHÒNG".into();
    assert_eq!(told(&docx::write(&notice).unwrap()), ["P-03"]);
}
