//! What references stand for: cells of a report or of an office's totals, and an office's indicators.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
};

use super::{Reference, Span, Written, spans};
use crate::{
    check::Figures,
    finding::Finding,
    form::{Column, Form, FormBody, Heading, Row, RowKind, Severity, Table},
    indicator::{Indicator, IndicatorKind},
    status::{self, Figure},
};

/// Broken references that one finding names.
const NAMED_MAX: usize = 3;

/// A figure that a reference stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    pub reference: Reference,
    /// "Biểu T3, Cộng, Số lớp, hội nghị".
    pub label: String,
    /// As the form prints it.
    pub printed: String,
}

/// Why a reference stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No form of the report has such a cell, or it holds no number.
    Unknown,
    /// The cell holds no figure, or says that nothing arose.
    Empty,
    /// Figures of restricted tables do not stand in words.
    Sensitive,
    /// Indicators are an office's, not a unit's.
    Elsewhere,
}

/// A reference that stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub reference: Reference,
    /// Of a cell without a figure; else empty.
    pub label: String,
    pub why: Why,
}

impl Broken {
    /// What is wrong, as a clause: "{T3.cong.lop} (Biểu T3, Cộng, Số lớp) chưa có số".
    pub fn words(&self) -> String {
        let Self { reference, label, why } = self;
        match why {
            Why::Unknown => format!("{reference} không phải mã của ô số nào"),
            Why::Empty => format!("{reference} ({label}) chưa có số"),
            Why::Sensitive => {
                format!("{reference} là số liệu hạn chế phổ biến, không nêu trong lời văn")
            }
            Why::Elsewhere => format!("{reference} là chỉ tiêu, chỉ dùng trong báo cáo tổng hợp"),
        }
    }
}

/// The mark that stands in the text instead of a figure; a finding keeps it from being signed.
impl Display for Broken {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let code = self.reference.to_string();
        let code = code.trim_matches(['{', '}']);
        match self.why {
            Why::Empty => write!(f, "[chưa có số: {}]", self.label),
            Why::Unknown => write!(f, "[không có ô: {code}]"),
            Why::Sensitive => write!(f, "[số hạn chế: {code}]"),
            Why::Elsewhere => write!(f, "[không dùng ở đây: {code}]"),
        }
    }
}

/// A stretch of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// `written` is how long its token is in the text.
    Figure {
        written: usize,
        referred: Referred,
    },
    Broken {
        written: usize,
        broken: Broken,
    },
}

impl Piece {
    /// How long it is as written, in bytes.
    pub const fn written(&self) -> usize {
        match self {
            Self::Words(words) => words.len(),
            Self::Figure { written, .. } | Self::Broken { written, .. } => *written,
        }
    }
}

impl Display for Piece {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Figure { referred, .. } => f.write_str(&referred.printed),
            Self::Broken { broken, .. } => broken.fmt(f),
        }
    }
}

/// Words as they are read and printed: each reference gave way to its figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading(Vec<Piece>);

impl Reading {
    /// Of words that refer to nothing.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::default() } else { Self(vec![Piece::Words(text)]) }
    }

    /// In order; together they are the text.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// References that stand for nothing.
    pub fn broken(&self) -> impl Iterator<Item = &Broken> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Broken { broken, .. } => Some(broken),
            Piece::Words(_) | Piece::Figure { .. } => None,
        })
    }

    /// What keeps a heading from being signed: references that stand for nothing.
    pub fn finding(&self, form: &Form, heading: &Heading) -> Option<Finding> {
        let clauses = self.broken_words()?;
        Some(Finding {
            code: format!("{}-TC", form.code),
            severity: Severity::Error,
            form: form.code.clone(),
            row: heading.code.clone(),
            column: String::new(),
            message: format!(
                "Mục “{}”: {clauses}. Nhập số vào ô đó, chọn ô khác, hoặc bỏ tham chiếu khỏi lời văn.",
                heading.title
            ),
        })
    }

    /// The broken references as one clause, the first few by name; nothing where all stand.
    pub fn broken_words(&self) -> Option<String> {
        let mut known: Vec<&Broken> = Vec::new();
        let mut more = 0;
        for broken in self.broken() {
            if known.contains(&broken) {
                continue;
            }
            if known.len() < NAMED_MAX {
                known.push(broken);
            } else {
                more += 1;
            }
        }
        let named: Vec<String> = known.iter().map(|broken| broken.words()).collect();
        let rest = if more > 0 { format!("; và {more} chỗ khác") } else { String::new() };
        (!named.is_empty()).then(|| format!("{}{rest}", named.join("; ")))
    }
}

impl Display for Reading {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| piece.fmt(f))
    }
}

/// Where references find their figures.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    forms: &'a [&'a Form],
    figures: &'a Figures,
    indicators: Option<&'a [Indicator]>,
}

