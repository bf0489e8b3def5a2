//! Runs `cases/share.md`: what a district's figure is made of.

use domain::{
    amount::Amount,
    form::{Column, Level, Row, RowKind, ValueType},
    share::{Correction, Holding, Share, holding},
};
use proptest::prelude::*;

use crate::{
    forms::{body, column, row, table, travel},
    tables::{Line, lines, under},
};

const CASES: &str = include_str!("../../cases/share.md");

fn amount(text: &str) -> Option<Amount> {
    (!text.is_empty()).then(|| Amount::read(text).unwrap())
}

/// "12 + 11 + 10" added up.
fn added(text: &str) -> Option<Amount> {
    let parts = text.split(" + ").filter_map(amount);
    parts.reduce(|sum, part| sum.checked_add(part).unwrap())
}

fn share(line: &Line<'_>) -> Share {
    Share {
        below: added(line.get("cấp xã")),
        units: u32::try_from(line.get("cấp xã").split(" + ").filter_map(amount).count()).unwrap(),
        own: amount(line.get("phần của huyện")),
        correction: correction(amount(line.get("điều chỉnh"))),
    }
}

fn correction(amount: Option<Amount>) -> Correction {
    Correction { amount: amount.unwrap_or_default(), ..Correction::default() }
}

#[test]
fn every_figure_is_the_sum_of_its_parts() {
    let with_total = lines(CASES).into_iter().filter(|line| line.find("số của huyện").is_some());
    let mut seen = 0;
    for line in with_total {
        let mut share = share(&line);
        if let Some(more) = line.find("thêm xã").and_then(amount) {
            share.below = Some(share.below.unwrap_or_default().checked_add(more).unwrap());
        }
        assert_eq!(share.total(), amount(line.get("số của huyện")), "{}", line.text);
        if let Some(doubled) = line.find("nghi trùng") {
            assert_eq!(share.looks_doubled(), doubled == "có", "{}", line.text);
        }
        seen += 1;
    }
    assert!(seen > 15, "lines of the case file were lost: {seen}");
}

#[test]
fn a_sum_from_below_is_no_answer_of_the_district() {
    let lines = under(CASES, "Ô của huyện đã nhập hay chưa");
    assert!(lines.len() > 8);
    for line in lines {
        let way = match line.get("ở huyện") {
            "phần của huyện" => Holding::WithOwn,
            _ => Holding::Below,
        };
        let said = line.get("huyện ghi") == "không phát sinh";
        let share = Share {
            below: added(line.get("cấp xã")),
            own: amount(line.get("phần của huyện")),
            ..Share::default()
        };
        assert_eq!(share.is_answered(way, said), line.get("đã nhập") == "rồi", "{}", line.text);
    }
}

#[test]
fn a_typed_figure_goes_to_the_own_share_or_to_the_correction() {
    for (title, way) in [
        ("Gõ thẳng số của huyện ở ô có phần của huyện", Holding::WithOwn),
        ("Gõ thẳng số của huyện ở ô chỉ cộng từ cấp xã", Holding::Below),
    ] {
        for line in under(CASES, title) {
            let made = share(&line).of_total(amount(line.get("gõ")), way);
            let own = line.get("phần của huyện mới");
            let wanted = (own != "từ chối").then(|| {
                let correction = correction(amount(line.get("điều chỉnh mới")));
                (amount(own), correction.amount)
            });
            let made = made.map(|made| (made.own, made.correction.amount));
            assert_eq!(made, wanted, "{title}: {}", line.text);
        }
    }
}

fn level(word: &str) -> Level {
    match word {
        "tỉnh" => Level::Province,
        "huyện" => Level::District,
        "xã" => Level::Commune,
        other => panic!("no such level: {other}"),
    }
}

#[test]
fn a_cell_holds_an_own_share_or_a_sum_as_its_row_and_column_say() {
    let lines = under(CASES, "Ô nào huyện có phần của mình, ô nào chỉ cộng");
    for line in &lines {
        let kind = line.get("kiểu ô");
        let value_type = match kind {
            "chữ" => ValueType::Text,
            "có/không" => ValueType::YesNo,
            _ => ValueType::Count,
        };
        let entering = line.get("ai nhập").split(", ").filter(|word| !word.is_empty());
        let is_total = line.get("dòng") == "cộng";
        let row = Row {
            travel: travel(line.get("cách tổng hợp")),
            not_applicable: if kind == "gạch chéo" { vec!["a".into()] } else { Vec::new() },
            ..row(
                "1",
                "",
                if is_total { RowKind::Total { of: Vec::new() } } else { RowKind::Element },
            )
        };
        let column = Column {
            value_type,
            formula: (kind == "công thức").then(|| formula::parse("1 + 1").unwrap()),
            entered_by: entering.map(level).collect(),
            ..column("a", "")
        };
        let form = table("T", vec![column], vec![row]);
        let found = holding(body(&form), &body(&form).rows[0], "a", level(line.get("cấp")));
        let found = match found {
            Some(Holding::WithOwn) => "phần của huyện",
            Some(Holding::Below) => "chỉ cộng",
            None => "không",
        };
        assert_eq!(found, line.get("ở huyện"), "{}", line.text);
    }
    assert!(lines.len() > 12);
}

proptest! {
    /// Whatever is typed, the figure is what was typed, or it is refused.
    #[test]
    fn a_typed_figure_is_the_figure(
        below in prop::option::of(0_i64..1_000),
        own in prop::option::of(0_i64..1_000),
        corrected in -50_i64..50,
        typed in 0_i64..2_000,
    ) {
        let units = |units: i64| Amount::try_from_units(units).unwrap();
        let before = Share {
            below: below.map(units),
            units: u32::from(below.is_some()),
            own: own.map(units),
            correction: correction(Some(units(corrected))),
        };
        for way in [Holding::WithOwn, Holding::Below] {
            let own_before = if way == Holding::WithOwn { before.own } else { None };
            let before = Share { own: own_before, ..before.clone() };
            if let Some(made) = before.of_total(Some(units(typed)), way) {
                prop_assert_eq!(made.total().unwrap_or_default(), units(typed));
                prop_assert!(made.own.is_none_or(|own| own >= Amount::ZERO));
                prop_assert_eq!(made.below, before.below);
            } else {
                prop_assert!(way == Holding::WithOwn && typed < below.unwrap_or(0) + corrected);
            }
        }
    }
}
