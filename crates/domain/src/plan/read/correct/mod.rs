//! What an officer sets right in a reading: facts of the plan, cuts and places of items, what they say of
//! whom, when and by what, and the regimes and events found in it.

mod cited;
pub(super) mod cut;
mod ends;
mod event;
mod field;
pub(super) mod nesting;
mod report;

use std::collections::HashMap;

use super::{
    Event, Frequency, NamedBody, ReadDate, ReadRegime, Reading, ReportDeadline, Signer, problems,
    tail,
};

pub use ends::typed_date;
pub use event::of_event;
pub use field::Field;
pub use nesting::Move;
pub use report::of_regime;

/// One thing set right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Emendation {
    /// The item; empty for a fact of the whole plan. The second regime or event of an item bears
    /// "#2" behind the anchor.
    pub anchor: String,
    pub field: Field,
    /// As typed; bodies are parted by ";". Empty: there is none.
    pub value: String,
}

/// A reading with what an officer set right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Emended {
    pub reading: Reading,
    /// All regimes with their keys, also those that the officer removed.
    pub regimes: Vec<Listed<ReadRegime>>,
    pub events: Vec<Listed<Event>>,
    /// Corrections whose item is not in the text any more.
    pub without_place: Vec<Emendation>,
    /// Corrections whose words are no time, no day or no document.
    pub unreadable: Vec<Emendation>,
}

/// A regime or event under the key by which it is set right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The anchor of its item, with "#2" where it is the second there.
    pub key: String,
    pub is_removed: bool,
    pub value: T,
}

/// How a correction fared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Done,
    NoPlace,
    Unreadable,
}

impl Fate {
    const fn read(is_readable: bool) -> Self {
        if is_readable { Self::Done } else { Self::Unreadable }
    }
}

impl Reading {
    /// What the reading says of a fact or an item, in the form in which an officer types it.
    pub fn value_of(&self, anchor: &str, field: Field) -> String {
        let signer = || self.signer.clone().unwrap_or_default();
        match field {
            Field::Title => self.title.clone(),
            Field::Number => self.number.clone().unwrap_or_default(),
            Field::Date => self.date.map(crate::period::day).unwrap_or_default(),
            Field::Issuer => self.issuer.clone().unwrap_or_default(),
            Field::SignerTitle => signer().authority.join("; "),
            Field::SignerName => signer().name,
            Field::Recipients => {
                self.recipients.iter().map(tail::printed).collect::<Vec<_>>().join("; ")
            }
            Field::Citations => self.citations_of(anchor),
            Field::Programmes => self.programmes_of(anchor),
            Field::Annexes => self.annexes_of(anchor),
            _ => self.value_of_item(anchor, field),
        }
    }

    fn value_of_item(&self, anchor: &str, field: Field) -> String {
        let Some(item) = self.item(anchor) else { return String::new() };
        let words: Vec<&str> = match field.role() {
            Some(role) => {
                let bodies = item.bodies.iter().filter(|body| body.role == role);
                bodies.map(|body| body.name.as_str()).collect()
            }
            None if field == Field::Time => {
                item.dates.iter().map(|date| date.printed.as_str()).collect()
            }
            None => Vec::new(),
        };
        words.join("; ")
    }

    /// All regimes with their keys.
    pub fn listed_regimes(&self) -> Vec<Listed<ReadRegime>> {
        listed(&self.regimes, |regime| &regime.anchor)
    }

    /// All events with their keys.
    pub fn listed_events(&self) -> Vec<Listed<Event>> {
        listed(&self.events, |event| &event.anchor)
    }

    /// Applies all but cuts and moves of items, which come before the words are read.
    pub(super) fn emended(self, corrections: &[Emendation]) -> Emended {
        let mut emended = Emended {
            regimes: self.listed_regimes(),
            events: self.listed_events(),
            reading: self,
            ..Emended::default()
        };
        let of_words =
            |correction: &&Emendation| !matches!(correction.field, Field::Split | Field::Nesting);
        let mut ordered: Vec<&Emendation> = corrections.iter().filter(of_words).collect();
        ordered.sort_by_key(|correction| correction.field);
        for correction in ordered {
            match emended.apply(correction) {
                Fate::Done => {}
                Fate::NoPlace => emended.without_place.push(correction.clone()),
                Fate::Unreadable => emended.unreadable.push(correction.clone()),
            }
        }
        emended.settle();
        emended
    }
}

