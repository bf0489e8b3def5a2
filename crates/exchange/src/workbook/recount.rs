//! Totals of a file beside what its cells add up to: typed over their formulas, or as a formula of the
//! file gave them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    amount::{Amount, decimal, vietnamese},
    check::{Figures, Place, compute},
    form::ValueType,
};
use rust_decimal::Decimal;

use super::{
    Computed, LeftOut, Origin, Outcome, PartReading, excel_formula,
    shape::{Kind, Shape},
};

/// đồng in one triệu đồng.
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// Shares are typed with two digits after the comma.
const NEAR: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A number in a computed cell, with how it got there.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub cell: Computed,
    /// A formula of the file gave it; else it was typed, or nothing says.
    pub by_formula: bool,
}

/// Numbers in computed cells that are other than the file's own cells give: none is taken, all are told.
pub(super) fn apart(shape: &Shape<'_>, part: &PartReading, counted: Vec<Counted>) -> Vec<LeftOut> {
    if counted.is_empty() {
        return Vec::new();
    }
    let (mut figures, unread) = entered(shape, part);
    compute(shape.form, &mut figures);
    let again = figures.current.remove(&shape.form.code).unwrap_or_default();
    let mut told = Vec::new();
    for Counted { cell: (place, shown, origin), by_formula } in counted {
        let Some((value_type, is_total)) = recounted(shape, &place) else { continue };
        // What cannot be read cannot be added up.
        let is_open = unread.iter().any(|(row, _)| is_total || *row == place.0);
        let again = again.get(&place).map(|value| in_file(*value, value_type));
        let apart = again.and_then(|again| again.checked_sub(shown));
        let is_same = apart.is_some_and(|apart| apart.abs() <= NEAR);
        // A formula over empty cells gives nought.
        let is_nothing = by_formula && again.is_none() && shown.is_zero();
        if !is_open && !is_same && !is_nothing {
            told.push(left_out(shape, origin, (shown, again), by_formula));
        }
    }
    told
}

fn left_out(
    shape: &Shape<'_>,
    origin: Origin,
    (shown, again): (Decimal, Option<Decimal>),
    by_formula: bool,
) -> LeftOut {
    let shown = vietnamese(shown);
    let reason = match again {
        Some(again) if by_formula => format!(
            "Công thức trong tệp cho {shown}, tính lại từ các ô của biểu được {}. Báo cáo lấy số tính lại; mở tệp xem công thức có bị sửa hoặc chưa tính lại không.",
            vietnamese(again.round_dp(2))
        ),
        Some(again) => format!(
            "Tổng trong tệp {shown} khác tổng tính lại {}. Báo cáo lấy số tính lại; nếu tổng trong tệp mới đúng thì sửa các ô thành phần.",
            vietnamese(again.round_dp(2))
        ),
        None => format!(
            "Tổng trong tệp {shown}, nhưng các ô thành phần để trống. Nhập các ô thành phần, tổng tự tính."
        ),
    };
    LeftOut { form: shape.form.code.clone(), origin, shown, code: "BOOK-114", reason }
}

/// The kind of a computed cell whose formula needs nothing but the cells of its form, and whether it
/// adds up rows.
fn recounted(shape: &Shape<'_>, place: &Place) -> Option<(ValueType, bool)> {
    let row = shape.rows.iter().find(|row| row.code == place.0)?;
    let column = shape.columns.iter().find(|column| column.code == place.1)?;
    let is_total = matches!(row.kind, Kind::Total(_));
    let named = |name: &str| {
        shape.columns.iter().any(|column| column.code == name).then(|| name.to_owned())
    };
    if let Some(formula) = column.formula {
        excel_formula::translate(formula, &named)?;
    }
    column.value_type.is_number().then_some((column.value_type, is_total))
}

/// Figures of the file as the checks take them, and the places that could not be read.
fn entered(shape: &Shape<'_>, part: &PartReading) -> (Figures, BTreeSet<Place>) {
    let (mut found, mut unread) = (BTreeMap::new(), BTreeSet::new());
    for cell in &part.cells {
        let place = (cell.row.clone(), cell.column.clone());
        let Some(column) = shape.columns.iter().find(|column| column.code == cell.column) else {
            continue;
        };
        if !column.value_type.is_number() {
            continue;
        }
        match &cell.outcome {
            Outcome::Given { raw, .. } if !raw.is_empty() => {
                if let Some(value) = kept(raw, column.value_type) {
                    found.insert(place, value);
                } else {
                    unread.insert(place);
                }
            }
            Outcome::Refused { .. } => {
                unread.insert(place);
            }
            Outcome::Given { .. } | Outcome::Empty => {}
        }
    }
    let mut figures = Figures::default();
    figures.current.insert(shape.form.code.clone(), found);
    (figures, unread)
}

/// As checks take it, within what a cell can hold.
fn kept(raw: &str, value_type: ValueType) -> Option<Decimal> {
    let value = decimal(raw).ok()?;
    let factor = if value_type == ValueType::Money { MILLION } else { Decimal::ONE };
    let amount = Amount::try_from_decimal(value.checked_mul(factor)?).ok()?;
    Some(amount.to_decimal())
}

fn in_file(value: Decimal, value_type: ValueType) -> Decimal {
    if value_type == ValueType::Money { value / MILLION } else { value }
}
