//! Slips of typing: a figure ten, a hundred or a thousand times off, in another unit, or with words
//! beside it. Each is a suspicion with the figure that would fit, never a verdict.

use rust_decimal::Decimal;

use crate::{
    amount::{Amount, decimal, vietnamese},
    fold::fold,
    form::ValueType,
};

mod scan;

pub use scan::{Slip, Unlike, scan};

/// Why a figure is doubted, and what would fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// In the unit that is kept: đồng for money. `None` where what would fit is a guess: nobody typed it.
    pub proposed: Option<Decimal>,
    /// One sentence without its full stop.
    pub reason: String,
}

/// A figure with what it can be held against.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub figure: Decimal,
    pub previous: Option<Decimal>,
    /// What it is a part of, now and in the period before.
    pub wholes: Vec<(Decimal, Option<Decimal>)>,
    /// What it must equal: a sum of its parts, or a total less its other parts.
    pub sums: Vec<Decimal>,
    /// Other figures of its column.
    pub peers: Vec<Decimal>,
    /// More is still to come: that it is little beside the period before says nothing.
    pub is_partial: bool,
}

/// Powers of ten that people slip by: a digit or three; six only where đồng are taken for triệu đồng.
const POWERS: [u32; 4] = [1, 2, 3, 6];
/// Shares above this are none.
const WHOLE_PERCENT: Decimal = Decimal::ONE_HUNDRED;

/// Doubts a figure, or takes it as it is.
pub fn doubt(seen: &Seen, value_type: ValueType) -> Option<Doubt> {
    if seen.figure <= Decimal::ZERO || !value_type.is_number() {
        return None;
    }
    let value_type = as_held(seen, value_type);
    against_sums(seen, value_type)
        .or_else(|| (value_type == ValueType::Percent).then(|| percent(seen)).flatten())
        .or_else(|| against_previous(seen, value_type))
        .or_else(|| against_wholes(seen, value_type))
        .or_else(|| (value_type == ValueType::Money).then(|| money(seen)).flatten())
}

/// A figure with words beside it: "412 người"; or money too large for triệu đồng, which is đồng.
pub fn in_words(text: &str, value_type: ValueType) -> Option<Doubt> {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if !value_type.is_number() || text.contains(['/', '-', '–', '+', '(']) {
        return None;
    }
    let mut figures = text
        .split(|c: char| !is_figure(c))
        .map(|figure| figure.trim_matches(['.', ',']))
        .filter(|figure| !figure.is_empty());
    let (figure, None) = (figures.next()?, figures.next()) else { return None };
    let read = decimal(figure).ok()?;
    if value_type == ValueType::Money {
        return money_in_words(text, read);
    }
    let is_amount = Amount::try_from_decimal(read).is_ok();
    if !is_amount || (value_type == ValueType::Count && !read.fract().is_zero()) {
        return None;
    }
    let reason = format!("Ô có chữ đi kèm: có thể là số {}", vietnamese(read));
    Some(Doubt { proposed: Some(read), reason })
}

/// Money that could not be read as triệu đồng: by the unit beside it, else as đồng where it is too large.
fn money_in_words(text: &str, read: Decimal) -> Option<Doubt> {
    let fits = |value: Decimal| Amount::try_from_decimal(value).is_ok();
    let in_units = |of: u32| read.checked_mul(power(of)).filter(|value| fits(*value));
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphabetic()).collect();
    let says = |unit: &[&str]| words.iter().any(|word| unit.contains(word));
    let beside = |proposed: Decimal| {
        let words = typed(proposed, ValueType::Money);
        let reason = format!("Ô có chữ đi kèm: có thể là {words} triệu đồng");
        Some(Doubt { proposed: Some(proposed), reason })
    };
    if says(&["ty"]) {
        return beside(in_units(9)?);
    } else if says(&["trieu", "tr"]) {
        return beside(in_units(6)?);
    } else if says(&["nghin", "ngan"]) {
        return beside(in_units(3)?);
    }
    if says(&["dong", "vnd"]) {
        return beside(in_units(0)?);
    }
    match in_units(6) {
        // Nothing but the words beside it was in the way.
        Some(proposed) if words.iter().any(|word| !word.is_empty()) => beside(proposed),
        Some(_) => None,
        None => {
            let proposed = in_units(0)?;
            let reason = "Số quá lớn: có thể đã ghi theo đồng, cột này ghi theo triệu đồng";
            Some(Doubt { proposed: Some(proposed), reason: reason.to_owned() })
        }
    }
}

/// A figure as it is typed into its column: money in triệu đồng.
pub fn typed(value: Decimal, value_type: ValueType) -> String {
    vietnamese(if value_type == ValueType::Money { value / power(6) } else { value })
}

