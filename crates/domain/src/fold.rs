//! Text made comparable: NFC, house tone placement, and a form without accents for searching.

use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

/// NFC, ordinary spaces, no zero-width characters, trimmed: how every text enters.
pub fn clean(text: &str) -> String {
    text.nfc()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}'))
        .map(|c| if c == '\u{00a0}' || c == '\u{202f}' { ' ' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Lower case without accents, one space between words: `Quỳnh Lưu` → `quynh luu`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_between = false;
    let mut push = |c: char| {
        if !c.is_alphanumeric() {
            is_between = true;
            return;
        }
        if is_between && !folded.is_empty() {
            folded.push(' ');
        }
        is_between = false;
        folded.push(if c == 'đ' { 'd' } else { c });
    };
    for letter in text.chars() {
        if letter.is_ascii() {
            push(letter.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(letter, |part| {
            if part.is_ascii() {
                push(part.to_ascii_lowercase());
            } else if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut push);
            }
        });
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_without_accents() {
        assert_eq!(fold("Huyện Quỳnh Lưu"), "huyen quynh luu");
        assert_eq!(fold("Đô Lương"), "do luong");
        assert_eq!(fold(" (Ban VSTBPN)  –  “ủy/uỷ” "), "ban vstbpn uy uy");
        assert_eq!(fold("HO\u{0300}A BI\u{0300}NH"), "hoa binh");
    }

    #[test]
    fn decomposed_text_enters_composed() {
        assert_eq!(clean("Ho\u{0300}a\u{00a0}So\u{031b}n "), "Hòa Sơn");
    }
}
