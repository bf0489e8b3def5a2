//! Refusals that name the place in the formula.

/// A formula that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: cột {column}: {what}. {next}")]
pub struct ParseError {
    /// "FML-001".
    pub code: &'static str,
    /// Character counted from 1.
    pub column: usize,
    pub what: String,
    pub next: String,
}

/// A formula that cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {what}")]
pub struct EvalError {
    /// "FML-101".
    pub code: &'static str,
    pub what: String,
}

impl EvalError {
    pub(crate) fn too_large() -> Self {
        Self { code: "FML-101", what: "kết quả vượt quá số lớn nhất tính được".to_owned() }
    }

    pub(crate) fn not_a_number() -> Self {
        Self { code: "FML-102", what: "chỗ này cần một số, không phải đúng hay sai".to_owned() }
    }

    pub(crate) fn not_a_truth() -> Self {
        Self { code: "FML-103", what: "chỗ này cần điều kiện đúng hay sai, không phải số".to_owned() }
    }
}
