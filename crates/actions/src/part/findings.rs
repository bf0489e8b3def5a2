//! What is found in a report, and the sentences that let warnings pass.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    access::Sight,
    catalog::Catalog,
    check::{self, Figures, Place},
    finding::Finding,
    form::{Form, FormBody, RowKind, Severity},
    plausible,
    submission::Explanations,
};
use rust_decimal::Decimal;
use store::{db::Reads, submission::SubmissionRow};

use super::{
    copied, figures, forms_of, is_asked, level_of, load, load_all, present_words, unread,
    unwritten, words::unprintable,
};
use crate::Error;

/// The findings of a table: required cells without an answer, and rules that do not hold.
pub(super) fn of_table(
    form: &Form,
    row: &SubmissionRow,
    (filled, is_summed): (impl Fn(&Place) -> bool, impl Fn(&Place) -> bool),
    figures: &Figures,
) -> Vec<Finding> {
    let Some(table) = form.table() else { return Vec::new() };
    let unit = row.asked_unit();
    let filled = |r: &str, c: &str| filled(&(r.to_owned(), c.to_owned()));
    let mut findings =
        check::unfilled(form, filled, |r, c| is_asked(table, &r.code, &c.code, unit));
    for finding in &mut findings {
        if is_summed(&(finding.row.clone(), finding.column.clone())) {
            finding.message.push_str(" Số cấp xã tự cộng; ô nhập là phần của riêng cấp huyện.");
        }
    }
    findings.extend(check::check(form, figures));
    findings.extend(silent(form, figures));
    // Where a rule doubts the figure already, one sentence is enough.
    let is_told = |found: &Finding| {
        findings.iter().any(|other| (&other.row, &other.column) == (&found.row, &found.column))
    };
    let beyond = plausible::beyond(form, figures, level_of(row.unit_kind));
    let beyond: Vec<Finding> = beyond.into_iter().filter(|found| !is_told(found)).collect();
    findings.extend(beyond);
    let row = |f: &Finding| table.rows.iter().position(|r| r.code == f.row);
    let column = |f: &Finding| table.columns.iter().position(|c| c.code == f.column);
    findings.sort_by_key(|finding| (finding.severity, row(finding), column(finding)));
    findings
}

/// A table in which nothing arose though it held figures the period before.
fn silent(form: &Form, figures: &Figures) -> Option<Finding> {
    let table = form.table()?;
    let is_typed = |(row, column): &Place| {
        let is_element = table.row(row).is_some_and(|row| row.kind == RowKind::Element);
        is_element && table.column(column).is_some_and(|column| column.formula.is_none())
    };
    let held = |cells: &BTreeMap<String, BTreeMap<Place, Decimal>>| {
        let cells = cells.get(&form.code).into_iter().flatten();
        let held = cells.filter(|(place, figure)| is_typed(place) && !figure.is_zero());
        held.map(|(place, _)| place.clone()).collect::<Vec<_>>()
    };
    let said = figures.not_arising.get(&form.code)?;
    let before = held(&figures.previous);
    let (row, column) = before.iter().find(|place| said.contains(*place))?;
    held(&figures.current).is_empty().then(|| Finding {
        code: format!("{}-KPS", form.code),
        severity: Severity::Warning,
        form: form.code.clone(),
        row: row.clone(),
        column: column.clone(),
        message: format!(
            "Kỳ trước biểu này có số ở {} ô, kỳ này cả biểu không phát sinh. Kiểm tra lại; nếu đúng, ghi một câu vì sao.",
            before.len()
        ),
    })
}

/// The sentences that let warnings pass: of the draft, or as frozen once handed in.
pub async fn sentences(db: &mut impl Reads, row: &SubmissionRow) -> Result<Explanations, Error> {
    if !row.submission.state.is_filed() {
        return Ok(store::explanation::list(db, row.submission.id).await?);
    }
    match row.newest_version_id {
        Some(version) => Ok(store::explanation::of_version(db, version).await?),
        None => Ok(Explanations::new()),
    }
}

/// All findings of a submission, part by part, and the sentences that let warnings pass: for the rule
/// that lets it pass, not for eyes.
pub async fn findings(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
) -> Result<(Vec<Finding>, Explanations), Error> {
    let mut all = Vec::new();
    let parts = load_all(db, catalog, (row, Sight::Whole)).await?;
    let figures = parts.first().map(|(_, part)| Arc::clone(&part.figures)).unwrap_or_default();
    for form in forms_of(catalog, &row.regime) {
        if let FormBody::Narrative(_) = &form.body {
            all.extend(of_words(db, catalog, row, (form, &figures)).await?);
        }
    }
    let mut explained = sentences(db, row).await?;
    for (_, part) in parts {
        all.extend(part.findings);
        explained.extend(part.explanations);
    }
    Ok((all, explained))
}

/// The findings of one form as they are now.
///
/// # Errors
/// When the store fails.
pub async fn findings_in(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    form: &Form,
) -> Result<Vec<Finding>, Error> {
    if let FormBody::Table(_) = &form.body {
        return Ok(load(db, catalog, (row, Sight::Whole), form).await?.findings);
    }
    let figures = figures(db, catalog, (row, Sight::Whole)).await?;
    of_words(db, catalog, row, (form, &figures)).await
}

/// The findings of an outline's words beside figures of this period.
///
/// # Errors
/// When the store fails.
pub async fn of_words(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    (form, figures): (&Form, &Figures),
) -> Result<Vec<Finding>, Error> {
    let words = present_words(db, row, &form.code).await?;
    let mut found = unwritten(form, &words);
    found.extend(unprintable(form, &words));
    found.extend(unread(db, catalog, row, (form, &words)).await?);
    found.extend(copied(db, catalog, row, (form, &words), figures).await?);
    Ok(found)
}
