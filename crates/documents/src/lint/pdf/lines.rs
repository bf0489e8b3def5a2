//! Letters of a page into lines: by baseline, parted at wide gaps, joined where a paragraph goes on.

use std::collections::HashSet;

use super::{
    content::{Glyph, Marks, Stroke},
    margins::Edges,
    whole,
};
use crate::decree::Place;
use crate::lint::sheet::{Drawn, Line, Look, PageNumber, Side, Span};

/// Baselines nearer than this are one line.
const SAME_BASE: f32 = 2.5;
/// Height of the strips above and below the text, in points.
const STRIP: f32 = 54.0;
/// How far below its baseline the rule of a line may be.
const RULE_BELOW: f32 = 24.0;
/// How far apart the middles of a short line and of the rule below it may be.
const RULE_MIDDLE: f32 = 8.0;
/// Part of the paper's width up to which a rule may be longer than the line above it.
const RULE_SHARE: f32 = 0.42;
/// Left edge of the text by the decree: 30 mm.
const DECREE_LEFT: f32 = 85.0;
/// Right margin of the decree: 15 mm.
const DECREE_RIGHT: f32 = 42.5;
/// Drawn lines of a first page up to which rules are looked for among them.
const RULED_MAX: usize = 600;
/// Pieces of a page up to which the rule of "(Kèm theo …)" is looked for, and rules that one line has.
const PIECES_MAX: usize = 2_000;
const RULES_MAX: usize = 6;
/// A single line of Times New Roman, and its parts below and above the baseline, by size.
const SINGLE_LINE: f32 = 1.15;
const BELOW_BASE: f32 = 0.22;
const ABOVE_BASE: f32 = 0.93;
/// Parts of a point to which the ends of drawn lines are compared.
const STROKE_PARTS: f32 = 4.0;
/// How Quốc hiệu and Tiêu ngữ begin.
const NATIONAL: [&str; 2] = ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"];
const UPRIGHT: std::ops::RangeInclusive<f32> = 0.0..=1.0;

/// A piece of a line: letters without a wide gap.
#[derive(Debug)]
struct Piece {
    glyphs: Vec<Glyph>,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    /// Alone on its baseline.
    is_alone: bool,
    in_table: bool,
}

impl Piece {
    fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Bold and italic, where all its letters are alike.
    fn slant(&self) -> Option<(bool, bool)> {
        let first = self.glyphs.first().map(|glyph| (glyph.bold, glyph.italic))?;
        self.glyphs.iter().all(|glyph| (glyph.bold, glyph.italic) == first).then_some(first)
    }

    /// A line of "(Kèm theo …)": only that one has a rule behind the first page.
    fn is_in_brackets(&self) -> bool {
        let mut inked = self.glyphs.iter().map(|glyph| glyph.text.trim()).filter(|t| !t.is_empty());
        let first = inked.next();
        let last = inked.next_back().or(first);
        first.is_some_and(|text| text.starts_with('('))
            || last.is_some_and(|text| text.ends_with(')'))
    }
}

/// One page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) order: usize,
    pub(super) size: (f32, f32),
    pieces: Vec<Piece>,
    /// Pieces above and below the text.
    strips: Vec<Piece>,
    strokes: Vec<Stroke>,
}

impl Page {
    pub(super) fn new(order: usize, size: (f32, f32), marks: Marks) -> Self {
        let Marks { glyphs, strokes } = marks;
        let strokes = distinct(strokes);
        let (mut pieces, mut strips) = (Vec::new(), Vec::new());
        let upright: Vec<&Stroke> =
            strokes.iter().filter(|s| s.right - s.left <= s.high - s.low).collect();
        for mut piece in pieces_of(glyphs) {
            piece.in_table =
                upright.iter().any(|s| s.low <= piece.base + 1.0 && s.high >= piece.base + 1.0);
            let is_strip = piece.base > size.1 - STRIP || piece.base < STRIP;
            if is_strip { strips.push(piece) } else { pieces.push(piece) }
        }
        Self { order, size, pieces, strips, strokes }
    }

    pub(super) fn letters(&self) -> usize {
        let pieces = self.pieces.iter().chain(&self.strips);
        pieces.flat_map(|piece| &piece.glyphs).map(|glyph| glyph.text.chars().count()).sum()
    }

    pub(super) fn is_upright(&self) -> bool {
        UPRIGHT.contains(&(self.size.0 / self.size.1.max(1.0)))
    }

    pub(super) fn size_twips(&self) -> (i32, i32) {
        (whole(self.size.0 * 20.0), whole(self.size.1 * 20.0))
    }

