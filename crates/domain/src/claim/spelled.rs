//! Words that stand for others: abbreviations of offices, and how a report on half a year names its half.

use crate::regime::Half;

/// Abbreviations in small letters, and what they stand for. "UBND" is not among them: the long form would
/// name rows that begin with it.
const SHORT: [(&str, &str); 24] = [
    ("hđnd", "hội đồng nhân dân"),
    ("bch", "ban chấp hành"),
    ("btv", "ban thường vụ"),
    ("đbqh", "đại biểu quốc hội"),
    ("mttq", "mặt trận tổ quốc"),
    ("lhpn", "liên hiệp phụ nữ"),
    ("lđlđ", "liên đoàn lao động"),
    ("vstbpn", "vì sự tiến bộ của phụ nữ"),
    ("bđg", "bình đẳng giới"),
    ("blgđ", "bạo lực gia đình"),
    ("dtts", "dân tộc thiểu số"),
    ("clb", "câu lạc bộ"),
    ("ctv", "cộng tác viên"),
    ("cbcc", "cán bộ công chức"),
    ("cbccvc", "cán bộ công chức viên chức"),
    ("htx", "hợp tác xã"),
    ("mtqg", "mục tiêu quốc gia"),
    ("ntm", "nông thôn mới"),
    ("nsnn", "ngân sách nhà nước"),
    ("xhh", "xã hội hóa"),
    ("tr.đ", "triệu đồng"),
    ("trđ", "triệu đồng"),
    ("tr.đồng", "triệu đồng"),
    ("trđồng", "triệu đồng"),
];

/// Words between which a half stands: "tính đến hết 6 tháng đầu năm".
const BEFORE: [&[&str]; 6] =
    [&["tính", "đến", "hết"], &["đến", "hết"], &["trong"], &["qua"], &["của"], &[]];

fn long(word: &str) -> Option<&'static str> {
    SHORT.iter().find(|(short, _)| *short == word).map(|(_, long)| *long)
}

/// How many words from the first on stand for others, and for which.
pub(super) fn stands_for(words: &[&str], half: Option<Half>) -> Option<(usize, &'static str)> {
    let own = || half.and_then(|half| period(words, half));
    let short = || long(words.first()?).map(|long| (1, long));
    own().or_else(short)
}

/// A half of the year as a report on one names it: its own says nothing, the other and the whole year are
/// another time.
fn period(words: &[&str], half: Half) -> Option<(usize, &'static str)> {
    if words.starts_with(&["cả", "năm"]) && words.get(2) != Some(&"nay") {
        return Some((2, "năm tới"));
    }
    let lead = BEFORE.iter().find(|lead| words.starts_with(lead))?.len();
    let rest = &words[lead..];
    let is_six = |word: &str| matches!(word, "6" | "06" | "sáu");
    let (named, count) = match rest {
        ["nửa", which, "năm", ..] => (*which, 2),
        [six, "tháng", which @ ("đầu" | "cuối"), "năm", ..] if is_six(six) => (*which, 3),
        [six, "tháng", "tới", ..] if is_six(six) => ("cuối", 3),
        // "Trong 6 tháng, huyện đã mở".
        [six, "tháng", ..] if is_six(six) && words[0] == "trong" => {
            return Some((3, "trong kỳ này"));
        }
        _ => return None,
    };
    let is_own = match named {
        "đầu" => half == Half::First,
        "cuối" => half == Half::Second,
        _ => return None,
    };
    Some((lead + count, if is_own { "trong kỳ này" } else { "kỳ tới" }))
}

/// A label of a form in small letters, without abbreviations.
pub(super) fn label(text: &str) -> String {
    let lower = text.to_lowercase();
    let is_own = |c: char| c.is_alphanumeric();
    let each = lower.split_inclusive(char::is_whitespace).map(|part| {
        let word = part.trim_matches(|c: char| !is_own(c));
        long(word).map_or_else(|| part.to_owned(), |long| part.replace(word, long))
    });
    each.collect()
}
