//! What a unit is asked for: by its level, its rows, and whether somebody below enters it.

use std::collections::BTreeSet;

use domain::{
    check::Place,
    consolidation::{is_entered_at, is_filled_from_below},
    form::{Column, Form, FormBody, Heading, Level, Row, RowKind, Table},
};
use exchange::workbook::{ANSWER, WORDS};

/// The level of administration on which a unit enters figures.
pub fn level_of(unit_kind: &str) -> Level {
    match unit_kind {
        "district" => Level::District,
        "commune" => Level::Commune,
        _ => Level::Province,
    }
}

/// Whether a unit is asked for a cell: its level's columns, and single figures of its own.
pub fn is_asked(table: &Table, row_code: &str, column_code: &str, unit: (&str, &str)) -> bool {
    let Some(row) = table.row(row_code) else { return false };
    let Some(column) = table.column(column_code) else { return false };
    asks(table, row, column, unit)
}

fn asks(table: &Table, row: &Row, column: &Column, (kind, key): (&str, &str)) -> bool {
    use domain::form::Travel;
    if column.formula.is_some() || row.not_applicable.contains(&column.code) {
        return false;
    }
    let level = level_of(kind);
    let by_row =
        match &row.travel {
            Travel::Sum { districts, provincial_bodies } => {
                if matches!(kind, "district" | "commune") { *districts } else { *provincial_bodies }
            }
            Travel::Single { provider } => provider == key,
            Travel::Derived => false,
        };
    // Only a district files for those below it; a body of the province says what is its own.
    let is_filled =
        || level == Level::District && is_filled_from_below(table, row, &column.code, level);
    by_row && (is_entered_at(&column.entered_by, level) || is_filled())
}

/// Every cell that a unit is asked for; of an outline its headings with words and answer.
pub fn asked(form: &Form, unit: (&str, &str)) -> BTreeSet<Place> {
    match &form.body {
        FormBody::Table(table) => {
            let elements = table.rows.iter().filter(|r| r.kind == RowKind::Element);
            let places = elements.flat_map(|r| table.columns.iter().map(move |c| (r, c)));
            places
                .filter(|(row, column)| asks(table, row, column, unit))
                .map(|(row, column)| (row.code.clone(), column.code.clone()))
                .collect()
        }
        FormBody::Narrative(headings) => headings
            .iter()
            .flat_map(|heading| {
                let words = is_writable(headings, heading).then_some(WORDS);
                let answer = heading.checklist.then_some(ANSWER);
                let place = |column: &str| (heading.code.clone(), column.to_owned());
                words.into_iter().chain(answer).map(place)
            })
            .collect(),
    }
}

/// A heading with others under it only gathers them.
pub fn is_writable(headings: &[Heading], heading: &Heading) -> bool {
    let at = headings.iter().position(|h| h.code == heading.code).unwrap_or(0);
    headings.get(at + 1).is_none_or(|next| next.depth <= heading.depth)
}
