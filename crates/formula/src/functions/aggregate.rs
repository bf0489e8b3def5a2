//! Functions over lists of cells and patterns such as `T4.*.nu`.
//!
//! There is no `average`, on purpose: a mean of shares is wrong at every level above the first.
//! A share is recomputed from the summed numerator and the summed denominator.

use rust_decimal::Decimal;

use super::{
    Call, Function, Numeric,
    arithmetic::{checked, percent},
};
use crate::{error::Fault, value::Value};

pub(super) const TABLE: &[Function] = &[
    Function { signature: "sum(a, b, …)", call: Call::List { least: 1, compute: sum } },
    Function {
        signature: "count(a, b, …)",
        call: Call::Values { least: 1, most: None, compute: count },
    },
    Function { signature: "share(part, a, b, …)", call: Call::List { least: 2, compute: share } },
];

/// Tổng các số đã có; ô để trống được bỏ qua.
/// Để trống khi không có số nào.
/// Nhận cả mẫu tên: `T4.*.nu` là cột `nu` của mọi dòng trong biểu T4.
/// Ví dụ: `sum(T4.*.nu)`
pub fn sum(figures: &[Option<Decimal>]) -> Numeric {
    let mut total: Option<Decimal> = None;
    for figure in figures.iter().flatten() {
        total = checked(total.unwrap_or_default().checked_add(*figure))?;
    }
    Ok(total)
}

/// Số ô đã có giá trị trong danh sách; không có ô nào thì bằng 0.
/// Nhận cả mẫu tên như hàm sum.
/// Ví dụ: `count(T4.*.nu)`
pub fn count(values: &[Value]) -> Result<Value, Fault> {
    let filled = values.iter().filter(|value| **value != Value::Empty).count();
    Ok(Value::Number(Decimal::from(filled)))
}

/// Tỷ lệ phần trăm của số thứ nhất trong tổng các số còn lại.
/// Để trống khi thiếu bất kỳ số nào hoặc khi tổng bằng 0: tổng chưa đủ thì tỷ lệ sai.
/// Muốn bỏ qua ô trống thì viết percent(part, sum(…)).
/// Ví dụ: `share(nu, nu, nam)`
pub fn share(figures: &[Option<Decimal>]) -> Numeric {
    let Some((part, others)) = figures.split_first() else { return Ok(None) };
    if others.iter().any(Option::is_none) {
        return Ok(None);
    }
    percent(*part, sum(others)?)
}
