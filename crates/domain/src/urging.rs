//! How units are urged.

/// By which way a unit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// Công văn đôn đốc: to the late alone.
    Letter,
    /// Công văn nhắc hạn: before the day.
    Prompt,
    /// Công văn đề nghị phối hợp.
    Request,
    Call,
    /// The system's own, on the pages of the unit; nobody was reached by a person.
    Reminder,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Letter, Self::Prompt, Self::Request, Self::Call, Self::Reminder];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Prompt => "prompt",
            Self::Request => "request",
            Self::Call => "call",
            Self::Reminder => "reminder",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// What the office calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Letter => "Công văn đôn đốc",
            Self::Prompt => "Công văn nhắc hạn",
            Self::Request => "Công văn đề nghị phối hợp",
            Self::Call => "Gọi điện",
            Self::Reminder => "Hệ thống nhắc hạn",
        }
    }
}
