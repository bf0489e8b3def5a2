//! The register: number and date of a signed document, what clerks add, what is void.

use documents::manuscript::Kind;
use domain::{
    deed::Deed,
    fold::clean,
    outgoing::{Proof, State},
    series::LETTER,
};
use jiff::{Timestamp, civil::Date};
use store::{
    audit::Subject,
    db::Store,
    outgoing::{About, OutgoingRow},
    series::Key,
};

use super::{marks, own};
use crate::{Acting, Error};

/// What a clerk adds to a line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    pub copies: i64,
    pub file_code: String,
    pub note: String,
    pub due: Option<Date>,
}

/// Gives a signed document its number and today's date, or that which it bears by itself, for ever; tells the number.
///
/// # Errors
/// When the officer may not, or the newest file does not prove a signature for good.
pub async fn number(
    store: &Store,
    acting: &Acting,
    id: i64,
    is_vouched: bool,
) -> Result<String, Error> {
    let mut tx = store.begin().await?;
    let row = own(&mut tx, acting, id).await?;
    let versions = store::outgoing::versions(&mut tx, id).await?;
    let proof = versions.last().map_or(Proof::Nothing, |version| version.proof);
    row.state.may_number(proof, is_vouched)?;
    let year = acting.today().year();
    if frozen_in(&row) != Some(year) {
        return Err(Error::refused(
            "DOC-026",
            "Bản trình ký in năm khác với năm cấp số.",
            "Hủy bản này, trình ký lại văn bản trong năm nay.",
        ));
    }
    // Minutes bear the day on which they were written.
    let day = row.date.unwrap_or(acting.today());
    if day.year() != year {
        return Err(Error::refused(
            "DOC-055",
            format!(
                "Văn bản mang ngày của năm {}, số của năm đó không cấp ở bước này.",
                day.year()
            ),
            "Hủy bản này, phát hành bản giấy từ văn bản đang soạn: số lấy ở dãy của năm đó.",
        ));
    }
    let kind = kind_of(&row);
    let rule = store::series::numbering(&mut tx, (row.issuer, row.body), year).await?;
    let series = rule.as_ref().map_or(kind, |rule| rule.series(kind)).to_owned();
    let key = Key { unit: row.issuer, body: row.body, year, series };
    let number = store::series::allot(&mut tx, &key).await?;
    let words = format!("{number:02}/{}", row.about.notation);
    store::series::bind(&mut tx, &key, number, id).await?;
    store::outgoing::set_number(&mut tx, id, &words, (day, acting.now)).await?;
    store::outgoing::advance(&mut tx, id, State::Signed, State::Issued).await?;
    store::urging::document_moved(&mut tx).await?;
    let vouched = if proof == Proof::Whole { "issuer vouched for" } else { "" };
    let entry = acting.audit(Deed::DocumentIssue, Subject::Document(id)).with(vouched);
    tx.finish(entry).await?;
    Ok(words)
}

/// The year that the frozen file prints.
fn frozen_in(row: &OutgoingRow) -> Option<i16> {
    let at: Timestamp = row.at.parse().ok()?;
    Some(domain::period::local_date(at).year())
}

fn kind_of(row: &OutgoingRow) -> &'static str {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == row.kind);
    kind.and_then(Kind::abbreviation).unwrap_or(LETTER)
}

/// Adds to a line of the register what only the clerk knows.
///
/// # Errors
/// When the officer may not, or a field is out of its range.
pub async fn annotate(store: &Store, acting: &Acting, id: i64, told: Told) -> Result<(), Error> {
    let (file_code, note) = (clean(&told.file_code), clean(&told.note));
    let fits = (1..=9_999).contains(&told.copies)
        && file_code.chars().count() <= 40
        && note.chars().count() <= 500;
    if !fits {
        return Err(Error::refused(
            "DOC-014",
            "Số bản, mã hồ sơ hoặc ghi chú không ghi được.",
            "Số bản từ 1 đến 9999, mã hồ sơ không quá 40, ghi chú không quá 500 ký tự.",
        ));
    }
    let mut tx = store.begin().await?;
    let row = own(&mut tx, acting, id).await?;
    let note = marks::renoted(&row.about.note, &note);
    let about = About { copies: told.copies, due: told.due, file_code, note, ..row.about };
    store::outgoing::describe(&mut tx, id, &about).await?;
    tx.finish(acting.audit(Deed::DocumentAnnotate, Subject::Document(id))).await?;
    Ok(())
}

/// Declares a document void; its number, if it has one, stays its own.
///
/// # Errors
/// When the officer may not, or no reason is given.
pub async fn cancel(store: &Store, acting: &Acting, id: i64, reason: &str) -> Result<(), Error> {
    let reason: String = clean(reason).chars().take(500).collect();
    let mut tx = store.begin().await?;
    let row = own(&mut tx, acting, id).await?;
    row.state.may_cancel(&reason)?;
    store::outgoing::advance(&mut tx, id, row.state, State::Cancelled).await?;
    store::outgoing::cancel(&mut tx, id, &reason, acting.now).await?;
    store::urging::document_moved(&mut tx).await?;
    tx.finish(acting.audit(Deed::DocumentCancel, Subject::Document(id))).await?;
    Ok(())
}

/// One kept file of a document that the officer may see.
///
/// # Errors
/// When there is none.
pub async fn kept(store: &Store, acting: &Acting, id: i64, format: &str) -> Result<Vec<u8>, Error> {
    let mut reader = store.reader();
    let row =
        store::outgoing::load(&mut reader, &acting.scope, id).await?.ok_or(Error::NotFound)?;
    let found = store::document::file(&mut reader, row.unit, id, format).await?;
    found.ok_or(Error::NotFound)
}

/// One form of the electronic file of a document that the officer may see.
///
/// # Errors
/// When there is none.
pub async fn version(
    store: &Store,
    acting: &Acting,
    id: i64,
    number: i64,
) -> Result<Vec<u8>, Error> {
    let mut reader = store.reader();
    store::outgoing::load(&mut reader, &acting.scope, id).await?.ok_or(Error::NotFound)?;
    store::outgoing::content(&mut reader, id, number).await?.ok_or(Error::NotFound)
}
