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
    pattern, problems,
    wrapping::closes,
};
use crate::roman::value;

/// A table while its lines come in.
#[derive(Debug)]
pub(super) struct FlatTable {
    /// The row that takes the next line.
    row: usize,
    next: u32,
    /// The Roman number that the next group of rows would bear.
    group: u32,
    /// Names of columns, where each stood on a line of its own.
    columns: Vec<String>,
    /// What the row that takes the next line is.
    part: Part,
    /// Whether it was said that the columns were not told apart.
    said: bool,
}

/// A row of such a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The names of the columns, still coming in.
    Head,
    /// "I" and the name of a group of rows.
    Group,
    Row,
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:TT|STT|Số TT)$"));
static HEAD_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:TT|STT|Số TT)\s(?:nội dung|nhiệm vụ|hoạt động|tên|công việc|mục tiêu|chỉ tiêu|đơn vị|cơ quan)\b(?:[^.;:]{0,30}$|.*\b(?:chủ trì|phối hợp|thực hiện|thời gian|sản phẩm|hoàn thành|kinh phí|ghi chú|đơn vị tính|kết quả|số lượng)\b)",
    )
});
static ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,3})[.)]?$"));
static ROMAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([IVX]{1,5})[.)]?$"));
static ROMAN_WITH_WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([IVX]{1,5})\s+\p{Lu}"));
/// Columns that a row may leave empty at its end.
static OPTIONAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:ghi chú|kinh phí|sản phẩm|kết quả)"));
static WHEN_COLUMN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:thời gian|thời hạn|hạn)"));
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\d|quý|tháng|hằng|hàng|cả năm|trong năm|thường xuyên|định kỳ|đột xuất")
});
static WITH_WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,3})\s+\p{Lu}"));

/// Longest name of a column.
const COLUMN_LENGTH_MAX: usize = 60;

impl Outline {
    /// Takes a line that belongs to a table without lines; nothing where it does not.
    pub(super) fn flat_row(&mut self, line: &Line, mark: Option<&Mark>) -> Option<usize> {
        let alone = HEAD.is_match(&line.text);
        if alone || HEAD_LINE.is_match(&line.text) {
            self.end_table();
            let row = self.begin_flat(line);
            let part = if alone { Part::Head } else { Part::Row };
            let columns = Vec::new();
            // The head of a table whose rows are lines has no number and nothing to settle.
            self.table = Some(FlatTable { row, next: 1, group: 1, columns, part, said: !alone });
            if !alone {
                self.gaps.push(problems::table_unread(line.number));
            }
            return Some(row);
        }
        let table = self.table.as_ref()?;
        let (row, next, group, part) = (table.row, table.next, table.group, table.part);
        let number = ALONE.captures(&line.text).or_else(|| WITH_WORDS.captures(&line.text));
        let number: Option<u32> = number.and_then(|found| found[1].parse().ok());
        if number == Some(next) || number == Some(1) && part == Part::Group {
            return Some(self.next_row(line, Part::Row, number.unwrap_or(next) + 1));
        }
        let roman = ROMAN.captures(&line.text).or_else(|| ROMAN_WITH_WORDS.captures(&line.text));
        if roman.and_then(|found| value(&found[1])) == Some(group) {
            return Some(self.next_row(line, Part::Group, next));
        }
        let heading = all_capitals(&line.text) && line.length() > 6 && part == Part::Row;
        let ends = mark.is_some_and(|mark| !mark.is_list()) || heading || closes(&line.text);
        if ends || part == Part::Head && line.length() > COLUMN_LENGTH_MAX {
            self.end_table();
            return None;
        }
        self.add_to_row(row, line);
        Some(row)
    }

    /// What comes next belongs to no table.
    pub(super) fn end_table(&mut self) {
        self.settle_row();
        self.table = None;
    }

    fn next_row(&mut self, line: &Line, part: Part, next: u32) -> usize {
        self.settle_row();
        let row = self.begin_flat(line);
        if let Some(table) = &mut self.table {
            if table.part == Part::Head {
                table.columns.clone_from(&self.items[table.row].cells);
            }
            table.group += u32::from(part == Part::Group);
            (table.row, table.part, table.next) = (row, part, next);
        }
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

    /// Cells are believed where they fill the columns; else the row is one text, and that is said.
    fn settle_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        let item = &mut self.items[table.row];
        let whole = match table.part {
            Part::Head | Part::Group => item.cells.len() > 1,
            Part::Row => fills(&table.columns, &item.cells),
        };
        let Some(text) = self.paragraphs[table.row].last_mut() else { return };
        if whole {
            *text = item.cells.join(" | ");
            return;
        }
        item.cells = vec![text.clone()];
        if table.part == Part::Row && !table.said {
            table.said = true;
            self.gaps.push(problems::table_unread(item.lines.first));
        }
    }
}

/// As many cells as columns, or without the last ones that may be empty, each day under its head.
fn fills(columns: &[String], cells: &[String]) -> bool {
    let missing = columns.get(cells.len()..).unwrap_or_default();
    let optional = missing.iter().all(|name| OPTIONAL.is_match(name));
    let timed = columns.iter().zip(cells).all(|(name, cell)| {
        missing.is_empty() || !WHEN_COLUMN.is_match(name) || WHEN.is_match(cell)
    });
    columns.len() > 1 && cells.len() <= columns.len() && optional && timed
}
