//! Words of a report: as drafted or frozen, the figures that their references read against, and what is
//! still open in them.

use std::{cell::LazyCell, collections::BTreeMap};

use documents::letters;
use domain::{
    access::Sight,
    catalog::Catalog,
    check::{self, Figures, Place},
    claim::{Cell, Counts},
    finding::Finding,
    form::{Form, FormBody, Heading, Severity},
    likeness::{Copied, Likeness, Wording, copied as copied_words},
    org_unit::listed,
    proof::Proof,
    reference::Source,
    regime::Covered,
};
use store::{
    db::Reads,
    submission::SubmissionRow,
    value::{ByForm, VersionCell, Words},
};

use super::{figures, forms_of};
use crate::Error;

/// Letters that a finding names; the rest are counted.
const LETTERS_NAMED: usize = 5;

/// The words as drafted, or as frozen once handed in.
pub async fn present_words(
    db: &mut impl Reads,
    row: &SubmissionRow,
    form: &str,
) -> Result<BTreeMap<String, Words>, Error> {
    if !row.submission.state.is_filed() {
        return Ok(store::value::draft_texts(db, row.submission.id, form).await?);
    }
    match row.newest_version_id {
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
        if form.table().is_some() {
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
            if h.checklist { written.answer.is_none() } else { written.body.is_blank() }
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

/// Headings with letters that no document can print: their writer takes them out, or writes them in words.
pub(super) fn unprintable(form: &Form, words: &BTreeMap<String, Words>) -> Vec<Finding> {
    let FormBody::Narrative(headings) = &form.body else { return Vec::new() };
    let found = headings.iter().filter_map(|heading| {
        let letters = letters::unprintable(words.get(&heading.code)?.body.as_written());
        let named: Vec<String> = letters.iter().map(|letter| format!("“{letter}”")).collect();
        (!named.is_empty()).then(|| Finding {
            code: format!("{}-CH", form.code),
            severity: Severity::Error,
            form: form.code.clone(),
            row: heading.code.clone(),
            column: String::new(),
            message: format!(
                "Mục “{}” có ký tự không in được trong văn bản: {}. Xóa, hoặc viết bằng chữ.",
                heading.title,
                listed(&named, LETTERS_NAMED)
            ),
        })
    });
    found.collect()
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

/// The words of a heading beside those of the period before, each with its wording as it is written.
struct Pair<'w> {
    heading: &'w Heading,
    now: (&'w Words, Wording),
    before: (&'w Words, Wording),
}

impl<'w> Pair<'w> {
    fn of(
        heading: &'w Heading,
        (now, before): (&'w Words, &'w Words),
        row: &SubmissionRow,
    ) -> Self {
        let worded = |words: &Words| Wording::of(words.body.as_written(), &row.unit_name);
        let worded_now = worded(now);
        let is_same = now.body.as_written() == before.body.as_written();
        let worded_before = if is_same { worded_now.clone() } else { worded(before) };
        Self { heading, now: (now, worded_now), before: (before, worded_before) }
    }

    /// What is to be looked at in them as they read.
    fn copied(
        &self,
        (source, earlier): (&Source<'_>, &Source<'_>),
        row: &SubmissionRow,
        has_doubts: impl FnOnce() -> bool,
    ) -> Option<Copied> {
        let has_references = self.now.0.body.has_references();
        if !has_references && !self.before.0.body.has_references() {
            return copied_words((&self.now.1, &self.before.1), false, has_doubts);
        }
        let read = |source: &Source<'_>, words: &Words| {
            Wording::of(&source.read(&words.body).to_string(), &row.unit_name)
        };
        let both = (read(source, self.now.0), read(earlier, self.before.0));
        copied_words((&both.0, &both.1), has_references, has_doubts)
    }
}

/// Headings whose words were taken over from the period before, figures and all, or with numbers that this
/// period's cells do not hold: each passes with a sentence. Of this period's figures those are told that the
/// eyes may see.
pub async fn copied(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    (form, now): (&Form, &BTreeMap<String, Words>),
    now_figures: &Figures,
) -> Result<Vec<Finding>, Error> {
    let FormBody::Narrative(headings) = &form.body else { return Ok(Vec::new()) };
    let Some(version) = row.previous_version_id else { return Ok(Vec::new()) };
    let before = store::value::version_texts(db, version, &form.code).await?;
    // As they are written a reference is a word like another: what is not alike here is not when read.
    let alike = |heading| {
        let pair = Pair::of(heading, (now.get(&heading.code)?, before.get(&heading.code)?), row);
        Some(pair).filter(|pair| pair.now.1.likeness(&pair.before.1) != Likeness::Other)
    };
    let both: Vec<Pair<'_>> = headings.iter().filter_map(alike).collect();
    if both.is_empty() {
        return Ok(Vec::new());
    }
    let forms = forms_of(catalog, &row.regime);
    let before_figures = if both.iter().any(|pair| pair.before.0.body.has_references()) {
        figures_of_version(db, catalog, &row.regime, version).await?
    } else {
        Figures::default()
    };
    let (source, earlier) =
        (Source::of_report(&forms, now_figures), Source::of_report(&forms, &before_figures));
    let covered = Covered::of(catalog.round(&row.round));
    let counts = LazyCell::new(|| Counts::of(&forms, now_figures, covered));
    let found = both.into_iter().filter_map(|pair| {
        let heading = pair.heading;
        let proof = LazyCell::new(|| Proof::of((&pair.heading.code, &pair.now.0.body), &source, &counts));
        let has_doubts = || proof.doubts().count() > 0;
        let message = match pair.copied((&source, &earlier), row, has_doubts)? {
            Copied::Whole => format!(
                "Mục “{}” giống hệt kỳ trước, cả số liệu. Viết lại theo kỳ này, hoặc ghi một câu vì sao vẫn đúng.",
                heading.title
            ),
            Copied::Contradicted => {
                let numbers: Vec<String> = proof
                    .doubts()
                    .take(3)
                    .map(|doubt| {
                        let cell = doubt.cells.first().map_or(String::new(), Cell::words);
                        format!("ghi “{}”, {cell}", doubt.words)
                    })
                    .collect();
                format!(
                    "Mục “{}” chép từ kỳ trước và có số khác biểu kỳ này: {}. Sửa số, hoặc ghi một câu giải thích.",
                    heading.title,
                    numbers.join("; ")
                )
            }
        };
        Some(Finding {
            code: format!("{}-KT", form.code),
            severity: Severity::Warning,
            form: form.code.clone(),
            row: heading.code.clone(),
            column: String::new(),
            message,
        })
    });
    Ok(found.collect())
}
