//! Sums that may leave 64 bits: SQL adds two halves, each of which stays inside them, and they are joined here.

use domain::amount::Amount;

use crate::{error::Error, row::Row};

/// SQL of the sum of a column of amounts in two halves, `high` and `low`.
macro_rules! halves {
    ($amount:literal) => {
        concat!(
            "CAST(SUM(",
            $amount,
            " >> 32) AS BIGINT) AS high, CAST(SUM(",
            $amount,
            " & 4294967295) AS BIGINT) AS low"
        )
    };
}

pub(crate) use halves;

/// The sum whose halves stand in a row, one after the other.
pub(crate) fn joined(row: &Row, at: usize) -> Result<i128, Error> {
    Ok((i128::from(row.int(at)?) << 32) + i128::from(row.int(at + 1)?))
}

/// The same as an amount; `None` where it is too large for one.
pub(crate) fn amount(row: &Row, at: usize) -> Result<Option<Amount>, Error> {
    Ok(i64::try_from(joined(row, at)?).ok().map(Amount::from_scaled))
}
