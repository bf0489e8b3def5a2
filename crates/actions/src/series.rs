//! How the numbers of a unit's documents run: set by whoever keeps its papers.

use domain::{
    access::UnitId,
    deed::Deed,
    fold::clean,
    series::{Body, KINDS, Numbering, NumberingError, check_before},
};
use store::{
    audit::Subject,
    db::{Reads, Store},
    series::Key,
};

use crate::{Acting, Error, signer::require_keeper};

/// Sets abbreviations and joint kinds from a year on.
///
/// # Errors
/// When the officer does not keep the unit's papers, or an abbreviation fits no symbol.
pub async fn set(
    store: &Store,
    acting: &Acting,
    (unit, body): (UnitId, Body),
    rule: Numbering,
) -> Result<(), Error> {
    require_keeper(acting, unit)?;
    let is_kind = |code: &String| KINDS.iter().any(|(known, _)| known == code);
    let rule = Numbering {
        organ: clean(&rule.organ),
        drafter: clean(&rule.drafter),
        joint: rule.joint.into_iter().filter(is_kind).collect(),
        ..rule
    };
    rule.check()?;
    let mut tx = store.begin().await?;
    check_begun(&mut tx, (unit, body), &rule).await?;
    let old = store::series::numbering(&mut tx, (unit, body), rule.year).await?;
    store::series::set_numbering(&mut tx, (unit, body), &rule, acting.by()).await?;
    let detail = format!("{} -> {}", old.as_ref().map_or("…".to_owned(), facts), facts(&rule));
    tx.finish(
        acting.audit(Deed::NumberingSet, Subject::Numbering(unit, body, rule.year)).with(&detail),
    )
    .await?;
    Ok(())
}

/// "SNV/BĐG joint=letter,notice", as the log has it.
fn facts(rule: &Numbering) -> String {
    let joint = rule.joint.iter().map(String::as_str).collect::<Vec<_>>().join(",");
    format!("{}/{} joint={joint}", rule.organ, rule.drafter)
}

/// Refuses to join or part kinds in a year that has given numbers: the same number would come again.
async fn check_begun(
    db: &mut impl Reads,
    place: (UnitId, Body),
    rule: &Numbering,
) -> Result<(), Error> {
    for year in store::series::begun(db, place, rule.year).await? {
        let old = store::series::numbering(db, place, year).await?;
        let is_overruled = old.as_ref().is_some_and(|old| old.year > rule.year);
        let same = |code: &&str| {
            let before = old.as_ref().map_or(*code, |old| old.series(code));
            before == rule.series(code)
        };
        if !is_overruled && !KINDS.iter().map(|(code, _)| *code).all(|code| same(&code)) {
            return Err(NumberingError::WouldRepeat(year).into());
        }
    }
    Ok(())
}

/// Lets a series go on after the last number given outside of this system.
///
/// # Errors
/// When the officer does not keep the unit's papers, the series cannot be, or it has given a number.
pub async fn begin_after(
    store: &Store,
    acting: &Acting,
    key: Key,
    before: u32,
) -> Result<(), Error> {
    require_keeper(acting, key.unit)?;
    check_before(&key.series, key.year, before)?;
    let mut tx = store.begin().await?;
    if !store::series::begin_after(&mut tx, &key, before).await? {
        return Err(NumberingError::AlreadyBegun.into());
    }
    let detail = format!("before={before}");
    tx.finish(
        acting
            .audit(Deed::SeriesBegin, Subject::Series(key.unit, key.body, key.year, &key.series))
            .with(&detail),
    )
    .await?;
    Ok(())
}
