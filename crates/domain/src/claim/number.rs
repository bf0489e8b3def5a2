//! Numbers as texts write them: in figures, in words up to 99, as so many of so many, as a share, about.
//!
//! What is no count is not read: days, articles, numbers of documents, ordinals, steps from one figure to
//! another.

use rust_decimal::Decimal;

use super::sentence::Sentence;

/// Words of one figure; "một" alone is also an article, and "năm" a year.
const UNITS: [(&str, u32); 7] =
    [("hai", 2), ("ba", 3), ("bốn", 4), ("sáu", 6), ("bảy", 7), ("tám", 8), ("chín", 9)];
/// Further words of one figure behind "mười" and "mươi".
const BEHIND_TENS: [(&str, u32); 6] =
    [("một", 1), ("mốt", 1), ("tư", 4), ("năm", 5), ("lăm", 5), ("nhăm", 5)];

/// Words right before a number that make it no count of this period.
const NO_COUNT: [&str; 44] = [
    "năm", "ngày", "tháng", "quý", "số", "khoản", "điều", "mục", "điểm", "phụ", "biểu", "lần",
    "trên", "dưới", "từ", "đến", "tới", "lên", "xuống", "còn", "nhất", "thiểu", "đa", "mỗi", "thứ",
    "thêm", "tăng", "giảm", "vượt", "quân", "bình", "thiếu", "khóa", "khoá", "bậc", "hạng", "nhì",
    "tuổi", "giờ", "lúc", "tiêu", "giao", "bằng", "kịp",
];
/// Two words that do.
const NO_COUNT_PAIRS: [&str; 10] = [
    "so với",
    "nhiều hơn",
    "ít hơn",
    "cao hơn",
    "thấp hơn",
    "lớn hơn",
    "trung bình",
    "gấp hơn",
    "tham gia",
    "tham dự",
];
/// Words before a number that is about right only.
const ABOUT: [&str; 4] = ["hơn", "gần", "khoảng", "xỉ"];

/// Letters of the longest whole number, points counted, and digits behind its comma: no more is money, and
/// what is more could not be multiplied.
const FIGURES_MAX: usize = 19;
const DIGITS_MAX: usize = 6;
/// Most groups of three digits behind the first.
const GROUPS_MAX: usize = 4;

/// A number of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// The whole that it is a part of: "7/8".
    pub(super) of: Option<Decimal>,
    /// Digits behind the comma.
    pub(super) digits: u32,
    /// "64,92%".
    pub(super) is_share: bool,
    /// "gần 50".
    pub(super) is_about: bool,
    pub(super) is_figure: bool,
    /// How many words it takes, with the same number in brackets: "45 (bốn mươi lăm)".
    pub(super) words: usize,
    /// How many of them are the number itself.
    pub(super) own: usize,
}

/// The number that begins at a word, with how many words it takes; `Err` passes over what is no count.
pub(super) fn number(sentence: &Sentence, at: usize) -> Result<Number, usize> {
    let read = figures(sentence, at).or_else(|| spelled(sentence, at)).ok_or(1_usize)?;
    let before = sentence.before(at, 1);
    let pair = if at < 2 { "" } else { sentence.said(at - 2..at) };
    let is_joined = at > 0 && matches!(sentence.sign(at - 1), Some('-' | '–'));
    let is_joined = is_joined && starts_with_digit(before);
    // "Kết quả trong năm: 46 lớp" names no year 46.
    let is_parted = before == "năm" && matches!(sentence.sign(at - 1), Some(':' | ','));
    let no_count = NO_COUNT.contains(&before) && pair != "tổng số" && !is_parted
        || NO_COUNT_PAIRS.contains(&pair) && sentence.sign(at - 1).is_none()
        || matches!(sentence.before(at, 2), "mỗi" | "quân");
    if no_count || is_joined || is_within(sentence, at) {
        return Err(read.words);
    }
    let is_about = ABOUT.contains(&before);
    Ok(Number { is_about, words: read.words + echo(sentence, at + read.words), ..read })
}

/// "lồng ghép trong 8 hội nghị": what was held for something else, and is counted there.
fn is_within(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.before(at, 1), "trong" | "vào" | "tại") && sentence.before(at, 2) == "ghép"
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Words of the same number in brackets behind it, how many.
fn echo(sentence: &Sentence, at: usize) -> usize {
    if !sentence.is_opened(at) {
        return 0;
    }
    let end = (at..sentence.len().min(at + 8)).find(|word| sentence.sign(*word) == Some(')'));
    let is_number = |word: &str| {
        let all = UNITS.iter().chain(&BEHIND_TENS).any(|(name, _)| *name == word);
        all || matches!(word, "không" | "linh" | "lẻ" | "mươi" | "mười" | "trăm" | "nghìn" | "ngàn")
            || starts_with_digit(word)
    };
    match end {
        Some(end) if (at..=end).all(|word| is_number(sentence.word(word))) => end + 1 - at,
        _ => 0,
    }
}

