//! Two frozen versions compared: which cells and headings differ, and by how much.

use std::collections::BTreeMap;

use domain::{
    amount::{Amount, vietnamese_fixed},
    catalog::Catalog,
    cell::CellStatus,
    check::Figures,
    form::{Form, FormBody, Heading, Table, ValueType},
    reference::{Reading, Source},
};
use rust_decimal::Decimal;
use store::{
    db::Reads,
    submission::SubmissionRow,
    value::{DraftCell, Place, VersionCell, Words},
};

use crate::{
    Error,
    part::{Seen, figures_of_version, forms_of, present_cells},
};

/// A cell or heading that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub form: String,
    /// Row of a table, or a heading.
    pub row: String,
    /// Empty for a heading.
    pub column: String,
    pub before: String,
    pub after: String,
    /// "+12,5%"; empty for words and where it means nothing.
    pub difference: String,
}

/// What differs between two versions of one submission in what may be seen of it, in printed order.
pub async fn changes(
    db: &mut impl Reads,
    catalog: &Catalog,
    (row, sight): Seen<'_>,
    (before, after): (i64, i64),
) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    let mut were = store::value::version_cells_by_form(db, before, None).await?;
    let mut are = store::value::version_cells_by_form(db, after, None).await?;
    for form in forms_of(catalog, &row.regime).into_iter().filter(|form| sight.sees(form)) {
        match &form.body {
            FormBody::Table(table) => {
                let old = were.remove(&form.code).unwrap_or_default();
                let new = are.remove(&form.code).unwrap_or_default();
                changes.extend(of_table(&form.code, table, (&old, &new)));
            }
            FormBody::Narrative(headings) => {
                let old = readings(db, catalog, row, (before, form)).await?;
                let new = readings(db, catalog, row, (after, form)).await?;
                changes.extend(of_words(&form.code, headings, (&old, &new), ToString::to_string));
            }
        }
    }
    Ok(changes)
}

/// What a draft changes in an older version of its submission in what may be seen of it; of words, as
/// they are written.
pub async fn changes_of_draft(
    db: &mut impl Reads,
    catalog: &Catalog,
    (row, sight): Seen<'_>,
    before: i64,
) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    let present = present_cells(db, catalog, row).await?;
    let mut were = store::value::version_cells_by_form(db, before, None).await?;
    for form in forms_of(catalog, &row.regime).into_iter().filter(|form| sight.sees(form)) {
        match &form.body {
            FormBody::Table(table) => {
                let old = were.remove(&form.code).unwrap_or_default();
                let new: Cells = present.get(&form.code).map_or_else(Cells::new, |cells| {
                    cells.iter().map(|(place, cell)| (place.clone(), frozen(cell))).collect()
                });
                changes.extend(of_table(&form.code, table, (&old, &new)));
            }
            FormBody::Narrative(headings) => {
                let old = store::value::version_texts(db, before, &form.code).await?;
                let new = store::value::draft_texts(db, row.submission.id, &form.code).await?;
                let said = |words: &Words| words.body.as_written().to_owned();
                changes.extend(of_words(&form.code, headings, (&old, &new), said));
            }
        }
    }
    Ok(changes)
}

fn of_table(form: &str, table: &Table, cells: (&Cells, &Cells)) -> Vec<Change> {
    let mut changes = Vec::new();
    for element in &table.rows {
        for column in &table.columns {
            let place = (element.code.clone(), column.code.clone());
            changes.extend(compare(form, &place, column.value_type, cells));
        }
    }
    changes
}

/// Headings whose words differ, trimmed.
fn of_words<W>(
    form: &str,
    headings: &[Heading],
    (old, new): (&BTreeMap<String, W>, &BTreeMap<String, W>),
    said: impl Fn(&W) -> String,
) -> Vec<Change> {
    let words = |of: &BTreeMap<String, W>, code: &str| {
        of.get(code).map_or(String::new(), |words| said(words).trim().to_owned())
    };
    let change = |heading: &Heading| {
        let (was, is) = (words(old, &heading.code), words(new, &heading.code));
        (was != is).then(|| Change {
            form: form.to_owned(),
            row: heading.code.clone(),
            column: String::new(),
            before: short(&was),
            after: short(&is),
            difference: String::new(),
        })
    };
    headings.iter().filter_map(change).collect()
}

fn frozen(cell: &DraftCell) -> VersionCell {
    VersionCell { amount: cell.amount, text: cell.text.clone(), status: cell.status }
}

/// The words of a version as they read with its own figures: a figure that changed changes its sentence.
pub async fn readings(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    (version, form): (i64, &Form),
) -> Result<BTreeMap<String, Reading>, Error> {
    let words = store::value::version_texts(db, version, &form.code).await?;
    readings_of(db, catalog, row, (version, &words)).await
}

/// The same of words that were read already.
pub async fn readings_of(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    (version, words): (i64, &BTreeMap<String, Words>),
) -> Result<BTreeMap<String, Reading>, Error> {
    let forms = forms_of(catalog, &row.regime);
    let figures = if words.values().any(|written| written.body.has_references()) {
        figures_of_version(db, catalog, &row.regime, version).await?
    } else {
        Figures::default()
    };
    let source = Source::of_report(&forms, &figures);
    let read = words.iter().map(|(code, written)| (code.clone(), source.read(&written.body)));
    Ok(read.collect())
}

type Cells = BTreeMap<Place, VersionCell>;

fn compare(
    form: &str,
    place: &Place,
    value_type: ValueType,
    (old, new): (&Cells, &Cells),
) -> Option<Change> {
    let (was, is) = (old.get(place), new.get(place));
    let (before, after) = (shown_version(was, value_type), shown_version(is, value_type));
    if before == after {
        return None;
    }
    let number = |cell: Option<&VersionCell>| Some(cell?.amount?.to_decimal());
    let difference = match (number(was), number(is)) {
        (Some(was), Some(is)) if !was.is_zero() => percent(was, is),
        _ => String::new(),
    };
    let (row, column) = place.clone();
    Some(Change { form: form.to_owned(), row, column, before, after, difference })
}

/// "+12,5%", "−7,8%".
fn percent(was: Decimal, is: Decimal) -> String {
    let change = (is - was).checked_div(was).and_then(|c| c.checked_mul(Decimal::from(100)));
    change.map_or(String::new(), |change| {
        let sign = if change.is_sign_negative() { "−" } else { "+" };
        format!("{sign}{}%", vietnamese_fixed(change.abs(), 1))
    })
}

/// How a cell reads: its figure, "(ước)" behind an estimate, its words, or nothing.
pub(crate) fn shown(
    (amount, text, status): (Option<Amount>, Option<&str>, CellStatus),
    value_type: ValueType,
) -> String {
    match (amount, text) {
        (Some(amount), _) => {
            let figure = value_type.print(amount.to_decimal());
            if status == CellStatus::Estimate { format!("{figure} (ước)") } else { figure }
        }
        (None, Some(text)) => text.to_owned(),
        (None, None) if status == CellStatus::NotArising => "không phát sinh".to_owned(),
        (None, None) => String::new(),
    }
}

fn shown_version(cell: Option<&VersionCell>, value_type: ValueType) -> String {
    cell.map_or(String::new(), |cell| {
        shown((cell.amount, cell.text.as_deref(), cell.status), value_type)
    })
}

fn short(text: &str) -> String {
    const SHOWN: usize = 160;
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
