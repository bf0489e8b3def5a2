//! What a draft changes in the version before it: for who signs it.

use actions::{part::Seen, version::Change};
use store::submission::SubmissionRow;

use super::place_label;
use crate::{
    problem::PageError,
    state::AppState,
    view::{
        act::Link,
        submission::{ChangeLine, Changes},
    },
};

/// Changes since the newest version while the report is a draft again.
pub(super) async fn found(
    state: &AppState,
    (row, sight): Seen<'_>,
) -> Result<Vec<Change>, PageError> {
    if row.submission.versions == 0 || row.submission.state.is_filed() {
        return Ok(Vec::new());
    }
    let Some(before) = row.newest_version_id else { return Ok(Vec::new()) };
    let mut reader = state.store.reader();
    let catalog = &state.catalog;
    Ok(actions::version::changes_of_draft(&mut reader, catalog, (row, sight), before).await?)
}

/// The same under their heading.
pub(super) fn told(state: &AppState, row: &SubmissionRow, found: &[Change]) -> Changes {
    let (id, number) = (row.submission.id.0, row.submission.versions);
    let line = |change: &Change| ChangeLine {
        place: Link::new(
            place_label(state, &change.form, &change.row, &change.column),
            format!("/submissions/{id}/parts/{}", change.form),
        ),
        before: change.before.clone(),
        after: change.after.clone(),
        difference: change.difference.clone(),
    };
    let lines: Vec<ChangeLine> = found.iter().map(line).collect();
    Changes { title: format!("{} chỗ khác với bản {number} đã gửi", lines.len()), lines }
}
