//! From a part with its figures to the grid a page prints: merged headers, cells, findings under rows.

use std::collections::BTreeMap;

use crate::view::{
    entry::{CellKind, CellStatus, Gravity, GridCell, GridFinding, GridRow, GridTable, RowShape},
    table::HeadCell,
};
use actions::part::{
    AskedUnit, Part, is_asked, level_of,
    share::{holding_of, signed},
};
use domain::{
    amount::Amount,
    cell::CellStatus as Status,
    check::Place,
    consolidation::is_entered_at,
    finding::Finding,
    form::{Column, Form, Level, Row, RowKind, Severity, Table, ValueType, merged_headers},
    org_unit::OrgUnitKind,
    share::{Holding, Share},
    slip::{self, Slip},
    submission::{earlier_sentence, sentence_of},
};
use rust_decimal::Decimal;

/// Header rows of a table: equal leading parts of the columns' headers are merged.
pub fn head(columns: &[&Column], first: &[HeadCell; 2]) -> Vec<Vec<HeadCell>> {
    let merged = merged_headers(columns);
    let rows = u32::try_from(merged.len()).unwrap_or(1);
    let mut head: Vec<Vec<HeadCell>> = Vec::with_capacity(merged.len());
    for (level, line) in merged.into_iter().enumerate() {
        let mut cells = Vec::with_capacity(line.len() + 2);
        if level == 0 {
            cells.extend(first.clone().map(|cell| {
                let columns = cell.columns;
                cell.spanning(columns, rows)
            }));
        }
        for merged in line {
            let column = columns[merged.at];
            let size = |count: usize| u32::try_from(count).unwrap_or(1);
            let mut cell =
                HeadCell::new(merged.text).spanning(size(merged.columns), size(merged.rows));
            if merged.leaf && column.required {
                cell = cell.required();
            }
            if merged.leaf && column.formula.is_some() {
                cell = cell.noted("= tự tính");
            }
            if merged.at == 0 || begins_group(columns, merged.at) {
                cell = cell.edge();
            }
            cells.push(cell);
        }
        head.push(cells);
    }
    head
}

fn begins_group(columns: &[&Column], at: usize) -> bool {
    at > 0 && columns[at].headers.first() != columns[at - 1].headers.first()
}

/// Columns a unit's page shows: those entered or filled at its level, and computed ones.
pub fn shown_columns(table: &Table, unit_kind: OrgUnitKind) -> Vec<&Column> {
    let level = level_of(unit_kind);
    let below = |c: &Column| {
        matches!(level, domain::form::Level::District)
            && c.entered_by.contains(&domain::form::Level::Commune)
    };
    let prefix_shown = |c: &Column| {
        let Some((prefix, _)) = c.code.split_once('.') else { return true };
        table
            .columns
            .iter()
            .filter(|o| o.formula.is_none() && o.code.starts_with(&format!("{prefix}.")))
            .all(|o| is_entered_at(&o.entered_by, level) || below(o))
    };
    table
        .columns
        .iter()
        .filter(|c| match c.formula {
            Some(_) => prefix_shown(c),
            None => is_entered_at(&c.entered_by, level) || below(c),
        })
        .collect()
}

/// The two header cells before the columns.
pub fn name_heads(table: &Table) -> [HeadCell; 2] {
    let unit = format!("Đơn vị tính: {}", table.unit_label);
    [HeadCell::new("TT"), HeadCell::new("Nội dung").noted(&unit).names()]
}

