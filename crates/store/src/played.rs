//! Where a submission stands after an invented history has been played.

use domain::{
    access::{OfficerId, UnitId},
    submission::{State, SubmissionId},
};
use jiff::{Timestamp, civil::Date};

use crate::{args, db::Tx, error::Error, submission::stamp};

/// Where a submission stands after its history has been played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    pub state: State,
    pub author: Option<OfficerId>,
    pub signer: Option<OfficerId>,
    pub late: bool,
    pub versions: u32,
    /// The store's number of the last version.
    pub version: i64,
    pub filed_at: Option<Timestamp>,
    pub accepted_at: Option<Timestamp>,
}

impl Played {
    /// Nothing but a state.
    pub fn new(state: State) -> Self {
        Self {
            state,
            author: None,
            signer: None,
            late: false,
            versions: 0,
            version: 0,
            filed_at: None,
            accepted_at: None,
        }
    }
}

/// Writes where a played submission stands.
pub async fn save(tx: &mut Tx, id: SubmissionId, played: &Played) -> Result<(), Error> {
    let sql = "UPDATE submission SET state = $2, author_id = $3, signer_id = $4, late = $5, \
        versions = $6, accepted_version = $7, accepted_version_id = $8, filed_at = $9, \
        accepted_at = $10, revision = revision + 1 WHERE id = $1";
    let accepted = played.accepted_at.is_some();
    let args = args![
        id.0,
        played.state.code(),
        played.author.map(|o| o.0),
        played.signer.map(|o| o.0),
        played.late,
        i64::from(played.versions),
        accepted.then(|| i64::from(played.versions)),
        accepted.then_some(played.version),
        played.filed_at.map(stamp),
        played.accepted_at.map(stamp)
    ];
    tx.execute(sql, &args).await?;
    crate::turn::stands(tx).await?;
    if accepted {
        crate::turn::advance(tx).await?;
    }
    Ok(())
}

/// Notes the extension that was granted.
pub async fn extend(tx: &mut Tx, id: SubmissionId, until: Date) -> Result<(), Error> {
    let sql = "UPDATE submission SET extended_to = $2 WHERE id = $1";
    tx.execute(sql, &args![id.0, until.to_string()]).await.map(|_| ())
}

/// Notes which versions from below a version was made of: those accepted by then.
pub async fn save_parts_used(
    tx: &mut Tx,
    version: i64,
    (round, unit): (i64, UnitId),
    until: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO version_part (version_id, part_version_id) \
        SELECT CAST($1 AS BIGINT), s.accepted_version_id FROM submission s \
        WHERE s.round_id = $2 AND s.receiver_id = $3 AND s.accepted_at < $4";
    tx.execute(sql, &args![version, round, unit.0, stamp(until)]).await.map(|_| ())
}
