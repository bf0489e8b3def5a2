//! Accounts: signing in and out, passwords, creation in bulk, resets without mail.

mod create;
mod door;
mod outside;
mod password;
mod role;
mod unit;

use argon2::{
    Argon2, Params,
    password_hash::{Error as HashError, PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{
    access::{OfficerId, Role},
    account::WIDE,
    deed::Deed,
    password::normal,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    account_notice::Kind,
    audit::Entry,
    audit::Subject,
    db::{Reads, Store, Tx},
    officer::{Credentials, OfficerRow},
};

use crate::{Acting, Error, acting::of_system};

pub use create::{AccountLine, Fault, LINES_MAX, NO_ROLE, Slip, create_many, faults};
pub use door::Door;
pub use password::{change_password, reset_password, see_reset};
pub use role::set_roles;

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

/// Memory-hard hashing: of the settings that OWASP holds for equal, the one with the least memory (7 MiB,
/// 5 passes). A morning's sign-ins come together, and what a hash holds no page can have.
const PARAMS: Params = match Params::new(7 * 1024, 5, 1, None) {
    Ok(params) => params,
    // Never built: other settings than these must not be taken in silence.
    Err(_) => panic!("settings of the password hash"),
};

fn hasher() -> Argon2<'static> {
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, PARAMS)
}

/// Hashes a password with a salt of its own.
pub fn hash_password(password: &str) -> Result<String, Error> {
    hasher()
        .hash_password(normal(password).as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| Error::refused("ACC-009", "Không mã hóa được mật khẩu.", "Thử lại."))
}

/// Whether a password has a hash. One that cannot be compared with is not a wrong password.
fn matches(password: &str, hash: &str) -> Result<bool, Error> {
    let unreadable = |error: String| Error::Internal(format!("a stored password: {error}"));
    let parsed = PasswordHash::new(hash).map_err(|error| unreadable(error.to_string()))?;
    let is_of = |text: &str| match hasher().verify_password(text.as_bytes(), &parsed) {
        Ok(()) => Ok(true),
        Err(HashError::PasswordInvalid) => Ok(false),
        Err(error) => Err(unreadable(error.to_string())),
    };
    let plain = normal(password);
    // Hashes of before hold a password as its keyboard typed it.
    Ok(is_of(&plain)? || plain != password && is_of(password)?)
}

/// Random text of `bytes` bytes in hexadecimal.
pub fn secret(bytes: usize) -> Result<String, Error> {
    let mut raw = vec![0_u8; bytes];
    getrandom::fill(&mut raw).map_err(|_| {
        Error::refused("SYS-002", "Máy chủ thiếu nguồn ngẫu nhiên.", "Báo quản trị.")
    })?;
    Ok(hex::encode(raw))
}

/// The stored form of a session's secret.
pub fn token_hash(token: &str) -> String {
    crate::sha256_hex(token.as_bytes())
}

fn refused_sign_in() -> Error {
    Error::refused(
        "ACC-003",
        "Tên hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa.",
        "Kiểm tra lại; sau năm lần sai, tài khoản tạm khóa 15 phút. Cần gấp thì nhờ quản trị đơn vị cấp lại mật khẩu.",
    )
}

