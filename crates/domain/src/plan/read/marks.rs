//! The numbers and signs that begin an item, as far as one line alone can tell.

use std::sync::LazyLock;

use regex::Regex;

use super::{ItemKind, all_capitals, capital, lines::Line, mostly_capitals, pattern};
use crate::roman::value;

/// How an item is numbered; siblings share one style.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Annex,
    Part,
    Letter,
    Roman,
    Section,
    Article,
    Number,
    /// How many components: 2 for "5.1".
    Decimal(usize),
    /// "Hoạt động 1", with its word.
    Named(String),
    Point,
    Bracket,
    SmallRoman,
    Label,
    /// "Tháng 3/2024: …" in a calendar of work.
    Time,
    /// "Sở Nội vụ: …", one body behind the other without a mark.
    Addressed,
    Dash,
    Plus,
    Bullet(char),
}

/// A possible beginning of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) style: Style,
    /// As printed: "5.1.", "a)".
    pub(super) printed: String,
    /// For anchors: "5.1", "a".
    pub(super) name: String,
    pub(super) ordinal: Option<u32>,
    /// Byte offset at which the words begin.
    pub(super) rest: usize,
}

impl Mark {
    /// Dashes and other signs that do not count.
    pub(super) const fn is_list(&self) -> bool {
        self.style.is_list()
    }

    /// Whether the number lacks its point, or a scanner misread it.
    pub(super) fn is_slipped(&self) -> bool {
        let counted = matches!(self.style, Style::Number | Style::Roman);
        let bare = self.printed.chars().all(char::is_alphanumeric);
        counted && (bare || self.printed.starts_with('l'))
    }
}

impl Style {
    /// Signs that do not count.
    pub(super) const fn is_list(&self) -> bool {
        matches!(self, Self::Dash | Self::Plus | Self::Bullet(_))
    }

    /// Whether this style is written with a sign.
    pub(super) const fn is_sign(&self, sign: char) -> bool {
        match self {
            Self::Dash => matches!(sign, '-' | '–' | '—' | '−'),
            Self::Plus => sign == '+',
            Self::Bullet(own) => *own == sign,
            _ => false,
        }
    }

    pub(super) const fn kind(&self) -> ItemKind {
        match self {
            Self::Annex => ItemKind::Annex,
            Self::Part | Self::Letter => ItemKind::Part,
            Self::Roman | Self::Section => ItemKind::Section,
            Self::Article | Self::Number | Self::Decimal(_) | Self::Named(_) => ItemKind::Clause,
            Self::Point | Self::Bracket | Self::SmallRoman => ItemKind::Point,
            Self::Dash | Self::Plus | Self::Bullet(_) => ItemKind::Dash,
            Self::Label | Self::Time | Self::Addressed => ItemKind::Paragraph,
        }
    }

    /// How far from the root an item of this style usually hangs.
    pub(super) const fn rank(&self) -> u16 {
        match self {
            Self::Annex => 5,
            Self::Part => 10,
            Self::Letter => 15,
            Self::Roman => 20,
            Self::Section => 22,
            Self::Article => 30,
            Self::Number | Self::Named(_) => 40,
            Self::Decimal(2) => 50,
            Self::Decimal(_) => 60,
            Self::Point => 70,
            Self::Bracket => 75,
            Self::SmallRoman => 78,
            Self::Addressed => 79,
            Self::Label | Self::Time => 80,
            Self::Dash => 85,
            Self::Bullet(_) => 87,
            Self::Plus => 90,
        }
    }
}

