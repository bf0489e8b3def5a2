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

/// Figures by their place.
type Found = BTreeMap<Place, Decimal>;

/// A number in a computed cell, with how it got there.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub cell: Computed,
    /// A formula of the file gave it; else it was typed, or nothing says.
    pub by_formula: bool,
}

/// Numbers in computed cells that are other than the file's own cells give: none is taken, all are told.
///
/// `in_words` are the cells whose figures stand in text: `~412`, `1.000`.
pub(super) fn apart(
    shape: &Shape<'_>,
    part: &PartReading,
    counted: Vec<Counted>,
    in_words: &BTreeSet<Place>,
) -> Vec<LeftOut> {
    if counted.is_empty() {
        return Vec::new();
    }
    let (mut found, unread) = entered(shape, part);
    let again = computed(shape, found.clone());
    found.retain(|place, _| !in_words.contains(place));
    let without_words = computed(shape, found);
    let mut told = Vec::new();
    for Counted { cell: (place, shown, origin), by_formula } in counted {
        let Some((value_type, is_total)) = recounted(shape, &place) else { continue };
        // What cannot be read cannot be added up.
        let is_open = unread.iter().any(|(row, _)| is_total || *row == place.0);
        let value = |of: &Found| of.get(&place).map(|value| in_file(*value, value_type));
        let is_shown = |value: Option<Decimal>| match value.and_then(|v| v.checked_sub(shown)) {
            Some(apart) => apart.abs() <= NEAR,
            // A formula over empty cells gives nought.
            None => by_formula && value.is_none() && shown.is_zero(),
        };
        let again = value(&again);
        if is_open || is_shown(again) {
            continue;
        }
        told.push(match again {
            Some(again) if is_shown(value(&without_words)) => {
                words_not_counted(shape, origin, shown, again)
            }
            _ => left_out(shape, origin, (shown, again), by_formula),
        });
    }
    told
}

/// Not the fault of whoever filled it in: programs, and our own workbooks of earlier days, pass over text.
fn words_not_counted(shape: &Shape<'_>, origin: Origin, shown: Decimal, again: Decimal) -> LeftOut {
    let (shown, again) = (vietnamese(shown), vietnamese(again.round_dp(2)));
    let reason = format!(
        "Tổng trong tệp {shown} chưa kể các ô có số ghi dạng chữ (~412, 1.000), tính cả thì được {again}. Báo cáo lấy {again}; bản in từ tệp này còn ghi {shown}, nên in từ báo cáo hoặc tải biểu mới."
    );
    LeftOut { form: shape.form.code.clone(), origin, shown, code: "BOOK-115", reason, cells: 1 }
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
    LeftOut { form: shape.form.code.clone(), origin, shown, code: "BOOK-114", reason, cells: 1 }
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
fn entered(shape: &Shape<'_>, part: &PartReading) -> (Found, BTreeSet<Place>) {
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
    (found, unread)
}

/// Figures of the form with those that it computes.
fn computed(shape: &Shape<'_>, found: Found) -> Found {
    let mut figures = Figures::default();
    figures.current.insert(shape.form.code.clone(), found);
    compute(shape.form, &mut figures);
    figures.current.remove(&shape.form.code).unwrap_or_default()
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
