//! The dated script: who begins, files, is returned and accepted on which day; played up to a morning.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{OfficerId, UnitId},
    amount::Amount,
    catalog::Catalog,
    form::{Form, FormBody, Level, RowKind, ValueType},
    org_unit::OrgUnitKind,
    submission::State,
};
use jiff::{Span, Timestamp, civil::Date};
use store::{
    db::{Store, Tx},
    org_unit::UnitRow,
    played::{self, Played},
    submission::RoundSubmission,
    value::WholeVersion,
};

use super::{
    accounts::{self, Officers},
    chance::{between, pick},
    figures::{self, Profile},
    words,
};
use crate::{
    Error,
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

/// A submission's course through one round; a day that never comes is `None`.
#[derive(Debug, Clone, Copy, Default)]
struct Course {
    begun: Option<Date>,
    filed: Option<Date>,
    returned: Option<Date>,
    filed_again: Option<Date>,
    accepted: Option<Date>,
}

struct Stage<'a> {
    catalog: &'a Catalog,
    officers: Officers,
    reviewers: BTreeMap<UnitId, OfficerId>,
    units: BTreeMap<UnitId, UnitRow>,
    profiles: BTreeMap<UnitId, Profile>,
    cells: BTreeMap<(String, String, String), i64>,
    today: Date,
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
    accounts::codes(&mut tx, &units, (&catalog.lead, &officers), now).await?;
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
    for round in rounds {
        if days(today, round.due) > 60 {
            continue;
        }
        let portion = if round.regime == "R-BAN6" { 50 } else { 100 };
        for profile in stage.profiles.values_mut() {
            profile.year = round.year;
            profile.portion = portion;
        }
        play(&mut tx, &stage, &round.regime, round.id, round.year).await?;
    }
    let entry = store::audit::Entry {
        at: now,
        officer: 0,
        unit: 0,
        verb: "demo.fill",
        subject: "demo",
        detail: "",
    };
    store::audit::record(&mut tx, entry).await?;
    tx.commit().await?;
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
            let level = level_of(unit.kind.code());
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

fn after(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Span::new().days(count)).ok()
}

/// When a unit does what in a round that is due on `due`.
fn course(unit: &UnitRow, regime: &str, year: i64, due: Date) -> Course {
    let old = year < 2024 || regime == "R-BAN6";
    let word = format!("{regime}{year}");
    let early = |low, high| -between(&[&unit.key, &word, "nop"], low, high);
    let never = !old
        && match regime {
            "R-STR" => matches!(unit.key.as_str(), "h-417" | "s-gtvt" | "s-ngoai-vu"),
            "R-BAN12" | "R-SELF" => matches!(unit.key.as_str(), "h-417" | "s-gtvt"),
            _ => false,
        };
    let begun = after(due, early(8, 16) - 4);
    if never {
        return Course { begun: begun.filter(|_| unit.key != "h-417"), ..Course::default() };
    }
    let offset = match unit.kind {
        OrgUnitKind::Commune => match pick(&[&unit.key, &word, "cham"], 40) {
            0 if !old => 2,
            _ => early(1, 8),
        },
        _ if !old && matches!(unit.key.as_str(), "h-420" | "h-415") && regime == "R-BAN12" => 2,
        _ => early(0, 7),
    };
    let filed = after(due, offset);
    let wait = between(&[&unit.key, &word, "duyet"], 1, 3);
    let sent_back = !old
        && regime == "R-BAN12"
        && (unit.key == "h-428" || unit.key == "s-du-lich" || pick(&[&unit.key, "tra"], 45) == 0);
    if sent_back {
        let returned = filed.and_then(|d| after(d, 1));
        let filed_again = returned.and_then(|d| after(d, 4));
        let accepted = filed_again.and_then(|d| after(d, wait));
        return Course { begun, filed, returned, filed_again, accepted };
    }
    let accepted = filed.and_then(|d| after(d, wait)).map(|d| d.min(after(due, 2).unwrap_or(d)));
    Course { begun, filed, accepted, ..Course::default() }
}

async fn play(
    tx: &mut Tx,
    stage: &Stage<'_>,
    regime: &str,
    round: i64,
    year: i64,
) -> Result<(), Error> {
    let mut submissions = store::submission::of_round(tx, round).await?;
    // Communes first: their districts add them up.
    submissions.sort_by_key(|s| {
        let kind = stage.units.get(&s.unit).map(|u| u.kind);
        (kind != Some(OrgUnitKind::Commune), s.unit)
    });
    let forms = forms_of(stage.catalog, regime);
    let mut below = Below::new();
    for submission in submissions {
        let Some(unit) = stage.units.get(&submission.unit) else { continue };
        let course = course(unit, regime, year, submission.due);
        let whole = figures_of(stage, unit, &forms, below.get(&unit.id), year);
        let accepted = course.accepted.is_some_and(|day| day < stage.today);
        if accepted && unit.kind == OrgUnitKind::Commune {
            let sums = below.entry(submission.receiver).or_default();
            for (cell, amount, _) in &whole.cells {
                if let Some(amount) = amount {
                    *sums.entry(*cell).or_default() += amount.scaled();
                }
            }
        }
        write(tx, stage, (round, &submission), course, whole).await?;
    }
    Ok(())
}

