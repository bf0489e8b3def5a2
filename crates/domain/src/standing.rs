//! How submissions stand, as boards count them.

use jiff::civil::Date;

use crate::{
    regime::Duty,
    submission::{State, Submission},
};

/// How many submissions stand alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    pub duty: Duty,
    /// The last timely day, extensions included.
    pub due: Date,
    /// Accepted once: opened again, they are not late, for their accepted figures still count.
    pub accepted_once: bool,
    pub count: u32,
}

/// The day by which most of them are due.
pub fn usual_due(standings: &[Standing]) -> Option<Date> {
    let count =
        |due: Date| -> u32 { standings.iter().filter(|s| s.due == due).map(|s| s.count).sum() };
    standings.iter().map(|s| s.due).max_by_key(|due| (count(*due), *due))
}

impl Standing {
    /// Where one submission stands.
    pub fn of(submission: &Submission) -> Self {
        let due = submission.effective_due();
        let accepted_once = submission.accepted_version.is_some();
        Self { state: submission.state, duty: submission.duty, due, accepted_once, count: 1 }
    }

    /// Whether they are overdue on a day. Requested bodies never are.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.duty == Duty::Ordered
            && !self.state.is_filed()
            && !self.accepted_once
            && self.due < today
    }
}
