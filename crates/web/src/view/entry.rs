//! The entry grid: a form's table with its cells, findings under their rows, and remarks.

use askama::Template;

use super::{
    act::{Act, Link},
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Tone},
    table::HeadCell,
};
use crate::seen::written;

/// What a cell's figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellStatus {
    /// Thực tế.
    Actual,
    /// Ước thực hiện; typed as `~1.234`.
    Estimate,
    /// Không phát sinh; typed as `kps`.
    NotArising,
    /// Thiếu số liệu; typed as `thiếu`, or empty.
    Missing,
}

impl CellStatus {
    /// The word on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Estimate => "estimate",
            Self::NotArising => "not_arising",
            Self::Missing => "missing",
        }
    }
}

/// How a cell is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellKind {
    /// A number in Vietnamese form.
    Number { required: bool },
    /// A short text.
    Text { required: bool },
    /// Có or không.
    YesNo { required: bool },
    /// Never entered.
    Computed,
    /// Does not apply in this row.
    NotApplicable,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    Error,
    Warning,
}

impl Gravity {
    /// Suffix of the classes `why--bad`, `mark--bad`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Error => "bad",
            Self::Warning => "warn",
        }
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "Lỗi",
            Self::Warning => "Cảnh báo",
        }
    }
}

/// One cell of the grid.
#[derive(Debug, Clone)]
pub struct GridCell {
    pub row: String,
    pub column: String,
    pub kind: CellKind,
    /// As printed: "1.234,5", "~1.234", "kps", "thiếu", "co", "khong".
    pub text: String,
    /// Last period's value; may be empty.
    pub previous: String,
    pub status: CellStatus,
    /// Number of the last change of this cell; 0 when never filled.
    pub revision: i64,
    /// Row and column in words, for readers that do not see.
    pub label: String,
    /// A group of columns begins here.
    pub edge: bool,
    /// Columns covered (merged cells that do not apply).
    pub columns: u32,
    /// The gravest finding on this cell, with its number.
    pub flag: Option<(Gravity, u32)>,
    /// "xã 33 + huyện 4", "xã 33, điều chỉnh +2"; may be empty.
    pub origin: String,
    /// The whole figure where the box holds the own share alone.
    pub sum: Option<String>,
    /// Somebody said something of it that stands.
    pub is_remarked: bool,
}

impl GridCell {
    /// Whether the cell is a control on the page.
    pub fn is_entered(&self) -> bool {
        !matches!(self.kind, CellKind::Computed | CellKind::NotApplicable)
    }

    /// The text with its status in typed form: "~1.234", "kps".
    pub fn shown(&self) -> String {
        match self.status {
            CellStatus::NotArising => "kps".into(),
            CellStatus::Estimate if !self.text.starts_with('~') => format!("~{}", self.text),
            _ => self.text.clone(),
        }
    }

    /// What its control posts while nobody touches it.
    pub fn posted(&self) -> String {
        match self.kind {
            CellKind::YesNo { .. } if self.is_yes() => "co".into(),
            CellKind::YesNo { .. } if self.is_no() => "khong".into(),
            CellKind::YesNo { .. } => String::new(),
            CellKind::Text { .. } => self.text.clone(),
            _ => self.shown(),
        }
    }

    /// Answered có.
    pub fn is_yes(&self) -> bool {
        matches!(self.text.as_str(), "co" | "Có" | "1")
    }

    /// Answered không.
    pub fn is_no(&self) -> bool {
        matches!(self.text.as_str(), "khong" | "Không" | "0")
    }

    /// Whether the cell must be filled before handing in.
    pub fn is_required(&self) -> bool {
        matches!(
            self.kind,
            CellKind::Number { required: true }
                | CellKind::Text { required: true }
                | CellKind::YesNo { required: true }
        )
    }
}

/// A problem under its row, with what to do about it.
#[derive(Debug, Clone)]
pub struct GridFinding {
    pub number: u32,
    pub gravity: Gravity,
    /// "T4-01".
    pub code: String,
    pub row: String,
    pub column: String,
    pub message: String,
    /// The officer's sentence; only for warnings.
    pub explanation: String,
    /// A sentence that was written of another figure than stands there now.
    pub earlier: Option<String>,
    /// One click: label and the value that is put in ("Sửa thành 3", "3").
    pub fix: Option<(String, String)>,
}

/// What a row of the grid is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowShape {
    Section,
    Element,
    Total,
}

