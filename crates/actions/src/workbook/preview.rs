//! What a file would change, before anything is changed; its bytes wait for the officer's yes.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    amount::Amount,
    catalog::Catalog,
    check::Place,
    finding::Finding,
    form::{Form, FormBody},
    slip,
    submission::SubmissionId,
};
use exchange::workbook::{LeftOut, PartReading, Reading};
use jiff::SignedDuration;
use store::{
    db::{Reads, Store},
    submission::SubmissionRow,
    workbook::{Seen, Staged},
};

use super::{
    compare::{self, Line, Verdict},
    hash, key, opened, read, require_owner, visible,
};
use crate::{
    Acting, Error,
    draft::open_for_editing,
    part::{self, Part},
};

/// How long a file waits.
const STAGED_DAYS: i64 = 7;
/// A table with fewer figures is like another by chance.
pub const TWIN_FIGURES: i64 = 8;

/// A file beside the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Hash by which the waiting file is called.
    pub sha256: String,
    pub name: String,
    /// Nothing hidden is left that says whose file it is.
    pub is_unmarked: bool,
    pub parts: Vec<PreviewPart>,
    /// Content that has no place in the report.
    pub left_out: Vec<LeftOut>,
}

/// A form of a file beside the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewPart {
    pub form: String,
    pub lines: Vec<Line>,
    /// Asked rows and columns that the file no longer has.
    pub missing: Vec<String>,
    /// What the checks find once the file is taken over.
    pub findings: Vec<Finding>,
    /// Units of the round with the very same figures; `None`: one that may not be named.
    pub twins: Vec<Option<String>>,
}

impl Preview {
    /// How many cells acceptance writes.
    pub fn taken(&self) -> usize {
        let lines = self.parts.iter().flat_map(|part| &part.lines);
        lines.filter(|line| line.verdict == Verdict::Taken).count()
    }
}

/// Reads a file for a submission and keeps it until it is accepted or dropped.
///
/// # Errors
/// When the officer may not type here, the draft is closed, or the file is none of this report's.
pub async fn preview(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    id: SubmissionId,
    (name, bytes): (&str, Vec<u8>),
) -> Result<Preview, Error> {
    let key = key(store).await?;
    let bytes = Arc::new(bytes);
    let opened = opened(Arc::clone(&bytes), key).await?;
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    require_owner(&mut tx, catalog, &row, &opened).await?;
    let forms = visible(catalog, acting, &row);
    let reading = read(&opened, &forms)?;
    let (parts, seen) = parts(&mut tx, catalog, acting, &row, &reading).await?;
    let name: String = domain::fold::clean(name).chars().take(200).collect();
    let content = Arc::try_unwrap(bytes).unwrap_or_else(|shared| shared.to_vec());
    let staged = Staged { sha256: hash(&content), name: name.clone(), content, seen };
    let old = acting.now - SignedDuration::from_hours(24 * STAGED_DAYS);
    store::workbook::expire(&mut tx, old).await?;
    store::workbook::stage(&mut tx, id, &staged, acting.by()).await?;
    tx.commit().await?;
    let is_unmarked = reading.owner.is_none();
    Ok(Preview { sha256: staged.sha256, name, is_unmarked, parts, left_out: reading.left_out })
}

async fn parts(
    db: &mut impl Reads,
    catalog: &Catalog,
    acting: &Acting,
    row: &SubmissionRow,
    reading: &Reading,
) -> Result<(Vec<PreviewPart>, Seen), Error> {
    let present = part::present_cells(db, row).await?;
    let mut after = present.clone();
    let (mut parts, mut seen) = (Vec::new(), Seen::new());
    for read in &reading.parts {
        let Some(form) = part::form(catalog, &read.form) else { continue };
        let lines = match &form.body {
            FormBody::Table(table) => {
                let empty = BTreeMap::new();
                let there = present.get(&form.code).unwrap_or(&empty);
                let compared = compare::table(table, read, there);
                after.insert(form.code.clone(), compared.after);
                compared.lines
            }
            FormBody::Narrative(_) => {
                let words = part::present_words(db, row, &form.code).await?;
                compare::outline(read, &words)
            }
        };
        for line in &lines {
            let place = (form.code.clone(), line.row.clone(), line.column.clone());
            seen.insert(place, line.typed.expected_revision);
        }
        parts.push((form, read, lines));
    }
    let foreseen: BTreeMap<String, Part> = part::foreseen(db, catalog, row, after)
        .await?
        .into_iter()
        .map(|(form, part)| (form.code.clone(), part))
        .collect();
    let mut done = Vec::new();
    for (form, read, lines) in parts {
        let part = foreseen.get(&form.code);
        done.push(judged(db, acting, row, (form, part), (read, lines)).await?);
    }
    Ok((done, seen))
}

/// Adds what checks, the slip detector and the other units' tables say.
async fn judged(
    db: &mut impl Reads,
    acting: &Acting,
    row: &SubmissionRow,
    (form, part): (&Form, Option<&Part>),
    (read, mut lines): (&PartReading, Vec<Line>),
) -> Result<PreviewPart, Error> {
    let (mut findings, mut twins) = (Vec::new(), Vec::new());
    if let Some(part) = part {
        compare::doubt(form, &mut lines, slip::scan(form, &part.figures));
        let figures = part.cells.iter().map(|(place, cell)| (place, cell.amount));
        twins = twins_of(db, acting, row, form, figures).await?;
        findings.clone_from(&part.findings);
    }
    let (form, missing) = (form.code.clone(), read.missing.clone());
    Ok(PreviewPart { form, lines, missing, findings, twins })
}

/// Units of the round whose table is the very same, where it has figures enough to tell.
async fn twins_of<'c>(
    db: &mut impl Reads,
    acting: &Acting,
    row: &SubmissionRow,
    form: &Form,
    cells: impl Iterator<Item = (&'c Place, Option<Amount>)> + Send,
) -> Result<Vec<Option<String>>, Error> {
    let figures: BTreeMap<Place, Amount> = cells
        .filter_map(|(place, amount)| Some((place.clone(), amount?)))
        .filter(|(_, amount)| *amount != Amount::ZERO)
        .collect();
    if i64::try_from(figures.len()).is_ok_and(|n| n < TWIN_FIGURES) {
        return Ok(Vec::new());
    }
    let numbers = store::value::cell_numbers_of(db, &form.code).await?;
    let of = (row.submission.id, form.code.as_str());
    Ok(store::value::twins(db, &acting.scope, of, &figures, &numbers).await?)
}
