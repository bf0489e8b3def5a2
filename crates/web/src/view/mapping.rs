//! `/submissions/{id}/workbook/mapping`: sheets that the system did not make are matched with forms.
//! `/mappings`: what was matched once and kept.

use askama::Template;
use exchange::workbook::{Picture, PictureCell, PictureRow};

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
    mark::{Notice, Tone},
};

/// What a select offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

impl Offer {
    /// One line of a select.
    pub fn new(value: impl Into<String>, label: impl Into<String>, is_chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), is_chosen }
    }
}

/// A form with the sheets that may give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLine {
    pub code: String,
    pub title: String,
    pub sheets: Vec<Offer>,
}

/// Rows or columns of the sheet that were all matched with one of the form: whether they are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adding {
    pub field: String,
    pub value: String,
    /// "Cộng dòng 8 + 11 vào dòng “9. Đối tượng khác”".
    pub label: String,
    pub is_chosen: bool,
}

/// A column of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLine {
    pub letters: String,
    /// "Lượt người tham dự › Nữ".
    pub path: String,
    pub shown: String,
    pub field: String,
    pub choices: Vec<Offer>,
    pub unit_field: String,
    pub units: Vec<Offer>,
    pub is_doubtful: bool,
    /// At the last of several columns that were matched with one.
    pub adding: Option<Adding>,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    pub number: u32,
    pub label: String,
    /// "dòng mục", "dòng cộng"; empty for figures.
    pub sort: String,
    pub field: String,
    pub choices: Vec<Offer>,
    pub is_doubtful: bool,
    /// At the last of several rows that were matched with one.
    pub adding: Option<Adding>,
}

/// A form that a sheet gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedForm {
    pub code: String,
    pub title: String,
    /// Rows as the spreadsheet counts.
    pub first: u32,
    pub head: u32,
    pub last: u32,
    /// Sheet and bounds as they were when the page was made.
    pub was: String,
    pub name_column: u32,
    /// "Khớp 5 trong 8 dòng, 3 trong 6 cột".
    pub counts: String,
    pub columns: Vec<ColumnLine>,
    pub rows: Vec<RowLine>,
    pub picture: Picture,
}

/// `/submissions/{id}/workbook/mapping`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/mapping.html")]
pub struct MappingPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub notices: Vec<Notice>,
    /// Address of the upload page.
    pub base: String,
    /// Hash by which the waiting file is called.
    pub file: String,
    pub name: String,
    pub forms: Vec<FormLine>,
    pub parts: Vec<MappedForm>,
    pub kept_name: String,
    pub keeps: bool,
}

/// A kept match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLine {
    pub name: String,
    pub unit: String,
    pub form: String,
    /// Who and when.
    pub by: String,
    /// Address of its acts; empty where the officer may only look.
    pub base: String,
}

/// `/mappings`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/mappings.html")]
pub struct MappingsPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lines: Vec<KeptLine>,
}

impl MappingPage {
    /// A sheet with a section, a subtotal and a column that is not taken.
    pub fn sample() -> Self {
        let none = |chosen| Offer::new("", "không lấy", chosen);
        let column = |letters: &str, path: &str, code: Option<&str>| ColumnLine {
            letters: letters.into(),
            path: path.into(),
            shown: "12; 480".into(),
            field: format!("col:T3:{letters}"),
            choices: vec![none(code.is_none()), Offer::new("nu", "Nữ", code.is_some())],
            unit_field: format!("unit:T3:{letters}"),
            units: vec![Offer::new("0", "như biểu", true), Offer::new("3", "nghìn", false)],
            is_doubtful: false,
            adding: None,
        };
        let row = |number: u32, label: &str, sort: &str, chosen: bool| RowLine {
            number,
            label: label.into(),
            sort: sort.into(),
            field: format!("row:T3:{number}"),
            choices: vec![none(!chosen), Offer::new("ctv", "2. Cộng tác viên", chosen)],
            is_doubtful: chosen,
            adding: (number == 8).then(|| Adding {
                field: "add_row:T3".into(),
                value: "ctv".into(),
                label: "Cộng dòng 7 + 8 vào dòng “2. Cộng tác viên”".into(),
                is_chosen: true,
            }),
        };
        let cell = |text: &str, across: u32| PictureCell {
            text: text.into(),
            across,
            down: 1,
            is_figure: text == "480",
            is_taken: text == "480",
        };
        let line =
            |number, is_header, cells| PictureRow { number, is_header, is_taken: false, cells };
        Self {
            frame: Frame::sample_of_district("Khớp bảng tính", Nav::Entry),
            crumbs: vec![
                Link::new("Nhập liệu", "/submissions"),
                Link::new("Báo cáo năm", "/submissions/7"),
                Link::new("Khớp bảng tính", ""),
            ],
            lead: "UBND huyện Tương Dương · Báo cáo năm, số liệu đến 30/11/2024".into(),
            notices: vec![Notice::new(Tone::Quiet, "Chưa ghi gì.", "")],
            base: "/submissions/7/workbook".into(),
            file: "9f2c0b1d77aa".into(),
            name: "tap huan 2024.xls".into(),
            forms: vec![FormLine {
                code: "T3".into(),
                title: "Biểu T3. Tập huấn".into(),
                sheets: vec![none(false), Offer::new("0", "Sheet1 (48 ô)", true)],
            }],
            parts: vec![MappedForm {
                code: "T3".into(),
                title: "Biểu T3. Tập huấn".into(),
                first: 4,
                head: 5,
                last: 12,
                was: "0:4:5:12".into(),
                name_column: 1,
                counts: "Khớp 1 trong 9 dòng, 1 trong 5 cột của biểu".into(),
                columns: vec![
                    column("D", "Số người tham gia › Nữ", Some("nu")),
                    column("F", "Ghi chú", None),
                ],
                rows: vec![
                    row(6, "I. Cấp huyện", "dòng mục", false),
                    row(7, "Cộng tác viên", "", true),
                    row(8, "Cộng tác viên dân số", "", true),
                    row(12, "Tổng cộng", "dòng cộng", false),
                ],
                picture: Picture {
                    name: "Sheet1".into(),
                    columns: vec!["A".into(), "B".into()],
                    rows: vec![
                        line(4, true, vec![cell("Số người tham gia", 2)]),
                        line(7, false, vec![cell("Cộng tác viên", 1), cell("480", 1)]),
                    ],
                    is_cut: true,
                },
            }],
            kept_name: "tap huan 2024".into(),
            keeps: true,
        }
    }
}

impl MappingsPage {
    /// One kept match.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_of_district("Cách khớp đã giữ", Nav::Entry),
            crumbs: vec![Link::new("Nhập liệu", "/submissions"), Link::new("Cách khớp đã giữ", "")],
            lines: vec![KeptLine {
                name: "Sổ theo dõi tập huấn".into(),
                unit: "UBND huyện Tương Dương".into(),
                form: "T3".into(),
                by: "Cán bộ nhập liệu, 03/12/2024".into(),
                base: "/mappings/1".into(),
            }],
        }
    }
}
