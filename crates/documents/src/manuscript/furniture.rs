//! What a document bears beside its text: marks, second signature, foot of page one, file of an appendix.

use jiff::{Timestamp, tz::Offset};

use super::{Signature, picture::Picture};
use crate::{date, decree::SizeSet};

/// Everything beside the text; the default bears nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Furniture {
    /// 13-14-14 or 12-13-13 (D-05).
    pub sizes: SizeSet,
    /// Prints "DỰ THẢO" under the number; what is presented or issued is no draft any more.
    pub is_draft: bool,
    pub medium: Medium,
    pub part: Part,
    /// Cell 10b (E27).
    pub urgency: Option<Urgency>,
    /// Cell 11 (E28).
    pub circulation: Option<Circulation>,
    /// Cell 12 (E29).
    pub drafter: Option<Drafter>,
    /// Cell 13 (E30).
    pub address: Option<Address>,
    /// Position that the signer of an advisory body has in the organ, above the name (E20).
    pub other_position: Option<String>,
    /// The left one of two signatures, as under a biên bản.
    pub second_signature: Option<Signature>,
    /// Picture of the signer's hand, in cell 7c; a picture signs nothing.
    pub autograph: Option<Picture>,
    /// Cell 14.
    pub corner: Option<Corner>,
}

/// How the document leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    /// What is known is printed in the line that ties an appendix to its document (E26).
    #[default]
    Paper,
    /// Number and day of that line stay blank.
    Electronic,
}

/// Which part of the document a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    #[default]
    Whole,
    /// Without appendices: they go in files of their own.
    Main,
    /// Only the appendix of this number.
    Appendix(u32),
}

/// Dấu chỉ mức độ khẩn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    Immediate,
    VeryUrgent,
    Urgent,
}

/// Chỉ dẫn về phạm vi lưu hành.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circulation {
    Internal,
    ReturnAfterReading,
}

/// Who drafted, and how many copies leave the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafter {
    pub initials: String,
    pub copies: u32,
}

/// Where the organ is reached; what is empty is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    pub place: String,
    pub telephone: String,
    pub email: String,
    pub website: String,
}

/// What stands at the top right of page one when a file is signed alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corner {
    /// An appendix in a file of its own: number and symbol, time of signing.
    Appendix { symbol: String, signed: Timestamp },
    /// An electronic copy: its form, the copying organ, time of signing (S-04).
    Copy { form: CopyForm, organ: String, signed: Timestamp },
}

/// Forms of copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyForm {
    Whole,
    Extract,
    Again,
}

impl Urgency {
    /// The words of the mark.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Immediate => "HỎA TỐC",
            Self::VeryUrgent => "THƯỢNG KHẨN",
            Self::Urgent => "KHẨN",
        }
    }

    /// Width and height of its frame in millimetres.
    pub const fn frame_mm(self) -> (u16, u16) {
        match self {
            Self::Immediate => (30, 8),
            Self::VeryUrgent => (40, 8),
            Self::Urgent => (20, 8),
        }
    }
}

impl Circulation {
    /// The words of the mark.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Internal => "LƯU HÀNH NỘI BỘ",
            Self::ReturnAfterReading => "XEM XONG TRẢ LẠI",
        }
    }
}

impl Drafter {
    /// `PL.(300)`.
    pub fn mark(&self) -> String {
        format!("{}.({})", self.initials.trim_end_matches('.'), self.copies)
    }
}

impl Address {
    /// `Địa chỉ: …; điện thoại: …; thư điện tử: …; trang thông tin điện tử: ….`
    pub fn line(&self) -> String {
        let parts = [
            ("Địa chỉ", &self.place),
            ("Điện thoại", &self.telephone),
            ("Thư điện tử", &self.email),
            ("Trang thông tin điện tử", &self.website),
        ];
        let said = parts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        said.map(|(name, text)| format!("{name}: {}", text.trim())).collect::<Vec<_>>().join("; ")
    }
}

impl CopyForm {
    const fn words(self) -> &'static str {
        match self {
            Self::Whole => "SAO Y",
            Self::Extract => "TRÍCH SAO",
            Self::Again => "SAO LỤC",
        }
    }
}

impl Corner {
    /// `Số: 123/BC-SNV; 05/12/2026; 14:30:45 +07:00`.
    ///
    /// The zone after the time follows ISO 8601; its printed form is not laid down (unverified).
    pub fn line(&self) -> String {
        match self {
            Self::Appendix { symbol, signed } => format!("Số: {symbol}; {}", moment(*signed)),
            Self::Copy { form, organ, signed } => {
                format!("{}; {organ}; {}", form.words(), moment(*signed))
            }
        }
    }
}

/// The time in Việt Nam.
fn moment(signed: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(signed);
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    format!("{}; {hour:02}:{minute:02}:{second:02} +07:00", date::short(local.date()))
}