    /// Left edges of lines that go on with the sentence of a full line above: they stand at the margin.
    pub(super) fn going_on(&self) -> impl Iterator<Item = f32> {
        let full = self.size.0 * 0.75;
        let is_free = |piece: &Piece| piece.is_alone && !piece.in_table;
        self.pieces.windows(2).filter_map(move |pair| {
            let [before, piece] = pair else { return None };
            let is_near = before.base - piece.base < 2.2 * piece.size;
            let same = (before.size - piece.size).abs() < 0.6;
            let goes_on = piece.text().trim_start().starts_with(char::is_lowercase)
                && !before.text().trim_end().ends_with(['.', ';', ':']);
            let free = is_free(before) && is_free(piece) && before.right > full;
            (free && is_near && same && goes_on).then_some(piece.left)
        })
    }

    /// Whether its last paragraph goes on at the head of another page.
    pub(super) fn runs_on(&self, next: &Self, edges: &Edges) -> bool {
        let (Some(last), Some(first)) = (self.pieces.last(), next.pieces.first()) else {
            return false;
        };
        let is_open = !last.text().trim_end().ends_with(['.', ';', ':']);
        let free = |piece: &Piece| piece.is_alone && !piece.in_table;
        let is_full = last.right >= edges.right - 14.0;
        let goes_on = (first.left - edges.left).abs() < 3.0;
        free(last) && free(first) && is_open && is_full && goes_on
    }

    /// Left and right of lines that stand alone.
    pub(super) fn rows(&self) -> impl Iterator<Item = (f32, f32)> {
        let rows = self.pieces.iter().filter(|piece| piece.is_alone && !piece.in_table);
        rows.map(|piece| (piece.left, piece.right))
    }

    /// Highest and lowest ink of the text.
    pub(super) fn ink_edges(&self) -> (Option<f32>, Option<f32>) {
        let top = self.pieces.iter().map(|p| p.size.mul_add(0.72, p.base)).reduce(f32::max);
        (top, self.pieces.iter().map(|p| p.base).reduce(f32::min))
    }

    /// The middle of the text: a sheet that lies has the margins of the decree.
    fn middle(&self, edges: &Edges) -> f32 {
        if self.is_upright() {
            f32::midpoint(edges.left, edges.right)
        } else {
            f32::midpoint(DECREE_LEFT, self.size.0 - DECREE_RIGHT)
        }
    }

    /// The running number and how it stands.
    pub(super) fn number(&self, edges: &Edges) -> Option<(u32, PageNumber)> {
        self.strips.iter().find_map(|piece| {
            let text: String = piece.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
            let bare = text.trim().trim_matches(['-', '–', ' ']);
            let number: u32 = bare.parse().ok().filter(|number| *number < 2000)?;
            let first = piece.glyphs.first()?;
            let middle = f32::midpoint(piece.left, piece.right);
            let text_middle = self.middle(edges);
            // Some centre on the paper, some on the text: both look centred.
            let low = text_middle.min(self.size.0 / 2.0) - 10.0;
            let high = text_middle.max(self.size.0 / 2.0) + 10.0;
            let place = if (low..=high).contains(&middle) { Place::Centre } else { Place::Left };
            let shown = PageNumber {
                in_footer: piece.base < self.size.1 / 2.0,
                place: Some(place),
                half_points: half_points(first.size),
                italic: first.italic,
            };
            Some((number, shown))
        })
    }

    /// The lines of the text, top to bottom, left before right.
    pub(super) fn lines(&self, edges: &Edges, section: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut before: Option<&Piece> = None;
        for (at, piece) in self.pieces.iter().enumerate() {
            let joins = before.is_some_and(|before| self.goes_on(before, piece, edges));
            let mut line = self.line(piece, edges, at + 1, section);
            line.line_percent = before.and_then(|before| self.spacing(before, piece, edges));
            line.before = self.gap_above_about(piece);
            line.above = before.and_then(|before| self.step(before, piece));
            match lines.last_mut().filter(|_| joins) {
                Some(last) => {
                    last.pitch = line.above.or(last.pitch);
                    if let Some(span) = last.spans.last_mut() {
                        span.text.push('\n');
                    }
                    last.spans.extend(line.spans);
                    last.rules.extend(line.rules);
                    last.rows += 1;
                }
                None => lines.push(line),
            }
            before = Some(piece);
        }
        for line in &mut lines {
            line.settle();
        }
        lines
    }

    /// How far a line of running text stands below the one above it, in twips.
    fn step(&self, before: &Piece, piece: &Piece) -> Option<i32> {
        let free = !before.in_table && !piece.in_table && before.is_alone && piece.is_alone;
        let same = (before.size - piece.size).abs() < 0.6;
        let distance = before.base - piece.base;
        (self.is_upright() && free && same && distance > 0.0).then(|| whole(distance * 20.0))
    }