fn figures(sentence: &Sentence, at: usize) -> Option<Number> {
    let word = sentence.word(at);
    if !starts_with_digit(word) {
        return None;
    }
    let plain = Number {
        value: Decimal::ZERO,
        of: None,
        digits: 0,
        is_share: false,
        is_about: false,
        is_figure: true,
        words: 1,
        own: 1,
    };
    let share = word.strip_suffix('%');
    let written = share.unwrap_or(word);
    if let Some((part, of)) = written.split_once('/') {
        let (value, of) = (whole(part)?, whole(of)?);
        return Some(Number { value, of: Some(of), is_share: share.is_some(), ..plain });
    }
    // "3 250": thousands set apart by a space that does not break.
    let apart = (at + 1..sentence.len()).take(GROUPS_MAX).take_while(|next| {
        let word = sentence.word(*next);
        let is_three = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
        is_three && sentence.sign(next - 1).is_none()
    });
    let apart = if written.len() <= 3 && share.is_none() { apart.count() } else { 0 };
    if apart > 0 {
        let joined = sentence.said(at..at + 1 + apart).replace(' ', "");
        return Some(Number { value: whole(&joined)?, words: 1 + apart, own: 1 + apart, ..plain });
    }
    let (value, digits) = figure(written)?;
    Some(Number { value, digits, is_share: share.is_some(), ..plain })
}

/// "1.234,5" with its digits behind the comma.
fn figure(text: &str) -> Option<(Decimal, u32)> {
    let (before, after) = text.split_once(',').unwrap_or((text, ""));
    let mut groups = before.split('.');
    let first = groups.next()?;
    let is_grouped = first.len() <= 3 || !before.contains('.');
    if !is_grouped || groups.any(|group| group.len() != 3) || before.len() > FIGURES_MAX {
        return None;
    }
    let whole = before.replace('.', "");
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(&whole) || !digits(after) || after.len() > DIGITS_MAX || text.ends_with(',') {
        return None;
    }
    let plain = if after.is_empty() { whole } else { format!("{whole}.{after}") };
    Some((plain.parse().ok()?, u32::try_from(after.len()).ok()?))
}

fn whole(text: &str) -> Option<Decimal> {
    let (value, digits) = figure(text)?;
    (digits == 0).then_some(value)
}

/// "hai", "mười hai", "bốn mươi sáu".
fn spelled(sentence: &Sentence, at: usize) -> Option<Number> {
    let unit = |word: &str| UNITS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    let behind = |at: usize| {
        let word = sentence.word(at);
        let known = BEHIND_TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        known.or_else(|| unit(word))
    };
    let first = sentence.word(at);
    let (value, words) = if first == "mười" {
        behind(at + 1).map_or((10, 1), |value| (10 + value, 2))
    } else {
        let value = unit(first).or((first == "năm").then_some(5))?;
        match sentence.word(at + 1) {
            "mươi" => behind(at + 2).map_or((value * 10, 2), |next| (value * 10 + next, 3)),
            _ if first == "năm" => return None,
            _ => (value, 1),
        }
    };
    Some(Number {
        value: Decimal::from(value),
        of: None,
        digits: 0,
        is_share: false,
        is_about: false,
        is_figure: false,
        words,
        own: words,
    })
}

/// Whether a sentence can bear a number at all; most do not.
pub(super) fn is_in(sentence: &str) -> bool {
    sentence.bytes().any(|byte| byte.is_ascii_digit())
        || sentence.split_whitespace().any(|word| {
            // The words of figures are three to six bytes long in small letters.
            (2..=8).contains(&word.len())
                && matches!(
                    word.as_bytes()[0] | 0x20,
                    b'h' | b'b' | b's' | b't' | b'c' | b'm' | b'n'
                )
                && {
                    let low = word.trim_start_matches('(').to_lowercase();
                    matches!(low.as_str(), "mười" | "năm")
                        || UNITS.iter().any(|(name, _)| *name == low)
                }
        })
}

/// How long the figure itself is: "56" of "56%", "7" of "7/9".
pub(super) fn length(sentence: &Sentence, at: usize, number: &Number) -> usize {
    let word = sentence.word(at);
    match word.find(['%', '/']).filter(|_| number.own == 1) {
        Some(end) => end,
        None => sentence.place(at..at + number.own).len(),
    }
}
