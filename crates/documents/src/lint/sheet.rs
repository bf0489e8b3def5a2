//! What a file shows, whatever its format: sections, lines with their looks, drawn rules, fonts.
//!
//! Lengths in twips (twentieths of a point), sizes in half-points; `None` is "the file does not say".

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::decree::Place;

/// Twips in a millimetre, times a thousand.
const TWIPS_PER_METRE: i64 = 56_693;

/// Where the words came from: a PDF and a text say less than a DOCX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Origin {
    #[default]
    Docx,
    Pdf,
    Text,
}

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) origin: Origin,
    pub(super) sections: Vec<Section>,
    pub(super) lines: Vec<Line>,
    /// Fonts of a PDF that are not embedded.
    pub(super) loose_fonts: Vec<String>,
    /// How many pages, where the file says so.
    pub(super) pages: Option<usize>,
    /// Whether a program travels in the file, and whether it loads something from outside.
    pub(super) has_macros: bool,
    pub(super) linked: bool,
    /// Changes that nobody took or refused, and notes beside the text.
    pub(super) changes: usize,
    pub(super) comments: usize,
    /// Tables whose width is fixed, outside of others.
    pub(super) tables: Vec<Wide>,
    /// Rules drawn on the first page that belong to no line for certain.
    pub(super) floating_rules: Vec<Drawn>,
}

/// How wide a table is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wide {
    /// Its first line.
    pub(super) line: usize,
    pub(super) section: usize,
    pub(super) twips: i32,
}

/// A stretch of pages with one paper, one set of margins and one header.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) top: Option<i32>,
    pub(super) bottom: Option<i32>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
    /// Page numbers of following pages, and of the first where it differs.
    pub(super) number: Option<PageNumber>,
    pub(super) first_number: Option<PageNumber>,
    /// Number of the first page, where it is set.
    pub(super) start: Option<u32>,
    /// `decimal` unless said otherwise.
    pub(super) format: Option<String>,
    /// The page on which it begins, in a PDF.
    pub(super) page: usize,
    /// Whether the left margin of a PDF is the edge of lines that go on, and no indent.
    pub(super) is_left_sure: bool,
}

/// How a page number is printed.
#[derive(Debug, Clone, Default)]
pub(super) struct PageNumber {
    pub(super) in_footer: bool,
    pub(super) place: Option<Place>,
    pub(super) half_points: Option<u32>,
    pub(super) italic: bool,
}

/// Which half of the page a line stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Side {
    Left,
    Right,
    #[default]
    Whole,
}

/// A paragraph, or a line where the file knows no paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// The text without accents, for finding.
    pub(super) folded: String,
    pub(super) spans: Vec<Span>,
    pub(super) side: Side,
    /// Inside a table of data.
    pub(super) in_table: bool,
    /// Which row of all tables it stands in, from 1, where the file knows rows.
    pub(super) table_row: usize,
    /// Half of a line of the head that tabs part.
    pub(super) by_tab: bool,
    /// Part of a text box.
    pub(super) in_box: bool,
    /// Whether a frame is drawn around it, where the file says so.
    pub(super) framed: Option<bool>,
    /// Number of the paragraph or of the line on its page, from 1.
    pub(super) order: usize,
    pub(super) page: Option<usize>,
    pub(super) section: usize,
    pub(super) place: Option<Place>,
    pub(super) first_line: Option<i32>,
    pub(super) before: Option<i32>,
    pub(super) after: Option<i32>,
    /// In percent of a single line; `None` for fixed heights.
    pub(super) line_percent: Option<u32>,
    pub(super) rules: Vec<Drawn>,
    /// Lines of a PDF that were joined.
    pub(super) rows: usize,
    /// Between the baselines of these lines, and from the line above to the first of them, in a PDF.
    pub(super) pitch: Option<i32>,
    pub(super) above: Option<i32>,
    /// Whether a symbol was cut by the end of a line inside this paragraph.
    pub(super) split: Option<String>,
}

/// Text of one look.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) look: Look,
}

/// How letters look.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look {
    pub(super) font: Option<String>,
    pub(super) half_points: Option<u32>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underlined: Option<bool>,
    /// Shown as capitals whatever was typed.
    pub(super) capitals: Option<bool>,
    /// `None` or `auto` is black.
    pub(super) colour: Option<Colour>,
    /// Width of the letters in percent of their own.
    pub(super) scale: Option<u32>,
    /// Marked with a colour behind the letters.
    pub(super) marked: Option<bool>,
    /// In a frame of its own.
    pub(super) framed: Option<bool>,
}

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// A drawn horizontal line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// In twips, where the file says so.
    pub(super) length: Option<i32>,
    pub(super) dashed: bool,
}

