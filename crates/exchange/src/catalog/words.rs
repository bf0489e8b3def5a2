//! Closed lists of words in catalog files, and which of them a wrong word may have meant.

use domain::near::nearest;

/// Words of `OrgUnitKind`.
pub(super) const KINDS: &str = "province, district, commune, department, party-body, front, \
                                mass-organisation, socio-professional, armed-force, central-body, \
                                public-institution, advancement-board";
/// Words of `Confidence`.
pub(super) const CONFIDENCE: &str = "verified, second-hand, unverified, reconstruction";
/// Words of `Duty`.
pub(super) const DUTIES: &str = "ordered, requested";
/// Words of `Extent`.
pub(super) const EXTENTS: &str = "whole, part";

/// "Có lẽ là `district`. Các từ được phép: province, district …"
pub(super) fn hint(written: &str, words: &str) -> String {
    match nearest(&written.to_lowercase(), words.split(", ")) {
        Some(meant) => format!("Có lẽ là `{meant}`. Các từ được phép: {words}."),
        None => format!("Các từ được phép: {words}."),
    }
}

/// "Có lẽ là `h-415`. " before what else there is to do; nothing where no name is near.
pub(super) fn meant<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(written, names).map_or(String::new(), |name| format!("Có lẽ là `{name}`. "))
}

#[cfg(test)]
mod tests {
    use domain::{confidence::Confidence, org_unit::OrgUnitKind, regime::Duty};

    use super::*;

    #[test]
    fn every_word_told_is_one() {
        assert!(KINDS.split(", ").all(|word| OrgUnitKind::from_code(word).is_some()));
        assert_eq!(KINDS.split(", ").count(), OrgUnitKind::ALL.len());
        assert!(CONFIDENCE.split(", ").all(|word| Confidence::from_code(word).is_some()));
        assert!(DUTIES.split(", ").all(|word| Duty::from_code(word).is_some()));
        assert!(hint("District", KINDS).starts_with("Có lẽ là `district`. Các từ được phép"));
        assert!(hint("quarter", KINDS).starts_with("Các từ được phép: province, district"));
    }
}