    /// How far a line stands below the one whose sentence it goes on with, in percent of a single line.
    fn spacing(&self, before: &Piece, piece: &Piece, edges: &Edges) -> Option<u32> {
        let is_full = before.right >= edges.right - 14.0 && before.left < edges.left + 60.0;
        let begins = (piece.left - edges.left).abs() < 3.0;
        let free = !before.in_table && !piece.in_table && before.is_alone && piece.is_alone;
        let same = (before.size - piece.size).abs() < 0.6;
        let goes_on = piece.text().trim_start().starts_with(char::is_lowercase)
            && !before.text().trim_end().ends_with(['.', ';', ':']);
        let distance = before.base - piece.base;
        let is_sure = self.is_upright() && is_full && begins && free && same && goes_on;
        (is_sure && distance > 0.0)
            .then(|| whole(distance * 100.0 / (SINGLE_LINE * piece.size)))
            .and_then(|percent| u32::try_from(percent).ok())
    }

    /// The gap between the abstract of a letter and the line above it, in twips.
    fn gap_above_about(&self, piece: &Piece) -> Option<i32> {
        let text = piece.text();
        if self.order != 1 || !text.trim_start().starts_with("V/v") {
            return None;
        }
        let above = self.pieces.iter().filter(|other| {
            other.base > piece.base + SAME_BASE
                && other.left < piece.right
                && other.right > piece.left
        });
        let above = above.min_by(|a, b| a.base.total_cmp(&b.base))?;
        // Below the baseline of the one and above that of the other, single lines take so much.
        let taken = BELOW_BASE.mul_add(above.size, ABOVE_BASE * piece.size);
        Some(whole((above.base - piece.base - taken).max(0.0) * 20.0))
    }

    /// Whether a piece is the next line of the same paragraph.
    fn goes_on(&self, before: &Piece, piece: &Piece, edges: &Edges) -> bool {
        let is_full = before.right >= edges.right - 14.0 && before.left < edges.left + 60.0;
        let begins = (piece.left - edges.left).abs() < 3.0;
        let is_near = before.base - piece.base < 1.75 * piece.size && before.base > piece.base;
        let same = (before.size - piece.size).abs() < 0.6;
        let free = !before.in_table && !piece.in_table && before.is_alone && piece.is_alone;
        // A bold title that fills its line ends before the line in italics below it.
        let turns = matches!((before.slant(), piece.slant()), (Some(a), Some(b)) if a.0 != b.0 && a.1 != b.1);
        self.is_upright() && is_full && begins && is_near && same && free && !turns
    }

    fn line(&self, piece: &Piece, edges: &Edges, order: usize, section: usize) -> Line {
        let mut spans: Vec<Span> = Vec::new();
        for glyph in &piece.glyphs {
            let look = Look {
                font: Some(glyph.font.to_string()),
                half_points: half_points(glyph.size),
                bold: Some(glyph.bold),
                italic: Some(glyph.italic),
                colour: glyph.colour,
                ..Look::default()
            };
            match spans.last_mut().filter(|span| span.look == look) {
                Some(span) => span.text.push_str(&glyph.text),
                None => spans.push(Span { text: glyph.text.clone(), look }),
            }
        }
        let middle = self.size.0 / 2.0;
        let side = if piece.right < middle + 12.0 && piece.left < middle - 60.0 {
            Side::Left
        } else if piece.left > middle - 34.0 {
            Side::Right
        } else {
            Side::Whole
        };
        let is_centred = self.is_centred(piece, edges);
        // Two pieces on one baseline are two columns; one alone in the middle is a line of its own.
        let side = if piece.is_alone && is_centred { Side::Whole } else { side };
        Line {
            spans,
            side,
            in_table: piece.in_table,
            order,
            page: Some(self.order),
            section,
            place: is_centred.then_some(Place::Centre),
            first_line: self.is_upright().then(|| whole((piece.left - edges.left) * 20.0)),
            rules: self.rules(piece),
            rows: 1,
            ..Line::default()
        }
    }

    /// Whether a piece stands in the middle of the text. On a page of short items the shared edge is
    /// their indent: the margins of the decree say where the middle is, too.
    fn is_centred(&self, piece: &Piece, edges: &Edges) -> bool {
        let near = |middle: f32, left: f32| {
            (f32::midpoint(piece.left, piece.right) - middle).abs() < 8.0
                && piece.left > left + 12.0
        };
        let decree = f32::midpoint(DECREE_LEFT, self.size.0 - DECREE_RIGHT);
        near(self.middle(edges), edges.left) || (self.is_upright() && near(decree, DECREE_LEFT))
    }

