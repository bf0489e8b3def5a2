//! What stands in the places of templates that several documents share.

use documents::date;
use domain::{
    catalog::Catalog,
    org_unit::listed,
    period::local_date,
    plan::cited::{CitedPlan, year_of},
    template::{Entry, Values},
};
use jiff::Timestamp;
use store::{consolidation::Coverage, db::Reads, org_unit::UnitRow, round::RoundRow};

use super::{NAMED_MAX, issuer, lower_first};
use crate::Error;

/// Most addressees that stand under "Kính gửi"; more go to a list behind.
const ADDRESSEES_MAX: usize = 12;

/// What every document knows.
pub fn document(
    catalog: &Catalog,
    province: &UnitRow,
    issuer_name: &str,
    now: Timestamp,
) -> Values {
    let mut values = Values::default();
    values.word("plan.title", catalog.title.as_str());
    values.word("issuer.name", issuer_name);
    values.word("province.name", issuer::formal_name(province));
    values.word("today", date::short(local_date(now)));
    values
}

/// The province's plan of a year: as an officer confirmed it, else what the catalog knows of it.
///
/// # Errors
/// When the store fails.
pub async fn plan_of(
    db: &mut impl Reads,
    catalog: &Catalog,
    province: &UnitRow,
    year: i64,
) -> Result<CitedPlan, Error> {
    let year = i16::try_from(year).unwrap_or_default();
    let unknown = CitedPlan::unknown(year, issuer::formal_name(province));
    let known = &catalog.plan;
    let listed = if year_of(&known.title, known.date) == Some(year) {
        let (number, title) = (known.number.clone(), known.title.clone());
        CitedPlan { number, date: known.date, title, ..unknown }
    } else {
        unknown
    };
    let Some(row) = store::issued_plan::of_year(db, year).await? else { return Ok(listed) };
    let number = if row.number.is_empty() { listed.number } else { row.number };
    Ok(CitedPlan { number, date: row.date.or(listed.date), title: row.title, ..listed })
}

/// How documents name the plan.
pub fn plan(plan: &CitedPlan) -> Values {
    let mut values = Values::default();
    values.word("plan.cited", plan.full());
    values.word("plan.short", plan.short());
    values
}

/// A round of reporting.
pub fn round(round: &RoundRow) -> Values {
    let mut values = Values::default();
    values.word("round.title", round.title.as_str());
    values.word("round.in_sentence", lower_first(&round.title));
    values.word("round.year", round.year.to_string());
    values.word("round.before", date::short(round.due.tomorrow().unwrap_or(round.due)));
    values.word("round.due", date::short(round.due));
    values
}

/// Whose figures a report holds, and who is missing; where they are many, the appendix that names all.
pub(super) fn collected(
    coverage: &Coverage,
    missing: &[String],
    listed_in: Option<&str>,
) -> Values {
    let mut values = Values::default();
    values.word("territory.accepted", coverage.territory_accepted.to_string());
    values.word("territory.owed", coverage.territory_owed.to_string());
    values.word("body.accepted", coverage.body_accepted.to_string());
    values.word("body.owed", coverage.body_owed.to_string());
    let accepted = coverage.territory_accepted + coverage.body_accepted;
    if accepted > 0 {
        values.word("accepted.count", accepted.to_string());
    } else if !missing.is_empty() {
        values.word("awaited.units", awaited(coverage, missing, listed_in));
    }
    if accepted > 0 && !missing.is_empty() {
        values.word("missing.count", missing.len().to_string());
        let names = listed(missing, NAMED_MAX);
        let names =
            listed_in.map_or(names.clone(), |place| format!("{names} (danh sách tại {place})"));
        values.word("missing.names", names);
    }
    values.piece("report.body");
    values
}

/// Whose reports a draft waits for while it holds none: how many of each kind, and who they are.
fn awaited(coverage: &Coverage, missing: &[String], listed_in: Option<&str>) -> String {
    let level = if coverage.by_commune { "cấp xã" } else { "cấp huyện" };
    let kinds = [
        (coverage.territory_owed, format!("Ủy ban nhân dân {level}")),
        (coverage.body_owed, "cơ quan, đơn vị cấp tỉnh".to_owned()),
    ];
    let owed = kinds.iter().filter(|(owed, _)| *owed > 0);
    let owed: Vec<String> = owed.map(|(owed, kind)| format!("{owed}/{owed} {kind}")).collect();
    let owed = owed.join(" và ");
    match listed_in {
        Some(place) => format!("{owed} (danh sách tại {place})"),
        None => format!("{owed}: {}", listed(missing, NAMED_MAX)),
    }
}

/// Names under "Kính gửi", or in a list behind where they are many.
pub(crate) fn addressees(names: &[String]) -> Values {
    let mut values = Values::default();
    let entries = column("name", names.iter().cloned());
    if names.len() > ADDRESSEES_MAX {
        values.word("listed.count", names.len().to_string());
        values.list("listed", entries);
    } else {
        values.list("addressee", entries);
    }
    values
}

/// Entries of a list with a single column.
pub(crate) fn column(name: &'static str, words: impl Iterator<Item = String>) -> Vec<Entry> {
    words.map(|words| Entry::from([(name, words)])).collect()
}