/// The grid of one part for a unit, to fill or to read; proposals are for those who fill.
pub fn of_part(form: &Form, part: &Part, unit: AskedUnit<'_>, editable: bool) -> Option<GridTable> {
    let table = form.table()?;
    let columns = shown_columns(table, unit.0);
    let numbered: Vec<(u32, &Finding)> = (1..).zip(&part.findings).collect();
    // Only a finding offers the figure that would fit, and only to those who fill.
    let asks = editable && !numbered.is_empty();
    let slips = if asks { slip::scan(form, &part.figures, &part.unlike) } else { Vec::new() };
    let whose = Whose { unit, editable };
    let spoken: Vec<String> =
        columns.iter().map(|column| column.headers.join(", ").to_lowercase()).collect();
    let rows = table
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Section || is_row_shown(table, row, &columns, unit))
        .map(|row| GridRow {
            shape: match row.kind {
                RowKind::Section => RowShape::Section,
                RowKind::Element => RowShape::Element,
                RowKind::Total { .. } => RowShape::Total,
            },
            code: row.code.clone(),
            number: row.number.clone(),
            label: row.label.clone(),
            unit: row.unit_label.clone(),
            cells: if row.kind == RowKind::Section {
                Vec::new()
            } else {
                let edge = |at: usize| at == 0 || begins_group(&columns, at);
                let here: Vec<_> =
                    numbered.iter().filter(|(_, f)| f.row == row.code).copied().collect();
                columns
                    .iter()
                    .zip(&spoken)
                    .enumerate()
                    .map(|(at, (column, spoken))| {
                        cell(table, row, (column, spoken, edge(at)), part, whose, &here)
                    })
                    .collect()
            },
            findings: findings(row, part, &numbered, (table, &slips)),
            remarks: Vec::new(),
        })
        .collect::<Vec<_>>();
    Some(GridTable {
        caption: format!("{}. Đơn vị tính: {}", form.title, table.unit_label),
        unit_label: format!("Đơn vị tính: {}", table.unit_label),
        head: head(&columns, &name_heads(table)),
        rows: without_empty_sections(rows),
        columns: u32::try_from(columns.len()).unwrap_or(1),
    })
}

/// A row is shown to those who enter it, who fill it from below, and where it holds figures.
fn is_row_shown(table: &Table, row: &Row, columns: &[&Column], unit: AskedUnit<'_>) -> bool {
    match &row.kind {
        RowKind::Total { of } => table
            .rows
            .iter()
            .filter(|r| of.contains(&r.code))
            .any(|r| is_row_shown(table, r, columns, unit)),
        _ => columns.iter().any(|c| is_asked(table, &row.code, &c.code, unit)),
    }
}

fn without_empty_sections(rows: Vec<GridRow>) -> Vec<GridRow> {
    let filled: Vec<bool> = (0..rows.len())
        .map(|at| {
            rows[at].shape != RowShape::Section
                || rows.get(at + 1).is_some_and(|next| next.shape != RowShape::Section)
        })
        .collect();
    rows.into_iter().zip(filled).filter_map(|(row, keep)| keep.then_some(row)).collect()
}

/// Whose grid, and whether it is filled or read.
#[derive(Clone, Copy)]
struct Whose<'a> {
    unit: AskedUnit<'a>,
    editable: bool,
}

fn cell(
    table: &Table,
    row: &Row,
    (column, spoken, edge): (&Column, &str, bool),
    part: &Part,
    whose: Whose<'_>,
    here: &[(u32, &Finding)],
) -> GridCell {
    let place: Place = (row.code.clone(), column.code.clone());
    let typed = part.cells.get(&place);
    let figure = part.figures.get(&part.form, &row.code, &column.code);
    let before = part.figures.previous.get(&part.form).and_then(|cells| cells.get(&place));
    let asked =
        row.kind == RowKind::Element && is_asked(table, &row.code, &column.code, whose.unit);
    let share = part.shares.get(&place).filter(|share| share.units > 0 || share.is_corrected());
    let holding = holding_of(table, &place, level_of(whose.unit.0));
    // A sum from below is nobody's box: the district changes it with a reason, beside the table.
    let has_sum = share.is_some_and(|share| share.units > 0);
    let is_locked = whose.editable && holding == Some(Holding::Below) && has_sum;
    let own = share.filter(|_| whose.editable && holding == Some(Holding::WithOwn));
    let text = match (typed.and_then(|t| t.text.clone()), own) {
        (Some(text), _) => text,
        (None, Some(share)) => share.own.map_or(String::new(), |own| printed(column, own)),
        (None, None) => figure.map_or(String::new(), |value| column.value_type.print(value)),
    };
    let flag = here
        .iter()
        .find(|(_, f)| f.column == column.code)
        .map(|(number, f)| (gravity(f.severity), *number));
    let status = match typed.map(|t| t.status) {
        Some(Status::Estimate) => CellStatus::Estimate,
        Some(Status::NotArising) if text.is_empty() => CellStatus::NotArising,
        _ => CellStatus::Actual,
    };
    GridCell {
        row: row.code.clone(),
        column: column.code.clone(),
        kind: kind_of(row, column, asked && !is_locked),
        text,
        previous: before.map_or(String::new(), |value| column.value_type.print(*value)),
        status,
        revision: typed.map_or(0, |t| t.revision),
        label: format!("{}, {spoken}", row.label),
        edge,
        columns: 1,
        flag,
        origin: share.map_or(String::new(), |share| origin(column, share, own.is_some())),
        sum: own.and_then(Share::total).map(|total| printed(column, total)),
        is_remarked: false,
    }
}

