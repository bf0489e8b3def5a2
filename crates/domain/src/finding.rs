//! Problems in the data: findings are data, not errors.

use crate::form::Severity;

/// A problem in the data: where, how grave, which rule, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Rule that fired: "T4-01".
    pub code: String,
    pub severity: Severity,
    pub form: String,
    /// Row it stands under; empty for the whole form.
    pub row: String,
    /// Column whose cell is marked; empty for the whole row.
    pub column: String,
    /// What is wrong and what to do, with the figures in it.
    pub message: String,
}

/// Whether nothing blocks.
pub fn passes(findings: &[Finding]) -> bool {
    findings.iter().all(|f| f.severity != Severity::Error)
}
