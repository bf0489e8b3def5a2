//! Whose files an officer may take in.

use domain::{
    access::{Officer, Role, UnitId},
    org_unit::OrgUnitKind,
};
use store::{db::Reads, submission::SubmissionRow};

use crate::{Acting, Error};

/// Whose files an officer may take in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Of every unit that the officer sees.
    All,
    /// Of communes that hand in at a district.
    Communes(UnitId),
}

impl Reach {
    /// Whether a report's file is among them.
    pub fn holds(self, row: &SubmissionRow) -> bool {
        match self {
            Self::All => true,
            Self::Communes(district) => {
                row.submission.receiver == district && row.unit_kind == OrgUnitKind::Commune
            }
        }
    }
}

/// Whose files an officer may take in, if any: the desk everyone's, a district's reporter those of its
/// communes, for which a reporter types anyway (`cases/right.md`). Whoever keeps the system reads no reports:
/// what a file is compared with would be read.
///
/// # Errors
/// When the data cannot be read.
pub async fn reach(db: &mut impl Reads, officer: &Officer) -> Result<Option<Reach>, Error> {
    if officer.is_any(&[Role::Desk]) {
        return Ok(Some(Reach::All));
    }
    if !officer.is_any(&[Role::Reporter]) {
        return Ok(None);
    }
    let unit = store::org_unit::by_id(db, officer.unit).await?;
    let is_district = unit.is_some_and(|unit| unit.kind == OrgUnitKind::District);
    Ok(is_district.then_some(Reach::Communes(officer.unit)))
}

/// Refuses whoever may not take in files of other units.
///
/// # Errors
/// When the officer may not.
pub async fn may_import(db: &mut impl Reads, acting: &Acting) -> Result<Reach, Error> {
    let reach = reach(db, &acting.officer).await?;
    reach.ok_or(Error::NotAllowed(
        "Nạp thay cho các đơn vị là việc của cán bộ tổng hợp cơ quan chủ trì; cho các xã của huyện, của cán bộ \
         nhập liệu cấp huyện.",
    ))
}
