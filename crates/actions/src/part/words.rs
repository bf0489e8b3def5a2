//! Words of a report: as drafted or frozen, the figures that their references read against, and what is
//! still open in them.

use std::collections::BTreeMap;

use domain::{
    access::Sight,
    catalog::Catalog,
    check::{self, Figures, Place},
    finding::Finding,
    form::{Form, FormBody, Severity},
    reference::Source,
};
use store::{
    db::Reads,
    submission::SubmissionRow,
    value::{ByForm, VersionCell, Words},
};

use super::{figures, forms_of};
use crate::Error;

/// The words as drafted, or as frozen once handed in.
pub async fn present_words(
    db: &mut impl Reads,
    row: &SubmissionRow,
    form: &str,
) -> Result<BTreeMap<String, Words>, Error> {
    let id = row.submission.id;
    if !row.submission.state.is_filed() {
        return Ok(store::value::draft_texts(db, id, form).await?);
    }
    match store::value::version_number(db, id, row.submission.versions).await? {
        Some(version) => Ok(store::value::version_texts(db, version, form).await?),
        None => Ok(BTreeMap::new()),
    }
}

/// The figures of a frozen version as signed, computed cells included.
pub async fn figures_of_version(
    db: &mut impl Reads,
    catalog: &Catalog,
    regime: &str,
    version: i64,
) -> Result<Figures, Error> {
    let cells = store::value::version_cells_by_form(db, version, None).await?;
    Ok(frozen_figures(catalog, regime, &cells))
}

/// The same from cells that were read already.
pub fn frozen_figures(
    catalog: &Catalog,
    regime: &str,
    cells: &ByForm<Place, VersionCell>,
) -> Figures {
    let mut figures = Figures::default();
    for form in forms_of(catalog, regime) {
        if matches!(form.body, FormBody::Table(_)) {
            let held = cells.get(&form.code).into_iter().flatten();
            let numbers = held
                .filter_map(|(place, cell)| Some((place.clone(), cell.amount?.to_decimal())))
                .collect();
            figures.current.insert(form.code.clone(), numbers);
            check::compute(form, &mut figures);
        }
    }
    figures
}

/// Required headings without words or answer.
pub fn unwritten(form: &Form, words: &BTreeMap<String, Words>) -> Vec<Finding> {
    let FormBody::Narrative(headings) = &form.body else { return Vec::new() };
    let empty = Words::default();
    headings
        .iter()
        .filter(|h| h.required)
        .filter(|h| {
            let written = words.get(&h.code).unwrap_or(&empty);
            if h.checklist { written.answer.is_empty() } else { written.body.is_blank() }
        })
        .map(|h| Finding {
            code: format!("{}-00", form.code),
            severity: Severity::Error,
            form: form.code.clone(),
            row: h.code.clone(),
            column: String::new(),
            message: format!(
                "Mục “{}” chưa có nội dung. Viết vài câu, hoặc ghi “Không phát sinh.”",
                h.title
            ),
        })
        .collect()
}

/// Headings with references that stand for nothing: none of them is ever signed.
pub async fn unread(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    (form, words): (&Form, &BTreeMap<String, Words>),
) -> Result<Vec<Finding>, Error> {
    let FormBody::Narrative(headings) = &form.body else { return Ok(Vec::new()) };
    if words.values().all(|written| !written.body.has_references()) {
        return Ok(Vec::new());
    }
    let forms = forms_of(catalog, &row.regime);
    let figures = figures(db, catalog, (row, Sight::Whole)).await?;
    let source = Source::of_report(&forms, &figures);
    let open = headings
        .iter()
        .filter_map(|heading| source.read(&words.get(&heading.code)?.body).finding(form, heading));
    Ok(open.collect())
}
