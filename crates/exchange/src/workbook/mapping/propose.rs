//! Which column and row of a foreign sheet is most like which of a form.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    check::Place,
    form::ValueType,
    mapping::{Factor, Header, Name, POINTS_MIN, RowSort, pairs, row_sort},
};

use super::{
    super::{
        grid::{Sheet, column_name},
        headers::Headers,
        shape::{Kind, Shape},
    },
    ColumnChoice, FormChoice,
    layout::{Layout, has_figures, heads, layout, row_words, within},
};

/// Most rows and columns of a sheet that are matched.
pub(super) const ROWS_MATCHED: usize = 600;
const COLUMNS_MATCHED: usize = 60;

/// A choice with the names of what was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    pub columns: Vec<ColumnOffer>,
    pub rows: Vec<RowOffer>,
}

/// A column of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnOffer {
    pub at: u32,
    /// "C".
    pub letters: String,
    /// Header words from the top down.
    pub path: Vec<String>,
    /// Its first figures.
    pub shown: Vec<String>,
    pub choice: Option<ColumnChoice>,
    /// How like the chosen column is, from 0 to 100.
    pub points: u32,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowOffer {
    pub at: u32,
    pub number: String,
    pub label: String,
    pub sort: RowSort,
    pub choice: Option<String>,
    pub points: u32,
}

/// A sheet with its table.
pub(super) struct Seen<'a> {
    sheet: &'a Sheet,
    layout: Layout,
    rows: Vec<(u32, RowSort, Name)>,
    columns: Vec<(u32, Vec<String>)>,
}

impl<'a> Seen<'a> {
    /// With the table as it is found.
    pub(super) fn of(sheet: &'a Sheet) -> Option<Self> {
        Some(Self::with(sheet, layout(sheet)?))
    }

    /// With the table where an officer says it is.
    pub(super) fn within(sheet: &'a Sheet, header: (u32, u32), last: u32) -> Option<Self> {
        Some(Self::with(sheet, within(sheet, header, last)?))
    }

    pub(super) fn with(sheet: &'a Sheet, layout: Layout) -> Self {
        let rows = body(sheet, layout.header.1, layout.last)
            .map(|row| {
                let (number, label) = row_words(sheet, row, layout.name);
                let sort = row_sort(&number, &label, has_figures(sheet, row, layout.name));
                (row, sort, Name::of(&label))
            })
            .collect();
        let headers = Headers::of(sheet, layout.header, layout.name);
        let columns = columns(sheet, layout).map(|column| (column, headers.path(column))).collect();
        Self { sheet, layout, rows, columns }
    }

    /// The likeliest choice for a form.
    pub(super) fn propose(
        &self,
        sheet: usize,
        shape: &Shape<'_>,
        asked: &BTreeSet<Place>,
    ) -> FormChoice {
        let Layout { name, header, last } = self.layout;
        let mut choice = FormChoice {
            form: shape.form.code.clone(),
            sheet,
            name,
            header,
            last,
            ..FormChoice::default()
        };
        let (rows, columns) = open(shape, asked);
        let names: Vec<Name> = rows.iter().map(|of| Name::of(&shape.rows[*of].label)).collect();
        let points: Vec<Vec<u32>> = self
            .rows
            .iter()
            .map(|(at, _, own)| {
                let heads = heads(self.sheet, *at, name);
                names.iter().map(|name| if heads { 0 } else { own.likeness(name) }).collect()
            })
            .collect();
        let marked: Vec<bool> =
            self.rows.iter().map(|(_, sort, _)| *sort != RowSort::Figures).collect();
        for (a, (b, _)) in pairs(&points, &marked) {
            choice.rows.insert(self.rows[a].0, shape.rows[rows[b]].code.to_owned());
        }
        let heads: Vec<Header> =
            columns.iter().map(|of| Header::of(&shape.columns[*of].headers)).collect();
        let points: Vec<Vec<u32>> = self
            .columns
            .iter()
            .map(|(_, path)| {
                let own = Header::of(path);
                heads.iter().map(|head| own.likeness(head)).collect()
            })
            .collect();
        let titles = super::layout::titles(self.sheet).join("; ");
        for (a, (b, _)) in pairs(&points, &[]) {
            let (at, path) = &self.columns[a];
            let column = &shape.columns[columns[b]];
            let own = Factor::of(&path.join("; "), column.value_type);
            let of_title = || match column.value_type {
                ValueType::Money => Factor::of(&titles, ValueType::Money),
                _ => None,
            };
            let factor = own.or_else(of_title).unwrap_or_default().0;
            choice.columns.insert(*at, ColumnChoice { column: column.code.to_owned(), factor });
        }
        choice
    }

