//! A page as a file: the words and tables that it shows, taken from the struct that fills its template, so that
//! nothing is in the file that is not on the page.

mod board;
mod consolidation;
mod contact;
mod indicator;
mod urging;

use askama::Template;
use documents::{
    number,
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use rust_decimal::Decimal;

use super::{act::Choice, frame::Frame, mark::Notice};

/// The parameter that asks for a page as a file.
pub const PARAMETER: &str = "as";

/// Which file a page is asked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Workbook,
    Pages,
}

impl Format {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Workbook, Self::Pages];

    /// Ending of the file, and word of the parameter.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            Self::Pages => "pdf",
        }
    }

    /// The words of the link.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Workbook => "Tải Excel",
            Self::Pages => "Tải PDF",
        }
    }

    /// What a query asks for; `None` is the page itself.
    pub fn asked(query: &str) -> Option<Self> {
        let mut words = query.split('&').filter_map(|pair| pair.split_once('='));
        let asked = words.rfind(|(name, _)| *name == PARAMETER)?.1;
        Self::ALL.into_iter().find(|format| format.ending() == asked)
    }
}

/// A page that can be had as a file.
pub trait Shown: Template {
    /// The frame, which then offers the files.
    fn frame(&mut self) -> &mut Frame;

    /// What the file holds.
    fn printout(&self) -> Printout;
}

/// What a page says, without what leads elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Printout {
    /// Words of the file's name: "tổng hợp T2 R-STR-2024".
    pub name: String,
    pub title: String,
    /// The line under the title: what the figures are, of when.
    pub lead: String,
    /// Chosen filters, notices, meanings of marks: one a line.
    pub lines: Vec<String>,
    pub tables: Vec<TableBlock>,
}

impl Printout {
    /// Without empty tables.
    #[must_use]
    pub fn with(mut self, tables: impl IntoIterator<Item = TableBlock>) -> Self {
        self.tables.extend(tables.into_iter().filter(|table| !table.rows.is_empty()));
        self
    }
}

/// A column: its head, its width in millimetres, its side.
type Column<'a> = (&'a str, u16, Alignment);

/// A table under a caption; an empty one where it is the only one.
fn table(caption: &str, columns: &[Column<'_>], rows: impl IntoIterator<Item = Row>) -> TableBlock {
    let shape: Vec<(u16, Alignment)> = columns.iter().map(|(_, mm, side)| (*mm, *side)).collect();
    let mut table = TableBlock::new(&shape);
    table.caption = (!caption.is_empty()).then(|| caption.to_owned());
    table.header = vec![columns.iter().map(|(head, ..)| HeaderCell::new(*head)).collect()];
    table.rows = rows.into_iter().collect();
    table.smaller = SMALLER;
    table
}

/// Printed lists are set smaller than tables of documents: more of them stands on a page.
const SMALLER: u16 = 2;

/// A row of words.
fn words<const N: usize>(cells: [&str; N]) -> Row {
    Row::normal(cells.into_iter().map(Cell::text).collect())
}

/// A printed figure as the figure that it is, so that a sheet can reckon with it; other words stay words.
fn figure(text: &str) -> Cell {
    let plain = text.replace('.', "").replace(',', ".");
    match plain.parse::<Decimal>() {
        Ok(value) if number::vietnamese(value, value.scale()) == text => {
            Cell::figure_to(value, value.scale())
        }
        _ => Cell::text(text),
    }
}

/// Two words of one cell, the second in brackets where there is one.
fn noted(text: &str, note: &str) -> String {
    if note.is_empty() { text.to_owned() } else { format!("{text} ({note})") }
}

/// What is chosen of a row of filters: "Lọc: Chậm 9"; nothing where there is no choice.
fn chosen(name: &str, choices: &[Choice]) -> Option<String> {
    let current = choices.iter().find(|choice| choice.current)?;
    (choices.len() > 1).then(|| format!("{name}: {}", current.link.text))
}

/// Notices as lines.
fn notices(notices: &[Notice]) -> impl Iterator<Item = String> {
    notices.iter().map(|notice| format!("{} {}", notice.title, notice.text).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use documents::table::Content;

    use super::*;

    #[test]
    fn figures_stay_figures_and_words_words() {
        let is_figure = |text: &str| {
            matches!(figure(text).content, Content::Figure { .. }) && figure(text).printed() == text
        };
        for text in ["0", "1.284", "62,60", "-3,5", "1.234.567,8901"] {
            assert!(is_figure(text), "{text}");
        }
        for text in ["", "…", "x", "2024", "1,2,3", "12.34", "62,6 (ước)", "+5"] {
            assert!(!is_figure(text), "{text}");
        }
    }

    #[test]
    fn a_query_asks_for_a_file() {
        assert_eq!(Format::asked("only=late&as=pdf"), Some(Format::Pages));
        assert_eq!(Format::asked("as=xlsx"), Some(Format::Workbook));
        assert_eq!(Format::asked("as=docx&only="), None);
        assert_eq!(Format::asked(""), None);
    }
}
