//! A heading's text as it will print, with what its writer should see: figures that references gave way
//! to, references that stand for nothing, and typed numbers that the tables do not bear out.

use crate::{
    claim::{Cell, Counts, Outcome},
    reference::{Broken, Piece, Reading, Reference, Referred, Source, Written},
};

/// Marks that one proof bears at most; what comes behind them is words.
const MARKS_MAX: usize = 300;

/// A typed number with its noun that differs from the cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// "46 lớp", as written.
    pub words: String,
    /// "46"; nothing where no figure of the table can stand for it.
    pub number: String,
    /// Where the number begins in the text as written, in units of UTF-16: browsers count so.
    pub at: usize,
    /// The cells that it should be; few.
    pub cells: Vec<Cell>,
}

/// A stretch of a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Words(String),
    Figure(Referred),
    Broken(Broken),
    Doubt(Doubt),
}

/// A text as it will print, marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    pub marks: Vec<Mark>,
}

impl Proof {
    /// Reads a heading's text, told by the heading's code, and holds its numbers against the cells.
    pub fn of(
        (heading, written): (&str, &Written),
        source: &Source<'_>,
        counts: &Counts<'_>,
    ) -> Self {
        let reading = source.read(written);
        let mut doubts = doubts((heading, &reading), counts).into_iter().peekable();
        let mut proof = Self::default();
        let (mut plain, mut at) = (0, 0);
        for piece in reading.pieces() {
            let printed = piece.to_string();
            match piece {
                Piece::Words(words) => {
                    let mut from = 0;
                    while let Some((start, doubt)) =
                        doubts.next_if(|(start, _)| *start < plain + words.len())
                    {
                        let Some(before) = words.get(from..start - plain) else { continue };
                        proof.push_words(before);
                        at += utf16(before);
                        from = start - plain + doubt.words.len();
                        let length = utf16(&doubt.words);
                        proof.push(Mark::Doubt(Doubt { at, ..doubt }));
                        at += length;
                    }
                    proof.push_words(&words[from..]);
                    at += utf16(&words[from..]);
                }
                Piece::Figure { written, referred } => {
                    proof.push(Mark::Figure(referred.clone()));
                    // Tokens are plain letters, save for white space that an editor put into one.
                    at += written;
                }
                Piece::Broken { written, broken } => {
                    proof.push(Mark::Broken(broken.clone()));
                    at += written;
                }
            }
            plain += printed.len();
        }
        proof
    }

    /// Whether there is nothing to tell: neither references nor numbers that differ.
    pub fn is_quiet(&self) -> bool {
        self.marks.iter().all(|mark| matches!(mark, Mark::Words(_)))
    }

    /// Numbers that differ.
    pub fn doubts(&self) -> impl Iterator<Item = &Doubt> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Doubt(doubt) => Some(doubt),
            Mark::Words(_) | Mark::Figure(_) | Mark::Broken(_) => None,
        })
    }

    fn push_words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if let Some(Mark::Words(before)) = self.marks.last_mut() {
            before.push_str(words);
        } else {
            self.marks.push(Mark::Words(words.to_owned()));
        }
    }

    fn push(&mut self, mark: Mark) {
        if self.marks.len() < MARKS_MAX {
            return self.marks.push(mark);
        }
        match mark {
            Mark::Words(words) | Mark::Doubt(Doubt { words, .. }) => self.push_words(&words),
            Mark::Figure(referred) => self.push_words(&referred.printed),
            Mark::Broken(broken) => self.push_words(&broken.to_string()),
        }
    }
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Typed numbers that differ, by where they begin in the reading. A number that a reference gave way to
/// cannot: it is the table's.
fn doubts((heading, reading): (&str, &Reading), counts: &Counts<'_>) -> Vec<(usize, Doubt)> {
    let text = reading.to_string();
    let mut typed = Vec::new();
    let mut end = 0;
    for piece in reading.pieces() {
        let start = end;
        end += piece.to_string().len();
        if matches!(piece, Piece::Words(_)) {
            typed.push(start..end);
        }
    }
    let mut doubts = Vec::new();
    let mut typed = typed.into_iter().peekable();
    for claim in counts.claims(heading, &text) {
        let Outcome::Different(cells) = claim.outcome else { continue };
        while typed.next_if(|piece| piece.end <= claim.place.start).is_some() {}
        let Some(piece) = typed.peek() else { break };
        if piece.start > claim.place.start || piece.end < claim.place.end {
            continue;
        }
        // "3{T3.cong.lop}5 lớp" prints one number; its last digits are not a number of their own.
        let before = text[..claim.place.start].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let number = text[claim.place.start..claim.place.start + claim.number].to_owned();
        let words = text[claim.place.clone()].to_owned();
        doubts.push((claim.place.start, Doubt { words, number, at: 0, cells }));
    }
    doubts
}

/// Puts a reference in place of a typed number: the one nearest to where it stood when it was told, for
/// the text may have moved on since. `None` where the number is gone.
pub fn take(text: &str, (at, number): (usize, &str), reference: &Reference) -> Option<String> {
    if number.is_empty() {
        return None;
    }
    let stands_alone = |place: usize| {
        let before = text[..place].chars().next_back();
        let after = text[place + number.len()..].chars().next();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',');
        !before.is_some_and(is_part) && !after.is_some_and(char::is_alphanumeric)
    };
    let mut counted = (0, 0);
    let mut places = Vec::new();
    for (place, _) in text.match_indices(number).filter(|(place, _)| stands_alone(*place)) {
        counted = (place, counted.1 + utf16(&text[counted.0..place]));
        places.push(counted);
    }
    let (place, _) = places.into_iter().min_by_key(|(_, units)| units.abs_diff(at))?;
    Some(format!("{}{reference}{}", &text[..place], &text[place + number.len()..]))
}
