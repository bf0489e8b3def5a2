//! Sheets that the system did not make: what they look like, how they could give a form, and what they
//! give once an officer has matched columns and rows. Every cell is taken or left with its reason.

mod add;
mod keep;
mod layout;
mod picture;
mod propose;
mod take;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Asked, BookError, Opened, Reading, shape::Shape};

pub use keep::Pattern;
pub use picture::{Picture, PictureCell, PictureRow};
pub use propose::{ColumnOffer, Described, RowOffer};
pub use take::Tally;

/// Most sheets of a file that are held against forms.
const SHEETS_COMPARED: usize = 24;

/// How a file gives forms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choice {
    pub forms: Vec<FormChoice>,
}

/// How one sheet gives one form; rows and columns of the sheet are counted from zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormChoice {
    pub form: String,
    pub sheet: usize,
    /// Column with the names of rows.
    pub name: u32,
    /// First and last row of headers.
    pub header: (u32, u32),
    /// Last row with figures.
    pub last: u32,
    /// Column of the sheet → column of the form.
    pub columns: BTreeMap<u32, ColumnChoice>,
    /// Row of the sheet → row of the form.
    pub rows: BTreeMap<u32, String>,
    /// Rows and columns of the form to which several of the sheet are added.
    #[serde(default)]
    pub added_rows: BTreeSet<String>,
    #[serde(default)]
    pub added_columns: BTreeSet<String>,
    /// Columns of a kept choice whose unit the file names otherwise: the factor that was kept.
    #[serde(default)]
    pub restated: BTreeMap<u32, i8>,
}

/// A column of the form, and the power of ten that makes its figures what would be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ColumnChoice {
    pub column: String,
    pub factor: i8,
}

/// A sheet of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    pub name: String,
    /// How many cells hold something.
    pub cells: usize,
}

/// Why a sheet cannot give a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("Trang “{0}” không có bảng số liệu nào đọc được.")]
    NoTable(String),
    #[error("Trang “{0}” đặt các dòng của biểu theo chiều ngang.")]
    Transposed(String),
    #[error("Hai dòng của trang “{0}” cùng chọn dòng “{1}” của biểu.")]
    TwoRows(String, String),
    #[error("Hai cột của trang “{0}” cùng chọn cột “{1}” của biểu.")]
    TwoColumns(String, String),
    #[error("Ô {1} của trang “{0}” bị lấy vào cả biểu {2} và biểu {3}.")]
    TwoForms(String, String, String, String),
    #[error("Chưa chọn trang, dòng và cột nào để lấy số.")]
    Nothing,
    #[error("Một trang, dòng hoặc cột đã chọn không có trong tệp hay trong biểu.")]
    Unknown,
}

impl Trouble {
    /// The stable code of the refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoTable(_) => "BOOK-321",
            Self::Transposed(_) => "BOOK-322",
            Self::TwoRows(..) => "BOOK-323",
            Self::TwoColumns(..) => "BOOK-324",
            Self::TwoForms(..) => "BOOK-328",
            Self::Nothing => "BOOK-325",
            Self::Unknown => "BOOK-326",
        }
    }

    /// What the officer does next.
    pub const fn next(&self) -> &'static str {
        match self {
            Self::NoTable(_) => "Chọn trang khác, hoặc chép số liệu sang biểu tải từ hệ thống.",
            Self::Transposed(_) => {
                "Trong Excel chép bảng, Dán đặc biệt, Chuyển vị (Transpose), lưu rồi nạp lại."
            }
            Self::TwoRows(..) => {
                "Nếu cộng các dòng đó vào một dòng của biểu thì đánh dấu “Cộng” ở dưới rồi xem lại; nếu không, giữ một dòng, dòng kia chọn “không lấy”."
            }
            Self::TwoColumns(..) => {
                "Nếu cộng các cột đó vào một cột của biểu thì đánh dấu “Cộng” ở dưới rồi xem lại; nếu không, giữ một cột, cột kia chọn “không lấy”."
            }
            Self::TwoForms(..) => {
                "Một trang có thể có bảng của nhiều biểu, nhưng mỗi ô chỉ vào một biểu: ở một trong hai biểu chọn “không lấy” cho dòng hoặc cột đó."
            }
            Self::Nothing => "Chọn ít nhất một trang, một dòng và một cột.",
            Self::Unknown => "Tải lại trang rồi chọn lại.",
        }
    }
}

impl Opened {
    /// The sheets, in the order of their tabs.
    pub fn sheet_names(&self) -> Vec<SheetName> {
        let of = |sheet: &super::grid::Sheet| SheetName {
            name: sheet.name.clone(),
            cells: sheet.cells.len(),
        };
        self.sheets.iter().map(of).collect()
    }

