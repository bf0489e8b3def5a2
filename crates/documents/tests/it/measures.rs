//! The numbers of Nghị định 30/2020/NĐ-CP, written down a second time: a changed table fails here.

use documents::decree::SizeSet;
use documents::manuscript::{
    Circulation, CopyForm, Corner, Furniture, Kind, Medium, Part, Urgency,
};
use documents::{Manuscript, docx, html, pdf, sample};
use lopdf::{Document, content::Content};

use crate::parts;

const TEXT: &str = "word/document.xml";

fn text(manuscript: &Manuscript) -> String {
    parts(&docx::write(manuscript).unwrap())[TEXT].clone()
}

/// The run that holds some words: properties and text.
fn run_of<'a>(xml: &'a str, words: &str) -> &'a str {
    let at = xml.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    let start = xml[..at].rfind("<w:r>").unwrap();
    &xml[start..at]
}

/// The properties of the paragraph that holds some words.
fn paragraph_of<'a>(xml: &'a str, words: &str) -> &'a str {
    let at = xml.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    let start = xml[..at].rfind("<w:p>").unwrap();
    let end = start + xml[start..].find("</w:pPr>").unwrap();
    &xml[start..end]
}

/// A style by its id.
fn style_of<'a>(styles: &'a str, id: &str) -> &'a str {
    let start = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
    &styles[start..start + styles[start..].find("</w:style>").unwrap()]
}

#[test]
fn paper_and_margins_in_twips() {
    let xml = text(&sample::plan());
    assert_eq!(xml.matches("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>").count(), 2);
    let across = "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>";
    assert_eq!(xml.matches(across).count(), 1);
    // 20, 15, 20, 30 mm; header at 10 mm.
    let margins = "<w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\" \
                   w:header=\"567\"";
    assert_eq!(xml.matches(margins).count(), 3);
}

#[test]
fn sizes_of_the_head_in_half_points() {
    let elements = [
        ("UBND TỈNH NGHỆ AN", 26, 24, false, false),
        ("SỞ NỘI VỤ", 26, 24, true, false),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, 24, true, false),
        ("Độc lập - Tự do - Hạnh phúc", 28, 26, true, false),
        ("Số: 231/TTr-SNV", 26, 26, false, false),
        ("Nghệ An, ngày 01 tháng 12 năm 2026", 28, 26, false, true),
        ("Kính gửi: Ủy ban nhân dân tỉnh", 28, 26, false, false),
        ("Nơi nhận:", 24, 24, true, true),
        ("GIÁM ĐỐC</w:t>", 28, 26, true, false),
        ("Họ và tên", 28, 26, true, false),
    ];
    for (sizes, smaller) in [(SizeSet::Larger, false), (SizeSet::Smaller, true)] {
        let mut proposal = sample::proposal();
        proposal.furniture.sizes = sizes;
        let xml = text(&proposal);
        for (words, large, small, bold, italic) in elements {
            let run = run_of(&xml, words);
            let size = if smaller { small } else { large };
            assert!(run.contains(&format!("<w:sz w:val=\"{size}\"/>")), "{words}: {run}");
            assert_eq!(run.contains("<w:b/>"), bold, "{words}: {run}");
            assert_eq!(run.contains("<w:i/>"), italic, "{words}: {run}");
        }
    }
    let letter = text(&sample::department_letter());
    assert!(run_of(&letter, "V/v đôn đốc").contains("<w:sz w:val=\"26\"/>"));
    assert!(paragraph_of(&letter, "V/v đôn đốc").contains("w:before=\"120\""));
}

