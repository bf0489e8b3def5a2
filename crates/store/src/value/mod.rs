//! Figures and words: drafts cell by cell, frozen versions, and what was filled from below.

mod cell;
mod seal;
pub mod share;
mod twin;
mod whole;
mod words;

use std::collections::BTreeMap;

use domain::{
    access::OfficerId,
    amount::Amount,
    catalog::Catalog,
    cell::{Answer, CellStatus},
    form::RowKind,
    reference::Written,
    share::Share,
    submission::SubmissionId,
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::{Arg, Row},
    submission::stamp,
};

pub use crate::known::{ByForm, Place};
pub use seal::{Sealed, digest, seal, sealed, versions};
pub use twin::{
    Beside, Sharing, TablePrint, Twins, drafted_beside, filed_beside, print, sharing_with_version,
    tables, twins, twins_of_version,
};
pub use whole::{WholeVersion, carry, save_draft, save_draft_cells, save_version, whole_version};
pub use words::{draft_texts, draft_writer, save_draft_text, words_saved_at, words_saved_by};

/// A cell of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftCell {
    pub amount: Option<Amount>,
    pub text: Option<String>,
    pub status: CellStatus,
    pub revision: i64,
    pub officer: String,
    pub at: String,
}

/// A frozen cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionCell {
    pub amount: Option<Amount>,
    pub text: Option<String>,
    pub status: CellStatus,
}

/// A heading's words, drafted or frozen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub body: Written,
    /// Under a question of a check-list.
    pub answer: Option<Answer>,
    pub revision: i64,
}

/// Gives every enterable cell of the catalog its number; known ones keep theirs.
pub async fn save_cells(tx: &mut Tx, catalog: &Catalog) -> Result<(), Error> {
    let known = cell_numbers(tx).await?;
    let mut rows = Vec::new();
    for form in &catalog.forms {
        let Some(table) = form.table() else { continue };
        for row in table.rows.iter().filter(|r| r.kind != RowKind::Section) {
            for column in &table.columns {
                let key = (form.code.clone(), row.code.clone(), column.code.clone());
                if !known.contains_key(&key) {
                    rows.push(args![key.0, i64::from(form.version), key.1, key.2].to_vec());
                }
            }
        }
    }
    tx.insert_many("cell", &["form", "form_version", "row_code", "column_code"], rows).await?;
    Ok(())
}

/// Number of each (form, row, column) in its newest version.
pub async fn cell_numbers(
    db: &mut impl Reads,
) -> Result<BTreeMap<(String, String, String), i64>, Error> {
    let sql = "SELECT form, row_code, column_code, id FROM cell ORDER BY form_version";
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter()
        .map(|r| {
            let key = (r.text(0)?.to_owned(), r.text(1)?.to_owned(), r.text(2)?.to_owned());
            Ok((key, r.int(3)?))
        })
        .collect()
}

fn place_of(row: &Row) -> Result<Place, Error> {
    Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
}

/// A draft's cells, of some forms or of all.
pub async fn draft_cells_by_form(
    db: &mut impl Reads,
    submission: SubmissionId,
    only: Option<&[&str]>,
) -> Result<ByForm<Place, DraftCell>, Error> {
    let mut args = args![submission.0].to_vec();
    let those = of_forms("d.cell_id", only, &mut args);
    let sql = format!(
        "SELECT d.cell_id, d.amount, d.text, d.status, d.revision, o.name, d.at FROM draft_cell d \
         JOIN officer o ON o.id = d.officer_id WHERE d.submission_id = $1 {those}"
    );
    let rows = db.fetch_all(&sql, &args).await?;
    cell::by_form(db, &rows, |row| {
        Ok(DraftCell {
            amount: row.opt_int(1)?.map(Amount::from_scaled),
            text: row.opt_text(2)?.map(ToOwned::to_owned),
            status: drafted(row, 3, (submission, row.int(0)?))?,
            revision: row.int(4)?,
            officer: row.text(5)?.to_owned(),
            at: row.text(6)?.to_owned(),
        })
    })
    .await
}

/// The status of a draft's cell.
fn drafted(
    row: &Row,
    at: usize,
    (submission, cell): (SubmissionId, i64),
) -> Result<CellStatus, Error> {
    row.word(at, CellStatus::from_code, format_args!("draft_cell {}/{cell}", submission.0))
}

/// The end of a condition that leaves cells of some forms alone; the forms go behind what is bound.
fn of_forms<'a>(cell: &str, only: Option<&[&'a str]>, args: &mut Vec<Arg<'a>>) -> String {
    let Some(forms) = only else { return String::new() };
    let bound = args.len() + 1;
    let places: Vec<String> = (bound..bound + forms.len()).map(|at| format!("${at}")).collect();
    args.extend(forms.iter().map(|form| Arg::from(*form)));
    format!("AND {cell} IN (SELECT id FROM cell WHERE form IN ({}))", places.join(", "))
}

