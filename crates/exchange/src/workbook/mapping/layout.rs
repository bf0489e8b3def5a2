//! Where the table of a foreign sheet stands: title, headers, names of rows, last row with figures.

use std::collections::BTreeMap;

use domain::{
    fold::fold,
    mapping::{RowSort, is_title, row_sort},
};

use super::super::{
    grid::{Content, Sheet},
    headers::is_numbered,
};

/// Most rows that headers take.
const HEADER_ROWS: u32 = 6;

/// The table of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub name: u32,
    pub header: (u32, u32),
    pub last: u32,
}

/// Finds the table of a sheet.
pub(super) fn layout(sheet: &Sheet) -> Option<Layout> {
    let name = name_column(sheet)?;
    let figures = |row: &u32| has_figures(sheet, *row, name) && !is_numbered(sheet, *row, name);
    let rows = sheet.rows();
    let (first, last) =
        (*rows.iter().find(|row| figures(row))?, *rows.iter().rfind(|r| figures(r))?);
    let is_header = |row: u32| {
        let right = sheet.row(row).any(|(column, c)| column > name && has_letters(c.text()));
        (right && !is_title_row(sheet, row)) || is_numbered(sheet, row, name)
    };
    let end = (first.saturating_sub(200)..first).rev().find(|row| is_header(*row))?;
    let mut begin = end;
    while begin > 0 && end - begin + 1 < HEADER_ROWS && is_header(begin - 1) {
        begin -= 1;
    }
    Some(Layout { name, header: (begin, end), last })
}

/// The table between bounds that an officer chose.
pub(super) fn within(sheet: &Sheet, header: (u32, u32), last: u32) -> Option<Layout> {
    let name = name_column(sheet)?;
    (header.0 <= header.1 && header.1 < last).then_some(Layout { name, header, last })
}

/// The texts above a table.
pub(super) fn titles(sheet: &Sheet) -> Vec<String> {
    let end = layout(sheet).map_or(0, |layout| layout.header.0);
    let above = sheet.cells.range(..(end, 0)).map(|(_, content)| content.text().to_owned());
    above.filter(|text| !text.is_empty()).take(40).collect()
}

/// The column with most texts; of equals the left one.
fn name_column(sheet: &Sheet) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for ((_, column), content) in &sheet.cells {
        if content.text().chars().filter(|c| c.is_alphabetic()).count() >= 3 {
            *counts.entry(*column).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(column, count)| (*count, u32::MAX - column)).map(|(c, _)| c)
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn is_title_row(sheet: &Sheet, row: u32) -> bool {
    sheet.row(row).any(|(_, content)| is_title(content.text()))
}

/// Whether a content is a figure, or stands where one is expected.
pub(super) fn is_figure(content: &Content) -> bool {
    match content {
        Content::Text(text) => {
            (text.chars().any(|c| c.is_ascii_digit()) && !has_letters(text)) || fold(text) == "kps"
        }
        _ => true,
    }
}

pub(super) fn has_figures(sheet: &Sheet, row: u32, name: u32) -> bool {
    sheet.row(row).any(|(column, content)| column > name && is_figure(content))
}

/// Whether a row only heads those below it: a section without a figure of its own.
pub(super) fn heads(sheet: &Sheet, row: u32, name: u32) -> bool {
    let (number, label) = row_words(sheet, row, name);
    !has_figures(sheet, row, name) && row_sort(&number, &label, false) == RowSort::Section
}

/// The number and name of a row, from the columns up to the names.
pub(super) fn row_words(sheet: &Sheet, row: u32, name: u32) -> (String, String) {
    let label = sheet.get(row, name).map_or(String::new(), Content::shown);
    let before = sheet.row(row).take_while(|(column, _)| *column < name);
    let number = before.map(|(_, content)| content.shown().trim().to_owned());
    let number: Vec<String> = number.filter(|text| !text.is_empty()).collect();
    if label.trim().is_empty() && number.iter().any(|text| text.chars().count() > 6) {
        // A name that is written across from the first column.
        return (String::new(), number.join(" "));
    }
    (number.join(" "), label.trim().to_owned())
}
