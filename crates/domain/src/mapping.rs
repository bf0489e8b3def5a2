//! Rows and columns of a spreadsheet that the system did not make, held against those of a form.
//!
//! Words only: what a row is, how like two names are, in which unit figures stand. Each answer is a
//! proposal that an officer sees before anything is read by it.

mod counted;

use std::collections::BTreeMap;

use crate::{
    fold::{clean, fold},
    form::ValueType,
};

pub use counted::counted;

/// Points from which a name is proposed; 100 is the same name.
pub const POINTS_MIN: u32 = 60;
/// Points from which a proposal needs no second look.
pub const POINTS_SURE: u32 = 85;
/// Points that a section or subtotal needs to be proposed for a row after all.
const POINTS_MARKED: u32 = 90;

/// What a row below the headers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSort {
    /// "I. Ngân sách nhà nước": names the rows below it.
    Section,
    /// "Tổng cộng": adds other rows.
    Subtotal,
    /// Figures of its own.
    Figures,
}

/// Tells sections and subtotals by number and name.
pub fn row_sort(number: &str, label: &str, has_figures: bool) -> RowSort {
    if is_subtotal(label) {
        return RowSort::Subtotal;
    }
    let (number, label) = match (number.trim(), label.trim().split_once(['.', ' '])) {
        ("", Some((first, rest))) if is_roman(first) => (first, rest),
        (number, _) => (number, label.trim()),
    };
    let number = number.trim_end_matches(['.', ')', ' ']);
    let is_letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    if is_roman(number) || (!has_figures && (is_letter || is_part(label))) {
        return RowSort::Section;
    }
    RowSort::Figures
}

/// "Phần thứ nhất", "Mục 2".
fn is_part(label: &str) -> bool {
    let folded = fold(label);
    let mut words = folded.split(' ');
    matches!(words.next(), Some("phan" | "muc"))
        && words.next().is_some_and(|w| w == "thu" || is_number(w) || is_roman(&w.to_uppercase()))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_roman(text: &str) -> bool {
    crate::roman::value(text).is_some_and(|number| number < 40)
}

/// "Cộng", "Tổng cộng (I + II)", "Cộng ngân sách": not "Cộng tác viên", and not "Tổng số lớp".
fn is_subtotal(label: &str) -> bool {
    let lower = clean(label).to_lowercase();
    let name = lower.split(['(', ':', '=']).next().unwrap_or_default().trim();
    let name = name.trim_end_matches(['.', ',', ' ']);
    if matches!(fold(name).as_str(), "tong cong" | "cong" | "tong so" | "tong") {
        return true;
    }
    let mut words = name.split_whitespace();
    match (words.next(), words.next()) {
        (Some("tổng"), Some("cộng")) => true,
        (Some("cộng"), Some(next)) => {
            !matches!(next, "tác" | "đồng" | "hòa" | "hoà" | "sự" | "hưởng" | "sinh")
        }
        _ => false,
    }
}

/// Words that say nothing of which row or column it is.
const EMPTY_WORDS: [&str; 14] = [
    "cac", "cua", "ve", "va", "cho", "o", "tai", "theo", "voi", "duoc", "la", "trong", "do",
    "nhung",
];

/// Words of offices and what they stand for.
const SHORT_WORDS: [(&str, &str); 12] = [
    ("bdg", "binh dang gioi"),
    ("dtts", "dan toc thieu so"),
    ("hdnd", "hoi dong nhan dan"),
    ("kp", "kinh phi"),
    ("lhpn", "lien hiep phu nu"),
    ("nsnn", "ngan sach nha nuoc"),
    ("qly", "quan ly"),
    ("sl", "so luong"),
    ("ts", "tong so"),
    ("ubnd", "uy ban nhan dan"),
    ("vstbpn", "vi su tien bo phu nu"),
    ("xdnd", "xay dung nong thon"),
];

/// Units of measure that stand in brackets behind a name.
const UNITS: [&str; 14] = [
    "dong",
    "nghin dong",
    "ngan dong",
    "trieu dong",
    "ty dong",
    "tr dong",
    "1000 dong",
    "1 000 dong",
    "nguoi",
    "luot nguoi",
    "luot",
    "lop",
    "cuoc",
    "",
];

/// A name as the words by which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// Sorted.
    words: Vec<String>,
}

impl Name {
    /// Of a printed name.
    pub fn of(text: &str) -> Self {
        Self::of_all(&[text])
    }

