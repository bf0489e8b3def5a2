//! Text made comparable: NFC, house tone placement, and a form without accents for searching.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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
    let bare: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    bare.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_without_accents() {
        assert_eq!(fold("Huyện Quỳnh Lưu"), "huyen quynh luu");
        assert_eq!(fold("Đô Lương"), "do luong");
    }

    #[test]
    fn decomposed_text_enters_composed() {
        assert_eq!(clean("Ho\u{0300}a\u{00a0}So\u{031b}n "), "Hòa Sơn");
    }
}
