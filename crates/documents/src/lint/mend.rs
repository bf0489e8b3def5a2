//! Mends in words what the rules mark and one reading of the decree settles; what needs a head stays for people.

use std::{collections::BTreeSet, ops::Range};

use super::{
    cite,
    rules::{capitals, cited, wording},
};
use domain::roman::roman;

use crate::decree::wording::TONES;

/// Most mends of one text; a hostile one is left as it is from there on.
const MENDS_MAX: usize = 400;

/// One change of words; the first `before` of the text became `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    pub rule: &'static str,
    /// With as many words around as make it the first of its text.
    pub before: String,
    pub after: String,
    /// Another mend was possible: people look at it.
    pub is_guess: bool,
}

/// Mends the texts of one document in the order in which they are printed.
#[derive(Debug, Clone)]
pub struct Mender {
    /// The issuing body as a citation names it; empty where it is no people's committee.
    body: String,
    known: BTreeSet<String>,
    /// Both dashes occur.
    mixes_dashes: bool,
    /// Spans of years stand with spaces and without.
    mixes_spans: bool,
    /// "Chiến lược quốc gia" and "Chiến lược Quốc gia" both occur.
    mixes_nation: bool,
}

/// Ends of the nouns before "quốc gia" that are no organs: Chiến lược, Chương trình, mục tiêu.
const NATIONAL: [&str; 3] = ["lược ", "trình ", "tiêu "];

/// A place, what stands there instead, the rule, whether it is a guess.
type Change = (Range<usize>, String, &'static str, bool);

impl Mender {
    /// Begins a document; `whole` is all its words, `body` its people's committee.
    pub fn new(whole: &str, body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            known: BTreeSet::new(),
            mixes_dashes: whole.contains(['–', '—']) && whole.contains('-'),
            mixes_spans: spans(whole).any(|(_, is_wide)| is_wide)
                && spans(whole).any(|(_, is_wide)| !is_wide),
            mixes_nation: nation(whole).is_some()
                && NATIONAL.iter().any(|noun| whole.contains(&format!("{noun}quốc gia"))),
        }
    }

    /// Mends one text and tells each change.
    pub fn mend(&mut self, text: &mut String) -> Vec<Mended> {
        let mut mended = Vec::new();
        while mended.len() < MENDS_MAX {
            let Some(change) = self.next(text) else { break };
            mended.push(put(text, change));
        }
        mended
    }

    fn next(&mut self, text: &str) -> Option<Change> {
        spaces(text)
            .or_else(|| symbol(text))
            .or_else(|| tone(text))
            .or_else(|| phrase(text))
            .or_else(|| appendix(text))
            .or_else(|| dash(text).filter(|_| self.mixes_dashes))
            .or_else(|| span(text).filter(|_| self.mixes_spans))
            .or_else(|| nation(text).filter(|_| self.mixes_nation))
            .or_else(|| stop(text))
            .or_else(|| day(text))
            .or_else(|| self.citation(text))
    }

    /// P-02: the province's own document lacks the body that issued it.
    fn citation(&mut self, text: &str) -> Option<Change> {
        for found in cite::all(text) {
            if !self.known.insert(found.symbol.clone()) || self.body.is_empty() {
                continue;
            }
            let is_own = found.symbol.split('/').next_back().is_some_and(|kind| {
                kind.split('-').any(|part| part == "UBND") && !kind.contains('.')
            });
            let before = cited::before(text, &found);
            let missing = cited::missing(text, &found, &before);
            let Some(day) = day_length(&text[found.end..]) else { continue };
            let at = found.end + day;
            let lacks =
                missing == [cited::BODY] || missing.is_empty() && names_no_body(&text[at..]);
            if is_own && lacks {
                return Some((at..at, format!(" của {}", self.named_in(text)), "P-02", true));
            }
        }
        None
    }

    /// The body as the text itself names it: one sentence does not bear both manners.
    fn named_in(&self, text: &str) -> String {
        let short = self.body.replace("Ủy ban nhân dân", "UBND");
        if text.contains(&format!("của {short}")) { short } else { self.body.clone() }
    }
}

