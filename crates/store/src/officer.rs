//! Accounts, roles and signed-in sessions.

use std::collections::BTreeMap;

use domain::{
    access::{Officer, OfficerId, Role, Scope, UnitId},
    account::Standing,
    fold::fold,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::{Arg, Row},
    submission::stamp,
};

/// An account as administration lists it, without its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerRow {
    pub officer: Officer,
    pub login: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub unit_name: String,
    pub unit_key: String,
    /// Whether reports of others are handed in at the unit.
    pub receives: bool,
    pub must_change: bool,
    pub active: bool,
    pub locked_until: Option<Timestamp>,
    pub revision: i64,
    pub signed_in_at: Option<String>,
}

/// What a password is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    pub id: OfficerId,
    pub password_hash: String,
    pub active: bool,
}

/// What `officer_of` reads, in its order. Whether a unit receives is asked in the order of its index: the
/// planner of PostgreSQL takes a mere EXISTS for one that reading all reports answers soonest.
const COLUMNS: &str = "o.id, o.login, o.unit_id, o.name, o.position, o.phone, o.email, \
    o.must_change, o.active, o.locked_until, o.revision, u.name, u.key, o.signed_in_at, \
    COALESCE((SELECT string_agg(r.role, ',') FROM officer_role r WHERE r.officer_id = o.id), ''), \
    CASE WHEN (SELECT s.receiver_id FROM submission s WHERE s.receiver_id = o.unit_id \
    ORDER BY s.state LIMIT 1) IS NULL THEN 0 ELSE 1 END";

/// How many columns these are: what is read besides stands after them.
const AFTER: usize = 16;

const FROM: &str = "FROM officer o JOIN unit u ON u.id = o.unit_id";

fn officer_of(row: &Row) -> Result<OfficerRow, Error> {
    let mut roles: Vec<Role> = row.text(14)?.split(',').filter_map(Role::from_code).collect();
    roles.sort_unstable();
    Ok(OfficerRow {
        officer: Officer {
            id: OfficerId(row.int(0)?),
            unit: UnitId(row.int(2)?),
            name: row.text(3)?.to_owned(),
            roles,
        },
        login: row.text(1)?.to_owned(),
        position: row.text(4)?.to_owned(),
        phone: row.text(5)?.to_owned(),
        email: row.text(6)?.to_owned(),
        must_change: row.flag(7)?,
        active: row.flag(8)?,
        locked_until: row.opt_instant(9)?,
        revision: row.int(10)?,
        unit_name: row.text(11)?.to_owned(),
        unit_key: row.text(12)?.to_owned(),
        receives: row.flag(15)?,
        signed_in_at: row.opt_text(13)?.map(ToOwned::to_owned),
    })
}

/// The account with a number.
pub async fn by_id(db: &mut impl Reads, id: OfficerId) -> Result<Option<OfficerRow>, Error> {
    let row = db
        .fetch_optional(&format!("SELECT {COLUMNS} {FROM} WHERE o.id = $1"), &args![id.0])
        .await?;
    row.as_ref().map(officer_of).transpose()
}

const IN_REACH: &str = "EXISTS (SELECT 1 FROM unit_closure c WHERE c.ancestor_id = $1 AND \
    c.descendant_id = o.unit_id AND c.valid_from <= $2)";

/// The accounts a scope may administer, open or closed ones, whose name, login or unit holds the words.
pub async fn list(
    db: &mut impl Reads,
    scope: &Scope,
    (words, active): (&str, bool),
    (skipped, limit): (i64, i64),
) -> Result<Vec<OfficerRow>, Error> {
    let (today, words) = (scope.today.to_string(), fold(words));
    let mut args = args![scope.root.0, today.as_str(), active, limit, skipped].to_vec();
    let named = named(&words, &mut args);
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE {IN_REACH} AND o.active = $3 {named} \
         ORDER BY u.sort_order, u.id, o.login LIMIT $4 OFFSET $5"
    );
    db.fetch_all(&sql, &args).await?.iter().map(officer_of).collect()
}

/// Keeps to accounts whose name, login or unit holds the words: without words to all, and nothing is
/// looked through.
fn named(words: &str, args: &mut Vec<Arg<'_>>) -> String {
    if words.is_empty() {
        return String::new();
    }
    args.push(Arg::OwnedText(format!("%{words}%")));
    format!("AND (o.fold LIKE ${0} OR u.fold LIKE ${0})", args.len())
}

/// How many accounts a scope may administer, and how many of them are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub open: i64,
    pub closed: i64,
    /// What [`list`] would give without a limit.
    pub found: i64,
}