    /// Of a header with those above it.
    pub fn of_all<T: AsRef<str>>(texts: &[T]) -> Self {
        let all: Vec<String> =
            texts.iter().flat_map(|text| told(&without_unit(text.as_ref()))).collect();
        let telling = all.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str()));
        let mut words: Vec<String> = telling.cloned().collect();
        if words.is_empty() {
            words = all;
        }
        words.sort_unstable();
        Self { words }
    }

    /// How like two names are, from 0 to 100.
    pub fn likeness(&self, other: &Self) -> u32 {
        let shared = shared(&self.words, &other.words);
        let (one, two) = (self.words.len(), other.words.len());
        if one + two == 0 || shared == 0 {
            return 0;
        }
        let points = u32::try_from(200 * shared / (one + two)).unwrap_or(100);
        // The whole of a shorter name inside a longer one.
        if shared >= 2 && shared == one.min(two) { points.max(75) } else { points }
    }
}

/// Words of a text, short forms written out, without the number in front.
fn told(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_numbered = text.trim_start().starts_with(|c: char| c.is_ascii_digit())
        || text.trim_start().split_once(['.', ')']).is_some_and(|(first, _)| is_roman(first));
    while is_numbered
        && words.len() > 1
        && (is_number(words[0]) || is_roman(&words[0].to_uppercase()))
    {
        words.remove(0);
    }
    let full = |word: &str| SHORT_WORDS.iter().find(|(short, _)| *short == word).map(|(_, l)| *l);
    words
        .into_iter()
        .flat_map(|word| full(word).unwrap_or(word).split(' ').map(ToOwned::to_owned))
        .collect()
}

/// "Kinh phí (triệu đồng)" → "Kinh phí".
fn without_unit(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((inside, behind)) = after.split_once(')') else { break };
        kept.push_str(before);
        if !UNITS.contains(&fold(inside).as_str()) {
            kept.extend(["(", inside, ")"]);
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

/// How many words two sorted lists share.
fn shared(one: &[String], other: &[String]) -> usize {
    let (mut at, mut to, mut count) = (0, 0, 0);
    while at < one.len() && to < other.len() {
        match one[at].cmp(&other[to]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => (at, to, count) = (at + 1, to + 1, count + 1),
        }
    }
    count
}

/// A column by its headers from the top down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    leaf: Name,
    path: Name,
}

impl Header {
    /// Of headers from the top down.
    pub fn of<T: AsRef<str>>(path: &[T]) -> Self {
        Self { leaf: path.last().map(Name::of_one).unwrap_or_default(), path: Name::of_all(path) }
    }

    /// How like two columns are: what stands right above the figures counts most.
    pub fn likeness(&self, other: &Self) -> u32 {
        let (leaf, path) = (self.leaf.likeness(&other.leaf), self.path.likeness(&other.path));
        ((2 * leaf + path) / 3).max(if path >= 90 { path } else { 0 })
    }
}

impl Name {
    fn of_one<T: AsRef<str>>(text: &T) -> Self {
        Self::of(text.as_ref())
    }
}

/// One for one, the most alike first; of equals those that stand nearest.
///
/// `points[a][b]` says how like `a` is to `b`. What is marked needs more to be proposed.
pub fn pairs(points: &[Vec<u32>], marked: &[bool]) -> BTreeMap<usize, (usize, u32)> {
    let mut all: Vec<(u32, usize, usize, usize)> = Vec::new();
    let height = points.len().max(1);
    for (a, row) in points.iter().enumerate() {
        let wanted =
            if marked.get(a).copied().unwrap_or(false) { POINTS_MARKED } else { POINTS_MIN };
        let width = row.len().max(1);
        for (b, points) in row.iter().enumerate().filter(|(_, points)| **points >= wanted) {
            // The n-th of equal names belongs to the n-th: compare how far down each stands.
            all.push((100 - (*points).min(100), (a * width).abs_diff(b * height), a, b));
        }
    }
    all.sort_unstable();
    let (mut found, mut taken) = (BTreeMap::new(), BTreeMap::new());
    for (missing, _, a, b) in all {
        if !found.contains_key(&a) && !taken.contains_key(&b) {
            found.insert(a, (b, 100 - missing));
            taken.insert(b, a);
        }
    }
    found
}

/// By what power of ten a figure of the file becomes what would be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Factor(pub i8);

impl Factor {
    /// What can be chosen for a column, with its words.
    pub fn choices(value_type: ValueType) -> &'static [(Self, &'static str)] {
        match value_type {
            // Typed in triệu đồng.
            ValueType::Money => &[
                (Self(0), "triệu đồng"),
                (Self(-6), "đồng"),
                (Self(-3), "nghìn đồng"),
                (Self(3), "tỷ đồng"),
            ],
            ValueType::Count | ValueType::Decimal => {
                &[(Self(0), "như biểu"), (Self(3), "nghìn"), (Self(6), "triệu")]
            }
            ValueType::Percent | ValueType::YesNo | ValueType::Text => &[(Self(0), "như biểu")],
        }
    }

    /// The unit that the words of a column name; `None` where they name none.
    pub fn of(words: &str, value_type: ValueType) -> Option<Self> {
        let units: &[(i8, &[&str])] = match value_type {
            ValueType::Money => &MONEY,
            ValueType::Count | ValueType::Decimal => &HEADS,
            ValueType::Percent | ValueType::YesNo | ValueType::Text => &[],
        };
        let folded = format!(" {} ", fold(words));
        let has = |word: &&str| folded.contains(&format!(" {word} "));
        let found = units.iter().find(|(_, names)| names.iter().any(&has));
        let found = found.map(|(factor, _)| Self(*factor));
        if value_type == ValueType::Money { found.or_else(|| alone(words)) } else { found }
    }

    /// The unit of money that a word behind a figure is, whole: not "triệu đồng và 500 nghìn".
    pub fn of_unit(word: &str) -> Option<Self> {
        let folded = fold(word);
        let found = MONEY.iter().find(|(_, names)| names.contains(&folded.as_str()));
        found.map(|(factor, _)| Self(*factor)).or_else(|| by_word(&folded))
    }

    /// Its word, as it is chosen for a column.
    pub fn word(self, value_type: ValueType) -> &'static str {
        let choices = Self::choices(value_type);
        choices.iter().find(|(factor, _)| *factor == self).map_or("", |(_, word)| word)
    }
}

