//! Pieces of the body and stretches of text.

use domain::roman::roman;

use super::picture::Picture;
use crate::decree::{self, POINT_LETTERS};
use crate::table::{Content, TableBlock};

/// A piece of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Level 1 is `I.`, 2 is `1.`, 3 is `a)`; the number is written as given.
    Heading {
        level: u8,
        number: String,
        text: String,
    },
    /// Phần, chương, mục: the number on a line of its own, the title in capitals below (E12, E13).
    Division {
        rank: Rank,
        number: u32,
        title: String,
    },
    /// Điều (E14): the title is bold, the text behind it is not; either may be empty.
    Article {
        number: u32,
        title: String,
        text: Vec<Run>,
    },
    /// Khoản without a title (E15); one with a title is a heading of level 2.
    Clause {
        number: u32,
        text: Vec<Run>,
    },
    /// Điểm (E16), counted from 1; its letter follows the Vietnamese alphabet.
    Point {
        number: u32,
        text: Vec<Run>,
    },
    Paragraph(Vec<Run>),
    /// Căn cứ: italic lines, the last ends with a full stop.
    Grounds(Vec<String>),
    /// A bold line in the middle: `QUYẾT ĐỊNH:`.
    Centred(String),
    /// Lines with a dash.
    List(Vec<Vec<Run>>),
    /// A line of a list below a line with a dash: level 2 bears a plus, 3 a bullet.
    Item {
        level: u8,
        text: Vec<Run>,
    },
    Table(TableBlock),
    Picture(Picture),
    Note(String),
    PageBreak,
    /// In an appendix: a new page, upright or landscape; page numbers run on. Elsewhere a new page.
    Turn {
        landscape: bool,
    },
}

/// Divisions above the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    Part,
    Chapter,
    Section,
    Subsection,
}

/// A stretch of text of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// A figure taken from a form: marked in the preview, never in the files.
    pub figure: bool,
}

impl Run {
    /// Ordinary text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }

    /// Italic text.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { text: text.into(), italic: true, ..Self::default() }
    }

    /// A figure taken from a form.
    pub fn figure(text: impl Into<String>) -> Self {
        Self { text: text.into(), figure: true, ..Self::default() }
    }
}

impl Rank {
    /// `Chương II`, `Mục 1`.
    pub fn line(self, order: u32) -> String {
        match self {
            Self::Part => format!("Phần {}", roman(order)),
            Self::Chapter => format!("Chương {}", roman(order)),
            Self::Section => format!("Mục {order}"),
            Self::Subsection => format!("Tiểu mục {order}"),
        }
    }

    /// Its row in the table of elements.
    pub(crate) const fn element(self) -> decree::Element {
        match self {
            Self::Part | Self::Chapter => decree::Element::Part,
            Self::Section | Self::Subsection => decree::Element::Section,
        }
    }
}

