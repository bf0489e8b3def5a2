//! Counts that are written with what they count: "12 người".

use rust_decimal::Decimal;

use super::Sex;
use crate::{
    amount::decimal,
    fold::{clean, fold},
};

/// Words over a column that do not say what it counts.
const BARE_WORDS: [&str; 26] = [
    "số", "lượng", "tổng", "cộng", "trong", "đó", "nữ", "nam", "giới", "thực", "hiện", "kế",
    "hoạch", "kết", "quả", "năm", "kỳ", "này", "trước", "đạt", "ước", "cả", "chung", "toàn",
    "tỉnh", "của",
];

/// Words that make a figure larger than it is written.
const SCALE_WORDS: [&str; 12] =
    ["chục", "tá", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "rưỡi", "nửa", "đôi"];

/// Most words of what is counted.
const NOUN_WORDS_MAX: usize = 4;

/// A count with what is counted beside it: "12 người", "1.250 lượt". The figure, where that is what its
/// column counts, or its row where the column does not say; headers from the top down.
pub fn counted(text: &str, headers: &[&str], label: &str) -> Option<Decimal> {
    let text = clean(text).to_lowercase();
    let (figure, noun) = text.split_at(text.find(char::is_alphabetic)?);
    let (figure, noun) = match (figure.strip_suffix('('), noun.strip_suffix(')')) {
        (Some(figure), Some(noun)) => (figure, noun),
        _ => (figure, noun.trim_end_matches('.')),
    };
    let noun: Vec<&str> = noun.split(' ').filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| {
        word.chars().count() > 1
            && word.chars().all(char::is_alphabetic)
            && SCALE_WORDS.iter().all(|scale| scale != word && fold(scale) != **word)
    };
    if noun.is_empty() || noun.len() > NOUN_WORDS_MAX || !noun.iter().all(is_word) {
        return None;
    }
    let known = counted_words(headers, label);
    let is_known = |word: &&str| known.iter().any(|known| known == word || fold(known) == **word);
    noun.iter().all(is_known).then(|| decimal(figure.trim()).ok()).flatten()
}

/// What a column counts, from its own header up to the first that says it, else what its row does.
fn counted_words(headers: &[&str], label: &str) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        let lower = clean(text).to_lowercase();
        let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.map(ToOwned::to_owned).collect()
    };
    let mut found: Vec<String> = Vec::new();
    let mut says = false;
    for text in headers.iter().rev().copied().chain([label]) {
        if says {
            break;
        }
        let of = words(text);
        says = of.iter().any(|word| !BARE_WORDS.contains(&word.as_str()));
        // Women and men are people, whatever stands over them.
        if Sex::of(text).is_some() {
            found.push("người".to_owned());
        }
        found.extend(of);
    }
    found
}