/// Units of money beside the power of ten that makes triệu đồng of them.
const MONEY: [(i8, &[&str]); 3] = [
    (3, &["ty dong", "ty d", "ty vnd"]),
    (0, &["trieu dong", "trieu d", "trieu vnd", "tr dong", "tr d", "trd"]),
    (
        -3,
        &[
            "nghin dong",
            "nghin d",
            "nghin vnd",
            "ngan dong",
            "ngan d",
            "ngan vnd",
            "1000 dong",
            "1 000 dong",
            "1000 d",
            "1 000 d",
            "1000d",
            "1 000d",
            "1000 vnd",
            "1 000 vnd",
            "ng d",
            "ngd",
        ],
    ),
];

/// Units of heads.
const HEADS: [(i8, &[&str]); 2] = [
    (6, &["trieu nguoi", "trieu luot"]),
    (3, &["nghin nguoi", "ngan nguoi", "1000 nguoi", "1 000 nguoi", "nghin luot", "ngan luot"]),
];

/// A unit of money that stands by itself: "Kinh phí (đồng)", "ĐVT: nghìn"; not "cộng đồng", not "tỷ lệ".
fn alone(words: &str) -> Option<Factor> {
    let pieces = words.split(['(', ')', ',', ':', ';', '›', '\n']);
    pieces.map(fold).find_map(|piece| by_word(&piece))
}

fn by_word(folded: &str) -> Option<Factor> {
    match folded {
        "ty" => Some(Factor(3)),
        "trieu" | "tr" => Some(Factor(0)),
        "nghin" | "ngan" => Some(Factor(-3)),
        "dong" | "d" | "vnd" => Some(Factor(-6)),
        _ => None,
    }
}

/// Whose figures a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    Women,
    Men,
}

impl Sex {
    /// The one that words name; `None` where they name neither or both. Accents count: "năm" is no "nam".
    pub fn of(words: &str) -> Option<Self> {
        let lower = clean(words).to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (mut women, mut men, mut before) = (false, false, "");
        for word in words {
            women |= word == "nữ";
            // The country and its south are no men.
            men |= word == "nam" && !matches!(before, "việt" | "miền");
            before = word;
        }
        match (women, men) {
            (true, false) => Some(Self::Women),
            (false, true) => Some(Self::Men),
            _ => None,
        }
    }
}

/// Whether a row above a table belongs to its title: the unit of measure, the form's number, the motto.
pub fn is_title(words: &str) -> bool {
    let folded = fold(words);
    ["don vi tinh", "dvt", "bieu so", "mau so", "phu luc", "cong hoa xa hoi", "doc lap tu do"]
        .iter()
        .any(|begin| folded.starts_with(begin))
}
