//! A foreign sheet as its officer sees it: joined cells, and what a choice makes of each row.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::grid::{Sheet, Spot, column_name},
    FormChoice,
    layout::is_figure,
};

/// Most rows, columns and letters of a cell that are shown.
const ROWS_SHOWN: u32 = 120;
const COLUMNS_SHOWN: u32 = 26;
const LETTERS_SHOWN: usize = 60;

/// A sheet as it looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    pub name: String,
    /// "A", "B".
    pub columns: Vec<String>,
    pub rows: Vec<PictureRow>,
    /// Whether the sheet goes on below or to the right.
    pub is_cut: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureRow {
    /// As the spreadsheet counts.
    pub number: u32,
    pub is_header: bool,
    /// Whether figures are taken from it.
    pub is_taken: bool,
    pub cells: Vec<PictureCell>,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureCell {
    pub text: String,
    pub across: u32,
    pub down: u32,
    pub is_figure: bool,
    pub is_taken: bool,
}

/// Draws a sheet.
pub(super) fn picture(sheet: &Sheet, choice: &FormChoice) -> Picture {
    let rows = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let columns = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
    let (height, width) = (rows.min(ROWS_SHOWN), columns.min(COLUMNS_SHOWN));
    let (mut spans, mut covered) = (BTreeMap::<Spot, (u32, u32)>::new(), BTreeSet::<Spot>::new());
    for merge in &sheet.merges {
        let (top, left) = merge.from;
        let (bottom, right) = (merge.to.0.min(height.max(1) - 1), merge.to.1.min(width.max(1) - 1));
        if top > bottom || left > right || covered.contains(&merge.from) {
            continue;
        }
        spans.insert(merge.from, (right - left + 1, bottom - top + 1));
        for row in top..=bottom {
            covered.extend((left..=right).map(|column| (row, column)));
        }
    }
    let row = |row: u32| PictureRow {
        number: row + 1,
        is_header: (choice.header.0..=choice.header.1).contains(&row),
        is_taken: choice.rows.contains_key(&row),
        cells: (0..width)
            .filter(|c| spans.contains_key(&(row, *c)) || !covered.contains(&(row, *c)))
            .map(|column| {
                let content = sheet.get(row, column);
                let (across, down) = spans.get(&(row, column)).copied().unwrap_or((1, 1));
                let shown = content.map_or(String::new(), super::super::grid::Content::shown);
                let mut text: String = shown.chars().take(LETTERS_SHOWN).collect();
                if text.len() < shown.len() {
                    text.push('…');
                }
                PictureCell {
                    text,
                    across,
                    down,
                    is_figure: content.is_some_and(is_figure),
                    is_taken: choice.rows.contains_key(&row)
                        && choice.columns.contains_key(&column),
                }
            })
            .collect(),
    };
    Picture {
        name: sheet.name.clone(),
        columns: (0..width).map(column_name).collect(),
        rows: (0..height).map(row).collect(),
        is_cut: rows > height || columns > width,
    }
}
