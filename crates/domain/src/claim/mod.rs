//! Figures that words claim, held against the cells of the same report: "tổ chức 45 lớp cho 3.250 lượt người".
//!
//! Says little rather than much: a claim is told as different only where it cannot be a part of what a cell counts.

mod counted;

use std::{collections::BTreeSet, ops::Range};

use rust_decimal::Decimal;

use self::counted::{Counted, counted, pairs};
use crate::{
    check::Figures,
    fold::fold,
    form::{Form, RowKind, ValueType},
    reference::Reference,
};

/// A cell that a claim is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub form: String,
    pub row: String,
    pub column: String,
    /// "Cộng, Số lớp, hội nghị".
    pub label: String,
    /// As the form prints it.
    pub printed: String,
}

impl Cell {
    /// "Biểu T3 ghi 45 (Cộng, Số lớp, hội nghị)".
    pub fn words(&self) -> String {
        format!("Biểu {} ghi {} ({})", self.form, self.printed, self.label)
    }

    /// What stands in words for it.
    pub fn reference(&self) -> Reference {
        Reference::cell(&self.form, &self.row, &self.column)
    }
}

/// How a claim stands to the cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Equal,
    /// The cells that it should be; few.
    Different(Vec<Cell>),
    /// Nothing counts it, or it may be a part of what is counted.
    NoCell,
}

/// A number with its noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// "45 lớp".
    pub quoted: String,
    /// Where it stands in the text, in bytes; the number comes first.
    pub place: Range<usize>,
    /// How long the number is.
    pub number: usize,
    pub outcome: Outcome,
}

/// Numbers written as words; "một" is also an article.
const WORDS: [(&str, u32); 9] = [
    ("hai", 2),
    ("ba", 3),
    ("bốn", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// Bytes of the longest of them, in small letters or capitals.
const WORD_MAX: usize = 8;

/// Words before a number that make it no count of this period.
const NO_COUNT: [&str; 21] = [
    "năm",
    "ngày",
    "tháng",
    "quý",
    "số",
    "khoản",
    "điều",
    "mục",
    "lần",
    "hơn",
    "trên",
    "gần",
    "khoảng",
    "dưới",
    "từ",
    "nhất",
    "đạt",
    "mỗi",
    "thứ",
    "thêm",
    "bình quân",
];

/// Words of a sentence that speak of another time or of what is wanted.
const ELSEWHEN: [&str; 8] = [
    "cùng kỳ",
    "năm trước",
    "kỳ trước",
    "năm ngoái",
    "phấn đấu",
    "dự kiến",
    "chỉ tiêu",
    "kế hoạch đề ra",
];

/// Words behind a noun that do not narrow it.
const LOOSE: [&str; 12] =
    ["cho", "với", "về", "được", "trong", "thu", "và", "có", "đã", "cuộc", "năm", "tham"];

/// Most cells that are told for one claim.
const TOLD_MAX: usize = 3;

/// A noun with the cells that count it.
struct Noun<'a> {
    words: Vec<String>,
    cells: Vec<Counted<'a>>,
}

/// What the cells of a report count, to hold its texts against.
pub struct Counts<'a> {
    /// The longest first.
    nouns: Vec<Noun<'a>>,
    /// How many words the longest noun has.
    longest: usize,
    year: i64,
}

impl<'a> Counts<'a> {
    /// Of the cells of some forms; `year` is the year reported on.
    pub fn of(forms: &[&'a Form], figures: &Figures, year: i64) -> Self {
        let mut counted: Vec<(String, Vec<Counted<'a>>)> =
            counted(forms, figures).into_iter().collect();
        counted.sort_by_key(|(noun, _)| std::cmp::Reverse(noun.len()));
        let words = |noun: &str| noun.split(' ').map(ToOwned::to_owned).collect::<Vec<_>>();
        let nouns = counted.into_iter();
        let nouns: Vec<Noun<'a>> =
            nouns.map(|(noun, cells)| Noun { words: words(&noun), cells }).collect();
        let longest = nouns.iter().map(|noun| noun.words.len()).max().unwrap_or(0);
        Self { nouns, longest, year }
    }

    /// Holds every claim of a text against the cells.
    pub fn claims(&self, text: &str) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (start, sentence) in sentences(text) {
            let known = claims.len();
            read((start, sentence), self, &mut claims);
            if claims.len() > known && is_elsewhen(sentence, self.year) {
                claims.truncate(known);
            }
        }
        claims
    }
}

/// Sentences with where they begin.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut at) = (Vec::new(), 0);
    for line in text.split(['\n', ';']) {
        let mut start = at;
        for sentence in line.split(". ") {
            found.push((start, sentence));
            start += sentence.len() + ". ".len();
        }
        // Either sign is one byte.
        at += line.len() + 1;
    }
    found
}

