//! Vietnamese figures: 1.234,5.

use rust_decimal::{Decimal, RoundingStrategy};

/// Writes a figure with so many digits after the comma: `1.234,5`.
pub fn vietnamese(value: Decimal, places: u32) -> String {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let digits = format!("{:.*}", places as usize, rounded.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{fraction}", grouped(whole))
}

/// Writes a figure with only the digits it needs, at most four after the comma.
pub fn vietnamese_plain(value: Decimal) -> String {
    vietnamese(value, places_needed(value))
}

/// The digits after the comma a figure needs, at most four.
pub(crate) fn places_needed(value: Decimal) -> u32 {
    let rounded = value.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
    rounded.normalize().scale()
}

fn grouped(whole: &str) -> String {
    let mut out = String::with_capacity(whole.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}
