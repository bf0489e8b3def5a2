//! Slips: the cases of `cases/slip.md`, and that slipped series are found while ordinary ones are not.

use std::str::FromStr;

use domain::{
    form::ValueType,
    slip::{Seen, doubt, in_words, typed},
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::tables::lines;

const CASES: &str = include_str!("../../cases/slip.md");

#[test]
fn every_case_gives_its_figure_and_reason() {
    let lines = lines(CASES);
    assert!(lines.len() > 20, "the case file lost its rows");
    for line in lines {
        let number = |head: &str| Decimal::from_str(line.get(head)).ok();
        let seen = Seen {
            figure: number("figure").unwrap(),
            previous: number("before"),
            wholes: number("whole").map(|now| (now, number("whole before"))).into_iter().collect(),
            sums: number("sum").into_iter().collect(),
            peers: Vec::new(),
            is_partial: false,
        };
        let found = doubt(&seen, ValueType::from_code(line.get("type")).unwrap());
        let proposed = found.as_ref().map_or("(none)".to_owned(), |d| match d.proposed {
            Some(proposed) => proposed.normalize().to_string(),
            None => "(warned)".to_owned(),
        });
        let reason = found.map_or(String::new(), |doubt| doubt.reason);
        let wanted = (line.get("proposed"), line.get("reason"));
        assert_eq!((proposed.as_str(), reason.as_str()), wanted, "{}", line.text);
    }
}

#[test]
fn figures_with_words_propose_the_figure() {
    let proposed = |text: &str| in_words(text, ValueType::Count).and_then(|doubt| doubt.proposed);
    assert_eq!(proposed("412 người"), Some(Decimal::from(412)));
    assert_eq!(proposed("khoảng 1.234 lượt"), Some(Decimal::from(1_234)));
    for text in ["12/15", "từ 3 đến 5", "nhiều", "12-15 người", "4,5 người", ""] {
        assert_eq!(proposed(text), None, "{text}");
    }
    let money = in_words("125 triệu thôi", ValueType::Money).and_then(|doubt| doubt.proposed);
    assert_eq!(money, Some(Decimal::from(125_000_000)));
}

/// A figure that no programme reaches in triệu đồng was written in đồng.
#[test]
fn money_is_read_in_the_unit_that_it_was_written_in() {
    let proposed = |text: &str| {
        let doubt = in_words(text, ValueType::Money)?;
        Some((typed(doubt.proposed?, ValueType::Money), doubt.reason))
    };
    let (figure, reason) = proposed("6.156.000.000").unwrap();
    assert_eq!(figure, "6.156");
    assert_eq!(reason, "Số quá lớn: có thể đã ghi theo đồng, cột này ghi theo triệu đồng");
    for (text, figure) in [
        ("6156000000", "6.156"),
        ("6.156.000.000 đồng", "6.156"),
        ("6.156.000 nghìn cả năm", "6.156"),
        ("khoảng 6,156 tỷ", "6.156"),
        ("6.156 triệu thôi", "6.156"),
    ] {
        assert_eq!(proposed(text).unwrap().0, figure, "{text}");
    }
    for text in ["6.156", "", "nhiều", "99999999999999999999999"] {
        assert_eq!(proposed(text), None, "{text}");
    }
}

#[test]
fn percents_are_held_against_their_column() {
    let seen = Seen {
        figure: Decimal::new(35, 2),
        peers: [31, 36, 40, 42].map(Decimal::from).to_vec(),
        ..Seen::default()
    };
    assert_eq!(doubt(&seen, ValueType::Percent).unwrap().proposed, Some(Decimal::from(35)));
    let few = Seen { peers: vec![Decimal::from(31)], ..seen };
    assert_eq!(doubt(&few, ValueType::Percent), None);
}

fn series() -> impl Strategy<Value = (i64, i64)> {
    // A figure of the period before, and its change in percent: what offices report from year to year.
    (30_i64..2_000_000, 70_i64..=150)
}

proptest! {
    #[test]
    fn ordinary_growth_is_never_doubted((before, growth) in series()) {
        let seen = Seen {
            figure: Decimal::from(before * growth / 100),
            previous: Some(Decimal::from(before)),
            ..Seen::default()
        };
        prop_assert_eq!(doubt(&seen, ValueType::Count), None);
    }

    #[test]
    fn digits_too_many_are_found_and_set_right((before, growth) in series(), digits in 1_u32..=3) {
        let right = before * growth / 100;
        let seen = Seen {
            figure: Decimal::from(right * 10_i64.pow(digits)),
            previous: Some(Decimal::from(before)),
            ..Seen::default()
        };
        let found = doubt(&seen, ValueType::Count).and_then(|doubt| doubt.proposed);
        prop_assert_eq!(found, Some(Decimal::from(right)));
    }

    #[test]
    fn money_in_another_unit_is_set_right(
        (before, growth) in series(),
        unit in prop::sample::select(vec![1_000_i64, 1_000_000]),
    ) {
        let million = Decimal::from(1_000_000);
        let right = Decimal::from(before * growth / 100) * million;
        let seen = Seen {
            figure: right * Decimal::from(unit),
            previous: Some(Decimal::from(before) * million),
            ..Seen::default()
        };
        let found = doubt(&seen, ValueType::Money).and_then(|doubt| Some(doubt.proposed?.normalize()));
        prop_assert_eq!(found, Some(right.normalize()));
    }

    #[test]
    fn any_figures_are_judged_without_a_fault(
        figure in any::<i64>(),
        before in any::<Option<i64>>(),
        whole in any::<i64>(),
    ) {
        let decimal = |scaled: i64| Decimal::new(scaled, 4);
        let seen = Seen {
            figure: decimal(figure),
            previous: before.map(decimal),
            wholes: vec![(decimal(whole), before.map(decimal))],
            sums: vec![decimal(whole)],
            peers: vec![decimal(whole); 4],
            is_partial: false,
        };
        for kind in [ValueType::Count, ValueType::Money, ValueType::Percent, ValueType::YesNo] {
            let _ = doubt(&seen, kind);
        }
    }
}

/// Unrelated figures of two years, three orders of magnitude apart at most: few are doubted.
#[test]
fn random_series_are_seldom_doubted() {
    let mut state = 20_241_125_u64;
    let mut next = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut doubted, all) = (0, 20_000);
    for _ in 0..all {
        let before = next(5_000) + 1;
        // Growth by the product of two draws: mostly near 1, sometimes a third or the triple.
        let percent = (50 + next(100)) * (50 + next(100)) / 100;
        let seen = Seen {
            figure: Decimal::from(before * percent / 100),
            previous: Some(Decimal::from(before)),
            ..Seen::default()
        };
        doubted += usize::from(doubt(&seen, ValueType::Count).is_some());
    }
    assert!(doubted * 200 < all, "{doubted} of {all} ordinary figures are doubted");
}
