//! Accounts: signing in and out, passwords, creation in bulk, resets without mail.

use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{
    access::{OfficerId, Role},
    contact::Contact,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    audit::Entry,
    db::{Store, Tx},
    officer::{NewOfficer, OfficerRow},
    org_unit::UnitRow,
};

use crate::{Acting, Error, acting::of_system};

/// Wrong tries before an account is locked.
const TRIES: i64 = 5;
/// How long it stays locked, in minutes.
const LOCK_MINUTES: i64 = 15;
/// A working day.
const SESSION_HOURS: i64 = 10;

/// An open session, as the door hands it to the browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// The cookie's secret; only its hash is stored.
    pub token: String,
    pub officer: OfficerId,
    pub must_change: bool,
}

/// Memory-hard hashing within the budget of OWASP (19 MiB, 2 passes).
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
}

/// Hashes a password with a salt of its own.
pub fn hash_password(password: &str) -> Result<String, Error> {
    hasher()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| Error::refused("ACC-009", "Không mã hóa được mật khẩu.", "Thử lại."))
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Random text of `bytes` bytes in hexadecimal.
pub fn secret(bytes: usize) -> Result<String, Error> {
    let mut raw = vec![0_u8; bytes];
    getrandom::fill(&mut raw).map_err(|_| {
        Error::refused("SYS-002", "Máy chủ thiếu nguồn ngẫu nhiên.", "Báo quản trị.")
    })?;
    Ok(crate::hexadecimal(&raw))
}

/// The stored form of a session's secret.
pub fn token_hash(token: &str) -> String {
    use sha2::Digest;
    crate::hexadecimal(&sha2::Sha256::digest(token.as_bytes()))
}

fn refused_sign_in() -> Error {
    Error::refused(
        "ACC-003",
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "Kiểm tra lại; sau năm lần sai, tài khoản tạm khóa 15 phút.",
    )
}

/// Checks a password and opens a session; the fifth wrong try locks the account.
pub async fn sign_in(
    store: &Store,
    login: &str,
    password: &str,
    now: Timestamp,
) -> Result<Session, Error> {
    let known = store::officer::credentials(&mut store.reader(), login).await?;
    let Some(known) = known.filter(|k| k.active) else {
        // As slow as a real check, so that the answer does not tell which logins exist; the log does
        // not tell which name was tried, for that may be a password typed in the wrong field.
        let _ = hash_blocking(password.to_owned()).await;
        let mut tx = store.begin().await?;
        let entry = of_system("account.sign_in_failed", "", "no_account", now);
        store::audit::record(&mut tx, entry).await?;
        tx.commit().await?;
        return Err(refused_sign_in());
    };
    if let Some(until) = known.locked_until.as_deref().and_then(|t| t.parse::<Timestamp>().ok())
        && until > now
    {
        let mut tx = store.begin().await?;
        note(&mut tx, known.id, "account.sign_in_failed", "locked", now).await?;
        tx.commit().await?;
        return Err(Error::refused(
            "ACC-004",
            "Tài khoản đang tạm khóa vì nhập sai nhiều lần.",
            "Chờ 15 phút, hoặc nhờ quản trị đơn vị đặt lại mật khẩu.",
        ));
    }
    let hash = known.password_hash.clone();
    let typed = password.to_owned();
    let right = tokio::task::spawn_blocking(move || matches(&typed, &hash)).await.unwrap_or(false);
    let mut tx = store.begin().await?;
    if !right {
        let failures = known.failures + 1;
        let locked = (failures >= TRIES).then(|| now + SignedDuration::from_mins(LOCK_MINUTES));
        let failures = if locked.is_some() { 0 } else { failures };
        store::officer::save_tries(&mut tx, known.id, failures, locked).await?;
        note(&mut tx, known.id, "account.sign_in_failed", "password", now).await?;
        if let Some(until) = locked {
            let detail = format!("until={}", store::submission::stamp(until));
            note(&mut tx, known.id, "account.lock", &detail, now).await?;
        }
        tx.commit().await?;
        return Err(refused_sign_in());
    }
    store::officer::save_tries(&mut tx, known.id, 0, None).await?;
    let (token, csrf) = (secret(32)?, secret(16)?);
    let expires = now + SignedDuration::from_hours(SESSION_HOURS);
    store::officer::open_session(&mut tx, &token_hash(&token), known.id, &csrf, (now, expires))
        .await?;
    let row = store::officer::by_id(&mut tx, known.id).await?.ok_or(Error::NotFound)?;
    note(&mut tx, known.id, "account.sign_in", "", now).await?;
    tx.commit().await?;
    Ok(Session { token, officer: known.id, must_change: row.must_change })
}

