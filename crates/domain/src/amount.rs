//! Exact figures: integers of 10⁻⁴ units, the one form that both databases add up alike.

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Ten-thousandths in one unit.
const SCALE: i64 = 10_000;
/// Largest absolute figure, in whole units: money in đồng needs as much. Ten such figures fit into 64 bits, so
/// sums are joined from two halves, and one that is too large for an amount is told, never cut off.
const LIMIT_UNITS: i64 = 90_000_000_000_000;

/// A summable figure in ten-thousandths of its unit (person, class, đồng, percent).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Amount(i64);

/// Why a figure as written was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("không phải là số")]
    NotANumber,
    #[error("số quá lớn")]
    TooLarge,
    #[error("quá bốn chữ số sau dấu phẩy")]
    TooPrecise,
}

impl AmountError {
    /// Stable code for people and logs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "NUM-001",
            Self::TooLarge => "NUM-002",
            Self::TooPrecise => "NUM-003",
        }
    }

    /// What to do next, in the officer's words.
    pub const fn next(self) -> &'static str {
        match self {
            Self::NotANumber => "Chỉ nhập chữ số, ví dụ 1.234 hoặc 12,5.",
            Self::TooLarge => "Kiểm tra lại đơn vị tính; số lớn nhất được nhận là 90.000 tỷ.",
            Self::TooPrecise => "Làm tròn còn tối đa bốn chữ số sau dấu phẩy.",
        }
    }
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From the stored ten-thousandths.
    pub const fn from_scaled(scaled: i64) -> Self {
        Self(scaled)
    }

    /// From whole units.
    pub fn try_from_units(units: i64) -> Result<Self, AmountError> {
        if units.unsigned_abs() > LIMIT_UNITS.unsigned_abs() {
            return Err(AmountError::TooLarge);
        }
        Ok(Self(units * SCALE))
    }

    /// The stored ten-thousandths.
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// As a decimal in units.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 4).normalize()
    }

    /// From a decimal in units; more than four digits after the comma are refused.
    pub fn try_from_decimal(value: Decimal) -> Result<Self, AmountError> {
        let scaled = value.checked_mul(Decimal::from(SCALE)).ok_or(AmountError::TooLarge)?;
        if !scaled.fract().is_zero() {
            return Err(AmountError::TooPrecise);
        }
        let scaled = scaled.to_i64().ok_or(AmountError::TooLarge)?;
        if scaled.unsigned_abs() > (LIMIT_UNITS * SCALE).unsigned_abs() {
            return Err(AmountError::TooLarge);
        }
        Ok(Self(scaled))
    }

    /// Adds, refusing what does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Subtracts, refusing what does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Reads a figure as officers write and paste it: `1.234,5`, `1234.5`, full-width digits, spaces.
    ///
    /// A dot followed by groups of exactly three digits separates thousands; a comma is the decimal
    /// sign. `1.23` and `0.500` can only be decimals, `1,234.5` and `1,234,567` only thousands parted by
    /// commas, and are read so.
    pub fn read(text: &str) -> Result<Self, AmountError> {
        Self::try_from_decimal(decimal(text)?)
    }
}

/// A written figure with all its digits, before it is fitted into an amount.
pub fn decimal(text: &str) -> Result<Decimal, AmountError> {
    let plain = plain_digits(text);
    let (sign, digits) = match plain.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", plain.as_str()),
    };
    let canonical = canonical(digits).ok_or(AmountError::NotANumber)?;
    if canonical.len() > 24 {
        return Err(AmountError::TooLarge);
    }
    format!("{sign}{canonical}").parse().map_err(|_| AmountError::TooLarge)
}

/// Full-width digits and signs become plain; of spaces those stay, as one, that stand between two digits:
/// they may part thousands.
fn plain_digits(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut was_space = false;
    for c in text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}')) {
        if c.is_whitespace() {
            was_space = true;
            continue;
        }
        let c = plain_sign(c);
        if was_space && c.is_ascii_digit() && plain.ends_with(|c: char| c.is_ascii_digit()) {
            plain.push(' ');
        }
        was_space = false;
        plain.push(c);
    }
    plain
}

fn plain_sign(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' => char::from_digit(c as u32 - 0xff10, 10).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '－' | '–' => '-',
        other => other,
    }
}