fn power(of: u32) -> Decimal {
    Decimal::from(10_i64.pow(of))
}

/// As printed: money in triệu đồng, the rest without empty digits.
fn shown(value: Decimal, value_type: ValueType) -> String {
    typed(value.round_dp(4), value_type)
}

/// A figure that a cell can hold, or none: rounding would invent one.
fn fitting(value: Decimal, value_type: ValueType) -> Option<Decimal> {
    let digits = if value_type == ValueType::Count { 0 } else { 4 };
    let fits = value.round_dp(digits) == value;
    fits.then(|| value.normalize())
}

/// How often a figure goes into another, as it is told: whole, or with a digit below ten.
fn times(large: Decimal, small: Decimal) -> String {
    let times = large / small;
    vietnamese(times.round_dp(u32::from(times < Decimal::TEN)))
}

/// The kind of a cell that takes decimals but holds whole figures in both periods.
fn as_held(seen: &Seen, value_type: ValueType) -> ValueType {
    let is_whole = |figure: Decimal| figure.fract().is_zero();
    let holds_whole = is_whole(seen.figure) && seen.previous.is_some_and(is_whole);
    if value_type == ValueType::Decimal && holds_whole { ValueType::Count } else { value_type }
}

/// Within half and double.
fn is_near(value: Decimal, other: Decimal) -> bool {
    value < other * Decimal::TWO && value * Decimal::TWO > other
}

/// Figures this small change tenfold without a slip.
fn is_small(value: Decimal, value_type: ValueType, is_exact: bool) -> bool {
    let least = match value_type {
        ValueType::Money => power(6),
        _ if is_exact => Decimal::from(5),
        _ => Decimal::from(20),
    };
    value < least
}

fn powers(value_type: ValueType) -> impl Iterator<Item = u32> {
    POWERS.into_iter().filter(move |of| *of < 6 || value_type == ValueType::Money)
}

/// A total is its parts' sum times a power of ten, or the sum is the total's.
fn against_sums(seen: &Seen, value_type: ValueType) -> Option<Doubt> {
    let sums = seen.sums.iter().filter(|sum| **sum > Decimal::ZERO);
    sums.flat_map(|sum| powers(value_type).map(move |of| (*sum, of))).find_map(|(sum, of)| {
        let factor = power(of);
        let times = if seen.figure == sum.checked_mul(factor)? {
            format!("Gấp đúng {} lần", vietnamese(factor))
        } else if sum == seen.figure.checked_mul(factor)? {
            format!("Chỉ bằng 1/{}", vietnamese(factor))
        } else {
            return None;
        };
        let reason = format!("{times} số tính từ các ô cùng dòng ({})", shown(sum, value_type));
        Some(Doubt { proposed: Some(sum), reason })
    })
}

fn against_previous(seen: &Seen, value_type: ValueType) -> Option<Doubt> {
    let previous = seen.previous.filter(|previous| *previous > Decimal::ZERO)?;
    powers(value_type).find_map(|of| {
        let factor = power(of);
        let (much, little) = (seen.figure / factor, seen.figure.checked_mul(factor)?);
        let before = shown(previous, value_type);
        if is_near(much, previous) {
            let is_exact = much == previous;
            // Within a share of a hundred, ten times as much is news, not a slip.
            let is_news = value_type == ValueType::Percent && of == 1 && !is_exact;
            if is_news || is_small(previous, value_type, is_exact) {
                return None;
            }
            let how = if is_exact { "đúng " } else { "" };
            let reason = format!(
                "Gấp {how}{} lần kỳ trước ({before}): {}",
                times(seen.figure, previous),
                too_much(of, value_type)
            );
            return Some(Doubt { proposed: fitting(much, value_type), reason });
        }
        if is_near(little, previous) && !seen.is_partial {
            let is_exact = little == previous;
            let is_news = value_type == ValueType::Percent && of == 1 && !is_exact;
            let least = match value_type {
                ValueType::Percent => Decimal::ZERO,
                // A thousandth is another unit, however little the money.
                ValueType::Money if of >= 3 => power(6),
                ValueType::Money => power(8),
                _ => power(2),
            };
            if is_news || previous < least {
                return None;
            }
            let reason = format!(
                "Chỉ bằng 1/{} kỳ trước ({before}): {}",
                times(previous, seen.figure),
                too_little(of, value_type)
            );
            return Some(Doubt { proposed: fitting(little, value_type), reason });
        }
        None
    })
}