/// Logs what happened at the door to an account that there is.
async fn note(
    tx: &mut Tx,
    id: OfficerId,
    verb: &str,
    detail: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let row = store::officer::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let subject = format!("officer/{}", id.0);
    let entry =
        Entry { at: now, officer: id.0, unit: row.officer.unit.0, verb, subject: &subject, detail };
    Ok(store::audit::record(tx, entry).await?)
}

async fn hash_blocking(password: String) -> Result<String, Error> {
    tokio::task::spawn_blocking(move || hash_password(&password))
        .await
        .unwrap_or_else(|_| Err(refused_sign_in()))
}

/// Ends a session.
pub async fn sign_out(store: &Store, token: &str) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::officer::close_session(&mut tx, &token_hash(token)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session whose time is over; how many.
pub async fn expire_sessions(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let mut tx = store.begin().await?;
    let ended = store::officer::expire_sessions(&mut tx, now).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Closes an account, or opens it again; its sessions end.
pub async fn set_active(
    store: &Store,
    acting: &Acting,
    id: OfficerId,
    active: bool,
) -> Result<(), Error> {
    if id == acting.officer.id {
        return Err(Error::refused(
            "ACC-012",
            "Không tự đóng tài khoản đang dùng.",
            "Nhờ một quản trị khác.",
        ));
    }
    let mut tx = store.begin().await?;
    kept(&mut tx, acting, id).await?;
    store::officer::save_active(&mut tx, id, active).await?;
    let subject = format!("officer/{}", id.0);
    let verb = if active { "account.open" } else { "account.close" };
    store::audit::record(&mut tx, acting.audit(verb, &subject)).await?;
    tx.commit().await?;
    Ok(())
}

/// An account that the acting officer keeps.
async fn kept(tx: &mut Tx, acting: &Acting, id: OfficerId) -> Result<OfficerRow, Error> {
    acting.require(
        &[Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk],
        "Việc này của quản trị đơn vị.",
    )?;
    let row = store::officer::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let (root, unit) = (acting.accounts_root, row.officer.unit);
    if !store::org_unit::is_in_scope(tx, root, unit, acting.today()).await? {
        return Err(Error::NotFound);
    }
    require_grant(acting, &row.officer.roles)?;
    Ok(row)
}

/// The officer behind a session's secret, and the token its forms must carry.
pub async fn signed_in(
    store: &Store,
    token: &str,
    now: Timestamp,
) -> Result<Option<(OfficerRow, String)>, Error> {
    let mut reader = store.reader();
    let Some((id, csrf)) = store::officer::session(&mut reader, &token_hash(token), now).await?
    else {
        return Ok(None);
    };
    let row = store::officer::by_id(&mut reader, id).await?;
    Ok(row.filter(|r| r.active).map(|r| (r, csrf)))
}

/// Replaces the own password.
pub async fn change_password(
    store: &Store,
    acting: &Acting,
    login: &str,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let known = store::officer::credentials(&mut store.reader(), login)
        .await?
        .filter(|k| k.id == acting.officer.id)
        .ok_or(Error::NotFound)?;
    if !matches(old, &known.password_hash) {
        return Err(Error::refused("ACC-005", "Mật khẩu hiện nay không đúng.", "Nhập lại."));
    }
    if new.chars().count() < 12 {
        return Err(Error::refused(
            "ACC-006",
            "Mật khẩu mới ngắn hơn 12 ký tự.",
            "Chọn một câu dễ nhớ, từ 12 ký tự trở lên.",
        ));
    }
    let hash = hash_blocking(new.to_owned()).await?;
    let mut tx = store.begin().await?;
    store::officer::save_password(&mut tx, acting.officer.id, &hash, false).await?;
    let subject = format!("officer/{}", acting.officer.id.0);
    store::audit::record(&mut tx, acting.audit("account.change_password", &subject)).await?;
    tx.commit().await?;
    Ok(())
}

/// A slip to print: login and first password, shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub unit: String,
    pub name: String,
    pub login: String,
    pub password: String,
}

/// A line of the list from which accounts are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Line of the list, for words about faults.
    pub number: usize,
    pub login: String,
    pub unit_key: String,
    pub name: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub roles: Vec<Role>,
}

/// Codes of roles, as the log has them.
fn codes(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
}

/// Roles that reach beyond one unit.
const WIDE: [Role; 3] = [Role::Desk, Role::Leader, Role::SystemAdministrator];

/// Nobody hands out, or takes over by a new password, more than the own reach.
fn require_grant(acting: &Acting, roles: &[Role]) -> Result<(), Error> {
    let wide = roles.iter().any(|role| WIDE.contains(role));
    if wide && !acting.officer.is(Role::SystemAdministrator) {
        return Err(Error::NotAllowed(
            "Tài khoản có quyền toàn tỉnh do quản trị hệ thống tạo và cấp lại mật khẩu.",
        ));
    }
    Ok(())
}

