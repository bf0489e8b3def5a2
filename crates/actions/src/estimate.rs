//! Estimates (ước) and the actual figures that come later: both stay, large differences are listed.

use std::collections::BTreeSet;

use domain::{
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    check::{self, Figures, Place},
    deed::Deed,
    finding::Finding,
    fold::clean,
    form::{Form, Severity, Table},
    submission::{Right, SubmissionId, finding_key},
};
use rust_decimal::Decimal;
use store::{
    db::Store,
    estimate::EstimateRow,
    value::{ByForm, VersionCell},
};

use crate::{
    Acting, Error,
    draft::read_amount,
    part,
    submission::{finish, load, party},
};

/// Difference from the estimate that is listed, in percent: the system's own rule.
pub const LARGE_PERCENT: i64 = 10;

/// Difference of the actual figure from its estimate, in percent; `None` where not known or from zero.
pub fn difference(line: &EstimateRow) -> Option<Decimal> {
    let (estimate, actual) = (line.estimate.to_decimal(), line.actual?.to_decimal());
    if estimate.is_zero() {
        return None;
    }
    let change = (actual - estimate).checked_div(estimate)?;
    change.checked_mul(Decimal::from(100))
}

/// Whether the difference must be looked at.
pub fn is_large(line: &EstimateRow) -> bool {
    match (difference(line), line.actual) {
        (Some(percent), _) => percent.abs() >= Decimal::from(LARGE_PERCENT),
        (None, Some(actual)) => actual != line.estimate,
        (None, None) => false,
    }
}

/// Writes what an estimate came to. The signed version stays as it is; the next period compares with
/// the actual figure. History keeps every figure that was told; nothing in place of one takes it back.
///
/// # Errors
/// When the officer may not, the cell holds no estimate, the figure cannot be read, or it breaks a check of
/// the form that held before.
pub async fn true_up(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, cell): (SubmissionId, i64),
    raw: &str,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    party(&mut tx, acting, &row).await?.require(Right::TellActual)?;
    let lines = store::estimate::of_submission(&mut tx, id.0).await?;
    let line = lines.iter().find(|line| line.cell == cell).ok_or(Error::NotFound)?;
    let form = part::form(catalog, &line.form).ok_or(Error::NotFound)?;
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let column = table.column(&line.column).ok_or(Error::NotFound)?;
    let raw = clean(raw);
    if raw.is_empty() && store::estimate::remove(&mut tx, line.version, cell).await? {
        let words = words((form, table), line, None);
        return finish(tx, acting, &row, Deed::SubmissionTrueUp, &words).await;
    }
    let amount = read_amount(&raw, column.value_type).map_err(|(code, words)| {
        Error::refused(code, words, "Số ước vẫn giữ nguyên; sửa số thực tế rồi ghi lại.")
    })?;
    let cells = store::value::version_cells_by_form(&mut tx, line.version, None).await?;
    let forms = part::forms_of(catalog, &row.regime);
    let (before, after) = (told(&cells, &lines, None), told(&cells, &lines, Some((cell, amount))));
    if let Some(broken) = broken((&forms, form), &before, &after) {
        return Err(Error::refused(
            "SUB-043",
            format!("Số thực tế không khớp với các số đã có: {} ({})", broken.message, broken.code),
            "Đối chiếu các số của dòng này; số thực tế nào sai thì xóa ô đó và bấm Ghi trước, rồi ghi số này.",
        ));
    }
    store::estimate::save(&mut tx, line.version, cell, amount, acting.by()).await?;
    let words = words((form, table), line, Some(amount));
    finish(tx, acting, &row, Deed::SubmissionTrueUp, &words).await
}

/// The figures of a version as they turned out: an estimate counts once its actual figure was told.
fn told(
    cells: &ByForm<Place, VersionCell>,
    lines: &[EstimateRow],
    new: Option<(i64, Amount)>,
) -> ByForm<Place, VersionCell> {
    let mut cells = cells.clone();
    for (form, places) in &mut cells {
        for ((row, column), cell) in
            places.iter_mut().filter(|(_, c)| c.status == CellStatus::Estimate)
        {
            let of =
                |line: &&EstimateRow| (&line.form, &line.row, &line.column) == (form, row, column);
            let line = lines.iter().find(of);
            let now = new.filter(|(cell, _)| line.is_some_and(|line| line.cell == *cell));
            cell.amount = now.map(|(_, amount)| amount).or_else(|| line?.actual);
        }
    }
    cells
}

/// An error of a form's checks that the new figures bring.
fn broken(
    (forms, form): (&[&Form], &Form),
    before: &ByForm<Place, VersionCell>,
    after: &ByForm<Place, VersionCell>,
) -> Option<Finding> {
    let errors = |cells: &ByForm<Place, VersionCell>| {
        let mut figures = Figures::default();
        for form in forms.iter().filter(|form| form.table().is_some()) {
            let held = || cells.get(&form.code).into_iter().flatten();
            let number = |(place, cell): (&Place, &VersionCell)| {
                Some((place.clone(), cell.amount?.to_decimal()))
            };
            figures.current.insert(form.code.clone(), held().filter_map(number).collect());
            let nothing = held().filter(|(_, cell)| cell.status == CellStatus::NotArising);
            figures
                .not_arising
                .insert(form.code.clone(), nothing.map(|(place, _)| place.clone()).collect());
            check::compute(form, &mut figures);
        }
        let mut found = check::check(form, &figures);
        found.retain(|finding| finding.severity == Severity::Error);
        found
    };
    let old: BTreeSet<String> = errors(before).iter().map(finding_key).collect();
    errors(after).into_iter().find(|finding| !old.contains(&finding_key(finding)))
}

/// What history says: the place, the estimate, the figure now and the one told before; of a restricted form
/// the place alone.
fn words((form, table): (&Form, &Table), line: &EstimateRow, now: Option<Amount>) -> String {
    let row = table.row(&line.row).map_or("", |row| row.label.as_str());
    let Some(column) = table.column(&line.column) else { return form.code.clone() };
    let place = format!("Biểu {}, {row}, {}", form.code, column.headers.join(", ").to_lowercase());
    if form.is_sensitive() {
        return place;
    }
    let print = |amount: Amount| column.print(amount.to_decimal());
    let before = line.actual.map_or(String::new(), |was| format!(", trước đó ghi {}", print(was)));
    let now =
        now.map_or("bỏ số thực tế".to_owned(), |now| format!("thực tế {}", print(now)));
    format!("{place}: ước {}, {now}{before}", print(line.estimate))
}
