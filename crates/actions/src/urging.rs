//! Urging the late: a letter for those who may be urged, a request for the others, a note of each call.

use domain::{
    access::{Role, UnitId},
    fold::clean,
};
use store::db::Store;

use crate::{Acting, Error};

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
