//! Electronic codes of organs (mã định danh điện tử, QĐ 20/2020/QĐ-TTg Điều 4 đến 6), old form included.

use std::fmt;

/// Longest code.
const LENGTH_MAX: usize = 35;

/// Group sizes of the form before QĐ 20/2020: `V1V2V3.Z1Z2.Y1Y2.MX1X2`, the widest organ last.
const OLD_GROUPS: [usize; 4] = [3, 2, 2, 3];

/// A code in the form of today: groups from the widest organ down, `H41` for Nghệ An.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrganCode(String);

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrganCodeError {
    #[error("Mã định danh dài quá {LENGTH_MAX} ký tự.")]
    TooLong,
    #[error("Mã định danh không đúng dạng H41.02.05.")]
    Malformed,
}

impl OrganCodeError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "ORG-001",
            Self::Malformed => "ORG-002",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        "Tra lại mã trong danh mục mã định danh của tỉnh rồi nhập lại."
    }
}

impl OrganCode {
    /// Reads either form and keeps the form of today.
    ///
    /// Zero groups at the narrow end of the old form mean "no such level" and fall away; that the
    /// remaining groups keep their digits in the new code is not verified.
    pub fn parse(text: &str) -> Result<Self, OrganCodeError> {
        let text = text.trim().to_ascii_uppercase();
        if text.chars().count() > LENGTH_MAX {
            return Err(OrganCodeError::TooLong);
        }
        let groups: Vec<&str> = text.split('.').collect();
        if is_old(&groups) {
            let from = groups.iter().position(|group| group.bytes().any(|b| b != b'0'));
            let kept = groups.get(from.unwrap_or(0)..).unwrap_or(&groups);
            return Ok(Self(kept.iter().rev().copied().collect::<Vec<_>>().join(".")));
        }
        let (first, rest) = groups.split_first().ok_or(OrganCodeError::Malformed)?;
        let is_group = |group: &&str| {
            !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        };
        if !is_first_level(first) || !rest.iter().all(is_group) {
            return Err(OrganCodeError::Malformed);
        }
        Ok(Self(text))
    }

    /// The code as written today.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form of QCVN 102:2016 before its amendment, for partners that still write it.
    /// `None` where the code has no such form.
    pub fn old_form(&self) -> Option<String> {
        let mut groups: Vec<&str> = self.0.split('.').collect();
        groups.reverse();
        let sizes = OLD_GROUPS.get(OLD_GROUPS.len().checked_sub(groups.len())?..)?;
        let fits = groups.iter().zip(sizes).all(|(group, size)| group.len() == *size);
        let missing = ["000", "00", "00"];
        let before = missing.get(..OLD_GROUPS.len() - groups.len())?;
        let whole: Vec<&str> = before.iter().chain(&groups).copied().collect();
        (fits && is_old(&whole)).then(|| whole.join("."))
    }
}

impl fmt::Display for OrganCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `MX1X2`: a letter A to Y and two digits.
fn is_first_level(group: &str) -> bool {
    matches!(group.as_bytes(), [b'A'..=b'Y', b'0'..=b'9', b'0'..=b'9'])
}

fn is_old(groups: &[&str]) -> bool {
    let Some((last, before)) = groups.split_last() else { return false };
    groups.len() == OLD_GROUPS.len()
        && is_first_level(last)
        && before
            .iter()
            .zip(OLD_GROUPS)
            .all(|(group, size)| group.len() == size && group.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, &'static str> {
        OrganCode::parse(text).map(|code| code.to_string()).map_err(OrganCodeError::code)
    }

    #[test]
    fn both_forms_are_read_and_the_new_one_is_kept() {
        assert_eq!(read("000.00.00.H41").as_deref(), Ok("H41"));
        assert_eq!(read("000.00.20.H41").as_deref(), Ok("H41.20"));
        assert_eq!(read("002.00.20.H13").as_deref(), Ok("H13.20.00.002"));
        assert_eq!(read(" h37.dn.001 ").as_deref(), Ok("H37.DN.001"));
    }

    #[test]
    fn a_code_turns_back_into_its_old_form_where_it_has_one() {
        let old = |text: &str| OrganCode::parse(text).unwrap().old_form();
        assert_eq!(old("H41").as_deref(), Some("000.00.00.H41"));
        assert_eq!(old("H13.20.00.002").as_deref(), Some("002.00.20.H13"));
        assert_eq!((old("H37.DN.001"), old("H41.1.2.3.4")), (None, None));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "Z41", "H4", "H41.", "H41..2", "H41 02", "vxp.saas.03", "H41.Ơ"] {
            assert_eq!(read(text), Err("ORG-002"), "{text}");
        }
        assert!(read(&format!("H41.{}", "1".repeat(31))).is_ok());
        assert_eq!(read(&format!("H41.{}", "1".repeat(32))), Err("ORG-001"));
    }
}
