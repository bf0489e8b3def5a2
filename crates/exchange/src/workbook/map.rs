//! Where the rows and columns of a form stand in a sheet: by hidden keys, else by names and numbers.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    fold::fold,
    mapping::{Name, POINTS_MIN, POINTS_SURE},
};

use super::{
    exchanged::exchanged,
    grid::Sheet,
    shape::{Kind, Shape},
};

/// How many rows above the first one headers may take.
const HEADER_ROWS: u32 = 10;

/// A form found in a sheet.
#[derive(Debug, Default)]
pub(super) struct Map {
    /// Row of the form → row of the sheet.
    pub rows: BTreeMap<usize, u32>,
    /// Column of the form → column of the sheet.
    pub columns: BTreeMap<usize, u32>,
    /// Rows of the sheet that are not taken, and why.
    pub doubtful: BTreeMap<u32, (&'static str, String)>,
    /// Rows of the sheet that are ours and hold nothing to take.
    pub silent: BTreeSet<u32>,
    /// Columns of keys, numbers and names.
    pub names: BTreeSet<u32>,
    /// Columns of the sheet under a header that is another column's, and no way to tell which is right.
    pub exchanged: BTreeSet<u32>,
    /// Rows whose names are other rows', with the label of that row, before it is known whose figures they
    /// are.
    displaced: BTreeMap<u32, String>,
}

/// A row that was copied: its figures are the form's beside the one that was taken.
const COPIED: &str = "BOOK-119";

impl Map {
    /// The first row of figures.
    pub(super) fn first(&self) -> u32 {
        let doubted = self.doubtful.iter().filter(|(_, (code, _))| *code != COPIED);
        let doubted = doubted.map(|(row, _)| row);
        self.rows.values().chain(doubted).min().copied().unwrap_or(0)
    }
}

/// Finds rows and columns.
pub(super) fn map(sheet: &Sheet, shape: &Shape<'_>) -> Map {
    let mut map = Map::default();
    let labels: Vec<String> = shape.rows.iter().map(|row| fold(&row.label)).collect();
    let name_column = name_column(sheet, &labels);
    if let Some(column) = name_column {
        map.names.insert(column);
        map.names.extend(column.checked_sub(1));
    }
    let keyed = row_keys(sheet, shape, &mut map);
    let rows = Rows { sheet, labels, name_column };
    for (of, found) in keyed {
        rows.by_key(of, &found, &mut map);
    }
    rows.displaced(&mut map);
    rows.by_name(shape, &mut map);
    columns(sheet, shape, &mut map);
    map
}

/// The column in which most names of rows stand.
fn name_column(sheet: &Sheet, labels: &[String]) -> Option<u32> {
    let known: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for ((_, column), content) in &sheet.cells {
        if known.contains(fold(content.text()).as_str()) {
            *counts.entry(*column).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(column, count)| (*count, u32::MAX - column)).map(|(c, _)| c)
}

/// Hidden keys of rows; the marks of our foot lines make their rows silent.
fn row_keys(sheet: &Sheet, shape: &Shape<'_>, map: &mut Map) -> BTreeMap<usize, Vec<u32>> {
    let prefix = format!("{}/", shape.form.code);
    let mut found: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for ((row, column), content) in &sheet.cells {
        let Some(code) = content.text().strip_prefix(&prefix) else { continue };
        if code == "#" {
            map.silent.insert(*row);
            map.names.insert(*column);
        } else if let Some(of) = shape.rows.iter().position(|r| r.code == code) {
            map.names.insert(*column);
            found.entry(of).or_default().push(*row);
        }
    }
    found
}

struct Rows<'a> {
    sheet: &'a Sheet,
    /// Folded names of the form's rows.
    labels: Vec<String>,
    name_column: Option<u32>,
}

impl Rows<'_> {
    fn name(&self, row: u32) -> String {
        let column = self.name_column.and_then(|column| self.sheet.get(row, column));
        column.map_or(String::new(), |content| fold(content.text()))
    }

