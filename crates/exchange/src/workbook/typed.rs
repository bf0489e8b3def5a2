//! The content of a cell as if typed on the page, or why it cannot be taken.

use domain::{
    amount::{Amount, vietnamese},
    cell::CellStatus,
    fold::fold,
    form::ValueType,
    mapping::{self, Factor},
};
use rust_decimal::Decimal;

use super::{
    Outcome, Told,
    grid::{Content, Shown},
};

/// What an entry cell says.
pub(super) fn outcome(content: Option<&Content>, value_type: ValueType) -> Outcome {
    let Some(content) = content else { return Outcome::Empty };
    match content {
        Content::Number(value, shown) => number(*value, *shown, value_type, content),
        Content::Text(text) if value_type == ValueType::Text => words(text),
        Content::Text(text) => text_figure(text, value_type),
        Content::Truth(truth) if value_type == ValueType::YesNo => given(yes_no(*truth)),
        Content::Truth(_) if value_type == ValueType::Text => {
            refused(content, "BOOK-123", "Ô có TRUE hoặc FALSE thay vì lời. Ghi bằng chữ.")
        }
        Content::Truth(_) => {
            refused(content, "BOOK-112", "Ô có TRUE hoặc FALSE thay vì số. Nhập số.")
        }
        Content::Fault(_) => {
            refused(content, "BOOK-102", "Công thức trong ô báo lỗi. Sửa công thức hoặc nhập số.")
        }
        Content::Unsolved => refused(
            content,
            "BOOK-101",
            "Ô là công thức chưa có kết quả. Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nạp.",
        ),
        Content::Giant(_) => refused(
            content,
            "BOOK-113",
            "Số quá lớn đối với một báo cáo. Kiểm tra lại đơn vị tính.",
        ),
    }
}

/// What a cell says that is joined with others: nobody can tell whose figure it is.
pub(super) fn joined(content: &Content, over: &str) -> Outcome {
    let reason = format!(
        "Ô gộp nhiều dòng hoặc nhiều cột ({over}): không biết số của ô nào. Bỏ gộp ô, ghi số vào từng ô."
    );
    refused(content, "BOOK-122", &reason)
}

/// A count with what is counted beside it, where that is what its column counts: "12 người" under "Lượt người
/// tham dự"; and what is said of it.
pub(super) fn counted(
    content: Option<&Content>,
    value_type: ValueType,
    (headers, label): (&[&str], &str),
) -> Option<(Outcome, Told)> {
    let Some(Content::Text(text)) = content else { return None };
    if !matches!(value_type, ValueType::Count | ValueType::Decimal) {
        return None;
    }
    let (rest, status) = estimate(text.trim());
    let figure = mapping::counted(rest, headers, label)?;
    let raw = vietnamese(figure);
    let told = format!("Ô ghi “{}”: đọc là {raw}.", text.trim());
    Some((Outcome::Given { raw, status }, Told::Counted(told)))
}

fn given(raw: impl Into<String>) -> Outcome {
    Outcome::Given { raw: raw.into(), status: CellStatus::Actual }
}

fn refused(content: &Content, code: &'static str, reason: &str) -> Outcome {
    Outcome::Refused { shown: content.shown(), code, reason: reason.to_owned() }
}

fn yes_no(truth: bool) -> &'static str {
    if truth { "Có" } else { "Không" }
}

fn number(value: Decimal, shown: Shown, value_type: ValueType, content: &Content) -> Outcome {
    match (shown, value_type) {
        // A day is as good a source as a name.
        (Shown::Date, ValueType::Text) => given(content.shown()),
        (Shown::Date, _) => refused(
            content,
            "BOOK-103",
            "Ô mang dạng ngày tháng, thường do gõ như 1/2. Đổi dạng ô thành số rồi nhập lại.",
        ),
        (_, ValueType::Text) => given(value.normalize().to_string().replace('.', ",")),
        (Shown::Percent, ValueType::Percent) => given(vietnamese(value * Decimal::ONE_HUNDRED)),
        (Shown::Percent, _) => refused(
            content,
            "BOOK-115",
            "Ô mang dạng phần trăm nhưng cột không phải tỷ lệ. Đổi dạng ô thành số rồi nhập lại.",
        ),
        _ => given(vietnamese(value)),
    }
}

fn words(text: &str) -> Outcome {
    let text = text.trim();
    if text.is_empty() { Outcome::Empty } else { given(text) }
}

