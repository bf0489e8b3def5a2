//! A unit asks that its accepted report be opened again; its office opens it (`review`) or says why not.

use domain::{
    deed::Deed,
    reopening::{self, ReopeningError},
    submission::SubmissionId,
};
use store::db::{Store, Tx};

use crate::{
    Acting, Error, reason,
    submission::{finish, load, party},
};

impl From<ReopeningError> for Error {
    fn from(error: ReopeningError) -> Self {
        match error {
            ReopeningError::Party(error) => Self::Submission(error),
            _ => Self::refused(error.code(), error.to_string(), error.next()),
        }
    }
}

async fn waits(tx: &mut Tx, id: SubmissionId) -> Result<bool, Error> {
    Ok(store::reopening::newest(tx, id).await?.is_some_and(|request| request.waits()))
}

/// Asks the receiving office to open an accepted report again.
pub async fn ask(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    reason: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    let reason = reason::read(reason)?;
    reopening::ask(&row.submission, &party, &reason, waits(&mut tx, id).await?)?;
    if !store::reopening::save(&mut tx, id, &reason, acting.by()).await? {
        return Err(ReopeningError::Waits.into());
    }
    finish(tx, acting, &row, Deed::SubmissionAskReopening, &reason).await
}

/// Leaves the report as it stands, and tells the unit why.
pub async fn refuse(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    answer: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    let answer = reason::read(answer)?;
    reopening::refuse(&party, &answer, waits(&mut tx, id).await?)?;
    store::reopening::decide(&mut tx, id, (false, &answer), acting.by()).await?;
    finish(tx, acting, &row, Deed::SubmissionRefuseReopening, &answer).await
}
