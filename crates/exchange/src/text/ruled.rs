//! The ruled tables of a page: where their lines are drawn, and in which cell a letter stands.

use pdf_extract::{Document, Object, ObjectId, content::Content};

/// A line drawn straight, from one point to another.
type Rule = [(f64, f64); 2];

/// How thick a drawn line may be, and how far lines of one edge may lie apart, in points.
const THICK_MAX: f64 = 3.0;

/// A table as its lines say.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where the lines across the direction of reading stand, in it.
    edges: Vec<f64>,
    /// Where the lines along it lie, from the top.
    tops: Vec<f64>,
    /// These lines, each with its ends from the left: inside a cell merged downwards there is none.
    along: Vec<(f64, f64, f64)>,
    /// The lines across, each with its ends from below: a merged cell has none inside.
    across: Vec<(f64, f64, f64)>,
}

impl Grid {
    /// The row of a letter at a distance along and across the direction of reading.
    pub(super) fn row_of(&self, along: f64, base: f64) -> Option<usize> {
        let (first, last) = (self.edges.first()?, self.edges.last()?);
        let inside = (first - THICK_MAX..=last + THICK_MAX).contains(&along);
        let row = self.tops.windows(2).position(|pair| (pair[1]..pair[0]).contains(&base))?;
        inside.then_some(row)
    }

    /// The inner edges of a row.
    pub(super) fn edges_of(&self, row: usize) -> Vec<f64> {
        let middle = f64::midpoint(self.tops[row], self.tops[row + 1]);
        let drawn = |edge: &f64| {
            self.across.iter().any(|(at, low, high)| {
                (at - edge).abs() < THICK_MAX && *low < middle && middle < *high
            })
        };
        let inner = self.edges.len().saturating_sub(1);
        self.edges.iter().take(inner).skip(1).copied().filter(drawn).collect()
    }

    /// The cells of a row, each from its left to its right edge.
    pub(super) fn cells_of(&self, row: usize) -> Vec<(f64, f64)> {
        let mut edges = self.edges.first().copied().into_iter().collect::<Vec<_>>();
        edges.extend(self.edges_of(row));
        edges.extend(self.edges.last());
        edges.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// Whether a cell of a row is one with the cell of the same width below it: no line parts them.
    pub(super) fn goes_down(&self, row: usize, (left, right): (f64, f64)) -> bool {
        let Some(edge) = self.tops.get(row + 1).filter(|_| row + 2 < self.tops.len()) else {
            return false;
        };
        let here = self.along.iter().filter(|(at, ..)| (at - edge).abs() < THICK_MAX);
        let drawn: f64 = here.map(|(_, from, to)| (to.min(right) - from.max(left)).max(0.0)).sum();
        drawn < (right - left) / 2.0
    }

    /// How many rows.
    pub(super) const fn rows(&self) -> usize {
        self.tops.len() - 1
    }
}

/// The tables that the lines of a page make, for text that runs in a direction.
pub(super) fn grids(rules: &[Rule], direction: (f64, f64)) -> Vec<Grid> {
    let turned = |(x, y): (f64, f64)| {
        let along = x.mul_add(direction.0, y * direction.1);
        (along, y.mul_add(direction.0, -(x * direction.1)))
    };
    let (mut across, mut along) = (Vec::new(), Vec::new());
    for [from, to] in rules {
        let (from, to) = (turned(*from), turned(*to));
        let (wide, high) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        if wide < THICK_MAX && high > THICK_MAX {
            across.push((from.0, from.1.min(to.1), from.1.max(to.1)));
        } else if high < THICK_MAX && wide > THICK_MAX {
            along.push((from.1, from.0.min(to.0), from.0.max(to.0)));
        }
    }
    across.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut tables: Vec<Vec<(f64, f64, f64)>> = Vec::new();
    let mut top = f64::NEG_INFINITY;
    for line in across {
        match tables.last_mut().filter(|_| line.1 < top + THICK_MAX) {
            Some(table) => table.push(line),
            None => tables.push(vec![line]),
        }
        top = top.max(line.2);
    }
    tables.into_iter().filter_map(|across| grid(across, &along)).collect()
}

/// Three columns, or two with four rows: fewer lines frame something that is no table.
fn grid(across: Vec<(f64, f64, f64)>, along: &[(f64, f64, f64)]) -> Option<Grid> {
    let low = across.iter().map(|line| line.1).fold(f64::INFINITY, f64::min) - THICK_MAX;
    let high = across.iter().map(|line| line.2).fold(f64::NEG_INFINITY, f64::max) + THICK_MAX;
    let edges = apart(across.iter().map(|line| line.0).collect());
    let along: Vec<_> =
        along.iter().copied().filter(|(at, ..)| (low..=high).contains(at)).collect();
    let mut tops = apart(along.iter().map(|(at, ..)| *at).collect());
    tops.reverse();
    let (columns, rows) = (edges.len().saturating_sub(1), tops.len().saturating_sub(1));
    let is_table = columns >= 3 && rows >= 2 || columns == 2 && rows >= 4;
    is_table.then_some(Grid { edges, tops, along, across })
}

/// Sorted, lines of one edge taken as one.
fn apart(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < THICK_MAX);
    places
}

