//! The kinds of documents that are issued; title and abbreviation are rows of `decree`.

use crate::decree;

/// The kind of document, which decides head, title and symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Report,
    Plan,
    /// Công văn: no title, its abstract stands under the number.
    Letter,
    /// Tờ trình.
    Proposal,
    /// Thông báo.
    Notice,
    /// Kết luận kiểm tra: Phụ lục III has no abbreviation for it, so it is issued as a thông báo.
    Conclusion,
    /// Biên bản: two may sign side by side.
    Minutes,
    /// Quyết định.
    Decision,
    /// Sổ đăng ký văn bản đi: a book for the clerk, no document of the decree's nine elements.
    Register,
}

impl Kind {
    /// Every kind of the decree's documents; the register is a book and none of them.
    pub const ALL: [Self; 8] = [
        Self::Report,
        Self::Plan,
        Self::Letter,
        Self::Proposal,
        Self::Notice,
        Self::Conclusion,
        Self::Minutes,
        Self::Decision,
    ];

    /// The abbreviation in the symbol: `KH`; a letter has none.
    pub const fn abbreviation(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("BC"),
            Self::Plan => Some("KH"),
            Self::Letter | Self::Register => None,
            Self::Proposal => Some("TTr"),
            Self::Notice | Self::Conclusion => Some("TB"),
            Self::Minutes => Some("BB"),
            Self::Decision => Some("QĐ"),
        }
    }

    /// Tên loại as printed; a letter has none.
    pub fn title(self) -> Option<&'static str> {
        self.abbreviation().and_then(decree::kind_of_symbol).map(|kind| kind.title)
    }

    /// The word used when citing the document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "Báo cáo",
            Self::Plan => "Kế hoạch",
            Self::Letter => "Công văn",
            Self::Proposal => "Tờ trình",
            Self::Notice | Self::Conclusion => "Thông báo",
            Self::Minutes => "Biên bản",
            Self::Decision => "Quyết định",
            Self::Register => "Sổ đăng ký văn bản đi",
        }
    }

    /// The symbol under an organ's abbreviation: `KH-UBND`.
    ///
    /// A letter's is the organ's and the drafting unit's: `UBND-VX`.
    pub fn symbol(self, organ: &str, unit: &str) -> String {
        match self.abbreviation() {
            Some(kind) => format!("{kind}-{organ}"),
            None => format!("{organ}-{unit}"),
        }
    }
}