/// A row with the findings that stand under it.
#[derive(Debug, Clone)]
pub struct GridRow {
    pub shape: RowShape,
    pub code: String,
    pub number: String,
    pub label: String,
    /// Own unit of measure; may be empty.
    pub unit: String,
    pub cells: Vec<GridCell>,
    pub findings: Vec<GridFinding>,
    /// What was said of the row and its cells: place and words.
    pub remarks: Vec<(String, Said)>,
}

/// What was said of a row, a cell or a heading and stands.
#[derive(Debug, Clone)]
pub struct Said {
    /// Row of a table, or a heading.
    pub row: String,
    /// Empty: of the whole row.
    pub column: String,
    /// "Cán bộ thẩm tra, 02/12/2024 16:05".
    pub by: String,
    pub text: String,
}

/// A form's table, for entry or for reading.
#[derive(Debug, Clone)]
pub struct GridTable {
    pub caption: String,
    /// "Đơn vị tính: người".
    pub unit_label: String,
    /// Header rows; the first begins with the cells of number and name.
    pub head: Vec<Vec<HeadCell>>,
    pub rows: Vec<GridRow>,
    /// Width of the table in columns, without number and name.
    pub columns: u32,
}

impl GridTable {
    /// Columns with number and name.
    pub fn all_columns(&self) -> u32 {
        self.columns + 2
    }

    /// Columns right of the number.
    pub fn columns_after_number(&self) -> u32 {
        self.columns + 1
    }

    /// What the page shows, for the plain form to bring back.
    pub fn seen(&self) -> String {
        let cells = self.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.is_entered());
        let cells: Vec<_> = cells
            .map(|cell| {
                (format!("cell:{}:{}", cell.row, cell.column), cell.revision, cell.posted())
            })
            .collect();
        let findings = self.rows.iter().flat_map(|row| &row.findings);
        let sentences = findings.map(|finding| {
            let name = format!("explain:{}:{}:{}", finding.code, finding.row, finding.column);
            (name, 0, finding.explanation.as_str())
        });
        let cells =
            cells.iter().map(|(name, revision, shown)| (name.clone(), *revision, shown.as_str()));
        written(cells.chain(sentences))
    }

    /// Rows, and cells that hold something, to put a remark on: value and words.
    pub fn places(&self, form: &str) -> Vec<(String, String)> {
        let rows = self.rows.iter().filter(|row| row.shape != RowShape::Section);
        let row_and_cells = rows.flat_map(|row| {
            let cells = row.cells.iter().filter(|cell| !cell.shown().is_empty());
            let cells = cells
                .map(|cell| (format!("{form}|{}|{}", cell.row, cell.column), cell.label.clone()));
            std::iter::once((format!("{form}|{}|", row.code), row.label.clone())).chain(cells)
        });
        row_and_cells.collect()
    }

    /// Puts what was said on its cells and under their rows.
    pub fn say(&mut self, said: &[Said]) {
        for one in said {
            let Some(row) = self.rows.iter_mut().find(|row| row.code == one.row) else { continue };
            let cell = row.cells.iter_mut().find(|cell| cell.column == one.column);
            let place = cell.map_or(String::new(), |cell| {
                cell.is_remarked = true;
                cell.label.strip_prefix(&format!("{}, ", row.label)).unwrap_or_default().to_owned()
            });
            row.remarks.push((place, one.clone()));
        }
    }

    /// Whether some boxes hold a district's own share beside the sum from below.
    pub fn has_own(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.sum.is_some())
    }

    /// Whether no cell waits for a figure and some did not arise: the one act for the whole table leads back.
    pub fn is_nil(&self) -> bool {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let mut numbers = cells.filter(|cell| matches!(cell.kind, CellKind::Number { .. }));
        let is_open =
            |cell: &GridCell| cell.text.is_empty() && cell.status != CellStatus::NotArising;
        let mut some = false;
        let all = numbers.all(|cell| {
            some |= cell.status == CellStatus::NotArising;
            !is_open(cell)
        });
        all && some
    }

    /// A table with many columns needs room to scroll.
    pub fn is_wide(&self) -> bool {
        self.columns > 8
    }
}

/// A part of the submission in the row of tabs.
#[derive(Debug, Clone)]
pub struct PartTab {
    pub link: Link,
    pub current: bool,
    /// Errors to mend; 0 shows nothing.
    pub errors: u32,
    /// Remarks that stand; 0 shows nothing.
    pub remarks: u32,
}

