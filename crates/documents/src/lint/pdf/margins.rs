//! Where the text of a PDF begins and ends: what most lines share.

use std::collections::HashMap;

use super::{lines::Page, whole};
use crate::decree::page;

/// Points in a millimetre.
const POINTS_PER_MM: f32 = 2.834_646;
/// Lines that must share an edge before it is taken as the edge of the text.
const SEEN_MIN: usize = 3;
/// Lines that must share an edge before it is judged as a margin.
const SHARED_MIN: usize = 8;
/// Long lines that must share their right edge: justified text does so to the point.
const RIGHT_SHARED_MIN: usize = 4;
/// Part of the paper's width from which a line is long.
const LONG_SHARE: f32 = 0.55;
/// Part of the most frequent edge's lines that another edge needs, as a divisor.
const SHARE_OF_MOST: usize = 4;
/// Millimetres by which ink may miss its margin: letters have white sides.
const SLACK_MM: f32 = 1.2;

/// Millimetres by which the first ink may stand below the margin: white above capitals, a wide line, the gap
/// of a paragraph.
const TOP_SLACK_MM: f32 = 7.0;
/// The same above the lower margin: a line, and a second one that would stand alone.
const BOTTOM_SLACK_MM: f32 = 14.0;
/// Pages whose last paragraph goes on before their lower margin is judged.
const FULL_PAGES_MIN: usize = 3;

/// Edges of the text of upright pages, in points from the left.
#[derive(Debug)]
pub(super) struct Edges {
    pub(super) left: f32,
    pub(super) right: f32,
    is_left_sure: bool,
    is_right_sure: bool,
    /// Whether the left edge is that of lines that go on, which have no indent.
    pub(super) is_left_margin: bool,
}

/// Margins in twips; only what is surely out of its range.
#[derive(Debug, Default)]
pub(super) struct Suspicious {
    pub(super) top: Option<i32>,
    pub(super) bottom: Option<i32>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
}

/// Finds the edges that most lines of upright pages share.
pub(super) fn edges(pages: &[Page]) -> Edges {
    let (mut lefts, mut rights) = (HashMap::new(), HashMap::new());
    for page in pages.iter().filter(|page| page.is_upright()) {
        for (left, right) in page.rows() {
            *lefts.entry(whole(left)).or_insert(0_usize) += 1;
            // A line that ends early says nothing of the right edge.
            if right - left > page.size.0 * LONG_SHARE {
                *rights.entry(whole(right)).or_insert(0_usize) += 1;
            }
        }
    }
    // A page of short indented items has its indent more often than its margin: the outermost edge
    // that several lines share counts, not the most frequent.
    let outermost = |counts: &HashMap<i32, usize>, outward: i32| {
        let most = counts.values().copied().max().unwrap_or(0);
        let shared =
            counts.iter().filter(|(_, count)| **count * SHARE_OF_MOST >= most && **count > 1);
        let edge = shared.map(|(edge, _)| *edge).max_by_key(|edge| *edge * outward)?;
        let near = |other: &i32| (*other - edge).abs() <= 1;
        Some((edge, counts.iter().filter(|(other, _)| near(other)).map(|(_, count)| count).sum()))
    };
    let width = pages.first().map_or(595.0, |page| page.size.0);
    let (left, left_count) = outermost(&lefts, -1).unwrap_or((85, 0));
    let (right, right_count) = outermost(&rights, 1).unwrap_or((whole(width - 42.5), 0));
    let sure = |count: usize| count >= SHARED_MIN;
    let going_on = pages.iter().filter(|page| page.is_upright()).flat_map(Page::going_on);
    let at_edge = going_on.filter(|at| (at - points(left)).abs() < 2.0).count();
    Edges {
        is_left_margin: at_edge >= SHARED_MIN,
        left: if left_count >= SEEN_MIN { points(left) } else { 85.0 },
        right: if right_count >= SEEN_MIN { points(right) } else { width - 42.5 },
        is_left_sure: sure(left_count),
        is_right_sure: right_count >= RIGHT_SHARED_MIN,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
const fn points(whole: i32) -> f32 {
    whole as f32
}

impl Edges {
    /// Margins of the section that begins on a page.
    pub(super) fn suspicious(&self, page: &Page) -> Suspicious {
        if !page.is_upright() {
            return Suspicious::default();
        }
        let (width, height) = page.size;
        let outside = |points: f32, least: u16, most: Option<u16>| {
            let millimetres = points / POINTS_PER_MM;
            let low = millimetres < f32::from(least) - SLACK_MM;
            let high = most.is_some_and(|most| millimetres > f32::from(most) + SLACK_MM);
            (low || high).then(|| whole(points * 20.0))
        };
        let (top, bottom) = page.ink_edges();
        let left = outside(self.left, *page::LEFT_MM.start(), Some(*page::LEFT_MM.end()));
        let right =
            outside(width - self.right, *page::RIGHT_MM.start(), Some(*page::RIGHT_MM.end()));
        Suspicious {
            // A page may end early: only ink too near the edge is sure.
            top: top.and_then(|top| outside(height - top, *page::TOP_MM.start(), None)),
            bottom: bottom.and_then(|low| outside(low, *page::BOTTOM_MM.start(), None)),
            left: left.filter(|_| self.is_left_sure),
            right: right.filter(|_| self.is_right_sure),
        }
    }
}

/// Margins above and below the text of a section that are surely too wide, in twips: no page of it begins
/// higher, and none whose last paragraph goes on ends lower.
pub(super) fn room(pages: &[Page], edges: &Edges) -> (Option<i32>, Option<i32>) {
    if !pages.iter().all(Page::is_upright) {
        return (None, None);
    }
    let above = pages.iter().filter_map(|page| Some(page.size.1 - page.ink_edges().0?));
    let goes_on = |pair: &&[Page]| pair[0].runs_on(&pair[1], edges);
    let full: Vec<&Page> = pages.windows(2).filter(goes_on).map(|pair| &pair[0]).collect();
    let below = full.iter().filter_map(|page| page.ink_edges().1);
    let wide = |points: Option<f32>, most: u16, slack: f32| {
        let points = points?;
        (points / POINTS_PER_MM > f32::from(most) + slack).then(|| whole(points * 20.0))
    };
    let top = wide(above.reduce(f32::min), *page::TOP_MM.end(), TOP_SLACK_MM);
    let bottom = wide(below.reduce(f32::min), *page::BOTTOM_MM.end(), BOTTOM_SLACK_MM);
    (top, bottom.filter(|_| full.len() >= FULL_PAGES_MIN))
}
