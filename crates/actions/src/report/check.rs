//! What the one who signs should know before a report leaves the house.

use std::collections::BTreeMap;

use documents::{Manuscript, manuscript::Block};
use domain::{
    check::{self as rules, Figures},
    claim::{self, Counts},
    form::{CheckRule, Form},
    org_unit::listed,
    plan::cited::CitedPlan,
    proof::Proof,
    reference::{Source, Written},
    series::Body,
};
use store::consolidation::Coverage;

use super::{NAMED_MAX, in_sentence};
use crate::part::share;

/// How much a check weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Good,
    /// To know; it does not stop anybody.
    Know,
    /// To mend before signing.
    Mend,
}

/// Where what a check tells of is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The words of the narrative.
    Words,
    /// The year's plan, as it was read and confirmed.
    Plan,
    /// No page of its own.
    Report,
}

/// One line of the checks beside a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub weight: Weight,
    pub about: About,
    pub text: String,
}

impl Check {
    fn good(text: impl Into<String>) -> Self {
        Self { weight: Weight::Good, about: About::Report, text: text.into() }
    }

    pub(super) fn know(text: impl Into<String>) -> Self {
        Self { weight: Weight::Know, about: About::Report, text: text.into() }
    }

    pub(super) fn mend(text: impl Into<String>) -> Self {
        Self { weight: Weight::Mend, about: About::Report, text: text.into() }
    }

    /// The same line about something that has a page.
    pub(super) fn about(self, about: About) -> Self {
        Self { about, ..self }
    }
}

