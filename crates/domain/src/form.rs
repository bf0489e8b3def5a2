//! What is asked: forms of data elements (rows) by disaggregation (columns), and narrative headings.

use formula::Formula;
use rust_decimal::Decimal;

use crate::{
    amount::{vietnamese, vietnamese_fixed},
    confidence::Confidence,
};

/// A versioned form, never edited after use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// "T2", "PL02", "TKT".
    pub code: String,
    pub version: u32,
    pub title: String,
    /// Where the form comes from; reconstructions say so on every page.
    pub confidence: Confidence,
    pub source: String,
    pub body: FormBody,
    pub checks: Vec<CheckRule>,
}

impl Form {
    /// Whether it is shown and added up under the rules of confidentiality.
    pub fn is_sensitive(&self) -> bool {
        matches!(&self.body, FormBody::Table(table) if table.sensitive)
    }

    /// What cells of a column hold; words where there is no such column.
    pub fn value_type(&self, column: &str) -> ValueType {
        let column = self.table().and_then(|table| table.column(column));
        column.map_or(ValueType::Text, |column| column.value_type)
    }

    /// Its table; `None` of an outline.
    pub fn table(&self) -> Option<&Table> {
        match &self.body {
            FormBody::Table(table) => Some(table),
            FormBody::Narrative(_) => None,
        }
    }
}

/// A table to fill, an outline to write, or a check-list to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormBody {
    Table(Table),
    Narrative(Vec<Heading>),
}

/// Rows × columns of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Printed under the title: "người", "triệu đồng".
    pub unit_label: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Shown and consolidated under the rules of confidentiality (T5).
    pub sensitive: bool,
}

impl Table {
    /// The column with a code.
    pub fn column(&self, code: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.code == code)
    }

    /// The row with a code.
    pub fn row(&self, code: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.code == code)
    }
}

/// A leaf column. Merged headers come from equal leading parts of `headers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Options of the disaggregation: "huyen.nu".
    pub code: String,
    /// From the top header row to the leaf.
    pub headers: Vec<String>,
    pub value_type: ValueType,
    pub required: bool,
    /// Computed cells are not entered: formula over columns of the same row, e.g. `percent(nu, tong)`.
    pub formula: Option<Formula>,
    /// Printed width in millimetres.
    pub width_mm: u32,
    /// Levels that enter this column themselves; empty: every level (each part of T2 belongs to one).
    pub entered_by: Vec<Level>,
}

/// A row: a section title, or one data element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Data element code inside the form: "bch".
    pub code: String,
    /// Printed number: "1", "I", "1.1"; may be empty.
    pub number: String,
    pub label: String,
    pub kind: RowKind,
    pub travel: Travel,
    /// Data element's unit of measure where rows differ: "%", "lớp".
    pub unit_label: String,
    /// Columns that do not apply in this row (printed "x").
    pub not_applicable: Vec<String>,
    pub note: String,
}

/// What a row is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// A heading across the table.
    Section,
    /// Cells are entered.
    Element,
    /// Σ of the named element rows, per column, never entered.
    Total { of: Vec<String> },
}

/// How a data element moves up the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Travel {
    /// Added up from these feeders.
    Sum { districts: bool, provincial_bodies: bool },
    /// One provider owns the figure (unit key of the provider).
    Single { provider: String },
    /// Recomputed at each level, never added.
    Derived,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    Count,
    /// Kept in đồng, shown in triệu đồng.
    Money,
    Decimal,
    Percent,
    YesNo,
    Text,
}

impl ValueType {
    /// The word written in catalog files and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Decimal => "decimal",
            Self::Percent => "percent",
            Self::YesNo => "yes-no",
            Self::Text => "text",
        }
    }

    /// Reads the word written in catalog files and tables.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Count, Self::Money, Self::Decimal, Self::Percent, Self::YesNo, Self::Text]
            .into_iter()
            .find(|t| t.code() == code)
    }

    /// A figure as forms print it; money is kept in đồng and printed in triệu đồng.
    pub fn print(self, value: Decimal) -> String {
        match self {
            Self::Percent => vietnamese_fixed(value, 2),
            Self::Decimal => vietnamese(value.round_dp(2)),
            Self::YesNo => if value.is_zero() { "Không" } else { "Có" }.to_owned(),
            Self::Money => vietnamese(millions(value)),
            Self::Count | Self::Text => vietnamese(value),
        }
    }

    /// The same with so many places behind the comma where it is money: figures of a column show equally many.
    pub fn print_to(self, value: Decimal, places: u32) -> String {
        match self {
            Self::Money => vietnamese_fixed(millions(value), places),
            _ => self.print(value),
        }
    }

    /// Places behind the comma that the finest of a column's figures needs; none but for money.
    pub fn places(self, values: impl Iterator<Item = Decimal>) -> u32 {
        match self {
            Self::Money => values.map(|v| millions(v).normalize().scale()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Whether cells hold figures; shares are figures that are computed again, not added up.
    pub const fn is_number(self) -> bool {
        !matches!(self, Self::YesNo | Self::Text)
    }
}

/// Đồng as triệu đồng.
fn millions(value: Decimal) -> Decimal {
    (value / Decimal::from(1_000_000)).round_dp(6)
}

/// The level of administration a unit stands on, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Province,
    District,
    Commune,
}

/// One heading of an outline, in printed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// "1", "3.a".
    pub code: String,
    /// 1 = phần, 2 = mục.
    pub depth: u8,
    pub title: String,
    /// Guidance for the writer.
    pub hint: String,
    pub required: bool,
    /// A question answered có / không / không áp dụng, with evidence.
    pub checklist: bool,
}

/// A rule that yields findings, written in the formula language over the cells of one row or one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRule {
    /// "T4-01".
    pub code: String,
    pub severity: Severity,
    /// Must be true: e.g. `nu + nam = tong`. Names are columns of the row, or `row.column`.
    pub rule: Formula,
    /// Rows it is applied to; empty: every element row where its columns apply.
    pub rows: Vec<String>,
    /// What is wrong and what to do, in the officer's words.
    pub message: String,
}

/// What a finding does to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Blocks.
    Error,
    /// Passes with a written sentence.
    Warning,
}

/// A header cell over several columns and rows, from equal leading parts of the columns' headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergedHeader<'a> {
    pub text: &'a str,
    /// The first column below it.
    pub at: usize,
    pub columns: usize,
    pub rows: usize,
    /// Stands right above the figures.
    pub leaf: bool,
}

/// Header rows of columns, top row first.
pub fn merged_headers<'a>(columns: &[&'a Column]) -> Vec<Vec<MergedHeader<'a>>> {
    let depth = columns.iter().map(|c| c.headers.len()).max().unwrap_or(1).max(1);
    let mut rows = vec![Vec::new(); depth];
    for (level, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        while at < columns.len() {
            let column = columns[at];
            let Some(text) = column.headers.get(level) else {
                at += 1;
                continue;
            };
            let leaf = column.headers.len() == level + 1;
            let upper = column.headers.get(..=level);
            let same =
                columns[at..].iter().take_while(|c| c.headers.get(..=level) == upper).count();
            let span = if leaf { 1 } else { same.max(1) };
            let down = if leaf { depth - level } else { 1 };
            row.push(MergedHeader { text, at, columns: span, rows: down, leaf });
            at += span;
        }
    }
    rows
}
