//! What a file would change, before anything is changed; its bytes wait for the officer's yes.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    amount::Amount,
    catalog::Catalog,
    check::Place,
    finding::Finding,
    form::{Form, FormBody},
    submission::SubmissionId,
};
use exchange::workbook::{LeftOut, Opened, PartReading, Reading, Tally};
use jiff::SignedDuration;
use store::{
    db::{Reads, Store, Tx},
    submission::SubmissionRow,
    workbook::{Seen, Staged},
};

use super::{
    AskedForms,
    compare::{self, Line, Verdict},
    doubt, fitted, hash, key, mapping, opened,
    owner::{cautions, require_owner},
    read, visible,
};
use crate::{
    Acting, Error,
    draft::open_for_editing,
    likeness::{NearCopy, near_of},
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
    /// How the cells of foreign sheets add up.
    pub tally: Option<Tally>,
    /// The kept choice by which the sheets were read.
    pub kept: Option<String>,
    /// What the pages say of another year or unit.
    pub cautions: Vec<String>,
    /// How many cells of the file have no place in the report.
    pub left: usize,
}

/// What came of a file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    Preview(Box<Preview>),
    /// Its tables were not found; it waits, under its hash, for an officer to match them.
    Foreign {
        sha256: String,
    },
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
    /// Tables of other units that are nearly the same.
    pub near: Vec<NearCopy>,
    /// Of a table as it would be, zeros and empty cells aside.
    pub(super) figures: BTreeMap<Place, Amount>,
}

/// For whom a file is held against the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// For an officer who chooses; tables are held against those of other units.
    Choosing,
    /// For a run that fills empty cells alone.
    Filling,
    /// For a run that writes over what stands there.
    Overwriting,
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
) -> Result<Looked, Error> {
    let mut reader = store.reader();
    open_for_editing(&mut reader, acting, id).await?;
    let key = key(store).await?;
    let bytes = Arc::new(bytes);
    let opened = opened(Arc::clone(&bytes), key).await?;
    // It took a while: what the file is held against is what stands now.
    let row = open_for_editing(&mut reader, acting, id).await?;
    require_owner(&mut reader, catalog, &row, &opened).await?;
    let forms = visible(catalog, acting, &row);
    let content = Arc::try_unwrap(bytes).unwrap_or_else(|shared| shared.to_vec());
    let mut staged = Staged {
        sha256: hash(&content),
        name: domain::fold::clean(name).chars().take(200).collect(),
        content,
        seen: Seen::new(),
        mapping: None,
        kept_name: None,
    };
    let fitted = match opened.owner() {
        None => {
            let kept = store::mapping::list(&mut reader, &acting.scope).await?;
            fitted(&kept, row.submission.unit, &opened, &forms)
        }
        Some(_) => None,
    };
    let (reading, kept) = if let Some((choice, name)) = fitted {
        let reading = mapping::read_by(&opened, &forms, &choice)?;
        staged.mapping = Some(choice.to_text());
        (reading, Some(name))
    } else if let Some(reading) = read_known(&opened, &forms)? {
        (reading, None)
    } else {
        let mut tx = store.begin().await?;
        open_for_editing(&mut tx, acting, id).await?;
        keep(&mut tx, acting, id, &staged).await?;
        tx.commit().await?;
        return Ok(Looked::Foreign { sha256: staged.sha256 });
    };
    let cautions = cautions(catalog, &row, (&opened, &reading));
    let preview = staged_preview(store, catalog, acting, (id, reading), staged).await?;
    Ok(Looked::Preview(Box::new(Preview { kept, cautions, ..preview })))
}

