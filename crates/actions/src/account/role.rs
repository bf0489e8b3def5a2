//! Roles of an account, given anew.

use domain::access::{OfficerId, Role};
use domain::deed::Deed;
use store::{audit::Subject, db::Store};

use super::{kept, outside, require_grant};
use crate::{Acting, Error};

/// Gives an account other roles; its sessions end.
///
/// # Errors
/// When the officer does not keep the account, may not give one of the roles at its unit, or nobody would be
/// left who keeps the system.
pub async fn set_roles(
    store: &Store,
    acting: &Acting,
    id: OfficerId,
    roles: &[Role],
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = kept(&mut tx, acting, id).await?;
    require_grant(acting, roles)?;
    if !roles.contains(&Role::SystemAdministrator) {
        super::require_other_keeper(&mut tx, &row).await?;
    }
    let unit = store::org_unit::by_id(&mut tx, row.officer.unit).await?.ok_or(Error::NotFound)?;
    if let Some(what) = outside::refusal(&mut tx, acting, &unit, roles).await? {
        return Err(Error::refused(
            "LST-004",
            format!("Không giao được vai trò: {what}."),
            "Vai trò cũ vẫn như trước.",
        ));
    }
    store::officer::save_roles(&mut tx, id, roles).await?;
    let codes = |roles: &[Role]| roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(",");
    let detail = format!("roles={} -> {}", codes(&row.officer.roles), codes(roles));
    tx.finish(acting.audit(Deed::AccountRoles, Subject::Officer(id)).with(&detail)).await?;
    Ok(())
}
