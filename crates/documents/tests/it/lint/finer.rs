//! What a second clerk would mark, and what he would not: in files of ours and of others.

use std::collections::BTreeSet;

use documents::decree::KINDS;
use documents::manuscript::Block;
use documents::table::Cell;
use documents::{Manuscript, docx, lint, pdf, sample};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, StringFormat};

use super::faults::{changed, rules_of};
use super::of_text;

const TEXT: &str = "word/document.xml";

fn none() -> BTreeSet<&'static str> {
    BTreeSet::new()
}

/// Judges a changed plan in both formats.
fn assert_both(wanted: &[&'static str], change: impl Fn(&mut Manuscript)) {
    let mut plan = sample::plan();
    change(&mut plan);
    let wanted = wanted.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(rules_of(&docx::write(&plan).unwrap()), wanted, "DOCX");
    assert_eq!(rules_of(&pdf::write(&plan).unwrap()), wanted, "PDF");
}

fn with(words: &'static str) -> impl Fn(&mut Manuscript) {
    move |plan| plan.body.insert(4, Block::paragraph(words))
}

#[test]
fn numbers_of_several_levels_are_seen_in_a_pdf_too() {
    assert_both(
        &["E15-decimal"],
        with("5.1. Công tác tuyên truyền về bình đẳng giới tại các cơ quan, đơn vị, địa phương."),
    );
}

#[test]
fn points_out_of_order_are_seen_in_a_pdf_too() {
    let points = |letters: [u32; 3]| {
        move |plan: &mut Manuscript| {
            for (at, number) in letters.into_iter().enumerate() {
                plan.body.insert(4 + at, Block::point(number, "Tổ chức rà soát, tổng hợp;"));
            }
        }
    };
    assert_both(&[], points([1, 2, 3]));
    assert_both(&["E16-order"], points([1, 2, 4]));
}

#[test]
fn honours_in_any_manner_stand_before_no_name() {
    for name in ["Tiến sĩ Nguyễn Thị Mẫu", "Thạc sĩ Lê Mẫu", "Ths Lê Văn Mẫu", "Ts Lê Mẫu"]
    {
        assert_both(&["E21"], |plan| plan.signature.name = Some(name.to_owned()));
    }
    for name in ["Tôn Nữ Thị Mẫu", "Trương Thị Mỹ Mẫu", "Thạch Sỹ Mẫu"] {
        assert_both(&[], |plan| plan.signature.name = Some(name.to_owned()));
    }
}

#[test]
fn a_day_that_no_calendar_has() {
    let plan = sample::plan();
    for day in ["ngày 32 tháng 13", "ngày 31 tháng 4", "ngày 30 tháng 02", "ngày 00 tháng 6"]
    {
        let file = changed(&plan, TEXT, "ngày 05 tháng 01", day);
        assert_eq!(rules_of(&file), BTreeSet::from(["E6"]), "{day}");
    }
    let words = "Hoàn thành trước ngày 31/4/2027 theo đúng kế hoạch đã được phê duyệt của tỉnh.";
    assert_both(&["N-date"], with(words));
}

#[test]
fn days_in_appendices_and_cells_follow_the_rule_of_zeros() {
    assert_both(&["N-date"], |plan| {
        plan.appendices[1].body[0] = Block::paragraph("Cập nhật trước ngày 5/12/2027.");
    });
    assert_both(&["N-date"], |plan| {
        if let Block::Table(table) = &mut plan.appendices[0].body[0] {
            table.rows[0].cells[1] = Cell::text("05/03/2027");
        }
    });
}

#[test]
fn room_left_open_is_for_drafts() {
    let open = "Theo Kế hoạch số …/KH-UBND ngày … tháng … năm … của Ủy ban nhân dân tỉnh về bình \
                đẳng giới, các cơ quan xây dựng kế hoạch của mình.";
    assert_both(&["N-blank"], with(open));
    let mut plan = sample::plan();
    with(open)(&mut plan);
    let draft = changed(&plan, TEXT, "Số: 05/", "Số:      /");
    assert_eq!(rules_of(&draft), none());
    let mut letter = sample::department_letter();
    letter.head.number = Some(12);
    letter.abstract_text = "… năm 2024".into();
    assert_eq!(rules_of(&docx::write(&letter).unwrap()), BTreeSet::from(["N-blank"]));
}

#[test]
fn a_numbered_document_is_no_draft() {
    assert_both(&["N-draft"], |plan| plan.furniture.is_draft = true);
    let mut letter = sample::department_letter();
    letter.furniture.is_draft = true;
    letter.head.number = Some(12);
    assert_eq!(rules_of(&docx::write(&letter).unwrap()), BTreeSet::from(["N-draft"]));
    let mut draft = sample::plan();
    draft.furniture.is_draft = true;
    for words in ["DỰ THẢO LẦN 2", "DỰ THẢO (03/12/2024)"] {
        let file = changed(&draft, TEXT, "DỰ THẢO", words);
        assert_eq!(rules_of(&file), BTreeSet::from(["N-draft"]), "{words}");
    }
    // A plan of a draft may be the thing itself.
    let about = |plan: &mut documents::Manuscript| {
        plan.abstract_text = "Dự thảo Kế hoạch bình đẳng giới năm 2027".into();
    };
    assert_both(&[], about);
}

#[test]
fn every_kind_may_be_cited() {
    for kind in &KINDS {
        let name = kind.title.to_lowercase();
        let words = format!(
            "Theo {name} số 05/AB-UBND ngày 05/3/2027 của Ủy ban nhân dân tỉnh về việc này."
        );
        assert!(!of_text(&words).contains(&"P-02"), "{words}");
    }
}

#[test]
fn a_citation_may_go_over_the_end_of_a_line() {
    let whole =
        "Các cơ quan căn cứ Kế hoạch số 05/KH-UBND ngày 05/3/2027 của Ủy ban nhân dân tỉnh.";
    assert!(!of_text(whole).contains(&"P-02"));
    for place in ["Kế hoạch số ", "05/KH-UBND ", "05/3/2027 "] {
        let cut = whole.replace(place, &format!("{}\n", place.trim_end()));
        assert!(!of_text(&cut).contains(&"P-02"), "{cut}");
    }
    let bare = "Các cơ quan căn cứ Kế hoạch số 05/KH-UBND\nngày 05/3/2027.";
    assert!(of_text(bare).contains(&"P-02"));
}

#[test]
fn a_register_is_no_document() {
    let book = "SỞ NỘI VỤ\nSỔ ĐĂNG KÝ VĂN BẢN ĐI\nNăm 2027\n";
    let outcome = lint::check(book.as_bytes()).unwrap();
    assert_eq!(outcome.findings, []);
    assert!(outcome.unchecked[0].contains("sổ đăng ký"));
}

#[test]
fn an_abstract_of_two_lines_above_short_items_keeps_its_rule() {
    let mut minutes = sample::minutes();
    minutes.abstract_text =
        "Kiểm tra công tác bình đẳng giới và vì sự tiến bộ của phụ nữ tại Ủy ban \
                             nhân dân huyện Quỳnh Lưu"
            .into();
    minutes.body.insert(1, Block::list(["Thực hiện tốt;"; 40]));
    assert!(!rules_of(&pdf::write(&minutes).unwrap()).contains("E8-rule"));
}

#[test]
fn each_appendix_is_pointed_to() {
    let sentence = "Tập huấn kỹ năng lãnh đạo, quản lý cho nữ (";
    for (words, rules) in [
        ("Phụ lục I, Phụ lục II kèm theo)", &[][..]),
        ("Phụ lục I và II kèm theo)", &[]),
        ("Phụ lục I đến Phụ lục II kèm theo)", &[]),
        ("các Phụ lục kèm theo)", &[]),
        ("Phụ lục I kèm theo)", &["A-01"]),
        ("danh sách kèm theo)", &["A-01"]),
    ] {
        assert_both(rules, |plan| {
            plan.body[13] = Block::clause(2, format!("{sentence}{words}."));
        });
    }
}

#[test]
fn the_letters_about_belong_to_letters() {
    assert_both(&["E8-about"], |plan| plan.abstract_text = "V/v bình đẳng giới năm 2027".into());
    let mut letter = sample::department_letter();
    letter.abstract_text = "đôn đốc gửi báo cáo".into();
    assert_eq!(rules_of(&docx::write(&letter).unwrap()), none());
}

#[test]
fn a_document_gone_back_to_has_its_number() {
    assert_both(
        &["P-02-number"],
        with(
            "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về công tác bình đẳng giới, các cơ \
              quan, đơn vị tổ chức thực hiện các nhiệm vụ được giao.",
        ),
    );
    assert_both(
        &[],
        with("Thực hiện Kế hoạch này, các cơ quan của tỉnh chủ động bố trí kinh phí."),
    );
}

#[test]
fn running_text_that_begins_with_a_ground_is_upright() {
    let words = "Căn cứ Công văn số 1303/LĐTBXH-BĐG ngày 29/3/2024 của Bộ Lao động - Thương binh và \
                 Xã hội về hướng dẫn triển khai công tác bình đẳng giới năm 2024, Sở Nội vụ đề nghị \
                 các cơ quan, đơn vị gửi báo cáo.";
    let mut letter = sample::department_letter();
    letter.body.insert(0, Block::paragraph(words));
    assert_eq!(rules_of(&docx::write(&letter).unwrap()), none());
    assert_eq!(rules_of(&pdf::write(&letter).unwrap()), none());
    let mut notice = sample::notice();
    let law = "Căn cứ Luật Bình đẳng giới, Sở Nội vụ thông báo việc gửi báo cáo năm 2026 như sau:";
    notice.body.insert(0, Block::paragraph(law));
    assert_eq!(rules_of(&docx::write(&notice).unwrap()), none());
    assert_eq!(rules_of(&pdf::write(&notice).unwrap()), none());
}

#[test]
fn pages_of_one_sheet_each_bear_no_number() {
    let mut plan = sample::plan();
    plan.body.truncate(4);
    plan.body.push(Block::paragraph("Chi tiết tại Phụ lục I, Phụ lục II kèm theo"));
    let file = pdf::write(&plan).unwrap();
    assert_eq!(Document::load_mem(&file).unwrap().get_pages().len(), 3);
    assert_eq!(rules_of(&file), none());
}

#[test]
fn appendices_that_lie_are_appendices() {
    let mut plan = sample::plan();
    for appendix in &mut plan.appendices {
        appendix.landscape = true;
    }
    let table = plan.appendices[1].body.clone();
    plan.appendices[0].body = table;
    plan.body[13] = Block::clause(2, "Tập huấn kỹ năng lãnh đạo, quản lý cho nữ (Phụ lục I).");
    assert_eq!(rules_of(&pdf::write(&plan).unwrap()), BTreeSet::from(["A-01"]));
}

#[test]
fn the_authority_of_a_decision_is_no_abstract() {
    let mut decision = sample::decision();
    decision.body.insert(0, Block::Centred("GIÁM ĐỐC SỞ NỘI VỤ".into()));
    assert_eq!(rules_of(&pdf::write(&decision).unwrap()), none());
}

/// A rule that is the border of a paragraph in a cell with Word's own padding.
#[test]
fn padding_of_a_cell_shortens_its_rule() {
    let file = docx::write(&sample::plan()).unwrap();
    let mut parts = crate::parts(&file);
    let xml = parts.get_mut(TEXT).unwrap();
    let padding = "<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>";
    assert!(xml.contains(padding), "{}", &xml[..2000]);
    *xml = xml.replacen(padding, "", 1);
    let at = xml.find("<w:pBdr>").unwrap();
    let indent = xml[at..].find("<w:ind ").unwrap() + at;
    let end = xml[indent..].find("/>").unwrap() + indent;
    let sides: Vec<i32> =
        xml[indent..end].split('"').filter_map(|part| part.parse().ok()).collect();
    // The rule keeps its length: the indents give way to the padding.
    let indents = format!("<w:ind w:left=\"{}\" w:right=\"{}\"", sides[0] - 108, sides[1] - 108);
    xml.replace_range(indent..end, &indents);
    assert!(!rules_of(&crate::pack(&parts)).contains("E4-rule"));
}

/// Locked against changes, open to all eyes; and locked with a password that nobody gives.
#[test]
fn a_locked_file_is_read_where_no_password_is_asked_for() {
    let plan = pdf::write(&sample::plan()).unwrap();
    for user in ["", "mat-khau"] {
        let mut document = Document::load_mem(&plan).unwrap();
        let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
        document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "chu",
            user_password: user,
            key_length: 128,
            permissions: Permissions::empty(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut file = Vec::new();
        document.save_to(&mut file).unwrap();
        let told = |outcome: lint::Outcome| {
            outcome.findings.into_iter().map(|found| found.rule).collect::<Vec<_>>()
        };
        let found = lint::check(&file).map(told);
        let wanted = if user.is_empty() { Ok(Vec::new()) } else { Err(lint::LintError::Locked) };
        assert_eq!(found, wanted, "{user}");
    }
}

/// "Theo đề nghị của Giám đốc Sở … tại Tờ trình số …": the body stands before the number.
#[test]
fn the_body_of_a_cited_document_may_stand_before_it() {
    for words in [
        "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 120/TTr-SYT ngày 20/11/2026, xét thấy cần thiết.",
        "Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 61/KH-UBND ngày 09/3/2026 triển khai công tác này.",
        "UBND tỉnh có Công văn số 860/UBND-VX ngày 31/01/2026 chỉ đạo các cơ quan, đơn vị thực hiện.",
    ] {
        assert_both(&[], with(words));
    }
    for words in [
        "Thực hiện nhiệm vụ được giao tại Kế hoạch số 61/KH-UBND ngày 09/3/2026, các cơ quan phối hợp.",
        "Các đơn vị căn cứ Tờ trình số 120/TTr-SYT ngày 20/11/2026 tổ chức thực hiện nhiệm vụ này.",
    ] {
        assert_both(&["P-02"], with(words));
    }
}

#[test]
fn a_mark_of_authority_stands_apart_and_a_comma_follows_the_registry() {
    assert_both(&["P-03"], |plan| {
        plan.signature.authority = vec!["TM. ỦY BAN NHÂN DÂN".into(), "KT.CHỦ TỊCH".into()];
        plan.signature.position = "PHÓ CHỦ TỊCH".into();
    });
    assert_both(&["E24-keep-comma"], |plan| {
        let last = plan.recipients.len() - 1;
        plan.recipients[last] = "Lưu: VT; KGVX".into();
    });
}

/// A title in small letters is a title all the same, and "(Kèm theo …)" below it is there.
#[test]
fn the_title_of_an_appendix_is_in_capitals() {
    let plan = sample::plan();
    let title = plan.appendices[0].title.to_uppercase().replace("THỰC HIỆN", "THỰC\u{A0}HIỆN");
    let file = changed(&plan, TEXT, &format!(">{title}<"), ">Phân công nhiệm vụ<");
    assert_eq!(rules_of(&file), BTreeSet::from(["E25-face"]));
}

#[test]
fn who_issues_in_his_own_name_signs_so() {
    let chairman = |plan: &mut Manuscript| {
        plan.signature.authority.clear();
        plan.signature.position = "CHỦ TỊCH".into();
    };
    assert_both(&["P-05"], chairman);
    assert_both(&[], |plan| {
        chairman(plan);
        plan.body.insert(0, Block::Centred("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NGHỆ AN".into()));
    });
    // An invitation names whom it is for in its text.
    let mut plan = sample::plan();
    plan.recipients[0] = "Như trên".into();
    assert!(rules_of(&docx::write(&plan).unwrap()).contains("E22"));
    let file = changed(&plan, TEXT, ">KẾ HOẠCH<", ">GIẤY MỜI<");
    assert!(!rules_of(&file).contains("E22"));
}
