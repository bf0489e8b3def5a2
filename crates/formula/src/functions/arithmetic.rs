//! Shares, ratios, rounding. There is no average: percentages are recomputed from their parts.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::{Args, Function};
use crate::{error::EvalError, value::Value};

/// The family's table.
pub static TABLE: &[Function] = &[
    Function {
        name: "percent",
        signature: "percent(phần, toàn bộ)",
        help: "Tỷ lệ phần trăm; để trống khi toàn bộ bằng 0 hoặc thiếu.",
        arity: (2, 2),
        apply: |a| two(a, percent),
    },
    Function {
        name: "ratio",
        signature: "ratio(a, b)",
        help: "a chia b; để trống khi b bằng 0 hoặc thiếu.",
        arity: (2, 2),
        apply: |a| two(a, ratio),
    },
    Function {
        name: "per",
        signature: "per(a, b, hệ số)",
        help: "a trên hệ số b, ví dụ per(ca, trẻ sinh sống, 100000).",
        arity: (3, 3),
        apply: |a| Ok(per(a.number(0)?, a.number(1)?, a.number(2)?).into()),
    },
    Function {
        name: "round",
        signature: "round(số, chữ số)",
        help: "Làm tròn đến số chữ số sau dấu phẩy; số 5 làm tròn lên.",
        arity: (2, 2),
        apply: |a| two(a, round),
    },
    Function {
        name: "abs",
        signature: "abs(số)",
        help: "Trị tuyệt đối.",
        arity: (1, 1),
        apply: |a| Ok(a.number(0)?.map(|v| v.abs()).into()),
    },
    Function {
        name: "min",
        signature: "min(a, b, …)",
        help: "Số nhỏ nhất trong các số có giá trị.",
        arity: (1, 64),
        apply: |a| Ok(a.spread()?.into_iter().flatten().min().into()),
    },
    Function {
        name: "max",
        signature: "max(a, b, …)",
        help: "Số lớn nhất trong các số có giá trị.",
        arity: (1, 64),
        apply: |a| Ok(a.spread()?.into_iter().flatten().max().into()),
    },
];

fn two(
    args: &Args<'_>,
    apply: fn(Option<Decimal>, Option<Decimal>) -> Option<Decimal>,
) -> Result<Value, EvalError> {
    Ok(apply(args.number(0)?, args.number(1)?).into())
}

/// Share of `part` in `whole`, in percent.
///
/// Empty when `whole` is zero or missing: a commune without pupils has no enrolment rate, not a rate
/// of zero.
pub fn percent(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    per(part, whole, Some(Decimal::ONE_HUNDRED))
}

/// `a` divided by `b`; empty when `b` is zero or missing.
pub fn ratio(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    a?.checked_div(b?)
}

/// `a` in each `factor` of `b`; empty when `b` is zero or missing.
pub fn per(a: Option<Decimal>, b: Option<Decimal>, factor: Option<Decimal>) -> Option<Decimal> {
    a?.checked_mul(factor?)?.checked_div(b?)
}

/// Rounds to digits after the comma, five upwards.
pub fn round(value: Option<Decimal>, digits: Option<Decimal>) -> Option<Decimal> {
    let digits = digits?.to_u32()?.min(28);
    Some(value?.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero))
}