/// Words of a reviewer or an answer to them.
#[derive(Debug, Clone)]
pub struct RemarkLine {
    pub by: String,
    /// "Sở LĐTBXH, 02/12 16:05".
    pub whence: String,
    /// The cell or heading it sits on.
    pub place: Option<Link>,
    pub text: String,
    pub settled: Option<Mark>,
    /// "Đã giải quyết".
    pub acts: Vec<Act>,
}

/// Remarks of a part and the box for a new one.
#[derive(Debug, Clone)]
pub struct RemarkPanel {
    pub lines: Vec<RemarkLine>,
    /// Where a new remark is posted (`csrf`, `form`, `row`, `column`, `text`); `None`: may not write.
    pub action: Option<String>,
    /// The part remarked on.
    pub form: String,
    /// Places to choose from: parts with the values (`form|row|column`) and words of their places.
    pub places: Vec<(String, Vec<(String, String)>)>,
    /// The remark is written while reviewing, and leads back there.
    pub on_review: bool,
}

/// A change of a sum from below.
#[derive(Debug, Clone)]
pub struct CorrectionLine {
    /// "Ban Chấp hành, cấp xã, nữ".
    pub place: String,
    pub below: String,
    /// "+2".
    pub by: String,
    pub total: String,
    pub reason: String,
    /// "Cán bộ đầu mối, 03/12/2024 10:42"; may be empty.
    pub who: String,
    /// Takes it away.
    pub undo: Option<Act>,
}

/// Changes of sums from below, and the form for another one.
#[derive(Debug, Clone)]
pub struct CorrectionPanel {
    pub lines: Vec<CorrectionLine>,
    /// Address the form posts to (`cell`, `by`, `reason`); `None`: may not.
    pub action: Option<String>,
    /// Cells with a sum from below: value and words.
    pub cells: Vec<(String, String)>,
    /// When the newest correction shown was made.
    pub seen: String,
}

/// `/submissions/{id}/parts/{form}` for a table.
#[derive(Debug, Clone, Template)]
#[template(path = "entry/index.html")]
pub struct EntryPage {
    pub frame: Frame,
    pub submission: String,
    pub form: String,
    pub title: String,
    /// Unit, period, cut-off.
    pub about: String,
    /// "còn 1 ngày".
    pub time_left: String,
    pub tabs: Vec<PartTab>,
    /// Why it is shown and cannot be changed; `None`: may be edited.
    pub locked: Option<Notice>,
    /// A reconstruction says so.
    pub reconstruction: Option<String>,
    /// What came from below since the draft looked, with the act that takes note of it.
    pub arrivals: Option<(Notice, Act)>,
    pub grid: GridTable,
    /// Changes of sums from below; `None` where nothing comes from below.
    pub corrections: Option<CorrectionPanel>,
    /// "Đã lưu 10:42:07"; empty: nothing is filled yet.
    pub saved: String,
    pub previous_note: String,
    pub downloads: Vec<Link>,
    /// Page that takes a filled workbook; `None`: may not.
    pub upload: Option<Link>,
    pub errors: u32,
    pub warnings: u32,
    /// Warnings without a sentence.
    pub unexplained: u32,
    pub remarks: RemarkPanel,
    pub acts: Vec<Act>,
}

impl EntryPage {
    /// Address of the page, for the plain form and for the script.
    pub fn path(&self) -> String {
        format!("/submissions/{}/parts/{}", self.submission, self.form)
    }

    /// Whether cells are controls.
    pub fn is_editable(&self) -> bool {
        self.locked.is_none()
    }

    /// What is left before handing in; the script says the same after each save.
    pub fn left(&self) -> String {
        let mut parts = Vec::new();
        if self.errors > 0 {
            parts.push(format!("{} lỗi phải sửa", self.errors));
        }
        if self.unexplained > 0 {
            parts.push(format!("{} cảnh báo cần giải trình", self.unexplained));
        }
        match (parts.is_empty(), self.warnings) {
            (false, _) => format!("Còn {} trước khi gửi.", parts.join(" và ")),
            (true, 0) => "Biểu này không còn lỗi.".to_owned(),
            (true, warnings) => {
                format!("Biểu này không còn lỗi; {warnings} cảnh báo, đã giải trình.")
            }
        }
    }

    /// Class and symbol of that line.
    pub fn left_mark(&self) -> (&'static str, &'static str) {
        match (self.errors, self.unexplained) {
            (0, 0) => (Tone::Good.class(), "i-ok"),
            (0, _) => (Tone::Near.class(), "i-warn"),
            _ => (Tone::Bad.class(), "i-late"),
        }
    }
}
