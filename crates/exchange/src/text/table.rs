//! A table of a DOCX file: laid-out columns come out line by line, true tables row by row.

/// From so many rows with two filled cells on, two columns are a table and no layout.
const ROWS_OF_PAIRS_MIN: usize = 4;

/// A table as it is walked through.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<String>>,
    deleted: bool,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| cell.iter().any(|line| !line.trim().is_empty())).count()
    }
}

impl Table {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// Begins a cell of the current row.
    pub(super) fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Vec::new());
        }
    }

    /// Marks the current row as struck out by a tracked change.
    pub(super) fn delete_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.deleted = true;
        }
    }

    /// Adds lines to the current cell.
    pub(super) fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            cell.extend(lines);
        }
    }

    /// The lines of the whole table.
    pub(super) fn lines(self) -> Vec<String> {
        let rows: Vec<Row> = self.rows.into_iter().filter(|row| !row.deleted).collect();
        let columns = rows.iter().map(Row::filled).max().unwrap_or(0);
        let pairs = rows.iter().filter(|row| row.filled() == 2).count();
        if columns >= 3 || pairs >= ROWS_OF_PAIRS_MIN {
            rows.iter().filter(|row| row.filled() > 0).map(printed).collect()
        } else {
            // Office and motto, recipients and signature stand side by side without being a table.
            rows.into_iter().flat_map(|row| row.cells).flatten().collect()
        }
    }
}

fn printed(row: &Row) -> String {
    let cell = |lines: &Vec<String>| {
        let words = lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>();
        words.join(" ").replace('|', "/")
    };
    let cells: Vec<String> = row.cells.iter().map(cell).collect();
    format!("| {} |", cells.join(" | "))
}