/// Behind the day stands the abstract at once: a later "của" is another citation's or the abstract's own.
fn names_no_body(behind: &str) -> bool {
    let rest = behind.trim_start();
    rest.starts_with(char::is_lowercase) && !rest.starts_with("của ") && !rest.starts_with("và ")
}

/// Spans of years: where, and whether spaces stand around the dash.
fn spans(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
    let is_year = |text: &str| {
        text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit()) && text.starts_with(['1', '2'])
    };
    text.match_indices(['-', '–', '—']).filter_map(move |(at, dash)| {
        let (before, after) = (&text[..at], &text[at + dash.len()..]);
        let (left, right) = (before.trim_end_matches(' '), after.trim_start_matches(' '));
        let first = left.get(left.len().checked_sub(4)?..)?;
        let last = right.get(..4)?;
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '/');
        let stands_alone = !is_part(left[..left.len() - 4].chars().next_back())
            && !is_part(right[4..].chars().next());
        let is_wide = left.len() < before.len() && right.len() < after.len();
        (is_year(first) && is_year(last) && stands_alone)
            .then(|| (left.len()..text.len() - right.len(), is_wide))
    })
}

/// "2021-2025" beside "2021 - 2030".
fn span(text: &str) -> Option<Change> {
    let (place, _) = spans(text).find(|(_, is_wide)| !is_wide)?;
    Some((place, " - ".to_owned(), "dash-mixed", false))
}

/// Changes the place and takes words around it until no earlier place reads the same.
fn put(text: &mut String, (range, with, rule, is_guess): Change) -> Mended {
    let (mut from, mut to) = (range.start, range.end);
    loop {
        from = text[..from].trim_end().rfind(' ').map_or(0, |space| space + 1);
        to = text[to..]
            .char_indices()
            .find(|(at, c)| *at > 0 && *c == ' ')
            .map_or(text.len(), |(at, _)| to + at);
        if text.find(&text[from..to]) == Some(from) || from == 0 && to == text.len() {
            break;
        }
    }
    let before = text[from..to].to_owned();
    let after = format!("{}{with}{}", &text[from..range.start], &text[range.end..to]);
    text.replace_range(range, &with);
    Mended { rule, before, after, is_guess }
}

fn spaces(text: &str) -> Option<Change> {
    if let Some(at) = text.find("  ") {
        let more = text[at..].len() - text[at..].trim_start_matches(' ').len();
        return Some((at..at + more, " ".to_owned(), "space", false));
    }
    for sign in [",", ";", ":", ")"] {
        if let Some(at) = text.find(&format!(" {sign}")) {
            return Some((at..at + 1, String::new(), "space", false));
        }
    }
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for four in letters.windows(4) {
        let [(_, a), (second, b), (third, c), (fourth, d)] = *four else { continue };
        match (b, c) {
            (' ', '-') if a.is_ascii_digit() && d.is_ascii_digit() => {
                return Some((fourth..fourth, " ".to_owned(), "space", false));
            }
            ('-', ' ') if a.is_ascii_digit() && d.is_ascii_digit() => {
                return Some((second..third, " -".to_owned(), "space", false));
            }
            _ => {}
        }
    }
    None
}

fn symbol(text: &str) -> Option<Change> {
    let found = cite::all(text).into_iter().find(|found| found.has_space)?;
    Some((found.start..found.end, found.symbol, "N-space", false))
}