/// Checks a password and opens a session; the fifth wrong try locks the account.
///
/// Who asks is not told whether a name is known, closed or locked: the words are the same, and so is the
/// work of one hash. The hash takes its time outside the transaction; what it was compared with is read again
/// inside, for the account may have been given another password or closed meanwhile. Of tries that let nobody in
/// and lock nothing the door says which are logged.
///
/// # Errors
/// When the name or the password is wrong, or the account is closed or locked.
pub async fn sign_in(
    (store, door): (&Store, &Door),
    login: &str,
    password: &str,
    now: Timestamp,
) -> Result<Session, Error> {
    let mut reader = store.reader();
    let known = store::officer::credentials(&mut reader, login).await?;
    let known = known.filter(|known| known.active);
    let row = match &known {
        Some(known) => store::officer::by_id(&mut reader, known.id).await?,
        None => None,
    };
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    let right = matches_blocking(password.to_owned(), hash).await?;
    if row.is_none_or(|row| is_locked(&row, now)) {
        let Some(unlogged) = door.logs(now) else { return Err(refused_sign_in()) };
        note_unlogged(store, unlogged, now).await?;
    }
    let mut tx = store.begin().await?;
    let Some(known) = known else {
        // The log does not tell which name was tried: it may be a password typed in the wrong field.
        let entry = of_system(Deed::AccountSignInFailed, Subject::Nothing, "no_account", now);
        tx.finish(entry).await?;
        return Err(refused_sign_in());
    };
    if !tried(&mut tx, login, &known, right, now).await? {
        tx.commit().await?;
        return Err(refused_sign_in());
    }
    let (token, csrf) = (secret(32)?, secret(16)?);
    let expires = now + SignedDuration::from_hours(SESSION_HOURS);
    store::officer::open_session(&mut tx, &token_hash(&token), known.id, &csrf, (now, expires))
        .await?;
    let row = store::officer::by_id(&mut tx, known.id).await?.ok_or(Error::NotFound)?;
    note(&mut tx, known.id, Deed::AccountSignIn, "", now).await?;
    tx.commit().await?;
    Ok(Session { token, officer: known.id, must_change: row.must_change })
}

/// Counts and logs a try at an account's password; says whether it lets in. While the account is locked no
/// try does, and none is counted. A password that was right for what the account was before is a wrong one.
async fn tried(
    tx: &mut Tx,
    login: &str,
    compared: &Credentials,
    right: bool,
    now: Timestamp,
) -> Result<bool, Error> {
    let id = compared.id;
    let row = store::officer::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    if is_locked(&row, now) {
        note(tx, id, Deed::AccountSignInFailed, "locked", now).await?;
        return Ok(false);
    }
    let known = store::officer::credentials(tx, login).await?;
    if right && row.active && known.as_ref() == Some(compared) {
        store::officer::save_tries(tx, id, 0, None).await?;
        return Ok(true);
    }
    let failures = store::officer::fail(tx, id).await?;
    note(tx, id, Deed::AccountSignInFailed, "password", now).await?;
    if failures >= TRIES {
        let until = now + SignedDuration::from_mins(LOCK_MINUTES);
        store::officer::save_tries(tx, id, 0, Some(until)).await?;
        let detail = format!("until={}", store::submission::stamp(until));
        note(tx, id, Deed::AccountLock, &detail, now).await?;
    }
    Ok(false)
}

fn is_locked(row: &OfficerRow, now: Timestamp) -> bool {
    row.locked_until.is_some_and(|until| until > now)
}

/// Logs how many failed tries were not logged singly, as one line.
async fn note_unlogged(store: &Store, unlogged: u64, now: Timestamp) -> Result<(), Error> {
    if unlogged == 0 {
        return Ok(());
    }
    let detail = format!("more={unlogged}");
    let tx = store.begin().await?;
    let entry = of_system(Deed::AccountSignInFailed, Subject::Nothing, &detail, now);
    tx.finish(entry).await?;
    Ok(())
}

/// Logs what happened at the door to an account that there is.
async fn note(
    tx: &mut Tx,
    id: OfficerId,
    deed: Deed,
    detail: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let row = store::officer::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let entry = Entry {
        at: now,
        officer: id.0,
        unit: row.officer.unit.0,
        deed,
        subject: Subject::Officer(id),
        detail,
    };
    Ok(store::audit::record(tx, entry).await?)
}

/// Hashes beside the runtime. Who calls holds a turn: each hash takes 7 MiB and a core.
async fn hash_blocking(password: String) -> Result<String, Error> {
    tokio::task::spawn_blocking(move || hash_password(&password)).await?
}

