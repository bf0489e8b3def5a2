//! Faults of form that a clerk planted one at a time: date line, number, frames, levels, tables, leftovers.

use std::collections::BTreeSet;

use documents::manuscript::{Block, Circulation, Urgency};
use documents::{Manuscript, docx, lint, pdf, sample};

use super::faults::{changed, rules_of};

const TEXT: &str = "word/document.xml";

/// Each change breaks exactly the named rule; unchanged, the document breaks none.
fn assert_told(manuscript: &Manuscript, faults: &[(&'static str, &str, &str)]) {
    assert_eq!(rules_of(&docx::write(manuscript).unwrap()), BTreeSet::new());
    for (rule, from, to) in faults {
        let found = rules_of(&changed(manuscript, TEXT, from, to));
        assert_eq!(found, BTreeSet::from([*rule]), "{from} → {to}");
    }
}

/// What is told in place of a rule's words alone: problem and mend of the only finding.
fn only(file: &[u8]) -> (String, String, String) {
    let mut found = lint::check(file).unwrap().findings;
    assert_eq!(found.len(), 1, "{found:?}");
    let finding = found.remove(0);
    (finding.place, finding.problem, finding.fix)
}

#[test]
fn the_line_of_place_and_day() {
    let day = "ngày 05 tháng 01 năm 2027";
    assert_told(
        &sample::plan(),
        &[
            ("E6", day, "ngày 05 Tháng 01 năm 2027"),
            ("E6", day, "Ngày 05 tháng 01 năm 2027"),
            ("E6", day, "ngày 05 tháng 01 Năm 2027"),
            ("E6", day, "ngày 05 tháng 01 năm 27"),
            ("E6", day, "ngày 05 tháng một năm 2027"),
            ("E6", day, "ngày 05 tháng mười hai năm 2027"),
            ("E6", day, "ngày mồng năm tháng 01 năm 2027"),
            ("E6", day, "ngày 05 tháng 01 năm 2027."),
            ("E6", "Nghệ An, ngày", "nghệ an, ngày"),
            ("E6", "Nghệ An, ngày", "Nghệ an, ngày"),
            ("E6-comma", "Nghệ An, ngày", "Nghệ An ,ngày"),
            ("E6-comma", "Nghệ An, ngày", "Nghệ An , ngày"),
            ("E6-comma", "Nghệ An, ngày", "Nghệ An,ngày"),
        ],
    );
    let plan = sample::plan();
    for right in [
        "Nghệ An, ngày      tháng      năm 2027",
        "Nghệ An, ngày … tháng … năm 20…",
        "Nghệ An, ngày ..... tháng ..... năm 2027",
        "Nghệ An, ngày…tháng…năm 2027",
        "Xã Châu Bình, ngày 05 tháng 01 năm 2027",
        "Đại Thắng, ngày 05 tháng 01 năm 2027",
        "Hà Nam, ngày 05 tháng 01 năm 2027",
        "Phường Vinh Phú, ngày 31 tháng 12 năm 2027",
    ] {
        let file = changed(&plan, TEXT, "Nghệ An, ngày 05 tháng 01 năm 2027", right);
        assert_eq!(rules_of(&file), BTreeSet::new(), "{right}");
    }
    let (place, problem, fix) = only(&changed(&plan, TEXT, day, "ngày 05 tháng mười hai năm 2027"));
    assert!(place.contains("Nghệ An, ngày 05 tháng mười hai"), "{place}");
    assert_eq!(problem, "Tháng ghi “mười hai”, không phải chữ số.");
    assert!(fix.starts_with("Ghi ngày, tháng bằng chữ số"), "{fix}");
}

#[test]
fn the_line_of_the_number() {
    assert_told(
        &sample::plan(),
        &[
            ("E5-zero", "Số: 05/", "Số: 0176/"),
            ("E5-zero", "Số: 05/", "Số: 012/"),
            ("E5-colon", "Số: 05/", "Số:05/"),
            ("E5-colon", "Số: 05/", "Số : 05/"),
            ("E5-colon", "Số: 05/", "Số :05/"),
        ],
    );
    let file = changed(&sample::plan(), TEXT, "Số: 05/", "Số: 0176/");
    assert_eq!(only(&file).2, "Ghi 176/KH-UBND.");
    for right in ["Số: 176/", "Số: 10/", "Số:        /", "Số:       /"] {
        let file = changed(&sample::plan(), TEXT, "Số: 05/", right);
        assert_eq!(rules_of(&file), BTreeSet::new(), "{right}");
    }
}

#[test]
fn names_above_and_words_below_the_number() {
    let report = sample::department_report(4);
    let superior = report.head.superior[0].clone();
    let mut bare = report.clone();
    bare.head.superior = vec!["UBND TỈNH".into()];
    assert_eq!(rules_of(&docx::write(&bare).unwrap()), BTreeSet::from(["E3"]), "{superior}");
    assert_eq!(rules_of(&pdf::write(&bare).unwrap()), BTreeSet::from(["E3"]));
    let mut whole = report.clone();
    whole.head.superior = vec!["UBND TỈNH".into(), "NGHỆ AN".into()];
    assert_eq!(rules_of(&docx::write(&whole).unwrap()), BTreeSet::new());
    // A paragraph of a letter below the number of a report.
    let mut parts = crate::parts(&docx::write(&report).unwrap());
    let xml = parts.get_mut(TEXT).unwrap();
    let number = xml.find("Số:").unwrap();
    let start = xml[..number].rfind("<w:p>").unwrap();
    let end = number + xml[number..].find("</w:p>").unwrap() + "</w:p>".len();
    let added =
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>V/v báo cáo năm</w:t></w:r></w:p>";
    assert!(start < end);
    xml.insert_str(end, added);
    assert_eq!(rules_of(&crate::pack(&parts)), BTreeSet::from(["E9-kind"]));
}

#[test]
fn a_head_that_takes_two_lines() {
    let line = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    let broken = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA</w:t><w:br/><w:t>VIỆT NAM";
    let file = changed(&sample::plan(), TEXT, line, broken);
    let (_, problem, fix) = only(&file);
    assert_eq!(problem, "Quốc hiệu ngắt thành hai dòng.");
    assert!(fix.contains("một dòng"), "{fix}");
    let broken = "Độc lập - Tự do</w:t><w:br/><w:t xml:space=\"preserve\">- Hạnh phúc";
    let file = changed(&sample::plan(), TEXT, "Độc lập - Tự do - Hạnh phúc", broken);
    assert_eq!(only(&file).1, "Tiêu ngữ ngắt thành hai dòng.");
}

#[test]
fn several_addressees_on_one_line() {
    let mut report = sample::department_report(4);
    report.addressees = vec!["Ủy ban nhân dân tỉnh; Bộ Nội vụ; Sở Tài chính".into()];
    assert_eq!(rules_of(&docx::write(&report).unwrap()), BTreeSet::from(["E22-form"]));
    report.addressees = vec!["Ủy ban nhân dân tỉnh; - Bộ Nội vụ".into()];
    assert_eq!(rules_of(&docx::write(&report).unwrap()), BTreeSet::from(["E22-form"]));
    report.addressees = vec!["Các sở, ban, ngành cấp tỉnh".into()];
    assert_eq!(rules_of(&docx::write(&report).unwrap()), BTreeSet::new());
}

#[test]
fn numbers_of_levels_in_other_manners() {
    assert_told(
        &sample::plan(),
        &[
            ("E17-form", "II. NHIỆM", "II - NHIỆM"),
            ("E17-form", "II. NHIỆM", "II/ NHIỆM"),
            ("E17-form", "II. NHIỆM", "II) NHIỆM"),
            ("E15-form", "2. Các sở, ban, ngành", "2) Các sở, ban, ngành"),
            ("E15-form", "2. Các sở, ban, ngành", "2/ Các sở, ban, ngành"),
            ("E16-form", "a) Bám sát", "A) Bám sát"),
            ("E18", "nội dung minh họa).", "nội dung minh họa)./. Các cơ quan thực hiện."),
        ],
    );
}

#[test]
fn appendices_of_one_number() {
    let told = |to: &str| {
        let mut parts = crate::parts(&docx::write(&sample::plan()).unwrap());
        let xml = parts.get_mut(TEXT).unwrap();
        let at = ["Phụ lục II<", "Phụ lục\u{a0}II<"].iter().find_map(|name| xml.find(name));
        let at = at.unwrap();
        let end = at + xml[at..].find('<').unwrap();
        xml.replace_range(at..end, to);
        lint::check(&crate::pack(&parts)).unwrap().findings
    };
    let found = told("Phụ lục I");
    let order = found.iter().find(|finding| finding.rule == "A-01-order").unwrap();
    assert_eq!(order.problem, "Hai phụ lục cùng số I.");
    assert_eq!(order.fix, "Ghi Phụ lục II.");
    assert!(order.place.contains("Phụ lục I"), "{}", order.place);
    assert!(told("Phụ lục III").iter().any(|finding| finding.rule == "A-01-order"));
    assert!(told("Phụ lục II").is_empty());
}

#[test]
fn marks_without_a_frame() {
    let mut plan = sample::plan();
    plan.furniture.urgency = Some(Urgency::Immediate);
    plan.furniture.circulation = Some(Circulation::Internal);
    assert_eq!(rules_of(&docx::write(&plan).unwrap()), BTreeSet::new());
    let side = |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"4\"/>");
    let border =
        format!("<w:pBdr>{}</w:pBdr>", ["top", "left", "bottom", "right"].map(side).concat());
    for (words, rule) in [
        ("HỎA TỐC", "E27-frame"),
        ("KHẨN", "E27-frame"),
        ("LƯU HÀNH NỘI BỘ", "E28-frame"),
        ("XEM XONG TRẢ LẠI", "E28-frame"),
    ] {
        let told = |border: &str| {
            let mut parts = crate::parts(&docx::write(&sample::plan()).unwrap());
            let xml = parts.get_mut(TEXT).unwrap();
            let at = xml[..xml.find("KẾ HOẠCH").unwrap()].rfind("<w:p>").unwrap();
            let mark = format!(
                "<w:p><w:pPr>{border}<w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>\
                 <w:t>{words}</w:t></w:r></w:p>"
            );
            xml.insert_str(at, &mark);
            rules_of(&crate::pack(&parts))
        };
        assert_eq!(told(""), BTreeSet::from([rule]), "{words}");
        assert_eq!(told(&border), BTreeSet::new(), "{words}");
    }
}

/// A paragraph of the body with other properties of its run.
fn with_run(properties: &str) -> Vec<u8> {
    let words = "<w:t xml:space=\"preserve\">Phát huy kết quả";
    let changed_words = format!("<w:rPr>{properties}</w:rPr>{words}");
    changed(&sample::plan(), TEXT, words, &changed_words)
}

#[test]
fn running_text_in_other_manners() {
    assert_eq!(rules_of(&with_run("<w:caps/>")), BTreeSet::from(["E11-face"]));
    assert_eq!(rules_of(&with_run("<w:w w:val=\"66\"/>")), BTreeSet::from(["D-03-scale"]));
    assert_eq!(rules_of(&with_run("<w:w w:val=\"98\"/>")), BTreeSet::new());
    let marked = with_run("<w:highlight w:val=\"yellow\"/>");
    assert_eq!(rules_of(&marked), BTreeSet::from(["file-marked"]));
    for unseen in ["none", "white"] {
        let properties = format!("<w:highlight w:val=\"{unseen}\"/>");
        assert_eq!(rules_of(&with_run(&properties)), BTreeSet::new(), "{unseen}");
    }
    let spaces = "<w:t xml:space=\"preserve\">        Phát huy kết quả";
    let from = "<w:t xml:space=\"preserve\">Phát huy kết quả";
    let file = changed(&sample::plan(), TEXT, from, spaces);
    assert_eq!(only(&file).1, "Chữ đầu dòng lùi bằng 8 dấu cách.");
    assert_eq!(rules_of(&file), BTreeSet::from(["E11-indent"]));
}

#[test]
fn what_was_left_in_the_file() {
    let from = "<w:t xml:space=\"preserve\">Phát huy kết quả";
    let to = format!("<w:commentReference w:id=\"0\"/>{from}");
    let file = changed(&sample::plan(), TEXT, from, &to);
    assert_eq!(rules_of(&file), BTreeSet::from(["file-comments"]));
    let (place, problem, _) = only(&file);
    assert_eq!((place.as_str(), problem.as_str()), ("Tệp", "Còn 1 ghi chú bên lề."));
    let end = "đạt được, thu hẹp";
    let struck = "đạt được,</w:t></w:r><w:del w:id=\"8\"><w:r><w:delText>nhanh</w:delText></w:r>\
                  </w:del><w:r><w:t xml:space=\"preserve\"> thu hẹp";
    let file = changed(&sample::plan(), TEXT, end, struck);
    assert_eq!(rules_of(&file), BTreeSet::from(["file-changes"]));
    assert_eq!(only(&file).1, "Còn 1 chỗ sửa đổi chờ chấp nhận.");
}

#[test]
fn a_table_wider_than_the_text() {
    let plan = sample::plan();
    let mut parts = crate::parts(&docx::write(&plan).unwrap());
    let xml = parts.get_mut(TEXT).unwrap();
    let table = xml.find("Phụ lục\u{a0}I<").or_else(|| xml.find("Phụ lục I<")).unwrap();
    let start = table + xml[table..].find("<w:tbl>").unwrap();
    let end = start + xml[start..].find("</w:tbl>").unwrap();
    let mut wide = String::new();
    for (order, part) in xml[start..end].split("<w:tcW w:w=\"").enumerate() {
        if order == 0 {
            wide.push_str(part);
            continue;
        }
        let (twips, rest) = part.split_once('"').unwrap();
        let twice = twips.parse::<u32>().unwrap() * 2;
        wide.push_str(&format!("<w:tcW w:w=\"{twice}\"{rest}"));
    }
    xml.replace_range(start..end, &wide);
    let file = crate::pack(&parts);
    assert_eq!(rules_of(&file), BTreeSet::from(["D-02-table"]));
    assert!(only(&file).1.starts_with("Bảng rộng "));
}

#[test]
fn the_advice_names_the_kind_that_is_cited() {
    let mut plan = sample::plan();
    plan.body.insert(4, Block::paragraph("Thực hiện Nghị quyết số 29/NQ-CP về việc này."));
    assert!(
        only(&docx::write(&plan).unwrap()).2.starts_with("Ghi đủ: Nghị quyết số 29/NQ-CP ngày")
    );
    plan.body[4] =
        Block::paragraph("Thực hiện nhiệm vụ tại điểm a khoản 2 Điều 103 mục 5 Chương XII.");
    assert_eq!(only(&docx::write(&plan).unwrap()).1, "“mục 5”: viết hoa chữ mục.");
    plan.body[4] = Block::paragraph(
        "Thực hiện Nghị Quyết số 29/NQ-CP ngày 03/3/2021 của Chính phủ về việc này.",
    );
    let (_, problem, fix) = only(&docx::write(&plan).unwrap());
    assert_eq!(problem, "“Nghị Quyết số” sai cách viết hoa.");
    assert_eq!(fix, "Viết “Nghị quyết số”.");
}
