//! Runs every case of `cases/signer.md`: who may be kept as a signer, and sign on a day.

use domain::{
    series::Body,
    signer::{Authorisation, Signer, WorkingRule},
};
use jiff::civil::{Date, date};

use crate::tables::lines;

const CASES: &str = include_str!("../../cases/signer.md");

fn day(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn signer(authority: &str, position: &str, term: (&str, &str), paper: &str) -> Signer {
    let lines = authority.split('/').map(str::trim).filter(|line| !line.is_empty());
    Signer {
        name: "Người Ký Mẫu".into(),
        position: position.into(),
        authority: lines.map(ToOwned::to_owned).collect(),
        other_position: String::new(),
        from: day(term.0).unwrap(),
        to: day(term.1),
        authorisation: paper.split_once(';').map(|(number, scope)| Authorisation {
            number: number.trim().into(),
            date: date(2024, 10, 28),
            scope: scope.trim().into(),
            kinds: ["BC".to_owned()].into(),
            from: date(2024, 11, 1),
            to: date(2024, 11, 30),
        }),
    }
}

#[test]
fn every_case_ends_where_it_says() {
    let lines = lines(CASES);
    for line in &lines {
        let term = (line.get("từ"), line.get("đến"));
        let signer = signer(line.get("quyền hạn"), line.get("chức vụ"), term, line.get("ủy quyền"));
        let regime = match line.get("cơ quan") {
            "UBND" => WorkingRule::Collective,
            "sở" => WorkingRule::OneHead,
            _ => WorkingRule::Own,
        };
        let found = match signer.check(regime) {
            Err(refused) => {
                assert!(!refused.to_string().is_empty() && !refused.next().is_empty());
                refused.code()
            }
            Ok(()) if signer.is_valid_on(day(line.get("ngày ký")).unwrap()) => "được ký",
            Ok(()) => "chưa hoặc hết hạn",
        };
        assert_eq!(found, line.get("kết quả"), "{}: {}", line.title, line.text);
    }
    assert!(lines.len() > 20, "rows of the case file were lost: {}", lines.len());
}

#[test]
fn a_certificate_is_the_signers_when_it_bears_the_whole_name() {
    let is_named = |certificate| Signer::is_named("Nguyễn Thị Hòa", certificate);
    assert!(is_named("Nguyễn Thị Hòa") && is_named("NGUYỄN THỊ HÒA - Sở Nội vụ"));
    assert!(!is_named("Nguyễn Thị Hòang") && !is_named("Thị Hòa") && !is_named(""));
    assert!(!Signer::is_named("", "Nguyễn Thị Hòa"));
}

#[test]
fn only_the_line_of_the_ban_signs_for_it() {
    for (authority, body) in [
        ("TM. BAN / KT. TRƯỞNG BAN", Body::Committee),
        ("TM. BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ", Body::Committee),
        ("TM. BAN THƯỜNG VỤ", Body::Organ),
        ("TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", Body::Organ),
        ("KT. TRƯỞNG BAN", Body::Organ),
        ("", Body::Organ),
    ] {
        let signer = signer(authority, "PHÓ TRƯỞNG BAN", ("2024-01-01", ""), "");
        assert_eq!(signer.body(), body, "{authority}");
    }
}

#[test]
fn no_degree_or_form_of_address_stands_before_a_name() {
    let named = |name: &str| Signer {
        name: name.into(),
        ..signer("", "GIÁM ĐỐC", ("2024-01-01", ""), "")
    };
    for name in [
        "TS. Phạm D",
        "TS Phạm D",
        "PGS.TS Phạm D",
        "ThS. Phạm D",
        "Ths.BS Phạm D",
        "Tiến sĩ Phạm D",
        "BSCKII. Phạm D",
        "Ông Phạm D",
        "Đồng chí Phạm D",
        "LS. Phạm D",
    ] {
        assert_eq!(
            named(name).check(WorkingRule::OneHead).unwrap_err().code(),
            "SGN-009",
            "{name}"
        );
    }
    // Ranks are for armed units to write (the same place of the decree); these are names.
    for name in ["Phạm D", "Đại tá Phạm D", "Tsàn Văn A", "Ngô Bá Khá"] {
        assert_eq!(named(name).check(WorkingRule::OneHead), Ok(()), "{name}");
    }
}

#[test]
fn an_authorisation_is_a_document_and_covers_its_kinds_alone() {
    let of = |number: &str, day: Date, kinds: &[&str]| {
        let mut signer =
            signer("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG", ("2024-01-01", ""), "12/GUQ-SNV; Công văn");
        let paper = signer.authorisation.as_mut().unwrap();
        paper.number = number.into();
        paper.date = day;
        paper.kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        signer
    };
    let signed = date(2024, 10, 28);
    let good = of("12/GUQ-SNV", signed, &["CV"]);
    assert_eq!(good.check(WorkingRule::OneHead), Ok(()));
    assert!(good.covers("CV") && !good.covers("TB") && !good.covers("BC"));
    let paper = good.authorisation.as_ref().unwrap();
    assert_eq!(paper.cited(), "Giấy ủy quyền số 12/GUQ-SNV ngày 28/10/2024");
    assert_eq!(paper.kind_names(), "Công văn");
    for (number, day, kinds, code) in [
        ("", signed, &["CV"][..], "SGN-005"),
        ("12/GUQ-SNV", signed, &[], "SGN-005"),
        ("12/GUQ-SNV", signed, &["XX"], "SGN-005"),
        ("so 12", signed, &["CV"], "SGN-010"),
        ("12/GUQ-SNV", date(2024, 11, 2), &["CV"], "SGN-010"),
    ] {
        assert_eq!(
            of(number, day, kinds).check(WorkingRule::OneHead).unwrap_err().code(),
            code,
            "{number} {kinds:?}"
        );
    }
    // Who signs by right signs every kind.
    assert!(signer("", "GIÁM ĐỐC", ("2024-01-01", ""), "").covers("TB"));
}

#[test]
fn a_name_is_written_with_the_capitals_of_a_name() {
    let named = |name: &str| Signer {
        name: name.into(),
        ..signer("", "GIÁM ĐỐC", ("2024-01-01", ""), "")
    };
    for name in ["nguyễn văn an", "NGUYỄN VĂN AN", "Nguyễn Văn an"] {
        let refused = named(name).check(WorkingRule::OneHead).unwrap_err();
        assert_eq!(refused.code(), "SGN-015", "{name}");
    }
    for name in ["Nguyễn Văn An", "Y Thông", "Lô Thị Ý", "Phạm D"] {
        assert_eq!(named(name).check(WorkingRule::OneHead), Ok(()), "{name}");
    }
}

#[test]
fn the_kind_of_a_unit_says_how_it_signs() {
    use domain::org_unit::OrgUnitKind;
    assert_eq!(WorkingRule::of(OrgUnitKind::Commune), WorkingRule::Collective);
    assert_eq!(WorkingRule::of(OrgUnitKind::Department), WorkingRule::OneHead);
    assert_eq!(WorkingRule::of(OrgUnitKind::PartyBody), WorkingRule::Own);
}
