//! The contact list: kept by the unit itself and by the office that receives from it.

use domain::{
    access::{Role, UnitId},
    contact::Contact,
    deed::Deed,
};
use store::{
    audit::Subject,
    contact::ContactRow,
    db::{Reads, Store, Tx},
};

use crate::{Acting, Error};

/// Whether an officer keeps the list of a unit: the own one, or one that reports to the own office.
///
/// # Errors
/// When the store fails.
pub async fn keeps(db: &mut impl Reads, acting: &Acting, unit: UnitId) -> Result<bool, Error> {
    let officer = &acting.officer;
    if officer.unit == unit {
        return Ok(true);
    }
    let receives = officer.is_any(&[Role::Desk, Role::Reviewer]);
    Ok(receives && store::contact::is_received(db, unit, officer.unit).await?)
}

async fn require(tx: &mut Tx, acting: &Acting, unit: UnitId) -> Result<(), Error> {
    if keeps(tx, acting, unit).await? { Ok(()) } else { Err(Error::NotFound) }
}

async fn kept(tx: &mut Tx, acting: &Acting, id: i64) -> Result<ContactRow, Error> {
    let row = store::contact::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    require(tx, acting, row.unit).await?;
    Ok(row)
}

async fn finish(tx: Tx, acting: &Acting, deed: Deed, id: i64) -> Result<(), Error> {
    tx.finish(acting.audit(deed, Subject::Contact(id))).await?;
    Ok(())
}

/// Adds a person to a unit's list.
///
/// # Errors
/// When the officer keeps no list of that unit, or what was typed cannot be read.
pub async fn add(
    store: &Store,
    acting: &Acting,
    unit: UnitId,
    typed: &Contact,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    require(&mut tx, acting, unit).await?;
    let who = Contact::read(typed)?;
    let id = store::contact::add(&mut tx, unit, &who, acting.now).await?;
    finish(tx, acting, Deed::ContactAdd, id).await
}

/// Changes a person of the list.
///
/// # Errors
/// As for adding; when somebody else was faster.
pub async fn change(
    store: &Store,
    acting: &Acting,
    (id, revision): (i64, i64),
    typed: &Contact,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    kept(&mut tx, acting, id).await?;
    let who = Contact::read(typed)?;
    match store::contact::change(&mut tx, (id, revision), &who, acting.now).await {
        Err(store::error::Error::Stale) => {
            return Err(Error::refused(
                "DBA-004",
                "Có người khác vừa sửa đầu mối này.",
                "Tải lại trang để xem bản mới rồi sửa tiếp.",
            ));
        }
        done => done?,
    }
    finish(tx, acting, Deed::ContactChange, id).await
}

/// Takes a person off the list, or makes them the one who is called first.
///
/// # Errors
/// When the officer keeps no list of that unit.
pub async fn arrange(store: &Store, acting: &Acting, id: i64, how: Arrange) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    kept(&mut tx, acting, id).await?;
    let deed = match how {
        Arrange::First => {
            store::contact::put_first(&mut tx, id).await?;
            Deed::ContactPutFirst
        }
        Arrange::Remove => {
            store::contact::remove(&mut tx, id).await?;
            Deed::ContactRemove
        }
    };
    finish(tx, acting, deed, id).await
}

/// What becomes of a person on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrange {
    First,
    Remove,
}
