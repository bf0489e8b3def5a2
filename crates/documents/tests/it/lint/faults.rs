//! One fault each, made by changing one thing in a clean file: exactly the wanted rule is told.

use std::collections::BTreeSet;

use documents::manuscript::{Block, Signature};
use documents::{Manuscript, docx, lint, pdf, sample};
use lopdf::{Document, Object, content::Content};

use crate::{pack, parts};

const TEXT: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";
const HEADER: &str = "word/header1.xml";

pub(super) fn rules_of(file: &[u8]) -> BTreeSet<&'static str> {
    lint::check(file).unwrap().findings.into_iter().map(|finding| finding.rule).collect()
}

/// Replaces the first place of some words in one part of a DOCX file.
pub(super) fn changed(manuscript: &Manuscript, part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut parts = parts(&docx::write(manuscript).unwrap());
    let xml = parts.get_mut(part).unwrap();
    assert!(xml.contains(from), "{from} is not in {part}");
    *xml = xml.replacen(from, to, 1);
    pack(&parts)
}

/// A rule, and the words that are changed to break it.
type Fault = (&'static str, &'static str, &'static str);

fn assert_faults(manuscript: &Manuscript, part: &str, faults: &[Fault]) {
    assert_eq!(rules_of(&docx::write(manuscript).unwrap()), BTreeSet::new());
    for (rule, from, to) in faults {
        let found = rules_of(&changed(manuscript, part, from, to));
        assert_eq!(found, BTreeSet::from([*rule]), "{rule}: {from} → {to}");
    }
}

#[test]
fn head_of_a_plan() {
    assert_faults(
        &sample::plan(),
        TEXT,
        &[
            ("E1", "CHỦ NGHĨA VIỆT NAM", "CHỦ NGHĨA VIỆTNAM"),
            ("E2-dash", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"),
            ("E2-dash", "Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"),
            ("E2", "Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự Do - Hạnh Phúc"),
            ("E5-zero", "Số: 05/", "Số: 5/"),
            ("E5-colon", "Số: 05/", "Số 05/"),
            ("E5-space", "05/KH-UBND", "05 /KH-UBND"),
            ("E5-kind", "05/KH-UBND", "05/BC-UBND"),
            ("E5-letter", "05/KH-UBND", "05/CV-UBND"),
            ("E6-comma", "Nghệ An, ngày", "Nghệ An ngày"),
            ("E6-month", "tháng 01 năm 2027", "tháng 1 năm 2027"),
        ],
    );
}

#[test]
fn day_and_month_of_a_notice() {
    assert_faults(
        &sample::notice(),
        TEXT,
        &[("E6-month", "tháng 3 năm", "tháng 03 năm"), ("E6-day", "ngày 09 tháng", "ngày 9 tháng")],
    );
}

#[test]
fn sizes_faces_and_colours() {
    let nation = "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/></w:rPr>\
                  <w:t xml:space=\"preserve\">CỘNG";
    let pair = nation.replace("26", "24");
    let title = "<w:t xml:space=\"preserve\">KẾ HOẠCH</w:t>";
    let grey = format!("<w:rPr><w:color w:val=\"808080\"/></w:rPr>{title}");
    let small = format!("<w:rPr><w:sz w:val=\"24\"/></w:rPr>{title}");
    let thin = format!("<w:rPr><w:b w:val=\"0\"/></w:rPr>{title}");
    let foreign = format!("<w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\"/></w:rPr>{title}");
    let motto = "<w:bCs/><w:sz w:val=\"28\"/>";
    let faults: [(&'static str, &str, &str); 6] = [
        ("D-05", nation, &pair),
        ("D-03-colour", title, &grey),
        ("E7-size", title, &small),
        ("E7-face", title, &thin),
        ("D-03-font", title, &foreign),
        ("rule-drawn", motto, "<w:bCs/><w:u w:val=\"single\"/><w:sz w:val=\"28\"/>"),
    ];
    for (rule, from, to) in faults {
        let found = rules_of(&changed(&sample::plan(), TEXT, from, to));
        assert_eq!(found, BTreeSet::from([rule]), "{to}");
    }
    let black = "<w:color w:val=\"000000\"/>";
    let found = rules_of(&changed(&sample::plan(), STYLES, black, &black.replace('0', "6")));
    assert_eq!(found, BTreeSet::from(["D-03-colour"]));
}

#[test]
fn each_drawn_rule() {
    for (order, rule) in [(0, "E4-rule"), (1, "E2-rule"), (2, "E8-rule"), (3, "A-03-rule")] {
        let mut parts = parts(&docx::write(&sample::plan()).unwrap());
        let xml = parts.get_mut(TEXT).unwrap();
        let (start, _) = xml.match_indices("<w:pBdr>").nth(order).unwrap();
        let end = start + xml[start..].find("</w:pBdr>").unwrap() + "</w:pBdr>".len();
        let border = xml[start..end].to_owned();
        xml.replace_range(start..end, "");
        assert_eq!(rules_of(&pack(&parts)), BTreeSet::from([rule]));
        // A dotted line is no solid one.
        let xml = parts.get_mut(TEXT).unwrap();
        xml.insert_str(start, &border.replace("single", "dashed"));
        assert_eq!(rules_of(&pack(&parts)), BTreeSet::from([rule]), "dashed");
    }
}

#[test]
fn page_and_margins() {
    let report = sample::department_report(200);
    let size = "w:w=\"11906\" w:h=\"16838\"";
    let start = "<w:pgNumType w:start=\"1\"/>";
    let head = "<w:headerReference w:type=\"default\"";
    assert_faults(
        &report,
        TEXT,
        &[
            ("D-01", size, "w:w=\"12240\" w:h=\"15840\""),
            ("D-02", "w:left=\"1701\" w:header", "w:left=\"1134\" w:header"),
            ("D-02", "w:right=\"850\" w:bottom", "w:right=\"1701\" w:bottom"),
            ("D-02", "w:top=\"1134\" w:right", "w:top=\"567\" w:right"),
            ("D-02", "w:bottom=\"1134\"", "w:bottom=\"1701\""),
            ("D-04-first", "<w:titlePg/>", ""),
            ("D-04-start", start, "<w:pgNumType w:fmt=\"lowerRoman\" w:start=\"1\"/>"),
            ("D-04-start", start, "<w:pgNumType w:start=\"3\"/>"),
            ("D-04-place", head, "<w:footerReference w:type=\"default\""),
        ],
    );
    let number = "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>";
    assert_faults(&report, HEADER, &[("D-04-missing", number, "")]);
    // Few letters in many rows fill pages, too.
    assert_faults(&sample::department_report(80), HEADER, &[("D-04-missing", number, "")]);
    let style = "<w:name w:val=\"header\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Header\"/>\
                 <w:qFormat/><w:pPr><w:widowControl/><w:spacing w:before=\"0\" w:after=\"0\" \
                 w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/></w:pPr><w:rPr>\
                 <w:sz w:val=\"28\"/>";
    for (rule, from, to) in [
        ("D-04-place", "\"center\"", "\"right\""),
        ("D-04-size", "\"28\"", "\"24\""),
        ("D-04-size", "<w:sz", "<w:i/><w:sz"),
    ] {
        let found = rules_of(&changed(&report, STYLES, style, &style.replace(from, to)));
        assert_eq!(found, BTreeSet::from([rule]));
    }
}

#[test]
fn a_landscape_page_without_a_table() {
    let mut plan = sample::plan();
    plan.appendices[1].body.truncate(1);
    assert_eq!(rules_of(&docx::write(&plan).unwrap()), BTreeSet::from(["D-01-landscape"]));
}

#[test]
fn letters_of_other_kinds() {
    assert_faults(
        &sample::plan(),
        TEXT,
        &[
            ("D-09-nfc", "thu hẹp khoảng cách", "thu he\u{323}p khoảng cách"),
            ("D-09-hidden", "phấn đấu 1.234", "phấn đấu 1.\u{200b}234"),
        ],
    );
}

#[test]
fn body_of_a_plan() {
    assert_faults(
        &sample::plan(),
        TEXT,
        &[
            ("E10-end", "Luật Bình đẳng giới;", "Luật Bình đẳng giới"),
            ("E18", "05/12/2027./.", "05/12/2027."),
            ("E15-decimal", "2. Các sở, ban, ngành", "1.2. Các sở, ban, ngành"),
            ("E16-form", "đ) Báo cáo", "đ. Báo cáo"),
            ("E16-order", "đ) Báo cáo", "e) Báo cáo"),
            ("E16-order", "đ) Báo cáo", "f) Báo cáo"),
            ("E16-order", "đ) Báo cáo", "j) Báo cáo"),
            ("E16-order", "đ) Báo cáo", "w) Báo cáo"),
            ("E16-order", "đ) Báo cáo", "z) Báo cáo"),
            ("E17-order", "III. TỔ CHỨC", "IV. TỔ CHỨC"),
            ("E17-order", "2. Các sở, ban, ngành", "4. Các sở, ban, ngành"),
            ("A-01-roman", "Phụ lục I<", "Phụ lục 01<"),
            ("A-01-roman", "Phụ lục\u{a0}I,", "Phụ lục 01,"),
            ("E26", "(Kèm theo Kế\u{A0}hoạch", "Kèm theo Kế\u{A0}hoạch"),
            ("N-space", "28/NQ</w:t><w:noBreakHyphen/>", "28 /NQ</w:t><w:noBreakHyphen/>"),
            ("N-date", "trước ngày\u{a0}05/12/2027", "trước ngày\u{a0}5/12/2027"),
            ("P-02", "ngày\u{a0}03/3/2021 của Chính phủ", "của Chính phủ"),
            ("II-organ", "Sở Nội vụ chủ trì", "Sở nội vụ chủ trì"),
            ("II-sentence", "dự toán được giao;", "dự toán. được giao;"),
            ("space", "Kiểm tra, đôn đốc", "Kiểm tra , đôn đốc"),
            ("tone-mixed", "Ủy ban nhân dân các xã", "Uỷ ban nhân dân các xã"),
            ("dash-mixed", "minh họa).", "minh họa), nhiệm kỳ 2026–2031."),
        ],
    );
}

#[test]
fn articles_of_a_decision() {
    assert_faults(
        &sample::decision(),
        TEXT,
        &[
            ("E14-order", "Điều\u{a0}2.", "Điều\u{a0}5."),
            ("E14-order", "Điều\u{a0}2.", "Điều\u{a0}II."),
        ],
    );
}

#[test]
fn paragraphs_of_the_body() {
    let style = "<w:name w:val=\"Body Text\"/><w:basedOn w:val=\"Normal\"/>\
                 <w:next w:val=\"BodyText\"/><w:qFormat/><w:pPr><w:widowControl/><w:spacing \
                 w:before=\"0\" w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/><w:ind \
                 w:firstLine=\"720\"/><w:jc w:val=\"both\"/></w:pPr><w:rPr><w:sz w:val=\"28\"/>";
    for (rule, from, to) in [
        ("E11-gap", "w:after=\"120\"", "w:after=\"60\""),
        ("E11-spacing", "\"264\"", "\"480\""),
        ("E11-spacing", "\"264\"", "\"220\""),
        ("E11-indent", "\"720\"", "\"400\""),
        ("E11-place", "\"both\"", "\"left\""),
        ("E11-size", "\"28\"", "\"24\""),
    ] {
        let found = rules_of(&changed(&sample::plan(), STYLES, style, &style.replace(from, to)));
        assert_eq!(found, BTreeSet::from([rule]), "{to}");
    }
}

#[test]
fn the_second_appendix_counts_on() {
    let mut parts = parts(&docx::write(&sample::plan()).unwrap());
    let xml = parts.get_mut(TEXT).unwrap();
    let start = xml.rfind("<w:pgNumType w:start=\"1\"/>").unwrap();
    xml.replace_range(start..start + "<w:pgNumType w:start=\"1\"/>".len(), "");
    assert_eq!(rules_of(&pack(&parts)), BTreeSet::from(["A-02"]));
}

#[test]
fn ending_of_a_plan() {
    assert_faults(
        &sample::plan(),
        TEXT,
        &[
            ("P-03", "KT. CHỦ TỊCH", "KT/ CHỦ TỊCH"),
            ("P-05", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH ỦY BAN"),
            ("E21", "Họ và tên", "ThS. Nguyễn Văn Mẫu"),
            ("E23", "Nơi nhận:", "Nơi nhận"),
            ("E24-form", "- Bộ Nội vụ;", "- Bộ Nội vụ"),
            ("E24-form", "- Bộ Nội vụ;", "+ Bộ Nội vụ;"),
            ("E24-keep", "Lưu: VT, KGVX.", "Cổng thông tin điện tử."),
            ("E24-keep-colon", "Lưu: VT", "Lưu VT"),
            ("E24-keep-comma", "VT, KGVX.", "VT KGVX."),
            ("E24-keep-end", "VT, KGVX.", "VT, KGVX"),
        ],
    );
}

#[test]
fn a_letter_and_its_addressees() {
    let heading =
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>CÔNG VĂN</w:t></w:r></w:p>";
    let before = "</w:tbl>";
    let titled = format!("{before}{heading}");
    let letter = sample::department_letter();
    let found = rules_of(&changed(&letter, TEXT, before, &titled));
    assert_eq!(found, BTreeSet::from(["E7-letter"]));
    assert_faults(
        &letter,
        TEXT,
        &[
            (
                "E9-gap",
                "w:before=\"120\" w:after=\"0\"/><w:ind w:left=\"227\"",
                "w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"227\"",
            ),
            ("E22-form", "tỉnh (danh sách kèm theo);", "tỉnh (danh sách kèm theo)"),
            ("E22-form", "Kính gửi:", "Kính gửi"),
            ("E24-first", "- Như trên;", "- Các sở;"),
            ("E5-letter", "/SLĐTBXH-BĐG", "/CV-SLĐTBXH"),
            ("E5-letter", "/SLĐTBXH-BĐG", "/TB-SLĐTBXH"),
        ],
    );
}

/// Faults that a manuscript itself can hold, so that both writers print them.
#[test]
fn faults_of_the_manuscript_are_seen_in_both_formats() {
    type Change = fn(&mut Manuscript);
    let faults: [(&str, Change); 12] = [
        ("E5-kind", |m| m.head.symbol = "BC-UBND".into()),
        ("E5-letter", |m| m.head.symbol = "CV-UBND".into()),
        ("E22-kind", |m| m.addressees = vec!["Bộ Nội vụ".into()]),
        ("E24-keep-colon", |m| m.recipients[4] = "Lưu VT, KGVX".into()),
        ("E24-keep-comma", |m| m.recipients[4] = "Lưu: VT KGVX".into()),
        ("P-03", |m| m.signature.authority[1] = "KT/ CHỦ TỊCH".into()),
        ("E21", |m| m.signature.name = Some("PGS.TS Nguyễn Văn Mẫu".into())),
        ("II-organ", |m| m.body.insert(4, Block::paragraph("Giao Sở nội vụ chủ trì."))),
        ("II-unit", |m| {
            m.body.insert(4, Block::paragraph("Giao Ủy ban nhân dân Huyện Quế Phong."));
        }),
        ("II-cite", |m| m.body.insert(4, Block::paragraph("Theo quy định tại điều 5."))),
        ("N-date", |m| m.body.insert(4, Block::paragraph("Hoàn thành trước ngày 05/03/2027."))),
        ("P-02-law", |m| {
            m.body.insert(4, Block::paragraph("Theo Luật số 73/2006/QH11 ngày 29/11/2006."));
        }),
    ];
    for (rule, change) in faults {
        let mut plan = sample::plan();
        change(&mut plan);
        let wanted = BTreeSet::from([rule]);
        assert_eq!(rules_of(&docx::write(&plan).unwrap()), wanted, "DOCX");
        assert_eq!(rules_of(&pdf::write(&plan).unwrap()), wanted, "PDF");
    }
}

/// What is missing altogether.
#[test]
fn elements_that_are_not_there() {
    type Missing = (&'static str, fn() -> Manuscript, fn(&mut Manuscript));
    let faults: [Missing; 7] = [
        ("E4", sample::plan, |m| m.head.issuer.clear()),
        ("E8", sample::plan, |m| m.abstract_text.clear()),
        ("E19", sample::plan, |m| m.signature = Signature::default()),
        ("P-03-deputy", sample::plan, |m| m.signature.position.clear()),
        ("E22", sample::correction, |m| m.addressees.clear()),
        ("E22", sample::proposal, |m| m.addressees.clear()),
        ("A-01", sample::plan, |m| {
            m.body[13] = Block::clause(2, "Tập huấn kỹ năng lãnh đạo, quản lý cho nữ.");
        }),
    ];
    for (rule, start, change) in faults {
        let mut manuscript = start();
        change(&mut manuscript);
        assert_eq!(rules_of(&docx::write(&manuscript).unwrap()), BTreeSet::from([rule]), "DOCX");
        assert_eq!(rules_of(&pdf::write(&manuscript).unwrap()), BTreeSet::from([rule]), "PDF");
    }
    assert_faults(
        &sample::plan(),
        TEXT,
        &[
            ("E5", "Số: 05/KH-UBND", ""),
            ("E6", "Nghệ An, ngày 05 tháng 01 năm 2027", ""),
            ("E7", ">KẾ HOẠCH<", "><"),
        ],
    );
    assert_faults(
        &sample::correction(),
        TEXT,
        &[("E9", "V/v đính", "Đính"), ("E9", "V/v đính", "v/v đính")],
    );
    let heading = "<w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:bCs/>";
    let thin = heading.replace("<w:b/><w:bCs/>", "");
    let found = rules_of(&changed(&sample::plan(), STYLES, heading, &thin));
    assert_eq!(found, BTreeSet::from(["E15-title"]));
}

#[test]
fn faces_and_letters_of_the_old_encodings() {
    let words = "<w:t xml:space=\"preserve\">KẾ HOẠCH</w:t>";
    let face = "<w:rPr><w:rFonts w:ascii=\".VnTimeH\" w:hAnsi=\".VnTimeH\"/></w:rPr>";
    let found = rules_of(&changed(&sample::plan(), TEXT, words, &format!("{face}{words}")));
    assert_eq!(found, BTreeSet::from(["D-09-legacy"]));
    let typed = "KÕ ho¹ch c«ng t¸c b×nh ®¼ng giíi";
    let found = rules_of(&changed(&sample::plan(), TEXT, "Bám sát chỉ tiêu được giao", typed));
    assert_eq!(found, BTreeSet::from(["D-09-legacy"]));
}

/// Rewrites the operators of every page of a PDF.
pub(super) fn repainted(
    file: &[u8],
    mut change: impl FnMut(&mut Content<Vec<lopdf::content::Operation>>),
) -> Vec<u8> {
    let mut document = Document::load_mem(file).unwrap();
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        let mut content = Content::decode(&document.get_page_content(page).unwrap()).unwrap();
        change(&mut content);
        document.change_page_content(page, content.encode().unwrap()).unwrap();
    }
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn looks_of_a_pdf() {
    let file = pdf::write(&sample::plan()).unwrap();
    assert_eq!(rules_of(&repainted(&file, |_| ())), BTreeSet::new());
    let grey = repainted(&file, |content| {
        for operation in content.operations.iter_mut().filter(|o| o.operator == "scn") {
            operation.operands = vec![Object::Real(0.5)];
        }
    });
    assert_eq!(rules_of(&grey), BTreeSet::from(["D-03-colour"]));
    // The line of Quốc hiệu is the last of its size before Tiêu ngữ.
    let mut is_done = false;
    let pair = repainted(&file, |content| {
        let sizes: Vec<usize> = (0..content.operations.len())
            .filter(|at| content.operations[*at].operator == "Tf")
            .collect();
        let points = |at: usize| content.operations[at].operands[1].as_float().unwrap();
        let motto = sizes.iter().position(|at| points(*at) > 13.5).unwrap();
        if !is_done {
            content.operations[sizes[motto - 1]].operands[1] = Object::Integer(12);
            is_done = true;
        }
    });
    assert_eq!(rules_of(&pair), BTreeSet::from(["D-05"]));
    let mut long = sample::plan();
    long.body
        .splice(3..3, (0..9).map(|_| Block::paragraph("Nội dung minh họa. ".repeat(12).trim())));
    let moved = repainted(&pdf::write(&long).unwrap(), |content| {
        let shift = [1, 0, 0, 1, -40, 0].map(Object::Integer).to_vec();
        content.operations.insert(0, lopdf::content::Operation::new("cm", shift));
    });
    assert_eq!(rules_of(&moved), BTreeSet::from(["D-02"]));
    let no_rules = repainted(&file, |content| {
        content.operations.retain(|operation| operation.operator != "S");
    });
    let rules = BTreeSet::from(["A-03-rule", "E2-rule", "E4-rule", "E8-rule"]);
    assert_eq!(rules_of(&no_rules), rules);
}

#[test]
fn fonts_that_are_not_in_the_pdf() {
    let file = pdf::write(&sample::plan()).unwrap();
    let mut document = Document::load_mem(&file).unwrap();
    for object in document.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut() {
            for key in [&b"FontFile2"[..], b"FontFile3"] {
                dictionary.remove(key);
            }
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    assert_eq!(rules_of(&out), BTreeSet::from(["D-03-embedded"]));
}