fn tone(text: &str) -> Option<Change> {
    let word = wording::toned(text).find(|(_, is_newer)| !is_newer)?.0;
    let at = text.match_indices(word).map(|(at, _)| at).find(|at| {
        let part = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        !part(text[..*at].chars().next_back()) && !part(text[at + word.len()..].chars().next())
    })?;
    let lower = word.to_lowercase();
    let (newer, older) = TONES.iter().find(|(_, older)| lower.ends_with(older))?;
    let signs = newer.chars().rev().zip(word.chars().rev());
    let cased = signs.map(|(new, old)| {
        if old.is_uppercase() { new.to_uppercase().to_string() } else { new.to_string() }
    });
    let mut end: Vec<String> = cased.collect();
    end.reverse();
    let keep: usize = word.chars().rev().take(older.chars().count()).map(char::len_utf8).sum();
    let from = at + word.len() - keep;
    Some((from..at + word.len(), end.concat(), "tone-mixed", false))
}

fn phrase(text: &str) -> Option<Change> {
    let found = capitals::miswritten(text).into_iter().next()?;
    Some((found.at..found.at + found.wrong.len(), found.right, found.rule, false))
}

/// "Phụ lục 02, 03 và 04": every number of the list.
fn appendix(text: &str) -> Option<Change> {
    let name = ["Phụ lục ", "phụ lục ", "PHỤ LỤC "];
    let starts =
        name.iter().flat_map(|name| text.match_indices(name).map(move |(at, _)| at + name.len()));
    for start in starts {
        let mut at = start;
        loop {
            let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            if (1..=2).contains(&digits) {
                let order: u32 = text[at..at + digits].parse().ok()?;
                let follows = text[at + digits..].chars().next();
                if order == 0 || follows.is_some_and(char::is_alphanumeric) {
                    break;
                }
                return Some((at..at + digits, roman(order), "A-01-roman", false));
            }
            // Behind a Roman number the list may go on.
            let roman = text[at..].bytes().take_while(|c| b"IVX".contains(c)).count();
            let rest = &text[at + roman..];
            let Some(sign) = [", ", " và ", " và Phụ lục "]
                .into_iter()
                .filter(|sign| rest.starts_with(sign))
                .max_by_key(|sign| sign.len())
                .filter(|_| roman > 0)
            else {
                break;
            };
            at += roman + sign.len();
            let next = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            let words = text[at + next..].strip_prefix(' ').and_then(|rest| rest.chars().next());
            // "Phụ lục I, 03 huyện" counts districts.
            let counts = words.is_some_and(char::is_lowercase)
                && !text[at + next..].starts_with(" kèm")
                && !text[at + next..].starts_with(" và");
            if next > 0 && counts {
                break;
            }
        }
    }
    None
}

fn dash(text: &str) -> Option<Change> {
    let at = text.find(['–', '—'])?;
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    Some((at..at + length, "-".to_owned(), "dash-mixed", false))
}

/// "Chiến lược Quốc gia": its noun names no organ.
fn nation(text: &str) -> Option<Change> {
    let places = NATIONAL.iter().filter_map(|noun| {
        let words = format!("{noun}Quốc gia");
        text.find(&words).map(|at| at + noun.len())
    });
    let at = places.min()?;
    Some((at..at + "Quốc".len(), "quốc".to_owned(), "II-title", true))
}

fn stop(text: &str) -> Option<Change> {
    let (at, _) = wording::stray_stops(text).next()?;
    Some((at..at + 1, String::new(), "II-sentence", true))
}

fn day(text: &str) -> Option<Change> {
    let (word, right) = cited::wrong_days(text).next()?;
    let at = text.find(word)?;
    Some((at..at + word.len(), right, "N-date", false))
}

