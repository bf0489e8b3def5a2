//! The Vietnamese order of names, computed once and stored as a number.

use domain::org_unit::OrgUnitKind;
use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};

/// Places of a list of names in Vietnamese order, kind by kind.
#[derive(Debug)]
pub(crate) struct SortOrder {
    places: Vec<i64>,
}

impl SortOrder {
    /// Orders names within their kinds.
    pub(crate) fn of<'a>(names: impl Iterator<Item = (OrgUnitKind, &'a str)>) -> Self {
        let names: Vec<(OrgUnitKind, &str)> = names.collect();
        let collator = vietnamese();
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|a, b| {
            let ((kind_a, name_a), (kind_b, name_b)) = (names[*a], names[*b]);
            kind_a.cmp(&kind_b).then_with(|| match &collator {
                Some(collator) => collator.compare(bare(name_a), bare(name_b)),
                None => bare(name_a).cmp(bare(name_b)),
            })
        });
        let mut places = vec![0; names.len()];
        for (place, at) in order.into_iter().enumerate() {
            places[at] = i64::try_from(place).unwrap_or(i64::MAX);
        }
        Self { places }
    }

    pub(crate) fn place(&self, at: usize) -> i64 {
        self.places.get(at).copied().unwrap_or_default()
    }
}

/// Names sort by what follows the type: "Huyện Quỳnh Lưu" under Q.
fn bare(name: &str) -> &str {
    ["Huyện ", "Thành phố ", "Thị xã ", "Thị trấn ", "Phường ", "Xã "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
}

fn vietnamese() -> Option<CollatorBorrowed<'static>> {
    let locale: icu_collator::CollatorPreferences =
        "vi".parse::<icu_locale_core::Locale>().ok()?.into();
    Collator::try_new(locale, CollatorOptions::default()).ok()
}
