//! Cells that a noun counts, and the syllables by which words name their rows.

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;

use crate::{
    check::Figures,
    fold::fold,
    form::{Column, Form, FormBody, Row, RowKind, Table, ValueType},
};

/// A cell that counts a noun.
#[derive(Clone)]
pub(super) struct Counted<'a> {
    pub(super) form: &'a Form,
    pub(super) row: &'a Row,
    pub(super) column: &'a Column,
    pub(super) value: Decimal,
    /// Neighbouring syllables of the row's label, of what stands in brackets there, and of the form's title.
    pub(super) row_pairs: Arc<[String]>,
    pub(super) aside_pairs: Arc<[String]>,
    pub(super) title_pairs: Arc<[String]>,
}

/// A label without what it has in brackets, and that.
fn bracketed(label: &str) -> (String, String) {
    let (mut plain, mut aside, mut depth) = (String::new(), String::new(), 0_u32);
    for sign in label.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => plain.push(other),
            other => aside.push(other),
        }
        if matches!(sign, '(' | ')') {
            // Syllables on both sides of a bracket are no neighbours.
            plain.push(',');
            aside.push(',');
        }
    }
    (plain, aside)
}

/// Neighbouring syllables in small letters; signs part them.
pub(super) fn pairs(label: &str) -> Vec<String> {
    let lower = label.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_alphanumeric() || c.is_whitespace()));
    parts
        .flat_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            words.windows(2).map(|pair| pair.join(" ")).collect::<Vec<_>>()
        })
        .collect()
}

pub(super) fn counted<'a>(
    forms: &[&'a Form],
    figures: &Figures,
) -> BTreeMap<String, Vec<Counted<'a>>> {
    let mut all = BTreeMap::<String, Vec<Counted<'a>>>::new();
    for form in forms {
        let FormBody::Table(table) = &form.body else { continue };
        if table.sensitive {
            continue;
        }
        let title_pairs: Arc<[String]> = pairs(&form.title).into();
        let columns: Vec<(&Column, Vec<String>)> = table
            .columns
            .iter()
            .filter(|column| is_count(column))
            .map(|column| (column, column_nouns(column)))
            .collect();
        for row in table.rows.iter().filter(|row| row.kind != RowKind::Section) {
            let (label, aside) = bracketed(&row.label);
            let (row_pairs, aside_pairs): (Arc<[String]>, Arc<[String]>) =
                (pairs(&label).into(), pairs(&aside).into());
            let row_nouns = row_nouns(table, row);
            for (column, column_nouns) in &columns {
                let Some(value) = figures.get(&form.code, &row.code, &column.code) else {
                    continue;
                };
                let is_money = column.value_type == ValueType::Money;
                let value = if is_money { value / Decimal::from(1_000_000) } else { value };
                let (row_pairs, aside_pairs) = (row_pairs.clone(), aside_pairs.clone());
                let title_pairs = title_pairs.clone();
                let cell =
                    Counted { form, row, column, value, row_pairs, aside_pairs, title_pairs };
                let nouns = row_nouns.as_ref().filter(|_| !is_money).unwrap_or(column_nouns);
                for noun in nouns {
                    match all.get_mut(noun) {
                        Some(cells) => cells.push(cell.clone()),
                        None => drop(all.insert(noun.clone(), vec![cell.clone()])),
                    }
                }
            }
        }
    }
    all
}

const fn is_count(column: &Column) -> bool {
    matches!(column.value_type, ValueType::Count | ValueType::Money)
}

/// Nouns with signs between them.
fn several(words: &str) -> Vec<String> {
    words.split([',', ';']).map(fold).filter(|noun| !noun.is_empty()).collect()
}

/// What a row counts where its unit says so; money stays money.
fn row_nouns(table: &Table, row: &Row) -> Option<Vec<String>> {
    let is_own = !row.unit_label.is_empty() && row.unit_label != table.unit_label;
    is_own.then(|| several(&row.unit_label))
}

/// What a column counts, as its heads say.
fn column_nouns(column: &Column) -> Vec<String> {
    if column.value_type == ValueType::Money {
        return vec![fold("triệu đồng")];
    }
    let head = column.headers.first().map_or("", String::as_str);
    if let Some(words) = head.strip_prefix("Số ") {
        let end = [" được", " có ", " đang"].iter().filter_map(|stop| words.find(stop)).min();
        return several(&words[..end.unwrap_or(words.len())]);
    }
    if head.to_lowercase().starts_with("lượt người") {
        return vec![fold("lượt người")];
    }
    Vec::new()
}