/// Own figures plus what stands below; every asked cell without a figure did not arise.
fn figures_of(
    stage: &Stage<'_>,
    unit: &UnitRow,
    forms: &[&Form],
    below: Option<&BTreeMap<i64, i64>>,
    year: i64,
) -> WholeVersion {
    let profile = &stage.profiles[&unit.id];
    let mut whole = WholeVersion::default();
    let kind = unit.kind.code();
    for form in forms {
        match &form.body {
            FormBody::Narrative(headings) => {
                for (at, heading) in headings.iter().enumerate() {
                    let title_only =
                        headings.get(at + 1).is_some_and(|next| next.depth > heading.depth);
                    if title_only {
                        continue;
                    }
                    let body = words::under(heading, &unit.name, year);
                    let answer = if heading.checklist { "yes" } else { "" };
                    let place = (form.code.clone(), heading.code.clone());
                    whole.words.push((place.0, place.1, body, answer.to_owned()));
                }
            }
            FormBody::Table(table) => {
                let own: BTreeMap<(String, String), i64> = figures::own(&form.code, profile)
                    .into_iter()
                    .map(|(row, column, value)| ((row, column), value))
                    .collect();
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
                            None => "not_arising",
                            Some(_) if is_estimated(unit, &key) => "estimate",
                            Some(_) => "actual",
                        };
                        whole.cells.push((*cell, amount.map(Amount::from_scaled), status));
                    }
                }
            }
        }
    }
    refer(stage, &mut whole, forms, (unit, year));
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

/// What was handed in before it was returned: one class too many.
fn slipped(stage: &Stage<'_>, whole: &WholeVersion) -> WholeVersion {
    let key = ("T3".to_owned(), "bdg".to_owned(), "lop".to_owned());
    let classes = stage.cells.get(&key);
    let mut first = whole.clone();
    for (cell, amount, _) in &mut first.cells {
        if Some(&*cell) == classes {
            *amount = amount.map(|held| Amount::from_scaled(held.scaled() + 10_000));
        }
    }
    first
}

/// An hour of a working morning, the same every time.
fn at(day: Date, key: &str, word: &str) -> Timestamp {
    let minutes = between(&[key, word], 0, 420);
    let time = jiff::civil::time(8, 0, 0, 0);
    let start = day.to_datetime(time);
    domain::period::vietnam()
        .to_timestamp(start)
        .ok()
        .and_then(|t| t.checked_add(jiff::SignedDuration::from_mins(minutes)).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

async fn write(
    tx: &mut Tx,
    stage: &Stage<'_>,
    (round, submission): (i64, &RoundSubmission),
    course: Course,
    mut whole: WholeVersion,
) -> Result<(), Error> {
    let came = |day: Option<Date>| day.filter(|d| *d < stage.today);
    let Some(begun) = came(course.begun).or(came(course.filed)) else { return Ok(()) };
    let unit = &stage.units[&submission.unit];
    let (author, signer) = stage.officers[&unit.id];
    let reviewer = stage.reviewers.get(&submission.receiver).copied().unwrap_or(signer);
    let stamp = |day: Date, word: &str| at(day, &unit.key, word);
    let id = submission.id;
    let mut log = vec![(author, stamp(begun, "begin"), "submission.begin", "", 0_u32)];
    let mut played = Played { author: Some(author), ..Played::new(State::Draft) };
    for (day, number) in [(came(course.filed), 1), (came(course.filed_again), 2)] {
        let Some(day) = day else { continue };
        let when = stamp(day, "file");
        log.push((author, stamp(day, "ready").min(when), "submission.make_ready", "", number - 1));
        log.push((signer, when, "submission.submit", "", number));
        let by = (signer, when);
        let returned = number == 1 && came(course.returned).is_some();
        let handed_in = if returned { slipped(stage, &whole) } else { whole.clone() };
        played.version =
            store::value::save_version(tx, id, number, Some(author), by, &handed_in).await?;
        store::value::save_parts_used(tx, played.version, round, unit.id).await?;
        played.state =
            if came(after(day, 1)).is_some() { State::InReview } else { State::Submitted };
        played.signer = Some(signer);
        played.late = submission.due < day;
        played.versions = number;
        played.filed_at = Some(when);
        if let (1, Some(returned)) = (number, came(course.returned)) {
            let reason = "Số liệu tập huấn chưa khớp với lời văn, đề nghị rà soát lại.";
            log.push((reviewer, stamp(returned, "return"), "submission.return", reason, 1));
            played.state = State::Returned;
        }
    }
    if let Some(day) = came(course.accepted) {
        let when = stamp(day, "accept");
        log.push((reviewer, when, "submission.accept", "", played.versions));
        played.state = State::Accepted;
        played.accepted_at = Some(when);
    }
    if matches!(played.state, State::Draft | State::Returned) {
        if played.state == State::Draft {
            // Half of it is typed, and somebody slips now and then.
            whole.cells.truncate(whole.cells.len() / 2);
            whole.words.truncate(whole.words.len() / 2);
        }
        let by = (author, stamp(begun, "draft"));
        store::value::save_draft(tx, id, by, &whole).await?;
    }
    played::save(tx, id, &played).await?;
    for (officer, when, verb, message, version) in log {
        let by = (officer, when);
        store::submission::record_event(tx, id, by, verb, message, version).await?;
    }
    Ok(())
}
