//! Reads a catalog folder into the definitions of one plan, or says all that is wrong with it.
//!
//! The caller brings the files; nothing here opens one.

mod calendar;
mod estimates;
pub mod fault;
pub mod forms;
mod header;
pub mod indicators;
mod legal;
mod place;
mod plan;
mod references;
mod regimes;
mod sense;
pub mod toml_file;
mod unit_rules;
mod units;

use std::collections::BTreeSet;

use domain::{catalog::Catalog, org_unit::OrgUnitKind};
use jiff::civil::Date;

pub use fault::{Fault, Faults, Source};
pub use place::place;
pub use sense::senseless;
pub use units::UNITS;

/// Reads and checks a whole catalog; all faults at once, by file and line.
pub fn read(source: &Source) -> Result<Catalog, Vec<Fault>> {
    let mut faults = Faults::default();
    let header = header::read(source, &mut faults);
    let mut wrong_rows = Faults::default();
    let units = units::read(source, &mut wrong_rows);
    // Where rows of units could not be read, all that names them would be told as unknown, hundreds of lines
    // before the one that is wrong.
    let are_read = wrong_rows.is_empty();
    if are_read {
        unit_rules::check(&units, header.as_ref(), &mut faults);
    }
    faults.take_in(wrong_rows);
    let keys: BTreeSet<&str> = units.units.iter().map(|unit| unit.value.key.0.as_str()).collect();
    let forms = forms::read(source, &mut faults);
    let (programmes, indicators) = indicators::read(source, &mut faults);
    let legal_documents = legal::read(source, &mut faults);
    let plan = plan::read(source, &keys, &mut faults);
    let names = regimes::Names {
        forms: form_codes(source),
        clauses: plan.items.iter().map(|item| item.anchor.as_str()).collect(),
        units: keys,
    };
    let (regimes, rounds) = regimes::read(source, &names, &mut faults);
    let calendars = calendar::read(source, &mut faults);
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
    references::check(source, &catalog, &mut faults);
    for regime in &catalog.regimes {
        for name in estimates::unknown(regime, &catalog.forms) {
            let reason = format!("{}: không có biểu hoặc cột “{name}” để ước cả năm", regime.code);
            let hint = "Viết mã biểu của chế độ, hoặc BIỂU.cột của một cột nhập số.";
            faults.at(regimes::FILE, 1, "CAT-303", reason, hint);
        }
    }
    if !are_read {
        faults.forget(unit_rules::UNKNOWN);
    }
    if !faults.is_empty() {
        return Err(faults.into_sorted());
    }
    estimates::derive(&mut catalog);
    Ok(catalog)
}

/// Keys of the province and of the lead department, as `catalog.toml` names them.
pub fn offices(source: &Source) -> Option<[String; 2]> {
    let header = header::read(source, &mut Faults::default())?;
    Some([header.province.1, header.lead.1])
}

/// Names and short names of units with the lines they stand on, as far as they can be read.
pub fn unit_names(source: &Source) -> Vec<(usize, [String; 2])> {
    let units = units::read(source, &mut Faults::default()).units;
    units.into_iter().map(|row| (row.line, [row.value.name, row.value.short_name])).collect()
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
