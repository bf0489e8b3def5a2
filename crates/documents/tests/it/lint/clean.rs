//! Our own papers: every sample, DOCX and PDF, in both sets of sizes, has no finding.

use documents::decree::SizeSet;
use documents::manuscript::{Corner, Kind, Part};
use documents::{docx, lint, pdf, sample};

fn assert_clean(name: &str, file: &[u8]) {
    let found = lint::check(file).unwrap().findings;
    let told: Vec<String> =
        found.iter().map(|f| format!("{} {}: {}", f.rule, f.place, f.problem)).collect();
    assert!(told.is_empty(), "{name}:\n{}", told.join("\n"));
}

#[test]
fn no_sample_has_a_fault() {
    for (name, mut manuscript) in sample::all().into_iter().chain(sample::hard()) {
        for sizes in [SizeSet::Larger, SizeSet::Smaller] {
            manuscript.furniture.sizes = sizes;
            assert_clean(&format!("{name}.docx, {sizes:?}"), &docx::write(&manuscript).unwrap());
            assert_clean(&format!("{name}.pdf, {sizes:?}"), &pdf::write(&manuscript).unwrap());
        }
    }
}

#[test]
fn a_draft_bears_its_mark_and_no_fault() {
    for (name, mut manuscript) in sample::all().into_iter().chain(sample::hard()) {
        manuscript.head.number = None;
        manuscript.furniture.is_draft = true;
        for sizes in [SizeSet::Larger, SizeSet::Smaller] {
            manuscript.furniture.sizes = sizes;
            assert_clean(&format!("{name}.docx, {sizes:?}"), &docx::write(&manuscript).unwrap());
            assert_clean(&format!("{name}.pdf, {sizes:?}"), &pdf::write(&manuscript).unwrap());
        }
    }
}

#[test]
fn every_kind_has_a_sample() {
    let samples = sample::all();
    for kind in Kind::ALL {
        assert!(samples.iter().any(|(_, sample)| sample.kind == kind), "{kind:?}");
    }
}

#[test]
fn names_and_abstracts_may_be_long() {
    let mut plan = sample::plan();
    plan.head.superior = vec!["ỦY BAN NHÂN DÂN TỈNH MINH HỌA".into()];
    let name = "BAN CHỈ HUY PHÒNG CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN TỈNH MINH HỌA";
    plan.head.issuer = vec![name.into()];
    plan.abstract_text =
        "Triển khai công tác bình đẳng giới, hoạt động vì sự tiến bộ của phụ nữ và \
                          phòng ngừa, ứng phó với bạo lực trên cơ sở giới giai đoạn 2026 - 2030, \
                          tầm nhìn đến năm 2035 trên địa bàn tỉnh Nghệ An"
            .into();
    assert_clean("docx", &docx::write(&plan).unwrap());
    assert_clean("pdf", &pdf::write(&plan).unwrap());
}

#[test]
fn an_appendix_alone() {
    let mut plan = sample::plan();
    plan.furniture.part = Part::Appendix(2);
    let signed = "2027-01-05T07:30:45Z".parse().unwrap();
    plan.furniture.corner = Some(Corner::Appendix { symbol: "05/KH-UBND".into(), signed });
    assert_clean("docx", &docx::write(&plan).unwrap());
    assert_clean("pdf", &pdf::write(&plan).unwrap());
}

#[test]
fn a_long_report_is_not_refused() {
    let report = sample::department_report(1100);
    assert_clean("docx", &docx::write(&report).unwrap());
    assert_clean("pdf", &pdf::write(&report).unwrap());
}