impl Emended {
    fn apply(&mut self, correction: &Emendation) -> Fate {
        let typed = correction.value.trim();
        let field = correction.field;
        if Field::FACTS.contains(&field) {
            return self.reading.set_fact(field, typed);
        }
        let (anchor, _) = place_of(&correction.anchor);
        let Some(index) = self.reading.items.iter().position(|item| item.anchor == anchor) else {
            return Fate::NoPlace;
        };
        if Field::OF_REGIMES.contains(&field) {
            let new = || ReadRegime {
                anchor: anchor.to_owned(),
                name: String::new(),
                deadlines: Vec::new(),
                annexes: Vec::new(),
                recipients: Vec::new(),
                onward: Vec::new(),
                reporters: Vec::new(),
            };
            let Some(regime) = at_key(&mut self.regimes, correction, Field::RegimeName, new) else {
                return Fate::NoPlace;
            };
            regime.is_removed |= field == Field::RegimeName && typed.is_empty();
            return Fate::read(regime.is_removed || report::set(&mut regime.value, field, typed));
        }
        if Field::OF_EVENTS.contains(&field) {
            let new = || Event {
                anchor: anchor.to_owned(),
                name: String::new(),
                from: None,
                to: None,
                place: None,
                approximate: false,
            };
            let Some(event) = at_key(&mut self.events, correction, Field::EventName, new) else {
                return Fate::NoPlace;
            };
            event.is_removed |= field == Field::EventName && typed.is_empty();
            return Fate::read(event.is_removed || event::set(&mut event.value, field, typed));
        }
        match field {
            Field::Time => self.set_time(index, typed),
            Field::Citations => Fate::read(self.reading.cite(index, typed)),
            Field::Programmes => {
                self.reading.name_programmes(index, typed);
                Fate::Done
            }
            Field::Annexes => {
                self.reading.name_annexes(index, typed);
                Fate::Done
            }
            _ => self.reading.set_bodies(index, field, typed),
        }
    }

    /// The days of an item are those of its reports too, unless these are set right themselves.
    fn set_time(&mut self, index: usize, typed: &str) -> Fate {
        let item = &mut self.reading.items[index];
        let known = |part: &str| item.dates.iter().find(|date| date.printed == part).cloned();
        let read =
            |part: &String| known(part).map(|date| vec![date]).or_else(|| ends::typed_time(part));
        let times: Option<Vec<Vec<ReadDate>>> = parts(typed).iter().map(read).collect();
        let Some(times) = times else { return Fate::Unreadable };
        item.dates = times.into_iter().flatten().collect();
        let deadlines: Vec<ReadDate> =
            item.dates.iter().filter(|date| date.role.is_deadline()).cloned().collect();
        for regime in self.regimes.iter_mut().map(|listed| &mut listed.value) {
            if regime.anchor != item.anchor {
                continue;
            }
            let before = std::mem::take(&mut regime.deadlines);
            let due = |(index, date): (usize, &ReadDate)| {
                let due = date.to?;
                let usual = if due.recurs() { Frequency::Year } else { Frequency::Once };
                let frequency = before.get(index).map_or(usual, |old| old.frequency);
                Some(ReportDeadline { frequency, due, role: date.role })
            };
            regime.deadlines = deadlines.iter().enumerate().filter_map(due).collect();
        }
        Fate::Done
    }

    /// Sorts what was added into its place, and says which report has lost its day.
    fn settle(&mut self) {
        let order: HashMap<&str, usize> = self
            .reading
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| (item.anchor.as_str(), index))
            .collect();
        let place = |key: &str| order.get(place_of(key).0).copied();
        self.regimes.sort_by_key(|regime| place(&regime.key));
        self.events.sort_by_key(|event| place(&event.key));
        self.reading.regimes = kept(&self.regimes);
        self.reading.events = kept(&self.events);
        self.reading.forget_solved();
        let undated = self.reading.regimes.iter().filter(|regime| regime.deadlines.is_empty());
        let undated: Vec<_> = undated
            .map(|regime| {
                let line = self.reading.item(&regime.anchor).map(|item| item.lines.first);
                problems::regime_undated(line, &regime.name)
            })
            .collect();
        self.reading.problems.extend(undated);
        self.reading.problems.sort_by_key(|problem| problem.line);
    }
}

