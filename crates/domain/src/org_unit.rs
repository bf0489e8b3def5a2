//! Bodies that report or receive: nodes of a dated tree with successors.
//!
//! A GSO code identifies nothing by itself (all 130 codes of 2025 existed in 2024, 88 for another
//! unit), so a unit bears an own key (`uid`) and its code is valid between two dates.

use jiff::civil::Date;

use crate::confidence::Confidence;

/// The own, stable key of a unit, for instance `h-421` or `x-16681-202412`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrgUnitKey(pub String);

/// Names of units up to a number, and how many more: "Huyện A, Huyện B và 3 đơn vị khác".
pub fn listed<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let named = names.iter().take(most).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => named,
        more => format!("{named} và {more} đơn vị khác"),
    }
}

/// What kind of body a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrgUnitKind {
    Province,
    District,
    Commune,
    /// Sở, ban, ngành of the provincial People's Committee.
    Department,
    PartyBody,
    /// Mặt trận Tổ quốc.
    Front,
    MassOrganisation,
    SocioProfessional,
    ArmedForce,
    /// Centrally run body in the province (statistics, tax, insurance, courts, banks).
    CentralBody,
    PublicInstitution,
    /// Ban Vì sự tiến bộ của phụ nữ, hosted by another unit.
    AdvancementBoard,
}

impl OrgUnitKind {
    /// All kinds, in the order of lists.
    pub const ALL: [Self; 12] = [
        Self::Province,
        Self::District,
        Self::Commune,
        Self::Department,
        Self::PartyBody,
        Self::Front,
        Self::MassOrganisation,
        Self::SocioProfessional,
        Self::ArmedForce,
        Self::CentralBody,
        Self::PublicInstitution,
        Self::AdvancementBoard,
    ];

    /// The word written in catalog files and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Department => "department",
            Self::PartyBody => "party-body",
            Self::Front => "front",
            Self::MassOrganisation => "mass-organisation",
            Self::SocioProfessional => "socio-professional",
            Self::ArmedForce => "armed-force",
            Self::CentralBody => "central-body",
            Self::PublicInstitution => "public-institution",
            Self::AdvancementBoard => "advancement-board",
        }
    }

    /// The office's word for a kind of unit.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Province => "tỉnh",
            Self::District => "cấp huyện",
            Self::Commune => "cấp xã",
            Self::Department => "sở, ban, ngành",
            Self::PartyBody => "cơ quan Đảng",
            Self::Front => "Mặt trận",
            Self::MassOrganisation => "đoàn thể",
            Self::SocioProfessional => "tổ chức xã hội",
            Self::ArmedForce => "lực lượng vũ trang",
            Self::CentralBody => "cơ quan trung ương tại tỉnh",
            Self::PublicInstitution => "đơn vị sự nghiệp",
            Self::AdvancementBoard => "Ban VSTBPN",
        }
    }

    /// A part of the province below it, and no body of the province itself.
    pub const fn is_territory(self) -> bool {
        matches!(self, Self::District | Self::Commune)
    }

    /// Reads the word written in catalog files and tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A body that reports or receives, with the dates of its existence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgUnit {
    pub key: OrgUnitKey,
    /// GSO code or office code, valid together with the dates; empty where none is known.
    pub code: String,
    pub kind: OrgUnitKind,
    /// Official name with its type: "Huyện Quỳnh Lưu", "Sở Nội vụ".
    pub name: String,
    /// "Sở LĐTBXH"; equal to `name` where there is no shorter form.
    pub short_name: String,
    /// Abbreviation in document symbols, "SLĐTBXH"; set by the organ's head, hence may be empty.
    pub symbol: String,
    pub valid_from: Date,
    /// Last day of existence; `None` while it exists.
    pub valid_to: Option<Date>,
    pub confidence: Confidence,
    pub source: String,
}

/// Who stands above whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parentage {
    pub child: OrgUnitKey,
    pub parent: OrgUnitKey,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

/// How much of a unit went to its successor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    Whole,
    /// A part, with its share in ten-thousandths where one is recorded.
    Part {
        share: Option<u16>,
    },
}

/// One edge from a unit to a unit that took it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    pub from: OrgUnitKey,
    pub to: OrgUnitKey,
    pub extent: Extent,
    pub date: Date,
    /// Number and date of the resolution.
    pub legal_basis: String,
    pub note: String,
}

impl OrgUnit {
    /// Whether the unit exists on a date.
    pub fn exists_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|end| date <= end)
    }
}

/// A unit's name as it stands inside a sentence: "Huyện Quỳnh Lưu" becomes "huyện Quỳnh Lưu"
/// (Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục III.1).
pub fn in_sentence(name: &str) -> String {
    const COMMON: [&str; 6] = ["Huyện ", "Thành phố ", "Thị xã ", "Thị trấn ", "Phường ", "Xã "];
    match COMMON.iter().find(|word| name.starts_with(**word)) {
        Some(word) => format!("{}{}", word.to_lowercase(), &name[word.len()..]),
        None => name.to_owned(),
    }
}
