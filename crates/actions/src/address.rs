//! Where an office is reached, as its documents print it: set by those who keep its papers.

use domain::{access::UnitId, deed::Deed, fold::clean};
use store::{address::AddressRow, audit::Subject, db::Store};

use crate::{Acting, Error, signer::require_keeper};

/// Longest line, in letters.
const LINE_MAX: usize = 150;

/// Sets the address of a unit; all lines empty takes it away.
///
/// # Errors
/// When the officer does not keep the unit's papers, or a line is too long.
pub async fn set(
    store: &Store,
    acting: &Acting,
    unit: UnitId,
    address: AddressRow,
) -> Result<(), Error> {
    require_keeper(acting, unit)?;
    let AddressRow { place, telephone, email, website } = address;
    let [place, telephone, email, website] =
        [place, telephone, email, website].map(|line| clean(&line));
    let address = AddressRow { place, telephone, email, website };
    let lines = [&address.place, &address.telephone, &address.email, &address.website];
    if lines.iter().any(|line| line.chars().count() > LINE_MAX) {
        return Err(Error::refused(
            "ADR-001",
            "Một dòng của địa chỉ dài quá 150 chữ.",
            "Rút gọn rồi lưu lại; địa chỉ đang dùng chưa thay đổi.",
        ));
    }
    let mut tx = store.begin().await?;
    let old = store::address::of(&mut tx, unit).await?;
    store::address::set(&mut tx, unit, &address, acting.by()).await?;
    let detail = format!("{} -> {}", facts(&old), facts(&address));
    tx.finish(acting.audit(Deed::UnitAddress, Subject::Unit(unit)).with(&detail)).await?;
    Ok(())
}

/// The lines that there are, as the log has them.
fn facts(address: &AddressRow) -> String {
    let lines = [&address.place, &address.telephone, &address.email, &address.website];
    let lines: Vec<&str> =
        lines.into_iter().map(String::as_str).filter(|l| !l.is_empty()).collect();
    if lines.is_empty() { "…".to_owned() } else { lines.join(" | ") }
}