/// How many points are to be mended before signing.
pub fn unmended(checks: &[Check]) -> usize {
    checks.iter().filter(|check| check.weight == Weight::Mend).count()
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

/// How many districts stand behind the report with their figures.
pub(super) fn districts(count: usize) -> Check {
    match count {
        0 => Check::know("Chưa huyện nào được chấp nhận: không có phụ lục số liệu từng huyện."),
        count => Check::good(format!("Kèm phụ lục số liệu của {count} huyện, thành phố, thị xã.")),
    }
}

/// What the citation of the year's plan lacks; to be mended by those who keep the plan, known to others.
pub(super) fn plan(plan: &CitedPlan, keeps_it: bool) -> Option<Check> {
    let missing = plan.missing();
    (!missing.is_empty()).then(|| {
        let instead = if plan.is_citable() {
            "câu mở đầu viện dẫn Kế hoạch mà thiếu tên"
        } else {
            "câu mở đầu nêu nhiệm vụ của năm, không viện dẫn Kế hoạch"
        };
        let (year, missing) = (plan.year, missing.join(", "));
        let told = format!("Kế hoạch năm {year} chưa được xác nhận {missing}: {instead}.");
        if keeps_it {
            Check::mend(format!("{told} Đọc và xác nhận văn bản ở trang Đọc kế hoạch."))
                .about(About::Plan)
        } else {
            Check::know(format!("{told} Cơ quan chủ trì xác nhận văn bản này."))
        }
    })
}

/// Appendices that the body does not point to: a changed template may have lost the words.
fn unpointed(report: &Manuscript) -> Option<Check> {
    let text: String = report.body.iter().map(said).collect::<Vec<_>>().join("\n");
    let is_named = |name: &String| {
        text.match_indices(name.as_str()).any(|(at, _)| {
            let next = text[at + name.len()..].chars().next();
            !next.is_some_and(char::is_alphanumeric)
        })
    };
    let names = report.appendices.iter().map(|one| report.appendix_name(one));
    let lost: Vec<String> = names.filter(|name| !is_named(name)).collect();
    let is_range = text.contains("đến Phụ lục");
    (!lost.is_empty() && !is_range).then(|| {
        Check::mend(format!(
            "Nội dung chưa nhắc đến {}; thêm chỗ {{{{appendices.name}}}} vào mẫu văn bản.",
            lost.iter().take(6).cloned().collect::<Vec<_>>().join(", ")
        ))
    })
}

/// The words of a piece of the body.
fn said(block: &Block) -> String {
    let plain = |runs: &[documents::manuscript::Run]| -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    };
    match block {
        Block::Paragraph(runs)
        | Block::Clause { text: runs, .. }
        | Block::Point { text: runs, .. }
        | Block::Item { text: runs, .. } => plain(runs),
        Block::List(lines) => lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n"),
        Block::Heading { text, .. } => text.clone(),
        _ => String::new(),
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
    vec![lacking(missing)]
}

/// Whether every unit below a district is in its figures: it may sign without them, and says so.
pub(super) fn below(coverage: &share::Coverage) -> Check {
    if coverage.missing.len() == coverage.owed {
        return Check::know(
            "Chưa có báo cáo nào của cấp xã được chấp nhận: số liệu chỉ gồm phần của huyện.",
        );
    }
    lacking(&coverage.missing)
}

/// Units below that had other figures accepted after the report was signed.
pub(super) fn renewed(units: &[String]) -> Option<Check> {
    let names: Vec<String> = units.iter().map(|name| in_sentence(name)).collect();
    (!units.is_empty()).then(|| {
        Check::know(format!(
            "Sau khi ký, {} đơn vị cấp xã có số mới được chấp nhận: {}. Bản in theo số đã ký; muốn có số mới \
             thì đề nghị mở lại rồi ký lại.",
            units.len(),
            listed(&names, NAMED_MAX)
        ))
    })
}

fn lacking(missing: &[String]) -> Check {
    if missing.is_empty() {
        return Check::good("Đủ báo cáo của mọi đơn vị phải nộp.");
    }
    Check::know(format!(
        "Còn thiếu {} đơn vị, để ngoài tổng và nêu tên: {}.",
        missing.len(),
        listed(missing, 6)
    ))
}

/// What the tables say of each other: rules over two forms hold of the totals too, and nobody else runs them
/// there.
pub(super) fn across(forms: &[&Form], figures: &Figures) -> Vec<Check> {
    let told = |form: &&Form| {
        let reads_other = |rule: &CheckRule| {
            let names = rule.rule.references();
            forms.iter().filter(|other| other.code != form.code).any(|other| {
                let prefix = format!("{}.", other.code);
                names.iter().any(|name| name.starts_with(&prefix))
            })
        };
        let checks = form.checks.iter().filter(|rule| reads_other(rule)).cloned().collect();
        rules::check(&Form { checks, ..(*form).clone() }, figures)
    };
    let findings = forms.iter().flat_map(told);
    findings
        .map(|found| {
            Check::know(format!(
                "Biểu {}, tổng toàn tỉnh: {} ({})",
                found.form, found.message, found.code
            ))
        })
        .collect()
}

/// In which tables there are estimates, and of how many units.
pub(super) fn estimates(estimating: &BTreeMap<String, u32>) -> Option<Check> {
    let forms: Vec<String> = estimating
        .iter()
        .map(|(form, units)| format!("biểu {form} (số của {units} đơn vị)"))
        .collect();
    (!forms.is_empty())
        .then(|| Check::know(format!("Trong tổng có số ước, ghi dưới biểu: {}.", forms.join(", "))))
}

/// What is wrong with a heading's words: references that stand for nothing, and figures that the tables do
/// not bear out.
pub(super) fn words<'t>(
    texts: impl Iterator<Item = (&'t str, String, &'t Written)>,
    source: &Source<'_>,
    counts: &Counts<'_>,
) -> (Vec<Check>, Vec<String>) {
    let (mut checks, mut broken) = (Vec::new(), Vec::new());
    for (heading, number, written) in texts {
        let number = number.trim_end_matches('.');
        if let Some(words) = source.read(written).broken_words() {
            let told = Check::mend(format!("Mục {number}: {words}."));
            checks.push(told.about(About::Words));
            broken.push(number.to_owned());
        }
        for doubt in Proof::of((heading, written), source, counts).doubts() {
            let cells: Vec<String> = doubt.cells.iter().map(claim::Cell::words).collect();
            let (quoted, cells) = (&doubt.words, cells.join("; "));
            let text = format!("Mục {number}: lời văn ghi “{quoted}”, {cells}.");
            checks.push(Check::know(text).about(About::Words));
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
    checks.extend(unpointed(report));
    let of_figures = report.appendices.iter().filter(|one| one.title != super::appendix::ABSENT);
    let appendices = of_figures.clone().count();
    let tables = of_figures
        .flat_map(|appendix| &appendix.body)
        .filter(|block| matches!(block, Block::Table(_)))
        .count();
    checks.push(Check::good(if tables == 0 {
        "Không có biểu số liệu kèm theo.".to_owned()
    } else if tables == appendices {
        format!("{tables} biểu kèm theo, mỗi biểu một phụ lục có số trang riêng.")
    } else {
        format!("{tables} biểu kèm theo trong {appendices} phụ lục, mỗi phụ lục có số trang riêng.")
    }));
    checks
}