/// Words with where they begin.
fn placed(sentence: &str, start: usize) -> (Vec<usize>, Vec<&str>) {
    let (mut places, mut words, mut at) = (Vec::new(), Vec::new(), start);
    for part in sentence.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            places.push(at);
            words.push(word);
        }
        at += part.len();
    }
    (places, words)
}

fn is_elsewhen(sentence: &str, year: i64) -> bool {
    let lower = sentence.to_lowercase();
    let other_year = lower.match_indices("năm ").any(|(at, name)| {
        let digits: String =
            lower[at + name.len()..].chars().take_while(char::is_ascii_digit).collect();
        digits.len() == 4 && digits.parse() != Ok(year)
    });
    other_year || ELSEWHEN.iter().any(|words| lower.contains(words))
}

fn read((start, sentence): (usize, &str), counts: &Counts<'_>, claims: &mut Vec<Claim>) {
    let (places, words) = placed(sentence, start);
    for (at, word) in words.iter().enumerate() {
        let Some(number) = number(word, at, &words) else { continue };
        let rest: Vec<String> =
            words[at + 1..].iter().take(counts.longest).map(|word| fold(word)).collect();
        let Some(noun) = counts.nouns.iter().find(|noun| rest.starts_with(&noun.words)) else {
            continue;
        };
        let length = noun.words.len();
        let behind = &words[at + 1 + length..];
        let last = words[at + length];
        let closed = last.ends_with([',', '.', ':', ')']);
        let quoted = words[at..=at + length].join(" ");
        let sign = |c: char| !c.is_alphanumeric();
        let quoted = quoted.trim_matches(sign).to_owned();
        let bare = word.trim_start_matches(sign);
        let place = places[at] + word.len() - bare.len()
            ..places[at + length] + last.trim_end_matches(sign).len();
        let clause = clause(&words, at, behind);
        let outcome = judge(number, &noun.cells, &clause, if closed { &[] } else { behind });
        claims.push(Claim { quoted, place, number: bare.len(), outcome });
    }
}

/// The words around a claim, up to the next number, in small letters.
fn clause(words: &[&str], at: usize, behind: &[&str]) -> String {
    let before = words[..at].iter().rev().take(6).rev();
    let after = behind.iter().take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let near: Vec<String> = before.chain(after.take(12)).map(|word| word.to_lowercase()).collect();
    near.join(" ")
}

fn number(word: &str, at: usize, words: &[&str]) -> Option<Decimal> {
    let bare = word.trim_start_matches('(');
    let is_figure = bare.starts_with(|c: char| c.is_ascii_digit());
    let in_words = || {
        let lower = Some(bare).filter(|bare| bare.len() <= WORD_MAX)?.to_lowercase();
        WORDS.iter().find(|(name, _)| *name == lower).map(|(_, value)| Decimal::from(*value))
    };
    let in_words = if is_figure { None } else { Some(in_words()?) };
    let before = at.checked_sub(1).map_or(String::new(), |at| words[at].to_lowercase());
    let before = before.trim_matches(|c: char| !c.is_alphanumeric());
    if NO_COUNT.contains(&before) || is_within(words, at) {
        return None;
    }
    if in_words.is_some() {
        return in_words;
    }
    if word.contains('/') || bare.ends_with(['.', ',', '%', ')']) {
        return None;
    }
    let groups: Vec<&str> = bare.split(',').next()?.split('.').collect();
    let grouped = groups.len() == 1 || groups[1..].iter().all(|group| group.len() == 3);
    let plain = bare.replace('.', "").replace(',', ".");
    grouped.then(|| plain.parse().ok()).flatten()
}

/// "lồng ghép trong 8 hội nghị": what was held for something else, and is counted there.
fn is_within(words: &[&str], at: usize) -> bool {
    let lower =
        |back: usize| at.checked_sub(back).map_or(String::new(), |at| words[at].to_lowercase());
    matches!(&*lower(1), "trong" | "vào" | "tại") && lower(2) == "ghép"
}

