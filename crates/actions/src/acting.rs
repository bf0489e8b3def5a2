//! Who acts, when, and for whose eyes.

use domain::access::{Officer, OfficerId, Role, Scope, UnitId};
use jiff::{Timestamp, civil::Date};
use store::audit;

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
    pub(crate) fn audit<'a>(&self, verb: &'a str, subject: &'a str) -> audit::Entry<'a> {
        audit::Entry {
            at: self.now,
            officer: self.officer.id.0,
            unit: self.officer.unit.0,
            verb,
            subject,
            detail: "",
        }
    }
}

/// The audit line of what the system does by itself.
pub(crate) fn of_system<'a>(
    verb: &'a str,
    subject: &'a str,
    detail: &'a str,
    at: Timestamp,
) -> audit::Entry<'a> {
    audit::Entry { at, officer: 0, unit: 0, verb, subject, detail }
}
