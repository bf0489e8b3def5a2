//! Districts side by side, beside the table of their province: what is hidden so that no small count follows
//! from them all together.
//!
//! Districts are taken in small groups, and the sums of every other group are held to be known. So nothing
//! that is shown outside a group tells more of its cells than has been reckoned with inside, and each group
//! is small enough to be solved. The first group stands beside the province's own table with the cells that
//! are hidden there, which must not follow from the districts either.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    Relation, Sheet, escape::Ways, exposed, is_small, masked_beside, relation::scaled, take_out,
};
use crate::{
    amount::Amount,
    check::Figures,
    form::{Form, Row, RowKind, Table, Travel},
};

/// Districts that a group begins with: each small count finds others to hide behind.
const TOGETHER: usize = 2;

/// Hides in the districts' figures of a sensitive form what must not be read, beside the figures of their
/// province as these are shown. Rows that bodies of the province feed, too, are hidden whole: what they add
/// to a district's sum is not told.
pub fn hide_districts(form: &Form, whole: &Figures, districts: &mut BTreeMap<String, Figures>) {
    let Some(table) = form.table().filter(|table| table.sensitive) else { return };
    let held: Vec<_> = districts
        .values_mut()
        .map(|figures| {
            figures.previous.remove(&form.code);
            figures.current.get(&form.code).cloned().unwrap_or_default()
        })
        .collect();
    let sheets: Vec<Sheet<'_>> = held.iter().map(|cells| Sheet::of(form, table, cells)).collect();
    let Some(first) = sheets.first() else { return };
    let fed = fed(table);
    let mut at: Vec<_> = first.at.iter().collect();
    at.sort_by_key(|(_, at)| **at);
    let cell = |((row, column), at): (&(&str, &str), &usize)| Total {
        fed: fed.get(row).copied().unwrap_or(Fed::Elsewhere),
        scaled: sheets.iter().map(|sheet| scaled(sheet.values[*at])).sum(),
        is_hidden: whole.is_hidden(&form.code, row, column),
        is_computed: table.column(column).is_some_and(|column| column.formula.is_some()),
    };
    let province: Vec<Total> = at.into_iter().map(cell).collect();
    let hidden: BTreeMap<usize, Vec<bool>> = solve(&sheets, &province).into_iter().collect();
    for (order, figures) in districts.values_mut().enumerate() {
        let whole_table = vec![true; province.len()];
        let hidden = hidden.get(&order).unwrap_or(&whole_table);
        take_out((form, table), figures, first.places(hidden));
    }
}

/// Who gives what a row adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fed {
    ByDistricts,
    /// Bodies of the province, too.
    Shared,
    /// Not added up from districts.
    Elsewhere,
}

fn fed(table: &Table) -> BTreeMap<&str, Fed> {
    let travelled = |row: &Row| match row.travel {
        Travel::Sum { districts: true, provincial_bodies: false } => Fed::ByDistricts,
        Travel::Sum { .. } => Fed::Shared,
        _ => Fed::Elsewhere,
    };
    let alone = |code: &str| {
        let part = table.row(code).filter(|part| part.kind == RowKind::Element);
        part.map_or(Fed::Shared, travelled)
    };
    let by = |row: &Row| match &row.kind {
        RowKind::Total { of } => {
            let mut parts = of.iter().map(|part| alone(part));
            let first = parts.next().unwrap_or(Fed::Elsewhere);
            // Of rows of two kinds the sum is told as carefully as of the more careful one.
            if parts.all(|by| by == first) { first } else { Fed::Shared }
        }
        _ => travelled(row),
    };
    table.rows.iter().map(|row| (row.code.as_str(), by(row))).collect()
}

/// A cell of the province's table.
struct Total {
    fed: Fed,
    /// The sum of all districts.
    scaled: i128,
    is_hidden: bool,
    is_computed: bool,
}

