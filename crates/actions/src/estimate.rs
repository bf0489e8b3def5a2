//! Estimates (ước) and the actual figures that come later: both stay, large differences are listed.

use domain::{
    catalog::Catalog,
    deed::Deed,
    fold::clean,
    submission::{Right, SubmissionId},
};
use rust_decimal::Decimal;
use store::{db::Store, estimate::EstimateRow};

use crate::{
    Acting, Error,
    draft::read_amount,
    part,
    submission::{finish, load, party},
};

/// Difference from the estimate that is listed, in percent: the system's own rule.
pub const LARGE_PERCENT: i64 = 10;

/// Difference of the actual figure from its estimate, in percent; `None` where not known or from zero.
pub fn difference(line: &EstimateRow) -> Option<Decimal> {
    let (estimate, actual) = (line.estimate.to_decimal(), line.actual?.to_decimal());
    if estimate.is_zero() {
        return None;
    }
    let change = (actual - estimate).checked_div(estimate)?;
    change.checked_mul(Decimal::from(100))
}

/// Whether the difference must be looked at.
pub fn is_large(line: &EstimateRow) -> bool {
    match (difference(line), line.actual) {
        (Some(percent), _) => percent.abs() >= Decimal::from(LARGE_PERCENT),
        (None, Some(actual)) => actual != line.estimate,
        (None, None) => false,
    }
}

/// Writes what an estimate came to. The signed version stays as it is; the next period compares with
/// the actual figure.
///
/// # Errors
/// When the officer may not, the cell holds no estimate, or the figure cannot be read.
pub async fn true_up(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, cell): (SubmissionId, i64),
    raw: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    party(&mut tx, acting, &row).await?.require(Right::TellActual)?;
    let lines = store::estimate::of_submission(&mut tx, id.0).await?;
    let line = lines.iter().find(|line| line.cell == cell).ok_or(Error::NotFound)?;
    let form = part::form(catalog, &line.form).ok_or(Error::NotFound)?;
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let column = table.column(&line.column).ok_or(Error::NotFound)?;
    let amount = read_amount(&clean(raw), column.value_type).map_err(|(code, words)| {
        Error::refused(code, words, "Số ước vẫn giữ nguyên; sửa số thực tế rồi ghi lại.")
    })?;
    store::estimate::save(&mut tx, line.version, cell, amount, acting.by()).await?;
    let message = format!("{}, {} {}", line.form, line.row, line.column);
    finish(tx, acting, &row, Deed::SubmissionTrueUp, &message).await
}
