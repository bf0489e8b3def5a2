//! What is said in a cell besides its figure: a closed word, with one spelling in tables.

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
}
