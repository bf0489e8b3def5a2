//! Reads `catalog.toml`: names of the plan, its province and lead, and the counts to prove.

use domain::org_unit::OrgUnitKind;
use jiff::civil::Date;
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    fault::{Faults, Source},
    toml_file, words,
};

/// The catalog's own file.
pub(super) const FILE: &str = "catalog.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderFile {
    code: String,
    title: String,
    province: Spanned<String>,
    lead: Spanned<String>,
    #[serde(default)]
    count: Vec<CountFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountFile {
    on: Spanned<Datetime>,
    kinds: Vec<Spanned<String>>,
    number: Spanned<usize>,
}

/// Names of the plan, and what to prove.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) province: (usize, String),
    pub(super) lead: (usize, String),
    pub(super) counts: Vec<Count>,
}

/// How many units of some kinds exist on a date.
#[derive(Debug)]
pub(super) struct Count {
    pub(super) line: usize,
    pub(super) on: Date,
    pub(super) kinds: Vec<OrgUnitKind>,
    pub(super) number: usize,
}

/// Reads the header, as far as it can be.
pub(super) fn read(source: &Source, faults: &mut Faults) -> Option<Header> {
    let file = toml_file::read::<HeaderFile>(source, FILE, faults)?;
    let written = &file.value;
    let mut counts = Vec::new();
    for count in &written.count {
        let kinds: Vec<OrgUnitKind> = count
            .kinds
            .iter()
            .filter_map(|kind| file.word(kind, OrgUnitKind::from_code, words::KINDS, faults))
            .collect();
        let Some(on) = file.date(&count.on, faults) else { continue };
        let number = *count.number.get_ref();
        // A count of kinds that could not be read proves nothing.
        if kinds.len() < count.kinds.len() {
            continue;
        }
        counts.push(Count { line: file.line(&count.number), on, kinds, number });
    }
    Some(Header {
        code: written.code.clone(),
        title: written.title.clone(),
        province: (file.line(&written.province), written.province.get_ref().clone()),
        lead: (file.line(&written.lead), written.lead.get_ref().clone()),
        counts,
    })
}
