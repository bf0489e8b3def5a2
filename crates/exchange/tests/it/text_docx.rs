//! DOCX files made here: lists, tables, struck-out text, and the plan of 2024 typed into one.

use std::io::{Cursor, Write};

use exchange::text::text_of;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A package of parts.
pub(crate) fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A DOCX of a body, list definitions and styles.
pub(crate) fn docx_of(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    let part = |root: &str, content: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{root} xmlns:w=\"w\">{content}</w:{root}>"
        )
    };
    package(&[
        ("word/document.xml", part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/numbering.xml", part("numbering", numbering)),
        ("word/styles.xml", part("styles", styles)),
    ])
}

/// A DOCX of a body alone.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_of(body, "", "")
}

/// A paragraph, in a list where a list and level are given.
pub(crate) fn entry(text: &str, list: Option<(u8, u8)>) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let place = list.map_or(String::new(), |(list, level)| {
        format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>")
    });
    format!("<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn level(at: u8, start: u8, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/>\
         <w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn read(body: &str, numbering: &str, styles: &str) -> Vec<String> {
    let text = text_of(&docx_of(body, numbering, styles), "a.docx").unwrap();
    text.lines().map(str::to_owned).collect()
}

fn outline() -> String {
    let levels = [
        level(0, 1, "upperRoman", "%1."),
        level(1, 1, "decimal", "%2."),
        level(2, 1, "decimal", "%2.%3."),
        level(3, 1, "lowerLetter", "%4)"),
        level(4, 1, "bullet", "\u{f0b7}"),
    ];
    format!(
        "<w:abstractNum w:abstractNumId=\"7\">{}</w:abstractNum>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>\
         <w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"1\">\
         <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>",
        levels.concat()
    )
}

#[test]
fn automatic_numbers_are_printed_and_deeper_levels_begin_again() {
    let body: String = [
        (0, "MỤC TIÊU"),
        (1, "Chung"),
        (1, "Riêng"),
        (2, "Mục tiêu 1"),
        (2, "Mục tiêu 2"),
        (3, "Chỉ tiêu đầu"),
        (3, "Chỉ tiêu sau"),
        (4, "Gạch"),
        (0, "NHIỆM VỤ"),
        (1, "Một"),
        (3, "Không qua mức ba"),
    ]
    .iter()
    .map(|(level, text)| entry(text, Some((3, *level))))
    .collect();
    let lines = [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Riêng",
        "2.1. Mục tiêu 1",
        "2.2. Mục tiêu 2",
        "a) Chỉ tiêu đầu",
        "b) Chỉ tiêu sau",
        "- Gạch",
        "II. NHIỆM VỤ",
        "1. Một",
        "a) Không qua mức ba",
    ];
    assert_eq!(read(&body, &outline(), ""), lines);
}

#[test]
fn a_list_may_begin_at_its_own_number_and_a_style_may_bear_it() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Muc\"><w:pPr><w:numPr><w:ilvl w:val=\"0\"/>\
        <w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"MucCon\"><w:basedOn w:val=\"Muc\"/></w:style>";
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"MucCon\"/></w:pPr><w:r><w:t>Mục</w:t></w:r></w:p>";
    let without = "<w:p><w:pPr><w:pStyle w:val=\"MucCon\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>\
        </w:pPr><w:r><w:t>Không số</w:t></w:r></w:p>";
    let body = [styled, &entry("Năm", Some((4, 1))), &entry("Sáu", Some((4, 1))), styled, without]
        .concat();
    let lines = ["I. Mục", "5. Năm", "6. Sáu", "II. Mục", "Không số"];
    assert_eq!(read(&body, &outline(), styles), lines);
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        let lines: String = text.split('\n').map(|line| entry(line, None)).collect();
        format!("<w:tc>{lines}</w:tc>")
    };
    let row =
        |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn columns_of_the_head_are_lines_and_tables_are_rows() {
    let head = table(&[
        &["ỦY BAN NHÂN DÂN\nTỈNH A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        &["Số: 12/KH-UBND", "A, ngày 05 tháng 01 năm 2031"],
    ]);
    let tasks = table(&[&["TT", "Nhiệm vụ", "Cơ quan"], &["1", "Tập huấn\nhằng năm", "Sở Nội vụ"]]);
    let lines = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH A",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/KH-UBND",
        "A, ngày 05 tháng 01 năm 2031",
        "| TT | Nhiệm vụ | Cơ quan |",
        "| 1 | Tập huấn hằng năm | Sở Nội vụ |",
    ];
    assert_eq!(read(&[head, tasks].concat(), "", ""), lines);
}

#[test]
fn struck_out_hidden_and_noted_text_is_left_out() {
    let body = "<w:p><w:r><w:t>Trước ngày </w:t></w:r><w:del><w:r><w:delText>05</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>10</w:t></w:r></w:ins><w:r><w:footnoteReference w:id=\"2\"/></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>/12 &amp; sau</w:t></w:r>\
        <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nối </w:t></w:r></w:p>\
        <w:p><w:r><w:t>liền</w:t><w:br/><w:t>dòng</w:t><w:tab/><w:tab/><w:t>mới</w:t></w:r></w:p>";
    assert_eq!(read(body, "", ""), ["Trước ngày 10/12 & sau", "nối liền", "dòng\tmới"]);
}

#[test]
fn merged_cells_hold_for_each_row_and_cells_keep_their_columns() {
    let cell = |properties: &str, words: &str| {
        let words = entry(words, None);
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let (begun, merged) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let body = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&["TT", "Nội dung", "Chủ trì", "Thời gian"].map(|words| cell("", words))),
        row(&[cell("", "A"), cell("<w:gridSpan w:val=\"3\"/>", "TRUYỀN THÔNG")]),
        row(&[cell("", "1"), cell("", "Tập huấn"), cell("", "Sở Y tế"), cell(begun, "15/6")]),
        row(&[cell("", "2"), cell(wide, "Hội thi"), cell(merged, "")]),
    );
    let read: Vec<String> =
        read(&body, "", "").into_iter().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        read[1..],
        ["| A | TRUYỀN THÔNG |", "| 1 | Tập huấn | Sở Y tế | 15/6 |", "| 2 | Hội thi |  | 15/6 |",]
    );
}
