//! What became of one invented report: begun, filed, returned, accepted, with its versions and events.

use std::collections::BTreeMap;

use domain::{
    access::{OfficerId, UnitId},
    amount::Amount,
    deed::Deed,
    org_unit::OrgUnitKind,
    regime::Duty,
    submission::{State, SubmissionId},
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, time},
};
use store::{
    audit::Entry,
    audit::Subject,
    db::Tx,
    org_unit::UnitRow,
    played::{self, Played},
    submission::RoundSubmission,
    value::WholeVersion,
};

use super::{
    chance::between,
    course::{Course, after},
    said,
    script::{Playing, Stage},
};
use crate::{Error, submission::sealed};

/// A played act as the log tells it.
pub(super) struct Act {
    pub(super) at: Timestamp,
    officer: OfficerId,
    unit: UnitId,
    deed: Deed,
    subject: SubmissionId,
    detail: String,
}

impl Act {
    pub(super) fn line(&self) -> Entry<'_> {
        Entry {
            at: self.at,
            officer: self.officer.0,
            unit: self.unit.0,
            deed: self.deed,
            subject: Subject::Submission(self.subject),
            detail: &self.detail,
        }
    }
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
pub(super) fn at(day: Date, key: &str, word: &str) -> Timestamp {
    let minutes = between(&[key, word], 0, 420);
    morning(day).checked_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Eight o'clock, before anything happens.
fn morning(day: Date) -> Timestamp {
    let start = day.to_datetime(time(8, 0, 0, 0));
    domain::period::vietnam().to_timestamp(start).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What happened to one submission, in the order of its days.
struct History<'a> {
    stage: &'a Stage<'a>,
    unit: &'a UnitRow,
    author: OfficerId,
    signer: OfficerId,
    reviewer: OfficerId,
    log: Vec<(OfficerId, Timestamp, Deed, &'static str, u32)>,
    played: Played,
    /// What each version was sealed with.
    seals: BTreeMap<u32, String>,
}

impl History<'_> {
    fn at(&self, day: Date, word: &str) -> Timestamp {
        at(day, &self.unit.key, word)
    }

    fn came(&self, day: Option<Date>) -> Option<Date> {
        day.filter(|day| *day < self.stage.today)
    }
}

pub(super) async fn write(
    tx: &mut Tx,
    stage: &Stage<'_>,
    (round, submission): (&Playing<'_>, &RoundSubmission),
    course: Course,
    (whole, own): (WholeVersion, WholeVersion),
) -> Result<Vec<Act>, Error> {
    let unit = &stage.units[&submission.unit];
    let (author, signer) = stage.officers[&unit.id];
    let reviewer = stage.reviewers.get(&submission.receiver).copied().unwrap_or(signer);
    let played = Played { author: Some(author), ..Played::new(State::Draft) };
    let mut history = History {
        stage,
        unit,
        author,
        signer,
        reviewer,
        log: Vec::new(),
        played,
        seals: BTreeMap::new(),
    };
    let id = submission.id;
    let Some(begun) = history.came(course.begun).or(history.came(course.filed)) else {
        return Ok(Vec::new());
    };
    history.log.push((author, history.at(begun, "begin"), Deed::SubmissionBegin, "", 0));
    extended(tx, &mut history, submission, course).await?;
    file(tx, &mut history, (round, submission), course, &whole).await?;
    if let Some(day) = history.came(course.accepted) {
        let version = history.played.versions;
        // Not before it came, where both fall on one day.
        let when = history.played.filed_at.max(Some(history.at(day, "accept"))).unwrap_or_default();
        history.log.push((reviewer, when, Deed::SubmissionAccept, "", version));
        history.played.state = State::Accepted;
        history.played.accepted_at = Some(when);
    }
    let written = (author, history.at(begun, "draft"));
    match history.played.state {
        State::Draft => {
            let draft = half(stage, unit, round, own);
            store::value::save_draft(tx, id, written, &draft).await?;
        }
        State::Returned => store::value::save_draft(tx, id, written, &own).await?,
        // What a district entered itself, and what did not arise there: it is there when a report comes back.
        _ if unit.kind == OrgUnitKind::District => {
            store::value::save_draft(tx, id, written, &own).await?;
        }
        _ => {}
    }
    let drafted = matches!(history.played.state, State::Draft | State::Returned);
    if drafted && unit.kind == OrgUnitKind::District {
        store::value::share::keep_parts(tx, id, (round.row.id, unit.id)).await?;
    }
    played::save(tx, id, &history.played).await?;
    history.log.sort_by_key(|(_, when, ..)| *when);
    told(tx, history, submission).await
}

/// Writes the history, and gives the same acts for the log.
async fn told(
    tx: &mut Tx,
    history: History<'_>,
    submission: &RoundSubmission,
) -> Result<Vec<Act>, Error> {
    let mut acts = Vec::new();
    let id = submission.id;
    for (officer, at, deed, message, version) in history.log {
        store::submission::record_event(tx, id, (officer, at), deed, message, version).await?;
        let seal = history.seals.get(&version).filter(|_| deed == Deed::SubmissionSubmit);
        let seal = seal.map_or(String::new(), |seal| format!(" {seal}"));
        acts.push(Act {
            at,
            officer,
            unit: if officer == history.reviewer { submission.receiver } else { submission.unit },
            deed,
            subject: id,
            detail: format!("version={version}{seal}"),
        });
    }
    Ok(acts)
}

/// A request for more time, granted or still open.
async fn extended(
    tx: &mut Tx,
    history: &mut History<'_>,
    submission: &RoundSubmission,
    course: Course,
) -> Result<(), Error> {
    let Some(more) = course.extension.filter(|more| more.asked < history.stage.today) else {
        return Ok(());
    };
    let asked = (history.author, history.at(more.asked, "ask"));
    history.log.push((asked.0, asked.1, Deed::SubmissionAskExtension, more.reason, 0));
    let granted =
        history.came(more.granted).map(|day| (history.reviewer, history.at(day, "grant")));
    if let Some((officer, when)) = granted {
        history.log.push((officer, when, Deed::SubmissionGrantExtension, "", 0));
    }
    said::extension(tx, submission.id, more, (asked, granted)).await
}

/// The versions handed in, and what was said to the first.
async fn file(
    tx: &mut Tx,
    history: &mut History<'_>,
    (round, submission): (&Playing<'_>, &RoundSubmission),
    course: Course,
    whole: &WholeVersion,
) -> Result<(), Error> {
    let (stage, unit, id) = (history.stage, history.unit, submission.id);
    let days = [history.came(course.filed), history.came(course.filed_again)];
    let last = days[1].or(days[0]);
    for (day, number) in days.into_iter().zip(1..) {
        let Some(day) = day else { continue };
        let (when, ready) = (history.at(day, "file"), history.at(day, "ready"));
        let (author, signer) = (history.author, history.signer);
        history.log.push((author, ready.min(when), Deed::SubmissionMakeReady, "", number - 1));
        history.log.push((signer, when, Deed::SubmissionSubmit, "", number));
        let returned = history.came(course.returned).filter(|_| number == 1);
        // What is judged was opened before, on the next day at the latest.
        let judged =
            if number == 1 { course.returned.or(course.accepted) } else { course.accepted };
        let opened = [after(day, 1), judged].into_iter().flatten().min();
        let opened = history.came(opened);
        if let Some(opened) = opened {
            let by = (history.reviewer, morning(opened).max(when));
            history.log.push((by.0, by.1, Deed::SubmissionStartReview, "", number));
        }
        let slipped = returned.map(|_| slipped(stage, whole));
        let handed_in = slipped.as_ref().unwrap_or(whole);
        let by = (signer, when);
        let version =
            store::value::save_version(tx, id, number, Some(author), by, handed_in).await?;
        let until = last.map_or(when, morning);
        if unit.kind == OrgUnitKind::District {
            played::save_parts_used(tx, version, (round.row.id, unit.id), until).await?;
            store::value::share::split(tx, version, "").await?;
        }
        let about = (&stage.profiles[&unit.id], round.row.code.as_str());
        if said::explain(tx, id, about, (author, ready)).await? {
            store::explanation::freeze(tx, id, version).await?;
        }
        history.seals.insert(number, sealed(tx, version).await?);
        let more = course.extension.filter(|more| history.came(more.granted).is_some());
        let due = more.map_or(submission.due, |more| more.until.max(submission.due));
        let played = &mut history.played;
        played.state = State::Submitted;
        if opened.is_some() {
            played.state = State::InReview;
        }
        (played.version, played.versions) = (version, number);
        (played.signer, played.filed_at) = (Some(signer), Some(when));
        played.late = submission.duty == Duty::Ordered && due < day;
        if let Some(returned) = returned {
            let by = (history.reviewer, history.at(returned, "return"));
            history.log.push((by.0, by.1, Deed::SubmissionReturn, said::RETURNED, 1));
            history.played.state = State::Returned;
            said::remarks(tx, id, by).await?;
        }
    }
    Ok(())
}

/// Half of it is typed, and somebody slips now and then.
fn half(
    stage: &Stage<'_>,
    unit: &UnitRow,
    round: &Playing<'_>,
    mut whole: WholeVersion,
) -> WholeVersion {
    whole.words.truncate(whole.words.len() / 2);
    if !said::slips(&unit.key, round.place(unit.id), &round.row.code) {
        whole.cells.truncate(whole.cells.len() / 2);
        return whole;
    }
    let women = stage.cells.get(&("T3".to_owned(), "bdg".to_owned(), "nu".to_owned()));
    whole.cells.truncate(whole.cells.len() * 3 / 4);
    for (cell, amount, _) in &mut whole.cells {
        if Some(&*cell) == women {
            *amount = amount.map(|typed| Amount::from_scaled(typed.scaled() + 30_000));
        }
    }
    whole
}
