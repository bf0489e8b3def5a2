//! Figures that units below have part in: a draft holds the own share and corrections alone, the sum
//! from below is added whenever it is read, so nothing is ever written over.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    amount::{Amount, AmountError},
    catalog::Catalog,
    cell::CellStatus,
    check::Place,
    finding::Finding,
    form::{Column, Form, FormBody, Level, Severity, Table},
    share::{Correction, Holding, Share, holding},
    slip::Unlike,
    submission::{Explanation, State, finding_key},
};
use store::{
    db::Reads,
    reopening::Corrected,
    submission::SubmissionRow,
    value::{ByForm, DraftCell, share::Source},
};

use super::{Cells, form, forms_of, level_of};
use crate::Error;

/// What figures are made of, form by form.
pub type Shares = ByForm<Place, Share>;

/// Which sums a draft is filled with: what is accepted now, or what its signer was handed.
fn source(row: &SubmissionRow) -> Source {
    match row.submission.state {
        State::Ready => Source::Kept(row.submission.id),
        _ => Source::Accepted { round: row.round_id, unit: row.submission.unit },
    }
}

/// Whether units below have part in a report's figures.
pub fn is_shared(row: &SubmissionRow) -> bool {
    level_of(row.unit_kind) == Level::District
}

/// Whether so many reports below are still to come that sums of an open draft say nothing beside those of
/// a whole year.
pub(crate) async fn is_partial(db: &mut impl Reads, row: &SubmissionRow) -> Result<bool, Error> {
    if !is_shared(row) || row.submission.state.is_filed() {
        return Ok(false);
    }
    let of = (row.round_id, row.submission.unit);
    let (reports, owed) = store::value::share::received(db, of).await?;
    Ok(!Unlike::is_complete(reports, owed))
}

/// How many units below a district owe it a report, and whose figures its own lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub owed: usize,
    pub missing: Vec<String>,
    /// It is a signed version's; else what stands now.
    pub is_signed: bool,
}

/// What a report's figures hold of the units below: those of its signed version, or what is accepted now;
/// `None` where nobody below has part in it.
///
/// # Errors
/// When the store fails.
pub async fn coverage(db: &mut impl Reads, row: &SubmissionRow) -> Result<Option<Coverage>, Error> {
    if !is_shared(row) {
        return Ok(None);
    }
    let version = signed_version(row);
    let place = (row.round_id, row.submission.unit);
    let (missing, owed) = store::value::share::missing(db, place, version).await?;
    Ok((owed > 0).then_some(Coverage { owed, missing, is_signed: version.is_some() }))
}

/// How many units below gave an estimate that a report's figures hold, by form.
///
/// # Errors
/// When the store fails.
pub async fn estimating(
    db: &mut impl Reads,
    row: &SubmissionRow,
) -> Result<BTreeMap<String, u32>, Error> {
    if !is_shared(row) {
        return Ok(BTreeMap::new());
    }
    let version = signed_version(row);
    Ok(store::estimate::below(db, (row.round_id, row.submission.unit), version).await?)
}

/// Units below with another accepted version than the signed one holds: its figures are outdated.
///
/// # Errors
/// When the store fails.
pub async fn renewed(db: &mut impl Reads, row: &SubmissionRow) -> Result<Vec<String>, Error> {
    let version = signed_version(row).filter(|_| is_shared(row));
    let Some(version) = version else { return Ok(Vec::new()) };
    Ok(store::stale::parts(db, version, row.round_id, row.submission.unit).await?)
}

/// Units below whose accepted reports were opened again: the version accepted before still counts in a
/// report that is not accepted itself.
///
/// # Errors
/// When the store fails.
pub async fn being_corrected(
    db: &mut impl Reads,
    row: &SubmissionRow,
) -> Result<Vec<Corrected>, Error> {
    if !is_shared(row) || row.submission.state == State::Accepted {
        return Ok(Vec::new());
    }
    Ok(store::reopening::corrected(db, row.round_id, row.submission.unit).await?)
}

/// The signed version of a report that is filed.
fn signed_version(row: &SubmissionRow) -> Option<i64> {
    row.newest_version_id.filter(|_| row.submission.state.is_filed())
}

/// How a unit comes to a cell of a table.
pub fn holding_of(table: &Table, place: &Place, level: Level) -> Option<Holding> {
    if level != Level::District {
        return None;
    }
    let row = table.row(&place.0)?;
    holding(table, row, &place.1, level)
}

/// Cells of a form in which the unit says its own share beside the sum from below, while it may change.
pub(super) fn own_places(form: &Form, row: &SubmissionRow) -> BTreeSet<Place> {
    let Some(table) = form.table() else { return BTreeSet::new() };
    if !is_shared(row) || row.submission.state.is_filed() {
        return BTreeSet::new();
    }
    let cells = table.rows.iter().flat_map(|row| table.columns.iter().map(move |c| (row, c)));
    cells
        .filter(|(row, c)| holding(table, row, &c.code, Level::District) == Some(Holding::WithOwn))
        .map(|(row, column)| (row.code.clone(), column.code.clone()))
        .collect()
}

