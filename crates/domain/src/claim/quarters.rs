//! Quarters of one line that count the same: "Quý I: 5 lớp; quý II: 6 lớp; quý III: 7 lớp". Each may be right;
//! together they are never more than their year, and all of them are the year.

use std::{collections::BTreeMap, ops::Range};

use rust_decimal::Decimal;

use super::{Cell, Claim, Outcome, sentence::Sentence};
use crate::regime::{Covered, Half};

/// Words beside a quarter's name that say nothing more of what was counted in it.
const IDLE: [&str; 11] =
    ["trong", "năm", "tổ", "chức", "mở", "được", "đã", "có", "là", "thực", "hiện"];

/// A number of one quarter.
#[derive(Debug)]
pub(super) struct Quarter {
    /// Which line of the text.
    pub(super) line: usize,
    /// 1 to 4.
    pub(super) order: u8,
    /// Form and column.
    pub(super) of: (usize, usize),
    pub(super) value: Decimal,
    /// The whole of the column, and its cell.
    pub(super) whole: Decimal,
    pub(super) cell: Cell,
    pub(super) place: Range<usize>,
}

/// The quarter that the words before a number name, where they say nothing else.
pub(super) fn named(sentence: &Sentence, lead: Range<usize>, year: i64) -> Option<u8> {
    let at = lead.clone().rev().find(|at| sentence.word(*at) == "quý")?;
    let (order, of) = sentence.word(at + 1).split_once('/').unwrap_or((sentence.word(at + 1), ""));
    let order = match order {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    };
    let year = year.to_string();
    let is_idle = |other: usize| {
        let word = sentence.word(other);
        IDLE.contains(&word) || word == year
    };
    let is_of_year = of.is_empty() || of == year;
    let rest = lead.filter(|other| *other != at && *other != at + 1);
    (is_of_year && at + 1 < sentence.len() && rest.into_iter().all(is_idle)).then_some(order)
}

/// Lines whose quarters cannot be those of the period.
pub(super) fn claims(all: &[Quarter], covered: Covered) -> Vec<Claim> {
    let mut groups: BTreeMap<(usize, (usize, usize)), Vec<&Quarter>> = BTreeMap::new();
    for one in all {
        groups.entry((one.line, one.of)).or_default().push(one);
    }
    groups.into_values().filter_map(|group| wrong(&group, covered)).collect()
}

fn wrong(group: &[&Quarter], covered: Covered) -> Option<Claim> {
    let (first, last) = (group.first()?, group.last()?);
    // One number a quarter, in their order: else they are told of several things.
    let is_plain = group.windows(2).all(|pair| pair[0].order < pair[1].order);
    let wanted = match covered.half {
        None => 1..=4,
        Some(Half::First) => 1..=2,
        Some(_) => 3..=4,
    };
    let is_whole = group.iter().map(|one| one.order).eq(wanted);
    let sum: Decimal = group.iter().map(|one| one.value).sum();
    let is_wrong = sum > first.whole || is_whole && sum != first.whole;
    (group.len() > 1 && is_plain && is_wrong).then(|| Claim {
        place: first.place.start..last.place.end,
        number: 0,
        outcome: Outcome::Different(vec![first.cell.clone()]),
    })
}
