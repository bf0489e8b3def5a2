//! Rounds that run: the desk closes and reopens them, a district sets the day of its communes.

use domain::{access::Role, deed::Deed, fold::clean, round, round::Decided};
use jiff::civil::Date;
use store::{
    audit::Subject,
    db::{Store, Tx},
    round::RoundRow,
};

use crate::{Acting, Error};

/// Closes a round: nothing is taken from today on, but what was given more time.
///
/// # Errors
/// When the officer is not of the desk of the round's office, gives no reason, the round is closed, or a unit
/// may still be timely.
pub async fn close(store: &Store, acting: &Acting, code: &str, reason: &str) -> Result<(), Error> {
    acting.require(&[Role::Desk], "Việc này của cán bộ tổng hợp cơ quan chủ trì.")?;
    let mut tx = store.begin().await?;
    let row = of_office(&mut tx, acting, code).await?;
    let last_due = store::round::last_due(&mut tx, row.id).await?.unwrap_or(row.due);
    let day = round::close((row.closes, last_due), acting.today(), reason)?;
    store::round_event::record(
        &mut tx,
        (row.id, None),
        acting.by(),
        (Decided::Close, day),
        &clean(reason),
    )
    .await?;
    finish(tx, acting, (row.id, code), Deed::RoundClose).await
}

/// Opens a closed round again up to a day.
///
/// # Errors
/// As for closing; when the day has passed or is too far.
pub async fn reopen(
    store: &Store,
    acting: &Acting,
    code: &str,
    (until, reason): (Date, &str),
) -> Result<(), Error> {
    acting.require(&[Role::Desk], "Việc này của cán bộ tổng hợp cơ quan chủ trì.")?;
    let mut tx = store.begin().await?;
    let row = of_office(&mut tx, acting, code).await?;
    let day = round::reopen(row.closes, acting.today(), until, reason)?;
    let decided = (Decided::Reopen, day);
    store::round_event::record(&mut tx, (row.id, None), acting.by(), decided, &clean(reason))
        .await?;
    finish(tx, acting, (row.id, code), Deed::RoundReopen).await
}

/// A round of the officer's own office: the one that receives its reports and hands none on.
async fn of_office(tx: &mut Tx, acting: &Acting, code: &str) -> Result<RoundRow, Error> {
    let row = store::round::by_code(tx, code).await?.ok_or(Error::NotFound)?;
    let unit = acting.officer.unit;
    let own = store::submission::of_unit(tx, &acting.scope, code, unit).await?;
    let hands_on = own.is_some_and(|own| own.submission.receiver != unit);
    if hands_on || store::standing::owed_to(tx, row.id, unit).await?.is_empty() {
        return Err(Error::NotAllowed(
            "Việc này của cán bộ tổng hợp cơ quan nhận báo cáo của đợt.",
        ));
    }
    Ok(row)
}

/// Sets the day by which the units below report to the officer's own unit, "huyện ấn định".
///
/// # Errors
/// When the unit owes nothing itself in this round, or the day is outside today and its own day.
pub async fn set_day(
    store: &Store,
    acting: &Acting,
    code: &str,
    (to, reason): (Date, &str),
) -> Result<(), Error> {
    acting.require(
        &[Role::Reviewer, Role::Signer],
        "Việc này của cán bộ thẩm tra hoặc người ký của đơn vị nhận báo cáo.",
    )?;
    let mut tx = store.begin().await?;
    let row = store::round::by_code(&mut tx, code).await?.ok_or(Error::NotFound)?;
    let unit = acting.officer.unit;
    let own = store::submission::of_unit(&mut tx, &acting.scope, code, unit).await?;
    let own = own.filter(|own| own.submission.receiver != unit).ok_or(Error::NotFound)?;
    if store::standing::owed_to(&mut tx, row.id, unit).await?.is_empty() {
        return Err(Error::NotFound);
    }
    let day = round::set_day(own.submission.effective_due(), acting.today(), to, reason)?;
    let decided = (Decided::SetDay, day);
    store::round_event::record(&mut tx, (row.id, Some(unit)), acting.by(), decided, &clean(reason))
        .await?;
    finish(tx, acting, (row.id, code), Deed::RoundSetDay).await
}

async fn finish(
    mut tx: Tx,
    acting: &Acting,
    (round, code): (i64, &str),
    deed: Deed,
) -> Result<(), Error> {
    store::round_event::apply(&mut tx, round).await?;
    tx.finish(acting.audit(deed, Subject::Round(code))).await?;
    Ok(())
}
