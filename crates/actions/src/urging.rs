//! Urging the late: a letter for those who may be urged, a request for the others, a note of each call.

use domain::{
    access::{Role, UnitId},
    catalog::Catalog,
    fold::clean,
    period::{day, days_between, local_date},
    reminder,
};
use jiff::Timestamp;
use store::db::Store;

use crate::{Acting, Error};

/// Rounds whose day is further away, in days, are not looked at.
const NEAR: i32 = 60;

/// Records that units of a round were urged by letter, request or call.
pub async fn record(
    store: &Store,
    acting: &Acting,
    round: &str,
    units: &[UnitId],
    what: (&str, &str),
) -> Result<(), Error> {
    acting.require(&[Role::Desk, Role::Reviewer], "Việc này của cán bộ tổng hợp.")?;
    let (channel, note) = what;
    let note = clean(note);
    let mut tx = store.begin().await?;
    let round = store::round::by_code(&mut tx, round).await?.ok_or(Error::NotFound)?;
    for unit in units {
        let seen = store::org_unit::is_in_scope(&mut tx, acting.scope.root, *unit, acting.today());
        if !seen.await? {
            return Err(Error::NotFound);
        }
        store::urging::record(&mut tx, round.id, *unit, acting.by(), (channel, &note)).await?;
    }
    let subject = format!("round/{}", round.code);
    store::audit::record(&mut tx, acting.audit("urging.record", &subject)).await?;
    tx.commit().await?;
    Ok(())
}

/// Reminds every unit that was ordered to report, has not, and has its day near; how many were reminded.
///
/// Bodies that are only asked are never reminded by the system.
pub async fn remind(store: &Store, catalog: &Catalog, now: Timestamp) -> Result<usize, Error> {
    let today = local_date(now);
    let mut tx = store.begin().await?;
    let mut count = 0;
    for round in store::round::list(&mut tx).await? {
        if days_between(round.due, today).abs() > NEAR {
            continue;
        }
        for (unit, due) in store::standing::unfiled(&mut tx, round.id).await? {
            let Some(left) = reminder::left_today(&catalog.calendars, today, due) else { continue };
            let note = format!("Còn {left} ngày làm việc, hết hạn {}", day(due));
            let new = store::urging::remind(&mut tx, round.id, unit, &note, now).await?;
            count += usize::from(new);
        }
    }
    if count > 0 {
        let detail = count.to_string();
        store::audit::record(&mut tx, crate::acting::of_system("urging.remind", "", &detail, now))
            .await?;
    }
    tx.commit().await?;
    Ok(count)
}
