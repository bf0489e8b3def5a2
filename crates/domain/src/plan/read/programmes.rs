//! Programmes, strategies and projects cited by name alone.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use super::{Programme, capital, pattern, plain};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:\b(?P<kind>[Cc]hương trình|[Cc]hiến lược|[Đđ]ề án|Dự án|Tiểu dự án|Cuộc vận động|Phong trào))\s(?P<rest>[“"]?\p{L}[^;:.()…\n]*)"#,
    )
});
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:,\s?|\svà\s|\sgắn với\s)(?:các\s)?(?:[Cc]hương trình|[Cc]hiến lược|[Đđ]ề án|[Dd]ự án|[Kk]ế hoạch|Luật|Nghị quyết|Quyết định|Công văn)\s",
    )
});
static END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r",|\s(?:trong đó|trên địa bàn|theo|hiệu quả|do\s|được|đã|nhằm|để|và các|tại|cho|bảo đảm|đảm bảo|gắn với|trước (?:ngày|tháng)|chậm nhất|muộn nhất|không (?:muộn|chậm|quá)|(?:hằng|hàng) năm|của (?:tỉnh|Ủy|Uỷ|UBND|Thủ tướng|Chính phủ|ngành|địa phương)|có hiệu quả|thuộc|tới|bằng|ban hành|kèm|là|này|và hoạt động|và công tác|và (?:các )?nguồn)(?:\s|$|,)",
    )
});
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:giai đoạn|đến năm|thời kỳ|năm)\s\d{4}(?:\s?[-–]\s?\d{4})?(?:,? tầm nhìn (?:đến )?(?:năm )?\d{4})?",
    )
});
static SPECIFIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?i)^(?:“|"|mục tiêu quốc gia\s\p{L}|hành động (?:quốc gia )?về|quốc gia\s|phòng,? (?:ngừa|chống)|truyền thông về|tăng cường|phát triển|nâng cao|hỗ trợ|giáo dục|tổng thể|xây dựng|thực hiện|về|bình đẳng giới|bảo vệ|nông thôn|\d{1,2}[\s:,–-])"#,
    )
});

/// The programmes that a text names, in printed order.
pub(super) fn find(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(found) = NAMED.captures(text.get(at..).unwrap_or("")) {
        let (Some(kind), Some(rest)) = (found.name("kind"), found.name("rest")) else { break };
        let length = name_length(rest.as_str());
        if let Some(name) = accepted(kind.as_str(), &rest.as_str()[..length]) {
            names.push(name);
            at += rest.start() + length;
        } else {
            at += rest.start();
        }
    }
    names
}

fn name_length(rest: &str) -> usize {
    if rest.starts_with('“') {
        return rest.find('”').map_or(rest.len(), |end| end + '”'.len_utf8());
    }
    if let Some(quoted) = rest.strip_prefix('"') {
        return quoted.find('"').map_or(rest.len(), |end| end + 2);
    }
    let limit = rest.char_indices().nth(260).map_or(rest.len(), |(index, _)| index);
    let rest = &rest[..limit];
    let mut end = rest.len();
    for stop in [NEXT.find(rest).map(|next| next.start()), first_end(rest)].into_iter().flatten() {
        end = end.min(stop);
    }
    // The years close a name, unless they are what the text goes on about.
    YEARS.find(&rest[..end]).map_or(end, |years| years.end())
}

/// A comma inside "phòng, chống" or "phụ nữ, hòa bình và an ninh" belongs to the name.
fn first_end(rest: &str) -> Option<usize> {
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^,\s(?:chống|ứng phó|hòa bình|hoà bình|quản lý|phát triển|trẻ em|hỗ trợ|phòng|giảm nghèo|miền núi|vùng|chính trị|can thiệp|chăm sóc)",
        )
    });
    // "mất cân bằng", "bằng" is half a word.
    let half = |at: usize| {
        rest[at..].starts_with(" bằng")
            && ["cân", "công"].iter().any(|word| rest[..at].ends_with(word))
    };
    let mut ends = END.find_iter(rest).map(|end| end.start());
    ends.find(|at| !INSIDE.is_match(&rest[*at..]) && !half(*at))
}

fn accepted(kind: &str, rest: &str) -> Option<String> {
    let rest = rest.trim_end_matches([' ', ',', '-', '–']);
    let words = rest.split_whitespace().count();
    let lower = !capital(kind) && rest.chars().next().is_some_and(char::is_lowercase);
    let specific = SPECIFIC.is_match(rest) || capital(rest) && words >= 3;
    let dated = YEARS.is_match(rest);
    let long = words >= 4 || rest.starts_with(['“', '"']) || rest.chars().next()?.is_ascii_digit();
    let national = plain(rest).contains("quốc gia");
    if plain(rest).starts_with("mục tiêu quốc gia giai đoạn") {
        return None;
    }
    if !specific || !long || lower && !(national || dated || words >= 10) {
        return None;
    }
    let mut name = kind.to_owned();
    if let Some(first) = kind.chars().next() {
        name = first.to_uppercase().chain(kind.chars().skip(1)).collect();
    }
    Some(format!("{name} {rest}"))
}

/// Adds a name under an anchor; nearly the same words are the same programme.
pub(super) fn keep(programmes: &mut Vec<Programme>, name: String, anchor: &str) {
    let words = significant(&name);
    let known =
        programmes.iter_mut().take(400).find(|known| alike(&significant(&known.name), &words));
    match known {
        Some(known) => {
            if YEARS.is_match(&name) && !YEARS.is_match(&known.name) {
                known.name = name;
            }
            if known.anchors.last().is_none_or(|last| last != anchor) {
                known.anchors.push(anchor.to_owned());
            }
        }
        None => programmes.push(Programme { name, anchors: vec![anchor.to_owned()] }),
    }
}

fn significant(name: &str) -> BTreeSet<String> {
    let bare = YEARS.replace_all(name, " ");
    plain(&bare)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "và" | "trong" | "vào" | "các" | "về"))
        .map(str::to_owned)
        .collect()
}

fn alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let kinds = ["chiến", "chương", "đề", "dự"];
    let same_kind = kinds.iter().all(|kind| one.contains(*kind) == other.contains(*kind));
    let digits = |words: &BTreeSet<String>| -> Vec<String> {
        words.iter().filter(|word| word.chars().all(|c| c.is_ascii_digit())).cloned().collect()
    };
    let shared = one.intersection(other).count();
    let all = one.union(other).count();
    same_kind && digits(one) == digits(other) && shared * 100 >= all * 80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_something_is_due_is_no_part_of_a_name() {
        for end in [
            "chậm nhất là ngày 25/12",
            "muộn nhất ngày 25/12",
            "trước tháng 12",
            "hằng năm trước ngày 25/12",
        ] {
            let text = format!("Kết quả thực hiện Chương trình Quốc gia về bình đẳng giới {end}");
            assert_eq!(find(&text), ["Chương trình Quốc gia về bình đẳng giới"], "{end}");
        }
    }
}
