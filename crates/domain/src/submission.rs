//! What one unit owes in one round: its states, and who may move it from one to the next.
//!
//! `not_started → draft → ready → submitted → in_review → accepted | returned → draft`;
//! `accepted → reopened → draft`; `submitted → withdrawn → draft`.

mod explanation;
mod party;
mod refused;
mod state;

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

pub use self::{
    explanation::{
        Explanation, Explanations, earlier_sentence, finding_key, sentence_of, unexplained,
    },
    party::{Party, Right},
    refused::SubmissionError,
    state::State,
};
use crate::{
    access::{OfficerId, Scope, Sight, UnitId},
    finding::{Finding, passes},
    form::Severity,
    regime::Duty,
    sentence::is_sentence,
};

/// Days for which a report is opened again at most, where its round closes sooner: a later day is a slip
/// of the pen.
const REOPENED_MOST: i32 = 60;

/// Number of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubmissionId(pub i64);

/// A submission as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub id: SubmissionId,
    pub unit: UnitId,
    /// The office that reviews it.
    pub receiver: UnitId,
    pub duty: Duty,
    pub state: State,
    /// Last timely day.
    pub due: Date,
    /// Last timely day that the office gave beyond the due one: an extension granted (gia hạn), or a report
    /// opened again.
    pub extended_to: Option<Date>,
    /// Last day on which anything is taken.
    pub closes: Date,
    pub author: Option<OfficerId>,
    pub signer: Option<OfficerId>,
    /// One account is author and signer, with the recorded reason (small communes).
    pub single_officer_waiver: bool,
    /// Handed in after the last timely day.
    pub late: bool,
    /// Number of frozen versions.
    pub versions: u32,
    pub accepted_version: Option<u32>,
    /// Optimistic lock.
    pub revision: i64,
}

/// What a unit's paper bears that the receiving office types in, and why it does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paper {
    /// "215/BC-UBND".
    pub number: String,
    pub date: Option<Date>,
    /// Who signed the paper, by office: "Phó Chủ tịch UBND huyện".
    pub signer: String,
    /// Why the unit did not enter it itself.
    pub reason: String,
}

impl Paper {
    /// "số 215/BC-UBND ngày 02/12/2024, Phó Chủ tịch UBND huyện ký".
    pub fn words(&self) -> String {
        let date = self.date.map_or(String::new(), crate::period::day);
        format!("số {} ngày {date}, {} ký", self.number, self.signer)
    }

    fn is_told(&self, today: Date) -> bool {
        let told = [&self.number, &self.signer, &self.reason];
        told.iter().all(|text| !text.trim().is_empty())
            && self.date.is_some_and(|date| is_day_of_paper(date, today))
    }
}

/// Whether a report's paper can bear a day: it is signed, and not years before it is recorded.
pub fn is_day_of_paper(date: Date, today: Date) -> bool {
    const YEARS: i16 = 2;
    date <= today && today.year() - date.year() <= YEARS
}

impl Submission {
    /// How much of it may be seen: sensitive tables by the unit's own officers and by the office that
    /// reviews it, by nobody else.
    pub fn sight_of(&self, scope: &Scope) -> Sight {
        let is_near = scope.unit == self.unit || scope.unit == self.receiver;
        if is_near { Sight::Whole } else { Sight::WithoutSensitive }
    }

    /// The day until which it is timely.
    pub fn effective_due(&self) -> Date {
        self.extended_to.map_or(self.due, |extended| extended.max(self.due))
    }