impl Block {
    /// A paragraph of ordinary text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::plain(text)])
    }

    /// A heading with its number as printed.
    pub fn heading(level: u8, number: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Heading { level: level.clamp(1, 3), number: number.into(), text: text.into() }
    }

    /// A list of ordinary lines.
    pub fn list<T: Into<String>>(lines: impl IntoIterator<Item = T>) -> Self {
        Self::List(lines.into_iter().map(|line| vec![Run::plain(line)]).collect())
    }

    /// A numbered paragraph without a title.
    pub fn clause(number: u32, text: impl Into<String>) -> Self {
        Self::Clause { number, text: vec![Run::plain(text)] }
    }

    /// A lettered paragraph.
    pub fn point(number: u32, text: impl Into<String>) -> Self {
        Self::Point { number, text: vec![Run::plain(text)] }
    }

    /// An article without a title.
    pub fn article(number: u32, text: impl Into<String>) -> Self {
        Self::Article { number, title: String::new(), text: vec![Run::plain(text)] }
    }

    /// The runs of a piece that is one paragraph, with its number before them.
    pub(crate) fn runs(&self) -> Option<Vec<Run>> {
        let numbered = |mark: String, text: &[Run]| {
            let mut runs = text.to_vec();
            match runs.first_mut().filter(|run| !(run.bold || run.italic || run.figure)) {
                Some(first) => first.text.insert_str(0, &format!("{mark} ")),
                None => runs.insert(0, Run::plain(format!("{mark} "))),
            }
            Some(runs)
        };
        match self {
            Self::Paragraph(runs) => Some(runs.clone()),
            Self::Clause { number, text } => numbered(format!("{number}."), text),
            Self::Point { number, text } => numbered(format!("{})", point(*number)), text),
            Self::Item { level, text } => numbered(item_mark(*level).to_owned(), text),
            Self::Article { number, title, text } => {
                let mut head = format!("Điều {number}. {title}").trim_end().to_owned();
                if !text.is_empty() {
                    head.push(' ');
                }
                let head = Run::bold(head);
                Some(std::iter::once(head).chain(text.iter().cloned()).collect())
            }
            _ => None,
        }
    }

    /// The last run that takes the end mark.
    pub(super) fn last_run(&mut self) -> Option<&mut Run> {
        match self {
            Self::Paragraph(runs)
            | Self::Clause { text: runs, .. }
            | Self::Point { text: runs, .. }
            | Self::Article { text: runs, .. }
            | Self::Item { text: runs, .. } => runs.last_mut(),
            Self::List(lines) => lines.last_mut().and_then(|runs| runs.last_mut()),
            _ => None,
        }
    }

    /// Changes every text of the piece.
    pub(super) fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Heading { number, text, .. } => [number, text].into_iter().for_each(change),
            Self::Division { title, .. } | Self::Centred(title) | Self::Note(title) => {
                change(title);
            }
            Self::Article { title, text, .. } => {
                change(title);
                for run in text {
                    change(&mut run.text);
                }
            }
            Self::Paragraph(runs)
            | Self::Clause { text: runs, .. }
            | Self::Point { text: runs, .. }
            | Self::Item { text: runs, .. } => {
                for run in runs {
                    change(&mut run.text);
                }
            }
            Self::List(lines) => lines.iter_mut().flatten().for_each(|run| change(&mut run.text)),
            Self::Grounds(lines) => lines.iter_mut().for_each(change),
            Self::Table(table) => table_texts(table, change),
            Self::Picture(picture) => {
                [&mut picture.alternative, &mut picture.caption].into_iter().for_each(change);
            }
            Self::PageBreak | Self::Turn { .. } => {}
        }
    }
}

impl Block {
    /// Whether it only opens what follows: it never ends a page.
    pub(crate) const fn opens(&self) -> bool {
        matches!(self, Self::Heading { .. } | Self::Division { .. } | Self::Centred(_))
    }
}

/// What stands before a line of a list, by its level.
pub(crate) const fn item_mark(level: u8) -> &'static str {
    match level {
        0 | 1 => "-",
        2 => "+",
        _ => "•",
    }
}

/// A paragraph of nothing but the end mark.
pub(crate) fn is_end_mark(block: &Block) -> bool {
    matches!(block, Block::Paragraph(runs)
        if runs.iter().map(|run| run.text.as_str()).collect::<String>().trim() == decree::END_MARK)
}

/// A block of an appendix, or a table with what stands behind it.
pub(crate) enum Closed<'a> {
    Block(&'a Block),
    /// Notes behind the table are its own; whether the end mark stands behind them.
    Table(TableBlock, bool),
}

/// The blocks of an appendix: notes and an end mark behind a table go into it, so that they never stand
/// on a page of their own.
pub(crate) fn closed(body: &[Block]) -> Vec<Closed<'_>> {
    let mut found = Vec::with_capacity(body.len());
    let mut rest = body.iter().peekable();
    while let Some(part) = rest.next() {
        let Block::Table(table) = part else {
            found.push(Closed::Block(part));
            continue;
        };
        let (mut whole, mut ends) = (table.clone(), false);
        while let Some(next) = rest.peek() {
            match next {
                Block::Note(text) => whole.notes.push(text.clone()),
                _ if is_end_mark(next) => ends = true,
                _ => break,
            }
            rest.next();
        }
        found.push(Closed::Table(whole, ends));
    }
    found
}

/// The letter of a point; behind the alphabet the number itself.
fn point(order: u32) -> String {
    let at = (order as usize).checked_sub(1);
    let letter = at.and_then(|at| POINT_LETTERS.get(at));
    letter.map_or_else(|| order.to_string(), ToString::to_string)
}

fn table_texts(table: &mut TableBlock, change: &mut impl FnMut(&mut String)) {
    let around = table.caption.iter_mut().chain(&mut table.unit_label).chain(&mut table.notes);
    around.for_each(&mut *change);
    table.header.iter_mut().flatten().for_each(|cell| change(&mut cell.text));
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Content::Text(text) = &mut cell.content {
            change(text);
        }
    }
}
