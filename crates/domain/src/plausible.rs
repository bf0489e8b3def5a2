//! Figures larger than anything that a unit of its level can have, whatever the period before held: a slip
//! beyond doubt, told as a warning. `cases/plausible.md` says from where on.

use rust_decimal::Decimal;

use crate::{
    check::Figures,
    finding::Finding,
    form::{Form, Level, RowKind, Severity, ValueType},
    slip::typed,
};

/// From where on a figure is too large: of people and things far more than the inhabitants of the largest
/// unit of the level, of money far more than its yearly budget, in đồng.
pub fn limit(value_type: ValueType, level: Level) -> Option<Decimal> {
    let (counted, money) = match level {
        Level::Province => (50_000_000, 100_000_000_000_000_i64),
        Level::District => (10_000_000, 10_000_000_000_000),
        Level::Commune => (1_000_000, 1_000_000_000_000),
    };
    match value_type {
        ValueType::Count | ValueType::Decimal => Some(Decimal::from(counted)),
        ValueType::Money => Some(Decimal::from(money)),
        ValueType::Percent => Some(Decimal::from(10_000)),
        _ => None,
    }
}

/// Typed figures beyond the limit, one for each row.
pub fn beyond(form: &Form, figures: &Figures, level: Level) -> Vec<Finding> {
    let Some(table) = form.table() else { return Vec::new() };
    let rows = table.rows.iter().filter(|row| row.kind == RowKind::Element);
    let found = rows.filter_map(|row| {
        let typed_columns = table.columns.iter().filter(|column| column.formula.is_none());
        typed_columns.into_iter().find_map(|column| {
            let figure = figures.get(&form.code, &row.code, &column.code)?;
            let limit = limit(column.value_type, level).filter(|limit| figure > *limit)?;
            let (figure, limit) =
                (typed(figure, column.value_type), typed(limit, column.value_type));
            Some(Finding {
                code: format!("{}-LON", form.code),
                severity: Severity::Warning,
                form: form.code.clone(),
                row: row.code.clone(),
                column: column.code.clone(),
                message: format!(
                    "Số {figure} lớn hơn mức có thể có ở cấp này ({limit}). Xem có thừa chữ số, nhầm đơn vị tính; nếu đúng, ghi một câu vì sao."
                ),
            })
        })
    });
    found.collect()
}
