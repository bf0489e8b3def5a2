//! Where an office is reached, as its documents print it.

use domain::access::{OfficerId, UnitId};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// The lines of an address; what is empty is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressRow {
    pub place: String,
    pub telephone: String,
    pub email: String,
    pub website: String,
}

/// The address of a unit; empty where none was set.
pub async fn of(db: &mut impl Reads, unit: UnitId) -> Result<AddressRow, Error> {
    let sql = "SELECT place, telephone, email, website FROM unit_address WHERE unit_id = $1";
    let Some(row) = db.fetch_optional(sql, &args![unit.0]).await? else {
        return Ok(AddressRow::default());
    };
    let text = |at: usize| Ok::<_, Error>(row.text(at)?.to_owned());
    Ok(AddressRow { place: text(0)?, telephone: text(1)?, email: text(2)?, website: text(3)? })
}

/// Sets the address of a unit.
pub async fn set(
    tx: &mut Tx,
    unit: UnitId,
    address: &AddressRow,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO unit_address (unit_id, place, telephone, email, website, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (unit_id) DO UPDATE SET \
        place = excluded.place, telephone = excluded.telephone, email = excluded.email, \
        website = excluded.website, officer_id = excluded.officer_id, at = excluded.at";
    let (officer, at) = by;
    let args = args![
        unit.0,
        address.place.as_str(),
        address.telephone.as_str(),
        address.email.as_str(),
        address.website.as_str(),
        officer.0,
        stamp(at)
    ];
    tx.execute(sql, &args).await.map(|_| ())
}
