//! `/submissions/{id}/workbook`: a filled file is handed in, looked at cell by cell, and taken over.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    mark::{Notice, Tone},
};

/// A cell of a file beside the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellLine {
    pub place: Link,
    pub before: String,
    pub after: String,
    /// "Biểu T3, C12".
    pub origin: String,
    /// How the figure came to be another than the file shows; empty where it is that one.
    pub told: String,
}

/// Cells of one form that will be written; their places are named without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCells {
    pub form: Link,
    pub cells: Vec<CellLine>,
}

/// A cell with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLine {
    pub cell: CellLine,
    pub reason: String,
    pub code: String,
}

/// A figure that looks mistyped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    pub cell: CellLine,
    pub reason: String,
    /// The figure that would fit, as typed.
    pub proposed: String,
    /// What the check box sends; empty where the figure is said and not offered.
    pub value: String,
}

/// Cells that were not taken for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftGroup {
    pub reason: String,
    pub code: String,
    /// All of them; `lines` lists the first.
    pub count: usize,
    /// Place and content.
    pub lines: Vec<(String, String)>,
}

/// A file that was read.
#[derive(Debug, Clone, Default)]
pub struct FilePreview {
    /// Hash by which the waiting file is called.
    pub file: String,
    pub name: String,
    pub taken: Vec<FormCells>,
    pub proposals: Vec<ProposalLine>,
    /// Findings of the checks and other sentences, with the row or form they are about.
    pub warnings: Vec<(Link, String)>,
    /// Cells that were changed in the file and in the report since the file was made: `proposed` stands
    /// empty, `value` names the cell.
    pub contested: Vec<ProposalLine>,
    /// Cells that the report changed since the file was made, and nobody in the file.
    pub stood: Vec<CellLine>,
    pub refused: Vec<ToldLine>,
    /// Content that has no place in the report.
    pub left_out: Vec<ToldLine>,
    /// How many cells beyond those listed have none.
    pub left_more: usize,
    /// The same of foreign sheets, by reason.
    pub left_groups: Vec<LeftGroup>,
    /// How the cells of foreign sheets add up; empty for own files.
    pub tally: String,
    /// Nothing says whose file it is: its sheets can be matched by hand.
    pub is_unmarked: bool,
    /// Empty in the file, filled in the draft.
    pub left: Vec<CellLine>,
    /// Form and how many of its cells do not change.
    pub same: Vec<(Link, usize)>,
}

impl FilePreview {
    /// Sections that hold something, with their counts, for the row of links.
    pub fn sections(&self) -> Vec<(Link, usize)> {
        let section =
            |name: &str, anchor: &str, count: usize| (Link::new(name, format!("#{anchor}")), count);
        let sections = [
            section("Cảnh báo", "canh-bao", self.proposals.len() + self.warnings.len()),
            section("Hai bên cùng đổi", "cung-doi", self.contested.len()),
            section("Không nhận", "khong-nhan", self.refused.len()),
            section("Sẽ ghi", "se-ghi", self.taken_count()),
            section("Ngoài biểu", "ngoai-bieu", self.left_count()),
            section("Để trống", "de-trong", self.left.len()),
            section("Hệ thống đã đổi", "da-doi", self.stood.len()),
            section("Không đổi", "khong-doi", self.same.iter().map(|(_, count)| count).sum()),
        ];
        sections.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    /// How many cells have no place in the report.
    pub fn left_count(&self) -> usize {
        let grouped = self.left_groups.iter().map(|group| group.count).sum::<usize>();
        self.left_out.len() + grouped + self.left_more
    }

    /// How many of the cells that will be written are read in another unit.
    pub fn converted_count(&self) -> usize {
        let cells = self.taken.iter().flat_map(|form| &form.cells);
        cells.filter(|cell| !cell.told.is_empty()).count()
    }

    /// How many cells will be written.
    pub fn taken_count(&self) -> usize {
        self.taken.iter().map(|form| form.cells.len()).sum()
    }

    /// Whether the file brings anything.
    pub fn brings(&self) -> bool {
        !self.taken.is_empty() || !self.proposals.is_empty() || !self.contested.is_empty()
    }
}

/// `/submissions/{id}/workbook`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/workbook.html")]
pub struct WorkbookPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    /// Unit, round, cut-off.
    pub lead: String,
    pub notices: Vec<Notice>,
    /// Address of this page; its acts stand under it.
    pub base: String,
    /// Why no file is taken by now; empty while one is.
    pub closed: String,
    pub preview: Option<FilePreview>,
    /// Cells that somebody changed since the preview: mine, theirs in "before" and "after".
    pub kept: Vec<ToldLine>,
}

