//! Passwords: replaced by their owner, or given anew without mail; then people of the unit are told.

use domain::{
    access::{OfficerId, Role},
    account::may_reset,
    deed::Deed,
    password,
};
use store::{
    account_notice::Kind,
    audit::Subject,
    db::{Reads, Store},
    officer::OfficerRow,
};

use super::{Slip, hash_blocking, kept, matches_blocking, tried};
use crate::{Acting, Error};

/// Replaces the own password; a wrong one is counted and logged as at the door. Whoever calls holds a turn of
/// hashing.
///
/// # Errors
/// When the password of now is wrong or the account locked, or the new one is too short or the same.
pub async fn change_password(
    store: &Store,
    acting: &Acting,
    login: &str,
    (old, new): (&str, &str),
) -> Result<(), Error> {
    let known = store::officer::credentials(&mut store.reader(), login)
        .await?
        .filter(|known| known.id == acting.officer.id)
        .ok_or(Error::NotFound)?;
    require_fresh(login, old, new)?;
    let compared = Some(known.password_hash.clone());
    let right = matches_blocking(old.to_owned(), compared).await?;
    let hash = hash_blocking(new.to_owned()).await?;
    let mut tx = store.begin().await?;
    if !tried(&mut tx, login, &known, right, acting.now).await? {
        tx.commit().await?;
        return Err(Error::refused(
            "ACC-005",
            "Mật khẩu hiện nay không đúng, hoặc tài khoản đang tạm khóa.",
            "Nhập lại; sau năm lần sai, tài khoản tạm khóa 15 phút.",
        ));
    }
    store::officer::save_password(&mut tx, known.id, &hash, false).await?;
    tx.finish(acting.audit(Deed::AccountChangePassword, Subject::Officer(known.id))).await?;
    Ok(())
}

fn require_fresh(login: &str, old: &str, new: &str) -> Result<(), Error> {
    password::check(new, login)?;
    if new == old {
        return Err(Error::refused(
            "ACC-014",
            "Mật khẩu mới trùng mật khẩu hiện nay.",
            "Chọn một mật khẩu khác.",
        ));
    }
    Ok(())
}

/// Gives an account a new first password; no mail needed. Its owner, and the signers and administrators of its
/// unit, are told on their first page. Whoever calls holds a turn of hashing.
///
/// # Errors
/// When the account is not the officer's to reset, by [`domain::account::may_reset`].
pub async fn reset_password(store: &Store, acting: &Acting, id: OfficerId) -> Result<Slip, Error> {
    require_reset(&mut store.reader(), acting, id).await?;
    let password = first_password()?;
    let hash = hash_blocking(password.clone()).await?;
    let mut tx = store.begin().await?;
    let row = require_reset(&mut tx, acting, id).await?;
    store::officer::save_password(&mut tx, id, &hash, true).await?;
    store::account_notice::record(&mut tx, (id, Kind::Password), acting.by()).await?;
    tx.finish(acting.audit(Deed::AccountResetPassword, Subject::Officer(id))).await?;
    let (unit, unit_key) = (row.unit_name, row.unit_key);
    Ok(Slip { unit, unit_key, name: row.officer.name, login: row.login, password })
}

/// An account that the officer may give a new first password.
async fn require_reset(
    db: &mut impl Reads,
    acting: &Acting,
    id: OfficerId,
) -> Result<OfficerRow, Error> {
    let row = kept(db, acting, id).await?;
    let last = is_last_administrator(db, &row).await?;
    if may_reset(&acting.officer, &row.officer, last) {
        return Ok(row);
    }
    Err(Error::refused(
        "ACC-013",
        "Bạn không cấp lại được mật khẩu của tài khoản này.",
        "Người ký, cán bộ thẩm tra do quản trị của chính đơn vị đó cấp lại; đơn vị chưa có quản trị khác \
         thì quản trị hệ thống tạo thêm một tài khoản Quản trị đơn vị. Cơ quan chủ trì và quản trị hệ thống chỉ cấp lại cho \
         cán bộ nhập liệu và quản trị duy nhất của một đơn vị.",
    ))
}

/// Whether no other account of the unit could help.
async fn is_last_administrator(db: &mut impl Reads, row: &OfficerRow) -> Result<bool, Error> {
    let all = store::officer::administrators(db).await?;
    let of_unit = all.get(&row.officer.unit).copied().unwrap_or(0);
    let is_one = row.active && row.officer.is(Role::UnitAdministrator);
    Ok(of_unit == i64::from(is_one))
}

/// The officer has read that a password was given anew.
pub async fn see_reset(store: &Store, acting: &Acting, reset: i64) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    store::account_notice::see(&mut tx, reset, acting.officer.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Twelve letters and digits that cannot be misread on paper.
pub(super) fn first_password() -> Result<String, Error> {
    const SIGNS: &[u8] = b"abcdefghkmnpqrstuvwxyz23456789";
    let mut raw = [0_u8; 12];
    getrandom::fill(&mut raw).map_err(|_| {
        Error::refused("SYS-002", "Máy chủ thiếu nguồn ngẫu nhiên.", "Báo quản trị.")
    })?;
    let word: String = raw.iter().map(|b| SIGNS[*b as usize % SIGNS.len()] as char).collect();
    Ok(format!("{}-{}-{}", &word[..4], &word[4..8], &word[8..]))
}
