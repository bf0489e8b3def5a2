//! Words under a heading: paragraphs, headings of the writer's own and lists, kept as light markup.
//! `cases/narrative.md` says how it is read.

use std::fmt::{self, Display, Formatter};

use crate::reference::{Piece, Reading};

/// A paragraph or an item of a list, with the figures that its references gave way to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(Vec<Piece>);

impl Line {
    /// In order; together they are the line.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Without white space around it and without empty words.
    fn trimmed(mut self) -> Self {
        if let Some(Piece::Words(words)) = self.0.first_mut() {
            *words = words.trim_start().to_owned();
        }
        if let Some(Piece::Words(words)) = self.0.last_mut() {
            words.truncate(words.trim_end().len());
        }
        self.0.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        self
    }

    /// How far it is set in: a tab is as much as two spaces.
    fn indent(&self) -> usize {
        let Some(Piece::Words(words)) = self.0.first() else { return 0 };
        let blank = words.chars().take_while(|c| c.is_whitespace());
        blank.map(|c| if c == '\t' { 2 } else { 1 }).sum()
    }

    /// What it begins with, and the rest of it; nothing where it is running text.
    fn marked(&self) -> Option<(Mark, Self)> {
        let Some(Piece::Words(words)) = self.0.first() else { return None };
        let (first, words) = words.split_once(' ')?;
        let mark = Mark::read(first)?;
        let rest = self.0[1..].iter().cloned();
        let words = Piece::Words(words.to_owned());
        Some((mark, Self(std::iter::once(words).chain(rest).collect())))
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| piece.fmt(f))
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self(vec![Piece::Words(text.to_owned())])
    }
}

/// What a line begins with that is no running text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Heading,
    Dash,
    /// A dash of the second level, as offices write it.
    Plus,
    Number(String),
}

impl Mark {
    fn read(first: &str) -> Option<Self> {
        match first {
            "#" | "##" | "###" => Some(Self::Heading),
            "-" | "•" => Some(Self::Dash),
            "+" => Some(Self::Plus),
            _ if is_number(first) => Some(Self::Number(first.to_owned())),
            _ => None,
        }
    }
}

/// `1.`, `2)`, `1.1.`, `a)`, `iv.`: not `1.234` and no year.
fn is_number(first: &str) -> bool {
    let Some(bare) = first.strip_suffix(['.', ')']) else { return false };
    let is_group =
        |group: &str| matches!(group.len(), 1..=2) && group.bytes().all(|c| c.is_ascii_digit());
    let mut letters = bare.chars();
    let is_letter = letters.next().is_some_and(char::is_lowercase) && letters.next().is_none();
    let is_roman =
        (2..=4).contains(&bare.len()) && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    is_letter || is_roman || bare.split('.').all(is_group)
}

/// Deepest level of a list.
const LEVEL_MAX: u8 = 3;

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// 1 to 3.
    pub level: u8,
    /// "1.", "a)" as written; nothing before a line with a dash.
    pub number: Option<String>,
    pub line: Line,
}

impl Item {
    /// Which item of its list it is by its number: 3 of "3.", "c)" and "iii."; nothing where it has none, or
    /// one of several levels.
    pub fn order(&self) -> Option<u32> {
        let bare = self.number.as_deref()?.trim_end_matches(['.', ')']);
        let letter = bare.bytes().next().filter(u8::is_ascii_lowercase);
        let of_letter = || letter.filter(|_| bare.len() == 1).map(|c| u32::from(c - b'a') + 1);
        let of_roman = || letter.and_then(|_| crate::roman::value(&bare.to_uppercase()));
        bare.parse().ok().or_else(of_letter).or_else(of_roman)
    }

    /// Whether a letter stands before it.
    pub fn has_letter(&self) -> bool {
        self.number.as_deref().is_some_and(|number| number.starts_with(char::is_lowercase))
    }
}

impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.line.fmt(f)
    }
}

impl From<&str> for Item {
    fn from(text: &str) -> Self {
        Self { level: 1, number: None, line: text.into() }
    }
}

/// Light markup as it is read: blank line = paragraph, "# " = heading, "- ", "+ " and "1. " = list, deeper
/// where it is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextBlock {
    Paragraph(Line),
    /// Below the headings of the outline.
    Heading(Line),
    List(Vec<Item>),
}

impl TextBlock {
    /// Reads the light markup of a heading's text.
    pub fn read(reading: &Reading) -> Vec<Self> {
        let mut blocks = Vec::new();
        let mut open = Line::default();
        let mut levels = Levels::default();
        for line in lines(reading) {
            if line.is_empty() {
                flush(&mut open, &mut blocks);
                continue;
            }
            let indent = line.indent();
            let line = line.trimmed();
            if let Some((mark, rest)) = line.marked() {
                flush(&mut open, &mut blocks);
                if !matches!(blocks.last(), Some(Self::List(_))) {
                    levels = Levels::default();
                }
                push(mark, rest, (&mut levels, indent), &mut blocks);
            } else if !line.is_empty() {
                if !open.is_empty() {
                    open.0.push(Piece::Words(" ".to_owned()));
                }
                open.0.extend(line.0);
            }
        }
        flush(&mut open, &mut blocks);
        blocks
    }
}

/// The indents of the items that the next one may stand under: a list that is set in as a whole begins at
/// level 1, too.
#[derive(Debug, Default)]
struct Levels(Vec<usize>);

impl Levels {
    fn level(&mut self, indent: usize) -> u8 {
        while self.0.len() > 1 && self.0.last().is_some_and(|last| *last > indent) {
            self.0.pop();
        }
        if self.0.last().is_none_or(|last| indent >= last + 2) {
            self.0.push(indent);
        }
        u8::try_from(self.0.len()).unwrap_or(LEVEL_MAX).min(LEVEL_MAX)
    }
}

/// The lines as written; one without any sign ends a paragraph.
fn lines(reading: &Reading) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for piece in reading.pieces() {
        let Piece::Words(words) = piece else {
            if let Some(line) = lines.last_mut() {
                line.0.push(piece.clone());
            }
            continue;
        };
        for (at, part) in words.replace("\r\n", "\n").split('\n').enumerate() {
            if at > 0 {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.0.push(Piece::Words(part.to_owned()));
            }
        }
    }
    lines
}

fn flush(open: &mut Line, blocks: &mut Vec<TextBlock>) {
    if !open.is_empty() {
        blocks.push(TextBlock::Paragraph(joined(std::mem::take(open))));
    }
}

fn push(
    mark: Mark,
    line: Line,
    (levels, indent): (&mut Levels, usize),
    blocks: &mut Vec<TextBlock>,
) {
    let line = joined(line);
    let (level, number) = match mark {
        Mark::Heading => return blocks.push(TextBlock::Heading(line)),
        Mark::Dash => (levels.level(indent), None),
        Mark::Plus => (levels.level(indent).max(2), None),
        Mark::Number(number) => (levels.level(indent), Some(number)),
    };
    let item = Item { level, number, line };
    match blocks.last_mut() {
        Some(TextBlock::List(items)) => items.push(item),
        _ => blocks.push(TextBlock::List(vec![item])),
    }
}

/// Neighbouring words become one piece.
fn joined(line: Line) -> Line {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in line.0 {
        match (pieces.last_mut(), piece) {
            (_, Piece::Words(words)) if words.is_empty() => {}
            (Some(Piece::Words(before)), Piece::Words(words)) => before.push_str(&words),
            (_, piece) => pieces.push(piece),
        }
    }
    Line(pieces)
}