/// Counts the accounts that a scope may administer beside what [`list`] gives of them.
pub async fn count(
    db: &mut impl Reads,
    scope: &Scope,
    (words, active): (&str, bool),
) -> Result<Counted, Error> {
    let (open, closed) = counts(db, scope).await?;
    let (today, words) = (scope.today.to_string(), fold(words));
    if words.is_empty() {
        return Ok(Counted { open, closed, found: if active { open } else { closed } });
    }
    let mut args = args![scope.root.0, today.as_str(), active].to_vec();
    let named = named(&words, &mut args);
    let sql = format!(
        "SELECT CAST(COUNT(*) AS BIGINT) {FROM} WHERE {IN_REACH} AND o.active = $3 {named}"
    );
    Ok(Counted { open, closed, found: db.fetch_one(&sql, &args).await?.int(0)? })
}

async fn counts(db: &mut impl Reads, scope: &Scope) -> Result<(i64, i64), Error> {
    let sql = format!(
        "SELECT CAST(COUNT(CASE WHEN o.active = 1 THEN 1 END) AS BIGINT), \
         CAST(COUNT(CASE WHEN o.active = 0 THEN 1 END) AS BIGINT) FROM officer o WHERE {IN_REACH}"
    );
    let today = scope.today.to_string();
    let row = db.fetch_one(&sql, &args![scope.root.0, today.as_str()]).await?;
    Ok((row.int(0)?, row.int(1)?))
}

/// What sign-in needs, by login.
pub async fn credentials(db: &mut impl Reads, login: &str) -> Result<Option<Credentials>, Error> {
    let sql = "SELECT id, password_hash, active FROM officer WHERE login = $1";
    let row = db.fetch_optional(sql, &args![login]).await?;
    row.map(|row| {
        Ok(Credentials {
            id: OfficerId(row.int(0)?),
            password_hash: row.text(1)?.to_owned(),
            active: row.flag(2)?,
        })
    })
    .transpose()
}

/// A new account to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOfficer {
    pub login: String,
    pub password_hash: String,
    pub must_change: bool,
    pub unit: UnitId,
    pub name: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub roles: Vec<Role>,
}

/// Adds an account; a login in use is a duplicate.
pub async fn create(tx: &mut Tx, new: &NewOfficer) -> Result<OfficerId, Error> {
    let sql = "INSERT INTO officer (login, password_hash, must_change, unit_id, name, position, phone, \
        email, active, failures, locked_until, revision, fold) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, 0, NULL, 1, $9) RETURNING id";
    let row = tx
        .fetch_one(
            sql,
            &args![
                new.login.as_str(),
                new.password_hash.as_str(),
                new.must_change,
                new.unit.0,
                new.name.as_str(),
                new.position.as_str(),
                new.phone.as_str(),
                new.email.as_str(),
                fold(&format!("{} {}", new.name, new.login))
            ],
        )
        .await?;
    let id = row.int(0)?;
    for role in &new.roles {
        let sql = "INSERT INTO officer_role (officer_id, role) VALUES ($1, $2)";
        tx.execute(sql, &args![id, role.code()]).await?;
    }
    Ok(OfficerId(id))
}

/// Gives an account other roles; its sessions end, so that nobody goes on under the old ones.
pub async fn save_roles(tx: &mut Tx, id: OfficerId, roles: &[Role]) -> Result<(), Error> {
    tx.execute("DELETE FROM officer_role WHERE officer_id = $1", &args![id.0]).await?;
    for role in roles {
        let sql = "INSERT INTO officer_role (officer_id, role) VALUES ($1, $2)";
        tx.execute(sql, &args![id.0, role.code()]).await?;
    }
    tx.execute("DELETE FROM session WHERE officer_id = $1", &args![id.0]).await.map(|_| ())
}

/// How many accounts a unit ever had, and how many open ones keep its accounts.
pub async fn standing(db: &mut impl Reads, unit: UnitId) -> Result<Standing, Error> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(r.role) AS BIGINT), \
        CAST(COUNT(CASE WHEN r.role IS NOT NULL AND NOT EXISTS (SELECT 1 FROM officer_role s \
        WHERE s.officer_id = o.id AND s.role IN ('signer', 'reviewer')) THEN 1 END) AS BIGINT) \
        FROM officer o LEFT JOIN officer_role r ON r.officer_id = o.id \
        AND r.role = 'unit-administrator' AND o.active = 1 WHERE o.unit_id = $1";
    let row = db.fetch_one(sql, &args![unit.0]).await?;
    Ok(Standing { accounts: row.int(0)?, administrators: row.int(1)?, helpers: row.int(2)? })
}