/// Shares of a draft whose cells hold what the unit itself entered; `only` these forms, or all.
pub(crate) async fn of_draft(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    (cells, only): (&Cells, Option<&[&str]>),
) -> Result<Shares, Error> {
    if !is_shared(row) {
        return Ok(Shares::new());
    }
    let source = source(row);
    let mut below = store::value::share::below(db, source, only).await?;
    let mut corrections = store::value::share::corrections(db, row.submission.id).await?;
    let mut shares = Shares::new();
    for form in forms_of(catalog, &row.regime) {
        let Some(table) = form.table() else { continue };
        let below = below.remove(&form.code).unwrap_or_default();
        let corrections = corrections.remove(&form.code).unwrap_or_default();
        let made = made(table, (below, corrections), cells.get(&form.code));
        shares.insert(form.code.clone(), made);
    }
    Ok(shares)
}

fn made(
    table: &Table,
    (below, mut corrections): (
        BTreeMap<Place, store::value::share::Below>,
        BTreeMap<Place, Correction>,
    ),
    cells: Option<&BTreeMap<Place, DraftCell>>,
) -> BTreeMap<Place, Share> {
    let mut shares: BTreeMap<Place, Share> = BTreeMap::new();
    for (place, (below, units)) in below {
        shares.insert(place, Share { below, units, ..Share::default() });
    }
    for place in corrections.keys().chain(cells.into_iter().flat_map(BTreeMap::keys)) {
        if !shares.contains_key(place) {
            shares.insert(place.clone(), Share::default());
        }
    }
    shares.retain(|place, share| {
        let Some(holding) = holding_of(table, place, Level::District) else { return false };
        share.correction = corrections.remove(place).unwrap_or_default();
        let entered = cells.and_then(|cells| cells.get(place)?.amount);
        match holding {
            Holding::WithOwn => share.own = entered,
            // Entered before sums were added by themselves: it counts as a correction.
            Holding::Below => {
                let rest = share.correction.amount.checked_add(entered.unwrap_or_default());
                share.correction.amount = rest.unwrap_or(share.correction.amount);
            }
        }
        true
    });
    shares
}

/// Puts whole figures into cells that hold what the unit itself entered.
pub(crate) fn compose(cells: &mut Cells, shares: &Shares) {
    for (form, shares) in shares {
        let cells = cells.entry(form.clone()).or_default();
        for (place, share) in shares {
            put(cells, place, share.total());
        }
    }
}

/// Puts into each cell what its box shows: the own share where the unit enters one, else the figure.
pub(crate) fn boxed(
    table: &Table,
    cells: &mut BTreeMap<Place, DraftCell>,
    shares: &BTreeMap<Place, Share>,
) {
    for (place, share) in shares {
        if holding_of(table, place, Level::District) == Some(Holding::Below) {
            put(cells, place, share.total());
        }
    }
}

fn put(cells: &mut BTreeMap<Place, DraftCell>, place: &Place, total: Option<Amount>) {
    match cells.get_mut(place) {
        Some(cell) => cell.amount = total,
        None if total.is_none() => {}
        None => {
            let cell = DraftCell {
                amount: total,
                text: None,
                status: CellStatus::Actual,
                revision: 0,
                officer: String::new(),
                at: String::new(),
            };
            cells.insert(place.clone(), cell);
        }
    }
}

/// Shares as they would be with these whole figures; a figure that cannot be keeps its share.
pub(crate) fn foreseen(catalog: &Catalog, shares: &mut Shares, cells: &Cells) {
    for (code, shares) in shares {
        let Some(FormBody::Table(table)) = form(catalog, code).map(|f| &f.body) else { continue };
        let cells = cells.get(code);
        for (place, share) in shares {
            let total = cells.and_then(|cells| cells.get(place)?.amount);
            let holding = holding_of(table, place, Level::District);
            if let Some(changed) = holding.and_then(|holding| share.of_total(total, holding)) {
                *share = changed;
            }
        }
    }
}

/// Sums from below that are too large for a figure: nothing can be signed over them.
pub(super) fn too_large(form: &Form, shares: &BTreeMap<Place, Share>) -> Vec<Finding> {
    let Some(table) = form.table() else { return Vec::new() };
    let large = AmountError::TooLarge;
    let find = |(place, _): (&Place, &Share)| {
        let column = table.column(&place.1)?;
        let name = column.headers.join(", ");
        Some(Finding {
            code: large.code().to_owned(),
            severity: Severity::Error,
            form: form.code.clone(),
            row: place.0.clone(),
            column: place.1.clone(),
            message: format!(
                "{name}: cấp xã cộng lại thành {large}. Trả lại báo cáo của xã đã nhập nhầm. {}",
                large.next()
            ),
        })
    };
    shares.iter().filter(|(_, share)| share.is_too_large()).filter_map(find).collect()
}

