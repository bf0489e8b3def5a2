//! What was typed into a cell becomes a figure or words, or is refused in the cell with the reason.

use domain::{
    amount::{Amount, AmountError, decimal},
    cell::CellStatus,
    fold::{clean, fold},
    form::ValueType,
};
use store::value::CellChange;

use super::{Typed, Unread};

/// Code of a figure below nothing.
pub(super) const NEGATIVE: &str = "NUM-004";

/// Longest words in one cell, in characters.
const WORDS_MAX: usize = 2_000;

/// What a cell without a script says: "~12" is an estimate, "kps" and a dash alone did not arise; status
/// and the rest. The script reads the same way.
pub fn dressed(raw: &str) -> (CellStatus, String) {
    let text = clean(raw);
    if matches!(text.as_str(), "-" | "–" | "—" | "−" | "－") {
        return (CellStatus::NotArising, String::new());
    }
    match fold(&text).as_str() {
        "kps" | "k p s" | "khong phat sinh" => return (CellStatus::NotArising, String::new()),
        "thieu" => return (CellStatus::Actual, String::new()),
        _ => {}
    }
    let bare = without_estimate(&text);
    if bare.is_empty() {
        return (CellStatus::Actual, text);
    }
    let status = if bare.len() < text.len() { CellStatus::Estimate } else { CellStatus::Actual };
    (status, bare.to_owned())
}

/// Without the sign or the word of an estimate: `~12`, `12 (ước)`, `12 ước`.
fn without_estimate(text: &str) -> &str {
    let text = text.strip_prefix('~').unwrap_or(text);
    let ends = ["(ước)", "(Ước)", "(ƯỚC)", "ước", "Ước", "ƯỚC"];
    ends.iter().find_map(|end| text.strip_suffix(*end)).unwrap_or(text).trim()
}

/// Reads a typed cell as its column takes it.
pub(crate) fn read(cell: &Typed, value_type: ValueType, number: i64) -> Result<CellChange, Unread> {
    let raw = clean(&cell.raw);
    let unread = |code, message: String| Unread {
        row: cell.row.clone(),
        column: cell.column.clone(),
        code,
        message,
    };
    let mut change = CellChange { cell: number, amount: None, text: None, status: cell.status };
    if cell.status == CellStatus::NotArising || raw.is_empty() {
        return Ok(change);
    }
    if value_type == ValueType::Text {
        if raw.chars().count() > WORDS_MAX {
            let words = "Ô này dài quá 2.000 chữ cái. Rút gọn, hoặc để phần dài vào lời văn.";
            return Err(unread("NUM-007", words.to_owned()));
        }
        change.text = Some(raw);
        return Ok(change);
    }
    let amount = read_amount(&raw, value_type).map_err(|(code, words)| unread(code, words))?;
    change.amount = Some(amount);
    Ok(change)
}

/// Reads a figure as its column takes it, or says why not, with the code.
pub(crate) fn read_amount(
    raw: &str,
    value_type: ValueType,
) -> Result<Amount, (&'static str, String)> {
    let shown = shortened(raw);
    let raw = match (raw.trim_end().strip_suffix('%'), value_type) {
        (Some(share), ValueType::Percent) => share.trim_end(),
        // "5%" of a column of persons is not five persons.
        (Some(_), ValueType::Count | ValueType::Money | ValueType::Decimal) => {
            let why = "là tỷ lệ phần trăm, mà ô này nhận số. Nhập con số, không kèm dấu %.";
            return Err(("NUM-008", format!("“{shown}” {why}")));
        }
        _ => raw,
    };
    let amount = match (value_type, domain::fold::fold(raw).as_str()) {
        (ValueType::YesNo, "co" | "1") => Amount::try_from_units(1),
        (ValueType::YesNo, "khong" | "0") => Ok(Amount::ZERO),
        (ValueType::YesNo, _) => {
            return Err((
                "NUM-006",
                format!("“{shown}” không phải Có hoặc Không. Chọn một trong hai."),
            ));
        }
        // Typed in triệu đồng as the form prints it, kept in đồng.
        (ValueType::Money, _) => decimal(raw).and_then(|millions| {
            let dong = millions.checked_mul(rust_decimal::Decimal::from(1_000_000));
            Amount::try_from_decimal(dong.ok_or(AmountError::TooLarge)?)
        }),
        _ => Amount::read(raw),
    }
    .map_err(|error| (error.code(), format!("“{shown}” {error}. {}", error.next())))?;
    if amount < Amount::ZERO {
        return Err((NEGATIVE, format!("“{shown}” là số âm. Nhập số từ 0 trở lên.")));
    }
    if value_type == ValueType::Count && amount.scaled() % 10_000 != 0 {
        let words = format!("“{shown}” không phải số nguyên. Nhập số nguyên, ví dụ 1.234.");
        return Err(("NUM-005", words));
    }
    Ok(amount)
}

/// The first letters of what was typed: a message stays a sentence.
fn shortened(raw: &str) -> String {
    const SHOWN: usize = 40;
    let mut start: String = raw.chars().take(SHOWN).collect();
    if start.len() < raw.len() {
        start.push('…');
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_office_types_is_understood() {
        for (typed, status, rest) in [
            ("~12", CellStatus::Estimate, "12"),
            ("12 (ước)", CellStatus::Estimate, "12"),
            ("kps", CellStatus::NotArising, ""),
            ("Không phát sinh", CellStatus::NotArising, ""),
            (" - ", CellStatus::NotArising, ""),
            ("–", CellStatus::NotArising, ""),
            ("—", CellStatus::NotArising, ""),
            ("-5", CellStatus::Actual, "-5"),
            ("~", CellStatus::Actual, "~"),
            ("", CellStatus::Actual, ""),
            ("12,5%", CellStatus::Actual, "12,5%"),
            ("thiếu", CellStatus::Actual, ""),
        ] {
            assert_eq!(dressed(typed), (status, rest.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_share_is_read_in_columns_of_shares_alone() {
        for typed in ["5%", "5 %"] {
            for kind in [ValueType::Count, ValueType::Money, ValueType::Decimal] {
                let refused = read_amount(typed, kind).err().map(|(code, _)| code);
                assert_eq!(refused, Some("NUM-008"), "{typed} {kind:?}");
            }
            assert_eq!(read_amount(typed, ValueType::Percent).ok(), Amount::read("5").ok());
        }
        assert_eq!(read_amount("5", ValueType::Count).ok(), Amount::read("5").ok());
    }
}
