//! What was done to accounts of which people are told on their first page: a new first password, an account
//! made or closed from outside of the unit.

use domain::access::{Officer, OfficerId, Role};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// What was done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was given a new first password.
    Password,
    /// It was made from outside of its unit.
    Made,
    /// It was closed from outside of its unit.
    Closed,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Made => "made",
            Self::Closed => "closed",
        }
    }
}

/// One thing that was done to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    pub id: i64,
    pub kind: Kind,
    pub officer: OfficerId,
    pub login: String,
    pub name: String,
    /// Roles of the account, as they are now.
    pub roles: Vec<Role>,
    pub at: String,
    /// Name of who did it; empty for whoever keeps the machine.
    pub by: String,
    pub by_unit: String,
}

/// Notes what was done to an account, by whom and when.
pub async fn record(
    tx: &mut Tx,
    (id, kind): (OfficerId, Kind),
    (by, at): (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO account_notice (officer_id, kind, at, by_id) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &args![id.0, kind.code(), stamp(at), by.0]).await.map(|_| ())
}

/// What was done since an instant of which an officer is to be told: new passwords of the own account, and for
/// a signer or administrator what was done to accounts of the unit; without what the officer did or has
/// read already.
pub async fn list(
    db: &mut impl Reads,
    officer: &Officer,
    since: Timestamp,
) -> Result<Vec<NoticeRow>, Error> {
    let sql = "SELECT p.id, p.kind, p.officer_id, o.login, o.name, p.at, COALESCE(b.name, ''), \
        COALESCE(u.name, ''), COALESCE((SELECT string_agg(r.role, ',') FROM officer_role r \
        WHERE r.officer_id = o.id), '') FROM account_notice p \
        JOIN officer o ON o.id = p.officer_id LEFT JOIN officer b ON b.id = p.by_id \
        LEFT JOIN unit u ON u.id = b.unit_id \
        WHERE p.at >= $1 AND ((o.id = $2 AND p.kind = 'password') \
        OR (o.id <> $2 AND o.unit_id = $3 AND $4 = 1)) AND p.by_id <> $2 \
        AND NOT EXISTS (SELECT 1 FROM account_notice_seen s WHERE s.notice_id = p.id \
        AND s.officer_id = $2) ORDER BY p.id DESC";
    let keeps = officer.is_any(&[Role::Signer, Role::UnitAdministrator]);
    let args = args![stamp(since), officer.id.0, officer.unit.0, i64::from(keeps)];
    db.fetch_all(sql, &args).await?.iter().map(notice).collect()
}

fn notice(row: &Row) -> Result<NoticeRow, Error> {
    let text = |at: usize| row.text(at).map(ToOwned::to_owned);
    let mut roles: Vec<Role> = row.text(8)?.split(',').filter_map(Role::from_code).collect();
    roles.sort_unstable();
    Ok(NoticeRow {
        id: row.int(0)?,
        kind: match row.text(1)? {
            "made" => Kind::Made,
            "closed" => Kind::Closed,
            _ => Kind::Password,
        },
        officer: OfficerId(row.int(2)?),
        login: text(3)?,
        name: text(4)?,
        roles,
        at: text(5)?,
        by: text(6)?,
        by_unit: text(7)?,
    })
}

/// Notes that an officer has read of it.
pub async fn see(tx: &mut Tx, notice: i64, by: OfficerId) -> Result<(), Error> {
    let sql = "INSERT INTO account_notice_seen (notice_id, officer_id) \
        SELECT id, CAST($2 AS BIGINT) FROM account_notice WHERE id = $1 ON CONFLICT DO NOTHING";
    tx.execute(sql, &args![notice, by.0]).await.map(|_| ())
}
