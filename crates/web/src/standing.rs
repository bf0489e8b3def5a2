//! How reports stand at an office, kept for all who ask until something stands differently.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    access::{Scope, UnitId},
    standing::Standing,
};
use jiff::{Span, civil::Date};
use store::{
    db::{Reader, Store},
    error::Error,
    round::RoundRow,
    stale::Stale,
    submission::SubmissionRow,
    urging::UrgingRow,
};

use crate::kept::Kept;

/// Rounds whose day passed longer ago, in days, no longer stand on the first page.
pub(crate) const LOOK_BACK: i32 = 45;

/// What is kept of all offices.
#[derive(Debug, Default)]
pub struct Standings {
    offices: Kept<Arc<Office>>,
    received: Kept<Arc<Vec<SubmissionRow>>>,
    urgings: Kept<Arc<Vec<UrgingRow>>>,
}

/// How reports stand at one office.
#[derive(Debug)]
pub(crate) struct Office {
    pub(crate) rounds: Vec<RoundRow>,
    /// Of each round with reports to this office.
    pub(crate) standings: BTreeMap<i64, Vec<Standing>>,
    /// Overdue in rounds of the last weeks.
    pub(crate) overdue: Vec<SubmissionRow>,
    /// Waiting for review at the officer's own unit.
    pub(crate) to_review: Vec<SubmissionRow>,
    /// Requests for more time that wait for the office, with the day asked for.
    pub(crate) more_time: Vec<(SubmissionRow, Date)>,
    /// Requests to open an accepted report again that wait for the office, with their time.
    pub(crate) reopenings: Vec<(SubmissionRow, String)>,
    /// Signed reports to the office that units below have outdated.
    pub(crate) stale: Vec<Stale>,
    /// The same of the officer's own unit.
    pub(crate) own_stale: Vec<Stale>,
}

impl Standings {
    /// As it stands now at an office, for one officer's eyes.
    pub(crate) async fn now<'a>(
        &'a self,
        store: &Store,
        scope: &'a Scope,
        (office, receives): (UnitId, bool),
    ) -> Result<Now<'a>, Error> {
        let mut reader = store.reader();
        let turn = store::turn::standing(&mut reader).await?;
        let turn = format!("{turn:?}");
        Ok(Now { kept: self, reader, scope, office, receives, turn })
    }
}

/// The standings of one turn.
pub(crate) struct Now<'a> {
    kept: &'a Standings,
    reader: Reader,
    scope: &'a Scope,
    office: UnitId,
    /// Whether reports come in at the office; elsewhere nothing below outdates one.
    receives: bool,
    turn: String,
}

impl Now<'_> {
    /// What the first page and the list of rounds say.
    pub(crate) async fn office(&mut self) -> Result<Arc<Office>, Error> {
        let own = self.scope.unit;
        let cell = self.kept.offices.cell(self.key(&own.0.to_string()));
        let (reader, scope, office) = (&mut self.reader, self.scope, self.office);
        let receives = self.receives;
        let load = async || {
            let (mut stale, mut own_stale) = (Vec::new(), Vec::new());
            if receives {
                stale = store::stale::of_office(reader, scope, office).await?;
                own_stale = store::stale::of_unit(reader, scope, own).await?;
            }
            let since = scope.today.saturating_sub(Span::new().days(LOOK_BACK));
            Ok(Arc::new(Office {
                rounds: store::round::list(reader).await?,
                standings: store::standing::of_office(reader, scope, office).await?,
                overdue: store::standing::overdue(reader, scope, office, since).await?,
                to_review: store::submission::list_to_review(reader, scope, own).await?,
                more_time: store::extension::waiting(reader, scope, office)
                    .await?
                    .into_iter()
                    .map(|(row, until, _)| (row, until))
                    .collect(),
                reopenings: store::reopening::waiting(reader, scope, office).await?,
                stale,
                own_stale,
            }))
        };
        cell.get_or_try_init(load).await.cloned()
    }

    /// The reports that one round owes the office itself: outside the desk an officer sees lateness of
    /// the own row and of those below only.
    pub(crate) async fn received(&mut self, round: &str) -> Result<Arc<Vec<SubmissionRow>>, Error> {
        let cell = self.kept.received.cell(self.key(round));
        let (reader, scope, office) = (&mut self.reader, self.scope, self.office);
        let load = async || {
            store::submission::list_received(reader, scope, round, office).await.map(Arc::new)
        };
        cell.get_or_try_init(load).await.cloned()
    }

    /// The urgings of a round among the units that report to the office, newest first.
    pub(crate) async fn urgings(&mut self, round: i64) -> Result<Arc<Vec<UrgingRow>>, Error> {
        let office = self.office;
        let cell = self.kept.urgings.cell(format!("{round} {} {}", office.0, self.turn));
        let reader = &mut self.reader;
        let load = async || store::urging::list(reader, round, office).await.map(Arc::new);
        cell.get_or_try_init(load).await.cloned()
    }

    /// Names everything that a list is made of: whose eyes, which day, what, and the turn.
    fn key(&self, what: &str) -> String {
        let Scope { root, unit, today, .. } = self.scope;
        format!("{} {} {} {today} {what} {}", root.0, unit.0, self.office.0, self.turn)
    }
}
