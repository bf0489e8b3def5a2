//! Consolidation: the list, one form's totals with their origin, and narratives assembled by heading.

use askama::Template;

use super::{
    act::{Act, Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice},
    narrative::TextBlock,
    proof::ProofPanel,
    table::HeadCell,
};

/// A total in the table.
#[derive(Debug, Clone)]
pub struct TotalCell {
    /// "1.284", "x" where it does not apply, "che" where masked.
    pub text: String,
    /// `?cell=row.column`; empty: no origin to show.
    pub href: String,
    /// Its origin is open below.
    pub open: bool,
    /// Printed greyed: comparisons, cells that do not apply.
    pub mute: bool,
    /// An estimate is in it.
    pub estimated: bool,
}

impl TotalCell {
    /// A total with its origin.
    pub fn new(text: &str, href: &str) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            open: false,
            mute: href.is_empty(),
            estimated: false,
        }
    }
}

/// A subtotal under a row: "21 huyện", "45 cơ quan cấp tỉnh".
#[derive(Debug, Clone)]
pub struct SubtotalLine {
    pub label: String,
    pub cells: Vec<TotalCell>,
}

/// A row of totals.
#[derive(Debug, Clone)]
pub struct TotalRow {
    pub number: String,
    pub label: String,
    pub section: bool,
    pub total: bool,
    pub cells: Vec<TotalCell>,
    pub subtotals: Vec<SubtotalLine>,
}

/// A unit that is missing from the totals.
#[derive(Debug, Clone)]
pub struct MissingUnit {
    pub unit: Link,
    pub state: Mark,
    /// How the gap is treated: "để ngoài tổng".
    pub treatment: String,
}

/// A unit in the totals whose figures are about to change, or lack something.
#[derive(Debug, Clone)]
pub struct StaleUnit {
    pub unit: Link,
    /// "3 xã, phường, thị trấn có số mới sau khi ký".
    pub what: String,
}

/// A contribution to the open total.
#[derive(Debug, Clone)]
pub struct OriginLine {
    pub unit: Link,
    pub value: String,
    /// "cấp xã 33, phần của huyện 4"; may be empty.
    pub made_of: String,
    /// The same total one level below.
    pub below: Option<Link>,
    /// "bản 3".
    pub version: String,
    pub signer: String,
    pub at: String,
    /// Lines of a group: subtotals, "14 đơn vị khác", corrections.
    pub summary: bool,
    pub missing: bool,
}

/// Where one total comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// "61.284".
    pub value: String,
    pub description: String,
    pub lines: Vec<OriginLine>,
    pub used_in: Vec<Link>,
    /// Address without the open cell.
    pub close: String,
}

/// `/consolidations/{round}/{form}`.
#[derive(Debug, Clone, Template)]
#[template(path = "consolidation/form.html")]
pub struct ConsolidationPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    /// "20/21 huyện", "43/45 cơ quan cấp tỉnh".
    pub counts: Vec<String>,
    /// "đến 8 giờ 30 ngày 09/12/2024".
    pub as_of: String,
    /// Chính thức or tạm tính.
    pub modes: Vec<Choice>,
    /// With or without subtotals, other units.
    pub views: Vec<Choice>,
    pub forms: Vec<Choice>,
    pub notices: Vec<Notice>,
    pub missing: Vec<MissingUnit>,
    pub stale: Vec<StaleUnit>,
    /// Header rows; the first begins with the cells of number and name.
    pub head: Vec<Vec<HeadCell>>,
    /// Columns of figures.
    pub columns: u32,
    pub rows: Vec<TotalRow>,
    pub origin: Option<Origin>,
    /// What tells its file from another's: "T4 R-BAN12-2024".
    pub file_words: String,
}

impl ConsolidationPage {
    /// Columns with number and name.
    pub fn all_columns(&self) -> u32 {
        self.columns + 2
    }
}

/// A round with its forms.
#[derive(Debug, Clone)]
pub struct RoundTotals {
    pub title: String,
    pub note: String,
    /// Whether all units are in it.
    pub state: Mark,
    /// Its tables and its words.
    pub links: Vec<Link>,
}

/// `/consolidations`.
#[derive(Debug, Clone, Template)]
#[template(path = "consolidation/list.html")]
pub struct ConsolidationsPage {
    pub frame: Frame,
    pub lead: String,
    pub rounds: Vec<RoundTotals>,
}

/// A paragraph of a unit, or several that say nearly the same.
#[derive(Debug, Clone)]
pub struct Voice {
    /// Value of its box.
    pub key: String,
    /// "Huyện Yên Thành"; "Nam Đàn và 5 đơn vị viết gần giống nhau".
    pub who: String,
    pub chosen: bool,
    /// "Mới so với 2023".
    pub mark: Option<Mark>,
    pub blocks: Vec<TextBlock>,
    pub origin: Link,
    /// The others of the group.
    pub others: Vec<OtherVoice>,
}

/// Another unit of a group.
#[derive(Debug, Clone)]
pub struct OtherVoice {
    /// Value of its own box; empty where it wrote the same and is told with the first.
    pub key: String,
    pub who: String,
    pub text: String,
}

/// A heading with the voices of all units and the text assembled from them.
#[derive(Debug, Clone)]
pub struct AssemblyHeading {
    pub code: String,
    pub number: String,
    pub title: String,
    /// "20 đoạn, gom còn 9".
    pub count: String,
    pub text: String,
    /// The text as it reads, for those who may not change it.
    pub read: Vec<TextBlock>,
    pub revision: i64,
    pub proof: ProofPanel,
    pub voices: Vec<Voice>,
    /// What a draft prints while nobody has edited the heading; empty when somebody has.
    pub raw: Vec<TextBlock>,
}

/// `/consolidations/{round}/narratives`.
#[derive(Debug, Clone, Template)]
#[template(path = "consolidation/narratives.html")]
pub struct NarrativesPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub lead: String,
    pub round: String,
    pub form: String,
    pub headings: Vec<Choice>,
    pub notices: Vec<Notice>,
    /// Whether who looks may change the text.
    pub editable: bool,
    /// Confirming what nobody has edited.
    pub acts: Vec<Act>,
    /// The heading that is open.
    pub heading: AssemblyHeading,
    /// "Đã lưu 08:26:40".
    pub saved: String,
}
