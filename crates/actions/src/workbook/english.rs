//! Figures written in the English manner: commas part thousands, a dot the rest.

use domain::{
    amount::{decimal, vietnamese},
    form::ValueType,
};

use super::Proposal;
use crate::draft::{self, Typed};

/// A figure in the English manner where it can be read in no other: "4,130.55", "1,234,567"; "1,234" where
/// only whole figures count.
pub(super) fn english(typed: &Typed, value_type: ValueType) -> Option<Proposal> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text: String = typed.raw.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let (first, rest) = whole.split_once(',')?;
    let is_grouped = is_digits(first)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.split(',').all(|group| group.len() == 3 && is_digits(group));
    let is_certain = fraction.is_some() || rest.contains(',') || value_type == ValueType::Count;
    if !is_grouped
        || !is_certain
        || !value_type.is_number()
        || fraction.is_some_and(|text| !is_digits(text))
    {
        return None;
    }
    let digits = format!("{},{}", whole.replace(',', ""), fraction.unwrap_or("0"));
    let raw = vietnamese(decimal(&digits).ok()?);
    let again = Typed { raw: raw.clone(), ..typed.clone() };
    draft::read(&again, value_type, 0).ok()?;
    let reason = format!("Ô ghi theo kiểu Anh ({text}): có thể là số {raw}");
    Some(Proposal { raw, reason, breaks: None })
}

/// Text like "1,234" where figures with digits after the comma are taken: as well a thousand.
pub(super) fn thousand(raw: &str, value_type: ValueType) -> Option<Proposal> {
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, rest) = raw.trim().split_once(',')?;
    let is_group = rest.len() == 3 && is_digits(rest);
    let is_first = (1..=3).contains(&whole.len()) && is_digits(whole) && !whole.starts_with('0');
    if value_type != ValueType::Decimal || !is_group || !is_first {
        return None;
    }
    let raw = vietnamese(decimal(&format!("{whole}{rest}")).ok()?);
    let reason = format!(
        "Dấu phẩy đứng trước ba chữ số: “{whole},{rest}” được hiểu là số lẻ, có thể là số {raw} ghi theo kiểu Anh"
    );
    Some(Proposal { raw, reason, breaks: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_figures_are_proposed_where_nothing_else_is_meant() {
        let proposed = |raw: &str, value_type: ValueType| {
            let typed = Typed {
                row: "a".into(),
                column: "b".into(),
                raw: raw.into(),
                status: domain::cell::CellStatus::Actual,
                expected_revision: 0,
            };
            english(&typed, value_type).map(|proposal| proposal.raw)
        };
        let given = |raw: &str| Some(raw.to_owned());
        assert_eq!(proposed("4,130.55", ValueType::Money), given("4.130,55"));
        assert_eq!(proposed("1,234", ValueType::Count), given("1.234"));
        assert_eq!(proposed("1,234,567", ValueType::Decimal), given("1.234.567"));
        assert_eq!(proposed("1,234", ValueType::Money), None, "it may be 1,234 triệu");
        assert_eq!(proposed("4,130.55", ValueType::Count), None, "no whole figure");
        assert_eq!(proposed("0,125", ValueType::Count), None);
        assert_eq!(proposed("12,34", ValueType::Count), None);
    }

    #[test]
    fn three_digits_behind_a_comma_may_be_thousands() {
        let proposed = |raw: &str, of: ValueType| thousand(raw, of).map(|proposal| proposal.raw);
        assert_eq!(proposed("1,234", ValueType::Decimal), Some("1.234".to_owned()));
        for raw in ["0,125", "1,23", "1.234", "1,2345", "1234,567", "1234"] {
            assert_eq!(proposed(raw, ValueType::Decimal), None, "{raw}");
        }
        assert_eq!(proposed("1,234", ValueType::Money), None, "a million and some");
        assert_eq!(proposed("1,234", ValueType::Count), None, "refused, and proposed there");
    }
}