fn too_much(of: u32, value_type: ValueType) -> &'static str {
    match (of, value_type) {
        (1, _) => "có thể thừa một chữ số",
        (3, ValueType::Money) => "có thể đã ghi theo nghìn đồng, cột này ghi theo triệu đồng",
        (6, _) => "có thể đã ghi theo đồng, cột này ghi theo triệu đồng",
        (2, _) => "có thể thừa hai chữ số",
        _ => "có thể thừa ba chữ số",
    }
}

fn too_little(of: u32, value_type: ValueType) -> &'static str {
    match (of, value_type) {
        (1, _) => "có thể thiếu một chữ số",
        (2, ValueType::Percent) => "có thể đã ghi phần trăm thành số thập phân",
        (3, ValueType::Money) => "có thể đã ghi theo tỷ đồng, cột này ghi theo triệu đồng",
        (2, _) => "có thể thiếu hai chữ số",
        _ => "có thể thiếu ba chữ số",
    }
}

/// A part above its whole that fits with some digits less.
fn against_wholes(seen: &Seen, value_type: ValueType) -> Option<Doubt> {
    let above = seen.wholes.iter().filter(|(now, _)| *now > Decimal::ZERO && seen.figure > *now);
    above.into_iter().find_map(|(whole, whole_before)| {
        let of = powers(value_type).find(|of| seen.figure / power(*of) <= *whole)?;
        if !can_be_longer(seen.figure, of, value_type) {
            return None;
        }
        // Where a remainder is left, no digit was added: the rule itself says what is wrong.
        let proposed = fitting(seen.figure / power(of), value_type)?;
        let fits = match (seen.previous, whole_before) {
            (Some(before), Some(all)) if before > Decimal::ZERO && *all > Decimal::ZERO => {
                is_near(proposed / *whole, before / *all)
            }
            // Without a period before, only a figure that is far above tells on itself.
            _ => seen.figure >= *whole * Decimal::TWO,
        };
        let reason = format!(
            "Lớn hơn tổng chứa nó ({}): {}",
            shown(*whole, value_type),
            too_much(of, value_type)
        );
        (fits && proposed > Decimal::ZERO).then_some(Doubt { proposed: Some(proposed), reason })
    })
}

/// Whether a figure can have come of a shorter one by further digits. One digit alone cannot, and of small
/// figures only those that end in zeros: 12 above its whole 10 is as well a wrong whole.
fn can_be_longer(figure: Decimal, of: u32, value_type: ValueType) -> bool {
    let ends_in_zeros = (figure % power(of)).is_zero();
    value_type == ValueType::Money
        || figure >= power(of + 1)
        || (figure >= power(of) && ends_in_zeros)
}

/// Shares as 3500 or 0,35 instead of 35.
fn percent(seen: &Seen) -> Option<Doubt> {
    let figure = seen.figure;
    if figure > WHOLE_PERCENT {
        // A share that was above a hundred before is one of its kind.
        if seen.previous.is_some_and(|before| before > WHOLE_PERCENT) {
            return None;
        }
        let of = POWERS.into_iter().find(|of| figure / power(*of) <= WHOLE_PERCENT)?;
        let proposed = fitting(figure / power(of), ValueType::Percent);
        let reason = "Tỷ lệ lớn hơn 100%: có thể thừa chữ số hoặc thiếu dấu phẩy".to_owned();
        return Some(Doubt { proposed, reason });
    }
    if figure > Decimal::ONE || seen.previous.is_some() || seen.peers.len() < 3 {
        return None;
    }
    let is_like_peers = is_near(figure * power(2), median(&seen.peers)?);
    let reason = format!(
        "Ghi {}, các dòng khác khoảng {}: có thể đã ghi phần trăm thành số thập phân",
        vietnamese(figure),
        vietnamese(median(&seen.peers)?.round_dp(1))
    );
    is_like_peers
        .then(|| Doubt { proposed: fitting(figure * power(2), ValueType::Percent), reason })
}

/// Money without a period before: against its column, or beyond any programme of a province.
fn money(seen: &Seen) -> Option<Doubt> {
    let much = power(13);
    let is_far = |median: Decimal| median > Decimal::ZERO && seen.figure / median >= power(5);
    let by_peers = seen.previous.is_none() && seen.peers.len() >= 3;
    if seen.figure < much && !(by_peers && median(&seen.peers).is_some_and(is_far)) {
        return None;
    }
    let proposed = fitting(seen.figure / power(6), ValueType::Money);
    let reason = "Lớn hơn hẳn các khoản khác: có thể đã ghi theo đồng, cột này ghi theo triệu đồng";
    Some(Doubt { proposed, reason: reason.to_owned() })
}

fn median(figures: &[Decimal]) -> Option<Decimal> {
    let mut sorted = figures.to_vec();
    sorted.sort();
    sorted.get(sorted.len() / 2).copied()
}