/// Compares with a hash beside the runtime; where there is none, as much work is done for nothing.
async fn matches_blocking(password: String, hash: Option<String>) -> Result<bool, Error> {
    let work = move || {
        if let Some(hash) = hash {
            return matches(&password, &hash);
        }
        hash_password(&password).map(|_| false)
    };
    tokio::task::spawn_blocking(work).await?
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
    let row = kept(&mut tx, acting, id).await?;
    if !active {
        require_other_keeper(&mut tx, &row).await?;
    }
    store::officer::save_active(&mut tx, id, active).await?;
    if !active && outside::is_told(acting, row.officer.unit) {
        store::account_notice::record(&mut tx, (id, Kind::Closed), acting.by()).await?;
    }
    let deed = if active { Deed::AccountOpen } else { Deed::AccountClose };
    tx.finish(acting.audit(deed, Subject::Officer(id))).await?;
    Ok(())
}

/// An account that the acting officer keeps.
async fn kept(db: &mut impl Reads, acting: &Acting, id: OfficerId) -> Result<OfficerRow, Error> {
    acting.require(
        &[Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk],
        "Việc này của quản trị đơn vị.",
    )?;
    let row = store::officer::by_id(db, id).await?.ok_or(Error::NotFound)?;
    let (root, unit) = (acting.accounts_root, row.officer.unit);
    if !store::org_unit::is_in_scope(db, root, unit, acting.today()).await? {
        return Err(Error::NotFound);
    }
    require_grant(acting, &row.officer.roles)?;
    Ok(row)
}

/// Refuses to take the last open account that keeps the system: nobody could make another one on the pages.
async fn require_other_keeper(db: &mut impl Reads, row: &OfficerRow) -> Result<(), Error> {
    let keeper = Role::SystemAdministrator;
    let keeps = row.active && row.officer.roles.contains(&keeper);
    if !keeps || store::officer::others_with(db, row.officer.id, keeper).await? > 0 {
        return Ok(());
    }
    Err(Error::refused(
        "ACC-020",
        "Đây là tài khoản quản trị hệ thống cuối cùng đang mở.",
        "Tạo hoặc mở một tài khoản quản trị hệ thống khác trước; tài khoản này vẫn như cũ.",
    ))
}

/// Nobody hands out, or takes over, more than the own reach.
fn require_grant(acting: &Acting, roles: &[Role]) -> Result<(), Error> {
    let wide = roles.iter().any(|role| WIDE.contains(role));
    if wide && !acting.officer.is(Role::SystemAdministrator) {
        return Err(Error::NotAllowed(
            "Tài khoản có quyền toàn tỉnh do quản trị hệ thống tạo và cấp lại mật khẩu.",
        ));
    }
    Ok(())
}

/// The officer behind a session's secret, and the token its forms must carry.
pub async fn signed_in(
    store: &Store,
    token: &str,
    now: Timestamp,
) -> Result<Option<(OfficerRow, String)>, Error> {
    let found = store::officer::session(&mut store.reader(), &token_hash(token), now).await?;
    Ok(found.filter(|(row, _)| row.active))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_made_with_seven_mebibytes_and_five_passes() {
        let hash = hash_password("một câu dễ nhớ").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=7168,t=5,p=1$"), "{hash}");
        assert!(matches("một câu dễ nhớ", &hash).unwrap());
        assert!(!matches("một câu khác", &hash).unwrap());
    }

    #[test]
    fn a_hash_that_cannot_be_read_is_no_wrong_password() {
        let told = matches("một câu dễ nhớ", "bỏ").unwrap_err();
        assert!(matches!(told, Error::Internal(_)), "{told:?}");
    }

    #[tokio::test]
    async fn work_that_stops_is_no_wrong_password() {
        let work = tokio::task::spawn_blocking(|| -> Result<bool, Error> {
            std::panic::resume_unwind(Box::new("stopped"))
        });
        let told = async { work.await? }.await.unwrap_err();
        assert!(matches!(told, Error::Internal(_)), "{told:?}");
        assert_eq!(told.problem().code, "SYS-004");
    }
}
