//! The official Vietnamese date: a leading zero for days under 10 and for months 1 and 2 only.

use jiff::civil::Date;

/// How much of the issuing date is already known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueDate {
    /// The whole date.
    On(Date),
    /// The day is written by hand or by the signing step.
    InMonth { year: i16, month: i8 },
    /// Only the year.
    InYear(i16),
}

/// Room for a figure that is written when the document is issued.
pub(crate) const BLANK: &str = "      ";

/// Writes `ngày 05 tháng 3 năm 2026`, with blank room for what is not known yet.
pub fn official(date: IssueDate) -> String {
    let (year, month, day) = match date {
        IssueDate::On(date) => (date.year(), Some(date.month()), Some(date.day())),
        IssueDate::InMonth { year, month } => (year, Some(month), None),
        IssueDate::InYear(year) => (year, None, None),
    };
    let day = day.map_or(BLANK.to_owned(), |day| format!(" {day:02} "));
    let month = month.map_or(BLANK.to_owned(), |month| format!(" {} ", month_digits(month)));
    format!("ngày{day}tháng{month}năm {year}")
}

/// Writes `05/3/2026`, the short form used inside running text.
pub fn short(date: Date) -> String {
    format!("{:02}/{}/{}", date.day(), month_digits(date.month()), date.year())
}

/// `ngày       tháng       năm       ` with nothing filled in (E26 on electronic documents).
pub(crate) fn unwritten() -> String {
    format!("ngày{BLANK}tháng{BLANK}năm{BLANK}")
}

/// Shows blank room as dots, where spaces would collapse or mean nothing.
pub(crate) fn dotted(text: &str) -> String {
    let dots = text.replace(BLANK, " … ");
    dots.split_whitespace().collect::<Vec<_>>().join(" ").replace("… /", "…/")
}

fn month_digits(month: i8) -> String {
    if month <= 2 { format!("{month:02}") } else { month.to_string() }
}

impl IssueDate {
    /// The date a file bears in its properties: the first possible day.
    pub fn earliest(self) -> Date {
        let (year, month) = match self {
            Self::On(date) => return date,
            Self::InMonth { year, month } => (year, month),
            Self::InYear(year) => (year, 1),
        };
        Date::new(year, month, 1).unwrap_or(Date::ZERO)
    }
}
