//! What a document is about: the choices, and whose document it becomes.

use domain::{
    access::{Role, UnitId},
    composition::{Basis, Form, Typed},
    outgoing::State,
    series::Body,
};
use store::{db::Reads, org_unit::UnitRow, outgoing::OutgoingRow};

use super::{BASIS, Source};
use crate::{Acting, Error};

/// The basis "plan": the plan itself is submitted.
pub(super) const PLAN: &str = "plan";

/// The bodies for which an officer writes letters: the own office, its Ban, and the province's Ban for
/// its desk.
async fn issuers(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
) -> Result<Vec<(UnitRow, Body)>, Error> {
    let unit = store::org_unit::by_id(db, acting.officer.unit).await?.ok_or(Error::NotFound)?;
    let mut known = vec![(unit.clone(), Body::Organ), (unit, Body::Committee)];
    if acting.officer.is(Role::Desk) && acting.officer.unit != source.offices.province {
        let province = store::org_unit::by_id(db, source.offices.province).await?;
        known.push((province.ok_or(Error::NotFound)?, Body::Committee));
    }
    Ok(known)
}

/// "s-snv/committee": a unit and its body as a choice.
fn issuer_code(unit: &UnitRow, body: Body) -> String {
    format!("{}/{}", unit.key, body.code())
}

/// What a document of a basis may be about: value and words.
pub async fn choices(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    basis: Basis,
) -> Result<Vec<(String, String)>, Error> {
    let unit = acting.officer.unit;
    Ok(match basis {
        Basis::Document => {
            let rows = store::outgoing::drafted(db, unit, State::Issued).await?;
            let own = rows.into_iter().filter(|row| may_correct(acting, row));
            own.map(|row| {
                let words = format!("{} số {}: {}", row.kind, row.number, row.title);
                (row.id.to_string(), words)
            })
            .collect()
        }
        Basis::Round | Basis::Submitted => {
            let mut known = Vec::new();
            if basis == Basis::Submitted {
                let title = source.catalog.plan.title.clone();
                known.push((
                    PLAN.to_owned(),
                    format!("Kế hoạch {}", crate::report::lower_first(&title)),
                ));
            }
            for round in store::round::list(db).await? {
                if i64::from(acting.today().year()) - round.year <= 1 {
                    known.push((round.code, round.title));
                }
            }
            known
        }
        Basis::Unit => {
            let root = if acting.scope.province_wide { source.offices.province } else { unit };
            let below = store::org_unit::children(db, root, acting.today()).await?;
            let others = below.into_iter().filter(|below| below.id != unit);
            others.map(|below| (below.key, below.name)).collect()
        }
        Basis::Issuer => {
            let known = issuers(db, acting, source).await?;
            let words = |unit: &UnitRow, body| match body {
                Body::Organ => unit.name.clone(),
                Body::Committee => format!("{} ({})", body.label(), unit.name),
            };
            known
                .iter()
                .map(|(unit, body)| (issuer_code(unit, *body), words(unit, *body)))
                .collect()
        }
        Basis::Minutes => {
            let rows = store::composition::list(db, unit).await?;
            let minutes = rows.into_iter().filter(|row| row.kind == "minutes");
            minutes.map(|row| (row.id.to_string(), row.title)).collect()
        }
    })
}

fn may_correct(acting: &Acting, row: &OutgoingRow) -> bool {
    row.state == State::Issued && row.unit == acting.officer.unit
}

pub(super) fn value(typed: &Typed) -> &str {
    typed.get(BASIS).and_then(|lines| lines.first()).map_or("", String::as_str)
}

/// The issued document that a letter corrects.
pub(super) async fn document(
    db: &mut impl Reads,
    acting: &Acting,
    typed: &Typed,
) -> Result<OutgoingRow, Error> {
    let id = value(typed).parse().map_err(|_| Error::NotFound)?;
    let row = store::outgoing::load(db, &acting.scope, id).await?.ok_or(Error::NotFound)?;
    if may_correct(acting, &row) { Ok(row) } else { Err(Error::NotFound) }
}

/// A correction is its document's issuer's (Điều 18 khoản 3), a letter the chosen body's; all else is
/// the own unit's.
pub(super) async fn issuer(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, typed): (&Form, &Typed),
) -> Result<(UnitId, Body), Error> {
    match form.basis {
        Basis::Document => {
            let row = document(db, acting, typed).await?;
            Ok((row.issuer, row.body))
        }
        Basis::Issuer => {
            let known = issuers(db, acting, source).await?;
            let chosen = value(typed);
            let found = known.iter().find(|(unit, body)| issuer_code(unit, *body) == chosen);
            found.map(|(unit, body)| (unit.id, *body)).ok_or(Error::NotFound)
        }
        _ => Ok((acting.officer.unit, Body::Organ)),
    }
}
