//! Demonstration accounts: they bear roles, not names of people.

use std::collections::BTreeMap;

use documents::date::IssueDate;
use domain::{
    access::{OfficerId, Role, UnitId},
    confidence::Confidence,
    contact::Contact,
    fold::fold,
    org_unit::OrgUnitKind,
    organ_code::OrganCode,
    series::Body,
    signer::Signer,
};
use jiff::{Timestamp, civil::Date};
use store::{db::Tx, officer::NewOfficer, org_unit::UnitRow};

use super::chance::pick;
use crate::{Error, account::hash_password, report::issuer};

/// The one password of all demonstration accounts.
pub const PASSWORD: &str = "SanhVai-2024";

/// Who signs in the demonstration: no person's name.
const SIGNER: &str = "Người Ký Mẫu";

/// From when the invented signers sign.
const FIRST_DAY: Date = jiff::civil::date(2021, 7, 1);

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
        let signer = signer_title(unit);
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
            // Two: what one types from a paper, the other accepts.
            let first = ("", "Cán bộ tổng hợp", vec![Role::Desk, Role::Reviewer]);
            for (end, name, roles) in [first, ("2", "Cán bộ tổng hợp thứ hai", vec![Role::Desk])]
            {
                let login = format!("{word}.chuyenvien{end}");
                let desk = new(login, name, "Chuyên viên", roles);
                store::officer::create(tx, &desk).await?;
            }
            let keeper = vec![Role::SystemAdministrator];
            let keeper = new("quantri".into(), "Quản trị hệ thống", "Quản trị", keeper);
            store::officer::create(tx, &keeper).await?;
        }
    }
    Ok(officers)
}

/// Two invented persons a unit, named by their roles; a few units have nobody yet. Telephones begin with
/// 0238 000, which is given to nobody; mail ends in a name that is kept for examples.
pub(super) async fn contacts(tx: &mut Tx, units: &[UnitRow], now: Timestamp) -> Result<(), Error> {
    let mut persons = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        let word = word(unit);
        if unit.kind == OrgUnitKind::Commune && pick(&[&unit.key, "danh-ba"], 40) == 0 {
            continue;
        }
        let phone = |line: usize| format!("0238 000 {:04}", number * 2 + line);
        let position = match unit.kind {
            OrgUnitKind::Commune => "Công chức Văn hóa - Xã hội",
            _ => "Chuyên viên",
        };
        let person = |name: &str, position: &str, line: usize, mail: String| Contact {
            name: name.to_owned(),
            position: position.to_owned(),
            phone: phone(line),
            email: mail,
        };
        let mail = format!("{word}@minh-hoa.example");
        persons.push((unit.id, 1, person("Cán bộ đầu mối", position, 1, mail)));
        if unit.kind != OrgUnitKind::Commune {
            let title = signer_title(unit);
            persons.push((unit.id, 2, person("Lãnh đạo phụ trách", title, 2, String::new())));
        }
    }
    Ok(store::contact::add_first(tx, &persons, now).await?)
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

/// Invented signers of every unit and of its Ban, so that documents of the demonstration can leave.
pub(super) async fn signers(
    tx: &mut Tx,
    units: &[UnitRow],
    (province, officers): (&str, &Officers),
    now: Timestamp,
) -> Result<(), Error> {
    for unit in units {
        let Some((officer, _)) = officers.get(&unit.id) else { continue };
        let date = IssueDate::InYear(FIRST_DAY.year());
        let organ = issuer::of_body((unit, Body::Organ), province, "", date).signature;
        let ban = issuer::of_body((unit, Body::Committee), province, "", date).signature;
        let in_organ = match unit.kind {
            OrgUnitKind::Province | OrgUnitKind::District | OrgUnitKind::Commune => {
                "Phó Chủ tịch Ủy ban nhân dân".to_owned()
            }
            OrgUnitKind::Department if unit.name.starts_with("Sở ") => {
                "Phó Giám đốc Sở".to_owned()
            }
            _ => signer_title(unit).to_owned(),
        };
        for (block, other_position) in [(organ, String::new()), (ban, in_organ)] {
            let signer = Signer {
                name: SIGNER.to_owned(),
                position: block.position,
                authority: block.authority,
                other_position,
                from: FIRST_DAY,
                to: None,
                authorisation: None,
            };
            store::signer::add(tx, unit.id, &signer, (*officer, now)).await?;
        }
    }
    Ok(())
}

/// Whom a body's deputy head is, by the kind of body that its name says.
fn signer_title(unit: &UnitRow) -> &'static str {
    const KNOWN: [(&str, &str); 8] = [
        ("Sở ", "Phó Giám đốc"),
        ("Công an", "Phó Giám đốc"),
        ("Văn phòng", "Phó Chánh Văn phòng"),
        ("Thanh tra", "Phó Chánh Thanh tra"),
        ("Ban ", "Phó Trưởng ban"),
        ("Cục ", "Phó Cục trưởng"),
        ("Hội ", "Phó Chủ tịch"),
        ("Đài ", "Phó Giám đốc"),
    ];
    if matches!(unit.kind, OrgUnitKind::Province | OrgUnitKind::District | OrgUnitKind::Commune) {
        return "Phó Chủ tịch UBND";
    }
    let known = KNOWN.iter().find(|(begin, _)| unit.name.starts_with(begin));
    known.map_or("Lãnh đạo cơ quan", |(_, title)| title)
}
