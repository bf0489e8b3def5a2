//! Words under a heading: paragraphs and lists, kept as light markup.

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

    fn without_dash(&self) -> Option<Self> {
        let Some(Piece::Words(words)) = self.0.first() else { return None };
        let words = words.strip_prefix("- ")?.to_owned();
        let rest = self.0[1..].iter().cloned();
        Some(Self(std::iter::once(Piece::Words(words)).chain(rest).collect()))
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

/// Light markup as it is read: blank line = paragraph, "- " = list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextBlock {
    Paragraph(Line),
    List(Vec<Line>),
}

impl TextBlock {
    /// Reads the light markup of a heading's text.
    pub fn read(reading: &Reading) -> Vec<Self> {
        let mut blocks = Vec::new();
        let mut open = Line::default();
        for line in lines(reading) {
            if line.is_empty() {
                flush(&mut open, &mut blocks);
                continue;
            }
            let line = line.trimmed();
            if let Some(item) = line.without_dash() {
                flush(&mut open, &mut blocks);
                push_item(item, &mut blocks);
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

fn push_item(item: Line, blocks: &mut Vec<TextBlock>) {
    let item = joined(item);
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