    /// Drawn rules close below a piece: within its width or a little beyond, or in the middle below the
    /// short last line of an abstract, whose rule is measured by a longer line above.
    fn rules(&self, piece: &Piece) -> Vec<Drawn> {
        let is_attached = piece.is_in_brackets() && self.pieces.len() <= PIECES_MAX;
        let is_first = self.order == 1 && self.strokes.len() <= RULED_MAX;
        if piece.in_table || !(is_attached || is_first) {
            return Vec::new();
        }
        let near = self.strokes.iter().filter(|stroke| self.may_rule(piece, stroke));
        let clear = near.take(RULES_MAX).filter(|stroke| {
            !self.pieces.iter().any(|other| {
                other.base < piece.base - SAME_BASE
                    && other.base > stroke.high
                    && other.left < stroke.right
                    && other.right > stroke.left
            })
        });
        clear
            .map(|stroke| Drawn {
                length: Some(whole((stroke.right - stroke.left) * 20.0)),
                dashed: stroke.dashed,
            })
            .collect()
    }

    /// Whether a drawn line lies and stands where the rule of a piece does.
    fn may_rule(&self, piece: &Piece, stroke: &Stroke) -> bool {
        let across = stroke.right - stroke.left;
        let middles = (stroke.left + stroke.right - piece.left - piece.right).abs() / 2.0;
        let inside = stroke.left > piece.left - 20.0 && stroke.right < piece.right + 20.0;
        let in_middle = middles < RULE_MIDDLE && across < self.size.0 * RULE_SHARE;
        across > stroke.high - stroke.low
            && (inside || in_middle)
            && (0.0..RULE_BELOW).contains(&(piece.base - stroke.high))
    }
}

/// Drawn lines, each once: LibreOffice strokes a border twice.
fn distinct(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    let mut known = HashSet::with_capacity(strokes.len());
    strokes.retain(|stroke| {
        let edges = [stroke.left, stroke.right, stroke.low, stroke.high];
        known.insert((edges.map(|edge| whole(edge * STROKE_PARTS)), stroke.dashed))
    });
    strokes
}

/// Half-points, to the nearest.
fn half_points(size: f32) -> Option<u32> {
    u32::try_from(whole(size * 2.0)).ok().filter(|half| *half > 0)
}

/// Letters by baseline, then parted at gaps that no word space has.
fn pieces_of(mut glyphs: Vec<Glyph>) -> Vec<Piece> {
    glyphs.retain(|g| [g.left, g.right, g.base].iter().all(|n| n.is_finite()) && g.size > 0.5);
    glyphs.sort_by(|a, b| b.base.total_cmp(&a.base));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let fits = |row: &&mut Vec<Glyph>| row[0].base - glyph.base < SAME_BASE;
        match rows.last_mut().filter(fits) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    let mut pieces = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let parts: Vec<Vec<Glyph>> = parted(row).into_iter().flat_map(apart).collect();
        let is_alone = parts.len() == 1;
        pieces.extend(parts.into_iter().filter_map(|glyphs| piece(glyphs, is_alone)));
    }
    pieces
}

fn parted(row: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut parts: Vec<Vec<Glyph>> = Vec::new();
    for mut glyph in row {
        let last = parts.last_mut().and_then(|part| part.last_mut());
        let Some(last) = last else {
            parts.push(vec![glyph]);
            continue;
        };
        let gap = glyph.left - last.right;
        if gap > glyph.size * 1.6 {
            parts.push(vec![glyph]);
            continue;
        }
        let spaced =
            last.text.ends_with(char::is_whitespace) || glyph.text.starts_with(char::is_whitespace);
        if gap > glyph.size * 0.17 && !spaced {
            glyph.text.insert(0, ' ');
        }
        if let Some(part) = parts.last_mut() {
            part.push(glyph);
        }
    }
    parts
}

/// A long name of the issuing body may reach up to the national words: they begin a piece of their own.
fn apart(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let found = NATIONAL.iter().find_map(|words| text.find(words)).filter(|at| *at > 0);
    let Some(at) = found else { return vec![glyphs] };
    let mut seen = 0;
    let split = glyphs.iter().position(|glyph| {
        seen += glyph.text.len();
        seen > at
    });
    let right = glyphs.split_off(split.unwrap_or(glyphs.len()));
    vec![glyphs, right]
}

fn piece(glyphs: Vec<Glyph>, is_alone: bool) -> Option<Piece> {
    let inked = || glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    let left = inked().map(|glyph| glyph.left).reduce(f32::min)?;
    let right = inked().map(|glyph| glyph.right).reduce(f32::max)?;
    let base = inked().map(|glyph| glyph.base).reduce(f32::min)?;
    let size = inked().map(|glyph| glyph.size).reduce(f32::max)?;
    Some(Piece { glyphs, left, right, base, size, is_alone, in_table: false })
}