/// Bytes of " ngày 18/7/2018" or " ngày 18 tháng 7 năm 2018" at the beginning.
fn day_length(text: &str) -> Option<usize> {
    let words: Vec<&str> = text.trim_start_matches(',').split(' ').collect();
    let at = words.iter().position(|word| *word == "ngày").filter(|at| *at <= 1)?;
    let last = if words.get(at + 2) == Some(&"tháng") { at + 5 } else { at + 1 };
    let kept = words.get(..=last)?.join(" ");
    let comma = text.len() - text.trim_start_matches(',').len();
    Some(comma + kept.trim_end_matches([',', ';', '.', ')']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> (String, Vec<Mended>) {
        let mut words = text.to_owned();
        let changes = Mender::new(text, "Ủy ban nhân dân tỉnh").mend(&mut words);
        let mut again = text.to_owned();
        for change in &changes {
            again = again.replacen(&change.before, &change.after, 1);
        }
        assert_eq!(again, words, "the changes told do not lead there");
        (words, changes)
    }

    #[test]
    fn old_habits_are_mended_and_each_is_told() {
        for (before, after) in [
            (
                "Kế hoạch số 176 /KH-UBND ngày 15/3/2022.",
                "Kế hoạch số 176/KH-UBND ngày 15/3/2022 của Ủy ban nhân dân tỉnh.",
            ),
            ("hoàn thiện, hoà bình; Uỷ ban, UỶ BAN", "hoàn thiện, hòa bình; Ủy ban, ỦY BAN"),
            ("(Phụ lục 02, 03, 04, 05 kèm theo)", "(Phụ lục II, III, IV, V kèm theo)"),
            ("theo Phụ lục 01, 03 huyện làm điểm", "theo Phụ lục I, 03 huyện làm điểm"),
            ("năm 2021 – 2030, 2024 - 2030", "năm 2021 - 2030, 2024 - 2030"),
            ("từ 11 -15/11/2024", "từ 11 - 15/11/2024"),
            ("các địa phương, đơn vị. có nhiều việc", "các địa phương, đơn vị có nhiều việc"),
            (
                "của các Sở, ban, ngành và Ban vì sự tiến bộ",
                "của các sở, ban, ngành và Ban Vì sự tiến bộ",
            ),
            ("trước ngày 5/03/2024", "trước ngày 05/3/2024"),
            (
                "Chiến lược Quốc gia và chương trình quốc gia",
                "Chiến lược quốc gia và chương trình quốc gia",
            ),
            (
                "văn bản của UBND tỉnh: Kế hoạch số 176/KH-UBND ngày 15/3/2022.",
                "văn bản của UBND tỉnh: Kế hoạch số 176/KH-UBND ngày 15/3/2022 của UBND tỉnh.",
            ),
            ("giai đoạn 2021-2025, 2021 - 2030", "giai đoạn 2021 - 2025, 2021 - 2030"),
            (
                "Kế hoạch số 482/KH-UBND ngày 18/7/2018 thực hiện Chỉ thị số 21-CT/TW ngày 20/01/2018 của \
                 Ban Bí thư",
                "Kế hoạch số 482/KH-UBND ngày 18/7/2018 của Ủy ban nhân dân tỉnh thực hiện Chỉ thị số \
                 21-CT/TW ngày 20/01/2018 của Ban Bí thư",
            ),
            (
                "Công văn số 860/UBND-VX ngày 31/01/2024 về tổ chức triển khai Quyết định số 101/QĐ-TTg ngày \
                 25/01/2024 của Thủ tướng Chính phủ",
                "Công văn số 860/UBND-VX ngày 31/01/2024 của Ủy ban nhân dân tỉnh về tổ chức triển khai Quyết \
                 định số 101/QĐ-TTg ngày 25/01/2024 của Thủ tướng Chính phủ",
            ),
        ] {
            assert_eq!(mended(before).0, after);
        }
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022 của Ủy ban nhân dân tỉnh; Phụ lục I, II.",
            "v.v. và 1.234 lượt người, phòng, chống bạo lực",
            "giai đoạn 2021-2025 và 2026-2030",
            "Chiến lược Quốc gia, Ủy ban Quốc gia",
            "từ 2021 - 2025, số 0238-3844-9999",
        ] {
            assert_eq!(mended(text), (text.to_owned(), Vec::new()));
        }
    }
}
