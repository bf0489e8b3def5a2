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

/// Phrases that are looked for as whole words; names of bodies stand in `names`.
#[rustfmt::skip]
pub static PHRASES: [Phrase; 61] = [
    inside("II-unit", "Tỉnh Nghệ An", "tỉnh Nghệ An"),
    anywhere("II-unit", "Tỉnh nghệ an", "tỉnh Nghệ An"),
    anywhere("II-unit", "tỉnh nghệ an", "tỉnh Nghệ An"),
    anywhere("II-unit", "tỉnh Nghệ an", "tỉnh Nghệ An"),
    inside("II-unit", "Thành phố Vinh", "thành phố Vinh"),
    inside("II-unit", "Thành Phố Vinh", "thành phố Vinh"),
    anywhere("II-unit", "thủ đô Hà Nội", "Thủ đô Hà Nội"),
    anywhere("II-unit", "Thủ Đô Hà Nội", "Thủ đô Hà Nội"),
    anywhere("II-unit", "thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    anywhere("II-unit", "phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
    anywhere("II-unit", "phường Điện biên phủ", "Phường Điện Biên Phủ"),
    anywhere("II-unit", "phường điện biên phủ", "Phường Điện Biên Phủ"),
    anywhere("II-unit", "Phường Điện biên phủ", "Phường Điện Biên Phủ"),
    anywhere("II-title", "chủ tịch Quốc hội", "Chủ tịch Quốc hội"),
    anywhere("II-title", "thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
    anywhere("II-title", "Thủ tướng chính phủ", "Thủ tướng Chính phủ"),
    anywhere("II-title", "thủ tướng chính phủ", "Thủ tướng Chính phủ"),
    anywhere("II-title", "Chủ tịch Nước", "Chủ tịch nước"),
    anywhere("II-title", "luật Bình đẳng giới", "Luật Bình đẳng giới"),
    anywhere("II-title", "Luật bình đẳng giới", "Luật Bình đẳng giới"),
    anywhere("II-title", "Luật Bình Đẳng Giới", "Luật Bình đẳng giới"),
    anywhere("II-title", "bộ luật Hình sự", "Bộ luật Hình sự"),
    anywhere("II-title", "Bộ luật hình sự", "Bộ luật Hình sự"),
    anywhere("II-title", "Bộ Luật Hình sự", "Bộ luật Hình sự"),
    anywhere("II-title", "Luật tổ chức Quốc hội", "Luật Tổ chức Quốc hội"),
    anywhere("II-state", "Đảng và nhà nước", "Đảng và Nhà nước"),
    anywhere("II-state", "Đảng, nhà nước", "Đảng, Nhà nước"),
    anywhere("II-state", "đảng và nhà nước", "Đảng và Nhà nước"),
    anywhere("II-state", "đảng, nhà nước", "Đảng, Nhà nước"),
    anywhere("II-state", "pháp luật của nhà nước", "pháp luật của Nhà nước"),
    anywhere("II-state", "chính sách của nhà nước", "chính sách của Nhà nước"),
    anywhere("II-state", "do nhà nước", "do Nhà nước"),
    anywhere("II-state", "Nhà Nước", "Nhà nước"),
    anywhere("II-day", "ngày quốc tế Phụ nữ", "ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "ngày quốc tế phụ nữ", "ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "ngày Quốc tế phụ nữ", "ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "Ngày quốc tế phụ nữ", "Ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "Ngày quốc tế Phụ nữ", "Ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "Ngày Quốc tế phụ nữ", "Ngày Quốc tế Phụ nữ"),
    anywhere("II-day", "ngày phụ nữ Việt Nam", "ngày Phụ nữ Việt Nam"),
    anywhere("II-day", "Ngày phụ nữ Việt Nam", "Ngày Phụ nữ Việt Nam"),
    anywhere("II-day", "ngày Phụ Nữ Việt Nam", "ngày Phụ nữ Việt Nam"),
    anywhere("II-day", "Ngày Phụ Nữ Việt Nam", "Ngày Phụ nữ Việt Nam"),
    anywhere("II-day", "ngày quốc tế Lao động", "ngày Quốc tế Lao động"),
    anywhere("II-day", "ngày quốc tế lao động", "ngày Quốc tế Lao động"),
    anywhere("II-day", "ngày Quốc tế lao động", "ngày Quốc tế Lao động"),
    anywhere("II-day", "Ngày quốc tế lao động", "Ngày Quốc tế Lao động"),
    anywhere("II-day", "tết nguyên đán", "tết Nguyên đán"),
    inside("II-day", "Tết Nguyên Đán", "tết Nguyên đán"),
    anywhere("II-day", "Nguyên Đán", "Nguyên đán"),
    inside("II-day", "Tết Nguyên đán", "tết Nguyên đán"),
    inside("II-day", "Tết nguyên đán", "tết Nguyên đán"),
    anywhere("II-day", "Cách mạng tháng tám", "Cách mạng tháng Tám"),
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
/// The same as abbreviations.
pub const HONOUR_MARKS: [&str; 16] = [
    "gs", "gs.ts", "gsts", "pgs", "pgs.ts", "pgsts", "ts", "ths", "ths.bs", "bs", "bsckii",
    "bscki", "ks", "ls", "nsnd", "nsut",
];

/// Common nouns of administrative units that stay small before a name inside a sentence.
pub const UNIT_NOUNS: [&str; 5] = ["Tỉnh", "Huyện", "Thị xã", "Xã", "Thị trấn"];

/// Parts of a norm: capital before a number when citing.
pub const CITED_CAPITAL: [&str; 2] = ["điều", "chương"];
/// Words that end in "mục" and are no part of a norm: danh mục, hạng mục.
pub const ENDS_IN_SECTION: [&str; 9] =
    ["danh", "hạng", "đầu", "chuyên", "thư", "khoản", "biên", "đề", "tiểu"];
/// Days of the week in words (Phụ lục II, Mục V); "năm" is a year too.
pub const WEEKDAYS: [&str; 6] = ["hai", "ba", "tư", "năm", "sáu", "bảy"];
/// Months in words.
pub const MONTHS: [&str; 13] = [
    "giêng",
    "một",
    "hai",
    "ba",
    "tư",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười một",
    "mười hai",
    "chạp",
];
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
