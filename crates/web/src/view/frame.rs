//! The frame around every page: title, top bar, left navigation, flash notice, foot.

use super::{
    act::Link,
    mark::Notice,
    printout::{Format, PARAMETER},
};

/// A room of the left navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    Work,
    Plan,
    Entry,
    Board,
    Consolidation,
    Report,
    Indicator,
    Document,
    Contact,
    Officer,
    OrgUnit,
    Confirmation,
    System,
    /// Pages that stand in no room: help, search, problems.
    Elsewhere,
}

impl Nav {
    /// Rooms of reports, figures and who files them, closed to who only keeps the system.
    pub const fn is_of_reports(self) -> bool {
        use Nav::{Board, Consolidation, Contact, Entry, Indicator, Report};
        matches!(self, Entry | Board | Consolidation | Report | Indicator | Contact)
    }
}

/// The look an officer has chosen; kept in the `theme` cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the machine is set.
    System,
    Light,
    Dark,
    Contrast,
}

impl Theme {
    /// All looks, in the order of the switch.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The word in the cookie and in `data-theme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// Reads the cookie's word; anything else is the machine's setting.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|t| t.code() == code).unwrap_or(Self::System)
    }

    /// The word on the switch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "Theo máy",
            Self::Light => "Sáng",
            Self::Dark => "Tối",
            Self::Contrast => "Tương phản cao",
        }
    }
}

/// The officer who is signed in.
#[derive(Debug, Clone)]
pub struct Me {
    pub name: String,
    /// "Chuyên viên tổng hợp".
    pub role: String,
    pub unit: String,
    /// Sees the rooms of administration.
    pub administers: bool,
    /// Keeps the whole system.
    pub keeps_system: bool,
    /// Sees the rooms of reporting.
    pub reads_reports: bool,
    /// Reports of others come in at the unit: it has a board and totals.
    pub receives: bool,
    /// Reads the province's draft reports.
    pub drafts: bool,
}

/// What every page carries besides its own content.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Title of the browser's tab, without the product's name.
    pub title: String,
    pub current: Nav,
    /// Nobody on the pages before signing in.
    pub me: Option<Me>,
    /// Hidden field of every form, sent back by scripts.
    pub csrf: String,
    /// Figures are invented: the mark stands in the top bar.
    pub sample: bool,
    /// Things to do, shown beside "Việc của tôi"; nothing at 0.
    pub work_count: u32,
    /// "Thứ Ba, 03/12/2024".
    pub today: String,
    /// What the last act did, shown once.
    pub flash: Option<Notice>,
    /// Plan named at the foot of the navigation.
    pub plan: String,
    pub theme: Theme,
    /// Path of this page, for coming back after the theme switch and signing in.
    pub path: String,
    /// The page can be had as a file.
    pub has_files: bool,
    /// Words in the search box.
    pub query: String,
}

impl Frame {
    /// The frame of the samples: the desk officer on 03/12/2024.
    pub fn sample(title: &str, current: Nav) -> Self {
        Self {
            title: title.into(),
            current,
            me: Some(Me {
                name: "Cán bộ tổng hợp".into(),
                role: "Chuyên viên".into(),
                unit: "Sở LĐTBXH".into(),
                administers: true,
                keeps_system: true,
                reads_reports: true,
                receives: true,
                drafts: true,
            }),
            csrf: "mau-khong-dung-that".into(),
            sample: true,
            work_count: 16,
            today: "Thứ Ba, 03/12/2024".into(),
            flash: None,
            plan: "Kế hoạch bình đẳng giới và vì sự tiến bộ của phụ nữ tỉnh Nghệ An, năm 2024"
                .into(),
            theme: Theme::System,
            path: "/".into(),
            has_files: false,
            query: String::new(),
        }
    }

    /// The same frame seen by a district's officer.
    pub fn sample_of_district(title: &str, current: Nav) -> Self {
        let me = Me {
            name: "Cán bộ đầu mối".into(),
            role: "Chuyên viên".into(),
            unit: "UBND huyện Tương Dương".into(),
            administers: false,
            keeps_system: false,
            reads_reports: true,
            receives: true,
            drafts: false,
        };
        Self { me: Some(me), work_count: 3, ..Self::sample(title, current) }
    }

    /// Whether rooms of reports are open to who looks; before signing in nobody is asked.
    pub fn reads_reports(&self) -> bool {
        self.me.as_ref().is_none_or(|me| me.reads_reports)
    }

    /// Rooms of the navigation: one entry a line, those of reporting indented.
    pub fn rooms(&self) -> Vec<Room> {
        let mut rooms = vec![
            Room::of(Nav::Plan, "Kế hoạch", "/plan", false),
            Room::of(Nav::Entry, "Nhập liệu", "/submissions", true),
            Room::of(Nav::Board, "Tình hình nộp", "/rounds", true),
            Room::of(Nav::Consolidation, "Tổng hợp", "/consolidations", true),
            Room::of(Nav::Report, "Dự thảo báo cáo", "/reports", true),
            Room::of(Nav::Indicator, "Chỉ tiêu", "/indicators", false),
            Room::of(Nav::Document, "Văn bản", "/documents", false),
            Room::of(Nav::Contact, "Danh bạ đầu mối", "/contacts", false),
        ];
        if self.me.as_ref().is_some_and(|me| me.administers) {
            rooms.push(Room::of(Nav::Officer, "Tài khoản", "/officers", false));
            rooms.push(Room::of(Nav::OrgUnit, "Đơn vị", "/units", false));
        }
        if self.me.as_ref().is_some_and(|me| me.keeps_system) {
            rooms.push(Room::of(Nav::Confirmation, "Đối chiếu", "/confirmations", false));
            rooms.push(Room::of(Nav::System, "Vận hành", "/system", false));
        }
        if !self.reads_reports() {
            rooms.retain(|room| !room.nav.is_of_reports());
        }
        // Rooms that would hold nothing for who looks.
        if let Some(me) = &self.me {
            let is_empty = |nav| match nav {
                Nav::Board | Nav::Consolidation => !me.receives,
                Nav::Report => !me.drafts,
                _ => false,
            };
            rooms.retain(|room| !is_empty(room.nav));
        }
        rooms
    }

    /// The files that the page can be had as.
    pub fn files(&self) -> Vec<Link> {
        let sign = if self.path.contains('?') { '&' } else { '?' };
        let link = |format: Format| {
            Link::new(format.label(), format!("{}{sign}{PARAMETER}={}", self.path, format.ending()))
        };
        if self.has_files { Format::ALL.map(link).into() } else { Vec::new() }
    }

    /// Addresses of styles and scripts change with their content.
    pub fn asset_version(&self) -> &'static str {
        super::assets::version()
    }
}

/// One line of the navigation.
#[derive(Debug, Clone)]
pub struct Room {
    pub nav: Nav,
    pub link: Link,
    /// Stands under "Báo cáo".
    pub indented: bool,
}

impl Room {
    fn of(nav: Nav, text: &str, href: &str, indented: bool) -> Self {
        Self { nav, link: Link::new(text, href), indented }
    }

    /// Whether the word "Báo cáo" stands before it.
    pub fn opens_reporting(&self) -> bool {
        self.nav == Nav::Entry
    }

    /// Whether administration begins with it.
    pub fn opens_administration(&self) -> bool {
        self.nav == Nav::Officer
    }
}
