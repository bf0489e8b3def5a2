//! What the one who signs should know before a report leaves the house.

use documents::{Manuscript, manuscript::Block};
use store::consolidation::Coverage;

/// How much a check weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Good,
    /// To know; it does not stop anybody.
    Know,
    /// To mend before signing.
    Mend,
}

/// One line of the checks beside a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub weight: Weight,
    pub text: String,
}

impl Check {
    fn good(text: impl Into<String>) -> Self {
        Self { weight: Weight::Good, text: text.into() }
    }

    pub(super) fn know(text: impl Into<String>) -> Self {
        Self { weight: Weight::Know, text: text.into() }
    }

    fn mend(text: impl Into<String>) -> Self {
        Self { weight: Weight::Mend, text: text.into() }
    }
}

/// Whether everybody who owes the round is in the figures.
pub(super) fn coverage(missing: &[String], coverage: &Coverage) -> Vec<Check> {
    let accepted = coverage.territory_accepted + coverage.body_accepted;
    if accepted == 0 {
        return vec![Check::mend(
            "Chưa có báo cáo nào được chấp nhận: dự thảo này chưa có số liệu.",
        )];
    }
    if missing.is_empty() {
        return vec![Check::good("Đủ báo cáo của mọi đơn vị phải nộp.")];
    }
    let text = format!(
        "Còn thiếu {} đơn vị, để ngoài tổng và nêu tên: {}.",
        missing.len(),
        super::listed(missing, 6)
    );
    vec![Check::know(text)]
}

/// Elements of form that are still open in a manuscript.
pub(super) fn form(report: &Manuscript) -> Vec<Check> {
    let mut checks = Vec::new();
    if report.head.number.is_none() {
        checks.push(Check::know("Số, ngày và tên người ký để trống, ghi khi phát hành."));
    }
    let tables = report
        .appendices
        .iter()
        .flat_map(|appendix| &appendix.body)
        .filter(|block| matches!(block, Block::Table(_)))
        .count();
    checks.push(Check::good(format!(
        "{tables} biểu kèm theo, mỗi biểu một phụ lục có số trang riêng."
    )));
    checks
}
