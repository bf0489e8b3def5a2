//! What a reissue leaves to people: annexes that are not in the file, and words that look mistyped.

use std::collections::BTreeSet;

use documents::{decree::Weight, lint::Finding};
use domain::roman::roman;

/// A word as plans mistype it, what was meant, and words behind it beside which it is right.
const SLIPS: [(&str, &str, &[&str]); 4] = [
    ("cấn", "cần", &["trừ", "nợ", "thai", "bù"]),
    ("sát nhập", "sáp nhập", &[]),
    ("thăm quan", "tham quan", &[]),
    ("bổ xung", "bổ sung", &[]),
];
/// How the name of another document begins, behind an annex that is that document's.
const ELSEWHERE: [&str; 7] = ["của", "ban", "Nghị", "Quyết", "Thông", "Kế", "Công"];
/// Words on either side of a slip that are shown.
const AROUND: usize = 3;
/// Annexes that a plan may point to.
const ANNEXES_MAX: u32 = 30;

pub(super) fn findings(text: &str, annexes: usize) -> Vec<Finding> {
    let mut found: Vec<Finding> = missing(text, annexes).into_iter().collect();
    for line in text.lines() {
        found.extend(SLIPS.iter().flat_map(|slip| slips(line, *slip)));
    }
    found
}

/// Annexes that the words point to, by their Roman numbers, beyond those that the file holds.
fn missing(text: &str, annexes: usize) -> Option<Finding> {
    let held: BTreeSet<String> = (1..=ANNEXES_MAX).take(annexes).map(roman).collect();
    let named: Vec<String> = named(text).into_iter().map(roman).collect();
    let lacking: Vec<String> = named.into_iter().filter(|number| !held.contains(number)).collect();
    if lacking.is_empty() {
        return None;
    }
    let list = lacking.join(", ");
    Some(Finding {
        rule: "A-01",
        place: "Phụ lục".to_owned(),
        problem: format!("Văn bản nhắc đến Phụ lục {list} kèm theo, tệp này không có."),
        fix: format!("Lập Phụ lục {list} và gửi kèm kế hoạch."),
        weight: Weight::Fault,
    })
}

/// Numbers of annexes behind the word: "Phụ lục II, III và IV" names three.
fn named(text: &str) -> BTreeSet<u32> {
    let numbers: Vec<(String, u32)> = (1..=ANNEXES_MAX).map(|n| (roman(n), n)).collect();
    let mut named = BTreeSet::new();
    for word in ["Phụ lục ", "phụ lục ", "PHỤ LỤC "] {
        for (at, _) in text.match_indices(word) {
            let mut rest = text[at + word.len()..].lines().next().unwrap_or_default();
            let mut own = Vec::new();
            loop {
                let first = first_word(rest);
                let Some((_, number)) = numbers.iter().find(|(roman, _)| *roman == first) else {
                    break;
                };
                own.push(*number);
                rest = &rest[first.len()..];
                // The list goes on behind a comma or "và", and nowhere else.
                let Some(next) = [", ", " và "].iter().find_map(|sign| rest.strip_prefix(sign))
                else {
                    break;
                };
                rest = next;
            }
            let next = first_word(rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
            if !ELSEWHERE.contains(&next) {
                named.extend(own);
            }
        }
    }
    named
}

/// The letters that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

fn slips(line: &str, (wrong, meant, right_before): (&str, &str, &[&str])) -> Vec<Finding> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let length = wrong.split(' ').count();
    let mut found = Vec::new();
    for (at, piece) in words.windows(length).enumerate() {
        let is_it = piece.iter().map(bare).eq(wrong.split(' '));
        let next = words.get(at + length).map(bare).unwrap_or_default();
        if !is_it || right_before.contains(&next.as_str()) {
            continue;
        }
        let from = at.saturating_sub(AROUND);
        let to = words.len().min(at + length + AROUND);
        found.push(Finding {
            rule: "chinh-ta",
            place: format!("“…{}…”", words[from..to].join(" ")),
            problem: format!("“{}” có thể gõ nhầm.", piece.join(" ")),
            fix: format!("Xem lại; nếu nhầm thì sửa thành “{meant}”."),
            weight: Weight::Advice,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annexes_that_the_file_lacks_are_told_once() {
        let text =
            "a) Báo cáo (Phụ lục II, III kèm theo).\nb) Theo Phụ lục I và Phụ lục IV kèm theo.";
        let told = findings(text, 1);
        assert_eq!(told.len(), 1);
        assert!(told[0].problem.contains("Phụ lục II, III, IV kèm theo"), "{}", told[0].problem);
        assert!(findings(text, 4).is_empty());
        let text = "(kèm Phụ lục I).\nIII. NỘI DUNG";
        assert!(findings(text, 0)[0].problem.contains("Phụ lục I kèm theo"));
        assert!(findings("thể thức theo Phụ lục I Nghị định số 30/2020/NĐ-CP", 0).is_empty());
    }

    #[test]
    fn words_that_look_mistyped_are_told_with_their_place() {
        let told = findings("địa phương có vấn đề cấn quan tâm, sau khi sát nhập", 0);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].place.contains("vấn đề cấn quan tâm"), "{}", told[0].place);
        assert!(findings("cấn trừ công nợ; cần quan tâm; sáp nhập", 0).is_empty());
    }
}
