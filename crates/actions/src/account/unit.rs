//! The unit that a line of a list names: by its code, the bare number of it, or its full name.

use domain::fold::{clean, fold};
use store::{
    db::Reads,
    org_unit::{self, UnitRow},
};

use crate::{Acting, Error};

/// Why words name no unit.
pub(super) enum Unnamed {
    Unknown,
    /// Codes of the units that all bear the name.
    Several(Vec<String>),
}

impl Unnamed {
    /// One sentence without its full stop.
    pub(super) fn words(&self, typed: &str) -> String {
        match self {
            Self::Unknown => {
                format!("mã hoặc tên đơn vị “{typed}” không có, hoặc ngoài phạm vi quản trị")
            }
            Self::Several(codes) => {
                format!("tên đơn vị “{typed}” có ở {}; ghi mã thay tên", codes.join(", "))
            }
        }
    }
}

/// The unit that words name, of those whose accounts the officer keeps; `listed` are the units of today.
pub(super) async fn find(
    db: &mut impl Reads,
    acting: &Acting,
    listed: &[UnitRow],
    typed: &str,
) -> Result<Result<UnitRow, Unnamed>, Error> {
    let code = clean(typed).to_lowercase();
    let by_code = org_unit::by_key(db, &code).await?;
    let meant = match by_code {
        Some(unit) => vec![unit],
        None => listed.iter().filter(|unit| is_named(unit, &code, typed)).cloned().collect(),
    };
    let mut kept = Vec::new();
    for unit in meant {
        if org_unit::is_in_scope(db, acting.accounts_root, unit.id, acting.today()).await? {
            kept.push(unit);
        }
    }
    Ok(match kept.len() {
        0 => Err(Unnamed::Unknown),
        1 => Ok(kept.swap_remove(0)),
        _ => Err(Unnamed::Several(kept.into_iter().map(|unit| unit.key).collect())),
    })
}

/// Whether words are the number of a unit's code, or its full name.
fn is_named(unit: &UnitRow, code: &str, typed: &str) -> bool {
    let number = unit.key.split_once('-').map_or("", |(_, number)| number);
    let is_number = !code.is_empty() && code.bytes().all(|sign| sign.is_ascii_digit());
    (is_number && number == code) || (!code.is_empty() && fold(&unit.name) == fold(typed))
}

#[cfg(test)]
mod tests {
    use domain::{access::UnitId, org_unit::OrgUnitKind};

    use super::*;

    fn unit(id: i64, key: &str, name: &str) -> UnitRow {
        UnitRow {
            id: UnitId(id),
            key: key.into(),
            code: String::new(),
            kind: OrgUnitKind::Commune,
            name: name.into(),
            short_name: String::new(),
            symbol: String::new(),
            valid_from: String::new(),
            valid_to: None,
            confidence: String::new(),
        }
    }

    #[test]
    fn a_unit_is_named_by_number_or_full_name() {
        let commune = unit(1, "x-17149", "Xã Quỳnh Tam");
        let named = |typed: &str| is_named(&commune, &clean(typed).to_lowercase(), typed);
        for typed in ["17149", " 17149 ", "xã quỳnh tam", "Xa Quynh Tam"] {
            assert!(named(typed), "{typed}");
        }
        for typed in ["", "1714", "Quỳnh Tam", "y-te"] {
            assert!(!named(typed), "{typed}: half a name may be another unit's");
        }
        let both = Unnamed::Several(vec!["x-1".into(), "x-2".into()]).words("Xã Nghĩa Bình");
        assert!(both.contains("x-1, x-2"));
    }
}
