//! Runs every case of `cases/signer.md`: who may be kept as a signer, and sign on a day.

use domain::{
    series::Body,
    signer::{Authorisation, Signer},
};
use jiff::civil::{Date, date};

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
        authorisation: paper.split_once(';').map(|(document, scope)| Authorisation {
            document: document.trim().into(),
            scope: scope.trim().into(),
            from: date(2024, 11, 1),
            to: date(2024, 11, 30),
        }),
    }
}

#[test]
fn every_case_ends_where_it_says() {
    let (mut title, mut rows) = ("", 0);
    for line in CASES.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            title = heading;
        } else if line.starts_with("| ") && !line.starts_with("| quyền hạn |") {
            let bare = line.trim_start_matches('|').trim_end_matches('|');
            let cells: Vec<&str> = bare.split('|').map(str::trim).collect();
            let [authority, position, from, to, paper, on, expected] = cells[..] else {
                panic!("{title}: {line}")
            };
            let signer = signer(authority, position, (from, to), paper);
            let found = match signer.check() {
                Err(refused) => {
                    assert!(!refused.to_string().is_empty() && !refused.next().is_empty());
                    refused.code()
                }
                Ok(()) if signer.is_valid_on(day(on).unwrap()) => "được ký",
                Ok(()) => "chưa hoặc hết hạn",
            };
            assert_eq!(found, expected, "{title}: {line}");
            rows += 1;
        }
    }
    assert!(rows > 20, "rows of the case file were lost: {rows}");
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
