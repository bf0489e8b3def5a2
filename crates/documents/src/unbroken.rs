//! What a line's end must not part: symbols, "Điều 5", a figure and what it counts, "2021 - 2030". Data keeps plain spaces and hyphens.

/// Words that hold on to the number behind them.
pub(crate) const BEFORE_NUMBER: [&str; 22] = [
    "số", "Số", "Phần", "Chương", "Mục", "mục", "Điều", "khoản", "Khoản", "điểm", "Điểm", "lục",
    "Bảng", "Biểu", "năm", "Năm", "tháng", "Tháng", "ngày", "Ngày", "quý", "Quý",
];
/// Signs that hold on to the number behind them.
const COMPARES: [&str; 6] = ["<", "≤", ">", "≥", "=", "±"];
/// Units that hold on to the figure before them.
pub(crate) const UNITS: [&str; 16] = [
    "%", "‰", "đồng", "nghìn", "triệu", "tỷ", "người", "lượt", "huyện", "xã", "mm", "cm", "m",
    "km", "kg", "tấn",
];

/// The text with fixed spaces (U+00A0) and fixed hyphens (U+2011) in those places.
pub(crate) fn unbroken(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut is_held = false;
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            is_held = holds(&words, at, is_held);
            out.push(if is_held { '\u{A0}' } else { ' ' });
        }
        if is_symbol(word) {
            out.push_str(&word.replace('-', "\u{2011}"));
        } else {
            out.push_str(word);
        }
    }
    out
}

/// Whether the space before a word holds; `is_held` says it of the space one word before.
fn holds(words: &[&str], at: usize, is_held: bool) -> bool {
    let word = words[at];
    let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '/']);
    let opened = opened(words[at - 1]);
    let is_letter = bare.chars().count() == 1 && bare.chars().all(char::is_lowercase);
    let is_roman = !bare.is_empty() && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit());
    if COMPARES.contains(&opened) && is_number {
        return true;
    }
    if BEFORE_NUMBER.contains(&opened) {
        return is_number || is_roman || (is_letter && matches!(opened, "điểm" | "Điểm"));
    }
    // "năm 2024 của": a figure that holds on to the word before it needs none behind.
    let is_counted = !is_held && word.starts_with(char::is_lowercase);
    is_in_range(words, at) || (is_figure(opened) && (is_counted || UNITS.contains(&bare)))
}

fn opened(word: &str) -> &str {
    word.trim_start_matches(['(', '“', '"'])
}

/// `2021 - 2030`: whether the space before a word stands beside the dash between two figures.
fn is_in_range(words: &[&str], at: usize) -> bool {
    let is_dash = |at: usize| matches!(words[at], "-" | "–");
    let dash = if is_dash(at) { at } else { at - 1 };
    let from = dash.checked_sub(1).map(|from| opened(words[from]));
    let to = words.get(dash + 1).copied().unwrap_or_default();
    is_dash(dash) && from.is_some_and(is_figure) && to.starts_with(|c: char| c.is_ascii_digit())
}

/// `1.234`, `12,5`, `21/21`.
fn is_figure(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'))
}

/// Whether a word is the number and symbol of a document: `05/KH-UBND`, `15/2024/NĐ-CP`.
fn is_symbol(word: &str) -> bool {
    let Some((number, rest)) = word.split_once('/') else { return false };
    let digits = number.trim_start_matches('(');
    let is_number = !digits.is_empty() && digits.chars().all(char::is_numeric);
    is_number && rest.contains('-') && rest.chars().next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn numbers_stay_with_their_words() {
        let cases = [
            ("Kế hoạch số 05/KH-UBND ngày", "Kế hoạch số\u{A0}05/KH\u{2011}UBND ngày"),
            ("điểm a khoản 2 Điều 103.", "điểm\u{A0}a khoản\u{A0}2 Điều\u{A0}103."),
            ("(Phụ lục II, 1.234 lượt; 12,5 %)", "(Phụ lục\u{A0}II, 1.234\u{A0}lượt; 12,5\u{A0}%)"),
            ("một số xã, số liệu từ 2021 - 2030", "một số xã, số liệu từ 2021\u{A0}-\u{A0}2030"),
            ("đạt < 30 %, ≥ 35%", "đạt <\u{A0}30\u{A0}%, ≥\u{A0}35%"),
            ("treo 9 băng rôn, 21/21 huyện", "treo 9\u{A0}băng rôn, 21/21\u{A0}huyện"),
            ("kế hoạch năm 2024 của tỉnh", "kế hoạch năm\u{A0}2024 của tỉnh"),
            ("từ ngày 05/3/2024 đến", "từ ngày\u{A0}05/3/2024 đến"),
            ("1. Mục đích - 5 nội dung", "1. Mục đích - 5\u{A0}nội dung"),
        ];
        for (text, wanted) in cases {
            assert_eq!(unbroken(text), wanted);
        }
    }
}
