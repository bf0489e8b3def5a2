//! What a line's end must not part: symbols, "Điều 5", a figure and its unit. Data keeps plain spaces and hyphens.

/// Words that hold on to the number behind them.
pub(crate) const BEFORE_NUMBER: [&str; 14] = [
    "số", "Số", "Phần", "Chương", "Mục", "mục", "Điều", "khoản", "Khoản", "điểm", "Điểm", "lục",
    "Bảng", "Biểu",
];
/// Units that hold on to the figure before them.
pub(crate) const UNITS: [&str; 16] = [
    "%", "‰", "đồng", "nghìn", "triệu", "tỷ", "người", "lượt", "huyện", "xã", "mm", "cm", "m",
    "km", "kg", "tấn",
];

/// The text with fixed spaces (U+00A0) and fixed hyphens (U+2011) in those places.
pub(crate) fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = "";
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(if holds(before, word) { '\u{A0}' } else { ' ' });
        }
        if is_symbol(word) {
            out.push_str(&word.replace('-', "\u{2011}"));
        } else {
            out.push_str(word);
        }
        before = word;
    }
    out
}

fn holds(before: &str, word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '/']);
    let opened = before.trim_start_matches(['(', '“', '"']);
    let is_letter = bare.chars().count() == 1 && bare.chars().all(char::is_lowercase);
    let is_roman = !bare.is_empty() && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit());
    if BEFORE_NUMBER.contains(&opened) {
        return is_number || is_roman || (is_letter && matches!(opened, "điểm" | "Điểm"));
    }
    is_figure(opened) && UNITS.contains(&bare)
}

/// `1.234`, `12,5`.
fn is_figure(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
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
            ("một số xã, số liệu từ 2021 - 2030", "một số xã, số liệu từ 2021 - 2030"),
        ];
        for (text, wanted) in cases {
            assert_eq!(unbroken(text), wanted);
        }
    }
}
