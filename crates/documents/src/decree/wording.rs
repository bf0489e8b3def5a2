//! Capital letters (Phụ lục II) as pairs of wrong and right words, and the two manners of tones.

/// Where a wrong phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// Anywhere.
    Anywhere,
    /// Only inside a sentence: at its beginning the capital is right.
    Inside,
}

/// A phrase that is wrong as it stands; letters count, capitals too.
#[derive(Debug, Clone, Copy)]
pub struct Phrase {
    pub rule: &'static str,
    pub wrong: &'static str,
    pub right: &'static str,
    pub place: Where,
}

const fn anywhere(rule: &'static str, wrong: &'static str, right: &'static str) -> Phrase {
    Phrase { rule, wrong, right, place: Where::Anywhere }
}

const fn inside(rule: &'static str, wrong: &'static str, right: &'static str) -> Phrase {
    Phrase { rule, wrong, right, place: Where::Inside }
}

/// Phrases that are looked for as whole words.
#[rustfmt::skip]
pub static PHRASES: [Phrase; 64] = [
    inside("II-unit", "Tỉnh Nghệ An", "tỉnh Nghệ An"),
    inside("II-unit", "Thành phố Vinh", "thành phố Vinh"),
    anywhere("II-unit", "thủ đô Hà Nội", "Thủ đô Hà Nội"),
    inside("II-unit", "thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    inside("II-unit", "phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
    anywhere("II-organ", "sở Nội vụ", "Sở Nội vụ"),
    anywhere("II-organ", "Sở nội vụ", "Sở Nội vụ"),
    anywhere("II-organ", "Sở Nội Vụ", "Sở Nội vụ"),
    anywhere("II-organ", "bộ Nội vụ", "Bộ Nội vụ"),
    anywhere("II-organ", "Bộ nội vụ", "Bộ Nội vụ"),
    anywhere("II-organ", "Bộ Nội Vụ", "Bộ Nội vụ"),
    anywhere("II-organ", "Sở Tài Chính", "Sở Tài chính"),
    anywhere("II-organ", "Sở Y Tế", "Sở Y tế"),
    anywhere("II-organ", "Sở Tư Pháp", "Sở Tư pháp"),
    anywhere("II-organ", "sở Tài chính", "Sở Tài chính"),
    anywhere("II-organ", "sở Y tế", "Sở Y tế"),
    anywhere("II-organ", "sở Tư pháp", "Sở Tư pháp"),
    anywhere("II-organ", "sở Giáo dục", "Sở Giáo dục"),
    anywhere("II-organ", "sở Công Thương", "Sở Công Thương"),
    anywhere("II-organ", "sở Xây dựng", "Sở Xây dựng"),
    anywhere("II-organ", "sở Nông nghiệp", "Sở Nông nghiệp"),
    anywhere("II-organ", "sở Văn hóa", "Sở Văn hóa"),
    anywhere("II-organ", "sở Khoa học", "Sở Khoa học"),
    anywhere("II-organ", "sở Thông tin", "Sở Thông tin"),
    anywhere("II-organ", "sở Kế hoạch", "Sở Kế hoạch"),
    anywhere("II-organ", "sở Giao thông", "Sở Giao thông"),
    anywhere("II-organ", "sở Tài nguyên", "Sở Tài nguyên"),
    anywhere("II-organ", "sở Du lịch", "Sở Du lịch"),
    anywhere("II-organ", "Ủy ban Nhân dân", "Ủy ban nhân dân"),
    anywhere("II-organ", "Ủy Ban Nhân Dân", "Ủy ban nhân dân"),
    anywhere("II-organ", "Ủy Ban nhân dân", "Ủy ban nhân dân"),
    anywhere("II-organ", "Uỷ ban Nhân dân", "Ủy ban nhân dân"),
    anywhere("II-organ", "Hội đồng Nhân dân", "Hội đồng nhân dân"),
    anywhere("II-organ", "Hội Đồng Nhân Dân", "Hội đồng nhân dân"),
    anywhere("II-organ", "Ban vì sự tiến bộ", "Ban Vì sự tiến bộ"),
    anywhere("II-organ", "ban Vì sự tiến bộ", "Ban Vì sự tiến bộ"),
    anywhere("II-organ", "hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ"),
    anywhere("II-organ", "Hội liên hiệp phụ nữ", "Hội Liên hiệp Phụ nữ"),
    anywhere("II-organ", "bộ Lao động - Thương binh", "Bộ Lao động - Thương binh"),
    anywhere("II-organ", "sở Lao động - Thương binh", "Sở Lao động - Thương binh"),
    anywhere("II-title", "chủ tịch Quốc hội", "Chủ tịch Quốc hội"),
    anywhere("II-title", "thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
    anywhere("II-title", "Thủ tướng chính phủ", "Thủ tướng Chính phủ"),
    anywhere("II-title", "luật Bình đẳng giới", "Luật Bình đẳng giới"),
    anywhere("II-title", "Luật bình đẳng giới", "Luật Bình đẳng giới"),
    anywhere("II-title", "Luật Bình Đẳng Giới", "Luật Bình đẳng giới"),
    anywhere("II-title", "bộ luật Hình sự", "Bộ luật Hình sự"),
    anywhere("II-title", "Bộ luật hình sự", "Bộ luật Hình sự"),
    anywhere("II-day", "ngày quốc tế Phụ nữ", "ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "ngày Quốc tế phụ nữ", "ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "ngày phụ nữ Việt Nam", "ngày Phụ nữ Việt Nam"),
    anywhere("II-day", "ngày quốc tế Lao động", "ngày Quốc tế Lao động"),
    anywhere("II-day", "ngày Quốc tế lao động", "ngày Quốc tế Lao động"),
    anywhere("II-day", "tết nguyên đán", "tết Nguyên đán"),
    inside("II-day", "Tết Nguyên đán", "tết Nguyên đán"),
    inside("II-day", "Tết nguyên đán", "tết Nguyên đán"),
    inside("II-plural", "các Sở, ban", "các sở, ban"),
    inside("II-plural", "Các Sở, ban", "Các sở, ban"),
    inside("II-plural", "các Sở, ngành", "các sở, ngành"),
    inside("II-plural", "Các Sở, ngành", "Các sở, ngành"),
    inside("II-plural", "các Huyện", "các huyện"),
    inside("II-plural", "các Sở, Ban, Ngành", "các sở, ban, ngành"),
    inside("II-plural", "các Xã", "các xã"),
    anywhere("II-plural", "Các Sở, Ban, Ngành", "Các sở, ban, ngành"),
];

/// Degrees and honours that do not stand before a signer's name (E21): as written out, and as marks.
pub const HONOURS: [&str; 8] = [
    "tien si ",
    "thac si ",
    "giao su ",
    "pho giao su ",
    "bac si ",
    "ky su ",
    "luat su ",
    "cu nhan ",
];
pub const HONOUR_MARKS: [&str; 16] = [
    "gs", "gs.ts", "gsts", "pgs", "pgs.ts", "pgsts", "ts", "ths", "ths.bs", "bs", "bsckii",
    "bscki", "ks", "ls", "nsnd", "nsut",
];

/// Common nouns of administrative units that stay small before a name inside a sentence.
pub const UNIT_NOUNS: [&str; 5] = ["Tỉnh", "Huyện", "Thị xã", "Xã", "Thị trấn"];

/// Parts of a norm: capital before a number when citing.
pub const CITED_CAPITAL: [&str; 2] = ["điều", "chương"];
/// Parts of a norm: small before a number or letter when citing.
pub const CITED_SMALL: [&str; 2] = ["Khoản", "Điểm"];

/// Open syllables in the newer and older manner of tones.
pub const TONES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];
