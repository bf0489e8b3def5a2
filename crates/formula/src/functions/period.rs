//! Functions that look at the previous period. They take one cell, not an expression.

use rust_decimal::Decimal;

use super::{
    Call, Function, Numeric,
    arithmetic::{checked, percent},
};

pub(super) const TABLE: &[Function] = &[
    Function { signature: "previous(cell)", call: Call::Periods(previous) },
    Function { signature: "change(cell)", call: Call::Periods(change) },
];

/// Số liệu của ô trong kỳ báo cáo trước.
/// Để trống khi kỳ trước không có số.
/// Ví dụ: `nu - previous(nu)`
pub fn previous(_current: Option<Decimal>, previous: Option<Decimal>) -> Numeric {
    Ok(previous)
}

/// Mức tăng (+) hoặc giảm (−) so với kỳ báo cáo trước, tính bằng phần trăm của kỳ trước.
/// Để trống khi thiếu số của một trong hai kỳ hoặc khi kỳ trước bằng 0.
/// Ví dụ: `abs(change(tong)) <= 50`
pub fn change(current: Option<Decimal>, previous: Option<Decimal>) -> Numeric {
    let Some((now, before)) = current.zip(previous) else { return Ok(None) };
    // Against the absolute value, so that the sign always tells up from down.
    percent(checked(now.checked_sub(before))?, Some(before.abs()))
}
