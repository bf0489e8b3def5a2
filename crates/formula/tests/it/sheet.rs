//! A lookup over plain maps, as the tests fill it.

use std::collections::BTreeMap;

use formula::{Lookup, Period};
use rust_decimal::Decimal;

#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) current: BTreeMap<String, Option<Decimal>>,
    pub(crate) previous: BTreeMap<String, Option<Decimal>>,
}

impl Sheet {
    pub(crate) fn of(cells: &[(&str, i64)]) -> Self {
        let current = cells.iter().map(|(n, v)| ((*n).to_owned(), Some(Decimal::from(*v))));
        Self { current: current.collect(), previous: BTreeMap::new() }
    }
}

impl Lookup for Sheet {
    fn value(&self, reference: &str, period: Period) -> Option<Decimal> {
        let cells = match period {
            Period::Current => &self.current,
            Period::Previous => &self.previous,
        };
        cells.get(reference).copied().flatten()
    }

    fn matching(&self, pattern: &str) -> Vec<String> {
        let fits = |name: &&String| {
            let (wanted, parts) = (pattern.split('.'), name.split('.'));
            wanted.clone().count() == parts.clone().count()
                && wanted.zip(parts).all(|(wanted, part)| wanted == "*" || wanted == part)
        };
        self.current.keys().filter(fits).cloned().collect()
    }
}
