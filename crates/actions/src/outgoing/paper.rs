//! The paper way: the number is given, printed and kept in one go.

use documents::date::IssueDate;
use domain::outgoing::State;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::{
    db::Store,
    document::{NewDocument, NewFile},
};

use super::{Leaving, Prepared, bind_draft, prepare, require_clerk};
use crate::{
    Acting, Error,
    report::{Files, render},
};

/// How often a document is printed again because somebody took its number meanwhile.
const TRIES: usize = 6;

/// Issues a draft on paper: number given, files printed with it and kept; gives the document's id.
///
/// Printing takes seconds, so it happens before the transaction, with the number that should come;
/// where another document was faster, it is printed again.
///
/// # Errors
/// When the officer may not, the day lies ahead, or the signer may not sign on it.
pub async fn issue_on_paper(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    date: Date,
) -> Result<i64, Error> {
    require_clerk(acting)?;
    if date > acting.today() {
        return Err(Error::refused(
            "DOC-011",
            "Ngày của văn bản chưa đến.",
            "Chọn ngày hôm nay hoặc ngày đã ký rồi phát hành lại; chưa có số nào được cấp.",
        ));
    }
    let (round, composition) = (leaving.round, leaving.composition);
    let mut prepared = prepare(&mut store.reader(), leaving, date).await?;
    prepared.manuscript.head.date = IssueDate::On(date);
    for _ in 0..TRIES {
        let expected = store::series::next(&mut store.reader(), &prepared.key).await?;
        prepared.manuscript.head.number = Some(expected);
        let files = render(prepared.manuscript.clone()).await?;
        if let Some(id) = keep(store, acting, (&prepared, round, composition), date, files).await? {
            return Ok(id);
        }
    }
    Err(Error::refused(
        "DOC-013",
        "Nhiều văn bản đang được cấp số cùng lúc.",
        "Chờ vài phút rồi phát hành lại; chưa có số nào được cấp cho văn bản này.",
    ))
}

/// Takes the number and keeps the files; `None` where it is no longer the one that was printed.
async fn keep(
    store: &Store,
    acting: &Acting,
    (prepared, round, composition): (&Prepared, Option<i64>, Option<(i64, i64)>),
    date: Date,
    files: Files,
) -> Result<Option<i64>, Error> {
    let Prepared { manuscript, key, about } = prepared;
    let mut tx = store.begin().await?;
    let number = store::series::allot(&mut tx, key).await?;
    if Some(number) != manuscript.head.number {
        return Ok(None);
    }
    let what = NewDocument {
        round,
        unit: acting.officer.unit,
        kind: manuscript.kind.name().to_owned(),
        title: manuscript.abstract_text.clone(),
        number: manuscript.head.number_and_symbol(),
        date: Some(date),
    };
    let pages = i64::try_from(files.pages).unwrap_or(0);
    let kept = [("docx", files.docx), ("pdf", files.pdf), ("xlsx", files.xlsx)].map(
        |(format, content)| NewFile {
            format,
            sha256: crate::hexadecimal(&Sha256::digest(&content)),
            content,
        },
    );
    let release = env!("CARGO_PKG_VERSION");
    let id = store::document::save(&mut tx, &what, acting.by(), release, &kept).await?;
    store::series::bind(&mut tx, key, number, id).await?;
    store::outgoing::place(&mut tx, id, State::Issued, (key.unit, key.body), "").await?;
    let about = store::outgoing::About { pages, ..about.clone() };
    store::outgoing::describe(&mut tx, id, &about).await?;
    bind_draft(&mut tx, composition, id).await?;
    let subject = format!("document/{id}");
    store::audit::record(&mut tx, acting.audit("document.issue", &subject)).await?;
    tx.commit().await?;
    Ok(Some(id))
}