/// A draft's cells of one form.
pub async fn draft_cells(
    db: &mut impl Reads,
    submission: SubmissionId,
    form: &str,
) -> Result<BTreeMap<Place, DraftCell>, Error> {
    let mut forms = draft_cells_by_form(db, submission, Some(&[form])).await?;
    Ok(forms.remove(form).unwrap_or_default())
}

/// One draft cell's present revision, if it has been written.
pub async fn draft_cell(
    db: &mut impl Reads,
    submission: SubmissionId,
    cell: i64,
) -> Result<Option<DraftCell>, Error> {
    let sql = "SELECT d.amount, d.text, d.status, d.revision, o.name, d.at FROM draft_cell d \
        JOIN officer o ON o.id = d.officer_id WHERE d.submission_id = $1 AND d.cell_id = $2";
    let row = db.fetch_optional(sql, &args![submission.0, cell]).await?;
    row.map(|row| {
        Ok(DraftCell {
            amount: row.opt_int(0)?.map(Amount::from_scaled),
            text: row.opt_text(1)?.map(ToOwned::to_owned),
            status: drafted(&row, 2, (submission, cell))?,
            revision: row.int(3)?,
            officer: row.text(4)?.to_owned(),
            at: row.text(5)?.to_owned(),
        })
    })
    .transpose()
}

/// What is written into a draft cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    pub cell: i64,
    pub amount: Option<Amount>,
    pub text: Option<String>,
    pub status: CellStatus,
}

/// Freezes the draft as a version, with the figures that units below have part in and the sentences that
/// stand beside it; returns the version's number in the store. [`seal`] marks it once all of it is there.
pub async fn freeze(
    tx: &mut Tx,
    submission: SubmissionId,
    (number, author): (u32, Option<OfficerId>),
    by: (OfficerId, Timestamp),
    shares: &[(i64, CellStatus, Share)],
) -> Result<i64, Error> {
    let sql = "INSERT INTO submission_version (submission_id, number, at, author_id, signer_id) \
        VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let (signer, at) = by;
    let args = args![submission.0, i64::from(number), stamp(at), author.map(|o| o.0), signer.0];
    let version = tx.fetch_one(sql, &args).await?.int(0)?;
    let cells = "INSERT INTO value (version_id, cell_id, amount, text, status) \
        SELECT CAST($1 AS BIGINT), cell_id, amount, text, status FROM draft_cell \
        WHERE submission_id = $2";
    tx.execute(cells, &args![version, submission.0]).await?;
    let words = "INSERT INTO version_text (version_id, form, heading, body, answer) \
        SELECT CAST($1 AS BIGINT), form, heading, body, answer FROM draft_text \
        WHERE submission_id = $2";
    tx.execute(words, &args![version, submission.0]).await?;
    crate::explanation::freeze(tx, submission, version).await?;
    share::freeze(tx, version, (author, at), shares).await?;
    crate::estimate::carry(tx, version).await?;
    twin::record(tx, version).await?;
    Ok(version)
}

/// The store's number of a submission's version.
pub async fn version_number(
    db: &mut impl Reads,
    submission: SubmissionId,
    number: u32,
) -> Result<Option<i64>, Error> {
    let sql = "SELECT id FROM submission_version WHERE submission_id = $1 AND number = $2";
    let row = db.fetch_optional(sql, &args![submission.0, i64::from(number)]).await?;
    row.map(|r| r.int(0)).transpose()
}

/// A frozen version's cells, of some forms or of all.
pub async fn version_cells_by_form(
    db: &mut impl Reads,
    version: i64,
    only: Option<&[&str]>,
) -> Result<ByForm<Place, VersionCell>, Error> {
    let mut args = args![version].to_vec();
    let those = of_forms("v.cell_id", only, &mut args);
    let sql = format!(
        "SELECT v.cell_id, v.amount, v.text, v.status FROM value v WHERE v.version_id = $1 {those}"
    );
    let rows = db.fetch_all(&sql, &args).await?;
    cell::by_form(db, &rows, |row| {
        Ok(VersionCell {
            amount: row.opt_int(1)?.map(Amount::from_scaled),
            text: row.opt_text(2)?.map(ToOwned::to_owned),
            status: row.word(
                3,
                CellStatus::from_code,
                format_args!("value {version}/{}", row.int(0)?),
            )?,
        })
    })
    .await
}

/// A frozen version's cells of one form.
pub async fn version_cells(
    db: &mut impl Reads,
    version: i64,
    form: &str,
) -> Result<BTreeMap<Place, VersionCell>, Error> {
    let mut forms = version_cells_by_form(db, version, Some(&[form])).await?;
    Ok(forms.remove(form).unwrap_or_default())
}

