//! A form as rows and columns of a sheet: tables as they are, outlines as one column of words.

use domain::form::{Form, FormBody, Row, RowKind, ValueType};
use formula::Formula;

/// Column of an outline that holds the words.
pub const WORDS: &str = "noi_dung";
/// Column of a check-list that holds the answer.
pub const ANSWER: &str = "tra_loi";

/// A form laid out.
#[derive(Debug, Clone)]
pub(super) struct Shape<'a> {
    pub form: &'a Form,
    pub rows: Vec<ShapeRow<'a>>,
    pub columns: Vec<ShapeColumn<'a>>,
    pub is_outline: bool,
}

#[derive(Debug, Clone)]
pub(super) struct ShapeRow<'a> {
    pub code: &'a str,
    pub number: &'a str,
    /// As printed, with its own unit of measure, or the hint of a heading.
    pub label: String,
    pub hint: &'a str,
    pub kind: Kind<'a>,
    /// Columns that are printed "x".
    pub closed: &'a [String],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Section,
    Element,
    Total(&'a [String]),
}

#[derive(Debug, Clone)]
pub(super) struct ShapeColumn<'a> {
    pub code: &'a str,
    pub headers: Vec<&'a str>,
    pub value_type: ValueType,
    pub formula: Option<&'a str>,
    pub width_mm: u32,
}

impl<'a> Shape<'a> {
    /// Of a form.
    pub(super) fn of(form: &'a Form) -> Self {
        match &form.body {
            FormBody::Table(table) => Self {
                form,
                rows: table.rows.iter().map(|row| table_row(row, &table.unit_label)).collect(),
                columns: table
                    .columns
                    .iter()
                    .map(|column| ShapeColumn {
                        code: &column.code,
                        headers: column.headers.iter().map(String::as_str).collect(),
                        value_type: column.value_type,
                        formula: column.formula.as_ref().map(Formula::text),
                        width_mm: column.width_mm.max(14),
                    })
                    .collect(),
                is_outline: false,
            },
            FormBody::Narrative(headings) => {
                let answers = headings.iter().any(|heading| heading.checklist);
                let mut columns = Vec::new();
                if answers {
                    columns.push(words_column(ANSWER, "Có / không / không áp dụng", 30));
                }
                columns.push(words_column(WORDS, "Nội dung báo cáo", 150));
                let rows = headings.iter().map(|heading| ShapeRow {
                    code: &heading.code,
                    number: &heading.code,
                    label: if heading.hint.is_empty() {
                        heading.title.clone()
                    } else {
                        format!("{}\n({})", heading.title, heading.hint)
                    },
                    hint: &heading.hint,
                    kind: Kind::Element,
                    closed: &[],
                });
                Self { form, rows: rows.collect(), columns, is_outline: true }
            }
        }
    }

    /// Printed under the title.
    pub(super) fn unit_label(&self) -> &'a str {
        match &self.form.body {
            FormBody::Table(table) => &table.unit_label,
            FormBody::Narrative(_) => "",
        }
    }

    /// Whether a cell is computed by the form itself.
    pub(super) fn is_computed(&self, row: usize, column: usize) -> bool {
        matches!(self.rows[row].kind, Kind::Total(_)) || self.columns[column].formula.is_some()
    }

    /// Whether a cell can hold nothing.
    pub(super) fn is_closed(&self, row: usize, column: usize) -> bool {
        let code = self.columns[column].code;
        self.rows[row].kind == Kind::Section || self.rows[row].closed.iter().any(|c| c == code)
    }

    /// The hidden key of a row.
    pub(super) fn row_key(&self, row: usize) -> String {
        format!("{}/{}", self.form.code, self.rows[row].code)
    }

    /// The hidden key of a column.
    pub(super) fn column_key(&self, column: usize) -> String {
        format!("{}:{}", self.form.code, self.columns[column].code)
    }
}

fn table_row<'a>(row: &'a Row, unit_label: &str) -> ShapeRow<'a> {
    let own_unit = !row.unit_label.is_empty() && row.unit_label != unit_label;
    ShapeRow {
        code: &row.code,
        number: &row.number,
        label: if own_unit {
            format!("{} ({})", row.label, row.unit_label)
        } else {
            row.label.clone()
        },
        hint: &row.note,
        kind: match &row.kind {
            RowKind::Section => Kind::Section,
            RowKind::Element => Kind::Element,
            RowKind::Total { of } => Kind::Total(of),
        },
        closed: &row.not_applicable,
    }
}

fn words_column(code: &'static str, header: &'static str, width_mm: u32) -> ShapeColumn<'static> {
    ShapeColumn {
        code,
        headers: vec![header],
        value_type: ValueType::Text,
        formula: None,
        width_mm,
    }
}
