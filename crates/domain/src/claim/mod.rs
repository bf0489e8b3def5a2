//! Figures that words claim, held against the cells of the same report: "tổ chức 45 lớp cho 3.250 lượt người".
//!
//! The principle: a number is held against a cell only where every word around it is the cell's own (its
//! form's title, its row, its heads) or says nothing ("trong năm đã tổ chức"). Then it must be the cell's
//! figure. Any further word, a place, a body, a month, a theme, may make it a part of what the cell counts, or
//! another thing: then it is told only where it is more than all cells together and no part is named.
//! A number that any cell of its noun holds is never told; neither are parts that add up to their whole, other
//! times, aims, ordinals, or what is about right. A false alarm is worse than a miss: who is warned in vain
//! stops reading.
//!
//! A text is read once from left to right (`read`), its numbers by `number`, the time that it speaks of by
//! `time`; `spelled` knows abbreviations and how half a year is named. `counted` knows the nouns and their
//! cells, `said` the words of forms, `frame` those that say nothing.
//! `meant` chooses the cells that words speak of, `judge` and `share` hold a number against them, `several`
//! looks at all of a text at last, `quarters` at those of a line.

mod columns;
mod counted;
mod frame;
mod judge;
mod meant;
mod number;
mod quarters;
mod read;
mod said;
mod sentence;
mod several;
mod share;
mod spelled;
mod time;

use std::{cell::OnceCell, collections::BTreeMap, ops::Range};

use rust_decimal::Decimal;

use self::{
    counted::{Counted, Nouns, Sort, open, shares},
    read::Reader,
    said::Said,
};
use crate::{
    check::Figures,
    form::{Form, FormBody},
    reference::Reference,
    regime::Covered,
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
}

/// A number with its noun, held against cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands in the text, in bytes; the number comes first.
    pub place: Range<usize>,
    /// How long the figure is that the cell's own may stand for; nothing where the text counts in another unit
    /// than the table prints: "1,2 tỷ đồng".
    pub number: usize,
    pub outcome: Outcome,
}

/// Where a heading takes its figures from.
#[derive(Debug, Clone, Default)]
struct Under {
    /// Places of the forms that its hint names: "Số lấy từ biểu T5, T6".
    forms: Vec<usize>,
    /// It is on what is to come or asked for: nothing is counted there.
    is_ahead: bool,
}

/// What the cells of a report count, to hold its texts against.
pub struct Counts<'a> {
    /// Tables.
    forms: Vec<&'a Form>,
    /// By the code of the heading.
    headings: BTreeMap<&'a str, Under>,
    nouns: Nouns<'a>,
    /// Shares in percent.
    shares: Vec<Counted<'a>>,
    /// What each form says; read once a text has a number to hold against it.
    said: Vec<OnceCell<Said>>,
    covered: Covered,
}

impl<'a> Counts<'a> {
    /// Of the cells of some forms, in a report on a year or on half of one.
    pub fn of(forms: &[&'a Form], figures: &Figures, covered: Covered) -> Self {
        let tables: Vec<&'a Form> = open(forms).map(|(form, _)| form).collect();
        Self {
            headings: headings(forms, &tables),
            nouns: Nouns::of(forms, figures),
            shares: shares(forms, figures),
            said: tables.iter().map(|_| OnceCell::new()).collect(),
            forms: tables,
            covered,
        }
    }

    /// Holds every claim of a heading's text against the cells.
    pub fn claims(&self, heading: &str, text: &str) -> Vec<Claim> {
        let under = self.headings.get(heading);
        if under.is_some_and(|under| under.is_ahead) {
            return Vec::new();
        }
        let mut reader = Reader::new(self, under.map_or(&[], |under| &under.forms));
        let mut at = 0;
        for line in text.split('\n') {
            reader.line(line, at);
            at += line.len() + 1;
        }
        let wrong = quarters::claims(&reader.quarters, self.covered);
        let mut claims = several::settled(reader.heard);
        // A line that is told as a whole is not marked inside.
        claims.retain(|one| !wrong.iter().any(|line| line.place.contains(&one.place.start)));
        claims.extend(wrong);
        claims.sort_by_key(|claim| claim.place.start);
        claims
    }

    fn said(&self, form: usize) -> &Said {
        self.said[form].get_or_init(|| Said::of(self.forms[form]))
    }

    fn form_of(&self, counted: &Counted<'_>) -> Option<usize> {
        self.forms.iter().position(|form| std::ptr::eq(*form, counted.form))
    }

    /// Form and column of a cell, by their places.
    fn place(&self, counted: &Counted<'_>) -> Option<(usize, usize)> {
        let mut columns = counted.table.columns.iter();
        let column = columns.position(|column| std::ptr::eq(column, counted.column))?;
        Some((self.form_of(counted)?, column))
    }

    /// Whether so many people are all who came to what some table counts.
    fn is_everybody(&self, count: Decimal) -> bool {
        let all = self.people().unwrap_or_default();
        all.iter().any(|cell| cell.is_total() && cell.gender().is_none() && cell.value == count)
    }

    /// Cells that count people who came.
    fn people(&self) -> Option<&[Counted<'a>]> {
        let people = self.nouns.all.iter().find(|noun| noun.sort == Sort::People)?;
        Some(self.nouns.cells(people))
    }
}

fn headings<'a>(forms: &[&'a Form], tables: &[&'a Form]) -> BTreeMap<&'a str, Under> {
    let mut found = BTreeMap::new();
    for form in forms {
        let FormBody::Narrative(headings) = &form.body else { continue };
        for heading in headings {
            let mut codes = heading.hint.split(|c: char| !c.is_alphanumeric());
            let table = |code: &str| tables.iter().position(|form| form.code == code);
            let under = Under {
                forms: codes.by_ref().filter_map(table).collect(),
                is_ahead: time::is_ahead(&heading.title),
            };
            found.insert(heading.code.as_str(), under);
        }
    }
    found
}

fn cell(counted: &Counted<'_>) -> Cell {
    Cell {
        form: counted.form.code.clone(),
        row: counted.row.code.clone(),
        column: counted.column.code.clone(),
        label: format!("{}, {}", counted.row.label, counted.column.headers.join(", ")),
        printed: counted.column.print(counted.value),
    }
}