/// A frozen version's figures, of some forms or of all; what an estimate came to stands in its place.
pub async fn figures_by_form(
    db: &mut impl Reads,
    version: i64,
    only: Option<&[&str]>,
) -> Result<ByForm<Place, Amount>, Error> {
    let mut args = args![version].to_vec();
    let those = of_forms("v.cell_id", only, &mut args);
    let sql = format!(
        "SELECT v.cell_id, COALESCE(t.amount, v.amount) FROM value v LEFT JOIN true_up t \
         ON t.version_id = v.version_id AND t.cell_id = v.cell_id \
         WHERE v.version_id = $1 AND v.amount IS NOT NULL {those}"
    );
    let rows = db.fetch_all(&sql, &args).await?;
    cell::by_form(db, &rows, |row| Ok(Amount::from_scaled(row.int(1)?))).await
}

/// A frozen version's words of one form.
pub async fn version_texts(
    db: &mut impl Reads,
    version: i64,
    form: &str,
) -> Result<BTreeMap<String, Words>, Error> {
    let sql = "SELECT heading, body, answer FROM version_text WHERE version_id = $1 AND form = $2";
    let rows = db.fetch_all(sql, &args![version, form]).await?;
    rows.iter()
        .map(|row| {
            let heading = row.text(0)?;
            let of = format_args!("version_text {version}/{form}/{heading}");
            let answer = row.opt_word(2, Answer::from_code, of)?;
            let words = Words { body: Written::new(row.text(1)?), answer, revision: 0 };
            Ok((heading.to_owned(), words))
        })
        .collect()
}

/// Remembers the accepted versions from below that a signed version was filled from; only for a unit
/// whose report is filled from below.
pub async fn save_parts_used(
    tx: &mut Tx,
    version: i64,
    round: i64,
    unit: domain::access::UnitId,
) -> Result<(), Error> {
    let sql = "INSERT INTO version_part (version_id, part_version_id) \
        SELECT CAST($1 AS BIGINT), s.accepted_version_id FROM submission s \
        WHERE s.round_id = $2 AND s.receiver_id = $3 AND s.accepted_version_id IS NOT NULL";
    tx.execute(sql, &args![version, round, unit.0]).await.map(|_| ())
}

/// Numbers of one form's cells.
pub async fn cell_numbers_of(
    db: &mut impl Reads,
    form: &str,
) -> Result<BTreeMap<Place, i64>, Error> {
    let sql = "SELECT row_code, column_code, id FROM cell WHERE form = $1 ORDER BY form_version";
    let rows = db.fetch_all(sql, &args![form]).await?;
    rows.iter().map(|r| Ok((place_of(r)?, r.int(2)?))).collect()
}

/// Brings a frozen version back into the draft where the draft holds nothing of a cell or heading.
pub async fn thaw(
    tx: &mut Tx,
    submission: SubmissionId,
    number: u32,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let Some(version) = version_number(tx, submission, number).await? else { return Ok(()) };
    let (officer, at) = by;
    // Of a figure that units below have part in, the draft holds the own share alone.
    let cells = "INSERT INTO draft_cell (submission_id, cell_id, amount, text, status, revision, \
        officer_id, at) SELECT CAST($1 AS BIGINT), v.cell_id, \
        CASE WHEN h.cell_id IS NULL THEN v.amount ELSE h.own END, v.text, v.status, 1, \
        CAST($3 AS BIGINT), CAST($4 AS TEXT) FROM value v LEFT JOIN version_share h \
        ON h.version_id = v.version_id AND h.cell_id = v.cell_id \
        WHERE v.version_id = $2 AND (h.cell_id IS NULL OR h.own IS NOT NULL) \
        ON CONFLICT (submission_id, cell_id) DO NOTHING";
    tx.execute(cells, &args![submission.0, version, officer.0, stamp(at)]).await?;
    let corrections = "INSERT INTO correction (submission_id, cell_id, amount, reason, officer_id, at) \
        SELECT CAST($1 AS BIGINT), cell_id, correction, reason, COALESCE(officer_id, $3), at \
        FROM version_share WHERE version_id = $2 AND correction <> 0 \
        ON CONFLICT (submission_id, cell_id) DO NOTHING";
    tx.execute(corrections, &args![submission.0, version, officer.0]).await?;
    let parts = "INSERT INTO draft_part (submission_id, part_version_id) \
        SELECT CAST($1 AS BIGINT), part_version_id FROM version_part WHERE version_id = $2 \
        ON CONFLICT (submission_id, part_version_id) DO NOTHING";
    tx.execute(parts, &args![submission.0, version]).await?;
    let words = "INSERT INTO draft_text (submission_id, form, heading, body, answer, revision, \
        officer_id, at) SELECT CAST($1 AS BIGINT), form, heading, body, answer, 1, \
        CAST($3 AS BIGINT), CAST($4 AS TEXT) FROM version_text WHERE version_id = $2 AND 1 = 1 \
        ON CONFLICT (submission_id, form, heading) DO NOTHING";
    tx.execute(words, &args![submission.0, version, officer.0, stamp(at)]).await.map(|_| ())
}
