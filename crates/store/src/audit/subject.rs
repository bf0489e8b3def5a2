//! What a line of the log is about: a noun with its number, never a name or story.

use std::fmt::{self, Display, Formatter};

use domain::{
    access::{OfficerId, UnitId},
    series::Body,
    submission::SubmissionId,
};

/// What an act was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// Nothing that is kept.
    Nothing,
    /// What bears a name of its own: a setting, a catalog, a fact of it.
    Named(&'a str),
    Submission(SubmissionId),
    /// One form of a submission.
    Part(SubmissionId, &'a str),
    Officer(OfficerId),
    Unit(UnitId),
    Document(i64),
    Dispatch(i64),
    Composition(i64),
    Contact(i64),
    Signer(i64),
    Mapping(i64),
    Import(i64),
    IssuedPlan(i64),
    /// A round by number and a heading of its report.
    Assembly(i64, &'a str),
    /// A round by its code.
    Round(&'a str),
    /// A form of a round, both by their codes.
    RoundForm(&'a str, &'a str),
    Template(&'a str),
    /// Rules of an issuer's numbers in a year.
    Numbering(UnitId, Body, i16),
    /// One run of an issuer's numbers in a year.
    Series(UnitId, Body, i16, &'a str),
}

impl Display for Subject<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Named(name) => f.write_str(name),
            Self::Submission(id) => write!(f, "submission/{}", id.0),
            Self::Part(id, form) => write!(f, "submission/{}/{form}", id.0),
            Self::Officer(id) => write!(f, "officer/{}", id.0),
            Self::Unit(id) => write!(f, "unit/{}", id.0),
            Self::Document(id) => write!(f, "document/{id}"),
            Self::Dispatch(id) => write!(f, "dispatch/{id}"),
            Self::Composition(id) => write!(f, "composition/{id}"),
            Self::Contact(id) => write!(f, "contact/{id}"),
            Self::Signer(id) => write!(f, "signer/{id}"),
            Self::Mapping(id) => write!(f, "mapping/{id}"),
            Self::Import(id) => write!(f, "import/{id}"),
            Self::IssuedPlan(id) => write!(f, "issued-plan/{id}"),
            Self::Assembly(round, heading) => write!(f, "assembly/{round}/{heading}"),
            Self::Round(code) => write!(f, "round/{code}"),
            Self::RoundForm(code, form) => write!(f, "round/{code}/{form}"),
            Self::Template(code) => write!(f, "template/{code}"),
            Self::Numbering(unit, body, year) => {
                write!(f, "numbering/{}/{}/{year}", unit.0, body.code())
            }
            Self::Series(unit, body, year, series) => {
                write!(f, "series/{}/{}/{year}/{series}", unit.0, body.code())
            }
        }
    }
}
