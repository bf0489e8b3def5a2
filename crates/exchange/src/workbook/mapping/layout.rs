//! Where the table of a foreign sheet stands: title, headers, names of rows, last row with figures.

use std::collections::BTreeMap;

use domain::{fold::fold, mapping::is_title};

use super::super::grid::{Content, Sheet, Spot};

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
    let heads = |row: u32| {
        let right = sheet.row(row).any(|(column, c)| column > name && has_letters(c.text()));
        (right && !is_title_row(sheet, row)) || is_numbered(sheet, row, name)
    };
    let end = (first.saturating_sub(200)..first).rev().find(|row| heads(*row))?;
    let mut begin = end;
    while begin > 0 && end - begin + 1 < HEADER_ROWS && heads(begin - 1) {
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

/// A printed row of column numbers: "(1) (2) (3)", "A B 1 2".
pub(super) fn is_numbered(sheet: &Sheet, row: u32, name: u32) -> bool {
    let mut last = 0;
    let mut count = 0;
    for (column, content) in sheet.row(row) {
        let shown = content.shown();
        let inside = shown.trim().trim_start_matches('(').trim_end_matches(')').trim();
        let number = inside.split(['=', '/']).next().unwrap_or_default().trim().parse::<u32>();
        match number {
            Ok(number) if number == last + 1 || (count == 0 && number <= 4) => {
                (last, count) = (number, count + 1);
            }
            Err(_) if column <= name && inside.chars().count() == 1 => {}
            _ => return false,
        }
    }
    count >= 2
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

/// Header words above each column from the top, joined cells reaching over all they cover.
pub(super) struct Headers<'a> {
    sheet: &'a Sheet,
    header: (u32, u32),
    name: u32,
    covered: BTreeMap<Spot, Spot>,
}

impl<'a> Headers<'a> {
    pub(super) fn of(sheet: &'a Sheet, header: (u32, u32), name: u32) -> Self {
        let mut covered = BTreeMap::new();
        for merge in &sheet.merges {
            let (top, bottom) = (merge.from.0.max(header.0), merge.to.0.min(header.1));
            let width = merge.to.1.saturating_sub(merge.from.1).min(200);
            for row in top..=bottom {
                for column in merge.from.1..=merge.from.1.saturating_add(width) {
                    covered.insert((row, column), merge.from);
                }
            }
        }
        Self { sheet, header, name, covered }
    }

    /// "Lượt người tham dự", "Nữ".
    pub(super) fn path(&self, column: u32) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut before = None;
        for row in self.header.0..=self.header.1 {
            if is_numbered(self.sheet, row, self.name) {
                continue;
            }
            let spot = self.spot(row, column);
            let text = spot.and_then(|spot| self.sheet.cells.get(&spot)).map(Content::shown);
            if let (Some(text), true) = (text, spot != before) {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() && path.last() != Some(&text) {
                    path.push(text);
                }
            }
            before = spot.or(before);
        }
        path
    }

    /// Where the words over a place stand; a text without joined cells reaches right to the next one,
    /// if something stands below.
    fn spot(&self, row: u32, column: u32) -> Option<Spot> {
        if let Some(anchor) = self.covered.get(&(row, column)) {
            return Some(*anchor);
        }
        if self.sheet.get(row, column).is_some() {
            return Some((row, column));
        }
        let below = (row + 1..=self.header.1).any(|row| self.sheet.get(row, column).is_some());
        let left = self.sheet.row(row).take_while(|(c, _)| *c < column).last();
        let (left, _) = left.filter(|(left, _)| *left > self.name && below)?;
        (!self.covered.contains_key(&(row, left))).then_some((row, left))
    }
}
