//! The dated script: all rounds with their units and figures, played up to a morning.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{OfficerId, UnitId},
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    deed::Deed,
    form::{Form, FormBody, Level, RowKind, ValueType},
    org_unit::OrgUnitKind,
};
use jiff::{Timestamp, civil::Date};
use store::{
    audit::Entry,
    audit::Subject,
    db::{Store, Tx},
    org_unit::UnitRow,
    round::RoundRow,
    submission::RoundSubmission,
    value::WholeVersion,
};

use super::{
    accounts::{self, Officers},
    chance::between,
    course::{Course, Place, course},
    figures,
    history::{Act, write},
    profile::Profile,
    said, words,
};
use crate::{
    Error,
    acting::of_system,
    part::{forms_of, is_asked, level_of},
};

/// Inhabitants by the census of 01/4/2019, district by district (key, persons, highland).
const PEOPLE: [(&str, i64, bool); 21] = [
    ("h-412", 339_114, false),
    ("h-413", 55_668, false),
    ("h-414", 66_127, false),
    ("h-415", 71_940, true),
    ("h-416", 57_813, true),
    ("h-417", 80_288, true),
    ("h-418", 77_830, true),
    ("h-419", 140_515, false),
    ("h-420", 134_154, true),
    ("h-421", 276_259, false),
    ("h-422", 75_168, true),
    ("h-423", 147_257, false),
    ("h-424", 116_922, false),
    ("h-425", 312_506, false),
    ("h-426", 301_635, false),
    ("h-427", 213_543, false),
    ("h-428", 240_808, false),
    ("h-429", 218_005, false),
    ("h-430", 164_634, false),
    ("h-431", 124_245, false),
    ("h-432", 113_360, false),
];

pub(super) struct Stage<'a> {
    catalog: &'a Catalog,
    pub(super) officers: Officers,
    pub(super) reviewers: BTreeMap<UnitId, OfficerId>,
    pub(super) units: BTreeMap<UnitId, UnitRow>,
    pub(super) profiles: BTreeMap<UnitId, Profile>,
    pub(super) cells: BTreeMap<(String, String, String), i64>,
    pub(super) today: Date,
}

/// Sums of accepted communes, by district and cell.
type Below = BTreeMap<UnitId, BTreeMap<i64, i64>>;

/// Fills an empty store with the demonstration, played up to the morning of `now`.
pub async fn fill(store: &Store, catalog: &Catalog, now: Timestamp) -> Result<(), Error> {
    let today = domain::period::local_date(now);
    let frame = catalog.rounds.iter().map(|r| r.frame).max().unwrap_or(today);
    let mut tx = store.begin().await?;
    let listed = store::org_unit::on_date(&mut tx, frame).await?;
    let units: Vec<UnitRow> = listed.iter().map(|(unit, _)| unit.clone()).collect();
    let parents: BTreeMap<UnitId, UnitId> =
        listed.iter().filter_map(|(u, p)| Some((u.id, (*p)?))).collect();
    let officers = accounts::create(&mut tx, &units, &catalog.lead).await?;
    accounts::contacts(&mut tx, &units, now).await?;
    accounts::codes(&mut tx, &units, (&catalog.lead, &officers), now).await?;
    let province = units.iter().find(|unit| unit.key == catalog.province);
    let province = province.map_or("", |unit| unit.name.as_str());
    accounts::signers(&mut tx, &units, (province, &officers), now).await?;
    let reviewers = store::officer::reviewers(&mut tx).await?;
    let profiles = profiles(&units, &parents);
    let mut stage = Stage {
        catalog,
        officers,
        reviewers,
        units: units.into_iter().map(|u| (u.id, u)).collect(),
        profiles,
        cells: store::value::cell_numbers(&mut tx).await?,
        today,
    };
    let mut rounds = store::round::list(&mut tx).await?;
    rounds.sort_by_key(|r| r.due);
    let mut acts = Vec::new();
    for round in rounds {
        if days(today, round.due) > 60 {
            continue;
        }
        let portion = if round.regime == "R-BAN6" { 50 } else { 100 };
        for profile in stage.profiles.values_mut() {
            profile.year = round.year;
            profile.portion = portion;
        }
        play(&mut tx, &stage, &round, &mut acts).await?;
    }
    acts.sort_by_key(|act| act.at);
    let lines: Vec<Entry<'_>> = acts.iter().map(Act::line).collect();
    store::audit::record_many(&mut tx, &lines).await?;
    tx.finish(of_system(Deed::DemoFill, Subject::Named("demo"), "", now)).await?;
    Ok(())
}

