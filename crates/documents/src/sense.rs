//! Where the name of a body and a title are broken over lines: between their parts, never inside one word of
//! meaning.

use crate::decree::{Element, SizeSet};
use crate::{layout, measure::line_width, unbroken::unbroken};

/// Room of the head's left cell in hundredths of a millimetre.
const ROOM: u32 = (layout::HEAD_LEFT_MM - 2 * layout::HEAD_SIDE_MM) as u32 * 100;
/// What it costs to break where parts do not meet, in hundredths of a millimetre of unevenness.
const INSIDE: u64 = 6_000;
/// Words that begin a part of a name.
const BEGINNINGS: [&str; 9] =
    ["VÀ", "TỈNH", "HUYỆN", "XÃ", "PHƯỜNG", "QUẬN", "THÀNH PHỐ", "THỊ XÃ", "THỊ TRẤN"];
/// Syllables that are one word of meaning: no line of a head or a title ends between them.
const WHOLE: [&str; 78] = [
    "vì sự tiến bộ",
    "bình đẳng giới",
    "ủy ban nhân dân",
    "mặt trận tổ quốc",
    "cựu chiến binh",
    "trên cơ sở giới",
    "bạo lực gia đình",
    "tháng hành động",
    "sự tiến bộ",
    "lao động",
    "thương binh",
    "xã hội",
    "nội vụ",
    "tài chính",
    "giáo dục",
    "đào tạo",
    "văn hóa",
    "thể thao",
    "du lịch",
    "nông nghiệp",
    "nông thôn",
    "phát triển",
    "môi trường",
    "tài nguyên",
    "khoa học",
    "công nghệ",
    "thông tin",
    "truyền thông",
    "công thương",
    "kế hoạch",
    "đầu tư",
    "nhân dân",
    "ủy ban",
    "liên hiệp",
    "liên đoàn",
    "phụ nữ",
    "tiến bộ",
    "việt nam",
    "tổ quốc",
    "nông dân",
    "thanh niên",
    "công an",
    "quân sự",
    "biên phòng",
    "dân vận",
    "tuyên giáo",
    "tỉnh ủy",
    "huyện ủy",
    "thành ủy",
    "chương trình",
    "chiến lược",
    "quốc gia",
    "hành động",
    "kết quả",
    "thực hiện",
    "triển khai",
    "công tác",
    "hoạt động",
    "báo cáo",
    "kiểm tra",
    "thanh tra",
    "kinh phí",
    "bạo lực",
    "gia đình",
    "cơ sở",
    "mô hình",
    "dịch vụ",
    "hỗ trợ",
    "tập huấn",
    "bồi dưỡng",
    "nâng cao",
    "năng lực",
    "tuyên truyền",
    "phổ biến",
    "lãnh đạo",
    "quản lý",
    "phòng ngừa",
    "phối hợp",
];
/// Words before the name of a place, as sentences write them.
const LEVELS: [&str; 5] = ["tỉnh", "huyện", "xã", "phường", "phố"];

/// One pattern for all words of meaning, for a writer that knows patterns.
pub(crate) fn pattern() -> String {
    WHOLE.join("|")
}

/// A title or an abstract in which no line ends inside a word of meaning or the name of a place.
pub(crate) fn held(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let inside = inside(&words);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push(if inside[at] { '\u{A0}' } else { ' ' });
        }
        out.push_str(word);
    }
    unbroken(&out)
}

/// Whether the space before each word stands inside a word of meaning.
fn inside(words: &[&str]) -> Vec<bool> {
    let mut inside = vec![false; words.len()];
    let low: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    for at in 0..words.len() {
        let said = |whole: &&&str| {
            let mut next = low[at..].iter();
            let count = whole.split(' ').count();
            whole.split(' ').enumerate().all(|(order, syllable)| {
                next.next().is_some_and(|word| {
                    let is_last = order + 1 == count;
                    word == syllable
                        || is_last && word.trim_end_matches([',', '.', ';', ':', ')']) == syllable
                })
            })
        };
        let whole = WHOLE.iter().find(said).map_or(1, |whole| whole.split(' ').count());
        inside[at + 1..at + whole].fill(true);
        if LEVELS.contains(&words[at]) {
            let named = words[at + 1..].iter().take(2);
            let named = named.take_while(|word| word.starts_with(char::is_uppercase)).count();
            inside[at + 1..=at + named].fill(true);
        }
    }
    inside
}

