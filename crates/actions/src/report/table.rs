//! A form with its figures as a printed table.

use std::collections::BTreeMap;

use documents::{
    layout::{TEXT_WIDTH_LANDSCAPE_MM, TEXT_WIDTH_MM},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{
    check::{Figures, Place},
    form::{Column, Form, RowKind, Table, ValueType, merged_headers},
    masking::MASK,
};
use rust_decimal::Decimal;

/// What the printed table needs beside the form itself.
pub(super) struct Printed<'a> {
    pub form: &'a Form,
    pub table: &'a Table,
    pub figures: &'a Figures,
    /// Texts typed in text columns.
    pub texts: BTreeMap<Place, String>,
    /// Places that hold an estimate.
    pub estimates: Vec<Place>,
    pub notes: Vec<String>,
}

/// Width of the columns of number and name in millimetres.
const NUMBER_MM: u16 = 11;
const NAME_MM: u16 = 62;
/// Columns of figures that a page that stands has room for.
const UPRIGHT_MAX: usize = 6;

/// Columns that hold something, or all where nothing is known yet.
fn columns<'a>(printed: &Printed<'a>) -> Vec<&'a Column> {
    let table = printed.table;
    let holds = |column: &&Column| {
        table.rows.iter().any(|row| {
            let place = (row.code.clone(), column.code.clone());
            printed.figures.get(&printed.form.code, &row.code, &column.code).is_some()
                || printed.figures.is_hidden(&printed.form.code, &row.code, &column.code)
                || printed.texts.contains_key(&place)
        })
    };
    let found: Vec<&Column> = table.columns.iter().filter(holds).collect();
    if found.is_empty() { table.columns.iter().collect() } else { found }
}

/// Whether the table is too wide for a portrait page.
pub(super) fn is_wide(printed: &Printed<'_>) -> bool {
    columns(printed).len() > UPRIGHT_MAX
}

/// Sets the form out as a table with merged headings and column numbers.
pub(super) fn block(printed: &Printed<'_>) -> TableBlock {
    let columns = columns(printed);
    let shape: Vec<(u16, Alignment)> = [(NUMBER_MM, Alignment::Center), (NAME_MM, Alignment::Left)]
        .into_iter()
        .chain(columns.iter().map(|column| {
            let width = u16::try_from(column.width_mm).unwrap_or(14).max(12);
            let text = column.value_type == ValueType::Text;
            (width, if text { Alignment::Left } else { Alignment::Right })
        }))
        .collect();
    let mut block = TableBlock::new(&shape);
    block.unit_label = (!printed.table.unit_label.is_empty())
        .then(|| format!("Đơn vị tính: {}", printed.table.unit_label));
    block.header = header(&columns);
    block.rows = printed
        .table
        .rows
        .iter()
        .map(|row| match row.kind {
            RowKind::Section => {
                let title = [row.number.as_str(), row.label.as_str()];
                let span = u16::try_from(columns.len()).unwrap_or(1) + 2;
                Row::section(joined(title), span)
            }
            RowKind::Element => Row::normal(cells(row, &columns, printed)),
            RowKind::Total { .. } => Row::total(cells(row, &columns, printed)),
        })
        .collect();
    block.notes.clone_from(&printed.notes);
    let is_wide = columns.len() > UPRIGHT_MAX;
    block.widen(1, if is_wide { TEXT_WIDTH_LANDSCAPE_MM } else { TEXT_WIDTH_MM });
    block
}

fn joined(words: [&str; 2]) -> String {
    let mut title = words[0].to_owned();
    if !title.is_empty() && !words[1].is_empty() {
        title.push_str(". ");
    }
    title + words[1]
}

fn header(columns: &[&Column]) -> Vec<Vec<HeaderCell>> {
    let merged = merged_headers(columns);
    let size = |count: usize| u16::try_from(count).unwrap_or(1);
    let depth = size(merged.len());
    let mut header: Vec<Vec<HeaderCell>> = merged
        .into_iter()
        .map(|line| {
            line.into_iter()
                .map(|cell| HeaderCell::spanning(cell.text, size(cell.columns), size(cell.rows)))
                .collect()
        })
        .collect();
    if let Some(first) = header.first_mut() {
        let names = ["TT", "Nội dung"].map(|name| HeaderCell::spanning(name, 1, depth));
        first.splice(0..0, names);
    }
    let numbers = (1..=columns.len()).map(|number| HeaderCell::new(format!("({number})")));
    header.push(["(A)", "(B)"].map(HeaderCell::new).into_iter().chain(numbers).collect());
    header
}

fn cells(row: &domain::form::Row, columns: &[&Column], printed: &Printed<'_>) -> Vec<Cell> {
    let label = if row.unit_label.is_empty() || row.unit_label == printed.table.unit_label {
        row.label.clone()
    } else {
        format!("{} ({})", row.label, row.unit_label)
    };
    let mut cells = vec![Cell::text(row.number.clone()), Cell::text(label)];
    cells.extend(columns.iter().map(|column| cell(row, column, printed)));
    cells
}

fn cell(row: &domain::form::Row, column: &Column, printed: &Printed<'_>) -> Cell {
    let place = (row.code.clone(), column.code.clone());
    if row.not_applicable.contains(&column.code) {
        return Cell::text("x");
    }
    if printed.figures.is_hidden(&printed.form.code, &row.code, &column.code) {
        return Cell::text(MASK);
    }
    if let Some(text) = printed.texts.get(&place) {
        return Cell::text(text.clone());
    }
    let Some(value) = printed.figures.get(&printed.form.code, &row.code, &column.code) else {
        return Cell::empty();
    };
    if printed.estimates.contains(&place) {
        let words = column.print_to(value, places(printed));
        return Cell::text(format!("{words} (ước)"));
    }
    match (column.value_type, column.fixed_places()) {
        (_, Some(fixed)) => Cell::figure_to(value, fixed),
        (ValueType::Money, _) => Cell::figure_to(millions(value), places(printed)),
        (ValueType::YesNo | ValueType::Text, _) => Cell::text(column.print(value)),
        _ => Cell::figure(value),
    }
}

/// Đồng as millions of đồng, to a hundred đồng.
fn millions(value: Decimal) -> Decimal {
    (value / Decimal::from(1_000_000)).round_dp(4)
}

/// Places behind the comma that all money of a table shows: as many as its finest figure needs, so that what
/// was planned and what was spent read alike.
fn places(printed: &Printed<'_>) -> u32 {
    let (code, table) = (&printed.form.code, printed.table);
    let money = table.columns.iter().filter(|column| column.value_type == ValueType::Money);
    let held = money.flat_map(|column| {
        table.rows.iter().filter_map(|row| printed.figures.get(code, &row.code, &column.code))
    });
    held.map(|value| millions(value).normalize().scale()).max().unwrap_or(0)
}
