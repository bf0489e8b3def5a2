//! Letters that the face of the documents can print, and what stands for the others: a text that holds one
//! it lacks is still a document.

use crate::measure::MEASURED;

/// Stands where a letter cannot be printed: its reader sees that something is missing.
const MISSING: char = '□';

/// Bullets as Word's symbol fonts and other programs write them.
const BULLETS: [char; 12] = [
    '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f076}', '\u{f0a8}', '\u{f02d}', '➢', '➤', '▶', '❖',
    '◆', '⚫',
];

/// Ticks as forms bear them.
const TICKS: [char; 7] = ['\u{f0fc}', '\u{f0fe}', '✓', '✔', '☑', '✅', '🗹'];

/// Letters of a text that cannot be printed as they are, each once, in order. Marks that nobody sees and
/// bullets of other programs are none.
pub fn unprintable(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for letter in text.chars() {
        let is_lost = !is_unseen(letter) && replaced(letter) == MISSING && letter != MISSING;
        if is_lost && !found.contains(&letter) {
            found.push(letter);
        }
    }
    found
}

/// The text as it is printed.
pub(crate) fn printed(text: &str) -> String {
    text.chars().filter(|letter| !is_unseen(*letter)).map(replaced).collect()
}

fn replaced(letter: char) -> char {
    match letter {
        '\n' | '\t' => letter,
        _ if has_glyph(letter) => letter,
        _ if BULLETS.contains(&letter) => '•',
        _ if TICKS.contains(&letter) => '√',
        _ => MISSING,
    }
}

/// Marks without a shape: direction, joining, variation, and what is no letter at all.
fn is_unseen(letter: char) -> bool {
    let is_control = letter.is_control() && !matches!(letter, '\n' | '\t');
    let is_no_letter =
        u32::from(letter) & 0xfffe == 0xfffe || matches!(letter, '\u{fdd0}'..='\u{fdef}');
    is_control
        || is_no_letter
        || matches!(
            letter,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// Whether each style of the face has it.
fn has_glyph(letter: char) -> bool {
    letter.is_ascii()
        || matches!(letter, '\u{a0}'..='\u{17f}' | '\u{1ea0}'..='\u{1ef9}')
        || MEASURED.iter().all(|font| font.ttf().glyph_index(letter).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_others_is_in_the_face_itself() {
        let latin = ('\u{a0}'..='\u{17f}').chain('\u{1ea0}'..='\u{1ef9}');
        for letter in latin.chain([MISSING, '•', '√', '\u{2011}', '…', '“', '”', '–']) {
            for font in MEASURED.iter() {
                assert!(font.ttf().glyph_index(letter).is_some(), "{letter:?} {letter}");
            }
        }
    }

    #[test]
    fn a_strange_letter_is_told_and_leaves_a_box() {
        let text = "\u{f0b7} Mở 45 lớp 😀\u{fffe}; đã đạt ✓ ไทย";
        assert_eq!(printed(text), "• Mở 45 lớp □; đã đạt √ □□□");
        assert_eq!(unprintable(text), ['😀', 'ไ', 'ท', 'ย']);
        assert!(unprintable("Ủy ban nhân dân: ≥ 95 %, “đạt”.").is_empty());
    }
}
