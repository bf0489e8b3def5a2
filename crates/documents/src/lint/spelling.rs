//! Spelling of any words: capitals of Phụ lục II, normal form, one manner of tones, stray signs.
//!
//! For names and templates that are kept as data: there a fixed space is as wrong as a double one.

use super::report::{Finding, Report};
use super::rules;
use super::sheet::{Line, Origin, Section, Sheet};

/// Judges words, one line after another; the place of a finding is the number of its line.
pub fn spelling(text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate().map(|(at, line)| Line::of_text(line, at + 1));
    let sheet = Sheet {
        origin: Origin::Text,
        sections: vec![Section::default()],
        lines: lines.collect(),
        ..Sheet::default()
    };
    let mut report = Report::new(&sheet);
    rules::spell(&sheet, &mut report);
    report.finish()
}
