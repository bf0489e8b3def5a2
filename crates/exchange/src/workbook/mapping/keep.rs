//! A choice kept by names, so that it fits the next file of the same layout.

use std::collections::{BTreeMap, BTreeSet};

use domain::{check::Place, fold::fold, form::ValueType, mapping::Factor};
use serde::{Deserialize, Serialize};

use super::{
    super::{grid::Sheet, headers::Headers, shape::Shape},
    ColumnChoice, FormChoice,
    layout::{Layout, heads, layout, row_words},
    propose::{ROWS_MATCHED, Seen},
};

/// A choice by the names of columns and rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pattern {
    name: u32,
    /// How far the chosen first and last header and last row stand from those found.
    moved: (i64, i64, i64),
    /// Header words, which of equals, and what it gives.
    columns: Vec<(String, usize, Option<ColumnChoice>)>,
    /// Number and name, which of equals, and what it gives.
    rows: Vec<(String, usize, Option<String>)>,
    /// The unit of money that the line over the table named; unknown of choices that were kept earlier.
    #[serde(default)]
    unit: Option<i8>,
    /// Rows and columns of the form to which several of the sheet are added.
    #[serde(default)]
    added: (BTreeSet<String>, BTreeSet<String>),
}

impl Pattern {
    /// As it is stored.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it was stored; `None` where it is none.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Folded, without years: next year's file has the same layout.
fn timeless(text: &str) -> String {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    fold(text).split(' ').filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

/// The title of a sheet and the words of its headers, as one hash.
pub(super) fn signature(sheet: &Sheet) -> String {
    let Some(found) = layout(sheet) else { return String::new() };
    let heads = sheet.cells.range((found.header.0, 0)..=(found.header.1, u32::MAX));
    let mut words = vec![timeless(&sheet.name)];
    words.extend(heads.map(|((row, column), content)| {
        format!("{} {column} {}", row - found.header.0, timeless(&content.shown()))
    }));
    blake3::hash(words.join("\n").as_bytes()).to_hex().to_string()
}

/// Each with how many equal ones stand before it.
fn counted<K: Copy>(named: impl Iterator<Item = (K, String)>) -> Vec<(K, String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    named
        .map(|(at, name)| {
            let count = counts.entry(name.clone()).or_default();
            *count += 1;
            (at, name, *count - 1)
        })
        .collect()
}

fn named_columns(sheet: &Sheet, table: Layout) -> Vec<(u32, String, usize)> {
    let headers = Headers::of(sheet, table.header, table.name);
    let cells = sheet.cells.range((table.header.0, 0)..=(table.last, u32::MAX));
    let found: BTreeSet<u32> = cells.map(|((_, c), _)| *c).filter(|c| *c > table.name).collect();
    counted(found.into_iter().map(|c| (c, timeless(&headers.path(c).join(" ")))))
}

fn named_rows(sheet: &Sheet, table: Layout) -> Vec<(u32, String, usize)> {
    let inside = sheet.rows().into_iter().filter(|row| *row > table.header.1 && *row <= table.last);
    counted(inside.take(ROWS_MATCHED).map(|row| {
        let (number, label) = row_words(sheet, row, table.name);
        (row, timeless(&format!("{number} {label}")))
    }))
}

/// A choice by names.
pub(super) fn pattern(sheet: &Sheet, choice: &FormChoice) -> Option<Pattern> {
    let found = layout(sheet)?;
    let table = Layout { name: choice.name, header: choice.header, last: choice.last };
    let moved = |chosen: u32, found: u32| i64::from(chosen) - i64::from(found);
    Some(Pattern {
        name: choice.name,
        moved: (
            moved(table.header.0, found.header.0),
            moved(table.header.1, found.header.1),
            moved(table.last, found.last),
        ),
        columns: named_columns(sheet, table)
            .into_iter()
            .map(|(at, name, nth)| (name, nth, choice.columns.get(&at).cloned()))
            .collect(),
        rows: named_rows(sheet, table)
            .into_iter()
            // What heads other rows this time may be a row of figures the next time.
            .filter(|(at, ..)| choice.rows.contains_key(at) || !heads(sheet, *at, choice.name))
            .map(|(at, name, nth)| (name, nth, choice.rows.get(&at).cloned()))
            .collect(),
        unit: title_unit(sheet),
        added: (choice.added_rows.clone(), choice.added_columns.clone()),
    })
}

fn title_unit(sheet: &Sheet) -> Option<i8> {
    let words = super::layout::titles(sheet).join("; ");
    Factor::of(&words, ValueType::Money).map(|factor| factor.0)
}

/// The unit of a kept column in this file: where no header names one, the line over the table does, and
/// what it says now counts before what it said when the choice was kept.
fn unit_now(
    pattern: &Pattern,
    kept: &ColumnChoice,
    (path, now): (&[String], Option<i8>),
) -> Option<i8> {
    let own = Factor::of(&path.join("; "), ValueType::Money);
    let said = pattern.unit.unwrap_or(kept.factor);
    now.filter(|now| own.is_none() && *now != said && *now != kept.factor)
}

/// A kept choice over a sheet; rows that the kept one did not know are proposed by their names.
pub(super) fn fit(
    sheet: &Sheet,
    at: usize,
    pattern: &Pattern,
    (shape, asked): (&Shape<'_>, &BTreeSet<Place>),
) -> Option<FormChoice> {
    let found = layout(sheet)?;
    let moved = |found: u32, by: i64| u32::try_from(i64::from(found) + by).ok();
    let table = Layout {
        name: pattern.name,
        header: (moved(found.header.0, pattern.moved.0)?, moved(found.header.1, pattern.moved.1)?),
        last: moved(found.last, pattern.moved.2)?,
    };
    let mut choice = Seen::with(sheet, table).propose(at, shape, asked);
    choice.columns.clear();
    (choice.added_rows, choice.added_columns) = pattern.added.clone();
    let (headers, now) = (Headers::of(sheet, table.header, table.name), title_unit(sheet));
    for (column, name, nth) in named_columns(sheet, table) {
        let kept = pattern.columns.iter().find(|(n, k, _)| (n, k) == (&name, &nth));
        let Some((_, _, Some(kept))) = kept else { continue };
        let mut chosen = kept.clone();
        let of = shape.columns.iter().find(|of| of.code == kept.column);
        if of.is_some_and(|of| of.value_type == ValueType::Money)
            && let Some(factor) = unit_now(pattern, kept, (&headers.path(column), now))
        {
            choice.restated.insert(column, kept.factor);
            chosen.factor = factor;
        }
        choice.columns.insert(column, chosen);
    }
    let proposed = std::mem::take(&mut choice.rows);
    let kept: BTreeSet<&String> = pattern.rows.iter().filter_map(|row| row.2.as_ref()).collect();
    for (row, name, nth) in named_rows(sheet, table) {
        match pattern.rows.iter().find(|(n, k, _)| (n, k) == (&name, &nth)) {
            Some((_, _, Some(kept))) => {
                choice.rows.insert(row, kept.clone());
            }
            Some(_) => {}
            None => {
                if let Some(code) = proposed.get(&row).filter(|code| !kept.contains(code)) {
                    choice.rows.insert(row, code.clone());
                }
            }
        }
    }
    Some(choice)
}