fn printed(column: &Column, amount: Amount) -> String {
    column.value_type.print(amount.to_decimal())
}

/// What a figure is made of: "xã 33", "xã 33 + huyện 4", "xã 33 +2"; beside an own share the sum follows.
fn origin(column: &Column, share: &Share, is_own: bool) -> String {
    let mut words = match share.below {
        Some(below) => format!("xã {}", printed(column, below)),
        None if share.is_too_large() => "xã: số quá lớn".to_owned(),
        None => "xã chưa có".to_owned(),
    };
    if let (Some(own), false) = (share.own, is_own) {
        words = format!("{words} + huyện {}", printed(column, own));
    }
    if share.is_corrected() {
        words = format!("{words}, điều chỉnh {}", signed(column, share.correction.amount));
    }
    words
}

/// A figure as its box shows it: the own share where the unit enters one.
pub fn boxed(table: &Table, part: &Part, place: &Place, unit_kind: OrgUnitKind) -> Option<Decimal> {
    let share = part.shares.get(place);
    match (holding_of(table, place, level_of(unit_kind)), share) {
        (Some(Holding::WithOwn), Some(share)) => share.own.map(Amount::to_decimal),
        _ => part.figures.get(&part.form, &place.0, &place.1),
    }
}

fn kind_of(row: &Row, column: &Column, asked: bool) -> CellKind {
    if row.not_applicable.contains(&column.code) {
        return CellKind::NotApplicable;
    }
    if column.formula.is_some() || !asked {
        return CellKind::Computed;
    }
    let required = column.required;
    match column.value_type {
        ValueType::Text => CellKind::Text { required },
        ValueType::YesNo => CellKind::YesNo { required },
        _ => CellKind::Number { required },
    }
}

fn gravity(severity: Severity) -> Gravity {
    match severity {
        Severity::Error => Gravity::Error,
        Severity::Warning => Gravity::Warning,
    }
}

/// The figure that would fit where a finding stands, as typed into the box.
pub fn fitting(
    table: &Table,
    slips: &[Slip],
    finding: &Finding,
    shares: &BTreeMap<Place, Share>,
) -> Option<String> {
    let found =
        slips.iter().find(|slip| (&slip.row, &slip.column) == (&finding.row, &finding.column))?;
    if found.breaks.is_some() {
        return None;
    }
    let column = table.column(&finding.column)?;
    let place = (finding.row.clone(), finding.column.clone());
    let mut proposed = found.doubt.proposed?;
    let with_own = holding_of(table, &place, Level::District) == Some(Holding::WithOwn);
    if let Some(share) = shares.get(&place).filter(|_| with_own) {
        let total = Amount::try_from_decimal(proposed).ok();
        proposed = share.of_total(total, Holding::WithOwn)?.own?.to_decimal();
    }
    Some(slip::typed(proposed, column.value_type))
}

fn findings(
    row: &Row,
    part: &Part,
    numbered: &[(u32, &Finding)],
    (table, slips): (&Table, &[Slip]),
) -> Vec<GridFinding> {
    numbered
        .iter()
        .filter(|(_, finding)| finding.row == row.code)
        .map(|(number, finding)| GridFinding {
            number: *number,
            gravity: gravity(finding.severity),
            code: finding.code.clone(),
            row: finding.row.clone(),
            column: finding.column.clone(),
            message: finding.message.clone(),
            explanation: sentence_of(finding, &part.explanations).unwrap_or_default().to_owned(),
            earlier: earlier_sentence(finding, &part.explanations).map(ToOwned::to_owned),
            fix: fitting(table, slips, finding, &part.shares)
                .map(|figure| (format!("Sửa thành {figure}"), figure)),
        })
        .collect()
}

/// Counts of blocking findings by form, for the tabs.
pub fn errors_by_form(findings: &[Finding]) -> BTreeMap<String, u32> {
    let mut errors = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.severity == Severity::Error) {
        *errors.entry(finding.form.clone()).or_default() += 1;
    }
    errors
}
