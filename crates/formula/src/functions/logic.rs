//! Conditions and what to do with cells that may be empty.
//!
//! All arguments are computed before the function is: a branch not taken must still be computable.

use rust_decimal::Decimal;

use super::{Call, Function};
use crate::{error::Fault, value::Value};

pub(super) const TABLE: &[Function] = &[
    Function {
        signature: "if(condition, a, b)",
        call: Call::Values { least: 3, most: Some(3), compute: if_ },
    },
    Function {
        signature: "is_empty(x)",
        call: Call::Values { least: 1, most: Some(1), compute: is_empty },
    },
    Function {
        signature: "coalesce(a, b, …)",
        call: Call::Values { least: 1, most: None, compute: coalesce },
    },
    Function {
        signature: "all_met(a, b, …)",
        call: Call::Values { least: 1, most: None, compute: all_met },
    },
];

/// Bằng `a` khi điều kiện đúng, bằng `b` khi điều kiện sai.
/// Để trống khi điều kiện để trống.
/// Ví dụ: `if(tong >= 100, percent(nu, tong), 0)`
pub fn if_(values: &[Value]) -> Result<Value, Fault> {
    match values {
        [Value::Bool(true), then, _] => Ok(*then),
        [Value::Bool(false), _, otherwise] => Ok(*otherwise),
        [Value::Number(_), ..] => Err(Fault::ConditionNeeded),
        _ => Ok(Value::Empty),
    }
}

/// Đúng khi `x` để trống, sai khi `x` đã có giá trị; số 0 là đã có giá trị.
/// Ví dụ: `not is_empty(nu)`
pub fn is_empty(values: &[Value]) -> Result<Value, Fault> {
    Ok(Value::Bool(values.iter().all(|value| *value == Value::Empty)))
}

/// Giá trị đầu tiên không để trống trong danh sách.
/// Để trống khi tất cả đều trống.
/// Ví dụ: `coalesce(nu, 0)`
pub fn coalesce(values: &[Value]) -> Result<Value, Fault> {
    Ok(values.iter().find(|value| **value != Value::Empty).copied().unwrap_or(Value::Empty))
}

/// Đúng khi mọi điều kiện hoặc mọi ô có/không (1 là có, 0 là không) đều đạt.
/// Sai ngay khi có một điều kiện không đạt; nếu không, để trống khi còn điều kiện để trống hoặc không có ô nào.
/// Ví dụ: `all_met(T1.ke_hoach.co, nu > 0)`
pub fn all_met(values: &[Value]) -> Result<Value, Fault> {
    let mut met = (!values.is_empty()).then_some(true);
    let mut failed = false;
    for value in values {
        match value {
            Value::Bool(true) => {}
            Value::Bool(false) => failed = true,
            Value::Number(number) if *number == Decimal::ONE => {}
            Value::Number(number) if number.is_zero() => failed = true,
            Value::Number(_) => return Err(Fault::YesNoNeeded),
            Value::Empty => met = None,
        }
    }
    Ok(if failed { Value::Bool(false) } else { met.into() })
}
