//! Cited norms: number, date, issuer, validity.

use jiff::civil::Date;

use crate::confidence::Confidence;

/// A cited norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalDocument {
    /// Own key: "KH-379-2021".
    pub code: String,
    /// "Kế hoạch".
    pub kind: String,
    /// "379/KH-UBND"; laws of the National Assembly may have one, too.
    pub number: String,
    pub date: Option<Date>,
    pub issuer: String,
    pub title: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub replaced_by: Option<String>,
    pub confidence: Confidence,
    pub source: String,
}
