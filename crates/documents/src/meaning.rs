//! Syllables that are one word of meaning: no line of a head, a title or an abstract ends between them.

use crate::unbroken::unbroken;

/// Syllables that are one word of meaning: no line of a head or a title ends between them.
const WHOLE: [&str; 82] = [
    "chương trình quốc gia",
    "chiến lược quốc gia",
    "ban dân vận",
    "cả năm",
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
pub(crate) fn inside(words: &[&str]) -> Vec<bool> {
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

#[cfg(test)]
mod tests {
    use super::held;

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
