//! The checker of form: silent on our own papers, loud on each fault, calm on broken files.

mod clean;
mod faults;
mod finer;
mod foreign;
mod form;
mod hostile;
mod plan;
mod planted;
mod printed;

use documents::decree::RULES;
use documents::{
    docx,
    lint::{self, LintError},
    sample,
};

fn rules_of(bytes: &[u8]) -> Vec<&'static str> {
    lint::check(bytes).unwrap().findings.into_iter().map(|finding| finding.rule).collect()
}

fn of_text(text: &str) -> Vec<&'static str> {
    rules_of(text.as_bytes())
}

#[test]
fn no_rule_is_without_a_case() {
    let cases = [
        include_str!("faults.rs"),
        include_str!("finer.rs"),
        include_str!("form.rs"),
        include_str!("foreign.rs"),
        include_str!("hostile.rs"),
        include_str!("plan.rs"),
        include_str!("planted.rs"),
        include_str!("../spelling.rs"),
    ];
    for rule in &RULES {
        let quoted = format!("\"{}\"", rule.id);
        assert!(cases.iter().any(|case| case.contains(&quoted)), "no case breaks {}", rule.id);
    }
}

#[test]
fn a_common_noun_of_a_unit_is_small_inside_a_sentence() {
    let good = "Kế hoạch của huyện Quỳnh Lưu được ban hành trong quý I.";
    assert!(!of_text(good).contains(&"II-unit"));
    assert!(of_text(&good.replace("huyện", "Huyện")).contains(&"II-unit"));
}

#[test]
fn broken_and_foreign_files_are_refused_in_words() {
    for (bytes, error) in [
        (&b""[..], LintError::Empty),
        (b"PK\x05\x06", LintError::Broken),
        (b"PK\x03\x04nothing more", LintError::Broken),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LintError::OldWord),
        (b"{\\rtf1 a}", LintError::OldWord),
        (b"\xff\xfe\x00\xd8\x00", LintError::UnknownKind),
    ] {
        let found = lint::check(bytes).unwrap_err();
        assert_eq!(found, error, "{bytes:?}");
        assert!(found.next().ends_with('.') && found.code().starts_with("LNT-"));
    }
}

#[test]
fn no_flipped_byte_of_a_document_stops_the_checker() {
    let bytes = docx::write(&sample::department_letter()).unwrap();
    for at in (0..bytes.len()).step_by(97) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x5a;
        let _ = lint::check(&broken);
        let _ = lint::check(&bytes[..at]);
    }
}