/// The straight lines that a page draws, stroked or filled.
pub(super) fn rules(document: &Document, page: ObjectId) -> Vec<Rule> {
    let content = document.get_page_content(page).ok();
    let content = content.and_then(|bytes| Content::decode(&bytes).ok());
    let mut pen = Pen::new();
    for operation in content.iter().flat_map(|content| &content.operations) {
        pen.draw(&operation.operator, &operation.operands);
    }
    pen.rules
}

/// Where one unit to the right, one unit up, and the origin come to lie on the page.
#[derive(Clone, Copy)]
struct Axes {
    right: (f64, f64),
    up: (f64, f64),
    origin: (f64, f64),
}

impl Axes {
    const PAGE: Self = Self { right: (1.0, 0.0), up: (0.0, 1.0), origin: (0.0, 0.0) };

    fn turned(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let across = x.mul_add(self.right.0, y * self.up.0);
        (across, x.mul_add(self.right.1, y * self.up.1))
    }

    fn placed(&self, point: (f64, f64)) -> (f64, f64) {
        let turned = self.turned(point);
        (turned.0 + self.origin.0, turned.1 + self.origin.1)
    }

    /// These axes given in others.
    fn within(self, outer: &Self) -> Self {
        Self {
            right: outer.turned(self.right),
            up: outer.turned(self.up),
            origin: outer.placed(self.origin),
        }
    }
}

/// What the operators of a page have drawn so far.
struct Pen {
    axes: Axes,
    kept: Vec<Axes>,
    at: (f64, f64),
    path: Vec<Rule>,
    rules: Vec<Rule>,
}

impl Pen {
    const fn new() -> Self {
        Self {
            axes: Axes::PAGE,
            kept: Vec::new(),
            at: (0.0, 0.0),
            path: Vec::new(),
            rules: Vec::new(),
        }
    }

    fn draw(&mut self, operator: &str, operands: &[Object]) {
        let given: Vec<f64> =
            operands.iter().filter_map(|one| one.as_float().ok()).map(f64::from).collect();
        let pairs: Vec<(f64, f64)> =
            given.as_chunks::<2>().0.iter().map(|pair| (pair[0], pair[1])).collect();
        match (operator, pairs.as_slice()) {
            ("q", _) => self.kept.push(self.axes),
            ("Q", _) => self.axes = self.kept.pop().unwrap_or(self.axes),
            ("cm", &[right, up, origin]) => {
                self.axes = Axes { right, up, origin }.within(&self.axes);
            }
            ("m", &[point]) => self.at = self.axes.placed(point),
            ("l", &[point]) => {
                let to = self.axes.placed(point);
                self.path.push([self.at, to]);
                self.at = to;
            }
            ("re", &[(left, low), (wide, high)]) => {
                let corner = |right: f64, up: f64| self.axes.placed((left + right, low + up));
                let corners =
                    [corner(0.0, 0.0), corner(wide, 0.0), corner(wide, high), corner(0.0, high)];
                self.path.extend((0..4).map(|side| [corners[side], corners[(side + 1) % 4]]));
            }
            ("S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => {
                self.rules.append(&mut self.path);
            }
            ("n", _) => self.path.clear(),
            _ => {}
        }
    }
}
