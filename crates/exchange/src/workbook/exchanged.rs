//! Columns that changed places: figures stand under what a person reads over them, whatever the hidden keys
//! say; where nobody can tell whose they are, they are not taken.

use std::collections::BTreeSet;

use domain::{
    fold::fold,
    mapping::{Header, POINTS_MIN, Sex},
};

use super::{
    grid::Sheet,
    headers::{Headers, above},
    map::Map,
    shape::{Shape, ShapeColumn},
};

/// A column of the sheet whose header names another column of the form than the one it was taken for.
#[derive(Debug, Clone, Copy)]
struct Moved {
    of: usize,
    column: u32,
    /// The column of the form that the header names.
    named: usize,
    /// By the very words, or women where men were: then it is not taken unless it finds its place. Else the
    /// header may as well be typed anew, and counts only where columns name each other.
    is_plain: bool,
}

/// Puts columns under the headers that name them, where each is there once.
pub(super) fn exchanged(sheet: &Sheet, shape: &Shape<'_>, map: &mut Map) {
    let Some(rows) = above(sheet, map) else { return };
    let name = map.names.iter().max().copied().unwrap_or(0);
    let headers = Headers::of(sheet, rows, name);
    let placed = map.columns.iter().map(|(of, column)| (*of, *column));
    let found = placed.filter_map(|(of, column)| moved(shape, of, (column, &headers.path(column))));
    let moved = settled(found.collect());
    for one in &moved {
        map.columns.remove(&one.of);
    }
    for one in &moved {
        let is_once = moved.iter().filter(|other| other.named == one.named).count() == 1;
        if is_once && !map.columns.contains_key(&one.named) {
            map.columns.insert(one.named, one.column);
        }
    }
    let taken: BTreeSet<u32> = map.columns.values().copied().collect();
    let left = moved.into_iter().map(|one| one.column);
    map.exchanged = left.filter(|column| !taken.contains(column)).collect();
}

/// A column whose header names another one.
fn moved(shape: &Shape<'_>, of: usize, (column, path): (u32, &[String])) -> Option<Moved> {
    let own = &shape.columns[of];
    let shown = fold(path.last()?);
    let leaf = |column: &ShapeColumn<'_>| column.headers.last().map_or(String::new(), |h| fold(h));
    let moved = |named: usize, is_plain: bool| Some(Moved { of, column, named, is_plain });
    let header = Header::of(path);
    let points = |at: usize| header.likeness(&Header::of(&shape.columns[at].headers));
    let others = || (0..shape.columns.len()).filter(move |at| *at != of);
    if shown.is_empty() {
        return None;
    }
    if shown == leaf(own) {
        // The same word under another group: "Cấp huyện, Tổng số" over the column of "Cấp tỉnh, Tổng số".
        let headers = |at: usize| &shape.columns[at].headers;
        let is_whole = |at: usize| path.len() == headers(at).len() && ends(path, headers(at));
        let is_grouped = path.len() > 1 && !ends(path, headers(of));
        let named = others().find(|at| is_grouped && is_whole(*at));
        return named.and_then(|named| moved(named, true));
    }
    // Of several columns with this name the one whose further headers fit, too.
    let same = others().filter(|at| leaf(&shape.columns[*at]) == shown);
    if let Some(named) = same.max_by_key(|at| (points(*at), usize::MAX - at)) {
        return moved(named, true);
    }
    let sexes = (Sex::of(path.last()?), own.headers.last().and_then(|header| Sex::of(header)));
    let is_contrary = matches!(sexes, (Some(one), Some(other)) if one != other);
    if !is_contrary && points(of) >= POINTS_MIN {
        return None;
    }
    let likest = others().max_by_key(|at| (points(*at), usize::MAX - at))?;
    (is_contrary || points(likest) >= POINTS_MIN).then_some(())?;
    moved(likest, is_contrary)
}

/// Whether the words over a column end as the headers of the form's do.
fn ends(path: &[String], headers: &[&str]) -> bool {
    let skipped = path.len().checked_sub(headers.len());
    skipped.is_some_and(|skipped| {
        path[skipped..].iter().zip(headers).all(|(shown, header)| fold(shown) == fold(header))
    })
}

/// Without those that may be mere new words: nothing stands in their place, or they would stand in none.
fn settled(mut moved: Vec<Moved>) -> Vec<Moved> {
    loop {
        let stays = |one: &Moved| {
            let leaves = moved.iter().any(|other| other.of == one.named);
            let comes = moved.iter().any(|other| other.named == one.of);
            one.is_plain || (leaves && comes)
        };
        let kept: Vec<Moved> = moved.iter().copied().filter(stays).collect();
        if kept.len() == moved.len() {
            return kept;
        }
        moved = kept;
    }
}
