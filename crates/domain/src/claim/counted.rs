//! What the cells of a report count, by the nouns that a text uses for it.
//!
//! The nouns come from the forms: the heads of columns ("Số lớp, hội nghị"), the units of rows ("tin, bài")
//! and, where a table counts models, what its rows are about ("Câu lạc bộ").

use rust_decimal::Decimal;

use super::sentence::syllables;
use crate::{
    check::Figures,
    form::{Column, Form, FormBody, Row, RowKind, Table, ValueType},
};

/// People, however a report calls them; alone they say nothing, behind a class they are those who came.
const PERSONS: [&str; 10] = [
    "lượt",
    "người",
    "học viên",
    "lượt học viên",
    "đại biểu",
    "lượt đại biểu",
    "lượt cán bộ",
    "cán bộ",
    "hội viên",
    "lượt hội viên",
];
/// What tables print money in, in đồng.
pub(super) const MILLION: i64 = 1_000_000;
/// Money in other units, each in đồng.
const MONEY: [(&str, i64); 8] = [
    ("tỷ đồng", 1_000_000_000),
    ("tỉ đồng", 1_000_000_000),
    ("triệu đồng", MILLION),
    ("nghìn đồng", 1_000),
    ("ngàn đồng", 1_000),
    ("tỷ", 1_000_000_000),
    ("triệu", MILLION),
    ("đồng", 1),
];
/// Other words for what heads count.
const OTHERWISE: [(&str, &[&str]); 2] =
    [("lớp", &["lớp học", "khóa", "khoá"]), ("vi phạm", &["vụ vi phạm", "trường hợp vi phạm"])];
/// Nouns that count much else: the words around must speak of their table.
const COMMON: [&str; 10] =
    ["đơn vị", "cơ sở", "xã", "sản phẩm", "kiến nghị", "hội nghị", "tin", "bài", "khóa", "khoá"];

/// A cell that counts a noun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted<'a> {
    pub(super) form: &'a Form,
    pub(super) table: &'a Table,
    pub(super) row: &'a Row,
    pub(super) column: &'a Column,
    /// Money in đồng.
    pub(super) value: Decimal,
    /// Its column counts the noun beside others: a sum of it is some of the column.
    pub(super) is_some: bool,
}

impl Counted<'_> {
    pub(super) const fn is_total(&self) -> bool {
        matches!(self.row.kind, RowKind::Total { .. })
    }

    /// "Nữ" or "Nam" beside a whole.
    pub(super) fn gender(&self) -> Option<&'static str> {
        gender_of(self.column)
    }
}

/// What a column of women or men is headed by, in small letters.
pub(super) fn gender_of(column: &Column) -> Option<&'static str> {
    match column.headers.last()?.as_str() {
        "Nữ" => Some("nữ"),
        "Nam" => Some("nam"),
        _ => None,
    }
}

/// How a noun is held against its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// "lớp": a sum of it is the whole of its column.
    Plain,
    /// "lượt người".
    People,
    /// Another word for them, which counts behind what they came to only.
    Persons,
    /// How many đồng one is.
    Money(i64),
    /// What a row is about: "câu lạc bộ".
    Thing,
}

/// A noun with the cells that count it.
#[derive(Debug)]
pub(super) struct Noun {
    pub(super) words: Vec<String>,
    pub(super) sort: Sort,
    /// Whether the words around must speak of its table.
    pub(super) is_common: bool,
    /// Where its cells are; words for the same share them.
    pub(super) cells: usize,
}

/// Nouns, the longest first, and the cells of each.
#[derive(Debug, Default)]
pub(super) struct Nouns<'a> {
    pub(super) all: Vec<Noun>,
    cells: Vec<Vec<Counted<'a>>>,
}