    /// Whether it is overdue on a day. Requested bodies never are, nor is what was accepted once: opened
    /// again, its accepted figures still count.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.duty == Duty::Ordered
            && !self.state.is_filed()
            && self.accepted_version.is_none()
            && self.effective_due() < today
    }

    /// Marks the draft as begun or resumed.
    pub fn begin(&mut self, officer: OfficerId) -> Result<(), SubmissionError> {
        if !self.state.is_editable() {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.state = State::Draft;
        self.author = Some(officer);
        Ok(())
    }

    /// Refuses what is no draft any more, or whose round is closed.
    pub fn refuse_unless_open(&self, today: Date) -> Result<(), SubmissionError> {
        if !self.state.is_editable() {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.refuse_after_closing(today)
    }

    /// Passes a checked draft to the signer; who passes on what nobody touched is its author.
    pub fn make_ready(
        &mut self,
        party: &Party<'_>,
        findings: &[Finding],
        explanations: &Explanations,
        today: Date,
    ) -> Result<(), SubmissionError> {
        party.require(Right::MakeReady)?;
        self.refuse_unless_open(today)?;
        refuse_findings(findings, explanations)?;
        self.author.get_or_insert(party.officer());
        self.state = State::Ready;
        Ok(())
    }

    /// Takes a ready draft back for editing.
    pub fn take_back(&mut self, party: &Party<'_>) -> Result<(), SubmissionError> {
        party.require(Right::TakeBack)?;
        if self.state != State::Ready {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.state = State::Draft;
        Ok(())
    }

    /// Hands it to the receiving office; from now on it cannot be edited.
    pub fn submit(&mut self, party: &Party<'_>, today: Date) -> Result<(), SubmissionError> {
        party.require(Right::Submit)?;
        if self.state != State::Ready {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.refuse_after_closing(today)?;
        if self.author == Some(party.officer()) && !self.single_officer_waiver {
            return Err(SubmissionError::AuthorSigns);
        }
        self.hand_in(party, today);
        Ok(())
    }

    /// Hands in what the receiving office typed from the unit's paper: its head has signed the paper, so
    /// the same officer may type and send. Another one of the office accepts it.
    pub fn send_paper(
        &mut self,
        party: &Party<'_>,
        paper: &Paper,
        today: Date,
    ) -> Result<(), SubmissionError> {
        party.require(Right::SendPaper)?;
        if self.state != State::Ready {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.refuse_after_closing(today)?;
        if !paper.is_told(today) {
            return Err(SubmissionError::PaperUntold);
        }
        self.hand_in(party, today);
        Ok(())
    }

    fn hand_in(&mut self, party: &Party<'_>, today: Date) {
        self.signer = Some(party.officer());
        // Lateness is the first filing's: what was accepted and opened again stays as it was.
        if self.accepted_version.is_none() {
            self.late = self.duty == Duty::Ordered && self.effective_due() < today;
        }
        self.versions += 1;
        self.state = State::Submitted;
    }

    /// Takes a submission back before review has begun.
    pub fn withdraw(&mut self, party: &Party<'_>) -> Result<(), SubmissionError> {
        party.require(Right::Withdraw)?;
        if self.state != State::Submitted {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.state = State::Draft;
        Ok(())
    }

    /// Opens it for review.
    pub fn start_review(&mut self, party: &Party<'_>) -> Result<(), SubmissionError> {
        party.require(Right::Review)?;
        if self.state != State::Submitted {
            return Err(SubmissionError::WrongState(self.state));
        }
        self.refuse_party(party)?;
        self.state = State::InReview;
        Ok(())
    }

    /// Sends it back with a reason.
    pub fn return_to(&mut self, party: &Party<'_>, reason: &str) -> Result<(), SubmissionError> {
        party.require(Right::Review)?;
        self.refuse_unless_in_review()?;
        self.refuse_party(party)?;
        if !is_sentence(reason) {
            return Err(SubmissionError::NoReason);
        }
        self.state = State::Returned;
        Ok(())
    }

    /// Accepts it: the current version counts from now on. `typed` says that the officer ever typed in it,
    /// be it before others did.
    pub fn accept(&mut self, party: &Party<'_>, typed: bool) -> Result<(), SubmissionError> {
        party.require(Right::Review)?;
        self.refuse_unless_in_review()?;
        self.refuse_party(party)?;
        if typed {
            return Err(SubmissionError::ReviewerIsParty);
        }
        self.accepted_version = Some(self.versions);
        self.state = State::Accepted;
        Ok(())
    }

    /// Opens an accepted submission again up to a day, whether or not its round has closed by then; its
    /// accepted version counts until the next is accepted.
    pub fn reopen(
        &mut self,
        party: &Party<'_>,
        reason: &str,
        (until, today): (Date, Date),
    ) -> Result<(), SubmissionError> {
        party.require(Right::Review)?;
        if self.state != State::Accepted {
            return Err(SubmissionError::WrongState(self.state));
        }
        if !is_sentence(reason) {
            return Err(SubmissionError::NoReason);
        }
        let last = self.closes.max(today.saturating_add(REOPENED_MOST.days()));
        if until < today || until > last {
            return Err(SubmissionError::NoSuchDay(last));
        }
        if until > self.effective_due() {
            self.extended_to = Some(until);
        }
        self.state = State::Returned;
        Ok(())
    }

    /// Refuses a request for more time that gives none, or that the round has no room for.
    pub fn ask_extension(
        &self,
        party: &Party<'_>,
        reason: &str,
        (until, today): (Date, Date),
    ) -> Result<(), SubmissionError> {
        party.require(Right::AskExtension)?;
        if !is_sentence(reason) {
            return Err(SubmissionError::NoReason);
        }
        if until <= self.effective_due() {
            return Err(SubmissionError::NoMoreTime);
        }
        if until < today || until > self.closes {
            return Err(SubmissionError::TooMuchTime(self.closes));
        }
        Ok(())
    }

    /// Gives the time that was asked for, or another day. Time that was given meanwhile is not taken away, and
    /// a day that has passed helps nobody.
    pub fn grant_extension(
        &mut self,
        party: &Party<'_>,
        (asked, until): (Date, Date),
        today: Date,
    ) -> Result<(), SubmissionError> {
        party.require(Right::Review)?;
        if until <= self.effective_due() || until < today {
            return Err(if until == asked {
                SubmissionError::RequestOvertaken(until)
            } else {
                SubmissionError::NoMoreTime
            });
        }
        let last = self.closes.max(asked);
        if until > last {
            return Err(SubmissionError::TooMuchTime(last));
        }
        self.extended_to = Some(until);
        Ok(())
    }

    /// Refuses more time, with a reason.
    pub fn refuse_extension(&self, party: &Party<'_>, reason: &str) -> Result<(), SubmissionError> {
        party.require(Right::Review)?;
        if !is_sentence(reason) {
            return Err(SubmissionError::NoReason);
        }
        Ok(())
    }

    /// Lets one account of a small commune type and sign.
    pub fn waive(&mut self, party: &Party<'_>, reason: &str) -> Result<(), SubmissionError> {
        party.require(Right::Waive)?;
        if !party.is_commune() {
            return Err(SubmissionError::NotSmall);
        }
        if !is_sentence(reason) {
            return Err(SubmissionError::NoReason);
        }
        self.single_officer_waiver = true;
        Ok(())
    }

    fn refuse_unless_in_review(&self) -> Result<(), SubmissionError> {
        match self.state {
            State::InReview | State::Submitted => Ok(()),
            other => Err(SubmissionError::WrongState(other)),
        }
    }

    /// Refuses who typed or signed it.
    fn refuse_party(&self, party: &Party<'_>) -> Result<(), SubmissionError> {
        let officer = Some(party.officer());
        if self.author == officer || self.signer == officer {
            return Err(SubmissionError::ReviewerIsParty);
        }
        Ok(())
    }

    /// Whether nothing is taken any more.
    pub fn is_closed(&self, today: Date) -> bool {
        self.last_day() < today
    }

    /// Last day on which anything is taken, with what the office gave beyond.
    pub fn last_day(&self) -> Date {
        self.extended_to.map_or(self.closes, |given| given.max(self.closes))
    }

    fn refuse_after_closing(&self, today: Date) -> Result<(), SubmissionError> {
        match self.last_day() {
            closed if closed < today => Err(SubmissionError::RoundClosed(closed)),
            _ => Ok(()),
        }
    }
}

fn refuse_findings(
    findings: &[Finding],
    explanations: &Explanations,
) -> Result<(), SubmissionError> {
    if !passes(findings) {
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        return Err(SubmissionError::HasErrors(errors));
    }
    let open = unexplained(findings, explanations);
    if open.is_empty() {
        return Ok(());
    }
    let forms: BTreeSet<&str> = open.iter().map(|finding| finding.form.as_str()).collect();
    let forms = forms.into_iter().collect::<Vec<_>>().join(", ");
    Err(SubmissionError::UnexplainedWarnings { count: open.len(), forms })
}

#[cfg(test)]
mod tests;
