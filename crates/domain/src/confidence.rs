//! How sure the office is of a fact: what is not verified stays marked "cần đối chiếu".

/// How a fact of the catalog is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Confidence {
    /// The text of the norm or of the plan itself was read.
    Verified,
    /// Known through a source that reports another text.
    SecondHand,
    /// Believed right; must be checked before it is shown as official.
    #[default]
    Unverified,
    /// Rebuilt from general practice; never presented as the official form.
    Reconstruction,
}

impl Confidence {
    /// The word written in catalog files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::SecondHand => "second-hand",
            Self::Unverified => "unverified",
            Self::Reconstruction => "reconstruction",
        }
    }

    /// Reads the word written in catalog files.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Verified, Self::SecondHand, Self::Unverified, Self::Reconstruction]
            .into_iter()
            .find(|c| c.code() == code)
    }

    /// Whether pages show "cần đối chiếu" beside the value.
    pub const fn needs_checking(self) -> bool {
        !matches!(self, Self::Verified)
    }
}
