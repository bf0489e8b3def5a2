//! Widths of text in the document's face, so that rules are as long as the decree asks.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

use crate::decree::{self, Element, SizeSet};
use crate::layout;
use crate::meaning;

/// The four styles of Tinos, metric-compatible with Times New Roman.
pub(crate) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 4] = [
        include_bytes!("../fonts/Tinos-Regular.ttf"),
        include_bytes!("../fonts/Tinos-Bold.ttf"),
        include_bytes!("../fonts/Tinos-Italic.ttf"),
        include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

/// Vowels with their tones; with `đ` and both cases they are the 146 letters of TCVN 6909.
const BASES: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// Lists the 146 Vietnamese vowels with tones and `đ`, in both cases.
pub fn vietnamese_letters() -> Vec<char> {
    let lower = BASES.iter().flat_map(|tones| tones.chars()).chain(['đ']);
    lower.flat_map(|letter| std::iter::once(letter).chain(letter.to_uppercase())).collect()
}

/// Lists letters that a face of the documents lacks; empty when the faces may be used.
pub fn missing_letters() -> Vec<(String, char)> {
    let mut missing = Vec::new();
    for font in FONTS.iter() {
        let name = font.post_script_name().unwrap_or_default();
        let plain = plain(font);
        for letter in vietnamese_letters() {
            if plain.ttf().glyph_index(letter).is_none() {
                missing.push((name.clone(), letter));
            }
        }
    }
    missing
}

/// The four styles, ready to be measured: the regular one, the bold one, then the others.
pub(crate) static MEASURED: LazyLock<Vec<FontInstance>> =
    LazyLock::new(|| FONTS.iter().map(plain).collect());

fn plain(font: &Font) -> FontInstance {
    font.clone().instantiate(FontVariant::default(), Abs::pt(14.0), &FontVariations::default())
}

/// Measures a line of text in hundredths of a millimetre.
pub fn line_width(text: &str, points: u16, bold: bool) -> u32 {
    let Some(instance) = MEASURED.get(usize::from(bold)) else { return 0 };
    let face = instance.ttf();
    let units: u64 = text
        .chars()
        .filter_map(|letter| face.glyph_index(letter))
        .filter_map(|glyph| face.glyph_hor_advance(glyph))
        .map(u64::from)
        .sum();
    // One point is 127/360 mm.
    let hundredths = units * u64::from(points) * 12_700 / (u64::from(face.units_per_em()) * 360);
    u32::try_from(hundredths).unwrap_or(u32::MAX)
}

/// The rule under the motto, as long as its line (E2), in hundredths of a millimetre.
pub(crate) fn motto_rule(sizes: SizeSet) -> u32 {
    line_width(decree::MOTTO, sizes.points(Element::Motto), true)
}

/// The rule under the issuing body: a share of its last line as it is broken in its cell (E4).
pub(crate) fn issuer_rule(issuer: &[String], sizes: SizeSet) -> u32 {
    let words = Words::new(issuer.last().map_or("", String::as_str), Element::Issuer, sizes);
    let (_, last) = words.broken(u32::from(layout::HEAD_LEFT_MM - 2 * layout::HEAD_SIDE_MM) * 100);
    last * u32::from(layout::SHORT_RULE_PERCENT) / 100
}

/// The rule under the abstract: a share of its longest line (E8).
pub(crate) fn abstract_rule(text: &str, sizes: SizeSet) -> u32 {
    abstract_width(text, sizes) * u32::from(layout::SHORT_RULE_PERCENT) / 100
}

/// Width in which an abstract takes no more lines than it needs, all of about one length (E8).
pub(crate) fn abstract_width(text: &str, sizes: SizeSet) -> u32 {
    let words = Words::new(&meaning::held(text), Element::Abstract, sizes);
    let most = u32::from(layout::ABSTRACT_MM) * 100;
    let (needed, _) = words.broken(most);
    let mut width = (words.whole / needed).min(most);
    while width < most && words.broken(width).0 > needed {
        width += 100;
    }
    width.min(most)
}

/// Widths of the words of a line.
pub(crate) struct Words {
    each: Vec<u32>,
    space: u32,
    whole: u32,
}

impl Words {
    fn new(text: &str, element: Element, sizes: SizeSet) -> Self {
        Self::of(text, sizes.points(element), true)
    }

    /// Measures the words of a line; a fixed space parts none.
    pub(crate) fn of(text: &str, points: u16, bold: bool) -> Self {
        let width = |words| line_width(words, points, bold);
        let is_gap = |c: char| c.is_whitespace() && c != '\u{A0}';
        let each = text.split(is_gap).filter(|word| !word.is_empty()).map(width).collect();
        Self { each, space: width(" "), whole: width(text) }
    }

    /// How many lines they take where words wider than the room are cut.
    pub(crate) fn filling(&self, room: u32) -> u32 {
        let cut: u32 = self.each.iter().map(|word| word.saturating_sub(1) / room.max(1)).sum();
        self.broken(room).0 + cut
    }

    /// How many lines they take in so much room, and how long the last is.
    fn broken(&self, room: u32) -> (u32, u32) {
        let (mut lines, mut filled) = (1, 0);
        for word in &self.each {
            let with = if filled == 0 { *word } else { filled + self.space + word };
            if with > room && filled > 0 {
                lines += 1;
                filled = *word;
            } else {
                filled = with;
            }
        }
        (lines, filled)
    }
}
