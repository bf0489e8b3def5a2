//! Which roles may be given where: from outside of a unit few, and sight of the province at two offices.

use std::collections::BTreeMap;

use domain::{
    access::{Role, UnitId},
    account::{PROVINCE_WIDE, is_outside, may_make},
};
use exchange::catalog::{Source, offices};
use store::{db::Reads, org_unit::UnitRow};

use crate::{Acting, Error};

/// The file that names province and lead.
const HEADER: &str = "catalog.toml";

/// Why roles cannot be given at a unit, as a sentence without its full stop; nothing where they can.
///
/// # Errors
/// When the store fails.
pub(super) async fn refusal(
    db: &mut impl Reads,
    acting: &Acting,
    unit: &UnitRow,
    roles: &[Role],
) -> Result<Option<String>, Error> {
    if let Some(what) = not_wide(db, unit, roles).await? {
        return Ok(Some(what));
    }
    let standing = store::officer::standing(db, unit.id).await?;
    if may_make(&acting.officer, unit.id, roles, standing) {
        return Ok(None);
    }
    let who = if standing.administrators == 0 {
        "tạo trước một tài khoản chỉ có vai trò Quản trị đơn vị, rồi người đó tạo tiếp"
    } else {
        "quản trị của chính đơn vị tạo ở trang Tài khoản"
    };
    Ok(Some(format!(
        "{} đã có tài khoản, từ ngoài đơn vị chỉ tạo được Cán bộ nhập liệu (hoặc Quản trị đơn vị khi chưa có ai \
         quản trị); {who}",
        unit.name
    )))
}

/// Why roles that see the province cannot be given at a unit.
pub(super) async fn not_wide(
    db: &mut impl Reads,
    unit: &UnitRow,
    roles: &[Role],
) -> Result<Option<String>, Error> {
    let Some(role) = roles.iter().find(|role| PROVINCE_WIDE.contains(role)) else {
        return Ok(None);
    };
    let Some(header) = store::catalog::file(db, HEADER).await? else { return Ok(None) };
    let files = BTreeMap::from([(HEADER.to_owned(), header)]);
    let known = offices(&Source { files });
    if known.is_none_or(|offices| offices.contains(&unit.key)) {
        return Ok(None);
    }
    Ok(Some(format!(
        "vai trò {} xem số liệu toàn tỉnh, chỉ giao ở cơ quan chủ trì và cấp tỉnh; ở {} hãy chọn vai trò khác",
        role.label(),
        unit.name
    )))
}

/// Whether the people of a unit are to be told that the officer made an account there.
pub(super) fn is_told(acting: &Acting, unit: UnitId) -> bool {
    is_outside(&acting.officer, unit)
}
