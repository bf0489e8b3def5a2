//! The sentence beside a warning.

use std::collections::BTreeMap;

use domain::{
    catalog::Catalog,
    deed::Deed,
    finding::Finding,
    form::{FormBody, Severity},
    sentence::is_sentence,
    share::Holding,
    submission::{SubmissionError, SubmissionId, finding_key},
};
use store::{
    audit::Subject,
    db::{Store, Tx},
    submission::SubmissionRow,
};

use super::open_for_editing;
use crate::{
    Acting, Error,
    part::{self, level_of, share},
    reason,
};

/// Writes the sentence that lets a warning pass, with what the warning says now; of a correction it is the
/// reason.
///
/// # Errors
/// When the officer may not write, the sentence is too long, or the report has no such warning now.
pub async fn explain(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    id: SubmissionId,
    what: (&str, &str),
) -> Result<(), Error> {
    explain_each(store, catalog, acting, id, &[what]).await
}

/// Writes the sentences of several warnings, all or none. What stands as it is stays its writer's.
///
/// # Errors
/// As for one.
pub async fn explain_each(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    id: SubmissionId,
    each: &[(&str, &str)],
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    let mut found = BTreeMap::new();
    for (finding, sentence) in each {
        let sentence = reason::read(sentence)?;
        if let Some(place) = share::corrected_place(finding) {
            if is_from_below(catalog, &row, place) {
                store::value::share::take_over(&mut tx, id, place, acting.by()).await?;
            }
            let sentence = read_sentence(&sentence)?;
            if !store::value::share::explain(&mut tx, id, place, &sentence).await? {
                return Err(Error::NotFound);
            }
            continue;
        }
        let of = said(&mut tx, catalog, &row, (finding, &mut found)).await?;
        let sentence = read_sentence(&sentence)?;
        let held = store::explanation::list(&mut tx, id).await?.remove(*finding);
        let is_same = match held {
            Some(held) => held.sentence == sentence && held.of == of,
            None => sentence.is_empty(),
        };
        if !is_same {
            let what = (*finding, of.as_str());
            store::explanation::save(&mut tx, id, what, &sentence, acting.by()).await?;
        }
    }
    // A sentence that lets a warning pass is typed in the report like its figures.
    store::submission::save_hand(&mut tx, id, acting.officer.id).await?;
    tx.finish(acting.audit(Deed::DraftExplain, Subject::Submission(id))).await?;
    Ok(())
}

/// The words as kept. Empty words take a sentence back; a sign or a single word explains nothing.
///
/// # Errors
/// When they are too long, or no sentence.
pub fn read_sentence(words: &str) -> Result<String, Error> {
    let words = reason::read(words)?;
    if words.is_empty() || is_sentence(&words) {
        return Ok(words);
    }
    Err(SubmissionError::NoSentence(words).into())
}

/// What a warning says now. What is no warning of this report is not explained: its sentence would be
/// signed with the report.
async fn said(
    tx: &mut Tx,
    catalog: &Catalog,
    row: &SubmissionRow,
    (key, found): (&str, &mut BTreeMap<String, Vec<Finding>>),
) -> Result<String, Error> {
    let code = key.split('/').next().unwrap_or_default();
    if !found.contains_key(code) {
        let asked = part::forms_of(catalog, &row.regime);
        let form = asked.into_iter().find(|form| form.code == code).ok_or(Error::NotFound)?;
        let findings = part::findings_in(tx, catalog, row, form).await?;
        found.insert(code.to_owned(), findings);
    }
    let warning = |f: &&Finding| f.severity == Severity::Warning && finding_key(f) == key;
    let all = found.get(code).into_iter().flatten();
    let found = all.into_iter().find(warning).map(|finding| finding.message.clone());
    found.ok_or_else(|| {
        Error::refused(
            "SUB-031",
            "Cảnh báo này không còn: số hoặc lời văn đã đổi.",
            "Tải lại trang; chỉ các cảnh báo đang hiện mới cần câu giải trình.",
        )
    })
}

/// Whether the unit enters nothing in a cell but corrections of the sum from below.
fn is_from_below(catalog: &Catalog, row: &SubmissionRow, place: (&str, &str, &str)) -> bool {
    let (form, line, column) = place;
    let Some(FormBody::Table(table)) = part::form(catalog, form).map(|f| &f.body) else {
        return false;
    };
    let place = (line.to_owned(), column.to_owned());
    share::holding_of(table, &place, level_of(row.unit_kind)) == Some(Holding::Below)
}
