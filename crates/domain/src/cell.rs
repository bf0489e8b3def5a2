//! What is said in a cell besides its figure: a closed word, with one spelling in tables.

use crate::fold::fold;

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum CellStatus {
    #[default]
    Actual,
    /// To be told later what it came to.
    Estimate,
    /// There was nothing to count: no missing figure.
    NotArising,
}

impl CellStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Actual, Self::Estimate, Self::NotArising];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Estimate => "estimate",
            Self::NotArising => "not_arising",
        }
    }

    /// Reads the word in tables; another word is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What a unit says under a heading of a check-list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    Yes,
    No,
    NotApplicable,
}

impl Answer {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotApplicable];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Reads the word in tables; another word is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// As it is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "Có",
            Self::No => "Không",
            Self::NotApplicable => "Không áp dụng",
        }
    }

    /// Inside a sentence.
    pub const fn in_sentence(self) -> &'static str {
        match self {
            Self::Yes => "có",
            Self::No => "không",
            Self::NotApplicable => "không áp dụng",
        }
    }

    /// Reads what a person wrote, in any case and with or without marks.
    pub fn read(text: &str) -> Option<Self> {
        let folded = fold(text);
        Self::ALL.into_iter().find(|answer| fold(answer.label()) == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_tables_comes_back_and_no_other_is_taken_for_one() {
        for status in CellStatus::ALL {
            assert_eq!(CellStatus::from_code(status.code()), Some(status));
        }
        for other in ["", "Actual", "missing"] {
            assert_eq!(CellStatus::from_code(other), None, "{other}");
        }
    }

    #[test]
    fn an_answer_is_read_in_any_case_and_without_marks() {
        for answer in Answer::ALL {
            assert_eq!(Answer::from_code(answer.code()), Some(answer));
            assert_eq!(Answer::read(answer.label()), Some(answer));
        }
        assert_eq!(Answer::read("KHONG ap dung"), Some(Answer::NotApplicable));
        assert_eq!((Answer::read("có lẽ"), Answer::from_code("")), (None, None));
    }
}
