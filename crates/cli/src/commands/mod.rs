//! One file a command.

pub(crate) mod backup;
pub(crate) mod catalog;
pub(crate) mod demo;
pub(crate) mod dispatch;
pub(crate) mod fate;
pub(crate) mod import;
pub(crate) mod lint;
pub(crate) mod migrate;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod serve;
pub(crate) mod user;
pub(crate) mod verify;
pub(crate) mod workbook;

use crate::told::refused;

/// A refusal as the command line tells it.
pub(crate) fn told(error: actions::Error) -> anyhow::Error {
    if let actions::Error::Store(cause) = error {
        // `told` sorts it.
        return anyhow::Error::new(cause);
    }
    let problem = error.problem();
    refused(problem.code, problem.what.trim_end_matches('.'), problem.next)
}