fn judge(value: Decimal, cells: &[Counted<'_>], clause: &str, behind: &[&str]) -> Outcome {
    if cells.iter().any(|cell| cell.value == value) {
        return Outcome::Equal;
    }
    let forms = spoken_of(cells, clause);
    let mut here: Vec<&Counted<'_>> =
        cells.iter().filter(|cell| forms.contains(cell.form.code.as_str())).collect();
    if forms.len() != 1 {
        return Outcome::NoCell;
    }
    // "Trong đó nam 1.204 lượt": a leaf beside the whole is no candidate of its own.
    here.retain(|cell| !matches!(cell.column.code.as_str(), "nu" | "nam"));
    let narrowed = rows_named(&here, clause, &next_to(behind));
    let (told, is_whole) = if narrowed.is_empty() {
        let totals = here.into_iter().filter(|cell| is_total(cell)).collect::<Vec<_>>();
        let whole = totals.first().is_some_and(|cell| is_unqualified(cell.form, behind));
        (totals, whole)
    } else {
        (narrowed, true)
    };
    let most = told.iter().map(|cell| cell.value).max();
    if told.is_empty() || told.len() > TOLD_MAX || !is_whole && most.is_some_and(|m| value < m) {
        return Outcome::NoCell;
    }
    Outcome::Different(told.into_iter().map(cell).collect())
}

/// The only form that counts the noun, or the one whose title or rows the words share.
fn spoken_of<'a>(cells: &[Counted<'a>], clause: &str) -> BTreeSet<&'a str> {
    let all: BTreeSet<&str> = cells.iter().map(|cell| cell.form.code.as_str()).collect();
    if all.len() == 1 {
        return all;
    }
    let shares = |cell: &&Counted<'a>| {
        let own = cell.row_pairs.iter().chain(cell.aside_pairs.iter());
        let mut pairs = cell.title_pairs.iter().chain(own);
        pairs.any(|pair| clause.contains(pair.as_str()))
    };
    cells.iter().filter(shares).map(|cell| cell.form.code.as_str()).collect()
}

/// The two syllables right behind a noun, in small letters; "cuộc nói chuyện" is qualified by them.
fn next_to(behind: &[&str]) -> String {
    let sign = |c: char| !c.is_alphanumeric();
    let words: Vec<String> = behind
        .iter()
        .take(2)
        .map(|word| word.to_lowercase().trim_matches(sign).to_owned())
        .collect();
    words.join(" ")
}

/// Cells of the one row that the words name, by two syllables that no other row bears. What a label has in
/// brackets is an aside: it names the row only where it stands right behind the noun.
fn rows_named<'a, 'c>(cells: &[&'c Counted<'a>], clause: &str, next: &str) -> Vec<&'c Counted<'a>> {
    let bears = |cell: &Counted<'_>, pair: &String| {
        cell.row_pairs.contains(pair) || cell.aside_pairs.contains(pair)
    };
    let named = cells.iter().filter(|cell| {
        let said = cell.row_pairs.iter().filter(|pair| clause.contains(pair.as_str()));
        let aside = cell.aside_pairs.iter().filter(|pair| *pair == next);
        !is_total(cell)
            && said.chain(aside).any(|pair| {
                let elsewhere =
                    cells.iter().any(|other| other.row.code != cell.row.code && bears(other, pair));
                !elsewhere && !cell.title_pairs.contains(pair)
            })
    });
    let named: Vec<&Counted<'_>> = named.copied().collect();
    let rows: BTreeSet<&str> = named.iter().map(|cell| cell.row.code.as_str()).collect();
    if rows.len() == 1 { named } else { Vec::new() }
}

fn is_total(cell: &Counted<'_>) -> bool {
    matches!(cell.row.kind, RowKind::Total { .. })
}

/// Whether nothing behind the noun narrows it, beyond what the form itself is about.
fn is_unqualified(form: &Form, behind: &[&str]) -> bool {
    let Some(first) = behind.first() else { return true };
    let bare =
        |word: &str| word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let pair = behind.get(1).map(|second| format!("{} {}", bare(first), bare(second)));
    let about = pair.is_some_and(|pair| pairs(&form.title).contains(&pair));
    let next = if about { behind.get(2) } else { Some(first) };
    let ends = about && behind[1].ends_with([',', '.', ':', ')']);
    ends || next.is_none_or(|word| {
        let word = bare(word);
        // "lớp về kiến thức giới" is some of the classes; "lớp cho 45 người" is all of them.
        word != "về" && LOOSE.contains(&word.as_str())
            || word.starts_with(|c: char| c.is_ascii_digit())
    })
}

fn cell(counted: &Counted<'_>) -> Cell {
    let heads = counted.column.headers.join(", ");
    let printed = match counted.column.value_type {
        // Already in triệu đồng.
        ValueType::Money => crate::amount::vietnamese(counted.value.round_dp(4)),
        other => other.print(counted.value),
    };
    Cell {
        form: counted.form.code.clone(),
        row: counted.row.code.clone(),
        column: counted.column.code.clone(),
        label: format!("{}, {heads}", counted.row.label),
        printed,
    }
}
