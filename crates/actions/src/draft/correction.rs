//! Corrections of sums from below, each with its reason; and what came from below since the draft looked.

use domain::{
    amount::{Amount, decimal},
    catalog::Catalog,
    deed::Deed,
    fold::clean,
    form::{Column, ValueType},
    sentence::is_sentence,
    share::{Correction, Holding},
    submission::{SubmissionError, SubmissionId},
};
use rust_decimal::Decimal;
use store::{audit::Subject, db::Store};

use super::{begin, open_for_editing, read_sentence, require_form};
use crate::{
    Acting, Error,
    part::{self, level_of, share},
    reason,
};

/// A correction as an officer writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<'a> {
    pub row: &'a str,
    pub column: &'a str,
    /// "+2", "-3"; "0" takes the correction away.
    pub by: &'a str,
    pub reason: &'a str,
    /// When the newest correction was made that the officer saw; empty where none was.
    pub seen: &'a str,
}

/// Corrects the sum from below of one cell; the reason stays with it.
///
/// # Errors
/// When the officer may not, the cell has no sum from below, the figure is none, the reason is missing
/// or less than nothing would be left, or somebody corrected the cell since the officer looked.
pub async fn correct(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, form_code): (SubmissionId, &str),
    written: Written<'_>,
) -> Result<(), Error> {
    let form = part::form(catalog, form_code).ok_or(Error::NotFound)?;
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    require_form(catalog, &row, form_code)?;
    let place = (written.row.to_owned(), written.column.to_owned());
    let column = table.column(&place.1).ok_or(Error::NotFound)?;
    let holding = share::holding_of(table, &place, level_of(row.unit_kind));
    let holding = holding.ok_or_else(not_from_below)?;
    let amount = read(written.by, column)?;
    let reason = reason::read(written.reason)?;
    if amount != Amount::ZERO && !is_sentence(&reason) {
        return Err(SubmissionError::NoReason.into());
    }
    let drafted = part::drafted(&mut tx, catalog, &row, form).await?;
    let mut made = drafted.shares.get(&place).cloned().unwrap_or_default();
    if made.is_corrected() && made.correction.at.as_str() > written.seen {
        return Err(corrected_meanwhile(column, &made.correction));
    }
    made.correction.amount = amount;
    let left = made.below.unwrap_or_default().checked_add(amount);
    if left.is_none_or(|left| left < Amount::ZERO) {
        return Err(Error::refused(
            "SUB-023",
            "Không thể bớt nhiều hơn số cấp xã đã báo cáo trong ô.",
            "Kiểm tra lại số điều chỉnh; chưa có gì được ghi.",
        ));
    }
    let reason = read_sentence(&reason)?;
    let numbers = store::value::cell_numbers_of(&mut tx, form_code).await?;
    let number = *numbers.get(&place).ok_or(Error::NotFound)?;
    store::value::share::correct(&mut tx, id, &[(number, amount, &reason)], acting.by()).await?;
    let is_below = holding == Holding::Below;
    store::value::share::touch(&mut tx, id, (number, is_below), acting.by()).await?;
    begin(&mut tx, acting, row).await?;
    tx.finish(acting.audit(Deed::DraftCorrect, Subject::Part(id, form_code))).await?;
    Ok(())
}

fn corrected_meanwhile(column: &Column, found: &Correction) -> Error {
    let by = share::signed(column, found.amount);
    Error::refused(
        "SUB-025",
        format!("Ô này vừa được {} điều chỉnh {by}: {}", found.officer, found.reason),
        "Mở lại biểu để xem điều chỉnh đó; vẫn cần sửa thì ghi lại, chưa có gì được ghi.",
    )
}

fn not_from_below() -> Error {
    Error::refused(
        "SUB-022",
        "Ô này không cộng từ cấp dưới nên không có gì để điều chỉnh.",
        "Nhập thẳng số của đơn vị vào ô.",
    )
}

/// A signed figure, money in triệu đồng.
fn read(raw: &str, column: &Column) -> Result<Amount, Error> {
    let raw = clean(raw);
    let bare = raw.replace('\u{2212}', "-");
    let (negative, digits) = match bare.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let unread = || {
        Error::refused(
            "SUB-024",
            format!("“{raw}” không phải số điều chỉnh."),
            "Ghi số cộng thêm hoặc bớt đi, ví dụ +2 hoặc -3; chưa có gì được ghi.",
        )
    };
    let value = decimal(digits.trim()).map_err(|_| unread())?;
    let scale = if column.value_type == ValueType::Money { 1_000_000 } else { 1 };
    let value = value.checked_mul(Decimal::from(scale)).ok_or_else(unread)?;
    let amount = Amount::try_from_decimal(if negative { -value } else { value });
    let amount = amount.map_err(|_| unread())?;
    if column.value_type == ValueType::Count && amount.scaled() % 10_000 != 0 {
        return Err(unread());
    }
    Ok(amount)
}

/// Notes that these versions from below have been seen; the figures hold them already. What was accepted
/// after the page was drawn is told by the next one.
///
/// # Errors
/// When the officer may not, or the draft is closed.
pub async fn see_below(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    versions: &[i64],
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    let place = (row.round_id, row.submission.unit);
    let seen = store::value::share::see_parts(&mut tx, id, place, versions).await?;
    let detail = format!("versions={seen}");
    let entry = acting.audit(Deed::DraftSeeBelow, Subject::Submission(id)).with(&detail);
    tx.finish(entry).await?;
    Ok(())
}
