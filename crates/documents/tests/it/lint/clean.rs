//! Our own papers: every sample, DOCX and PDF, in both sets of sizes, has no finding.

use documents::decree::SizeSet;
use documents::{docx, lint, pdf, sample};

fn assert_clean(name: &str, file: &[u8]) {
    let found = lint::check(file).unwrap().findings;
    let told: Vec<String> =
        found.iter().map(|f| format!("{} {}: {}", f.rule, f.place, f.problem)).collect();
    assert!(told.is_empty(), "{name}:\n{}", told.join("\n"));
}

#[test]
fn no_sample_has_a_fault() {
    for (name, mut manuscript) in sample::all() {
        for sizes in [SizeSet::Larger, SizeSet::Smaller] {
            manuscript.furniture.sizes = sizes;
            assert_clean(&format!("{name}.docx, {sizes:?}"), &docx::write(&manuscript).unwrap());
            assert_clean(&format!("{name}.pdf, {sizes:?}"), &pdf::write(&manuscript).unwrap());
        }
    }
}

#[test]
fn a_long_report_is_not_refused() {
    let report = sample::department_report(1100);
    assert_clean("docx", &docx::write(&report).unwrap());
    assert_clean("pdf", &pdf::write(&report).unwrap());
}
