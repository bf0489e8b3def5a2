//! What may be set right, with its stable key and its official words.

use super::super::BodyRole;

/// What is set right. In this order corrections are applied: the tree first, then what hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Number,
    Date,
    Issuer,
    SignerTitle,
    SignerName,
    /// "Nơi nhận" of the whole plan.
    Recipients,
    /// The words at which an item is cut in two.
    Split,
    /// Where an item hangs; its value is the code of a [`super::Move`].
    Nesting,
    Lead,
    Coordinating,
    Requested,
    Time,
    Citations,
    Programmes,
    Annexes,
    /// Empty: the text asks for no such report.
    RegimeName,
    RegimeDue,
    RegimeAnnexes,
    RegimeRecipients,
    RegimeReporters,
    /// Empty: there is no such event.
    EventName,
    EventFrom,
    EventTo,
    EventPlace,
}

impl Field {
    /// Facts of the whole plan.
    pub const FACTS: [Self; 7] = [
        Self::Title,
        Self::Number,
        Self::Date,
        Self::Issuer,
        Self::SignerTitle,
        Self::SignerName,
        Self::Recipients,
    ];
    /// What may be typed of an item.
    pub const OF_ITEMS: [Self; 7] = [
        Self::Lead,
        Self::Coordinating,
        Self::Requested,
        Self::Time,
        Self::Citations,
        Self::Programmes,
        Self::Annexes,
    ];
    /// What may be typed of a report regime.
    pub const OF_REGIMES: [Self; 5] = [
        Self::RegimeName,
        Self::RegimeDue,
        Self::RegimeAnnexes,
        Self::RegimeRecipients,
        Self::RegimeReporters,
    ];
    /// What may be typed of an event.
    pub const OF_EVENTS: [Self; 4] =
        [Self::EventName, Self::EventFrom, Self::EventTo, Self::EventPlace];

    /// The stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::Date => "date",
            Self::Issuer => "issuer",
            Self::SignerTitle => "signer_title",
            Self::SignerName => "signer_name",
            Self::Recipients => "recipients",
            Self::Split => "split",
            Self::Nesting => "nesting",
            Self::Lead => "lead",
            Self::Coordinating => "coordinating",
            Self::Requested => "requested",
            Self::Time => "time",
            Self::Citations => "citations",
            Self::Programmes => "programmes",
            Self::Annexes => "annexes",
            Self::RegimeName => "regime_name",
            Self::RegimeDue => "regime_due",
            Self::RegimeAnnexes => "regime_annexes",
            Self::RegimeRecipients => "regime_recipients",
            Self::RegimeReporters => "regime_reporters",
            Self::EventName => "event_name",
            Self::EventFrom => "event_from",
            Self::EventTo => "event_to",
            Self::EventPlace => "event_place",
        }
    }

    /// The field of a key.
    pub fn from_code(code: &str) -> Option<Self> {
        let of_items = Self::OF_ITEMS.into_iter().chain([Self::Split, Self::Nesting]);
        let of_lists = Self::OF_REGIMES.into_iter().chain(Self::OF_EVENTS);
        Self::FACTS.into_iter().chain(of_items).chain(of_lists).find(|field| field.code() == code)
    }

    /// The official words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "Trích yếu",
            Self::Number => "Số, ký hiệu",
            Self::Date => "Ngày ban hành",
            Self::Issuer => "Cơ quan ban hành",
            Self::SignerTitle => "Quyền hạn, chức vụ người ký",
            Self::SignerName => "Họ tên người ký",
            Self::Recipients => "Nơi nhận",
            Self::Split => "Cắt làm hai mục, mục sau bắt đầu từ chữ",
            Self::Nesting => "Vị trí trong cây",
            Self::Lead => "Giao, chủ trì",
            Self::Coordinating => "Phối hợp",
            Self::Requested => "Đề nghị",
            Self::Time => "Thời gian, hạn",
            Self::Citations => "Văn bản dẫn",
            Self::Programmes => "Chương trình, chiến lược dẫn theo tên",
            Self::Annexes => "Phụ lục",
            Self::RegimeName => "Tên báo cáo",
            Self::RegimeDue => "Kỳ và hạn",
            Self::RegimeAnnexes => "Biểu mẫu, phụ lục",
            Self::RegimeRecipients => "Nơi nhận báo cáo",
            Self::RegimeReporters => "Cơ quan phải báo cáo",
            Self::EventName => "Tên sự kiện",
            Self::EventFrom => "Từ",
            Self::EventTo => "Đến",
            Self::EventPlace => "Địa điểm",
        }
    }

    pub(super) const fn role(self) -> Option<BodyRole> {
        match self {
            Self::Lead => Some(BodyRole::Lead),
            Self::Coordinating => Some(BodyRole::Coordinating),
            Self::Requested => Some(BodyRole::Requested),
            _ => None,
        }
    }
}