    /// How likely it is that the sheet is meant for the form.
    pub(super) fn points(&self, choice: &FormChoice, shape: &Shape<'_>) -> u32 {
        let described = describe(self.sheet, shape, choice);
        let columns: u32 = described.columns.iter().map(|column| column.points).sum();
        let rows: u32 = described.rows.iter().map(|row| row.points).sum();
        columns + rows
    }

    /// Whether the form's rows stand side by side in one row of the sheet.
    pub(super) fn is_transposed(&self, shape: &Shape<'_>) -> bool {
        let names: Vec<Name> = shape
            .rows
            .iter()
            .filter(|r| r.kind == Kind::Element)
            .map(|r| Name::of(&r.label))
            .collect();
        let is_row = |name: &Name| names.iter().any(|own| own.likeness(name) >= 75);
        let below = self.rows.iter().filter(|(_, _, name)| is_row(name)).count();
        let mut beside: BTreeMap<u32, usize> = BTreeMap::new();
        for ((row, _), content) in self.sheet.cells.range(..(self.layout.header.1 + 1, 0)) {
            if is_row(&Name::of(content.text())) {
                *beside.entry(*row).or_default() += 1;
            }
        }
        beside.values().any(|count| *count >= 2 && *count > 2 * below)
    }
}

/// Rows of the table that hold something.
fn body(sheet: &Sheet, header: u32, last: u32) -> impl Iterator<Item = u32> {
    let rows = sheet.rows().into_iter();
    rows.filter(move |row| *row > header && *row <= last).take(ROWS_MATCHED)
}

/// Columns of the table that hold something below its headers.
fn columns(sheet: &Sheet, layout: Layout) -> impl Iterator<Item = u32> {
    let below = sheet.cells.range((layout.header.0, 0)..=(layout.last, u32::MAX));
    let found: BTreeSet<u32> = below.map(|((_, c), _)| *c).filter(|c| *c > layout.name).collect();
    found.into_iter().take(COLUMNS_MATCHED)
}

/// Rows and columns of a form that hold an asked cell.
pub(super) fn open(shape: &Shape<'_>, asked: &BTreeSet<Place>) -> (Vec<usize>, Vec<usize>) {
    let rows: BTreeSet<&str> = asked.iter().map(|(row, _)| row.as_str()).collect();
    let columns: BTreeSet<&str> = asked.iter().map(|(_, column)| column.as_str()).collect();
    let of_rows = (0..shape.rows.len()).filter(|of| rows.contains(shape.rows[*of].code));
    let of_columns =
        (0..shape.columns.len()).filter(|of| columns.contains(shape.columns[*of].code));
    (of_rows.collect(), of_columns.collect())
}

/// Names for everything between the headers and the last row.
pub(super) fn describe(sheet: &Sheet, shape: &Shape<'_>, choice: &FormChoice) -> Described {
    let layout = Layout { name: choice.name, header: choice.header, last: choice.last };
    let headers = Headers::of(sheet, choice.header, choice.name);
    let columns = columns(sheet, layout).map(|at| {
        let (path, chosen) = (headers.path(at), choice.columns.get(&at).cloned());
        let of = chosen.as_ref().and_then(|c| shape.columns.iter().find(|s| s.code == c.column));
        let shown = body(sheet, choice.header.1, choice.last)
            .filter_map(|row| Some(sheet.get(row, at)?.shown()))
            .take(3);
        ColumnOffer {
            at,
            letters: column_name(at),
            points: of.map_or(0, |of| Header::of(&path).likeness(&Header::of(&of.headers))),
            path,
            shown: shown.collect(),
            choice: chosen,
        }
    });
    let rows = body(sheet, choice.header.1, choice.last).map(|at| {
        let (number, label) = row_words(sheet, at, choice.name);
        let chosen = choice.rows.get(&at).cloned();
        let of = chosen.as_ref().and_then(|c| shape.rows.iter().find(|row| row.code == c));
        RowOffer {
            at,
            sort: row_sort(&number, &label, has_figures(sheet, at, choice.name)),
            points: of.map_or(0, |of| Name::of(&label).likeness(&Name::of(&of.label))),
            number,
            label,
            choice: chosen,
        }
    });
    Described { columns: columns.collect(), rows: rows.collect() }
}

impl RowOffer {
    /// Whether the choice should be looked at again.
    pub fn is_doubtful(&self) -> bool {
        self.choice.is_some() && self.points < domain::mapping::POINTS_SURE
    }
}

impl ColumnOffer {
    /// Whether the choice should be looked at again.
    pub fn is_doubtful(&self) -> bool {
        self.choice.is_some() && self.points < POINTS_MIN + 15
    }
}
