//! What each district has had accepted in a round, whole, for the appendices of the province's report.

use std::collections::BTreeMap;

use domain::access::UnitId;

use crate::{
    args,
    db::Reads,
    error::Error,
    estimate,
    value::{ByForm, Place, VersionCell, version_cells_by_form},
};

/// What one district has had accepted, as it handed it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictRow {
    pub submission: i64,
    pub name: String,
    /// When the accepted version was handed in.
    pub at: String,
    pub cells: ByForm<Place, VersionCell>,
    /// How many units below gave an estimate that its figures hold, by form.
    pub estimating: BTreeMap<String, u32>,
}

/// Every district that one office has accepted in a round, in the order of lists.
pub async fn districts(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Vec<DistrictRow>, Error> {
    let sql = "SELECT u.name, n.at, n.id, s.id, u.id FROM submission s JOIN unit u ON u.id = s.unit_id \
        JOIN submission_version n ON n.id = s.accepted_version_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 AND u.kind = 'district' ORDER BY u.sort_order";
    let mut districts = Vec::new();
    for row in db.fetch_all(sql, &args![round, receiver.0]).await? {
        let (version, place) = (row.int(2)?, (round, UnitId(row.int(4)?)));
        districts.push(DistrictRow {
            submission: row.int(3)?,
            name: row.text(0)?.to_owned(),
            at: row.text(1)?.to_owned(),
            cells: version_cells_by_form(db, version, None).await?,
            estimating: estimate::below(db, place, Some(version)).await?,
        });
    }
    Ok(districts)
}
