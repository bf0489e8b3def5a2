//! The sheet of an indicator: its metadata, and its targets with their sources.

use domain::indicator::{Indicator, Target, TargetScope};

use crate::view::indicator::TargetLine;

/// The fields that say something.
pub(super) fn fields(indicator: &Indicator) -> Vec<(String, String)> {
    let sheet = &indicator.sheet;
    [
        ("Khái niệm", &sheet.concept),
        ("Phương pháp tính", &sheet.method),
        ("Tử số", &indicator.numerator),
        ("Mẫu số", &indicator.denominator),
        ("Phân tổ", &sheet.breakdown),
        ("Kỳ công bố", &sheet.cycle),
        ("Nguồn số liệu", &sheet.data_source),
        ("Cơ quan chịu trách nhiệm", &sheet.responsible),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(name, text)| (name.to_owned(), text.clone()))
    .collect()
}

/// One target as the sheet lists it.
pub(super) fn target_line(indicator: &Indicator, target: &Target) -> TargetLine {
    TargetLine {
        scope: match target.scope {
            TargetScope::National => "Quốc gia",
            TargetScope::Provincial => "Tỉnh",
        }
        .into(),
        year: target.year.to_string(),
        goal: indicator.goal_words(target),
        source: target.source.clone(),
        confidence: if target.confidence.needs_checking() {
            "cần đối chiếu".into()
        } else {
            String::new()
        },
    }
}
