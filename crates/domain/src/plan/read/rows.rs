//! Rows of tables, and those that the end of a page broke.

use super::{
    ItemKind, ReadItem,
    lines::{Line, join},
    outline::Outline,
    plain,
};

impl Outline {
    /// A row of a table as its own line.
    pub(super) fn row(&mut self, line: &Line) -> usize {
        if let Some(row) = self.broken_row(line) {
            return row;
        }
        let parent = self.open.last().map(|open| open.item);
        let name = format!("r{}", self.count(parent, "r"));
        let anchor = self.unique(parent, &name);
        let item = self.add(ItemKind::Row, anchor, String::new(), line);
        self.items[item].cells.clone_from(&line.cells);
        self.paragraphs[item].push(line.text.clone());
        if line.after_page {
            self.page_rows.insert(item);
        }
        item
    }

    /// The row that a page end broke: its rest stands on the next page without its number, perhaps under
    /// the head of the table said again.
    fn broken_row(&mut self, line: &Line) -> Option<usize> {
        let last = self.before.as_ref().filter(|before| before.row)?.item;
        let (row, behind_page) = if is_head(&self.items[last]) {
            (last.checked_sub(1)?, self.page_rows.contains(&last))
        } else {
            (last, line.after_page)
        };
        let item = &mut self.items[row];
        let unnumbered = line.cells.first().is_some_and(String::is_empty);
        let fits = item.kind == ItemKind::Row && item.cells.len() == line.cells.len();
        if !(unnumbered && behind_page && fits) || is_head(item) {
            return None;
        }
        for (cell, rest) in item.cells.iter_mut().zip(&line.cells) {
            if !rest.is_empty() {
                join(cell, rest);
            }
        }
        self.paragraphs[row] = vec![item.cells.join(" | ")];
        Some(row)
    }
}

fn is_head(row: &ReadItem) -> bool {
    let first = plain(row.cells.first().map_or("", String::as_str));
    row.kind == ItemKind::Row && matches!(first.as_str(), "tt" | "stt" | "số tt")
}
