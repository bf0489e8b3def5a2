//! The road of a submission: ready, submit, withdraw, and back.

use domain::{
    catalog::Catalog,
    cell::CellStatus,
    deed::Deed,
    org_unit::OrgUnitKind,
    share::Share,
    submission::{Paper, Party, Right, SubmissionError, SubmissionId},
};
use store::{
    audit::Subject,
    db::{Reads, Store, Tx},
    submission::SubmissionRow,
};

use crate::{Acting, Error, part, reason};

/// Loads inside the scope, or says not found.
pub(crate) async fn load(
    db: &mut impl Reads,
    acting: &Acting,
    id: SubmissionId,
) -> Result<SubmissionRow, Error> {
    store::submission::load(db, &acting.scope, id).await?.ok_or(Error::NotFound)
}

/// How the acting officer stands to a report.
pub async fn party<'a>(
    db: &mut impl Reads,
    acting: &'a Acting,
    row: &SubmissionRow,
) -> Result<Party<'a>, Error> {
    let (officer, unit) = (&acting.officer, row.submission.unit);
    let own = store::submission::acts_for(db, officer.unit, unit, acting.today()).await?;
    Ok(Party::of(&row.submission, officer, own, row.unit_kind == OrgUnitKind::Commune))
}

/// Passes a checked draft to the signer.
pub async fn make_ready(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    id: SubmissionId,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    check_ready(&mut tx, catalog, (acting, &party), &mut row).await?;
    finish(tx, acting, &row, Deed::SubmissionMakeReady, "").await
}

/// Runs the checks; what is accepted below now is what the signer signs.
async fn check_ready(
    tx: &mut Tx,
    catalog: &Catalog,
    (acting, party): (&Acting, &Party<'_>),
    row: &mut SubmissionRow,
) -> Result<(), Error> {
    let (findings, explanations) = part::findings(tx, catalog, row).await?;
    row.submission.make_ready(party, &findings, &explanations, acting.today())?;
    if row.submission.author == Some(acting.officer.id) {
        store::submission::save_hand(tx, row.submission.id, acting.officer.id).await?;
    }
    if part::share::is_shared(row) {
        let place = (row.round_id, row.submission.unit);
        store::value::share::keep_parts(tx, row.submission.id, place).await?;
    }
    Ok(())
}

/// Takes a ready draft back for editing.
pub async fn take_back(store: &Store, acting: &Acting, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    row.submission.take_back(&party)?;
    finish(tx, acting, &row, Deed::SubmissionTakeBack, "").await
}

/// Hands the submission to the receiving office: freezes a version that nobody can edit.
pub async fn submit(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    id: SubmissionId,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    if !party.may(Right::Submit) && party.may(Right::SendPaper) {
        return Err(SubmissionError::PaperUntold.into());
    }
    party.require(Right::Submit)?;
    let shares = part::share::to_freeze(&mut tx, catalog, &row).await?;

    row.submission.submit(&party, acting.today())?;

    let version = freeze(&mut tx, acting, &row, &shares).await?;
    store::submission::save_filed(&mut tx, id, acting.now, None).await?;
    let number = row.submission.versions;
    let detail = format!("version={number} {}", sealed(&mut tx, version).await?);
    finish_with(tx, acting, &row, (Deed::SubmissionSubmit, "", &detail)).await
}

/// Hands in what the receiving office typed from a unit's paper: checked, frozen and marked as typed on
/// behalf, with what the paper bears.
pub async fn send_paper(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    id: SubmissionId,
    paper: &Paper,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    party.require(Right::SendPaper)?;
    if row.submission.state.is_editable() {
        check_ready(&mut tx, catalog, (acting, &party), &mut row).await?;
    }
    let shares = part::share::to_freeze(&mut tx, catalog, &row).await?;

    row.submission.send_paper(&party, paper, acting.today())?;

    let version = freeze(&mut tx, acting, &row, &shares).await?;
    store::paper::save_typed(&mut tx, version, paper).await?;
    let (number, signer) = (paper.number.as_str(), paper.signer.as_str());
    store::submission::save_document(&mut tx, id, number, paper.date, signer).await?;
    let on_behalf = Some(acting.officer.id);
    store::submission::save_filed(&mut tx, id, acting.now, on_behalf).await?;
    let why = reason::read(&paper.reason)?;
    let message = format!("Bản giấy {}. Lý do: {why}", paper.words());
    let number = row.submission.versions;
    let detail = format!("version={number} {}", sealed(&mut tx, version).await?);
    finish_with(tx, acting, &row, (Deed::SubmissionSendPaper, &message, &detail)).await
}

/// Freezes the draft under the number that the submission has now.
async fn freeze(
    tx: &mut Tx,
    acting: &Acting,
    row: &SubmissionRow,
    shares: &[(i64, CellStatus, Share)],
) -> Result<i64, Error> {
    let id = row.submission.id;
    let under = (row.submission.versions, row.submission.author);
    let version = store::value::freeze(tx, id, under, acting.by(), shares).await?;
    store::value::share::hand_on_parts(tx, id, version).await?;
    Ok(version)
}

/// Takes a submission back before review has begun.
pub async fn withdraw(store: &Store, acting: &Acting, id: SubmissionId) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    row.submission.withdraw(&party)?;
    store::value::thaw(&mut tx, id, row.submission.versions, acting.by()).await?;
    finish(tx, acting, &row, Deed::SubmissionWithdraw, "").await
}

/// Records that one account may author and sign (small communes), with the reason.
pub async fn waive_second_officer(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    reason: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let mut row = load(&mut tx, acting, id).await?;
    let party = party(&mut tx, acting, &row).await?;
    let reason = reason::read(reason)?;
    row.submission.waive(&party, &reason)?;
    store::submission::save_waiver(&mut tx, id, &reason).await?;
    finish(tx, acting, &row, Deed::SubmissionWaiveSecondOfficer, &reason).await
}

/// The mark of a frozen version as the log tells it: `verify` looks for it there.
pub(crate) async fn sealed(tx: &mut Tx, version: i64) -> Result<String, Error> {
    Ok(format!("digest={}", store::value::seal(tx, version).await?))
}

/// Saves under the lock, writes history and audit, commits.
pub(crate) async fn finish(
    tx: Tx,
    acting: &Acting,
    row: &SubmissionRow,
    deed: Deed,
    message: &str,
) -> Result<(), Error> {
    let detail = format!("version={}", row.submission.versions);
    finish_with(tx, acting, row, (deed, message, &detail)).await
}

/// The same with what the log tells besides: values, never the words of the message.
pub(crate) async fn finish_with(
    mut tx: Tx,
    acting: &Acting,
    row: &SubmissionRow,
    (deed, message, detail): (Deed, &str, &str),
) -> Result<(), Error> {
    let id = row.submission.id;
    store::submission::save(&mut tx, &row.submission).await?;
    let version = row.submission.versions;
    store::submission::record_event(&mut tx, id, acting.by(), deed, message, version).await?;
    tx.finish(acting.audit(deed, Subject::Submission(id)).with(detail)).await?;
    Ok(())
}
