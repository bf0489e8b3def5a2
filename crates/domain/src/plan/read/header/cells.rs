//! The cells of a letterhead: columns printed on one line told apart, lines that a narrow column broke
//! put together again.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{capital, pattern, plain};

/// Whether a name of a body was broken between two lines: "ỦY" above "BAN NHÂN DÂN",
/// "… TIẾN BỘ CỦA PHỤ" above "NỮ".
pub(in super::super) fn goes_on(last: &str, next: &str) -> bool {
    const PHRASES: [&str; 6] = [
        "ủy ban nhân dân",
        "hội đồng nhân dân",
        "vì sự tiến bộ của phụ nữ",
        "hội liên hiệp phụ nữ",
        "lao động - thương binh và xã hội",
        "mặt trận tổ quốc việt nam",
    ];
    let (last, next) = (format!(" {}", plain(last)), plain(next));
    PHRASES.iter().any(|phrase| {
        phrase.match_indices(' ').any(|(at, _)| {
            let (first, rest) = (&phrase[..at], &phrase[at + 1..]);
            last.ends_with(&format!(" {first}"))
                && (next.starts_with(rest) || rest.starts_with(&format!("{next} ")))
        })
    })
}

/// Cells that a narrow column broke over lines: the motto, "Số:" and its number, place and day,
/// "ỦY BAN NHÂN" and "DÂN".
pub(super) fn whole_cells(cells: &[String]) -> Vec<String> {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i),$|\bngày(?:[\s.…\d]*)$|,\s*ngày[\s.…\d]*\btháng[\s.…\d]*$|\bnăm$")
    });
    let mut whole: Vec<String> = Vec::new();
    for cell in cells {
        let broken = whole.last().is_some_and(|last| {
            let joined = plain(&format!("{last} {cell}"));
            let dated = OPEN.is_match(last) && DATE_GOES_ON.is_match(cell);
            let numbered = matches!(plain(last).as_str(), "số" | "số:" | "số :")
                && cell.starts_with(|c: char| c.is_ascii_digit() || c == '/');
            dated
                || numbered
                || place_goes_on(last, cell)
                || MOTTOES.iter().any(|motto| motto.starts_with(&joined))
                || plain(last).ends_with("ủy ban nhân") && cell.starts_with("DÂN")
        });
        match whole.last_mut().filter(|_| broken) {
            Some(last) => {
                last.push(' ');
                last.push_str(cell);
            }
            None => whole.push(cell.clone()),
        }
    }
    whole
}

/// "Nghệ" above "An, ngày 24 tháng 3": a name of at most four words, its end on the next line.
fn place_goes_on(last: &str, next: &str) -> bool {
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\p{L}[\p{L}.-]*(?:\s\p{L}[\p{L}.-]*)?\s*,\s*ngày\b"));
    let words: Vec<&str> = last.split(' ').collect();
    let small = |word: &str| word.chars().any(char::is_lowercase) || word.starts_with("TP");
    let named = words.iter().all(|word| {
        capital(word) && small(word) && word.chars().all(|c| c.is_alphabetic() || ".-".contains(c))
    });
    words.len() < 4 && named && capital(next) && END.is_match(next)
}

static DATE_GOES_ON: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:ngày\b|tháng\b|năm\b|\d{1,4}\b)"));

/// The motto as it stands in a letterhead, lower case.
const MOTTOES: [&str; 3] =
    ["cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc", "đảng cộng sản việt nam"];

/// Two columns printed on one line: the left one ends where the motto or the place begins.
pub(super) fn split_motto(printed: &[String]) -> Vec<String> {
    static SEAM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"CỘNG H|Độc lập|ĐẢNG CỘNG SẢN|(?:\p{Lu}[\p{L}.-]*\s){1,5}?\p{Lu}?[\p{L}.-]*,\s*ngày\s|^\p{Lu}[\p{L}.-]*,\s*ngày\s|,?\s*ngày\s[\d.…_\s]*tháng",
        )
    });
    let mut cells = Vec::new();
    for cell in printed {
        match SEAM.find(cell).filter(|seam| seam.start() > 0) {
            Some(seam) => split_at_number(cell, seam.start(), &mut cells),
            None => cells.push(cell.clone()),
        }
    }
    cells
}

fn split_at_number(cell: &str, at: usize, cells: &mut Vec<String>) {
    static LEADING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(số\s*:?\s*[\d.…]*\s*[/-]\s*[\p{Lu}Đ][\p{Lu}\p{L}.&-]*(?:[/-][\p{Lu}.&]+)*)\s+(.+)$",
        )
    });
    if let Some(found) = LEADING.captures(cell) {
        cells.extend([found[1].to_owned(), found[2].to_owned()]);
    } else {
        let (left, right) = cell.split_at(at);
        cells.extend([left.to_owned(), right.to_owned()]);
    }
}

/// Gaps left for the pen part "Số:" from "/KH-UBND" and "ngày" from "tháng"; no column ends there.
pub(super) fn mended(printed: &[String]) -> Vec<String> {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^số\s*:?[\s.…\d]*|\bngày[\s.…\d]*|\btháng[\s.…\d]*|\bnăm)$")
    });
    let mut cells: Vec<String> = Vec::new();
    for cell in printed {
        match cells.last_mut().filter(|last| OPEN.is_match(last)) {
            Some(last) => {
                last.push(' ');
                last.push_str(cell);
            }
            None => cells.push(cell.clone()),
        }
    }
    cells
}