#[test]
fn styles_of_body_and_ending() {
    for (sizes, body, page) in [(SizeSet::Larger, 28, 28), (SizeSet::Smaller, 26, 26)] {
        let mut plan = sample::plan();
        plan.furniture.sizes = sizes;
        let styles = parts(&docx::write(&plan).unwrap())["word/styles.xml"].clone();
        let size = |points| format!("<w:sz w:val=\"{points}\"/>");
        let text = style_of(&styles, "BodyText");
        assert!(text.contains(&size(body)) && text.contains("w:firstLine=\"720\""), "{text}");
        assert!(text.contains("w:after=\"120\"") && text.contains("<w:jc w:val=\"both\"/>"));
        // 1.1 lines.
        assert!(text.contains("w:line=\"264\" w:lineRule=\"auto\""));
        for (style, points, bold) in [
            ("Title", body, true),
            ("Heading1", body, true),
            ("Heading2", body, true),
            ("Heading3", body, false),
            ("Division", body, true),
            ("Article", body, true),
            ("Grounds", body, false),
            ("AppendixHeading", 28, true),
            ("Header", page, false),
            ("Recipients", 22, false),
        ] {
            let found = style_of(&styles, style);
            assert!(found.contains(&size(points)), "{style}: {found}");
            assert_eq!(found.contains("<w:b/>"), bold, "{style}: {found}");
        }
        assert!(style_of(&styles, "Grounds").contains("<w:i/>"));
        assert!(styles.contains("<w:color w:val=\"000000\"/>"));
        assert!(styles.contains("w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\""));
    }
}

#[test]
fn room_for_a_signature_and_what_stays_with_it() {
    let xml = text(&sample::plan());
    // At least 30 mm are 1701 twips.
    let name = paragraph_of(&xml, ">Họ và tên<");
    let before = name.split("w:before=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(before.parse::<u32>().unwrap() >= 1701, "{name}");
    for words in ["1. Sở Nội vụ chủ trì", "2. Các sở, ban, ngành"] {
        assert!(paragraph_of(&xml, words).contains("<w:keepNext/>"), "{words}");
    }
    assert!(!paragraph_of(&xml, "1. Truyền thông nâng cao").contains("<w:keepNext/>"));
}

#[test]
fn points_and_sizes_of_a_pdf() {
    let file = pdf::write(&sample::plan()).unwrap();
    let document = Document::load_mem(&file).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = Content::decode(&document.get_page_content(page).unwrap()).unwrap();
    let tf = content.operations.iter().filter(|operation| operation.operator == "Tf");
    let mut sizes: Vec<f32> = tf.map(|o| o.operands[1].as_float().unwrap()).collect();
    sizes.dedup();
    // Sample mark, issuer to Quốc hiệu, Tiêu ngữ, number, place and date on.
    assert_eq!(sizes, [10.0, 13.0, 14.0, 13.0, 14.0]);
    let mut small = sample::plan();
    small.furniture.sizes = SizeSet::Smaller;
    let file = pdf::write(&small).unwrap();
    let document = Document::load_mem(&file).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = Content::decode(&document.get_page_content(page).unwrap()).unwrap();
    let tf = content.operations.iter().filter(|operation| operation.operator == "Tf");
    let mut sizes: Vec<f32> = tf.map(|o| o.operands[1].as_float().unwrap()).collect();
    sizes.dedup();
    assert_eq!(sizes, [10.0, 12.0, 13.0]);
}

#[test]
fn marks_of_a_page() {
    let xml = text(&sample::full());
    // 40 × 8 mm, bright red.
    assert!(xml.contains("<w:tblW w:w=\"2268\" w:type=\"dxa\"/>"), "width of the mark");
    assert!(xml.contains("<w:trHeight w:val=\"454\" w:hRule=\"exact\"/>"));
    let mark = run_of(&xml, "THƯỢNG KHẨN");
    assert!(mark.contains("<w:color w:val=\"FF0000\"/>") && mark.contains("<w:b/>"), "{mark}");
    for (urgency, words, frame) in [
        (Urgency::Immediate, "HỎA TỐC", (30, 8)),
        (Urgency::VeryUrgent, "THƯỢNG KHẨN", (40, 8)),
        (Urgency::Urgent, "KHẨN", (20, 8)),
    ] {
        assert_eq!((urgency.words(), urgency.frame_mm()), (words, frame));
    }
    assert_eq!(Circulation::ReturnAfterReading.words(), "XEM XONG TRẢ LẠI");
    let document = sample::full();
    let page = html::write(&document);
    for words in ["THƯỢNG KHẨN", "LƯU HÀNH NỘI BỘ", "- Lưu: VT, BĐG. PL.(300)", "Địa chỉ: số 1"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(xml.contains("- Lưu: VT, BĐG. PL.(300)"));
}

#[test]
fn an_appendix_in_a_file_of_its_own() {
    let mut plan = sample::plan();
    let signed = "2027-01-05T07:30:45Z".parse().unwrap();
    plan.furniture = Furniture {
        part: Part::Appendix(2),
        corner: Some(Corner::Appendix { symbol: "05/KH-UBND".into(), signed }),
        ..Furniture::default()
    };
    let all = parts(&docx::write(&plan).unwrap());
    assert!(all[TEXT].contains(">Phụ lục II<") && !all[TEXT].contains(">Phụ lục I<"));
    assert!(!all[TEXT].contains("CỘNG HÒA") && !all[TEXT].contains("Nơi nhận"));
    let corner = "Số: 05/KH-UBND; 05/01/2027; 14:30:45 +07:00";
    let run = run_of(&all["word/header2.xml"], corner);
    assert!(run.contains("<w:sz w:val=\"20\"/>") && !run.contains("<w:b/>"), "{run}");
    assert!(!all["word/header1.xml"].contains(corner));
    assert!(html::write(&plan).contains(corner));
    assert_ne!(pdf::write(&plan).unwrap(), pdf::write(&sample::plan()).unwrap());
    plan.furniture.part = Part::Main;
    assert!(!text(&plan).contains("Phụ lục I<"));
    let copy = Corner::Copy { form: CopyForm::Whole, organ: "Sở Nội vụ".into(), signed };
    assert_eq!(copy.line(), "SAO Y; Sở Nội vụ; 05/01/2027; 14:30:45 +07:00");
}

#[test]
fn the_line_of_an_appendix_stays_blank_on_electronic_documents() {
    let mut plan = sample::plan();
    let blank = "(Kèm theo Kế hoạch số       /KH-UBND ngày      tháng      năm      \
                 của Ủy ban nhân dân tỉnh Nghệ An)";
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&plan.attached_line()), squeezed(blank));
    plan.furniture.medium = Medium::Paper;
    assert!(plan.attached_line().contains("số 05/KH-UBND ngày 05 tháng 01 năm 2027 của"));
}

