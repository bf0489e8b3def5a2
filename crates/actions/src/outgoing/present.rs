//! Trình ký: the PDF with blank number and date is frozen; from here on nothing rewrites it.

use documents::{
    Manuscript,
    date::IssueDate,
    manuscript::Medium,
    pdf::{self, Anchors},
};
use domain::{access::Role, deed::Deed, outgoing::Proof, outgoing::State};
use jiff::civil::Date;
use store::{audit::Subject, db::Store, document::NewDocument};

use super::{
    Leaving, Prepared, bind_draft,
    ground::{Ground, Laid, TRIES, outrun},
    marks::noted,
};
use crate::{Acting, Error, urging::Urged};

/// Freezes a draft for signing; gives the document's id.
///
/// # Errors
/// When the officer may not, the signer may not sign today, or the writer refuses the content.
pub async fn present(store: &Store, acting: &Acting, leaving: Leaving) -> Result<i64, Error> {
    Box::pin(frozen(store, acting, leaving, None)).await
}

/// Freezes a letter that urges, and writes beside it whom it urges; gives the document's id.
///
/// # Errors
/// As [`present`].
pub async fn present_urging(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    urged: Urged<'_>,
) -> Result<i64, Error> {
    Box::pin(frozen(store, acting, leaving, Some(urged))).await
}

async fn frozen(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    urged: Option<Urged<'_>>,
) -> Result<i64, Error> {
    let who = [Role::Desk, Role::Reviewer, Role::Signer];
    acting.require(&who, "Trình ký là việc của cán bộ tổng hợp, người thẩm tra hoặc người ký.")?;
    let ground = Ground::new(leaving, acting.today(), urged);
    for _ in 0..TRIES {
        let laid = ground.lay(&mut store.reader(), acting).await?;
        let printed = printed(laid.prepared.manuscript.clone(), acting).await?;
        if let Some(id) = keep(store, acting, &ground, (laid, printed)).await? {
            return Ok(id);
        }
    }
    Err(outrun())
}

/// The frozen file with the places that are blank on it.
async fn printed(mut manuscript: Manuscript, acting: &Acting) -> Result<(Vec<u8>, Anchors), Error> {
    manuscript.head.number = None;
    // Minutes bear the day on which they were written; other documents get theirs with the number.
    if own_day(&manuscript).is_none() {
        manuscript.head.date = IssueDate::InYear(acting.today().year());
    }
    manuscript.furniture.medium = Medium::Electronic;
    tokio::task::spawn_blocking(move || pdf::with_anchors(&manuscript))
        .await?
        .map_err(|error| Error::Document(format!("{}: {error}", error.code())))
}

/// The day that a document bears by itself.
const fn own_day(manuscript: &Manuscript) -> Option<Date> {
    match manuscript.head.date {
        IssueDate::On(day) => Some(day),
        _ => None,
    }
}

/// Keeps the frozen file; `None` where it would be printed otherwise now.
async fn keep(
    store: &Store,
    acting: &Acting,
    ground: &Ground<'_>,
    (laid, (file, anchors)): (Laid, (Vec<u8>, Anchors)),
) -> Result<Option<i64>, Error> {
    let Prepared { manuscript, key, about } = &laid.prepared;
    let what = NewDocument {
        round: ground.leaving.round,
        unit: acting.officer.unit,
        kind: manuscript.kind.name().to_owned(),
        title: manuscript.abstract_text.clone(),
        number: String::new(),
        date: own_day(manuscript),
    };
    let pages = i64::try_from(anchors.pages).unwrap_or(0);
    let about = store::outgoing::About { pages, ..about.clone() };
    let places = anchors.to_json().map_err(|error| Error::Document(error.to_string()))?;
    let sha256 = crate::sha256_hex(&file);
    let mut tx = store.begin().await?;
    // Two clicks at once are one report; nor does a signer whose days have ended stand on it.
    if ground.lay(&mut tx, acting).await? != laid {
        return Ok(None);
    }
    let release = env!("CARGO_PKG_VERSION");
    let id = store::document::save(&mut tx, &what, acting.by(), release, &[]).await?;
    let issuer = (key.unit, key.body);
    store::outgoing::place(&mut tx, id, State::Presented, issuer, &places).await?;
    store::outgoing::describe(&mut tx, id, &about).await?;
    let kept = (sha256.as_str(), file.as_slice());
    store::outgoing::save_version(&mut tx, id, (0, Proof::Nothing), kept, acting.by()).await?;
    bind_draft(&mut tx, ground.leaving.composition, id).await?;
    ground.record_urged(&mut tx, acting, id).await?;
    if let Some(report) = ground.leaving.report {
        store::outgoing::restrict(&mut tx, id, report).await?;
    }
    let replaced =
        laid.before.map_or(String::new(), |before| format!("replaces=document/{}", before.id));
    let detail = noted(&ground.leaving.marks.unmended, &replaced);
    let entry = acting.audit(Deed::DocumentPresent, Subject::Document(id)).with(&detail);
    tx.finish(entry).await?;
    Ok(Some(id))
}
