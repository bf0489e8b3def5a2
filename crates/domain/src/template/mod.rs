//! Templates: the fixed sentences of a document as text with named places, edited by administrators.
//!
//! A text has parts (`[Nội dung]`), each a line a paragraph. `{{issuer.name}}` is a place for a word.
//! A line with a place of a list (`{{missing.name}}`) is printed once for each entry.
//! `{{?missing.count}}` at the head of a line prints the line only where that place holds something.
//! A place for a piece (`{{report.body}}`) stands alone on its line.

mod fill;
mod kind;
mod place;
mod read;

pub use fill::{Entry, Filled, Line, Values};
pub use kind::{KINDS, Kind, kind};
pub use place::{Place, Shape};
pub use read::{Fault, Problem, TEXT_MAX, Template, read};

/// A part of a document that a template words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Trích yếu, with "V/v" where it is a letter's.
    Subject,
    /// Kính gửi.
    Addressees,
    /// Căn cứ.
    Grounds,
    Body,
    /// Nơi nhận.
    Recipients,
    /// What a field of the form holds before anybody types.
    Field(&'static str),
}

impl Part {
    /// The words between the brackets.
    pub fn label(self) -> String {
        match self {
            Self::Subject => "Trích yếu".into(),
            Self::Addressees => "Kính gửi".into(),
            Self::Grounds => "Căn cứ".into(),
            Self::Body => "Nội dung".into(),
            Self::Recipients => "Nơi nhận".into(),
            Self::Field(name) => format!("Điền sẵn: {name}"),
        }
    }
}
