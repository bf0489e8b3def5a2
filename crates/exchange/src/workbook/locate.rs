//! Which sheet of a file holds which form: by its stamp, by hidden keys, by the names of its rows.

use std::collections::BTreeSet;

use domain::fold::fold;

use super::{
    grid::Sheet,
    seal::{self, Spotted},
    shape::Shape,
};

/// The sheet of each form, and further sheets that claim to be the same form.
pub(super) struct Located {
    /// By form: number of the sheet.
    pub sheets: Vec<Option<usize>>,
    /// Each with the form that it claims.
    pub doubles: Vec<(usize, usize)>,
    /// Sheets of ours that hold nothing to enter.
    pub silent: BTreeSet<usize>,
}

/// Finds the sheets of forms.
pub(super) fn locate(sheets: &[Sheet], stamps: &[Spotted], shapes: &[Shape<'_>]) -> Located {
    let mut located =
        Located { sheets: vec![None; shapes.len()], doubles: Vec::new(), silent: BTreeSet::new() };
    for (at, (sheet, stamp)) in sheets.iter().zip(stamps).enumerate() {
        let form = stamp.as_ref().map(|(_, stamp)| stamp.form.as_str());
        if sheet.name == seal::SHEET || form == Some("") || sheet.cells.is_empty() {
            located.silent.insert(at);
            continue;
        }
        let Some(of) = form.and_then(|code| shapes.iter().position(|s| s.form.code == code)) else {
            continue;
        };
        match located.sheets[of] {
            // Of a page and its copy the one that somebody went on filling.
            Some(first) if sheet.cells.len() > sheets[first].cells.len() => {
                located.doubles.push((first, of));
                located.sheets[of] = Some(at);
            }
            Some(_) => located.doubles.push((at, of)),
            None => located.sheets[of] = Some(at),
        }
    }
    for (of, shape) in shapes.iter().enumerate() {
        if located.sheets[of].is_none() {
            let free = (0..sheets.len()).filter(|at| {
                stamps[*at].is_none()
                    && !located.silent.contains(at)
                    && !located.sheets.contains(&Some(*at))
            });
            let best = free.map(|at| (likeness(&sheets[at], shape), at)).max();
            located.sheets[of] = best.filter(|(likeness, _)| *likeness > 0).map(|(_, at)| at);
        }
    }
    located
}

/// How many rows of the form a sheet has; nothing below half of them.
fn likeness(sheet: &Sheet, shape: &Shape<'_>) -> usize {
    let prefix = format!("{}/", shape.form.code);
    let keys = sheet.cells.values().filter(|c| c.text().starts_with(&prefix)).count();
    if keys > 0 {
        return keys + shape.rows.len();
    }
    let texts: BTreeSet<String> = sheet.cells.values().map(|c| fold(c.text())).collect();
    let named: BTreeSet<String> = shape.rows.iter().map(|row| fold(&row.label)).collect();
    let found = named.intersection(&texts).count();
    if found * 2 >= named.len() && found >= 2 { found } else { 0 }
}
