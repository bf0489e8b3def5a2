//! Words of a draft: one heading at a time, with nothing lost between two writers.

use domain::{
    catalog::Catalog, cell::Answer, deed::Deed, fold::clean, form::FormBody,
    submission::SubmissionId,
};
use store::{
    audit::Subject,
    db::{Store, Tx},
    value::Words,
};

use super::{begin, open_for_editing, require_form};
use crate::{Acting, Error, part};

/// Longest text of one heading, in characters.
pub const TEXT_MAX: usize = 60_000;

/// What came of saving words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedText {
    Saved {
        revision: i64,
    },
    /// Somebody else wrote meanwhile: both texts are kept by the page.
    Conflict {
        theirs: String,
        /// What they answered; nothing where nothing is asked.
        answer: Option<Answer>,
        revision: i64,
        /// Who wrote it, when.
        by: String,
        at: String,
    },
}

/// Typed words of one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedText {
    pub heading: String,
    pub body: String,
    pub answer: Option<Answer>,
    pub expected_revision: i64,
}

/// Saves the words of one heading.
pub async fn save_text(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    place: (SubmissionId, &str),
    typed: &TypedText,
) -> Result<SavedText, Error> {
    let (id, form_code) = place;
    let form = part::form(catalog, form_code).ok_or(Error::NotFound)?;
    let FormBody::Narrative(headings) = &form.body else { return Err(Error::NotFound) };
    if !headings.iter().any(|h| h.code == typed.heading) {
        return Err(Error::NotFound);
    }
    if typed.body.chars().count() > TEXT_MAX {
        return Err(Error::refused(
            "SUB-012",
            "Nội dung mục này dài quá 60.000 ký tự.",
            "Rút gọn, hoặc để phần chi tiết vào phụ lục.",
        ));
    }
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    require_form(catalog, &row, form_code)?;
    let present = store::value::draft_texts(&mut tx, id, form_code).await?.remove(&typed.heading);
    let there = present.unwrap_or_default();
    let saved = write_text(&mut tx, acting, place, &there, typed).await?;
    if !matches!(&saved, SavedText::Saved { revision } if *revision != there.revision) {
        return Ok(saved);
    }
    begin(&mut tx, acting, row).await?;
    tx.finish(acting.audit(Deed::DraftSaveText, Subject::Part(id, form_code))).await?;
    Ok(saved)
}

/// Writes the words of one heading into an open draft, unless they stand there already or somebody
/// else wrote others meanwhile.
pub(crate) async fn write_text(
    tx: &mut Tx,
    acting: &Acting,
    (id, form_code): (SubmissionId, &str),
    there: &Words,
    typed: &TypedText,
) -> Result<SavedText, Error> {
    let body = clean(&typed.body);
    if there.body.as_written() == body && there.answer == typed.answer {
        return Ok(SavedText::Saved { revision: there.revision });
    }
    let place = (form_code, typed.heading.as_str());
    if there.revision != typed.expected_revision {
        let (by, at) = store::value::draft_writer(tx, id, place).await?;
        let (theirs, answer) = (there.body.as_written().to_owned(), there.answer);
        return Ok(SavedText::Conflict { theirs, answer, revision: there.revision, by, at });
    }
    let words = (body.as_str(), typed.answer);
    let revision = store::value::save_draft_text(tx, id, place, words, acting.by()).await?;
    Ok(SavedText::Saved { revision })
}

/// Copies the words of the round before into headings that are still empty. References stay references:
/// they read with the figures of this round.
pub async fn copy_last_words(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    place: (SubmissionId, &str),
) -> Result<u32, Error> {
    let (id, form_code) = place;
    let form = part::form(catalog, form_code).ok_or(Error::NotFound)?;
    let FormBody::Narrative(headings) = &form.body else { return Err(Error::NotFound) };
    let mut tx = store.begin().await?;
    let row = open_for_editing(&mut tx, acting, id).await?;
    require_form(catalog, &row, form_code)?;
    let Some(version) = row.previous_version_id else { return Ok(0) };
    let present = store::value::draft_texts(&mut tx, id, form_code).await?;
    let mut copied = 0;
    for (heading, words) in store::value::version_texts(&mut tx, version, form_code).await? {
        let is_empty = |words: &Words| words.body.is_blank() && words.answer.is_none();
        let is_asked = headings.iter().any(|known| known.code == heading);
        if !is_asked || is_empty(&words) || present.get(&heading).is_some_and(|w| !is_empty(w)) {
            continue;
        }
        let text = (words.body.as_written(), words.answer);
        store::value::save_draft_text(&mut tx, id, (form_code, &heading), text, acting.by())
            .await?;
        copied += 1;
    }
    if copied == 0 {
        return Ok(0);
    }
    begin(&mut tx, acting, row).await?;
    tx.finish(acting.audit(Deed::DraftCopyLastWords, Subject::Part(id, form_code))).await?;
    Ok(copied)
}
