//! Where the name of a body ends: before a number, a verb, a time, another body.

use super::{
    super::{all_capitals, body_words::VERB_PAIRS, capital},
    Word, starts,
};

/// "UBND phường 1", "Bệnh viện 115"; not "Sở Nội vụ 600 triệu đồng".
pub(super) fn bears_number(
    start: &Word<'_>,
    before: &Word<'_>,
    next: Option<&Word<'_>>,
    place: bool,
) -> bool {
    let sums = ["triệu", "tỷ", "tỉ", "đồng", "nghìn", "ngàn", "người", "lớp", "buổi", "đại"];
    if next.is_some_and(|next| sums.contains(&next.lower.as_str())) {
        return false;
    }
    let bare = matches!(start.lower.as_str(), "sở" | "ban" | "ubnd" | "hội" | "phòng" | "ủy");
    matches!(before.lower.as_str(), "phường" | "quận" | "phố") || !place && !bare
}

/// A row of a table set as one line: "Phòng Nội vụ Hội Nông dân huyện Quý I/2024" are two and a time.
pub(super) fn ends_here(words: &[Word<'_>], start: usize, at: usize) -> bool {
    let word = &words[at];
    let next = words.get(at + 1).map_or("", |next| next.text);
    let counted = next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V'));
    if matches!(word.text, "Quý" | "Tháng") && counted {
        return true;
    }
    let department = matches!(words[start].text, "Sở" | "Phòng");
    let joined = matches!(words[at - 1].lower.as_str(), "và" | "-" | "–" | "&" | "của");
    department && !joined && starts(words, at).is_some()
}

/// "tỉnh", "các huyện", "cấp tỉnh"; not "cơ sở vật chất".
pub(super) fn place_goes_on(words: &[Word<'_>], at: usize) -> bool {
    let next = words.get(at + 1).filter(|_| words[at].after.is_none());
    let next = next.map_or("", |next| next.lower.as_str());
    match words[at].lower.as_str() {
        "các" => {
            ["huyện", "cấp", "xã", "phường", "thành", "quận", "địa", "thị", "khu"].contains(&next)
        }
        "cấp" if words[at - 1].lower == "các" => true,
        "cấp" => ["tỉnh", "huyện", "xã", "trên", "cơ"].contains(&next),
        "cơ" => next == "sở",
        "trung" => next == "ương",
        "địa" => next == "phương",
        "thành" => ["phố", "ủy", "phổ"].contains(&next) || next.is_empty() || next == "thị",
        // "Văn phòng Sở": the department that the office is of.
        "sở" => {
            let named = words.get(at + 1).filter(|_| words[at].after.is_none());
            let bare = named.is_none_or(|next| !capital(next.text));
            words[at - 1].lower == "cơ" || capital(words[at].text) && bare
        }
        "ương" => words[at - 1].lower == "trung",
        "phương" => words[at - 1].lower == "địa",
        _ => true,
    }
}

/// "LĐTBXH", "UBND": nothing in small letters belongs behind it but a place.
pub(super) fn short_form(word: &str) -> bool {
    word.chars().count() > 1 && all_capitals(word)
}

/// Whether two small words behind a name are a verb, as "tổ chức", and no half of the name.
pub(super) fn is_verb_pair(word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    let next = next.map_or("", |next| next.lower.as_str());
    VERB_PAIRS.contains(&(word.lower.as_str(), next))
}
