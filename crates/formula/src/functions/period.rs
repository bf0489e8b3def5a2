//! Figures of the period before.

use rust_decimal::Decimal;

use super::{Function, arithmetic::percent};

/// The family's table.
pub static TABLE: &[Function] = &[
    Function {
        name: "previous",
        signature: "previous(ô)",
        help: "Số của kỳ trước; để trống khi kỳ trước không có số.",
        arity: (1, 1),
        apply: |a| Ok(a.previous(0).into()),
    },
    Function {
        name: "change",
        signature: "change(ô)",
        help: "Tăng, giảm so với kỳ trước, phần trăm.",
        arity: (1, 1),
        apply: |a| Ok(change(a.number(0)?, a.previous(0)).into()),
    },
];

/// Growth over the period before, in percent; nothing where that was zero or missing.
pub fn change(now: Option<Decimal>, before: Option<Decimal>) -> Option<Decimal> {
    percent(now?.checked_sub(before?), before)
}
