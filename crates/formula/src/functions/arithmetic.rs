//! Shares, ratios, rates and rounding. Every one of them is Empty when a figure it needs is missing.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Call, Function, Numeric};
use crate::error::Fault;

pub(super) const TABLE: &[Function] = &[
    Function { signature: "percent(part, whole)", call: Call::Two(percent) },
    Function { signature: "ratio(a, b)", call: Call::Two(ratio) },
    Function { signature: "per(a, b, factor)", call: Call::Three(per) },
    Function { signature: "round(x, digits)", call: Call::Two(round) },
    Function { signature: "abs(x)", call: Call::One(abs) },
    Function { signature: "min(a, b, …)", call: Call::List { least: 1, compute: min } },
    Function { signature: "max(a, b, …)", call: Call::List { least: 1, compute: max } },
];

/// Tỷ lệ phần trăm của `part` trong `whole`.
/// Để trống khi thiếu một trong hai số hoặc khi `whole` bằng 0: không phát sinh thì không có tỷ lệ, không phải 0 %.
/// Ví dụ: `percent(nu, tong)`
pub fn percent(part: Option<Decimal>, whole: Option<Decimal>) -> Numeric {
    per(part, whole, Some(Decimal::ONE_HUNDRED))
}

/// Thương của `a` chia cho `b`, tức `a` gấp bao nhiêu lần `b`.
/// Để trống khi thiếu một trong hai số hoặc khi `b` bằng 0.
/// Ví dụ: `ratio(gio_nu, gio_nam)`
pub fn ratio(a: Option<Decimal>, b: Option<Decimal>) -> Numeric {
    match a.zip(b) {
        Some((a, b)) if !b.is_zero() => checked(a.checked_div(b)),
        _ => Ok(None),
    }
}

/// Số `a` tính trên mỗi `factor` đơn vị của `b`, dùng cho tỷ suất trên 1.000 hoặc trên 100.000.
/// Để trống khi thiếu số hoặc khi `b` bằng 0.
/// Ví dụ: `per(tu_vong, tre_sinh_song, 100000)`
pub fn per(a: Option<Decimal>, b: Option<Decimal>, factor: Option<Decimal>) -> Numeric {
    let Some((a, factor)) = a.zip(factor) else { return Ok(None) };
    if b.is_none_or(|b| b.is_zero()) {
        return Ok(None);
    }
    ratio(checked(a.checked_mul(factor))?, b)
}

/// Làm tròn `x` đến `digits` chữ số sau dấu phẩy; từ nửa đơn vị trở lên thì làm tròn lên theo trị tuyệt đối.
/// Số chữ số là số nguyên từ 0 đến 20.
/// Để trống khi thiếu số.
/// Ví dụ: `round(percent(nu, tong), 2)`
pub fn round(x: Option<Decimal>, digits: Option<Decimal>) -> Numeric {
    let Some((x, digits)) = x.zip(digits) else { return Ok(None) };
    let places = u32::try_from(digits).ok().filter(|places| *places <= 20 && digits.is_integer());
    let places = places.ok_or(Fault::RoundingDigits)?;
    Ok(Some(x.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)))
}

/// Trị tuyệt đối của `x`.
/// Để trống khi thiếu số.
/// Ví dụ: `abs(nu + nam - tong)`
pub fn abs(x: Option<Decimal>) -> Numeric {
    Ok(x.map(|x| x.abs()))
}

/// Số nhỏ nhất trong các số đã cho.
/// Để trống khi thiếu bất kỳ số nào, vì số thiếu có thể còn nhỏ hơn.
/// Ví dụ: `min(tinh.ty_le, xa.ty_le)`
pub fn min(figures: &[Option<Decimal>]) -> Numeric {
    let all: Option<Vec<Decimal>> = figures.iter().copied().collect();
    Ok(all.and_then(|all| all.into_iter().min()))
}

/// Số lớn nhất trong các số đã cho.
/// Để trống khi thiếu bất kỳ số nào, vì số thiếu có thể còn lớn hơn.
/// Ví dụ: `max(nu, nam)`
pub fn max(figures: &[Option<Decimal>]) -> Numeric {
    let all: Option<Vec<Decimal>> = figures.iter().copied().collect();
    Ok(all.and_then(|all| all.into_iter().max()))
}

/// A computed figure, or overflow.
pub(crate) fn checked(result: Option<Decimal>) -> Numeric {
    result.map(Some).ok_or(Fault::Overflow)
}
