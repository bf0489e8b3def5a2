//! What an officer sets right in a reading: facts of the plan, and bodies and times of single items.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{
    BodyRole, DateRole, Frequency, NamedBody, ReadDate, Reading, ReportDeadline, Signer, dates,
    pattern,
};

/// One thing set right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Emendation {
    /// The item; empty for a fact of the whole plan.
    pub anchor: String,
    pub field: Field,
    /// As typed; bodies are parted by ";". Empty: there is none.
    pub value: String,
}

/// What is set right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Number,
    Date,
    Issuer,
    SignerTitle,
    SignerName,
    Lead,
    Coordinating,
    Requested,
    Time,
}

impl Field {
    /// Facts of the whole plan.
    pub const FACTS: [Self; 6] =
        [Self::Title, Self::Number, Self::Date, Self::Issuer, Self::SignerTitle, Self::SignerName];
    /// What may be set right of an item.
    pub const OF_ITEMS: [Self; 4] = [Self::Lead, Self::Coordinating, Self::Requested, Self::Time];

    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::Date => "date",
            Self::Issuer => "issuer",
            Self::SignerTitle => "signer_title",
            Self::SignerName => "signer_name",
            Self::Lead => "lead",
            Self::Coordinating => "coordinating",
            Self::Requested => "requested",
            Self::Time => "time",
        }
    }

    /// The field of a key.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::FACTS.into_iter().chain(Self::OF_ITEMS).find(|field| field.code() == code)
    }

    /// The official words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "Trích yếu",
            Self::Number => "Số, ký hiệu",
            Self::Date => "Ngày ban hành",
            Self::Issuer => "Cơ quan ban hành",
            Self::SignerTitle => "Quyền hạn, chức vụ người ký",
            Self::SignerName => "Họ tên người ký",
            Self::Lead => "Giao, chủ trì",
            Self::Coordinating => "Phối hợp",
            Self::Requested => "Đề nghị",
            Self::Time => "Thời gian, hạn",
        }
    }

    const fn role(self) -> Option<BodyRole> {
        match self {
            Self::Lead => Some(BodyRole::Lead),
            Self::Coordinating => Some(BodyRole::Coordinating),
            Self::Requested => Some(BodyRole::Requested),
            _ => None,
        }
    }
}

impl Reading {
    /// What the reading says of a field, in the form in which an officer types it.
    pub fn value_of(&self, anchor: &str, field: Field) -> String {
        let signer = || self.signer.clone().unwrap_or_default();
        match field {
            Field::Title => self.title.clone(),
            Field::Number => self.number.clone().unwrap_or_default(),
            Field::Date => self.date.map(crate::period::day).unwrap_or_default(),
            Field::Issuer => self.issuer.clone().unwrap_or_default(),
            Field::SignerTitle => signer().authority.join("; "),
            Field::SignerName => signer().name,
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
            None => item.dates.iter().map(|date| date.printed.as_str()).collect(),
        };
        words.join("; ")
    }

    /// The reading with what an officer set right; second, what found no place in it any more.
    #[must_use]
    pub fn corrected(mut self, corrections: &[Emendation]) -> (Self, Vec<Emendation>) {
        let mut without_place = Vec::new();
        for correction in corrections {
            if !self.apply(correction) {
                without_place.push(correction.clone());
            }
        }
        self.forget_solved();
        (self, without_place)
    }

    fn apply(&mut self, correction: &Emendation) -> bool {
        let typed = correction.value.trim();
        let some = Some(typed.to_owned()).filter(|typed| !typed.is_empty());
        match correction.field {
            Field::Title => typed.clone_into(&mut self.title),
            Field::Number => self.number = some,
            Field::Issuer => self.issuer = some,
            Field::Date => {
                self.date = typed_date(typed);
                return typed.is_empty() || self.date.is_some();
            }
            Field::SignerTitle => self.signer().authority = parts(typed),
            Field::SignerName => typed.clone_into(&mut self.signer().name),
            Field::Time => return self.apply_time(&correction.anchor, typed),
            Field::Lead | Field::Coordinating | Field::Requested => {
                return self.apply_bodies(correction, typed);
            }
        }
        true
    }

    fn signer(&mut self) -> &mut Signer {
        self.signer.get_or_insert_with(Signer::default)
    }

    fn apply_bodies(&mut self, correction: &Emendation, typed: &str) -> bool {
        let Some(role) = correction.field.role() else { return false };
        let Some(item) = self.items.iter_mut().find(|item| item.anchor == correction.anchor) else {
            return false;
        };
        let names = parts(typed);
        item.bodies.retain(|body| body.role != role && !names.contains(&body.name));
        item.bodies.extend(names.into_iter().map(|name| NamedBody { name, role }));
        true
    }

    fn apply_time(&mut self, anchor: &str, typed: &str) -> bool {
        let Some(item) = self.items.iter_mut().find(|item| item.anchor == anchor) else {
            return false;
        };
        item.dates = parts(typed).iter().flat_map(|part| typed_time(part)).collect();
        let deadlines: Vec<ReadDate> =
            item.dates.iter().filter(|date| date.role.is_deadline()).cloned().collect();
        for regime in self.regimes.iter_mut().filter(|regime| regime.anchor == anchor) {
            let before = std::mem::take(&mut regime.deadlines);
            let due = |(index, date): (usize, &ReadDate)| {
                let due = date.to?;
                let usual = if due.recurs() { Frequency::Year } else { Frequency::Once };
                let frequency = before.get(index).map_or(usual, |old| old.frequency);
                Some(ReportDeadline { frequency, due, role: date.role })
            };
            regime.deadlines = deadlines.iter().enumerate().filter_map(due).collect();
        }
        true
    }

    /// A missing number that was typed in is missing no more.
    fn forget_solved(&mut self) {
        let named = self.signer.as_ref().is_some_and(|signer| !signer.name.is_empty());
        let (number, date) = (self.number.is_some(), self.date.is_some());
        let (title, issuer) = (!self.title.is_empty(), self.issuer.is_some());
        self.problems.retain(|problem| match problem.code {
            "number_missing" => !number,
            "date_missing" => !date,
            "title_missing" => !title,
            "issuer_missing" => !issuer,
            "signer_missing" => !named,
            _ => true,
        });
    }
}

fn parts(typed: &str) -> Vec<String> {
    let parts = typed.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// "5/12/2024", "05-12-2024", "2024-12-05", "ngày 05 tháng 12 năm 2024".
pub fn typed_date(typed: &str) -> Option<Date> {
    if let Ok(date) = typed.trim().parse::<Date>() {
        // A year of no official paper is a slip of the finger, however it is written.
        return (1900..2100).contains(&date.year()).then_some(date);
    }
    let found = dates::find(&format!("ngày {}", typed.trim().trim_start_matches("ngày ")));
    let [only] = found.as_slice() else { return None };
    let to = only.date.to?;
    Date::new(to.year?, to.month?, to.day?).ok()
}

/// A time as typed; words without a date stay as they are.
fn typed_time(typed: &str) -> Vec<ReadDate> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}[/.-]\d{1,2}$"));
    let said = if BARE.is_match(typed) { format!("ngày {typed}") } else { typed.to_owned() };
    let mut found: Vec<ReadDate> = dates::find(&said).into_iter().map(|found| found.date).collect();
    if let [only] = found.as_mut_slice() {
        typed.clone_into(&mut only.printed);
    }
    if found.is_empty() {
        found.push(ReadDate {
            role: DateRole::Span,
            from: None,
            to: None,
            frequency: None,
            approximate: false,
            printed: typed.to_owned(),
        });
    }
    found
}
