//! A run over many workbooks: looked through first, written on somebody's yes, cancelled at any time.

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are looked through; nothing is written.
    Looking,
    /// Every file was looked through; it waits for a yes.
    Looked,
    Writing,
    Written,
    Cancelled,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 5] =
        [Self::Looking, Self::Looked, Self::Writing, Self::Written, Self::Cancelled];

    /// The word in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Looked => "looked",
            Self::Writing => "writing",
            Self::Written => "written",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word in tables.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Looking => "Đang xem trước",
            Self::Looked => "Đã xem trước, chưa ghi",
            Self::Writing => "Đang ghi",
            Self::Written => "Đã ghi xong",
            Self::Cancelled => "Đã hủy",
        }
    }

    /// Whether files of it are being worked on.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Looking | Self::Writing)
    }

    /// Where it stands when every file has had its turn.
    #[must_use]
    pub const fn finished(self) -> Self {
        match self {
            Self::Looking => Self::Looked,
            Self::Writing => Self::Written,
            other => other,
        }
    }

    /// Begins to write.
    pub const fn write(self) -> Option<Self> {
        if matches!(self, Self::Looked) { Some(Self::Writing) } else { None }
    }

    /// Stops; what was written stays.
    pub const fn cancel(self) -> Option<Self> {
        match self {
            Self::Looking | Self::Looked | Self::Writing => Some(Self::Cancelled),
            Self::Written | Self::Cancelled => None,
        }
    }
}

/// What became of a file of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for its turn.
    Waiting,
    Taken,
    /// Nothing of it is written before somebody looked at it.
    Held,
    /// It was taken before.
    Known,
    /// Nothing stands in it.
    Empty,
    /// The report holds all of it already.
    Same,
    /// Something stands in it, and nothing of that was written.
    Unwritten,
    Refused,
}

impl Outcome {
    /// All of them, those first that somebody has to look at.
    pub const ALL: [Self; 8] = [
        Self::Refused,
        Self::Held,
        Self::Unwritten,
        Self::Taken,
        Self::Same,
        Self::Empty,
        Self::Known,
        Self::Waiting,
    ];

    /// The word in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::Held => "held",
            Self::Known => "known",
            Self::Empty => "empty",
            Self::Same => "same",
            Self::Unwritten => "unwritten",
            Self::Refused => "refused",
        }
    }

    /// Reads the word in tables.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Chưa xem tới",
            Self::Taken => "Nạp được",
            Self::Held => "Giữ lại chờ xem",
            Self::Known => "Đã nạp trước đây",
            Self::Empty => "Tệp trống",
            Self::Same => "Không có gì mới",
            Self::Unwritten => "Không ghi ô nào",
            Self::Refused => "Không nhận",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Stage;

    #[test]
    fn a_run_is_looked_at_before_it_is_written() {
        assert_eq!(Stage::Looking.write(), None);
        assert_eq!(Stage::Looking.finished().write(), Some(Stage::Writing));
        assert_eq!(Stage::Writing.finished(), Stage::Written);
        assert_eq!(Stage::Written.write(), None);
        assert_eq!(Stage::Written.cancel(), None);
        assert_eq!(Stage::Writing.cancel(), Some(Stage::Cancelled));
        for stage in Stage::ALL {
            assert_eq!(Stage::from_word(stage.word()), Some(stage));
        }
    }
}
