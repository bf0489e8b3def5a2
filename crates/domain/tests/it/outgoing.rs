//! The road of an outgoing document, and the series of its number.

use domain::{
    outgoing::{Proof, State},
    series::{JOINT, KINDS, Numbering, NumberingError, check_before},
};

fn numbering(organ: &str, drafter: &str) -> Numbering {
    let joint = ["BC", "KH"].map(str::to_owned).into();
    Numbering { year: 2024, organ: organ.into(), drafter: drafter.into(), joint }
}

#[test]
fn only_what_was_signed_for_good_gets_a_number() {
    let code = |state: State, proof, vouched| {
        state.may_number(proof, vouched).map_err(|refused| {
            assert!(!refused.to_string().is_empty() && !refused.next().is_empty());
            refused.code()
        })
    };
    assert_eq!(code(State::Signed, Proof::Trusted, false), Ok(()));
    assert_eq!(code(State::Signed, Proof::Whole, true), Ok(()));
    assert_eq!(code(State::Signed, Proof::Whole, false), Err("DOC-022"));
    for vouched in [false, true] {
        assert_eq!(code(State::Signed, Proof::Trial, vouched), Err("DOC-021"));
        assert_eq!(code(State::Presented, Proof::Trial, vouched), Err("DOC-021"));
        assert_eq!(code(State::Presented, Proof::Nothing, vouched), Err("DOC-020"));
        assert_eq!(code(State::Issued, Proof::Trusted, vouched), Err("DOC-020"));
        assert_eq!(code(State::Cancelled, Proof::Trusted, vouched), Err("DOC-020"));
    }
}

#[test]
fn a_document_is_cancelled_once_and_with_a_reason() {
    assert_eq!(State::Issued.may_cancel("Sai căn cứ."), Ok(()));
    assert_eq!(State::Issued.may_cancel(" ").unwrap_err().code(), "DOC-024");
    assert_eq!(State::Cancelled.may_cancel("Sai.").unwrap_err().code(), "DOC-023");
    assert!(!State::Cancelled.takes_signatures());
}

#[test]
fn kinds_count_together_or_alone() {
    let rule = numbering("SNV", "BĐG");
    let series: Vec<&str> = KINDS.iter().map(|(kind, _)| rule.series(kind)).collect();
    assert_eq!(series, [JOINT, JOINT, "CV", "TTr", "TB", "BB", "QĐ"]);
}

#[test]
fn abbreviations_are_those_of_symbols() {
    for (organ, drafter) in [("SNV", ""), ("UBND", "VX"), ("BCH.PCTT", "P&L"), ("SLĐTBXH", "BĐG")]
    {
        assert_eq!(numbering(organ, drafter).check(), Ok(()), "{organ}");
    }
    for (organ, drafter) in [("", ""), ("snv", ""), ("S NV", ""), ("SNV", "/"), ("SNV-A", "")] {
        let refused = numbering(organ, drafter).check().unwrap_err();
        assert_eq!(refused.code(), "SER-001", "{organ} {drafter}");
    }
    let old = Numbering { year: 24, ..numbering("SNV", "") };
    assert_eq!(old.check().unwrap_err().code(), "SER-002");
}

#[test]
fn words_of_tables_are_read_back() {
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
}

#[test]
fn numbers_and_days_go_on_together() {
    use domain::outgoing::may_date;
    use jiff::civil::date;
    let last = Some(date(2024, 12, 3));
    assert_eq!(may_date(date(2024, 12, 3), last, ""), Ok(()));
    assert_eq!(may_date(date(2024, 12, 4), last, ""), Ok(()));
    assert_eq!(may_date(date(2024, 11, 1), None, ""), Ok(()));
    let refused = may_date(date(2024, 12, 2), last, " ").unwrap_err();
    assert_eq!(refused.code(), "DOC-017");
    assert!(
        refused.to_string().contains("02/12/2024") && refused.to_string().contains("03/12/2024")
    );
    assert_eq!(may_date(date(2024, 12, 2), last, "Đã ký ngày 02, vào sổ chậm."), Ok(()));
}

#[test]
fn a_series_goes_on_after_what_can_be_and_says_what_cannot() {
    let code =
        |series, year, before| check_before(series, year, before).map_err(NumberingError::code);
    assert_eq!(code(JOINT, 2024, 411), Ok(()));
    assert_eq!(code(KINDS[0].0, 2024, 0), Ok(()));
    assert_eq!(code("khong-co", 2024, 411), Err("SER-006"));
    assert_eq!(code(JOINT, 24, 411), Err("SER-002"));
    assert_eq!(code(JOINT, 2024, 100_000), Err("SER-007"));
}