/// The lines, those broken that are wider than their cell.
pub(crate) fn broken(lines: &[String], element: Element, sizes: SizeSet) -> Vec<String> {
    let bold = element.demand().bold == Some(true);
    let width = |text: &str| line_width(text, sizes.points(element), bold);
    lines.iter().flat_map(|line| parts(line, &width)).collect()
}

/// The cheapest way to break a line into as few lines as it needs.
fn parts(line: &str, width: &dyn Fn(&str) -> u32) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if width(line) <= ROOM || words.len() < 2 {
        return vec![line.to_owned()];
    }
    let count = words.len();
    let inside = inside(&words);
    // For each beginning: lines, cost, and where the first line ends.
    let mut best: Vec<(usize, u64, usize)> = vec![(0, 0, count); count + 1];
    let whole = u64::from(width(line));
    let even = whole / whole.div_ceil(u64::from(ROOM)).max(1);
    for from in (0..count).rev() {
        let options = (from + 1..=count).filter_map(|to| {
            let wide = u64::from(width(&words[from..to].join(" ")));
            (wide <= u64::from(ROOM) || to == from + 1).then(|| {
                let cost = even.abs_diff(wide) + price(&words, to, &inside) + best[to].1;
                (best[to].0 + 1, cost, to)
            })
        });
        best[from] = options.min().unwrap_or((usize::MAX, 0, count));
    }
    let (mut at, mut lines) = (0, Vec::new());
    while at < count {
        let to = best[at].2;
        lines.push(words[at..to].join(" "));
        at = to;
    }
    lines
}

/// What breaking before a word costs.
fn price(words: &[&str], at: usize, inside: &[bool]) -> u64 {
    let (Some(before), Some(next)) = (words.get(at.wrapping_sub(1)), words.get(at)) else {
        return 0;
    };
    let pair = format!("{next} {}", words.get(at + 1).copied().unwrap_or_default());
    let begins = BEGINNINGS.contains(next) || BEGINNINGS.contains(&pair.as_str());
    if inside[at] || *next == "-" {
        INSIDE * 2
    } else if matches!(*before, "-") || before.ends_with(',') {
        0
    } else if begins {
        INSIDE / 4
    } else {
        INSIDE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_between_their_parts() {
        let cases = [
            ("SỞ NỘI VỤ", vec!["SỞ NỘI VỤ"]),
            ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", vec!["SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"]),
            ("ỦY BAN NHÂN DÂN HUYỆN QUỲ CHÂU", vec!["ỦY BAN NHÂN DÂN", "HUYỆN QUỲ CHÂU"]),
            ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", vec!["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]),
            (
                "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
                vec!["SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"],
            ),
            (
                "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH NGHỆ AN",
                vec!["ỦY BAN MẶT TRẬN TỔ QUỐC", "VIỆT NAM TỈNH NGHỆ AN"],
            ),
            ("HỘI LIÊN HIỆP PHỤ NỮ TỈNH NGHỆ AN", vec!["HỘI LIÊN HIỆP PHỤ NỮ", "TỈNH NGHỆ AN"]),
        ];
        for sizes in [SizeSet::Larger, SizeSet::Smaller] {
            for (name, wanted) in &cases {
                let found = broken(&[(*name).to_owned()], Element::Issuer, sizes);
                assert_eq!(&found, wanted, "{sizes:?}");
            }
        }
    }

    #[test]
    fn titles_hold_their_words_of_meaning() {
        let cases = [
            ("Biểu T7. Kiểm tra về bình đẳng giới", "Biểu T7. Kiểm_tra về bình_đẳng_giới"),
            ("KẾT QUẢ VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ, 2024", "KẾT_QUẢ VÌ_SỰ_TIẾN_BỘ CỦA PHỤ_NỮ, 2024"),
            ("tại Ủy ban nhân dân huyện Quỳnh Lưu", "tại Ủy_ban_nhân_dân huyện_Quỳnh_Lưu"),
            ("công việc của xã hội và xã", "công việc của xã_hội và xã"),
            ("Đề án năm 2024 tại xã Môn Sơn", "Đề án năm_2024 tại xã_Môn_Sơn"),
        ];
        for (title, wanted) in cases {
            assert_eq!(held(title).replace('\u{A0}', "_"), wanted);
        }
    }
}
