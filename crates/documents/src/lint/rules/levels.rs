//! Numbers before paragraphs: how they are written (E12 to E17) and whether they go on in order.

use crate::decree;
use crate::lint::report::Report;

/// What a paragraph begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    Part,
    Section,
    Article(u32),
    /// `Điều II.`: an article in another manner.
    OddArticle,
    Roman(u32),
    Clause(u32),
    Decimal,
    Point(char),
    /// `II -` or `II/`: a Roman number in another manner.
    OddRoman(u32),
    /// `1)` or `1/`: a clause in another manner.
    OddClause(u32),
    /// `a.`, `(a)` or `A)`: a point in another manner.
    OddPoint(char),
    Dash,
    Plain,
}

/// Reads the number before a paragraph.
pub(super) fn opening(text: &str) -> Opening {
    let (first, rest) = text.split_once([' ', '\u{A0}', '\n', '\t']).unwrap_or((text, ""));
    let number = rest.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
    match first {
        "Phần" | "PHẦN" | "Chương" | "CHƯƠNG" if roman(number).is_some() => {
            return Opening::Part;
        }
        "Mục" | "MỤC" if number.parse::<u32>().is_ok() && rest.len() < 12 => {
            return Opening::Section;
        }
        "Điều" | "ĐIỀU" => {
            if let Some(article) = article(rest) {
                return article;
            }
        }
        "-" | "–" | "+" | "•" => return Opening::Dash,
        _ => {}
    }
    if let Some(odd) = odd(first, rest) {
        return odd;
    }
    if let Some(bare) = first.strip_suffix('.') {
        if let Some(number) = roman(bare) {
            return Opening::Roman(number);
        }
        if let Ok(number) = bare.parse::<u32>() {
            return Opening::Clause(number);
        }
        if is_decimal(bare) {
            return Opening::Decimal;
        }
        let mut letters = bare.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_lowercase()
        {
            return Opening::OddPoint(letter);
        }
    }
    if is_decimal(first) {
        return Opening::Decimal;
    }
    if let Some(bare) = first.strip_suffix(')') {
        let (bare, odd) = bare.strip_prefix('(').map_or((bare, false), |inner| (inner, true));
        let mut letters = bare.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_lowercase()
        {
            return if odd { Opening::OddPoint(letter) } else { Opening::Point(letter) };
        }
    }
    Opening::Plain
}

/// `II -`, `II/`, `1)`, `1/`, `A)`: numbers that the decree writes with a full stop, letters that it writes
/// small. What is `V/v` or `1/6` has no sign at its end.
fn odd(first: &str, rest: &str) -> Option<Opening> {
    let is_mark = |bare: &str| bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let has_title = |words: &str| words.trim_start().starts_with(char::is_uppercase);
    let dashed = rest.strip_prefix(['-', '–', '—']).filter(|words| words.starts_with(' '));
    if dashed.is_some_and(has_title) && is_mark(first) {
        return roman(first).map(Opening::OddRoman);
    }
    let bare = first.strip_suffix([')', '/'])?;
    if is_mark(bare) && has_title(rest) {
        return roman(bare).map(Opening::OddRoman);
    }
    let is_number = (1..=2).contains(&bare.len()) && bare.bytes().all(|c| c.is_ascii_digit());
    if is_number && has_title(rest) {
        return bare.parse().ok().map(Opening::OddClause);
    }
    let mut letters = bare.chars();
    let letter = letters.next().filter(|letter| letter.is_uppercase() && first.ends_with(')'))?;
    let small = letter.to_lowercase().next()?;
    (letters.next().is_none() && has_title(rest)).then_some(Opening::OddPoint(small))
}

/// What stands behind "Điều": a number and a full stop; without the stop the article of a norm is meant.
fn article(rest: &str) -> Option<Opening> {
    let (number, _) = rest.split_once('.')?;
    if let Ok(number) = number.trim().parse::<u32>() {
        return Some(Opening::Article(number));
    }
    roman(number.trim()).map(|_| Opening::OddArticle)
}