    /// A row by its hidden key, unless its visible name belongs to another row.
    fn by_key(&self, of: usize, found: &[u32], map: &mut Map) {
        let named: Vec<u32> =
            found.iter().copied().filter(|row| self.name(*row) == self.labels[of]).collect();
        let row = match (found, named.as_slice()) {
            ([one], _) | (_, [one]) => *one,
            _ => {
                let filled: Vec<u32> =
                    found.iter().copied().filter(|row| self.is_filled(*row)).collect();
                match filled.as_slice() {
                    [one] => *one,
                    [] => found[0],
                    _ => {
                        let why = "Dòng này có hai lần trong tệp. Giữ lại một dòng rồi nạp lại.";
                        for row in found {
                            map.doubtful.insert(*row, ("BOOK-104", why.to_owned()));
                        }
                        return;
                    }
                }
            }
        };
        for other in found.iter().filter(|other| **other != row) {
            map.doubtful
                .insert(*other, (COPIED, "Dòng chép thêm, không có trong biểu.".to_owned()));
        }
        let meant = self.meant(row, of);
        if *meant == self.labels[of] {
            map.rows.insert(of, row);
        } else {
            map.displaced.insert(row, meant.clone());
        }
    }

    /// The label that a row's visible name is: its own, unless the name is another's, or surely like it.
    fn meant(&self, row: u32, of: usize) -> &String {
        let (name, own) = (self.name(row), &self.labels[of]);
        if let Some(label) = self.labels.iter().find(|label| **label == name) {
            return label;
        }
        let shown = Name::of(&name);
        let points = |label: &String| shown.likeness(&Name::of(label));
        if points(own) >= POINTS_MIN {
            return own;
        }
        let likest = self.labels.iter().max_by_key(|label| points(label));
        likest.filter(|label| points(label) >= POINTS_SURE).unwrap_or(own)
    }

    /// Rows that changed places: figures stand beside their names, where each name is there once.
    fn displaced(&self, map: &mut Map) {
        let displaced = std::mem::take(&mut map.displaced);
        for (row, name) in &displaced {
            let is_once = displaced.values().filter(|other| *other == name).count() == 1;
            let mut named = (0..self.labels.len()).filter(|of| self.labels[*of] == *name);
            let of = named.next().filter(|of| is_once && !map.rows.contains_key(of));
            if let (Some(of), None) = (of, named.next()) {
                map.rows.insert(of, *row);
            } else {
                let why = (
                    "BOOK-105",
                    "Tên dòng đã đổi chỗ so với mã ẩn của dòng. Đặt lại tên dòng như biểu gốc.",
                );
                map.doubtful.insert(*row, (why.0, why.1.to_owned()));
            }
        }
    }

    /// Whether something stands right of the name.
    fn is_filled(&self, row: u32) -> bool {
        self.sheet.row(row).any(|(column, _)| self.name_column.is_none_or(|name| column > name))
    }

    /// Rows without a key by their names, in the order of the form.
    fn by_name(&self, shape: &Shape<'_>, map: &mut Map) {
        let mut after = 0;
        for of in 0..shape.rows.len() {
            if let Some(row) = map.rows.get(&of) {
                after = row + 1;
                continue;
            }
            let taken: BTreeSet<u32> = map.rows.values().copied().collect();
            let free = |row: &u32| {
                !taken.contains(row) && !map.doubtful.contains_key(row) && !map.silent.contains(row)
            };
            let rows: Vec<u32> = self.sheet.rows().into_iter().filter(free).collect();
            let same = |row: &&u32| self.name(**row) == self.labels[of];
            let found = rows
                .iter()
                .filter(|row| **row >= after)
                .find(same)
                .or_else(|| self.by_number(shape.rows[of].number, &rows, of, after));
            if let Some(row) = found {
                after = row + 1;
                map.rows.insert(of, *row);
            }
        }
    }

    /// A row whose name was typed anew: the same number, and most words the same.
    fn by_number<'r>(
        &self,
        number: &str,
        rows: &'r [u32],
        of: usize,
        after: u32,
    ) -> Option<&'r u32> {
        let column = self.name_column?.checked_sub(1)?;
        if number.is_empty() {
            return None;
        }
        let like = |row: &&u32| {
            let shown = self.sheet.get(**row, column).map(super::grid::Content::shown);
            shown.is_some_and(|shown| shown.trim() == number)
                && alike(&self.name(**row), &self.labels[of])
        };
        rows.iter().filter(|row| **row >= after).find(like)
    }
}

/// Whether two folded names share half of their words.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &'_ str| text.split(' ').map(ToOwned::to_owned).collect::<BTreeSet<_>>();
    let (one, other) = (words(one), words(other));
    one.intersection(&other).count() * 2 >= one.len().max(other.len())
}