/// How many other open accounts bear a role.
pub async fn others_with(db: &mut impl Reads, id: OfficerId, role: Role) -> Result<i64, Error> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM officer o JOIN officer_role r \
        ON r.officer_id = o.id WHERE o.active = 1 AND r.role = $2 AND o.id <> $1";
    db.fetch_one(sql, &args![id.0, role.code()]).await?.int(0)
}

/// Counts one more failed try; gives how many there are.
pub async fn fail(tx: &mut Tx, id: OfficerId) -> Result<i64, Error> {
    let sql = "UPDATE officer SET failures = failures + 1 WHERE id = $1 RETURNING failures";
    tx.fetch_one(sql, &args![id.0]).await?.int(0)
}

/// How many open accounts keep each unit's accounts.
pub async fn administrators(db: &mut impl Reads) -> Result<BTreeMap<UnitId, i64>, Error> {
    let sql = "SELECT o.unit_id, CAST(COUNT(*) AS BIGINT) FROM officer o \
        JOIN officer_role r ON r.officer_id = o.id \
        WHERE r.role = 'unit-administrator' AND o.active = 1 GROUP BY o.unit_id";
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter().map(|row| Ok((UnitId(row.int(0)?), row.int(1)?))).collect()
}

/// Notes a failed or successful try: failures so far and until when the account is locked.
pub async fn save_tries(
    tx: &mut Tx,
    id: OfficerId,
    failures: i64,
    locked_until: Option<Timestamp>,
) -> Result<(), Error> {
    let sql = "UPDATE officer SET failures = $2, locked_until = $3 WHERE id = $1";
    tx.execute(sql, &args![id.0, failures, locked_until.map(stamp)]).await.map(|_| ())
}

/// Replaces a password and ends the account's sessions.
pub async fn save_password(
    tx: &mut Tx,
    id: OfficerId,
    password_hash: &str,
    must_change: bool,
) -> Result<(), Error> {
    let sql = "UPDATE officer SET password_hash = $2, must_change = $3, failures = 0, \
        locked_until = NULL, revision = revision + 1 WHERE id = $1";
    tx.execute(sql, &args![id.0, password_hash, must_change]).await?;
    tx.execute("DELETE FROM session WHERE officer_id = $1", &args![id.0]).await.map(|_| ())
}

/// Closes or opens an account.
pub async fn save_active(tx: &mut Tx, id: OfficerId, active: bool) -> Result<(), Error> {
    tx.execute("UPDATE officer SET active = $2 WHERE id = $1", &args![id.0, active]).await?;
    tx.execute("DELETE FROM session WHERE officer_id = $1", &args![id.0]).await.map(|_| ())
}

/// Opens a session; the account has signed in now.
pub async fn open_session(
    tx: &mut Tx,
    token_hash: &str,
    officer: OfficerId,
    csrf: &str,
    times: (Timestamp, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO session (token_hash, officer_id, csrf, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5)";
    let (created, expires) = times;
    let args = args![token_hash, officer.0, csrf, stamp(created), stamp(expires)];
    tx.execute(sql, &args).await?;
    let seen = "UPDATE officer SET signed_in_at = $2 WHERE id = $1";
    tx.execute(seen, &args![officer.0, stamp(created)]).await.map(|_| ())
}

/// The account and the form token of a session that has not expired. Used by the session door only.
pub async fn session(
    db: &mut impl Reads,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(OfficerRow, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, n.csrf {FROM} JOIN session n ON n.officer_id = o.id \
         WHERE n.token_hash = $1 AND n.expires_at > $2"
    );
    let row = db.fetch_optional(&sql, &args![token_hash, stamp(now)]).await?;
    row.map(|row| Ok((officer_of(&row)?, row.text(AFTER)?.to_owned()))).transpose()
}

/// Ends a session.
pub async fn close_session(tx: &mut Tx, token_hash: &str) -> Result<(), Error> {
    tx.execute("DELETE FROM session WHERE token_hash = $1", &args![token_hash]).await.map(|_| ())
}

/// Ends sessions that have expired.
pub async fn expire_sessions(tx: &mut Tx, now: Timestamp) -> Result<u64, Error> {
    tx.execute("DELETE FROM session WHERE expires_at <= $1", &args![stamp(now)]).await
}

/// One reviewing officer of each unit that has some.
pub async fn reviewers(db: &mut impl Reads) -> Result<BTreeMap<UnitId, OfficerId>, Error> {
    let sql = "SELECT o.unit_id, o.id FROM officer o JOIN officer_role r ON r.officer_id = o.id \
        WHERE r.role = 'reviewer' ORDER BY o.id";
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter().map(|r| Ok((UnitId(r.int(0)?), OfficerId(r.int(1)?)))).collect()
}