fn days(from: Date, to: Date) -> i32 {
    domain::period::days_between(from, to)
}

fn profiles(units: &[UnitRow], parents: &BTreeMap<UnitId, UnitId>) -> BTreeMap<UnitId, Profile> {
    let by_id: BTreeMap<UnitId, &UnitRow> = units.iter().map(|u| (u.id, u)).collect();
    let district = |unit: &UnitRow| -> (i64, bool, i64) {
        let key = match unit.kind {
            OrgUnitKind::District => unit.key.as_str(),
            _ => parents.get(&unit.id).and_then(|p| by_id.get(p)).map_or("", |p| p.key.as_str()),
        };
        let known = PEOPLE.iter().find(|(k, ..)| *k == key);
        let (people, highland) = known.map_or((0, false), |(_, people, high)| (*people, *high));
        let communes = parents.iter().filter(|(c, p)| {
            by_id.get(p).is_some_and(|p| p.key == key)
                && by_id.get(c).is_some_and(|c| c.kind == OrgUnitKind::Commune)
        });
        (people, highland, i64::try_from(communes.count()).unwrap_or(1).max(1))
    };
    units
        .iter()
        .map(|unit| {
            let (people, highland, communes) = district(unit);
            let level = level_of(unit.kind);
            let people = if level == Level::Commune {
                people / communes * between(&[&unit.key, "dan"], 70, 130) / 100
            } else {
                people
            };
            let key = unit.key.clone();
            (unit.id, Profile { key, level, people, highland, portion: 100, year: 2024 })
        })
        .collect()
}

/// A round as it is played.
pub(super) struct Playing<'a> {
    pub(super) row: &'a RoundRow,
    /// Where each unit stands: its own key, or its district's with its place in the list.
    places: BTreeMap<UnitId, (String, usize)>,
}

impl Playing<'_> {
    /// Where a unit stands in this round.
    pub(super) fn place(&self, unit: UnitId) -> Place<'_> {
        self.places.get(&unit).map_or(("", 0), |(key, at)| (key.as_str(), *at))
    }

    fn course(&self, unit: &UnitRow, due: Date) -> Course {
        let round = (self.row.code.as_str(), self.row.regime.as_str(), self.row.year);
        course(unit, self.place(unit.id), round, due)
    }
}

fn places(stage: &Stage<'_>, submissions: &[RoundSubmission]) -> BTreeMap<UnitId, (String, usize)> {
    let mut counts: BTreeMap<UnitId, usize> = BTreeMap::new();
    let place = |s: &RoundSubmission| {
        let unit = stage.units.get(&s.unit)?;
        if unit.kind != OrgUnitKind::Commune {
            return Some((s.unit, (unit.key.clone(), 0)));
        }
        let count = counts.entry(s.receiver).or_default();
        *count += 1;
        Some((s.unit, (stage.units.get(&s.receiver)?.key.clone(), *count)))
    };
    submissions.iter().filter_map(place).collect()
}

async fn play(
    tx: &mut Tx,
    stage: &Stage<'_>,
    row: &RoundRow,
    acts: &mut Vec<Act>,
) -> Result<(), Error> {
    let mut submissions = store::submission::of_round(tx, row.id).await?;
    // Communes first: their districts add them up.
    submissions.sort_by_key(|s| {
        let kind = stage.units.get(&s.unit).map(|u| u.kind);
        (kind != Some(OrgUnitKind::Commune), s.unit)
    });
    let round = Playing { row, places: places(stage, &submissions) };
    let signed_on: BTreeMap<UnitId, Date> = submissions
        .iter()
        .filter_map(|s| {
            let course = round.course(stage.units.get(&s.unit)?, s.due);
            let came = |day: &Date| *day < stage.today;
            Some((s.unit, course.filed_again.filter(came).or(course.filed.filter(came))?))
        })
        .collect();
    let forms = forms_of(stage.catalog, &row.regime);
    let mut below = Below::new();
    for submission in &submissions {
        let Some(unit) = stage.units.get(&submission.unit) else { continue };
        let course = round.course(unit, submission.due);
        let whole = figures_of(stage, unit, &forms, below.get(&unit.id), row);
        // A draft holds what the unit itself entered.
        let own = figures_of(stage, unit, &forms, None, row);
        // What a district signed holds what it had accepted by then.
        let until = signed_on.get(&submission.receiver).copied().unwrap_or(stage.today);
        let accepted = course.accepted.is_some_and(|day| day < until.min(stage.today));
        if accepted && unit.kind == OrgUnitKind::Commune {
            let sums = below.entry(submission.receiver).or_default();
            for (cell, amount, _) in &whole.cells {
                if let Some(amount) = amount {
                    *sums.entry(*cell).or_default() += amount.scaled();
                }
            }
        }
        acts.extend(write(tx, stage, (&round, submission), course, (whole, own)).await?);
    }
    let find = |place: Place<'_>| {
        let found = submissions.iter().find(|s| round.place(s.unit) == place)?;
        Some((found.unit, stage.reviewers.get(&found.receiver).copied()?))
    };
    said::urgings(tx, row, find, stage.today).await
}

