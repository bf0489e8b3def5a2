//! The words of an office's own report, put together from what units wrote.

use domain::access::{Role, UnitId};
use domain::deed::Deed;
use store::{audit::Subject, db::Store};

use crate::{Acting, Error};

/// Longest text of one heading in characters.
const TEXT_MAX: usize = 60_000;

/// Who edits the office's words.
pub const EDITORS: [Role; 2] = [Role::Desk, Role::Reviewer];

/// Saves the text of a heading over the revision that was read.
///
/// # Errors
/// When the officer is not at the desk, the text is too long, or somebody saved other words meanwhile.
pub async fn save(
    store: &Store,
    acting: &Acting,
    place: (i64, UnitId, &str, &str),
    text: &str,
    read: i64,
) -> Result<i64, Error> {
    acting.require(&EDITORS, "Việc này của cán bộ tổng hợp.")?;
    if text.chars().count() > TEXT_MAX {
        return Err(Error::refused(
            "CON-001",
            "Lời văn của một mục dài quá 60.000 chữ cái.",
            "Rút ngắn hoặc chuyển phần chi tiết sang phụ lục; phần đã lưu trước đó vẫn còn.",
        ));
    }
    let lines: Vec<String> = text.lines().map(domain::fold::clean).collect();
    let mut tx = store.begin().await?;
    let body = lines.join("\n");
    let (round, office, form, heading) = place;
    let there = store::assembly::list(&mut tx, round, office, form).await?.remove(heading);
    if let Some(there) = there.filter(|there| there.body.as_written() == body) {
        return Ok(there.revision);
    }
    let revision = store::assembly::save(&mut tx, place, &body, read, acting.by()).await?;
    tx.finish(acting.audit(Deed::AssemblySave, Subject::Assembly(place.0, place.3))).await?;
    Ok(revision)
}
