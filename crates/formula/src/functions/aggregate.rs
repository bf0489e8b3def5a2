//! Sums and counts over cells; nothings are left out, all nothings give nothing.

use rust_decimal::Decimal;

use super::{Function, arithmetic::percent};
use crate::error::EvalError;

/// The family's table.
pub static TABLE: &[Function] = &[
    Function {
        name: "sum",
        signature: "sum(a, b, T4.*.nu, …)",
        help: "Tổng các số có giá trị; để trống khi không ô nào có số.",
        arity: (1, 256),
        apply: |a| Ok(sum(&a.spread()?)?.into()),
    },
    Function {
        name: "count",
        signature: "count(a, b, T4.*.nu, …)",
        help: "Số ô có giá trị.",
        arity: (1, 256),
        apply: |a| Ok(Some(count(&a.spread()?)).into()),
    },
    Function {
        name: "share",
        signature: "share(a, tổng các số)",
        help: "Tỷ lệ phần trăm của a trong tổng các số còn lại.",
        arity: (2, 256),
        apply: |a| {
            let values = a.spread()?;
            let (first, rest) = values.split_first().map_or((None, &[][..]), |(f, r)| (*f, r));
            Ok(percent(first, sum(rest)?).into())
        },
    },
];

/// Sum of those that have a value; nothing where none has.
pub fn sum(values: &[Option<Decimal>]) -> Result<Option<Decimal>, EvalError> {
    values.iter().flatten().try_fold(None, |total: Option<Decimal>, value| {
        let total = total.unwrap_or_default().checked_add(*value);
        total.map(Some).ok_or_else(EvalError::too_large)
    })
}

/// How many have a value.
pub fn count(values: &[Option<Decimal>]) -> Decimal {
    Decimal::from(values.iter().flatten().count())
}
