//! Words that a web page or a PDF glued together: "BANHÀNH", "KẾHOẠCH", "NĂM2020", "phường,thị trấn".
//!
//! A Vietnamese word is one syllable, and syllables are built by rule. What is none, but is made of two or
//! more, is cut; where there are two ways, words of official prose decide.

mod syllable;

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::pattern;
use syllable::is_syllable;

/// More words than this are no slip of a page.
const WORDS_MAX: usize = 5;
const LETTERS_MIN: usize = 4;
const LETTERS_MAX: usize = 30;

/// "NĂM2020", "số2282", "ngày15".
static BEFORE_FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(ngày|tháng|năm|số|quý|điều|khoản|đoạn)(\d)"));
/// "19tháng 4", "31/12/2020của".
static BEHIND_FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(\d)(ngày|tháng|năm|của|đến|trên)\b"));
static COMMA: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\p{L}{2}),(\p{L}{2})"));
/// The hook of "ỦY" that some pages lose with its letter.
static LOST_LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^Y BAN NHÂN"));
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{L}+"));

/// Syllables of official prose.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("glued/syllables.txt").split_whitespace().collect());

/// The line with its words apart.
pub(super) fn apart(line: &str) -> Cow<'_, str> {
    let mut apart = Cow::Borrowed(line);
    for (glue, with) in [
        (&BEFORE_FIGURE, "$1 $2"),
        (&BEHIND_FIGURE, "$1 $2"),
        (&COMMA, "$1, $2"),
        (&LOST_LETTER, "ỦY BAN NHÂN"),
    ] {
        if glue.is_match(&apart) {
            apart = Cow::Owned(glue.replace_all(&apart, with).into_owned());
        }
    }
    if WORD.find_iter(&apart).any(|word| cut(word.as_str()).is_some()) {
        let parted = WORD.replace_all(&apart, |word: &regex::Captures<'_>| {
            cut(&word[0]).map_or_else(|| word[0].to_owned(), |parts| parts.join(" "))
        });
        apart = Cow::Owned(parted.into_owned());
    }
    apart
}

/// The words that a word is glued of; nothing where it is one, an abbreviation, or foreign.
fn cut(word: &str) -> Option<Vec<String>> {
    if word.is_ascii() || !(LETTERS_MIN..=LETTERS_MAX).contains(&word.chars().count()) {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let lower: Vec<char> = word.to_lowercase().chars().collect();
    if lower.len() != letters.len() || is_syllable(&lower) {
        return None;
    }
    let mut ways = Vec::new();
    search(&letters, &lower, &mut Vec::new(), 0, &mut ways);
    let known = |way: &[usize]| {
        let mut from = 0;
        let parts = way.iter().map(|end| {
            let part: String = lower[from..*end].iter().collect();
            from = *end;
            usize::from(COMMON.contains(part.as_str()))
        });
        parts.sum::<usize>()
    };
    // All parts are words of official prose, or but one: names of places stay whole.
    let best = ways
        .into_iter()
        .filter(|way| known(way) + 1 >= way.len() && known(way) > 0)
        .min_by_key(|way| (way.len(), std::cmp::Reverse(known(way)), std::cmp::Reverse(way[0])))?;
    let mut from = 0;
    let parts = best.into_iter().map(|end| {
        let part = letters[from..end].iter().collect();
        from = end;
        part
    });
    Some(parts.collect())
}

/// Every way in which the letters from here on are syllables.
fn search(
    letters: &[char],
    lower: &[char],
    way: &mut Vec<usize>,
    from: usize,
    ways: &mut Vec<Vec<usize>>,
) {
    if from == lower.len() {
        ways.push(way.clone());
        return;
    }
    if way.len() == WORDS_MAX || ways.len() > 64 {
        return;
    }
    for end in (from + 2..=lower.len().min(from + syllable::LETTERS_MAX)).rev() {
        if is_one_case(&letters[from..end]) && is_syllable(&lower[from..end]) {
            way.push(end);
            search(letters, lower, way, end, ways);
            way.pop();
        }
    }
}

/// "Luật", "LUẬT" and "luật", not "tLa": a capital inside begins the next word.
fn is_one_case(letters: &[char]) -> bool {
    let rest = &letters[1..];
    let small = rest.iter().all(|letter| letter.is_lowercase());
    small || letters.iter().all(|letter| letter.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn words_are_parted_and_names_stay() {
        for (glued, parted) in [
            ("BANHÀNH KẾHOẠCH NĂM2026", "BAN HÀNH KẾ HOẠCH NĂM 2026"),
            (
                "Sở Laođộng - Thươngbinh và Xãhội: chủtrì, phốihợp",
                "Sở Lao động - Thương binh và Xã hội: chủ trì, phối hợp",
            ),
            (
                "ngày 19tháng 4 năm2026của Bộ LuậtLao động",
                "ngày 19 tháng 4 năm 2026 của Bộ Luật Lao động",
            ),
            (
                "Quyết định số2282/QĐ-TTg của Ủybannhândân tỉnh",
                "Quyết định số 2282/QĐ-TTg của Ủy ban nhân dân tỉnh",
            ),
            ("xã, phường,thị trấn", "xã, phường, thị trấn"),
            (
                "sựnghiệp công, bổnhiệm, tổchức, địaphương",
                "sự nghiệp công, bổ nhiệm, tổ chức, địa phương",
            ),
            ("Y BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ] {
            assert_eq!(apart(glued), parted);
        }
        for whole in [
            "UBND, HĐND, LĐTBXH, ĐBQH, BCĐ, CTr, QyĐ, KHGDĐT, TTĐU",
            "Đắk Lắk, Krông Nô, Pleiku, Ea Súp, Kon Tum, Cư M'gar",
            "nghiêng khuyếch trương nguyện vọng, giếng giặt gìn giữ quyển quỹ quýt",
            "video, logo, email, website, Facebook, Zalo, internet",
            "98/KH-UBND 2,5% 92km2 10b mục a, b",
        ] {
            assert_eq!(apart(whole), whole);
        }
    }
}
