//! The preview: escaped words, marked figures.

use documents::manuscript::{Block, Run};
use documents::{html, sample};

use crate::assert_well_formed;

#[test]
fn it_is_one_whole_article() {
    let page = html::write(&sample::department_report(5));
    assert!(page.starts_with("<article class=\"official\" lang=\"vi\">"));
    assert_well_formed("preview", &page.replace("<hr class=\"page-break\">", ""));
    assert!(page.contains("Số: …/BC-SLĐTBXH") && page.contains("ngày … tháng 12 năm 2024"));
    assert!(page.contains("(Kèm theo Báo cáo số …/BC-SLĐTBXH ngày … tháng 12 năm 2024 của Sở"));
    assert!(page.contains("<mark>1.234</mark>") && page.contains("<strong>12,5%</strong>"));
    assert!(page.contains("<th scope=\"colgroup\" colspan=\"3\">Nữ</th>"));
}

#[test]
fn hostile_text_is_only_text() {
    let mut manuscript = sample::department_letter();
    manuscript.body = vec![Block::Paragraph(vec![Run::figure("<script>alert(\"1\")</script>")])];
    manuscript.addressees = vec!["A & <b>B</b>".into()];
    let page = html::write(&manuscript);
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("A &amp; &lt;b&gt;B&lt;/b&gt;"));
}