/// What each district hides, by its order. A group that cannot keep its counts takes in another one; where
/// all districts together cannot, nothing is found.
fn solve(sheets: &[Sheet<'_>], province: &[Total]) -> Vec<(usize, Vec<bool>)> {
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    let small = |at: usize| sheets[at].values.iter().flatten().filter(|v| is_small(**v)).count();
    // Those with small counts hide them behind each other's, and the others show what they have.
    order.sort_by_key(|at| Reverse(small(*at)));
    let mut waiting: Vec<Vec<usize>> = order.chunks(TOGETHER).map(<[usize]>::to_vec).collect();
    if waiting.len() > 1 && !sheets.len().is_multiple_of(TOGETHER) {
        // One alone would have its own figures as the sum of its group.
        let rest = waiting.pop().unwrap_or_default();
        waiting.last_mut().into_iter().for_each(|group| group.extend(&rest));
    }
    waiting.reverse();
    let mut solved: Vec<(usize, Vec<bool>)> = Vec::new();
    while let Some(mut group) = waiting.pop() {
        if let Some(hidden) = keep(sheets, &group, province, solved.is_empty()) {
            solved.extend(group.into_iter().zip(hidden));
            continue;
        }
        match waiting.pop() {
            Some(next) => group.extend(next),
            None if solved.is_empty() => return solved,
            // The last one joins all others: nothing is held to be known of them any more.
            None => group.extend(solved.drain(..).map(|(at, _)| at)),
        }
        waiting.push(group);
    }
    solved
}

/// What a group hides so that no small count is told, of its own or, beside it, of the province; nothing
/// where that cannot be.
fn keep(
    sheets: &[Sheet<'_>],
    group: &[usize],
    province: &[Total],
    is_beside: bool,
) -> Option<Vec<Vec<bool>>> {
    let size = province.len();
    let end = group.len() * size;
    let (mut values, mut relations) = (Vec::new(), Vec::new());
    for (order, at) in group.iter().enumerate() {
        values.extend(&sheets[*at].values);
        relations.extend(sheets[*at].relations.iter().map(|held| held.behind(order * size)));
    }
    let closed = province.iter().map(|total| (total.fed == Fed::Shared).then_some(true));
    let mut settled: Vec<Option<bool>> = closed.cycle().take(end).collect();
    if is_beside {
        let total = |total: &Total| i64::try_from(total.scaled).ok().map(Amount::from_scaled);
        values.extend(province.iter().map(total));
        settled.extend(province.iter().map(|total| Some(total.is_hidden)));
        relations.extend(sheets[group[0]].relations.iter().map(|held| held.behind(end)));
    }
    let added = province.iter().enumerate();
    for (cell, total) in added.filter(|(_, t)| t.fed == Fed::ByDistricts && !t.is_computed) {
        let mut terms: Vec<(usize, i128)> =
            (0..group.len()).map(|order| (order * size + cell, 1)).collect();
        let sum: i128 = group.iter().map(|at| scaled(sheets[*at].values[cell])).sum();
        // Of the others' sums all is held to be known: beside the province it is the total less this group's.
        let constant = if is_beside { total.scaled - sum } else { -sum };
        if is_beside {
            terms.push((end + cell, -1));
        }
        relations.push(Relation { terms, constant, exact: true });
    }
    // Of many tables together it is not enough that no way is found in: one out must be.
    let told = |hidden: &[bool]| {
        exposed(&values, &relations, hidden).or_else(|| held(&values, &relations, hidden))
    };
    let hidden = masked_beside((&values, &settled), &relations, &told);
    told(&hidden)
        .is_none()
        .then(|| hidden[..end].chunks(size.max(1)).map(<[bool]>::to_vec).collect())
}

/// The first hidden small count for which no other figures are found that agree with what is shown.
fn held(values: &[Option<Amount>], relations: &[Relation], hidden: &[bool]) -> Option<usize> {
    let small = |cell: &usize| hidden[*cell] && values[*cell].is_some_and(is_small);
    let mut small = (0..values.len()).filter(small).peekable();
    small.peek()?;
    let ways = Ways::of(values, relations, hidden);
    small.find(|cell| !ways.let_go(*cell))
}
