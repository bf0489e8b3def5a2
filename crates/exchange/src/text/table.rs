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
    cells: Vec<Cell>,
    deleted: bool,
}

#[derive(Debug, Default)]
struct Cell {
    lines: Vec<String>,
    /// How many columns it takes beyond its own.
    spanned: usize,
    /// Whether it only goes on with the merged cell above.
    merged: bool,
}

/// More columns than this no page has.
const COLUMNS_MAX: usize = 63;

impl Row {
    fn filled(&self) -> usize {
        let filled = |cell: &&Cell| cell.lines.iter().any(|line| !line.trim().is_empty());
        self.cells.iter().filter(filled).count()
    }

    /// Each cell at its column; one merged downwards says what the one above says.
    fn printed(&self, above: &[String]) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        let mut spanned = 0;
        for cell in &self.cells {
            let place = (columns.len() + spanned).min(COLUMNS_MAX);
            columns.resize(place.max(columns.len()), String::new());
            let words = cell.lines.iter().flat_map(|line| line.split_whitespace());
            let words = words.collect::<Vec<_>>().join(" ").replace('|', "/");
            let same = above.get(columns.len()).filter(|_| cell.merged && words.is_empty());
            columns.push(same.cloned().unwrap_or(words));
            spanned = cell.spanned;
        }
        columns
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
            row.cells.push(Cell::default());
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
            cell.lines.extend(lines);
        }
    }

    /// Says how many columns the current cell takes.
    pub(super) fn span(&mut self, columns: usize) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            cell.spanned = columns.saturating_sub(1);
        }
    }

    /// Says that the current cell goes on with the one above.
    pub(super) fn merge(&mut self) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            cell.merged = true;
        }
    }

    /// The lines of the whole table.
    pub(super) fn lines(self) -> Vec<String> {
        let rows: Vec<Row> = self.rows.into_iter().filter(|row| !row.deleted).collect();
        let columns = rows.iter().map(Row::filled).max().unwrap_or(0);
        let pairs = rows.iter().filter(|row| row.filled() == 2).count();
        if columns >= 3 || pairs >= ROWS_OF_PAIRS_MIN {
            let mut above: Vec<String> = Vec::new();
            let mut lines = Vec::new();
            for row in rows.iter().filter(|row| row.filled() > 0) {
                above = row.printed(&above);
                lines.push(format!("| {} |", above.join(" | ")));
            }
            lines
        } else {
            // Office and motto, recipients and signature stand side by side without being a table.
            let cells = rows.into_iter().flat_map(|row| row.cells);
            cells.flat_map(|cell| cell.lines).collect()
        }
    }
}