impl<'a> Nouns<'a> {
    /// Of some forms.
    pub(super) fn of(forms: &[&'a Form], figures: &Figures) -> Self {
        let mut nouns = Self::default();
        for (form, table) in open(forms) {
            for column in table.columns.iter().filter(|column| is_count(column)) {
                nouns.column((form, table, column), figures);
            }
        }
        let more: Vec<Noun> = nouns.all.iter().flat_map(further).collect();
        nouns.all.extend(more);
        nouns.all.sort_by_key(|noun| std::cmp::Reverse(noun.words.len()));
        nouns
    }

    pub(super) fn cells(&self, noun: &Noun) -> &[Counted<'a>] {
        self.cells.get(noun.cells).map_or(&[], Vec::as_slice)
    }

    fn column(
        &mut self,
        (form, table, column): (&'a Form, &'a Table, &'a Column),
        figures: &Figures,
    ) {
        let heads = column_nouns(column);
        let is_model = heads.first().is_some_and(|(noun, ..)| noun == "mô hình");
        let heads: Vec<(usize, bool)> =
            heads.iter().map(|(name, sort, is_some)| (self.at(name, *sort), *is_some)).collect();
        for row in table.rows.iter().filter(|row| row.kind != RowKind::Section) {
            let Some(value) = figures.get(&form.code, &row.code, &column.code) else { continue };
            let cell = Counted { form, table, row, column, value, is_some: false };
            match row_nouns(table, row).filter(|_| column.value_type == ValueType::Count) {
                Some(own) => own.iter().for_each(|(name, sort, is_some)| {
                    let at = self.at(name, *sort);
                    self.cells[at].push(Counted { is_some: *is_some, ..cell });
                }),
                None => heads.iter().for_each(|(at, is_some)| {
                    self.cells[*at].push(Counted { is_some: *is_some, ..cell });
                }),
            }
            if is_model && let Some(name) = thing(row) {
                let at = self.at(&name, Sort::Thing);
                self.cells[at].push(cell);
            }
        }
    }

    /// Where the cells of a noun are.
    fn at(&mut self, name: &str, sort: Sort) -> usize {
        let is_named = |noun: &&Noun| {
            let mut words = name.split(' ');
            noun.words.iter().all(|word| words.next() == Some(word)) && words.next().is_none()
        };
        if let Some(known) = self.all.iter().find(is_named) {
            return known.cells;
        }
        self.cells.push(Vec::new());
        let cells = self.cells.len() - 1;
        self.all.push(Noun {
            words: name.split(' ').map(ToOwned::to_owned).collect(),
            sort,
            is_common: COMMON.contains(&name),
            cells,
        });
        cells
    }
}

/// Tables that may be spoken of.
pub(super) fn open<'a, 'f>(
    forms: &'f [&'a Form],
) -> impl Iterator<Item = (&'a Form, &'a Table)> + use<'a, 'f> {
    forms.iter().filter_map(|form| match &form.body {
        FormBody::Table(table) if !table.sensitive => Some((*form, table)),
        _ => None,
    })
}

/// Other words for the same.
fn further(noun: &Noun) -> Vec<Noun> {
    let more = |name: &str, sort: Sort| Noun {
        words: name.split(' ').map(ToOwned::to_owned).collect(),
        sort,
        is_common: noun.is_common || COMMON.contains(&name),
        cells: noun.cells,
    };
    match noun.sort {
        Sort::People => PERSONS.iter().map(|name| more(name, Sort::Persons)).collect(),
        Sort::Money(_) => MONEY
            .iter()
            .filter(|(name, _)| *name != "triệu đồng")
            .map(|(name, of)| more(name, Sort::Money(*of)))
            .collect(),
        Sort::Plain => {
            let name = noun.words.join(" ");
            let own = OTHERWISE.iter().find(|(of, _)| *of == name);
            own.into_iter().flat_map(|(_, all)| *all).map(|name| more(name, noun.sort)).collect()
        }
        Sort::Persons | Sort::Thing => Vec::new(),
    }
}

/// Shares that forms compute: "Tỷ lệ nữ %".
pub(super) fn shares<'a>(forms: &[&'a Form], figures: &Figures) -> Vec<Counted<'a>> {
    let mut found = Vec::new();
    for (form, table) in open(forms) {
        let shares = table.columns.iter().filter(|c| c.value_type == ValueType::Percent);
        for column in shares {
            found.extend(table.rows.iter().filter_map(|row| {
                let value = figures.get(&form.code, &row.code, &column.code)?;
                Some(Counted { form, table, row, column, value, is_some: false })
            }));
        }
    }
    found
}

const fn is_count(column: &Column) -> bool {
    matches!(column.value_type, ValueType::Count | ValueType::Money)
}

/// A noun, its sort, and whether its column counts others beside it.
type Head = (String, Sort, bool);

/// Nouns with signs between them: the first stands for the whole, further ones for some of it; all
/// together where they are one thing.
fn several(words: &str) -> Vec<Head> {
    let each = words.split([',', ';']).map(|noun| syllables(noun).join(" "));
    let each: Vec<String> = each.filter(|noun| !noun.is_empty()).collect();
    // A head that names products beside acts adds up what words tell apart.
    let is_mixed = each.iter().any(|noun| noun == "sản phẩm");
    let all = (each.len() > 1).then(|| (each.join(" "), Sort::Plain, false));
    let each = each.iter().enumerate();
    each.map(|(at, noun)| (noun.clone(), Sort::Plain, at > 0 || is_mixed)).chain(all).collect()
}

/// What a row counts where its unit says so.
fn row_nouns(table: &Table, row: &Row) -> Option<Vec<Head>> {
    let is_own = !row.unit_label.is_empty() && row.unit_label != table.unit_label;
    is_own.then(|| several(&row.unit_label))
}

/// What a column counts, as its heads say.
fn column_nouns(column: &Column) -> Vec<Head> {
    if column.value_type == ValueType::Money {
        return vec![("triệu đồng".to_owned(), Sort::Money(MILLION), false)];
    }
    let head = column.headers.first().map_or("", String::as_str);
    if let Some(words) = head.strip_prefix("Số ") {
        let end = [" được", " có ", " đang"].iter().filter_map(|stop| words.find(stop)).min();
        return several(&words[..end.unwrap_or(words.len())]);
    }
    let lower = head.to_lowercase();
    if lower.starts_with("lượt người") {
        return vec![("lượt người".to_owned(), Sort::People, false)];
    }
    // "Vi phạm / Phát hiện".
    if lower == "vi phạm" { vec![(lower, Sort::Plain, false)] } else { Vec::new() }
}

/// What a row of models is about: "Câu lạc bộ (gia đình)".
fn thing(row: &Row) -> Option<String> {
    let name = row.label.split([',', '(']).next()?;
    let name = [" tại ", " ở "].iter().fold(name, |name, at| name.split(at).next().unwrap_or(name));
    let words = syllables(name);
    let is_name = (2..=4).contains(&words.len()) && words.last().is_some_and(|last| last != "khác");
    (row.kind == RowKind::Element && is_name).then(|| words.join(" "))
}
