//! Codes of refusals: a person who reads one out on the telephone names one sentence.

use std::collections::BTreeMap;

use crate::{fault::Fault, repository::Repository};

/// Texts that give codes.
const SOURCE: [&str; 1] = [".rs"];

/// Where tests begin in a file.
const TESTS: &str = "#[cfg(test)]";

/// One place that tells a code.
struct Told {
    line: usize,
    code: String,
    /// The words behind the code where a refusal gives them on the spot; none where an error type does.
    sentence: Option<String>,
}

/// Finds codes that two refusals word differently, or that two types of errors give.
pub(crate) fn codes_have_one_sentence(repository: &Repository) -> Vec<Fault> {
    let mut known: BTreeMap<String, (String, usize, Option<String>)> = BTreeMap::new();
    let mut faults = Vec::new();
    for (path, text) in repository.files() {
        let is_source = path.starts_with("crates/") && path.contains("/src/");
        if !is_source || !SOURCE.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        for told in told(text.split(TESTS).next().unwrap_or(text)) {
            let Told { line, code, sentence } = told;
            match known.get(&code) {
                None => {
                    known.insert(code, (path.to_owned(), line, sentence));
                }
                // Two doors to one refusal say the same; an error type says its code once.
                Some((.., first)) if first.is_some() && *first == sentence => {}
                Some((place, at, _)) => {
                    let words = format!("{code} says something else than at {place}:{at}");
                    faults.push(Fault::new(path, line, words));
                }
            }
        }
    }
    faults
}

/// The codes that a file gives, in its order.
fn told(text: &str) -> Vec<Told> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('"') {
        let Some(code) = code_at(&text[at..]) else { continue };
        let behind = &text[at + code.len() + 2..];
        let before = text[..at].trim_end();
        let line = text[..at].matches('\n').count() + 1;
        let sentence = if before.ends_with("refused(") {
            literal(behind)
        } else if gives(before) {
            None
        } else if is_beside_its_words(before) {
            match literal(behind).filter(|_| is_text(behind)) {
                Some(words) => Some(words),
                // Words that were made elsewhere.
                None => continue,
            }
        } else {
            continue;
        };
        found.push(Told { line, code: code.to_owned(), sentence });
    }
    found
}

/// `Self::Late => "SUB-003"`, `Self::NotFound => ("ACC-001", …)`, with or without a block around it.
fn gives(before: &str) -> bool {
    let bare = before.trim_end_matches('(').trim_end();
    bare.trim_end_matches('{').trim_end().ends_with("=>")
}

/// `leave(spot, "BOOK-108", "…")`, `refused(content, "BOOK-112", "…")`, `("BOOK-106", "…")`.
fn is_beside_its_words(before: &str) -> bool {
    if let Some(tuple) = before.strip_suffix('(') {
        return !tuple.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_' || sign == '!');
    }
    let Some(arguments) = before.strip_suffix(',') else { return false };
    let call = ["leave(", "refused("].iter().filter_map(|name| arguments.rfind(name)).max();
    call.is_some_and(|at| !arguments[at..].contains(['"', ';', '{', '}']))
}

/// Whether the next argument is a literal, bare or in a `format!`.
fn is_text(behind: &str) -> bool {
    let rest = behind.trim_start().strip_prefix(',').unwrap_or_default().trim_start();
    rest.strip_prefix("format!(").map_or(rest, str::trim_start).starts_with('"')
}

/// The code of a literal `"DOC-001"` or `"BOOK-001"` that stands first.
fn code_at(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('"')?;
    let inside = &inside[..inside.find('"')?];
    let (word, number) = inside.split_once('-')?;
    let is_code = matches!(word.len(), 3 | 4)
        && word.bytes().all(|sign| sign.is_ascii_uppercase())
        && number.len() == 3
        && number.bytes().all(|sign| sign.is_ascii_digit());
    is_code.then_some(inside)
}

/// The next literal behind a comma, bare or in a `format!`, its broken lines made whole; else the
/// expression up to the next comma.
fn literal(behind: &str) -> Option<String> {
    let rest = behind.trim_start().strip_prefix(',')?.trim_start();
    let rest = rest.strip_prefix("format!(").map_or(rest, str::trim_start);
    let Some(inside) = rest.strip_prefix('"') else {
        return rest.split(',').next().map(|words| words.trim().to_owned());
    };
    let end = inside.match_indices('"').find(|(at, _)| !inside[..*at].ends_with('\\'))?.0;
    let words: Vec<&str> = inside[..end].split_whitespace().filter(|word| *word != "\\").collect();
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(texts: &[(&str, &str)]) -> usize {
        codes_have_one_sentence(&Repository::of(texts)).len()
    }

    #[test]
    fn a_code_with_two_sentences_is_a_fault() {
        let one = "refused(\n    \"DOC-011\",\n    \"Ngày của văn bản chưa đến.\",\n)";
        let two = "refused(\"DOC-011\", \"Chưa đọc được ngày.\", next)";
        let kind = "match self { Self::Late => \"DOC-011\", Self::Other => (\"DOC-012\", next) }";
        let (a, b) = ("crates/web/src/a.rs", "crates/web/src/b.rs");
        assert_eq!(faults(&[(a, one), (b, one)]), 0);
        assert_eq!(faults(&[(a, one), (b, two)]), 1);
        assert_eq!(faults(&[(a, one), (b, kind)]), 1);
        assert_eq!(faults(&[(a, kind), (b, kind)]), 2);
        assert_eq!(faults(&[(a, one), (b, "#[cfg(test)] refused(\"DOC-011\", \"x\")")]), 0);
        assert_eq!(faults(&[(a, one), (b, "if problem.code == \"DOC-011\"")]), 0);
    }

    #[test]
    fn codes_of_four_letters_beside_their_words_are_read_too() {
        let (a, b) = ("crates/exchange/src/a.rs", "crates/exchange/src/b.rs");
        let left = "self.leave((row, column), \"BOOK-107\", \"Cột thêm vào.\");";
        let other = "self.leave(spot, \"BOOK-107\", format!(\"Cột {text} chép thêm.\"));";
        let cell = "refused(\n    content,\n    \"BOOK-107\",\n    \"Ô mang dạng ngày.\",\n)";
        let tuple = "unwrap_or_else(|| (\"BOOK-107\", \"Dòng thêm vào.\".to_owned()))";
        let elsewhere = "self.leave((row, column), \"BOOK-107\", reason);";
        for (second, count) in [(left, 0), (other, 1), (cell, 1), (tuple, 1), (elsewhere, 0)] {
            assert_eq!(faults(&[(a, left), (b, second)]), count, "{second}");
        }
    }
}
