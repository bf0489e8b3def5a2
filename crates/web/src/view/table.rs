//! A printed table: merged header rows and cells of ready text, used by consolidation, review and reports.

/// A header cell that may span columns and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    pub text: String,
    /// Second line: unit of measure, "= tự tính".
    pub note: String,
    pub columns: u32,
    pub rows: u32,
    pub required: bool,
    /// A stronger line stands on its left: a group begins.
    pub edge: bool,
    /// Names of rows: left-aligned.
    pub names: bool,
}

impl HeadCell {
    /// A leaf header.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            note: String::new(),
            columns: 1,
            rows: 1,
            required: false,
            edge: false,
            names: false,
        }
    }

    /// Spans columns and rows.
    #[must_use]
    pub fn spanning(mut self, columns: u32, rows: u32) -> Self {
        self.columns = columns;
        self.rows = rows;
        self
    }

    /// With a second line.
    #[must_use]
    pub fn noted(mut self, note: &str) -> Self {
        self.note = note.into();
        self
    }

    /// Marked as required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Begins a group.
    #[must_use]
    pub fn edge(mut self) -> Self {
        self.edge = true;
        self
    }

    /// Heads a column of names.
    #[must_use]
    pub fn names(mut self) -> Self {
        self.names = true;
        self
    }

    /// `colgroup` or `col`.
    pub fn scope(&self) -> &'static str {
        if self.columns > 1 { "colgroup" } else { "col" }
    }
}