/// Reads prescribed forms; `None` where a file without marks holds none of them.
fn read_known(opened: &Opened, forms: &AskedForms<'_>) -> Result<Option<Reading>, Error> {
    let is_unmarked = opened.owner().is_none();
    match read(opened, forms) {
        Err(Error::Refused(problem)) if is_unmarked && problem.code == "BOOK-007" => Ok(None),
        Ok(reading) if is_unmarked && reading.parts.iter().all(|p| p.given().count() == 0) => {
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// The preview of a reading; its file waits with what the officer saw.
pub(super) async fn staged_preview(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, reading): (SubmissionId, Reading),
    mut staged: Staged,
) -> Result<Preview, Error> {
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    let (parts, seen) = parts(&mut tx, catalog, acting, (&row, &reading), Look::Choosing).await?;
    staged.seen = seen;
    keep(&mut tx, acting, id, &staged).await?;
    tx.commit().await?;
    Ok(Preview {
        sha256: staged.sha256,
        name: staged.name,
        is_unmarked: reading.owner.is_none(),
        left: reading.left(),
        parts,
        left_out: reading.left_out,
        tally: reading.tally,
        kept: None,
        cautions: Vec::new(),
    })
}

/// Keeps a file for its yes; those that waited too long go.
async fn keep(
    tx: &mut Tx,
    acting: &Acting,
    id: SubmissionId,
    staged: &Staged,
) -> Result<(), Error> {
    let old = acting.now - SignedDuration::from_hours(24 * STAGED_DAYS);
    store::workbook::expire(tx, old).await?;
    Ok(store::workbook::stage(tx, id, staged, acting.by()).await?)
}

/// Every form of a reading beside the draft; forms that whoever acts may not see are passed over: what
/// a comparison says of them would tell what the draft holds.
pub(super) async fn parts(
    db: &mut impl Reads,
    catalog: &Catalog,
    acting: &Acting,
    (row, reading): (&SubmissionRow, &Reading),
    look: Look,
) -> Result<(Vec<PreviewPart>, Seen), Error> {
    let sight = row.submission.sight_of(&acting.scope);
    let part::Held { cells: present, shares, .. } =
        part::Held::load(db, catalog, row, None).await?;
    let mut after = present.clone();
    let (mut parts, mut seen) = (Vec::new(), Seen::new());
    for read in &reading.parts {
        let form = part::form(catalog, &read.form).filter(|form| sight.sees(form));
        let Some(form) = form else { continue };
        let lines = match &form.body {
            FormBody::Table(table) => {
                let empty = BTreeMap::new();
                let there = present.get(&form.code).unwrap_or(&empty);
                let mut compared = compare::table(table, read, there);
                let shares = shares.get(&form.code);
                compared.hold_against(table, shares, there);
                match look {
                    Look::Choosing => {}
                    Look::Filling => compared.fill(shares, there),
                    Look::Overwriting => compared.overwrite(),
                }
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
    let foreseen: BTreeMap<String, Part> = part::foreseen(db, catalog, (row, sight), after)
        .await?
        .into_iter()
        .map(|(form, part)| (form.code.clone(), part))
        .collect();
    let mut done = Vec::new();
    for (form, read, lines) in parts {
        let part = foreseen.get(&form.code);
        let mut judged = judged((form, part), (read, lines));
        if look == Look::Choosing {
            judged.twins = twins_of(db, acting, (row, form), &judged).await?;
            judged.near = near_of(db, &acting.scope, (row, form), &judged.figures).await?;
        }
        done.push(judged);
    }
    Ok((done, seen))
}

/// Adds what checks and the slip detector say.
fn judged(
    (form, part): (&Form, Option<&Part>),
    (read, mut lines): (&PartReading, Vec<Line>),
) -> PreviewPart {
    let (mut findings, mut figures) = (Vec::new(), BTreeMap::new());
    if let Some(part) = part {
        doubt::doubt(form, &mut lines, (&part.figures, &part.unlike));
        findings.clone_from(&part.findings);
        let cells = part.cells.iter();
        let cells = cells.filter_map(|(place, cell)| Some((place.clone(), cell.amount?)));
        figures = cells.filter(|(_, amount)| *amount != Amount::ZERO).collect();
    }
    let (form, missing) = (form.code.clone(), read.missing.clone());
    let (twins, near) = (Vec::new(), Vec::new());
    PreviewPart { form, lines, missing, findings, twins, near, figures }
}

/// Units of the round whose table is the very same, where it has figures enough to tell.
async fn twins_of(
    db: &mut impl Reads,
    acting: &Acting,
    (row, form): (&SubmissionRow, &Form),
    part: &PreviewPart,
) -> Result<Vec<Option<String>>, Error> {
    if i64::try_from(part.figures.len()).is_ok_and(|n| n < TWIN_FIGURES) {
        return Ok(Vec::new());
    }
    let numbers = store::value::cell_numbers_of(db, &part.form).await?;
    let of = (row.submission.id, part.form.as_str());
    let mut twins = store::value::twins(db, &acting.scope, of, &part.figures, &numbers).await?;
    // That somebody out of sight has the same restricted figures would tell theirs.
    if form.is_sensitive() {
        twins.retain(Option::is_some);
    }
    Ok(twins)
}
