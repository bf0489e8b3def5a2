//! Whether a file came back with additions only.

use exchange::signature::{Extension, Later, extends};

use super::sample::{pdf, signed_once, signed_twice, updated, with};

fn found(before: &[u8], after: &[u8]) -> Extension {
    extends(before, after).unwrap()
}

#[test]
fn a_signed_file_goes_on_from_the_one_that_was_sent_out() {
    let once = Extension::Extended { later: Later::Signatures(1), signatures: 1 };
    assert_eq!(found(&pdf(), &signed_once()), once);
    assert_eq!(found(&signed_once(), &signed_twice()), once);
    let both = Extension::Extended { later: Later::Signatures(2), signatures: 2 };
    assert_eq!(found(&pdf(), &signed_twice()), both);
    let same = Extension::Extended { later: Later::Nothing, signatures: 0 };
    assert_eq!(found(&pdf(), &pdf()), same);
}

#[test]
fn a_rewritten_file_does_not() {
    assert_eq!(found(&signed_once(), &pdf()), Extension::Rewritten);
    let other = with(&signed_once(), "Bao cao nam 2026", "Bao cao nam 2025");
    assert_eq!(found(&pdf(), &other), Extension::Rewritten);
}

#[test]
fn other_additions_are_told() {
    let page = updated(&pdf(), &[(2, "<</Type/Pages/Count 0/Kids[]>>")], "1 0 R");
    let changed = Extension::Extended { later: Later::Changed, signatures: 0 };
    assert_eq!(found(&pdf(), &page), changed);
}