impl WorkbookPage {
    /// Nothing handed in yet.
    pub fn sample_empty() -> Self {
        Self {
            frame: Frame::sample_of_district("Nạp tệp Excel", Nav::Entry),
            crumbs: vec![
                Link::new("Nhập liệu", "/submissions"),
                Link::new("Báo cáo năm", "/submissions/7"),
                Link::new("Nạp tệp Excel", ""),
            ],
            title: "Nạp tệp Excel".into(),
            lead: "UBND huyện Tương Dương · Báo cáo năm, số liệu đến 30/11/2024".into(),
            notices: Vec::new(),
            base: "/submissions/7/workbook".into(),
            closed: String::new(),
            preview: None,
            kept: Vec::new(),
        }
    }

    /// A file with a cell of every kind.
    pub fn sample() -> Self {
        let cell = |before: &str, after: &str, address: &str| CellLine {
            place: Link::new(
                "Biểu T3, Lớp tập huấn về bình đẳng giới, số lớp",
                "/submissions/7/parts/T3",
            ),
            before: before.into(),
            after: after.into(),
            origin: format!("Biểu T3, {address}"),
            told: String::new(),
        };
        let told = |cell: CellLine, reason: &str, code: &str| ToldLine {
            cell,
            reason: reason.into(),
            code: code.into(),
        };
        let form = || Link::new("Biểu T3", "/submissions/7/parts/T3");
        let preview = FilePreview {
            file: "9f2c0b1d77aa".into(),
            name: "bieu-R-BAN12-2024-h-415.xlsx".into(),
            taken: vec![FormCells {
                form: form(),
                cells: vec![
                    cell("", "12", "C12"),
                    cell("412", "4.120", "D12"),
                    CellLine {
                        told: "Tiêu đề cột ghi nghìn đồng, biểu ghi triệu đồng: 5.500 nghìn đồng đọc là 5,5 triệu đồng."
                            .into(),
                        ..cell("", "5,5", "I12")
                    },
                ],
            }],
            proposals: vec![ProposalLine {
                cell: cell("412", "4.120", "D12"),
                reason: "Gấp 9,6 lần kỳ trước (431): có thể thừa một chữ số".into(),
                proposed: "412".into(),
                value: "T3:bdg:lop:412".into(),
            }],
            warnings: vec![(
                form(),
                "Mọi số của biểu này giống hệt biểu của UBND huyện Quế Phong.".into(),
            )],
            refused: vec![told(
                cell("", "#REF!", "E12"),
                "Công thức trong ô báo lỗi. Sửa công thức hoặc nhập số.",
                "BOOK-102",
            )],
            left_out: vec![told(
                cell("", "ghi chú", "H12"),
                "Cột thêm vào, không có trong biểu.",
                "BOOK-107",
            )],
            left_more: 0,
            left_groups: vec![LeftGroup {
                reason: "Dòng cộng; hệ thống tự cộng lại.".into(),
                code: "BOOK-305".into(),
                count: 1,
                lines: vec![("Sheet1, C20".into(), "480".into())],
            }],
            tally: "Tệp có 96 ô có nội dung: lấy 40, không nhận 1, không lấy 55.".into(),
            is_unmarked: true,
            contested: vec![ProposalLine {
                cell: cell("40", "36", "G12"),
                reason: "Báo cáo và tệp cùng đổi sau khi tải tệp".into(),
                proposed: String::new(),
                value: "T3:bdg:nam".into(),
            }],
            stood: vec![cell("25", "20", "H12")],
            left: vec![cell("38", "", "F12")],
            same: vec![(form(), 24)],
        };
        let kept = told(cell("13", "12", ""), "Cán bộ đầu mối sửa sau khi xem trước.", "BOOK-203");
        Self {
            notices: vec![Notice::new(Tone::Quiet, "Chưa ghi gì.", "Xem từng mục rồi bấm Ghi.")],
            preview: Some(preview),
            kept: vec![kept],
            ..Self::sample_empty()
        }
    }
}