fn columns(sheet: &Sheet, shape: &Shape<'_>, map: &mut Map) {
    let first = map.first();
    let numbers = numbers(sheet, shape, first);
    let keys = column_keys(sheet, shape);
    let mut paths = None;
    for of in 0..shape.columns.len() {
        let found = match keys.get(&of).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            Some(many) => {
                // A copied column: the one that bears the printed number, if only one does.
                let right: Vec<u32> =
                    many.iter().copied().filter(|c| numbers.get(c) == Some(&of)).collect();
                if let [one] = right.as_slice() { Some(*one) } else { fuller(sheet, map, many) }
            }
            None => {
                let mut numbered = numbers.iter().filter(|(_, number)| **number == of);
                match (numbered.next(), numbered.next()) {
                    (Some((column, _)), None) => Some(*column),
                    _ => by_header(
                        paths.get_or_insert_with(|| headers(sheet, map, first)),
                        shape,
                        of,
                    ),
                }
            }
        };
        if let Some(column) = found {
            map.columns.insert(of, column);
        }
    }
    exchanged(sheet, shape, map);
}

/// Hidden keys of columns.
fn column_keys(sheet: &Sheet, shape: &Shape<'_>) -> BTreeMap<usize, Vec<u32>> {
    let prefix = format!("{}:", shape.form.code);
    let mut found: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for ((_, column), content) in &sheet.cells {
        if let Some(code) = content.text().strip_prefix(&prefix)
            && let Some(of) = shape.columns.iter().position(|c| c.code == code)
        {
            found.entry(of).or_default().push(*column);
        }
    }
    found
}

/// The one of several equal columns that holds something; none where more than one does.
fn fuller(sheet: &Sheet, map: &Map, columns: &[u32]) -> Option<u32> {
    let filled = |column: &u32| map.rows.values().any(|row| sheet.get(*row, *column).is_some());
    let filled: Vec<u32> = columns.iter().copied().filter(filled).collect();
    match filled.as_slice() {
        [one] => Some(*one),
        [] => columns.first().copied(),
        _ => None,
    }
}

/// Columns by the printed row of numbers: `(1)`, `(2)`.
fn numbers(sheet: &Sheet, shape: &Shape<'_>, first: u32) -> BTreeMap<u32, usize> {
    let numbered = |row: u32| -> BTreeMap<u32, usize> {
        sheet
            .row(row)
            .filter_map(|(column, content)| {
                let inside = content.text().strip_prefix('(')?.strip_suffix(')')?;
                let number: usize = inside.trim().parse().ok()?;
                (1..=shape.columns.len()).contains(&number).then(|| (column, number - 1))
            })
            .collect()
    };
    (first.saturating_sub(HEADER_ROWS)..first)
        .map(numbered)
        .max_by_key(BTreeMap::len)
        .unwrap_or_default()
}

/// The words above each column, from the top; merged cells reach to the right and down.
fn headers(sheet: &Sheet, map: &Map, first: u32) -> BTreeMap<u32, Vec<String>> {
    let left = map.names.iter().max().map_or(0, |column| column + 1);
    let right = sheet.cells.keys().map(|(_, column)| *column).max().unwrap_or(0);
    let mut paths: BTreeMap<u32, Vec<String>> = (left..=right).map(|c| (c, Vec::new())).collect();
    for row in first.saturating_sub(HEADER_ROWS)..first {
        let mut last = String::new();
        for (column, path) in &mut paths {
            let own = sheet.get(row, *column).map_or(String::new(), |content| fold(content.text()));
            if !own.is_empty() {
                path.push(own.clone());
                last = own;
            } else if sheet.get(row.wrapping_sub(1), *column).is_none() && !last.is_empty() {
                path.push(last.clone());
            } else {
                last.clear();
            }
        }
    }
    paths
}

/// The one column whose words end as the form's do.
fn by_header(paths: &BTreeMap<u32, Vec<String>>, shape: &Shape<'_>, of: usize) -> Option<u32> {
    let wanted: Vec<String> = shape.columns[of].headers.iter().map(|header| fold(header)).collect();
    let is_number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    let mut found = paths.iter().filter(|(_, path)| {
        let words: Vec<&String> = path.iter().filter(|word| !is_number(word)).collect();
        words.len() >= wanted.len()
            && words[words.len() - wanted.len()..].iter().copied().eq(&wanted)
    });
    match (found.next(), found.next()) {
        (Some((column, _)), None) => Some(*column),
        _ => None,
    }
}

/// Whether a row of the form has cells to enter.
pub(super) fn is_entered(shape: &Shape<'_>, of: usize) -> bool {
    shape.rows[of].kind == Kind::Element
}
