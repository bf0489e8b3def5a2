//! What a draft changes in the version before it: for who signs it.

use actions::part::Seen;

use super::place_label;
use crate::{
    problem::PageError,
    state::AppState,
    view::{
        act::Link,
        submission::{ChangeLine, Changes},
    },
};

/// Changes since the newest version while the report is a draft again, with their heading.
pub(super) async fn since(state: &AppState, (row, sight): Seen<'_>) -> Result<Changes, PageError> {
    let (id, number) = (row.submission.id, row.submission.versions);
    if number == 0 || row.submission.state.is_filed() {
        return Ok(Changes::default());
    }
    let mut reader = state.store.reader();
    let Some(before) = row.newest_version_id else { return Ok(Changes::default()) };
    let seen = (row, sight);
    let found =
        actions::version::changes_of_draft(&mut reader, &state.catalog, seen, before).await?;
    let lines: Vec<ChangeLine> = found
        .into_iter()
        .map(|change| ChangeLine {
            place: Link::new(
                place_label(state, &change.form, &change.row, &change.column),
                format!("/submissions/{}/parts/{}", id.0, change.form),
            ),
            before: change.before,
            after: change.after,
            difference: change.difference,
        })
        .collect();
    let title = format!("{} chỗ khác với bản {number} đã gửi", lines.len());
    Ok(Changes { title, lines })
}
