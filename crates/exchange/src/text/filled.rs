//! The letters of a ruled table in its cells, and its rows as lines.

use super::{
    glyph::{Line, OFF_LINE_MAX},
    ruled::Grid,
};

/// A table with its letters.
pub(super) struct Filled {
    /// The inner edges of each row.
    edges: Vec<Vec<f64>>,
    /// Lines by row and cell.
    cells: Vec<Vec<Vec<Line>>>,
    /// By row and cell: the cell of the next row that is one with it, merged downwards.
    below: Vec<Vec<Option<usize>>>,
}

impl Filled {
    pub(super) fn of(grid: &Grid) -> Self {
        let edges: Vec<Vec<f64>> = (0..grid.rows()).map(|row| grid.edges_of(row)).collect();
        let empty = |row: &Vec<f64>| (0..=row.len()).map(|_| Vec::new()).collect();
        let spans: Vec<Vec<(f64, f64)>> = (0..grid.rows()).map(|row| grid.cells_of(row)).collect();
        let below = |row: usize| {
            let next = spans.get(row + 1).map_or(&[][..], Vec::as_slice);
            let same = |span: &(f64, f64)| {
                let is_same =
                    |of: &(f64, f64)| (of.0 - span.0).abs() < 1.0 && (of.1 - span.1).abs() < 1.0;
                next.iter().position(is_same).filter(|_| grid.goes_down(row, *span))
            };
            spans[row].iter().map(same).collect()
        };
        let below = (0..grid.rows()).map(below).collect();
        Self { cells: edges.iter().map(empty).collect(), edges, below }
    }

    /// Letters of cells that stand close together came as one line.
    pub(super) fn take(&mut self, row: usize, line: Line) {
        let Line { along, base, height, .. } = line;
        for glyph in line.glyphs {
            let middle = f64::midpoint(glyph.start, glyph.end);
            let cell = self.edges[row].iter().filter(|edge| **edge < middle).count();
            let (start, end) = (glyph.start, glyph.end);
            let one = Line { along, base, height, start, end, glyphs: vec![glyph] };
            let lines = &mut self.cells[row][cell];
            match lines.iter_mut().find(|known| (known.base - base).abs() < OFF_LINE_MAX * height) {
                Some(known) => known.add(one),
                None => lines.push(one),
            }
        }
    }

    /// A row a line, as tables of Word files come out: a cell merged downwards is drawn anywhere over its
    /// rows, and holds for each of them.
    pub(super) fn lines(mut self) -> Vec<String> {
        let inked = |row: &Vec<Vec<Line>>| row.iter().any(|lines| !lines.is_empty());
        let own: Vec<bool> = self.cells.iter().map(inked).collect();
        for row in (1..self.cells.len()).rev() {
            for (cell, below) in self.below[row - 1].iter().enumerate() {
                let Some(below) = *below else { continue };
                let lower = std::mem::take(&mut self.cells[row][below]);
                self.cells[row - 1][cell].extend(lower);
            }
        }
        let cell = |mut lines: Vec<Line>| {
            lines.sort_by(|one, other| other.base.total_cmp(&one.base));
            let words: Vec<String> = lines.into_iter().map(Line::text).collect();
            words.join(" ").trim().replace('|', "/")
        };
        let rows = self.cells.into_iter().map(|row| row.into_iter().map(cell).collect());
        let mut rows: Vec<Vec<String>> = rows.collect();
        for row in 1..rows.len() {
            for (cell, below) in self.below[row - 1].iter().enumerate() {
                if let Some(below) = *below {
                    let words = rows[row - 1][cell].clone();
                    rows[row][below] = words;
                }
            }
        }
        let full = rows
            .into_iter()
            .zip(own)
            .filter(|(row, own)| *own && row.iter().any(|cell| !cell.is_empty()));
        full.map(|(row, _)| format!("| {} |", row.join(" | "))).collect()
    }
}