/// Corrections, each with its reason to give, and own shares that look like the sum typed twice.
pub(crate) fn findings(form: &Form, shares: &BTreeMap<Place, Share>) -> Vec<Finding> {
    let Some(table) = form.table() else { return Vec::new() };
    let mut findings = Vec::new();
    for (place, share) in shares {
        let Some(column) = table.column(&place.1) else { continue };
        let name = column.headers.join(", ");
        let mut find = |suffix: &str, message: String| {
            findings.push(Finding {
                code: format!("{}-{suffix}", form.code),
                severity: Severity::Warning,
                form: form.code.clone(),
                row: place.0.clone(),
                column: place.1.clone(),
                message: format!("{name}: {message}"),
            });
        };
        if share.is_too_large() {
            continue;
        }
        if share.is_corrected() {
            find("DC", corrected(column, share));
        } else if share.looks_doubled() {
            let own = print(column, share.own.unwrap_or_default());
            find(
                "TR",
                format!(
                    "phần của huyện {own} bằng đúng số cấp xã đã cộng sẵn. Nếu nhập trùng thì xóa; nếu đúng, ghi một câu giải thích."
                ),
            );
        }
    }
    findings
}

fn print(column: &Column, amount: Amount) -> String {
    column.print(amount.to_decimal())
}

fn corrected(column: &Column, share: &Share) -> String {
    let sum = share.below.map_or("chưa có".to_owned(), |below| print(column, below));
    let total = share.total().map_or(String::new(), |total| print(column, total));
    let own =
        share.own.map_or(String::new(), |own| format!(", phần của huyện {}", print(column, own)));
    format!(
        "cấp xã cộng lại {sum}, điều chỉnh {}{own}, thành {total}. Ghi lý do điều chỉnh, hoặc xóa điều chỉnh để lấy lại số cấp xã.",
        signed(column, share.correction.amount)
    )
}

/// "+2", "−3": a correction as tables show it.
pub fn signed(column: &Column, amount: Amount) -> String {
    let size = Amount::from_scaled(amount.scaled().saturating_abs());
    let sign = if amount < Amount::ZERO { "−" } else { "+" };
    format!("{sign}{}", print(column, size))
}

/// Reasons of corrections under the keys of their findings.
pub(crate) fn reasons(shares: &Shares) -> Vec<(String, Explanation)> {
    let mut reasons = Vec::new();
    for (form, shares) in shares {
        for (place, share) in shares {
            let reason = &share.correction.reason;
            if share.is_corrected() && !reason.is_empty() {
                let finding = Finding {
                    code: format!("{form}-DC"),
                    severity: Severity::Warning,
                    form: form.clone(),
                    row: place.0.clone(),
                    column: place.1.clone(),
                    message: String::new(),
                };
                reasons.push((finding_key(&finding), Explanation::standing(reason)));
            }
        }
    }
    reasons
}

/// Whether a sentence under this key is the reason of a correction; then of which cell.
pub(crate) fn corrected_place(key: &str) -> Option<(&str, &str, &str)> {
    let mut parts = key.split('/');
    let (form, row, column) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next()?.strip_suffix("-DC") == Some(form)).then_some((form, row, column))
}

/// What is frozen with a draft's version: cell, status and share of each figure that units below have
/// part in.
pub(crate) async fn to_freeze(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
) -> Result<Vec<(i64, CellStatus, Share)>, Error> {
    if !is_shared(row) {
        return Ok(Vec::new());
    }
    let held = super::Held::load(db, catalog, row, None).await?;
    let numbers = store::value::cell_numbers(db).await?;
    let mut frozen = Vec::new();
    for (form, shares) in held.shares {
        let cells = held.cells.get(&form);
        for (place, share) in shares {
            let (row, column) = place.clone();
            let Some(number) = numbers.get(&(form.clone(), row, column)) else { continue };
            let status = cells.and_then(|cells| cells.get(&place)).map(|c| c.status);
            let status = match status {
                Some(CellStatus::NotArising) if share.total().is_some() => CellStatus::Actual,
                Some(status) => status,
                None => CellStatus::Actual,
            };
            frozen.push((*number, status, share));
        }
    }
    Ok(frozen)
}

/// What units sent anew since the draft looked, where it is still a draft.
pub async fn arrivals(
    db: &mut impl Reads,
    row: &SubmissionRow,
) -> Result<Vec<store::value::share::Arrival>, Error> {
    let drafted = matches!(row.submission.state, State::Draft | State::Returned | State::Ready);
    if !is_shared(row) || !drafted {
        return Ok(Vec::new());
    }
    let place = (row.round_id, row.submission.unit);
    Ok(store::value::share::arrivals(db, row.submission.id, place).await?)
}
