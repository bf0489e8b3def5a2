//! Capitals of Phụ lục II inside sentences: names of bodies, titles, units, days.
//!
//! Speaks only of what is surely meant: whole names that are known, never a guess.

use crate::decree::{
    names::{BEFORE_BODIES, BODIES, WORDS, WORDS_OF_BODIES},
    wording::{MONTHS, PHRASES, TONES, UNIT_NOUNS, WEEKDAYS, Where},
};
use crate::lint::{report::Report, sheet::small};

/// Syllables behind a unit's noun that make another word with it: Tỉnh Ủy, Xã Hội, Huyện Đội, Tỉnh Lộ.
const OTHER_WORDS: [&str; 5] = ["Ủy", "Uỷ", "Hội", "Đội", "Lộ"];
/// Words before a weekday or month behind which a day is meant, not a number: "lần thứ hai".
const BEFORE_DAYS: [&str; 13] = [
    "vào", "sáng", "chiều", "tối", "trước", "đến", "từ", "trong", "đầu", "giữa", "cuối", "hết",
    "sau",
];

/// Words with wrong capitals, and as they are written.
pub(in crate::lint) struct Miswritten<'a> {
    pub(in crate::lint) at: usize,
    pub(in crate::lint) wrong: &'a str,
    pub(in crate::lint) right: String,
    pub(in crate::lint) rule: &'static str,
}

pub(super) fn judge(at: usize, text: &str, report: &mut Report<'_>) {
    let found = miswritten(text);
    for words in &found {
        let fix = format!("Viết “{}”.", words.right);
        report.mend(words.rule, at, format!("“{}” sai cách viết hoa.", words.wrong), fix);
    }
    units(at, text, &found, report);
    numbered_units(at, text, report);
}

/// Every known name, title or day with wrong capitals, in the order of the text; the longest of those
/// that begin at a place.
pub(in crate::lint) fn miswritten(text: &str) -> Vec<Miswritten<'_>> {
    let mut found: Vec<Miswritten<'_>> = phrases(text).collect();
    let lower = newer(&small(text));
    found.extend(bodies(text, &lower));
    found.extend(words(text, &lower));
    found.extend(days(text, &lower));
    found.sort_by_key(|words| (words.at, std::cmp::Reverse(words.wrong.len())));
    let mut end = 0;
    found.retain(|words| {
        let is_new = words.at >= end;
        end = end.max(words.at + words.wrong.len());
        is_new
    });
    found
}

/// The same letters with the tone of open syllables on the first vowel, where that takes as many bytes:
/// ủy, hòa, not quỳ.
fn newer(text: &str) -> String {
    let equal = TONES.iter().filter(|(newer, older)| newer.len() == older.len());
    equal.fold(text.to_owned(), |text, (newer, older)| {
        let upper = |words: &str| words.to_uppercase();
        let first = |words: &str| {
            let mut letters = words.chars();
            letters.next().map_or(String::new(), |c| upper(&c.to_string())) + letters.as_str()
        };
        text.replace(older, newer).replace(&first(older), &first(newer))
    })
}

/// Where some words stand as whole words.
fn whole<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(words).map(|(place, _)| place).filter(move |place| {
        let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_part(text[..*place].chars().next_back())
            && !is_part(text[place + words.len()..].chars().next())
    })
}

fn phrases(text: &str) -> impl Iterator<Item = Miswritten<'_>> {
    PHRASES.iter().flat_map(move |phrase| {
        let wrong = whole(text, phrase.wrong).filter(move |place| {
            phrase.place == Where::Anywhere || !begins_sentence(&text[..*place])
        });
        wrong.map(move |at| Miswritten {
            at,
            wrong: phrase.wrong,
            right: phrase.right.to_owned(),
            rule: phrase.rule,
        })
    })
}

/// The word before a place, if nothing but a space parts them.
fn word_before(text: &str) -> &str {
    let Some(rest) = text.strip_suffix([' ', '\u{A0}']) else { return "" };
    let start = rest.rfind(|c: char| !c.is_alphanumeric());
    start.map_or(rest, |at| &rest[at..]).trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn bodies<'a>(text: &'a str, lower: &str) -> Vec<Miswritten<'a>> {
    let mut found = Vec::new();
    for name in BODIES {
        for at in whole(lower, &small(name)) {
            let wrong = &text[at..at + name.len()];
            if newer(wrong) != name && is_meant(wrong, &text[..at], &text[at + name.len()..]) {
                found.push(Miswritten { at, wrong, right: name.to_owned(), rule: "II-organ" });
            }
        }
    }
    found
}

/// Whether words of the letters of a body's name surely mean it: "cán bộ y tế" and "cơ sở y tế" do not.
fn is_meant(name: &str, before: &str, behind: &str) -> bool {
    let word = word_before(before);
    let before = word.to_lowercase();
    let upper = name.chars().filter(|c| c.is_uppercase()).count();
    if upper == name.chars().filter(|c| c.is_alphabetic()).count()
        || behind.starts_with(" các nước")
    {
        return false;
    }
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let is_office = matches!(first.as_str(), "sở" | "bộ");
    if is_office && WORDS_OF_BODIES.contains(&before.as_str()) {
        return false;
    }
    if name.starts_with(char::is_uppercase) {
        // "Trung Quốc", "Tổ quốc" end in the first word of "Quốc hội".
        return first != "quốc" || !word.starts_with(char::is_uppercase);
    }
    let is_named = upper > 0 && !matches!(first.as_str(), "bộ" | "quốc") && before != "các";
    is_named || BEFORE_BODIES.contains(&before.as_str())
}

