//! Letters of the time before Unicode: TCVN3 (fonts `.VnTime`) and VNI, told by the font or by the text.

use std::borrow::Cow;

use domain::fold::clean;
use unicode_normalization::UnicodeNormalization;

/// How the letters of a text are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// Not said by the font: the text itself must tell.
    #[default]
    Unknown,
    /// TCVN3; fonts whose name ends in H show capitals.
    Tcvn3 {
        capitals: bool,
    },
    Vni,
}

/// Codes of TCVN3 as programs show them that know only Western letters, and what they mean.
const TCVN3: [(char, char); 74] = [
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('¨', 'ă'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('©', 'â'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('®', 'đ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('ª', 'ê'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('«', 'ô'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('¬', 'ơ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('\u{ad}', 'ư'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
];

/// Letters of VNI that stand alone.
const VNI_ALONE: [(char, char); 14] = [
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('Æ', 'Ỉ'),
    ('Ó', 'Ĩ'),
    ('Ò', 'Ị'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('Ô', 'Ơ'),
    ('Ö', 'Ư'),
];

/// Marks of VNI written after their vowel, as combining marks.
const VNI_MARKS: [(char, &str); 14] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
];
/// The rest of them: breve with hook, breve with tilde, breve with dot.
const VNI_BREVES: [(char, &str); 3] =
    [('ú', "\u{306}\u{309}"), ('ü', "\u{306}\u{303}"), ('ë', "\u{306}\u{323}")];

impl Letters {
    /// By the name of a font.
    pub fn of_font(name: &str) -> Self {
        let name = name.trim();
        let begins =
            |with: &str| name.get(..with.len()).is_some_and(|n| n.eq_ignore_ascii_case(with));
        if begins(".Vn") {
            return Self::Tcvn3 { capitals: name.ends_with('H') };
        }
        if begins("VNI-") { Self::Vni } else { Self::Unknown }
    }
}

/// The text in Unicode NFC, whatever letters it came in.
pub fn decode(text: &str, letters: Letters) -> String {
    if text.is_ascii() {
        let text = text.trim();
        return match letters {
            Letters::Tcvn3 { capitals: true } => text.to_uppercase(),
            _ => text.to_owned(),
        };
    }
    // Some programs take letters apart, those of the old codes, too.
    let text: &str = &text.nfc().collect::<String>();
    // A font of old says nothing about text that is Unicode beyond doubt.
    if text.chars().any(is_beyond_western) {
        return clean(text);
    }
    match letters {
        Letters::Tcvn3 { capitals } => {
            let plain = clean(&tcvn3(text));
            if capitals { plain.to_uppercase() } else { plain }
        }
        Letters::Vni => clean(&vni(text)),
        Letters::Unknown => clean(&guess(text)),
    }
}

/// Letters that neither of the old codes can show.
fn is_beyond_western(c: char) -> bool {
    let code = u32::from(c);
    (0x100..0x2000).contains(&code) && !(0x2c6..=0x2dc).contains(&code) || matches!(c, 'Ÿ' | 'Œ')
}

fn tcvn3(text: &str) -> String {
    text.chars()
        .map(|c| TCVN3.iter().find(|(code, _)| *code == c).map_or(c, |(_, letter)| *letter))
        .collect()
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let low = c.to_lowercase().next().unwrap_or(c);
        let marks = VNI_MARKS.iter().chain(&VNI_BREVES).find(|(code, _)| *code == low);
        match marks {
            Some((_, marks)) if takes_mark(before) => out.push_str(marks),
            _ if matches!(c, 'î' | 'Î') => out.push(if c == 'î' { 'ỵ' } else { 'Ỵ' }),
            _ => out.push(VNI_ALONE.iter().find(|(code, _)| *code == c).map_or(c, |(_, to)| *to)),
        }
        before = c;
    }
    out
}

/// Vowels after which VNI writes a mark; ơ and ư are `ô` and `ö` there.
fn takes_mark(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
        || matches!(c, 'ô' | 'ö' | 'Ô' | 'Ö')
}

/// The reading in which most words are Vietnamese; what it says already, where nothing is better.
fn guess(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| u32::from(c) < 0xa0) {
        return Cow::Borrowed(text);
    }
    let as_is = (score(&clean(text)), Cow::Borrowed(text));
    let [tcvn3, vni] =
        [tcvn3(text), vni(text)].map(|read| (score(&clean(&read)), Cow::Owned(read)));
    let best = if vni.0 > tcvn3.0 { vni } else { tcvn3 };
    if best.0 > as_is.0 { best.1 } else { as_is.1 }
}

/// Share of the words with letters beyond English ones that could be Vietnamese, in thousandths.
fn score(text: &str) -> usize {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit())
        .filter(|word| !word.is_ascii())
        .collect();
    let good = words.iter().filter(|word| is_syllable(word)).count();
    good * 1000 / words.len().max(1)
}

const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];
const CODAS: [&str; 9] = ["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];
/// Vowels without tones that a syllable may have between its consonants.
const VOWELS: [&str; 56] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây",
    "eo", "êu", "ia", "iê", "iu", "oa", "oă", "oe", "oi", "ôi", "ơi", "oo", "ua", "uâ", "uê", "ui",
    "uô", "uơ", "uy", "ưa", "ưi", "ươ", "ưu", "yê", "oai", "oay", "uây", "uôi", "iêu", "yêu",
    "ươi", "ươu", "uya", "uyê", "uyu", "oao", "oeo", "uyêu",
];

/// Whether a word could be a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let bare: String = word
        .nfd()
        .filter(|c| {
            let tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(tone);
            !tone
        })
        .collect::<String>()
        .nfc()
        .flat_map(char::to_lowercase)
        .collect();
    tones <= 1
        && ONSETS.iter().filter_map(|onset| bare.strip_prefix(onset)).any(|rest| {
            CODAS
                .iter()
                .filter_map(|coda| rest.strip_suffix(coda))
                .any(|vowel| VOWELS.contains(&vowel))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tcvn3_is_read_by_its_font_and_without_it() {
        for letters in [Letters::of_font(".VnTime"), Letters::Unknown] {
            assert_eq!(decode("Tæng sè", letters), "Tổng số");
            assert_eq!(decode("Héi ®ång nh©n d©n", letters), "Hội đồng nhân dân");
            assert_eq!(decode("N÷ c¸n bé, tû lÖ", letters), "Nữ cán bộ, tỷ lệ");
        }
        assert_eq!(decode("céng", Letters::of_font(".VnTimeH")), "CỘNG");
        let apart: String = "Nguån sè".nfd().collect();
        assert_eq!(decode(&apart, Letters::of_font(".VnTime")), "Nguồn số");
    }

    #[test]
    fn vni_is_read_by_its_font_and_without_it() {
        for letters in [Letters::of_font("VNI-Times"), Letters::Unknown] {
            assert_eq!(decode("Toång soá", letters), "Tổng số");
            assert_eq!(decode("Hoäi ñoàng nhaân daân", letters), "Hội đồng nhân dân");
            assert_eq!(decode("Nöõ, ngöôøi", letters), "Nữ, người");
        }
    }

    #[test]
    fn unicode_stays_whatever_its_font() {
        for letters in [Letters::of_font(".VnTime"), Letters::Vni, Letters::Unknown] {
            assert_eq!(decode("Tổng số nữ", letters), "Tổng số nữ");
        }
        assert_eq!(decode("Cà Mau, có tám xã", Letters::Unknown), "Cà Mau, có tám xã");
        assert_eq!(decode("Ta\u{302}\u{300}ng", Letters::Unknown), "Tầng");
    }
}
