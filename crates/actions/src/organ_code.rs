//! Electronic codes of organs: entered by whoever keeps the system, or by the desk for the province.

use domain::{
    access::{Role, UnitId},
    confidence::Confidence,
    deed::Deed,
    organ_code::OrganCode,
};
use store::{audit::Subject, db::Store};

use crate::{Acting, Error};

/// Who keeps the codes.
pub const KEEPERS: [Role; 2] = [Role::SystemAdministrator, Role::Desk];

/// Sets the code of a unit, or takes it away where the text is empty.
///
/// # Errors
/// When the officer may not, the text is no code, or another unit of today bears it.
pub async fn set(
    store: &Store,
    acting: &Acting,
    unit: UnitId,
    (text, is_compared): (&str, bool),
) -> Result<(), Error> {
    acting.require(&KEEPERS, "Việc này của quản trị hệ thống hoặc cán bộ tổng hợp.")?;
    let mut tx = store.begin().await?;
    store::org_unit::by_id(&mut tx, unit).await?.ok_or(Error::NotFound)?;
    let old = store::organ_code::of(&mut tx, unit).await?;
    let old = old.map_or("…".to_owned(), |row| row.code.to_string());
    let mut new = "…".to_owned();
    if text.trim().is_empty() {
        store::organ_code::clear(&mut tx, unit).await?;
    } else {
        let code = OrganCode::parse(text)?;
        let known = store::organ_code::list(&mut tx, acting.today()).await?;
        if let Some(other) = known.iter().find(|row| row.code == code && row.unit != unit) {
            return Err(Error::refused(
                "ORG-003",
                format!("Mã {code} đang là mã của {}.", other.name),
                "Tra lại danh mục mã định danh; nếu mã đã chuyển thì xóa ở đơn vị kia trước.",
            ));
        }
        let confidence = if is_compared { Confidence::Verified } else { Confidence::Unverified };
        store::organ_code::set(&mut tx, unit, (&code, confidence), acting.by()).await?;
        new = code.to_string();
    }
    let detail = format!("{old} -> {new}");
    tx.finish(acting.audit(Deed::OrganCodeSet, Subject::Unit(unit)).with(&detail)).await?;
    Ok(())
}