impl Colour {
    pub(super) const BLACK: Self = Self(0, 0, 0);

    /// Ink of printers: what a person cannot tell from black counts as black.
    pub(super) fn is_black(self) -> bool {
        self.0.max(self.1).max(self.2) <= 38
    }

    /// Urgency marks are printed in bright red.
    pub(super) const fn is_red(self) -> bool {
        self.0 >= 180 && self.1 <= 80 && self.2 <= 80
    }
}

impl Line {
    /// A line of plain words.
    pub(super) fn of_text(text: &str, order: usize) -> Self {
        let span = Span { text: text.to_owned(), look: Look::default() };
        let mut line = Self { spans: vec![span], order, rows: 1, ..Self::default() };
        line.settle();
        line
    }

    /// Takes text and its folded form from the spans.
    pub(super) fn settle(&mut self) {
        self.text = self.spans.iter().map(Span::shown).collect();
        self.folded = folded(&self.text);
    }

    /// Whether nothing is to be read.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Spans with something to read.
    pub(super) fn inked(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(|span| span.text.chars().any(char::is_alphanumeric))
    }

    /// Whether every inked span has a face; `None` where the file does not say.
    pub(super) fn every(&self, face: impl Fn(&Look) -> Option<bool>) -> Option<bool> {
        let mut known = None;
        for span in self.inked() {
            match face(&span.look) {
                Some(false) => return Some(false),
                Some(true) => known = Some(true),
                None => {}
            }
        }
        known
    }

    /// Whether any inked span has a face.
    pub(super) fn any(&self, face: impl Fn(&Look) -> Option<bool>) -> bool {
        self.inked().any(|span| face(&span.look) == Some(true))
    }

    /// Whether all letters are capitals.
    pub(super) fn is_capitals(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
    }

    /// The size of most of its letters.
    pub(super) fn half_points(&self) -> Option<u32> {
        let sized = self.inked().filter_map(|s| Some((s.look.half_points?, s.text.len())));
        sized.max_by_key(|(_, length)| *length).map(|(size, _)| size)
    }
}

impl Span {
    /// The letters as printed.
    fn shown(&self) -> String {
        if self.look.capitals == Some(true) { self.text.to_uppercase() } else { self.text.clone() }
    }
}

impl Look {
    /// What is said here, and what stands below where it is silent.
    pub(super) fn over(&self, below: &Self) -> Self {
        Self {
            font: self.font.clone().or_else(|| below.font.clone()),
            half_points: self.half_points.or(below.half_points),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            underlined: self.underlined.or(below.underlined),
            capitals: self.capitals.or(below.capitals),
            colour: self.colour.or(below.colour),
            scale: self.scale.or(below.scale),
            marked: self.marked.or(below.marked),
            framed: self.framed.or(below.framed),
        }
    }
}

/// Small letters, each at the same bytes; a letter whose small form is longer or shorter stays.
pub(super) fn small(text: &str) -> String {
    let lower = |letter: char| {
        let mut all = letter.to_lowercase();
        let first = all.next().filter(|lower| lower.len_utf8() == letter.len_utf8());
        first.filter(|_| all.next().is_none()).unwrap_or(letter)
    };
    text.chars().map(lower).collect()
}

/// Lower case without accents, one space between words, signs kept: `(kem theo`, `noi nhan:`.
pub(super) fn folded(text: &str) -> String {
    let letters = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let bare: String = letters.map(|c| if c == 'đ' { 'd' } else { c }).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Millimetres, in tenths, of so many twips.
pub(super) fn tenths_of_mm(twips: i32) -> i64 {
    (i64::from(twips) * 10_000 + TWIPS_PER_METRE / 2) / TWIPS_PER_METRE
}

/// `30,5` for people.
pub(super) fn millimetres(twips: i32) -> String {
    let tenths = tenths_of_mm(twips);
    let (whole, rest) = (tenths / 10, (tenths % 10).abs());
    if rest == 0 { whole.to_string() } else { format!("{whole},{rest}") }
}

/// `13` or `13,5` for people.
pub(super) fn points(half_points: u32) -> String {
    let half = if half_points.is_multiple_of(2) { "" } else { ",5" };
    format!("{}{half}", half_points / 2)
}
