//! Where the text of a PDF begins and ends: what most lines share.

use std::collections::HashMap;

use super::{lines::Page, whole};
use crate::decree::page;

/// Points in a millimetre.
const POINTS_PER_MM: f32 = 2.834_646;
/// Lines that must share an edge before it counts.
const SHARED_MIN: usize = 8;
/// Millimetres by which ink may miss its margin: letters have white sides.
const SLACK_MM: f32 = 1.2;

/// Edges of the text of upright pages, in points from the left.
#[derive(Debug)]
pub(super) struct Edges {
    pub(super) left: f32,
    pub(super) right: f32,
    is_left_sure: bool,
    is_right_sure: bool,
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
    for row in pages.iter().filter(|page| page.is_upright()).flat_map(Page::running_rows) {
        *lefts.entry(whole(row.0)).or_insert(0_usize) += 1;
        *rights.entry(whole(row.1)).or_insert(0_usize) += 1;
    }
    let most = |counts: &HashMap<i32, usize>| {
        let found = counts.iter().max_by_key(|(edge, count)| (**count, **edge));
        found.map(|(edge, count)| (*edge, *count))
    };
    let width = pages.first().map_or(595.0, |page| page.size.0);
    let (left, left_count) = most(&lefts).unwrap_or((85, 0));
    let (right, right_count) = most(&rights).unwrap_or((whole(width - 42.5), 0));
    let sure = |count: usize| count >= SHARED_MIN;
    Edges {
        left: if sure(left_count) { points(left) } else { 85.0 },
        right: if sure(right_count) { points(right) } else { width - 42.5 },
        is_left_sure: sure(left_count),
        is_right_sure: sure(right_count),
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