fn text_figure(text: &str, value_type: ValueType) -> Outcome {
    let text = text.trim();
    let folded = fold(text);
    match folded.as_str() {
        // Dots alone mean in statistics that there is a figure, but not at hand.
        "" if text.chars().all(|c| matches!(c, '.' | '…') || c.is_whitespace()) => Outcome::Empty,
        // A dash alone means that nothing arose.
        "" if text.chars().all(|c| matches!(c, '-' | '–' | '—' | '−')) => not_arising(),
        "thieu" | "chua co" | "chua co so lieu" => Outcome::Empty,
        "kps" | "khong phat sinh" | "khong ps" => not_arising(),
        _ => {
            let (rest, status) = estimate(text);
            let rest = match value_type {
                ValueType::Money => in_millions(rest),
                ValueType::Percent => rest.trim_end_matches(['%', ' ']).to_owned(),
                _ => rest.to_owned(),
            };
            Outcome::Given { raw: rest, status }
        }
    }
}

fn not_arising() -> Outcome {
    Outcome::Given { raw: String::new(), status: CellStatus::NotArising }
}

/// `~412`, `ước 412`, `412 (ước)`.
pub(super) fn estimate(text: &str) -> (&str, CellStatus) {
    for begin in ["~", "≈", "ước", "Ước"] {
        if let Some(rest) = text.strip_prefix(begin) {
            return (rest.trim(), CellStatus::Estimate);
        }
    }
    for end in ["(ước)", "(Ước)"] {
        if let Some(rest) = text.strip_suffix(end) {
            return (rest.trim(), CellStatus::Estimate);
        }
    }
    (text, CellStatus::Actual)
}

/// An amount with its unit written beside it, in triệu đồng; as it stands where there is none.
fn in_millions(text: &str) -> String {
    let end = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (figure, unit) = text.split_at(end);
    let read = Factor::of_unit(unit).zip(Amount::read(figure).ok());
    let Some((Factor(factor), amount)) = read else { return text.to_owned() };
    let power = Decimal::from(10_i64.pow(u32::from(factor.unsigned_abs())));
    let value = amount.to_decimal();
    vietnamese(if factor < 0 { value / power } else { value * power })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, value_type: ValueType) -> Outcome {
        outcome(Some(&Content::Text(text.to_owned())), value_type)
    }

    #[test]
    fn the_words_of_an_office_are_understood() {
        assert_eq!(read("kps", ValueType::Count), not_arising());
        assert_eq!(read(" - ", ValueType::Count), not_arising());
        assert_eq!(read("…", ValueType::Count), Outcome::Empty);
        let estimate = Outcome::Given { raw: "1.234".into(), status: CellStatus::Estimate };
        assert_eq!(read("~1.234", ValueType::Count), estimate);
        assert_eq!(read("1.234 (ước)", ValueType::Count), estimate);
        assert_eq!(read("1,5 tỷ đồng", ValueType::Money), given("1.500"));
        assert_eq!(read("250 nghìn", ValueType::Money), given("0,25"));
        assert_eq!(read("12,50 tr.đ", ValueType::Money), given("12,5"));
        assert_eq!(read("500.000 đồng", ValueType::Money), given("0,5"));
        let two = "12 triệu đồng và 500 nghìn đồng";
        assert_eq!(read(two, ValueType::Money), given(two));
        assert_eq!(read("12 triệu chi một lần", ValueType::Money), given("12 triệu chi một lần"));
        assert_eq!(read("12 người", ValueType::Count), given("12 người"));
        assert_eq!(read("35,5 %", ValueType::Percent), given("35,5"));
    }

    #[test]
    fn what_is_no_figure_says_why() {
        let code = |content: Content| match outcome(Some(&content), ValueType::Count) {
            Outcome::Refused { code, .. } => code,
            other => panic!("{other:?}"),
        };
        assert_eq!(code(Content::Unsolved), "BOOK-101");
        assert_eq!(code(Content::Fault("#REF!".into())), "BOOK-102");
        assert_eq!(code(Content::Number(Decimal::ONE, Shown::Date)), "BOOK-103");
        assert_eq!(code(Content::Number(Decimal::ONE, Shown::Percent)), "BOOK-115");
        assert_eq!(code(Content::Truth(true)), "BOOK-112");
        let words = outcome(Some(&Content::Truth(true)), ValueType::Text);
        assert!(matches!(words, Outcome::Refused { code: "BOOK-123", .. }), "{words:?}");
    }
}
