//! How a Vietnamese syllable is built: onset, rhyme, one tone.

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::char::{compose, decompose_canonical};

/// "nghiêng".
pub(super) const LETTERS_MAX: usize = 7;

const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

static RHYMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let rhymes = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
        e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu \
        i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om \
        on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
        u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uynh uyên uyêt uyt uyu \
        uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu \
        y ynh yt yu yêm yên yêt yêu";
    rhymes.split_whitespace().collect()
});

/// Whether these small letters are one syllable.
pub(super) fn is_syllable(letters: &[char]) -> bool {
    if letters.len() > LETTERS_MAX {
        return false;
    }
    let mut tones = Vec::new();
    let bare: String = letters.iter().map(|letter| toneless(*letter, &mut tones)).collect();
    if tones.len() > 1 {
        return false;
    }
    let builds = |onset: &str| {
        let Some(rhyme) = bare.strip_prefix(onset) else { return false };
        RHYMES.contains(rhyme) && fits(onset, rhyme) && closes(rhyme, tones.first().copied())
    };
    builds("") || ONSETS.iter().any(|onset| builds(onset))
}

/// The letter without its tone, which is noted.
fn toneless(letter: char, tones: &mut Vec<char>) -> char {
    let (mut base, mut marks) = (None, Vec::new());
    decompose_canonical(letter, |part| match part {
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(part),
        _ if base.is_none() => base = Some(part),
        mark => marks.push(mark),
    });
    let whole = |letter, mark: char| compose(letter, mark).unwrap_or(letter);
    base.map_or(letter, |base| marks.into_iter().fold(base, whole))
}

/// Which letter writes a sound before which vowel.
fn fits(onset: &str, rhyme: &str) -> bool {
    let front = rhyme.starts_with(['i', 'e', 'ê', 'y']);
    match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        "g" => !front || matches!(rhyme, "i" | "in"),
        "qu" => rhyme.starts_with(['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'y']),
        // "êng" stands behind "gi" alone: giếng.
        "gi" => !rhyme.starts_with(['y', 'i']),
        "" => rhyme != "êng",
        _ => !rhyme.starts_with("yê") && rhyme != "êng",
    }
}

/// A syllable that a stop closes bears the rising or the heavy tone.
fn closes(rhyme: &str, tone: Option<char>) -> bool {
    let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    !stopped || matches!(tone, Some('\u{301}' | '\u{323}'))
}