static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(\d{1,2}|[IVX]{1,5}))?\s*[.:]?\s*(.*)$")
});
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^((?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:(?:thứ|THỨ)\s+)?([IVXLC]+|\d{1,2}|[A-Z]|nhất|NHẤT|hai|HAI|ba|BA|tư|TƯ|năm|NĂM))\s*[.:\-–]?(?:\s+|$)",
    )
});
static SECTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^((?:MỤC|Mục)\s+(\d{1,2}|[IVX]+))\s*[.:\-–]\s*"));
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(Điều\s+(\d{1,3}))\s*[.:]\s*"));
static ROMAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([IVXLC]{1,6})\s?[./)\-–]+\s*(\S)"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([A-ZĐ])\s?[./)\-–]\s*(\S)"));
static DECIMAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s?[.)/:–-]?\s*([\p{L}“”(\[*])"));
// "1. 65% cơ quan …": a number that begins with a figure is believed only where it comes next.
static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{1,2}(?:\.\d{1,2}){0,3})(?:\s?[.):/]|[-–])\s+(\d)"));
// "1.a." under "1.", "a.1)" under "a)".
static NUMBERED_POINT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^(\d{1,2}\.([a-zđ]))\s?[.):]\s*([\p{L}“"(\d])"#));
static POINTED_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^[a-zđ]\.(\d{1,2})\s?[.):]\s*([\p{L}“"(\d])"#));
// "2.3 100% …": some offices set no point behind a decimal number.
static BARE_FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(\d)"));
/// "l." and "ll." as scanners read "1." and "II."; "1 Mục đích", "I MỤC ĐÍCH" without their point.
static SCANNED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([lI1]{1,3})\s?[.)]\s*(\p{Lu})"));
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{1,2}|[IVX]{1,5})\s(\p{Lu}\p{L}+\s)"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^(\d{1,2})\s?(?:[.):]|/|[-–])\s*([\p{L}“"(\[*])"#));
// "38/QĐ-BCH.PCTT" at the beginning of a wrapped line is no clause 38.
static SYMBOL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\d{1,2}\s?[/-]\s?\p{Lu}[\p{L}.]{0,8}\s?[-/]"));
static POINT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^([a-zđ])\d?\s?[.)/]\s*([\p{L}“"(\d])"#));
static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(\s?(\d{1,2}|[a-zđ]|[ivx]{2,4})\s?\)\s*(\S)"));
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^((mục tiêu|hoạt động|nhiệm vụ|chỉ tiêu|giải pháp|nội dung|nhóm nhiệm vụ|nhóm giải pháp|dự án|tiểu dự án|hợp phần|nhóm|mô hình)\s+(?:số\s+|thứ\s+)?(\d{1,2}(?:\.\d{1,2})?|[IVX]+))\s*(?:[.:–\-]\s*|$)",
    )
});
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^([-–+•*]\s*)?(nội dung(?: hoạt động| thực hiện| chính)?|(?:cơ quan|đơn vị)(?: \(đơn vị\)|/đơn vị)?,? (?:thực hiện|chủ trì(?: thực hiện)?|phối hợp(?: thực hiện)?|chịu trách nhiệm|đầu mối|đăng cai)|chủ trì(?: thực hiện)?|phối hợp(?: thực hiện)?|thời gian(?: thực hiện| dự kiến| tổ chức| hoàn thành)?|thời hạn(?: hoàn thành| báo cáo)?|địa điểm(?: tổ chức| thực hiện)?|kinh phí(?: thực hiện)?|đối tượng|thành phần|hình thức|chủ đề|sản phẩm|kết quả|phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm(?: thực hiện)?)\s*:\s*",
    )
});
static SIGN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^([-–—−+•*·∙▪▫■□◆◇►➤➔✓✔☑✅❑❏●○◦‣⁃➢❖§]|o\s)\)?\s*(\S)"));
static SMALL_ROMAN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^([ivx]{1,5})\s?[.)]\s*([\p{L}“"(\d])"#));
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^((?:Tháng|Quý)\s(?:\d{1,2}|[IV]{1,3})(?:\s?(?:,|-|–|và|đến)\s?(?:(?:tháng|quý)\s)?(?:\d{1,2}|[IV]{1,3})\b)*(?:\s?/\s?20\d{2}|\snăm\s20\d{2})?)\s?:\s*\S",
    )
});

/// Every reading of the beginning of a line, likeliest first.
pub(super) fn candidates(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let Some(mark) = worded(text) {
        marks.push(mark);
        return marks;
    }
    if let Some(mark) = label(text) {
        marks.push(mark);
        return marks;
    }
    if let Some(found) = TIME.captures(text) {
        let name = found[1].to_owned();
        let printed = String::new();
        return vec![Mark { style: Style::Time, printed, name, ordinal: None, rest: 0 }];
    }
    lettered(text, &mut marks);
    numbered(text, &mut marks);
    slipped(text, &mut marks);
    if let Some(found) = SIGN.captures(text) {
        let sign = found[1].chars().next().unwrap_or('-');
        let style = match sign {
            '-' | '–' | '—' | '−' => Style::Dash,
            '+' => Style::Plus,
            other => Style::Bullet(other),
        };
        let printed = sign.to_string();
        let name = if style == Style::Dash { "-".to_owned() } else { printed.clone() };
        marks.push(Mark { style, printed, name, ordinal: None, rest: start(&found, 2) });
    }
    marks
}

fn start(found: &regex::Captures<'_>, group: usize) -> usize {
    found.get(group).map_or(0, |part| part.start())
}

