//! Sentences that let warnings pass: of which warning, and of which figures.

use std::collections::BTreeMap;

use crate::{finding::Finding, form::Severity};

/// The sentence that lets a warning pass, and what the warning said when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub sentence: String,
    /// The message with its figures; empty for a sentence that stands whatever the warning says.
    pub of: String,
}

/// Sentences by the key of their finding, `form/row/column/code`.
pub type Explanations = BTreeMap<String, Explanation>;

impl Explanation {
    /// A sentence that stands whatever the warning says: signed with it, or written before messages were kept.
    pub fn standing(sentence: &str) -> Self {
        Self { sentence: sentence.to_owned(), of: String::new() }
    }
}

/// The sentence that lets a finding pass; `None` where there is none, or where it was written of another
/// figure: who explained 12 has not explained 1.200.
pub fn sentence_of<'a>(finding: &Finding, explanations: &'a Explanations) -> Option<&'a str> {
    let found = explanations.get(&finding_key(finding))?;
    let stands = found.of.is_empty() || found.of == finding.message;
    Some(found.sentence.as_str()).filter(|sentence| stands && !sentence.trim().is_empty())
}

/// The sentence of a finding that was written of another figure than stands there now.
pub fn earlier_sentence<'a>(finding: &Finding, explanations: &'a Explanations) -> Option<&'a str> {
    let found = explanations.get(&finding_key(finding))?;
    let sentence = Some(found.sentence.as_str()).filter(|sentence| !sentence.trim().is_empty());
    sentence.filter(|_| sentence_of(finding, explanations).is_none())
}

/// Warnings that no sentence lets pass.
pub fn unexplained<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    explanations: &Explanations,
) -> Vec<&'a Finding> {
    let open =
        |f: &&Finding| f.severity == Severity::Warning && sentence_of(f, explanations).is_none();
    findings.into_iter().filter(open).collect()
}

/// The key under which a finding is explained.
pub fn finding_key(finding: &Finding) -> String {
    format!("{}/{}/{}/{}", finding.form, finding.row, finding.column, finding.code)
}
