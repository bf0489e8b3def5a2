//! Stable keys of what a reading says, for other programs, tables and forms; labels are for people.

use super::{BodyRole, DateRole, Frequency, ItemKind, LineUse, PrintedDate};

impl ItemKind {
    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Section => "section",
            Self::Clause => "clause",
            Self::Point => "point",
            Self::Dash => "dash",
            Self::Paragraph => "paragraph",
            Self::Row => "row",
            Self::Annex => "annex",
        }
    }
}

impl BodyRole {
    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Coordinating => "coordinating",
            Self::Requested => "requested",
            Self::Mentioned => "mentioned",
        }
    }
}

impl DateRole {
    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::NoLaterThan => "no_later_than",
            Self::Window => "window",
            Self::Day => "day",
            Self::Span => "span",
            Self::Rhythm => "rhythm",
        }
    }

    /// The official word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Before => "trước ngày",
            Self::NoLaterThan => "chậm nhất ngày",
            Self::Window => "từ ngày đến ngày",
            Self::Day => "ngày",
            Self::Span => "trong",
            Self::Rhythm => "định kỳ",
        }
    }
}

impl Frequency {
    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::NineMonths => "nine_months",
            Self::Year => "year",
            Self::Once => "once",
            Self::OnEvent => "on_event",
            Self::Period => "period",
        }
    }
}

impl LineUse {
    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Item(_) => "item",
            Self::Recipient => "recipient",
            Self::Signature => "signature",
            Self::Furniture => "furniture",
            Self::NotUnderstood => "not_understood",
        }
    }
}

impl PrintedDate {
    /// ISO 8601 with what the text leaves out left out: `2024-12-05`, `--12-25`, `---10`, `2024-11`.
    pub fn machine(&self) -> String {
        let year = self.year.map_or_else(|| "-".to_owned(), |year| format!("{year:04}"));
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            (None, Some(day)) => format!("{year}--{day:02}"),
            (None, None) => self.year.map_or_else(String::new, |_| year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_stays_out() {
        let printed = |day, month, year| PrintedDate { day, month, year }.machine();
        assert_eq!(printed(Some(5), Some(12), Some(2024)), "2024-12-05");
        assert_eq!(printed(Some(25), Some(12), None), "--12-25");
        assert_eq!(printed(None, Some(6), None), "--06");
        assert_eq!(printed(None, Some(6), Some(2024)), "2024-06");
        assert_eq!(printed(Some(10), None, None), "---10");
        assert_eq!(printed(None, None, Some(2025)), "2025");
    }
}