fn worded(text: &str) -> Option<Mark> {
    let make = |found: &regex::Captures<'_>, style: Style, name: String, ordinal: Option<u32>| {
        let rest = found.get(0).map_or(0, |whole| whole.end());
        Mark { style, printed: text[..rest].trim().to_owned(), name, ordinal, rest }
    };
    if let Some(found) = ANNEX.captures(text).filter(|found| annex_heading(text, found)) {
        let number = found.get(1).map_or("", |number| number.as_str());
        let title = start(&found, 2);
        let printed = text[..title].trim().to_owned();
        let name = format!("PL{number}");
        return Some(Mark { style: Style::Annex, printed, name, ordinal: None, rest: title });
    }
    if let Some(found) = PART.captures(text) {
        let ordinal = counted(&found[2]);
        return Some(make(&found, Style::Part, found[1].to_owned(), ordinal));
    }
    if let Some(found) = SECTION.captures(text) {
        return Some(make(&found, Style::Section, found[1].to_owned(), counted(&found[2])));
    }
    if let Some(found) = ARTICLE.captures(text) {
        return Some(make(&found, Style::Article, found[1].to_owned(), counted(&found[2])));
    }
    let found = NAMED.captures(text).filter(|_| capital(text))?;
    let word = found[2].to_lowercase();
    let last = found[3].rsplit('.').next().unwrap_or("").to_owned();
    let mark = make(&found, Style::Named(word), found[1].to_owned(), counted(&last));
    Some(mark)
}

/// A heading stands alone and in capitals, or names only itself; a mention goes on.
fn annex_heading(text: &str, found: &regex::Captures<'_>) -> bool {
    let title = &found[2];
    let capitals = text.starts_with("PHỤ LỤC");
    (capitals || title.is_empty() && found.get(1).is_some())
        && (title.is_empty() || !title.starts_with([',', ')', ';']))
}

fn label(text: &str) -> Option<Mark> {
    let found = LABEL.captures(text)?;
    let words = found.get(2)?.as_str();
    let signed = found.get(1).is_some();
    if !signed && !capital(words) {
        return None;
    }
    let rest = found.get(0).map_or(0, |whole| whole.end());
    let printed = text[..rest].trim().to_owned();
    Some(Mark { style: Style::Label, printed, name: words.to_owned(), ordinal: None, rest })
}

fn lettered(text: &str, marks: &mut Vec<Mark>) {
    // "V/V BAN HÀNH …" is a subject.
    if text.starts_with("V/V ") || text.starts_with("V/v ") {
        return;
    }
    if let Some(found) = ROMAN.captures(text) {
        let rest = start(&found, 2);
        if let Some(ordinal) = roman(&found[1]).filter(|_| begins_words(text, rest)) {
            marks.push(mark(text, Style::Roman, &found[1], Some(ordinal), rest));
        }
    }
    if let Some(found) = LETTER.captures(text) {
        let rest = start(&found, 2);
        let ordinal = UPPER.chars().position(|c| found[1].starts_with(c));
        let ordinal = ordinal.and_then(|index| u32::try_from(index + 1).ok());
        if begins_words(text, rest) {
            marks.push(mark(text, Style::Letter, &found[1], ordinal, rest));
        }
    }
    if let Some(found) = POINTED_NUMBER.captures(text) {
        let rest = start(&found, 2);
        marks.push(mark(text, Style::Bracket, &found[1], found[1].parse().ok(), rest));
    } else if let Some(found) = POINT.captures(text) {
        let ordinal = letter_ordinal(&found[1]);
        let end = text.find(['.', ')', '/']).unwrap_or(found[1].len());
        let name = text[..end].trim().to_owned();
        marks.push(mark(text, Style::Point, &name, ordinal, start(&found, 2)));
    }
    if let Some(found) = SMALL_ROMAN.captures(text) {
        let ordinal = roman(&found[1].to_uppercase());
        if ordinal.is_some() {
            marks.push(mark(text, Style::SmallRoman, &found[1], ordinal, start(&found, 2)));
        }
    }
}