    /// How the file could give the forms; forms without a likely sheet are left out.
    pub fn propose(&self, asked: &[Asked<'_>]) -> Choice {
        let mut found = Vec::new();
        for (at, sheet) in self.sheets.iter().enumerate().take(SHEETS_COMPARED) {
            let Some(seen) = propose::Seen::of(sheet) else { continue };
            for (of, asked) in asked.iter().enumerate() {
                let shape = Shape::of(asked.form);
                let choice = seen.propose(at, &shape, asked.cells);
                let points = seen.points(&choice, &shape);
                // One name alone is alike by chance; a form of one row has no more.
                let alike = choice.rows.len() + choice.columns.len() > 2 || shape.rows.len() == 1;
                let crosses = !choice.rows.is_empty() && !choice.columns.is_empty();
                if !shape.is_outline && crosses && alike {
                    found.push((points, of, choice));
                }
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.0));
        let mut choice = Choice::default();
        for (_, _, one) in found {
            let is_free = choice.forms.iter().all(|c| c.form != one.form && c.sheet != one.sheet);
            if is_free {
                choice.forms.push(one);
            }
        }
        choice.forms.sort_by_key(|one| asked.iter().position(|a| a.form.code == one.form));
        choice
    }

    /// How one sheet could give one form, with headers where the officer says they stand.
    pub fn propose_in(
        &self,
        asked: Asked<'_>,
        sheet: usize,
        bounds: Option<((u32, u32), u32)>,
    ) -> Result<FormChoice, Trouble> {
        let found = self.sheets.get(sheet).ok_or(Trouble::Unknown)?;
        let seen = match bounds {
            Some((header, last)) => propose::Seen::within(found, header, last),
            None => propose::Seen::of(found),
        };
        let seen = seen.ok_or_else(|| Trouble::NoTable(found.name.clone()))?;
        let shape = Shape::of(asked.form);
        if seen.is_transposed(&shape) {
            return Err(Trouble::Transposed(found.name.clone()));
        }
        Ok(seen.propose(sheet, &shape, asked.cells))
    }

    /// What the officer sees of a choice: each column and row with its names.
    pub fn describe(&self, asked: Asked<'_>, choice: &FormChoice) -> Result<Described, Trouble> {
        let sheet = self.sheets.get(choice.sheet).ok_or(Trouble::Unknown)?;
        Ok(propose::describe(sheet, &Shape::of(asked.form), choice))
    }

    /// A sheet as it looks, with what a choice makes of it.
    pub fn picture(&self, choice: &FormChoice) -> Result<Picture, Trouble> {
        let sheet = self.sheets.get(choice.sheet).ok_or(Trouble::Unknown)?;
        Ok(picture::picture(sheet, choice))
    }

    /// Reads cells as chosen; forms that are not chosen are read as prescribed where they are found.
    pub fn read_by(&self, asked: &[Asked<'_>], choice: &Choice) -> Result<Reading, Trouble> {
        take::check(self, asked, choice)?;
        let rest: Vec<Asked<'_>> = asked
            .iter()
            .copied()
            .filter(|asked| choice.forms.iter().all(|one| one.form != asked.form.code))
            .collect();
        let mut reading = match self.owner().map(|_| self.read(&rest)) {
            Some(Ok(reading)) => Reading { left_out: Vec::new(), ..reading },
            _ => Reading { owner: self.owner().cloned(), ..Reading::default() },
        };
        take::take(self, asked, choice, &mut reading);
        Ok(reading)
    }

    /// By what a sheet of the same layout is known again; empty where it holds no table.
    pub fn signature(&self, sheet: usize) -> String {
        self.sheets.get(sheet).map_or(String::new(), keep::signature)
    }

    /// A choice as it is kept for the next file of the same layout.
    pub fn keep(&self, choice: &FormChoice) -> Option<Pattern> {
        keep::pattern(self.sheets.get(choice.sheet)?, choice)
    }

    /// A kept choice laid over a sheet of the same layout.
    pub fn fit(&self, pattern: &Pattern, asked: Asked<'_>, sheet: usize) -> Option<FormChoice> {
        keep::fit(self.sheets.get(sheet)?, sheet, pattern, (&Shape::of(asked.form), asked.cells))
    }

    /// The texts above the tables, for the name of a unit.
    pub fn titles(&self) -> Vec<String> {
        self.sheets.iter().take(SHEETS_COMPARED).flat_map(layout::titles).collect()
    }
}

/// The texts over the table of a sheet.
pub(super) fn titles(sheet: &super::grid::Sheet) -> Vec<String> {
    layout::titles(sheet)
}

impl Choice {
    /// As it is kept beside a file that waits.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what was kept beside a file that waits.
    pub fn from_text(text: &str) -> Result<Self, BookError> {
        serde_json::from_str(text).map_err(|_| BookError::Broken)
    }
}