#[test]
fn kinds_have_the_decree_s_titles_and_symbols() {
    let rows = [
        (Kind::Report, "BC", "BÁO CÁO"),
        (Kind::Plan, "KH", "KẾ HOẠCH"),
        (Kind::Proposal, "TTr", "TỜ TRÌNH"),
        (Kind::Notice, "TB", "THÔNG BÁO"),
        (Kind::Conclusion, "TB", "THÔNG BÁO"),
        (Kind::Minutes, "BB", "BIÊN BẢN"),
        (Kind::Decision, "QĐ", "QUYẾT ĐỊNH"),
    ];
    for (kind, symbol, title) in rows {
        assert_eq!((kind.abbreviation(), kind.title()), (Some(symbol), Some(title)));
        assert_eq!(kind.symbol("UBND", "VX"), format!("{symbol}-UBND"));
    }
    assert_eq!((Kind::Letter.abbreviation(), Kind::Letter.title()), (None, None));
    assert_eq!(Kind::Letter.symbol("UBND", "VX"), "UBND-VX");
    assert_eq!(Kind::ALL.len(), rows.len() + 1);
}

#[test]
fn pieces_of_a_body_are_numbered_the_vietnamese_way() {
    let xml = text(&sample::full());
    let words = [
        "Phần I<",
        "QUY ĐỊNH CHUNG",
        "Chương I<",
        "Mục 1<",
        "Điều\u{a0}1. Phạm vi báo cáo",
        "d) Kiểm tra;",
        "đ) Kinh phí;",
        "e) Kiến nghị.",
    ];
    let mut from = 0;
    for piece in words {
        let at = xml[from..].find(piece).unwrap_or_else(|| panic!("{piece} after {from}"));
        from += at;
    }
    // A picture has words for those who do not see it.
    assert!(xml.contains("descr=\"Biểu đồ cột"));
    assert!(html::write(&sample::full()).contains("src=\"data:image/png;base64,iVBORw0KGgo"));
}