fn numbered(text: &str, marks: &mut Vec<Mark>) {
    if let Some(found) = BRACKET.captures(text) {
        let inside = &found[1];
        let number = inside.parse().ok();
        let small = roman(&inside.to_uppercase()).filter(|_| number.is_none());
        let style = if inside.len() > 1 && small.is_some() || inside == "i" {
            Style::SmallRoman
        } else {
            Style::Bracket
        };
        let ordinal = number.or(small).or_else(|| letter_ordinal(inside));
        marks.push(mark(text, style, inside, ordinal, start(&found, 2)));
    }
    if let Some(found) = NUMBERED_POINT.captures(text) {
        let ordinal = letter_ordinal(&found[2]);
        marks.push(mark(text, Style::Decimal(2), &found[1], ordinal, start(&found, 3)));
    } else if let Some(found) = DECIMAL.captures(text) {
        let components = found[1].split('.').count();
        let ordinal = found[1].rsplit('.').next().and_then(|last| last.parse().ok());
        let rest = start(&found, 2);
        marks.push(mark(text, Style::Decimal(components), &found[1], ordinal, rest));
    } else if let Some(found) = NUMBER.captures(text).filter(|_| !SYMBOL.is_match(text)) {
        let rest = start(&found, 2);
        marks.push(mark(text, Style::Number, &found[1], found[1].parse().ok(), rest));
    } else if let Some(found) = FIGURE.captures(text).or_else(|| BARE_FIGURE.captures(text)) {
        let components = found[1].split('.').count();
        let style = if components > 1 { Style::Decimal(components) } else { Style::Number };
        let ordinal = found[1].rsplit('.').next().and_then(|last| last.parse().ok());
        marks.push(mark(text, style, &found[1], ordinal, start(&found, 2)));
    }
}

/// "1. MỤC ĐÍCH" where "II." comes next: the line that a scanner or a hand made of "I.", with its mark.
pub(super) fn misread_section(lines: &[Line]) -> Option<(usize, Mark)> {
    let section = |line: &Line| {
        candidates(&line.text).iter().any(|mark| mark.style == Style::Roman && !mark.is_slipped())
    };
    let second = lines.iter().position(section)?;
    let starts = candidates(&lines[second].text);
    starts.iter().find(|mark| mark.style == Style::Roman && mark.ordinal == Some(2))?;
    let first = lines[..second].iter().find(|line| {
        line.text.strip_prefix("1.").is_some_and(|words| words.len() > 8 && all_capitals(words))
    })?;
    let rest = first.text.len() - first.text.trim_start_matches(['1', '.', ' ']).len();
    Some((first.number, mark(&first.text, Style::Roman, "I", Some(1), rest)))
}

/// What scanning or typing made of a number; believed only where it comes next.
fn slipped(text: &str, marks: &mut Vec<Mark>) {
    if let Some(found) = SCANNED.captures(text).filter(|found| found[1].contains('l')) {
        let rest = start(&found, 2);
        let (number, section) =
            (found[1].replace(['l', 'I'], "1"), found[1].replace(['l', '1'], "I"));
        marks.push(mark(text, Style::Number, &number, number.parse().ok(), rest));
        marks.push(mark(text, Style::Roman, &section, roman(&section), rest));
    } else if let Some(found) = BARE.captures(text) {
        let rest = start(&found, 2);
        let number: Option<u32> = found[1].parse().ok();
        if number.is_some() {
            marks.push(mark(text, Style::Number, &found[1], number, rest));
        } else if mostly_capitals(&text[rest..]) {
            marks.push(mark(text, Style::Roman, &found[1], roman(&found[1]), rest));
        }
    }
}

fn mark(text: &str, style: Style, name: &str, ordinal: Option<u32>, rest: usize) -> Mark {
    let printed = text[..rest].trim().to_owned();
    let name = name.trim_start_matches('0').to_owned();
    Mark { style, printed, name, ordinal, rest }
}

/// "I. MỤC ĐÍCH", not "V.v" or an initial inside a name.
fn begins_words(text: &str, rest: usize) -> bool {
    let words = &text[rest..];
    capital(words) && words.chars().nth(1).is_none_or(|c| c != '.') || words.starts_with(['“', '"'])
}

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const POINTS: &str = "abcdđeghiklmnopqrstuvxy";

/// Place of a letter in the official order: a, b, c, d, đ, e, g …
fn letter_ordinal(letter: &str) -> Option<u32> {
    let first = letter.chars().next()?;
    POINTS.chars().position(|c| c == first).and_then(|index| u32::try_from(index + 1).ok())
}

fn counted(printed: &str) -> Option<u32> {
    let words = ["nhất", "hai", "ba", "tư", "năm"];
    let lower = printed.to_lowercase();
    if let Some(index) = words.iter().position(|word| *word == lower) {
        return u32::try_from(index + 1).ok();
    }
    let letter = || {
        let single = printed.len() == 1;
        let index = UPPER.find(printed).filter(|_| single)?;
        u32::try_from(index + 1).ok()
    };
    printed.parse().ok().or_else(|| roman(printed)).or_else(letter)
}

/// A Roman number of sections; larger ones are letters of a list.
fn roman(printed: &str) -> Option<u32> {
    value(printed).filter(|number| *number < 60)
}
