//! Text made comparable: NFC, house tone placement, and a form without accents for searching.

use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

/// NFC, ordinary spaces, no zero-width characters, trimmed: how every text enters.
pub fn clean(text: &str) -> String {
    text.nfc()
        .filter(|c| !is_unseen(*c))
        .map(|c| match c {
            '\u{00a0}' | '\u{202f}' | '\u{2028}' | '\u{2029}' => ' ',
            // Bullets of Word's symbol fonts, which no other font knows.
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' | '\u{f0a8}' => '•',
            other => other,
        })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Marks of joining, and what is no letter at all: nobody sees them, and no document bears them. Marks of
/// direction stay: without them a figure would not be the one that was seen.
fn is_unseen(c: char) -> bool {
    let is_mark = matches!(
        c,
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}'
    );
    is_mark || u32::from(c) & 0xfffe == 0xfffe
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
        assert_eq!(clean("\u{f0b7} Một\u{200d} hai\u{fffe}\u{2028}ba"), "• Một hai ba");
    }
}
