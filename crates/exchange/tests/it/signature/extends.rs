//! Whether a file came back with additions only.

use exchange::signature::{Extension, Later, extends};

use super::sample::{pdf, place, signed_once, signed_twice, updated, with};

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

/// As pyHanko does it: the first object follows the last byte of the file, whatever that is.
#[test]
fn an_object_right_behind_the_end_of_a_file_is_seen() {
    let whole = pdf();
    let bare = whole.strip_suffix(b"\n").unwrap();
    let info = "<</Producer(Cong cu ky)/ModDate(D:20261206)>>";
    for (ending, wanted) in [
        (&b""[..], Later::Signatures(0)),
        (b"\n", Later::Signatures(0)),
        (b"\r", Later::Signatures(0)),
    ] {
        let before = [bare, ending].concat();
        let after = updated(&before, &[(7, info)], "1 0 R");
        let wanted = Extension::Extended { later: wanted, signatures: 0 };
        assert_eq!(found(&before, &after), wanted, "{ending:?}");
    }
    let page = "<</Type/Pages/Count 0/Kids[]>>";
    let changed = Extension::Extended { later: Later::Changed, signatures: 0 };
    assert_eq!(found(bare, &updated(bare, &[(2, page)], "1 0 R")), changed);
}

/// An index names the place of an object that sticks to the word before it.
#[test]
fn an_object_is_found_where_the_index_says() {
    let info = "<</Producer(Cong cu ky)/ModDate(D:20261206)>>";
    let after = updated(&pdf(), &[(20, "<</Certs[]>>"), (7, info)], "1 0 R");
    let at = place(&after[pdf().len()..], "endobj\n7 0 obj") + pdf().len() + "endobj".len();
    let mut stuck = after.clone();
    stuck.remove(at);
    let text = stuck.iter().map(|byte| char::from(*byte)).collect::<String>();
    let named = format!("{:010} 00000 n", at + 1);
    let moved = text.replacen(&named, &format!("{at:010} 00000 n"), 1);
    let moved: Vec<u8> = moved.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let nothing_else = Extension::Extended { later: Later::Signatures(0), signatures: 0 };
    assert_eq!(found(&pdf(), &after), nothing_else);
    assert_eq!(found(&pdf(), &moved), nothing_else);
}
