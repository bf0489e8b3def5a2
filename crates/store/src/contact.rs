//! The contact list: who is spoken to at each unit, the first one first.

use std::collections::BTreeMap;

use domain::{
    access::{Scope, UnitId},
    contact::Contact,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::{scoped, stamp},
};

/// A person on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    pub id: i64,
    pub unit: UnitId,
    pub contact: Contact,
    pub revision: i64,
}

/// A unit with its persons; it may have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitContacts {
    pub unit: UnitId,
    pub name: String,
    pub persons: Vec<ContactRow>,
}

const COLUMNS: &str = "c.id, c.unit_id, c.name, c.position, c.phone, c.email, c.revision";

fn read(row: &Row) -> Result<ContactRow, Error> {
    Ok(ContactRow {
        id: row.int(0)?,
        unit: UnitId(row.int(1)?),
        contact: Contact {
            name: row.text(2)?.to_owned(),
            position: row.text(3)?.to_owned(),
            phone: row.text(4)?.to_owned(),
            email: row.text(5)?.to_owned(),
        },
        revision: row.int(6)?,
    })
}

/// Units that report to an office in any round, in Vietnamese order, with their persons.
pub async fn received(
    db: &mut impl Reads,
    scope: &Scope,
    receiver: UnitId,
) -> Result<Vec<UnitContacts>, Error> {
    let today = scope.today.to_string();
    let sql = format!(
        "SELECT u.id, u.name FROM unit u WHERE EXISTS (SELECT 1 FROM submission s \
         WHERE s.unit_id = u.id AND s.receiver_id = $1 AND {}) ORDER BY u.sort_order, u.id",
        scoped(4)
    );
    let rows =
        db.fetch_all(&sql, &args![receiver.0, scope.root.0, today.as_str(), scope.unit.0]).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM contact c WHERE EXISTS (SELECT 1 FROM submission s \
         WHERE s.unit_id = c.unit_id AND s.receiver_id = $1) ORDER BY c.place, c.id"
    );
    let mut persons: BTreeMap<i64, Vec<ContactRow>> = BTreeMap::new();
    for row in db.fetch_all(&sql, &args![receiver.0]).await? {
        let row = read(&row)?;
        persons.entry(row.unit.0).or_default().push(row);
    }
    rows.iter()
        .map(|row| {
            Ok(UnitContacts {
                unit: UnitId(row.int(0)?),
                name: row.text(1)?.to_owned(),
                persons: persons.remove(&row.int(0)?).unwrap_or_default(),
            })
        })
        .collect()
}

/// Whether a unit reports to an office in any round.
pub async fn is_received(
    db: &mut impl Reads,
    unit: UnitId,
    receiver: UnitId,
) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM submission WHERE unit_id = $1 AND receiver_id = $2 LIMIT 1";
    Ok(db.fetch_optional(sql, &args![unit.0, receiver.0]).await?.is_some())
}

/// The persons of one unit, the first one first.
pub async fn of_unit(db: &mut impl Reads, unit: UnitId) -> Result<Vec<ContactRow>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM contact c WHERE c.unit_id = $1 ORDER BY c.place, c.id");
    db.fetch_all(&sql, &args![unit.0]).await?.iter().map(read).collect()
}

/// One person of the list; whoever asks for it compares the unit with who keeps that list.
pub async fn by_id(db: &mut impl Reads, id: i64) -> Result<Option<ContactRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM contact c WHERE c.id = $1");
    db.fetch_optional(&sql, &args![id]).await?.as_ref().map(read).transpose()
}

/// The person to call first, unit by unit.
pub async fn first(db: &mut impl Reads) -> Result<BTreeMap<UnitId, Contact>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM contact c ORDER BY c.place DESC, c.id DESC");
    let rows = db.fetch_all(&sql, &[]).await?;
    rows.iter().map(|row| read(row).map(|row| (row.unit, row.contact))).collect()
}

/// Adds a person behind the others of the unit.
pub async fn add(tx: &mut Tx, unit: UnitId, who: &Contact, at: Timestamp) -> Result<i64, Error> {
    let sql = "INSERT INTO contact (unit_id, name, position, phone, email, place, revision, \
        changed_at) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), \
        CAST($4 AS TEXT), CAST($5 AS TEXT), COALESCE(MAX(place), 0) + 1, 1, CAST($6 AS TEXT) \
        FROM contact WHERE unit_id = $1 RETURNING id";
    let args = args![
        unit.0,
        who.name.as_str(),
        who.position.as_str(),
        who.phone.as_str(),
        who.email.as_str(),
        stamp(at)
    ];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// Adds the first person of many units at once.
pub async fn add_first(
    tx: &mut Tx,
    persons: &[(UnitId, i64, Contact)],
    at: Timestamp,
) -> Result<(), Error> {
    let columns =
        ["unit_id", "name", "position", "phone", "email", "place", "revision", "changed_at"];
    let mut rows = Vec::with_capacity(persons.len());
    for (unit, place, who) in persons {
        let words = args![
            unit.0,
            who.name.as_str(),
            who.position.as_str(),
            who.phone.as_str(),
            who.email.as_str(),
            *place,
            1_i64,
            stamp(at)
        ];
        rows.push(words.to_vec());
    }
    tx.insert_many("contact", &columns, rows).await
}

/// Changes a person; a stale revision is refused.
pub async fn change(
    tx: &mut Tx,
    (id, revision): (i64, i64),
    who: &Contact,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "UPDATE contact SET name = $3, position = $4, phone = $5, email = $6, \
        changed_at = $7, revision = revision + 1 WHERE id = $1 AND revision = $2";
    let args = args![
        id,
        revision,
        who.name.as_str(),
        who.position.as_str(),
        who.phone.as_str(),
        who.email.as_str(),
        stamp(at)
    ];
    if tx.execute(sql, &args).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Takes a person off the list.
pub async fn remove(tx: &mut Tx, id: i64) -> Result<(), Error> {
    tx.execute("DELETE FROM contact WHERE id = $1", &args![id]).await.map(|_| ())
}

/// Makes a person the one who is called first.
pub async fn put_first(tx: &mut Tx, id: i64) -> Result<(), Error> {
    let sql = "UPDATE contact SET place = (SELECT MIN(o.place) - 1 FROM contact o \
        WHERE o.unit_id = contact.unit_id), revision = revision + 1 WHERE id = $1";
    tx.execute(sql, &args![id]).await.map(|_| ())
}
