//! Reads a catalog folder into the definitions of one plan, or says all that is wrong with it.
//!
//! The caller brings the files; nothing here opens one.

mod calendar;
mod composed;
mod estimates;
pub mod fault;
mod forms;
mod header;
mod indicators;
mod legal;
mod place;
mod plan;
mod regimes;
mod toml_file;
mod unit_rules;
mod units;
mod words;

use std::collections::BTreeSet;

use domain::{catalog::Catalog, org_unit::OrgUnitKind};
use jiff::civil::Date;

pub use fault::{Fault, Faults, Source};
pub use place::place;
pub use units::UNITS;

/// Reads a whole catalog that is in use, or says all that cannot be read, by file and line.
pub fn read(source: &Source) -> Result<Catalog, Vec<Fault>> {
    let (catalog, faults) = whole(source);
    let found = faults.into_sorted();
    if found.is_empty() { Ok(catalog) } else { Err(found) }
}

/// Reads a whole catalog that is to be loaded: what can be read and yet makes no sense is a fault, too.
pub fn check(source: &Source) -> Result<Catalog, Vec<Fault>> {
    let (catalog, faults) = whole(source);
    let found = faults.into_all();
    if found.is_empty() { Ok(catalog) } else { Err(found) }
}

/// As much of a catalog as can be read, and every fault.
fn whole(source: &Source) -> (Catalog, Faults) {
    let mut faults = Faults::default();
    composed::check(source, &mut faults);
    let header = header::read(source, &mut faults);
    let units = units::read(source, &mut faults);
    unit_rules::check(&units, header.as_ref(), &mut faults);
    let keys: BTreeSet<&str> = units.units.iter().map(|unit| unit.value.key.0.as_str()).collect();
    let forms = forms::read(source, &keys, &mut faults);
    let legal_documents = legal::read(source, &mut faults);
    let names = indicators::Names {
        units: &keys,
        forms: &forms,
        documents: legal_documents.iter().map(|document| document.code.as_str()).collect(),
    };
    let (programmes, indicators) = indicators::read(source, &names, &mut faults);
    let plan = plan::read(source, &keys, &mut faults);
    let calendars = calendar::read(source, &mut faults);
    let names = regimes::Names {
        units: &keys,
        codes: form_codes(source),
        forms: &forms,
        clauses: plan.items.iter().map(|item| item.anchor.as_str()).collect(),
        years: calendars.iter().map(|calendar| calendar.year).collect(),
    };
    let (regimes, rounds) = regimes::read(source, &names, &mut faults);
    unit_rules::tell_slips_once(&units, &mut faults);
    let header = header.unwrap_or_default();
    let mut catalog = Catalog {
        code: header.code,
        title: header.title,
        province: header.province.1,
        lead: header.lead.1,
        units: units.units.into_iter().map(|row| row.value).collect(),
        parents: units.parents.into_iter().map(|row| row.value).collect(),
        successions: units.successions.into_iter().map(|row| row.value).collect(),
        legal_documents,
        plan,
        programmes,
        indicators,
        forms,
        regimes,
        rounds,
        calendars,
    };
    if faults.is_empty() {
        estimates::derive(&mut catalog);
    }
    (catalog, faults)
}

/// Keys of the province and of the lead department, as `catalog.toml` names them.
pub fn offices(source: &Source) -> Option<[String; 2]> {
    let header = header::read(source, &mut Faults::default())?;
    Some([header.province.1, header.lead.1])
}

/// Names and short names of units with the lines they stand on, as far as they can be read.
pub fn unit_names(source: &Source) -> Vec<(usize, [String; 2])> {
    let units = units::read(source, &mut Faults::default()).units;
    let units = units.into_iter().filter(|row| !row.doubt.cells);
    units.map(|row| (row.line, [row.value.name, row.value.short_name])).collect()
}

/// How many units of a kind exist on a date.
pub fn count_on(catalog: &Catalog, kind: OrgUnitKind, date: Date) -> usize {
    catalog.units.iter().filter(|unit| unit.kind == kind && unit.exists_on(date)).count()
}

/// Codes by file name: a form at fault is still there, and its fault is told once.
fn form_codes(source: &Source) -> BTreeSet<&str> {
    source
        .inside("forms/", ".toml")
        .filter_map(|path| path.strip_prefix("forms/")?.strip_suffix(".toml"))
        .collect()
}
