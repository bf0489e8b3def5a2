//! Runs every case of `cases/target.md`: targets that can be read and make no sense.

use domain::{
    confidence::Confidence,
    indicator::{
        Comparator, Direction, Indicator, IndicatorKind, Ownership, Programme, Senseless, Target,
        TargetScope,
    },
};
use jiff::civil::{Date, date};

use crate::tables::{Line, under};

const CASES: &str = include_str!("../../cases/target.md");

fn indicator(line: &Line<'_>) -> Indicator {
    Indicator {
        code: "1".into(),
        programme: "P".into(),
        objective: "1".into(),
        parent: "1".into(),
        name: line.get("tên chỉ số").into(),
        unit_label: line.get("đơn vị tính").into(),
        kind: if line.get("loại") == "số" {
            IndicatorKind::Ratio
        } else {
            IndicatorKind::Milestone
        },
        direction: if line.get("hướng") == "tăng" { Direction::Up } else { Direction::Down },
        precision: 1,
        formula: None,
        numerator: String::new(),
        denominator: String::new(),
        sensitive: false,
        targets: Vec::new(),
        owners: Vec::new(),
        sheet: domain::indicator::ReferenceSheet::default(),
        confidence: Confidence::Verified,
        history: Vec::new(),
    }
}

#[test]
fn every_target_is_judged_as_written() {
    let programme = Programme {
        code: "P".into(),
        title: "Chương trình".into(),
        legal_document: String::new(),
        valid_from: Some(date(2021, 3, 3)),
        valid_to: Some(date(2030, 12, 31)),
        objectives: Vec::new(),
    };
    for line in under(CASES, "Từng chỉ tiêu") {
        let comparator = match line.get("cách so sánh") {
            "at-least" => Comparator::AtLeast,
            "at-most" => Comparator::AtMost,
            "less" => Comparator::Less,
            "equal" => Comparator::Equal,
            "about" => Comparator::About,
            "milestone" => Comparator::Milestone,
            other => panic!("{other}"),
        };
        let target = Target {
            scope: TargetScope::National,
            year: line.get("năm").parse().unwrap(),
            comparator,
            value: line.get("trị số").parse().unwrap(),
            confidence: Confidence::Verified,
            source: String::new(),
        };
        let found = indicator(&line).senseless(&target, Some(&programme));
        let words: Vec<&str> = found
            .iter()
            .map(|fault| match fault {
                Senseless::Value { .. } => "trị số",
                Senseless::Year { .. } => "năm",
                Senseless::Direction => "hướng",
            })
            .collect();
        assert_eq!(words.join(", "), line.get("sai ở"), "{}", line.text);
    }
}

/// "từ 2025-03-01", "đến 2025-02-28", "không ghi ngày".
fn owner(words: &str) -> Ownership {
    let day = |mark: &str| -> Option<Date> { words.strip_prefix(mark)?.trim().parse().ok() };
    Ownership {
        unit: words.into(),
        valid_from: day("từ"),
        valid_to: day("đến"),
        confidence: Confidence::Verified,
    }
}

#[test]
fn one_body_answers_at_a_time() {
    for line in under(CASES, "Hai cơ quan cùng chịu trách nhiệm") {
        let (first, second) =
            (owner(line.get("cơ quan thứ nhất")), owner(line.get("cơ quan thứ hai")));
        let both = if first.is_beside(&second) { "có" } else { "không" };
        assert_eq!(both, line.get("cùng lúc"), "{}", line.text);
    }
}
