//! Who acts, when, and for whose eyes.

use domain::access::{Officer, OfficerId, Role, Scope, UnitId};
use domain::deed::Deed;
use jiff::{Timestamp, civil::Date};
use store::audit::{self, Subject};

use crate::error::Error;

/// The acting officer at an instant, with the scope of everything that is read.
#[derive(Debug, Clone)]
pub struct Acting {
    pub officer: Officer,
    pub scope: Scope,
    /// From where down the officer keeps accounts.
    pub accounts_root: UnitId,
    pub now: Timestamp,
}

impl Acting {
    /// An officer acting now; desk and leaders see from the province down. A system administrator
    /// keeps the accounts of all units and reads no reports.
    pub fn new(officer: Officer, province: UnitId, now: Timestamp) -> Self {
        let keeps_all = officer.is_any(&[Role::Desk, Role::SystemAdministrator]);
        let accounts_root = if keeps_all { province } else { officer.unit };
        let scope = Scope::of(&officer, province, domain::period::local_date(now));
        Self { officer, scope, accounts_root, now }
    }

    /// The same officer at a later instant.
    #[must_use]
    pub(crate) fn at(&self, now: Timestamp) -> Self {
        let scope = Scope { today: domain::period::local_date(now), ..self.scope };
        Self { scope, now, ..self.clone() }
    }

    /// Today on Vietnam's calendar.
    pub fn today(&self) -> Date {
        self.scope.today
    }

    /// Who and when, as the store writes it beside every change.
    pub fn by(&self) -> (OfficerId, Timestamp) {
        (self.officer.id, self.now)
    }

    /// Refuses unless one of the roles is borne.
    pub fn require(&self, roles: &[Role], who: &'static str) -> Result<(), Error> {
        if self.officer.is_any(roles) { Ok(()) } else { Err(Error::NotAllowed(who)) }
    }

    /// The audit line of a change; written in the same transaction.
    pub(crate) fn audit<'a>(&self, deed: Deed, subject: Subject<'a>) -> audit::Entry<'a> {
        audit::Entry {
            at: self.now,
            officer: self.officer.id.0,
            unit: self.officer.unit.0,
            deed,
            subject,
            detail: "",
        }
    }
}

/// The audit line of what the system does by itself.
pub(crate) fn of_system<'a>(
    deed: Deed,
    subject: Subject<'a>,
    detail: &'a str,
    at: Timestamp,
) -> audit::Entry<'a> {
    audit::Entry { at, officer: 0, unit: 0, deed, subject, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_instant_has_its_own_day() {
        let roles = vec![Role::Desk];
        let officer = Officer { id: OfficerId(1), unit: UnitId(2), name: String::new(), roles };
        let instant = |text: &str| text.parse::<Timestamp>().unwrap();
        let begun = Acting::new(officer, UnitId(1), instant("2024-12-03T16:59:00Z"));
        let later = begun.at(instant("2024-12-03T17:01:00Z"));
        assert_eq!(later.by(), (OfficerId(1), instant("2024-12-03T17:01:00Z")));
        assert_eq!(later.today(), begun.today().tomorrow().unwrap(), "midnight in Vietnam");
        assert_eq!(later.scope.root, begun.scope.root);
    }
}
