//! Tables whose lines were lost on the way: a PDF gives each cell, or each line of a row, by itself.
//!
//! A row is believed only behind a head that names columns, and where its number comes next.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    ItemKind, all_capitals,
    lines::{Line, join},
    marks::Mark,
    outline::Outline,
    pattern,
    wrapping::closes,
};

/// A table while its lines come in.
#[derive(Debug)]
pub(super) struct FlatTable {
    /// The row that takes the next line.
    row: usize,
    next: u32,
    /// Names of columns, where each stood on a line of its own.
    columns: usize,
    /// Whether the head is still coming in.
    in_head: bool,
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:TT|STT|Số TT)$"));
static HEAD_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:TT|STT|Số TT)\s(?:nội dung|nhiệm vụ|hoạt động|tên|công việc|mục tiêu|chỉ tiêu|đơn vị|cơ quan)\b.*\b(?:chủ trì|phối hợp|thực hiện|thời gian|sản phẩm|hoàn thành|kinh phí|ghi chú)\b",
    )
});
static ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,3})[.)]?$"));
static WITH_WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,3})\s+\p{Lu}"));

/// Longest name of a column.
const COLUMN_LENGTH_MAX: usize = 60;

impl Outline {
    /// Takes a line that belongs to a table without lines; nothing where it does not.
    pub(super) fn flat_row(&mut self, line: &Line, mark: Option<&Mark>) -> Option<usize> {
        if HEAD.is_match(&line.text) || HEAD_LINE.is_match(&line.text) {
            let in_head = HEAD.is_match(&line.text);
            let row = self.begin_flat(line);
            self.table = Some(FlatTable { row, next: 1, columns: 1, in_head });
            return Some(row);
        }
        let table = self.table.as_ref()?;
        let (row, next, in_head) = (table.row, table.next, table.in_head);
        let number = ALONE.captures(&line.text).or_else(|| WITH_WORDS.captures(&line.text));
        if number.and_then(|found| found[1].parse().ok()) == Some(next) {
            return Some(self.next_row(line, next));
        }
        let heading = all_capitals(&line.text) && line.length() > 6 && !in_head;
        let ends = mark.is_some_and(|mark| !mark.is_list()) || heading || closes(&line.text);
        if ends || in_head && line.length() > COLUMN_LENGTH_MAX {
            self.end_table();
            return None;
        }
        self.add_to_row(row, line);
        Some(row)
    }

    /// What comes next belongs to no table.
    pub(super) fn end_table(&mut self) {
        let columns = self.table.as_ref().map_or(1, |table| table.columns);
        self.settle_row(columns);
        self.table = None;
    }

    fn next_row(&mut self, line: &Line, next: u32) -> usize {
        let columns = match &self.table {
            Some(table) if table.in_head => self.items[table.row].cells.len(),
            Some(table) => table.columns,
            None => 1,
        };
        self.settle_row(columns);
        let row = self.begin_flat(line);
        self.table = Some(FlatTable { row, next: next + 1, columns, in_head: false });
        row
    }

    fn begin_flat(&mut self, line: &Line) -> usize {
        let parent = self.open.last().map(|open| open.item);
        let name = format!("r{}", self.count(parent, "r"));
        let anchor = self.unique(parent, &name);
        let item = self.add(ItemKind::Row, anchor, String::new(), line);
        self.items[item].cells = vec![line.text.clone()];
        self.paragraphs[item].push(line.text.clone());
        item
    }

    fn add_to_row(&mut self, row: usize, line: &Line) {
        // "Cơ quan" and "chủ trì": a small letter goes on with the cell before.
        let goes_on = line.text.starts_with(char::is_lowercase);
        let cells = &mut self.items[row].cells;
        match cells.last_mut().filter(|_| goes_on) {
            Some(last) => join(last, &line.text),
            None => cells.push(line.text.clone()),
        }
        if let Some(text) = self.paragraphs[row].last_mut() {
            join(text, &line.text);
        }
    }

    /// Cells are believed where there are as many as columns; else the row is one text.
    fn settle_row(&mut self, columns: usize) {
        let Some(table) = &self.table else { return };
        let row = table.row;
        let whole = columns > 1 && (table.in_head || self.items[row].cells.len() == columns);
        if let Some(text) = self.paragraphs[row].last_mut() {
            if whole {
                *text = self.items[row].cells.join(" | ");
            } else {
                self.items[row].cells = vec![text.clone()];
            }
        }
    }
}