fn words<'a>(text: &'a str, lower: &str) -> Vec<Miswritten<'a>> {
    let mut found = Vec::new();
    for (rule, name) in WORDS {
        for at in whole(lower, name) {
            let wrong = &text[at..at + name.len()];
            let (first, rest) = wrong.split_at(wrong.chars().next().map_or(0, char::len_utf8));
            let is_name = first.chars().all(char::is_uppercase) || name.ends_with("ủy");
            let is_whole = !wrong.contains(char::is_lowercase);
            if is_name && !is_whole && rest.contains(char::is_uppercase) {
                let right = format!("{first}{}", newer(&rest.to_lowercase()));
                found.push(Miswritten { at, wrong, right, rule });
            }
        }
    }
    found
}

/// "vào thứ hai, ngày 15", "trong tháng tám": weekdays and months in words.
fn days<'a>(text: &'a str, lower: &str) -> Vec<Miswritten<'a>> {
    let mut found = Vec::new();
    let mut note = |noun: &str, name: &str, is_meant: fn(&str) -> bool| {
        let words = format!("{noun} {name}");
        for at in whole(lower, &words) {
            let wrong = &text[at..at + words.len()];
            let is_small = wrong[noun.len() + 1..].starts_with(char::is_lowercase);
            let before = word_before(&lower[..at]);
            let behind = &lower[at + words.len()..];
            if is_small && BEFORE_DAYS.contains(&before) && is_meant(behind) {
                let mut letters = name.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                let right: String = first.chain(letters).collect();
                let right = format!("{} {right}", &wrong[..noun.len()]);
                found.push(Miswritten { at, wrong, right, rule: "II-day" });
            }
        }
    };
    for name in WEEKDAYS {
        note("thứ", name, is_weekday);
    }
    for name in MONTHS {
        note("tháng", name, is_month);
    }
    found
}

/// What stands behind a weekday: its date, or that it comes every week.
fn is_weekday(behind: &str) -> bool {
    let behind = behind.trim_start_matches([',', ' ', '(']);
    let day = behind.strip_prefix("ngày ").unwrap_or(behind);
    day.starts_with(|c: char| c.is_ascii_digit())
        || ["hằng tuần", "hàng tuần"].iter().any(|words| behind.starts_with(words))
}

/// What stands behind a month: an end, or its year; "mỗi tháng một lần" counts.
fn is_month(behind: &str) -> bool {
    let rest = behind.trim_start();
    let year = ["năm ", "tới", "này", "vừa qua", "hằng năm", "hàng năm"];
    behind.is_empty()
        || behind.starts_with(['.', ',', ';', ':', ')'])
        || year.iter().any(|words| rest.starts_with(words))
}

/// Whether a sentence, a quotation or an item begins here.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    let numbered = before.ends_with(')') && before.chars().count() <= 3;
    before.is_empty()
        || numbered
        || before.ends_with(['.', ':', ';', '!', '?', '“', '"', '-', '+', '(', '|'])
}

/// A common noun of a unit with a capital before a name inside a sentence.
fn units(at: usize, text: &str, known: &[Miswritten<'_>], report: &mut Report<'_>) {
    for noun in UNIT_NOUNS {
        for place in whole(text, noun) {
            let behind = &text[place + noun.len()..];
            let name = behind.strip_prefix([' ', '\u{A0}', '\n']).unwrap_or_default();
            let is_told =
                known.iter().any(|words| (words.at..words.at + words.wrong.len()).contains(&place));
            // "Thị Xã" and "Hợp tác Xã" end in another word's syllable.
            let before = word_before(&text[..place]).to_lowercase();
            let is_told = is_told || matches!(before.as_str(), "thị" | "tác");
            if is_told || begins_sentence(&text[..place]) || !is_name_of_unit(noun, name) {
                continue;
            }
            let ends = [' ', ',', '.', ';', ')', ':', '”', '"', '\u{A0}', '\n'];
            let name: Vec<&str> = name.split(ends).take(2).collect();
            let name = name.join(" ");
            let fix = format!("Viết “{} {}”.", noun.to_lowercase(), name.trim());
            let problem = format!("“{noun} {}” giữa câu viết hoa {noun}.", name.trim());
            report.mend("II-unit", at, problem, fix);
        }
    }
}

/// Whether a unit's name follows: two syllables in capitals that make no other word with the noun.
/// "Tỉnh Đoàn", "Huyện Đoàn" are the Youth Union's own names; "xã Đoàn Kết" is a unit.
fn is_name_of_unit(noun: &str, name: &str) -> bool {
    let mut words = name.split([' ', '\u{A0}', '\n']);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    let is_union = first == "Đoàn" && noun != "Xã";
    let is_other = OTHER_WORDS.contains(&first) || is_union;
    is_capital(first) && first.chars().all(char::is_alphabetic) && is_capital(second) && !is_other
}

/// A unit named by a number has a capital: `Quận 1`, `Phường 7`.
fn numbered_units(at: usize, text: &str, report: &mut Report<'_>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    for (place, pair) in words.windows(2).enumerate() {
        let number = pair[1].trim_end_matches([',', '.', ';', ':', ')']);
        let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        // "mỗi phường 02 người" counts people, it names no unit.
        let counts = number == pair[1]
            && words.get(place + 2).is_some_and(|next| next.starts_with(char::is_lowercase));
        let is_name = is_number && number.len() < 3 && !number.starts_with('0') && !counts;
        if matches!(pair[0], "quận" | "phường") && is_name {
            let right = if pair[0] == "quận" { "Quận" } else { "Phường" };
            let fix = format!("Viết “{right} {number}”.");
            report.mend("II-unit", at, format!("“{} {number}” viết thường.", pair[0]), fix);
        }
    }
}
