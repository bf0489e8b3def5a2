//! Any sequence of what offices do to a file: the same values come back, or it is said why not.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::{
    mangle::{Mangling, mangle},
    sample::{Sample, sample},
};

fn filled() -> &'static Sample {
    static FILLED: OnceLock<Sample> = OnceLock::new();
    FILLED.get_or_init(|| sample(&["PL02", "T1", "T2", "T4", "T8"], 7))
}

/// What a single mangling must not cost a single cell.
const HARMLESS: [Mangling; 15] = [
    Mangling::InsertRow(12),
    Mangling::InsertColumn(5),
    Mangling::RenameSheets,
    Mangling::ReverseSheets,
    Mangling::RetypeHeaders,
    Mangling::RetypeNames,
    Mangling::Unprotect,
    Mangling::NumbersAsText,
    Mangling::Decompose,
    Mangling::Tcvn3,
    Mangling::Vni,
    Mangling::DropDescription,
    Mangling::ClearRowKeys,
    Mangling::ClearColumnKeys,
    Mangling::ClearStamps,
];

#[test]
fn each_single_mangling_costs_nothing() {
    for mangling in HARMLESS {
        let bytes = mangle(&filled().bytes, &[mangling]);
        assert_ne!(bytes, filled().bytes, "{mangling:?} did nothing");
        filled().comes_back_whole(&bytes, &format!("{mangling:?}"));
    }
}

fn any_mangling() -> impl Strategy<Value = Mangling> {
    prop_oneof![
        (2_u32..30).prop_map(Mangling::InsertRow),
        (2_u32..9).prop_map(Mangling::InsertColumn),
        proptest::sample::select(HARMLESS.as_slice()),
    ]
}

/// A text is put into a font of old once: what was coded twice nobody could read on the screen.
fn in_one_font(manglings: Vec<Mangling>) -> Vec<Mangling> {
    let is_font = |m: &Mangling| matches!(m, Mangling::Tcvn3 | Mangling::Vni);
    let first = manglings.iter().position(is_font);
    let kept =
        manglings.into_iter().enumerate().filter(|(at, m)| !is_font(m) || first == Some(*at));
    kept.map(|(_, mangling)| mangling).collect()
}

#[test]
fn old_letters_taken_apart_are_put_together() {
    for font in [Mangling::Tcvn3, Mangling::Vni] {
        let bytes = mangle(&filled().bytes, &[font, Mangling::Decompose]);
        filled().comes_back_whole(&bytes, &format!("{font:?}, then taken apart"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_in_silence(
        manglings in proptest::collection::vec(any_mangling(), 1..7)
    ) {
        let bytes = mangle(&filled().bytes, &in_one_font(manglings));
        match filled().read(&bytes) {
            Ok(reading) => {
                let losses = filled().silent_losses(&reading);
                prop_assert!(losses.is_empty(), "{losses:?}");
            }
            Err(error) => prop_assert!(!error.to_string().is_empty() && !error.next().is_empty()),
        }
    }
}

#[test]
fn a_changed_description_is_refused() {
    let parts: Vec<(String, Vec<u8>)> = super::mangle::unpack(&filled().bytes)
        .into_iter()
        .map(|(name, content)| match String::from_utf8(content) {
            Ok(text) => (name, text.replace("unit=h-415", "unit=h-416").into_bytes()),
            Err(error) => (name, error.into_bytes()),
        })
        .collect();
    let refused = filled().read(&super::mangle::pack(&parts)).unwrap_err();
    assert_eq!(refused.code(), "BOOK-008");
}
