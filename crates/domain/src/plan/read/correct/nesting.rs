//! An item moved a level in or out, or joined to the one before it, before its words are read.

use super::{
    super::{LineUse, ReadItem, lines::join},
    Emendation, Field,
};

/// Where an item goes. Its anchor stays, so that all else set right in it keeps its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Under the item before it that stands beside it.
    In,
    /// Beside the item above it; what follows it there hangs under it.
    Out,
    /// It only goes on with the item before it.
    Joined,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 3] = [Self::In, Self::Out, Self::Joined];

    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Joined => "joined",
        }
    }

    /// The official words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::In => "vào trong một cấp",
            Self::Out => "ra ngoài một cấp",
            Self::Joined => "nối vào mục ngay trước",
        }
    }

    /// The move of a key.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Moves the items and gives the corrections that found none to move.
pub(in super::super) fn apply(
    items: &mut Vec<ReadItem>,
    usage: &mut [LineUse],
    corrections: &[Emendation],
) -> Vec<Emendation> {
    let place = |items: &[ReadItem], correction: &Emendation| {
        items.iter().position(|item| item.anchor == correction.anchor)
    };
    let mut moves: Vec<&Emendation> =
        corrections.iter().filter(|correction| correction.field == Field::Nesting).collect();
    // From above to below, joined ones last: a move never changes the place of one still to come.
    let joined = |correction: &Emendation| correction.value.trim() == Move::Joined.code();
    moves.sort_by_key(|correction| (joined(correction), place(items, correction)));
    let mut without_place = Vec::new();
    for correction in moves {
        let typed = correction.value.trim();
        if typed.is_empty() {
            continue;
        }
        let moved = place(items, correction)
            .zip(Move::from_code(typed))
            .and_then(|(at, way)| set(items, usage, at, way));
        if moved.is_none() {
            without_place.push(correction.clone());
        }
    }
    for at in 0..items.len() {
        items[at].depth = items[at].parent.map_or(0, |parent| items[parent].depth + 1);
    }
    without_place
}

/// Nothing where there is no item to hang under, stand beside or go on with.
fn set(items: &mut Vec<ReadItem>, usage: &mut [LineUse], at: usize, way: Move) -> Option<()> {
    let parent = items[at].parent;
    match way {
        Move::In => {
            let beside = (0..at).rev().find(|before| items[*before].parent == parent)?;
            items[at].parent = Some(beside);
        }
        Move::Out => {
            let above = parent?;
            items[at].parent = items[above].parent;
            for item in items.iter_mut().skip(at + 1).filter(|item| item.parent == parent) {
                item.parent = Some(at);
            }
        }
        Move::Joined => {
            let before = at.checked_sub(1)?;
            take_in(items, usage, before);
        }
    }
    Some(())
}

/// Puts the item behind `at` into it; what hung under that hangs under it now.
fn take_in(items: &mut Vec<ReadItem>, usage: &mut [LineUse], at: usize) {
    let taken = items.remove(at + 1);
    let words = format!("{} {}", taken.mark, taken.words().replace('\n', " "));
    let item = &mut items[at];
    item.lines.last = item.lines.last.max(taken.lines.last);
    let into = if item.text.is_empty() { &mut item.title } else { &mut item.text };
    join(into, words.trim());
    if let Some(cell) = item.cells.last_mut() {
        join(cell, words.trim());
    }
    let moved = |index: usize| if index > at { index - 1 } else { index };
    for item in items.iter_mut() {
        item.parent = item.parent.map(moved);
    }
    for usage in usage {
        if let LineUse::Item(index) = usage {
            *index = moved(*index);
        }
    }
}
