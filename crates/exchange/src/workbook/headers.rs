//! The words over the columns of a table, joined cells reaching over all they cover.

use std::collections::BTreeMap;

use domain::mapping::is_title;

use super::{
    grid::{Content, Sheet, Spot},
    map::Map,
};

/// Most rows over the first one of figures in which headers are looked for.
const HEADER_ROWS: u32 = 10;

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

/// The rows of headers over the figures of a form, from the lowest up to the title; `None` where there is none.
pub(super) fn above(sheet: &Sheet, map: &Map) -> Option<(u32, u32)> {
    let (first, name) = (map.first(), map.names.iter().max().copied().unwrap_or(0));
    let (left, right) = (map.columns.values().min()?, map.columns.values().max()?);
    let covers_all = |spot: Spot| {
        let joined = sheet.joined(spot);
        joined.is_some_and(|merge| merge.from.1 <= *left && merge.to.1 >= *right && left < right)
    };
    let heads = |row: u32| {
        let mut words = sheet.row(row).filter(|(column, c)| *column > name && !c.text().is_empty());
        words.any(|(column, c)| !is_title(c.text()) && !covers_all((row, column)))
    };
    let rows = (first.saturating_sub(HEADER_ROWS)..first).rev();
    let filled = rows.filter(|row| sheet.row(*row).next().is_some());
    let top = filled.take_while(|row| heads(*row)).last()?;
    Some((top, first - 1))
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