/// `5.1`, `5.1.2`: groups of one or two digits; `1.234` is a figure.
fn is_decimal(words: &str) -> bool {
    let groups: Vec<&str> = words.split('.').collect();
    groups.len() > 1
        && groups
            .iter()
            .all(|group| matches!(group.len(), 1..=2) && group.chars().all(|c| c.is_ascii_digit()))
}

/// A Roman number; `D` and larger ones are letters.
fn roman(words: &str) -> Option<u32> {
    domain::roman::value(words).filter(|number| *number < 400)
}

/// How far each level has counted.
#[derive(Debug, Default)]
pub(super) struct Levels {
    /// Articles are counted through all chapters.
    article: u32,
    roman: u32,
    clause: u32,
    point: Option<char>,
}

impl Levels {
    /// Judges the number of one paragraph against those before.
    pub(super) fn judge(&mut self, at: usize, opening: Opening, report: &mut Report<'_>) {
        match opening {
            Opening::Part | Opening::Section => self.below(self.article),
            Opening::Article(number) => {
                if self.article > 0 && number != self.article + 1 && number != 1 {
                    let problem = format!("Điều {number} không tiếp sau Điều {}.", self.article);
                    report.line("E14-order", at, problem);
                }
                self.below(number);
            }
            Opening::OddArticle => {
                report.line("E14-order", at, "Điều đánh số bằng chữ số La Mã.");
                self.below(self.article + 1);
            }
            Opening::Roman(number) => {
                if number != self.roman + 1 && number != 1 {
                    let wanted = domain::roman::roman(self.roman + 1);
                    report.line("E17-order", at, format!("Sau số trước phải là {wanted}."));
                }
                *self = Self { roman: number, article: self.article, ..Self::default() };
            }
            Opening::Clause(number) => {
                if number != self.clause + 1 && number != 1 {
                    let problem = format!("Số {number} không tiếp sau số {}.", self.clause);
                    report.line("E17-order", at, problem);
                }
                (self.clause, self.point) = (number, None);
            }
            Opening::OddRoman(number) => {
                let fix =
                    format!("Ghi “{}.”, sau dấu chấm một cách chữ.", domain::roman::roman(number));
                report.mend("E17-form", at, "Sau số La Mã không phải dấu chấm.", fix);
                *self = Self { roman: number, article: self.article, ..Self::default() };
            }
            Opening::OddClause(number) => {
                let fix = format!("Ghi “{number}.”, sau dấu chấm một cách chữ.");
                report.mend("E15-form", at, "Sau số của khoản không phải dấu chấm.", fix);
                (self.clause, self.point) = (number, None);
            }
            Opening::Decimal => report.line("E15-decimal", at, "Đánh số thập phân nhiều cấp."),
            Opening::OddPoint(letter) => {
                report.line("E16-form", at, "Điểm không ghi dạng “a)”.");
                self.point = Some(letter).filter(|c| decree::POINT_LETTERS.contains(c));
            }
            Opening::Point(letter) => self.point(at, letter, report),
            Opening::Dash | Opening::Plain => {}
        }
    }

    /// What an article or a division begins counts anew.
    fn below(&mut self, article: u32) {
        *self = Self { article, ..Self::default() };
    }

    fn point(&mut self, at: usize, letter: char, report: &mut Report<'_>) {
        let next = match self.point {
            None => decree::POINT_LETTERS.first().copied(),
            Some(before) => decree::POINT_LETTERS.into_iter().skip_while(|c| *c != before).nth(1),
        };
        if letter != 'a' && Some(letter) != next {
            let wanted = next.map_or(String::new(), |next| format!(", đến lượt {next})"));
            report.line("E16-order", at, format!("Điểm {letter}) sai thứ tự{wanted}."));
        }
        // Behind a letter that is none of the order, the next goes on from where it should have stood.
        self.point = Some(letter).filter(|c| decree::POINT_LETTERS.contains(c)).or(next);
    }
}
