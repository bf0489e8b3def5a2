//! Whether another unit of the round holds the very same figures of a form.

use domain::{access::Scope, amount::Amount, submission::SubmissionId};

use super::{BTreeMap, Place, draft_cells, version_cells};
use crate::{args, db::Reads, error::Error};

/// A submission with one figure in common.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Holder {
    submission: SubmissionId,
    /// The version that was handed in; `None`: the draft counts.
    version: Option<i64>,
    name: Option<String>,
}

/// Submissions of a round with the same figure in one cell: its key makes this quick.
const HOLDERS: &str = "SELECT s.id, v.id, CASE WHEN EXISTS (SELECT 1 FROM unit_closure c \
    WHERE c.ancestor_id = $4 AND c.descendant_id = s.unit_id AND c.valid_from <= $5) \
    THEN u.name END FROM submission s JOIN unit u ON u.id = s.unit_id \
    LEFT JOIN submission_version v ON v.submission_id = s.id AND v.number = s.versions \
    AND s.state IN ('submitted', 'in_review', 'accepted') \
    WHERE s.round_id = (SELECT round_id FROM submission WHERE id = $1) AND s.id <> $1 AND \
    (EXISTS (SELECT 1 FROM value x WHERE x.version_id = v.id AND x.cell_id = $2 \
    AND x.amount = $3) OR v.id IS NULL AND EXISTS (SELECT 1 FROM draft_cell d \
    WHERE d.submission_id = s.id AND d.cell_id = $2 AND d.amount = $3)) ORDER BY u.sort_order";

/// Units of the same round whose figures of a form are these, zeros and empty cells aside: their
/// names where the scope sees them, else `None`.
pub async fn twins(
    db: &mut impl Reads,
    scope: &Scope,
    (submission, form): (SubmissionId, &str),
    figures: &BTreeMap<Place, Amount>,
    numbers: &BTreeMap<Place, i64>,
) -> Result<Vec<Option<String>>, Error> {
    // The largest figure is the one that fewest others have.
    let Some((place, amount)) = figures.iter().max_by_key(|(_, amount)| **amount) else {
        return Ok(Vec::new());
    };
    let Some(cell) = numbers.get(place) else { return Ok(Vec::new()) };
    let today = scope.today.to_string();
    let args = args![submission.0, *cell, amount.scaled(), scope.root.0, today.as_str()];
    let rows = db.fetch_all(HOLDERS, &args).await?;
    let mut found = Vec::new();
    for row in &rows {
        let holder = Holder {
            submission: SubmissionId(row.int(0)?),
            version: row.opt_int(1)?,
            name: row.opt_text(2)?.map(ToOwned::to_owned),
        };
        if figures_of(db, &holder, form).await? == *figures {
            found.push(holder.name);
        }
    }
    Ok(found)
}

async fn figures_of(
    db: &mut impl Reads,
    holder: &Holder,
    form: &str,
) -> Result<BTreeMap<Place, Amount>, Error> {
    let nonzero = |(place, amount): (Place, Option<Amount>)| {
        Some((place, amount.filter(|amount| *amount != Amount::ZERO)?))
    };
    Ok(match holder.version {
        Some(version) => version_cells(db, version, form)
            .await?
            .into_iter()
            .filter_map(|(place, cell)| nonzero((place, cell.amount)))
            .collect(),
        None => draft_cells(db, holder.submission, form)
            .await?
            .into_iter()
            .filter_map(|(place, cell)| nonzero((place, cell.amount)))
            .collect(),
    })
}