/// Digits with at most one '.' as decimal sign; `None` where the text is no number.
fn canonical(text: &str) -> Option<String> {
    let text = if is_english(text) { swapped(text) } else { text.to_owned() };
    let (whole, fraction) = match text.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => match text.split_once('.') {
            // "0.125" groups nothing: no thousands begin with a zero.
            Some((whole, rest))
                if !rest.contains('.') && (rest.len() != 3 || whole.starts_with('0')) =>
            {
                (whole, Some(rest))
            }
            _ => (text.as_str(), None),
        },
    };
    let whole = ungrouped(whole)?;
    match fraction {
        None => Some(whole),
        Some(fraction) if is_digits(fraction) => Some(format!("{whole}.{fraction}")),
        Some(_) => None,
    }
}

/// Whether commas can only part thousands: `1,234.5`, `1,234,567`.
fn is_english(text: &str) -> bool {
    match (text.find(','), text.find('.')) {
        (Some(comma), Some(dot)) => comma < dot && !text[dot + 1..].contains(['.', ',']),
        (Some(comma), None) => text[comma + 1..].contains(','),
        _ => false,
    }
}

/// Dots for commas and commas for dots.
fn swapped(text: &str) -> String {
    let swap = |c: char| match c {
        ',' => '.',
        '.' => ',',
        other => other,
    };
    text.chars().map(swap).collect()
}

fn ungrouped(whole: &str) -> Option<String> {
    // One sign parts all groups: "1.234 567" is two figures side by side.
    let sign = if whole.contains(' ') { ' ' } else { '.' };
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    let grouped = whole.contains(sign);
    if !is_digits(first) || (grouped && (first.len() > 3 || first.starts_with('0'))) {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Prints a decimal the Vietnamese way: `1.234,5`.
pub fn vietnamese(value: Decimal) -> String {
    let text = value.normalize().abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{fraction}")
    }
}

/// Prints with a fixed number of digits after the comma: `46,67`.
pub fn vietnamese_fixed(value: Decimal, digits: u32) -> String {
    let rounded =
        value.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{:.*}", digits as usize, rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole: Decimal = whole.parse().unwrap_or_default();
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    let whole = vietnamese(whole);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officers_numbers_are_read() {
        for (text, scaled) in [
            ("1.234,5", 12_345_000),
            ("1234.5", 12_345_000),
            ("1.234", 12_340_000),
            ("１２", 120_000),
            (" 3 250 ", 32_500_000),
            ("0,35", 3_500),
            ("-7", -70_000),
            ("1.23", 12_300),
            ("0.500", 5_000),
            ("00.500", 5_000),
            ("1.000", 10_000_000),
            ("–7", -70_000),
            ("1,234.5", 12_345_000),
            ("1,234,567", 12_345_670_000),
            ("1,234", 12_340),
            ("1\u{a0}234\u{202f}567,5", 12_345_675_000),
            ("1 234.5", 12_345_000),
            ("- 7", -70_000),
            ("12 ,5", 125_000),
        ] {
            assert_eq!(Amount::read(text), Ok(Amount::from_scaled(scaled)), "{text}");
        }
    }

    #[test]
    fn letters_and_giants_are_refused_with_a_reason() {
        assert_eq!(Amount::read("12a"), Err(AmountError::NotANumber));
        assert_eq!(Amount::read(""), Err(AmountError::NotANumber));
        for text in [
            "1.2.3",
            "0.500.000",
            "1234.567",
            "12.34,5",
            "1,2,3",
            "1,234.5,6",
            ",5",
            "5,",
            "-",
            "4 5",
            "12 34",
            "1 2345",
            "0 500",
            "1.234 567",
            "1 234.567",
            "1,23 4",
        ] {
            assert_eq!(Amount::read(text), Err(AmountError::NotANumber), "{text}");
        }
        assert_eq!(Amount::read(&format!("1{}", "0".repeat(30))), Err(AmountError::TooLarge));
        assert_eq!(Amount::read("1,23456"), Err(AmountError::TooPrecise));
    }

    #[test]
    fn figures_print_with_dots_and_a_comma() {
        assert_eq!(vietnamese(Decimal::new(12_345_675, 1)), "1.234.567,5");
        assert_eq!(vietnamese_fixed(Decimal::new(466_667, 4), 2), "46,67");
        assert_eq!(vietnamese_fixed(Decimal::from(5), 2), "5,00");
    }
}
