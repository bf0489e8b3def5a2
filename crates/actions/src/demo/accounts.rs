//! Demonstration accounts: they bear roles, not names of people.

use std::collections::BTreeMap;

use domain::{
    access::{OfficerId, Role, UnitId},
    confidence::Confidence,
    fold::fold,
    org_unit::OrgUnitKind,
    organ_code::OrganCode,
};
use jiff::Timestamp;
use store::{db::Tx, officer::NewOfficer, org_unit::UnitRow};

use crate::{Error, account::hash_password};

/// The one password of all demonstration accounts.
pub const PASSWORD: &str = "SanhVai-2024";

/// The officers of each unit: (author, signer).
pub(super) type Officers = BTreeMap<UnitId, (OfficerId, OfficerId)>;

/// The short word of a unit in logins: "quynhluu", "noi-vu", "xa-17176".
pub fn word(unit: &UnitRow) -> String {
    match unit.kind {
        OrgUnitKind::Commune => format!("xa-{}", unit.code),
        OrgUnitKind::District => {
            let name = ["Huyện ", "Thành phố ", "Thị xã "]
                .iter()
                .find_map(|kind| unit.name.strip_prefix(kind))
                .unwrap_or(&unit.name);
            fold(name).replace(' ', "")
        }
        OrgUnitKind::Province => "ubnd".to_owned(),
        _ => unit.key.split_once('-').map_or(unit.key.clone(), |(_, rest)| rest.to_owned()),
    }
}

/// Makes an author and a signer for every unit, reviewers for districts, and the desk.
pub(super) async fn create(tx: &mut Tx, units: &[UnitRow], lead: &str) -> Result<Officers, Error> {
    let hash = hash_password(PASSWORD)?;
    let mut officers = Officers::new();
    for unit in units {
        let word = word(unit);
        let is_lead = unit.key == lead;
        let author = if is_lead { "Cán bộ báo cáo" } else { "Cán bộ đầu mối" };
        let (first, second) = match unit.kind {
            OrgUnitKind::Commune => (word.clone(), format!("{word}-ky")),
            _ if is_lead => (format!("{word}.baocao"), format!("{word}.lanhdao")),
            _ => (format!("{word}.chuyenvien"), format!("{word}.lanhdao")),
        };
        let new = |login: String, name: &str, position: &str, roles: Vec<Role>| NewOfficer {
            login,
            password_hash: hash.clone(),
            must_change: false,
            unit: unit.id,
            name: name.to_owned(),
            position: position.to_owned(),
            phone: String::new(),
            email: String::new(),
            roles,
        };
        let signer = signer_title(unit.kind);
        let author =
            store::officer::create(tx, &new(first, author, "Chuyên viên", vec![Role::Reporter]))
                .await?;
        let mut roles = vec![Role::Signer, Role::UnitAdministrator];
        if unit.kind == OrgUnitKind::Province {
            roles = vec![Role::Leader];
        }
        let signer = store::officer::create(tx, &new(second, signer, signer, roles)).await?;
        officers.insert(unit.id, (author, signer));
        if unit.kind == OrgUnitKind::District {
            let login = format!("{word}.thamdinh");
            let reviewer = new(login, "Cán bộ thẩm tra", "Chuyên viên", vec![Role::Reviewer]);
            store::officer::create(tx, &reviewer).await?;
        }
        if is_lead {
            let desk = vec![Role::Desk, Role::Reviewer];
            let desk = new(format!("{word}.chuyenvien"), "Cán bộ tổng hợp", "Chuyên viên", desk);
            store::officer::create(tx, &desk).await?;
            let keeper = vec![Role::SystemAdministrator];
            let keeper = new("quantri".into(), "Quản trị hệ thống", "Quản trị", keeper);
            store::officer::create(tx, &keeper).await?;
        }
    }
    Ok(officers)
}

/// Invented electronic codes of a few organs, but for the province's; all wait to be compared.
pub(super) async fn codes(
    tx: &mut Tx,
    units: &[UnitRow],
    (lead, officers): (&str, &Officers),
    now: Timestamp,
) -> Result<(), Error> {
    let known = [("t-40", "H41"), (lead, "H41.15"), ("h-421", "H41.31"), ("h-428", "H41.38")];
    for unit in units {
        let code = known.iter().find(|(key, _)| *key == unit.key);
        let code = code.and_then(|(_, code)| OrganCode::parse(code).ok());
        if let (Some(code), Some((officer, _))) = (code, officers.get(&unit.id)) {
            let what = (&code, Confidence::Unverified);
            store::organ_code::set(tx, unit.id, what, (*officer, now)).await?;
        }
    }
    Ok(())
}

fn signer_title(kind: OrgUnitKind) -> &'static str {
    match kind {
        OrgUnitKind::Province | OrgUnitKind::District | OrgUnitKind::Commune => "Phó Chủ tịch UBND",
        OrgUnitKind::Department => "Phó Giám đốc",
        _ => "Lãnh đạo cơ quan",
    }
}