impl<'a> Source<'a> {
    /// The cells of one report, computed ones included.
    pub const fn of_report(forms: &'a [&'a Form], figures: &'a Figures) -> Self {
        Self { forms, figures, indicators: None }
    }

    /// The totals of an office, and the indicators over them.
    pub const fn of_office(
        forms: &'a [&'a Form],
        figures: &'a Figures,
        indicators: &'a [Indicator],
    ) -> Self {
        Self { forms, figures, indicators: Some(indicators) }
    }

    /// Reads words: every reference gives way to its figure, or to a mark that it stands for nothing.
    pub fn read(&self, written: &Written) -> Reading {
        let mut known: BTreeMap<Reference, Result<Referred, Broken>> = BTreeMap::new();
        let pieces = spans(written.as_written()).into_iter().map(|span| match span {
            Span::Words(words) => Piece::Words(words.to_owned()),
            Span::Reference { written, reference } => {
                let found = known.entry(reference);
                let found = found.or_insert_with_key(|reference| self.find(reference));
                match found.clone() {
                    Ok(referred) => Piece::Figure { written: written.len(), referred },
                    Err(broken) => Piece::Broken { written: written.len(), broken },
                }
            }
        });
        Reading(pieces.collect())
    }

    /// The figure that a reference stands for.
    ///
    /// # Errors
    /// Says why it stands for none.
    pub fn find(&self, reference: &Reference) -> Result<Referred, Broken> {
        let broken = |why, label: String| Broken { reference: reference.clone(), label, why };
        match reference {
            Reference::Unknown(_) => Err(broken(Why::Unknown, String::new())),
            Reference::Indicator(code) => {
                let Some(indicators) = self.indicators else {
                    return Err(broken(Why::Elsewhere, String::new()));
                };
                let found = indicators.iter().find(|i| i.code == *code);
                let found = found.filter(|i| i.kind == IndicatorKind::Ratio);
                let indicator = found.ok_or_else(|| broken(Why::Unknown, String::new()))?;
                if indicator.sensitive {
                    return Err(broken(Why::Sensitive, String::new()));
                }
                self.indicator(indicator)
                    .ok_or_else(|| broken(Why::Empty, indicator_label(indicator)))
            }
            Reference::Cell { form, row, column } => {
                let unknown = || broken(Why::Unknown, String::new());
                let (form, table) = self.table(form).ok_or_else(unknown)?;
                if table.sensitive {
                    return Err(broken(Why::Sensitive, String::new()));
                }
                let row = table.row(row).ok_or_else(unknown)?;
                let column = table.column(column);
                let column = column.filter(|c| holds_number(row, c)).ok_or_else(unknown)?;
                self.cell(form, row, column)
                    .ok_or_else(|| broken(Why::Empty, cell_label(form, row, column)))
            }
        }
    }

    /// Everything that has a figure and may be referred to: cells in printed order, then indicators.
    pub fn all(&self) -> Vec<Referred> {
        let mut all = Vec::new();
        for (form, table) in self.forms.iter().filter_map(|form| Some((*form, table_of(form)?))) {
            if table.sensitive {
                continue;
            }
            for row in &table.rows {
                let columns = table.columns.iter().filter(|column| holds_number(row, column));
                all.extend(columns.filter_map(|column| self.cell(form, row, column)));
            }
        }
        let open = self.indicators.unwrap_or_default().iter();
        let open = open.filter(|i| !i.sensitive && i.kind == IndicatorKind::Ratio);
        all.extend(open.filter_map(|indicator| self.indicator(indicator)));
        // A code with dots in the wrong place would be read as another.
        all.retain(|referred| {
            let token = referred.reference.to_string();
            let read = spans(&token);
            matches!(&read[..], [Span::Reference { reference, .. }] if *reference == referred.reference)
        });
        all
    }

    fn table(&self, code: &str) -> Option<(&'a Form, &'a Table)> {
        let form = self.forms.iter().find(|form| form.code == code)?;
        Some((form, table_of(form)?))
    }

    fn cell(&self, form: &Form, row: &Row, column: &Column) -> Option<Referred> {
        let value = self.figures.get(&form.code, &row.code, &column.code)?;
        Some(Referred {
            reference: Reference::cell(&form.code, &row.code, &column.code),
            label: cell_label(form, row, column),
            printed: column.print(value),
        })
    }

    fn indicator(&self, indicator: &Indicator) -> Option<Referred> {
        let Figure::Value(value) = status::figure(indicator, self.figures) else { return None };
        Some(Referred {
            reference: Reference::Indicator(indicator.code.clone()),
            label: indicator_label(indicator),
            printed: indicator.print(value),
        })
    }
}

const fn table_of(form: &Form) -> Option<&Table> {
    match &form.body {
        FormBody::Table(table) => Some(table),
        FormBody::Narrative(_) => None,
    }
}

fn holds_number(row: &Row, column: &Column) -> bool {
    row.kind != RowKind::Section
        && column.value_type.is_number()
        && !row.not_applicable.contains(&column.code)
}

fn cell_label(form: &Form, row: &Row, column: &Column) -> String {
    format!("Biểu {}, {}, {}", form.code, row.label, column.headers.join(", "))
}

fn indicator_label(indicator: &Indicator) -> String {
    format!("Chỉ tiêu {}, {} ({})", indicator.code, indicator.name, indicator.unit_label)
}
