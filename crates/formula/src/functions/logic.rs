//! Conditions and what to do about missing figures.

use super::Function;
use crate::value::Value;

/// The family's table.
pub static TABLE: &[Function] = &[
    Function {
        name: "if",
        signature: "if(điều kiện, khi đúng, khi sai)",
        help: "Chọn một trong hai; để trống khi điều kiện không xác định.",
        arity: (3, 3),
        apply: |a| match a.truth(0)? {
            Some(true) => a.value(1),
            Some(false) => a.value(2),
            None => Ok(Value::Empty),
        },
    },
    Function {
        name: "is_empty",
        signature: "is_empty(ô)",
        help: "Đúng khi ô không có số.",
        arity: (1, 1),
        apply: |a| Ok(Value::Bool(a.value(0)? == Value::Empty)),
    },
    Function {
        name: "coalesce",
        signature: "coalesce(a, b, …)",
        help: "Giá trị đầu tiên không trống.",
        arity: (1, 64),
        apply: |a| {
            for at in 0..a.nodes.len() {
                let value = a.value(at)?;
                if value != Value::Empty {
                    return Ok(value);
                }
            }
            Ok(Value::Empty)
        },
    },
];
