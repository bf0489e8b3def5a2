//! What the officer's own unit owes: a board shows it beside those who report to the unit.

use domain::{access::UnitId, standing::Standing};
use store::submission::SubmissionRow;

use super::rows::{Around, Board, board_row};
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::round::{BoardGroup, BoardRow},
};

/// Reports of the own unit, and of those it answers for, of all rounds.
pub(super) async fn reports(
    state: &AppState,
    signed: &Signed,
) -> Result<Vec<SubmissionRow>, PageError> {
    let scope = &signed.acting.scope;
    Ok(store::submission::list_own(&mut state.store.reader(), scope, scope.unit).await?)
}

/// Those of one round.
pub(super) fn in_round<'a>(
    owed: &'a [SubmissionRow],
    round: &str,
) -> impl Iterator<Item = &'a SubmissionRow> {
    owed.iter().filter(move |row| row.round == round)
}

/// Those of one round that are not among the received ones.
pub(super) fn besides<'a>(
    owed: &'a [SubmissionRow],
    round: &str,
    received: &[SubmissionRow],
) -> impl Iterator<Item = (UnitId, &'a SubmissionRow)> {
    in_round(owed, round)
        .filter(move |own| received.iter().all(|row| row.submission.unit != own.submission.unit))
        .map(|row| (row.submission.unit, row))
}

/// Where an own report stands.
pub(super) fn standing(row: &SubmissionRow) -> Standing {
    Standing::of(&row.submission)
}

/// The own rows, first of all; nobody urges oneself.
pub(super) fn group(owing: &[Board<'_>], around: &Around<'_>) -> Option<BoardGroup> {
    let rows = owing[0].values().map(|row| BoardRow {
        pick: String::new(),
        picked: false,
        ..board_row(row, owing, around)
    });
    let rows: Vec<BoardRow> = rows.collect();
    (!rows.is_empty()).then(|| BoardGroup { title: "Đơn vị mình".into(), rows })
}
