//! Faults that a strict clerk planted in files of his own: each is told, in DOCX and in PDF alike.

use documents::manuscript::{Block, Medium, Signature};
use documents::{Manuscript, docx, pdf, sample};

use super::faults::{changed, rules_of};

const TEXT: &str = "word/document.xml";

type Change = fn(&mut Manuscript);

fn assert_told(start: fn() -> Manuscript, faults: &[(&'static str, Change)]) {
    for (rule, change) in faults {
        let mut manuscript = start();
        change(&mut manuscript);
        for (format, file) in
            [("DOCX", docx::write(&manuscript).unwrap()), ("PDF", pdf::write(&manuscript).unwrap())]
        {
            let rules: Vec<_> = rules_of(&file).into_iter().collect();
            assert_eq!(rules, [*rule], "{format}, {:?}", manuscript.signature);
        }
    }
}

fn signs(manuscript: &mut Manuscript, authority: &[&str], position: &str) {
    let name = Some("Nguyễn Văn An".to_owned());
    let authority = authority.iter().map(|line| (*line).to_owned()).collect();
    manuscript.signature = Signature { authority, position: position.into(), name };
}

#[test]
fn who_signs_and_for_whom() {
    assert_told(
        sample::notice,
        &[
            ("P-03-for", |m| signs(m, &[], "PHÓ GIÁM ĐỐC")),
            ("P-03-deputy", |m| signs(m, &["TUQ. GIÁM ĐỐC"], "")),
            ("P-03-deputy", |m| signs(m, &["TL. GIÁM ĐỐC"], "")),
            ("E21-face", |m| m.signature.name = Some("NGUYỄN VĂN AN".into())),
            ("E21-face", |m| m.signature.name = Some("nguyễn văn an".into())),
        ],
    );
    assert_told(sample::plan, &[("P-05", |m| m.signature.authority[0] = "TM. UBND TỈNH".into())]);
}

#[test]
fn who_signs_rightly_is_told_nothing() {
    for (authority, position) in [
        (&["KT. GIÁM ĐỐC"][..], "PHÓ GIÁM ĐỐC"),
        (&["TUQ. GIÁM ĐỐC"], "TRƯỞNG PHÒNG BÌNH ĐẲNG GIỚI"),
        (&["TUQ. GIÁM ĐỐC"], "PHÓ TRƯỞNG PHÒNG"),
        (&["TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG"], "PHÓ CHÁNH VĂN PHÒNG"),
        (&[], "Q. GIÁM ĐỐC"),
    ] {
        let mut notice = sample::notice();
        signs(&mut notice, authority, position);
        assert!(rules_of(&docx::write(&notice).unwrap()).is_empty(), "{position}");
        assert!(rules_of(&pdf::write(&notice).unwrap()).is_empty(), "{position}");
    }
}

#[test]
fn places_symbols_and_ends() {
    assert_told(
        sample::plan,
        &[
            ("P-01", |m| m.head.place = "Tỉnh Nghệ An".into()),
            ("E18", |m| m.body.insert(4, Block::paragraph("Đẩy mạnh truyền thông./."))),
        ],
    );
    assert_told(sample::notice, &[("E5", |m| m.head.symbol = "TB-UBND".into())]);
}

#[test]
fn receivers_and_addressees() {
    assert_told(
        sample::correction,
        &[
            ("II-organ", |m| m.addressees = vec!["các cơ quan, đơn vị liên quan".into()]),
            ("II-organ", |m| m.addressees = vec!["Giám đốc sở Tài chính".into()]),
            ("II-unit", |m| m.addressees = vec!["Ủy ban nhân dân Huyện Quỳnh Lưu".into()]),
            ("E24-form", |m| m.recipients.insert(1, "- Ủy ban nhân dân tỉnh".into())),
            ("E24-keep", |m| {
                let last = m.recipients.len() - 1;
                m.recipients.insert(last, "Lưu: VT".into());
            }),
        ],
    );
    assert_told(|| sample::department_report(40), &[("E22", |m| m.addressees.clear())]);
}

#[test]
fn words_of_a_docx() {
    let told = |manuscript: &Manuscript, from: &str, to: &str| {
        rules_of(&changed(manuscript, TEXT, from, to)).into_iter().collect::<Vec<_>>()
    };
    let letter = sample::correction();
    assert_eq!(told(&letter, "V/v đính", "V/v: đính"), ["E9"]);
    let mut plan = sample::plan();
    plan.furniture.medium = Medium::Paper;
    let parts = crate::parts(&docx::write(&plan).unwrap());
    let (_, rest) = parts[TEXT].split_once("(Kèm theo").unwrap();
    let from = format!("(Kèm theo{}", rest.split_once("05/").unwrap().0);
    assert_eq!(told(&plan, &format!("{from}05/"), &format!("{from}06/")), ["E26"]);
}