/// Own figures plus what stands below; every asked cell without a figure did not arise.
fn figures_of(
    stage: &Stage<'_>,
    unit: &UnitRow,
    forms: &[&Form],
    below: Option<&BTreeMap<i64, i64>>,
    round: &RoundRow,
) -> WholeVersion {
    let profile = &stage.profiles[&unit.id];
    let mut whole = WholeVersion::default();
    let kind = unit.kind;
    let is_place = matches!(unit.kind, OrgUnitKind::District | OrgUnitKind::Commune);
    for form in forms {
        match &form.body {
            FormBody::Narrative(headings) => {
                for (at, heading) in headings.iter().enumerate() {
                    let title_only =
                        headings.get(at + 1).is_some_and(|next| next.depth > heading.depth);
                    if title_only {
                        continue;
                    }
                    let body = words::under(heading, (&unit.name, is_place), round.year);
                    let answer = heading.checklist.then(|| words::answer(heading, &unit.key));
                    let place = (form.code.clone(), heading.code.clone());
                    whole.words.push((place.0, place.1, body, answer));
                }
            }
            FormBody::Table(table) => {
                let own = figures::with_estimates(&form.code, profile);
                for row in table.rows.iter().filter(|r| r.kind == RowKind::Element) {
                    for column in &table.columns {
                        let asked = is_asked(table, &row.code, &column.code, (kind, &unit.key));
                        if !asked || column.value_type == ValueType::Text {
                            continue;
                        }
                        let key = (form.code.clone(), row.code.clone(), column.code.clone());
                        let Some(cell) = stage.cells.get(&key) else { continue };
                        let own = own
                            .get(&(row.code.clone(), column.code.clone()))
                            .map(|units| units * 10_000);
                        let sum = below.and_then(|b| b.get(cell)).copied();
                        let amount = match (own, sum) {
                            (None, None) => None,
                            (own, sum) => Some(own.unwrap_or(0) + sum.unwrap_or(0)),
                        };
                        let status = match amount {
                            None => CellStatus::NotArising,
                            Some(_) if is_estimated(unit, &key) => CellStatus::Estimate,
                            Some(_) => CellStatus::Actual,
                        };
                        whole.cells.push((*cell, amount.map(Amount::from_scaled), status));
                    }
                }
            }
        }
    }
    let (form, row, column, cost) = said::CHEAP;
    if unit.kind != OrgUnitKind::District && said::is_cheap(&unit.key, &round.code) {
        let cell = stage.cells.get(&(form.to_owned(), row.to_owned(), column.to_owned()));
        for (at, amount, _) in &mut whole.cells {
            if Some(&*at) == cell && amount.is_some_and(|spent| spent.scaled() > 0) {
                *amount = Some(Amount::from_scaled(cost * 10_000));
            }
        }
    }
    refer(stage, &mut whole, forms, (unit, round.year));
    whole
}

/// Lets some of the words refer to the figures beside them.
fn refer(
    stage: &Stage<'_>,
    whole: &mut WholeVersion,
    forms: &[&Form],
    (unit, year): (&UnitRow, i64),
) {
    let held: BTreeSet<i64> =
        whole.cells.iter().filter(|(_, amount, _)| amount.is_some()).map(|cell| cell.0).collect();
    let has = |form: &str, column: &str| {
        let of = |key: &(String, String, String)| key.0 == form && key.2 == column;
        stage.cells.iter().any(|(key, cell)| of(key) && held.contains(cell))
    };
    words::refer(&mut whole.words, forms, has, (&unit.key, year));
}

/// Some offices know the last months' integrated talks only as an estimate.
fn is_estimated(unit: &UnitRow, (form, row, _): &(String, String, String)) -> bool {
    form == "T4"
        && row == "long_ghep"
        && unit.kind != OrgUnitKind::Commune
        && between(&[&unit.key, "estimate"], 0, 3) == 0
}
