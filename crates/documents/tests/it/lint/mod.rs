//! The checker of form: silent on our own papers, loud on each fault, calm on broken files.

mod clean;
mod faults;

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
fn our_own_letter_has_no_fault_of_layout() {
    let bytes = docx::write(&sample::department_letter()).unwrap();
    let layout: Vec<_> =
        rules_of(&bytes).into_iter().filter(|rule| !rule.starts_with("P-")).collect();
    assert!(layout.is_empty(), "{layout:?}");
}

#[test]
fn the_plan_of_2024_shows_its_known_faults() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/plan-2024.txt");
    let Ok(bytes) = std::fs::read(plan) else {
        println!("bỏ qua: không có ../shared");
        return;
    };
    let found = rules_of(&bytes);
    for rule in [
        "E15-decimal",
        "A-01-roman",
        "N-space",
        "P-02",
        "II-organ",
        "II-sentence",
        "E24-keep-colon",
        "tone-mixed",
        "dash-mixed",
    ] {
        assert!(found.contains(&rule), "{rule} is not found in {found:?}");
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
