//! References in words: `{T3.cong.lop}` stands for a figure and prints as it, so that words cannot disagree
//! with the table.
//!
//! Here the token is read and written; `source` knows what it stands for.

mod source;

use std::fmt::{self, Display, Formatter};

pub use source::{Broken, Piece, Reading, Referred, Source, Why};

/// Stands before the code of an indicator where a form's code would stand.
const INDICATOR: &str = "CT";

/// Longest code inside the braces; anything longer is words.
const CODE_MAX: usize = 120;

/// What a token names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// `{T3.cong.lop}`: as formulas name a cell; a column may have dots, forms and rows have none.
    Cell { form: String, row: String, column: String },
    /// `{CT.3.2a}`.
    Indicator(String),
    /// `{T3.cong}`: meant as a reference, names nothing.
    Unknown(String),
}

impl Reference {
    /// To a cell.
    pub fn cell(form: &str, row: &str, column: &str) -> Self {
        Self::Cell { form: form.into(), row: row.into(), column: column.into() }
    }

    /// Reads what stands between braces; `None` where it is ordinary words in braces.
    ///
    /// White space inside is nothing: a token that an editor broke over two lines is still one.
    fn read(inside: &str) -> Option<Self> {
        let code: String =
            inside.chars().filter(|c| !c.is_whitespace()).take(CODE_MAX + 1).collect();
        let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        let begins = code.starts_with(|c: char| c.is_ascii_alphabetic());
        if code.len() > CODE_MAX || !begins || !code.contains('.') || !code.chars().all(is_code) {
            return None;
        }
        let mut parts = code.splitn(3, '.');
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
        if first == INDICATOR {
            return Some(Self::Indicator(code[INDICATOR.len() + 1..].to_owned()));
        }
        Some(match third {
            Some(column) => Self::cell(first, second, column),
            None => Self::Unknown(code),
        })
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { form, row, column } => write!(f, "{{{form}.{row}.{column}}}"),
            Self::Indicator(code) => write!(f, "{{{INDICATOR}.{code}}}"),
            Self::Unknown(code) => write!(f, "{{{code}}}"),
        }
    }
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span<'t> {
    Words(&'t str),
    /// `written` is the token with its braces, as it stands in the text.
    Reference {
        written: &'t str,
        reference: Reference,
    },
}

impl Span<'_> {
    /// As it stands in the text: all spans together are the text.
    pub const fn written(&self) -> &str {
        match self {
            Self::Words(written) | Self::Reference { written, .. } => written,
        }
    }
}

/// A text cut at its references; braces around anything else are words.
pub fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let Some(end) = text[open + 1..].find(['{', '}']).map(|found| open + 1 + found) else {
            break;
        };
        if text[end..].starts_with('{') {
            at = end;
            continue;
        }
        at = end + 1;
        let Some(reference) = Reference::read(&text[open + 1..end]) else { continue };
        if from < open {
            spans.push(Span::Words(&text[from..open]));
        }
        spans.push(Span::Reference { written: &text[open..at], reference });
        from = at;
    }
    if from < text.len() {
        spans.push(Span::Words(&text[from..]));
    }
    spans
}

/// Words as their writer keeps them, references and all.
///
/// No page or document can print them: only a [`Source`] makes a [`Reading`] of them, and blocks are made
/// of readings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written(String);

impl Written {
    /// As typed or stored.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For editors, files that come back, comparing and hashing; never for reading.
    pub fn as_written(&self) -> &str {
        &self.0
    }

    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Whether a figure is needed to read them.
    pub fn has_references(&self) -> bool {
        self.0.contains('{')
            && spans(&self.0).iter().any(|span| matches!(span, Span::Reference { .. }))
    }
}

/// What was read somewhere, as words of somebody else: it refers to nothing any more, also where its
/// braces together with a figure would look like a token.
pub fn quoted(reading: &Reading) -> String {
    let text = reading.to_string();
    let mut quoted = String::with_capacity(text.len());
    for span in spans(&text) {
        match span {
            Span::Words(words) => quoted.push_str(words),
            Span::Reference { written, .. } => {
                quoted.push_str(&written.replace('{', "(").replace('}', ")"));
            }
        }
    }
    quoted
}
