//! What the one who signs should know before a report leaves the house.

use documents::{Manuscript, manuscript::Block};
use domain::{
    claim::{self, Counts},
    proof::Proof,
    reference::{Source, Written},
    series::Body,
};
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

/// What was derived about the one who issues, and what its Ban must add.
pub(super) fn issuer(is_guessed: bool, body: Body) -> Vec<Check> {
    let guessed = is_guessed
        .then_some("Ký hiệu văn bản hoặc chức vụ người ký là suy ra từ tên cơ quan, cần xác nhận.");
    // NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.7c.
    let seal = (body == Body::Committee).then_some(
        "Ban dùng dấu của cơ quan thì trên họ tên phải có chức vụ của người ký ở cơ quan đó; ghi ở \
         trang Người ký.",
    );
    guessed.into_iter().chain(seal).map(Check::know).collect()
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

/// What is wrong with a heading's words: references that stand for nothing, and figures that the tables do
/// not bear out.
pub(super) fn words<'t>(
    texts: impl Iterator<Item = (String, &'t Written)>,
    source: &Source<'_>,
    counts: &Counts<'_>,
) -> (Vec<Check>, Vec<String>) {
    let (mut checks, mut broken) = (Vec::new(), Vec::new());
    for (number, written) in texts {
        let number = number.trim_end_matches('.');
        if let Some(words) = source.read(written).broken_words() {
            checks.push(Check::mend(format!("Mục {number}: {words}.")));
            broken.push(number.to_owned());
        }
        for doubt in Proof::of(written, source, counts).doubts() {
            let cells: Vec<String> = doubt.cells.iter().map(claim::Cell::words).collect();
            let (quoted, cells) = (&doubt.words, cells.join("; "));
            let text = format!("Mục {number}: lời văn ghi “{quoted}”, {cells}.");
            checks.push(Check::know(text));
        }
    }
    (checks, broken)
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
