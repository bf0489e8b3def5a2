//! Who may do and see what: roles, the acting officer, and the scope of every read.

use jiff::civil::Date;

use crate::{fold::fold, form::Form};

/// Number of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfficerId(pub i64);

/// Number of a unit in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub i64);

impl UnitId {
    /// No unit at all: whose eyes are nowhere read nothing.
    pub const NOWHERE: Self = Self(0);
}

/// What an officer does for the unit. One account may bear several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Enters figures and words.
    Reporter,
    /// Reviews what units below hand in.
    Reviewer,
    /// Signs for the unit.
    Signer,
    /// Desk of the lead department: rounds, urging, consolidation, report.
    Desk,
    /// Reads everything of the province but sensitive cells.
    Leader,
    /// Keeps the unit's accounts.
    UnitAdministrator,
    /// Keeps the system; reads no report.
    SystemAdministrator,
}

impl Role {
    /// All roles, in the order of lists.
    pub const ALL: [Self; 7] = [
        Self::Reporter,
        Self::Reviewer,
        Self::Signer,
        Self::Desk,
        Self::Leader,
        Self::UnitAdministrator,
        Self::SystemAdministrator,
    ];

    /// The word in tables and lists.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Reviewer => "reviewer",
            Self::Signer => "signer",
            Self::Desk => "desk",
            Self::Leader => "leader",
            Self::UnitAdministrator => "unit-administrator",
            Self::SystemAdministrator => "system-administrator",
        }
    }

    /// Reads the word in tables and lists.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Reads the word in tables, or what the office calls it, with or without marks: "reporter",
    /// "Cán bộ nhập liệu", "lãnh đạo".
    pub fn read(words: &str) -> Option<Self> {
        let sought = fold(words);
        let is_meant = |role: &Self| {
            let label = fold(role.label());
            label == sought || label.strip_suffix(" xem") == Some(&sought)
        };
        let code = words.trim().to_ascii_lowercase();
        Self::from_code(&code).or_else(|| Self::ALL.into_iter().find(is_meant))
    }

    /// Whether the role reads reports, figures and documents at all; keeping the system does not.
    pub const fn reads_reports(self) -> bool {
        !matches!(self, Self::SystemAdministrator)
    }

    /// What the office calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reporter => "Cán bộ nhập liệu",
            Self::Reviewer => "Cán bộ thẩm tra",
            Self::Signer => "Người ký",
            Self::Desk => "Cán bộ tổng hợp",
            Self::Leader => "Lãnh đạo (xem)",
            Self::UnitAdministrator => "Quản trị đơn vị",
            Self::SystemAdministrator => "Quản trị hệ thống",
        }
    }
}

/// A person acting for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    pub id: OfficerId,
    pub unit: UnitId,
    /// Printed beside acts: a role's name in the demo, the person's in an office.
    pub name: String,
    pub roles: Vec<Role>,
}

impl Officer {
    /// Whether the account bears a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether any role of the account reads reports, figures and documents.
    pub fn reads_reports(&self) -> bool {
        self.roles.iter().any(|role| role.reads_reports())
    }

    /// Whether any of the roles is borne.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(*role))
    }
}

/// Whose eyes a read is for: the subtree under `root` as it stands today, successors included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    pub officer: OfficerId,
    pub unit: UnitId,
    /// The own unit, or the province for its desk and leaders.
    pub root: UnitId,
    /// Whether the root is the whole province.
    pub province_wide: bool,
    pub today: Date,
}

impl Scope {
    /// The scope of an officer on a day: the province for its desk and leaders, else the own subtree;
    /// nothing for an account that only keeps the system.
    pub fn of(officer: &Officer, province: UnitId, today: Date) -> Self {
        let province_wide = officer.is_any(&[Role::Desk, Role::Leader]);
        let unit = if officer.reads_reports() { officer.unit } else { UnitId::NOWHERE };
        let root = if province_wide { province } else { unit };
        Self { officer: officer.id, unit, root, province_wide, today }
    }

    /// Whether anything of reports is read through it.
    pub fn reads_reports(&self) -> bool {
        self.unit != UnitId::NOWHERE
    }
}

/// How much of one report the eyes that read it may see. Every reading of a report's tables asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Every table: the unit itself, its reviewer, and rules that work on the whole.
    Whole,
    /// All but the sensitive tables.
    WithoutSensitive,
}

impl Sight {
    /// Whether a form may be seen.
    pub fn sees(self, form: &Form) -> bool {
        self == Self::Whole || !form.is_sensitive()
    }
}
