//! The DOCX file: whole parts, fixed bytes, the decree's words, sections and tables.

use documents::manuscript::{Block, Manuscript, Run};
use documents::{docx, sample};

use crate::{assert_well_formed, parts};

fn text(manuscript: &Manuscript) -> String {
    parts(&docx::write(manuscript).unwrap())["word/document.xml"].clone()
}

#[test]
fn every_part_is_well_formed() {
    for (_, manuscript) in sample::all() {
        for (name, xml) in parts(&docx::write(&manuscript).unwrap()) {
            assert_well_formed(&name, &xml);
        }
    }
}

#[test]
fn two_writings_are_the_same_bytes() {
    let manuscript = sample::department_report(20);
    assert_eq!(docx::write(&manuscript).unwrap(), docx::write(&manuscript).unwrap());
}

#[test]
fn every_cell_of_every_table_is_there() {
    let manuscript = sample::department_report(30);
    let xml = text(&manuscript);
    let bodies = manuscript.appendices.iter().map(|appendix| &appendix.body);
    for block in std::iter::once(&manuscript.body).chain(bodies).flatten() {
        let Block::Table(table) = block else { continue };
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            assert!(xml.contains(&format!(">{}<", cell.printed())), "{}", cell.printed());
        }
    }
}

#[test]
fn first_page_follows_the_decree() {
    let xml = text(&sample::people_committee_report());
    for words in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-UBND",
        "Nghệ An, ngày 05 tháng 01 năm 2025",
        "Kính gửi: Bộ Lao động - Thương binh và Xã hội",
        "- Lưu: VT, KGVX.",
    ] {
        assert!(xml.contains(&format!(">{words}<")), "{words}");
    }
    let letter = text(&sample::department_letter());
    assert!(letter.contains(">V/v đôn đốc gửi báo\u{A0}cáo"));
    assert!(!letter.contains("CÔNG VĂN"));
}

#[test]
fn each_appendix_is_a_section_with_its_own_pages() {
    let xml = text(&sample::department_report(3));
    assert_eq!(xml.matches("<w:sectPr>").count(), 3);
    assert_eq!(xml.matches("<w:pgNumType w:start=\"1\"/>").count(), 3);
    assert_eq!(xml.matches("<w:titlePg/>").count(), 3);
    assert_eq!(xml.matches("w:orient=\"landscape\"").count(), 1);
    assert!(xml.contains(">Phụ lục I<") && xml.contains(">Phụ lục II<"));
}

#[test]
fn merged_headings_repeat_and_rows_stay_whole() {
    let xml = text(&sample::department_report(3));
    assert!(xml.contains("<w:tblHeader/>") && xml.contains("<w:cantSplit/>"));
    assert!(xml.contains("<w:vMerge w:val=\"restart\"/>"));
    assert!(xml.contains("<w:vMerge w:val=\"continue\"/>"));
    assert!(xml.contains("<w:gridSpan w:val=\"3\"/>"));
}

#[test]
fn only_invented_data_bears_the_mark() {
    let mut manuscript = sample::people_committee_report();
    let marked = parts(&docx::write(&manuscript).unwrap());
    assert!(marked["word/header1.xml"].contains("DỮ LIỆU MINH HỌA"));
    assert!(marked["word/header2.xml"].contains("DỮ LIỆU MINH HỌA"));
    manuscript.sample = false;
    let real = parts(&docx::write(&manuscript).unwrap());
    assert!(real.values().all(|xml| !xml.contains("MINH HỌA")));
}

#[test]
fn lines_of_a_list_stand_on_their_levels() {
    let mut manuscript = sample::department_letter();
    let item = |level| Block::Item { level, text: vec![Run::plain("dưới")] };
    manuscript.body = vec![Block::list(["một"]), item(2), item(3), item(9)];
    let parts = parts(&docx::write(&manuscript).unwrap());
    let at = |level: u8| {
        let mark = format!("<w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/>");
        parts["word/document.xml"].matches(&mark).count()
    };
    assert_eq!((at(0), at(1), at(2)), (1, 1, 2));
    for (level, mark) in [(0, "-"), (1, "+"), (2, "•")] {
        let lists = &parts["word/numbering.xml"];
        let (_, own) = lists.split_once(&format!("w:ilvl=\"{level}\"")).unwrap();
        let own = own.split("</w:lvl>").next().unwrap();
        assert!(own.contains(&format!("<w:lvlText w:val=\"{mark}\"/>")), "{own}");
    }
}

#[test]
fn symbols_stay_on_one_line() {
    let mut manuscript = sample::department_letter();
    manuscript.body = vec![Block::paragraph("Theo văn bản số 05/KH-UBND ngày 05/3/2024")];
    let xml = text(&manuscript);
    assert!(xml.contains("số\u{A0}05/KH</w:t><w:noBreakHyphen/>"), "{xml}");
    assert!(xml.contains("ngày\u{a0}05/3/2024./."));
}

#[test]
fn hostile_text_is_only_text() {
    let mut manuscript = sample::department_letter();
    let hostile = "<w:p/> & \"quotes\" \u{0} \u{1F} \u{FFFF} o\u{302}\u{323}";
    manuscript.body = vec![Block::Paragraph(vec![Run::plain(hostile)])];
    let xml = text(&manuscript);
    assert_well_formed("word/document.xml", &xml);
    assert!(xml.contains("&lt;w:p/&gt; &amp;") && xml.contains('ộ'));
    assert!(!xml.contains('\u{0}') && !xml.contains('\u{302}'));
}

/// A heading inside a table stays with its first row, the last rows with the notes and the end mark.
#[test]
fn rows_that_belong_together_are_kept_together() {
    use documents::manuscript::Block;
    use documents::table::{Alignment, Cell, Row, TableBlock};
    let mut report = sample::department_report(3);
    let mut table = TableBlock::new(&[(60, Alignment::Left)]);
    table.rows = vec![Row::normal(vec![Cell::text("đầu")])];
    table.rows.push(Row::normal(vec![Cell::text("hai")]));
    table.rows.push(Row::section("A. Mục", 1));
    table.rows.extend(["ba", "bốn", "cuối"].map(|text| Row::normal(vec![Cell::text(text)])));
    table.notes = vec!["Nguồn".into()];
    report.appendices.truncate(1);
    report.appendices[0].body = vec![Block::Table(table)];
    let xml = text(&report);
    let is_kept = |words: &str| {
        let at = xml.rfind(&format!(">{words}<")).unwrap();
        let start = xml[..at].rfind("<w:p>").unwrap();
        xml[start..at].contains("<w:keepNext/>")
    };
    for (words, kept) in [
        ("đầu", true),
        ("hai", false),
        ("A. Mục", true),
        ("ba", false),
        ("bốn", true),
        ("cuối", true),
    ] {
        assert_eq!(is_kept(words), kept, "{words}");
    }
    // Notes and end mark are one row, the last one, which never breaks.
    let (_, behind) = xml.split_once(">cuối<").unwrap();
    let (_, foot) = behind.split_once("<w:tr>").unwrap();
    let (foot, _) = foot.split_once("</w:tr></w:tbl>").unwrap();
    let parts = ["<w:cantSplit/>", ">Nguồn<", ">./.<"].map(|part| foot.find(part).unwrap());
    assert!(parts.is_sorted() && !foot.contains("</w:tr>"), "{foot}");
}