/// Makes accounts from a list, all or none, and returns the slips to print.
pub async fn create_many(
    store: &Store,
    acting: &Acting,
    lines: &[AccountLine],
) -> Result<Vec<Slip>, Error> {
    acting.require(
        &[Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk],
        "Việc này của quản trị.",
    )?;
    let mut tx = store.begin().await?;
    let mut slips = Vec::with_capacity(lines.len());
    let units = units_of(&mut tx, acting, lines).await?;
    for (line, unit) in lines.iter().zip(units) {
        require_grant(acting, &line.roles)?;
        let who = person(line)?;
        let password = first_password()?;
        let new = NewOfficer {
            login: domain::fold::clean(&line.login),
            password_hash: hash_blocking(password.clone()).await?,
            must_change: true,
            unit: unit.id,
            name: who.name.clone(),
            position: who.position.clone(),
            phone: who.phone.clone(),
            email: who.email.clone(),
            roles: line.roles.clone(),
        };
        let id = store::officer::create(&mut tx, &new).await.map_err(|error| match error {
            store::error::Error::Duplicate { .. } => Error::refused(
                "ACC-007",
                format!("Tên đăng nhập “{}” đã có.", new.login),
                "Đổi tên đăng nhập trong danh sách rồi làm lại; chưa có tài khoản nào được tạo.",
            ),
            other => other.into(),
        })?;
        let subject = format!("officer/{}", id.0);
        let detail = format!("unit={} roles={}", line.unit_key, codes(&line.roles));
        let entry = acting.audit("account.create", &subject).with(&detail);
        store::audit::record(&mut tx, entry).await?;
        if line.roles.contains(&Role::Reporter) {
            store::contact::add(&mut tx, unit.id, &who, acting.now).await?;
        }
        slips.push(Slip { unit: unit.name, name: new.name, login: new.login, password });
    }
    tx.commit().await?;
    Ok(slips)
}

/// The unit of each line; every line whose unit cannot be given an account is named.
async fn units_of(
    tx: &mut Tx,
    acting: &Acting,
    lines: &[AccountLine],
) -> Result<Vec<UnitRow>, Error> {
    let (root, today) = (acting.accounts_root, acting.today());
    let mut units = Vec::with_capacity(lines.len());
    let mut faults = Vec::new();
    for line in lines {
        match store::org_unit::by_key(tx, &line.unit_key).await? {
            Some(unit) if store::org_unit::is_in_scope(tx, root, unit.id, today).await? => {
                units.push(unit);
            }
            _ => faults.push(format!("dòng {}, mã đơn vị “{}”", line.number, line.unit_key)),
        }
    }
    if faults.is_empty() {
        return Ok(units);
    }
    Err(Error::refused(
        "LST-002",
        format!("Không có đơn vị này, hoặc ngoài phạm vi quản trị: {}.", faults.join("; ")),
        "Sửa mã đơn vị theo trang Đơn vị rồi làm lại; chưa có tài khoản nào được tạo.",
    ))
}

/// The person of a line, as the contact list keeps them too.
fn person(line: &AccountLine) -> Result<Contact, Error> {
    let typed = Contact {
        name: line.name.clone(),
        position: line.position.clone(),
        phone: line.phone.clone(),
        email: line.email.clone(),
    };
    Contact::read(&typed).map_err(|error| {
        let what = format!("Dòng {}: {error}", line.number);
        Error::refused(error.code(), what, error.next())
    })
}

/// Sets a new first password for an account of the own subtree; no mail needed.
pub async fn reset_password(store: &Store, acting: &Acting, id: OfficerId) -> Result<Slip, Error> {
    let password = first_password()?;
    let hash = hash_blocking(password.clone()).await?;
    let mut tx = store.begin().await?;
    let row = kept(&mut tx, acting, id).await?;
    store::officer::save_password(&mut tx, id, &hash, true).await?;
    let subject = format!("officer/{}", id.0);
    store::audit::record(&mut tx, acting.audit("account.reset_password", &subject)).await?;
    tx.commit().await?;
    Ok(Slip { unit: row.unit_name, name: row.officer.name, login: row.login, password })
}

/// Twelve letters and digits that cannot be misread on paper.
fn first_password() -> Result<String, Error> {
    const SIGNS: &[u8] = b"abcdefghkmnpqrstuvwxyz23456789";
    let mut raw = [0_u8; 12];
    getrandom::fill(&mut raw).map_err(|_| {
        Error::refused("SYS-002", "Máy chủ thiếu nguồn ngẫu nhiên.", "Báo quản trị.")
    })?;
    let word: String = raw.iter().map(|b| SIGNS[*b as usize % SIGNS.len()] as char).collect();
    Ok(format!("{}-{}-{}", &word[..4], &word[4..8], &word[8..]))
}