fn listed<T: Clone>(all: &[T], anchor: impl Fn(&T) -> &String) -> Vec<Listed<T>> {
    let mut counts: HashMap<&String, usize> = HashMap::new();
    let mut listed = Vec::with_capacity(all.len());
    for value in all {
        let count = counts.entry(anchor(value)).or_default();
        *count += 1;
        let key = key_of(anchor(value), *count);
        listed.push(Listed { key, is_removed: false, value: value.clone() });
    }
    listed
}

/// The key of the first, second … regime or event of an item.
pub fn key_of(anchor: &str, nth: usize) -> String {
    if nth < 2 { anchor.to_owned() } else { format!("{anchor}#{nth}") }
}

/// Anchor and count of a key.
fn place_of(key: &str) -> (&str, usize) {
    match key.split_once('#') {
        Some((anchor, nth)) => (anchor, nth.parse().unwrap_or(1)),
        None => (key, 1),
    }
}

fn kept<T: Clone>(listed: &[Listed<T>]) -> Vec<T> {
    listed.iter().filter(|one| !one.is_removed).map(|one| one.value.clone()).collect()
}

/// The one under the key of a correction; a name makes a new one.
fn at_key<'a, T>(
    listed: &'a mut Vec<Listed<T>>,
    correction: &Emendation,
    name: Field,
    new: impl Fn() -> T,
) -> Option<&'a mut Listed<T>> {
    let known = listed.iter().position(|one| one.key == correction.anchor);
    let index = known.unwrap_or(listed.len());
    if known.is_none() {
        if correction.field != name || correction.value.trim().is_empty() {
            return None;
        }
        let key = correction.anchor.clone();
        listed.push(Listed { key, is_removed: false, value: new() });
    }
    listed.get_mut(index)
}

impl Reading {
    fn set_fact(&mut self, field: Field, typed: &str) -> Fate {
        let some = Some(typed.to_owned()).filter(|typed| !typed.is_empty());
        // What an officer typed is no guess any more.
        let guess = match field {
            Field::Title => "title_from_words",
            Field::Issuer => "issuer_completed",
            _ => "",
        };
        self.problems.retain(|problem| problem.code != guess);
        match field {
            Field::Number => self.number = some,
            Field::Issuer => self.issuer = some,
            Field::Date => {
                let date = typed_date(typed);
                if date.is_none() && !typed.is_empty() {
                    return Fate::Unreadable;
                }
                self.date = date;
            }
            Field::SignerTitle => self.signer().authority = parts(typed),
            Field::SignerName => typed.clone_into(&mut self.signer().name),
            Field::Recipients => {
                self.recipients = parts(typed).iter().map(|part| tail::recipient(part)).collect();
            }
            _ => typed.clone_into(&mut self.title),
        }
        Fate::Done
    }

    fn signer(&mut self) -> &mut Signer {
        self.signer.get_or_insert_with(Signer::default)
    }

    fn set_bodies(&mut self, index: usize, field: Field, typed: &str) -> Fate {
        let Some(role) = field.role() else { return Fate::NoPlace };
        let names = parts(typed);
        let bodies = &mut self.items[index].bodies;
        bodies.retain(|body| body.role != role && !names.contains(&body.name));
        bodies.extend(names.into_iter().map(|name| NamedBody { name, role }));
        Fate::Done
    }

    /// A missing number that was typed in is missing no more.
    fn forget_solved(&mut self) {
        let named = self.signer.as_ref().is_some_and(|signer| !signer.name.is_empty());
        let (number, date) = (self.number.is_some(), self.date.is_some());
        let (title, issuer) = (!self.title.is_empty(), self.issuer.is_some());
        let recipients = !self.recipients.is_empty();
        self.problems.retain(|problem| match problem.code {
            "number_missing" => !number,
            "date_missing" => !date,
            "title_missing" => !title,
            "issuer_missing" => !issuer,
            "signer_missing" => !named,
            "recipients_missing" => !recipients,
            _ => true,
        });
    }
}

fn parts(typed: &str) -> Vec<String> {
    let parts = typed.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}
