//! Tables whose lines are not drawn: a head that begins with "TT", and letters that leave the same gaps
//! between its columns row after row. Where they do not, nothing is told apart.

use std::mem;

use super::glyph::Line;

/// From here on a gap between letters is no space between words, in heights of letters.
const GAP_MIN: f64 = 0.6;

/// How close the letters of two columns may come, in heights of letters.
const APART_MIN: f64 = 0.15;

/// More letters than this are no head of columns.
const HEAD_LENGTH_MAX: usize = 240;

/// Whether a line names the column of numbers.
pub(super) fn begins(line: &Line) -> bool {
    let words = line.words().to_lowercase();
    ["tt", "stt", "số tt"].iter().any(|name| {
        words.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// "1", "2.", "IV": the number of a row or of a group of rows.
fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    let digits = bare.len() < 4 && bare.chars().all(|c| c.is_ascii_digit());
    let roman = bare.len() < 6 && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    !bare.is_empty() && (digits || roman)
}

fn is_first(line: &Line) -> bool {
    let words = line.words();
    let first = words.split(' ').next().unwrap_or("").trim_end_matches(['.', ')']);
    matches!(first, "1" | "I")
}

/// Letters without a gap between them.
struct Run {
    text: String,
    start: f64,
    end: f64,
}

/// Where the columns of a table lie, as far as letters have shown it.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<(f64, f64)>);

/// Rows read from the beginning of some lines.
pub(super) struct Read {
    /// How many lines they take.
    pub(super) taken: usize,
    pub(super) rows: Vec<String>,
    /// Set where the table runs on to the end of the page.
    pub(super) open: Option<Columns>,
}

/// A table that begins at the first of these lines.
pub(super) fn read(lines: &[&Line]) -> Option<Read> {
    let body = lines.iter().skip(1).take(24).position(|line| is_first(line))? + 1;
    let head = &lines[..body];
    let length: usize = head.iter().map(|line| line.words().chars().count()).sum();
    let columns = Columns::of(head)?;
    if length > HEAD_LENGTH_MAX || columns.0.len() < 3 {
        return None;
    }
    let mut head_cells: Vec<Cell> = vec![Cell::new(); columns.0.len()];
    for line in head {
        for run in runs(line) {
            head_cells[columns.nearest(&run)].push((line.base, run.text));
        }
    }
    let mut read = rest(columns, &lines[body..]);
    read.taken += body;
    let told = read.rows.iter().any(|row| !row.contains("|  |"));
    if read.rows.len() < 2 || !told {
        return None;
    }
    read.rows.insert(0, row(&mut head_cells));
    Some(read)
}

/// What goes on with a table of the page before, perhaps in the middle of a row.
pub(super) fn go_on(columns: &Columns, lines: &[&Line]) -> Option<Read> {
    let first = runs(lines.first()?);
    let page_number =
        first.len() == 1 && is_number(&first[0].text) && columns.nearest(&first[0]) > 0;
    if page_number {
        return None;
    }
    let read = rest(columns.clone(), lines);
    let numbered = read.rows.iter().any(|row| !row.starts_with("|  |"));
    let filled = |row: &String| row.split('|').filter(|cell| !cell.trim().is_empty()).count();
    let several = read.rows.first().is_some_and(|row| filled(row) > 1);
    (numbered || several).then_some(read)
}

/// A cell while its lines come in, each with its height on the page: a file may draw them in any order.
type Cell = Vec<(f64, String)>;

fn rest(mut columns: Columns, lines: &[&Line]) -> Read {
    let (mut rows, mut taken) = (Vec::new(), 0);
    let mut cells: Vec<Cell> = vec![Cell::new(); columns.0.len()];
    let mut ended = false;
    for line in lines {
        let placed = columns.place(line).filter(|placed| {
            let first = placed.iter().find(|(column, _)| *column == 0);
            first.is_none_or(|(_, run)| is_number(&run.text))
        });
        let Some(placed) = placed else {
            ended = true;
            break;
        };
        for (column, run) in placed {
            if column == 0 {
                keep(&mut cells, &mut rows);
            }
            cells[column].push((line.base, run.text));
        }
        taken += 1;
    }
    keep(&mut cells, &mut rows);
    Read { taken, rows, open: (!ended).then_some(columns) }
}

fn keep(cells: &mut [Cell], rows: &mut Vec<String>) {
    if cells.iter().any(|cell| !cell.is_empty()) {
        rows.push(row(cells));
    }
}

fn row(cells: &mut [Cell]) -> String {
    let words = cells.iter_mut().map(|cell| {
        let mut lines = mem::take(cell);
        lines.sort_by(|one, other| other.0.total_cmp(&one.0));
        let words: Vec<String> = lines.into_iter().map(|(_, words)| words).collect();
        words.join(" ").replace('|', "/")
    });
    format!("| {} |", words.collect::<Vec<_>>().join(" | "))
}

impl Columns {
    /// The columns of a head, in whose lines every name stands over its own.
    fn of(head: &[&Line]) -> Option<Self> {
        let height = head.first()?.height;
        let mut places: Vec<(f64, f64)> =
            head.iter().flat_map(|line| runs(line)).map(|run| (run.start, run.end)).collect();
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut columns: Vec<(f64, f64)> = Vec::new();
        for place in places {
            match columns.last_mut().filter(|last| place.0 - last.1 < GAP_MIN * height) {
                Some(last) => last.1 = last.1.max(place.1),
                None => columns.push(place),
            }
        }
        Some(Self(columns))
    }

    fn nearest(&self, run: &Run) -> usize {
        let off = |(start, end): &(f64, f64)| (start - run.end).max(run.start - end).max(0.0);
        let mut best = 0;
        for (at, column) in self.0.iter().enumerate() {
            if off(column) < off(&self.0[best]) {
                best = at;
            }
        }
        best
    }

    /// The column of each run of a line; nothing where a run lies across two of them.
    fn place(&mut self, line: &Line) -> Option<Vec<(usize, Run)>> {
        let apart = APART_MIN * line.height;
        let mut placed = Vec::new();
        for run in runs(line) {
            let over = |(start, end): &&(f64, f64)| *start < run.end && run.start < *end;
            if self.0.iter().filter(over).count() > 1 {
                return None;
            }
            let at = self.nearest(&run);
            let (start, end) = (self.0[at].0.min(run.start), self.0[at].1.max(run.end));
            let before = at.checked_sub(1).map_or(f64::NEG_INFINITY, |before| self.0[before].1);
            let after = self.0.get(at + 1).map_or(f64::INFINITY, |after| after.0);
            if start < before + apart || end > after - apart {
                return None;
            }
            self.0[at] = (start, end);
            placed.push((at, run));
        }
        Some(placed)
    }
}

fn runs(line: &Line) -> Vec<Run> {
    let mut glyphs: Vec<_> = line.glyphs.iter().filter(|one| !one.text.trim().is_empty()).collect();
    glyphs.sort_by(|one, other| one.start.total_cmp(&other.start));
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let (start, end) = (glyph.start, glyph.end);
        match runs.last_mut().filter(|last| start - last.end < GAP_MIN * line.height) {
            Some(last) => {
                if start - last.end > super::glyph::SPACE_MIN * line.height {
                    last.text.push(' ');
                }
                last.text.push_str(glyph.text.trim());
                last.end = last.end.max(end);
            }
            None => runs.push(Run { text: glyph.text.trim().to_owned(), start, end }),
        }
    }
    runs
}
