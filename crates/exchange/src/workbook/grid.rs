//! A workbook as it was read: sheets of cells with their place, whatever format they came from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    Span,
    civil::{Date, date},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Most cells with content in a whole file; a filled report has some thousand.
pub(super) const CELLS_MAX: usize = 400_000;
/// Most sheets of a file.
pub(super) const SHEETS_MAX: usize = 256;
/// Rows and columns that the formats themselves allow.
pub(super) const ROWS_MAX: u32 = 1_048_576;
pub(super) const COLUMNS_MAX: u32 = 16_384;

/// How a number is shown in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    #[default]
    Plain,
    /// 0.35 is shown as 35 %.
    Percent,
    /// A day: spreadsheets make dates of what looks like one.
    Date,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Number(Decimal, Shown),
    Text(String),
    Truth(bool),
    /// "#DIV/0!".
    Fault(String),
    /// A formula whose result was not kept.
    Unsolved,
    /// A number that no figure of a report can be.
    Giant(String),
}

impl Content {
    /// As a person sees it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(value, Shown::Percent) => {
                format!("{} %", domain::amount::vietnamese(value * Decimal::ONE_HUNDRED))
            }
            Self::Number(value, Shown::Date) => day(*value),
            Self::Number(value, _) => domain::amount::vietnamese(*value),
            Self::Text(text) | Self::Fault(text) | Self::Giant(text) => text.clone(),
            Self::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Unsolved => "(công thức)".to_owned(),
        }
    }

    /// Text without room around it; empty for everything that is no text.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text.trim(),
            _ => "",
        }
    }

    /// The number of a file, rounded to the fifteen digits that spreadsheets show.
    pub(super) fn number(value: f64, shown: Shown) -> Self {
        let text = format!("{value:.14e}");
        match Decimal::from_scientific(&text) {
            Ok(number) if value.is_finite() => Self::Number(number.normalize(), shown),
            _ => Self::Giant(value.to_string()),
        }
    }
}

/// The day before the first that spreadsheets count; they count a 29/2/1900, too, so that it holds from
/// March of that year on.
const DAY_ZERO: Date = date(1899, 12, 30);

/// How spreadsheets count a day.
pub(super) fn days_of(day: Date) -> Decimal {
    Decimal::from((day - DAY_ZERO).get_days())
}

/// "31/12/2023", with the clock where it is no whole day; the number itself where it is no day.
fn day(value: Decimal) -> String {
    let days = value.floor();
    let minutes = ((value - days) * Decimal::from(24 * 60)).round().to_i64().unwrap_or(0);
    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let found = days
        .to_i64()
        .and_then(|days| Span::new().try_days(days).ok())
        .and_then(|days| DAY_ZERO.checked_add(days).ok());
    match found {
        Some(_) if days.is_zero() => clock,
        Some(day) if minutes == 0 => {
            format!("{}/{}/{}", two(day.day()), two(day.month()), day.year())
        }
        Some(day) => format!("{}/{}/{} {clock}", two(day.day()), two(day.month()), day.year()),
        None => domain::amount::vietnamese(value),
    }
}

fn two(number: i8) -> String {
    format!("{number:02}")
}

/// Row and column, counted from zero.
pub(super) type Spot = (u32, u32);

/// One sheet with its cells that hold something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sheet {
    pub name: String,
    pub cells: BTreeMap<Spot, Content>,
    /// Joined cells.
    pub merges: Vec<Merge>,
    /// Cells that hold a formula; `None` where the format was not asked for them.
    pub formulas: Option<BTreeSet<Spot>>,
}

/// Cells joined into one; the first holds the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub from: Spot,
    pub to: Spot,
}

impl Merge {
    /// "I10:I18".
    pub(super) fn address(&self) -> String {
        format!("{}:{}", address(self.from), address(self.to))
    }
}

impl Sheet {
    /// The content of a cell.
    pub(super) fn get(&self, row: u32, column: u32) -> Option<&Content> {
        self.cells.get(&(row, column))
    }

    /// The cells of one row, from the left.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Content)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, cell))
    }

    /// The joined cells that a cell belongs to.
    pub(super) fn joined(&self, (row, column): Spot) -> Option<&Merge> {
        self.merges.iter().find(|merge| {
            (merge.from.0..=merge.to.0).contains(&row)
                && (merge.from.1..=merge.to.1).contains(&column)
        })
    }

    /// The rows that hold something, from the top.
    pub(super) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }
}

/// `C12`.
pub(super) fn address((row, column): Spot) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// `C`.
pub(super) fn column_name(column: u32) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.push(b'A' + letter);
        rest = (rest - 1) / 26;
    }
    name.reverse();
    name.into_iter().map(char::from).collect()
}

/// Row and column of `C12`.
pub(super) fn spot(address: &str) -> Option<Spot> {
    let (mut column, mut row) = (0_u32, 0_u32);
    for byte in address.bytes() {
        match byte {
            b'A'..=b'Z' if row == 0 && column <= COLUMNS_MAX => {
                column = column * 26 + u32::from(byte - b'A') + 1;
            }
            b'0'..=b'9' if column > 0 && row <= ROWS_MAX => {
                row = row * 10 + u32::from(byte - b'0');
            }
            _ => return None,
        }
    }
    (row > 0 && column > 0 && row <= ROWS_MAX && column <= COLUMNS_MAX)
        .then(|| (row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for (text, place) in [
            ("A1", (0, 0)),
            ("Z9", (8, 25)),
            ("AA10", (9, 26)),
            ("XFD1048576", (1_048_575, 16_383)),
        ] {
            assert_eq!(spot(text), Some(place));
            assert_eq!(address(place), text);
        }
        assert_eq!(
            [spot("XFE1"), spot("A0"), spot("A1B"), spot("1A"), spot("A9999999")],
            [None; 5]
        );
    }

    #[test]
    fn days_are_shown_as_days() {
        let shown = |value: &str| Content::Number(value.parse().unwrap(), Shown::Date).shown();
        assert_eq!(shown("45291"), "31/12/2023");
        assert_eq!(shown("45291.5"), "31/12/2023 12:00");
        assert_eq!(shown("0.25"), "06:00");
        assert_eq!(days_of(date(2023, 12, 31)), Decimal::from(45_291));
        assert_eq!(shown("99999999999"), "99.999.999.999");
    }

    #[test]
    fn a_number_has_the_fifteen_digits_that_are_shown() {
        let sum = Content::number(0.1 + 0.2, Shown::Plain);
        assert_eq!(sum, Content::Number(Decimal::new(3, 1), Shown::Plain));
        assert!(matches!(Content::number(1e300, Shown::Plain), Content::Giant(_)));
    }
}
